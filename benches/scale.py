"""How time and memory of `leitmotif report` grow with the corpus, and whether it finds what was planted.

    LEITMOTIF=target/release/leitmotif python benches/scale.py [--language zh] [--seed 1] [--keep FOLDER] 62500 125000 ...

Measured: `leitmotif generate -n N` and `leitmotif report` on its output, from the files to the finished report,
for each N, one after the other. Printed for each: characters of text, wall and processor seconds, peak memory
(the operating system's figure for the whole process), seconds and peak of every stage (`run.json`); the planted
slogans that phrases of the list hold, and how many of them stand in as many documents as the list asks for (its
rarest phrase), some being planted rarer than that; of the copies planted, by kind, the share found as a passage between the
two documents, and how much of the planted text those passages cover. Last, the exponents b of time = a · N^b
and memory = a · N^b, fitted by least squares to the logarithms of all sizes.
"""

import argparse
import collections
import csv
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time

csv.field_size_limit(1 << 30)
LEITMOTIF = os.environ.get("LEITMOTIF", "leitmotif")


def run(*command):
    """Wall seconds, processor seconds and peak MiB of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)} failed")
    wall = time.perf_counter() - start
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def slogans_found(truth, phrases):
    """Documents of the rarest phrase listed, and of each planted slogan: its documents and whether a phrase holds it."""
    with open(phrases, encoding="utf-8", newline="") as rows:
        listed = [(row["phrase"], int(row["n_documents"])) for row in csv.DictReader(rows)]
    text = "\n".join(phrase for phrase, _ in listed).lower()
    found = [(slogan["n_documents"], slogan["slogan"].lower() in text) for slogan in truth["slogans"]]
    return min((n for _, n in listed), default=0), found


def passages_found(corpus, truth, passages):
    """By kind: copies planted, copies found, mean share of the source's characters that is covered."""
    wanted = collections.defaultdict(list)
    for passage in truth["passages"]:
        for copy in passage["copies"]:
            wanted[passage["source"], copy["document"]].append((copy["kind"], passage["text"]))
    sources = {pair[0] for pair in wanted}
    texts = {}
    with open(corpus, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["id"] in sources:
                texts[row["id"]] = row["text"]
    found = collections.defaultdict(list)
    with open(passages, encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            for here, there in [("a", "b"), ("b", "a")]:
                pair = row[f"document_{here}"], row[f"document_{there}"]
                if pair in wanted:
                    found[pair].append((int(row[f"start_{here}"]), int(row[f"end_{here}"])))
    counts = collections.defaultdict(lambda: [0, 0, 0.0])
    for pair, copies in wanted.items():
        for kind, text in copies:
            start = texts[pair[0]].index(text)
            place = range(start, start + len(text))
            covered = {c for a, b in found.get(pair, []) for c in range(max(a, place.start), min(b, place.stop))}
            counts[kind][0] += 1
            counts[kind][1] += bool(covered)
            counts[kind][2] += len(covered) / len(text)
    return counts


def exponent(points):
    """Slope of the least-squares line through the logarithms."""
    xs, ys = ([math.log(value) for value in side] for side in zip(*points))
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys)) / sum((a - x) ** 2 for a in xs)


def measure(n, language, seed, folder):
    corpus, report = os.path.join(folder, f"corpus-{n}"), os.path.join(folder, f"report-{n}")
    docs = os.path.join(corpus, "docs.jsonl")
    if not os.path.exists(docs):
        wall, processor, peak = run(
            LEITMOTIF, "generate", "-n", str(n), "-o", corpus, "--seed", str(seed), "--language", language, "-q"
        )
        print(f"{n:9} generated in {wall:.1f} s, {processor:.1f} s processor, {peak:.0f} MiB")
    wall, processor, peak = run(LEITMOTIF, "report", docs, "-o", report, "--force", "-q", "--no-cache")
    size = os.path.getsize(docs)
    print(
        f"{n:9} documents, {size / 1e6:.0f} MB: {wall:.1f} s wall, {processor:.1f} s processor, "
        f"peak {peak:.0f} MiB"
    )
    with open(os.path.join(report, "run.json"), encoding="utf-8") as file:
        stages = json.load(file)["stages"]
    print("          " + ", ".join(f"{s['stage']} {s['seconds']:.1f} s {s['peak_memory'] >> 20} MiB" for s in stages))
    with open(os.path.join(corpus, "truth.json"), encoding="utf-8") as file:
        truth = json.load(file)
    tables = os.path.join(report, "tables")
    least, slogans = slogans_found(truth, os.path.join(tables, "phrases.csv"))
    frequent = [is_found for n, is_found in slogans if n >= least]
    print(
        f"          slogans {sum(is_found for _, is_found in slogans)} of {len(slogans)}, of those in {least} documents "
        f"or more {sum(frequent)} of {len(frequent)}; copies found and text covered:",
        end="",
    )
    counts = passages_found(docs, truth, os.path.join(tables, "passages.csv"))
    for kind, (copies, found, covered) in sorted(counts.items()):
        print(f" {kind} {found / copies:.4f} {covered / copies:.4f} of {copies};", end="")
    print(flush=True)
    return wall, peak


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="+", type=int)
    parser.add_argument("--language", default="zh")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="folder that keeps the corpora and reports")
    options = parser.parse_args()
    folder = options.keep or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    measured = [(n, *measure(n, options.language, options.seed, folder)) for n in options.sizes]
    if len(measured) > 1:
        times = exponent([(n, wall) for n, wall, _ in measured])
        memory = exponent([(n, peak) for n, _, peak in measured])
        print(f"exponents: time {times:.2f}, memory {memory:.2f}")
    if not options.keep:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

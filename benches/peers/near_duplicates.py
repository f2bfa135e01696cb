"""Times `leitmotif similar --by wording` beside rensa and datasketch on the same corpus.

Each runs in a process of its own, from the JSON Lines file to its list of pairs, in turn, ROUNDS times
(3 unless set). Printed: the best wall seconds of each with the processor seconds and the peak memory of
that run, the pairs listed, and the recall of a gold list where one is given (two ids a row).

- rensa, datasketch: 128 permutations, banding at a Jaccard of 0.5, candidates kept whose estimated
  Jaccard is 0.5 or more; shingles of three characters (Chinese) or three words.
- leitmotif: exact figures; the pairs counted are those it calls reprints (Jaccard of 0.5 or more).
  It also reads, cleans and folds; it uses all processors unless THREADS says how many.

    pip install -r benches/peers/requirements-near-duplicates.txt
    LEITMOTIF=target/release/leitmotif python benches/peers/near_duplicates.py CORPUS.jsonl [GOLD.tsv]
"""

import csv
import json
import os
import re
import subprocess
import sys
import time

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")


def shingled(path):
    """(id, shingles) of each document."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = row["text"]
            if HAN.search(text):
                units, space = re.sub(r"\W", "", text), ""
            else:
                units, space = re.findall(r"\w+", text.lower()), " "
            n = max(1, len(units) - 2)
            yield row["id"], [space.join(units[i : i + 3]) for i in range(n)]


def rensa(path):
    from rensa import RMinHash, RMinHashLSH

    def sketch(shingles):
        of = RMinHash(num_perm=128, seed=42)
        of.update(shingles)
        return of

    return alike(path, sketch, RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32))


def datasketch(path):
    from datasketch import MinHash, MinHashLSH

    def sketch(shingles):
        of = MinHash(num_perm=128)
        of.update_batch([shingle.encode() for shingle in shingles])
        return of

    return alike(path, sketch, MinHashLSH(threshold=0.5, num_perm=128))


def alike(path, sketch, index):
    """The candidates of an index whose sketches agree in half of their permutations."""
    ids, sketches = [], []
    for i, (name, shingles) in enumerate(shingled(path)):
        ids.append(name)
        sketches.append(sketch(shingles))
        index.insert(i, sketches[i])
    for i, one in enumerate(sketches):
        for j in index.query(one):
            if j > i and one.jaccard(sketches[j]) >= 0.5:
                yield ids[i], ids[j]


PEERS = {"rensa": rensa, "datasketch": datasketch}


def leitmotif(path):
    threads = ["--threads", os.environ["THREADS"]] if "THREADS" in os.environ else []
    program = os.environ.get("LEITMOTIF", "leitmotif")
    return [program, "similar", path, "--by", "wording", "--no-cache", "--format", "csv", "-q", *threads]


def run(command):
    """Wall and processor seconds, peak memory in MiB, and what was printed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        sys.exit(f"{command[0]}: failed")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out


def pairs(out):
    rows = csv.DictReader(out.splitlines())
    return {
        tuple(sorted((row["document_a"], row["document_b"])))
        for row in rows
        if row.get("relation", "reprint") == "reprint"
    }


def main():
    if len(sys.argv) == 4 and sys.argv[1] in PEERS:
        print("document_a,document_b")
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows(PEERS[sys.argv[1]](sys.argv[2]))
        return
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: near_duplicates.py CORPUS.jsonl [GOLD.tsv]")
    corpus, gold = sys.argv[1], set()
    if len(sys.argv) == 3:
        with open(sys.argv[2], encoding="utf-8") as lines:
            rows = list(csv.reader(lines, delimiter="\t"))
        gold = {tuple(sorted(row[:2])) for row in rows[1:]}
    commands = {"leitmotif": leitmotif(corpus)}
    for peer in PEERS:
        commands[peer] = [sys.executable, os.path.abspath(__file__), peer, corpus, ""]
    runs = {name: [] for name in commands}
    for _ in range(int(os.environ.get("ROUNDS", "3"))):
        for name, command in commands.items():
            runs[name].append(run(command))
    best = {name: min(of) for name, of in runs.items()}
    for name, (wall, processor, peak, out) in best.items():
        found = pairs(out)
        recall = f", recall {len(found & gold) / len(gold):.3f}" if gold else ""
        print(
            f"{name:10} {wall:7.2f} s wall {processor:7.2f} s processor {peak:6.0f} MiB, "
            f"{len(found)} pairs{recall}"
        )
    for name in PEERS:
        print(f"{name} / leitmotif: {best[name][0] / best['leitmotif'][0]:.2f} times the wall time")


if __name__ == "__main__":
    main()

"""`leitmotif themes` beside the pipeline of pipeline.py on a labelled corpus, in one run.

    python3 -m venv .venv && .venv/bin/pip install -U pip
    .venv/bin/pip install -r benches/peers/requirements.txt
    .venv/bin/python benches/peers/themes.py target/release/leitmotif CORPUS.jsonl [--features chars]

Rows need `id`, `text` and `label`; the number of themes is that of the labels. Five seeds each.
Prints how well themes and labels agree (NMI, ARI: median, worst and best of the seeds; the remainder
counts as a theme of its own, as do documents without one), and the wall time and peak memory of one
run from file to themes, the best of the five for leitmotif, the first for the pipeline (which cuts
its words once for all seeds), with their ratio. `--features` is what the pipeline counts; leitmotif
chooses for itself.
"""

import argparse
import csv
import io
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

SEEDS = range(1, 6)


def measured(command, until=None):
    """Standard output, seconds to the end (or to the line `until` on standard error), peak MiB."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    seconds = None
    if until:
        for line in process.stderr:
            if line.strip() == until:
                seconds = time.monotonic() - started
                break
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(process.stderr.read())
    return out, seconds or time.monotonic() - started, usage.ru_maxrss / 1024


def agreement(gold, themes):
    found = [themes.get(name, "none") for name in gold]
    labels = list(gold.values())
    return normalized_mutual_info_score(labels, found), adjusted_rand_score(labels, found)


def show(name, scores, seconds, memory):
    def spread(values):
        return f"{statistics.median(values):.3f} [{min(values):.3f} {max(values):.3f}]"

    nmi, ari = zip(*scores)
    print(f"{name:9} NMI {spread(nmi)} ARI {spread(ari)} {seconds:7.2f} s {memory:6.0f} MiB", flush=True)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("leitmotif")
    arguments.add_argument("corpus")
    arguments.add_argument("--features", choices=["words", "chars"], default="words")
    given = arguments.parse_args()
    with open(given.corpus, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    gold = {str(row["id"]): row["label"] for row in rows}
    k = len(set(gold.values()))
    print(f"{given.corpus}: {len(gold)} documents, {k} labels")

    scores, times, memories = [], [], []
    for seed in SEEDS:
        command = [given.leitmotif, "themes", given.corpus, "-k", str(k), "--seed", str(seed)]
        command += ["--unit", "document", "--assignments", "--format", "csv", "--quiet", "--no-cache"]
        out, seconds, memory = measured(command)
        table = csv.DictReader(io.StringIO(out.lstrip("\ufeff")))
        scores.append(agreement(gold, {row["document"]: row["theme"] for row in table}))
        times.append(seconds)
        memories.append(memory)
    show("leitmotif", scores, min(times), max(memories))

    pipeline = pathlib.Path(__file__).with_name("pipeline.py")
    command = [sys.executable, str(pipeline), given.corpus, str(k), "--features", given.features]
    out, seconds, memory = measured([*command, "--seeds", str(len(SEEDS))], until="first")
    themes = {}
    for row in csv.DictReader(io.StringIO(out)):
        themes.setdefault(row["seed"], {})[row["document"]] = row["theme"]
    show("pipeline", [agreement(gold, of) for of in themes.values()], seconds, memory)
    print(f"pipeline / leitmotif: {seconds / min(times):.1f} times the time, "
          f"{memory / max(memories):.1f} the memory")


if __name__ == "__main__":
    main()

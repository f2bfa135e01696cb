"""How time and memory of `leitmotif reuse` grow: the same kind of corpus at 1, 2, 4 and 8 times the size.

    LEITMOTIF=target/release/leitmotif python benches/reuse/growth.py CORPUS.jsonl

The documents are shuffled (seed 1); an eighth, a quarter, half and all of them are read. Printed a size:
documents, characters, wall and processor seconds, peak memory, passages and clusters found, and the
exponents between the smallest and the largest.
"""

import csv
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import time

csv.field_size_limit(1 << 30)


def run(corpus):
    program = os.environ.get("LEITMOTIF", "leitmotif")
    command = [program, "reuse", corpus, "--no-cache", "--format", "csv", "-q"]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    rows = list(csv.DictReader(process.stdout))
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit("leitmotif failed")
    wall = time.perf_counter() - start
    clusters = len({row["cluster"] for row in rows})
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, len(rows), clusters


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: growth.py CORPUS.jsonl")
    with open(sys.argv[1], encoding="utf-8") as lines:
        rows = [line for line in lines if line.strip()]
    random.Random(1).shuffle(rows)
    measured = []
    for part in (8, 4, 2, 1):
        some = rows[: len(rows) // part]
        n = sum(len(json.loads(row)["text"]) for row in some)
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as corpus:
            corpus.writelines(some)
            corpus.flush()
            wall, processor, peak, passages, clusters = run(corpus.name)
        measured.append((n, wall, peak))
        print(
            f"{len(some):7} documents {n:10} characters {wall:7.2f} s wall {processor:7.2f} s "
            f"processor {peak:6.0f} MiB {passages:7} passages {clusters:6} clusters"
        )
    first, last = measured[0], measured[-1]
    grown = math.log(last[0] / first[0])
    print(f"exponents: time {math.log(last[1] / first[1]) / grown:.2f}, memory {math.log(last[2] / first[2]) / grown:.2f}")


if __name__ == "__main__":
    main()

"""How well passages tell levels of reuse apart: answers that copy, edit, rewrite or ignore a source.

    LEITMOTIF=target/release/leitmotif python benches/reuse/levels.py FOLDER

FOLDER holds docs.jsonl and gold_pairs.tsv (answer_id, source_id, category: cut, light, heavy, non), as
Clough & Stevenson (2011) made them. Four figures of an answer and its source are read off the tables:

    share        units of the answer in passages shared with the source, over all its units
    containment  share of the answer's shingles that the source has
    cosine       of the TF-IDF rows
    identity     units that agree, over the units of the passages

Printed, each answer judged by a rule fitted to all the others (leave one out):

- non or not by a threshold on the share alone, and on the containment alone: the middle of the gap
  that splits the others best, the lowest of equals;
- the four classes by linear discriminant analysis of the four figures.

    pip install -r benches/reuse/requirements.txt
"""

import collections
import csv
import os
import subprocess
import sys

import numpy as np
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

csv.field_size_limit(1 << 30)
LEITMOTIF = os.environ.get("LEITMOTIF", "leitmotif")


def table(*arguments):
    command = [LEITMOTIF, *arguments, "-q", "--format", "csv"]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return csv.DictReader(out.splitlines())


def figures(folder):
    """(share, containment, cosine, identity) by (document, other document)."""
    corpus = os.path.join(folder, "docs.jsonl")
    found = collections.defaultdict(lambda: [0.0] * 4)
    for row in table("reuse", corpus, "--list", "pairs"):
        a, b = row["document_a"], row["document_b"]
        found[a, b][0], found[b, a][0] = float(row["share_a"]), float(row["share_b"])
    for row in table("similar", corpus, "--neighbours", "1000", "--min-cosine", "0"):
        a, b = row["document_a"], row["document_b"]
        found[a, b][1] = float(row["containment_ab"])
        found[b, a][1] = float(row["containment_ba"])
        found[a, b][2] = found[b, a][2] = float(row["cosine"])
    units = collections.defaultdict(lambda: [0.0, 0.0])
    for row in table("reuse", corpus):
        if row["kind"] == "formulaic":
            continue
        n = int(row["n_units"])
        for pair in [(row["document_a"], row["document_b"]), (row["document_b"], row["document_a"])]:
            units[pair][0] += n * float(row["identity"])
            units[pair][1] += n
    for pair, (matched, n) in units.items():
        found[pair][3] = matched / n
    return found


def threshold(values, is_reuse):
    """The middle of the gap between two values that tells the two apart best."""
    levels = np.unique(values)
    gaps = (levels[1:] + levels[:-1]) / 2
    return max(gaps, key=lambda gap: ((values >= gap) == is_reuse).mean())


def left_out(n):
    for i in range(n):
        yield i, np.arange(n) != i


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: levels.py FOLDER")
    with open(os.path.join(sys.argv[1], "gold_pairs.tsv"), encoding="utf-8") as rows:
        gold = list(csv.DictReader(rows, delimiter="\t"))
    found = figures(sys.argv[1])
    x = np.array([found[row["answer_id"], row["source_id"]] for row in gold])
    y = np.array([row["category"] for row in gold])
    is_reuse, n = y != "non", len(y)
    for name, column in [("share", 0), ("containment", 1)]:
        right = sum(
            (x[i, column] >= threshold(x[others, column], is_reuse[others])) == is_reuse[i]
            for i, others in left_out(n)
        )
        print(f"non or not by {name}: {right} of {n} ({right / n:.3f})")
    judge = LinearDiscriminantAnalysis()
    guesses = np.array(
        [judge.fit(x[others], y[others]).predict(x[i : i + 1])[0] for i, others in left_out(n)]
    )
    print(f"four classes: {(guesses == y).sum()} of {n} ({(guesses == y).mean():.3f})")
    for category in ["non", "heavy", "light", "cut"]:
        of = collections.Counter(guesses[y == category].tolist())
        print(f"  {category:6}", ", ".join(f"{of[c]} {c}" for c in ["non", "heavy", "light", "cut"]))


if __name__ == "__main__":
    main()

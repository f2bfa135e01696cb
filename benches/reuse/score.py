"""Scores passages found against passages planted: PAN's recall, precision, granularity and plagdet.

    leitmotif reuse OUT/corpus.jsonl --format csv > found.csv
    python benches/reuse/score.py OUT found.csv

A case s and a detection r are sets of characters on two sides; r detects s where they overlap on
both. With s ∩ r the characters of both sides they have in common (none unless r detects s):

    precision    mean over r of |union over s of s ∩ r| / |r|
    recall       mean over s of |union over r of s ∩ r| / |s|
    granularity  mean number of detections of the cases that are detected
    plagdet      F1(precision, recall) / log2(1 + granularity)

(Potthast et al. 2010). As in PAN, what is found between two documents that are no pair of the truth is
no detection: real documents do share text. How much was found there is printed by kind. Formulaic
passages are no detections either.
"""

import collections
import csv
import glob
import math
import os
import sys
import xml.etree.ElementTree as ElementTree

csv.field_size_limit(1 << 30)


def cases(folder):
    """(level, pair, span in the first, span in the second), the pair in the order of names."""
    for path in sorted(glob.glob(os.path.join(folder, "truth", "*.xml"))):
        root = ElementTree.parse(path).getroot()
        for f in root.iter("feature"):
            here = (root.get("reference"), span(f.get("this_offset"), f.get("this_length")))
            there = (f.get("source_reference"), span(f.get("source_offset"), f.get("source_length")))
            (a, span_a), (b, span_b) = sorted([here, there])
            yield f.get("obfuscation"), (a, b), span_a, span_b


def span(offset, length):
    return int(offset), int(offset) + int(length)


def detections(path):
    with open(path, encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            a = (row["document_a"], (int(row["start_a"]), int(row["end_a"])))
            b = (row["document_b"], (int(row["start_b"]), int(row["end_b"])))
            (a, span_a), (b, span_b) = sorted([a, b])
            yield row["kind"], (a, b), span_a, span_b


def shared(x, y):
    return range(max(x[0], y[0]), min(x[1], y[1]))


def covered(one, others):
    """Share of both sides of `one` that those of the others cover which overlap it on both."""
    sides = set(), set()
    for other in others:
        parts = shared(one[0], other[0]), shared(one[1], other[1])
        if all(parts):
            for side, part in zip(sides, parts):
                side.update(part)
    n = sum(end - start for start, end in one)
    return sum(map(len, sides)) / n if n else 0.0


def score(truth, found):
    """The four figures; both are dicts from pair to a list of (span, span)."""
    recalls, precisions, counts = [], [], []
    for pair, planted in truth.items():
        found_here = found.get(pair, [])
        for case in planted:
            recalls.append(covered(case, found_here))
            n = sum(1 for r in found_here if shared(case[0], r[0]) and shared(case[1], r[1]))
            counts += [n] if n else []
        precisions += [covered(r, planted) for r in found_here]
    mean = lambda values: sum(values) / len(values) if values else 0.0
    recall, precision = mean(recalls), mean(precisions)
    granularity = mean(counts) or 1.0
    f1 = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
    return f1 / math.log2(1 + granularity), recall, precision, granularity


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: score.py OUT found.csv")
    levels = collections.OrderedDict()
    pairs = set()
    for level, pair, a, b in cases(sys.argv[1]):
        levels.setdefault(level, collections.defaultdict(list))[pair].append((a, b))
        pairs.add(pair)
    found = collections.defaultdict(list)
    elsewhere, formulaic = collections.Counter(), 0
    for kind, pair, a, b in detections(sys.argv[2]):
        if pair not in pairs:
            elsewhere[kind] += 1
        elif kind == "formulaic":
            formulaic += 1
        else:
            found[pair].append((a, b))
    print(f"{'level':10} plagdet  recall  precision  granularity")
    for level in sorted(levels, key=lambda l: (l == "short", "-" in l, l)):
        plagdet, recall, precision, granularity = score(levels[level], found)
        print(f"{level:10} {plagdet:7.3f} {recall:7.3f} {precision:10.3f} {granularity:12.3f}")
    print("found between other documents:", ", ".join(f"{n} {k}" for k, n in sorted(elsewhere.items())))
    print(f"formulaic between documents of a case: {formulaic}")


if __name__ == "__main__":
    main()

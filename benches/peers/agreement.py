"""How well the themes of each table agree with the labels of the corpus, as NMI and ARI.

    python agreement.py CORPUS.jsonl TABLE.csv...

Rows need `id` and `label`; documents that a table leaves out are a theme of their own.
"""

import csv
import json
import pathlib
import sys

from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score


def main(corpus, tables):
    with open(corpus, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    labels = {str(row["id"]): row["label"] for row in rows if row.get("label")}
    if len(set(labels.values())) < 2:
        print("no labels to compare with")
        return
    for table in tables:
        with open(table, encoding="utf-8-sig", newline="") as lines:
            themes = {row["document"]: row["theme"] for row in csv.DictReader(lines)}
        pairs = [(label, themes.get(name, "none")) for name, label in labels.items()]
        gold, found = zip(*pairs)
        nmi = normalized_mutual_info_score(gold, found)
        ari = adjusted_rand_score(gold, found)
        print(f"{pathlib.Path(table).stem:10} NMI {nmi:.3f} ARI {ari:.3f}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])

"""The pipeline an analyst runs today: jieba, TF-IDF, truncated SVD, k-means.

Reads JSON Lines with `id` and `text`; writes seed,document,theme as CSV to standard output, and one
line to standard error as soon as the themes of the first seed are there. The settings are those of
`leitmotif themes`: sublinear TF-IDF on words of two characters or more that two documents to half of
them use (`--features chars`: single characters and pairs of them), 100 dimensions (a third of the
documents in small corpora), rows scaled to length 1. Everything else is the library's default. No
stop words, no cleaning, no labels: leitmotif does that besides.

    python pipeline.py CORPUS.jsonl K [--seeds 5] [--features words|chars]
"""

import argparse
import csv
import json
import logging
import sys

import jieba
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize


def words(text):
    return [w for w in jieba.cut(text) if len(w) > 1 and not w.isspace() and not w.isdigit()]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("corpus")
    arguments.add_argument("k", type=int)
    arguments.add_argument("--seeds", type=int, default=5)
    arguments.add_argument("--features", choices=["words", "chars"], default="words")
    given = arguments.parse_args()
    jieba.setLogLevel(logging.WARNING)
    with open(given.corpus, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    terms = (
        {"tokenizer": words, "token_pattern": None}
        if given.features == "words"
        else {"analyzer": "char", "ngram_range": (1, 2)}
    )
    vectoriser = TfidfVectorizer(sublinear_tf=True, min_df=2, max_df=0.5, **terms)
    x = vectoriser.fit_transform(row["text"] for row in rows)
    rank = min(100, max(2, len(rows) // 3), x.shape[1])
    out = csv.writer(sys.stdout)
    out.writerow(["seed", "document", "theme"])
    for seed in range(1, given.seeds + 1):
        points = normalize(TruncatedSVD(rank, random_state=seed).fit_transform(x))
        labels = KMeans(given.k, random_state=seed).fit_predict(points)
        if seed == 1:
            print("first", file=sys.stderr, flush=True)
        out.writerows([seed, row["id"], label + 1] for row, label in zip(rows, labels))


if __name__ == "__main__":
    main()

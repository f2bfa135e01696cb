"""The pipeline an analyst runs today: jieba, TF-IDF, truncated SVD, k-means.

Reads JSON Lines with `id` and `text`; writes document,theme,distance as CSV to standard output. The
settings are those of `leitmotif themes`: sublinear TF-IDF on words of two characters or more that
two documents to half of them use, at most 100 dimensions (a third of the documents in small
corpora), rows scaled to length 1, five starts. No stop words, no cleaning, no silhouettes, no
labels: leitmotif does that besides.

    python pipeline.py CORPUS.jsonl K
"""

import csv
import json
import logging
import sys

import jieba
import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize


def words(text):
    return [w for w in jieba.cut(text) if len(w) > 1 and not w.isspace() and not w.isdigit()]


def main(path, k):
    jieba.setLogLevel(logging.WARNING)
    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    vectoriser = TfidfVectorizer(
        tokenizer=words, token_pattern=None, sublinear_tf=True, min_df=2, max_df=0.5
    )
    x = vectoriser.fit_transform(row["text"] for row in rows)
    rank = min(100, max(2, len(rows) // 3), x.shape[1])
    points = normalize(TruncatedSVD(rank, random_state=0).fit_transform(x))
    model = KMeans(k, n_init=5, random_state=0).fit(points)
    distances = np.linalg.norm(points - model.cluster_centers_[model.labels_], axis=1)
    out = csv.writer(sys.stdout)
    out.writerow(["document", "theme", "distance"])
    for row, label, distance in zip(rows, model.labels_, distances):
        out.writerow([row.get("id", ""), label + 1, f"{distance:.6f}"])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

"""scikit-learn's KMeans on vectors that `leitmotif themes CORPUS --vectors v.npy` wrote.

    cargo bench --bench kmeans -- v.npy K
    python benches/peers/kmeans.py v.npy K

Ten starts, as many threads as there are cores, three seeds: the counterpart of benches/kmeans.rs.
"""

import sys
import time

import numpy as np
from sklearn.cluster import KMeans


def main(path, k):
    points = np.load(path)
    print(f"{points.shape[0]} points of {points.shape[1]} numbers, k = {k}")
    for seed in range(1, 4):
        started = time.monotonic()
        model = KMeans(k, n_init=10, random_state=seed).fit(points)
        print(f"scikit-learn {time.monotonic() - started:6.3f} s, inertia {model.inertia_:.3f}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

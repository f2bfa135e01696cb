//! k-means: points into k clusters of least squared distance.
//!
//! ```text
//! |x - c|² = |x|² + |c|² - 2 x·c        the products of a panel of points with all centroids at once
//! ```
//!
//! Starts by linfa on a sample (k-means++, Arthur & Vassilvitskii 2007), one run a seed; then our own
//! exact Lloyd iterations until no label changes. linfa's results need the second half: its
//! memberships belong to its last run and its inertia to the centroids before the last update. The
//! nearest centroid is found by one matrix product a panel, several times faster than distance by
//! distance; the distance to it is then taken as it is defined. The run of least inertia wins whole
//! (ties: the earlier), with centroids, labels and inertia from the same assignment pass. A point
//! at equal distance goes to the lower index; an empty cluster takes the point farthest from its
//! centroid. Clusters are numbered by size, largest first (ties: by first member).

use linfa::DatasetBase;
use linfa::traits::Fit;
use linfa_clustering::KMeans as Linfa;
use ndarray::{Array2, ArrayView1, ArrayView2, Axis, Slice};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256Plus;

use crate::error::{Error, Result};
use crate::exec;

const MAX_ITERATIONS: usize = 100;
/// Points a cluster in the sample on which a run starts, and least size of that sample.
const START_POINTS: usize = 50;
const START_LEAST: usize = 500;
/// Points of a panel.
const PANEL: usize = 256;

/// A clustering.
#[derive(Debug, Clone, PartialEq)]
pub struct Clustering {
    /// One row a cluster: the mean of its points.
    pub centroids: Array2<f64>,
    /// Cluster of each point.
    pub labels: Vec<u32>,
    /// Sum of squared distances to the centroids.
    pub inertia: f64,
    /// Whether the labels stopped changing.
    pub converged: bool,
}

impl Clustering {
    /// Number of clusters.
    pub fn k(&self) -> usize {
        self.centroids.nrows()
    }

    /// The points of each cluster, ascending.
    pub fn members(&self) -> Vec<Vec<u32>> {
        members(&self.labels, self.k())
    }
}

/// The best of `restarts` runs; `k` is lowered to the number of points.
///
/// # Errors
/// [`Error::Stage`] if linfa refuses the points (it does so only for values that are no numbers).
pub fn fit(points: &Array2<f64>, k: usize, restarts: usize, seed: u64) -> Result<Clustering> {
    let k = k.clamp(1, points.nrows().max(1));
    if points.is_empty() {
        let labels = vec![0; points.nrows()];
        let centroids = Array2::zeros((1, points.ncols()));
        return Ok(Clustering { centroids, labels, inertia: 0.0, converged: true });
    }
    let restarts = if k == 1 { 1 } else { restarts.max(1) };
    let runs = exec::map_range(restarts, |r| {
        let start = start(points, k, derive_seed(seed, r as u64))?;
        Ok(lloyd(points.view(), start))
    });
    let mut best: Option<Clustering> = None;
    for run in runs {
        let run: Clustering = run?;
        if best.as_ref().is_none_or(|b| run.inertia < b.inertia) {
            best = Some(run);
        }
    }
    best.map(by_size).ok_or(Error::Stage { stage: "k-means", reason: "no run ended".into() })
}

/// A seed for the `i`-th random choice that shares nothing with its neighbours' (splitmix64).
pub fn derive_seed(seed: u64, i: u64) -> u64 {
    let mut z = seed.wrapping_add(i.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Squared Euclidean distance, summed in eight lanes.
pub fn squared_distance(a: ArrayView1<f64>, b: ArrayView1<f64>) -> f64 {
    let (Some(a), Some(b)) = (a.as_slice(), b.as_slice()) else {
        return a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum();
    };
    let mut lanes = [0.0f64; 8];
    let (a_chunks, b_chunks) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f64 =
        a_chunks.remainder().iter().zip(b_chunks.remainder()).map(|(x, y)| (x - y) * (x - y)).sum();
    for (x, y) in a_chunks.zip(b_chunks) {
        for lane in 0..8 {
            lanes[lane] += (x[lane] - y[lane]) * (x[lane] - y[lane]);
        }
    }
    lanes.iter().sum::<f64>() + rest
}

/// k-means++ and a first step, by linfa, on a seeded sample: linfa's k-means++ measures the distance
/// to every earlier centroid again, which costs k² distances a point.
fn start(points: &Array2<f64>, k: usize, seed: u64) -> Result<Array2<f64>> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    let size = (START_POINTS * k).max(START_LEAST).min(points.nrows());
    let mut sample = rand::seq::index::sample(&mut rng, points.nrows(), size).into_vec();
    sample.sort_unstable();
    let dataset = DatasetBase::from(points.select(Axis(0), &sample));
    let model = Linfa::params_with_rng(k, rng)
        .n_runs(1)
        .max_n_iterations(1)
        .fit(&dataset)
        .map_err(|e| Error::Stage { stage: "k-means", reason: e.to_string() })?;
    Ok(model.centroids().to_owned())
}

/// Exact Lloyd iterations from given centroids until no label changes.
fn lloyd(points: ArrayView2<f64>, mut centroids: Array2<f64>) -> Clustering {
    let (mut labels, mut distances) = assign(points, &centroids);
    let mut converged = false;
    for _ in 0..MAX_ITERATIONS {
        repair_empty(&mut labels, &mut distances, centroids.nrows());
        centroids = means(points, &labels, centroids.nrows());
        let (next, next_distances) = assign(points, &centroids);
        converged = next == labels;
        (labels, distances) = (next, next_distances);
        if converged {
            break;
        }
    }
    if !converged {
        repair_empty(&mut labels, &mut distances, centroids.nrows());
    }
    Clustering { centroids, labels, inertia: distances.iter().sum(), converged }
}

/// Nearest centroid of each point and the squared distance to it.
fn assign(points: ArrayView2<f64>, centroids: &Array2<f64>) -> (Vec<u32>, Vec<f64>) {
    let panels = exec::map_range(points.nrows().div_ceil(PANEL), |p| {
        let end = ((p + 1) * PANEL).min(points.nrows());
        let panel = points.slice_axis(Axis(0), Slice::from(p * PANEL..end));
        let gaps = squared_distances(panel, centroids.view());
        let nearest = |(point, gaps): (ArrayView1<f64>, ArrayView1<f64>)| {
            let mut best = 0;
            for (c, &gap) in gaps.iter().enumerate() {
                if gap < gaps[best] {
                    best = c;
                }
            }
            (best as u32, squared_distance(point, centroids.row(best)))
        };
        panel.rows().into_iter().zip(gaps.rows()).map(nearest).collect::<Vec<_>>()
    });
    panels.into_iter().flatten().unzip()
}

/// Squared distances of every row of `a` to every row of `b`, by one matrix product. Near 0 the last
/// digits are lost in the difference; none is negative.
pub fn squared_distances(a: ArrayView2<f64>, b: ArrayView2<f64>) -> Array2<f64> {
    let length = |row: ArrayView1<f64>| row.dot(&row);
    let of_b: Vec<f64> = b.rows().into_iter().map(length).collect();
    let mut products = a.dot(&b.t());
    for (point, mut row) in a.rows().into_iter().zip(products.rows_mut()) {
        let of_a = length(point);
        row.iter_mut().zip(&of_b).for_each(|(x, of_b)| *x = (of_a + of_b - 2.0 * *x).max(0.0));
    }
    products
}

/// Gives each empty cluster the point farthest from its centroid, out of clusters of two or more.
fn repair_empty(labels: &mut [u32], distances: &mut [f64], k: usize) {
    let mut sizes = vec![0usize; k];
    labels.iter().for_each(|&l| sizes[l as usize] += 1);
    for empty in 0..k {
        if sizes[empty] > 0 {
            continue;
        }
        let mut farthest: Option<usize> = None;
        for i in 0..labels.len() {
            let farther = farthest.is_none_or(|f| distances[i] > distances[f]);
            if sizes[labels[i] as usize] > 1 && farther {
                farthest = Some(i);
            }
        }
        if let Some(i) = farthest {
            sizes[labels[i] as usize] -= 1;
            sizes[empty] += 1;
            labels[i] = empty as u32;
            distances[i] = 0.0;
        }
    }
}

fn means(points: ArrayView2<f64>, labels: &[u32], k: usize) -> Array2<f64> {
    let mut centroids = Array2::zeros((k, points.ncols()));
    let mut sizes = vec![0.0f64; k];
    for (point, &label) in points.axis_iter(Axis(0)).zip(labels) {
        let mut centroid = centroids.row_mut(label as usize);
        centroid += &point;
        sizes[label as usize] += 1.0;
    }
    for (mut centroid, size) in centroids.rows_mut().into_iter().zip(sizes) {
        centroid /= f64::max(size, 1.0);
    }
    centroids
}

fn members(labels: &[u32], k: usize) -> Vec<Vec<u32>> {
    let mut members = vec![Vec::new(); k];
    for (&label, i) in labels.iter().zip(0u32..) {
        members[label as usize].push(i);
    }
    members
}

/// Renumbers clusters by size; clusters that stayed empty (equal points) are left out.
fn by_size(clustering: Clustering) -> Clustering {
    let members = clustering.members();
    let mut order: Vec<usize> = (0..members.len()).filter(|&c| !members[c].is_empty()).collect();
    order.sort_by_key(|&c| (std::cmp::Reverse(members[c].len()), members[c][0]));
    let mut labels = clustering.labels;
    for (&old, new) in order.iter().zip(0u32..) {
        members[old].iter().for_each(|&i| labels[i as usize] = new);
    }
    let centroids = clustering.centroids.select(Axis(0), &order);
    Clustering { centroids, labels, ..clustering }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn blobs() -> Array2<f64> {
        Array2::from_shape_fn((60, 3), |(i, j)| {
            let blob = if i < 30 {
                0.0
            } else if i < 50 {
                10.0
            } else {
                20.0
            };
            blob + ((i * 7 + j * 3) % 11) as f64 / 11.0
        })
    }

    #[test]
    fn separate_blobs_are_found_and_numbered_by_size() {
        let found = fit(&blobs(), 3, 5, 1).unwrap();
        let expected: Vec<u32> = (0..60).map(|i| (i >= 30) as u32 + (i >= 50) as u32).collect();
        assert_eq!(found.labels, expected);
        assert!(found.converged);
    }

    #[test]
    fn fewer_points_than_clusters_and_equal_points_do_no_harm() {
        assert_eq!(fit(&Array2::ones((2, 4)), 5, 3, 0).unwrap().labels.len(), 2);
        let equal = fit(&Array2::ones((100, 4)), 3, 3, 0).unwrap();
        assert_eq!(equal.inertia, 0.0);
        assert!(fit(&Array2::zeros((0, 4)), 3, 3, 0).unwrap().labels.is_empty());
        assert_eq!(fit(&Array2::zeros((3, 0)), 3, 3, 0).unwrap().labels, [0, 0, 0]);
        assert_eq!(fit(&blobs(), 1, 3, 0).unwrap().k(), 1);
    }

    #[test]
    fn an_empty_cluster_takes_the_farthest_point() {
        let points = ndarray::array![[0.0], [1.0], [9.0]];
        let found = lloyd(points.view(), ndarray::array![[0.5], [100.0]]);
        assert_eq!(found.labels, [0, 0, 1]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn distances_by_products_equal_distances_one_by_one(
            values in proptest::collection::vec(-1.0f64..1.0, 3..90),
        ) {
            let n = values.len() / 3;
            let points = Array2::from_shape_vec((n, 3), values[..n * 3].to_vec()).unwrap();
            let found = squared_distances(points.view(), points.view());
            for i in 0..n {
                for j in 0..n {
                    let plain = squared_distance(points.row(i), points.row(j));
                    prop_assert!((found[[i, j]] - plain).abs() < 1e-12);
                }
            }
        }

        #[test]
        fn labels_centroids_and_inertia_belong_together(
            values in proptest::collection::vec(-1.0f64..1.0, 8..160), k in 1usize..6, seed: u64,
        ) {
            let n = values.len() / 4;
            let points = Array2::from_shape_vec((n, 4), values[..n * 4].to_vec()).unwrap();
            let found = fit(&points, k, 2, seed).unwrap();
            let mut inertia = 0.0;
            for i in 0..n {
                let all: Vec<f64> = (0..found.k())
                    .map(|c| squared_distance(points.row(i), found.centroids.row(c)))
                    .collect();
                let own = all[found.labels[i] as usize];
                prop_assert!(all.iter().all(|&d| own <= d + 1e-12));
                inertia += own;
            }
            prop_assert!((inertia - found.inertia).abs() < 1e-9);
            prop_assert!(found.members().iter().all(|m| !m.is_empty()));
            prop_assert_eq!(&found, &fit(&points, k, 2, seed).unwrap());
        }
    }
}

//! k-means: points into k clusters of least squared distance.
//!
//! ```text
//! start (k-means++) ─▶ descent ─▶ the run of least inertia, whole
//!                      up to 10,000 points: exact Lloyd iterations until no label changes
//!                      beyond: mini-batches, then exact Lloyd iterations for the winner alone
//! ```
//!
//! Starts on a sample, by greedy k-means++ and linfa ([`start`](mod@start)), one run a seed; then our own
//! exact Lloyd iterations. linfa's results need the second half: its memberships belong to its last
//! run and its inertia to the centroids before the last update. The nearest centroid is found by one matrix product a panel ([`distances`]), several times faster
//! than distance by distance; the distance to it is then taken as it is defined. The run of least
//! inertia wins whole (ties: the earlier), with centroids, labels and inertia from the same
//! assignment pass. A point at equal distance goes to the lower index; an empty cluster takes the
//! point farthest from its centroid. Clusters are numbered by size, largest first (ties: by first
//! member). From the same start the descent ends where linfa's does (tested).

pub mod distances;
mod minibatch;
mod start;

use ndarray::{Array2, ArrayView1, ArrayView2, Axis, Slice};

use crate::error::{Error, Result};
use crate::exec;
use distances::{squared_distance, squared_distances};

const MAX_ITERATIONS: usize = 100;
/// Points of a panel.
const PANEL: usize = 256;
/// Points whose sum is taken as one.
const STRETCH: usize = 4_096;
/// Points up to which every run descends on all of them.
const EXACT: usize = 10_000;

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
    let is_large = points.nrows() > EXACT;
    let judged = minibatch::judged(points, seed);
    let runs = exec::map_range(restarts, |r| {
        let seed = derive_seed(seed, r as u64);
        let start = start::start(points, k, seed)?;
        if is_large {
            let centroids = minibatch::descend(points, start, derive_seed(seed, 1));
            let labels = assign(judged.view(), &centroids);
            let inertia = distances_to(judged.view(), &centroids, &labels).iter().sum();
            return Ok(Clustering { centroids, labels, inertia, converged: false });
        }
        Ok(lloyd(points.view(), start))
    });
    let mut best: Option<Clustering> = None;
    for run in runs {
        let run: Clustering = run?;
        if best.as_ref().is_none_or(|b| run.inertia < b.inertia) {
            best = Some(run);
        }
    }
    let best = best.ok_or(Error::Stage { stage: "k-means", reason: "no run ended".into() })?;
    Ok(by_size(if is_large { lloyd(points.view(), best.centroids) } else { best }))
}

/// A seed for the `i`-th random choice that shares nothing with its neighbours' (splitmix64).
pub fn derive_seed(seed: u64, i: u64) -> u64 {
    let mut z = seed.wrapping_add(i.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Exact Lloyd iterations from given centroids until no label changes.
fn lloyd(points: ArrayView2<f64>, mut centroids: Array2<f64>) -> Clustering {
    let k = centroids.nrows();
    let mut labels = assign(points, &centroids);
    let mut converged = false;
    for _ in 0..MAX_ITERATIONS {
        let mut repaired = labels.clone();
        repair_empty(points, &centroids, &mut repaired);
        centroids = means(points, &repaired, k);
        // clusters of equal points are repaired in every round: the labels before count
        let before = std::mem::replace(&mut labels, assign(points, &centroids));
        converged = labels == before || labels == repaired;
        if converged {
            break;
        }
    }
    if !converged {
        repair_empty(points, &centroids, &mut labels);
    }
    let inertia = distances_to(points, &centroids, &labels).iter().sum();
    Clustering { centroids, labels, inertia, converged }
}

/// Nearest centroid of each point.
fn assign(points: ArrayView2<f64>, centroids: &Array2<f64>) -> Vec<u32> {
    let panels = exec::map_range(points.nrows().div_ceil(PANEL), |p| {
        let end = ((p + 1) * PANEL).min(points.nrows());
        let panel = points.slice_axis(Axis(0), Slice::from(p * PANEL..end));
        let gaps = squared_distances(panel, centroids.view());
        let nearest = |gaps: ArrayView1<f64>| {
            let mut best = 0;
            for (c, &gap) in gaps.iter().enumerate() {
                if gap < gaps[best] {
                    best = c;
                }
            }
            best as u32
        };
        gaps.rows().into_iter().map(nearest).collect::<Vec<u32>>()
    });
    panels.concat()
}

/// Squared distance of each point to the centroid of its label.
fn distances_to(points: ArrayView2<f64>, centroids: &Array2<f64>, labels: &[u32]) -> Vec<f64> {
    exec::map_range(labels.len(), |i| {
        squared_distance(points.row(i), centroids.row(labels[i] as usize))
    })
}

/// Gives each empty cluster the point farthest from its centroid, out of clusters of two or more.
fn repair_empty(points: ArrayView2<f64>, centroids: &Array2<f64>, labels: &mut [u32]) {
    let mut sizes = vec![0usize; centroids.nrows()];
    labels.iter().for_each(|&l| sizes[l as usize] += 1);
    if !sizes.contains(&0) {
        return;
    }
    let mut distances = distances_to(points, centroids, labels);
    for empty in 0..sizes.len() {
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

/// The mean of each cluster, summed over fixed stretches of points in their order.
pub fn means(points: ArrayView2<f64>, labels: &[u32], k: usize) -> Array2<f64> {
    let n = points.nrows();
    let parts = exec::map_range(n.div_ceil(STRETCH), |p| {
        let range = p * STRETCH..((p + 1) * STRETCH).min(n);
        let mut sums = Array2::<f64>::zeros((k, points.ncols()));
        let mut sizes = vec![0.0f64; k];
        for i in range {
            let label = labels[i] as usize;
            let mut sum = sums.row_mut(label);
            sum += &points.row(i);
            sizes[label] += 1.0;
        }
        (sums, sizes)
    });
    let mut centroids = Array2::zeros((k, points.ncols()));
    let mut sizes = vec![0.0f64; k];
    for (sums, counts) in parts {
        centroids += &sums;
        sizes.iter_mut().zip(counts).for_each(|(size, n)| *size += n);
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
    use linfa::DatasetBase;
    use linfa::traits::Fit;
    use linfa_clustering::KMeans as Linfa;
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
    fn beyond_the_limit_mini_batches_find_the_same_blobs() {
        let centres = [[0.0, 0.0], [9.0, 0.0], [0.0, 9.0], [9.0, 9.0]];
        let points = Array2::from_shape_fn((EXACT + 500, 2), |(i, j)| {
            centres[i % 4][j] + ((i * 31 + j * 17) % 101) as f64 / 50.0
        });
        let found = fit(&points, 4, 3, 5).unwrap();
        assert!(found.converged);
        assert!(found.labels.iter().enumerate().all(|(i, &l)| l == found.labels[i % 4]));
        let two = exec::with_threads(Some(2), || fit(&points, 4, 3, 5).unwrap()).unwrap();
        assert_eq!(found, two);
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
        fn ends_where_linfa_ends_from_the_same_start(
            jitter in proptest::collection::vec(-0.5f64..0.5, 90), shift in 0usize..5,
        ) {
            // three groups well apart, so that only one descent is possible from a point of each
            let points = Array2::from_shape_fn((30, 3), |(i, j)| {
                [[0.0, 0.0, 5.0], [9.0, 0.0, 0.0], [0.0, 9.0, 0.0]][i % 3][j] + jitter[i * 3 + j]
            });
            let start = points.slice_axis(Axis(0), Slice::from(shift..shift + 3)).to_owned();
            let ours = lloyd(points.view(), start.clone());
            let theirs = Linfa::params(3)
                .init_method(linfa_clustering::KMeansInit::Precomputed(start))
                .n_runs(1)
                .max_n_iterations(1_000)
                .tolerance(1e-12)
                .fit(&DatasetBase::from(points.clone()))
                .unwrap();
            prop_assert_eq!(&ours.labels, &assign(points.view(), theirs.centroids()));
            for (a, b) in ours.centroids.iter().zip(theirs.centroids()) {
                prop_assert!((a - b).abs() < 1e-6, "{} for {}", a, b);
            }
        }

        #[test]
        fn means_by_stretches_are_the_means(
            values in proptest::collection::vec(-1.0f64..1.0, 8..60), k in 1usize..4,
        ) {
            let n = values.len() / 2;
            let points = Array2::from_shape_vec((n, 2), values[..n * 2].to_vec()).unwrap();
            let labels: Vec<u32> = (0..n).map(|i| (i * 7 % k) as u32).collect();
            let found = means(points.view(), &labels, k);
            for c in 0..k {
                let own: Vec<usize> = (0..n).filter(|&i| labels[i] == c as u32).collect();
                for j in 0..2 {
                    let sum: f64 = own.iter().map(|&i| points[[i, j]]).sum();
                    let mean = sum / own.len().max(1) as f64;
                    prop_assert!((found[[c, j]] - mean).abs() < 1e-12);
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

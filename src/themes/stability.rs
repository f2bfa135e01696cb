//! Stability: whether a theme, or a number of themes, comes back when the texts are drawn anew.
//!
//! ```text
//! of a theme c   mean over resamples of  max over clusters c' of  |c ∩ c'| / |c ∪ c'|
//! of a number k  mean over pairs of subsamples of  ARI of their clusterings, on the texts of both
//! ARI = (RI - E[RI]) / (max RI - E[RI])
//! ```
//!
//! Of a theme: Hennig 2007; ten bootstrap resamples (with replacement) are clustered like the
//! original, and c is compared on the texts that were drawn. Below .5 the theme dissolves, above .75
//! it is stable. Of a number: Ben-Hur, Elisseeff & Guyon 2002; eight subsamples of four fifths of
//! the texts, hence 28 pairs; the adjusted Rand index is Hubert & Arabie's (1985). Beyond 2,000
//! texts all are drawn from a seeded sample of them.

use ndarray::{Array2, Axis};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::exec;
use crate::kmeans::{self, derive_seed};
use crate::silhouette;

const RESAMPLES: usize = 10;
/// Texts drawn for a resample.
const MAX_TEXTS: usize = 2_000;
/// Starts of k-means for a resample; with one or two a bad start would be blamed on the theme.
const RESTARTS: usize = 3;

/// Subsamples behind the stability of a number.
const SUBSAMPLES: usize = 8;
/// Starts of k-means for a subsample.
const SUBSAMPLE_RESTARTS: usize = 6;

/// Below this a theme is called unstable.
pub const DISSOLVED: f64 = 0.5;

/// Stability of each of `k` clusters.
///
/// # Errors
/// If k-means fails.
pub fn stability(points: &Array2<f64>, labels: &[u32], k: usize, seed: u64) -> Result<Vec<f64>> {
    let pool = silhouette::sample(points.nrows(), MAX_TEXTS, derive_seed(seed, 0));
    let resamples = exec::map_range(RESAMPLES, |b| {
        let mut rng = Xoshiro256Plus::seed_from_u64(derive_seed(seed, 1 + b as u64));
        let mut drawn: Vec<usize> =
            pool.iter().map(|_| pool[rng.gen_range(0..pool.len())]).collect();
        drawn.sort_unstable();
        let sample = points.select(Axis(0), &drawn);
        let found = kmeans::fit(&sample, k, RESTARTS, derive_seed(seed, 100 + b as u64))?;
        // repeated draws weigh in the clustering, and count once in the comparison
        let mut pairs: Vec<(usize, u32, u32)> =
            drawn.iter().zip(&found.labels).map(|(&i, &new)| (i, labels[i], new)).collect();
        pairs.dedup_by_key(|p| p.0);
        Ok(best_jaccards(pairs.iter().map(|p| (p.1, p.2)), k, found.k()))
    });
    let mut sums = vec![(0.0f64, 0u32); k];
    for resample in resamples {
        let resample: Vec<Option<f64>> = resample?;
        for ((sum, n), jaccard) in sums.iter_mut().zip(resample) {
            if let Some(jaccard) = jaccard {
                *sum += jaccard;
                *n += 1;
            }
        }
    }
    Ok(sums.into_iter().map(|(sum, n)| if n > 0 { sum / f64::from(n) } else { 0.0 }).collect())
}

/// Stability of a number of clusters, at most 1.
///
/// # Errors
/// If k-means fails.
pub fn of_number(points: &Array2<f64>, k: usize, seed: u64) -> Result<f64> {
    let n = points.nrows();
    let size = (n * 4).div_ceil(5);
    let clusterings = exec::map_range(SUBSAMPLES, |s| {
        let drawn = silhouette::sample(n, size, derive_seed(seed, s as u64));
        let sample = points.select(Axis(0), &drawn);
        let seed = derive_seed(seed, 100 + s as u64);
        let found = kmeans::fit(&sample, k, SUBSAMPLE_RESTARTS, seed)?;
        let mut labels = vec![None; n];
        drawn.iter().zip(found.labels).for_each(|(&i, label)| labels[i] = Some(label));
        Ok(labels)
    });
    let clusterings: Vec<Vec<Option<u32>>> = clusterings.into_iter().collect::<Result<_>>()?;
    let mut indices = Vec::new();
    for (a, first) in clusterings.iter().enumerate() {
        for second in &clusterings[a + 1..] {
            let both = first.iter().zip(second).filter_map(|(&x, &y)| x.zip(y));
            indices.push(adjusted_rand(both));
        }
    }
    Ok(indices.iter().sum::<f64>() / indices.len() as f64)
}

/// Adjusted Rand index of two labellings of the same texts; 1 where both are one cluster or all alone.
fn adjusted_rand(pairs: impl Iterator<Item = (u32, u32)>) -> f64 {
    let (mut both, mut first, mut second) =
        (FxHashMap::default(), FxHashMap::default(), FxHashMap::default());
    let mut n = 0u64;
    for (x, y) in pairs {
        *both.entry((x, y)).or_insert(0u64) += 1;
        *first.entry(x).or_insert(0u64) += 1;
        *second.entry(y).or_insert(0u64) += 1;
        n += 1;
    }
    let two = |n: u64| (n * n.saturating_sub(1) / 2) as f64;
    // sums of whole numbers: their order does not matter
    let index: f64 = both.values().map(|&n| two(n)).sum();
    let (a, b): (f64, f64) =
        (first.values().map(|&n| two(n)).sum(), second.values().map(|&n| two(n)).sum());
    let expected = a * b / two(n).max(1.0);
    let most = (a + b) / 2.0;
    if most > expected { (index - expected) / (most - expected) } else { 1.0 }
}

/// For each old cluster its best Jaccard with a new one; `None` where nothing of it was drawn.
fn best_jaccards(
    pairs: impl Iterator<Item = (u32, u32)>,
    n_old: usize,
    n_new: usize,
) -> Vec<Option<f64>> {
    let mut both = vec![vec![0u32; n_new]; n_old];
    let (mut old_sizes, mut new_sizes) = (vec![0u32; n_old], vec![0u32; n_new]);
    for (old, new) in pairs {
        both[old as usize][new as usize] += 1;
        old_sizes[old as usize] += 1;
        new_sizes[new as usize] += 1;
    }
    let best = |old: usize| {
        let jaccard = |new: usize| {
            let shared = both[old][new];
            f64::from(shared) / f64::from(old_sizes[old] + new_sizes[new] - shared)
        };
        (old_sizes[old] > 0)
            .then(|| (0..n_new).filter(|&new| both[old][new] > 0).map(jaccard).fold(0.0, f64::max))
    };
    (0..n_old).map(best).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn worked_by_hand() {
        // old {a b c} {d}, new {a b} {c d}: 2/3 and 1/2
        let pairs = [(0, 0), (0, 0), (0, 1), (1, 1)];
        assert_eq!(best_jaccards(pairs.into_iter(), 3, 2), [Some(2.0 / 3.0), Some(0.5), None]);
    }

    /// Recorded from scikit-learn 1.9.1: `adjusted_rand_score([0,0,1,1],[0,0,1,2])` is
    /// 0.5714285714285714, of `[0,0,1,1,2,2],[0,1,1,2,2,0]` -0.25.
    #[test]
    fn adjusted_rand_equals_recorded_values() {
        let of = |a: &[u32], b: &[u32]| adjusted_rand(a.iter().copied().zip(b.iter().copied()));
        assert!((of(&[0, 0, 1, 1], &[0, 0, 1, 2]) - 0.571_428_571_428_571_4).abs() < 1e-12);
        assert!((of(&[0, 0, 1, 1, 2, 2], &[0, 1, 1, 2, 2, 0]) + 0.25).abs() < 1e-12);
        assert_eq!(of(&[0, 0, 1], &[5, 5, 2]), 1.0);
        assert_eq!(of(&[0, 0], &[1, 1]), 1.0);
        assert_eq!(of(&[], &[]), 1.0);
    }

    #[test]
    fn separate_blobs_are_stable_and_an_even_cloud_is_not() {
        let blobs = Array2::from_shape_fn((60, 2), |(i, j)| {
            (i % 2 * 10) as f64 + ((i * 7 + j * 5) % 9) as f64 / 9.0
        });
        let labels: Vec<u32> = (0..60).map(|i| i % 2).collect();
        assert!(stability(&blobs, &labels, 2, 1).unwrap().iter().all(|&s| s > 0.99));
        let mut rng = Xoshiro256Plus::seed_from_u64(4);
        let cloud = Array2::from_shape_simple_fn((60, 8), || rng.r#gen::<f64>());
        let labels: Vec<u32> = (0..60).map(|i| i % 6).collect();
        assert!(stability(&cloud, &labels, 6, 1).unwrap().iter().all(|&s| s < 0.6));
    }
}

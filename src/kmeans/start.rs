//! Where a run of k-means starts: greedy k-means++ on a seeded sample, then linfa's descent on it.
//!
//! ```text
//! P(next centre = x) ∝ min over the centres so far |x - c|²        (Arthur & Vassilvitskii 2007)
//! greedy: of 2 + ln k points drawn so, the one that leaves the least sum of these distances
//! ```
//!
//! In a latent space all points lie far apart, and one draw a centre is hardly better than chance:
//! several draws are what makes a run come out the same for most seeds. linfa's own k-means++ draws
//! once and measures all distances again for every centre; its descent, from our centres, makes of
//! the points that were drawn the means of what lies around them.

use linfa::DatasetBase;
use linfa::traits::Fit;
use linfa_clustering::{KMeans, KMeansInit};
use ndarray::{Array2, Axis};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;

use super::distances::squared_distance;
use crate::error::{Error, Result};

/// Points a cluster in the sample, and least size of the sample.
const POINTS: usize = 20;
const LEAST: usize = 500;
/// Iterations of linfa on the sample.
const ITERATIONS: u64 = 2;

/// The centres that a run starts from.
///
/// # Errors
/// [`Error::Stage`] if linfa refuses the points (it does so only for values that are no numbers).
pub fn start(points: &Array2<f64>, k: usize, seed: u64) -> Result<Array2<f64>> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    let size = (POINTS * k).max(LEAST).min(points.nrows());
    let mut sample = rand::seq::index::sample(&mut rng, points.nrows(), size).into_vec();
    sample.sort_unstable();
    let sample = points.select(Axis(0), &sample);
    let centres = sample.select(Axis(0), &plus_plus(&sample, k, &mut rng));
    let model = KMeans::params_with_rng(k, rng)
        .init_method(KMeansInit::Precomputed(centres))
        .n_runs(1)
        .max_n_iterations(ITERATIONS)
        .fit(&DatasetBase::from(sample))
        .map_err(|e| Error::Stage { stage: "k-means", reason: e.to_string() })?;
    Ok(model.centroids().to_owned())
}

/// `k` of the points, by greedy k-means++.
fn plus_plus(points: &Array2<f64>, k: usize, rng: &mut impl Rng) -> Vec<usize> {
    let n = points.nrows();
    let distances = |to: usize| -> Vec<f64> {
        points.rows().into_iter().map(|p| squared_distance(p, points.row(to))).collect()
    };
    let n_draws = 2 + (k as f64).ln() as usize;
    let mut chosen = vec![rng.gen_range(0..n)];
    let mut nearest = distances(chosen[0]);
    while chosen.len() < k {
        let total: f64 = nearest.iter().sum();
        let mut best: Option<(f64, usize, Vec<f64>)> = None;
        for _ in 0..n_draws {
            let drawn = draw(&nearest, total, rng);
            let mut left = distances(drawn);
            left.iter_mut().zip(&nearest).for_each(|(new, &old)| *new = new.min(old));
            let sum = left.iter().sum();
            if best.as_ref().is_none_or(|b| sum < b.0) {
                best = Some((sum, drawn, left));
            }
        }
        let Some((_, point, left)) = best else { break };
        chosen.push(point);
        nearest = left;
    }
    chosen
}

/// A point with a probability in proportion to its weight; any point where all weigh nothing.
fn draw(weights: &[f64], total: f64, rng: &mut impl Rng) -> usize {
    if total <= 0.0 {
        return rng.gen_range(0..weights.len());
    }
    let mut rest = rng.r#gen::<f64>() * total;
    for (i, &weight) in weights.iter().enumerate() {
        rest -= weight;
        if rest < 0.0 {
            return i;
        }
    }
    weights.len() - 1
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_group_far_from_the_others_gets_a_centre() {
        let points = Array2::from_shape_fn((40, 2), |(i, j)| {
            [[0.0, 0.0], [90.0, 0.0], [0.0, 90.0], [90.0, 90.0]][i % 4][j] + (i / 4) as f64 * 0.1
        });
        for seed in 0..20 {
            let mut rng = Xoshiro256Plus::seed_from_u64(seed);
            let mut groups: Vec<usize> =
                plus_plus(&points, 4, &mut rng).iter().map(|i| i % 4).collect();
            groups.sort_unstable();
            assert_eq!(groups, [0, 1, 2, 3], "seed {seed}");
        }
    }

    #[test]
    fn equal_points_give_as_many_centres() {
        let found = start(&Array2::ones((30, 3)), 4, 1).unwrap();
        assert_eq!(found.dim(), (4, 3));
        assert!(found.iter().all(|v| (v - 1.0).abs() < 1e-12));
    }
}

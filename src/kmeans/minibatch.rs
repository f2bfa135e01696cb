//! Mini-batches: a descent that looks at a few thousand points a step instead of all.
//!
//! ```text
//! c ← c + (x - c) / n_c      for every x of a batch, n_c points of which have gone to c so far
//! ```
//!
//! Sculley 2010: the rate of a centroid falls with the points it has taken, so that it comes to rest
//! at their mean. The batches are seeded draws, and the points of a batch are assigned before any
//! centroid moves: the result depends on the seed alone. It serves to choose among starts on large
//! inputs; the start that wins goes on with exact iterations.

use ndarray::{Array2, Axis};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256Plus;

use super::assign;
use crate::silhouette::sample;

/// Points of a batch.
const BATCH: usize = 2_048;
/// Batches of a descent: with [`BATCH`] points each about as many as twenty passes over 10,000.
const BATCHES: usize = 100;
/// Points by which the descents are judged.
const JUDGED: usize = 10_000;

/// The points by which descents are judged: a seeded sample of at most 10,000.
pub fn judged(points: &Array2<f64>, seed: u64) -> Array2<f64> {
    points.select(Axis(0), &sample(points.nrows(), JUDGED, seed))
}

/// The centroids after a fixed number of batches.
pub fn descend(points: &Array2<f64>, mut centroids: Array2<f64>, seed: u64) -> Array2<f64> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    let mut taken = vec![0.0f64; centroids.nrows()];
    for _ in 0..BATCHES {
        let size = BATCH.min(points.nrows());
        let drawn = rand::seq::index::sample(&mut rng, points.nrows(), size).into_vec();
        let batch = points.select(Axis(0), &drawn);
        let labels = assign(batch.view(), &centroids);
        for (point, label) in batch.rows().into_iter().zip(labels) {
            let c = label as usize;
            taken[c] += 1.0;
            let rate = 1.0 / taken[c];
            let mut centroid = centroids.row_mut(c);
            centroid.zip_mut_with(&point, |c, &x| *c += rate * (x - *c));
        }
    }
    centroids
}

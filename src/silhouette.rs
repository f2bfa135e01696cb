//! Silhouette: how much nearer a point lies to its own cluster than to the next one.
//!
//! ```text
//! s = (b - a) / max(a, b)      a: mean distance to the others of its cluster
//!                              b: least mean distance to the points of another cluster
//! ```
//!
//! Rousseeuw 1987. A point alone in its cluster has 0, as has everything where there is one cluster.
//! Exact up to [`EXACT`] points; beyond, distances are measured to a seeded sample of the points,
//! whose size falls with the number of points so that the work stays bounded.

use ndarray::{Array2, ArrayView1, Axis, Slice};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256Plus;

use crate::exec;
use crate::kmeans::distances::squared_distances;

/// Points up to which every distance is taken.
pub const EXACT: usize = 2_000;
/// Points whose distances are taken as one.
const PANEL: usize = 256;

/// A seeded sample of `size` of the indices `0..n`, ascending; all of them when `size` is enough.
pub fn sample(n: usize, size: usize, seed: u64) -> Vec<usize> {
    if size >= n {
        return (0..n).collect();
    }
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    let mut indices = rand::seq::index::sample(&mut rng, n, size).into_vec();
    indices.sort_unstable();
    indices
}

/// Silhouette of every point; NaN for those in no cluster, which count nowhere.
pub fn silhouettes(points: &Array2<f64>, labels: &[Option<u32>], k: usize, seed: u64) -> Vec<f64> {
    let n = points.nrows();
    let inside: Vec<usize> = (0..n).filter(|&i| labels[i].is_some()).collect();
    let size =
        if inside.len() <= EXACT { EXACT } else { (40_000_000 / inside.len()).clamp(200, EXACT) };
    let drawn = sample(inside.len(), size, seed).into_iter();
    let reference: Vec<(usize, u32)> =
        drawn.filter_map(|i| Some((inside[i], labels[inside[i]]?))).collect();
    let places: Vec<usize> = reference.iter().map(|r| r.0).collect();
    let referred = points.select(Axis(0), &places);
    let panels = exec::map_range(n.div_ceil(PANEL), |p| {
        let range = p * PANEL..((p + 1) * PANEL).min(n);
        let panel = points.slice_axis(Axis(0), Slice::from(range.clone()));
        let gaps = squared_distances(panel, referred.view());
        let of_point = |(i, gaps): (usize, ArrayView1<f64>)| {
            let others = reference.iter().zip(gaps).filter(|(r, _)| r.0 != i);
            let others = others.map(|(r, gap)| (r.1, gap.sqrt()));
            labels[i].map_or(f64::NAN, |own| of_point(own, k, others))
        };
        range.zip(gaps.rows()).map(of_point).collect::<Vec<f64>>()
    });
    panels.concat()
}

/// Mean silhouette of several labellings of the same points: distances are taken once.
#[derive(Debug)]
pub struct MeanSilhouette {
    distances: Array2<f32>,
}

impl MeanSilhouette {
    /// Takes all distances between the points (at most [`EXACT`] of them are meant).
    pub fn new(points: &Array2<f64>) -> Self {
        let n = points.nrows();
        let panels = exec::map_range(n.div_ceil(PANEL), |p| {
            let range = p * PANEL..((p + 1) * PANEL).min(n);
            let panel = points.slice_axis(Axis(0), Slice::from(range));
            squared_distances(panel, points.view()).iter().map(|gap| gap.sqrt() as f32).collect()
        });
        let panels: Vec<Vec<f32>> = panels;
        let distances = Array2::from_shape_vec((n, n), panels.concat())
            .unwrap_or_else(|_| Array2::zeros((0, 0)));
        Self { distances }
    }

    /// Mean silhouette of a labelling.
    pub fn of(&self, labels: &[u32], k: usize) -> f64 {
        let all = exec::map_range(labels.len(), |i| {
            let row: ArrayView1<f32> = self.distances.row(i);
            let others = row.into_iter().enumerate().filter(|&(j, _)| j != i);
            of_point(labels[i], k, others.map(|(j, &d)| (labels[j], f64::from(d))))
        });
        all.iter().sum::<f64>() / all.len().max(1) as f64
    }
}

fn of_point(own: u32, k: usize, others: impl Iterator<Item = (u32, f64)>) -> f64 {
    let mut sums = vec![(0.0f64, 0u32); k];
    for (label, distance) in others {
        let (sum, n) = &mut sums[label as usize];
        *sum += distance;
        *n += 1;
    }
    let mean = |&(sum, n): &(f64, u32)| (n > 0).then(|| sum / f64::from(n));
    let Some(a) = mean(&sums[own as usize]) else { return 0.0 };
    let others = sums.iter().enumerate().filter(|&(c, _)| c != own as usize);
    let b = others.filter_map(|(_, s)| mean(s)).fold(f64::INFINITY, f64::min);
    if b.is_finite() && a.max(b) > 0.0 { (b - a) / a.max(b) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_by_hand() {
        // points 0, 1 | 4, 6: a = 1, b = 5 for the first, a = 2, b = 3.5 for the third
        let points = ndarray::array![[0.0], [1.0], [4.0], [6.0]];
        let expected = [0.8, 0.75, 1.5 / 3.5, 3.5 / 5.5];
        let found = silhouettes(&points, &[0, 0, 1, 1].map(Some), 2, 0);
        for (f, e) in found.iter().zip(expected) {
            assert!((f - e).abs() < 1e-12, "{f} for {e}");
        }
        // a point in no cluster has none, and changes nothing for the others
        let more = ndarray::array![[0.0], [1.0], [2.0], [4.0], [6.0]];
        let with_none = silhouettes(&more, &[Some(0), Some(0), None, Some(1), Some(1)], 2, 0);
        assert!(with_none[2].is_nan());
        assert_eq!([&with_none[..2], &with_none[3..]].concat(), found);
        let mean = MeanSilhouette::new(&points).of(&[0, 0, 1, 1], 2);
        assert!((mean - expected.iter().sum::<f64>() / 4.0).abs() < 1e-6);
    }

    #[test]
    fn one_cluster_and_lonely_points_have_none() {
        let points = ndarray::array![[0.0], [1.0], [4.0]];
        assert_eq!(silhouettes(&points, &[Some(0); 3], 1, 0), [0.0; 3]);
        assert_eq!(silhouettes(&points, &[0, 1, 2].map(Some), 3, 0), [0.0; 3]);
    }
}

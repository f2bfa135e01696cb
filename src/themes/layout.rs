//! Layout: like points near each other in a plane.
//!
//! ```text
//! start    first two principal components, scaled to ±10                      (Pearson 1901)
//! attract  neighbours i, j:    y_i += η · w_ij · -2 / (1 + d²)      · (y_i - y_j)
//! repel    i, any other m:     y_i += η · w_ij ·  2 / ((.1 + d²) (1 + d²)) · (y_i - y_m)
//! ```
//!
//! Two axes of a plane cannot hold twenty themes apart by projection; a layout that only asks who is
//! next to whom can. This is the descent of LargeVis and UMAP (Tang et al. 2016; McInnes et al. 2018) with
//! the curve 1 / (1 + d²), on the neighbours that themes are found with ([`super::smoothing`]); the
//! start by principal components keeps what is far apart far apart (Kobak & Linderman 2021). Edges are
//! taken in a fixed order, texts to repel by seed: the map is the same in every run. The axes have no
//! unit. Crates of the kind were tried or read: those that lay out fast are not repeatable, those that
//! are (Barnes-Hut t-SNE behind linfa-tsne) take longer than all of the themes.

use ndarray::{Array2, Axis, Slice};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;

use crate::dense::{fix_signs, gram, symmetric_eigen};

/// Passes over all edges.
const PASSES: usize = 100;
/// Texts repelled for each edge.
const REPELLED: usize = 5;
/// Half the width of the start.
const REACH: f64 = 10.0;
/// Longest step along an axis.
const STEP: f64 = 4.0;

/// A place on the map for every point; `links` are the neighbours of each with their nearness.
pub fn layout(points: &Array2<f64>, links: &[Vec<(u32, f64)>], seed: u64) -> Vec<(f64, f64)> {
    let mut places = principal(points);
    let n = places.len();
    let reach = places.iter().flat_map(|p| [p.0.abs(), p.1.abs()]).fold(0.0, f64::max);
    let nearest = links.iter().flatten().map(|l| l.1).fold(0.0, f64::max);
    if n < 3 || reach == 0.0 || nearest <= 0.0 {
        return places;
    }
    places.iter_mut().for_each(|p| *p = (p.0 / reach * REACH, p.1 / reach * REACH));
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    for pass in 0..PASSES {
        let rate = 1.0 - pass as f64 / PASSES as f64;
        for (i, of_i) in links.iter().enumerate() {
            for &(j, nearness) in of_i {
                let rate = rate * nearness / nearest;
                let j = j as usize;
                let (x, y, d) = between(places[i], places[j]);
                let pull = -2.0 / (1.0 + d);
                let (dx, dy) = step(rate * pull, x, y);
                places[i] = (places[i].0 + dx, places[i].1 + dy);
                places[j] = (places[j].0 - dx, places[j].1 - dy);
                for _ in 0..REPELLED {
                    let other = rng.gen_range(0..n);
                    if other == i {
                        continue;
                    }
                    let (x, y, d) = between(places[i], places[other]);
                    let push = 2.0 / ((0.1 + d) * (1.0 + d));
                    let (dx, dy) = step(rate * push, x, y);
                    places[i] = (places[i].0 + dx, places[i].1 + dy);
                }
            }
        }
    }
    places
}

/// From `b` to `a`: along both axes, and squared.
fn between(a: (f64, f64), b: (f64, f64)) -> (f64, f64, f64) {
    let (x, y) = (a.0 - b.0, a.1 - b.1);
    (x, y, x * x + y * y)
}

fn step(size: f64, x: f64, y: f64) -> (f64, f64) {
    ((size * x).clamp(-STEP, STEP), (size * y).clamp(-STEP, STEP))
}

/// The first two principal components of every row; zeros where there are fewer. A component's
/// sign is free: its coordinate of largest size is made positive.
fn principal(points: &Array2<f64>) -> Vec<(f64, f64)> {
    let Some(mean) = points.mean_axis(Axis(0)).filter(|m| !m.is_empty()) else {
        return vec![(0.0, 0.0); points.nrows()];
    };
    let centred = points - &mean;
    let (values, vectors) = symmetric_eigen(&gram(&centred));
    let kept = values.iter().take(2).take_while(|&&v| v > 1e-12).count();
    let mut projected = centred.dot(&vectors.slice_axis(Axis(1), Slice::from(..kept)));
    fix_signs(&mut projected);
    let coordinate = |i: usize, c: usize| projected.get((i, c)).copied().unwrap_or(0.0);
    (0..points.nrows()).map(|i| (coordinate(i, 0), coordinate(i, 1))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_axis_is_the_one_of_largest_spread() {
        let points = ndarray::array![[0.0, 5.0, 1.0], [0.0, 5.2, 5.0], [0.0, 5.0, 9.0]];
        let map = principal(&points);
        assert!((map[0].0 - map[2].0).abs() > 7.9 && map[1].0.abs() < 0.1);
        assert!(map[1].1 > 0.1);
    }

    #[test]
    fn equal_points_and_no_dimensions_lie_at_the_origin() {
        assert_eq!(layout(&Array2::ones((3, 4)), &vec![Vec::new(); 3], 1), [(0.0, 0.0); 3]);
        assert_eq!(layout(&Array2::zeros((2, 0)), &vec![Vec::new(); 2], 1), [(0.0, 0.0); 2]);
        assert_eq!(layout(&Array2::zeros((0, 2)), &[], 1), []);
    }

    #[test]
    fn groups_that_two_components_lay_over_each_other_are_told_apart() {
        // eight groups on eight axes of their own, each text next to five of its group
        let points = Array2::from_shape_fn((160, 8), |(i, j)| {
            if i % 8 == j { 1.0 } else { 0.02 * ((i * 7 + j * 3) % 11) as f64 / 11.0 }
        });
        let links: Vec<Vec<(u32, f64)>> =
            (0..160u32).map(|i| (1..=5).map(|s| ((i + 8 * s) % 160, 0.8)).collect()).collect();
        let places = layout(&points, &links, 3);
        let nearest = |i: usize| {
            let others = (0..160).filter(|&j| j != i);
            let gap = |j: usize| between(places[i], places[j]).2;
            others.min_by(|&a, &b| gap(a).total_cmp(&gap(b))).unwrap_or(i)
        };
        let apart = (0..160).filter(|&i| nearest(i) % 8 == i % 8).count();
        assert!(apart >= 152, "{apart}");
        assert_eq!(places, layout(&points, &links, 3));
    }
}

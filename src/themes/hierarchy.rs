//! Two levels: themes of like vocabulary joined to areas, where the themes are many.
//!
//! What all centres have in common is taken off first (their mean), since it makes everything alike.
//! What is left, scaled to length 1, is joined by Ward's rule (1963), the two groups whose union adds least
//! to the sum of squares, which keeps one group from swallowing the rest; the tree is cut into the
//! number of areas, from the root of the number of themes to half of it, that has the highest mean
//! silhouette of the themes (ties: fewer areas).

use ndarray::{Array1, Array2, Axis};

use super::centres::Centres;
use crate::dense::normalise;
use crate::kmeans::distances::squared_distance;

/// Themes from which on there are areas.
const LEAST_THEMES: usize = 4;

/// The area of each theme, numbered in the order of their first themes; none where themes are few.
pub fn areas(centres: &Centres, n_columns: usize) -> Vec<u32> {
    let k = centres.k();
    if k < LEAST_THEMES {
        return Vec::new();
    }
    let mut points = Array2::zeros((k, n_columns));
    for (theme, terms) in centres.terms.iter().enumerate() {
        terms.iter().for_each(|&(t, w)| points[[theme, t as usize]] = f64::from(w));
    }
    points -= &(points.sum_axis(Axis(0)) / k as f64);
    normalise(&mut points);
    let gaps = Array2::from_shape_fn((k, k), |(a, b)| {
        squared_distance(points.row(a), points.row(b)).sqrt()
    });
    let distance = |a: usize, b: usize| gaps[[a, b]];
    let (fewest, most) = ((k as f64).sqrt().round() as usize, k / 2);
    let mut groups: Vec<Vec<usize>> = (0..k).map(|i| vec![i]).collect();
    let mut best: Option<(f64, Vec<Vec<usize>>)> = None;
    while groups.len() > fewest.clamp(2, most) {
        join_nearest(&mut groups, &points);
        if groups.len() <= most {
            let mean = mean_silhouette(&groups, k, distance);
            if best.as_ref().is_none_or(|b| mean >= b.0) {
                best = Some((mean, groups.clone()));
            }
        }
    }
    let mut groups = best.map(|b| b.1).unwrap_or_default();
    groups.iter_mut().for_each(|g| g.sort_unstable());
    groups.sort_unstable();
    let mut areas = vec![0; k];
    for (area, group) in (0u32..).zip(groups) {
        group.into_iter().for_each(|theme| areas[theme] = area);
    }
    areas
}

/// Joins the two groups whose union adds least to the sum of squares.
fn join_nearest(groups: &mut Vec<Vec<usize>>, points: &Array2<f64>) {
    let mean = |group: &Vec<usize>| -> Array1<f64> {
        points.select(Axis(0), group).sum_axis(Axis(0)) / group.len() as f64
    };
    let means: Vec<Array1<f64>> = groups.iter().map(mean).collect();
    let mut best = (0, 1, f64::INFINITY);
    for a in 0..groups.len() {
        for b in a + 1..groups.len() {
            let (n, m) = (groups[a].len() as f64, groups[b].len() as f64);
            let added = n * m / (n + m) * squared_distance(means[a].view(), means[b].view());
            if added < best.2 {
                best = (a, b, added);
            }
        }
    }
    let joined = groups.remove(best.1);
    groups[best.0].extend(joined);
}

fn mean_distance(a: &[usize], b: &[usize], distance: impl Fn(usize, usize) -> f64) -> f64 {
    let pairs = a.iter().flat_map(|&x| b.iter().map(move |&y| (x, y)));
    pairs.map(|(x, y)| distance(x, y)).sum::<f64>() / (a.len() * b.len()) as f64
}

fn mean_silhouette(
    groups: &[Vec<usize>],
    k: usize,
    distance: impl Fn(usize, usize) -> f64 + Copy,
) -> f64 {
    let of = |theme: usize, own: &[usize]| {
        if own.len() == 1 {
            return 0.0;
        }
        let n = own.len() as f64;
        let a = mean_distance(&[theme], own, distance) * n / (n - 1.0);
        let others = groups.iter().filter(|g| !g.contains(&theme));
        let b = others.map(|g| mean_distance(&[theme], g, distance)).fold(f64::INFINITY, f64::min);
        if a.max(b) > 0.0 { (b - a) / a.max(b) } else { 0.0 }
    };
    let sum: f64 = groups.iter().flat_map(|g| g.iter().map(|&t| of(t, g))).sum();
    sum / k as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_themes_share_an_area() {
        // themes 0, 2, 4 speak of terms 0 to 2, themes 1, 3 of terms 3 and 4
        let theme = |terms: &[(u32, f32)]| {
            let length = terms.iter().map(|t| t.1 * t.1).sum::<f32>().sqrt();
            terms.iter().map(|&(t, w)| (t, w / length)).collect::<Vec<_>>()
        };
        let terms = vec![
            theme(&[(0, 1.0), (1, 0.5)]),
            theme(&[(3, 1.0), (4, 0.6)]),
            theme(&[(0, 0.8), (2, 0.5)]),
            theme(&[(3, 0.7), (4, 1.0)]),
            theme(&[(0, 1.0), (1, 0.2), (2, 0.3)]),
        ];
        let centres = Centres::new(terms, vec![-1.0; 5], 5);
        assert_eq!(areas(&centres, 5), [0, 1, 0, 1, 0]);
        assert!(areas(&Centres::new(Vec::new(), Vec::new(), 5), 5).is_empty());
    }

    #[test]
    fn what_all_themes_share_joins_none() {
        // eight themes in four pairs; a term that all have weighs more than what a pair has
        let theme = |t: u32| vec![(0, 0.9f32), (1 + t / 2, 0.35), (5 + t, 0.25)];
        let centres = Centres::new((0..8).map(theme).collect(), vec![-1.0; 8], 13);
        assert_eq!(areas(&centres, 13), [0, 0, 1, 1, 2, 2, 3, 3]);
    }
}

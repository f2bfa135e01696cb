//! Two levels: themes of like vocabulary joined to areas, where the themes are many.
//!
//! Centres are joined by average linkage on their cosines (UPGMA, Sokal & Michener 1958); the tree is
//! cut into the number of areas, from 2 to half the themes, that has the highest mean silhouette of
//! the themes under the distance 1 - cosine (ties: fewer areas). An area of one theme is that theme.

use crate::csr::Csr;

use super::centres::Centres;

/// Themes from which on there are areas.
const LEAST_THEMES: usize = 4;

/// The area of each theme, numbered in the order of their first themes; none where themes are few.
pub fn areas(centres: &Centres, n_columns: usize) -> Vec<u32> {
    let k = centres.k();
    if k < LEAST_THEMES {
        return Vec::new();
    }
    let mut rows = Csr::new(n_columns);
    centres.terms.iter().for_each(|t| rows.push_row(t.iter().copied()));
    let cosines: Vec<Vec<f64>> = (0..k).map(|i| centres.cosines(&rows, i)).collect();
    let distance = |a: usize, b: usize| 1.0 - (cosines[a][b] + cosines[b][a]) / 2.0;
    let mut groups: Vec<Vec<usize>> = (0..k).map(|i| vec![i]).collect();
    let mut best: Option<(f64, Vec<Vec<usize>>)> = None;
    while groups.len() > 2 {
        join_nearest(&mut groups, distance);
        if groups.len() <= k / 2 {
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

fn mean_distance(a: &[usize], b: &[usize], distance: impl Fn(usize, usize) -> f64) -> f64 {
    let sum: f64 =
        a.iter().flat_map(|&x| b.iter().map(move |&y| (x, y))).map(|(x, y)| distance(x, y)).sum();
    sum / (a.len() * b.len()) as f64
}

fn join_nearest(groups: &mut Vec<Vec<usize>>, distance: impl Fn(usize, usize) -> f64 + Copy) {
    let mut best = (0, 1, f64::INFINITY);
    for a in 0..groups.len() {
        for b in a + 1..groups.len() {
            let mean = mean_distance(&groups[a], &groups[b], distance);
            if mean < best.2 {
                best = (a, b, mean);
            }
        }
    }
    let joined = groups.remove(best.1);
    groups[best.0].extend(joined);
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
}

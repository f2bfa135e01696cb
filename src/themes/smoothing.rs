//! Smoothing: every text is read together with its nearest texts.
//!
//! ```text
//! q_i = Σ_j  w_ij / √(d_i d_j) · p_j,  scaled to length 1        d_i = Σ_j w_ij
//! w_ii = 1;  w_ij = cosine of i and j where one is among the ten nearest of the other, else 0
//! ```
//!
//! One step of graph convolution (Wu et al. 2019, simplified graph convolution). Two headlines on one
//! subject may share no word, yet each shares words with a third: averaged with their neighbours they
//! meet. Nearness is the exact cosine of the TF-IDF rows ([`crate::neighbours`]), which
//! knows the rare words that the latent space has lost. Dividing by √d_j lets a text that is near to
//! everything speak less. Few texts have few neighbours each (half the root of their number), so
//! that a theme of three paragraphs is not drowned. Among more than 8,000 texts the nearest are looked
//! for with bounded effort.

use ndarray::Array2;

use crate::csr::Csr;
use crate::dense::normalise;
use crate::exec;
use crate::neighbours::{self, Effort};

/// Most neighbours a text is read with.
const NEIGHBOURS: usize = 10;
/// Least cosine of a neighbour.
const LEAST_COSINE: f64 = 0.05;

/// Texts beyond which the nearest are looked for with bounded effort, and that effort.
const EXACT: usize = 8_000;
const EFFORT: Effort = Effort { entries: 8_192, compared: 128 };

/// The neighbours of each row and the rows whose neighbour it is, ascending, with their cosine.
pub fn neighbours(rows: &Csr<f32>) -> Vec<Vec<(u32, f64)>> {
    let n = rows.n_rows();
    let k = NEIGHBOURS.min(((n as f64).sqrt() / 2.0) as usize);
    let effort = (n > EXACT).then_some(EFFORT);
    links(&neighbours::nearest(rows, k, LEAST_COSINE, effort))
}

fn links(nearest: &[Vec<(u32, f64)>]) -> Vec<Vec<(u32, f64)>> {
    let mut links: Vec<Vec<(u32, f64)>> = nearest.to_vec();
    for (i, of_i) in (0u32..).zip(nearest) {
        for &(j, cosine) in of_i {
            links[j as usize].push((i, cosine));
        }
    }
    for of_i in &mut links {
        of_i.sort_unstable_by_key(|l| l.0);
        of_i.dedup_by_key(|l| l.0);
    }
    links
}

/// The points, each averaged with those of its neighbours, of length 1.
pub fn smooth(points: &Array2<f64>, links: &[Vec<(u32, f64)>]) -> Array2<f64> {
    let scale: Vec<f64> =
        links.iter().map(|l| 1.0 / (1.0 + l.iter().map(|x| x.1).sum::<f64>()).sqrt()).collect();
    let rows = exec::map_range(points.nrows(), |i| {
        let mut sum = points.row(i).to_owned() * scale[i];
        for &(j, weight) in &links[i] {
            sum.scaled_add(weight * scale[j as usize], &points.row(j as usize));
        }
        sum.to_vec()
    });
    let mut smoothed = Array2::from_shape_vec(points.dim(), rows.concat())
        .unwrap_or_else(|_| Array2::zeros((0, 0)));
    normalise(&mut smoothed);
    smoothed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_by_hand() {
        // 0 and 1 are neighbours with a cosine of .5, 2 is alone; d = 1.5, 1.5, 1
        let points = ndarray::array![[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]];
        let links = links(&[vec![(1, 0.5)], vec![], vec![]]);
        assert_eq!(links, [vec![(1, 0.5)], vec![(0, 0.5)], vec![]]);
        let smoothed = smooth(&points, &links);
        // (1, .5) scaled to length 1
        let length = 1.25f64.sqrt();
        assert!((smoothed[[0, 0]] - 1.0 / length).abs() < 1e-12);
        assert!((smoothed[[0, 1]] - 0.5 / length).abs() < 1e-12);
        assert_eq!(smoothed.row(2).to_vec(), [0.6, 0.8]);
    }

    #[test]
    fn texts_that_share_no_word_meet_over_a_third() {
        // 0 and 2 share nothing, each shares a term with 1; 3 to 5 speak of something else
        let mut rows = Csr::new(4);
        let half = 0.5f32.sqrt();
        for row in [[(0, 1.0), (1, 0.0)], [(0, half), (1, half)], [(0, 0.0), (1, 1.0)]] {
            rows.push_row(row.into_iter().filter(|r| r.1 > 0.0));
        }
        for _ in 0..6 {
            rows.push_row([(2, half), (3, half)]);
        }
        let points = Array2::from_shape_fn((9, 4), |(i, j)| {
            rows.entries(i).find(|e| e.0 == j).map_or(0.0, |e| f64::from(e.1))
        });
        let smoothed = smooth(&points, &neighbours(&rows));
        let cosine = |a: usize, b: usize| smoothed.row(a).dot(&smoothed.row(b));
        assert!(points.row(0).dot(&points.row(2)) == 0.0 && cosine(0, 2) > 0.5);
        assert_eq!(cosine(0, 3), 0.0);
    }
}

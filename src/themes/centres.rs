//! Theme centres: where a theme lies among all terms, which text belongs to it, and which nowhere.
//!
//! ```text
//! centre of a theme   = mean TF-IDF row of its texts, its 3,000 heaviest terms, scaled to length 1
//! theme of a text     = the one whose centre has the highest cosine with the text's row   (Rocchio)
//! distance            = √(2 - 2 cos), from 0 (the centre itself) to √2 (no term in common)
//! remainder           : cosine <= least cosine of that theme, the median over the texts of the others
//! ```
//!
//! k-means finds the themes in the smoothed latent space; texts are then put to the nearest centre in
//! the space of all terms, old and new texts by the same rule. That rule explains itself (the terms
//! that text and centre share), fits into a small file, and agrees better with what people
//! call the subject of a text than distances in the latent space do. A text belongs to the
//! remainder when half of the texts of other themes are at least as near to its theme as it is. Ties
//! go to the larger theme, which has the lower number.

use ndarray::Array2;

use crate::csr::Csr;
use crate::exec;

/// Heaviest terms of a centre that are kept.
const TERMS: usize = 3_000;
/// What a cosine may lack of 1 by rounding.
const SAME: f64 = 1e-6;
/// Texts of other themes from which on the remainder is told.
const LEAST_OTHERS: usize = 20;

/// The centres of all themes over the same columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Centres {
    /// The terms of each, ascending by column, of length 1.
    pub terms: Vec<Vec<(u32, f32)>>,
    /// The cosine above which a text belongs to each; below 0 where there is no remainder.
    pub least: Vec<f64>,
    /// One row a column, one column a theme.
    dense: Array2<f32>,
}

/// Where a text belongs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nearest {
    /// The theme of the nearest centre.
    pub theme: u32,
    /// Cosine with it.
    pub cosine: f64,
    /// The next theme, where there are two, and the cosine with it.
    pub second: Option<(u32, f64)>,
}

/// √(2 - 2 cos); 0 where the cosine is 1 but for the last digits of single precision.
pub fn distance(cosine: f64) -> f64 {
    if cosine > 1.0 - SAME { 0.0 } else { (2.0 - 2.0 * cosine).sqrt() }
}

impl Centres {
    /// Centres from what was kept of them.
    pub fn new(terms: Vec<Vec<(u32, f32)>>, least: Vec<f64>, n_columns: usize) -> Self {
        let mut dense = Array2::zeros((n_columns, terms.len()));
        for (c, terms) in terms.iter().enumerate() {
            terms.iter().for_each(|&(t, w)| dense[[t as usize, c]] = w);
        }
        Self { terms, least, dense }
    }

    /// The centres of `k` sets of rows.
    pub fn of(rows: &Csr<f32>, labels: &[u32], k: usize) -> Self {
        let mut members = vec![Vec::new(); k];
        labels.iter().enumerate().for_each(|(i, &l)| members[l as usize].push(i));
        let terms = exec::map(&members, |members| centre(rows, members));
        let mut centres = Self::new(terms, vec![-1.0; k], rows.n_cols);
        let nearest = centres.nearest_of(rows);
        centres.least = exec::map_range(k, |c| centres.median_of_others(rows, &nearest, c));
        centres
    }

    /// Some of the themes, in this order.
    pub fn select(&self, order: &[usize], n_columns: usize) -> Self {
        let terms = order.iter().map(|&c| self.terms[c].clone()).collect();
        let least = order.iter().map(|&c| self.least[c]).collect();
        Self::new(terms, least, n_columns)
    }

    /// Number of themes.
    pub fn k(&self) -> usize {
        self.terms.len()
    }

    /// Weight of a column in a centre.
    pub fn weight(&self, theme: u32, column: usize) -> f64 {
        f64::from(self.dense[[column, theme as usize]])
    }

    /// Cosine of a row with every centre.
    pub fn cosines(&self, rows: &Csr<f32>, i: usize) -> Vec<f64> {
        let mut sums = vec![0.0f64; self.k()];
        for (column, value) in rows.entries(i) {
            let value = f64::from(value);
            let weights = self.dense.row(column);
            sums.iter_mut().zip(weights).for_each(|(s, &w)| *s += value * f64::from(w));
        }
        sums
    }

    /// The nearest centres of every row; none where a row is empty or shares no term with any.
    pub fn nearest_of(&self, rows: &Csr<f32>) -> Vec<Option<Nearest>> {
        exec::map_range(rows.n_rows(), |i| {
            let cosines = self.cosines(rows, i);
            let better = |a: usize, b: usize| if cosines[b] > cosines[a] { b } else { a };
            let first = (0..self.k()).reduce(better).filter(|&c| cosines[c] > 0.0)?;
            let second = (0..self.k()).filter(|&c| c != first).reduce(better);
            let second = second.map(|c| (c as u32, cosines[c]));
            Some(Nearest { theme: first as u32, cosine: cosines[first], second })
        })
    }

    /// Whether a text belongs to its nearest theme rather than to the remainder.
    pub fn holds(&self, nearest: &Nearest) -> bool {
        nearest.cosine > self.least[nearest.theme as usize]
    }

    fn median_of_others(&self, rows: &Csr<f32>, nearest: &[Option<Nearest>], c: usize) -> f64 {
        let is_other = |i: &usize| nearest[*i].is_some_and(|n| n.theme as usize != c);
        let mut cosines: Vec<f64> =
            (0..rows.n_rows()).filter(is_other).map(|i| self.cosine(rows, i, c)).collect();
        if cosines.len() < LEAST_OTHERS {
            return -1.0;
        }
        let middle = cosines.len() / 2;
        *cosines.select_nth_unstable_by(middle, f64::total_cmp).1
    }

    fn cosine(&self, rows: &Csr<f32>, i: usize, c: usize) -> f64 {
        let product = |(t, v): (usize, f32)| f64::from(v) * f64::from(self.dense[[t, c]]);
        rows.entries(i).map(product).sum()
    }
}

fn centre(rows: &Csr<f32>, members: &[usize]) -> Vec<(u32, f32)> {
    let mut sums = vec![0.0f64; rows.n_cols];
    for &i in members {
        rows.entries(i).for_each(|(c, v)| sums[c] += f64::from(v));
    }
    let mut terms: Vec<(u32, f64)> = (0u32..).zip(sums).filter(|&(_, s)| s > 0.0).collect();
    terms.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    terms.truncate(TERMS);
    terms.sort_unstable_by_key(|t| t.0);
    let length = terms.iter().map(|(_, s)| s * s).sum::<f64>().sqrt();
    terms.into_iter().map(|(c, s)| (c, (s / length) as f32)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn worked_by_hand() {
        let mut rows = Csr::new(3);
        rows.push_row([(0, 1.0)]);
        rows.push_row([(0, 0.6), (1, 0.8)]);
        rows.push_row([(2, 1.0)]);
        rows.push_row([]);
        let centres = Centres::of(&rows, &[0, 0, 1, 1], 2);
        // centre of 0: (1.6, .8) / √3.2
        assert!((centres.weight(0, 0) - 1.6 / 3.2f64.sqrt()).abs() < 1e-6);
        let nearest = centres.nearest_of(&rows);
        assert_eq!(nearest[2].unwrap().theme, 1);
        assert_eq!(distance(nearest[2].unwrap().cosine), 0.0);
        assert!((distance(0.5) - 1.0).abs() < 1e-12);
        assert_eq!(nearest[3], None);
        assert_eq!(nearest[0].unwrap().second, Some((1, 0.0)));
    }

    #[test]
    fn a_text_no_nearer_than_others_belongs_nowhere() {
        // two themes of thirty texts, a common word in all; the last text shares little of that word
        let mut rows = Csr::new(4);
        for i in 0..60u32 {
            rows.push_row([(i % 2, 0.98), (2, 0.2)]);
        }
        let labels: Vec<u32> = (0..60).map(|i| i % 2).collect();
        let centres = Centres::of(&rows, &labels, 2);
        let nearest = centres.nearest_of(&rows);
        assert!(nearest.iter().all(|n| centres.holds(&n.unwrap())));
        assert!((0..60).all(|i| nearest[i].unwrap().theme == i as u32 % 2));
        let mut new = Csr::new(4);
        new.push_row([(2, 0.05), (3, 0.9987)]);
        let alone = centres.nearest_of(&new)[0].unwrap();
        assert!(alone.cosine > 0.0 && !centres.holds(&alone));
    }

    proptest! {
        #[test]
        fn cosines_are_those_of_the_dense_vectors(
            texts in proptest::collection::vec(
                proptest::collection::btree_map(0u32..12, 0.1f32..1.0, 0..6), 1..20),
            k in 1usize..4,
        ) {
            let mut rows = Csr::new(12);
            texts.iter().for_each(|t| rows.push_row(t.clone()));
            let labels: Vec<u32> = (0..texts.len()).map(|i| (i % k) as u32).collect();
            let centres = Centres::of(&rows, &labels, k);
            for (i, text) in texts.iter().enumerate() {
                let naive: Vec<f64> = centres
                    .terms
                    .iter()
                    .map(|c| c.iter().map(|(t, w)| {
                        f64::from(*w) * f64::from(text.get(t).copied().unwrap_or(0.0))
                    }).sum())
                    .collect();
                for (a, b) in centres.cosines(&rows, i).iter().zip(&naive) {
                    prop_assert!((a - b).abs() < 1e-9);
                }
            }
        }
    }
}

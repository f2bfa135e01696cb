//! Nearest rows by cosine, exactly, without comparing every pair.
//!
//! ```text
//! row x, terms from rarest to commonest:   score[y] += x_t · y_t   for every y that has t
//! stop once  |rest of x| < θ                no row untouched so far can reach a cosine of θ
//! ```
//!
//! Rows have length 1 and no negative weight, so the part of a cosine that is still to come is at
//! most the length of the rest of x (Cauchy-Schwarz), and a partial score is a lower bound. θ is
//! the least cosine wanted, or the k-th best partial score where that is higher: common terms,
//! whose lists are long, are mostly never walked. What may still reach θ is scored exactly, the
//! terms always in ascending order, so that cos(a, b) = cos(b, a) to the last bit. This prunes as in
//! all-pairs similarity search (Bayardo, Ma & Srikant 2007), and the result is exact.

use crate::csr::Csr;
use crate::exec;

/// Slack for sums taken in another order.
const EPSILON: f64 = 1e-6;
/// Rows that share one scratch array.
const CHUNK: usize = 256;

/// The up to `k` nearest other rows of each row with a cosine of at least `least` (and above 0):
/// (row, cosine), highest first, ties to the lower row.
pub fn nearest(rows: &Csr<f32>, k: usize, least: f64) -> Vec<Vec<(u32, f64)>> {
    let columns = rows.transposed();
    let n = rows.n_rows();
    let chunks = exec::map_range(n.div_ceil(CHUNK), |c| {
        let mut scores = vec![0.0f64; n];
        let range = c * CHUNK..((c + 1) * CHUNK).min(n);
        range.map(|i| nearest_to(rows, &columns, i, k, least, &mut scores)).collect::<Vec<_>>()
    });
    chunks.into_iter().flatten().collect()
}

/// `scores` is all zeros before and after.
fn nearest_to(
    rows: &Csr<f32>,
    columns: &Csr<f32>,
    i: usize,
    k: usize,
    least: f64,
    scores: &mut [f64],
) -> Vec<(u32, f64)> {
    if k == 0 {
        return Vec::new();
    }
    let mut terms: Vec<(usize, f64)> = rows.entries(i).map(|(c, v)| (c, f64::from(v))).collect();
    terms.sort_by_key(|&(c, _)| (columns.indptr[c + 1] - columns.indptr[c], c));
    let mut rest: f64 = terms.iter().map(|(_, v)| v * v).sum();
    let mut touched: Vec<u32> = Vec::new();
    let mut threshold = least;
    let mut next_check = 4 * k;
    for (c, v) in terms {
        if rest.max(0.0).sqrt() < threshold - EPSILON {
            break;
        }
        for (row, w) in columns.entries(c) {
            if row != i {
                if scores[row] == 0.0 {
                    touched.push(row as u32);
                }
                scores[row] += v * f64::from(w);
            }
        }
        rest -= v * v;
        if touched.len() >= next_check {
            threshold = threshold.max(kth_best(&touched, scores, k));
            next_check = touched.len() * 2;
        }
    }
    if touched.len() >= k {
        threshold = threshold.max(kth_best(&touched, scores, k));
    }
    let rest = rest.max(0.0).sqrt();
    let mut best: Vec<(u32, f64)> = touched
        .iter()
        .filter(|&&j| scores[j as usize] + rest >= threshold - EPSILON)
        .map(|&j| (j, cosine(rows, i, j as usize)))
        .filter(|&(_, cosine)| cosine >= least && cosine > 0.0)
        .collect();
    touched.iter().for_each(|&j| scores[j as usize] = 0.0);
    best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    best.truncate(k);
    best
}

fn kth_best(touched: &[u32], scores: &[f64], k: usize) -> f64 {
    let mut found: Vec<f64> = touched.iter().map(|&j| scores[j as usize]).collect();
    let (_, kth, _) = found.select_nth_unstable_by(k - 1, |a, b| b.total_cmp(a));
    *kth
}

/// Cosine of two rows of length 1, in [0, 1].
pub fn cosine(rows: &Csr<f32>, a: usize, b: usize) -> f64 {
    let ((a_terms, a_values), (b_terms, b_values)) = (rows.row(a), rows.row(b));
    let (mut i, mut j, mut sum) = (0, 0, 0.0f64);
    while i < a_terms.len() && j < b_terms.len() {
        match a_terms[i].cmp(&b_terms[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += f64::from(a_values[i]) * f64::from(b_values[j]);
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    sum.clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tfidf::tfidf;
    use proptest::prelude::*;

    fn naive(rows: &Csr<f32>, k: usize, least: f64) -> Vec<Vec<(u32, f64)>> {
        let n = rows.n_rows();
        let of = |i: usize| {
            let mut all: Vec<(u32, f64)> = (0..n)
                .filter(|&j| j != i)
                .map(|j| (j as u32, cosine(rows, i, j)))
                .filter(|&(_, c)| c >= least && c > 0.0)
                .collect();
            all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            all.truncate(k);
            all
        };
        (0..n).map(of).collect()
    }

    proptest! {
        #[test]
        fn equals_comparing_every_pair(
            documents in proptest::collection::vec(
                proptest::collection::btree_map(0u32..30, 1u32..5, 0..12), 0..40),
            k in 0usize..6, least in 0.0f64..0.6,
        ) {
            let mut counts = Csr::new(30);
            documents.into_iter().for_each(|d| counts.push_row(d));
            let rows = tfidf(&counts);
            prop_assert_eq!(nearest(&rows, k, least), naive(&rows, k, least));
        }
    }
}

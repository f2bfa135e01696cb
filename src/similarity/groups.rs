//! Groups: how near they are to each other as wholes.
//!
//! The cosine of two groups is that of their mean TF-IDF rows. Documents without a group take no part.

use std::collections::BTreeMap;

use super::order;
use crate::corpus::Corpus;
use crate::csr::Csr;
use crate::exec;

/// Groups up to which the matrix is given.
const MOST: usize = 200;

/// The groups in an order that puts like beside like, and their cosines row by row; nothing below two
/// groups and above 200.
pub fn matrix(corpus: &Corpus, rows: &Csr<f32>) -> (Vec<String>, Vec<f64>) {
    let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (d, document) in corpus.documents.iter().enumerate() {
        if let Some(group) = &document.group {
            members.entry(group).or_default().push(d);
        }
    }
    let n = members.len();
    if !(2..=MOST).contains(&n) {
        return (Vec::new(), Vec::new());
    }
    let (names, members): (Vec<&str>, Vec<Vec<usize>>) = members.into_iter().unzip();
    let means = exec::map(&members, |members| {
        let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
        for &d in members {
            rows.entries(d).for_each(|(t, v)| *sums.entry(t).or_default() += f64::from(v));
        }
        let length = sums.values().map(|s| s * s).sum::<f64>().sqrt();
        sums.values_mut().for_each(|s| *s /= length.max(f64::MIN_POSITIVE));
        sums
    });
    let cosine = |a: usize, b: usize| -> f64 {
        if a == b {
            return 1.0;
        }
        // always summed the same way round, so that the matrix is symmetric to the last bit
        let (a, b) = (&means[a.min(b)], &means[a.max(b)]);
        // an empty sum would be -0
        a.iter().filter_map(|(t, v)| b.get(t).map(|w| v * w)).fold(0.0, |sum, x| sum + x)
    };
    let cells = exec::map_range(n, |a| (0..n).map(|b| cosine(a, b)).collect::<Vec<f64>>()).concat();
    let (order, cells) = order::arranged(&cells, n);
    (order.into_iter().map(|g| names[g].to_owned()).collect(), cells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Document;

    #[test]
    fn worked_by_hand() {
        let of = |group: Option<&str>| Document {
            group: group.map(str::to_owned),
            ..Document::default()
        };
        let corpus = Corpus::new(vec![of(Some("a")), of(Some("a")), of(Some("b")), of(None)]);
        let mut rows = Csr::new(2);
        rows.push_row([(0, 1.0)]);
        rows.push_row([(1, 1.0)]);
        rows.push_row([(0, 1.0)]);
        rows.push_row([(1, 1.0)]);
        let (names, cells) = matrix(&corpus, &rows);
        // the mean of a is (1, 1) / √2
        assert_eq!(names.len(), 2);
        assert!((cells[1] - 0.5f64.sqrt()).abs() < 1e-12 && cells[1] == cells[2]);
        assert_eq!((cells[0], cells[3]), (1.0, 1.0));

        let mut apart = Csr::new(2);
        [0, 0, 1, 1].iter().for_each(|&t| apart.push_row([(t, 1.0)]));
        assert!(matrix(&corpus, &apart).1[1].is_sign_positive());
    }
}

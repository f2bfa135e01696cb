//! Labels: the words a theme uses more than the others do.
//!
//! ```text
//! W(t, c) = (f_tc / Σ_t f_tc) · ln(1 + A / f_t)         c-TF-IDF (Grootendorst 2022)
//! ```
//!
//! f_tc is how often cluster c uses term t, f_t how often all do, A the mean number of tokens a
//! cluster. A label is up to three of the best terms, none of which contains another. Terms that two
//! texts of the theme use go first (a name that fills one text is no theme of many), as do terms of
//! two Han characters or more. Stop words, months and numbers are no terms at all.

use rustc_hash::FxHashMap;

use crate::csr::Csr;
use crate::fold::is_han;
use crate::vocabulary::Counts;

/// Terms listed for a theme.
const TOP_TERMS: usize = 10;
/// Terms in a label.
const LABEL_TERMS: usize = 3;
/// How many of the best terms may give the label.
const CANDIDATES: usize = 15;
/// Share of the best weight a label's term must have.
const LABEL_SHARE: f64 = 0.3;

/// A theme in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Description {
    /// One to three terms joined by ` · `; empty where the theme has no term.
    pub label: String,
    /// The best terms with their weights, highest first.
    pub top_terms: Vec<(String, f64)>,
}

/// Describes every cluster by its terms.
pub fn describe(counts: &Counts, labels: &[u32], k: usize) -> Vec<Description> {
    let weights = class_weights(&counts.matrix, labels, k);
    let mut texts: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for (i, &label) in labels.iter().enumerate() {
        for &term in counts.matrix.row(i).0 {
            *texts.entry((label, term)).or_default() += 1;
        }
    }
    let describe = |(c, weights): (usize, Vec<(u32, f64)>)| {
        let spread = |t: u32| texts.get(&(c as u32, t)).is_some_and(|&n| n > 1);
        let term = |t: u32| counts.terms[t as usize].as_str();
        let candidates: Vec<(&str, bool)> = weights
            .iter()
            .take(CANDIDATES)
            .take_while(|(_, w)| *w >= weights[0].1 * LABEL_SHARE)
            .map(|&(t, _)| (term(t), spread(t)))
            .collect();
        let top_terms =
            weights.iter().take(TOP_TERMS).map(|&(t, w)| (term(t).to_owned(), w)).collect();
        Description { label: label(&candidates), top_terms }
    };
    weights.into_iter().enumerate().map(describe).collect()
}

/// c-TF-IDF weights of each cluster's terms, highest first (ties: by term).
pub fn class_weights(counts: &Csr<u32>, labels: &[u32], k: usize) -> Vec<Vec<(u32, f64)>> {
    let mut in_class: Vec<FxHashMap<u32, u64>> = vec![FxHashMap::default(); k];
    let mut total = vec![0u64; counts.n_cols];
    for (i, &label) in labels.iter().enumerate() {
        for (term, n) in counts.entries(i) {
            *in_class[label as usize].entry(term as u32).or_default() += u64::from(n);
            total[term] += u64::from(n);
        }
    }
    let mean = total.iter().sum::<u64>() as f64 / k.max(1) as f64;
    let weigh = |class: FxHashMap<u32, u64>| {
        let size = class.values().sum::<u64>().max(1) as f64;
        let weight = |(t, n): (u32, u64)| {
            (t, n as f64 / size * (1.0 + mean / total[t as usize] as f64).ln())
        };
        let mut weights: Vec<(u32, f64)> = class.into_iter().map(weight).collect();
        weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        weights
    };
    in_class.into_iter().map(weigh).collect()
}

/// The label from candidate terms, best first, each with whether two texts use it.
fn label(candidates: &[(&str, bool)]) -> String {
    let good = |&&(term, spread): &&(&str, bool)| {
        let han = term.chars().filter(|&c| is_han(c)).count();
        spread && (han == 0 || han >= 2)
    };
    let rest = candidates.iter().filter(|c| !good(c));
    let mut chosen: Vec<&str> = Vec::new();
    for (i, (term, _)) in candidates.iter().filter(good).chain(rest).enumerate() {
        let clashes = chosen.iter().any(|c| c.contains(term) || term.contains(c));
        // a term of second choice only where there is nothing better
        let second = i >= candidates.iter().filter(good).count();
        if !clashes && (!second || chosen.is_empty()) {
            chosen.push(term);
        }
        if chosen.len() == LABEL_TERMS {
            break;
        }
    }
    chosen.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_follow_the_formula() {
        let mut counts = Csr::new(3);
        counts.push_row([(0, 3), (2, 1)]);
        counts.push_row([(1, 2), (2, 2)]);
        let weights = class_weights(&counts, &[0, 1], 2);
        // A = 8 / 2 = 4; term 0 in cluster 0: 3/4 · ln(1 + 4/3)
        assert_eq!(weights[0][0].0, 0);
        assert!((weights[0][0].1 - 0.75 * (1.0f64 + 4.0 / 3.0).ln()).abs() < 1e-12);
        assert!((weights[1][1].1 - 0.5 * (1.0f64 + 4.0 / 3.0).ln()).abs() < 1e-12);
    }

    #[test]
    fn a_label_holds_no_term_inside_another() {
        let candidates = [("统一战线", true), ("统一", true), ("民族", true), ("张三", false)];
        assert_eq!(label(&candidates), "统一战线 · 民族");
        assert_eq!(label(&[("张三", false), ("李四", false)]), "张三");
        assert_eq!(label(&[]), "");
    }
}

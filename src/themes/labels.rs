//! Labels: the words and word sequences a theme uses more than the others do.
//!
//! ```text
//! W(t, c) = (f_tc / Σ_t f_tc) · ln(1 + A / f_t)         c-TF-IDF (Grootendorst 2022)
//! ```
//!
//! f_tc is how often cluster c uses term t, f_t how often all do, A the mean number of tokens a
//! cluster. A label is up to three of the best terms, none of which contains another. A sequence
//! ([`super::sequences`]) takes the place of its word where two fifths of the theme's texts with the
//! word have the sequence and all its words are among the 30 best (blair → Tony Blair). Terms that a twentieth of the theme's texts use, or
//! five of them, two at least unless it has one, go first (a name that fills one text is no theme of many), as do terms of two Han
//! characters or more. Stop words, months and numbers are no terms at all.

use super::sequences::Sequence;
use crate::csr::Csr;
use crate::exec;
use crate::fold::is_han;
use crate::vocabulary::Counts;

/// Terms in a label.
const LABEL_TERMS: usize = 3;
/// How many of the best terms may give the label.
const CANDIDATES: usize = 15;
/// How many of the best terms a sequence in a label may be made of.
const BEST: usize = 30;
/// Share of the best weight a label's term must have.
const LABEL_SHARE: f64 = 0.3;
/// Share of the texts with a word that have a sequence which takes its place.
const SEQUENCE_SHARE: f64 = 0.4;
/// Share of the theme's texts that a label's term is in, and a number of texts that is enough.
const SPREAD: f64 = 0.05;
const ENOUGH: f64 = 5.0;

/// The terms of every cluster: weights and texts.
#[derive(Debug)]
pub struct ClassTerms {
    /// c-TF-IDF weight of each cluster's terms, highest first (ties: by term).
    pub weights: Vec<Vec<(u32, f64)>>,
    /// Texts of each cluster that use a term, in the order of the weights.
    texts: Vec<Vec<u32>>,
    /// Texts of each cluster.
    sizes: Vec<u32>,
}

impl ClassTerms {
    /// Weighs the terms of `k` clusters; texts without a label count nowhere.
    pub fn of(counts: &Csr<u32>, labels: &[Option<u32>], k: usize) -> Self {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); k];
        for (i, label) in labels.iter().enumerate() {
            if let Some(of_label) = label.and_then(|l| members.get_mut(l as usize)) {
                of_label.push(i);
            }
        }
        let mut total = vec![0u64; counts.n_cols];
        for &i in members.iter().flatten() {
            counts.entries(i).for_each(|(t, n)| total[t] += u64::from(n));
        }
        let mean = total.iter().sum::<u64>() as f64 / k.max(1) as f64;
        let weighed = exec::map(&members, |members| {
            let mut uses = vec![(0u64, 0u32); counts.n_cols];
            for &i in members {
                for (t, n) in counts.entries(i) {
                    uses[t].0 += u64::from(n);
                    uses[t].1 += 1;
                }
            }
            let size = uses.iter().map(|u| u.0).sum::<u64>().max(1) as f64;
            let weight = |t: usize, n: u64| n as f64 / size * (1.0 + mean / total[t] as f64).ln();
            let mut terms: Vec<(u32, f64, u32)> = (0u32..)
                .zip(uses)
                .filter(|(_, (n, _))| *n > 0)
                .map(|(t, (n, texts))| (t, weight(t as usize, n), texts))
                .collect();
            terms.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            terms
        });
        let sizes = members.iter().map(|m| m.len() as u32).collect();
        let texts = weighed.iter().map(|of| of.iter().map(|t| t.2).collect()).collect();
        let pairs = |of: Vec<(u32, f64, u32)>| of.into_iter().map(|(t, w, _)| (t, w)).collect();
        Self { weights: weighed.into_iter().map(pairs).collect(), texts, sizes }
    }

    /// The parts of a cluster's label, one to three; none where it has no term.
    pub fn label(&self, counts: &Counts, cluster: usize, sequences: &[Sequence]) -> Vec<String> {
        let weights = &self.weights[cluster];
        let best: Vec<&str> =
            weights.iter().take(BEST).map(|w| counts.terms[w.0 as usize].as_str()).collect();
        let size = f64::from(self.sizes[cluster]);
        let least = (size * SPREAD).clamp(1.5, ENOUGH).min(size);
        let candidate = |(&(t, _), &n): (&(u32, f64), &u32)| {
            let term = counts.terms[t as usize].as_str();
            let takes_place = |s: &&Sequence| {
                s.words.iter().any(|w| w == term)
                    && s.words.iter().all(|w| best.contains(&w.as_str()))
                    && f64::from(s.n_texts) >= SEQUENCE_SHARE * f64::from(n)
            };
            let longest =
                |a: &&Sequence, b: &&Sequence| a.n_texts.cmp(&b.n_texts).then(b.text.cmp(&a.text));
            let sequence = sequences.iter().filter(takes_place).max_by(longest);
            (sequence.map_or(term, |s| s.text.as_str()), f64::from(n) >= least)
        };
        let good = weights.iter().take_while(|(_, w)| *w >= weights[0].1 * LABEL_SHARE);
        let good = good.zip(&self.texts[cluster]).take(CANDIDATES);
        choose(&good.map(candidate).collect::<Vec<_>>())
    }
}

/// The label's parts from candidates, best first, each with whether enough texts use it.
fn choose(candidates: &[(&str, bool)]) -> Vec<String> {
    let is_good = |&&(term, spread): &&(&str, bool)| {
        let han = term.chars().filter(|&c| is_han(c)).count();
        spread && (han == 0 || han >= 2)
    };
    let mut chosen: Vec<&str> = Vec::new();
    for (term, _) in candidates.iter().filter(is_good) {
        if chosen.len() < LABEL_TERMS && !clashes(&chosen, term) {
            chosen.push(term);
        }
    }
    // one term of second choice only where there is nothing better
    if chosen.is_empty() {
        chosen.extend(candidates.first().map(|c| c.0));
    }
    chosen.into_iter().map(str::to_owned).collect()
}

/// Whether a term says again what one already chosen says: one holds the other, or they share a
/// word or two Han characters in a row (世界经济 and 国际经济).
pub fn clashes(chosen: &[&str], term: &str) -> bool {
    let shares_word = |a: &str, b: &str| {
        (a.contains(' ') || b.contains(' ')) && a.split(' ').any(|w| b.split(' ').any(|v| v == w))
    };
    let shares_pair = |a: &str, b: &str| {
        let starts: Vec<usize> = a.char_indices().map(|c| c.0).chain([a.len()]).collect();
        let mut pairs = starts.windows(3).map(|w| &a[w[0]..w[2]]);
        pairs.any(|pair| pair.chars().all(is_han) && b.contains(pair))
    };
    chosen.iter().any(|c| {
        c.contains(term) || term.contains(c) || shares_word(c, term) || shares_pair(c, term)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_follow_the_formula() {
        let mut counts = Csr::new(3);
        counts.push_row([(0, 3), (2, 1)]);
        counts.push_row([(1, 2), (2, 2)]);
        counts.push_row([(1, 9)]);
        let weights = ClassTerms::of(&counts, &[Some(0), Some(1), None], 2).weights;
        // A = 8 / 2 = 4; term 0 in cluster 0: 3/4 · ln(1 + 4/3)
        assert_eq!(weights[0][0].0, 0);
        assert!((weights[0][0].1 - 0.75 * (1.0f64 + 4.0 / 3.0).ln()).abs() < 1e-12);
        assert!((weights[1][1].1 - 0.5 * (1.0f64 + 4.0 / 3.0).ln()).abs() < 1e-12);
    }

    #[test]
    fn a_label_holds_no_term_inside_another() {
        let candidates = [("统一战线", true), ("统一", true), ("民族", true), ("张三", false)];
        assert_eq!(choose(&candidates), ["统一战线", "民族"]);
        assert_eq!(choose(&[("张三", false), ("李四", false)]), ["张三"]);
        assert_eq!(choose(&[("tony blair", true), ("blair government", true)]), ["tony blair"]);
        let economies = [("世界经济", true), ("国际经济", true), ("出口", true)];
        assert_eq!(choose(&economies), ["世界经济", "出口"]);
        assert!(choose(&[]).is_empty());
    }

    #[test]
    fn a_sequence_takes_the_place_of_its_word() {
        let mut matrix = Csr::new(3);
        for _ in 0..4 {
            matrix.push_row([(0, 3), (1, 2), (2, 1)]);
        }
        let terms = ["blair", "tax", "tony"].map(str::to_owned).into();
        let counts = Counts { terms, matrix, bounds_lifted: false };
        let classes = ClassTerms::of(&counts.matrix, &[Some(0); 4], 1);
        let sequence = |text: &str, n_texts| Sequence {
            text: text.into(),
            words: text.split(' ').map(str::to_owned).collect(),
            n_texts,
            lrc: 1.0,
        };
        // `cut` is no term of the theme
        let sequences = [sequence("tony blair", 3), sequence("tax cut", 4)];
        assert_eq!(classes.label(&counts, 0, &sequences), ["tony blair", "tax"]);
    }
}

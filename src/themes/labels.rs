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

/// How often each cluster uses each term, and in how many of its texts.
#[derive(Debug, Clone)]
pub struct Uses {
    of: Vec<Vec<(u32, u32)>>,
    /// Texts of each cluster.
    sizes: Vec<u32>,
}

impl Uses {
    /// `k` clusters without a text.
    pub fn none(k: usize, n_terms: usize) -> Self {
        Self { of: vec![vec![(0, 0); n_terms]; k], sizes: vec![0; k] }
    }

    /// Adds texts, given by how often each uses each term; texts without a label count nowhere.
    pub fn add(&mut self, counts: &Csr<u32>, labels: impl IntoIterator<Item = Option<u32>>) {
        for (i, label) in labels.into_iter().enumerate() {
            let Some(label) = label.map(|l| l as usize).filter(|&l| l < self.of.len()) else {
                continue;
            };
            self.sizes[label] += 1;
            for (t, n) in counts.entries(i) {
                let (uses, texts) = &mut self.of[label][t];
                *uses += n;
                *texts += 1;
            }
        }
    }

    /// The same uses with clusters joined to `n` larger ones, `larger` that of each.
    fn joined(&self, larger: &[u32], n: usize) -> Self {
        let mut joined = Self::none(n, self.of.first().map_or(0, Vec::len));
        for ((of, &size), &label) in self.of.iter().zip(&self.sizes).zip(larger) {
            joined.sizes[label as usize] += size;
            for (sum, &(uses, texts)) in joined.of[label as usize].iter_mut().zip(of) {
                *sum = (sum.0 + uses, sum.1 + texts);
            }
        }
        joined
    }
}

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
    /// Weighs the terms that clusters use.
    pub fn of(uses: &Uses) -> Self {
        let n_terms = uses.of.first().map_or(0, Vec::len);
        let of_term = |t: usize| uses.of.iter().map(|of| u64::from(of[t].0)).sum::<u64>();
        let total: Vec<u64> = (0..n_terms).map(of_term).collect();
        let mean = total.iter().sum::<u64>() as f64 / uses.of.len().max(1) as f64;
        let weighed = exec::map(&uses.of, |of| {
            let size = of.iter().map(|u| u64::from(u.0)).sum::<u64>().max(1) as f64;
            let weight =
                |t: usize, n: u32| f64::from(n) / size * (1.0 + mean / total[t] as f64).ln();
            let mut terms: Vec<(u32, f64, u32)> = (0u32..)
                .zip(of)
                .filter(|(_, (n, _))| *n > 0)
                .map(|(t, &(n, texts))| (t, weight(t as usize, n), texts))
                .collect();
            terms.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            terms
        });
        let sizes = uses.sizes.clone();
        let texts = weighed.iter().map(|of| of.iter().map(|t| t.2).collect()).collect();
        let pairs = |of: Vec<(u32, f64, u32)>| of.into_iter().map(|(t, w, _)| (t, w)).collect();
        Self { weights: weighed.into_iter().map(pairs).collect(), texts, sizes }
    }

    /// Weighs the terms of clusters joined to `n` larger ones, `larger` that of each.
    pub fn of_joined(uses: &Uses, larger: &[u32], n: usize) -> Self {
        Self::of(&uses.joined(larger, n))
    }

    /// The parts of a cluster's label of these terms, one to three; none where it has no term.
    pub fn label(&self, terms: &[String], cluster: usize, sequences: &[Sequence]) -> Vec<String> {
        let weights = &self.weights[cluster];
        let best: Vec<&str> =
            weights.iter().take(BEST).map(|w| terms[w.0 as usize].as_str()).collect();
        let size = f64::from(self.sizes[cluster]);
        let least = (size * SPREAD).clamp(1.5, ENOUGH).min(size);
        let candidate = |(&(t, _), &n): (&(u32, f64), &u32)| {
            let term = terms[t as usize].as_str();
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
        let mut uses = Uses::none(2, 3);
        uses.add(&counts, [Some(0), Some(1), None]);
        let weights = ClassTerms::of(&uses).weights;
        // A = 8 / 2 = 4; term 0 in cluster 0: 3/4 · ln(1 + 4/3)
        assert_eq!(weights[0][0].0, 0);
        assert!((weights[0][0].1 - 0.75 * (1.0f64 + 4.0 / 3.0).ln()).abs() < 1e-12);
        assert!((weights[1][1].1 - 0.5 * (1.0f64 + 4.0 / 3.0).ln()).abs() < 1e-12);
        // both in one: A = 8, term 2 has 3 of 8
        let joined = ClassTerms::of_joined(&uses, &[0, 0], 1).weights;
        let of_term_2 = joined[0].iter().find(|w| w.0 == 2).map(|w| w.1);
        assert!((of_term_2.unwrap_or(0.0) - 0.375 * (1.0f64 + 8.0 / 3.0).ln()).abs() < 1e-12);
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
        let terms = ["blair", "tax", "tony"].map(str::to_owned);
        let mut uses = Uses::none(1, 3);
        uses.add(&matrix, [Some(0); 4]);
        let classes = ClassTerms::of(&uses);
        let sequence = |text: &str, n_texts| Sequence {
            text: text.into(),
            words: text.split(' ').map(str::to_owned).collect(),
            n_texts,
            lrc: 1.0,
        };
        // `cut` is no term of the theme
        let sequences = [sequence("tony blair", 3), sequence("tax cut", 4)];
        assert_eq!(classes.label(&terms, 0, &sequences), ["tony blair", "tax"]);
    }
}

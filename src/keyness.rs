//! Keyness: what one group of documents says more, or less, than the others.
//!
//! Counts are document frequencies: a document that repeats an item twenty times is still one
//! document (Egbert & Biber 2019). Each group in turn is the target, all other grouped documents
//! the reference; documents without a group take no part.
//!
//! ```text
//! G2        = 2 Σ O ln(O/E) over the four cells                                (Dunning 1993)
//! log ratio = log2((f1/n1) / (f2/n2)), 0.5 for a count of zero                 (Hardie 2014)
//! LRC       = the end nearer to 0 of the log ratio's 95% confidence interval   (Evert 2022)
//! ```
//!
//! LRC ranks: it joins size and certainty in one number. Its interval is Clopper-Pearson's, with
//! Bonferroni's correction over all candidates of the same kind. Phrases and terms are ranked
//! apart, by |LRC|, then G2, then the item itself; a negative LRC marks what a group avoids, and 0
//! a difference that may be chance. Terms of one character and numbers are left out; function words
//! stay, since evenly used words rank last by themselves.

mod bound;

pub use bound::conservative_log_ratio;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::corpus::Corpus;
use crate::exec;
use crate::phrases::Phrase;
use crate::tokenize::{TokenKind, Tokens};
use crate::warning::{Topic, Warning};

/// Error probability of the confidence interval behind LRC, before Bonferroni's correction.
const ALPHA: f64 = 0.05;
/// Most groups that are compared; beyond it a list a group is no longer read by anyone.
const MAX_GROUPS: usize = 50;
/// A group with fewer documents is too small to compare.
const SMALL_GROUP: u32 = 5;
/// Groups whose sizes differ by more than this factor are called unequal.
const UNEQUAL: u32 = 10;

/// Which differences between groups are listed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct KeynessSettings {
    /// Most items listed a group and kind; 0 lists all.
    pub limit: usize,
    /// Least number of documents, over all groups, that carry an item.
    pub min_documents: u32,
}

impl Default for KeynessSettings {
    fn default() -> Self {
        Self { limit: 200, min_documents: 2 }
    }
}

/// An item that one group uses more or less than the others, on document frequencies.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Key {
    /// The target group.
    pub group: String,
    /// The phrase or term.
    pub item: String,
    /// Whether it is a phrase (else a term).
    pub is_phrase: bool,
    /// Documents of the group that carry it.
    pub f_target: u32,
    /// Documents of the group.
    pub n_target: u32,
    /// Documents of all other groups that carry it.
    pub f_reference: u32,
    /// Documents of all other groups.
    pub n_reference: u32,
    /// Log-likelihood ratio (Dunning 1993).
    pub g2: f64,
    /// Binary logarithm of the ratio of relative frequencies; below 0 for what the group avoids.
    pub log_ratio: f64,
    /// Conservative log ratio (Evert 2022): the default ranking.
    pub lrc: f64,
}

/// Compares each group with all others: by group name, phrases before terms, best first. Empty
/// where there are fewer than two groups.
pub fn compare(
    corpus: &Corpus,
    tokens: &[Tokens],
    phrases: &[Phrase],
    settings: &KeynessSettings,
    warnings: &mut Vec<Warning>,
) -> Vec<Key> {
    let groups = Groups::of(corpus);
    if groups.names.len() + usize::from(groups.n_left_out > 0) < 2 {
        return Vec::new();
    }
    groups.warn(warnings);
    let phrases = phrase_items(phrases, &groups, settings.min_documents);
    let terms = term_items(tokens, &groups, settings.min_documents);
    exec::map_range(groups.names.len(), |g| {
        let mut keys = groups.rank(g, &phrases, true, settings.limit);
        keys.extend(groups.rank(g, &terms, false, settings.limit));
        keys
    })
    .into_iter()
    .flatten()
    .collect()
}

/// An item, the documents that carry it, and how many of them lie in each group, by group.
struct Item<'a> {
    name: &'a str,
    total: u32,
    counts: Vec<(u32, u32)>,
}

struct Groups<'a> {
    /// The groups compared, by name.
    names: Vec<&'a str>,
    sizes: Vec<u32>,
    /// Documents of all groups, also of those too many to compare.
    total: u32,
    n_left_out: usize,
    /// The group of each document: an index into the names, one past the last for a group that is
    /// only reference, none for a document without a group.
    of_document: Vec<Option<u32>>,
}

impl<'a> Groups<'a> {
    fn of(corpus: &'a Corpus) -> Self {
        let mut sizes: FxHashMap<&str, u32> = FxHashMap::default();
        for group in corpus.documents.iter().filter_map(|d| d.group.as_deref()) {
            *sizes.entry(group).or_default() += 1;
        }
        let total = sizes.values().sum();
        let mut groups: Vec<(&str, u32)> = sizes.into_iter().collect();
        groups.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let n_left_out = groups.len().saturating_sub(MAX_GROUPS);
        groups.truncate(MAX_GROUPS);
        groups.sort_unstable();
        let (names, sizes): (Vec<&str>, Vec<u32>) = groups.into_iter().unzip();
        let of_document = corpus
            .documents
            .iter()
            .map(|d| {
                let group = d.group.as_deref()?;
                Some(names.binary_search(&group).unwrap_or(names.len()) as u32)
            })
            .collect();
        Self { names, sizes, total, n_left_out, of_document }
    }

    fn warn(&self, warnings: &mut Vec<Warning>) {
        let mut warn = |message| warnings.push(Warning::new(Topic::Thin, "groups", message));
        if self.n_left_out > 0 {
            warn(format!(
                "the {MAX_GROUPS} largest groups are compared; {} smaller ones count only in the \
                 reference",
                self.n_left_out
            ));
        }
        let by_size = || self.sizes.iter().copied().zip(self.names.iter().copied());
        let (Some(small), Some(large)) =
            (by_size().min(), by_size().max_by_key(|&(n, name)| (n, std::cmp::Reverse(name))))
        else {
            return;
        };
        if u64::from(large.0) > u64::from(small.0) * u64::from(UNEQUAL) {
            warn(format!(
                "very unequal sizes: {} has {} documents, {} has {}; differences of the smaller \
                 are uncertain",
                large.1, large.0, small.1, small.0
            ));
        }
        let n_small = self.sizes.iter().filter(|&&n| n < SMALL_GROUP).count();
        if n_small > 0 {
            warn(format!(
                "{n_small} of {} groups compared have fewer than {SMALL_GROUP} documents (the \
                 smallest, {}, has {}): read their keyness as a hint",
                self.names.len(),
                small.1,
                small.0
            ));
        }
    }

    /// The items of a group, best first.
    fn rank(&self, group: usize, items: &[Item], is_phrase: bool, limit: usize) -> Vec<Key> {
        let n1 = self.sizes[group];
        let n2 = self.total - n1;
        let tail = ALPHA / 2.0 / items.len().max(1) as f64;
        // Many items share their two counts: rare ones nearly all do.
        let mut known: FxHashMap<(u32, u32), Scores> = FxHashMap::default();
        let mut scored: Vec<(Scores, u32, &Item)> = items
            .iter()
            .map(|item| {
                let at = item.counts.binary_search_by_key(&(group as u32), |c| c.0);
                let f1 = at.map_or(0, |i| item.counts[i].1);
                let f2 = item.total - f1;
                let score =
                    *known.entry((f1, f2)).or_insert_with(|| Scores::of(f1, n1, f2, n2, tail));
                (score, f1, item)
            })
            .collect();
        scored.sort_unstable_by(|(a, _, x), (b, _, y)| {
            let by_size = b.lrc.abs().total_cmp(&a.lrc.abs());
            by_size.then(b.g2.total_cmp(&a.g2)).then(x.name.cmp(y.name))
        });
        if limit > 0 {
            scored.truncate(limit);
        }
        scored
            .into_iter()
            .map(|(Scores { g2, log_ratio, lrc }, f1, item)| Key {
                group: self.names[group].to_owned(),
                item: item.name.to_owned(),
                is_phrase,
                f_target: f1,
                n_target: n1,
                f_reference: item.total - f1,
                n_reference: n2,
                g2,
                log_ratio,
                lrc,
            })
            .collect()
    }
}

#[derive(Clone, Copy)]
struct Scores {
    g2: f64,
    log_ratio: f64,
    lrc: f64,
}

impl Scores {
    fn of(f1: u32, n1: u32, f2: u32, n2: u32, tail: f64) -> Self {
        let or_half = |f: u32| if f == 0 { 0.5 } else { f64::from(f) };
        let rates = (or_half(f1) / f64::from(n1)) / (or_half(f2) / f64::from(n2));
        Self {
            g2: log_likelihood(f1, n1, f2, n2),
            log_ratio: rates.log2(),
            lrc: conservative_log_ratio(f1, n1, f2, n2, tail),
        }
    }
}

/// Dunning's log-likelihood ratio of a two-by-two table; at least 0.
fn log_likelihood(f1: u32, n1: u32, f2: u32, n2: u32) -> f64 {
    let total = f64::from(n1) + f64::from(n2);
    let carry = f64::from(f1) + f64::from(f2);
    let cell = |observed: u32, row: f64, column: u32| {
        let expected = row * f64::from(column) / total;
        let observed = f64::from(observed);
        if observed == 0.0 { 0.0 } else { observed * (observed / expected).ln() }
    };
    let sum = cell(f1, carry, n1)
        + cell(f2, carry, n2)
        + cell(n1 - f1, total - carry, n1)
        + cell(n2 - f2, total - carry, n2);
    (2.0 * sum).max(0.0)
}

fn phrase_items<'a>(phrases: &'a [Phrase], groups: &Groups, min_documents: u32) -> Vec<Item<'a>> {
    let items = exec::map(phrases, |phrase| {
        let mut documents: Vec<usize> = phrase.places.iter().map(|p| p.document.index()).collect();
        documents.sort_unstable();
        documents.dedup();
        let mut counts: Vec<(u32, u32)> = Vec::new();
        let mut of: Vec<u32> = documents.iter().filter_map(|&d| groups.of_document[d]).collect();
        of.sort_unstable();
        for group in of {
            match counts.last_mut() {
                Some((g, n)) if *g == group => *n += 1,
                _ => counts.push((group, 1)),
            }
        }
        counts
    });
    phrases
        .iter()
        .zip(items)
        .map(|(phrase, counts)| Item::new(&phrase.text, counts))
        .filter(|item| item.total >= min_documents.max(1))
        .collect()
}

fn term_items<'a>(tokens: &'a [Tokens], groups: &Groups, min_documents: u32) -> Vec<Item<'a>> {
    const CHUNK: usize = 256;
    let chunks = exec::map_range(tokens.len().div_ceil(CHUNK), |c| {
        let mut counts: FxHashMap<(&str, u32), u32> = FxHashMap::default();
        let range = c * CHUNK..((c + 1) * CHUNK).min(tokens.len());
        for (tokens, group) in tokens[range.clone()].iter().zip(&groups.of_document[range]) {
            let Some(group) = *group else { continue };
            let counted = |word: &str| word.chars().nth(1).is_some();
            let words: FxHashSet<&str> = tokens
                .tokens
                .iter()
                .filter(|t| t.kind != TokenKind::Number)
                .map(|t| tokens.word(t))
                .filter(|word| counted(word))
                .collect();
            for word in words {
                *counts.entry((word, group)).or_default() += 1;
            }
        }
        counts
    });
    let mut all: FxHashMap<(&str, u32), u32> = FxHashMap::default();
    for chunk in chunks {
        for (key, n) in chunk {
            *all.entry(key).or_default() += n;
        }
    }
    let mut all: Vec<((&str, u32), u32)> = all.into_iter().collect();
    exec::sort_by(&mut all, |a, b| a.0.cmp(&b.0));
    all.chunk_by(|a, b| a.0.0 == b.0.0)
        .map(|of_term| {
            let counts = of_term.iter().map(|&((_, group), n)| (group, n)).collect();
            Item::new(of_term[0].0.0, counts)
        })
        .filter(|item| item.total >= min_documents.max(1))
        .collect()
}

impl<'a> Item<'a> {
    fn new(name: &'a str, counts: Vec<(u32, u32)>) -> Self {
        Self { name, total: counts.iter().map(|c| c.1).sum(), counts }
    }
}

#[cfg(test)]
mod tests;

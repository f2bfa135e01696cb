//! Phrases of two runs: the documents that carried each before and after.
//!
//! A phrase is the same in both runs where its folded text is. Where only one run lists it, the other
//! may still have it: in fewer documents than its threshold asks, or inside longer phrases that stand
//! for it. So for the run that does not list it, the count is assumed to be the larger of
//!
//! ```text
//! threshold − 1        the most that go unlisted (least documents, least occurrences)
//! inside longer ones   documents with a listed phrase that holds this one
//! ```
//!
//! which is the assumption least favourable to a difference; G2, log ratio and LRC are made from it, and
//! an LRC that would say the opposite is 0. (A phrase whose edges are unsound in one run is not listed
//! there in any number of documents: a *came* or *went* with many documents deserves a look at the
//! texts, by `leitmotif concordance`.) A phrase is said to have come or gone only where no longer phrase
//! of the other run holds it.
//!
//! LRC compares the documents of the two runs as if they were different ones, with Bonferroni's
//! correction over all phrases of both. Order: |LRC|, then G2, then the phrase.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Change, Run};
use crate::fold::fold;
use crate::keyness::{ALPHA, Contrast};

/// A phrase before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct PhraseChange {
    /// The phrase as the later run that lists it writes it.
    pub text: String,
    /// Its kind there.
    pub kind: String,
    /// What happened to it.
    pub change: Change,
    /// In the first run.
    pub before: Carried,
    /// In the second run.
    pub after: Carried,
    /// The second run against the first.
    pub contrast: Contrast,
}

/// How many documents carry a phrase in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carried {
    /// So many, as the run lists it.
    Listed(u32),
    /// The run does not list it; so many are assumed, of which so many carry it inside longer phrases.
    Unlisted {
        /// Documents assumed.
        assumed: u32,
        /// Documents with a longer listed phrase that holds it.
        in_longer: u32,
    },
}

impl Carried {
    /// Documents known or assumed.
    pub fn n(self) -> u32 {
        match self {
            Self::Listed(n) => n,
            Self::Unlisted { assumed, .. } => assumed,
        }
    }

    /// Documents listed.
    pub fn listed(self) -> Option<u32> {
        match self {
            Self::Listed(n) => Some(n),
            Self::Unlisted { .. } => None,
        }
    }

    fn is_absent(self) -> bool {
        matches!(self, Self::Unlisted { in_longer: 0, .. })
    }
}

/// The phrases of both runs; `min_documents` is the least that one of the runs must list, `limit` the
/// most phrases, all where 0.
pub fn phrases(before: &Run, after: &Run, min_documents: u32, limit: usize) -> Vec<PhraseChange> {
    let (old, new) = (Listed::of(before), Listed::of(after));
    let mut all: Vec<&String> = old.by_text.keys().chain(new.by_text.keys()).collect();
    all.sort_unstable();
    all.dedup();
    let tail = ALPHA / 2.0 / all.len().max(1) as f64;
    let (n1, n2) = (before.n_documents(), after.n_documents());
    let mut changes: Vec<PhraseChange> = all
        .into_iter()
        .filter_map(|folded| {
            let (was, is) = (old.carried(folded), new.carried(folded));
            if was.listed().max(is.listed()) < Some(min_documents) {
                return None;
            }
            let phrase = new.get(folded).or_else(|| old.get(folded))?;
            let change = match (was.is_absent(), is.is_absent()) {
                (true, false) => Change::Came,
                (false, true) => Change::Went,
                _ => Change::of(was.n(), n1, is.n(), n2),
            };
            let mut contrast = Contrast::of(is.n(), n2, was.n(), n1, tail);
            // What is only assumed proves nothing against what is listed.
            contrast.lrc = match change {
                Change::Came => contrast.lrc.max(0.0),
                Change::Went => contrast.lrc.min(0.0),
                _ => contrast.lrc,
            };
            let (text, kind) = (phrase.text.clone(), phrase.kind.clone());
            Some(PhraseChange { text, kind, change, before: was, after: is, contrast })
        })
        .collect();
    // They stand in the order of their text, which decides between equals.
    changes.sort_by(|a, b| {
        let by_lrc = b.contrast.lrc.abs().total_cmp(&a.contrast.lrc.abs());
        by_lrc.then(b.contrast.g2.total_cmp(&a.contrast.g2))
    });
    if limit > 0 {
        changes.truncate(limit);
    }
    changes
}

/// The phrases of a run by their folded text, and which hold each pair of characters.
struct Listed<'a> {
    run: &'a Run,
    folded: Vec<String>,
    by_text: FxHashMap<String, usize>,
    by_pair: FxHashMap<(char, char), Vec<usize>>,
}

impl<'a> Listed<'a> {
    fn of(run: &'a Run) -> Self {
        let folded: Vec<String> = run.phrases.iter().map(|p| fold(&p.text)).collect();
        let mut by_text = FxHashMap::default();
        let mut by_pair: FxHashMap<(char, char), Vec<usize>> = FxHashMap::default();
        for (i, text) in folded.iter().enumerate() {
            by_text.entry(text.clone()).or_insert(i);
            let pairs: FxHashSet<(char, char)> = pairs(text).collect();
            for pair in pairs {
                by_pair.entry(pair).or_default().push(i);
            }
        }
        Self { run, folded, by_text, by_pair }
    }

    fn get(&self, folded: &str) -> Option<&'a super::run::RunPhrase> {
        self.by_text.get(folded).map(|&i| &self.run.phrases[i])
    }

    fn carried(&self, folded: &str) -> Carried {
        if let Some(phrase) = self.get(folded) {
            return Carried::Listed(phrase.n_documents);
        }
        let in_longer = self.in_longer(folded);
        let assumed = self.run.unlisted().max(in_longer);
        Carried::Unlisted { assumed, in_longer }
    }

    /// Documents that carry a listed phrase which holds this text.
    fn in_longer(&self, text: &str) -> u32 {
        // The rarest pair of its characters names the fewest phrases to look at.
        let none = Vec::new();
        let holders = pairs(text).map(|pair| self.by_pair.get(&pair).unwrap_or(&none));
        let Some(holders) = holders.min_by_key(|h| h.len()) else { return 0 };
        let mut documents = FxHashSet::default();
        for &i in holders {
            if holds(&self.folded[i], text) {
                documents.extend(self.run.phrases[i].documents());
            }
        }
        documents.len() as u32
    }
}

/// Whether a text holds another, not in the middle of a word of a script with spaces.
fn holds(text: &str, part: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() && !crate::fold::is_wide(c);
    text.match_indices(part).any(|(at, found)| {
        let before = text[..at].chars().next_back().zip(found.chars().next());
        let behind = found.chars().next_back().zip(text[at + found.len()..].chars().next());
        [before, behind].into_iter().flatten().all(|(a, b)| !(is_letter(a) && is_letter(b)))
    })
}

fn pairs(text: &str) -> impl Iterator<Item = (char, char)> + '_ {
    text.chars().zip(text.chars().skip(1))
}

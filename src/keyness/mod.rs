//! Keyness: what sets groups of documents apart, and what they have in common.
//!
//! ```text
//! phrases, terms ─▶ items by group ─┬▶ keys        what a group says more, or less      (LRC)
//!                                   ├▶ exclusive   phrases that only one group says
//!                                   └▶ lockwords   what all groups say alike
//! themes         ─▶ theme_keys      which themes a group gives its texts to
//! reuse clusters ─▶ group_passages  what groups took over from each other
//! ```
//!
//! Counts are document frequencies: a document that repeats an item twenty times is still one
//! document (Egbert & Biber 2019). Each group in turn is the target, all other grouped documents
//! the reference; documents without a group take no part. The measures stand in [`contrast`].
//!
//! LRC ranks: it joins size and certainty in one number. Its interval is Clopper-Pearson's, with
//! Bonferroni's correction over all candidates of the same kind. Phrases and terms are ranked
//! apart, by |LRC|, then G2, then the item itself; a negative LRC marks what a group avoids, and 0
//! a difference that may be chance. Terms of one character and numbers are left out; function words
//! stay among the keys, since evenly used words rank last by themselves.

mod bound;
pub mod contrast;
mod exclusive;
mod groups;
mod items;
mod keys;
mod lockwords;
mod passages;
mod themes;

pub use bound::conservative_log_ratio;
pub use contrast::{Contrast, bic};
pub use exclusive::Exclusive;
pub use keys::Key;
pub use lockwords::{LOCKED, Lockword};
pub use passages::{GroupPassage, group_passages};
pub use themes::{ThemeKey, theme_keys};

use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, DocId};
use crate::exec;
use crate::fold::is_han;
use crate::phrases::Phrase;
use crate::stopwords::StopWords;
use crate::tokenize::TokenKind;
use crate::warning::Warning;
use crate::words::Words;
use groups::Groups;
use items::Item;

/// Error probability of the confidence intervals, before Bonferroni's correction.
pub const ALPHA: f64 = 0.05;

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

/// What sets groups apart in their phrases and terms, and what they have in common.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Compared {
    /// By group name, phrases before terms, best first.
    pub keys: Vec<Key>,
    /// By group name, best first.
    pub exclusive: Vec<Exclusive>,
    /// Phrases before terms, best first.
    pub lockwords: Vec<Lockword>,
}

/// The terms of the groups, counted: all that is asked of the words, which can be given back before the
/// phrases are found.
#[derive(Debug, Default)]
pub struct Terms {
    terms: Vec<items::Term>,
    stop_words: StopWords,
}

impl Terms {
    /// Counts the terms, unless there are fewer than two groups.
    pub fn count(corpus: &Corpus, words: &Words, settings: &KeynessSettings) -> Self {
        let groups = Groups::of(corpus);
        if !groups.can_be_compared() {
            return Self::default();
        }
        let terms = items::terms(words, &groups, settings.min_documents);
        Self { terms, stop_words: StopWords::new(words, &[]) }
    }
}

/// Compares each group with all others. Empty where there are fewer than two groups.
pub fn compare(
    corpus: &Corpus,
    phrases: &[Phrase],
    terms: &Terms,
    settings: &KeynessSettings,
    warnings: &mut Vec<Warning>,
) -> Compared {
    let groups = Groups::of(corpus);
    if !groups.can_be_compared() {
        return Compared::default();
    }
    groups.warn(warnings);
    let Terms { terms, stop_words } = terms;
    let phrases = items::phrases(phrases, &groups, settings.min_documents);
    let terms = items::of_terms(terms);
    let of_groups = exec::map_range(groups.names.len(), |g| {
        let mut keys = keys::rank(&groups, g, &phrases, settings.limit);
        keys.extend(keys::rank(&groups, g, &terms, settings.limit));
        (keys, exclusive::find(&groups, g, &phrases, settings))
    });
    let mut compared = Compared::default();
    for (keys, exclusive) in of_groups {
        compared.keys.extend(keys);
        compared.exclusive.extend(exclusive);
    }
    let is_function_word = |item: &Item| {
        if is_numbered(item.name) {
            return true;
        }
        let first = item.counts.iter().map(|c| c.first).min();
        let document = first.map_or(DocId(0), |age| groups.by_age[age as usize]);
        let is_han = item.name.chars().all(is_han);
        let kind = if is_han { TokenKind::Han } else { TokenKind::Word };
        stop_words.contains(document, item.name, kind)
    };
    compared.lockwords = lockwords::find(&groups, &phrases, settings.limit, &is_function_word);
    compared.lockwords.extend(lockwords::find(&groups, &terms, settings.limit, &is_function_word));
    compared
}

/// Whether an item begins with an ordinal of the text's order: 第三条, 第5章.
fn is_numbered(item: &str) -> bool {
    let mut chars = item.chars();
    chars.next() == Some('第')
        && chars.next().is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c))
}

#[cfg(test)]
mod tests;

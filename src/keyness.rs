//! Keyness (see the helper's brief; replaced whole).

use serde::{Deserialize, Serialize};

use crate::corpus::Corpus;
use crate::phrases::Phrase;
use crate::tokenize::Tokens;
use crate::warning::Warning;

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

/// An item that one group uses more than the others, on document frequencies.
#[derive(Debug, Clone, Serialize)]
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
    /// Binary logarithm of the ratio of relative frequencies.
    pub log_ratio: f64,
    /// Conservative log ratio (Evert 2022): the default ranking.
    pub lrc: f64,
}

/// Compares each group with all others.
pub fn compare(
    _corpus: &Corpus,
    _tokens: &[Tokens],
    _phrases: &[Phrase],
    _settings: &KeynessSettings,
    _warnings: &mut Vec<Warning>,
) -> Vec<Key> {
    Vec::new()
}

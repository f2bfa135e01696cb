//! Settings: which repeats count as phrases, and the least figures that follow from them.
//!
//! What is not set is chosen by the size of the corpus: in a few documents everything that is said
//! twice matters, in thousands only what travels.

use serde::{Deserialize, Serialize};

use super::PhraseKind;
use super::edits::Edit;
use super::frames::LeastFrame;
use crate::repeats::Least;

/// Which repeats count as phrases, and how they are ranked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct PhraseSettings {
    /// Least number of documents that carry a phrase; chosen by the size of the corpus when absent.
    pub min_documents: Option<u32>,
    /// Least number of occurrences.
    pub min_occurrences: u32,
    /// Least length in content units; three Han characters or two words when absent.
    pub min_units: Option<u32>,
    /// A phrase is part of a longer one if no more than this share of its places stand without the same
    /// neighbour: statistical substring reduction. In [0, 1).
    pub slack: f64,
    /// Least number of different fillers of a frame's slot; two in a few documents, else three, when
    /// absent.
    pub min_fillers: Option<u32>,
    /// What the list is ordered by.
    pub rank: Rank,
    /// Kinds that are listed; all when empty.
    pub kinds: Vec<PhraseKind>,
    /// Most phrases listed, best first; 0 lists all.
    pub limit: usize,
    /// Whether to look for frames.
    pub frames: bool,
    /// Whether to look for words that the dictionary lacks.
    pub new_words: bool,
    /// What the analyst decided about single phrases.
    pub edits: Vec<Edit>,
}

/// What phrases are ordered by; the score decides between equals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Rank {
    /// Documents and sections that carry it, then how evenly
    Spread,
    /// The score: spread, length, cohesion, boundary and kind, less what better phrases have said
    #[default]
    Score,
    /// How often it is said on its own, times the logarithm of its length
    CValue,
    /// Length in characters (Chinese) or words
    Length,
    /// Date of the last use, then documents
    Recent,
}

impl Default for PhraseSettings {
    fn default() -> Self {
        Self {
            min_documents: None,
            min_occurrences: 2,
            min_units: None,
            slack: 0.1,
            min_fillers: None,
            rank: Rank::default(),
            kinds: Vec::new(),
            limit: 0,
            frames: true,
            new_words: false,
            edits: Vec::new(),
        }
    }
}

impl PhraseSettings {
    /// Least figures of a repeat among so many documents.
    pub(super) fn least(&self, n: usize) -> Least {
        Least {
            documents: self.min_documents.unwrap_or_else(|| least_documents(n)),
            occurrences: self.min_occurrences.max(2),
            length: 2,
        }
    }

    /// Least figures of a frame among so many documents.
    pub(super) fn least_frame(&self, n: usize) -> LeastFrame {
        let Least { documents, occurrences, .. } = self.least(n);
        let fillers = self.min_fillers.unwrap_or(if n < 20 { 2 } else { 3 }).max(2);
        LeastFrame { documents, occurrences, fillers }
    }
}

/// Least document frequency by the size of the corpus.
pub fn least_documents(n: usize) -> u32 {
    match n {
        0..20 => 1,
        20..500 => 2,
        500..3_000 => 3,
        3_000..30_000 => 5,
        30_000..200_000 => 10,
        // One document of twenty thousand: the list grows with the language, no longer with the corpus.
        _ => (n / 20_000) as u32,
    }
}

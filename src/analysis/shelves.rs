//! Where the outcome of each stage is kept: all keys are made here.
//!
//! ```text
//! read ─▶ clean ─┬─▶ words
//!                └─▶ tokenize ─┬─▶ concordance
//!                              ├─▶ phrases ─▶ reuse
//!                              ├─▶ similarity
//!                              └─▶ themes (and the originals) ─▶ map
//! ```
//!
//! A stage's key holds every setting that it reads, whole structs but for the fields that it surely does
//! not read: a new setting is part of the key until someone says otherwise. Kept is what is dear and does not
//! depend on what is mostly changed between runs: of themes all that is there before their number is
//! known; keyness and trends, which are drawn from phrases at once, not at all.

use crate::clean::CleanSettings;
use crate::concordance::Concordance;
use crate::config::Config;
use crate::corpus::DocId;
use crate::phrases::{PhraseSettings, Phrases, Rank};
use crate::read::Reading;
use crate::reuse::Reuse;
use crate::segment::SegmentSettings;
use crate::similarity::Similarity;
use crate::store::{Kept, Shelf};
use crate::themes::ThemeSettings;
use crate::units::UnitStream;
use crate::warning::Warning;
use crate::words::Words;

use super::Texts;

/// The place of what was read.
pub fn read<'a>(inputs: Shelf<'a>, config: &Config) -> Shelf<'a> {
    // Serde skips this one.
    inputs.then("read", &(&config.read, config.read.keep_left_out))
}

/// The place of the cleaned texts.
pub fn clean<'a>(read: Shelf<'a>, config: &Config) -> Shelf<'a> {
    let settings: (&CleanSettings, &SegmentSettings) = (&config.clean, &config.segment);
    // Lines are joined, and words are cut from here on, by the dictionary.
    read.then("clean", &(settings, &config.dictionary))
}

/// The places of all that is drawn from the texts.
pub struct Shelves<'a> {
    /// Units.
    pub units: Shelf<'a>,
    /// Words.
    pub words: Shelf<'a>,
    /// Suffix array and LCP.
    pub concordance: Shelf<'a>,
    /// Phrases, before they are arranged.
    pub phrases: Shelf<'a>,
    /// Reuse.
    pub reuse: Shelf<'a>,
    /// Similarity and originals.
    pub similarity: Shelf<'a>,
    themes: Shelf<'a>,
}

impl<'a> Shelves<'a> {
    /// The places, given that of the texts. `is_cut` says whether units know the words, `compared` which
    /// comparisons of documents are made, and `is_exact` whether by all their shingles.
    pub fn of(
        clean: Shelf<'a>,
        config: &Config,
        is_cut: bool,
        compared: (bool, bool),
        is_exact: bool,
    ) -> Self {
        let units = clean.then("tokenize", &(&config.units, is_cut));
        // The order of the list and what it leaves out are settled behind the cache.
        let (rank, kinds, limit) = (Rank::default(), Vec::new(), 0);
        let phrases = PhraseSettings { rank, kinds, limit, ..config.phrases.clone() };
        let phrases = units.then("phrases", &phrases);
        let themes = ThemeSettings {
            k: None,
            restarts: 0,
            hierarchy: false,
            // Texts that are put into given themes are not kept at all.
            themes: None,
            model: None,
            ..config.themes.clone()
        };
        Self {
            units,
            words: clean.then("words", &()),
            concordance: units.then("concordance", &()),
            phrases,
            reuse: phrases.then("reuse", &config.reuse),
            similarity: units.then("similarity", &(&config.similarity, compared, is_exact)),
            themes: units.then("themes", &(themes, config.seed)),
        }
    }

    /// The place of the space that themes are found in. Reprints are not fitted; how they were told does not
    /// matter.
    pub fn themes(&self, originals: &[DocId]) -> Shelf<'a> {
        self.themes.then("themes", &originals)
    }
}

/// Similar documents, the original of each, and what was not looked for.
#[derive(bitcode::Encode, bitcode::Decode)]
pub struct Compared {
    /// The pairs.
    pub similarity: Similarity,
    /// The originals.
    pub originals: Vec<DocId>,
    /// The doubt, where pairs were asked for.
    pub doubt: Option<Warning>,
}

impl Kept for Reading {
    fn about(&self) -> usize {
        self.corpus.documents.iter().map(|d| d.source.len() + 200).sum()
    }
}

impl Kept for Texts {
    fn about(&self) -> usize {
        self.texts.iter().map(|t| t.text.len() + 16 * t.paragraphs.len() + 200).sum()
    }
}

impl Kept for UnitStream {
    fn about(&self) -> usize {
        6 * self.len()
    }
}

impl Kept for Words {
    fn about(&self) -> usize {
        4 * self.n_words()
    }
}

impl Kept for Concordance {
    fn about(&self) -> usize {
        5 * self.suffixes.len()
    }
}

impl Kept for Phrases {
    fn about(&self) -> usize {
        let of_phrases = self.phrases.iter().map(|p| 4 * p.places.len() + 150);
        let of_frames = self.frames.iter().map(|f| 8 * f.places.len() + 150);
        of_phrases.sum::<usize>() + of_frames.sum::<usize>()
    }
}

impl Kept for Reuse {
    fn about(&self) -> usize {
        let of_clusters = self.clusters.iter().map(|c| 60 * c.members.len());
        60 * self.passages.len() + of_clusters.sum::<usize>() + 24 * self.exchanges.len()
    }
}

impl Kept for Compared {
    fn about(&self) -> usize {
        150 * self.similarity.pairs.len() + 150 * self.similarity.sections.len()
    }
}

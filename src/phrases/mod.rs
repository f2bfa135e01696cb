//! Phrases: what is said again in the same words.

pub mod families;
pub mod formulas;
pub mod frames;

use serde::{Deserialize, Serialize};

use crate::concordance::Concordance;
use crate::corpus::{Place, Text};
use crate::units::UnitStream;

pub use families::Family;
pub use formulas::Formula;
pub use frames::Frame;

/// Which repeats count as phrases, and how they are ranked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct PhraseSettings {
    /// Least number of documents that carry a phrase; chosen by the size of the corpus when absent.
    pub min_documents: Option<u32>,
    /// Least number of occurrences.
    pub min_occurrences: u32,
    /// Least length in content units.
    pub min_units: u32,
    /// Most phrases listed, best first; 0 lists all.
    pub limit: usize,
}

impl Default for PhraseSettings {
    fn default() -> Self {
        Self { min_documents: None, min_occurrences: 2, min_units: 3, limit: 0 }
    }
}

/// What sort of phrase it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PhraseKind {
    /// A set phrase or slogan.
    Slogan,
    /// A short technical or institutional term.
    Term,
    /// A name, office or place.
    Name,
    /// A numeric formula (四个意识).
    Formula,
    /// Parallel items joined by 、.
    Enumeration,
    /// Mostly quoted.
    Quotation,
}

impl PhraseKind {
    /// The kind as tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Slogan => "slogan",
            Self::Term => "term",
            Self::Name => "name",
            Self::Formula => "formula",
            Self::Enumeration => "enumeration",
            Self::Quotation => "quotation",
        }
    }
}

/// A repeated phrase with its figures; every score carries the parts it was made of.
#[derive(Debug, Clone, Serialize)]
pub struct Phrase {
    /// The phrase as its first occurrence writes it.
    pub text: String,
    /// Its units, as first position in the unit stream and number of positions.
    #[serde(skip)]
    pub at: (u32, u32),
    /// What sort of phrase it is.
    pub kind: PhraseKind,
    /// Documents that carry it.
    pub n_documents: u32,
    /// Sections that carry it.
    pub n_sections: u32,
    /// Times it occurs.
    pub n_occurrences: u32,
    /// Times it occurs outside any longer listed phrase.
    pub n_independent: u32,
    /// Rank score.
    pub score: f64,
    /// Weakest binary split's association, as NPMI in [-1, 1].
    pub cohesion: f64,
    /// Branching entropy of the weaker edge, in bits.
    pub boundary: f64,
    /// Gries' DPnorm over documents: 0 even, 1 in one place only.
    pub dispersion: f64,
    /// The family it belongs to: an index into the list of families.
    pub family: u32,
    /// Where it occurs, by document and position.
    pub places: Vec<Place>,
}

/// All phrase findings.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Phrases {
    /// The phrases, best first.
    pub phrases: Vec<Phrase>,
    /// Variants of one phrase; each phrase is in one family.
    pub families: Vec<Family>,
    /// Frames with an open slot, by number of documents and fillers.
    pub frames: Vec<Frame>,
    /// Numeric formulas, by number of documents.
    pub formulas: Vec<Formula>,
}

/// Finds the repeated phrases of the corpus, with families, frames and formulas.
pub fn find(
    _texts: &[Text],
    _stream: &UnitStream,
    _concordance: &Concordance,
    _settings: &PhraseSettings,
) -> Phrases {
    Phrases::default()
}

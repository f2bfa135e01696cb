//! Reuse: passages taken over from one document into another (see the helper's brief).

use serde::{Deserialize, Serialize};

use crate::concordance::Concordance;
use crate::corpus::{Corpus, Place, Text};
use crate::phrases::Phrase;
use crate::units::UnitStream;

/// What counts as a shared passage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct ReuseSettings {
    /// Least length of a passage in content units; by script when absent (24 Han characters, 12 words).
    pub min_units: Option<u32>,
    /// Least share of matched units in the aligned length.
    pub min_identity: f64,
    /// Runs of units in more documents than this seed no pairs.
    pub max_document_frequency: u32,
    /// Also compare the sections of one document with each other.
    pub within: bool,
}

impl Default for ReuseSettings {
    fn default() -> Self {
        Self { min_units: None, min_identity: 0.6, max_document_frequency: 100, within: true }
    }
}

/// How near the two sides are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassageKind {
    /// Content units equal, marks aside.
    Verbatim,
    /// Identity of at least 0.85.
    Light,
    /// Below that.
    Heavy,
    /// Nearly all of it is made of the corpus's widespread phrases.
    Formulaic,
}

impl PassageKind {
    /// The kind as tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Light => "light",
            Self::Heavy => "heavy",
            Self::Formulaic => "formulaic",
        }
    }
}

/// Two stretches that say the same, side by side; `a` is the earlier by date, else by name.
#[derive(Debug, Clone, Serialize)]
pub struct Passage {
    /// The reuse cluster: an index into the clusters.
    pub cluster: u32,
    /// One side.
    pub a: Place,
    /// The other side.
    pub b: Place,
    /// Matched content units over the aligned length.
    pub identity: f64,
    /// Content units of the longer side.
    pub n_units: u32,
    /// How near the two sides are.
    pub kind: PassageKind,
}

/// Stretches joined by passages or by overlap inside one document.
#[derive(Debug, Clone, Serialize)]
pub struct Cluster {
    /// The stretches, by date, then document and position; the first is the probable source.
    pub members: Vec<Place>,
}

/// What a document is made of, as shares of its content units; they add up to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Shares {
    /// Covered by repeated phrases and by no passage.
    pub formulaic: f64,
    /// Covered by passages shared with another document.
    pub shared: f64,
    /// The rest.
    pub own: f64,
}

/// All reuse findings.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Reuse {
    /// The passages, longest first.
    pub passages: Vec<Passage>,
    /// The clusters, by number of documents, then length.
    pub clusters: Vec<Cluster>,
    /// One entry a document.
    pub shares: Vec<Shares>,
}

/// Finds shared passages between documents and, with `within`, between sections of one document.
pub fn find(
    _corpus: &Corpus,
    _texts: &[Text],
    _stream: &UnitStream,
    _concordance: &Concordance,
    _phrases: &[Phrase],
    _settings: &ReuseSettings,
) -> Reuse {
    Reuse::default()
}

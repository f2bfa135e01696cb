//! Similarity of documents (see the helper's brief; replaced whole).

use serde::{Deserialize, Serialize};

use crate::corpus::DocId;
use crate::tokenize::Tokens;
use crate::units::UnitStream;

/// Which pairs of documents are reported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct SimilaritySettings {
    /// Nearest documents kept for each document.
    pub neighbours: usize,
    /// Least cosine of a pair that is kept.
    pub min_cosine: f64,
    /// Length of the unit shingles behind Jaccard and containment.
    pub shingle: usize,
}

impl Default for SimilaritySettings {
    fn default() -> Self {
        Self { neighbours: 10, min_cosine: 0.2, shingle: 5 }
    }
}

/// Two documents and how alike they are; `a` has the smaller id.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SimilarPair {
    /// One document.
    pub a: DocId,
    /// The other.
    pub b: DocId,
    /// Cosine of the TF-IDF rows, in [0, 1].
    pub cosine: f64,
    /// Shared shingles over all shingles of both.
    pub jaccard: f64,
    /// Share of `a`'s shingles that `b` has.
    pub containment_ab: f64,
    /// Share of `b`'s shingles that `a` has.
    pub containment_ba: f64,
}

/// All similarity findings.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Similarity {
    /// Pairs in which one document is among the other's nearest, by cosine, highest first.
    pub pairs: Vec<SimilarPair>,
    /// Documents of the matrix, in an order that puts like beside like (average linkage).
    pub order: Vec<DocId>,
    /// Cosines of all pairs of `order`, row by row; empty above 200 documents.
    pub matrix: Vec<f64>,
}

/// Compares all documents.
pub fn find(
    _tokens: &[Tokens],
    _stream: &UnitStream,
    _settings: &SimilaritySettings,
) -> Similarity {
    Similarity::default()
}

//! Themes (see the helper's brief; replaced whole).

use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, Place, Text};
use crate::error::Result;
use crate::tokenize::Tokens;
use crate::warning::Warning;

/// How themes are found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct ThemeSettings {
    /// Number of themes: `8`, or a range `5..20` from which silhouette chooses; by size when absent.
    pub k: Option<String>,
    /// What is clustered.
    pub unit: ThemeUnit,
    /// Dimensions of the latent space.
    pub dimensions: usize,
    /// Starts of k-means; the best run wins whole.
    pub restarts: usize,
    /// Extra stop words.
    pub stop_words: Vec<String>,
}

impl Default for ThemeSettings {
    fn default() -> Self {
        Self {
            k: None,
            unit: ThemeUnit::Auto,
            dimensions: 100,
            restarts: 5,
            stop_words: Vec::new(),
        }
    }
}

/// What is clustered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ThemeUnit {
    /// Documents where there are at least 50 of them, else sections or paragraphs.
    Auto,
    /// Whole documents.
    Document,
    /// Sections: signed statements or headed parts.
    Section,
    /// Paragraphs.
    Paragraph,
}

/// One text that was clustered, with its place in the themes.
#[derive(Debug, Clone, Serialize)]
pub struct Assignment {
    /// Where the text stands.
    pub place: Place,
    /// Its paragraph's number in the document, where paragraphs are clustered.
    pub paragraph: Option<u32>,
    /// The theme: an index into the themes.
    pub theme: u32,
    /// Euclidean distance to the theme's centroid in the normalised latent space, in [0, 2].
    pub distance: f64,
    /// Silhouette of the text, in [-1, 1].
    pub silhouette: f64,
    /// Coordinates on the theme map (first two principal components).
    pub x: f64,
    /// Second coordinate.
    pub y: f64,
}

/// A theme.
#[derive(Debug, Clone, Serialize)]
pub struct Theme {
    /// A label of one to three words.
    pub label: String,
    /// Terms by c-TF-IDF weight, highest first.
    pub top_terms: Vec<(String, f64)>,
    /// Texts in it (sections, paragraphs or documents).
    pub n_sections: u32,
    /// Documents with a text in it.
    pub n_documents: u32,
    /// Mean silhouette of its texts.
    pub silhouette: f64,
    /// Mean best Jaccard over bootstraps (Hennig 2007).
    pub stability: f64,
    /// Its most central texts, nearest first: indices into the assignments.
    pub representative: Vec<u32>,
}

/// One number of themes that was tried.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Trial {
    /// Number of themes.
    pub k: u32,
    /// Mean silhouette.
    pub silhouette: f64,
    /// Sum of squared distances.
    pub inertia: f64,
}

/// All theme findings.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Themes {
    /// What was clustered: `document`, `section` or `paragraph`.
    pub unit: String,
    /// The themes, largest first.
    pub themes: Vec<Theme>,
    /// One entry a clustered text, by document and place.
    pub assignments: Vec<Assignment>,
    /// The numbers of themes that were tried, ascending.
    pub trials: Vec<Trial>,
    /// Size of the vocabulary that was used.
    pub n_terms: u32,
    /// Share of the variance kept by the latent space.
    pub explained_variance: f64,
}

/// Finds themes.
///
/// # Errors
/// If a setting cannot be used.
pub fn find(
    _corpus: &Corpus,
    _texts: &[Text],
    _tokens: &[Tokens],
    _settings: &ThemeSettings,
    _seed: u64,
    _warnings: &mut Vec<Warning>,
) -> Result<Themes> {
    Ok(Themes::default())
}

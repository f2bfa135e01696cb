//! Themes: which subjects a collection has, which texts belong to each, and how sure that is.
//!
//! ```text
//! texts ─▶ terms ─▶ TF-IDF rows ─┬─▶ latent space ─▶ smoothed ─▶ k-means ─▶ centres      (fit)
//!                                └─▶ nearest centre ─▶ theme, or the remainder     (centres, placing)
//! ```
//!
//! What is clustered depends on the collection ([`items`]): documents, sections or paragraphs; what
//! tells them apart on their length and script ([`features`]). The number of themes is given or
//! chosen ([`choice`]). Themes are found once ([`fit`]) and kept as centres over all terms; every
//! text, old or new ([`model`]), goes to the nearest ([`centres`]). Each theme is described by its
//! words ([`labels`], [`sequences`], [`slogans`]) and by texts with the reason ([`examples`]), and
//! says how well it stands apart (silhouette, in the latent space) and whether it comes back when
//! the texts are drawn anew ([`stability`]).

pub mod centres;
pub mod choice;
mod describe;
pub mod examples;
pub mod excess;
pub mod features;
mod find;
pub mod fit;
pub mod hierarchy;
pub mod items;
pub mod labels;
pub mod layout;
pub mod map;
pub mod model;
pub mod paragraphs;
mod placing;
pub mod sequences;
pub mod slogans;
pub mod smoothing;
pub mod stability;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, DocId, Place, Text};
use crate::error::{Error, Result};
use crate::stopwords::StopWords;
use crate::units::UnitStream;
use crate::vocabulary::Wordings;
use crate::words::Words;
use examples::Example;
use features::FeatureChoice;
use model::Model;
use slogans::Slogan;

pub use find::find;

/// How themes are found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct ThemeSettings {
    /// Number of themes: `8`, or a range `5..20` to choose from; by size when absent.
    pub k: Option<String>,
    /// What is clustered.
    pub unit: ThemeUnit,
    /// What texts are told apart by.
    pub features: FeatureChoice,
    /// Least number of texts that use a term; by the number of texts when absent (2 from 20 on).
    pub min_df: Option<u32>,
    /// Largest share of the texts that use a term; by the number of texts when absent (0.5 from 10
    /// on).
    pub max_df: Option<f64>,
    /// Whether how often a text uses a term is damped by a logarithm.
    pub sublinear_tf: bool,
    /// Dimensions of the latent space.
    pub dimensions: usize,
    /// Share of the variance the latent space keeps, in place of a number of dimensions.
    pub variance: Option<f64>,
    /// Starts of k-means; the best run wins whole.
    pub restarts: usize,
    /// Whether themes are joined to areas, a level above.
    pub hierarchy: bool,
    /// Extra stop words.
    pub stop_words: Vec<String>,
    /// A file of themes found before, into which the texts are put.
    pub themes: Option<PathBuf>,
    /// What that file holds.
    #[serde(skip)]
    pub model: Option<Arc<Model>>,
}

impl Default for ThemeSettings {
    fn default() -> Self {
        Self {
            k: None,
            unit: ThemeUnit::Auto,
            features: FeatureChoice::Auto,
            min_df: None,
            max_df: None,
            sublinear_tf: true,
            dimensions: 100,
            variance: None,
            restarts: 10,
            hierarchy: false,
            stop_words: Vec::new(),
            themes: None,
            model: None,
        }
    }
}

impl ThemeSettings {
    /// Whether the settings can be used, before anything is read.
    ///
    /// # Errors
    /// [`Error::Setting`] for the first that cannot.
    pub fn check(&self) -> Result<()> {
        choice::parse(self.k.as_deref(), 1)?;
        let setting = |name: &str, reason: &str| {
            Err(Error::setting(format!("themes.{name}"), reason.to_owned()))
        };
        for (name, value) in [("dimensions", self.dimensions), ("restarts", self.restarts)] {
            if value == 0 {
                return setting(name, "must be at least 1");
            }
        }
        for (name, share) in [("max-df", self.max_df), ("variance", self.variance)] {
            if share.is_some_and(|s| !(s > 0.0 && s <= 1.0)) {
                return setting(name, "is a share: write a number above 0, at most 1");
            }
        }
        if self.themes.is_some() && self.k.is_some() {
            return setting(
                "k",
                "the number of themes is that of the file; leave -k or --themes out",
            );
        }
        Ok(())
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

impl ThemeUnit {
    fn name(self) -> &'static str {
        match self {
            Self::Auto | Self::Document => "document",
            Self::Section => "section",
            Self::Paragraph => "paragraph",
        }
    }
}

/// One text that was put into a theme, or into none.
#[derive(Debug, Clone, Serialize)]
pub struct Assignment {
    /// Where the text stands.
    pub place: Place,
    /// Its paragraph's number in the document, where paragraphs are clustered.
    pub paragraph: Option<u32>,
    /// The theme: an index into the themes; none for the remainder.
    pub theme: Option<u32>,
    /// The theme of the nearest centre: that of the text unless it is in the remainder; none where
    /// it shares no term with any.
    pub nearest: Option<u32>,
    /// Distance to that centre, √(2 - 2 cos) of the TF-IDF rows, from 0 to √2; NaN without one.
    pub distance: f64,
    /// The next theme and the distance to its centre.
    pub second: Option<(u32, f64)>,
    /// Silhouette of the text in the latent space, in [-1, 1]; NaN in the remainder.
    pub silhouette: f64,
    /// Coordinates on the theme map; NaN where the text has no term.
    pub x: f64,
    /// Second coordinate.
    pub y: f64,
}

/// A theme.
#[derive(Debug, Clone, Serialize)]
pub struct Theme {
    /// A label of one to three terms.
    pub label: String,
    /// Terms by c-TF-IDF weight, highest first.
    pub top_terms: Vec<(String, f64)>,
    /// Word sequences it uses more than the others, by LRC.
    pub sequences: Vec<String>,
    /// Phrases it carries more than the others, by LRC; empty where no phrases were found.
    pub slogans: Vec<Slogan>,
    /// Texts in it (sections, paragraphs or documents).
    pub n_sections: u32,
    /// Documents with a text in it.
    pub n_documents: u32,
    /// Mean silhouette of its texts.
    pub silhouette: f64,
    /// Mean best Jaccard over bootstraps (Hennig 2007).
    pub stability: f64,
    /// The area it belongs to: an index into the areas.
    pub area: Option<u32>,
    /// Its most central texts, nearest first.
    pub representative: Vec<Example>,
    /// Texts that might as well be in another theme.
    pub borderline: Vec<Example>,
}

/// Themes of like vocabulary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Area {
    /// A label of one to three terms.
    pub label: String,
    /// Its themes, largest first: indices into the themes.
    pub themes: Vec<u32>,
}

/// One number of themes that was tried.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Trial {
    /// Number of themes.
    pub k: u32,
    /// Mean silhouette.
    pub silhouette: f64,
    /// Mean adjusted Rand index between clusterings of subsamples.
    pub stability: f64,
    /// Sum of squared distances.
    pub inertia: f64,
}

/// The theme nearest to a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ParagraphTheme {
    /// The document.
    pub document: DocId,
    /// The paragraph's number in it.
    pub paragraph: u32,
    /// The theme: an index into the themes.
    pub theme: u32,
}

/// All theme findings.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Themes {
    /// What was clustered: `document`, `section` or `paragraph`.
    pub unit: String,
    /// The themes, largest first.
    pub themes: Vec<Theme>,
    /// The areas, where two levels were asked for.
    pub areas: Vec<Area>,
    /// One entry a text, by document and place.
    pub assignments: Vec<Assignment>,
    /// The themes of paragraphs, by document and paragraph, in the documents the page shows.
    pub paragraphs: Vec<ParagraphTheme>,
    /// What the terms are: `words`, `chars` or `both`.
    pub features: String,
    /// Words of the text in the middle, by which the features were chosen.
    pub median_words: u32,
    /// The numbers of themes that were tried, ascending; measured on a sample of large corpora.
    pub trials: Vec<Trial>,
    /// The number that was chosen of them.
    pub chosen_k: u32,
    /// Size of the vocabulary that was used.
    pub n_terms: u32,
    /// Dimensions of the latent space.
    pub n_dimensions: u32,
    /// Share of the variance kept by the latent space.
    pub explained_variance: f64,
    /// Texts in which the themes were found; 0 where they came from a file.
    pub n_fitted: u32,
    /// All that puts new texts into the themes.
    #[serde(skip)]
    pub model: Option<Model>,
    /// One row an assignment: the text in the latent space, of length 1 (of 0 without a term).
    #[serde(skip)]
    pub vectors: Array2<f64>,
}

/// What themes are found in.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The documents.
    pub corpus: &'a Corpus,
    /// Their cleaned texts.
    pub texts: &'a [Text],
    /// Their units.
    pub stream: &'a UnitStream,
    /// Their words.
    pub words: &'a Words,
    /// The original of each document: itself unless it is a reprint; empty where nobody looked.
    pub originals: &'a [DocId],
}

impl<'a> Sources<'a> {
    fn wordings(&self, stop_words: &'a StopWords) -> Wordings<'a> {
        Wordings { words: self.words, stream: self.stream, stop_words }
    }
}

//! A model: themes as they were found, in a file, to put new documents into later.
//!
//! ```text
//! themes.json    format, what was clustered, stop words, terms with document frequencies,
//!                themes: label, terms, stability, centre, least cosine; areas
//! ```
//!
//! What a model holds is all that turns a text into a row and a row into a theme ([`super::centres`]):
//! the texts a model was found in are put into the same themes again. Numbers are written with the
//! digits that give the same number back.

use serde::{Deserialize, Serialize};

use super::centres::Centres;
use super::features::{FeatureChoice, Vocabulary};
use super::{Area, ThemeUnit};

/// The format this version writes and reads.
pub const FORMAT: u32 = 1;

/// Themes with all that puts new texts into them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Model {
    /// Version of the format.
    pub format: u32,
    /// What was clustered; never `auto`.
    pub unit: ThemeUnit,
    /// What texts are told apart by; never `auto`.
    pub features: FeatureChoice,
    /// Stop words beside the lists of the languages.
    pub stop_words: Vec<String>,
    /// The terms.
    pub vocabulary: Vocabulary,
    /// The themes, largest first as they were found.
    pub themes: Vec<ModelTheme>,
    /// The areas, where there are two levels.
    pub areas: Vec<Area>,
}

/// A theme of a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ModelTheme {
    /// Its label.
    pub label: String,
    /// Its terms by c-TF-IDF weight, highest first.
    pub top_terms: Vec<(String, f64)>,
    /// Word sequences it uses more than the others.
    pub sequences: Vec<String>,
    /// Mean best Jaccard over bootstraps.
    pub stability: f64,
    /// Cosine with the centre above which a text belongs to it; below 0 where all do.
    pub least_cosine: f64,
    /// Its centre: columns of the vocabulary, ascending, with their weight.
    pub centre: Vec<(u32, f32)>,
}

impl Model {
    /// The model of a file's text.
    ///
    /// # Errors
    /// What is wrong with it, in words that follow the name of the file.
    pub fn parse(json: &str) -> Result<Self, String> {
        let model: Self = serde_json::from_str(json).map_err(|e| {
            format!("holds no themes ({e}); give the themes.json of a report, or what --save wrote")
        })?;
        if model.format != FORMAT {
            return Err(format!(
                "is of format {}, this version reads {FORMAT}; find the themes again",
                model.format
            ));
        }
        let n_columns = model.vocabulary.n_columns();
        let fits = |theme: &ModelTheme| {
            theme.centre.is_sorted_by(|a, b| a.0 < b.0)
                && theme.centre.iter().all(|&(t, w)| (t as usize) < n_columns && w.is_finite())
        };
        let even = |p: &super::features::Part| p.terms.len() == p.document_frequencies.len();
        let n_themes = model.themes.len();
        let known = |area: &Area| area.themes.iter().all(|&t| (t as usize) < n_themes);
        let is_whole = model.themes.iter().all(fits)
            && model.vocabulary.parts.iter().all(even)
            && model.areas.iter().all(known);
        if !is_whole || n_themes == 0 {
            return Err("is damaged: its themes do not fit its terms; find the themes again".into());
        }
        Ok(model)
    }

    /// The model as the text of a file.
    pub fn render(&self) -> String {
        serde_json::to_string(self).unwrap_or_default() + "\n"
    }

    /// The centres.
    pub fn centres(&self) -> Centres {
        let terms = self.themes.iter().map(|t| t.centre.clone()).collect();
        let least = self.themes.iter().map(|t| t.least_cosine).collect();
        Centres::new(terms, least, self.vocabulary.n_columns())
    }
}

//! The settings of a run: one table of the TOML file a stage, the same names as the flags.
//!
//! Each stage's settings stand with the stage. Those of the report stand here, below the rendering
//! layer, since the whole configuration travels inside the analysis.

use serde::{Deserialize, Serialize};

use crate::clean::CleanSettings;
use crate::corpus::DocId;
use crate::dictionary::Word;
use crate::error::{Error, Result};
use crate::keyness::KeynessSettings;
use crate::phrases::PhraseSettings;
use crate::read::ReadSettings;
use crate::read::limits::ByteSize;
use crate::reuse::ReuseSettings;
use crate::segment::SegmentSettings;
use crate::similarity::SimilaritySettings;
use crate::themes::ThemeSettings;
use crate::trends::TrendSettings;
use crate::units::UnitSettings;

/// Every setting of a run: one table of the TOML file a stage, the same names as the flags.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// Seed of every random choice.
    pub seed: u64,
    /// Most memory that the work may take; stages take leaner forms to stay below. No limit when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_memory: Option<ByteSize>,
    /// Whether what earlier runs found is taken up. No finding depends on it, so no echo of the settings
    /// shows it.
    #[serde(skip_serializing)]
    pub cache: bool,
    /// Reading.
    pub read: ReadSettings,
    /// Cleaning.
    pub clean: CleanSettings,
    /// Segmentation.
    pub segment: SegmentSettings,
    /// Words that are added to the Chinese dictionary.
    pub dictionary: Vec<Word>,
    /// Units of phrases and passages.
    pub units: UnitSettings,
    /// Phrases.
    pub phrases: PhraseSettings,
    /// Reuse.
    pub reuse: ReuseSettings,
    /// Themes.
    pub themes: ThemeSettings,
    /// Similarity.
    pub similarity: SimilaritySettings,
    /// Keyness.
    pub keyness: KeynessSettings,
    /// Trends.
    pub trends: TrendSettings,
    /// The report.
    pub report: ReportSettings,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            seed: 0,
            max_memory: None,
            cache: true,
            read: ReadSettings::default(),
            clean: CleanSettings::default(),
            segment: SegmentSettings::default(),
            dictionary: Vec::new(),
            units: UnitSettings::default(),
            phrases: PhraseSettings::default(),
            reuse: ReuseSettings::default(),
            themes: ThemeSettings::default(),
            similarity: SimilaritySettings::default(),
            keyness: KeynessSettings::default(),
            trends: TrendSettings::default(),
            report: ReportSettings::default(),
        }
    }
}

impl Config {
    /// Whether every setting can be used, before anything is read.
    ///
    /// # Errors
    /// [`Error::Setting`] for the first that cannot.
    pub fn check(&self) -> Result<()> {
        self.read.check()?;
        self.segment.check()?;
        self.themes.check()?;
        self.trends.check()?;
        for (name, share) in [
            ("phrases.slack", self.phrases.slack),
            ("reuse.min-identity", self.reuse.min_identity),
            ("similarity.min-cosine", self.similarity.min_cosine),
        ] {
            if !(0.0..=1.0).contains(&share) {
                return Err(Error::setting(name, format!("`{share}` is not from 0 to 1")));
            }
        }
        if self.report.export.contains(&Export::None) && self.report.export.len() > 1 {
            let reason = "`none` stands by itself; leave it out to write the other forms";
            return Err(Error::setting("report.export", reason));
        }
        Ok(())
    }
}

/// How the report looks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct ReportSettings {
    /// Language of the report's own words; the corpus's when absent.
    pub language: Option<Language>,
    /// Title of the page.
    pub title: Option<String>,
    /// A font file that covers the texts, for the PNG charts.
    pub font: Option<std::path::PathBuf>,
    /// Most phrases, passages and documents shown on the page; the tables have all.
    pub rows: usize,
    /// Forms of the tables beside CSV.
    pub export: Vec<Export>,
}

impl Default for ReportSettings {
    fn default() -> Self {
        Self { language: None, title: None, font: None, rows: 300, export: vec![Export::Xlsx] }
    }
}

impl ReportSettings {
    /// The documents that the page shows of so many: all, or as many as there are rows, evenly drawn
    /// from their order.
    pub fn shown(&self, n_documents: usize) -> Vec<DocId> {
        let shown = self.rows.max(1).min(n_documents);
        (0..shown).map(|i| DocId((i * n_documents / shown) as u32)).collect()
    }
}

/// A form of the tables beside CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Export {
    /// JSON Lines: one object a row.
    Jsonl,
    /// Parquet: typed columns, for data frames and databases.
    Parquet,
    /// A workbook: one sheet a table.
    Xlsx,
    /// No other form.
    None,
}

/// Language of the report's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// English.
    En,
    /// Chinese.
    Zh,
}

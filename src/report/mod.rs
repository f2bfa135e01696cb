//! The report (see the helper's brief; replaced whole): pure functions of the analysis.

pub mod charts;
pub mod html;
pub mod png;
pub mod tables;

use serde::{Deserialize, Serialize};

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
}

impl Default for ReportSettings {
    fn default() -> Self {
        Self { language: None, title: None, font: None, rows: 300 }
    }
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

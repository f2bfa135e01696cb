//! Trends (see the helper's brief; replaced whole).

use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, Date, DocId};
use crate::phrases::Phrase;

/// How time is cut into periods.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct TrendSettings {
    /// Length of a period; by the span of the dates when absent.
    pub period: Option<Period>,
    /// Phrases followed over time, beside or instead of the best ranked; matched after folding.
    pub phrases: Vec<String>,
    /// How many of the best ranked phrases are followed.
    pub top: usize,
}

impl Default for TrendSettings {
    fn default() -> Self {
        Self { period: None, phrases: Vec::new(), top: 100 }
    }
}

/// Length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// Calendar months: 2023-08.
    Month,
    /// Quarters: 2023-Q3.
    Quarter,
    /// Years: 2023.
    Year,
}

/// One phrase in one period.
#[derive(Debug, Clone, Serialize)]
pub struct TrendPoint {
    /// The phrase.
    pub phrase: String,
    /// The period.
    pub period: String,
    /// Documents of the period that carry it.
    pub n_documents: u32,
    /// Documents of the period.
    pub volume: u32,
    /// Their ratio.
    pub share: f64,
    /// 沸 烫 热 暖 温 冷, by the phrase table's own history; empty where nothing carries it.
    pub heat: String,
}

/// First use of a phrase by a group.
#[derive(Debug, Clone, Serialize)]
pub struct Adoption {
    /// The phrase.
    pub phrase: String,
    /// The group.
    pub group: String,
    /// Its first dated use in the group.
    pub first: Date,
    /// The document of that use.
    pub document: DocId,
    /// Days after the first group (dates of a month or year count from its first day).
    pub lag_days: u32,
}

/// All findings over time.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Trends {
    /// The periods from first to last, gaps included.
    pub periods: Vec<String>,
    /// Documents of each period.
    pub volumes: Vec<u32>,
    /// One entry a phrase and period, phrases in rank order.
    pub points: Vec<TrendPoint>,
    /// First uses, by phrase, then date.
    pub adoptions: Vec<Adoption>,
}

/// Follows phrases over time; empty where fewer than two periods have a document.
pub fn find(_corpus: &Corpus, _phrases: &[Phrase], _settings: &TrendSettings) -> Trends {
    Trends::default()
}

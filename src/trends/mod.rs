//! Trends: how widely phrases are used over time, and which group used them first.
//!
//! For each followed phrase and period, gaps included:
//!
//! ```text
//! share = documents of the period that carry the phrase / documents of the period
//! ```
//!
//! A period without documents has no share above 0: the volume stands beside it. [`heat`] puts shares into
//! six levels, [`course`] tests whether a phrase rises or falls, [`adoption`] tells which group used it
//! first.
//!
//! The best ranked phrases are followed where they were found. Phrases named by the user are
//! followed instead when there are any, wherever the folded text holds them: also where they are
//! too rare to be found.

pub mod adoption;
mod calendar;
pub mod columns;
pub mod course;
pub mod heat;
mod period;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, Date, DocId, Text};
use crate::error::{Error, Result};
use crate::exec;
use crate::fold::fold;
use crate::phrases::Phrase;
use crate::tokenize::folded;
use crate::warning::{Topic, Warning};

use calendar::Calendar;
use columns::Columns;
pub use period::Period;

/// How time is cut into periods.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct TrendSettings {
    /// Length of a period; by the span of the dates when absent.
    pub period: Option<Period>,
    /// Phrases followed over time instead of the best ranked; matched after folding.
    pub phrases: Vec<String>,
    /// How many of the best ranked phrases are followed; 0 follows all.
    pub top: usize,
    /// The five shares of documents, ascending, from which the second to the sixth level of heat
    /// begin; sixths of all shares when empty.
    pub heat: Vec<f64>,
}

impl Default for TrendSettings {
    fn default() -> Self {
        Self { period: None, phrases: Vec::new(), top: 100, heat: Vec::new() }
    }
}

impl TrendSettings {
    /// Whether the settings can be used.
    ///
    /// # Errors
    /// The bounds of heat are not five ascending shares.
    pub fn check(&self) -> Result<()> {
        let bounds = &self.heat;
        let is_share = |b: &f64| (0.0..=1.0).contains(b);
        let is_sound = bounds.len() + 1 == heat::LEVELS.len()
            && bounds.iter().all(is_share)
            && bounds.is_sorted_by(|a, b| a < b);
        if bounds.is_empty() || is_sound {
            return Ok(());
        }
        let reason = "needs five ascending shares from 0 to 1, as in 0.05,0.1,0.2,0.35,0.5";
        Err(Error::setting("trends.heat", reason))
    }
}

/// One phrase in one period.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize)]
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

/// Which way a phrase goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// It rises throughout.
    Rising,
    /// It falls throughout.
    Falling,
    /// It does neither, or what it does may be chance.
    Neither,
    /// Too few periods have documents.
    Untested,
}

impl Direction {
    /// The direction's name in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rising => "rising",
            Self::Falling => "falling",
            Self::Neither => "neither",
            Self::Untested => "untested",
        }
    }
}

/// The course of a phrase over all periods.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Course {
    /// The phrase.
    pub phrase: String,
    /// Periods that carry it.
    pub n_periods: u32,
    /// The first of them.
    pub first: String,
    /// The last of them.
    pub last: String,
    /// The column of highest share, the first of equals.
    pub peak: String,
    /// Its share.
    pub peak_share: f64,
    /// Change of the share a column (Theil-Sen); NaN where untested.
    pub slope: f64,
    /// Mann-Kendall's Z; NaN where untested.
    pub z: f64,
    /// Its probability without a trend; NaN where untested.
    pub p: f64,
    /// The same corrected for all phrases followed (Benjamini-Hochberg).
    pub q: f64,
    /// Which way it goes.
    pub direction: Direction,
}

/// How often a group is first, and how far behind otherwise.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Leader {
    /// The group.
    pub group: String,
    /// Its first dated document.
    pub since: Date,
    /// Phrases it adopted that another group adopted too.
    pub n_phrases: u32,
    /// Those it was first with, alone or on the same day as others.
    pub n_first: u32,
    /// Median of its lags in days, the upper of two.
    pub median_lag_days: u32,
}

/// All findings over time.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Trends {
    /// The periods from first to last, gaps included.
    pub periods: Vec<String>,
    /// Documents of each period.
    pub volumes: Vec<u32>,
    /// One entry a phrase and period, phrases in rank order.
    pub points: Vec<TrendPoint>,
    /// The bounds of heat, where the settings give any.
    pub heat_bounds: Vec<f64>,
    /// The course of each phrase that is used, in the order of the points.
    pub courses: Vec<Course>,
    /// First uses, by phrase, then date.
    pub adoptions: Vec<Adoption>,
    /// The groups that adopted them, who leads first.
    pub leaders: Vec<Leader>,
}

/// Follows phrases over time. No points where fewer than two periods have a document, no adoptions
/// where no document has both a date and a group.
pub fn find(
    corpus: &Corpus,
    texts: &[Text],
    phrases: &[Phrase],
    settings: &TrendSettings,
    warnings: &mut Vec<Warning>,
) -> Trends {
    let followed = followed(texts, phrases, settings, warnings);
    let mut trends = Trends::default();
    for (phrase, documents) in &followed {
        trends.adoptions.extend(adoption::adoptions(corpus, phrase, documents));
    }
    trends.leaders = adoption::leaders(corpus, &trends.adoptions);
    let Some(calendar) = Calendar::of(corpus, settings.period, warnings) else { return trends };
    let rows: Vec<(&str, Vec<u32>)> = followed
        .iter()
        .map(|(phrase, documents)| (phrase.as_str(), calendar.count(documents)))
        .collect();
    let share = |n: u32, volume: u32| f64::from(n) / f64::from(volume.max(1));
    let shares = rows.iter().flat_map(|(_, row)| row.iter().zip(&calendar.volumes));
    let scale = heat::Scale::new(&settings.heat, shares.map(|(&n, &volume)| share(n, volume)));
    for (phrase, row) in &rows {
        let periods = calendar.labels.iter().zip(row.iter().zip(&calendar.volumes));
        trends.points.extend(periods.map(|(period, (&n_documents, &volume))| {
            let share = share(n_documents, volume);
            let heat = scale.level(share).map_or("", |level| heat::LEVELS[level]);
            TrendPoint {
                phrase: (*phrase).to_owned(),
                period: period.clone(),
                n_documents,
                volume,
                share,
                heat: heat.to_owned(),
            }
        }));
    }
    trends.periods = calendar.labels;
    trends.volumes = calendar.volumes;
    trends.heat_bounds.clone_from(&settings.heat);
    trends.courses = course::find(&Columns::of(&trends), &trends.points);
    trends
}

/// The phrases that are followed and the documents that carry them, ascending.
fn followed(
    texts: &[Text],
    phrases: &[Phrase],
    settings: &TrendSettings,
    warnings: &mut Vec<Warning>,
) -> Vec<(String, Vec<DocId>)> {
    if settings.phrases.is_empty() {
        let top = if settings.top == 0 { phrases.len() } else { settings.top.min(phrases.len()) };
        return exec::map(&phrases[..top], |phrase| {
            (phrase.text.clone(), phrase.places.documents())
        });
    }
    let mut seen = FxHashSet::default();
    let wanted = settings.phrases.iter().map(|p| (p.trim(), fold(p.trim())));
    let wanted: Vec<(&str, String)> =
        wanted.filter(|(_, folded)| !folded.is_empty() && seen.insert(folded.clone())).collect();
    let (names, wanted): (Vec<&str>, Vec<String>) = wanted.into_iter().unzip();
    let followed = names.into_iter().zip(documents_with(texts, &wanted));
    followed
        .map(|(phrase, documents)| {
            if documents.is_empty() {
                let message = "occurs in no document, so it has no trend";
                warnings.push(Warning::new(Topic::Thin, phrase, message));
            }
            (phrase.to_owned(), documents)
        })
        .collect()
}

/// The documents of each phrase that is looked for as text, ascending.
fn documents_with(texts: &[Text], folded_phrases: &[String]) -> Vec<Vec<DocId>> {
    let found = exec::map(texts, |text| {
        let text = folded(&text.text);
        folded_phrases.iter().map(|phrase| text.contains(phrase)).collect::<Vec<bool>>()
    });
    let of_phrase = |phrase: usize| {
        (0u32..).zip(&found).filter(|(_, has)| has[phrase]).map(|(d, _)| DocId(d)).collect()
    };
    (0..folded_phrases.len()).map(of_phrase).collect()
}

#[cfg(test)]
mod tests;

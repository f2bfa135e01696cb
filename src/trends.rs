//! Trends: how widely phrases are used over time, and which group used them first.
//!
//! For each followed phrase and period, gaps included:
//!
//! ```text
//! share = documents of the period that carry the phrase / documents of the period
//! heat  = 沸 烫 热 暖 温 冷, from the place of the share among all shares above 0 in the table:
//!         with `less` of them smaller and `equal` alike, level = ⌊6 (less + equal/2) / all⌋
//! ```
//!
//! The six levels are those of the China Media Project's discourse reports; here they are sixths of
//! the table's own history, so equal shares have equal heat. A period that does not carry the phrase
//! has no heat, and one without documents no share above 0: the volume stands beside it.
//!
//! The best ranked phrases are followed where they were found. Phrases named by the user are
//! followed instead when there are any, wherever the folded text holds them: also where they are
//! too rare to be found.
//!
//! An adoption is a group's first dated use; its lag is counted in days from the first group's.

mod period;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, Date, DocId};
use crate::exec;
use crate::fold::fold;
use crate::phrases::Phrase;
use crate::tokenize::Tokens;
use crate::warning::{Topic, Warning};

pub use period::Period;

const LEVELS: [&str; 6] = ["冷", "温", "暖", "热", "烫", "沸"];
/// Most periods in a table (two hundred years of months); beyond it they are made longer.
const MAX_PERIODS: i32 = 2_400;

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
}

impl Default for TrendSettings {
    fn default() -> Self {
        Self { period: None, phrases: Vec::new(), top: 100 }
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

/// All findings over time.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
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

/// Follows phrases over time. No points where fewer than two periods have a document, no adoptions
/// where no document has both a date and a group.
pub fn find(
    corpus: &Corpus,
    tokens: &[Tokens],
    phrases: &[Phrase],
    settings: &TrendSettings,
    warnings: &mut Vec<Warning>,
) -> Trends {
    let followed = followed(tokens, phrases, settings, warnings);
    let mut trends = Trends::default();
    for (phrase, documents) in &followed {
        trends.adoptions.extend(adoptions(corpus, phrase, documents));
    }
    let Some(calendar) = Calendar::of(corpus, settings.period, warnings) else { return trends };
    for (phrase, documents) in &followed {
        let mut carriers = vec![0u32; calendar.volumes.len()];
        for document in documents {
            if let Some(period) = calendar.of_document[document.index()] {
                carriers[period] += 1;
            }
        }
        for ((period, &n_documents), &volume) in
            calendar.labels.iter().zip(&carriers).zip(&calendar.volumes)
        {
            trends.points.push(TrendPoint {
                phrase: phrase.clone(),
                period: period.clone(),
                n_documents,
                volume,
                share: if volume == 0 { 0.0 } else { f64::from(n_documents) / f64::from(volume) },
                heat: String::new(),
            });
        }
    }
    heat(&mut trends.points);
    trends.periods = calendar.labels;
    trends.volumes = calendar.volumes;
    trends
}

/// The phrases that are followed and the documents that carry them, ascending.
fn followed(
    tokens: &[Tokens],
    phrases: &[Phrase],
    settings: &TrendSettings,
    warnings: &mut Vec<Warning>,
) -> Vec<(String, Vec<DocId>)> {
    if settings.phrases.is_empty() {
        let top = if settings.top == 0 { phrases.len() } else { settings.top.min(phrases.len()) };
        return exec::map(&phrases[..top], |phrase| {
            let mut documents: Vec<DocId> = phrase.places.iter().map(|p| p.document).collect();
            documents.sort_unstable();
            documents.dedup();
            (phrase.text.clone(), documents)
        });
    }
    let mut seen = FxHashSet::default();
    let mut followed = Vec::new();
    for phrase in &settings.phrases {
        let phrase = phrase.trim();
        let folded = fold(phrase);
        if folded.is_empty() || !seen.insert(folded.clone()) {
            continue;
        }
        let carries = exec::map(tokens, |t| t.folded.contains(&folded));
        let documents: Vec<DocId> =
            (0..tokens.len()).filter(|&d| carries[d]).map(|d| DocId(d as u32)).collect();
        if documents.is_empty() {
            let message = "occurs in no document, so it has no trend";
            warnings.push(Warning::new(Topic::Thin, phrase, message));
        }
        followed.push((phrase.to_owned(), documents));
    }
    followed
}

/// The periods of a corpus.
struct Calendar {
    labels: Vec<String>,
    volumes: Vec<u32>,
    /// The period of each document; none for one without a date as precise as the period.
    of_document: Vec<Option<usize>>,
}

impl Calendar {
    /// None where fewer than two periods have a document.
    fn of(corpus: &Corpus, period: Option<Period>, warnings: &mut Vec<Warning>) -> Option<Self> {
        let dates: Vec<Date> = corpus.documents.iter().filter_map(|d| d.date).collect();
        let mut warn = |message| warnings.push(Warning::new(Topic::Thin, "trends", message));
        let mut period = period.unwrap_or_else(|| Period::suited(&dates));
        let (first, last) = loop {
            let numbers = || dates.iter().filter_map(|&d| period.number(d));
            let (first, last) = (numbers().min()?, numbers().max()?);
            if last - first < MAX_PERIODS {
                break (first, last);
            }
            let Some(longer) = period.longer() else {
                warn(format!("the dates span {} years: look for a wrong one", last - first));
                return None;
            };
            warn(format!(
                "the dates span {} {}s: taken by {} instead",
                i64::from(last) - i64::from(first) + 1,
                period.as_str(),
                longer.as_str()
            ));
            period = longer;
        };
        let place = |d: Date| period.number(d).map(|n| (n - first) as usize);
        let of_document: Vec<Option<usize>> =
            corpus.documents.iter().map(|d| d.date.and_then(place)).collect();
        let mut volumes = vec![0u32; (last - first) as usize + 1];
        of_document.iter().flatten().for_each(|&p| volumes[p] += 1);
        if volumes.len() < 2 {
            return None;
        }
        let n_undated = corpus.len() - dates.len();
        if n_undated > 0 {
            warn(format!("{n_undated} of {} documents have no date: left out", corpus.len()));
        }
        let n_coarse = dates.iter().filter(|&&d| place(d).is_none()).count();
        if n_coarse > 0 {
            warn(format!(
                "{n_coarse} of {} dated documents give no {}: left out of the periods",
                dates.len(),
                period.as_str()
            ));
        }
        let labels = (first..=last).map(|n| period.label(n)).collect();
        Some(Self { labels, volumes, of_document })
    }
}

/// Writes the heat of every point that carries its phrase.
fn heat(points: &mut [TrendPoint]) {
    let mut shares: Vec<f64> = points.iter().map(|p| p.share).filter(|&s| s > 0.0).collect();
    shares.sort_unstable_by(f64::total_cmp);
    for point in points.iter_mut().filter(|p| p.share > 0.0) {
        let less = shares.partition_point(|&s| s < point.share);
        let upto = shares.partition_point(|&s| s <= point.share);
        let level = LEVELS.len() * (less + upto) / (2 * shares.len());
        point.heat = LEVELS[level.min(LEVELS.len() - 1)].to_owned();
    }
}

/// First dated use of a phrase by each group, by day, then group.
fn adoptions(corpus: &Corpus, phrase: &str, documents: &[DocId]) -> Vec<Adoption> {
    let mut first: FxHashMap<&str, (i64, DocId, Date)> = FxHashMap::default();
    for &id in documents {
        let document = &corpus[id];
        let (Some(group), Some(date)) = (document.group.as_deref(), document.date) else {
            continue;
        };
        let use_ = (date.day_number(), id, date);
        first.entry(group).and_modify(|f| *f = (*f).min(use_)).or_insert(use_);
    }
    let mut first: Vec<(&str, (i64, DocId, Date))> = first.into_iter().collect();
    first.sort_unstable_by_key(|&(group, (day, ..))| (day, group));
    let start = first.first().map_or(0, |f| f.1.0);
    first
        .into_iter()
        .map(|(group, (day, document, date))| Adoption {
            phrase: phrase.to_owned(),
            group: group.to_owned(),
            first: date,
            document,
            lag_days: u32::try_from(day - start).unwrap_or(u32::MAX),
        })
        .collect()
}

#[cfg(test)]
mod tests;

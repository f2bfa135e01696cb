//! Adoption: when each group first used a phrase, and which groups lead and follow.
//!
//! A group's adoption is its first dated use; its lag is counted in days from the first group's. A
//! leader's figures are over the phrases that two groups or more adopted. Who has documents only from
//! later on cannot have been first: the date of its first document stands beside them.

use rustc_hash::FxHashMap;

use super::{Adoption, Leader};
use crate::corpus::{Corpus, Date, DocId};

/// First dated use of a phrase by each group, by day, then group.
pub fn adoptions(corpus: &Corpus, phrase: &str, documents: &[DocId]) -> Vec<Adoption> {
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

/// The groups that adopted a phrase others adopted too: most often first, then of smallest lag, then by
/// name.
pub fn leaders(corpus: &Corpus, adoptions: &[Adoption]) -> Vec<Leader> {
    let mut since: FxHashMap<&str, Date> = FxHashMap::default();
    for document in &corpus.documents {
        if let (Some(group), Some(date)) = (document.group.as_deref(), document.date) {
            since.entry(group).and_modify(|first| *first = (*first).min(date)).or_insert(date);
        }
    }
    let mut lags: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    for of_phrase in adoptions.chunk_by(|a, b| a.phrase == b.phrase).filter(|a| a.len() > 1) {
        for adoption in of_phrase {
            lags.entry(&adoption.group).or_default().push(adoption.lag_days);
        }
    }
    let mut leaders: Vec<Leader> = lags
        .into_iter()
        .map(|(group, mut lags)| {
            lags.sort_unstable();
            Leader {
                group: group.to_owned(),
                since: since.get(group).copied().unwrap_or_default(),
                n_phrases: lags.len() as u32,
                n_first: lags.iter().filter(|&&lag| lag == 0).count() as u32,
                median_lag_days: lags[lags.len() / 2],
            }
        })
        .collect();
    leaders.sort_unstable_by(|a, b| {
        let by_first = b.n_first.cmp(&a.n_first);
        by_first.then(a.median_lag_days.cmp(&b.median_lag_days)).then(a.group.cmp(&b.group))
    });
    leaders
}

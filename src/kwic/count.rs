//! How often a phrase is said: by whom, when, with what in its slots, and beside what.
//!
//! ```text
//! share      = documents of the group that carry the phrase / documents of the group
//! per_10000  = occurrences · 10,000 / content units (characters, words, numbers) of the group
//! ```
//!
//! Groups and periods stand in the table whether or not they carry the phrase, and so do the documents
//! without a group or date, in a last row without a name: the rows add up to the corpus. Periods
//! without a document are left out. A date less precise than the period counts as none.

use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::neighbours::{Side, word};
use super::order::fillers;
use super::{Hit, written};
use crate::corpus::{Corpus, DocId, Document, Text, UnitId};
use crate::exec;
use crate::trends::Period;
use crate::units::UnitStream;

/// How the documents are divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Partition {
    /// By their group.
    Group,
    /// By the period of their date.
    Period(Period),
    /// Each for itself; only those that carry the phrase are listed.
    Document,
}

/// What is counted of the wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// What fills the slots.
    Filler,
    /// The word before the phrase.
    Left,
    /// The word behind it.
    Right,
}

/// The phrase in one part of the corpus.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Share {
    /// The group, period or document; none for documents without one.
    pub name: Option<String>,
    /// Documents that carry the phrase.
    pub n_documents: u32,
    /// Its occurrences in them.
    pub n_occurrences: u32,
    /// Documents of the part.
    pub volume: u32,
    /// Content units of the part.
    pub n_units: u64,
}

impl Share {
    /// Share of the part's documents that carry the phrase.
    pub fn share(&self) -> f64 {
        f64::from(self.n_documents) / f64::from(self.volume.max(1))
    }

    /// Occurrences per 10,000 content units.
    pub fn per_10000(&self) -> f64 {
        f64::from(self.n_occurrences) * 1e4 / (self.n_units.max(1) as f64)
    }
}

/// One wording of a slot or neighbour.
#[derive(Debug, Clone, PartialEq)]
pub struct Wording {
    /// As first written; none where a sentence begins or ends, or marks alone fill the slot.
    pub text: Option<String>,
    /// Documents that have it.
    pub n_documents: u32,
    /// How often it occurs.
    pub n_occurrences: u32,
    /// Its share of the phrase's occurrences.
    pub share: f64,
}

/// Counts hits, in order of their positions, by parts of the corpus: groups with the largest share
/// first, periods in time, documents with the most occurrences first; ties by name.
pub fn shares(corpus: &Corpus, stream: &UnitStream, hits: &[Hit], by: Partition) -> Vec<Share> {
    let units: Vec<usize> =
        exec::map_range(corpus.len(), |d| stream.n_content(stream.positions(DocId(d as u32))));
    let mut occurrences = vec![0u32; corpus.len()];
    hits.iter().for_each(|h| occurrences[h.document(stream).index()] += 1);

    let mut parts: BTreeMap<Key, Share> = BTreeMap::new();
    for (d, document) in corpus.documents.iter().enumerate() {
        if by == Partition::Document && occurrences[d] == 0 {
            continue;
        }
        let (key, name) = part_of(by, d, document);
        let part = parts.entry(key).or_insert_with(|| Share { name, ..Share::default() });
        part.n_documents += u32::from(occurrences[d] > 0);
        part.n_occurrences += occurrences[d];
        part.volume += 1;
        part.n_units += units[d] as u64;
    }
    let mut shares: Vec<Share> = parts.into_values().collect();
    match by {
        Partition::Period(_) => {}
        Partition::Document => shares.sort_by_key(|s| Reverse(s.n_occurrences)),
        Partition::Group => shares.sort_by(|a, b| {
            let last = a.name.is_none().cmp(&b.name.is_none());
            last.then(b.share().total_cmp(&a.share())).then(b.n_documents.cmp(&a.n_documents))
        }),
    }
    shares
}

/// Which part a document belongs to: unnamed ones last, periods by number, the rest by name.
type Key = (bool, i64, Option<String>);

fn part_of(by: Partition, d: usize, document: &Document) -> (Key, Option<String>) {
    match by {
        Partition::Group => {
            let name = document.group.clone();
            ((name.is_none(), 0, name.clone()), name)
        }
        Partition::Period(period) => {
            let number = document.date.and_then(|date| period.number(date));
            let key = (number.is_none(), number.map_or(0, i64::from), None);
            (key, number.map(|n| period.label(n)))
        }
        // Two documents may have the same name.
        Partition::Document => ((false, d as i64, None), Some(document.name.clone())),
    }
}

/// Counts the wordings of hits in order of their positions: the most frequent first, ties by
/// documents, then by text.
pub fn wordings(texts: &[Text], stream: &UnitStream, hits: &[Hit], of: Of) -> Vec<Wording> {
    struct Tally {
        text: Option<String>,
        n_documents: u32,
        n_occurrences: u32,
        last: Option<DocId>,
    }
    let mut tallies: FxHashMap<Vec<Vec<UnitId>>, Tally> = FxHashMap::default();
    for hit in hits {
        let document = hit.document(stream);
        let beside = |side| match word(stream, &hit.range, side) {
            Some(range) => (ids(stream, &range), Some(range)),
            None => (Vec::new(), None),
        };
        let (key, range) = match of {
            Of::Filler => (fillers(stream, hit), None),
            Of::Left => beside(Side::Left),
            Of::Right => beside(Side::Right),
        };
        let tally = tallies.entry(key).or_insert_with(|| Tally {
            text: match of {
                Of::Filler => hit.filler(texts, stream).filter(|text| !text.is_empty()),
                _ => range.map(|r| written(texts, stream, document, &r).to_owned()),
            },
            n_documents: 0,
            n_occurrences: 0,
            last: None,
        });
        tally.n_occurrences += 1;
        tally.n_documents += u32::from(tally.last != Some(document));
        tally.last = Some(document);
    }
    // Units are numbered by their sorted forms: by key is by text.
    let mut tallies: Vec<_> = tallies.into_iter().collect();
    tallies.sort_unstable_by(|(key_a, a), (key_b, b)| {
        let figures = |t: &Tally| (Reverse(t.n_occurrences), Reverse(t.n_documents));
        (figures(a), key_a).cmp(&(figures(b), key_b))
    });
    let total = hits.len().max(1) as f64;
    let wording = |(_, t): (_, Tally)| Wording {
        text: t.text,
        n_documents: t.n_documents,
        n_occurrences: t.n_occurrences,
        share: f64::from(t.n_occurrences) / total,
    };
    tallies.into_iter().map(wording).collect()
}

fn ids(stream: &UnitStream, range: &Range<usize>) -> Vec<Vec<UnitId>> {
    vec![stream.ids[range.clone()].to_vec()]
}

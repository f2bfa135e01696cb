//! What the page tells that is read off all places and passages of a corpus: gathered once, however often the
//! page is drawn until it is small enough.

use std::cmp::Reverse;

use super::slogans::{self, chosen};
use crate::analysis::Analysis;
use crate::corpus::{Date, DocId, Place};
use crate::exec;
use crate::phrases::Phrase;
use crate::report::layers::Layers;
use crate::report::view;

/// What was gathered for a page of so many rows or fewer.
pub struct Gathered<'a> {
    /// The use of each phrase that may have a row, in their order.
    pub phrases: Vec<Use<'a>>,
    /// The layers of each document that may have an entry.
    pub layers: Layers,
}

/// Where a phrase is used.
pub struct Use<'a> {
    /// First and last dated document.
    pub first_and_last: Option<((Date, DocId), Date)>,
    /// Documents of each group, most first, then by name; those without a group are left out.
    pub groups: Vec<(&'a str, u32)>,
    /// The places shown.
    pub places: Vec<Place>,
}

impl<'a> Gathered<'a> {
    /// For a page with at most so many rows of each kind.
    pub fn of(analysis: &'a Analysis, rows: usize) -> Self {
        let (names, numbers) = (analysis.corpus.groups(), analysis.corpus.group_numbers());
        let groups = |documents: &[DocId]| {
            let mut counts = vec![0; names.len()];
            let of = |d: &DocId| numbers.get(d.index()).copied().flatten();
            documents.iter().filter_map(of).for_each(|group| counts[group as usize] += 1);
            let mut found: Vec<(&str, u32)> = names.iter().copied().zip(counts).collect();
            found.retain(|&(_, n)| n > 0);
            found.sort_by_key(|&(name, n)| (Reverse(n), name));
            found
        };
        let use_of = |(i, phrase): &(usize, &Phrase)| {
            let documents = phrase.places.documents();
            Use {
                first_and_last: view::first_and_last(analysis, &documents),
                groups: groups(&documents),
                places: chosen(analysis, &phrase.places, slogans::n_places(*i)),
            }
        };
        let phrases: Vec<(usize, &Phrase)> =
            analysis.phrases.phrases.iter().enumerate().take(rows).collect();
        let documents = analysis.config.report.shown(analysis.corpus.len());
        Self { phrases: exec::map(&phrases, use_of), layers: Layers::of(analysis, &documents) }
    }
}

//! What the page, the tables and the JSON all ask of an analysis: names, titles, dates and the
//! strings at places. Every look-up is total: a place outside its text is empty, never a panic.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::analysis::Analysis;
use crate::corpus::{Date, DocId, Place, Section, SectionId, Span, Text};
use crate::phrases::Frame;
use crate::report::untrusted;

/// The document's name in every table.
pub fn name(analysis: &Analysis, id: DocId) -> &str {
    analysis.corpus.documents.get(id.index()).map_or("", |d| d.name.as_str())
}

/// The document's date.
pub fn date(analysis: &Analysis, id: DocId) -> Option<Date> {
    analysis.corpus.documents.get(id.index()).and_then(|d| d.date)
}

/// The document's cleaned text.
pub fn text(analysis: &Analysis, id: DocId) -> Option<&Text> {
    analysis.texts.get(id.index())
}

/// The string at a span, empty where the span does not fit the text.
pub fn slice(text: &Text, span: Span) -> &str {
    text.text.get(span.range()).unwrap_or("")
}

/// The string at a place.
pub fn at(analysis: &Analysis, place: Place) -> &str {
    text(analysis, place.document).map_or("", |t| slice(t, place.span))
}

/// A span in characters of the decoded source, where it fits the text.
pub fn source_span(text: &Text, span: Span) -> Option<(u32, u32)> {
    text.text.get(span.range()).map(|_| text.source_span(span))
}

/// A place in characters of the decoded source.
pub fn source_place(analysis: &Analysis, place: Place) -> Option<(u32, u32)> {
    text(analysis, place.document).and_then(|t| source_span(t, place.span))
}

/// A section of a document.
pub fn section(analysis: &Analysis, document: DocId, section: SectionId) -> Option<&Section> {
    text(analysis, document).and_then(|t| t.sections.get(section.index()))
}

/// The document's title: the metadata's, else the first section's heading.
pub fn title(analysis: &Analysis, id: DocId) -> Option<String> {
    let given = analysis.corpus.documents.get(id.index()).and_then(|d| d.title.clone());
    let clean = |t: &str| Some(untrusted::one_line(t)).filter(|t| !t.is_empty());
    given.and_then(|t| clean(&t)).or_else(|| {
        let text = text(analysis, id)?;
        clean(slice(text, text.sections.first()?.heading?))
    })
}

/// What to call a section: its heading, its speaker, or both; empty where it has neither.
pub fn section_label(analysis: &Analysis, document: DocId, id: SectionId) -> String {
    let (Some(text), Some(section)) = (text(analysis, document), section(analysis, document, id))
    else {
        return String::new();
    };
    let part = |span: Option<Span>| span.map(|s| untrusted::excerpt(slice(text, s), 60));
    let parts: Vec<String> =
        [part(section.heading), part(section.speaker)].into_iter().flatten().collect();
    parts.join(" · ")
}

/// Content units of a document.
pub fn n_units(analysis: &Analysis, id: DocId) -> u32 {
    analysis.n_units.get(id.index()).copied().unwrap_or(0)
}

/// How many different documents the places lie in; places of one document stand together or not.
pub fn n_documents(places: &[Place]) -> usize {
    let mut ids: Vec<DocId> = places.iter().map(|p| p.document).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.len()
}

/// First and last dated one of some documents, each the smallest by date, then by id.
pub fn first_and_last(analysis: &Analysis, documents: &[DocId]) -> Option<((Date, DocId), Date)> {
    let dated = documents.iter().filter_map(|&d| Some((date(analysis, d)?, d)));
    dated.fold(None, |found, (date, document)| match found {
        None => Some(((date, document), date)),
        Some((first, last)) => Some((first.min((date, document)), last.max(date))),
    })
}

/// Number of groups of some documents, by the numbers of all documents' groups.
pub fn n_groups(numbers: &[Option<u32>], documents: &[DocId]) -> usize {
    let of = |d: &DocId| numbers.get(d.index()).copied().flatten();
    let mut groups: Vec<u32> = documents.iter().filter_map(of).collect();
    groups.sort_unstable();
    groups.dedup();
    groups.len()
}

/// What fills the first slot of a frame in the documents of each group, most frequent first, at most
/// so many; groups by name. Empty where no document has a group.
pub fn fillers_by_group<'a>(
    analysis: &'a Analysis,
    frame: &'a Frame,
    most: usize,
) -> Vec<(&'a str, Vec<(&'a str, u32)>)> {
    let Some(slot) = frame.slots.first() else { return Vec::new() };
    let mut counts: BTreeMap<&str, BTreeMap<u32, u32>> = BTreeMap::new();
    for (place, &filler) in frame.places.iter().zip(&slot.filler_of) {
        let document = analysis.corpus.documents.get(place.document.index());
        if let Some(group) = document.and_then(|d| d.group.as_deref()) {
            *counts.entry(group).or_default().entry(filler).or_default() += 1;
        }
    }
    let top = |fillers: BTreeMap<u32, u32>| {
        let mut fillers: Vec<(u32, u32)> = fillers.into_iter().collect();
        fillers.sort_by_key(|&(filler, n)| (Reverse(n), filler));
        let text = |f: u32| slot.fillers.get(f as usize).map(|f| f.text.as_str());
        fillers.iter().filter_map(|&(f, n)| Some((text(f)?, n))).take(most).collect()
    };
    counts.into_iter().map(|(group, fillers)| (group, top(fillers))).collect()
}

/// The original of a document that is a reprint of an earlier one.
pub fn reprint_of(analysis: &Analysis, document: DocId) -> Option<DocId> {
    analysis.originals.get(document.index()).copied().filter(|&original| original != document)
}

/// How many texts documents are, prints of one counted once; none where reprints were not looked for.
pub fn n_originals(analysis: &Analysis, documents: impl Iterator<Item = DocId>) -> Option<usize> {
    let of = |d: DocId| analysis.originals.get(d.index()).copied();
    let mut originals: Vec<DocId> = documents.map(of).collect::<Option<_>>()?;
    originals.sort_unstable();
    originals.dedup();
    Some(originals.len())
}

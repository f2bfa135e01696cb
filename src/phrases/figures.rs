//! Figures: what is counted of each phrase at its places.
//!
//! A candidate that has passed every test is read off at all its occurrences: documents, sections,
//! the text of the first place, and the parts of its score ([`super::score`]), each a column of the
//! table.

use rustc_hash::FxHashSet;

use super::candidates::{Candidate, weight};
use super::edges::Edges;
use super::score::Parts;
use super::{Phrase, PhraseKind, kinds, score};
use crate::concordance::Concordance;
use crate::corpus::{DocId, Place, Text};
use crate::dispersion;
use crate::exec;
use crate::units::UnitStream;

/// What the figures are read off.
pub struct Source<'a> {
    /// The cleaned texts.
    pub texts: &'a [Text],
    /// The unit stream.
    pub stream: &'a UnitStream,
    /// The concordance of the stream.
    pub index: &'a Concordance,
    /// The documents by their content units.
    pub documents: &'a dispersion::Parts<'a>,
    /// The numeric formulas found, folded: where the text itself marks 三张清单 as one, the phrase is
    /// one, though its form does not say so.
    pub formulas: &'a FxHashSet<String>,
}

/// Content units of each document.
pub fn sizes(stream: &UnitStream) -> Vec<u32> {
    exec::map_range(stream.n_documents(), |d| {
        stream.n_content(stream.positions(DocId(d as u32))) as u32
    })
}

/// The phrase a candidate is, with its figures; `c_value` and `family` are filled in later.
pub fn phrase(
    source: &Source<'_>,
    candidate: &Candidate,
    edges: &Edges,
    n_independent: u32,
) -> Phrase {
    let &Source { texts, stream, index, documents, formulas } = source;
    let length = candidate.length as usize;
    let mut positions: Vec<i32> = candidate.occurrences(index).to_vec();
    positions.sort_unstable();
    let first = positions[0] as usize;
    stream.fetch_places(positions.iter().map(|&p| p as usize));
    let places: Vec<Place> = positions.iter().map(|&p| stream.place(p as usize, length)).collect();
    let mut frequencies: Vec<(usize, u32)> = Vec::new();
    let mut n_sections = 0;
    let mut section = None;
    for place in &places {
        match frequencies.last_mut() {
            Some((d, n)) if *d == place.document.index() => *n += 1,
            _ => frequencies.push((place.document.index(), 1)),
        }
        if section != Some((place.document, place.section)) {
            section = Some((place.document, place.section));
            n_sections += 1;
        }
    }
    let text = texts[places[0].document.index()].slice(places[0].span).to_string();
    let folded: String = (first..first + length).map(|p| stream.unit(p)).collect();
    let n_units = stream.n_content(first..first + length);
    let kind = if formulas.contains(&folded.replace('"', "")) {
        PhraseKind::Formula
    } else {
        kinds::kind(&text, &folded, n_units, edges.quoted)
    };
    let parts = Parts {
        n_documents: frequencies.len() as u32,
        n_sections,
        n_contexts: edges.contexts * places.len() as f64,
        length: weight(stream, first..first + length),
        cohesion: score::cohesion(stream, index, candidate),
        boundary: score::boundary(edges),
        set_off: edges.set_off + 0.5 * edges.quoted,
        kind: kinds::weight(kind),
    };
    Phrase {
        text,
        found_as: None,
        at: (first as u32, candidate.length),
        ranks: (candidate.from, candidate.to),
        kind,
        n_documents: parts.n_documents,
        n_sections,
        n_occurrences: places.len() as u32,
        n_independent,
        n_units: n_units as u32,
        c_value: 0.0,
        score: parts.base(),
        cohesion: parts.cohesion,
        boundary: parts.boundary,
        dispersion: documents.dp_norm(&frequencies),
        family: 0,
        places: places.into_iter().collect(),
    }
}

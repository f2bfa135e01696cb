//! The listed frame: its wording with … for the slot, its fillers counted, its places.
//!
//! Slot entropy is −Σ p log2 p over the fillers.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::left::Slot;
use super::sound::{Found, filler_key};
use super::{Filler, Frame};
use crate::corpus::{DocId, Place, Span, Text, UnitId};
use crate::units::{UnitKind, UnitStream};

/// The frame of these places.
pub fn frame(texts: &[Text], stream: &UnitStream, found: &Found) -> Frame {
    let written = |range: Range<usize>| {
        let place = stream.place(range.start, range.len());
        texts[place.document.index()].slice(place.span).to_string()
    };
    let first = &found.slots[0];
    let right = first.filler.end..first.end;
    let spaced = |p: usize| stream.kind(p) == UnitKind::Word;
    let mut text = String::new();
    if first.start < first.filler.start {
        text.push_str(&written(first.left()));
        text.push_str(if spaced(first.left().end - 1) { " " } else { "" });
    }
    text.push('…');
    text.push_str(if spaced(right.start) { " " } else { "" });
    text.push_str(&written(right));

    let mut by_filler: FxHashMap<Vec<UnitId>, Vec<&Slot>> = FxHashMap::default();
    for slot in &found.slots {
        by_filler.entry(filler_key(stream, slot)).or_default().push(slot);
    }
    let mut fillers: Vec<Filler> = by_filler
        .into_values()
        .map(|slots| {
            let mut documents: Vec<DocId> =
                slots.iter().map(|s| stream.document(s.start)).collect();
            documents.dedup();
            let range = slots[0].filler.clone();
            Filler {
                text: written(range).trim_matches(is_quote).trim().to_string(),
                n_occurrences: slots.len() as u32,
                n_documents: documents.len() as u32,
            }
        })
        .collect();
    fillers.sort_by(|a, b| {
        (b.n_occurrences, b.n_documents, &a.text).cmp(&(a.n_occurrences, a.n_documents, &b.text))
    });
    let n = found.slots.len() as f64;
    let slot_entropy = fillers
        .iter()
        .map(|f| f64::from(f.n_occurrences) / n)
        .map(|p| -p * p.log2())
        .sum::<f64>()
        .max(0.0);
    let places: Vec<Place> = found
        .slots
        .iter()
        .map(|s| {
            let place = stream.place(s.start, s.end - s.start);
            Place { span: Span { ..place.span }, ..place }
        })
        .collect();
    let mut documents: Vec<DocId> = places.iter().map(|p| p.document).collect();
    documents.dedup();
    Frame {
        text,
        fillers,
        n_occurrences: places.len() as u32,
        n_documents: documents.len() as u32,
        slot_entropy,
        places,
    }
}

fn is_quote(c: char) -> bool {
    crate::fold::fold_char(c) == '"'
}

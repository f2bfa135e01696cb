//! The listed frame: its wording with … for each slot, the fillers counted, its places.
//!
//! ```text
//! entropy        H = −Σ p log2 p over the fillers of a slot, in bits
//! normalised     H / log2 n over n places: 1 where every place has a filler of its own
//! type-token     different fillers / places
//! fixedness      units of fixed wording / units of the frame, over all places
//! ```
//!
//! After Renouf & Sinclair 1991 (frameworks) and Gray & Biber 2013 (type-token ratio and
//! predictability of slots).

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::left::Slot;
use super::sound::{Found, filler_key, said};
use super::{Filler, Frame, OpenSlot};
use crate::corpus::{DocId, Text, UnitId};
use crate::places::Places;
use crate::units::{UnitKind, UnitStream};

/// The frame of these places.
pub fn frame(texts: &[Text], stream: &UnitStream, found: &Found) -> Frame {
    let slots = &found.slots;
    let n_slots = if slots[0].head.is_some() { 2 } else { 1 };
    let places: Places = slots.iter().map(|s| stream.place(s.first(), s.end - s.first())).collect();
    let open = |s: &Slot| (0..n_slots).map(|w| stream.n_content(s.filler(w))).sum::<usize>();
    let all: usize = slots.iter().map(|s| stream.n_content(s.first()..s.end)).sum();
    let n_open: usize = slots.iter().map(open).sum();
    Frame {
        text: wording(texts, stream, &slots[0]),
        slots: (0..n_slots).map(|which| open_slot(texts, stream, slots, which)).collect(),
        n_occurrences: places.len() as u32,
        n_documents: places.documents().len() as u32,
        fixedness: 1.0 - n_open as f64 / all.max(1) as f64,
        places,
    }
}

/// The fixed wording as the first place writes it, with … for the slots.
fn wording(texts: &[Text], stream: &UnitStream, first: &Slot) -> String {
    let head = first.head.as_ref().map(|h| h.left.clone());
    let parts = head.into_iter().chain([first.left(), first.filler.end..first.end]);
    let mut text = String::new();
    for (i, part) in parts.enumerate() {
        let space = |p: usize| if stream.kind(p) == UnitKind::Word { " " } else { "" };
        if i > 0 {
            text.push('…');
            text.push_str(space(part.start));
        }
        if !part.is_empty() {
            text.push_str(&written(texts, stream, part.clone()));
            text.push_str(space(part.end - 1));
        }
    }
    text.trim().to_string()
}

/// The fillers of one slot, most frequent first.
fn open_slot(texts: &[Text], stream: &UnitStream, slots: &[Slot], which: usize) -> OpenSlot {
    let mut by_filler: FxHashMap<Vec<UnitId>, Vec<usize>> = FxHashMap::default();
    for (place, slot) in slots.iter().enumerate() {
        by_filler.entry(filler_key(stream, slot.filler(which))).or_default().push(place);
    }
    let mut found: Vec<(Filler, Vec<usize>)> = by_filler
        .into_values()
        .map(|places| {
            let mut documents: Vec<DocId> =
                places.iter().map(|&p| stream.document(slots[p].start)).collect();
            documents.dedup();
            let text = written(texts, stream, said(stream, slots[places[0]].filler(which)));
            let filler = Filler {
                text: text.trim().to_string(),
                n_occurrences: places.len() as u32,
                n_documents: documents.len() as u32,
            };
            (filler, places)
        })
        .collect();
    found.sort_by(|(a, at), (b, other)| {
        (b.n_occurrences, b.n_documents, &a.text, at).cmp(&(
            a.n_occurrences,
            a.n_documents,
            &b.text,
            other,
        ))
    });
    let n = slots.len() as f64;
    let term = |p: f64| -p * p.log2();
    let entropy = found.iter().map(|(f, _)| term(f64::from(f.n_occurrences) / n)).sum::<f64>();
    let mut filler_of = vec![0; slots.len()];
    for (i, (_, places)) in found.iter().enumerate() {
        places.iter().for_each(|&p| filler_of[p] = i as u32);
    }
    OpenSlot {
        entropy: entropy.max(0.0),
        normalised_entropy: if slots.len() > 1 { entropy.max(0.0) / n.log2() } else { 0.0 },
        type_token_ratio: found.len() as f64 / n,
        fillers: found.into_iter().map(|(filler, _)| filler).collect(),
        filler_of,
    }
}

fn written(texts: &[Text], stream: &UnitStream, range: Range<usize>) -> String {
    let place = stream.place(range.start, range.len());
    texts[place.document.index()].slice(place.span).to_string()
}

//! Sound frames: the slot is open, the fillers are many, and no frame says it better.
//!
//! A slot is open when no one filler takes more than [`TOP_FILLER`] of the places, few fillers are
//! numbers, and the fillers neither all begin nor all end alike (the fixed wording would be longer).

use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::LeastFrame;
use super::anchor::is_anchored;
use super::left::Slot;
use super::right::content;
use crate::corpus::{DocId, UnitId};
use crate::units::{UnitKind, UnitStream};

/// Least number of fillers of a slot at the edge, and of one with little fixed wording.
pub const MORE_FILLERS: u32 = 3;

/// Units of fixed wording from which the least number of fillers is enough.
const MUCH_FIXED: usize = 7;

/// Largest share of one filler.
const TOP_FILLER: f64 = 0.75;

/// A frame as the search sees it: its places, each with the slot.
pub struct Found {
    /// Positions of fixed wording.
    pub fixed: usize,
    /// Its places.
    pub slots: Vec<Slot>,
}

/// Whether the fillers of a slot at the edge are of one length, give or take a unit, and no function
/// words.
pub fn are_alike(stream: &UnitStream, slots: &[Slot]) -> bool {
    let lengths = || slots.iter().map(|s| s.filler.len());
    let (least, most) = (lengths().min().unwrap_or(0), lengths().max().unwrap_or(0));
    most <= least + 1 && slots.iter().all(|s| content(stream, s.filler.clone()) == s.filler.len())
}

/// Content units that a right part needs to stand without a left part.
pub fn edge_content(stream: &UnitStream, p: usize) -> usize {
    if stream.kind(p) == UnitKind::Word { 3 } else { 5 }
}

/// The frame of these places, if its slot is open.
pub fn sound(stream: &UnitStream, mut slots: Vec<Slot>, least: LeastFrame) -> Option<Found> {
    slots.retain(|s| !said(stream, s.filler.clone()).is_empty());
    let first = slots.first()?;
    let fixed = first.fixed();
    let mut documents: Vec<DocId> = slots.iter().map(|s| stream.document(s.start)).collect();
    documents.dedup();
    let much = fixed >= MUCH_FIXED && first.start < first.filler.start;
    let fillers = if much { least.fillers } else { least.fillers.max(MORE_FILLERS) };
    let enough =
        slots.len() >= least.occurrences as usize && documents.len() >= least.documents as usize;
    let edge = first.left().is_empty();
    let anchored = || edge || is_anchored(stream, &slots, types(stream, &slots, 0).len());
    (enough && is_open(stream, &slots, 0, fillers) && anchored()).then_some(Found { fixed, slots })
}

/// Whether a slot has so many different fillers, none of them in most places, few of them numbers, and
/// they neither all begin nor all end alike.
pub fn is_open(stream: &UnitStream, slots: &[Slot], which: usize, least: u32) -> bool {
    let ends = |s: &Slot| {
        let filler = s.filler(which);
        (filler.start, filler.end - 1)
    };
    let Some((head, last)) = slots.first().map(ends) else { return false };
    let alike = |same: &dyn Fn(&Slot) -> bool| slots.iter().all(same);
    let begin_alike = alike(&|s| stream.ids[ends(s).0] == stream.ids[head]);
    let end_alike = alike(&|s| stream.ids[ends(s).1] == stream.ids[last]);
    let counts = |s: &&Slot| is_number(stream, ends(s).0) || is_number(stream, ends(s).1);
    let numbers = slots.iter().filter(counts).count();
    let types = types(stream, slots, which);
    let top = types.values().copied().max().unwrap_or(0);
    types.len() >= least as usize
        && top as f64 <= TOP_FILLER * slots.len() as f64
        && 2 * numbers <= slots.len()
        && !begin_alike
        && !end_alike
}

/// The different fillers of a slot with the number of their places.
fn types(stream: &UnitStream, slots: &[Slot], which: usize) -> FxHashMap<Vec<UnitId>, usize> {
    let mut types: FxHashMap<Vec<UnitId>, usize> = FxHashMap::default();
    for slot in slots {
        *types.entry(filler_key(stream, slot.filler(which))).or_default() += 1;
    }
    types
}

fn is_number(stream: &UnitStream, p: usize) -> bool {
    let unit = stream.unit(p);
    stream.kind(p) == UnitKind::Number
        || (!unit.is_empty() && "一二两三四五六七八九十百千万".contains(unit))
}

/// The units of a filler, without marks.
pub fn filler_key(stream: &UnitStream, filler: Range<usize>) -> Vec<UnitId> {
    let said = said(stream, filler);
    said.filter(|&p| stream.kind(p).is_content()).map(|p| stream.ids[p]).collect()
}

/// A filler without the particle of the verb before it and of the noun behind: 了重要, 重要的, 重要;
/// empty where it is nothing else (作出的贡献).
pub fn said(stream: &UnitStream, filler: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = filler;
    while start < end && matches!(stream.unit(start), "了" | "着" | "的" | "\"") {
        start += 1;
    }
    while start < end && matches!(stream.unit(end - 1), "的" | "\"") {
        end -= 1;
    }
    start..end
}

/// Drops the frames of which nine in ten places lie inside a frame with more fixed wording.
pub fn without_subsumed(stream: &UnitStream, mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|f| {
        let first = &f.slots[0];
        (Reverse(f.fixed), Reverse(f.slots.len()), first.first(), first.filler.start, first.end)
    });
    // For each position, how far the kept frames that cover it go on; no frame is longer than a u8.
    let mut reach = vec![0u8; stream.len() + 1];
    found.retain(|f| {
        let ends_inside = |s: &&Slot| usize::from(reach[s.first()]) < s.end - s.first();
        let outside = f.slots.iter().filter(ends_inside).count();
        let keep = 10 * outside > f.slots.len();
        if keep {
            for slot in &f.slots {
                let length = u8::try_from(slot.end - slot.first()).unwrap_or(u8::MAX);
                let covered = &mut reach[slot.first()..slot.end];
                for (covered, left) in covered.iter_mut().zip((1..=length).rev()) {
                    *covered = left.max(*covered);
                }
            }
        }
        keep
    });
    found
}

//! A second slot: what stands in front of a frame in the same clause.
//!
//! ```text
//! 转化为…的实际行动   →   把…转化为…的实际行动
//! to … in the years   →   from … to … in the years
//! ```
//!
//! The search of [`super::left`] is asked again, with the frame's places for the right part: a word in
//! front of enough of them opens the first slot, by the rules for any left part. Both slots must be
//! open over the places that have both. A one-slot frame that nearly always stands so is then part of
//! the longer one.

use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::anchor::may_open;
use super::left::{Head, Slot, slots_of_words};
use super::sound::{Found, MORE_FILLERS, is_open, said};
use super::{LeastFrame, is_left_part};
use crate::corpus::{DocId, UnitId};
use crate::units::UnitStream;

/// The frame with the slot in front of it, if there is one.
pub fn with_second_slot(stream: &UnitStream, found: &Found, least: LeastFrame) -> Option<Found> {
    if found.slots.iter().any(|s| s.left().is_empty()) {
        return None;
    }
    let mut starts: Vec<usize> = found.slots.iter().map(|s| s.start).collect();
    starts.sort_unstable();
    starts.dedup();
    let wanted = |word: &[UnitId], places: usize| {
        is_left_part(stream, word, places, starts.len(), least) && may_open(&stream.spell(word))
    };
    let mut heads = slots_of_words(stream, &starts, 0, wanted);
    heads.sort_by_key(|places| Reverse(places.len()));
    heads.into_iter().find_map(|places| {
        let head_of: FxHashMap<usize, (Range<usize>, Range<usize>)> = places
            .into_iter()
            .filter(|s| !said(stream, s.filler.clone()).is_empty())
            .map(|s| (s.end, (s.left(), s.filler)))
            .collect();
        let slots: Vec<Slot> = found
            .slots
            .iter()
            .filter_map(|slot| {
                let (left, filler) = head_of.get(&slot.start)?.clone();
                Some(slot.clone().with_head(Head { left, filler }))
            })
            .collect();
        let mut documents: Vec<DocId> = slots.iter().map(|s| stream.document(s.start)).collect();
        documents.dedup();
        let fillers = least.fillers.max(MORE_FILLERS);
        let sound = slots.len() >= least.occurrences as usize
            && documents.len() >= least.documents as usize
            && (0..2).all(|which| is_open(stream, &slots, which, fillers));
        let fixed = slots.first()?.fixed();
        sound.then_some(Found { fixed, slots })
    })
}

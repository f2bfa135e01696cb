//! What stands to the left of a frame's right part: the counting core.
//!
//! Units only: a clause is walked from the right part leftwards to its mark, every word on the way is
//! a possible left part, and what lies between is the slot. Each kind of word counts once a place,
//! where it stands nearest.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::corpus::UnitId;
use crate::units::{UnitKind, UnitStream};

/// Most content units in a slot.
pub const WIDEST: usize = 10;

/// Most content units in a slot that opens the clause.
const WIDEST_EDGE: usize = 4;

/// One place of a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// First position of the frame.
    pub start: usize,
    /// One past the last position of the left part's text; `start` if there is none.
    left_end: usize,
    /// The filler, without the marks between it and the fixed parts.
    pub filler: Range<usize>,
    /// One past the last position of the frame.
    pub end: usize,
}

impl Slot {
    /// The left part.
    pub fn left(&self) -> Range<usize> {
        self.start..self.left_end
    }

    /// Positions of fixed wording.
    pub fn fixed(&self) -> usize {
        self.left_end - self.start + self.end - self.filler.end
    }
}

/// Whether a clause reaches over a position.
fn is_inside(stream: &UnitStream, p: usize) -> bool {
    let kind = stream.kind(p);
    kind.is_content() || matches!(kind, UnitKind::Inner | UnitKind::Quote)
}

/// The words of the clause to the left of a position, nearest first, that leave one to [`WIDEST`]
/// content units between.
fn words_before(stream: &UnitStream, p: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = p;
    let mut gap = 0;
    std::iter::from_fn(move || {
        while at > 0 && is_inside(stream, at - 1) && gap <= WIDEST {
            let start = stream.word_start(at - 1);
            let word = start..at;
            at = start;
            if stream.kind(start).is_content() {
                let before = gap;
                gap += word.len();
                if before > 0 && before <= WIDEST {
                    return Some(word);
                }
            }
        }
        None
    })
}

/// For each word that `wanted` takes by its number of places: the places, by position.
pub fn slots_of_words(
    stream: &UnitStream,
    starts: &[usize],
    length: usize,
    wanted: impl Fn(&[UnitId], usize) -> bool,
) -> Vec<Vec<Slot>> {
    let mut counts: FxHashMap<&[UnitId], (usize, usize)> = FxHashMap::default();
    for &p in starts {
        for word in words_before(stream, p) {
            let entry = counts.entry(&stream.ids[word]).or_insert((0, usize::MAX));
            if entry.1 != p {
                *entry = (entry.0 + 1, p);
            }
        }
    }
    counts.retain(|word, (n, _)| wanted(word, *n));
    if counts.is_empty() {
        return Vec::new();
    }
    let mut slots: FxHashMap<&[UnitId], Vec<Slot>> = FxHashMap::default();
    for &p in starts {
        for word in words_before(stream, p) {
            let units = &stream.ids[word.clone()];
            if !counts.contains_key(units) {
                continue;
            }
            let list = slots.entry(units).or_default();
            if list.last().is_none_or(|s| s.filler.end != p) {
                let (start, left_end) = (word.start, word.end);
                list.push(Slot { start, left_end, filler: left_end..p, end: p + length });
            }
        }
    }
    let mut slots: Vec<(&[UnitId], Vec<Slot>)> = slots.into_iter().collect();
    slots.sort_unstable_by_key(|(word, _)| *word);
    slots.into_iter().map(|(_, slots)| slots).collect()
}

/// The places at which the clause begins with a short filler right before the right part.
pub fn slots_at_edge(stream: &UnitStream, starts: &[usize], length: usize) -> Vec<Slot> {
    starts
        .iter()
        .filter_map(|&p| {
            let mut at = p;
            while at > 0 && stream.kind(at - 1).is_content() && p - at <= WIDEST_EDGE {
                at -= 1;
            }
            let fits = (1..=WIDEST_EDGE).contains(&(p - at));
            fits.then(|| Slot { start: at, left_end: at, filler: at..p, end: p + length })
        })
        .collect()
}

/// Lets the left part grow to both sides as long as all places agree and a filler remains.
pub fn grown(stream: &UnitStream, mut slots: Vec<Slot>) -> Vec<Slot> {
    let agree = |slots: &[Slot], unit: &dyn Fn(&Slot) -> Option<UnitId>| {
        let first = slots.first().and_then(unit);
        first.is_some() && slots.iter().all(|s| unit(s) == first)
    };
    let content = |p: usize| stream.kind(p).is_content().then(|| stream.ids[p]);
    let before = |s: &Slot| s.start.checked_sub(1).and_then(content);
    let behind = |s: &Slot| if s.filler.len() > 1 { content(s.filler.start) } else { None };
    while agree(&slots, &before) {
        slots.iter_mut().for_each(|s| s.start -= 1);
    }
    while agree(&slots, &behind) {
        for s in &mut slots {
            s.filler.start += 1;
            s.left_end += 1;
        }
    }
    slots
}

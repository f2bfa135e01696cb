//! Looking a pattern up: the rarest fixed run in the suffix array, the rest around each of its places.
//!
//! ```text
//! 在 … 上下功夫      上下功夫 has 40 places, 在 has 9,000: forty times a look to the left
//! ```
//!
//! From a place of the rarest run the pattern is matched outwards, each slot as short as it can be.
//! Windows only move forward with their beginning, so the first way that works ends soonest, and the
//! hits that hold no other hit ([`super`]) are among those found. What fills the slots is then read
//! from left to right, so it does not depend on which run was the rarest. Cost: the places of that run
//! times what the slots can reach.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::Hit;
use super::pattern::{Part, Pattern, Wanted};
use crate::concordance::Concordance;
use crate::corpus::UnitId;
use crate::exec;
use crate::units::UnitStream;

/// Units a slot of `most` content units reaches over, marks included; rows of dashes end there.
pub(super) fn reach(most: usize) -> usize {
    2 * most + 8
}

/// The hits of a pattern, in order of their positions.
pub fn find(stream: &UnitStream, index: &Concordance, pattern: &Pattern) -> Vec<Hit> {
    let Some(search) = Search::of(stream, pattern) else { return Vec::new() };
    let Some(anchor) = search.anchor(index) else { return Vec::new() };
    let places = search.places(index, &anchor);
    let mut found: Vec<Range<usize>> =
        exec::map(&places, |&p| search.around(&anchor, p as usize)).into_iter().flatten().collect();
    found.sort_unstable_by_key(|r| (r.start, r.end));
    exec::map(&minimal(found), |range| search.hit(range)).into_iter().flatten().collect()
}

/// Of sorted ranges, those that hold no other.
pub(super) fn minimal(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.dedup_by_key(|r| r.start);
    let mut least_end = usize::MAX;
    let mut kept: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges.into_iter().rev() {
        if range.end < least_end {
            least_end = range.end;
            kept.push(range);
        }
    }
    kept.reverse();
    kept
}

/// A unit of a fixed part, by the corpus's vocabulary.
enum Matcher {
    One(UnitId),
    /// Ascending.
    Any(Vec<UnitId>),
}

enum Step {
    Fixed(Vec<Matcher>),
    Slot { least: usize, most: usize },
}

/// The run that is looked up: its fixed part, where it stands in that, and its length.
struct Anchor {
    step: usize,
    offset: usize,
    length: usize,
}

struct Search<'a> {
    stream: &'a UnitStream,
    steps: Vec<Step>,
}

/// Steps and positions from which the pattern is known not to go on.
type Failed = FxHashSet<(usize, usize)>;

impl<'a> Search<'a> {
    /// None where the corpus lacks a unit of the pattern.
    fn of(stream: &'a UnitStream, pattern: &Pattern) -> Option<Self> {
        let matcher = |wanted: &Wanted| match wanted {
            Wanted::Unit(unit) => stream.id_of(unit).map(Matcher::One),
            Wanted::Glob(pieces) => {
                let ids = words_like(&stream.vocabulary, pieces);
                (!ids.is_empty()).then_some(Matcher::Any(ids))
            }
        };
        let step = |part: &Part| match part {
            Part::Fixed(units) => units.iter().map(matcher).collect::<Option<_>>().map(Step::Fixed),
            &Part::Slot { least, most } => Some(Step::Slot { least, most }),
        };
        let steps = pattern.parts.iter().map(step).collect::<Option<_>>()?;
        Some(Self { stream, steps })
    }

    /// The run with the fewest places, the first of equals.
    fn anchor(&self, index: &Concordance) -> Option<Anchor> {
        let mut best: Option<(usize, Anchor)> = None;
        for (step, units) in self.steps.iter().enumerate() {
            let Step::Fixed(units) = units else { continue };
            let mut offset = 0;
            while offset < units.len() {
                let run = units[offset..].iter().take_while(|u| matches!(u, Matcher::One(_)));
                let anchor = Anchor { step, offset, length: run.count().max(1) };
                offset += anchor.length;
                let n: usize = self.ranges(index, &anchor).iter().map(ExactSizeIterator::len).sum();
                if best.as_ref().is_none_or(|b| n < b.0) {
                    best = Some((n, anchor));
                }
            }
        }
        best.map(|b| b.1)
    }

    /// The stretches of the suffix array that begin with a run.
    fn ranges(&self, index: &Concordance, anchor: &Anchor) -> Vec<Range<usize>> {
        let Step::Fixed(units) = &self.steps[anchor.step] else { return Vec::new() };
        let units = &units[anchor.offset..anchor.offset + anchor.length];
        if let [Matcher::Any(ids)] = units {
            return ids.iter().map(|&id| index.range(self.stream, &[id])).collect();
        }
        let ids: Vec<UnitId> = units
            .iter()
            .filter_map(|u| match u {
                Matcher::One(id) => Some(*id),
                Matcher::Any(_) => None,
            })
            .collect();
        vec![index.range(self.stream, &ids)]
    }

    fn places(&self, index: &Concordance, anchor: &Anchor) -> Vec<i32> {
        let ranges = self.ranges(index, anchor);
        ranges.into_iter().flat_map(|ranks| index.suffixes[ranks].iter().copied()).collect()
    }

    /// The shortest stretch around a place of the anchor that the pattern fits.
    fn around(&self, anchor: &Anchor, place: usize) -> Option<Range<usize>> {
        let from = place.checked_sub(anchor.offset)?;
        let to = self.fixed(anchor.step, from)?;
        let end = self.forward(anchor.step + 1, to, &mut Vec::new(), &mut Failed::default())?;
        let start = self.backward(anchor.step, from, &mut Failed::default())?;
        Some(start..end)
    }

    /// The hit at a stretch that the pattern fits.
    fn hit(&self, range: &Range<usize>) -> Option<Hit> {
        let mut slots = Vec::new();
        let end = self.forward(0, range.start, &mut slots, &mut Failed::default())?;
        slots.reverse();
        let is_content = |&p: &usize| self.stream.kind(p).is_content();
        let trimmed = |slot: Range<usize>| {
            let from = slot.clone().find(is_content).unwrap_or(slot.end);
            let to = slot.rev().find(is_content).map_or(from, |p| p + 1);
            from..to
        };
        let fillers = slots.into_iter().map(trimmed).collect();
        Some(Hit { range: range.start..end, fillers })
    }

    /// One past a fixed part that stands at a position.
    fn fixed(&self, step: usize, at: usize) -> Option<usize> {
        let Some(Step::Fixed(units)) = self.steps.get(step) else { return None };
        let ids = self.stream.ids.get(at..at + units.len())?;
        let fits = |(unit, id): (&Matcher, &UnitId)| match unit {
            Matcher::One(wanted) => wanted == id,
            Matcher::Any(wanted) => wanted.binary_search(id).is_ok(),
        };
        units.iter().zip(ids).all(fits).then_some(at + units.len())
    }

    /// Where the steps from one on, set at a position, end soonest. Notes their slots, last first.
    fn forward(
        &self,
        step: usize,
        at: usize,
        slots: &mut Vec<Range<usize>>,
        failed: &mut Failed,
    ) -> Option<usize> {
        match self.steps.get(step) {
            None => Some(at),
            Some(Step::Fixed(_)) => {
                let end = self.fixed(step, at)?;
                if failed.contains(&(step, at)) {
                    return None;
                }
                let end = self.forward(step + 1, end, slots, failed);
                if end.is_none() {
                    failed.insert((step, at));
                }
                end
            }
            Some(&Step::Slot { least, most }) => {
                let (mut content, mut to) = (0, at);
                loop {
                    if content >= least
                        && let Some(end) = self.forward(step + 1, to, slots, failed)
                    {
                        slots.push(at..to);
                        return Some(end);
                    }
                    if to - at >= reach(most) || self.ends(to) {
                        return None;
                    }
                    content += usize::from(self.stream.kind(to).is_content());
                    if content > most {
                        return None;
                    }
                    to += 1;
                }
            }
        }
    }

    /// Where the steps before one, set to end at a position, begin latest.
    fn backward(&self, step: usize, at: usize, failed: &mut Failed) -> Option<usize> {
        let Some(before) = step.checked_sub(1) else { return Some(at) };
        match &self.steps[before] {
            Step::Fixed(units) => {
                let start = at.checked_sub(units.len())?;
                self.fixed(before, start)?;
                if failed.contains(&(before, at)) {
                    return None;
                }
                let start = self.backward(before, start, failed);
                if start.is_none() {
                    failed.insert((before, at));
                }
                start
            }
            &Step::Slot { least, most } => {
                let (mut content, mut from) = (0, at);
                loop {
                    if content >= least
                        && let Some(start) = self.backward(before, from, failed)
                    {
                        return Some(start);
                    }
                    if at - from >= reach(most) || from == 0 || self.ends(from - 1) {
                        return None;
                    }
                    content += usize::from(self.stream.kind(from - 1).is_content());
                    if content > most {
                        return None;
                    }
                    from -= 1;
                }
            }
        }
    }

    /// Whether no slot goes on over a position.
    fn ends(&self, position: usize) -> bool {
        position >= self.stream.len() || self.stream.kind(position).ends_phrase()
    }
}

/// The words of a sorted vocabulary that hold these pieces in order, the first at the start and the
/// last at the end.
pub(super) fn words_like(vocabulary: &[String], pieces: &[String]) -> Vec<UnitId> {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return Vec::new() };
    let from = vocabulary.partition_point(|word| word.as_str() < first.as_str());
    let same_start = vocabulary[from..].iter().take_while(|word| word.starts_with(first));
    let fits = |word: &str| {
        let mut rest = &word[first.len()..];
        for piece in &pieces[1..pieces.len() - 1] {
            match rest.find(piece.as_str()) {
                Some(at) => rest = &rest[at + piece.len()..],
                None => return false,
            }
        }
        rest.ends_with(last.as_str())
    };
    let found = same_start.enumerate().filter(|(_, word)| fits(word));
    found.map(|(i, _)| UnitId((from + i) as u32)).collect()
}

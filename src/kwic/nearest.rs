//! What comes nearest to a phrase that was not found.
//!
//! 1. A fixed part that occurs nowhere is looked at alone; where every part occurs, their slots are
//!    too narrow or they stand in other sentences.
//! 2. One unit of it may be another: each in turn becomes a slot (`state of teh union` → `state of *
//!    union`), and the most frequent wording of all is proposed. At the edges it must make up half of
//!    what stands there: anything may follow 同心.
//! 3. Else the longest run of its units that occurs, the first of equals.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::pattern::{Part, Pattern, Wanted};
use super::{find, written};
use crate::concordance::Concordance;
use crate::corpus::{Text, UnitId};
use crate::units::UnitStream;

/// Longest part looked at: no one mistypes a page.
const MAX_UNITS: usize = 64;
/// Least units of a part in which one may be another.
const LEAST_LIKE: usize = 4;
/// Least units of a run worth naming.
const LEAST_RUN: usize = 2;

/// What to look for instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nearest {
    /// Wording that differs in one unit, and how often it occurs.
    Like(String, usize),
    /// The longest part that occurs, and how often.
    Part(String, usize),
    /// All fixed parts occur, but not so near each other.
    Apart,
    /// No two neighbours of it occur.
    Nothing,
}

/// Looks for what comes nearest to a pattern that has no hit.
pub fn nearest(
    texts: &[Text],
    stream: &UnitStream,
    index: &Concordance,
    pattern: &Pattern,
) -> Nearest {
    let alone = |part: &Part| Pattern { parts: vec![part.clone()] };
    let fixed = pattern.parts.iter().filter(|part| matches!(part, Part::Fixed(_)));
    let Some(Part::Fixed(units)) =
        fixed.clone().find(|p| find(stream, index, &alone(p)).is_empty())
    else {
        return Nearest::Apart;
    };
    let units = &units[..units.len().min(MAX_UNITS)];
    if let Some((text, n)) = like(texts, stream, index, units) {
        return Nearest::Like(text, n);
    }
    match longest(stream, index, units) {
        Some((places, length)) => {
            // The first place in the corpus, not in the order of the index.
            let first = places.iter().min().map_or(0, |&p| p as usize);
            Nearest::Part(text_at(texts, stream, first..first + length), places.len())
        }
        None => Nearest::Nothing,
    }
}

/// The most frequent wording with another unit at one place; ties by text.
fn like(
    texts: &[Text],
    stream: &UnitStream,
    index: &Concordance,
    units: &[Wanted],
) -> Option<(String, usize)> {
    if units.len() < LEAST_LIKE {
        return None;
    }
    let mut best: Option<(&[UnitId], Range<usize>, usize)> = None;
    for i in 0..units.len() {
        let fixed = |units: &[Wanted]| (!units.is_empty()).then(|| Part::Fixed(units.to_vec()));
        let slot = Some(Part::Slot { least: 1, most: 1 });
        let parts = [fixed(&units[..i]), slot, fixed(&units[i + 1..])];
        let pattern = Pattern { parts: parts.into_iter().flatten().collect() };
        let hits = find(stream, index, &pattern);
        let mut found: FxHashMap<&[UnitId], (Range<usize>, usize)> = FxHashMap::default();
        for hit in &hits {
            let entry = found.entry(&stream.ids[hit.range.clone()]);
            entry.or_insert_with(|| (hit.range.clone(), 0)).1 += 1;
        }
        let is_edge = i == 0 || i + 1 == units.len();
        let least = if is_edge { hits.len().div_ceil(2) } else { 1 };
        for (wording, (range, n)) in found.into_iter().filter(|(_, (_, n))| *n >= least) {
            let is_better =
                best.as_ref().is_none_or(|(w, _, m)| n.cmp(m).then(w.cmp(&wording)).is_gt());
            if is_better {
                best = Some((wording, range, n));
            }
        }
    }
    let (_, range, n) = best?;
    Some((text_at(texts, stream, range), n))
}

/// The places and length of the longest run of units that occurs and has content.
fn longest<'a>(
    stream: &UnitStream,
    index: &'a Concordance,
    units: &[Wanted],
) -> Option<(&'a [i32], usize)> {
    let ids: Vec<Option<UnitId>> = units
        .iter()
        .map(|unit| match unit {
            Wanted::Unit(unit) => stream.id_of(unit),
            Wanted::Glob(_) => None,
        })
        .collect();
    let mut best: Option<(&[i32], usize)> = None;
    let mut to = 0;
    for from in 0..ids.len() {
        // What begins later ends no sooner.
        to = to.max(from);
        while to < ids.len() {
            let run: Option<Vec<UnitId>> = ids[from..=to].iter().copied().collect();
            if run.is_none_or(|run| index.find(stream, &run).is_empty()) {
                break;
            }
            to += 1;
        }
        if to - from > best.map_or(LEAST_RUN - 1, |b| b.1) {
            let run: Vec<UnitId> = ids[from..to].iter().copied().flatten().collect();
            let places = index.find(stream, &run);
            let content = places
                .first()
                .is_some_and(|&p| stream.n_content(p as usize..p as usize + run.len()) > 0);
            if content {
                best = Some((places, run.len()));
            }
        }
    }
    best
}

fn text_at(texts: &[Text], stream: &UnitStream, range: Range<usize>) -> String {
    written(texts, stream, stream.document(range.start), &range).replace('\n', " ")
}

//! Candidates: maximal repeats cut to where a phrase may begin and end, and counted anew.
//!
//! ```text
//! 以数字化改革        →  数字化改革                       (function word at the edge)
//! 近平总书记关于      →  总书记                           (edge inside a word; function word)
//! A，紧扣B            →  A | 紧扣B                        (clauses apart, unless a couplet)
//! 美丽中国”实干争先   →  美丽中国 | 实干争先               (a quotation mark without its partner)
//! 认同、思想认同      →  思想认同                         (first item shorter than the next: cut)
//! ```
//!
//! A trimmed phrase may stand in more places than the repeat it came from, so it is looked up again
//! in the concordance; the same phrase from several repeats is kept once.

use rustc_hash::FxHashSet;

use super::edges::sample;
use super::function_words::{is_leading, is_trailing};
use crate::concordance::Concordance;
use crate::exec;
use crate::repeats::Repeat;
use crate::units::{UnitKind, UnitStream};

/// A stretch of units at one occurrence, standing for all its occurrences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Candidate {
    /// First rank in the suffix array.
    pub from: u32,
    /// One past the last rank.
    pub to: u32,
    /// Length in units.
    pub length: u32,
}

impl Candidate {
    /// The positions at which it occurs, in suffix order.
    pub fn occurrences<'a>(&self, index: &'a Concordance) -> &'a [i32] {
        &index.suffixes[self.from as usize..self.to as usize]
    }
}

/// Longest side of a couplet, in units: 知不足而奋进，望远山而力行 has six.
const COUPLET_SIDE: usize = 12;

/// Longest phrase, in units: what is longer is a passage.
const LONGEST: usize = 48;

/// Cuts, trims and looks up every repeat; sorted by place in the suffix array, without repetition.
pub fn candidates(stream: &UnitStream, index: &Concordance, repeats: &[Repeat]) -> Vec<Candidate> {
    let found: Vec<Vec<Candidate>> = exec::map(repeats, |repeat| {
        let occurrences = &index.suffixes[repeat.from as usize..repeat.to as usize];
        let first = occurrences[0] as usize;
        cuts(stream, first, repeat.length as usize)
            .into_iter()
            .filter_map(|(offset, length)| trim(stream, occurrences, offset, length))
            .filter(|&(_, length)| length <= LONGEST)
            .map(|(offset, length)| {
                if (offset, length) == (0, repeat.length as usize) {
                    return Candidate { from: repeat.from, to: repeat.to, length: repeat.length };
                }
                let start = first + offset;
                let ranks = index.range(stream, &stream.ids[start..start + length]);
                let (from, to) = (ranks.start as u32, ranks.end as u32);
                Candidate { from, to, length: length as u32 }
            })
            .collect()
    });
    let distinct: FxHashSet<Candidate> = found.into_iter().flatten().collect();
    let mut all: Vec<Candidate> = distinct.into_iter().collect();
    all.sort_unstable();
    all
}

/// The stretches of a repeat that may be phrases: whole if it is a couplet or has no clause mark,
/// else its clauses; each cut again at quotation marks and brackets without their partner.
/// `(offset, length)` from the repeat's first unit.
fn cuts(stream: &UnitStream, first: usize, length: usize) -> Vec<(usize, usize)> {
    let commas: Vec<usize> =
        (0..length).filter(|&i| stream.kind(first + i) == UnitKind::Comma).collect();
    let mut clauses = Vec::new();
    let mut from = 0;
    for &at in commas.iter().chain([&length]) {
        clauses.push((from, at - from));
        from = at + 1;
    }
    if let [comma] = commas[..]
        && is_couplet(stream, first, comma, length)
    {
        clauses.push((0, length));
    }
    clauses
        .into_iter()
        .flat_map(|(offset, length)| balanced(stream, first + offset, length, offset))
        .collect()
}

fn is_couplet(stream: &UnitStream, first: usize, comma: usize, length: usize) -> bool {
    let (left, right) = (comma, length - comma - 1);
    let plain = |from: usize, to: usize| {
        (from..to).all(|i| stream.kind(first + i).is_content())
    };
    (3..=COUPLET_SIDE).contains(&left)
        && left == right
        && plain(0, comma)
        && plain(comma + 1, length)
}

/// Cuts at every quotation mark or bracket whose partner lies outside.
fn balanced(
    stream: &UnitStream,
    first: usize,
    length: usize,
    offset: usize,
) -> Vec<(usize, usize)> {
    let mut open: Vec<usize> = Vec::new();
    let mut lone: Vec<usize> = Vec::new();
    for i in 0..length {
        match stream.kind(first + i) {
            UnitKind::Open => open.push(i),
            UnitKind::Quote => match open.last() {
                Some(&o) if stream.kind(first + o) == UnitKind::Quote => {
                    open.pop();
                }
                _ => open.push(i),
            },
            UnitKind::Close => {
                if open.last().is_some_and(|&o| stream.kind(first + o) == UnitKind::Open) {
                    open.pop();
                } else {
                    lone.push(i);
                }
            }
            _ => {}
        }
    }
    lone.extend(open);
    lone.sort_unstable();
    let mut parts = Vec::new();
    let mut from = 0;
    for &at in lone.iter().chain([&length]) {
        if at > from {
            parts.push((offset + from, at - from));
        }
        from = at + 1;
    }
    parts
}

/// Moves both edges inwards to a word boundary and past function words and marks. `None` when
/// nothing is left.
fn trim(
    stream: &UnitStream,
    occurrences: &[i32],
    offset: usize,
    length: usize,
) -> Option<(usize, usize)> {
    let (mut from, mut to) = (offset, offset + length);
    loop {
        let before = (from, to);
        from += leading(stream, occurrences, from, to);
        to -= trailing(stream, occurrences, from, to);
        (from, to) = unwrapped(stream, occurrences[0] as usize, from, to);
        (from, to) = whole_items(stream, occurrences[0] as usize, from, to);
        if from >= to {
            return None;
        }
        if (from, to) == before {
            return Some((from, to - from));
        }
    }
}

/// How many units must go at the left edge now.
fn leading(stream: &UnitStream, occurrences: &[i32], from: usize, to: usize) -> usize {
    if from >= to {
        return 0;
    }
    let first = occurrences[0] as usize;
    match stream.kind(first + from) {
        UnitKind::Inner | UnitKind::Comma | UnitKind::Close => return 1,
        UnitKind::Open | UnitKind::Quote => return 0,
        _ => {}
    }
    let (mut n, mut words, mut marks) = (0usize, 0usize, 0usize);
    let mut word = None;
    for p in sample(occurrences).map(|p| p + from) {
        n += 1;
        marks += usize::from(p == 0 || !stream.kind(p - 1).is_content());
        if stream.word_starts(p) {
            words += 1;
            word = word.or(Some(p));
        }
    }
    match word {
        Some(p) if 2 * words >= n => {
            let end = (p..).find(|&q| stream.word_ends(q)).unwrap_or(p) + 1;
            let text: String = (p..end).map(|q| stream.unit(q)).collect();
            let inside = end - p <= to - from;
            if inside && is_leading(&text) { end - p } else { 0 }
        }
        _ if 10 * marks >= 3 * n => 0,
        _ => 1,
    }
}

/// How many units must go at the right edge now.
fn trailing(stream: &UnitStream, occurrences: &[i32], from: usize, to: usize) -> usize {
    if from >= to {
        return 0;
    }
    let first = occurrences[0] as usize;
    match stream.kind(first + to - 1) {
        UnitKind::Inner | UnitKind::Comma | UnitKind::Open => return 1,
        UnitKind::Close | UnitKind::Quote => return 0,
        _ => {}
    }
    let (mut n, mut words, mut marks) = (0usize, 0usize, 0usize);
    let mut word = None;
    for p in sample(occurrences).map(|p| p + to - 1) {
        n += 1;
        marks += usize::from(!stream.kind(p + 1).is_content());
        if stream.word_ends(p) {
            words += 1;
            word = word.or(Some(p));
        }
    }
    match word {
        Some(p) if 2 * words >= n => {
            let start = (0..=p).rev().find(|&q| stream.word_starts(q)).unwrap_or(p);
            let text: String = (start..=p).map(|q| stream.unit(q)).collect();
            let inside = p + 1 - start <= to - from;
            if inside && is_trailing(&text) { p + 1 - start } else { 0 }
        }
        _ if 10 * marks >= 3 * n => 0,
        _ => 1,
    }
}

/// Takes off quotation marks and brackets that hold the whole phrase, or stand at an edge alone.
fn unwrapped(stream: &UnitStream, first: usize, from: usize, to: usize) -> (usize, usize) {
    let kind = |i: usize| stream.kind(first + i);
    let is_wrap = |k: UnitKind| matches!(k, UnitKind::Open | UnitKind::Close | UnitKind::Quote);
    if from >= to {
        return (from, to);
    }
    let inside = (from + 1..to.saturating_sub(1)).any(|i| is_wrap(kind(i)));
    match (is_wrap(kind(from)), is_wrap(kind(to - 1)), inside) {
        (true, true, false) => (from + 1, (to - 1).max(from + 1)),
        (true, false, false) => (from + 1, to),
        (false, true, false) => (from, to - 1),
        _ => (from, to),
    }
}

/// Drops a first or last item of a list that is shorter than its neighbour item: it was cut.
fn whole_items(stream: &UnitStream, first: usize, from: usize, to: usize) -> (usize, usize) {
    let is_list_mark = |i: &usize| stream.unit(first + i) == "、";
    let marks: Vec<usize> = (from..to).filter(is_list_mark).collect();
    let (Some(&head), Some(&tail)) = (marks.first(), marks.last()) else { return (from, to) };
    let second_end = marks.get(1).copied().unwrap_or(to);
    let set_off_left = first + from == 0 || !stream.kind(first + from - 1).is_content();
    let set_off_right = !stream.kind(first + to).is_content();
    let last_but_one = marks.len().checked_sub(2).map_or(from, |i| marks[i] + 1);
    if head - from < second_end - head - 1 && !set_off_left {
        (head + 1, to)
    } else if to - tail - 1 < tail - last_but_one && !set_off_right {
        (from, tail)
    } else {
        (from, to)
    }
}

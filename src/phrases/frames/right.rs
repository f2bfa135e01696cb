//! Right parts: stretches of whole words that say something and close the phrase.
//!
//! Every repeat is cut at its first clause mark and to whole words. What is too common to be a
//! set wording is left out, so that the work stays bounded.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::LeastFrame;
use crate::concordance::Concordance;
use crate::exec;
use crate::phrases::function_words::{goes_on, is_carrier, is_leading, is_month, is_trailing};
use crate::phrases::words::Words;
use crate::repeats::Repeat;
use crate::units::{UnitKind, UnitStream};

/// Longest right part, in units.
const LONGEST: usize = 24;

/// Right parts with more places than this, or than one unit in [`COMMON_SHARE`], are too common.
const COMMON: usize = 4096;
const COMMON_SHARE: usize = 500;
/// In a corpus of any size.
const TOO_COMMON: usize = 1 << 15;

/// Places by which a right part is judged.
const SAMPLE: usize = 512;

/// Least share of a right part's places with a mark or function word behind it.
const CLOSED: f64 = 0.5;

/// Right parts: the places of a stretch of whole words.
pub struct Right {
    /// First rank in the suffix array.
    pub from: u32,
    /// One past the last rank.
    pub to: u32,
    /// Length in units.
    pub length: u32,
}

/// Every repeat cut at its first clause mark and to whole words, if it says something.
pub fn right_parts(
    stream: &UnitStream,
    index: &Concordance,
    repeats: &[Repeat],
    least: LeastFrame,
) -> Vec<Right> {
    let common = (stream.len() / COMMON_SHARE).clamp(COMMON, TOO_COMMON);
    let cut = exec::map(repeats, |repeat| {
        let places = &index.suffixes[repeat.from as usize..repeat.to as usize];
        let mut sample = places.iter().take(16).map(|&p| p as usize);
        let start = sample.find(|&p| stream.word_starts(p))?;
        let length = right_length(stream, start, repeat.length as usize)?;
        let (from, to) = if length == repeat.length as usize {
            (repeat.from, repeat.to)
        } else {
            let ranks = index.range(stream, &stream.ids[start..start + length]);
            (ranks.start as u32, ranks.end as u32)
        };
        let n = (to - from) as usize;
        (n >= least.occurrences as usize && n <= common).then_some((from, to, length as u32))
    });
    let distinct: FxHashSet<(u32, u32, u32)> = cut.into_iter().flatten().collect();
    let mut rights: Vec<(u32, u32, u32)> = distinct.into_iter().collect();
    rights.sort_unstable();
    rights.into_iter().map(|(from, to, length)| Right { from, to, length }).collect()
}

/// The length of the right part that begins here: whole words without a clause mark, no function
/// word at the end but 的. `None` if only function words are left.
fn right_length(stream: &UnitStream, start: usize, length: usize) -> Option<usize> {
    let inside = |p: &usize| {
        let kind = stream.kind(*p);
        kind.is_content() || kind == UnitKind::Inner
    };
    let run = (start..start + length.min(LONGEST)).take_while(inside).count();
    let mut end = start + run;
    while end > start {
        let last = end - 1;
        if stream.kind(last) == UnitKind::Inner || !stream.word_ends(last) {
            end = last;
            continue;
        }
        let from = stream.word_start(last).max(start);
        let word = stream.text(from..end);
        if is_trailing(&word) && word != "的" {
            end = from;
            continue;
        }
        break;
    }
    (end > start && stream.kind(start).is_content() && says_something(stream, start..end))
        .then_some(end - start)
}

/// Whether two characters or a word of a stretch belong to content words.
fn says_something(stream: &UnitStream, range: Range<usize>) -> bool {
    content(stream, range.clone()) >= 2
        || (content(stream, range.clone()) == 1
            && range.len() >= 2
            && range
                .clone()
                .any(|p| stream.kind(p) == UnitKind::Word && !is_leading(stream.unit(p))))
}

/// Units of content words in a stretch that begins with a word.
pub fn content(stream: &UnitStream, range: Range<usize>) -> usize {
    let mut n = 0;
    let mut p = range.start;
    while p < range.end {
        let end = stream.word_end(p).min(range.end);
        if stream.kind(p).is_content() {
            let word = stream.text(p..end);
            let empty = is_leading(&word)
                || is_trailing(&word)
                || is_carrier(&word)
                || is_month(&word)
                || stream.kind(p) == UnitKind::Number;
            n += if empty { 0 } else { end - p };
        }
        p = end;
    }
    n
}

/// Whether words begin and end with a right part in half of its places, and the clause, or at least
/// the phrase, ends with it ([`CLOSED`]; 的 ends nothing and is let stand).
pub fn is_whole(stream: &UnitStream, words: &Words, starts: &[usize], length: usize) -> bool {
    let sample = || starts.iter().copied().step_by(starts.len().div_ceil(SAMPLE).max(1));
    let n = sample().len() as f64;
    let count = |holds: &dyn Fn(usize) -> bool| sample().filter(|&p| holds(p)).count() as f64;
    stream.fetch(sample());
    let begins = || count(&|p| stream.word_starts(p));
    let ends = || count(&|p| stream.word_ends(p + length - 1));
    if 2.0 * begins() < n || 2.0 * ends() < n {
        return false;
    }
    let closes = |end: usize| match stream.word_starts(end) {
        _ if !stream.kind(end).is_content() => true,
        true => words.ends_a_phrase(end),
        // inside a word, of which the rest stands behind
        false => {
            let rest = stream.text(end..stream.word_end(end));
            is_trailing(&rest) && !goes_on(&rest)
        }
    };
    let is_open = starts.first().is_some_and(|&p| stream.unit(p + length - 1) == "的");
    is_open || count(&|p| closes(p + length)) >= CLOSED * n
}

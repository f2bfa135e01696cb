//! The concordance: suffix array and LCP array over the unit stream of the whole corpus.
//!
//! Every repeated phrase of any length, every seed of a shared passage and every keyword-in-context
//! query is read off this one structure, exactly. The suffix array lists all positions in the order
//! of the text that follows them; `lcp[i]` tells how many units suffix `i` shares with suffix
//! `i - 1` (Manber & Myers 1993). Document terminators are unique, so no match crosses a document.
//!
//! Construction: libsais (induced sorting, linear time, one thread) and the Φ algorithm for the LCP
//! ([`crate::plcp`]), 10 bytes a unit beside the stream at the peak, since the stream's own ids are the
//! text that is sorted.
//!
//! A look-up is a bisection, and each of its steps waits for two places of memory. Most of them are
//! saved: the suffixes that begin with one unit lie together, and a directory knows where; of every
//! [`POST`]-th suffix the two units behind its first are kept in a row, where they are found
//! at once (a sampled second level, as in Manber & Myers' buckets).

mod many;

use std::ops::Range;

use bitcode::{Decode, Encode};

use libsais::SuffixArrayConstruction;

use crate::corpus::UnitId;
use crate::error::{Error, Result};
use crate::exec;
use crate::lcp::Lcp;
use crate::plcp::plcp;
use crate::units::UnitStream;

pub use many::Narrowing;

/// Suffixes from one signpost to the next.
const POST: usize = 64;
/// Signposts put up by one thread at a time.
const CHUNK: usize = 1 << 14;

/// Suffix array and LCP array of a unit stream.
#[derive(Debug, Encode, Decode, Clone, Default)]
pub struct Concordance {
    /// Positions of the stream, in the order of the suffixes that begin there.
    pub suffixes: Vec<i32>,
    /// Length of the common prefix of each suffix and the one before; 0 for the first.
    pub lcp: Lcp,
    /// First rank of the suffixes that begin with each unit of the vocabulary, and one past the last.
    firsts: Vec<u32>,
    /// The second and third unit of every [`POST`]-th suffix.
    posts: Vec<(u32, u32)>,
}

impl Concordance {
    /// Builds the index of a stream.
    ///
    /// # Errors
    /// As [`sort`].
    pub fn build(stream: &mut UnitStream) -> Result<Self> {
        let suffixes = sort(&mut stream.ids)?;
        Ok(Self::of(stream, suffixes))
    }

    /// The index of a stream whose suffixes are sorted.
    pub fn of(stream: &UnitStream, suffixes: Vec<i32>) -> Self {
        if stream.is_empty() {
            return Self::default();
        }
        let plcp = plcp(&stream.ids, &suffixes);
        let lcp = Lcp::of(&suffixes, |p| plcp[p]);
        let firsts = firsts(stream);
        let posts = posts(stream, &suffixes);
        Self { suffixes, lcp, firsts, posts }
    }

    /// The positions at which a sequence of units occurs, in suffix order.
    pub fn find(&self, stream: &UnitStream, pattern: &[UnitId]) -> &[i32] {
        &self.suffixes[self.range(stream, pattern)]
    }

    /// The ranks of the suffixes that begin with a sequence of units. An empty pattern occurs nowhere.
    pub fn range(&self, stream: &UnitStream, pattern: &[UnitId]) -> Range<usize> {
        let Some((first, rest)) = pattern.split_first() else { return 0..0 };
        let same_first = self.of_unit(*first);
        if rest.is_empty() {
            return same_first;
        }
        let first = posts_of(&same_first).start;
        let posts = &self.posts[posts_of(&same_first)];
        let (least, most) = posts_around(rest);
        let before = posts.partition_point(|&post| post < least);
        let behind = before + posts[before..].partition_point(|&post| post <= most);
        let near = between_posts(same_first, first + before..first + behind);
        let (from, suffixes) = (near.start, &self.suffixes[near]);
        let behind = |&p: &i32| {
            let behind = &stream.ids[p as usize + 1..];
            &behind[..rest.len().min(behind.len())]
        };
        let before = suffixes.partition_point(|p| behind(p) < rest);
        // Most sequences occur a few times among a million of their first unit.
        let found = &suffixes[before..];
        let mut reach = 1;
        while reach < found.len() && behind(&found[reach]) <= rest {
            reach *= 2;
        }
        let n = found[..reach.min(found.len())].partition_point(|p| behind(p) <= rest);
        from + before..from + before + n
    }

    /// The ranks of the suffixes that begin with a unit.
    fn of_unit(&self, unit: UnitId) -> Range<usize> {
        let rank = |i: usize| self.firsts.get(i).map_or(self.suffixes.len(), |&r| r as usize);
        rank(unit.index())..rank(unit.index() + 1)
    }
}

/// The signposts among some ranks.
fn posts_of(ranks: &Range<usize>) -> Range<usize> {
    let first = ranks.start.div_ceil(POST);
    first..ranks.end.div_ceil(POST).max(first)
}

/// The least and the greatest signpost at which a suffix may go on, behind its first unit, with `rest`.
fn posts_around(rest: &[UnitId]) -> ((u32, u32), (u32, u32)) {
    let of = |missing: u32| {
        let unit = |i: usize| rest.get(i).map_or(missing, |unit| unit.0);
        (unit(0), unit(1))
    };
    (of(0), of(u32::MAX))
}

/// The part of some ranks, whose suffixes agree in their first unit, from the last signpost before those that
/// may be meant to the first behind.
fn between_posts(ranks: Range<usize>, meant: Range<usize>) -> Range<usize> {
    let posts = posts_of(&ranks);
    let from = if meant.start == posts.start { ranks.start } else { (meant.start - 1) * POST };
    let to = if meant.end == posts.end { ranks.end } else { meant.end * POST };
    from..to
}

/// The positions of a stream in the order of the suffixes that begin there. The stream lends its ids, which
/// are the text that is sorted, and has them back. Works on one thread, whatever the pool.
///
/// # Errors
/// [`Error::Stage`] if memory runs out.
pub fn sort(ids: &mut Vec<UnitId>) -> Result<Vec<i32>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    // Collected in place: the vectors share their memory.
    let mut text: Vec<i32> = std::mem::take(ids).into_iter().map(|id| id.0 as i32).collect();
    let failed = |e| Error::Stage { stage: "concordance", reason: format!("{e:?}") };
    let sorted = SuffixArrayConstruction::for_text_mut(&mut text)
        .in_owned_buffer32()
        .single_threaded()
        .run()
        .map_err(failed);
    let (suffixes, ..) = sorted?.into_parts();
    *ids = text.into_iter().map(|id| UnitId(id as u32)).collect();
    Ok(suffixes)
}

/// The second and third unit of every [`POST`]-th suffix; 0 behind the end of the stream, which sorts there.
fn posts(stream: &UnitStream, suffixes: &[i32]) -> Vec<(u32, u32)> {
    let unit = |position: usize| stream.ids.get(position).map_or(0, |unit| unit.0);
    let mut posts = vec![(0, 0); suffixes.len().div_ceil(POST)];
    exec::for_each_chunk_mut(&mut posts, CHUNK, |chunk, posts| {
        for (post, rank) in posts.iter_mut().zip((chunk * CHUNK * POST..).step_by(POST)) {
            let position = suffixes[rank] as usize;
            *post = (unit(position + 1), unit(position + 2));
        }
    });
    posts
}

/// For each unit of the vocabulary, how many positions of the stream hold a smaller one.
fn firsts(stream: &UnitStream) -> Vec<u32> {
    let largest = stream.ids.iter().map(|id| id.index()).max().unwrap_or(0);
    let n = if stream.vocabulary.is_empty() { largest + 1 } else { stream.vocabulary.len() };
    let mut firsts = vec![0u32; n + 1];
    for id in &stream.ids {
        if let Some(count) = firsts.get_mut(id.index() + 1) {
            *count += 1;
        }
    }
    for i in 1..firsts.len() {
        firsts[i] += firsts[i - 1];
    }
    firsts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn look_ups_find_what_looking_everywhere_finds(
            units in prop::collection::vec(0u32..4, 1..900),
            pattern in prop::collection::vec(0u32..4, 1..6),
        ) {
            let mut stream = UnitStream::default();
            stream.ids = units.iter().map(|&unit| UnitId(unit)).collect();
            let index = Concordance::build(&mut stream).unwrap_or_default();
            let pattern: Vec<UnitId> = pattern.into_iter().map(UnitId).collect();
            let mut found = index.find(&stream, &pattern).to_vec();
            found.sort_unstable();
            let is_here = |&p: &i32| stream.ids[p as usize..].starts_with(&pattern);
            let naive: Vec<i32> = (0..units.len() as i32).filter(is_here).collect();
            prop_assert_eq!(found, naive);
        }

        #[test]
        fn look_ups_side_by_side_find_what_each_finds_alone(
            units in prop::collection::vec(0u32..3, 1..900),
            asked in prop::collection::vec((0usize..900, prop_oneof![0usize..9, 60usize..90]), 0..40),
            depth in 1usize..4,
        ) {
            let mut stream = UnitStream::default();
            stream.ids = units.iter().map(|&unit| UnitId(unit)).collect();
            let index = Concordance::build(&mut stream).unwrap_or_default();
            let cut = |&(from, n): &(usize, usize)| from.min(units.len())..(from + n).min(units.len());
            let stretches: Vec<Range<usize>> = asked.iter().map(cut).collect();
            let found = index.ranges(&stream, &stretches);
            for (stretch, found) in stretches.iter().zip(&found) {
                let alone = index.range(&stream, &stream.ids[stretch.clone()]);
                prop_assert_eq!(found.len(), alone.len(), "{:?}", stretch);
                prop_assert!(alone.is_empty() || *found == alone, "{:?} {:?}", found, alone);
            }
            let stretches: Vec<&Range<usize>> = stretches.iter().filter(|s| s.len() > depth).collect();
            let within = |s: &&Range<usize>| Narrowing {
                ranks: index.range(&stream, &stream.ids[s.start..s.start + depth]),
                depth,
                units: s.start + depth..s.start + depth + 1,
            };
            let asked: Vec<Narrowing> = stretches.iter().map(within).collect();
            let found = index.narrow_many(&stream, &asked);
            for (stretch, found) in stretches.iter().zip(found) {
                prop_assert_eq!(found, index.range(&stream, &stream.ids[stretch.start..=stretch.start + depth]));
            }
        }
    }
}

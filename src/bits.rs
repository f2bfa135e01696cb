//! Bits: a set of positions in an eighth of a byte each, that also counts and finds.
//!
//! ```text
//! rank(p)    how many of the positions before p are in the set
//! select(i)  the position that is the i-th of the set, counted from 0
//! ```
//!
//! Seven words of positions lie beside the count of what is before them (Jacobson 1989, with one level):
//! a line of the cache, so that a rank waits for memory once. The block of every [`HINT`]-th member is kept
//! as well, so that a member is looked for in a few blocks. A million documents ask for several facts about
//! each of their units, and four bytes a unit for each would be most of the memory.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use bitcode::{Decode, Encode};

use crate::exec;

/// Words of 64 positions in a block.
const BLOCK: usize = 7;
/// Members from one whose block is known to the next.
const HINT: usize = 512;
/// Ranges whose words are brought near at once.
const AT_ONCE: usize = 64;
/// Blocks that one thread fills at a time.
const CHUNK: usize = 1 << 12;

/// A set of positions below a fixed number.
#[derive(Debug, Encode, Decode, Clone, Default)]
pub struct Bits {
    blocks: Vec<Block>,
    /// The block of every [`HINT`]-th member, and of the last; empty until [`Bits::counted`].
    hints: Vec<u32>,
}

/// Positions that follow each other, and how many members are before them.
#[derive(Debug, Encode, Decode, Clone, Copy, Default)]
#[repr(align(64))]
struct Block {
    before: u32,
    words: [u64; BLOCK],
}

impl Bits {
    /// No position of `0..n`.
    pub fn none(n: usize) -> Self {
        Self { blocks: vec![Block::default(); n / 64 / BLOCK + 1], hints: Vec::new() }
    }

    /// The positions of `0..n` that are wanted, ready to be counted.
    pub fn of(n: usize, is_member: impl Fn(usize) -> bool + Sync + Send) -> Self {
        Self::of_flags(n, |positions| positions.map(&is_member))
    }

    /// The same, of flags that are told in order for any range of positions.
    pub fn of_flags<F: Iterator<Item = bool>>(
        n: usize,
        flags: impl Fn(Range<usize>) -> F + Sync + Send,
    ) -> Self {
        let mut bits = Self::none(n);
        let span = CHUNK * BLOCK * 64;
        exec::for_each_chunk_mut(&mut bits.blocks, CHUNK, |chunk, blocks| {
            let range = (chunk * span).min(n)..((chunk + 1) * span).min(n);
            for (p, flag) in flags(range).enumerate() {
                let word = p / 64;
                blocks[word / BLOCK].words[word % BLOCK] |= u64::from(flag) << (p % 64);
            }
        });
        bits.counted()
    }

    /// The positions of `0..n` that lie in a range of any item's, ready to be counted.
    pub fn covered<T: Sync, R: Iterator<Item = Range<usize>>>(
        n: usize,
        items: &[T],
        ranges: impl Fn(&T) -> R + Sync + Send,
    ) -> Self {
        let mut words = Vec::new();
        words.resize_with(n / 64 + 1, AtomicU64::default);
        exec::for_each(items, |item| {
            let mut ranges = ranges(item);
            loop {
                let some: Vec<Range<usize>> = ranges.by_ref().take(AT_ONCE).collect();
                if some.is_empty() {
                    break;
                }
                let masks = || some.iter().cloned().flat_map(masks);
                // What is written waits for memory one by one, what is read does so together.
                let read = |(w, _): (usize, u64)| words[w].load(Ordering::Relaxed);
                std::hint::black_box(masks().fold(0, |all, mask| all ^ read(mask)));
                for (w, mask) in masks() {
                    if words[w].load(Ordering::Relaxed) & mask != mask {
                        words[w].fetch_or(mask, Ordering::Relaxed);
                    }
                }
            }
        });
        let mut bits = Self::none(n);
        for (block, words) in bits.blocks.iter_mut().zip(words.chunks_mut(BLOCK)) {
            block.words.iter_mut().zip(words).for_each(|(word, from)| *word = *from.get_mut());
        }
        bits.counted()
    }

    /// Adds a range of positions; how many of them are new.
    pub fn insert(&mut self, range: Range<usize>) -> u32 {
        let mut new = 0;
        for (w, mask) in masks(range) {
            let word = &mut self.blocks[w / BLOCK].words[w % BLOCK];
            new += (mask & !*word).count_ones();
            *word |= mask;
        }
        new
    }

    /// Makes the directory, without which nothing can be counted or found.
    pub fn counted(mut self) -> Self {
        self.hints.clear();
        let mut count = 0u32;
        for (number, block) in (0u32..).zip(&mut self.blocks) {
            block.before = count;
            count += block.words.iter().map(|w| w.count_ones()).sum::<u32>();
            while self.hints.len() * HINT < count as usize {
                self.hints.push(number);
            }
        }
        self.hints.push((self.blocks.len() - 1) as u32);
        self
    }

    fn word(&self, word: usize) -> u64 {
        self.blocks[word / BLOCK].words[word % BLOCK]
    }

    /// Whether a position is in the set.
    pub fn contains(&self, position: usize) -> bool {
        self.word(position / 64) >> (position % 64) & 1 == 1
    }

    /// How many members lie before a position.
    pub fn rank(&self, position: usize) -> u32 {
        let word = position / 64;
        let block = &self.blocks[word / BLOCK];
        let (whole, rest) = block.words.split_at(word % BLOCK);
        let below = rest[0] & ((1u64 << (position % 64)) - 1);
        block.before + whole.iter().map(|w| w.count_ones()).sum::<u32>() + below.count_ones()
    }

    /// The first member at or behind a position.
    pub fn next(&self, position: usize) -> Option<usize> {
        let first = position / 64;
        let of_first = self.word(first) & (u64::MAX << (position % 64));
        let behind = (first + 1..self.blocks.len() * BLOCK).map(|w| (w, self.word(w)));
        let (w, members) =
            std::iter::once((first, of_first)).chain(behind).find(|(_, members)| *members != 0)?;
        Some(w * 64 + members.trailing_zeros() as usize)
    }

    /// Has what is known of positions brought near, many at a time ([`crate::units::UnitStream::fetch`]).
    pub fn fetch(&self, positions: impl Iterator<Item = usize>) {
        std::hint::black_box(positions.fold(0, |all, p| all ^ self.word(p / 64)));
    }

    /// How many members lie in a range.
    pub fn count(&self, range: &Range<usize>) -> u32 {
        self.rank(range.end) - self.rank(range.start)
    }

    /// The position of a member by its number, which must be below their count.
    pub fn select(&self, number: u32) -> u32 {
        let hint = number as usize / HINT;
        let (from, to) = (self.hints[hint] as usize, self.hints[hint + 1] as usize);
        let at = from + self.blocks[from + 1..=to].partition_point(|b| b.before <= number);
        let block = &self.blocks[at];
        let (mut left, mut word) = (number - block.before, 0);
        while block.words[word].count_ones() <= left {
            left -= block.words[word].count_ones();
            word += 1;
        }
        let mut members = block.words[word];
        for _ in 0..left {
            members &= members - 1;
        }
        (at * BLOCK + word) as u32 * 64 + members.trailing_zeros()
    }

    /// How many members of a range are no members of another set over the same positions.
    pub fn count_without(&self, other: &Self, range: Range<usize>) -> u32 {
        masks(range).map(|(w, mask)| (self.word(w) & !other.word(w) & mask).count_ones()).sum()
    }
}

/// The words a range touches, each with the bits of the range.
fn masks(range: Range<usize>) -> impl Iterator<Item = (usize, u64)> {
    let words = if range.is_empty() { 0..0 } else { range.start / 64..(range.end - 1) / 64 + 1 };
    words.map(move |w| {
        let from = range.start.saturating_sub(w * 64);
        let to = (range.end - w * 64).min(64);
        (w, (u64::MAX << from) & (u64::MAX >> (64 - to)))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn equals_a_list_of_flags(
            ranges in prop::collection::vec((0usize..1500, 0usize..300), 0..12),
            others in prop::collection::vec((0usize..1500, 0usize..300), 0..12),
            (at, length) in (0usize..1800, 0usize..1800),
        ) {
            let n = 1800;
            let of = |ranges: &[(usize, usize)]| {
                let (mut bits, mut flags) = (Bits::none(n), vec![false; n]);
                for &(start, length) in ranges {
                    let new = flags[start..start + length].iter().filter(|f| !**f).count();
                    assert_eq!(bits.insert(start..start + length), new as u32);
                    flags[start..start + length].fill(true);
                }
                (bits.counted(), flags)
            };
            let ((bits, flags), (other, other_flags)) = (of(&ranges), of(&others));
            let range = at..(at + length).min(n);
            let members: Vec<usize> = (0..n).filter(|&p| flags[p]).collect();
            let count = |r: Range<usize>| r.filter(|&p| flags[p]).count() as u32;
            prop_assert_eq!(bits.contains(at), flags[at]);
            prop_assert_eq!(bits.next(at), members.iter().copied().find(|&p| p >= at));
            prop_assert_eq!(bits.rank(at), count(0..at));
            prop_assert_eq!(bits.count(&range), count(range.clone()));
            let without = range.clone().filter(|&p| flags[p] && !other_flags[p]).count() as u32;
            prop_assert_eq!(bits.count_without(&other, range), without);
            for (i, &p) in members.iter().enumerate() {
                prop_assert_eq!(bits.select(i as u32), p as u32);
            }
            let of_ranges = |&(start, length): &(usize, usize)| std::iter::once(start..start + length);
            for same in [Bits::of(n, |p| flags[p]), Bits::covered(n, &ranges, of_ranges)] {
                prop_assert_eq!(same.rank(at), bits.rank(at));
                prop_assert_eq!(same.rank(n), members.len() as u32);
            }
        }
    }

    /// Threads fill chunks of their own; a set of several is put together right.
    #[test]
    fn chunks_follow_each_other() {
        let n = 2 * CHUNK * BLOCK * 64 + 70;
        let bits = Bits::of(n, |p| p % 7 == 3);
        for p in (0..n).step_by(4_999).chain(n - 70..n) {
            assert_eq!(bits.contains(p), p % 7 == 3, "{p}");
            assert_eq!(bits.rank(p), (p as u32 + 3) / 7, "{p}");
        }
        assert_eq!(bits.select(500_000), 7 * 500_000 + 3);
    }
}

//! Bits: a set of positions in an eighth of a byte each, that also counts and finds.
//!
//! ```text
//! rank(p)    how many of the positions before p are in the set
//! select(i)  the position that is the i-th of the set, counted from 0
//! ```
//!
//! A directory holds the count before each block of [`BLOCK`] words; from there words are counted
//! (Jacobson 1989, with one level). The block of every [`HINT`]-th member is kept as well, so that a
//! member is looked for in a few blocks. A million documents ask for several facts about
//! each of their units, and four bytes a unit for each would be most of the memory.

use std::ops::Range;

use crate::exec;

/// Words of 64 positions between two counts of the directory, which takes a quarter of a bit a position.
const BLOCK: usize = 2;
/// Members from one whose block is known to the next.
const HINT: usize = 512;
/// Words that one thread fills at a time.
const CHUNK: usize = 1 << 14;

/// A set of positions below a fixed number.
#[derive(Debug, Clone, Default)]
pub struct Bits {
    words: Vec<u64>,
    /// Members before each block; empty until [`Bits::count`].
    before: Vec<u32>,
    /// The block of every [`HINT`]-th member, and of the last.
    hints: Vec<u32>,
}

impl Bits {
    /// No position of `0..n`.
    pub fn none(n: usize) -> Self {
        Self { words: vec![0; n / 64 + 1], before: Vec::new(), hints: Vec::new() }
    }

    /// The positions of `0..n` that are wanted, ready to be counted.
    pub fn of(n: usize, is_member: impl Fn(usize) -> bool + Sync + Send) -> Self {
        let mut bits = Self::none(n);
        exec::for_each_chunk_mut(&mut bits.words, CHUNK, |chunk, words| {
            for (w, word) in (chunk * CHUNK..).zip(words) {
                for p in w * 64..(w * 64 + 64).min(n) {
                    *word |= u64::from(is_member(p)) << (p % 64);
                }
            }
        });
        bits.counted()
    }

    /// Adds a range of positions; how many of them are new.
    pub fn insert(&mut self, range: Range<usize>) -> u32 {
        let mut new = 0;
        for (w, mask) in masks(range) {
            new += (mask & !self.words[w]).count_ones();
            self.words[w] |= mask;
        }
        new
    }

    /// Makes the directory, without which nothing can be counted or found.
    pub fn counted(mut self) -> Self {
        self.before.clear();
        self.hints.clear();
        let mut count = 0u32;
        for (block, words) in (0u32..).zip(self.words.chunks(BLOCK)) {
            self.before.push(count);
            count += words.iter().map(|w| w.count_ones()).sum::<u32>();
            while self.hints.len() * HINT < count as usize {
                self.hints.push(block);
            }
        }
        self.hints.push((self.before.len() - 1) as u32);
        self
    }

    /// Whether a position is in the set.
    pub fn contains(&self, position: usize) -> bool {
        self.words[position / 64] >> (position % 64) & 1 == 1
    }

    /// How many members lie before a position.
    pub fn rank(&self, position: usize) -> u32 {
        let word = position / 64;
        let whole = &self.words[word / BLOCK * BLOCK..word];
        let below = self.words[word] & ((1u64 << (position % 64)) - 1);
        self.before[word / BLOCK]
            + whole.iter().map(|w| w.count_ones()).sum::<u32>()
            + below.count_ones()
    }

    /// How many members lie in a range.
    pub fn count(&self, range: &Range<usize>) -> u32 {
        self.rank(range.end) - self.rank(range.start)
    }

    /// The position of a member by its number, which must be below their count.
    pub fn select(&self, number: u32) -> u32 {
        let hint = number as usize / HINT;
        let (from, to) = (self.hints[hint] as usize, self.hints[hint + 1] as usize);
        let block = from + self.before[from + 1..=to].partition_point(|&n| n <= number);
        let mut left = number - self.before[block];
        let mut word = block * BLOCK;
        while self.words[word].count_ones() <= left {
            left -= self.words[word].count_ones();
            word += 1;
        }
        let mut members = self.words[word];
        for _ in 0..left {
            members &= members - 1;
        }
        word as u32 * 64 + members.trailing_zeros()
    }

    /// How many members of a range are no members of another set over the same positions.
    pub fn count_without(&self, other: &Self, range: Range<usize>) -> u32 {
        masks(range).map(|(w, mask)| (self.words[w] & !other.words[w] & mask).count_ones()).sum()
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
            prop_assert_eq!(bits.rank(at), count(0..at));
            prop_assert_eq!(bits.count(&range), count(range.clone()));
            let without = range.clone().filter(|&p| flags[p] && !other_flags[p]).count() as u32;
            prop_assert_eq!(bits.count_without(&other, range), without);
            for (i, &p) in members.iter().enumerate() {
                prop_assert_eq!(bits.select(i as u32), p as u32);
            }
            let same = Bits::of(n, |p| flags[p]);
            prop_assert_eq!(same.rank(n), members.len() as u32);
        }
    }
}

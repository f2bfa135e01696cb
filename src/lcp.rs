//! LCP values in a byte each.
//!
//! ```text
//! 0 7 3 255 12 …        a value below 255 stands for itself
//! (3, 1840)             255 stands for one that is kept aside, with its rank
//! ```
//!
//! Suffixes of running text share a handful of units; only those of reprints share hundreds. A byte and a
//! short list take a quarter of the memory of an array of numbers, and are read with a quarter of the
//! cache misses.

use bitcode::{Decode, Encode};

use crate::exec;

/// Marks a value that is kept aside.
const ASIDE: u8 = u8::MAX;
/// Ranks that are filled at once.
const CHUNK: usize = 1 << 20;

/// How many units each suffix shares with the one before it, by rank.
#[derive(Debug, Encode, Decode, Clone, Default, PartialEq, Eq)]
pub struct Lcp {
    short: Vec<u8>,
    /// Rank and value of the long ones, by rank.
    long: Vec<(u32, u32)>,
}

impl Lcp {
    /// The values of all ranks, given by position: `value(p)` belongs to the rank whose suffix begins at
    /// `p`.
    pub fn of(suffixes: &[i32], value: impl Fn(usize) -> u32 + Sync) -> Self {
        let chunks = exec::map_range(suffixes.len().div_ceil(CHUNK), |c| {
            let ranks = c * CHUNK..((c + 1) * CHUNK).min(suffixes.len());
            let mut part = Self { short: Vec::with_capacity(ranks.len()), long: Vec::new() };
            for rank in ranks {
                let value = value(suffixes[rank] as usize);
                match u8::try_from(value) {
                    Ok(short) if short != ASIDE => part.short.push(short),
                    _ => {
                        part.short.push(ASIDE);
                        part.long.push((rank as u32, value));
                    }
                }
            }
            part
        });
        let mut all = Self { short: Vec::with_capacity(suffixes.len()), long: Vec::new() };
        for part in chunks {
            all.short.extend_from_slice(&part.short);
            all.long.extend(part.long);
        }
        all
    }

    /// Number of ranks.
    pub fn len(&self) -> usize {
        self.short.len()
    }

    /// Whether there is no rank.
    pub fn is_empty(&self) -> bool {
        self.short.is_empty()
    }

    /// The value of a rank.
    pub fn at(&self, rank: usize) -> u32 {
        match self.short[rank] {
            ASIDE => {
                let i = self.long.partition_point(|&(r, _)| (r as usize) < rank);
                self.long.get(i).map_or(0, |&(_, value)| value)
            }
            short => short.into(),
        }
    }

    /// The value of a rank; 0 behind the last.
    pub fn get(&self, rank: usize) -> u32 {
        if rank < self.len() { self.at(rank) } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_value_comes_back(values in prop::collection::vec(0u32..600, 0..200)) {
            let suffixes: Vec<i32> = (0..values.len() as i32).rev().collect();
            let lcp = Lcp::of(&suffixes, |p| values[p]);
            let back: Vec<u32> = (0..lcp.len()).map(|rank| lcp.at(rank)).collect();
            let expected: Vec<u32> = values.iter().rev().copied().collect();
            prop_assert_eq!(back, expected);
            prop_assert_eq!(lcp.get(lcp.len()), 0);
        }
    }
}

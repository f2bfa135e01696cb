//! Predecessor: which of many sorted keys is the last at or before a position.
//!
//! Documents and sections are sorted positions of the unit stream, and every suffix
//! asks for its own. A directory counts the keys before each block of [`BLOCK`] positions; from there
//! a few keys are looked at. Constant time, and a few hundredths of a byte a position where an array
//! with the answer for every position takes four.

use bitcode::{Decode, Encode};

/// Positions a block of the directory spans.
const BLOCK: usize = 64;

/// Sorted keys that can be asked for the last one at or before a position.
#[derive(Debug, Encode, Decode, Clone, Default)]
pub struct Predecessor {
    keys: Vec<u32>,
    /// Number of keys before each block, and before the end.
    before: Vec<u32>,
}

impl Predecessor {
    /// A directory of ascending keys below `n`; a key may stand more than once.
    pub fn new(keys: Vec<u32>, n: usize) -> Self {
        let mut before = Vec::with_capacity(n / BLOCK + 2);
        let mut count = 0;
        for block in 0..=n / BLOCK + 1 {
            while keys.get(count).is_some_and(|&k| (k as usize) < block * BLOCK) {
                count += 1;
            }
            before.push(count as u32);
        }
        Self { keys, before }
    }

    /// A key by its index.
    pub fn key(&self, index: usize) -> u32 {
        self.keys[index]
    }

    /// Number of keys.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Index of the last key at or before a position, 0 if there is none.
    pub fn index(&self, position: usize) -> usize {
        let mut i = self.before[position / BLOCK] as usize;
        while self.keys.get(i).is_some_and(|&k| k as usize <= position) {
            i += 1;
        }
        i.saturating_sub(1)
    }

    /// Has what is known of positions brought near, many at a time.
    pub fn fetch(&self, positions: impl Iterator<Item = usize> + Clone) {
        let before = |p: usize| self.before[p / BLOCK];
        std::hint::black_box(positions.clone().fold(0, |all, p| all ^ before(p)));
        let key = |p: usize| self.keys.get(before(p) as usize).copied().unwrap_or(0);
        std::hint::black_box(positions.fold(0, |all, p| all ^ key(p)));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_directory_answers_as_looking_through_all_keys_does(
            keys in prop::collection::vec(0u32..400, 0..80),
            position in 0usize..400,
        ) {
            let mut keys = keys;
            keys.sort_unstable();
            let directory = Predecessor::new(keys.clone(), 400);
            let before = keys.iter().filter(|&&k| k as usize <= position).count();
            prop_assert_eq!(directory.index(position), before.saturating_sub(1));
        }
    }
}

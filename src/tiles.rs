//! Greedy string tiling: how much of two stretches agrees, whatever the order of its parts.
//!
//! The longest run of units that both sides have and that touches no earlier tile becomes a tile,
//! again and again, until none of two units is left (Wise 1993; ties: the lower start on the first side,
//! then on the second). A single unit is a tile only if it then stands once on either side beside the
//! tiles, and the caller lets it: a lone *the* shows nothing. An alignment, which keeps to one order, loses every clause that
//! was moved; tiles do not.
//!
//! Instead of searching anew for the longest run each time, all maximal matches are found once, by
//! pairs of units, and kept in a heap; one that a tile has cut into goes back in pieces. A pair of units
//! that stands more than [`MAX_REPEATS`] times on the second side starts no match, which bounds the
//! work on texts that repeat themselves.

use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use crate::chain::Seed;

/// Occurrences of a pair of units on the second side beyond which it starts no match.
pub const MAX_REPEATS: usize = 16;

/// The tiles of two stretches, by place on the first side. `may_stand_alone` tells which units of
/// the first, by their place, are tiles by themselves where they stand once on either side.
pub fn tiles(a: &[u32], b: &[u32], may_stand_alone: impl Fn(usize) -> bool) -> Vec<Seed> {
    let mut heap: BinaryHeap<Candidate> = matches(a, b).into_iter().map(Candidate).collect();
    let (mut used_a, mut used_b) = (vec![false; a.len()], vec![false; b.len()]);
    let mut tiles = Vec::new();
    while let Some(Candidate(candidate)) = heap.pop() {
        let is_free =
            |k: u32| !used_a[(candidate.a + k) as usize] && !used_b[(candidate.b + k) as usize];
        let free = runs(candidate.len, is_free);
        if free.first() == Some(&(0, candidate.len)) {
            for k in 0..candidate.len {
                used_a[(candidate.a + k) as usize] = true;
                used_b[(candidate.b + k) as usize] = true;
            }
            tiles.push(candidate);
        } else {
            heap.extend(
                free.into_iter().filter(|&(_, len)| len > 1).map(|(k, len)| {
                    Candidate(Seed { a: candidate.a + k, b: candidate.b + k, len })
                }),
            );
        }
    }
    let (free_a, free_b) = (once(a, &used_a), once(b, &used_b));
    for (unit, i) in free_a {
        let other = free_b.get(&unit).filter(|_| may_stand_alone(i as usize));
        tiles.extend(other.map(|&j| Seed { a: i, b: j, len: 1 }));
    }
    tiles.sort_unstable();
    tiles
}

/// The longest first, then the lower start on the first side, then on the second.
#[derive(PartialEq, Eq)]
struct Candidate(Seed);

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let (x, y) = (self.0, other.0);
        x.len.cmp(&y.len).then((y.a, y.b).cmp(&(x.a, x.b)))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The runs of free units among `len`, as first unit and length.
fn runs(len: u32, is_free: impl Fn(u32) -> bool) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for k in (0..len).filter(|&k| is_free(k)) {
        match runs.last_mut() {
            Some((start, n)) if *start + *n == k => *n += 1,
            _ => runs.push((k, 1)),
        }
    }
    runs
}

/// The maximal matches of two units or more.
fn matches(a: &[u32], b: &[u32]) -> Vec<Seed> {
    let mut places: FxHashMap<(u32, u32), Vec<u32>> = FxHashMap::default();
    for (pair, j) in b.windows(2).zip(0u32..) {
        places.entry((pair[0], pair[1])).or_default().push(j);
    }
    // Diagonals are counted from the last unit of the first side, lest they be negative.
    let n = a.len() as u32;
    let mut starts: Vec<(u32, u32)> = Vec::new();
    for (pair, i) in a.windows(2).zip(0u32..) {
        let Some(found) = places.get(&(pair[0], pair[1])) else { continue };
        if found.len() <= MAX_REPEATS {
            starts.extend(found.iter().map(|&j| (j + n - i, i)));
        }
    }
    starts.sort_unstable();
    let mut matches = Vec::new();
    let mut done = (0, 0);
    for (diagonal, at) in starts {
        if done.0 == diagonal && at < done.1 {
            continue;
        }
        let same = |i: u32| {
            let other = b.get((i + diagonal - n) as usize);
            a.get(i as usize).zip(other).is_some_and(|(x, y)| x == y)
        };
        let (mut from, mut to) = (at, at);
        while same(to) {
            to += 1;
        }
        while from > 0 && from + diagonal > n && same(from - 1) {
            from -= 1;
        }
        done = (diagonal, to);
        matches.push(Seed { a: from, b: from + diagonal - n, len: to - from });
    }
    matches
}

/// The units that stand once among those no tile has used, with their places.
fn once(units: &[u32], used: &[bool]) -> FxHashMap<u32, u32> {
    let mut places: FxHashMap<u32, Option<u32>> = FxHashMap::default();
    for ((&unit, i), _) in units.iter().zip(0u32..).zip(used).filter(|(_, used)| !**used) {
        places.entry(unit).and_modify(|place| *place = None).or_insert(Some(i));
    }
    places.into_iter().filter_map(|(unit, place)| Some((unit, place?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Wise's algorithm as he gives it: search all pairs of places again for each tile.
    fn naive(a: &[u32], b: &[u32], alone: impl Fn(u32) -> bool) -> Vec<Seed> {
        let (mut used_a, mut used_b) = (vec![false; a.len()], vec![false; b.len()]);
        let mut tiles = Vec::new();
        loop {
            let mut best: Option<Seed> = None;
            for i in 0..a.len() {
                for j in 0..b.len() {
                    let fits = |k: usize| {
                        i + k < a.len()
                            && j + k < b.len()
                            && a[i + k] == b[j + k]
                            && !used_a[i + k]
                            && !used_b[j + k]
                    };
                    let len = (0..).take_while(|&k| fits(k)).count();
                    if len > 1 && best.is_none_or(|t| len as u32 > t.len) {
                        best = Some(Seed { a: i as u32, b: j as u32, len: len as u32 });
                    }
                }
            }
            let Some(tile) = best else { break };
            for k in 0..tile.len {
                used_a[(tile.a + k) as usize] = true;
                used_b[(tile.b + k) as usize] = true;
            }
            tiles.push(tile);
        }
        let free = |units: &[u32], used: &[bool], unit| {
            let all = (0..units.len()).filter(|&i| units[i] == unit && !used[i]);
            all.map(|i| i as u32).collect::<Vec<_>>()
        };
        for unit in (0..6).filter(|&u| alone(u)) {
            if let ([i], [j]) = (&free(a, &used_a, unit)[..], &free(b, &used_b, unit)[..]) {
                tiles.push(Seed { a: *i, b: *j, len: 1 });
            }
        }
        tiles.sort_unstable();
        tiles
    }

    #[test]
    fn swapped_parts_are_tiles_and_lone_units_must_be_let() {
        let tile = |a, b, len| Seed { a, b, len };
        let (a, b) = ([1, 2, 3, 7, 4, 5, 6], [4, 5, 6, 8, 1, 2, 3]);
        assert_eq!(tiles(&a, &b, |_| true), [tile(0, 4, 3), tile(4, 0, 3)]);
        let (a, b) = ([1, 9, 2, 9], [3, 1, 4, 9]);
        assert_eq!(tiles(&a, &b, |_| true), [tile(0, 1, 1)], "9 stands twice");
        let (a, b) = ([1, 5, 6, 2, 5], [5, 6, 3, 5]);
        assert_eq!(tiles(&a, &b, |_| true), [tile(1, 0, 2), tile(4, 3, 1)], "one 5 is used");
        assert_eq!(tiles(&a, &b, |_| false), [tile(1, 0, 2)]);
        assert!(tiles(&[], &b, |_| true).is_empty());
    }

    proptest! {
        #[test]
        fn the_heap_finds_the_tiles_of_the_plain_search(
            a in prop::collection::vec(0u32..6, 0..16),
            b in prop::collection::vec(0u32..6, 0..16),
        ) {
            prop_assert_eq!(tiles(&a, &b, |i| a[i] > 2), naive(&a, &b, |u| u > 2));
        }
    }
}

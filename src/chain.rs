//! Chains of seeds: exact matches that follow each other on both sides with small gaps.
//!
//! ```text
//! score(j) = len(j) + max over i before j of score(i)
//! i before j:  0 <= start(j) - end'(i) <= gap, on both sides,   end' = end - 2 (at least start + 1)
//! ```
//!
//! Two maximal matches on neighbouring diagonals may overlap by a unit or two of chance agreement,
//! so a seed is taken to end two units early when it is asked what may follow. The recurrence is
//! solved by a sweep over the first side with a segment tree over the second (Abouelhoda & Ohlebusch
//! 2005, with a sliding window for the gap): `O(n log n)`. Chains are then read off best first;
//! each seed goes to one chain only. Ties: the nearer predecessor, then the lower start.

/// An exact match of `len` units at `a` on the first side and at `b` on the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seed {
    /// First unit on the first side.
    pub a: u32,
    /// First unit on the second side.
    pub b: u32,
    /// Units that agree.
    pub len: u32,
}

/// How far two seeds of a chain may overlap.
const OVERLAP: u32 = 2;

impl Seed {
    fn core(&self) -> u32 {
        self.len.saturating_sub(OVERLAP).max(1)
    }
}

/// Partitions the seeds into chains, best first, each in order. Indices are into `seeds`.
pub fn chains(seeds: &[Seed], max_gap: u32) -> Vec<Vec<usize>> {
    if seeds.len() < 2 {
        return seeds.iter().map(|_| vec![0]).collect();
    }
    let (scores, before) = solve(seeds, max_gap);
    let mut ends: Vec<usize> = (0..seeds.len()).collect();
    ends.sort_unstable_by_key(|&i| (std::cmp::Reverse(scores[i]), seeds[i], i));
    let mut used = vec![false; seeds.len()];
    let mut all = Vec::new();
    for end in ends {
        let mut chain = Vec::new();
        let mut next = Some(end);
        while let Some(i) = next.filter(|&i| !used[i]) {
            used[i] = true;
            chain.push(i);
            next = before[i];
        }
        if !chain.is_empty() {
            chain.reverse();
            all.push(chain);
        }
    }
    all
}

/// Best score of a chain that ends with each seed, and the seed before it.
fn solve(seeds: &[Seed], max_gap: u32) -> (Vec<u64>, Vec<Option<usize>>) {
    let n = seeds.len();
    let mut scores: Vec<u64> = seeds.iter().map(|s| u64::from(s.len)).collect();
    let mut before = vec![None; n];
    let mut by_start: Vec<usize> = (0..n).collect();
    by_start.sort_unstable_by_key(|&i| (seeds[i], i));
    let end_a = |i: usize| seeds[i].a + seeds[i].core();
    let end_b = |i: usize| seeds[i].b + seeds[i].core();
    let mut by_end: Vec<usize> = (0..n).collect();
    by_end.sort_unstable_by_key(|&i| (end_a(i), i));
    let mut leaves: Vec<usize> = (0..n).collect();
    leaves.sort_unstable_by_key(|&i| (end_b(i), i));
    let ends_b: Vec<u32> = leaves.iter().map(|&i| end_b(i)).collect();
    let mut leaf_of = vec![0; n];
    for (leaf, &i) in leaves.iter().enumerate() {
        leaf_of[i] = leaf;
    }

    let mut tree = MaxTree::new(n);
    let (mut entered, mut left) = (0, 0);
    for j in by_start {
        let seed = seeds[j];
        while entered < n && end_a(by_end[entered]) <= seed.a {
            let i = by_end[entered];
            tree.set(leaf_of[i], (scores[i], u64::from(end_a(i)) + u64::from(end_b(i)), i + 1));
            entered += 1;
        }
        while left < entered && end_a(by_end[left]) + max_gap < seed.a {
            tree.set(leaf_of[by_end[left]], NOTHING);
            left += 1;
        }
        let from = ends_b.partition_point(|&e| e + max_gap < seed.b);
        let to = ends_b.partition_point(|&e| e <= seed.b);
        let best = tree.max(from, to);
        if best != NOTHING {
            scores[j] += best.0;
            before[j] = Some(best.2 - 1);
        }
    }
    (scores, before)
}

/// Score, nearness, and index plus one.
type Entry = (u64, u64, usize);
const NOTHING: Entry = (0, 0, 0);

/// A segment tree of maxima over fixed leaves.
struct MaxTree {
    size: usize,
    nodes: Vec<Entry>,
}

impl MaxTree {
    fn new(size: usize) -> Self {
        Self { size, nodes: vec![NOTHING; 2 * size] }
    }

    fn set(&mut self, leaf: usize, entry: Entry) {
        let mut node = leaf + self.size;
        self.nodes[node] = entry;
        while node > 1 {
            node /= 2;
            self.nodes[node] = self.nodes[2 * node].max(self.nodes[2 * node + 1]);
        }
    }

    /// The greatest entry of the leaves `from..to`.
    fn max(&self, from: usize, to: usize) -> Entry {
        let (mut from, mut to) = (from + self.size, to + self.size);
        let mut best = NOTHING;
        while from < to {
            if from % 2 == 1 {
                best = best.max(self.nodes[from]);
                from += 1;
            }
            if to % 2 == 1 {
                to -= 1;
                best = best.max(self.nodes[to]);
            }
            (from, to) = (from / 2, to / 2);
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn precedes(i: &Seed, j: &Seed, gap: u32) -> bool {
        let fits = |end: u32, start: u32| end <= start && start - end <= gap;
        fits(i.a + i.core(), j.a) && fits(i.b + i.core(), j.b)
    }

    fn naive(seeds: &[Seed], gap: u32) -> Vec<u64> {
        let mut order: Vec<usize> = (0..seeds.len()).collect();
        order.sort_by_key(|&i| seeds[i]);
        let mut scores = vec![0; seeds.len()];
        for (k, &j) in order.iter().enumerate() {
            let before = order[..k].iter().filter(|&&i| precedes(&seeds[i], &seeds[j], gap));
            scores[j] = u64::from(seeds[j].len) + before.map(|&i| scores[i]).max().unwrap_or(0);
        }
        scores
    }

    #[test]
    fn colinear_seeds_with_small_gaps_make_one_chain() {
        let seed = |a, b, len| Seed { a, b, len };
        let seeds = [seed(0, 100, 10), seed(12, 113, 10), seed(60, 160, 10), seed(12, 5, 8)];
        assert_eq!(chains(&seeds, 20), [vec![0, 1], vec![2], vec![3]]);
        assert_eq!(chains(&seeds, 40), [vec![0, 1, 2], vec![3]]);
        assert!(chains(&[], 20).is_empty());
    }

    #[test]
    fn seeds_may_overlap_by_two_units() {
        let seeds = [Seed { a: 0, b: 0, len: 8 }, Seed { a: 6, b: 9, len: 8 }];
        assert_eq!(chains(&seeds, 10), [vec![0, 1]]);
        let apart = [Seed { a: 0, b: 0, len: 8 }, Seed { a: 5, b: 9, len: 8 }];
        assert_eq!(chains(&apart, 10).len(), 2);
    }

    proptest! {
        #[test]
        fn the_sweep_scores_like_all_pairs(
            raw in prop::collection::vec((0u32..60, 0u32..60, 1u32..9), 0..40),
            gap in 0u32..30,
        ) {
            let seeds: Vec<Seed> = raw.into_iter().map(|(a, b, len)| Seed { a, b, len }).collect();
            prop_assert_eq!(solve(&seeds, gap).0, naive(&seeds, gap));
            let chains = chains(&seeds, gap);
            prop_assert_eq!(chains.iter().map(Vec::len).sum::<usize>(), seeds.len());
            for chain in chains {
                for pair in chain.windows(2) {
                    prop_assert!(precedes(&seeds[pair[0]], &seeds[pair[1]], gap));
                }
            }
        }
    }
}

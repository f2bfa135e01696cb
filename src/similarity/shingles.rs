//! Shingles: how much of one document's wording another has.
//!
//! ```text
//! a shingle: 5 content units in a row (marks left out)      S(d): the distinct shingles of d
//! Jaccard |A ∩ B| / |A ∪ B|        containment of A in B |A ∩ B| / |A|        (Broder 1997)
//! ```
//!
//! A document shorter than a shingle is one shingle. Shingles are kept as 64-bit hashes; figures of
//! a pair are exact (two of a million shingles collide with odds of 1 in 10⁷). [`Shingles::overlapping`]
//! finds the pairs that share a shingle of at most [`MAX_DF`] documents and may reach the wanted
//! overlap: rare shingles shared, plus every frequent shingle of the shorter list, bounds the
//! intersection from above, and only then is it counted. Pairs that share nothing but formulas of
//! more than [`MAX_DF`] documents are left to the cosine neighbours.

use rustc_hash::FxHashMap;

use crate::corpus::DocId;
use crate::exec;
use crate::units::UnitStream;

/// Documents up to which a shingle proposes pairs.
pub const MAX_DF: usize = 50;
/// Least Jaccard of a proposed pair.
const MIN_JACCARD: f64 = 0.3;
/// Least containment, either way, of a proposed pair.
const MIN_CONTAINMENT: f64 = 0.5;

/// The distinct shingles of every document.
#[derive(Debug, Clone, Default)]
pub struct Shingles {
    /// Hashes of each document's shingles, ascending.
    pub sets: Vec<Vec<u64>>,
}

/// How two sets overlap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overlap {
    /// Shared over all.
    pub jaccard: f64,
    /// Shared over the first set.
    pub containment_ab: f64,
    /// Shared over the second set.
    pub containment_ba: f64,
}

impl Overlap {
    fn new(shared: usize, a: usize, b: usize) -> Self {
        let share = |of: usize| if of > 0 { shared as f64 / of as f64 } else { 0.0 };
        Self { jaccard: share(a + b - shared), containment_ab: share(a), containment_ba: share(b) }
    }

    fn is_high(self) -> bool {
        self.jaccard >= MIN_JACCARD
            || self.containment_ab >= MIN_CONTAINMENT
            || self.containment_ba >= MIN_CONTAINMENT
    }
}

impl Shingles {
    /// The shingles of `length` content units of every document.
    pub fn of(stream: &UnitStream, length: usize) -> Self {
        let sets = exec::map_range(stream.n_documents(), |d| {
            let units: Vec<u32> = stream
                .positions(DocId(d as u32))
                .filter(|&p| stream.kind(p).is_content())
                .map(|p| stream.ids[p].0)
                .collect();
            set(&units, length)
        });
        Self { sets }
    }

    /// How the shingles of two documents overlap.
    pub fn overlap(&self, a: usize, b: usize) -> Overlap {
        let (a, b) = (&self.sets[a], &self.sets[b]);
        let (mut i, mut j, mut shared) = (0, 0, 0);
        while i < a.len() && j < b.len() {
            shared += usize::from(a[i] == b[j]);
            let (left, right) = (a[i], b[j]);
            i += usize::from(left <= right);
            j += usize::from(right <= left);
        }
        Overlap::new(shared, a.len(), b.len())
    }

    /// Pairs (a < b, ascending) of high overlap that share a shingle of at most [`MAX_DF`] documents.
    pub fn overlapping(&self) -> Vec<(u32, u32)> {
        let mut owners: Vec<(u64, u32)> = Vec::with_capacity(self.sets.iter().map(Vec::len).sum());
        for (d, set) in self.sets.iter().enumerate() {
            owners.extend(set.iter().map(|&s| (s, d as u32)));
        }
        exec::sort_by(&mut owners, |a, b| a.cmp(b));
        let documents_of = |shingle: u64| {
            let from = owners.partition_point(|o| o.0 < shingle);
            let n = owners[from..].iter().take(MAX_DF + 1).take_while(|o| o.0 == shingle).count();
            &owners[from..from + n]
        };
        let frequent = exec::map(&self.sets, |set| {
            set.iter().filter(|&&s| documents_of(s).len() > MAX_DF).count()
        });
        let of_document = |a: usize| {
            let mut shared: FxHashMap<u32, usize> = FxHashMap::default();
            for &shingle in &self.sets[a] {
                let owners = documents_of(shingle);
                if owners.len() <= MAX_DF {
                    for &(_, b) in owners.iter().filter(|o| o.1 as usize > a) {
                        *shared.entry(b).or_default() += 1;
                    }
                }
            }
            let (n_a, of_a) = (self.sets[a].len(), frequent[a]);
            let may_be_high = |&(b, rare): &(u32, usize)| {
                let (n_b, of_b) = (self.sets[b as usize].len(), frequent[b as usize]);
                Overlap::new(rare + of_a.min(of_b), n_a, n_b).is_high()
            };
            let mut pairs: Vec<(u32, u32)> = shared
                .into_iter()
                .filter(may_be_high)
                .filter(|&(b, _)| self.overlap(a, b as usize).is_high())
                .map(|(b, _)| (a as u32, b))
                .collect();
            pairs.sort_unstable();
            pairs
        };
        exec::map_range(self.sets.len(), of_document).into_iter().flatten().collect()
    }
}

fn set(units: &[u32], length: usize) -> Vec<u64> {
    let length = length.max(1).min(units.len());
    if length == 0 {
        return Vec::new();
    }
    let mut hashes: Vec<u64> = units.windows(length).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// A 64-bit hash of a run of units, the same on every machine: each unit is folded in and mixed as
/// splitmix64 does. The length sets a start far from any unit's id, lest short runs meet long ones.
fn hash(units: &[u32]) -> u64 {
    let mut h = (units.len() as u64 + 1).wrapping_mul(0xd6e8_feb8_6659_fd93);
    for &unit in units {
        h = (h ^ (u64::from(unit) + 1)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        h ^= h >> 31;
    }
    h
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn naive(a: &[u32], b: &[u32], length: usize) -> Overlap {
        let set = |u: &[u32]| -> BTreeSet<Vec<u32>> {
            if u.is_empty() {
                return BTreeSet::new();
            }
            u.windows(length.min(u.len())).map(<[u32]>::to_vec).collect()
        };
        let (a, b) = (set(a), set(b));
        Overlap::new(a.intersection(&b).count(), a.len(), b.len())
    }

    proptest! {
        #[test]
        fn overlaps_equal_those_of_plain_sets(
            documents in proptest::collection::vec(
                proptest::collection::vec(0u32..4, 0..30), 0..12),
            length in 1usize..6,
        ) {
            let shingles = Shingles { sets: documents.iter().map(|d| set(d, length)).collect() };
            let mut expected = Vec::new();
            for a in 0..documents.len() {
                for b in a + 1..documents.len() {
                    let overlap = naive(&documents[a], &documents[b], length);
                    prop_assert_eq!(shingles.overlap(a, b), overlap);
                    if overlap.is_high() {
                        expected.push((a as u32, b as u32));
                    }
                }
            }
            prop_assert_eq!(shingles.overlapping(), expected);
        }
    }

    #[test]
    fn formulas_of_many_documents_propose_no_pairs_but_count_in_their_figures() {
        // sixty documents share a formula; the first two share four words of their own as well
        let formula: Vec<u32> = (0..10).collect();
        let documents: Vec<Vec<u32>> = (0..60u32)
            .map(|d| {
                let own = if d < 2 { 500 } else { 1000 + d * 20 };
                formula
                    .iter()
                    .copied()
                    .chain(own..own + 4)
                    .chain(9000 + d * 20..9012 + d * 20)
                    .collect()
            })
            .collect();
        let shingles = Shingles { sets: documents.iter().map(|d| set(d, 1)).collect() };
        assert_eq!(shingles.overlapping(), [(0, 1)]);
        assert_eq!(shingles.overlap(0, 1).containment_ab, 14.0 / 26.0);
    }
}

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
//! overlap: rare shingles shared, plus every frequent shingle of the document that has fewer, bounds
//! the intersection from above, and only where frequent ones are in play is it counted. Pairs that
//! share nothing but formulas of more than [`MAX_DF`] documents are left to the cosine neighbours.

use crate::corpus::DocId;
use crate::csr::Csr;
use crate::exec;
use crate::units::UnitStream;

/// Documents up to which a shingle proposes pairs.
pub const MAX_DF: usize = 50;
/// Shingles that are sorted as one, about.
const PART: usize = 1 << 19;
/// Documents that share one scratch array.
const CHUNK: usize = 256;
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
        let n = self.sets.len();
        let Shared { groups, groups_of, frequent } = Shared::of(&self.sets);
        let of_document = |a: usize, counts: &mut [u32], pairs: &mut Vec<(u32, u32)>| {
            let mut touched: Vec<u32> = Vec::new();
            for &group in groups_of.row(a).0 {
                let owners = groups.row(group as usize).0;
                let after = owners.partition_point(|&b| b as usize <= a);
                for &b in &owners[after..] {
                    if counts[b as usize] == 0 {
                        touched.push(b);
                    }
                    counts[b as usize] += 1;
                }
            }
            touched.sort_unstable();
            for b in touched {
                let rare = std::mem::take(&mut counts[b as usize]) as usize;
                let b = b as usize;
                let unseen = frequent[a].min(frequent[b]) as usize;
                let most = Overlap::new(rare + unseen, self.sets[a].len(), self.sets[b].len());
                if most.is_high() && (unseen == 0 || self.overlap(a, b).is_high()) {
                    pairs.push((a as u32, b as u32));
                }
            }
        };
        let chunks = exec::map_range(n.div_ceil(CHUNK), |c| {
            let mut counts = vec![0u32; n];
            let mut pairs = Vec::new();
            for a in c * CHUNK..((c + 1) * CHUNK).min(n) {
                of_document(a, &mut counts, &mut pairs);
            }
            pairs
        });
        chunks.concat()
    }
}

/// Shingles of two documents or more, by number of documents.
struct Shared {
    /// Owners, ascending, of each shingle that at most [`MAX_DF`] documents have.
    groups: Csr<()>,
    /// Those shingles of each document.
    groups_of: Csr<()>,
    /// How many shingles of each document more than [`MAX_DF`] documents have.
    frequent: Vec<u32>,
}

impl Shared {
    /// Hashes are spread evenly, so equal parts of their range are sorted one by one: the work is
    /// parallel, and the pairs of (shingle, document) never lie in memory all at once.
    fn of(sets: &[Vec<u64>]) -> Self {
        let total: usize = sets.iter().map(Vec::len).sum();
        let bits = (total / PART).max(1).ilog2();
        let parts = exec::map_range(1 << bits, |part| {
            let part_of = |shingle: u64| shingle.checked_shr(64 - bits).unwrap_or(0) as usize;
            let mut owners: Vec<(u64, u32)> = Vec::with_capacity((total >> bits) + PART / 8);
            for (set, d) in sets.iter().zip(0u32..) {
                let from = set.partition_point(|&s| part_of(s) < part);
                let own = set[from..].iter().take_while(|&&s| part_of(s) == part);
                owners.extend(own.map(|&s| (s, d)));
            }
            owners.sort_unstable();
            let (mut groups, mut frequent) = (Csr::new(sets.len()), Vec::new());
            for group in owners.chunk_by(|a, b| a.0 == b.0) {
                if group.len() > MAX_DF {
                    frequent.extend(group.iter().map(|o| o.1));
                } else if group.len() > 1 {
                    groups.push_row(group.iter().map(|o| (o.1, ())));
                }
            }
            (groups, frequent)
        });
        let (mut groups, mut frequent) = (Csr::new(sets.len()), vec![0u32; sets.len()]);
        for (part, of_part) in parts {
            (0..part.n_rows())
                .for_each(|g| groups.push_row(part.row(g).0.iter().map(|&d| (d, ()))));
            of_part.iter().for_each(|&d| frequent[d as usize] += 1);
        }
        Self { groups_of: groups.transposed(), groups, frequent }
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

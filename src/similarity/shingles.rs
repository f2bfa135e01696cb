//! Shingles: how much of one document's wording another has.
//!
//! ```text
//! a shingle: 5 Han characters or 3 words in a row (marks left out)    S(d): the distinct shingles of d
//! Jaccard |A ∩ B| / |A ∪ B|        containment of A in B |A ∩ B| / |A|        (Broder 1997)
//! ```
//!
//! A document shorter than a shingle is one shingle. Shingles are kept as 64-bit hashes; figures of
//! a pair are exact (two of a million shingles collide with odds of 1 in 10⁷). Pairs are found in one
//! of two ways:
//!
//! - *postings*, while the sets fit into memory: all pairs that share a shingle of at most [`MAX_DF`]
//!   documents and may reach the wanted overlap. Rare shingles shared, plus every frequent shingle of
//!   the document that has fewer, bounds the intersection from above, and only where frequent ones are
//!   in play is it counted. Texts that stand in more documents are found by their lowest
//!   [`LOWEST`] hashes: those who share one are compared with the first of them, so that a notice in
//!   five thousand copies is a star. Other pairs that share nothing but formulas of more than
//!   [`MAX_DF`] documents are left to the cosine neighbours.
//! - *[`minhash`]*, where they do not ([`crate::memory`]): candidates by banding, each verified with the
//!   exact figures. Sets are made when they are wanted and not kept. Pairs of less than about half
//!   resemblance, such as a notice inside a report, are then left to the passages.

use std::borrow::Cow;

use crate::corpus::DocId;
use crate::csr::Csr;
use crate::exec;
use crate::minhash::{self, Signature};
use crate::units::{UnitKind, UnitStream};
use crate::warning::{Topic, Warning};

/// Lowest hashes by which copies of one text find each other.
const LOWEST: usize = 8;
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

/// The distinct shingles of every document, kept or made on demand.
pub struct Shingles<'a> {
    stream: &'a UnitStream,
    length: usize,
    /// Hashes of each document's shingles, ascending.
    kept: Option<Vec<Vec<u64>>>,
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

impl<'a> Shingles<'a> {
    /// The shingles of `length` content units of every document; of the length that suits the script
    /// of most units where none is given. `keeps` says whether there is room for all of them.
    pub fn of(stream: &'a UnitStream, length: Option<usize>, keeps: bool) -> Self {
        let length = length.unwrap_or_else(|| suited(stream));
        let mut shingles = Self { stream, length, kept: None };
        if keeps {
            let all = exec::map_range(stream.n_documents(), |d| shingles.set(d).into_owned());
            shingles.kept = Some(all);
        }
        shingles
    }

    /// What is not looked for, where the corpus is too large for that.
    pub fn doubt(&self) -> Option<Warning> {
        let message = format!(
            "{} units are too many to keep every shingle: pairs with less than half of their wording \
             in common may be missing from the similar documents; their passages are found all the same",
            self.stream.len()
        );
        self.kept.is_none().then(|| Warning::new(Topic::Output, "similar", message))
    }

    /// The shingles of a document.
    fn set(&self, document: usize) -> Cow<'_, [u64]> {
        if let Some(kept) = &self.kept {
            return Cow::Borrowed(&kept[document]);
        }
        let stream = self.stream;
        let units: Vec<u32> = stream
            .positions(DocId(document as u32))
            .filter(|&p| stream.kind(p).is_content())
            .map(|p| stream.ids[p].0)
            .collect();
        Cow::Owned(set(&units, self.length))
    }

    /// How the shingles of two documents overlap.
    pub fn overlap(&self, a: usize, b: usize) -> Overlap {
        overlap(&self.set(a), &self.set(b))
    }

    /// Pairs (a < b, ascending) of high overlap.
    pub fn overlapping(&self) -> Vec<(u32, u32)> {
        match &self.kept {
            Some(sets) => by_postings(sets),
            None => by_minhash(self.stream.n_documents(), |d| self.set(d)),
        }
    }
}

/// Shingle lengths in Han characters and in words.
const HAN: usize = 5;
const WORDS: usize = 3;

fn suited(stream: &UnitStream) -> usize {
    let count = |kind| (0..stream.len()).filter(|&p| stream.kind(p) == kind).count();
    if count(UnitKind::Han) >= count(UnitKind::Word) { HAN } else { WORDS }
}

fn overlap(a: &[u64], b: &[u64]) -> Overlap {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let (left, right) = (a[i], b[j]);
        shared += usize::from(left == right);
        i += usize::from(left <= right);
        j += usize::from(right <= left);
    }
    Overlap::new(shared, a.len(), b.len())
}

/// Those of the pairs whose overlap is high.
fn verified<'a>(
    pairs: &[(u32, u32)],
    set: impl Fn(usize) -> Cow<'a, [u64]> + Sync + Send,
) -> Vec<(u32, u32)> {
    let is_high = exec::map(pairs, |&(a, b)| overlap(&set(a as usize), &set(b as usize)).is_high());
    pairs.iter().zip(is_high).filter(|(_, is_high)| *is_high).map(|(pair, _)| *pair).collect()
}

fn by_minhash<'a>(
    n: usize,
    set: impl Fn(usize) -> Cow<'a, [u64]> + Sync + Send,
) -> Vec<(u32, u32)> {
    let signatures: Vec<Option<Signature>> = exec::map_range(n, |d| minhash::signature(&set(d)));
    verified(&minhash::candidates(&signatures), set)
}

fn by_postings(sets: &[Vec<u64>]) -> Vec<(u32, u32)> {
    let n = sets.len();
    let Shared { groups, groups_of, frequent } = Shared::of(sets);
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
            let most = Overlap::new(rare + unseen, sets[a].len(), sets[b].len());
            if most.is_high() && (unseen == 0 || overlap(&sets[a], &sets[b]).is_high()) {
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
    let mut pairs = chunks.concat();
    pairs.extend(verified(&copies(sets), |d| Cow::Borrowed(&sets[d][..])));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Pairs of the first and each other of more than [`MAX_DF`] documents with one of their
/// [`LOWEST`] hashes in common.
fn copies(sets: &[Vec<u64>]) -> Vec<(u32, u32)> {
    let lowest = |(d, set): (u32, &Vec<u64>)| {
        set.iter().take(LOWEST).map(move |&hash| (hash, d)).collect::<Vec<_>>()
    };
    let mut owners: Vec<(u64, u32)> = (0u32..).zip(sets).flat_map(lowest).collect();
    exec::sort_by(&mut owners, Ord::cmp);
    let mut pairs = Vec::new();
    for group in owners.chunk_by(|x, y| x.0 == y.0).filter(|group| group.len() > MAX_DF) {
        let documents: Vec<u32> = group.iter().map(|o| o.1).collect();
        minhash::pair_up(&documents, MAX_DF, &mut pairs);
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
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
            let sets: Vec<Vec<u64>> = documents.iter().map(|d| set(d, length)).collect();
            let mut expected = Vec::new();
            for a in 0..documents.len() {
                for b in a + 1..documents.len() {
                    let overlap = naive(&documents[a], &documents[b], length);
                    prop_assert_eq!(super::overlap(&sets[a], &sets[b]), overlap);
                    if overlap.is_high() {
                        expected.push((a as u32, b as u32));
                    }
                }
            }
            prop_assert_eq!(by_postings(&sets), expected);
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
        let sets: Vec<Vec<u64>> = documents.iter().map(|d| set(d, 1)).collect();
        assert_eq!(by_postings(&sets), [(0, 1)]);
        assert_eq!(overlap(&sets[0], &sets[1]).containment_ab, 14.0 / 26.0);
    }

    /// Documents of which each fifth is an edited copy of the one before.
    fn versions(n: u32) -> Vec<Vec<u64>> {
        let document = |d: u32| -> Vec<u32> {
            let original = d - u32::from(d % 5 == 4);
            let unit = |i: u32| (hash(&[original, i]) % 5003) as u32;
            (0..200).map(|i| if original < d && i % 40 == 7 { 9999 } else { unit(i) }).collect()
        };
        (0..n).map(|d| set(&document(d), 5)).collect()
    }

    #[test]
    fn minhash_finds_what_the_postings_find() {
        let sets = versions(500);
        let by_minhash = by_minhash(sets.len(), |d| Cow::Borrowed(&sets[d][..]));
        assert_eq!(by_minhash.len(), 100);
        assert_eq!(by_minhash, by_postings(&sets));
    }

    #[test]
    fn a_text_in_many_copies_is_a_star() {
        let mut sets = versions(8);
        let copy = sets[0].clone();
        sets.extend(vec![copy; 200]);
        let pairs = by_postings(&sets);
        let of_first = (8..208).map(|d| (0, d));
        assert_eq!(pairs, of_first.chain([(3, 4)]).collect::<Vec<_>>());
    }
}

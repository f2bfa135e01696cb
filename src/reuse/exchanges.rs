//! Who shares with whom: what two documents, and two groups, have in common, and in which direction.
//!
//! The earlier document gives, the later one takes; where a date is missing or both are of one day,
//! nobody is known to. A unit in several passages of a pair counts once on each side. Passages that are
//! formulaic, or inside one document, are no exchange.

use std::ops::Range;

use bitcode::{Decode, Encode};
use serde::Serialize;

use crate::corpus::{Corpus, DocId};
use crate::exec;
use crate::reuse::content::Content;

/// What two documents share; `a` is the earlier by date, else by name.
#[derive(Debug, Encode, Decode, Clone, PartialEq, Serialize)]
pub struct Exchange {
    /// The giving side, where `is_directed`.
    pub a: DocId,
    /// The taking side.
    pub b: DocId,
    /// Whether dates tell who came first.
    pub is_directed: bool,
    /// Passages between the two.
    pub n_passages: u32,
    /// Content units of `a` in them.
    pub units_a: u32,
    /// Content units of `b` in them.
    pub units_b: u32,
}

/// What the documents of two groups share, or those of one group among themselves.
#[derive(Debug, Encode, Decode, Clone, PartialEq, Serialize)]
pub struct GroupExchange {
    /// The giving group, where `is_directed`; empty for documents without one.
    pub a: String,
    /// The taking group.
    pub b: String,
    /// Whether dates tell who came first, in each of the pairs counted here.
    pub is_directed: bool,
    /// Pairs of documents.
    pub n_pairs: u32,
    /// Passages between them.
    pub n_passages: u32,
    /// Documents of `b` among them.
    pub documents_b: u32,
    /// Content units of `b` in the passages, each once.
    pub units_b: u32,
    /// `units_b` over all content units of the group `b`.
    pub share_b: f64,
}

/// One passage between two documents, in content coordinates, the earlier document first.
pub(super) type Shared = (DocId, DocId, Range<u32>, Range<u32>);

/// The exchanges of all pairs, most units first.
pub(super) fn exchanges(corpus: &Corpus, shared: &mut [Shared]) -> Vec<Exchange> {
    let key = |s: &Shared| (s.0, s.1, s.2.start, s.3.start, s.2.end, s.3.end);
    exec::sort_by(shared, |x, y| key(x).cmp(&key(y)));
    let of_pair = |pair: &[Shared]| {
        let (a, b) = (pair[0].0, pair[0].1);
        Exchange {
            a,
            b,
            is_directed: is_directed(corpus, a, b),
            n_passages: pair.len() as u32,
            units_a: n_units(pair.iter().map(|s| s.2.clone())),
            units_b: n_units(pair.iter().map(|s| s.3.clone())),
        }
    };
    let mut found: Vec<Exchange> =
        shared.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)).map(of_pair).collect();
    found.sort_by_key(|e| (std::cmp::Reverse(e.units_a.max(e.units_b)), e.a, e.b));
    found
}

/// The exchanges of groups, by the names of the groups; none where no document has a group.
pub(super) fn group_exchanges(
    corpus: &Corpus,
    content: &Content,
    shared: &[Shared],
) -> Vec<GroupExchange> {
    if corpus.groups().is_empty() {
        return Vec::new();
    }
    let name = |d: DocId| corpus[d].group.as_deref().unwrap_or_default();
    let mut names: Vec<&str> = corpus.ids().map(name).collect();
    names.sort_unstable();
    names.dedup();
    let number = |d: DocId| names.partition_point(|n| *n < name(d)) as u32;
    let groups: Vec<u32> = corpus.ids().map(number).collect();
    let group = |d: DocId| groups[d.index()];
    let mut totals = vec![0u32; names.len()];
    for d in corpus.ids() {
        totals[group(d) as usize] += content.document_range(d.index()).len() as u32;
    }
    let key = |s: &Shared| {
        let directed = is_directed(corpus, s.0, s.1);
        let (a, b) = (group(s.0), group(s.1));
        // Without a direction the pair has no order of its own.
        if directed || a <= b { (a, b, directed) } else { (b, a, directed) }
    };
    let mut order = exec::map_range(shared.len(), |i| (key(&shared[i]), i as u32));
    exec::sort_unstable(&mut order);
    let of_groups = |found: &[((u32, u32, bool), u32)]| {
        let (a, b, is_directed) = found[0].0;
        let all = || found.iter().map(|&(_, i)| &shared[i as usize]);
        let mut pairs: Vec<(DocId, DocId)> = all().map(|s| (s.0, s.1)).collect();
        pairs.dedup();
        // The side of group b, whichever the pair's own order is.
        let taken = |s: &Shared| {
            if group(s.1) == b { (s.1, s.3.clone()) } else { (s.0, s.2.clone()) }
        };
        let mut takers: Vec<DocId> = all().map(|s| taken(s).0).collect();
        takers.sort_unstable();
        takers.dedup();
        let units_b = n_units(all().map(|s| taken(s).1));
        let (total, [a, b]) = (totals[b as usize], [a, b].map(|g| names[g as usize].to_owned()));
        GroupExchange {
            a,
            b,
            is_directed,
            n_pairs: pairs.len() as u32,
            n_passages: found.len() as u32,
            documents_b: takers.len() as u32,
            units_b,
            share_b: f64::from(units_b) / f64::from(total.max(1)),
        }
    };
    let of_two: Vec<_> = order.chunk_by(|x, y| x.0 == y.0).collect();
    exec::map(&of_two, |found| of_groups(found))
}

fn is_directed(corpus: &Corpus, a: DocId, b: DocId) -> bool {
    corpus[a].date.zip(corpus[b].date).is_some_and(|(x, y)| x != y)
}

fn n_units(ranges: impl Iterator<Item = Range<u32>>) -> u32 {
    union(&ranges.collect::<Vec<_>>()).iter().map(|r| r.end - r.start).sum()
}

/// The ranges without their overlaps, so that a stretch in a thousand passages counts once.
fn union(ranges: &[Range<u32>]) -> Vec<Range<u32>> {
    let mut sorted: Vec<(u32, u32)> = ranges.iter().map(|r| (r.start, r.end)).collect();
    sorted.sort_unstable();
    let mut union: Vec<Range<u32>> = Vec::new();
    for (start, end) in sorted {
        match union.last_mut().filter(|last| start <= last.end) {
            Some(last) => last.end = last.end.max(end),
            None => union.push(start..end),
        }
    }
    union
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_union_covers_what_the_ranges_cover(
            raw in prop::collection::vec((0u32..40, 0u32..8), 0..12),
        ) {
            let ranges: Vec<Range<u32>> = raw.iter().map(|&(s, n)| s..s + n).collect();
            let union = union(&ranges);
            for unit in 0..50 {
                let naive = ranges.iter().any(|r| r.contains(&unit));
                let times = union.iter().filter(|r| r.contains(&unit)).count();
                prop_assert_eq!(usize::from(naive), times);
            }
        }
    }
}

//! What each document is made of, as shares of its content units.
//!
//! ```text
//! shared     in a passage shared with another document, of any kind but formulaic
//! formulaic  not shared, and in a repeated phrase
//! own        the rest:  1 - shared - formulaic
//! ```
//!
//! A document without content units has three zeros. A passage between two sections of one document
//! is not shared.

use std::ops::Range;

use crate::bits::Bits;
use crate::exec;
use crate::reuse::Shares;
use crate::reuse::content::Content;
use crate::reuse::exchanges::Shared;

/// The shares of every document, and of every section of each. `phrases` are the coordinates that a phrase
/// covers.
pub(super) fn shares(
    content: &Content,
    shared: &[Shared],
    phrases: &Bits,
) -> (Vec<Shares>, Vec<Vec<Shares>>) {
    let sides = |(_, _, a, b): &Shared| {
        [a, b].map(|side| side.start as usize..side.end as usize).into_iter()
    };
    let marked = Bits::covered(content.ids.len(), shared, sides);
    let of = |range: Range<u32>| {
        let units = range.start as usize..range.end as usize;
        let n = units.len();
        if n == 0 {
            return Shares::default();
        }
        let n_shared = marked.count(&units) as usize;
        let n_formulaic = phrases.count_without(&marked, units) as usize;
        let formulaic = n_formulaic as f64 / n as f64;
        let shared = n_shared as f64 / n as f64;
        let own = (n - n_shared - n_formulaic) as f64 / n as f64;
        Shares { formulaic, shared, own }
    };
    let documents = exec::map_range(content.n_documents(), |d| of(content.document_range(d)));
    let sections = content.sections_by_document();
    (documents, exec::map(&sections, |ranges| ranges.iter().cloned().map(of).collect()))
}

/// The ranges without their overlaps, so that a stretch in a thousand passages is marked once.
pub(super) fn union(ranges: &[Range<u32>]) -> Vec<Range<u32>> {
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

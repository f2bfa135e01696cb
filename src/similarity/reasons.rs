//! Reasons: why two texts are alike, in terms and in the longest run of words they share.
//!
//! ```text
//! shared terms    highest x_t · y_t of the TF-IDF rows: what adds most to the cosine
//! shared phrase   the longest run of equal content units (marks do not count), of 4 Han characters
//!                 or 3 words at least
//! ```
//!
//! A run is looked for over hashes of its least length, which are then walked on both sides, so that a
//! phrase shared by chance of a hash is never told.

use std::ops::Range;

use bitcode::{Decode, Encode};
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::csr::Csr;
use crate::exec;
use crate::units::{UnitKind, UnitStream};

/// Terms of a reason.
const TERMS: usize = 5;
/// Least length of a shared run, in Han characters and in words.
const HAN: usize = 4;
const WORDS: usize = 3;
/// Places of one least run in a text that are looked at: more are a refrain.
const PLACES: usize = 8;

/// Why two texts are alike.
#[derive(Debug, Encode, Decode, Clone, Default, PartialEq, Serialize)]
pub struct Reason {
    /// The terms that add most to the cosine, as the texts spell them.
    pub terms: Vec<String>,
    /// The longest run of words both have, as the first writes it, its first 60 units; empty without
    /// one.
    pub phrase: String,
}

/// Columns of the terms that add most to the cosine of two rows, highest first.
pub fn terms(rows: &Csr<f32>, a: usize, b: usize) -> Vec<u32> {
    let ((a_terms, a_values), (b_terms, b_values)) = (rows.row(a), rows.row(b));
    let mut products: Vec<(u32, f64)> = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < a_terms.len() && j < b_terms.len() {
        let (x, y) = (a_terms[i], b_terms[j]);
        if x == y {
            products.push((x, f64::from(a_values[i]) * f64::from(b_values[j])));
        }
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    products.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    products.truncate(TERMS);
    products.into_iter().map(|p| p.0).collect()
}

/// The longest run of content units that two texts share, as positions of the first; pairs are given
/// as ranges of the stream, sorted by the first.
pub fn longest_runs(
    stream: &UnitStream,
    pairs: &[(Range<usize>, Range<usize>)],
) -> Vec<Range<usize>> {
    let groups: Vec<&[(Range<usize>, Range<usize>)]> = pairs.chunk_by(|x, y| x.0 == y.0).collect();
    let found = exec::map(&groups, |group| {
        let a = content(stream, &group[0].0);
        let starts = Starts::of(stream, &a);
        group.iter().map(|(_, b)| starts.longest(&content(stream, b))).collect::<Vec<_>>()
    });
    found.into_iter().flatten().collect()
}

/// The positions of the content units of a range, with their ids.
fn content(stream: &UnitStream, range: &Range<usize>) -> Vec<(usize, u32)> {
    let is_content = |&p: &usize| stream.kind(p).is_content();
    range.clone().filter(is_content).map(|p| (p, stream.ids[p].0)).collect()
}

/// Where the least runs of a text begin.
struct Starts<'a> {
    text: &'a [(usize, u32)],
    length: usize,
    places: FxHashMap<u64, Vec<u32>>,
}

impl<'a> Starts<'a> {
    fn of(stream: &UnitStream, text: &'a [(usize, u32)]) -> Self {
        let han = text.iter().filter(|u| stream.kind(u.0) == UnitKind::Han).count();
        let length = if han * 2 >= text.len() { HAN } else { WORDS };
        let mut places: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (at, window) in (0u32..).zip(text.windows(length)) {
            let of_hash = places.entry(hash(window)).or_default();
            if of_hash.len() < PLACES {
                of_hash.push(at);
            }
        }
        Self { text, length, places }
    }

    /// The longest run shared with another text; of equals the first in this one.
    fn longest(&self, other: &[(usize, u32)]) -> Range<usize> {
        let mut best: (usize, usize) = (0, 0);
        let mut from = 0;
        while from + self.length <= other.len() {
            let hash = hash(&other[from..from + self.length]);
            let mut step = 1;
            for &at in self.places.get(&hash).map_or(&[][..], Vec::as_slice) {
                let at = at as usize;
                let equal = |pair: &(&(usize, u32), &(usize, u32))| pair.0.1 == pair.1.1;
                let after = self.text[at..].iter().zip(&other[from..]).take_while(equal).count();
                if after < self.length {
                    continue;
                }
                let pairs = self.text[..at].iter().rev().zip(other[..from].iter().rev());
                let before = pairs.take_while(equal).count();
                let (start, n) = (at - before, before + after);
                if n > best.1 || (n == best.1 && start < best.0) {
                    best = (start, n);
                }
                // what begins inside a run is found by looking back from its end
                step = step.max(after + 1 - self.length);
            }
            from += step;
        }
        match best {
            (_, 0) => 0..0,
            (at, n) => self.text[at].0..self.text[at + n - 1].0 + 1,
        }
    }
}

fn hash(window: &[(usize, u32)]) -> u64 {
    window.iter().fold(0, |hash: u64, unit| {
        (hash.rotate_left(5) ^ u64::from(unit.1)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn terms_are_those_both_have_by_their_product() {
        let mut rows = Csr::new(5);
        rows.push_row([(0, 0.9), (1, 0.1), (3, 0.3)]);
        rows.push_row([(1, 0.5), (2, 0.8), (3, 0.4)]);
        assert_eq!(terms(&rows, 0, 1), [3, 1]);
    }

    proptest! {
        #[test]
        fn equals_trying_every_pair_of_places(
            a in proptest::collection::vec(0u32..4, 0..40),
            b in proptest::collection::vec(0u32..4, 0..40),
        ) {
            let text = |ids: &[u32]| ids.iter().copied().enumerate().collect::<Vec<_>>();
            let (a, b) = (text(&a), text(&b));
            let mut places: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
            for (at, window) in (0u32..).zip(a.windows(WORDS)) {
                places.entry(hash(window)).or_default().push(at);
            }
            let found = Starts { text: &a, length: WORDS, places }.longest(&b);
            let mut longest = 0;
            for i in 0..a.len() {
                for j in 0..b.len() {
                    let n = a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x.1 == y.1).count();
                    longest = longest.max(n);
                }
            }
            prop_assert_eq!(found.len(), if longest >= WORDS { longest } else { 0 });
            let run: Vec<u32> = a[found.clone()].iter().map(|u| u.1).collect();
            let is_in_b = b.windows(run.len().max(1)).any(|w| {
                w.iter().map(|u| u.1).eq(run.iter().copied())
            });
            prop_assert!(run.is_empty() || is_in_b);
        }
    }
}

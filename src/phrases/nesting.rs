//! Nesting: which occurrences stand on their own, and which phrases never do.
//!
//! An occurrence is independent when no longer listed phrase covers it. From the longest phrases to
//! the shortest: count, decide, and only then let the phrase cover others, so that a dropped phrase
//! hides nothing (statistical substring reduction after Lü, Zhang & Hu 2004, on independent
//! occurrences instead of raw document frequencies).
//!
//! A phrase that is never independent is dropped, unless the text sets it off by marks at both
//! edges in [`LEAST_SET_OFF`] of its places (a slogan quoted inside a longer formula is still a
//! slogan) or it is the common core of different phrases: no one unit stands before, and no one
//! after, [`CORE`] of its occurrences (最大同心圆 in 画好最大同心圆 and 画出最大同心圆).

use super::candidates::Candidate;
use super::edges::Edges;
use crate::concordance::Concordance;

/// Share of set-off occurrences from which a nested phrase is kept all the same.
const LEAST_SET_OFF: f64 = 0.2;

/// Largest share of one neighbour beside the common core of different phrases.
const CORE: f64 = 0.75;

/// Counts the independent occurrences of each candidate; `None` for those to be dropped.
pub fn independent(
    index: &Concordance,
    candidates: &[Candidate],
    edges: &[Edges],
) -> Vec<Option<u32>> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_unstable_by_key(|&i| (std::cmp::Reverse(candidates[i].length), i));
    // For each position, how far the kept phrases that cover it go on; no phrase is longer than a u16.
    let mut reach = vec![0u16; index.suffixes.len() + 1];
    let mut kept = vec![None; candidates.len()];
    for group in order.chunk_by(|&a, &b| candidates[a].length == candidates[b].length) {
        for &i in group {
            let c = &candidates[i];
            let occurrences = c.occurrences(index);
            let free = occurrences.iter().filter(|&&p| u32::from(reach[p as usize]) < c.length);
            let n = free.count();
            let e = &edges[i];
            let is_core = e.left.dominant < CORE && e.right.dominant < CORE;
            if n > 0 || e.set_off >= LEAST_SET_OFF || is_core {
                kept[i] = Some(n as u32);
            }
        }
        for &i in group.iter().filter(|&&i| kept[i].is_some()) {
            let length = u16::try_from(candidates[i].length).unwrap_or(u16::MAX);
            for &p in candidates[i].occurrences(index) {
                for (covered, left) in reach[p as usize..].iter_mut().zip((1..=length).rev()) {
                    *covered = left.max(*covered);
                }
            }
        }
    }
    kept
}

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

use std::sync::atomic::{AtomicU16, Ordering};

use super::candidates::Candidate;
use super::edges::Edges;
use crate::concordance::Concordance;
use crate::exec;

/// Share of set-off occurrences from which a nested phrase is kept all the same.
const LEAST_SET_OFF: f64 = 0.2;

/// Largest share of one neighbour beside the common core of different phrases.
const CORE: f64 = 0.75;

/// Occurrences whose positions are brought near at once.
const AT_ONCE: usize = 64;

/// Counts the independent occurrences of each candidate; `None` for those to be dropped.
pub fn independent(
    index: &Concordance,
    candidates: &[Candidate],
    edges: &[Edges],
) -> Vec<Option<u32>> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_unstable_by_key(|&i| (std::cmp::Reverse(candidates[i].length), i));
    // For each position, how far the kept phrases that cover it go on; no phrase is longer than a u16.
    let reach: Vec<AtomicU16> =
        vec![0; index.suffixes.len() + 1].into_iter().map(AtomicU16::new).collect();
    let mut kept = vec![None; candidates.len()];
    for group in order.chunk_by(|&a, &b| candidates[a].length == candidates[b].length) {
        let counts = exec::map(group, |&i| {
            let c = &candidates[i];
            let reach = |p: i32| reach[p as usize].load(Ordering::Relaxed);
            c.occurrences(index).iter().filter(|&&p| u32::from(reach(p)) < c.length).count()
        });
        for (&i, n) in group.iter().zip(counts) {
            let e = &edges[i];
            let is_core = e.left.dominant < CORE && e.right.dominant < CORE;
            if n > 0 || e.set_off >= LEAST_SET_OFF || is_core {
                kept[i] = Some(n as u32);
            }
        }
        exec::for_each(group, |&i| {
            if kept[i].is_none() {
                return;
            }
            let length = u16::try_from(candidates[i].length).unwrap_or(u16::MAX);
            for some in candidates[i].occurrences(index).chunks(AT_ONCE) {
                // What is written waits for memory one by one, what is read does so together.
                let read = |&p: &i32| reach[p as usize].load(Ordering::Relaxed);
                std::hint::black_box(some.iter().fold(0, |all, p| all ^ read(p)));
                for &p in some {
                    for (covered, left) in reach[p as usize..].iter().zip((1..=length).rev()) {
                        if covered.load(Ordering::Relaxed) < left {
                            covered.fetch_max(left, Ordering::Relaxed);
                        }
                    }
                }
            }
        });
    }
    kept
}

//! Nesting: which occurrences stand on their own, and which phrases never do.
//!
//! An occurrence is independent when no longer listed phrase covers it. From the longest phrases to
//! the shortest: count, decide, and only then let the phrase cover others, so that a dropped phrase
//! hides nothing (statistical substring reduction after Lü, Zhang & Hu 2004, on independent
//! occurrences instead of raw document frequencies).
//!
//! A phrase is dropped when fewer than [`LEAST_INDEPENDENT`] of its occurrences are independent and
//! the text does not set it off by marks at both edges in [`LEAST_SET_OFF`] of them (a slogan that
//! is always quoted inside a longer formula is still a slogan).

use super::candidates::Candidate;
use crate::concordance::Concordance;

/// Share of independent occurrences from which a phrase is kept.
const LEAST_INDEPENDENT: f64 = 0.1;

/// Share of set-off occurrences from which a nested phrase is kept all the same.
const LEAST_SET_OFF: f64 = 0.2;

/// Counts the independent occurrences of each candidate; `None` for those to be dropped.
/// `set_off` is the share of each candidate's occurrences with marks at both edges.
pub fn independent(
    index: &Concordance,
    candidates: &[Candidate],
    set_off: &[f64],
) -> Vec<Option<u32>> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_unstable_by_key(|&i| (std::cmp::Reverse(candidates[i].length), i));
    // For each position, the furthest end of a kept phrase that covers it.
    let mut reach = vec![0u32; index.suffixes.len() + 1];
    let mut kept = vec![None; candidates.len()];
    for group in order.chunk_by(|&a, &b| candidates[a].length == candidates[b].length) {
        for &i in group {
            let c = &candidates[i];
            let occurrences = c.occurrences(index);
            let free = occurrences.iter().filter(|&&p| reach[p as usize] < p as u32 + c.length);
            let n = free.count();
            let share = n as f64 / occurrences.len() as f64;
            if share >= LEAST_INDEPENDENT || set_off[i] >= LEAST_SET_OFF {
                kept[i] = Some(n as u32);
            }
        }
        for &i in group.iter().filter(|&&i| kept[i].is_some()) {
            let length = candidates[i].length;
            for &p in candidates[i].occurrences(index) {
                let end = p as u32 + length;
                for covered in &mut reach[p as usize..end as usize] {
                    *covered = end.max(*covered);
                }
            }
        }
    }
    kept
}

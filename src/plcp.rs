//! Permuted LCP: of each position, how many units its suffix shares with the suffix sorted before it.
//!
//! ```text
//! Φ(suffixes[r]) = suffixes[r - 1]
//! plcp[p] = units that suffixes p and Φ(p) share,  at least plcp[p - 1] - 1
//! ```
//!
//! The Φ algorithm (Kärkkäinen, Manzini & Puglisi 2009): a value tells most of the next, so that all
//! take linear time. A chunk of positions begins without that knowledge and is the work of one thread. Φ(p)
//! lies anywhere: the units there are asked for many at a time, before any is compared.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::corpus::UnitId;
use crate::exec;

/// Ranks or positions that are one thread's at a time.
const CHUNK: usize = 1 << 16;
/// Positions whose units are asked for together.
const AT_ONCE: usize = 64;
/// Φ of the position that is sorted first.
const NONE: u32 = u32::MAX;

/// The value of each position of a text.
pub fn plcp(ids: &[UnitId], suffixes: &[i32]) -> Vec<u32> {
    in_chunks(ids, suffixes, CHUNK)
}

fn in_chunks(ids: &[UnitId], suffixes: &[i32], size: usize) -> Vec<u32> {
    // Made of zeros that the system has not written yet: the threads that need them do.
    let phi: Vec<AtomicU32> = vec![0; ids.len()].into_iter().map(AtomicU32::new).collect();
    exec::for_each_range(suffixes.len().div_ceil(size), |chunk| {
        let from = chunk * size;
        let mut before = from.checked_sub(1).map_or(NONE, |rank| suffixes[rank] as u32);
        for &suffix in &suffixes[from..(from + size).min(suffixes.len())] {
            phi[suffix as usize].store(before, Ordering::Relaxed);
            before = suffix as u32;
        }
    });
    let mut values: Vec<u32> = phi.into_iter().map(AtomicU32::into_inner).collect();
    exec::for_each_chunk_mut(&mut values, size, |chunk, values| {
        let mut shared = 0;
        for (block, values) in values.chunks_mut(AT_ONCE).enumerate() {
            let first = chunk * size + block * AT_ONCE;
            let near = |&before: &u32| ids.get(before as usize + shared).map_or(0, |id| id.0);
            std::hint::black_box(values.iter().fold(0, |all, before| all ^ near(before)));
            for (p, value) in (first..).zip(values) {
                shared = match *value {
                    NONE => 0,
                    before => {
                        shared + agreeing(&ids[p + shared..], &ids[before as usize + shared..])
                    }
                };
                *value = shared as u32;
                shared = shared.saturating_sub(1);
            }
        }
    });
    values
}

fn agreeing(a: &[UnitId], b: &[UnitId]) -> usize {
    a.iter().zip(b).take_while(|(x, y)| x == y).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn values_are_those_of_comparing_suffixes(
            units in prop::collection::vec(0u32..3, 1..300),
            size in 1usize..200,
        ) {
            let ids: Vec<UnitId> = units.into_iter().map(UnitId).collect();
            let mut suffixes: Vec<i32> = (0..ids.len() as i32).collect();
            suffixes.sort_by_key(|&p| &ids[p as usize..]);
            let values = in_chunks(&ids, &suffixes, size);
            prop_assert_eq!(values[suffixes[0] as usize], 0);
            for pair in suffixes.windows(2) {
                let shared = agreeing(&ids[pair[0] as usize..], &ids[pair[1] as usize..]);
                prop_assert_eq!(values[pair[1] as usize] as usize, shared);
            }
        }
    }
}

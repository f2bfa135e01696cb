//! MinHash signatures and banding: pairs of sets that are probably alike, in memory that does not grow
//! with the sets.
//!
//! ```text
//! signature_i(S) = min over s in S of hash_i(s)        P(equal) = J        (Broder 1997)
//! candidates: equal in all R rows of one of B bands    P = 1 - (1 - J^R)^B
//! ```
//!
//! With three rows and 42 bands a pair of J = 0.5 is a candidate with P = 0.996, of J = 0.6 with
//! 0.99996, of J = 0.02 with 0.0003; the caller verifies. Hashes are of the form (x ⊕ a) · b over 32
//! bits with odd b, which the compiler turns into vector instructions.
//!
//! More than [`MAX_BUCKET`] sets that agree in a band are linked to the first of them only: thousands of
//! copies of one text are a star, not a square.

use crate::exec;

/// Rows of a band.
const ROWS: usize = 3;
/// Bands of a signature.
const BANDS: usize = 42;
/// Sets in a band's bucket that are paired with each other.
pub const MAX_BUCKET: usize = 50;

/// The least hash of a set under each of the functions.
pub type Signature = [u32; ROWS * BANDS];

/// The signature of a set of hashes; none where it is empty.
pub fn signature(set: &[u64]) -> Option<Signature> {
    let mut least = [u32::MAX; ROWS * BANDS];
    let functions: Vec<(u32, u32)> = (0..(ROWS * BANDS) as u64)
        .map(|i| (mix(2 * i) as u32, mix(2 * i + 1) as u32 | 1))
        .collect();
    for &element in set {
        let x = (element ^ (element >> 32)) as u32;
        for (least, &(a, b)) in least.iter_mut().zip(&functions) {
            *least = (*least).min((x ^ a).wrapping_mul(b));
        }
    }
    (!set.is_empty()).then_some(least)
}

/// Pairs (a < b, ascending) of sets that agree in a band.
pub fn candidates(signatures: &[Option<Signature>]) -> Vec<(u32, u32)> {
    let bands = exec::map_range(BANDS, |band| {
        let rows = band * ROWS..(band + 1) * ROWS;
        let mut keys: Vec<([u32; ROWS], u32)> = (0u32..)
            .zip(signatures)
            .filter_map(|(i, s)| Some((s.as_ref()?[rows.clone()].try_into().ok()?, i)))
            .collect();
        keys.sort_unstable();
        let mut pairs = Vec::new();
        for bucket in keys.chunk_by(|x, y| x.0 == y.0) {
            let sets: Vec<u32> = bucket.iter().map(|k| k.1).collect();
            pair_up(&sets, MAX_BUCKET, &mut pairs);
        }
        pairs
    });
    let mut pairs = bands.concat();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Adds all pairs of an ascending list, or, of a long one, those with its first.
pub fn pair_up(sets: &[u32], most: usize, pairs: &mut Vec<(u32, u32)>) {
    for (i, &b) in sets.iter().enumerate().skip(1) {
        let partners = if sets.len() <= most { &sets[..i] } else { &sets[..1] };
        pairs.extend(partners.iter().map(|&a| (a, b)));
    }
}

/// splitmix64: a fixed stream of numbers, the same on every machine.
fn mix(i: u64) -> u64 {
    let mut h = (i + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    h ^ (h >> 31)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Two sets of `n` elements with `shared` of them in common.
    fn pair(n: u64, shared: u64, seed: u64) -> [Vec<u64>; 2] {
        let of =
            |own: u64| (0..n).map(|i| mix(if i < shared { i } else { own + i } + seed)).collect();
        [of(1 << 20), of(1 << 21)]
    }

    #[test]
    fn equal_rows_are_as_many_as_the_resemblance() {
        let mut error: f64 = 0.0;
        for shared in [0, 100, 200, 300] {
            let (mut equal, rounds) = (0, 40);
            for round in 0..rounds {
                let [a, b] = pair(300, shared, round << 32);
                let (a, b) = (signature(&a).unwrap(), signature(&b).unwrap());
                equal += a.iter().zip(&b).filter(|(x, y)| x == y).count();
            }
            let resemblance = shared as f64 / (600 - shared) as f64;
            let estimate = equal as f64 / (rounds as usize * ROWS * BANDS) as f64;
            error = error.max((estimate - resemblance).abs());
        }
        // The standard error of 5,040 rows is 0.007 at most.
        assert!(error < 0.03, "{error}");
    }

    #[test]
    fn pairs_that_share_half_are_candidates_and_strangers_are_not() {
        let mut sets = Vec::new();
        for round in 0..200u64 {
            sets.extend(pair(300, 220, round << 32));
        }
        let signatures: Vec<_> = sets.iter().map(|s| signature(s)).collect();
        let found = candidates(&signatures);
        let of_a_pair = found.iter().filter(|(a, b)| a % 2 == 0 && b - a == 1).count();
        // J = 0.58; the 200 pairs of strangers share nothing.
        assert_eq!((of_a_pair, found.len()), (200, 200));
    }

    #[test]
    fn copies_make_a_star_and_empty_sets_none() {
        let set: Vec<u64> = (0..40).map(mix).collect();
        let signatures = vec![signature(&set); 1000];
        assert_eq!(candidates(&signatures).len(), 999);
        assert!(candidates(&[signature(&[]), signature(&[])]).is_empty());
    }
}

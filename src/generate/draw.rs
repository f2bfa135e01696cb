//! Drawing in whole numbers: weighted draws, and draws from a pool without end.
//!
//! ```text
//! words      P(rank r) ∝ 1 / ((r + q)·√(r + q))      Zipf and Mandelbrot's law, steep as rare words are
//! a pool     P(number p) ∝ 1 / (p + 1) up to 2ᵇ       a bit length b evenly, then the bits below it
//! ```
//!
//! A table of weights is drawn from by the alias method (Walker 1977; Vose 1991): one random number, one
//! comparison. Pools of names and stock phrases have no table: a member is made from its number, so
//! that a larger corpus meets more of them, as in life, and memory stays flat.

use rand::RngCore;
use rand_xoshiro::Xoshiro256Plus;

/// A number below `n`, from the upper half of one draw.
pub fn below(rng: &mut Xoshiro256Plus, n: u32) -> u32 {
    ((u64::from(rng.next_u32()) * u64::from(n)) >> 32) as u32
}

/// Whether something with these odds in a thousand happens.
pub fn chance(rng: &mut Xoshiro256Plus, permille: u32) -> bool {
    below(rng, 1_000) < permille
}

/// A number below `2^bits`: small ones more often, P(p) ∝ 1 / (p + 1).
pub fn from_pool(rng: &mut Xoshiro256Plus, bits: u32) -> u64 {
    let floor = 1u64 << below(rng, bits.max(1));
    floor - 1 + (rng.next_u64() >> 11) % floor
}

/// An item of a list, all with the same odds.
pub fn any<T: Copy>(rng: &mut Xoshiro256Plus, items: &[T]) -> T {
    items[below(rng, items.len() as u32) as usize]
}

/// A table to draw indices from.
#[derive(Debug)]
pub struct Weighted {
    /// Of 2³², how often the column is its own index, and the index it is otherwise.
    columns: Vec<(u32, u32)>,
}

impl Weighted {
    /// A table of weights, which must not all be 0.
    pub fn new(weights: &[u64]) -> Self {
        let n = weights.len();
        let total: u128 = weights.iter().map(|&w| u128::from(w)).sum::<u128>().max(1);
        // weights in units of a column's share, times the total: whole numbers all the way
        let mut share: Vec<u128> = weights.iter().map(|&w| u128::from(w) * n as u128).collect();
        let (mut small, mut large): (Vec<usize>, Vec<usize>) =
            (0..n).partition(|&i| share[i] < total);
        let mut columns: Vec<(u32, u32)> = (0..n as u32).map(|i| (u32::MAX, i)).collect();
        while let (Some(low), Some(&high)) = (small.pop(), large.last()) {
            columns[low] = (((share[low] << 32) / total) as u32, high as u32);
            share[high] -= total - share[low];
            if share[high] < total {
                large.pop();
                small.push(high);
            }
        }
        Self { columns }
    }

    /// Ranks below `n` by Zipf and Mandelbrot's law with the exponent 3/2.
    pub fn ranks(n: usize, q: u64) -> Self {
        let weight = |r: u64| (1 << 50) / ((r + q) * ((r + q) << 16).isqrt());
        Self::new(&(0..n as u64).map(weight).collect::<Vec<_>>())
    }

    /// An index.
    pub fn draw(&self, rng: &mut Xoshiro256Plus) -> usize {
        // the whole part of bits · n / 2⁶⁴ chooses a column, the fraction decides in it
        let at = u128::from(rng.next_u64()) * self.columns.len() as u128;
        let column = (at >> 64) as usize;
        let (own, other) = self.columns[column];
        if ((at as u64) >> 32) < u64::from(own) { column } else { other as usize }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    #[test]
    fn indices_come_as_often_as_their_weights_say() {
        let weights = [5, 0, 1, 50, 44];
        let table = Weighted::new(&weights);
        let mut rng = Xoshiro256Plus::seed_from_u64(1);
        let mut counts = [0u64; 5];
        for _ in 0..100_000 {
            counts[table.draw(&mut rng)] += 1;
        }
        for (count, weight) in counts.iter().zip(weights) {
            assert!(count.abs_diff(weight * 1_000) <= 500, "{counts:?}");
        }
    }

    #[test]
    fn a_pool_gives_small_numbers_more_often_and_large_ones_too() {
        let mut rng = Xoshiro256Plus::seed_from_u64(1);
        let drawn: Vec<u64> = (0..10_000).map(|_| from_pool(&mut rng, 20)).collect();
        let n = |from, to| drawn.iter().filter(|&&p| (from..to).contains(&p)).count();
        assert_eq!(n(0, 1 << 20), 10_000);
        for bit in 0..20 {
            let n = n((1 << bit) - 1, (1 << (bit + 1)) - 1);
            assert!((400..600).contains(&n), "{n} of {bit} bits");
        }
    }
}

//! The log-likelihood ratio of shares: how surely counts in several parts differ (Dunning 1993).
//!
//! ```text
//! G2 = 2 Σ O ln(O/E), over carrying and other documents of every part,
//!      E from one share of carrying documents in all parts
//! ```
//!
//! With two parts, 3.84, 6.63 and 10.83 are reached by chance once in 20, 100 and 1,000 times.

/// What chance alone reaches once in twenty times, between two parts.
pub const ONE_IN_20: f64 = 3.84;
/// What chance alone reaches once in a thousand times, between two parts.
pub const ONE_IN_1000: f64 = 10.83;

/// The ratio for `counts[i]` carrying documents of `volumes[i]` documents in each part; 0 or more.
pub fn of_shares(counts: &[u32], volumes: &[u32]) -> f64 {
    let (carrying, all): (u32, u32) = (counts.iter().sum(), volumes.iter().sum());
    let share = f64::from(carrying) / f64::from(all.max(1));
    let term = |observed: f64, expected: f64| {
        if observed > 0.0 && expected > 0.0 { observed * (observed / expected).ln() } else { 0.0 }
    };
    let sum: f64 = counts
        .iter()
        .zip(volumes)
        .map(|(&n, &volume)| {
            let (n, volume) = (f64::from(n), f64::from(volume));
            term(n, share * volume) + term((volume - n).max(0.0), (1.0 - share) * volume)
        })
        .sum();
    (2.0 * sum).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_even_share_has_no_movement_and_a_step_has() {
        assert!(of_shares(&[2, 4, 6], &[4, 8, 12]).abs() < 1e-9);
        // 0 of 10, then 10 of 10: 2 · 20 ln 2
        let step = of_shares(&[0, 10], &[10, 10]);
        assert!((step - 40.0 * std::f64::consts::LN_2).abs() < 1e-9);
    }
}

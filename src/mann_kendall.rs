//! Whether a series rises or falls throughout, and how fast: Mann-Kendall's test, Theil-Sen's slope,
//! and Benjamini-Hochberg's correction for many tests.
//!
//! ```text
//! S     = Σ_{i<j} sgn(y_j - y_i)
//! Var S = [n(n-1)(2n+5) - Σ_t t(t-1)(2t+5)] / 18, t the sizes of groups of equal values
//! Z     = (S - sgn S) / √Var S;  p = 2 (1 - Φ(|Z|))                (Mann 1945; Kendall 1975)
//! slope = median of (y_j - y_i) / (x_j - x_i) over all pairs       (Theil 1950; Sen 1968)
//! q_i   = min over j ≥ i of m p_j / j, p sorted upwards            (Benjamini & Hochberg 1995)
//! ```
//!
//! The test takes neither a straight course nor normal values for granted, only that values do not
//! hang on their neighbours. It needs four values; below ten its normal approximation is rough.

/// Fewest values that are tested.
pub const FEWEST: usize = 4;

/// A tested series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    /// Pairs that rise less pairs that fall.
    pub s: i64,
    /// S over its standard deviation, corrected for continuity; 0 where all values are equal.
    pub z: f64,
    /// Probability of an S at least as far from 0, were there no trend.
    pub p: f64,
    /// Theil-Sen's slope: change of y for one of x.
    pub slope: f64,
}

/// Tests a series of (x, y), x ascending and distinct; none for fewer than [`FEWEST`].
pub fn test(series: &[(f64, f64)]) -> Option<Test> {
    let n = series.len();
    if n < FEWEST {
        return None;
    }
    let mut s = 0i64;
    let mut slopes = Vec::with_capacity(n * (n - 1) / 2);
    for (i, &(x0, y0)) in series.iter().enumerate() {
        for &(x1, y1) in &series[i + 1..] {
            s += i64::from(y1 > y0) - i64::from(y1 < y0);
            slopes.push((y1 - y0) / (x1 - x0));
        }
    }
    let mut values: Vec<f64> = series.iter().map(|v| v.1).collect();
    values.sort_unstable_by(f64::total_cmp);
    let term = |t: usize| t as f64 * (t as f64 - 1.0) * (2.0 * t as f64 + 5.0);
    let ties: f64 = values.chunk_by(|a, b| a == b).map(|equal| term(equal.len())).sum();
    let variance = (term(n) - ties) / 18.0;
    let z = if variance > 0.0 { (s - s.signum()) as f64 / variance.sqrt() } else { 0.0 };
    let p = libm::erfc(z.abs() / std::f64::consts::SQRT_2).min(1.0);
    Some(Test { s, z, p, slope: median(&mut slopes) })
}

/// The median, of two middle values their mean.
fn median(values: &mut [f64]) -> f64 {
    let middle = values.len() / 2;
    let is_odd = values.len() % 2 == 1;
    let (below, &mut upper, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    if is_odd {
        return upper;
    }
    let lower = below.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (lower + upper) / 2.0
}

/// The adjusted probabilities of many tests, in the order given.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    let mut adjusted = vec![1.0; p.len()];
    let mut least = 1.0f64;
    for (rank, &i) in order.iter().enumerate().rev() {
        least = least.min(p[i] * p.len() as f64 / (rank + 1) as f64);
        adjusted[i] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn series(values: &[f64]) -> Vec<(f64, f64)> {
        values.iter().enumerate().map(|(i, &y)| (i as f64, y)).collect()
    }

    #[test]
    fn worked_values() {
        // In plain Python: one tie of two, so Var S = (10·9·25 - 2·1·9)/18
        let values = [3.0, 5.0, 4.0, 6.0, 8.0, 7.0, 9.0, 9.0, 12.0, 10.0];
        let found = test(&series(&values)).map(|t| (t.s, t.z, t.p, t.slope));
        let (s, z, p, slope) = found.unwrap_or_default();
        assert_eq!(s, 38);
        assert!((z - 37.0 / (2232.0f64 / 18.0).sqrt()).abs() < 1e-12, "{z}");
        assert!((p - 8.915_134_791_8e-4).abs() < 1e-12, "{p}");
        assert!((slope - 6.0 / 7.0).abs() < 1e-12, "{slope}");
        assert_eq!(test(&series(&[1.0, 2.0, 3.0])), None);
        let flat = test(&series(&[2.0; 6])).map(|t| (t.s, t.z, t.p, t.slope));
        assert_eq!(flat, Some((0, 0.0, 1.0, 0.0)));
    }

    #[test]
    fn gaps_count_in_the_slope() {
        let with_gap = [(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (9.0, 9.0)];
        assert_eq!(test(&with_gap).map(|t| t.slope), Some(1.0));
    }

    #[test]
    fn adjusted_probabilities_have_the_worked_values() {
        // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "BH")
        let q = benjamini_hochberg(&[0.01, 0.04, 0.03, 0.005]);
        for (found, expected) in q.iter().zip([0.02, 0.04, 0.04, 0.02]) {
            assert!((found - expected).abs() < 1e-12, "{q:?}");
        }
        assert!(benjamini_hochberg(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn a_series_turned_round_falls_as_it_rose(values in prop::collection::vec(0u8..6, 4..30)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let turned: Vec<f64> = values.iter().rev().copied().collect();
            let tests = test(&series(&values)).zip(test(&series(&turned)));
            let (a, b) = tests.ok_or(TestCaseError::fail("long enough"))?;
            prop_assert_eq!(a.s, -b.s);
            prop_assert!((a.z + b.z).abs() < 1e-12 && (a.slope + b.slope).abs() < 1e-12);
            prop_assert!((0.0..=1.0).contains(&a.p));
        }
    }
}

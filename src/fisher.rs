//! Fisher's exact test of two shares: for counts too small for the log-likelihood ratio.
//!
//! ```text
//! P(k) = C(n1, k) C(n2, f - k) / C(n1 + n2, f);  p = Σ P(k) over all k with P(k) ≤ P(f1)   (Fisher 1922)
//! ```

/// How much a probability may exceed the observed one and still count as equal to it.
const ROUNDING: f64 = 1e-7;

/// The two-sided probability of shares at least as far apart as `f1` of `n1` and `f2` of `n2`, were
/// both the same.
pub fn two_sided((f1, n1): (u32, u32), (f2, n2): (u32, u32)) -> f64 {
    let (n1, n2, f) = (f64::from(n1), f64::from(n2), f64::from(f1) + f64::from(f2));
    let choose =
        |n: f64, k: f64| libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0);
    let all = choose(n1 + n2, f);
    let probability = |k: f64| (choose(n1, k) + choose(n2, f - k) - all).exp();
    let observed = probability(f64::from(f1)) * (1.0 + ROUNDING);
    let (least, most) = ((f - n2).max(0.0) as u32, n1.min(f) as u32);
    let as_far = (least..=most).map(|k| probability(f64::from(k))).filter(|&p| p <= observed);
    as_far.sum::<f64>().min(1.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn worked_values() {
        // Fisher's tea: R, fisher.test(matrix(c(3, 1, 1, 3), 2))$p.value
        assert!((two_sided((3, 4), (1, 4)) - 0.485_714_285_714).abs() < 1e-9);
        assert!((two_sided((1, 1), (0, 3)) - 0.25).abs() < 1e-9);
        assert!((two_sided((0, 10), (10, 10)) - 2.0 / 184_756.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn sides_may_be_changed_and_equal_shares_are_certain(n1 in 1u32..40, n2 in 1u32..40, a in 0.0f64..1.0, b in 0.0f64..1.0) {
            let (f1, f2) = ((a * f64::from(n1)) as u32, (b * f64::from(n2)) as u32);
            let p = two_sided((f1, n1), (f2, n2));
            prop_assert!((p - two_sided((f2, n2), (f1, n1))).abs() < 1e-9);
            prop_assert!(p > 0.0 && p <= 1.0);
            prop_assert!((two_sided((f1, n1), (f1, n1)) - 1.0).abs() < 1e-6);
        }
    }
}

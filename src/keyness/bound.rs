//! The confidence interval of the log ratio, and its end nearer to 0, the conservative log ratio.
//!
//! Of `n = f1 + f2` documents that carry an item, `f1` lie in the target. The lower Clopper-Pearson
//! bound of that proportion is the `p` at which a binomial variable reaches `f1` with probability
//! `tail`; the probability is a regularised incomplete beta function,
//!
//! ```text
//! P(X ≥ x | n, p) = I_p(x, n − x + 1)
//! ```
//!
//! evaluated by its continued fraction (DLMF 8.17.22, modified Lentz). The bound is found by
//! bisection between the proportion expected without any difference and the one observed: where
//! even the expected proportion is inside the interval the answer is 0 after one evaluation, which
//! is what most items of a large corpus cost.

/// Conservative log ratio (Evert 2022): the end nearer to 0 of the confidence interval of the
/// binary log ratio, or 0 where the interval holds 0. `tail` is the probability allowed on each side.
pub fn conservative_log_ratio(f1: u32, n1: u32, f2: u32, n2: u32, tail: f64) -> f64 {
    let (rate1, rate2) = (u64::from(f1) * u64::from(n2), u64::from(f2) * u64::from(n1));
    match rate1.cmp(&rate2) {
        std::cmp::Ordering::Greater => certain_excess(f1, n1, f2, n2, tail),
        // The upper bound of one proportion is 1 less the lower bound of the other.
        std::cmp::Ordering::Less => -certain_excess(f2, n2, f1, n1, tail),
        std::cmp::Ordering::Equal => 0.0,
    }
}

fn certain_excess(f1: u32, n1: u32, f2: u32, n2: u32, tail: f64) -> f64 {
    if n1 == 0 || n2 == 0 {
        return 0.0;
    }
    let expected = f64::from(n1) / (f64::from(n1) + f64::from(n2));
    if reaches(f1, f2, expected) >= tail {
        return 0.0;
    }
    log_ratio_at(lower_bound(f1, f2, tail, expected), n1, n2).max(0.0)
}

/// The confidence interval of the binary log ratio. Without an item in the target it begins at −∞,
/// without one in the reference it ends at ∞.
pub fn log_ratio_interval(f1: u32, n1: u32, f2: u32, n2: u32, tail: f64) -> (f64, f64) {
    let low = |f1, n1, f2, n2| {
        if f1 == 0 || n1 == 0 || n2 == 0 {
            return f64::NEG_INFINITY;
        }
        log_ratio_at(lower_bound(f1, f2, tail, 0.0), n1, n2)
    };
    (low(f1, n1, f2, n2), -low(f2, n2, f1, n1))
}

/// The Clopper-Pearson interval of the share of `f` in `n`.
pub fn share_interval(f: u32, n: u32, tail: f64) -> (f64, f64) {
    let low = |f: u32| if f == 0 { 0.0 } else { lower_bound(f, n - f, tail, 0.0) };
    (low(f), 1.0 - low(n - f))
}

/// Probability that of the documents with the item at least `f1` lie in the target.
fn reaches(f1: u32, f2: u32, p: f64) -> f64 {
    incomplete_beta(f64::from(f1), f64::from(f2) + 1.0, p)
}

/// The lower Clopper-Pearson bound of `f1` in `f1 + f2`, known to be above `low`.
fn lower_bound(f1: u32, f2: u32, tail: f64, mut low: f64) -> f64 {
    let mut high = f64::from(f1) / (f64::from(f1) + f64::from(f2));
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high || high - low < 1e-14 * low {
            break;
        }
        if reaches(f1, f2, middle) < tail { low = middle } else { high = middle }
    }
    low
}

/// The binary log ratio that belongs to a proportion of the documents with the item.
fn log_ratio_at(p: f64, n1: u32, n2: u32) -> f64 {
    (p / (1.0 - p) * f64::from(n2) / f64::from(n1)).log2()
}

/// The regularised incomplete beta function `I_x(a, b)` for `a, b > 0`.
pub fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = |a: f64, b: f64, x: f64| {
        let ln_beta = ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b);
        (a * x.ln() + b * (-x).ln_1p() - ln_beta).exp() / a
    };
    // The fraction converges fast below the mean; above it the symmetric one does.
    if x < (a + 1.0) / (a + b + 2.0) {
        (front(a, b, x) * beta_fraction(a, b, x)).min(1.0)
    } else {
        (1.0 - front(b, a, 1.0 - x) * beta_fraction(b, a, 1.0 - x)).max(0.0)
    }
}

/// The continued fraction of `I_x(a, b)`, by the modified Lentz method.
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |v: f64| if v.abs() < TINY { TINY } else { v };
    // About the square root of the larger parameter in steps; the limit leaves ample room.
    let limit = 200 + 20 * (a.max(b).sqrt() as u64);
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    for step in 1..=limit {
        let m = step as f64;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut factor = 1.0;
        for term in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + term * d);
            c = away_from_zero(1.0 + term / c);
            factor = c * d;
            value *= factor;
        }
        if (factor - 1.0).abs() < 1e-15 {
            break;
        }
    }
    value
}

/// Logarithm of the gamma function for `x > 0`: Stirling's series (DLMF 5.11.1) from 10 on, reached
/// by the recurrence `Γ(x + 1) = x Γ(x)`.
fn ln_gamma(x: f64) -> f64 {
    let mut x = x;
    let mut product = 1.0;
    while x < 10.0 {
        product *= x;
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    // B_2k / (2k (2k − 1)) for k = 1..=7, highest first
    let series = [
        1.0 / 156.0,
        -691.0 / 360_360.0,
        1.0 / 1_188.0,
        -1.0 / 1_680.0,
        1.0 / 1_260.0,
        -1.0 / 360.0,
        1.0 / 12.0,
    ]
    .iter()
    .fold(0.0, |sum, b| sum * square + b)
        / x;
    (x - 0.5) * x.ln() - x + 0.5 * (2.0 * std::f64::consts::PI).ln() + series - product.ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // python -m venv v && v/bin/pip install scipy==1.17.1, then
    // scipy.stats.beta.cdf(x, a, b)
    #[test]
    fn incomplete_beta_agrees_with_scipy() {
        for (a, b, x, expected) in [
            (3.0, 8.0, 0.3, 0.617_217_213_600_000_3),
            (0.5, 0.5, 0.2, 0.295_167_235_300_866_5),
            (1.0, 1.0, 0.7, 0.7),
            (900.0, 120.0, 0.87, 0.112_389_505_086_340_62),
            (200_000.0, 900_001.0, 0.18, 3.596_794_695_325_740_6e-7),
        ] {
            let value = incomplete_beta(a, b, x);
            assert!((value / expected - 1.0).abs() < 1e-8, "I_{x}({a}, {b}) = {value}");
        }
    }

    // The same environment: a = .05/m/2, n = f1 + f2;
    // log2(n2/n1 * p/(1-p)) with p = beta.ppf(a, f1, f2+1) above, beta.isf(a, f1+1, f2) below
    #[test]
    fn conservative_log_ratio_agrees_with_scipy() {
        for ((f1, n1, f2, n2, m), expected) in [
            ((60, 100, 10, 100, 1), 1.607_609_488_053_670_4),
            ((60, 100, 10, 100, 1_000), 0.772_222_845_211_402),
            ((0, 100, 40, 100, 50), -2.256_515_154_161_841_3),
            ((30, 40, 0, 400, 2_000), 4.451_907_948_013_082),
            ((5_000, 8_000, 100, 9_000, 100_000), 5.128_630_252_714_484),
            ((3, 10, 2, 10, 1), 0.0),
            ((900_000, 1_000_000, 200_000, 1_000_000, 500_000), 2.150_948_711_865_187),
        ] {
            let tail = 0.025 / f64::from(m);
            let value = conservative_log_ratio(f1, n1, f2, n2, tail);
            assert!((value - expected).abs() < 1e-7, "{f1} {n1} {f2} {n2}: {value}");
        }
    }

    // The same environment; the upper end is the lower one of the sides exchanged, with its sign turned.
    #[test]
    fn intervals_agree_with_scipy() {
        const INFINITE: f64 = f64::INFINITY;
        for ((f1, n1, f2, n2, m), (low, high)) in [
            ((60, 100, 10, 100, 1), (1.607_609_488_053_670_4, 3.716_571_909_078_664)),
            ((60, 100, 10, 100, 1_000), (0.772_222_845_211_402, 5.119_448_803_117_564)),
            ((0, 100, 40, 100, 50), (-INFINITE, -2.256_515_154_161_842)),
            ((30, 40, 0, 400, 2_000), (4.451_907_948_013_082, INFINITE)),
            ((3, 10, 2, 10, 1), (-2.540_958_811_265_789, 4.166_648_034_351_149)),
            ((700, 900, 650, 850, 300), (-0.273_398_173_246_787_1, 0.323_017_027_718_884_85)),
            ((5, 50, 4, 40, 20), (-3.373_984_943_642_939_4, 3.656_849_676_303_928)),
        ] {
            let tail = 0.025 / f64::from(m);
            let near = |a: f64, b: f64| a == b || (a - b).abs() < 1e-7;
            let (a, b) = log_ratio_interval(f1, n1, f2, n2, tail);
            assert!(near(a, low) && near(b, high), "{f1} {n1} {f2} {n2}: {a} {b}");
        }
    }

    // The same environment: beta.ppf(tail, f, n - f + 1), beta.isf(tail, f + 1, n - f)
    #[test]
    fn shares_agree_with_scipy() {
        for ((f, n, tail), (low, high)) in [
            ((0, 20, 0.025), (0.0, 0.16843347098308534)),
            ((20, 20, 0.025), (0.8315665290169146, 1.0)),
            ((77, 80, 1e-05), (0.7882854227382559, 0.9994996277885813)),
            ((300, 900, 0.0125), (0.29830990923785006, 0.3697468685305988)),
        ] {
            let (a, b) = share_interval(f, n, tail);
            assert!((a - low).abs() < 1e-9 && (b - high).abs() < 1e-9, "{f} of {n}: {a} {b}");
        }
    }

    proptest! {
        #[test]
        fn lrc_is_the_end_of_the_interval_nearer_to_zero(
            f1 in 0u32..60, f2 in 0u32..60, tail in 1e-6f64..0.1
        ) {
            let lrc = conservative_log_ratio(f1, 60, f2, 90, tail);
            let (low, high) = log_ratio_interval(f1, 60, f2, 90, tail);
            prop_assert!(low <= high);
            let nearer = if low > 0.0 { low } else { high.min(0.0) };
            prop_assert!((lrc - nearer).abs() < 1e-9, "{lrc} {low} {high}");
        }

        #[test]
        fn the_tail_equals_the_binomial_sum(n in 1u32..40, x in 0u32..40, p in 0.01f64..0.99) {
            prop_assume!(x >= 1 && x <= n);
            let mut choose = 1.0;
            let mut sum = 0.0;
            for k in 0..=n {
                if k >= x {
                    sum += choose * p.powi(k as i32) * (1.0 - p).powi((n - k) as i32);
                }
                choose *= f64::from(n - k) / f64::from(k + 1);
            }
            let tail = incomplete_beta(f64::from(x), f64::from(n - x + 1), p);
            prop_assert!((tail - sum).abs() < 1e-11);
        }

        #[test]
        fn it_is_nearer_to_zero_than_the_log_ratio_and_never_of_the_other_sign(
            f1 in 1u32..60, f2 in 1u32..60
        ) {
            let ratio = (f64::from(f1) / 60.0 / (f64::from(f2) / 90.0)).log2();
            let lrc = conservative_log_ratio(f1, 60, f2, 90, 0.025);
            prop_assert!(lrc == 0.0 || lrc.signum() == ratio.signum());
            prop_assert!(lrc.abs() <= ratio.abs() + 1e-9);
        }
    }
}

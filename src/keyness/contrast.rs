//! The contrast of two sides: how much more often one says something, and how sure that is.
//!
//! ```text
//! G2        = 2 Σ O ln(O/E) over the four cells                                (Dunning 1993)
//! BIC       = G2 − ln N: above 2 is evidence of a difference, below 0 against one (Wilson 2013)
//! log ratio = log2((f1/n1) / (f2/n2)), 0.5 for a count of zero                 (Hardie 2014)
//! interval  = the log ratios that Clopper and Pearson's interval of f1/(f1+f2) leaves possible
//! LRC       = the end of that interval nearer to 0, or 0 inside it             (Evert 2022)
//! ```

use serde::Serialize;

use super::bound::{conservative_log_ratio, log_ratio_interval};

/// Counts of two sides and what follows from them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Contrast {
    /// Texts of the target that have it.
    pub f_target: u32,
    /// Texts of the target.
    pub n_target: u32,
    /// Texts of the reference that have it.
    pub f_reference: u32,
    /// Texts of the reference.
    pub n_reference: u32,
    /// Log-likelihood ratio.
    pub g2: f64,
    /// Binary logarithm of the ratio of relative frequencies.
    pub log_ratio: f64,
    /// Lower end of its confidence interval; −∞ where the target has none.
    pub log_ratio_low: f64,
    /// Upper end; ∞ where the reference has none.
    pub log_ratio_high: f64,
    /// Conservative log ratio.
    pub lrc: f64,
}

impl Contrast {
    /// The contrast of `f1` of `n1` texts with `f2` of `n2`; `tail` is the probability of error
    /// allowed on each side of the interval.
    pub fn of(f1: u32, n1: u32, f2: u32, n2: u32, tail: f64) -> Self {
        let Scores { g2, log_ratio, lrc } = Scores::of(f1, n1, f2, n2, tail);
        let (low, high) = log_ratio_interval(f1, n1, f2, n2, tail);
        Self {
            f_target: f1,
            n_target: n1,
            f_reference: f2,
            n_reference: n2,
            g2,
            log_ratio,
            log_ratio_low: if lrc > 0.0 { lrc } else { low },
            log_ratio_high: if lrc < 0.0 { lrc } else { high },
            lrc,
        }
    }
}

/// Bayesian information criterion in favour of a difference: G2 less ln N.
pub fn bic(g2: f64, n: u32) -> f64 {
    g2 - f64::from(n.max(1)).ln()
}

/// What ranks, without the interval.
#[derive(Clone, Copy)]
pub(super) struct Scores {
    pub g2: f64,
    pub log_ratio: f64,
    pub lrc: f64,
}

impl Scores {
    pub fn of(f1: u32, n1: u32, f2: u32, n2: u32, tail: f64) -> Self {
        let or_half = |f: u32| if f == 0 { 0.5 } else { f64::from(f) };
        let rates = (or_half(f1) / f64::from(n1)) / (or_half(f2) / f64::from(n2));
        Self {
            g2: log_likelihood(f1, n1, f2, n2),
            log_ratio: rates.log2(),
            lrc: conservative_log_ratio(f1, n1, f2, n2, tail),
        }
    }
}

/// Dunning's log-likelihood ratio of a two-by-two table; at least 0.
pub(super) fn log_likelihood(f1: u32, n1: u32, f2: u32, n2: u32) -> f64 {
    let total = f64::from(n1) + f64::from(n2);
    let carry = f64::from(f1) + f64::from(f2);
    let cell = |observed: u32, row: f64, column: u32| {
        let expected = row * f64::from(column) / total;
        let observed = f64::from(observed);
        if observed == 0.0 { 0.0 } else { observed * (observed / expected).ln() }
    };
    let sum = cell(f1, carry, n1)
        + cell(f2, carry, n2)
        + cell(n1 - f1, total - carry, n1)
        + cell(n2 - f2, total - carry, n2);
    (2.0 * sum).max(0.0)
}

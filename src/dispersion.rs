//! Dispersion: how evenly an item is spread over the parts of a corpus.
//!
//! With `f_i` occurrences in part `i` of size share `s_i`, `F = Σ f_i` and `n` parts:
//!
//! ```text
//! range        = parts that carry the item / n
//! DP           = ½ Σ |f_i/F − s_i|                        (Gries 2008)
//! DPnorm       = DP / (1 − min s_i)                       (Lijffijt & Gries 2012)
//! Juilland's D = 1 − CV / √(n − 1),  CV = sd/mean of f_i / size_i, population sd
//! ```
//!
//! DP is 0 where every part carries its share and grows towards 1 the more one part has it all.
//! Shares and expectations both add up to 1, so half the absolute differences equal the sum of the
//! positive ones: only parts that carry the item need a visit, and a phrase costs what its
//! occurrences cost, however many documents there are. Parts of size 0 can carry nothing and are
//! left out.

/// The parts of a corpus (documents, say) by size.
#[derive(Debug, Clone)]
pub struct Parts<'a> {
    sizes: &'a [u32],
    total: f64,
    smallest: f64,
    n: usize,
}

impl<'a> Parts<'a> {
    /// Parts of these sizes.
    pub fn new(sizes: &'a [u32]) -> Self {
        let filled = || sizes.iter().filter(|&&s| s > 0);
        let total: u64 = filled().map(|&s| u64::from(s)).sum();
        let smallest = filled().min().copied().unwrap_or(0);
        Self { sizes, total: total as f64, smallest: f64::from(smallest), n: filled().count() }
    }

    /// Share of the parts that carry the item. `counts` holds parts, each at most once, and the
    /// item's occurrences there; parts without any may be absent, here and below.
    pub fn range(&self, counts: &[(usize, u32)]) -> f64 {
        if self.n == 0 { 0.0 } else { self.carriers(counts).count() as f64 / self.n as f64 }
    }

    /// Gries' deviation of proportions; 0 for an item that does not occur.
    pub fn dp(&self, counts: &[(usize, u32)]) -> f64 {
        let occurrences: u64 = self.carriers(counts).map(|(_, f)| u64::from(f)).sum();
        self.carriers(counts)
            .map(|(size, f)| (f64::from(f) / occurrences as f64 - size / self.total).max(0.0))
            .sum()
    }

    /// Deviation of proportions scaled so that 1 can be reached; 0 where there is one part only.
    pub fn dp_norm(&self, counts: &[(usize, u32)]) -> f64 {
        let room = 1.0 - self.smallest / self.total;
        if self.n < 2 { 0.0 } else { (self.dp(counts) / room).clamp(0.0, 1.0) }
    }

    /// Juilland's D: 1 even, 0 in one part only; 1 where there is one part only, 0 for an item that
    /// does not occur.
    pub fn juilland_d(&self, counts: &[(usize, u32)]) -> f64 {
        let rate = |(size, f): (f64, u32)| f64::from(f) / size;
        let n = self.n as f64;
        let mean = self.carriers(counts).map(rate).sum::<f64>() / n;
        if self.n == 0 || mean == 0.0 {
            return 0.0;
        }
        if self.n == 1 {
            return 1.0;
        }
        let deviations: f64 = self.carriers(counts).map(|c| (rate(c) - mean).powi(2)).sum();
        let absent = n - self.carriers(counts).count() as f64;
        let sd = ((deviations + absent * mean * mean) / n).sqrt();
        1.0 - sd / mean / (n - 1.0).sqrt()
    }

    /// Size and count of each part that carries the item.
    fn carriers(&self, counts: &[(usize, u32)]) -> impl Iterator<Item = (f64, u32)> {
        counts.iter().filter_map(|&(part, f)| {
            let size = self.sizes.get(part).copied().unwrap_or(0);
            (size > 0 && f > 0).then_some((f64::from(size), f))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn indexed(counts: &[u32]) -> Vec<(usize, u32)> {
        counts.iter().copied().enumerate().filter(|&(_, f)| f > 0).collect()
    }

    #[test]
    fn allemand_has_the_published_values() {
        let sizes = [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930];
        let counts = indexed(&[2, 0, 1, 1, 3, 0, 3, 0, 0, 0]);
        let parts = Parts::new(&sizes);
        assert!((parts.range(&counts) - 0.5).abs() < 1e-12);
        assert!((parts.juilland_d(&counts) - 0.603_879_7).abs() < 5e-8);
        assert!((1.0 - parts.dp(&counts) - 0.500_929_5).abs() < 5e-8);
    }

    #[test]
    fn the_extremes_are_reached() {
        let parts = Parts::new(&[10, 10, 10, 10]);
        assert!(parts.dp_norm(&indexed(&[3, 3, 3, 3])).abs() < 1e-12);
        assert!((parts.dp_norm(&indexed(&[0, 5, 0, 0])) - 1.0).abs() < 1e-12);
        assert!(parts.juilland_d(&indexed(&[0, 5, 0, 0])).abs() < 1e-12);
        assert!((parts.juilland_d(&indexed(&[3, 3, 3, 3])) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn one_part_no_part_and_no_occurrence_give_numbers() {
        for (sizes, counts) in
            [(vec![], vec![]), (vec![7], vec![2]), (vec![0, 0], vec![1, 0]), (vec![4, 4], vec![])]
        {
            let parts = Parts::new(&sizes);
            let counts = indexed(&counts);
            let all = [parts.dp(&counts), parts.dp_norm(&counts), parts.juilland_d(&counts)];
            assert!(all.iter().all(|v| v.is_finite()), "{sizes:?} {counts:?} {all:?}");
        }
    }

    proptest! {
        #[test]
        fn visiting_carriers_only_equals_the_formulas(
            table in prop::collection::vec((1u32..500, 0u32..6), 2..30)
        ) {
            let (sizes, counts): (Vec<u32>, Vec<u32>) = table.into_iter().unzip();
            let occurrences: f64 = counts.iter().map(|&f| f64::from(f)).sum();
            prop_assume!(occurrences > 0.0);
            let total: f64 = sizes.iter().map(|&s| f64::from(s)).sum();
            let n = sizes.len() as f64;
            let pairs = || sizes.iter().zip(&counts).map(|(&s, &f)| (f64::from(s), f64::from(f)));
            let dp = 0.5 * pairs().map(|(s, f)| (f / occurrences - s / total).abs()).sum::<f64>();
            let mean = pairs().map(|(s, f)| f / s).sum::<f64>() / n;
            let sd = (pairs().map(|(s, f)| (f / s - mean).powi(2)).sum::<f64>() / n).sqrt();
            let parts = Parts::new(&sizes);
            let sparse = indexed(&counts);
            prop_assert!((parts.dp(&sparse) - dp).abs() < 1e-9);
            let d = 1.0 - sd / mean / (n - 1.0).sqrt();
            prop_assert!((parts.juilland_d(&sparse) - d).abs() < 1e-9);
        }
    }
}

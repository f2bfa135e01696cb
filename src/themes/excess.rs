//! Excess: how much more texts of one theme carry an item than texts of the others.
//!
//! LRC on the texts that carry it (Evert 2022, [`crate::keyness`]): the end nearer to 0 of the
//! log ratio's 95% interval, Bonferroni's correction over all items that are compared. An item that only
//! one text of a theme carries says nothing about the theme.

use crate::keyness::conservative_log_ratio;

/// Error probability of the confidence interval, before Bonferroni's correction.
const ALPHA: f64 = 0.05;

/// What the excess of an item is measured by.
pub struct Excess {
    sizes: Vec<u32>,
    n_texts: u32,
    tail: f64,
}

impl Excess {
    /// For themes of these sizes, in texts, and so many items.
    pub fn new(sizes: Vec<u32>, n_items: usize) -> Self {
        let n_texts = sizes.iter().sum();
        Self { sizes, n_texts, tail: ALPHA / 2.0 / n_items.max(1) as f64 }
    }

    /// Theme, texts and LRC of an item where it is in excess, from the texts of each theme that carry
    /// it.
    pub fn of(&self, counts: &[(u32, u32)]) -> Vec<(u32, u32, f64)> {
        let total: u32 = counts.iter().map(|c| c.1).sum();
        let lrc = |&(theme, n): &(u32, u32)| {
            let size = self.sizes[theme as usize];
            let others = self.n_texts - size;
            (theme, n, conservative_log_ratio(n, size, total - n, others, self.tail))
        };
        counts.iter().filter(|c| c.1 > 1).map(lrc).filter(|x| x.2 > 0.0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_even_share_is_no_excess() {
        let excess = Excess::new(vec![100, 100], 10);
        assert!(excess.of(&[(0, 40), (1, 40)]).is_empty());
        let found = excess.of(&[(0, 40), (1, 1)]);
        assert_eq!((found.len(), found[0].0, found[0].1), (1, 0, 40));
        // log2 of 40 to 1 is 5.3; what is certain of it is less
        assert!(found[0].2 > 1.0 && found[0].2 < 40f64.log2());
        assert!(excess.of(&[(1, 1)]).is_empty());
    }
}

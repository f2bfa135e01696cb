//! Heat: how widely a phrase is used in a period, in six levels 冷 温 暖 热 烫 沸.
//!
//! The levels are those of the China Media Project's discourse reports. Their bounds are the user's, five
//! shares of documents from which the next level begins; or, where none are given, sixths of the
//! table's own history:
//!
//! ```text
//! level = ⌊6 (less + equal/2) / all⌋, `less` of all shares above 0 smaller and `equal` alike
//! ```
//!
//! so equal shares have equal heat. What is not used has none.

/// The levels, coldest first.
pub const LEVELS: [&str; 6] = ["冷", "温", "暖", "热", "烫", "沸"];

/// A scale from shares to levels.
#[derive(Debug, Clone, PartialEq)]
pub enum Scale {
    /// The shares from which the second to the sixth level begin.
    Bounds(Vec<f64>),
    /// All shares above 0, ascending.
    History(Vec<f64>),
}

impl Scale {
    /// By bounds where there are any, else by the history of these shares.
    pub fn new(bounds: &[f64], shares: impl Iterator<Item = f64>) -> Self {
        if !bounds.is_empty() {
            return Self::Bounds(bounds.to_vec());
        }
        let mut shares: Vec<f64> = shares.filter(|&s| s > 0.0).collect();
        shares.sort_unstable_by(f64::total_cmp);
        Self::History(shares)
    }

    /// The level of a share, from 0 (coldest) to 5; none of nothing.
    pub fn level(&self, share: f64) -> Option<usize> {
        if share.is_nan() || share <= 0.0 {
            return None;
        }
        let level = match self {
            Self::Bounds(bounds) => bounds.iter().filter(|&&bound| bound <= share).count(),
            Self::History(shares) => {
                let less = shares.partition_point(|&s| s < share);
                let upto = shares.partition_point(|&s| s <= share);
                LEVELS.len() * (less + upto) / (2 * shares.len().max(1))
            }
        };
        Some(level.min(LEVELS.len() - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_shares_are_equally_hot() {
        let shares = [0.0, 0.1, 0.1, 0.2, 0.3, 0.4, 0.5];
        let scale = Scale::new(&[], shares.into_iter());
        let levels: Vec<_> = shares.iter().map(|&s| scale.level(s)).collect();
        assert_eq!(levels, [None, Some(1), Some(1), Some(2), Some(3), Some(4), Some(5)]);
    }

    #[test]
    fn even_shares_fall_into_sixths() {
        let shares = || (0..=12).map(|n| f64::from(n) / 12.0);
        let scale = Scale::new(&[], shares());
        let levels: String =
            shares().map(|s| scale.level(s).map_or("-", |level| LEVELS[level])).collect();
        assert_eq!(levels, "-冷冷温温暖暖热热烫烫沸沸");
    }

    #[test]
    fn bounds_begin_a_level() {
        let scale = Scale::new(&[0.1, 0.2, 0.3, 0.4, 0.5], std::iter::empty());
        let levels = [0.0, 0.05, 0.1, 0.35, 0.5, 1.0].map(|s| scale.level(s));
        assert_eq!(levels, [None, Some(0), Some(1), Some(3), Some(5), Some(5)]);
    }
}

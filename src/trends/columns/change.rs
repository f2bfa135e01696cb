//! The moment at which the use of a phrase changed most.
//!
//! Told are the two parts of the time that differ most in it: the cut between columns with the
//! highest log-likelihood ratio (Dunning 1993), each part holding at least a tenth of the documents and
//! no fewer than three.

use super::{Columns, Row, span};
use crate::log_likelihood;

/// A phrase before and after the moment at which its use changed most.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// First and last label of the earlier part.
    pub before: String,
    /// First and last label of the later part.
    pub after: String,
    /// Carrying documents and all documents of the earlier part.
    pub n_before: (u32, u32),
    /// The same of the later part.
    pub n_after: (u32, u32),
    /// Log-likelihood ratio of the two shares.
    pub g2: f64,
}

impl Columns {
    /// The change of a phrase; none where the time cannot be cut into two parts with documents.
    pub fn change(&self, row: &Row) -> Option<Change> {
        let all: u32 = self.volumes.iter().sum();
        let least = (all / 10).max(3);
        let sum = |list: &[u32]| list.iter().sum::<u32>();
        let mut best: Option<(f64, usize)> = None;
        for cut in 1..self.volumes.len() {
            let (before, after) = self.volumes.split_at(cut);
            if sum(before) < least || sum(after) < least || sum(&after[..1]) == 0 {
                continue;
            }
            let counts = [sum(&row.counts[..cut]), sum(&row.counts[cut..])];
            let g2 = log_likelihood::of_shares(&counts, &[sum(before), sum(after)]);
            if best.is_none_or(|(most, _)| g2 > most) {
                best = Some((g2, cut));
            }
        }
        let (g2, cut) = best?;
        let last = self.labels.len() - 1;
        let label = |from: usize, to: usize| span(&self.labels[from], &self.labels[to]);
        let last_before = (0..cut).rev().find(|&c| self.volumes[c] > 0)?;
        Some(Change {
            before: label(0, last_before),
            after: label(cut, last),
            n_before: (sum(&row.counts[..cut]), sum(&self.volumes[..cut])),
            n_after: (sum(&row.counts[cut..]), sum(&self.volumes[cut..])),
            g2,
        })
    }
}

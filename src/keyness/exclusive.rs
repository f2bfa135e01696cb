//! Exclusive phrases: what only one group says.
//!
//! A phrase that at least so many documents of a group carry, and no document of another group.
//! Ranked by how surprising its absence elsewhere is: by LRC, then by the number of documents, then
//! by the phrase's own rank. The chance is the probability that all its `f` documents lie in the group
//! if they had been drawn from all documents without regard to groups (hypergeometric, one side of
//! Fisher's exact test):
//!
//! ```text
//! C(n1, f) / C(n1 + n2, f) = Π (n1 − i) / (n1 + n2 − i),  i = 0 … f − 1
//! ```
//!
//! It is the chance of one phrase; LRC takes into account that many were looked at, and is 0 where
//! among so many phrases one would be exclusive anyway.

use serde::Serialize;

use super::bound::conservative_log_ratio;
use super::groups::Groups;
use super::items::Item;
use super::{ALPHA, KeynessSettings};
use crate::corpus::DocId;

/// A phrase that one group uses and no other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exclusive {
    /// The group.
    pub group: String,
    /// The phrase: an index into the phrases.
    pub phrase: u32,
    /// Documents of the group that carry it.
    pub n_documents: u32,
    /// Documents of the group.
    pub n_group: u32,
    /// Documents of all other groups; none carries it.
    pub n_elsewhere: u32,
    /// Conservative log ratio (Evert 2022); at least 0.
    pub lrc: f64,
    /// Probability that none of its documents lies elsewhere by chance, as its decimal logarithm.
    pub log10_chance: f64,
    /// The earliest document that carries it.
    pub first: Option<DocId>,
}

/// The exclusive phrases of a group, best first.
pub(super) fn find(
    groups: &Groups,
    group: usize,
    phrases: &[Item],
    settings: &KeynessSettings,
) -> Vec<Exclusive> {
    let n1 = groups.sizes[group];
    let n2 = groups.total - n1;
    let tail = ALPHA / 2.0 / phrases.len().max(1) as f64;
    let least = settings.min_documents.max(1);
    let is_alone = |item: &&Item| item.total >= least && item.n(group as u32) == item.total;
    // For one group LRC rises with the number of documents, so that number ranks.
    let mut found: Vec<&Item> = phrases.iter().filter(is_alone).collect();
    found.sort_by_key(|item| (std::cmp::Reverse(item.total), item.phrase));
    if settings.limit > 0 {
        found.truncate(settings.limit);
    }
    found
        .into_iter()
        .filter_map(|item| {
            Some(Exclusive {
                group: groups.names[group].to_owned(),
                phrase: item.phrase?,
                n_documents: item.total,
                n_group: n1,
                n_elsewhere: n2,
                lrc: conservative_log_ratio(item.total, n1, 0, n2, tail),
                log10_chance: log10_chance(item.total, n1, n2),
                first: item.first(group as u32, groups).0,
            })
        })
        .collect()
}

/// Decimal logarithm of the probability that `f` documents, drawn from `n1 + n2`, all lie among the `n1`.
pub(super) fn log10_chance(f: u32, n1: u32, n2: u32) -> f64 {
    let (n1, all) = (f64::from(n1), f64::from(n1) + f64::from(n2));
    (0..f).map(f64::from).map(|i| ((n1 - i) / (all - i)).max(0.0).log10()).sum()
}

//! Keys: the items of each group in the order of what sets it apart.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::ALPHA;
use super::contrast::{Contrast, Scores};
use super::groups::Groups;
use super::items::Item;
use crate::corpus::DocId;

/// An item that one group uses more or less than the others, on document frequencies.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Key {
    /// The target group.
    pub group: String,
    /// The phrase or term.
    pub item: String,
    /// Whether it is a phrase (else a term).
    pub is_phrase: bool,
    /// Documents of the group that carry it against those of all other groups.
    #[serde(flatten)]
    pub contrast: Contrast,
    /// The earliest document of the group that carries it.
    pub first: Option<DocId>,
    /// The earliest document of the other groups that carries it.
    pub first_reference: Option<DocId>,
}

/// The items of a group, best first.
pub(super) fn rank(groups: &Groups, group: usize, items: &[Item], limit: usize) -> Vec<Key> {
    let n1 = groups.sizes[group];
    let n2 = groups.total - n1;
    let tail = ALPHA / 2.0 / items.len().max(1) as f64;
    // Many items share their two counts: rare ones nearly all do.
    let mut known: FxHashMap<(u32, u32), Scores> = FxHashMap::default();
    let mut scored: Vec<(Scores, u32, &Item)> = items
        .iter()
        .map(|item| {
            let f1 = item.n(group as u32);
            let f2 = item.total - f1;
            let score = *known.entry((f1, f2)).or_insert_with(|| Scores::of(f1, n1, f2, n2, tail));
            (score, f1, item)
        })
        .collect();
    scored.sort_unstable_by(|(a, _, x), (b, _, y)| {
        let by_size = b.lrc.abs().total_cmp(&a.lrc.abs());
        by_size.then(b.g2.total_cmp(&a.g2)).then(x.name.cmp(y.name))
    });
    if limit > 0 {
        scored.truncate(limit);
    }
    let mut known: FxHashMap<(u32, u32), Contrast> = FxHashMap::default();
    scored
        .into_iter()
        .map(|(_, f1, item)| {
            let f2 = item.total - f1;
            let contrast = known.entry((f1, f2));
            let contrast = contrast.or_insert_with(|| Contrast::of(f1, n1, f2, n2, tail));
            let (first, first_reference) = item.first(group as u32, groups);
            Key {
                group: groups.names[group].to_owned(),
                item: item.name.to_owned(),
                is_phrase: item.phrase.is_some(),
                contrast: *contrast,
                first,
                first_reference,
            }
        })
        .collect()
}

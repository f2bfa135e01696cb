//! Lockwords: what all groups say alike.
//!
//! Baker (2011) calls a lockword the opposite of a keyword: a frequent word that the corpora
//! compared use equally often ("locked" in place). He ranks by the spread of the frequencies; we ask
//! for proof that they are close, as one does in a test of equivalence. For each group the
//! confidence interval of the log ratio against all others is taken, and
//!
//! ```text
//! bound = the end of an interval furthest from 0, over all groups
//! ```
//!
//! so that no group says the item more than 2^bound times as often as the others, nor less than one
//! part in 2^bound. Items are ranked by it, the smallest first; one is *locked* where the bound is
//! at most log2 1.5. A rare item has a wide interval: a small bound means frequent and alike.
//!
//! Only items that every group uses are tried, and Bonferroni's correction counts those; that all
//! intervals of one item must hold needs no further correction (an intersection of tests). Groups of
//! fewer than five documents ask nothing, if two others remain: their intervals would be as wide for
//! every item. The interval looks at the documents with the item alone, which is wide where nearly all
//! have it, so the rule errs towards not locked. Function words are left out: they are alike everywhere.
//! Ties: more documents first, then by the item.
//!
//! Baker, P. (2011): Times may change, but we will always have *money*: diachronic variation in recent
//! British English. Journal of English Linguistics 39(1), 65-88.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::ALPHA;
use super::bound::{interval_is_within, log_ratio_interval};
use super::groups::Groups;
use super::items::Item;
use crate::exec;

/// A locked item is used at most so many times as often by one group as by the others.
pub const LOCKED: f64 = 1.5;

/// An item that all groups use about equally often.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lockword {
    /// The phrase or term.
    pub item: String,
    /// Whether it is a phrase (else a term).
    pub is_phrase: bool,
    /// Documents that carry it.
    pub n_documents: u32,
    /// Documents of all groups.
    pub n_total: u32,
    /// Groups that were asked; each uses it.
    pub n_groups: u32,
    /// Largest binary log ratio, up or down, that any group's interval leaves possible.
    pub bound: f64,
    /// Whether that is at most log2 1.5.
    pub is_locked: bool,
    /// The group with the smallest share of documents, and that share.
    pub least: (String, f64),
    /// The group with the largest share, and that share.
    pub most: (String, f64),
}

/// The items of one kind that are used most alike, best first.
pub(super) fn find(
    groups: &Groups,
    items: &[Item],
    limit: usize,
    is_function_word: &dyn Fn(&Item) -> bool,
) -> Vec<Lockword> {
    let asked = groups.of_some_size();
    let used = |item: &&Item| asked.iter().all(|&g| item.n(g) > 0) && !is_function_word(item);
    let mut candidates: Vec<&Item> = items.iter().filter(used).collect();
    candidates.sort_by(|a, b| b.total.cmp(&a.total).then(a.name.cmp(b.name)));
    let tail = ALPHA / 2.0 / candidates.len().max(1) as f64;
    let bounds = |items: &[&Item], within: f64| {
        let ranges: Vec<&[&Item]> = items.chunks(256).collect();
        let of = |items: &&[&Item]| {
            let mut known = FxHashMap::default();
            items.iter().map(|item| bound(groups, &asked, item, tail, within, &mut known)).collect()
        };
        exec::map(&ranges, of).into_iter().flat_map(|b: Vec<Option<f64>>| b).collect::<Vec<_>>()
    };
    // The most frequent items have the narrowest intervals. Of the others, one look at each end tells
    // most that they are no better than the last of those.
    let (first, rest) =
        candidates.split_at(candidates.len().min(if limit == 0 { 0 } else { 2 * limit }));
    let mut found = bounds(first, f64::INFINITY);
    let mut best: Vec<f64> = found.iter().flatten().copied().collect();
    best.sort_by(f64::total_cmp);
    let within =
        limit.checked_sub(1).and_then(|last| best.get(last)).map_or(f64::INFINITY, |b| b + 1e-9);
    found.extend(bounds(rest, within));

    let mut found: Vec<(f64, &Item)> =
        found.into_iter().zip(&candidates).filter_map(|(b, item)| Some((b?, *item))).collect();
    // Candidates stand by documents and name, which decide between equals.
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    if limit > 0 {
        found.truncate(limit);
    }
    found.into_iter().map(|(bound, item)| lockword(groups, &asked, item, bound)).collect()
}

/// The bound of an item, where it is at most `within`.
fn bound(
    groups: &Groups,
    asked: &[u32],
    item: &Item,
    tail: f64,
    within: f64,
    known: &mut FxHashMap<(u32, u32, u32), f64>,
) -> Option<f64> {
    let sides = |g: u32| {
        let (f1, n1) = (item.n(g), groups.sizes[g as usize]);
        (f1, n1, item.total - f1, groups.total - n1)
    };
    for &g in asked {
        let (f1, n1, f2, n2) = sides(g);
        if !interval_is_within(f1, n1, f2, n2, tail, within) {
            return None;
        }
    }
    let of = |&g: &u32| {
        let (f1, n1, f2, n2) = sides(g);
        *known.entry((g, f1, f2)).or_insert_with(|| {
            let (low, high) = log_ratio_interval(f1, n1, f2, n2, tail);
            high.max(-low)
        })
    };
    asked.iter().map(of).reduce(f64::max)
}

fn lockword(groups: &Groups, asked: &[u32], item: &Item, bound: f64) -> Lockword {
    let share = |g: u32| f64::from(item.n(g)) / f64::from(groups.sizes[g as usize]);
    let named = |g: Option<&u32>| {
        g.map_or_else(Default::default, |&g| (groups.names[g as usize].to_owned(), share(g)))
    };
    // Of equal shares the first by name.
    let least = asked.iter().min_by(|a, b| share(**a).total_cmp(&share(**b)));
    let most = asked.iter().rev().max_by(|a, b| share(**a).total_cmp(&share(**b)));
    Lockword {
        item: item.name.to_owned(),
        is_phrase: item.phrase.is_some(),
        n_documents: item.total,
        n_total: groups.total,
        n_groups: asked.len() as u32,
        bound,
        is_locked: bound <= LOCKED.log2(),
        least: named(least),
        most: named(most),
    }
}

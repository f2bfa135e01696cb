//! Lockwords: what all groups say alike.
//!
//! Baker (2011) calls a lockword the opposite of a keyword: a frequent word that the corpora
//! compared use equally often ("locked" in place). He ranks by the spread of the frequencies; we ask
//! for proof that they are close, as one does in a test of equivalence. The share of a group's documents
//! and that of all others have each a Clopper-Pearson interval, and the two together leave an interval
//! of the log ratio:
//!
//! ```text
//! log2(low1 / high2) … log2(high1 / low2);   bound = its end furthest from 0, over all groups
//! ```
//!
//! so that no group says the item more than 2^bound times as often as the others, nor less than one
//! part in 2^bound. Items are ranked by it, the smallest first; one is *locked* where the bound is
//! at most log2 1.5. A rare item has wide intervals: a small bound means frequent and alike. (The interval
//! of the keys looks at the documents with the item alone. It is narrower for rare items, but does not
//! see that a share ends at 1: what all documents say would not be locked.)
//!
//! Only items that every group uses are tried, and Bonferroni's correction counts those, and the two
//! shares; that all intervals of one item must hold needs no further correction (an intersection of
//! tests). Groups of fewer than five documents ask nothing, if two others remain. Function words and
//! numbered headings (第三条) are left out: they are alike everywhere. Ties: more documents first, then
//! by the item.
//!
//! Baker, P. (2011): Times may change, but we will always have *money*: diachronic variation in recent
//! British English. Journal of English Linguistics 39(1), 65-88.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::ALPHA;
use super::bound::share_interval;
use super::groups::Groups;
use super::items::Item;

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
    let tail = ALPHA / 4.0 / candidates.len().max(1) as f64;
    // A share has few values, an item many: each interval is made once.
    let mut known: FxHashMap<(u32, u32), (f64, f64)> = FxHashMap::default();
    let mut interval = |f, n| *known.entry((f, n)).or_insert_with(|| share_interval(f, n, tail));
    let mut bound = |item: &Item| {
        let of = |&g: &u32| {
            let (f, n) = (item.n(g), groups.sizes[g as usize]);
            let (low1, high1) = interval(f, n);
            let (low2, high2) = interval(item.total - f, groups.total - n);
            (high1 / low2).log2().max((high2 / low1).log2())
        };
        asked.iter().map(of).fold(0.0, f64::max)
    };
    let mut found: Vec<(f64, &Item)> =
        candidates.into_iter().map(|item| (bound(item), item)).collect();
    // Candidates stand by documents and name, which decide between equals.
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    if limit > 0 {
        found.truncate(limit);
    }
    found.into_iter().map(|(bound, item)| lockword(groups, &asked, item, bound)).collect()
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

//! Passages of two runs: which shared passages came, went, or found other holders.
//!
//! A passage is the same in both runs where one of its wordings is, marks and spaces apart. A passage of
//! which the runs know no wording alike came and went as two. Order: passages that came, most documents
//! first, then those that changed, those that went, and those that stayed; ties in the order of the
//! second report, then of the first.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::run::Cluster;
use super::{Change, Run};
use crate::fold::fold;

/// A passage before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageChange {
    /// What happened to it; *grew* and *shrank* are by the number of documents.
    pub change: Change,
    /// Its cluster in the first run, an index, and the documents there.
    pub before: Option<(u32, u32)>,
    /// Its cluster in the second run, an index, and the documents there.
    pub after: Option<(u32, u32)>,
    /// Whether it is made of stock phrases.
    pub is_formulaic: bool,
    /// One of its wordings.
    pub text: String,
}

/// The passages of both runs.
pub fn passages(before: &Run, after: &Run) -> Vec<PassageChange> {
    let (old, new) = (before.passages(), after.passages());
    let mut by_wording: FxHashMap<String, usize> = FxHashMap::default();
    for (a, cluster) in old.iter().enumerate() {
        for wording in &cluster.wordings {
            by_wording.entry(bare(wording)).or_insert(a);
        }
    }
    let mut match_of_old = vec![None; old.len()];
    let mut changes = Vec::new();
    for (b, cluster) in new.iter().enumerate() {
        let found = cluster.wordings.iter().filter_map(|w| by_wording.get(&bare(w)).copied());
        let a = found.filter(|&a| match_of_old[a].is_none()).min();
        if let Some(a) = a {
            match_of_old[a] = Some(b);
        }
        changes.push(change(a.map(|a| (a, &old[a])), Some((b, cluster))));
    }
    let gone = (0..old.len()).filter(|&a| match_of_old[a].is_none());
    changes.extend(gone.map(|a| change(Some((a, &old[a])), None)));
    changes.sort_by_key(|c| {
        let rank = match c.change {
            Change::Came => 0,
            Change::Grew | Change::Shrank => 1,
            Change::Went => 2,
            Change::Same => 3,
        };
        let documents = [c.before, c.after].into_iter().flatten().map(|s| s.1).max();
        (c.is_formulaic, rank, Reverse(documents))
    });
    changes
}

fn change(before: Option<(usize, &Cluster)>, after: Option<(usize, &Cluster)>) -> PassageChange {
    let numbers = |(i, cluster): (usize, &Cluster)| (i as u32, cluster.n_documents);
    let shown = after.or(before).map(|c| c.1);
    PassageChange {
        change: match (before, after) {
            (None, _) => Change::Came,
            (_, None) => Change::Went,
            (Some((_, a)), Some((_, b))) => Change::of(a.n_documents, 1, b.n_documents, 1),
        },
        before: before.map(numbers),
        after: after.map(numbers),
        is_formulaic: shown.is_some_and(|c| c.is_formulaic),
        text: shown.and_then(|c| c.wordings.first()).map_or_else(String::new, |w| (*w).to_owned()),
    }
}

/// Letters and numbers alone, folded.
fn bare(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

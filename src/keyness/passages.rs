//! Passages between groups: who of the groups had a passage first, and who has it too.
//!
//! Each reuse cluster with a passage from one group to another, and each of its groups, in the order in
//! which they came to it: by the date of the first holder, undated ones last, then by name. The
//! first is the probable source only where its date is earlier than that of the next. A holder counts where
//! it says what the first says ([`Cluster::says_the_same`]).
//!
//! The longest passage between two groups comes first, for length tells copying from a manner of speech;
//! stock phrases come last, they prove no contact. Ties: in the order of the reuse findings.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::groups::Groups;
use crate::corpus::{Corpus, Place};
use crate::reuse::{Cluster, PassageKind, Reuse};

/// A group that holds a passage which another group holds too.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupPassage {
    /// The reuse cluster: an index into the clusters.
    pub cluster: u32,
    /// Whether the passage is made of stock phrases.
    pub is_formulaic: bool,
    /// The group.
    pub group: String,
    /// Its place among the groups of the cluster, from 0.
    pub position: u32,
    /// Groups that hold the passage.
    pub n_groups: u32,
    /// Content units of the longest passage of the cluster between two groups.
    pub n_units: u32,
    /// Documents of this group that hold it.
    pub n_documents: u32,
    /// Its earliest holder: an index into the members of the cluster.
    pub member: u32,
    /// Days after the first group, where both are dated.
    pub lag_days: Option<u32>,
}

/// The passages that groups share.
pub fn group_passages(corpus: &Corpus, reuse: &Reuse) -> Vec<GroupPassage> {
    let groups = Groups::of(corpus);
    if !groups.can_be_compared() {
        return Vec::new();
    }
    let group = |place: Place| groups.of_document.get(place.document.index()).copied().flatten();
    let mut is_formulaic = vec![false; reuse.clusters.len()];
    let mut lengths = vec![0; reuse.clusters.len()];
    for passage in &reuse.passages {
        let c = passage.cluster as usize;
        let (Some(length), Some(a), Some(b)) =
            (lengths.get_mut(c), group(passage.a), group(passage.b))
        else {
            continue;
        };
        is_formulaic[c] |= passage.kind == PassageKind::Formulaic;
        if a != b {
            *length = passage.n_units.max(*length);
        }
    }
    let mut order: Vec<usize> = (0..lengths.len()).filter(|&c| lengths[c] > 0).collect();
    order.sort_by_key(|&c| (is_formulaic[c], Reverse(lengths[c]), c));
    let mut found = Vec::new();
    for c in order {
        let members = &reuse.clusters[c].members;
        let holders = holders(corpus, &reuse.clusters[c], &groups);
        if holders.len() < 2 {
            continue;
        }
        let day = |h: &Holder| {
            corpus[members[h.member].document].date.map(crate::corpus::Date::day_number)
        };
        let first = day(&holders[0]);
        for (position, holder) in holders.iter().enumerate() {
            found.push(GroupPassage {
                cluster: c as u32,
                is_formulaic: is_formulaic[c],
                group: holder.group.to_owned(),
                position: position as u32,
                n_groups: holders.len() as u32,
                n_units: lengths[c],
                n_documents: holder.n_documents,
                member: holder.member as u32,
                lag_days: day(holder)
                    .zip(first)
                    .and_then(|(day, first)| (day - first).try_into().ok()),
            });
        }
    }
    found
}

struct Holder<'a> {
    group: &'a str,
    n_documents: u32,
    member: usize,
}

/// The groups that hold a passage, the earliest first.
fn holders<'a>(corpus: &'a Corpus, cluster: &Cluster, groups: &Groups) -> Vec<Holder<'a>> {
    let mut by_group: BTreeMap<&str, Vec<(u32, usize)>> = BTreeMap::new();
    for (m, member) in cluster.members.iter().enumerate() {
        if !cluster.says_the_same(m) {
            continue;
        }
        let document = corpus.documents.get(member.document.index());
        if let Some(group) = document.and_then(|d| d.group.as_deref()) {
            by_group.entry(group).or_default().push((groups.age[member.document.index()], m));
        }
    }
    let mut holders: Vec<(u32, Holder)> = by_group
        .into_iter()
        .filter_map(|(group, mut held)| {
            held.sort_unstable();
            let &(age, member) = held.first()?;
            held.dedup_by_key(|h| h.0);
            Some((age, Holder { group, n_documents: held.len() as u32, member }))
        })
        .collect();
    holders.sort_by_key(|h| h.0);
    holders.into_iter().map(|h| h.1).collect()
}

//! Documents of two runs: which were added and removed, and which are not what they were.
//!
//! A document is the same in both where its name is; of several with one name, the first with the
//! first. It changed where its length, title, date or group did: the report keeps no hash of single
//! documents, so a change that leaves the length alone is not seen. Order: added, removed, changed, each
//! by name.

use std::collections::BTreeMap;

use super::Run;
use super::run::RunDocument;

/// A document that is not in both runs as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentChange {
    /// Its name.
    pub name: String,
    /// What happened to it: `added`, `removed`, or what changed.
    pub change: String,
    /// Its date, in the later run that has it.
    pub date: Option<String>,
    /// Its group, in the later run that has it.
    pub group: Option<String>,
    /// Its content units in the first run.
    pub units_before: Option<u32>,
    /// Its content units in the second run.
    pub units_after: Option<u32>,
}

/// The documents that differ.
pub fn documents(before: &Run, after: &Run) -> Vec<DocumentChange> {
    let (old, new) = (by_name(before), by_name(after));
    let row = |was: Option<&RunDocument>, is: Option<&RunDocument>, change: &str| {
        let shown = is.or(was);
        DocumentChange {
            name: shown.map_or_else(String::new, |d| d.name.clone()),
            change: change.to_owned(),
            date: shown.and_then(|d| d.date.clone()),
            group: shown.and_then(|d| d.group.clone()),
            units_before: was.and_then(|d| d.n_units),
            units_after: is.and_then(|d| d.n_units),
        }
    };
    let added = new.iter().filter(|(key, _)| !old.contains_key(*key));
    let mut changes: Vec<DocumentChange> =
        added.map(|(_, d)| row(None, Some(d), "added")).collect();
    let removed = old.iter().filter(|(key, _)| !new.contains_key(*key));
    changes.extend(removed.map(|(_, d)| row(Some(d), None, "removed")));
    for (key, is) in &new {
        let Some(was) = old.get(key) else { continue };
        let differences: Vec<&str> = [
            ("length", was.n_units != is.n_units),
            ("title", was.title != is.title),
            ("date", was.date != is.date),
            ("group", was.group != is.group),
        ]
        .into_iter()
        .filter_map(|(what, differs)| differs.then_some(what))
        .collect();
        if !differences.is_empty() {
            changes.push(row(Some(was), Some(is), &differences.join(", ")));
        }
    }
    changes
}

/// How many documents stand in both runs.
pub(super) fn n_common(before: &Run, after: &Run) -> usize {
    let old = by_name(before);
    by_name(after).keys().filter(|key| old.contains_key(*key)).count()
}

/// Name and number among those of this name.
fn by_name(run: &Run) -> BTreeMap<(&str, usize), &RunDocument> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    run.documents
        .iter()
        .map(|document| {
            let n = seen.entry(&document.name).or_default();
            *n += 1;
            ((document.name.as_str(), *n), document)
        })
        .collect()
}

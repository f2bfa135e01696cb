//! Documents that say the same, and documents that are called the same.
//!
//! Two documents are exact duplicates if their texts differ in nothing but white space. The first
//! of them, by date (undated last) and then by name, is the original; the others point to it, and
//! with `collapse-duplicates` they are left out, each with its reason. Counts of documents rest on
//! this: a reprint carries every phrase of its original once more.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::corpus::{Date, Document};
use crate::read::find;
use crate::warning::{Topic, Warning};

/// Marks exact duplicates, or takes them out.
pub fn mark(documents: &mut Vec<Document>, collapse: bool, warnings: &mut Vec<Warning>) {
    let hashes = crate::exec::map(documents, |document| {
        let mut hasher = blake3::Hasher::new();
        for word in document.source[document.body..].split_whitespace() {
            hasher.update(word.as_bytes());
        }
        *hasher.finalize().as_bytes()
    });
    let mut same: FxHashMap<[u8; 32], Vec<usize>> = FxHashMap::default();
    for (i, hash) in hashes.into_iter().enumerate() {
        same.entry(hash).or_default().push(i);
    }
    let mut sets: Vec<Vec<usize>> = same.into_values().filter(|set| set.len() > 1).collect();
    for set in &mut sets {
        let rank = |i: &usize| {
            let document = &documents[*i];
            let date = document.date.map(|Date { year, month, day }| (year, month, day));
            (date.is_none(), date, document.name.clone())
        };
        set.sort_by_key(rank);
        let original = documents[set[0]].name.clone();
        for &copy in &set[1..] {
            documents[copy].duplicate_of = Some(original.clone());
        }
    }
    let n: usize = sets.iter().map(|set| set.len() - 1).sum();
    if n == 0 {
        return;
    }
    if collapse {
        let (copies, kept) = std::mem::take(documents)
            .into_iter()
            .partition(|document| document.duplicate_of.is_some());
        *documents = kept;
        let copies: Vec<Document> = copies;
        warnings.extend(copies.iter().map(|copy| {
            let original = copy.duplicate_of.as_deref().unwrap_or_default();
            let subject = std::path::Path::new(&copy.path);
            let row = if copy.path.ends_with(&copy.name) { "" } else { &copy.name };
            let which = if row.is_empty() { String::new() } else { format!("`{row}`: ") };
            find::skipped(subject, format!("{which}the same text as `{original}`; collapsed"))
        }));
        return;
    }
    // The example must not depend on the order of the files.
    let example = (documents.iter())
        .filter_map(|d| Some((d.name.as_str(), d.duplicate_of.as_deref()?)))
        .min()
        .map(|(copy, original)| format!("`{copy}` is `{original}`"))
        .unwrap_or_default();
    let message = format!(
        "{n} documents have exactly the text of another ({example}); --collapse-duplicates keeps \
         one of each"
    );
    warnings.push(Warning::new(Topic::Reading, "duplicates", message));
}

/// Numbers documents that share a name, in order of path and row: `id`, `id#2`, `id#3`.
pub fn number_names(documents: &mut [Document], warnings: &mut Vec<Warning>) {
    let mut names = BTreeSet::new();
    let mut n_of_name: BTreeMap<String, usize> = BTreeMap::new();
    for document in documents.iter() {
        *n_of_name.entry(document.name.clone()).or_default() += 1;
        names.insert(document.name.clone());
    }
    n_of_name.retain(|_, n| *n > 1);
    let mut n_seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut n_renamed: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for document in documents {
        if !n_of_name.contains_key(&document.name) {
            continue;
        }
        let n = n_seen.entry(document.name.clone()).or_default();
        *n += 1;
        if *n == 1 {
            continue;
        }
        // A row may already call itself id#2.
        let mut name = format!("{}#{n}", document.name);
        while !names.insert(name.clone()) {
            *n += 1;
            name = format!("{}#{n}", document.name);
        }
        let file = n_renamed.entry(document.path.clone()).or_default();
        file.0 += 1;
        if file.1.is_empty() {
            file.1 = format!("`{}` became `{name}`", document.name);
        }
        document.name = name;
    }
    for (path, (n, example)) in n_renamed {
        let message = format!("{n} of its names are taken and were numbered ({example})");
        warnings.push(Warning::new(Topic::Reading, path, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(name: &str, date: Option<i16>, source: &str) -> Document {
        let date = date.map(|year| Date { year, month: 0, day: 0 });
        Document {
            name: name.into(),
            path: name.into(),
            date,
            source: source.into(),
            ..Document::default()
        }
    }

    fn corpus() -> Vec<Document> {
        vec![
            document("a", None, "潮水 退去"),
            document("b", Some(2021), "潮水\n退去"),
            document("c", Some(2020), "潮水退去\n"),
            document("d", Some(2019), "潮水退了"),
        ]
    }

    #[test]
    fn copies_point_to_the_earliest() {
        let (mut documents, mut warnings) = (corpus(), Vec::new());
        mark(&mut documents, false, &mut warnings);
        let of: Vec<Option<&str>> = documents.iter().map(|d| d.duplicate_of.as_deref()).collect();
        assert_eq!(of, [Some("c"), Some("c"), None, None]);
        assert!(
            warnings[0]
                .message
                .starts_with("2 documents have exactly the text of another (`a` is `c`)")
        );
    }

    #[test]
    fn collapsed_copies_are_named() {
        let (mut documents, mut warnings) = (corpus(), Vec::new());
        mark(&mut documents, true, &mut warnings);
        let names: Vec<&str> = documents.iter().map(|d| d.name.as_str()).collect();
        assert_eq!((names, warnings.len()), (vec!["c", "d"], 2));
        assert_eq!(warnings[0].to_string(), "a: the same text as `c`; collapsed");
    }
}

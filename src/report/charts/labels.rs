//! What several charts say alike: names of documents, the choice of phrases, the source line.

use std::collections::{BTreeMap, BTreeSet};

use super::text::{clean, count, width};
use super::{Language, say};
use crate::analysis::Analysis;
use crate::corpus::DocId;
use crate::phrases::{Phrase, PhraseKind};
use crate::report::text::inner_quotes;

/// Names of these documents for a chart, shortened as long as they stay different: without the
/// folder and the extension that all of them share, without folders where a name is long, and with
/// hashes cut to their beginning.
pub fn documents(analysis: &Analysis, ids: &[DocId]) -> Vec<String> {
    let full: Vec<&str> = ids
        .iter()
        .map(|id| analysis.corpus.documents.get(id.index()).map_or("", |d| d.name.as_str()))
        .collect();
    let n = full.iter().collect::<BTreeSet<_>>().len();
    let mut kept: Vec<String> = full.iter().map(|name| clean(name)).collect();
    let mut keep = |shorter: Vec<String>| {
        if shorter.iter().collect::<BTreeSet<_>>().len() == n {
            kept = shorter;
        }
        kept.clone()
    };
    let short = keep(shorten(&full).into_iter().map(clean).collect());
    let files: Vec<String> = short.iter().map(|name| without_long_folder(name)).collect();
    let files = keep(files);
    keep(files.iter().map(|name| with_short_hashes(name)).collect())
}

/// Width, in characters of text, from which a name loses its folders.
const LONG: f64 = 22.0;

fn without_long_folder(name: &str) -> String {
    match name.rsplit_once('/') {
        Some((_, file)) if width(name, 1) > LONG && !file.is_empty() => file.to_owned(),
        _ => name.to_owned(),
    }
}

/// Runs of at least this many hexadecimal digits, letters and numbers among them, are hashes.
const HASH: usize = 12;
/// Digits that are left of a hash.
const HASH_KEPT: usize = 6;

fn with_short_hashes(name: &str) -> String {
    let mut out = String::new();
    let mut run = String::new();
    for c in name.chars().map(Some).chain([None]) {
        match c {
            Some(c) if c.is_ascii_hexdigit() => run.push(c),
            c => {
                let letters = run.chars().filter(char::is_ascii_alphabetic).count();
                if run.len() >= HASH && letters > 0 && letters < run.len() {
                    out.push_str(&run[..HASH_KEPT]);
                    out.push('…');
                } else {
                    out.push_str(&run);
                }
                run.clear();
                out.extend(c);
            }
        }
    }
    out
}

fn shorten<'a>(names: &[&'a str]) -> Vec<&'a str> {
    let Some(first) = names.first() else { return Vec::new() };
    let mut folder = first.rfind('/').map_or(0, |at| at + 1);
    while !names.iter().all(|n| n.starts_with(&first[..folder])) {
        folder = first[..folder.saturating_sub(1)].rfind('/').map_or(0, |at| at + 1);
    }
    let extension = first.rfind('.').filter(|&at| at > folder).map_or("", |at| &first[at..]);
    let short_extension = extension.len() <= 6 && !extension.contains('/');
    let stem = |n: &&'a str| {
        let name = &n[folder..];
        match name.strip_suffix(extension) {
            Some(stem) if short_extension && !stem.is_empty() => stem,
            _ => name,
        }
    };
    if names.iter().all(|n| n.ends_with(extension)) {
        names.iter().map(stem).collect()
    } else {
        names.iter().map(|n| &n[folder..]).collect()
    }
}

/// A phrase chosen for a chart, with all variants of its family.
pub struct Chosen<'a> {
    /// The family's head.
    pub phrase: &'a Phrase,
    /// Head and variants.
    pub variants: Vec<&'a Phrase>,
}

/// The `n` families that hold the best ranked phrases, names, offices and places left out; each by
/// its head.
pub fn best_phrases(analysis: &Analysis, n: usize) -> Vec<Chosen<'_>> {
    let phrases = &analysis.phrases.phrases;
    let mut seen = BTreeSet::new();
    let mut chosen = Vec::new();
    for (index, phrase) in phrases.iter().enumerate() {
        if chosen.len() == n {
            break;
        }
        let family = analysis.phrases.families.get(phrase.family as usize);
        let head = family.map_or(index, |f| f.head as usize);
        let Some(head_phrase) = phrases.get(head) else { continue };
        if head_phrase.kind == PhraseKind::Name || !seen.insert(head) {
            continue;
        }
        let variants = match family {
            Some(f) => f.members.iter().filter_map(|&m| phrases.get(m as usize)).collect(),
            None => vec![phrase],
        };
        chosen.push(Chosen { phrase: head_phrase, variants });
    }
    chosen
}

/// Those of a list, in its order, whose phrase is no name and the first of its family.
pub fn one_a_family<T>(analysis: &Analysis, list: Vec<T>, phrase: impl Fn(&T) -> &str) -> Vec<T> {
    let phrases = analysis.phrases.phrases.iter().rev();
    let known: BTreeMap<&str, (u32, PhraseKind)> =
        phrases.map(|p| (p.text.as_str(), (p.family, p.kind))).collect();
    let n_families = analysis.phrases.families.len();
    let mut families = BTreeSet::new();
    let mut is_first = |item: &T| match known.get(phrase(item)) {
        Some((_, PhraseKind::Name)) => false,
        Some((family, _)) if (*family as usize) < n_families => families.insert(*family),
        _ => true,
    };
    list.into_iter().filter(|item| is_first(item)).collect()
}

/// Fewest documents of a group whose shares are worth a column.
const LEAST_GROUP: usize = 5;

/// The groups to compare, sorted, and whether some were left out: those of at least five documents,
/// since every share in a group of one is 0% or 100%; all where fewer than two are that large.
pub fn groups(analysis: &Analysis) -> (Vec<&str>, bool) {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for group in analysis.corpus.documents.iter().filter_map(|d| d.group.as_deref()) {
        *sizes.entry(group).or_default() += 1;
    }
    let large: Vec<&str> =
        sizes.iter().filter(|(_, n)| **n >= LEAST_GROUP).map(|(group, _)| *group).collect();
    if large.len() < 2 {
        return (sizes.into_keys().collect(), false);
    }
    let some_left_out = large.len() < sizes.len();
    (large, some_left_out)
}

/// What a subtitle adds where small groups were left out.
pub fn left_out(language: Language) -> String {
    say(
        language,
        format!("; groups of at least {LEAST_GROUP} documents"),
        format!("；只列至少有{LEAST_GROUP}篇文档的组"),
    )
}

/// A phrase between the quotation marks of both languages, short enough for a title.
pub fn quoted(phrase: &str) -> String {
    let phrase = inner_quotes(&clean(phrase));
    let short: String = phrase.chars().take(30).collect();
    let dots = if short.len() < phrase.len() { "…" } else { "" };
    format!("“{short}{dots}”")
}

/// A document's name in a title.
pub fn in_title(name: &str) -> String {
    super::text::fit_middle(name, 10, 260.0)
}

/// What the chart was made from: documents, sections, dates.
pub fn source(analysis: &Analysis, language: Language) -> String {
    let documents = count(analysis.corpus.len());
    let n_sections: usize = analysis.section_units.iter().map(Vec::len).sum();
    let sections = count(n_sections);
    let dates = analysis.corpus.documents.iter().filter_map(|d| d.date);
    let (first, last) = (dates.clone().min(), dates.max());
    let mut line = say(
        language,
        format!("Source: {documents} document{}", plural(analysis.corpus.len())),
        format!("来源：{documents}篇文档"),
    );
    if n_sections > analysis.corpus.len() {
        line += &say(language, format!(", {sections} sections"), format!("，{sections}节"));
    }
    if let (Some(first), Some(last)) = (first, last) {
        line += &if first == last {
            say(language, format!(", {first}"), format!("，{first}"))
        } else {
            say(language, format!(", {first} to {last}"), format!("，{first} 至 {last}"))
        };
    }
    line
}

/// The English plural's ending.
pub fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_too_small_for_shares_are_left_out_where_two_others_remain() {
        let document = |group: &str| crate::corpus::Document {
            group: Some(group.to_owned()),
            ..Default::default()
        };
        let mut analysis = Analysis::default();
        analysis.corpus.documents = ["c", "b", "b", "b", "b", "b"].map(document).to_vec();
        assert_eq!(groups(&analysis), (vec!["b", "c"], false));
        analysis.corpus.documents.extend(["a"; 5].map(document));
        assert_eq!(groups(&analysis), (vec!["a", "b"], true));
    }

    #[test]
    fn hashes_and_long_folders_are_cut() {
        assert_eq!(with_short_hashes("000_85406a558ec269f9"), "000_85406a…");
        assert_eq!(with_short_hashes("2023-08-17 20230817123456"), "2023-08-17 20230817123456");
        let long = "DLC/上海地方法规/地方性法规/上海/上海口岸服务条例(2020-05-14)";
        assert_eq!(without_long_folder(long), "上海口岸服务条例(2020-05-14)");
        assert_eq!(without_long_folder("a/b.txt"), "a/b.txt");
    }

    #[test]
    fn names_lose_what_they_all_share() {
        assert_eq!(shorten(&["a/b/x.txt", "a/b/y.txt"]), ["x", "y"]);
        assert_eq!(shorten(&["a/b/x.txt", "a/c/y.md"]), ["b/x.txt", "c/y.md"]);
        assert_eq!(shorten(&["x", "y.z/w"]), ["x", "y.z/w"]);
        assert_eq!(shorten(&[".txt"]), [".txt"]);
        assert!(shorten(&[]).is_empty());
    }
}

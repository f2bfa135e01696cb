//! A document as it is analysed, for programs.
//!
//! Every `start` and `end` counts characters of `source`, the decoded text; `map` leads from
//! characters of `text`, the cleaned one, back to it. What the reader of a page left out of `source`
//! is dropped at an empty stretch, where it stood.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::corpus::{Date, Document, Dropped, Text};

/// Everything that is known of a document before it is counted.
#[derive(Serialize)]
pub struct Inspected<'a> {
    pub document: &'a str,
    pub path: &'a str,
    pub format: &'a str,
    pub encoding: &'a str,
    pub title: Option<&'a str>,
    pub date: Option<Date>,
    pub group: Option<&'a str>,
    pub duplicate_of: Option<&'a str>,
    pub metadata: &'a BTreeMap<String, String>,
    pub text: &'a str,
    pub sections: Vec<InspectedSection<'a>>,
    pub dropped: Vec<&'a Dropped>,
    pub joined: Vec<Joined>,
    /// `[first character in text, first in source, how many]` of each stretch copied verbatim.
    pub map: Vec<(u32, u32, u32)>,
    pub source: &'a str,
}

/// A section and where it stands in the source.
#[derive(Serialize)]
pub struct InspectedSection<'a> {
    pub section: usize,
    pub heading: Option<&'a str>,
    pub speaker: Option<&'a str>,
    pub start: u32,
    pub end: u32,
}

/// A stretch of the source that was closed inside a paragraph.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Joined {
    pub start: u32,
    pub end: u32,
    /// What stood there: line breaks, spaces, marks, a hyphen.
    pub removed: String,
    /// What stands there now: nothing, or a space.
    pub put: &'static str,
    /// Character of the cleaned text behind it.
    #[serde(skip)]
    pub at: u32,
}

impl<'a> Inspected<'a> {
    pub fn new(document: &'a Document, text: &'a Text) -> Self {
        let sections = text.sections.iter().enumerate().map(|(i, section)| {
            let (start, end) = text.source_span(section.span);
            InspectedSection {
                section: i,
                heading: section.heading.map(|span| text.slice(span)),
                speaker: section.speaker.map(|span| text.slice(span)),
                start,
                end,
            }
        });
        let map = text.map.stretches(&text.text);
        let mut dropped: Vec<&Dropped> = document.left_out.iter().chain(&text.dropped).collect();
        dropped.sort_by_key(|dropped| dropped.start);
        Self {
            document: &document.name,
            path: &document.path,
            format: &document.format,
            encoding: &document.encoding,
            title: document.title.as_deref(),
            date: document.date,
            group: document.group.as_deref(),
            duplicate_of: document.duplicate_of.as_deref(),
            metadata: &document.metadata,
            text: &text.text,
            sections: sections.collect(),
            dropped,
            joined: joined(&document.source, &text.text, &map),
            map,
            source: &document.source,
        }
    }
}

/// What lies between stretches of one paragraph, and the line breaks that spaces stand for.
fn joined(source: &str, text: &str, map: &[(u32, u32, u32)]) -> Vec<Joined> {
    let source: Vec<char> = source.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let removed = |start: u32, end: u32| -> String {
        source.get(start as usize..end as usize).unwrap_or_default().iter().collect()
    };
    let mut joined: Vec<Joined> = Vec::new();
    for (i, &(at, from, n)) in map.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| map.get(i));
        if let Some(&(before, before_from, before_n)) = before
            && before + before_n == at
        {
            let (start, end) = (before_from + before_n, from);
            match joined.last_mut().filter(|last| last.end == start) {
                // The rest of a break whose first character became a space.
                Some(last) => {
                    (last.end, last.removed) = (end, last.removed.clone() + &removed(start, end))
                }
                None => {
                    joined.push(Joined { start, end, removed: removed(start, end), put: "", at })
                }
            }
        }
        for k in 0..n {
            let (c, original) = (text.get((at + k) as usize), source.get((from + k) as usize));
            if c == Some(&' ') && original.is_some_and(|c| *c != ' ') {
                let (start, end) = (from + k, from + k + 1);
                joined.push(Joined {
                    start,
                    end,
                    removed: removed(start, end),
                    put: " ",
                    at: at + k + 1,
                });
            }
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean;
    use crate::corpus::Corpus;

    fn joins(source: &str) -> Vec<(String, &'static str)> {
        let document = Document { source: source.into(), ..Document::default() };
        let corpus = Corpus::new(vec![document]);
        let (texts, _) = clean::clean(&corpus, &Default::default(), &Default::default());
        let inspected = Inspected::new(&corpus.documents[0], &texts[0]);
        for joined in &inspected.joined {
            let range = joined.start as usize..joined.end as usize;
            let there: String = source.chars().collect::<Vec<_>>()[range].iter().collect();
            assert_eq!(there, joined.removed);
        }
        inspected.joined.into_iter().map(|j| (j.removed, j.put)).collect()
    }

    #[test]
    fn closed_breaks_and_spaces_are_told() {
        let broken = joins("全县上下深入学习会议精神，凝聚人心、汇聚统 \n一战线的力量。\n");
        assert_eq!(broken, [(" \n".to_string(), "")]);
        let wrapped = "The council met on Monday to hear what the\n  ferry and the bridge would cost this year,\n  \
                       and whether the harbour could pay for them\n  both without a loan from the county next\n  door.\n";
        assert_eq!(joins(wrapped), vec![("\n  ".to_string(), " "); 4]);
        assert!(joins("One line.\nAnother line.\n").is_empty());
    }
}

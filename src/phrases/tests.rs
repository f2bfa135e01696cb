//! What the phrase stage as a whole promises.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::corpus::{Section, Span};
use crate::units::{UnitSettings, units};

/// What the phrase stages work on, from plain strings.
pub(crate) struct Corpus {
    pub texts: Vec<Text>,
    pub stream: UnitStream,
    pub index: Concordance,
}

/// A corpus in which every document is one section.
pub(crate) fn corpus(documents: &[&str]) -> Corpus {
    let texts: Vec<Text> = documents
        .iter()
        .map(|d| {
            let whole = Section { span: Span::new(0, d.len()), heading: None, speaker: None };
            Text { text: (*d).to_string(), sections: vec![whole], ..Text::default() }
        })
        .collect();
    let mut stream = units(&texts, &UnitSettings::default()).unwrap_or_default();
    let index = Concordance::build(&mut stream).unwrap_or_default();
    Corpus { texts, stream, index }
}

fn phrases(documents: &[&str], settings: &PhraseSettings) -> Vec<Phrase> {
    let Corpus { texts, stream, index } = corpus(documents);
    find(&texts, &stream, &index, settings).phrases
}

const STATEMENTS: [&str; 4] = [
    "全县上下画好最大同心圆，推进乡村振兴。",
    "各镇要画好最大同心圆。干部们说，乡村振兴大有可为。",
    "努力画出最大同心圆，聚力乡村振兴事业。",
    "我们画出最大同心圆；群众盼着乡村振兴。",
];

#[test]
fn counts_equal_a_plain_search() {
    for phrase in phrases(&STATEMENTS, &PhraseSettings::default()) {
        let n: usize = STATEMENTS.iter().map(|t| t.matches(&phrase.text).count()).sum();
        let documents = STATEMENTS.iter().filter(|t| t.contains(&phrase.text)).count();
        assert_eq!(phrase.n_occurrences as usize, n, "{}", phrase.text);
        assert_eq!(phrase.n_documents as usize, documents, "{}", phrase.text);
        assert_eq!(phrase.places.len(), n);
    }
}

#[test]
fn the_core_of_variants_and_the_variants_are_found() {
    let found = phrases(&STATEMENTS, &PhraseSettings::default());
    for expected in ["最大同心圆", "画好最大同心圆", "画出最大同心圆", "乡村振兴"]
    {
        assert!(found.iter().any(|p| p.text == expected), "{expected}");
    }
}

#[test]
fn no_phrase_is_found_where_nothing_is_said_twice() {
    assert!(phrases(&["春风拂面。", ""], &PhraseSettings::default()).is_empty());
    assert!(phrases(&[], &PhraseSettings::default()).is_empty());
}

#[test]
fn fewer_documents_than_asked_are_not_listed() {
    let settings = PhraseSettings { min_documents: Some(3), ..PhraseSettings::default() };
    let found = phrases(&STATEMENTS, &settings);
    assert!(found.iter().all(|p| p.n_documents >= 3));
    assert!(found.iter().any(|p| p.text == "乡村振兴"));
}

#[test]
fn one_character_repeated_without_end_is_harmless() {
    let long = "啊".repeat(5_000);
    let found = phrases(&[&long, &long], &PhraseSettings::default());
    assert!(found.len() < 100);
}

#[test]
fn a_phrase_that_the_text_marks_as_a_formula_is_of_that_kind() {
    let documents = ["对照“五张清单”抓整改。", "五张清单逐条过。", "更新五张清单，再公布。"];
    let found = phrases(&documents, &PhraseSettings::default());
    let clear = found.iter().find(|p| p.text == "五张清单").unwrap();
    assert_eq!(clear.kind, PhraseKind::Formula);
    let unmarked = documents.map(|d| d.replace(['“', '”'], ""));
    let unmarked: Vec<&str> = unmarked.iter().map(String::as_str).collect();
    let found = phrases(&unmarked, &PhraseSettings::default());
    assert!(found.iter().all(|p| p.kind != PhraseKind::Formula));
}

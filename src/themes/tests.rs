#![allow(clippy::unwrap_used)]
use super::*;
use crate::corpus::{Document, Paragraph, ParagraphKind, Section, Span};
use crate::tokenize::tokenize;

fn found(documents: &[String], settings: &ThemeSettings) -> Result<(Themes, Vec<Warning>)> {
    let document = |(i, source): (usize, &String)| Document {
        name: format!("{i:05}"),
        source: source.clone(),
        ..Document::default()
    };
    let corpus = Corpus::new(documents.iter().enumerate().map(document).collect());
    let text = |source: &String| {
        let span = Span::new(0, source.len());
        let section = Section { span, heading: None, speaker: None };
        let mut text = Text { text: source.clone(), ..Text::default() };
        if !source.is_empty() {
            text.paragraphs = vec![Paragraph { span, kind: ParagraphKind::Body }];
            text.sections = vec![section];
        }
        text
    };
    let texts: Vec<Text> = documents.iter().map(text).collect();
    let tokens: Vec<Tokens> = texts.iter().map(|t| tokenize(&t.text)).collect();
    let mut warnings = Vec::new();
    let themes = find(&corpus, &texts, &tokens, settings, 7, &mut warnings)?;
    Ok((themes, warnings))
}

/// Documents on three subjects, each of words drawn in turn from its subject's list.
fn three_subjects(n: usize) -> Vec<String> {
    let subjects = [
        ["harbour", "vessel", "cargo", "dock", "sailor", "anchor", "ferry", "tide"],
        ["orchard", "harvest", "apple", "farmer", "soil", "tractor", "barley", "seed"],
        ["violin", "concert", "piano", "opera", "singer", "melody", "rhythm", "choir"],
    ];
    (0..n)
        .map(|i| {
            let subject = subjects[i % 3];
            let words: Vec<&str> =
                (0..12).map(|w| subject[(i / 3 * 5 + w * w + w * i) % 8]).collect();
            words.join(" ")
        })
        .collect()
}

#[test]
fn planted_subjects_are_found_whole_and_named() {
    let (themes, _) = found(&three_subjects(90), &ThemeSettings::default()).unwrap();
    let three = ThemeSettings { k: Some("3".into()), ..ThemeSettings::default() };
    let (three, warnings) = found(&three_subjects(90), &three).unwrap();
    assert_eq!((themes.unit.as_str(), themes.features.as_str()), ("document", "words"));
    assert_eq!(three.themes.len(), 3);
    for (i, a) in three.assignments.iter().enumerate() {
        assert_eq!(a.theme, three.assignments[i % 3].theme, "document {i}");
        assert!((0.0..=2.0).contains(&a.distance));
    }
    let stabilities: Vec<f64> = three.themes.iter().map(|t| t.stability).collect();
    assert!(stabilities.iter().all(|&s| s > 0.9), "{stabilities:?}");
    assert!(three.themes.iter().all(|t| t.n_documents == 30));
    assert!(three.themes.iter().all(|t| t.label.split(" · ").count() == 3));
    assert!(warnings.is_empty(), "{warnings:?}");
    assert!(!themes.trials.is_empty());
}

#[test]
fn the_thread_count_does_not_matter() {
    let run = |threads| {
        let run = || found(&three_subjects(200), &ThemeSettings::default()).unwrap().0;
        let themes = crate::exec::with_threads(Some(threads), run).unwrap();
        serde_json::to_string(&themes).unwrap()
    };
    assert_eq!(run(1), run(3));
}

#[test]
fn hostile_corpora_end_without_panic() {
    let repeated = |text: &str, n: usize| vec![text.to_string(); n];
    let cases = [
        Vec::new(),
        repeated("", 3),
        repeated("", 60),
        repeated("harbour", 1),
        repeated("the and of", 60),
        repeated("harbour vessel cargo anchor ferry", 60),
        repeated("\u{0}\u{1}\u{feff}", 5),
        repeated("画好最大同心圆", 55),
        vec!["harbour".into(), String::new(), "画好最大同心圆 mixed текст".into()],
    ];
    for case in cases {
        for k in [None, Some("1"), Some("8"), Some("2..5")] {
            let settings = ThemeSettings { k: k.map(Into::into), ..ThemeSettings::default() };
            let (themes, _) = found(&case, &settings).unwrap();
            let finite = |a: &Assignment| a.distance.is_finite() && a.silhouette.is_finite();
            assert!(themes.assignments.iter().all(finite));
            assert_eq!(themes.themes.is_empty(), themes.assignments.is_empty());
        }
    }
}

#[test]
fn texts_without_a_term_belong_to_no_theme() {
    let mut documents = three_subjects(60);
    documents.push("the and of".into());
    let (themes, warnings) = found(&documents, &ThemeSettings::default()).unwrap();
    assert_eq!(themes.assignments.len(), 60);
    assert!(warnings.iter().any(|w| w.message.starts_with("1 of 61 texts")), "{warnings:?}");
}

#[test]
fn headlines_are_read_by_characters_and_named_by_words() {
    let pairs = ["股市上涨基金", "球队赢球比赛"];
    let documents: Vec<String> = (0..60).map(|i| pairs[i % 2].to_string()).collect();
    let settings = ThemeSettings { k: Some("2".into()), ..ThemeSettings::default() };
    let (themes, _) = found(&documents, &settings).unwrap();
    assert_eq!(themes.features, "characters");
    assert!(themes.themes.iter().all(|t| t.label.chars().count() >= 2));
}

#[test]
fn settings_that_cannot_be_used_are_named() {
    let zero = ThemeSettings { dimensions: 0, ..ThemeSettings::default() };
    assert!(found(&[], &zero).unwrap_err().to_string().contains("themes.dimensions"));
    let bad = ThemeSettings { k: Some("x".into()), ..ThemeSettings::default() };
    assert!(found(&[], &bad).unwrap_err().to_string().contains("themes.k"));
}

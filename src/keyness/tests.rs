use proptest::prelude::*;

use super::*;
use crate::corpus::{Document, Text};
use crate::tokenize::tokenize_all;

/// Documents as `(group, text)`; an empty group is none.
fn corpus(documents: &[(&str, String)]) -> (Corpus, Vec<Tokens>) {
    let documents = documents
        .iter()
        .enumerate()
        .map(|(i, (group, text))| Document {
            name: format!("{i:05}"),
            group: (!group.is_empty()).then(|| (*group).to_owned()),
            source: text.clone(),
            ..Document::default()
        })
        .collect();
    let corpus = Corpus::new(documents);
    let texts: Vec<Text> = corpus
        .documents
        .iter()
        .map(|d| Text { text: d.source.clone(), ..Text::default() })
        .collect();
    let tokens = tokenize_all(&texts);
    (corpus, tokens)
}

fn keys(documents: &[(&str, String)]) -> (Vec<Key>, Vec<Warning>) {
    let (corpus, tokens) = corpus(documents);
    let mut warnings = Vec::new();
    let keys = compare(&corpus, &tokens, &[], &KeynessSettings::default(), &mut warnings);
    (keys, warnings)
}

fn repeat(group: &'static str, text: &str, n: usize) -> Vec<(&'static str, String)> {
    vec![(group, text.to_owned()); n]
}

// 2 * (60 ln(60/35) + 10 ln(10/35) + 40 ln(40/65) + 90 ln(90/65)), in plain Python
#[test]
fn log_likelihood_has_the_worked_value() {
    assert!((log_likelihood(60, 100, 10, 100) - 59.359_727_5).abs() < 1e-6);
    assert_eq!(log_likelihood(5, 10, 50, 100), 0.0);
}

#[test]
fn zero_counts_as_one_half() {
    let scores = Scores::of(8, 10, 0, 20, 0.025);
    assert!((scores.log_ratio - (0.8f64 / 0.025).log2()).abs() < 1e-12);
}

#[test]
fn a_group_is_known_by_its_own_words_first() {
    let mut documents = repeat("north", "river ice and snow in 2020", 12);
    documents.extend(repeat("south", "river palm and sand in 2021", 12));
    let (keys, warnings) = keys(&documents);
    assert!(warnings.is_empty(), "{warnings:?}");
    let north: Vec<&Key> = keys.iter().filter(|k| k.group == "north").collect();
    assert_eq!(
        north.iter().map(|k| k.item.as_str()).take(4).collect::<Vec<_>>(),
        ["ice", "palm", "sand", "snow"]
    );
    assert!(north[0].lrc > 0.0 && north[1].lrc < 0.0);
    assert_eq!((north[0].f_target, north[0].n_target, north[0].f_reference), (12, 12, 0));
    let river = north.iter().find(|k| k.item == "river").map(|k| (k.lrc, k.g2));
    assert_eq!(river, Some((0.0, 0.0)));
    assert!(!keys.iter().any(|k| k.item == "2020"), "numbers are no terms");
}

#[test]
fn fewer_than_two_groups_give_nothing_and_no_warning() {
    for documents in [vec![], repeat("", "a few words", 3), repeat("one", "a few words", 3)] {
        assert_eq!(keys(&documents), (Vec::new(), Vec::new()));
    }
}

#[test]
fn small_and_unequal_groups_are_named() {
    let mut documents = repeat("large", "plain words", 45);
    documents.extend(repeat("small", "plain words", 4));
    let (_, warnings) = keys(&documents);
    assert_eq!(warnings.len(), 2);
    assert!(warnings.iter().all(|w| w.topic == Topic::Thin && w.message.contains("small")));
}

#[test]
fn of_many_groups_the_largest_are_compared() {
    let names: Vec<String> = (0..60).map(|g| format!("g{g:02}")).collect();
    let mut documents: Vec<(&str, String)> = Vec::new();
    for (g, name) in names.iter().enumerate() {
        let n = if g < 10 { 5 } else { 6 };
        documents.extend((0..n).map(|_| (name.as_str(), "words of all".to_owned())));
    }
    let (keys, warnings) = keys(&documents);
    assert!(keys.iter().all(|k| k.group.as_str() >= "g10" && k.n_reference == 344));
    assert!(warnings.iter().any(|w| w.message.contains("50 largest")), "{warnings:?}");
}

proptest! {
    #[test]
    fn frequencies_equal_a_plain_search_of_the_documents(
        documents in prop::collection::vec(
            (prop::sample::select(vec!["", "a", "b", "c"]),
             prop::collection::vec(prop::sample::select(vec!["oak", "elm", "fir", "yew"]), 0..5)),
            0..30)
    ) {
        let documents: Vec<(&str, String)> =
            documents.into_iter().map(|(g, words)| (g, words.join(" "))).collect();
        let (found, _) = keys(&documents);
        let count = |word: &str, wanted: &dyn Fn(&str) -> bool| {
            documents.iter().filter(|(g, t)| wanted(g) && t.contains(word)).count() as u32
        };
        for key in &found {
            let rest = |g: &str| !g.is_empty() && g != key.group;
            prop_assert_eq!(key.f_target, count(&key.item, &|g| g == key.group));
            prop_assert_eq!(key.f_reference, count(&key.item, &rest));
            prop_assert_eq!(key.n_target, count("", &|g| g == key.group));
            prop_assert_eq!(key.n_reference, count("", &rest));
        }
        let groups: std::collections::BTreeSet<&str> =
            documents.iter().map(|d| d.0).filter(|g| !g.is_empty()).collect();
        let items = ["oak", "elm", "fir", "yew"]
            .iter()
            .filter(|word| count(word, &|g| !g.is_empty()) >= 2)
            .count();
        let expected = if groups.len() < 2 { 0 } else { groups.len() * items };
        prop_assert_eq!(found.len(), expected);
    }
}

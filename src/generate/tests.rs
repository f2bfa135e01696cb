//! What is said to be planted is there, and the phrase stage finds it.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use serde_json::Value;

use super::truth::Truth;
use super::*;
use crate::phrases::{self, PhraseSettings, tests::corpus};
use crate::tokenize::tokenize;

fn generated(documents: u32, seed: u64, language: Language) -> (BTreeMap<String, Row>, Value) {
    let generator = Generator::new(GenerateSettings { documents, seed, language });
    let mut truth = Truth::new(&generator);
    let mut rows = BTreeMap::new();
    for number in 0..documents {
        let plan = generator.plan(number);
        truth.add(&plan);
        let row = generator.document(&plan);
        rows.insert(row.id.clone(), row);
    }
    let mut json = Vec::new();
    truth.write(&mut json).unwrap();
    (rows, serde_json::from_slice(&json).unwrap())
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect()
}

#[test]
fn a_seed_makes_the_same_documents_and_another_makes_others() {
    let one = generated(130, 5, Language::Zh);
    assert_eq!(one, generated(130, 5, Language::Zh));
    assert_ne!(one.0, generated(130, 6, Language::Zh).0);
}

#[test]
fn slogans_stand_in_the_documents_that_truth_names_and_in_no_other() {
    for language in [Language::Zh, Language::En] {
        let (rows, truth) = generated(300, 2, language);
        for slogan in truth["slogans"].as_array().unwrap() {
            for variant in slogan["variants"].as_array().unwrap() {
                let text = variant["text"].as_str().unwrap();
                let holds = |row: &&Row| row.text.to_lowercase().contains(text);
                let found: Vec<&str> = rows.values().filter(holds).map(|r| r.id.as_str()).collect();
                assert_eq!(found, names(&variant["documents"]), "{text}");
                assert_eq!(variant["n_documents"], found.len());
                let times = |r: &Row| r.text.to_lowercase().matches(text).count();
                assert!(rows.values().all(|r| times(r) <= 1), "{text}");
            }
        }
    }
}

#[test]
fn passages_and_reprints_stand_where_truth_says() {
    let (rows, truth) = generated(400, 3, Language::Zh);
    let passages = truth["passages"].as_array().unwrap();
    assert!(passages.len() >= 10);
    let mut kinds = BTreeMap::new();
    for passage in passages {
        let text = passage["text"].as_str().unwrap();
        assert!((40..=150).contains(&text.chars().count()), "{text}");
        assert!(rows[passage["source"].as_str().unwrap()].text.contains(text));
        for copy in passage["copies"].as_array().unwrap() {
            let row = &rows[copy["document"].as_str().unwrap()];
            assert!(row.date >= rows[passage["source"].as_str().unwrap()].date);
            let kind = copy["kind"].as_str().unwrap();
            *kinds.entry(kind.to_owned()).or_insert(0) += 1;
            assert!(kind != "exact" || row.text.contains(text));
            assert!(kind != "heavy" || !row.text.contains(text), "{text}");
        }
    }
    assert_eq!(kinds.len(), 3, "{kinds:?}");
    let reprints = truth["reprints"].as_array().unwrap();
    assert!((2..=20).contains(&reprints.len()), "{}", reprints.len());
    for reprint in reprints {
        let of = |key: &str| &rows[reprint[key].as_str().unwrap()].text;
        assert!(of("document").ends_with(of("source").as_str()));
    }
}

#[test]
fn themes_part_the_documents_and_lengths_are_those_of_short_articles() {
    let (rows, truth) = generated(300, 4, Language::Zh);
    let themes = truth["themes"].as_array().unwrap();
    assert_eq!(themes.iter().map(|t| names(&t["documents"]).len()).sum::<usize>(), 300);
    let mean = rows.values().map(|r| r.text.chars().count()).sum::<usize>() / 300;
    assert!((550..=850).contains(&mean), "{mean}");
    assert_eq!(rows["d0000000"].date, "2020-01-01");
    assert!(rows.values().all(|r| r.date.as_str() < "2024-01-01"));
}

#[test]
fn the_phrase_stage_finds_the_planted_slogans() {
    let (rows, truth) = generated(200, 1, Language::Zh);
    let texts: Vec<&str> = rows.values().map(|r| r.text.as_str()).collect();
    let found = {
        let corpus = corpus(&texts);
        phrases::find(&corpus.texts, &corpus.stream, &corpus.index, &PhraseSettings::default())
    };
    let slogans = truth["slogans"].as_array().unwrap();
    let slogans: Vec<&Value> = slogans.iter().filter(|s| s["rarity"] == 1).collect();
    let is_found = |slogan: &&&Value| {
        let core = slogan["slogan"].as_str().unwrap();
        found.phrases.iter().any(|p| p.text.contains(core))
    };
    let n_found = slogans.iter().filter(is_found).count();
    assert!(n_found * 100 >= slogans.len() * 95, "{n_found} of {}", slogans.len());
}

#[test]
fn words_and_sentences_repeat_as_in_text_by_people() {
    for (language, vocabulary) in [(Language::Zh, 9_000), (Language::En, 5_000)] {
        let (rows, _) = generated(200, 1, language);
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        let mut sentences: BTreeMap<&str, u32> = BTreeMap::new();
        for row in rows.values() {
            let tokens = tokenize(&row.text);
            for token in &tokens.tokens {
                *counts.entry(tokens.word(token).to_owned()).or_default() += 1;
            }
            for sentence in row.text.split(['。', '.', '\n']).filter(|s| s.chars().count() > 8) {
                *sentences.entry(sentence).or_default() += 1;
            }
        }
        assert!(counts.len() > vocabulary, "{}", counts.len());
        // Zipf: half of the words stand once, a few make up a quarter of the text
        let once = counts.values().filter(|&&n| n == 1).count() * 100 / counts.len();
        assert!((35..65).contains(&once), "{once}% stand once");
        let total: u32 = counts.values().sum();
        let mut ranked: Vec<u32> = counts.into_values().collect();
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        let common: u32 = ranked[..100].iter().sum();
        assert!((20..60).contains(&(common * 100 / total)), "{common} of {total}");
        // most sentences stand once, some are stock
        let again = sentences.values().filter(|&&n| n > 1).count() * 100 / sentences.len();
        assert!((1..30).contains(&again), "{again}% of the sentences repeat");
    }
}

#[test]
fn a_document_is_the_same_whatever_was_made_before_it() {
    let settings = GenerateSettings { documents: 90, seed: 3, language: Language::En };
    let generator = Generator::new(settings);
    let made = |n: u32| generator.document(&generator.plan(n));
    let backwards: Vec<Row> = (0..90).rev().map(made).collect();
    assert!((0..90).map(made).eq(backwards.into_iter().rev()));
}

#[test]
fn the_smallest_corpora_are_made() {
    for documents in [1, 2, BLOCK, BLOCK + 1] {
        assert_eq!(generated(documents, 0, Language::En).0.len(), documents as usize);
    }
}

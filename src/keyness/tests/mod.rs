#![allow(clippy::unwrap_used)]

mod sides;

use proptest::prelude::*;

use super::contrast::{Scores, log_likelihood};
use super::*;
use crate::corpus::{Date, DocId, Document, Place, SectionId, Span, Text};
use crate::phrases::PhraseKind;
use crate::warning::Topic;
use crate::words::tests::read;

/// Documents as `(group, text)`; an empty group is none.
fn corpus(documents: &[(&str, String)]) -> (Corpus, Vec<Text>, Words) {
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
    let (_, words) = read(&texts);
    (corpus, texts, words)
}

fn keys(documents: &[(&str, String)]) -> (Vec<Key>, Vec<Warning>) {
    let (corpus, _, words) = corpus(documents);
    let settings = KeynessSettings::default();
    let terms = Terms::count(&corpus, &words, &settings);
    let mut warnings = Vec::new();
    let found = compare(&corpus, &[], &terms, &settings, &mut warnings);
    (found.keys, warnings)
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
    assert!(north[0].contrast.lrc > 0.0 && north[1].contrast.lrc < 0.0);
    assert_eq!(
        (north[0].contrast.f_target, north[0].contrast.n_target, north[0].contrast.f_reference),
        (12, 12, 0)
    );
    let river = north.iter().find(|k| k.item == "river").map(|k| (k.contrast.lrc, k.contrast.g2));
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
    assert!(keys.iter().all(|k| k.group.as_str() >= "g10" && k.contrast.n_reference == 344));
    assert!(warnings.iter().any(|w| w.message.contains("50 largest")), "{warnings:?}");
}

/// A phrase in these documents; nothing else of it is read here.
fn phrase(text: &str, documents: &[u32]) -> Phrase {
    let place = |&d: &u32| Place {
        document: DocId(d),
        section: SectionId(0),
        span: Span { start: 0, end: 1 },
    };
    Phrase {
        text: text.to_owned(),
        found_as: None,
        at: (0, 0),
        ranks: (0, 0),
        kind: PhraseKind::Slogan,
        n_documents: documents.len() as u32,
        n_sections: documents.len() as u32,
        n_occurrences: documents.len() as u32,
        n_independent: 0,
        n_units: 2,
        c_value: 0.0,
        score: 1.0,
        cohesion: 1.0,
        boundary: 1.0,
        dispersion: 0.0,
        family: 0,
        places: documents.iter().map(place).collect(),
    }
}

/// One letter a document names its group, `-` none.
fn grouped(groups: &str) -> Corpus {
    let document = |(i, group): (usize, char)| Document {
        name: format!("{i:05}"),
        group: (group != '-').then(|| group.to_string()),
        ..Document::default()
    };
    Corpus::new(groups.chars().enumerate().map(document).collect())
}

fn compared(corpus: &Corpus, phrases: &[Phrase], settings: &KeynessSettings) -> Compared {
    let texts = vec![Text::default(); corpus.len()];
    let terms = Terms::count(corpus, &read(&texts).1, settings);
    compare(corpus, phrases, &terms, settings, &mut Vec::new())
}

// scipy 1.17.1: hypergeom.pmf(f, n1 + n2, n1, f)
#[test]
fn the_chance_of_an_exclusive_phrase_agrees_with_scipy() {
    for (f, n1, n2, expected) in [
        (3, 10, 20, 0.029_556_650_246_305_417),
        (8, 12, 37, 1.097_614_357_147_028e-6),
        (5, 5, 300, 4.698_851_889_615_16e-11),
    ] {
        let value = exclusive::log10_chance(f, n1, n2);
        assert!((value - f64::log10(expected)).abs() < 1e-9, "{f} {n1} {n2}: {value}");
    }
}

#[test]
fn keys_name_their_earliest_documents() {
    let mut corpus = grouped("aabb");
    for (document, year) in corpus.documents.iter_mut().zip([2022, 2020, 2021, 2019]) {
        document.date = Some(Date { year, month: 1, day: 1 });
    }
    let phrases = [phrase("everywhere", &[0, 1, 2, 3]), phrase("only a", &[0, 1])];
    let found = compared(&corpus, &phrases, &KeynessSettings::default());
    let of = |item: &str| found.keys.iter().find(|k| k.group == "a" && k.item == item).unwrap();
    let first = |item: &str| (of(item).first, of(item).first_reference);
    assert_eq!(first("everywhere"), (Some(DocId(1)), Some(DocId(3))));
    assert_eq!(first("only a"), (Some(DocId(1)), None));
    assert_eq!(of("only a").contrast.log_ratio_high, f64::INFINITY);
    let alone: Vec<(&str, u32, Option<DocId>)> =
        found.exclusive.iter().map(|e| (e.group.as_str(), e.phrase, e.first)).collect();
    assert_eq!(alone, [("a", 1, Some(DocId(1)))]);
}

#[test]
fn what_all_groups_say_alike_is_locked_and_function_words_are_not() {
    let mut documents = Vec::new();
    for group in ["a", "b", "c"] {
        documents.extend((0..300).map(|i| {
            let tide = if i % 2 == 0 || (group == "c" && i % 3 == 0) { "tide" } else { "moor" };
            (group, format!("the harbour {tide}"))
        }));
    }
    let (corpus, _, words) = self::corpus(&documents);
    let settings = KeynessSettings::default();
    let terms = Terms::count(&corpus, &words, &settings);
    let found = compare(&corpus, &[], &terms, &settings, &mut Vec::new());
    let words: Vec<(&str, bool)> =
        found.lockwords.iter().map(|w| (w.item.as_str(), w.is_locked)).collect();
    assert_eq!(words, [("harbour", true), ("tide", false), ("moor", false)]);
    let tide = &found.lockwords[1];
    assert_eq!((tide.least.0.as_str(), tide.most.0.as_str()), ("a", "c"));
    assert_eq!(tide.most.1, 200.0 / 300.0);
}

#[test]
fn groups_too_small_ask_nothing_of_lockwords() {
    let corpus = grouped("aaaaaaaaaabbbbbbbbbbcc");
    let all: Vec<u32> = (0..20).collect();
    let found = compared(&corpus, &[phrase("harbour", &all)], &KeynessSettings::default());
    let word = &found.lockwords[0];
    assert_eq!((word.n_groups, word.n_documents, word.n_total), (2, 20, 22));
}

/// The bound of a log ratio by halving on plain binomial sums, a share at a time.
fn naive_bound(f1: u32, n1: u32, f2: u32, n2: u32, tail: f64) -> f64 {
    let low = |f: u32, n: u32| {
        let at_least = |p: f64| {
            let mut choose = 1.0;
            let mut sum = 0.0;
            for k in 0..=n {
                if k >= f {
                    sum += choose * p.powi(k as i32) * (1.0 - p).powi((n - k) as i32);
                }
                choose *= f64::from(n - k) / f64::from(k + 1);
            }
            sum
        };
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..200 {
            let p: f64 = (low + high) / 2.0;
            if at_least(p) < tail { low = p } else { high = p }
        }
        if f == 0 { 0.0 } else { low }
    };
    let high = |f: u32, n: u32| 1.0 - low(n - f, n);
    (high(f1, n1) / low(f2, n2)).log2().max((high(f2, n2) / low(f1, n1)).log2())
}

proptest! {
    #[test]
    fn exclusive_phrases_and_lockwords_equal_a_plain_search(
        groups in "[abc-]{4,24}",
        carried in prop::collection::vec(prop::collection::btree_set(0u32..24, 1..16), 1..12),
        limit in 0usize..5,
        min_documents in 1u32..4,
    ) {
        let corpus = grouped(&groups);
        let n = groups.len() as u32;
        let phrases: Vec<Phrase> = carried
            .iter()
            .enumerate()
            .map(|(i, d)| phrase(&format!("p{i:02}"), &d.iter().copied().filter(|&d| d < n).collect::<Vec<_>>()))
            .collect();
        let settings = KeynessSettings { limit, min_documents };
        let found = compared(&corpus, &phrases, &settings);

        let names: Vec<char> = "abc".chars().filter(|&g| groups.contains(g)).collect();
        let letter = |d: DocId| groups.as_bytes()[d.index()] as char;
        let count = |p: &Phrase, wanted: &dyn Fn(char) -> bool| {
            p.places.iter().filter(|place| wanted(letter(place.document))).count() as u32
        };
        let size = |wanted: &dyn Fn(char) -> bool| groups.chars().filter(|&g| wanted(g)).count() as u32;
        let in_any = |g: char| g != '-';

        let mut alone: Vec<(String, u32)> = Vec::new();
        for &g in names.iter().filter(|_| names.len() > 1) {
            let of = |p: &Phrase| (count(p, &|x| x == g), count(p, &in_any));
            let mut list: Vec<(u32, u32)> = (0..)
                .zip(&phrases)
                .filter(|(_, p)| of(p).0 >= min_documents && of(p).0 == of(p).1)
                .map(|(i, p)| (of(p).0, i))
                .collect();
            list.sort_by_key(|&(n, i)| (std::cmp::Reverse(n), i));
            list.truncate(if limit == 0 { usize::MAX } else { limit });
            alone.extend(list.into_iter().map(|(_, i)| (g.to_string(), i)));
        }
        let got: Vec<(String, u32)> =
            found.exclusive.iter().map(|e| (e.group.clone(), e.phrase)).collect();
        prop_assert_eq!(got, alone);

        let large: Vec<char> = names.iter().copied().filter(|&g| size(&|x| x == g) >= 5).collect();
        let asked = if large.len() < 2 { names.clone() } else { large };
        let candidates: Vec<&Phrase> = phrases
            .iter()
            .filter(|p| count(p, &in_any) >= min_documents)
            .filter(|p| names.len() > 1 && asked.iter().all(|&g| count(p, &|x| x == g) > 0))
            .collect();
        let tail = 0.0125 / candidates.len().max(1) as f64;
        let total = size(&in_any);
        let mut words: Vec<(f64, u32, &str)> = candidates
            .iter()
            .map(|p| {
                let all = count(p, &in_any);
                let bound = asked.iter().map(|&g| {
                    let (f1, n1) = (count(p, &|x| x == g), size(&|x| x == g));
                    if all == f1 { f64::INFINITY } else { naive_bound(f1, n1, all - f1, total - n1, tail) }
                });
                (bound.fold(0.0, f64::max), all, p.text.as_str())
            })
            .collect();
        words.sort_by(|a, b| {
            let near = (a.0 - b.0).abs() < 1e-9 || a.0 == b.0;
            let by_bound = if near { std::cmp::Ordering::Equal } else { a.0.total_cmp(&b.0) };
            by_bound.then(b.1.cmp(&a.1)).then(a.2.cmp(b.2))
        });
        words.truncate(if limit == 0 { usize::MAX } else { limit });
        prop_assert_eq!(found.lockwords.len(), words.len());
        for (got, (bound, _, text)) in found.lockwords.iter().zip(&words) {
            prop_assert_eq!(&got.item, text);
            prop_assert!(got.bound == *bound || (got.bound - bound).abs() < 1e-6);
        }
    }

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
            prop_assert_eq!(key.contrast.f_target, count(&key.item, &|g| g == key.group));
            prop_assert_eq!(key.contrast.f_reference, count(&key.item, &rest));
            prop_assert_eq!(key.contrast.n_target, count("", &|g| g == key.group));
            prop_assert_eq!(key.contrast.n_reference, count("", &rest));
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

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::report::{fixture, json as report_json};

/// A report of documents that carry phrases: `(phrase, documents)`, themes as `(label, term, texts)`.
fn report(n: u32, phrases: &[(&str, Vec<u32>)], themes: &[(&str, &str, u32)]) -> Value {
    let document = |d: u32| json!({ "document": format!("d{d:02}"), "n_units": 10 });
    let phrase = |(text, documents): &(&str, Vec<u32>)| {
        let places: Vec<Value> = documents.iter().map(|d| json!([d, 0, 0, 4])).collect();
        json!({ "text": text, "kind": "slogan", "n_documents": documents.len(), "places": places })
    };
    let theme = |(label, term, n): &(&str, &str, u32)| json!({ "label": label, "top_terms": [[term, 1.0]], "n_sections": n });
    json!({
        "format": FORMAT,
        "version": "1",
        "config": { "phrases": { "min-documents": 3, "min-occurrences": 2 } },
        "documents": (0..n).map(document).collect::<Vec<_>>(),
        "phrases": phrases.iter().map(phrase).collect::<Vec<_>>(),
        "passages": [],
        "clusters": [],
        "theme_unit": "document",
        "themes": themes.iter().map(theme).collect::<Vec<_>>(),
        "assignments": vec![json!({}); n as usize],
    })
}

fn run(report: &Value) -> Run {
    Run::parse(&report.to_string(), None).unwrap()
}

fn of<'a>(changes: &'a [PhraseChange], text: &str) -> &'a PhraseChange {
    changes.iter().find(|c| c.text == text).unwrap()
}

#[test]
fn a_report_reads_back_as_it_was_written() {
    let analysis = fixture::analysis();
    let run = Run::parse(&report_json::render(&analysis), None).unwrap();
    assert_eq!(run.n_documents() as usize, analysis.corpus.len());
    assert_eq!(run.phrases.len(), analysis.phrases.phrases.len());
    assert_eq!(run.passages().len(), analysis.reuse.clusters.len());
    assert!(phrases(&run, &run, 0, 0).iter().all(|c| c.change == Change::Same));
    assert!(themes(&run, &run).iter().all(|c| c.change == Change::Same));
    assert!(passages(&run, &run).iter().all(|c| c.change == Change::Same));
    assert!(documents(&run, &run).is_empty() && settings(&run, &run).is_empty());
}

// scipy 1.17.1, tail = .05/2/3: log2(40/50 * p/(1-p)) with p = beta.ppf(tail, 30, 6)
#[test]
fn phrases_come_go_and_grow_by_their_documents() {
    let before = run(&report(50, &[("旧话", (0..9).collect()), ("老话", (0..5).collect())], &[]));
    let after = run(&report(40, &[("新话", (0..20).collect()), ("老话", (0..30).collect())], &[]));
    let changes = phrases(&before, &after, 0, 0);
    let (came, went) = (of(&changes, "新话"), of(&changes, "旧话"));
    assert_eq!(
        (came.change, came.after.listed(), came.before.listed()),
        (Change::Came, Some(20), None)
    );
    // least 3 documents: at most 2 carry it unlisted
    assert_eq!((came.before.n(), came.contrast.f_reference), (2, 2));
    assert_eq!((went.change, went.after.n()), (Change::Went, 2));
    let grew = of(&changes, "老话");
    assert_eq!((grew.change, grew.before.n(), grew.after.n()), (Change::Grew, 5, 30));
    assert!((grew.contrast.lrc - 1.287_262_243_095_417).abs() < 1e-6, "{}", grew.contrast.lrc);
    assert!(came.contrast.lrc > 0.0 && went.contrast.lrc <= 0.0);
}

#[test]
fn what_stands_inside_longer_phrases_has_not_gone() {
    let before = run(&report(30, &[("同心圆", (0..12).collect())], &[]));
    let after = run(&report(
        30,
        &[("画好同心圆", (0..8).collect()), ("扩大同心圆", (6..10).collect())],
        &[],
    ));
    let changes = phrases(&before, &after, 0, 0);
    let change = of(&changes, "同心圆");
    assert_eq!(change.change, Change::Shrank);
    assert_eq!(change.after, Carried::Unlisted { assumed: 10, in_longer: 10 });
    // Part of a word is no part of a phrase.
    let words = run(&report(30, &[("the artist", (0..9).collect())], &[]));
    let art = run(&report(30, &[("the art", (0..9).collect())], &[]));
    assert_eq!(of(&phrases(&words, &art, 0, 0), "the artist").change, Change::Went);
    assert_eq!(of(&phrases(&words, &art, 0, 0), "the art").change, Change::Came);
}

#[test]
fn width_and_script_do_not_make_a_new_phrase() {
    let before = run(&report(9, &[("發展“新”路", vec![0, 1, 2])], &[]));
    let after = run(&report(9, &[("发展\"新\"路", vec![0, 1, 2])], &[]));
    let changes = phrases(&before, &after, 0, 0);
    assert_eq!((changes.len(), changes[0].change), (1, Change::Same));
}

#[test]
fn themes_are_matched_by_terms_each_once() {
    let before = run(&report(40, &[], &[("river", "river", 20), ("road", "road", 10)]));
    let after = run(&report(
        80,
        &[],
        &[("rivers", "river", 10), ("school", "school", 40), ("b", "river", 5)],
    ));
    let changes = themes(&before, &after);
    let row =
        |c: &ThemeChange| (c.change, c.before.as_ref().map(|t| t.0), c.after.as_ref().map(|t| t.0));
    let rows: Vec<_> = changes.iter().map(row).collect();
    assert_eq!(
        rows,
        [
            (Change::Shrank, Some(0), Some(0)),
            (Change::Came, None, Some(1)),
            (Change::Came, None, Some(2)),
            (Change::Went, Some(1), None),
        ]
    );
    // The nearest of the other run is named even where it was taken by another.
    assert_eq!((changes[2].cosine, changes[3].cosine), (Some(1.0), Some(0.0)));
    assert!(changes[0].contrast.lrc < 0.0);
}

#[test]
fn passages_are_matched_by_a_wording_marks_apart() {
    let with = |text: &str, documents: &[u32]| {
        let mut report = report(9, &[], &[]);
        let spots: Vec<Value> = documents.iter().map(|d| json!([d, 0, 0, 9])).collect();
        report["clusters"] = json!([spots]);
        report["passages"] = json!([{ "cluster": 1, "kind": "verbatim", "text_a": text }]);
        run(&report)
    };
    let (a, b, c) = (with("甲，乙丙", &[0, 1]), with("甲乙、丙", &[0, 1, 2]), with("丁", &[0, 1]));
    let rows = |x: &Run, y: &Run| passages(x, y).iter().map(|c| c.change).collect::<Vec<_>>();
    assert_eq!(rows(&a, &b), [Change::Grew]);
    assert_eq!(rows(&a, &c), [Change::Came, Change::Went]);
}

#[test]
fn documents_and_settings_that_differ_are_named() {
    let (first, mut second) = (report(3, &[], &[]), report(4, &[], &[]));
    second["documents"][0]["n_units"] = 11.into();
    second["documents"][1]["document"] = "other".into();
    second["config"]["phrases"]["min-documents"] = Value::Null;
    let (before, after) = (run(&first), run(&second));
    let rows: Vec<(String, String)> =
        documents(&before, &after).into_iter().map(|d| (d.change, d.name)).collect();
    let row = |change: &str, name: &str| (change.to_owned(), name.to_owned());
    assert_eq!(
        rows,
        [row("added", "d03"), row("added", "other"), row("removed", "d01"), row("length", "d00")]
    );
    let changed = settings(&before, &after);
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0].setting, "phrases.min-documents");
    assert_eq!(
        (changed[0].before.as_deref(), changed[0].after.as_deref()),
        (Some("3"), Some("null"))
    );
    let doubts = doubts(&before, &after);
    assert!(doubts.iter().any(|w| w.message.starts_with("2 of the 4 documents")), "{doubts:?}");
    assert!(doubts.iter().any(|w| w.message.contains("phrases.min-documents")));
}

#[test]
fn damaged_reports_are_refused_with_the_next_step() {
    let broken = |change: &dyn Fn(&mut Value)| {
        let mut report = report(3, &[("甲乙", vec![0, 1, 2])], &[]);
        change(&mut report);
        Run::parse(&report.to_string(), None).unwrap_err()
    };
    let format = broken(&|r| r["format"] = 2.into());
    assert!(format.contains("of format 2, this version reads"), "{format}");
    for error in [
        broken(&|r| r["phrases"][0]["places"][0][0] = 7.into()),
        broken(&|r| r["phrases"][0]["n_documents"] = 9.into()),
        broken(&|r| r["passages"] = json!([{ "cluster": 1, "kind": "", "text_a": "" }])),
        broken(&|r| r["themes"] = json!([{ "label": 3 }])),
        broken(&|r| *r = json!([])),
        Run::parse("{\"format\":", None).unwrap_err(),
        Run::parse("{}", None).unwrap_err(),
    ] {
        assert!(error.starts_with("analysis.json is damaged ("), "{error}");
        assert!(error.ends_with("make the report again") && !error.contains('\n'), "{error}");
    }
}

proptest! {
    #[test]
    fn counts_of_phrases_equal_a_plain_search(
        old in prop::collection::btree_map("[甲乙丙]{2,3}", prop::collection::btree_set(0u32..12, 3..6), 0..8),
        new in prop::collection::btree_map("[甲乙丙]{2,3}", prop::collection::btree_set(0u32..12, 3..6), 0..8),
    ) {
        let made = |found: &std::collections::BTreeMap<String, BTreeSet<u32>>| {
            let phrases: Vec<(&str, Vec<u32>)> =
                found.iter().map(|(t, d)| (t.as_str(), d.iter().copied().collect())).collect();
            run(&report(12, &phrases, &[]))
        };
        let changes = phrases(&made(&old), &made(&new), 0, 0);
        let all: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        prop_assert_eq!(changes.len(), all.len());
        for change in &changes {
            for (found, carried) in [(&old, change.before), (&new, change.after)] {
                let expected = match found.get(&change.text) {
                    Some(documents) => Carried::Listed(documents.len() as u32),
                    None => {
                        let longer = found.iter().filter(|(t, _)| t.contains(&change.text));
                        let documents: BTreeSet<u32> = longer.flat_map(|(_, d)| d.clone()).collect();
                        let in_longer = documents.len() as u32;
                        Carried::Unlisted { assumed: in_longer.max(2), in_longer }
                    }
                };
                prop_assert_eq!(carried, expected);
            }
        }
    }
}

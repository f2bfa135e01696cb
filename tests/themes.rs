//! `leitmotif themes` and `leitmotif similar` from outside: what is listed, what is kept in files, and
//! what is said where the input or the flags are of no use.

#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::Path;

use common::{Rows, leitmotif, table};

const SUBJECTS: [[&str; 8]; 3] = [
    ["harbour", "vessel", "cargo", "dock", "sailor", "anchor", "ferry", "tide"],
    ["orchard", "harvest", "apple", "farmer", "soil", "tractor", "barley", "seed"],
    ["violin", "concert", "piano", "opera", "singer", "melody", "rhythm", "choir"],
];

fn text(subject: usize, i: usize) -> String {
    let words = SUBJECTS[subject];
    (0..14)
        .map(|w| words[(i * i * 13 + w * w + w * (i + 1) + i / 8 * w * 3 + i * w / 3) % 8])
        .collect::<Vec<_>>()
        .join(" ")
}

fn row(id: &str, group: &str, date: &str, text: &str) -> String {
    serde_json::json!({ "id": id, "group": group, "date": date, "text": text }).to_string()
}

/// Ninety documents on three subjects, in three groups and as many years.
fn corpus() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let groups = ["coast", "inland", "city"];
    let line = |i: usize| {
        let date = format!("{}-05-01", 2020 + i % 3);
        row(&format!("d{i:02}"), groups[i % 3], &date, &text(i % 3, i / 3))
    };
    let lines: Vec<String> = (0..90).map(line).collect();
    fs::write(root.path().join("docs.jsonl"), lines.join("\n")).unwrap();
    root
}

fn themes(dir: &Path, arguments: &[&str]) -> Rows {
    table(dir, &[&["themes", "docs.jsonl", "-k", "3", "--unit", "document"], arguments].concat())
}

fn failure(dir: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = leitmotif(dir, arguments);
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn subjects_are_told_apart_with_trust_words_and_sizes() {
    let root = corpus();
    let found = themes(root.path(), &[]);
    assert_eq!(found.column("n_documents"), ["30", "30", "30"]);
    assert!(found.column("trust").iter().all(|t| *t == "stable"));
    for (label, terms) in found.column("label").iter().zip(found.column("top_terms")) {
        let first = label.split(" · ").next().unwrap();
        assert!(terms.contains(first), "{label}: {terms}");
    }
    let sizes = themes(root.path(), &["--list", "sizes"]);
    let of = |by: &str| sizes.rows.iter().filter(|r| r[0] == by).count();
    assert_eq!((of("group"), of("period"), of("document")), (3, 3, 0));
    let total: u32 = sizes.column("n_texts").iter().map(|n| n.parse::<u32>().unwrap()).sum();
    assert_eq!(total, 180);
}

#[test]
fn every_text_is_assigned_with_its_distance_and_the_next_theme() {
    let root = corpus();
    let found = themes(root.path(), &["--assignments"]);
    assert_eq!(&found.header[..4], ["document", "section", "theme", "distance"]);
    assert_eq!(found.rows.len(), 90);
    let by_theme = found.column("theme");
    assert!((0..90).all(|i| by_theme[i] == by_theme[i % 3]));
    for (own, next) in found.column("distance").iter().zip(found.column("second_distance")) {
        assert!(own.parse::<f64>().unwrap() <= next.parse::<f64>().unwrap());
    }
    let listed = themes(root.path(), &["--list", "assignments"]);
    assert_eq!(listed.rows, found.rows);
    let texts = themes(root.path(), &["--list", "texts"]);
    assert_eq!(texts.column("role").iter().filter(|r| **r == "central").count(), 9);
    assert!(texts.column("terms").iter().all(|t| !t.is_empty()));
}

#[test]
fn the_number_of_themes_is_chosen_and_the_trials_are_listed() {
    let root = corpus();
    let arguments = ["themes", "docs.jsonl", "-k", "2..6", "--list", "trials"];
    let trials = table(root.path(), &arguments);
    assert_eq!(trials.column("k"), ["2", "3", "4", "5", "6"]);
    let chosen = trials.column("chosen");
    assert_eq!(chosen.iter().filter(|c| **c == "1").count(), 1);
    let themes = table(root.path(), &arguments[..4]);
    let at = chosen.iter().position(|c| *c == "1").unwrap();
    assert_eq!(themes.rows.len().to_string(), trials.column("k")[at]);
}

#[test]
fn neither_threads_nor_the_order_of_rows_nor_time_change_a_byte() {
    let root = corpus();
    let run = |file: &str, threads: &str| {
        let arguments = ["themes", file, "-k", "4", "--assignments", "--format", "csv"];
        leitmotif(root.path(), &[&arguments[..], &["--threads", threads, "-q"]].concat()).stdout
    };
    let text = fs::read_to_string(root.path().join("docs.jsonl")).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    lines.reverse();
    let other = root.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("docs.jsonl"), lines.join("\n")).unwrap();
    let first = run("docs.jsonl", "1");
    assert_eq!(first, run("docs.jsonl", "3"));
    assert_eq!(first, run("other/docs.jsonl", "2"));
}

#[test]
fn themes_are_kept_and_new_texts_put_into_them() {
    let root = corpus();
    let dir = root.path();
    let save = ["--save", "may.json", "--vectors", "may.npy", "--assignments"];
    let fitted = themes(dir, &save);
    let again = table(dir, &["themes", "docs.jsonl", "--themes", "may.json", "--assignments"]);
    for column in ["document", "theme", "distance", "label"] {
        assert_eq!(fitted.column(column), again.column(column));
    }
    let new = [
        row("new", "", "", "the piano and the opera choir"),
        row("strange", "", "", "quasars and nebulae"),
    ];
    fs::write(dir.join("june.jsonl"), new.join("\n")).unwrap();
    let june = table(dir, &["themes", "june.jsonl", "--themes", "may.json", "--assignments"]);
    assert_eq!(june.column("document"), ["new", "strange"]);
    let singing = fitted.column("theme")[2];
    assert_eq!(june.column("theme"), [singing, "0"]);
    assert_eq!(june.column("distance")[1], "");

    let npy = fs::read(dir.join("may.npy")).unwrap();
    assert!(npy.starts_with(b"\x93NUMPY\x01\x00"));
    let header = u16::from_le_bytes([npy[8], npy[9]]) as usize;
    let described = String::from_utf8_lossy(&npy[10..10 + header]).into_owned();
    let d: usize =
        described.split("(90, ").nth(1).unwrap().split(')').next().unwrap().parse().unwrap();
    assert_eq!((npy.len() - 10 - header, (10 + header) % 64), (90 * d * 8, 0));
    let number = |i: usize| {
        let at = 10 + header + i * 8;
        f64::from_le_bytes(npy[at..at + 8].try_into().unwrap())
    };
    let length: f64 = (0..d).map(|i| number(i).powi(2)).sum();
    assert!((length - 1.0).abs() < 1e-9, "{length}");

    // the same vectors in the other formats, read by the program itself
    themes(dir, &["--vectors", "v.csv"]);
    themes(dir, &["--vectors", "v.parquet"]);
    let mut csv = csv::Reader::from_path(dir.join("v.csv")).unwrap();
    assert_eq!(csv.headers().unwrap().len(), 4 + d);
    let first = csv.records().next().unwrap().unwrap();
    assert_eq!(first[4].parse::<f64>().unwrap(), number(0));
    assert!(fs::read(dir.join("v.parquet")).unwrap().starts_with(b"PAR1"));
    let read = table(
        dir,
        &["themes", "v.parquet", "--text-column", "document", "-k", "1", "--assignments"],
    );
    assert_eq!(read.rows.len(), 90);
}

#[test]
fn what_cannot_be_used_is_told_with_the_next_step() {
    let root = corpus();
    let dir = root.path();
    fs::write(dir.join("not.json"), "{\"themes\": 3}").unwrap();
    for (arguments, code, message) in [
        (vec!["themes", "docs.jsonl", "--themes", "none.json"], 1, "none.json: "),
        (vec!["themes", "docs.jsonl", "--themes", "not.json"], 1, "holds no themes"),
        (vec!["themes", "docs.jsonl", "--themes", "not.json", "-k", "3"], 2, "cannot be used with"),
        (vec!["themes", "docs.jsonl", "--vectors", "v.txt"], 2, ".csv, .parquet or .npy"),
        (vec!["themes", "docs.jsonl", "--save", "not.json"], 1, "name another file"),
        (vec!["themes", "docs.jsonl", "--stop-words", "none.txt"], 1, "none.txt: "),
        (vec!["themes", "docs.jsonl", "--max-df", "50"], 2, "themes.max-df"),
        (vec!["themes", "docs.jsonl", "--variance", "0"], 2, "themes.variance"),
    ] {
        let (found, error) = failure(dir, &arguments);
        assert_eq!(found, Some(code), "{arguments:?}: {error}");
        assert!(error.contains(message), "{arguments:?}: {error}");
        assert_eq!(error.trim_end().lines().count(), 1, "{error}");
    }
    for (arguments, message) in [
        (vec!["-k", "200"], "different texts to cluster, so at most"),
        (vec!["-k", "1"], "ask for two or more"),
        (vec!["-k", "3", "--min-df", "91"], "lower --min-df"),
    ] {
        let (found, error) = failure(
            dir,
            &[&["themes", "docs.jsonl", "--unit", "document"][..], &arguments].concat(),
        );
        assert_eq!(found, Some(0), "{error}");
        assert!(error.contains(message), "{arguments:?}: {error}");
    }
}

#[test]
fn stop_words_of_a_file_are_no_terms() {
    let root = corpus();
    fs::write(
        root.path().join("stop.txt"),
        "\u{feff}Vessel opera # both at sea and on stage\nSEED\n",
    )
    .unwrap();
    let found = themes(root.path(), &["--stop-words", "stop.txt"]);
    let terms = found.column("top_terms").join(" ");
    assert!(terms.contains("harbour"));
    assert!(["vessel", "opera", "seed"].iter().all(|w| !terms.contains(w)), "{terms}");
}

#[test]
fn similar_documents_sections_and_groups_say_why() {
    let root = corpus();
    let dir = root.path();
    let pairs = table(dir, &["similar", "docs.jsonl"]);
    assert!(pairs.column("shared_terms").iter().all(|t| !t.is_empty()));
    assert!(pairs.column("shared_phrase").iter().any(|p| p.split(' ').count() >= 3));
    let groups = table(dir, &["similar", "docs.jsonl", "--list", "groups"]);
    assert_eq!((groups.rows.len(), groups.header.join(",")), (3, "group_a,group_b,cosine".into()));
    let matrix = table(dir, &["similar", "docs.jsonl", "--list", "matrix"]);
    assert_eq!(matrix.rows.len(), 90 * 89 / 2);

    let markdown = "# Harbours\n\nThe ferry and the vessel lie at the dock with the tide.\n\n\
                    # Farms\n\nThe farmer drives the tractor over the soil of the orchard.\n\n\
                    # Ships\n\nAt the dock the vessel and the ferry wait for the tide.\n";
    fs::write(dir.join("book.md"), markdown).unwrap();
    let sections = table(dir, &["similar", "book.md", "--list", "sections"]);
    assert_eq!(sections.column("heading_a")[0], "Harbours");
    assert_eq!(sections.column("heading_b")[0], "Ships");
    assert!(sections.column("shared_terms")[0].contains("ferry"));
}

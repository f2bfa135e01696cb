//! `leitmotif generate` from outside: the same bytes for a seed, whole or not at all, and readable by
//! the other commands.

#![allow(clippy::unwrap_used)]

mod common;

use std::fs;

use common::leitmotif;

#[test]
fn a_seed_makes_the_same_bytes_and_a_folder_is_replaced_only_by_force() {
    let root = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let output = leitmotif(root.path(), &[&["generate"], arguments].concat());
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(run(&["-n", "70", "-o", "a/", "--seed", "1"]).0, Some(0));
    assert_eq!(run(&["-n", "70", "-o", "b", "--seed", "1", "-q"]), (Some(0), String::new()));
    for file in ["docs.jsonl", "truth.json", "run.json"] {
        let of = |dir: &str| fs::read(root.path().join(dir).join(file)).unwrap();
        assert_eq!(of("a"), of("b"), "{file}");
    }
    let (code, error) = run(&["-n", "70", "-o", "b", "--seed", "2"]);
    assert_eq!((code, error.contains("--force")), (Some(1), true), "{error}");
    assert_eq!(run(&["-n", "3", "-o", "b", "--language", "en", "--force"]).0, Some(0));
    let rows = fs::read_to_string(root.path().join("b/docs.jsonl")).unwrap();
    assert_eq!(rows.lines().count(), 3);
    assert_eq!(run(&["-n", "0", "-o", "c"]).0, Some(2));
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 2);
}

#[test]
fn the_other_commands_read_what_was_generated() {
    let root = tempfile::tempdir().unwrap();
    leitmotif(root.path(), &["generate", "-n", "40", "-o", "corpus"]);
    let output = leitmotif(root.path(), &["inspect", "corpus/docs.jsonl", "--format", "jsonl"]);
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(printed.lines().count(), 40);
    let first: serde_json::Value = serde_json::from_str(printed.lines().next().unwrap()).unwrap();
    assert_eq!((first["path"].is_string(), first["date"].as_str()), (true, Some("2020-01-01")));
}

#[test]
fn text_files_carry_their_title_date_and_group() {
    let root = tempfile::tempdir().unwrap();
    let n = "1030";
    for (form, dir) in [("files", "files"), ("jsonl", "lines")] {
        let output = leitmotif(root.path(), &["generate", "-n", n, "-o", dir, "--as", form, "-q"]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let of = |file: &str| fs::read(root.path().join(file)).unwrap();
    assert_eq!(of("files/truth.json"), of("lines/truth.json"));
    assert!(root.path().join("files/docs/001/d0001029.txt").is_file());
    let count = |dir: &str| fs::read_dir(root.path().join("files/docs").join(dir)).unwrap().count();
    assert_eq!((count("."), count("000"), count("001")), (2, 1_000, 30));
    let path = "files/docs/000/d0000007.txt";
    let output = leitmotif(root.path(), &["inspect", path, "--format", "jsonl"]);
    let read: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let lines = String::from_utf8(of("lines/docs.jsonl")).unwrap();
    let row: serde_json::Value = serde_json::from_str(lines.lines().nth(7).unwrap()).unwrap();
    for key in ["title", "date", "group"] {
        assert_eq!(read[key], row[key], "{key}");
    }
    let text = String::from_utf8(of(path)).unwrap();
    assert!(text.ends_with(&format!("---\n{}\n", row["text"].as_str().unwrap())));
}

//! `leitmotif phrases` from outside: what is counted, how it is ordered, and what bad input does.

#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Output;

use common::leitmotif;

fn rows(output: &Output) -> Vec<Vec<String>> {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    std::iter::once(header)
        .chain(reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()))
        .collect()
}

fn phrases(dir: &Path, arguments: &[&str]) -> Vec<Vec<String>> {
    rows(&leitmotif(dir, &[&["phrases", "-q", "--format", "csv"], arguments].concat()))
}

fn column(rows: &[Vec<String>], name: &str) -> Vec<String> {
    let i = rows[0].iter().position(|h| h == name).unwrap();
    rows[1..].iter().map(|row| row[i].clone()).collect()
}

fn numbers(rows: &[Vec<String>], name: &str) -> Vec<f64> {
    column(rows, name).iter().map(|v| v.parse().unwrap()).collect()
}

/// A generated corpus and its phrases.
fn generated(arguments: &[&str]) -> (tempfile::TempDir, Vec<Vec<String>>) {
    let root = tempfile::tempdir().unwrap();
    leitmotif(root.path(), &["generate", "-n", "150", "-o", "corpus", "--seed", "3", "-q"]);
    let found = phrases(root.path(), &[&["corpus/docs.jsonl"], arguments].concat());
    (root, found)
}

/// A text as matching sees it: folded, without spaces.
fn folded(text: &str) -> String {
    leitmotif::fold::fold(text).split_whitespace().collect()
}

#[test]
fn counts_are_those_of_a_plain_search_of_the_folded_text() {
    let (root, found) = generated(&[]);
    let inspected = leitmotif(root.path(), &["inspect", "corpus/docs.jsonl", "--format", "jsonl"]);
    let texts: Vec<String> = String::from_utf8(inspected.stdout)
        .unwrap()
        .lines()
        .map(|line| {
            let object: serde_json::Value = serde_json::from_str(line).unwrap();
            object["text"].as_str().unwrap().lines().map(folded).collect::<Vec<_>>().join("\n")
        })
        .collect();
    let occurrences = |text: &str, phrase: &str| {
        text.char_indices().filter(|&(at, _)| text[at..].starts_with(phrase)).count()
    };
    let mut checked = 0;
    let (n, documents) = (numbers(&found, "n_occurrences"), numbers(&found, "n_documents"));
    for (i, phrase) in column(&found, "phrase").iter().enumerate().take(1000) {
        // A number is one unit, and a plain search also finds it inside a longer one.
        if phrase.chars().any(|c| c.is_ascii_alphanumeric()) {
            continue;
        }
        let counts: Vec<usize> = texts.iter().map(|t| occurrences(t, &folded(phrase))).collect();
        assert_eq!(counts.iter().sum::<usize>() as f64, n[i], "{phrase}");
        let carriers = counts.iter().filter(|&&c| c > 0).count();
        assert_eq!(carriers as f64, documents[i], "{phrase}");
        checked += 1;
    }
    assert!(checked > 100, "{checked}");
}

#[test]
fn the_list_is_ordered_by_what_is_asked_for() {
    let (root, by_score) = generated(&[]);
    let by = |rank: &str| phrases(root.path(), &["corpus/docs.jsonl", "--rank", rank]);
    let falls = |rows: &[Vec<String>], name: &str| {
        let values = numbers(rows, name);
        assert!(values.len() > 20 && values.windows(2).all(|w| w[0] >= w[1]), "{name}");
    };
    falls(&by_score, "score");
    falls(&by("spread"), "n_documents");
    falls(&by("c-value"), "c_value");
    falls(&by("length"), "n_units");
    let recent = column(&by("recent"), "last_date");
    assert!(recent.windows(2).all(|w| w[0] >= w[1]));
    let mut texts = [column(&by_score, "phrase"), column(&by("length"), "phrase")];
    texts.iter_mut().for_each(|t| t.sort());
    assert_eq!(texts[0], texts[1], "an order drops nothing");
    let refused = leitmotif(root.path(), &["phrases", "corpus", "--rank", "beauty"]);
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn kinds_and_a_limit_keep_the_list_short_and_its_families_whole() {
    let (root, all) = generated(&[]);
    let kinds = phrases(root.path(), &["corpus/docs.jsonl", "--kind", "term,formula"]);
    let kept = column(&kinds, "kind");
    assert!(!kept.is_empty() && kept.len() + 1 < all.len());
    assert!(kept.iter().all(|k| k == "term" || k == "formula"));
    let few = phrases(root.path(), &["corpus/docs.jsonl", "--limit", "7", "--rank", "length"]);
    assert_eq!(column(&few, "rank"), ["1", "2", "3", "4", "5", "6", "7"]);
    let listed = column(&few, "phrase");
    assert!(column(&few, "family").iter().all(|head| listed.contains(head)));
    let refused = leitmotif(root.path(), &["phrases", "corpus", "--kind", "poem"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("slogan"), "it names the kinds");
}

#[test]
fn a_phrase_of_any_length_is_found_whole() {
    let root = tempfile::tempdir().unwrap();
    // Twelve thousand units without a mark, and nothing in them twice.
    let long: String = (0..12_000u32).map(|i| char::from_u32(0x4e00 + i).unwrap()).collect();
    for (name, end) in [("a.txt", "甲"), ("b.txt", "乙")] {
        fs::write(root.path().join(name), format!("前言{end}。{long}。结语{end}。")).unwrap();
    }
    let found = phrases(root.path(), &["a.txt", "b.txt"]);
    let longest = numbers(&found, "n_units").into_iter().fold(0.0, f64::max);
    assert!(longest > 11_900.0, "{longest}");
}

#[test]
fn runs_of_one_character_are_no_phrases_and_end_in_time() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("run.txt"), "啊".repeat(300_000)).unwrap();
    fs::write(root.path().join("words.txt"), "la ".repeat(100_000)).unwrap();
    assert_eq!(phrases(root.path(), &["run.txt", "words.txt"]).len(), 1);
}

#[test]
fn a_text_without_repeats_gives_an_empty_table() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("one.txt"), "山上有一座古老的石桥，桥下流水潺潺。").unwrap();
    assert_eq!(phrases(root.path(), &["one.txt"]).len(), 1);
}

#[test]
fn plurals_meet_their_singular_on_request() {
    let root = tempfile::tempdir().unwrap();
    let texts = ["Fair trade agreements matter.", "A fair trade agreement helps.", "We signed."];
    for (i, text) in texts.iter().enumerate() {
        fs::write(root.path().join(format!("{i}.txt")), text).unwrap();
    }
    let found = |arguments: &[&str]| {
        let rows = phrases(root.path(), &[&["0.txt", "1.txt", "2.txt"], arguments].concat());
        column(&rows, "phrase").iter().map(|p| p.to_lowercase()).collect::<Vec<_>>()
    };
    assert!(!found(&[]).iter().any(|p| p.contains("agreement")));
    assert!(found(&["--fold-inflection"]).iter().any(|p| p.starts_with("fair trade agreement")));
}

#[test]
fn an_edited_list_of_phrases_is_honoured_and_an_unedited_one_changes_nothing() {
    let (root, _) = generated(&[]);
    let report = |name: &str, more: &[&str]| {
        let arguments = ["report", "corpus/docs.jsonl", "-q", "-o", name];
        let output = leitmotif(root.path(), &[&arguments, more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let read = |path: &str| fs::read_to_string(root.path().join(path)).unwrap();
    report("first", &[]);
    report("second", &["--phrases", "first/phrases.tsv"]);
    for table in ["phrases", "frames", "formulas", "passages", "trends"] {
        let of = |dir: &str| read(&format!("{dir}/tables/{table}.csv"));
        assert_eq!(of("first"), of("second"), "{table}");
    }
    let list = read("first/phrases.tsv");
    let phrases_listed: Vec<&str> =
        list.lines().skip(1).map(|l| l.split('\t').next().unwrap()).take(4).collect();
    let [dropped, merged, head, renamed] = phrases_listed[..] else { panic!("{list}") };
    let edits = format!(
        "phrase\taction\tinto\n{dropped}\tdrop\t\n{merged}\tmerge\t{head}\n{renamed}\trename\t新名\n"
    );
    fs::write(root.path().join("edits.tsv"), edits).unwrap();
    let found = phrases(root.path(), &["corpus/docs.jsonl", "--phrases", "edits.tsv"]);
    let (texts, families) = (column(&found, "phrase"), column(&found, "family"));
    let row = |text: &str| texts.iter().position(|t| t == text);
    assert_eq!((row(dropped), row(renamed)), (None, None));
    assert_eq!(families[row(merged).unwrap()], head);
    assert_eq!(column(&found, "found_as")[row("新名").unwrap()], renamed);
    fs::write(root.path().join("bad.tsv"), "phrase\taction\n甲\tburn\n").unwrap();
    let refused = leitmotif(root.path(), &["phrases", "corpus/docs.jsonl", "--phrases", "bad.tsv"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("bad.tsv: line 2: unknown action"));
}

#[test]
fn new_words_are_written_as_a_dictionary_that_a_next_run_brings() {
    let root = tempfile::tempdir().unwrap();
    let text = "我们去看渔灯节。他们办渔灯节，大家爱渔灯节！今年渔灯节热闹，古老渔灯节传承。";
    fs::write(root.path().join("a.txt"), text).unwrap();
    phrases(root.path(), &["a.txt", "--new-words", "dict.txt"]);
    let words = fs::read_to_string(root.path().join("dict.txt")).unwrap();
    assert!(words.lines().any(|line| line.starts_with("渔灯节 ")), "{words}");
    // The file is not written over, and what it lists is known to the next run.
    let again = leitmotif(root.path(), &["phrases", "a.txt", "--new-words", "dict.txt"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("dict.txt: exists"));
    phrases(root.path(), &["a.txt", "--dictionary", "dict.txt", "--new-words", "none.txt"]);
    assert_eq!(fs::read_to_string(root.path().join("none.txt")).unwrap(), "");
}

#[test]
fn a_dictionary_that_cannot_be_read_names_the_line() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("a.txt"), "我们去看渔灯节。").unwrap();
    fs::write(root.path().join("dict.txt"), "渔灯节\n灯节 多 少 词\n").unwrap();
    let output = leitmotif(root.path(), &["phrases", "a.txt", "--dictionary", "dict.txt"]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(message.contains("dict.txt: line 2") && !message.contains('\r'), "{message}");
    fs::write(root.path().join("dict.txt"), "渔灯节\nC++ 3 n\n").unwrap();
    let output = leitmotif(root.path(), &["phrases", "a.txt", "--dictionary", "dict.txt"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("1 entries left out, the first in line 2")
    );
}

#[test]
fn slack_says_when_a_phrase_is_part_of_a_longer_one() {
    let root = tempfile::tempdir().unwrap();
    // Four times 守好渔灯湾 behind 古老, once behind another word.
    let text =
        "大家守好渔灯湾。爱大家守好渔灯湾，说大家守好渔灯湾！大家守好渔灯湾啊。红色守好渔灯湾。";
    fs::write(root.path().join("a.txt"), text).unwrap();
    let has = |slack: &str| {
        let found = column(&phrases(root.path(), &["a.txt", "--slack", slack]), "phrase");
        assert!(found.contains(&"大家守好渔灯湾".to_string()), "{found:?}");
        found.contains(&"守好渔灯湾".to_string())
    };
    assert!(has("0.1") && !has("0.3"));
    let wrong = leitmotif(root.path(), &["phrases", "a.txt", "--slack", "2"]);
    assert_eq!(wrong.status.code(), Some(2));
}

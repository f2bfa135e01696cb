//! `concordance` from outside: slots, orders, counts, limits, and what it says where nothing is found.

#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use common::leitmotif;

/// What it printed and what it said, after success.
fn printed(dir: &Path, arguments: &[&str]) -> (String, String) {
    let arguments: Vec<&str> = [&["concordance"], arguments].concat();
    let output = leitmotif(dir, &arguments);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {errors}");
    (String::from_utf8(output.stdout).unwrap(), errors)
}

/// The rows below the header.
fn rows(dir: &Path, arguments: &[&str]) -> Vec<String> {
    let all = [arguments, &["--format", "csv"]].concat();
    printed(dir, &all).0.lines().skip(1).map(str::to_owned).collect()
}

/// Dated notes of two offices; one row has neither date nor group.
fn notes() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let rows = [
        (
            "n1",
            "2021-03-01",
            "east",
            "全市要画好最大同心圆。在转作风上下功夫，在项目推进上下功夫。",
        ),
        ("n2", "2022-05-09", "west", "各地画出了新图，画出最大同心圆，筑牢防线。"),
        ("n3", "2022-11-20", "east", "会议布置春耕生产，检查水渠和农机。"),
        ("n4", "", "", "大家一起画好“最大同心圆”，在细节上下功夫。"),
        ("n5", "2023-01-15", "west", "At the end of the day the state of the roads matters."),
    ];
    let line = |(id, date, group, text): (&str, &str, &str, &str)| {
        let mut row = serde_json::json!({ "id": id, "text": text });
        for (key, value) in [("date", date), ("group", group)] {
            if !value.is_empty() {
                row[key] = value.into();
            }
        }
        format!("{row}\n")
    };
    fs::write(root.path().join("notes.jsonl"), rows.map(line).concat()).unwrap();
    root
}

#[test]
fn slots_are_found_and_what_fills_them_stands_in_the_last_column() {
    let root = notes();
    let (table, said) =
        printed(root.path(), &["画*最大同心圆", "notes.jsonl", "--window", "3", "--format", "csv"]);
    assert_eq!(
        table,
        "document,date,section,start,left,phrase,right,group,filler\n\
         n1,2021-03-01,0,3,全市要,画好最大同心圆,。在转作,east,好\n\
         n2,2022-05-09,0,8,了新图，,画出最大同心圆,，筑牢防,west,出\n\
         n4,,0,4,家一起,画好“最大同心圆,”，在细节,,好\n"
    );
    assert_eq!(said, "3 occurrences in 3 documents, dated 2021-03-01 to 2022-05-09\n");
    let frames = rows(root.path(), &["在…上下功夫", "notes.jsonl", "--sort", "filler"]);
    let fillers: Vec<&str> = frames.iter().map(|r| r.rsplit(',').next().unwrap()).collect();
    assert_eq!(fillers, ["细节", "转作风", "项目推进"]);
    assert_eq!(rows(root.path(), &["the * of the", "notes.jsonl"]).len(), 2);
}

#[test]
fn orders_and_limits_are_kept_and_told() {
    let root = notes();
    let documents = |sort: &str| -> Vec<String> {
        let rows = rows(root.path(), &["最大同心圆", "notes.jsonl", "--sort", sort]);
        rows.iter().map(|row| row[..2].to_owned()).collect()
    };
    assert_eq!(documents("position"), ["n1", "n2", "n4"]);
    assert_eq!(documents("left"), ["n2", "n1", "n4"], "出, then 好 with 要 and 起 before 画");
    assert_eq!(documents("right"), ["n1", "n4", "n2"], "the sentence's end, 在, 筑");
    assert_eq!(documents("group"), ["n1", "n2", "n4"]);
    assert_eq!(documents("date"), ["n1", "n2", "n4"]);
    let limited = ["最大同心圆", "notes.jsonl", "--limit", "2", "--format", "csv"];
    let (table, said) = printed(root.path(), &limited);
    assert_eq!(table.lines().count(), 3);
    assert!(said.contains("3 occurrences in 3 documents"), "{said}");
    assert!(said.contains("2 of 3 rows"), "{said}");
    let (_, said) = printed(root.path(), &[&limited[..], &["--quiet"]].concat());
    assert_eq!(said, "");
}

#[test]
fn counts_are_by_group_period_document_and_wording() {
    let root = notes();
    let count = |phrase, by| {
        printed(root.path(), &[phrase, "notes.jsonl", "--by", by, "--format", "csv"]).0
    };
    assert_eq!(
        count("最大同心圆", "group"),
        "group,n_documents,n_occurrences,share,per_10000,volume,n_units\n\
         east,1,1,0.5,238.095238,2,42\n\
         west,1,1,0.5,333.333333,2,30\n\
         ,1,1,1,555.555556,1,18\n"
    );
    let years = count("最大同心圆", "year");
    let shares: Vec<&str> = years.lines().skip(1).collect();
    assert!(
        shares[0].starts_with("2021,1,1,1,") && shares[1].starts_with("2022,1,1,0.5,"),
        "{years}"
    );
    assert!(
        shares[2].starts_with("2023,0,0,0,0,1,") && shares[3].starts_with(",1,1,1,"),
        "{years}"
    );
    assert!(count("最大同心圆", "quarter").contains("\n2022-Q2,1,1,1,"));
    assert!(count("最大同心圆", "month").contains("\n2022-11,0,0,0,"));
    let documents = count("上下功夫", "document");
    let first: Vec<&str> = documents.lines().skip(1).map(|l| &l[..6]).collect();
    assert_eq!(first, ["n1,1,2", "n4,1,1"]);
    let head = "n_documents,n_occurrences,share_of_occurrences";
    assert_eq!(
        count("画*最大同心圆", "filler"),
        format!("filler,{head}\n好,2,2,0.666667\n出,1,1,0.333333\n")
    );
    let left = count("最大同心圆", "left");
    assert!(left.starts_with(&format!("left,{head}\n")) && left.contains("\n画出,1,1,"), "{left}");
    assert!(
        count("最大同心圆", "right").contains("\n,1,1,"),
        "one stands at the end of a sentence"
    );
}

#[test]
fn wrong_phrases_are_told_in_one_line_before_anything_is_read() {
    let root = notes();
    for (arguments, words) in [
        (&[""][..], "no character"),
        (&["，。！"], "no character"),
        (&["* *"], "nothing but slots"),
        (&["在…"], "edge"),
        (&["在*{2,1}上"], "cannot be searched"),
        (&["在*{x}上"], "*{3}"),
        (&["同心\u{1b}[2J圆"], "U+001B"),
        (&["同心圆", "--by", "filler"], "no slot"),
        (&["同心圆", "--sort", "filler"], "no slot"),
        (&["同心圆", "--sort", "left", "--by", "group"], "--by"),
        (&["同心圆", "--by", "week"], "quarter"),
    ] {
        let arguments = [&["concordance"], arguments, &["nowhere.txt"]].concat();
        let output = leitmotif(root.path(), &arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains(words) && said.lines().count() == 1, "{arguments:?}: {said}");
        assert!(!said.contains('\u{1b}'));
    }
}

#[test]
fn a_phrase_that_is_not_there_is_no_failure_and_gets_advice() {
    let root = notes();
    let said = |phrase: &str| {
        let (table, said) = printed(root.path(), &[phrase, "notes.jsonl", "--format", "csv"]);
        assert_eq!(table.lines().count(), 1);
        assert!(said.starts_with("warning: ") && said.lines().count() == 1, "{said}");
        said
    };
    assert!(said("画好最大同心园").contains("`画好最大同心圆` occurs once"));
    assert!(said("最大的同心圆").contains("`同心圆` occurs 3 times"));
    assert!(said("检查*{1,2}下功夫").contains("widen the slot"));
    assert!(said("查无此语").contains("shorter"));
    said(&"画好".repeat(3_000));
    let by = printed(root.path(), &["不存在的话", "notes.jsonl", "--by", "group"]);
    assert!(by.0.contains("east,0,0,0,0,2,") && by.1.contains("occurs in no document"));
}

#[test]
fn lines_meet_at_the_phrase_and_are_the_same_for_any_number_of_threads() {
    let root = notes();
    let arguments = ["画*最大同心圆", "notes.jsonl", "--format", "table"];
    let (table, _) = printed(root.path(), &arguments);
    let line = |name: &str| table.lines().find(|l| l.starts_with(name)).unwrap();
    assert!(line("n1").contains("全市要  画好最大同心圆"), "{table}");
    assert!(line("n4").contains(" 大家一起  画好“最大同心圆"), "{table}");
    for threads in ["1", "3"] {
        assert_eq!(
            printed(root.path(), &[&arguments[..], &["--threads", threads]].concat()).0,
            table
        );
    }
}

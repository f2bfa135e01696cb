//! `trends` from outside: what it counts, what it lists, what it refuses.

#![allow(clippy::unwrap_used)]

mod common;

use common::{leitmotif, table};

/// Five documents a year in two groups; 和谐社会 comes in 2012 and goes in 2016, 三个代表 rises throughout.
fn corpus(dir: &std::path::Path) {
    let mut lines = String::new();
    for year in 2008..2020 {
        for i in 0..6 {
            let mut text = format!("第{i}份报告谈到农业与水利。");
            if (2012..2016).contains(&year) && i != 5 {
                text.push_str("构建和谐社会。");
            }
            if i < (year - 2008) / 2 {
                text.push_str("践行三个代表。");
            }
            let group = if i % 2 == 0 { "甲" } else { "乙" };
            let row = serde_json::json!({"id": format!("{year}-{i}"), "date": format!("{year}-0{}-01", i + 1), "group": group, "text": text});
            lines.push_str(&format!("{row}\n"));
        }
    }
    std::fs::write(dir.join("reports.jsonl"), lines).unwrap();
}

const PHRASES: &str = "和谐社会,三个代表,没有的话";

#[test]
fn counts_are_those_of_the_texts_and_gaps_stay() {
    let root = tempfile::tempdir().unwrap();
    corpus(root.path());
    let rows =
        table(root.path(), &["trends", "reports.jsonl", "--period", "year", "--phrases", PHRASES]);
    let of = |phrase: &str| -> Vec<u32> {
        let phrases = rows.column("phrase");
        let counts = rows.column("n_documents");
        let both = phrases.iter().zip(counts).filter(|(p, _)| **p == phrase);
        both.map(|(_, n)| n.parse().unwrap()).collect()
    };
    assert_eq!(of("和谐社会"), [0, 0, 0, 0, 5, 5, 5, 5, 0, 0, 0, 0]);
    assert_eq!(of("三个代表"), [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    assert_eq!(of("没有的话"), [0; 12]);
    assert!(rows.column("volume").iter().all(|v| *v == "6"));
}

#[test]
fn what_rises_is_told_from_what_comes_and_goes() {
    let root = tempfile::tempdir().unwrap();
    corpus(root.path());
    let arguments = ["trends", "reports.jsonl", "--period", "year", "--phrases", PHRASES];
    let tests = table(root.path(), &[&arguments[..], &["--list", "tests"]].concat());
    assert_eq!(tests.column("phrase"), ["和谐社会", "三个代表"]);
    assert_eq!(tests.column("direction"), ["neither", "rising"]);
    assert_eq!(tests.column("first_period"), ["2012", "2010"]);
    assert_eq!(tests.column("last_period"), ["2015", "2019"]);
    let movers = table(root.path(), &[&arguments[..], &["--list", "movers"]].concat());
    let told: Vec<(&str, &str, &str)> = (0..movers.rows.len())
        .map(|i| (movers.column("phrase")[i], movers.column("move")[i], movers.column("period")[i]))
        .collect();
    assert!(told.contains(&("和谐社会", "new", "2012")), "{told:?}");
    assert!(told.contains(&("和谐社会", "gone", "2016")), "{told:?}");
    assert!(!told.iter().any(|t| t.2 == "2009"), "{told:?}");
}

#[test]
fn leaders_and_first_uses_are_listed() {
    let root = tempfile::tempdir().unwrap();
    corpus(root.path());
    let arguments = ["trends", "reports.jsonl", "--phrases", PHRASES];
    let adoption = table(root.path(), &[&arguments[..], &["--list", "adoption"]].concat());
    assert_eq!(adoption.column("group"), ["甲", "乙", "甲", "乙"]);
    assert_eq!(
        adoption.column("first_date"),
        ["2012-01-01", "2012-02-01", "2010-01-01", "2012-02-01"]
    );
    let leaders = table(root.path(), &[&arguments[..], &["--list", "leaders"]].concat());
    assert_eq!(leaders.column("group"), ["甲", "乙"]);
    assert_eq!(leaders.column("n_first"), ["2", "0"]);
    assert_eq!(leaders.column("first_document_date"), ["2008-01-01", "2008-02-01"]);
}

#[test]
fn bounds_of_heat_are_the_users_or_refused() {
    let root = tempfile::tempdir().unwrap();
    corpus(root.path());
    let arguments = ["trends", "reports.jsonl", "--period", "year", "--phrases", "三个代表"];
    let rows = table(root.path(), &[&arguments[..], &["--heat", "0.2,0.4,0.6,0.7,0.8"]].concat());
    // shares of 0, 1/6 … 5/6, each for two years
    assert_eq!(
        rows.column("heat"),
        ["", "", "冷", "冷", "温", "温", "暖", "暖", "热", "热", "沸", "沸"]
    );
    for wrong in ["0.2,0.4", "0.5,0.4,0.6,0.7,0.8", "0.2,0.4,0.6,0.7,8"] {
        let output = leitmotif(root.path(), &[&arguments[..], &["--heat", wrong]].concat());
        assert_eq!(output.status.code(), Some(2), "{wrong}");
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.contains("trends.heat") && message.contains("0.05,0.1"), "{message}");
    }
}

#[test]
fn a_report_takes_the_same_settings_of_time() {
    let root = tempfile::tempdir().unwrap();
    corpus(root.path());
    let flags = ["--period", "quarter", "--heat", "0.2,0.4,0.6,0.7,0.8", "--export", "none", "-q"];
    let output =
        leitmotif(root.path(), &[&["report", "reports.jsonl", "-o", "out"][..], &flags].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let read = |name: &str| std::fs::read_to_string(root.path().join("out").join(name)).unwrap();
    assert!(read("tables/trends.csv").contains(",2008-Q1,"));
    let run: serde_json::Value = serde_json::from_str(&read("run.json")).unwrap();
    assert_eq!(run["config"]["trends"]["period"], "quarter");
    assert_eq!(run["config"]["trends"]["heat"][4], 0.8);
    assert!(read("tables/movers.csv").starts_with("phrase,move,period,"));
    assert!(read("index.html").contains("id=\"leaders\""));
}

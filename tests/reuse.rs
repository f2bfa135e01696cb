//! `leitmotif reuse` and `leitmotif similar` from outside: what is listed, where it stands in the
//! source, and what the flags leave out.

#![allow(clippy::unwrap_used)]

mod common;

use std::fs;

use common::{Rows, leitmotif, table};

const NOTICE: &str = "县里决定今年冬天翻修三座旧粮仓，先请木匠查看梁柱，再向农户借来板车运砖，\
                      账目每周贴在供销社门口，谁有疑问都能当面问会计，工钱一律月底结清。";

/// Five documents: a notice, its copy a week later in another group, one a year later, an edited one
/// without a date, and a stranger.
fn corpus() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let edited = NOTICE.replace("三座", "两座").replace("一律", "").replace("木匠", "老木匠");
    let row = |id: &str, group: &str, date: &str, text: &str| {
        serde_json::json!({ "id": id, "group": group, "date": date, "text": text }).to_string()
    };
    let lines = [
        row("甲1", "甲", "2023-03-01", &format!("山路上起了雾。{NOTICE}")),
        row("乙1", "乙", "2023-03-08", &format!("{NOTICE}河水慢慢退下去。")),
        row("甲2", "甲", "2024-03-08", &format!("她把信折好放进口袋。{NOTICE}")),
        row("丙1", "丙", "", &format!("邻居说起旧事：{edited}")),
        row(
            "丙2",
            "丙",
            "2023-05-01",
            "渡口的老艄公每天清早给船板刷一遍桐油，下雨天就坐在棚里补网。",
        ),
    ];
    fs::write(root.path().join("docs.jsonl"), lines.join("\n")).unwrap();
    root
}

#[test]
fn offsets_cut_the_passage_out_of_both_sources() {
    let root = corpus();
    let found = table(root.path(), &["reuse", "docs.jsonl"]);
    assert_eq!(found.rows.len(), 6, "each pair of the four who have it");
    let texts: Vec<(String, Vec<char>)> = fs::read_to_string(root.path().join("docs.jsonl"))
        .unwrap()
        .lines()
        .map(|line| {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            (row["id"].as_str().unwrap().into(), row["text"].as_str().unwrap().chars().collect())
        })
        .collect();
    for side in ["a", "b"] {
        let of = |name: &str| found.column(&format!("{name}_{side}"));
        for (((document, start), end), text) in
            of("document").into_iter().zip(of("start")).zip(of("end")).zip(of("text"))
        {
            let source = &texts.iter().find(|(id, _)| id == document).unwrap().1;
            let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse().unwrap());
            assert_eq!(source[start..end].iter().collect::<String>(), text);
        }
    }
    let kinds = found.column("kind");
    assert_eq!(kinds.iter().filter(|&&k| k == "verbatim").count(), 3, "{kinds:?}");
    assert_eq!(kinds.iter().filter(|&&k| k == "light").count(), 3, "{kinds:?}");
}

#[test]
fn every_list_of_reuse_is_about_the_same_passages() {
    let root = corpus();
    let list = |what| table(root.path(), &["reuse", "docs.jsonl", "--list", what]);
    let clusters = list("clusters");
    assert_eq!(clusters.column("document"), ["甲1", "乙1", "甲2", "丙1"], "by date, undated last");
    assert_eq!(clusters.column("n_changes"), ["0", "0", "0", "3"]);
    assert_eq!(clusters.column("changes")[3], "三→两; →老; 一律→");
    let pairs = list("pairs");
    assert_eq!(pairs.rows.len(), 6);
    let directed = pairs.column("direction").iter().filter(|&&d| d == "a-to-b").count();
    assert_eq!(directed, 3);
    let groups = list("groups");
    let at = groups.rows.iter().position(|r| r[0] == "甲" && r[1] == "乙").unwrap();
    assert_eq!((groups.column("direction")[at], groups.column("n_pairs")[at]), ("a-to-b", "1"));
    let documents = list("documents");
    assert_eq!(documents.column("own_share")[1], "1", "丙2 shares nothing");
    assert_eq!(list("sections").column("shared_share"), documents.column("shared_share"));
}

#[test]
fn flags_leave_pairs_out() {
    let root = corpus();
    let n =
        |flags: &[&str]| table(root.path(), &[&["reuse", "docs.jsonl"], flags].concat()).rows.len();
    assert_eq!(n(&["--across", "group"]), 5, "甲1 and 甲2 are of one group");
    assert_eq!(n(&["--window", "7"]), 4, "the dated ones a week apart, and the undated with all");
    assert_eq!(n(&["--min-identity", "1"]), 3);
    assert_eq!(n(&["--min-units", "70"]), 0);
    let wrong = leitmotif(root.path(), &["reuse", "docs.jsonl", "--min-identity", "2"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("reuse.min-identity"));
}

#[test]
fn sections_of_one_document_are_compared_unless_told_not_to() {
    let root = tempfile::tempdir().unwrap();
    let page = format!("# 甲\n\n山路上起了雾。\n\n{NOTICE}\n\n# 乙\n\n{NOTICE}\n");
    fs::write(root.path().join("page.md"), page).unwrap();
    let found = table(root.path(), &["reuse", "page.md"]);
    assert_eq!((found.column("section_a"), found.column("section_b")), (vec!["0"], vec!["1"]));
    assert_eq!(table(root.path(), &["reuse", "page.md", "--within"]).rows.len(), 1);
    assert!(table(root.path(), &["reuse", "page.md", "--within", "false"]).rows.is_empty());
}

#[test]
fn similar_tells_reprints_from_parts_and_needs_no_words_for_it() {
    let root = corpus();
    let long: String =
        (0..40).map(|i| format!("第{i}天记下第{}袋谷子的斤两。", i * 37 % 91)).collect();
    let row = serde_json::json!({ "id": "长", "text": format!("{long}{NOTICE}") }).to_string();
    let path = root.path().join("docs.jsonl");
    fs::write(&path, fs::read_to_string(&path).unwrap() + "\n" + &row).unwrap();
    let found = table(root.path(), &["similar", "docs.jsonl", "--by", "wording"]);
    let relation = |a: &str, b: &str| {
        let (x, y) = (found.column("document_a"), found.column("document_b"));
        let is_it = |i: &usize| (x[*i], y[*i]) == (a, b) || (x[*i], y[*i]) == (b, a);
        (0..x.len()).find(is_it).map(|i| found.column("relation")[i])
    };
    assert_eq!(relation("甲1", "乙1"), Some("reprint"));
    assert_eq!(relation("甲1", "长"), Some("part"));
    assert_eq!(relation("甲1", "丙2"), None);
    assert!(found.column("cosine").iter().all(|c| c.is_empty()));
    let both = table(root.path(), &["similar", "docs.jsonl"]);
    let of = |rows: &Rows| {
        let mut pairs: Vec<Vec<String>> = (rows.rows.iter())
            .filter(|r| rows.header[6] == "relation" && r[6] == "reprint")
            .map(|r| [&r[..2], &r[3..6]].concat())
            .collect();
        pairs.sort();
        pairs
    };
    assert_eq!(of(&found), of(&both), "the figures do not depend on what pairs are looked for by");
}

#[test]
fn phrases_are_counted_with_and_without_reprints() {
    let root = corpus();
    let found = table(root.path(), &["phrases", "docs.jsonl", "--min-documents", "2"]);
    let (raw, originals) = (found.column("n_documents"), found.column("n_originals"));
    assert!(!raw.is_empty());
    assert!(
        raw.iter().zip(&originals).any(|(r, o)| *r == "4" && *o == "1"),
        "{raw:?} {originals:?}"
    );
}

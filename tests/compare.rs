//! `leitmotif compare` from outside: two inputs, groups of one input, and two reports.

#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::Path;

use common::{Rows, leitmotif, table};

/// Twenty documents a side that share a passage; each side has a slogan of its own, and both one.
fn corpus() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let fillers = ["夜里巡河", "清早开店", "午后议事", "雨前补瓦", "灯下读报"];
    for (side, slogan) in [("east", "一盏茶里解心结"), ("west", "滚石上山不松肩")] {
        fs::create_dir(root.path().join(side)).unwrap();
        for i in 0..20 {
            let (filler, other) = (fillers[i % 5], fillers[(i / 5 + i + 1) % 5]);
            let mut text = format!(
                "---\ndate: 20{}-03-{:02}\n---\n{filler}的人说，要{slogan}。第{i}户{other}，大家白石河水清到底。\n",
                if side == "east" { 21 } else { 22 },
                i + 1
            );
            if i == 7 {
                text += "三月初九那天，老码头的石阶上摆开十二张竹桌，撑船的与补网的对坐，把界碑挪动的旧账一页页翻过去。\n";
            }
            fs::write(root.path().join(format!("{side}/{i:02}.txt")), text).unwrap();
        }
    }
    root
}

fn refused(dir: &Path, arguments: &[&str], code: i32, wanted: &[&str]) {
    let output = leitmotif(dir, arguments);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{message}");
    assert_eq!(message.lines().count(), 1, "{message}");
    for part in wanted {
        assert!(message.contains(part), "{message}");
    }
}

fn row<'a>(rows: &'a Rows, column: &str, value: &str) -> impl Fn(&str) -> &'a str {
    let i = rows.column(column).iter().position(|cell| *cell == value);
    let i = i.unwrap_or_else(|| panic!("no {value} among {:?}", rows.column(column)));
    move |name| rows.column(name)[i]
}

#[test]
fn each_list_tells_what_it_is_for() {
    let root = corpus();
    let list = |name: &str| table(root.path(), &["compare", "east", "west", "--list", name]);

    let keys = table(root.path(), &["compare", "east", "west"]);
    assert_eq!(
        keys.header[..7],
        ["group", "phrase_or_term", "f_target", "f_reference", "g2", "log_ratio", "lrc"]
    );
    let tea = row(&keys, "phrase_or_term", "一盏茶里解心结");
    assert_eq!((tea("f_target"), tea("f_reference"), tea("log_ratio_high")), ("20", "0", ""));
    assert_eq!((tea("lrc"), tea("first_document")), (tea("log_ratio_low"), "00.txt"));

    let alone = list("exclusive");
    assert!(alone.column("n_documents").contains(&"20"));
    let stone = row(&alone, "phrase", "滚石上山不松肩");
    assert_eq!((stone("group"), stone("n_group"), stone("n_elsewhere")), ("west", "20", "20"));
    assert!(stone("log10_chance").parse::<f64>().unwrap() < -6.0);

    let alike = list("lockwords");
    let river = row(&alike, "phrase_or_term", "大家白石河水清到底");
    assert_eq!((river("n_documents"), river("least_share"), river("most_share")), ("40", "1", "1"));
    assert!(!alike.column("phrase_or_term").contains(&"滚石上山不松肩"));

    let shared = list("passages");
    let long: Vec<&Vec<String>> =
        shared.rows.iter().filter(|r| r[10].contains("十二张竹桌")).collect();
    assert_eq!(long.len(), 2);
    assert_eq!(long[0][2..6], ["east", "1", "07.txt", "2021-03-08"]);
    assert_eq!((long[1][2].as_str(), long[1][6].as_str()), ("west", "365"));

    let themes = list("themes");
    let texts: u32 =
        themes.column("n_target").iter().map(|n| n.parse::<u32>().unwrap()).max().unwrap();
    assert_eq!(texts, 20);
}

#[test]
fn groups_of_one_input_are_compared_like_two_inputs() {
    let root = corpus();
    let rows = table(root.path(), &["compare", ".", "--by", "folder", "--list", "exclusive"]);
    let stone = row(&rows, "phrase", "滚石上山不松肩");
    assert_eq!((stone("group"), stone("n_documents")), ("west", "20"));
}

/// A report on some files of the demo corpus.
fn report(dir: &Path, name: &str, files: &[&str], more: &[&str]) {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo");
    let texts = dir.join(format!("{name}-texts"));
    fs::create_dir(&texts).unwrap();
    for file in files {
        let path = demo.join(file);
        fs::copy(&path, texts.join(path.file_name().unwrap())).unwrap();
    }
    let input = format!("{name}-texts");
    let output = leitmotif(dir, &[&["report", &input, "-o", name, "-q"], more].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn two_reports_are_compared_as_runs() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path();
    let becks = [
        "english/aldermoss-becks.txt",
        "english/ravensfell-upper-valley.txt",
        "english/saltmere-culvert-walks.md",
    ];
    let streets = [
        "english/saltmere-high-street.txt",
        "english/gullhaven-quay-shops.txt",
        "english/aldermoss-becks.txt",
    ];
    report(dir, "may", &becks, &[]);
    report(dir, "june", &streets, &["--min-documents", "1", "--seed", "3"]);
    let list = |name: &str| table(dir, &["compare", "may", "june", "--list", name]);

    let phrases = table(dir, &["compare", "may", "june"]);
    let came = row(&phrases, "change", "came");
    assert_eq!((came("n_documents_1"), came("assumed_1"), came("n_total_1")), ("", "1", "3"));
    for change in ["came", "went"] {
        assert!(phrases.column("change").contains(&change), "{change}");
    }
    let json: serde_json::Value =
        serde_json::from_slice(&fs::read(dir.join("june/analysis.json")).unwrap()).unwrap();
    for (i, phrase) in phrases.column("phrase").iter().enumerate() {
        let listed = json["phrases"].as_array().unwrap().iter().find(|p| p["text"] == **phrase);
        let n = listed.map_or(String::new(), |p| p["n_documents"].to_string());
        assert_eq!(phrases.column("n_documents_2")[i], n, "{phrase}");
    }

    let documents = list("documents");
    let is = row(&documents, "document", "saltmere-high-street.txt");
    assert_eq!(is("change"), "added");
    assert_eq!(row(&documents, "document", "ravensfell-upper-valley.txt")("change"), "removed");
    assert!(!documents.column("document").contains(&"aldermoss-becks.txt"));

    let settings = list("settings");
    assert_eq!(settings.column("setting"), ["phrases.min-documents", "seed"]);
    assert_eq!(settings.column("value_2"), ["1", "3"]);
    assert!(!list("themes").rows.is_empty());
    assert_eq!(list("passages").header[0], "change");

    let told = leitmotif(dir, &["compare", "may", "june", "--limit", "1"]);
    let told = String::from_utf8(told.stderr).unwrap();
    assert!(told.contains("1 of the 3 documents of the second report"), "{told}");
    assert!(told.contains("differ in phrases.min-documents, seed"), "{told}");
    assert!(table(dir, &["compare", "may", "may"]).column("change").iter().all(|c| *c == "same"));

    refused(dir, &["compare", "may", "june-texts"], 2, &["may is a report and june-texts is not"]);
    refused(dir, &["compare", "may", "june", "may"], 2, &["one other report"]);
    refused(dir, &["compare", "may"], 2, &["one other report"]);
    refused(dir, &["compare", "may", "june", "--by", "group"], 2, &["--by"]);
    refused(dir, &["compare", "may", "june", "--list", "lockwords"], 2, &["phrases, themes"]);
    refused(
        dir,
        &["compare", "may-texts", "june-texts", "--list", "settings"],
        2,
        &["two reports"],
    );
    fs::write(dir.join("june/analysis.json"), "{\"format\": 3, \"version\"").unwrap();
    refused(dir, &["compare", "may", "june"], 1, &["june: analysis.json is damaged", "again"]);
    fs::write(dir.join("june/analysis.json"), "{\"format\": 1}").unwrap();
    refused(dir, &["compare", "may", "june"], 1, &["of format 1", "again"]);
    fs::remove_file(dir.join("june/analysis.json")).unwrap();
    refused(dir, &["compare", "may", "june"], 1, &["june/analysis.json"]);
}

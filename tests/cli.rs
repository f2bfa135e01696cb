//! The command line from outside: exit codes, messages, files, and the same bytes for any number of
//! threads.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Stdio;

use tempfile::TempDir;

use common::leitmotif;

/// Runs it and checks that it succeeds; gives what it printed.
fn printed(dir: &Path, arguments: &[&str]) -> String {
    let output = leitmotif(dir, arguments);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// Runs it and checks that it fails with this code and one line that holds these words.
fn refused(dir: &Path, arguments: &[&str], code: i32, words: &[&str]) {
    let output = leitmotif(dir, arguments);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {errors}");
    assert!(output.stdout.is_empty());
    let lines: Vec<&str> = errors.lines().filter(|l| !l.starts_with("warning: ")).collect();
    assert_eq!(lines.len(), 1, "{arguments:?}: {errors}");
    for word in words {
        assert!(lines[0].contains(word), "{arguments:?}: no {word} in: {errors}");
    }
}

/// Statements of two towns over three years, with a slogan of each, a common one and a passage that
/// the later documents take over.
fn corpus() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let shared = "全镇上下要以更高标准推进河道治理和村庄整治，把群众反映最多的事情一件一件办好办实";
    for i in 0..12 {
        let (town, slogan) =
            [("dongxi", "打造东溪文旅新名片"), ("nanping", "建设南坪智造新高地")][i % 2];
        let (year, month) = (2021 + i / 4, 1 + i % 4 * 3);
        let text = format!(
            "第{i}次会议纪要\n\n会议强调，要坚持一张蓝图绘到底，{slogan}。{shared}。\n\n\
             {}个项目已经开工，{}户居民搬进新居，下一步继续做好{}工作。\n",
            i * 7 + 3,
            i * 31 + 10,
            ["教育", "医疗", "养老", "交通", "环保"][i % 5],
        );
        let folder = root.path().join("corpus").join(town);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{year}-{month:02}-1{}-minutes.txt", i % 10)), text).unwrap();
    }
    root
}

/// Every file below a folder, by its path relative to it.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(dir).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn a_report_is_written_whole_and_says_where_it_is() {
    let root = corpus();
    let output = leitmotif(root.path(), &["report", "corpus", "-o", "made/out"]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{errors}");
    assert!(output.stdout.is_empty());
    let last = errors.lines().last().unwrap();
    assert!(last.contains("12 documents") && last.contains("made/out/index.html"), "{errors}");
    let found = files(&root.path().join("made/out"));
    for name in ["index.html", "analysis.json", "run.json", "tables/phrases.csv"] {
        assert!(!found[name].is_empty(), "{name}");
    }
    let beside: Vec<_> = fs::read_dir(root.path().join("made")).unwrap().collect();
    assert_eq!(beside.len(), 1, "{beside:?}");
}

#[test]
fn the_manifest_tells_how_to_make_the_report_again() {
    let root = corpus();
    printed(root.path(), &["report", "corpus", "-o", "out", "--seed", "7", "--quiet"]);
    let run: serde_json::Value =
        serde_json::from_slice(&fs::read(root.path().join("out/run.json")).unwrap()).unwrap();
    assert_eq!(run["seed"], 7);
    assert_eq!(run["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(run["arguments"][0], "report");
    assert_eq!(run["config"]["phrases"]["min-occurrences"], 2);
    assert_eq!(run["inputs"].as_array().unwrap().len(), 12);
    let input = &run["inputs"][0];
    let bytes = fs::read(root.path().join(input["path"].as_str().unwrap())).unwrap();
    assert_eq!(input["blake3"], blake3::hash(&bytes).to_hex().as_str());
    let stages: Vec<&str> =
        run["stages"].as_array().unwrap().iter().filter_map(|s| s["stage"].as_str()).collect();
    assert_eq!(stages.first(), Some(&"read"));
    assert!(stages.contains(&"phrases") && stages.contains(&"write"), "{stages:?}");
}

#[test]
fn threads_and_the_order_of_inputs_change_no_byte_but_the_manifest() {
    let root = corpus();
    let (a, b) = ("corpus/dongxi", "corpus/nanping");
    printed(root.path(), &["report", a, b, "-o", "one", "--threads", "1", "--seed", "3"]);
    printed(root.path(), &["report", b, a, "-o", "two", "--threads", "3", "--seed", "3"]);
    let (mut one, mut two) = (files(&root.path().join("one")), files(&root.path().join("two")));
    assert!(one.remove("run.json").is_some() && two.remove("run.json").is_some());
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(two[name] == *bytes, "{name} differs");
    }
}

#[test]
fn an_existing_folder_is_refused_and_replaced_only_by_force() {
    let root = corpus();
    let report = ["report", "corpus", "-o", "out"];
    printed(root.path(), &report);
    refused(root.path(), &report, 1, &["out", "--force"]);
    fs::write(root.path().join("out/stale"), "").unwrap();
    printed(root.path(), &["report", "corpus", "-o", "out", "--force"]);
    assert!(!root.path().join("out/stale").exists());
    let forced = ["report", "corpus", "-o", "corpus", "--force"];
    refused(root.path(), &forced, 1, &["corpus", "not a leitmotif report"]);
    assert!(root.path().join("corpus/dongxi").is_dir());
}

#[test]
fn a_failed_run_leaves_nothing_behind() {
    let root = corpus();
    refused(root.path(), &["report", "nowhere", "-o", "a/out"], 1, &["nowhere"]);
    assert!(!root.path().join("a").exists());
}

#[test]
fn missing_and_empty_inputs_get_one_clear_line() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("empty")).unwrap();
    for command in ["themes", "phrases", "reuse", "similar", "trends", "compare", "inspect"] {
        refused(root.path(), &[command, "missing.txt"], 1, &["missing.txt"]);
        refused(root.path(), &[command, "empty"], 1, &["empty"]);
    }
    refused(root.path(), &["concordance", "x", "empty"], 1, &["empty"]);
    refused(root.path(), &["report", "empty", "-o", "out"], 1, &["empty"]);
}

#[test]
fn wrong_usage_is_told_in_one_line_and_exits_with_2() {
    let root = corpus();
    let dir = root.path();
    refused(dir, &["phrases", "corpus", "--min-docs", "5"], 2, &["--min-docs", "--min-documents"]);
    refused(dir, &["report", "corpus"], 2, &["--output"]);
    refused(dir, &["phrase", "corpus"], 2, &["phrase"]);
    refused(dir, &["trends", "corpus", "--period", "week"], 2, &["week", "quarter"]);
    refused(dir, &["phrases", "corpus", "--threads", "0"], 2, &["--threads"]);
    refused(dir, &["phrases", "corpus", "--encoding", "klingon"], 2, &["klingon"]);
    refused(dir, &["compare", "corpus", "--by", "input"], 2, &["two inputs"]);
    refused(dir, &["concordance", " ", "corpus"], 2, &["PHRASE"]);
    refused(dir, &["trends", "corpus", "--phrases", "一张蓝图,"], 2, &["--phrases"]);
}

#[test]
fn settings_that_cannot_be_used_are_refused_before_anything_is_read() {
    let root = corpus();
    let dir = root.path();
    for k in ["0", "many", "20..5"] {
        refused(dir, &["themes", "nowhere", "-k", k], 2, &["themes.k"]);
        refused(dir, &["report", "nowhere", "-o", "out", "-k", k], 2, &["themes.k"]);
    }
    for share in ["7", "nan", "1.01"] {
        refused(dir, &["reuse", "nowhere", "--min-identity", share], 2, &["reuse.min-identity"]);
        let cosine = ["similar", "nowhere", "--min-cosine", share];
        refused(dir, &cosine, 2, &["similarity.min-cosine"]);
    }
    refused(dir, &["phrases", "nowhere", "--encoding", "klingon"], 2, &["klingon"]);
    fs::write(dir.join("leitmotif.toml"), "[reuse]\nmin-identity = -0.5\n").unwrap();
    let file = ["phrases", "nowhere", "--config", "leitmotif.toml"];
    refused(dir, &file, 2, &["reuse.min-identity", "-0.5"]);
}

#[test]
fn trends_warn_of_nothing_but_trends() {
    let root = corpus();
    for entry in fs::read_dir(root.path().join("corpus/nanping")).unwrap().skip(2) {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    let arguments = ["trends", "corpus", "--group-from", "folder"];
    let output = leitmotif(root.path(), &arguments);
    assert!(!String::from_utf8(output.stderr).unwrap().contains("groups"));
}

#[test]
fn the_settings_file_is_checked_by_name() {
    let root = corpus();
    for (text, words) in [
        ("[phrases]\nmin-docs = 5\n", ["leitmotif.toml", "phrases.min-docs", "min-documents"]),
        ("[trends]\nperiod = \"week\"\n", ["leitmotif.toml", "trends.period", "quarter"]),
        ("seed = 1\n[phrases\n", ["leitmotif.toml", "line 2", ""]),
        ("colour = \"red\"\n", ["leitmotif.toml", "`colour`", "themes"]),
    ] {
        fs::write(root.path().join("leitmotif.toml"), text).unwrap();
        refused(root.path(), &["phrases", "corpus", "--config", "leitmotif.toml"], 2, &words);
    }
    refused(root.path(), &["phrases", "corpus", "--config", "no.toml"], 1, &["no.toml"]);
}

#[test]
fn flags_win_over_the_settings_file_and_the_file_over_defaults() {
    let root = corpus();
    let settings = "seed = 5\n[phrases]\nmin-documents = 4\nmin-units = 5\n";
    fs::write(root.path().join("leitmotif.toml"), settings).unwrap();
    let report = ["report", "corpus", "-o", "out", "--config", "leitmotif.toml"];
    printed(root.path(), &[&report[..], &["--min-documents", "6"]].concat());
    let run: serde_json::Value =
        serde_json::from_slice(&fs::read(root.path().join("out/run.json")).unwrap()).unwrap();
    let phrases = &run["config"]["phrases"];
    assert_eq!((&run["seed"], &phrases["min-documents"]), (&5.into(), &6.into()));
    assert_eq!((&phrases["min-units"], &phrases["min-occurrences"]), (&5.into(), &2.into()));
}

#[test]
fn every_table_command_prints_the_columns_of_the_design() {
    let root = corpus();
    for (arguments, columns) in [
        ("themes", "theme,label,n_sections,n_documents,top_terms,silhouette,stability"),
        ("themes --assignments", "document,section,theme,distance"),
        (
            "phrases",
            "rank,phrase,kind,n_documents,n_sections,n_occurrences,score,cohesion,boundary,\
             dispersion,family",
        ),
        (
            "reuse",
            "cluster,document_a,start_a,end_a,document_b,start_b,end_b,identity,n_units,kind,\
             text_a,text_b",
        ),
        ("similar", "document_a,document_b,cosine,jaccard,containment_ab,containment_ba"),
        ("compare --by folder", "group,phrase_or_term,f_target,f_reference,g2,log_ratio,lrc"),
        ("trends", "phrase,period,n_documents,share,heat"),
        ("concordance 一张蓝图", "document,date,section,start,left,phrase,right"),
    ] {
        let mut arguments: Vec<&str> = arguments.split(' ').collect();
        arguments.push("corpus");
        let table = printed(root.path(), &arguments);
        let header = table.lines().next().unwrap().trim_start_matches('\u{feff}');
        assert!(header == columns || header.starts_with(&format!("{columns},")), "{header}");
        assert!(table.lines().count() > 1, "{arguments:?} found nothing");
        arguments.extend(["--format", "jsonl"]);
        for line in printed(root.path(), &arguments).lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(columns.split(',').all(|c| row.get(c).is_some()), "{line}");
        }
    }
}

#[test]
fn a_comparison_of_two_inputs_tells_their_slogans_apart() {
    let root = corpus();
    let table = printed(root.path(), &["compare", "corpus/dongxi", "corpus/nanping"]);
    let of = |group: &str, item: &str| {
        table.lines().any(|l| l.starts_with(&format!("{group},")) && l.contains(item))
    };
    assert!(of("corpus/dongxi", "东溪") && of("corpus/nanping", "南坪"), "{table}");
    refused(root.path(), &["compare", "corpus"], 1, &["nothing to compare", "--by folder"]);
}

#[test]
fn named_phrases_are_followed_even_when_they_are_rare() {
    let root = corpus();
    let arguments = [
        "trends",
        "corpus",
        "--period",
        "year",
        "--phrases",
        "一張藍圖,第3次會議",
        "--format",
        "jsonl",
    ];
    let table = printed(root.path(), &arguments);
    let rows: Vec<serde_json::Value> =
        table.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let counts: Vec<(&str, &str, u64)> = rows
        .iter()
        .map(|r| {
            let text = |c: &str| r[c].as_str().unwrap();
            (text("phrase"), text("period"), r["n_documents"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(
        counts,
        [
            ("一張藍圖", "2021", 4),
            ("一張藍圖", "2022", 4),
            ("一張藍圖", "2023", 4),
            ("第3次會議", "2021", 1),
            ("第3次會議", "2022", 0),
            ("第3次會議", "2023", 0),
        ]
    );
}

#[test]
fn a_corpus_without_a_second_period_has_no_trends_and_says_so() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("note.txt"), "一份没有日期的说明。").unwrap();
    let output = leitmotif(root.path(), &["trends", "note.txt"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 1);
    assert!(String::from_utf8(output.stderr).unwrap().contains("warning: trends: "));
}

#[test]
fn the_concordance_shows_each_occurrence_between_its_neighbours() {
    let root = corpus();
    let arguments =
        ["concordance", "一张蓝图绘到底", "corpus", "--window", "2", "--format", "jsonl"];
    let table = printed(root.path(), &arguments);
    assert_eq!(table.lines().count(), 12);
    for line in table.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let shown = ["left", "phrase", "right"].map(|c| row[c].as_str().unwrap());
        assert_eq!(shown[..2], ["坚持", "一张蓝图绘到底"]);
        let name = row["document"].as_str().unwrap();
        let text = fs::read_to_string(root.path().join("corpus").join(name)).unwrap();
        let at = row["start"].as_u64().unwrap() as usize;
        assert!(text.chars().skip(at).collect::<String>().starts_with("一张蓝图绘到底"));
    }
    let none = printed(root.path(), &["concordance", "不存在的话", "corpus"]);
    assert_eq!(none.lines().count(), 1);
}

#[test]
fn inspect_shows_what_was_left_out_of_a_page() {
    let root = tempfile::tempdir().unwrap();
    let page = "<ul class=nav><li><a href=/>首页</a></ul><div class=article><h1>河道整治</h1><p>全县河道整治工作\
                会议在清河召开，会议强调要压实责任、人人动手。</p><p>分享到：微信</p></div>";
    std::fs::write(root.path().join("page.html"), page).unwrap();
    let line = printed(root.path(), &["inspect", "page.html"]);
    let object: serde_json::Value = serde_json::from_str(line.trim()).unwrap();
    let dropped = object["dropped"].as_array().unwrap();
    let reasons: Vec<&str> = dropped.iter().map(|d| d["reason"].as_str().unwrap()).collect();
    assert_eq!(reasons, ["outside-main-text", "share-buttons"]);
    assert_eq!(dropped[0]["text"], "首页");
    assert_eq!((&dropped[0]["start"], &dropped[0]["end"]), (&0.into(), &0.into()));
}

#[test]
fn inspect_shows_one_object_a_document() {
    let root = corpus();
    let lines = printed(root.path(), &["inspect", "corpus"]);
    assert_eq!(lines.lines().count(), 12);
    for line in lines.lines() {
        let object: serde_json::Value = serde_json::from_str(line).unwrap();
        for field in ["path", "encoding", "title", "date", "text", "sections", "dropped"] {
            assert!(object.get(field).is_some(), "{field}");
        }
        assert_eq!(object["encoding"], "utf-8");
        assert!(object["text"].as_str().unwrap().contains("一张蓝图"));
    }
    let array: Vec<serde_json::Value> =
        serde_json::from_str(&printed(root.path(), &["inspect", "corpus", "--format", "json"]))
            .unwrap();
    assert_eq!(array.len(), 12);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let root = tempfile::tempdir().unwrap();
    let text = "一句反复出现的话。\n".repeat(40_000);
    fs::write(root.path().join("long.txt"), text).unwrap();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("leitmotif"))
        .args(["inspect", "long.txt"])
        .current_dir(root.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{errors}");
    assert!(!errors.contains("panic") && !errors.contains("error"), "{errors}");
}

#[test]
fn help_has_examples_for_every_command() {
    let root = tempfile::tempdir().unwrap();
    for command in [
        "report",
        "themes",
        "phrases",
        "reuse",
        "similar",
        "compare",
        "trends",
        "concordance",
        "inspect",
        "generate",
    ] {
        let help = printed(root.path(), &[command, "--help"]);
        assert!(help.contains("Examples:") && help.contains(&format!("leitmotif {command}")));
    }
    assert!(printed(root.path(), &["--help"]).contains("Exit codes"));
    let bare = leitmotif(root.path(), &[]);
    assert_eq!(bare.status.code(), Some(2));
}

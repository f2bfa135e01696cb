//! The cache from outside: it never changes what is found, and never fails a run.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with documents in it, and an empty one beside it for the cache.
fn corpus() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let output = common::leitmotif(root.path(), &["generate", "-n", "60", "-o", "corpus"]);
    assert!(output.status.success());
    fs::write(
        root.path().join("corpus/extra.txt"),
        "第七次会议纪要\n\n会议强调，要坚持一张蓝图绘到底，打造东溪文旅新名片。\n",
    )
    .unwrap();
    root
}

fn command(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("leitmotif"));
    command.current_dir(root).env("LEITMOTIF_CACHE", root.join("cache")).args(arguments);
    command
}

fn run(root: &Path, arguments: &[&str]) -> Output {
    command(root, arguments).output().unwrap()
}

/// What a run prints, warnings included, with and without the cache; both must be the same.
fn printed(root: &Path, arguments: &[&str]) -> (String, String) {
    let of = |arguments: &[&str]| {
        let output = run(root, arguments);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", text(output.stderr));
        (text(output.stdout), text(output.stderr))
    };
    let cached = of(arguments);
    assert_eq!(cached, of(&[arguments, &["--no-cache"]].concat()), "{arguments:?}");
    cached
}

/// The entries of the cache.
fn entries(root: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root.join("cache")).into_iter().flatten();
    let mut entries: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    entries.sort();
    entries
}

/// Every file of a report, but the one with the times.
fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![dir.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if !path.ends_with("run.json") {
                let name = path.strip_prefix(dir).unwrap().to_owned();
                files.insert(name, fs::read(path).unwrap());
            }
        }
    }
    files
}

/// `run.json` without what differs between any two runs, and the stages that came from the cache.
fn manifest(dir: &Path) -> (Value, Vec<String>) {
    let text = fs::read_to_string(dir.join("run.json")).unwrap();
    let mut manifest: Value = serde_json::from_str(&text).unwrap();
    let stages = manifest["stages"].take();
    let cached = stages.as_array().unwrap().iter().filter(|s| s["cached"] == true);
    let cached = cached.map(|s| s["stage"].as_str().unwrap().to_owned()).collect();
    for key in ["arguments", "started"] {
        manifest[key].take();
    }
    (manifest, cached)
}

#[test]
fn a_report_from_the_cache_is_the_same_to_the_byte() {
    let root = corpus();
    let root = root.path();
    let report = |dir: &str, more: &[&str]| {
        let output = run(root, &[&["report", "corpus", "-o", dir, "-q"], more].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        (files(&root.join(dir)), manifest(&root.join(dir)))
    };
    let without = report("a", &["-k", "3", "--no-cache"]);
    assert!(entries(root).is_empty());
    let first = report("b", &["-k", "3"]);
    let stages = ["read", "clean", "tokenize", "similarity", "themes"];
    let stages = [&stages[..], &["concordance", "phrases", "reuse"]].concat();
    assert!(without == first);
    assert!(first.1.1.is_empty());
    let again = report("c", &["-k", "4"]);
    assert_eq!(again.1.1, stages);
    let anew = report("d", &["-k", "4", "--no-cache"]);
    assert!(again.0 == anew.0 && again.1.0 == anew.1.0);
    assert!(again.0 != first.0);
    // What does not depend on the number of themes is there for all numbers of them; charts of themes are
    // drawn anew.
    let n_entries = || {
        let is_image = |path: &PathBuf| path.to_string_lossy().contains("leitmotif-png-");
        entries(root).iter().filter(|path| !is_image(path)).count()
    };
    let before = n_entries();
    report("e", &["-k", "2..5", "--hierarchy"]);
    assert_eq!(n_entries(), before);
}

#[test]
fn every_command_and_setting_prints_the_same() {
    let root = corpus();
    let root = root.path();
    for arguments in [
        &["phrases"][..],
        &["phrases"],
        &["phrases", "--min-occurrences", "3"],
        &["phrases", "--rank", "length", "--limit", "20"],
        &["phrases", "--kind", "slogan,name"],
        &["phrases", "--new-words", "words.txt"],
        &["phrases", "--drop-furniture", "false", "--split", "none"],
        &["phrases", "--group-from", "folder", "--collapse-duplicates"],
        &["reuse"],
        &["reuse", "--min-units", "8", "--list", "clusters"],
        &["reuse", "--within", "false", "--list", "groups"],
        &["similar"],
        &["similar", "--by", "wording"],
        &["similar", "--list", "sections", "--neighbours", "3"],
        &["themes", "-k", "4"],
        &["themes", "-k", "5", "--assignments"],
        &["themes", "-k", "5", "--assignments", "--seed", "9"],
        &["themes", "-k", "5", "--unit", "section", "--min-df", "3", "--list", "texts"],
        &["themes", "--variance", "0.4", "--features", "both", "--list", "trials"],
        &["trends", "--period", "year"],
        &["trends", "--list", "leaders", "--group-from", "folder"],
        &["concordance", "会议"],
        &["compare", "--by", "input", "--list", "exclusive", "corpus/extra.txt"],
        &["compare", "--by", "input", "--list", "passages", "corpus/extra.txt"],
    ] {
        let input: &[&str] = if arguments[0] == "concordance" {
            &[arguments[0], arguments[1], "corpus/docs.jsonl", "corpus/extra.txt"]
        } else {
            &[&arguments[..1], &["corpus/docs.jsonl"], &arguments[1..]].concat()
        };
        let all = [input, &["--format", "jsonl"]].concat();
        let words = root.join("words.txt");
        let _ = fs::remove_file(&words);
        if arguments.contains(&"--new-words") {
            let found = |more: &[&str]| {
                assert!(run(root, &[&all, more].concat()).status.success());
                let found = fs::read(&words).unwrap();
                fs::remove_file(&words).unwrap();
                found
            };
            let first = found(&[]);
            assert!(first == found(&[]) && first == found(&["--no-cache"]));
            continue;
        }
        // The first run writes the entries, the second takes them up.
        let first = printed(root, &all);
        assert_eq!(printed(root, &all), first, "{arguments:?}");
    }
}

#[test]
fn a_changed_input_is_read_anew_and_an_old_one_taken_up() {
    let root = corpus();
    let root = root.path();
    let path = root.join("corpus/extra.txt");
    let arguments = ["phrases", "corpus", "--min-documents", "1", "--format", "jsonl"];
    let text = fs::read_to_string(&path).unwrap();
    let first = printed(root, &arguments);
    let n_entries = entries(root).len();
    fs::write(&path, text.replace("东溪", "西溪").repeat(3)).unwrap();
    assert_ne!(printed(root, &arguments), first);
    assert!(entries(root).len() > n_entries);
    fs::write(&path, &text).unwrap();
    assert_eq!(printed(root, &arguments), first);
    // A table beside the files, and another name of one, tell something else about the same texts.
    let with = ["trends", "corpus", "--list", "leaders", "--format", "jsonl"];
    let groups = |n: &str| format!("file,group,date\nextra.txt,{n},2021-03-04\n");
    printed(root, &with);
    for n in ["one", "two"] {
        fs::write(root.join("corpus/metadata.csv"), groups(n)).unwrap();
        printed(root, &with);
        printed(root, &["reuse", "corpus", "--list", "groups", "--format", "jsonl"]);
    }
    fs::rename(&path, root.join("corpus/2020-01-01 other.txt")).unwrap();
    printed(root, &with);
}

#[test]
fn damaged_and_foreign_entries_are_found_anew() {
    let root = corpus();
    let root = root.path();
    let arguments = ["themes", "corpus", "-k", "3", "--format", "jsonl", "--assignments"];
    let reuse = ["reuse", "corpus", "--format", "jsonl"];
    let first = (printed(root, &arguments), printed(root, &reuse));
    let whole: Vec<(PathBuf, Vec<u8>)> =
        entries(root).into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect();
    assert!(whole.len() >= 9, "{}", whole.len());
    type Damage = fn(&[u8]) -> Vec<u8>;
    let damages: [Damage; 6] = [
        |_| Vec::new(),
        |bytes| bytes[..bytes.len() / 2].to_vec(),
        |bytes| bytes[..bytes.len() - 1].to_vec(),
        |bytes| {
            let mut flipped = bytes.to_vec();
            let middle = flipped.len() / 2;
            flipped[middle] ^= 0x10;
            flipped
        },
        // Another format, and another program.
        |bytes| [&bytes[..8], &[9], &bytes[9..]].concat(),
        |bytes| String::from_utf8_lossy(&bytes[..40]).replace("leitmotif 0", "leitmotif 9").into(),
    ];
    for damage in damages {
        for (path, bytes) in &whole {
            fs::write(path, damage(bytes)).unwrap();
        }
        assert_eq!((printed(root, &arguments), printed(root, &reuse)), first);
        // All is whole again.
        for (path, bytes) in &whole {
            assert!(fs::read(path).unwrap() == *bytes, "{}", path.display());
        }
    }
    // One at a time: the stages around it are taken up.
    for (path, bytes) in &whole {
        fs::write(path, damages[3](bytes)).unwrap();
        assert_eq!((printed(root, &arguments), printed(root, &reuse)), first);
        let _ = fs::remove_file(path);
        assert_eq!((printed(root, &arguments), printed(root, &reuse)), first);
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_no_failure() {
    let root = corpus();
    let root = root.path();
    fs::write(root.join("cache"), "a file").unwrap();
    let arguments = ["phrases", "corpus", "--format", "jsonl"];
    assert_eq!(printed(root, &arguments), printed(root, &arguments));
    assert_eq!(fs::read_to_string(root.join("cache")).unwrap(), "a file");
    // No home at all.
    let output = command(root, &arguments)
        .env_remove("LEITMOTIF_CACHE")
        .env_remove("XDG_CACHE_HOME")
        .env("HOME", "")
        .output()
        .unwrap();
    assert!(output.status.success());
}

#[test]
fn runs_at_once_are_safe() {
    let root = corpus();
    let root = root.path();
    let arguments = ["phrases", "corpus", "--format", "jsonl", "-q"];
    let start = |_| {
        let mut command = command(root, &arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let children: Vec<Child> = (0..3).map(start).collect();
    let outputs: Vec<Output> =
        children.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
    let alone = run(root, &[&arguments[..], &["--no-cache"]].concat());
    for output in outputs {
        assert!(output.status.success() && output.stderr.is_empty());
        assert!(output.stdout == alone.stdout);
    }
    let is_entry = |path: &PathBuf| path.extension().is_some_and(|e| e == "cache");
    assert!(entries(root).iter().all(is_entry), "{:?}", entries(root));
}

#[test]
fn nothing_is_kept_where_nobody_wants_it_or_it_could_not_be_found_again() {
    let root = corpus();
    let root = root.path();
    fs::write(root.join("settings.toml"), "cache = false\n").unwrap();
    for arguments in [
        &["phrases", "corpus", "-q", "--no-cache"][..],
        &["phrases", "corpus", "-q", "--config", "settings.toml"],
        &["inspect", "corpus", "-q"],
    ] {
        assert!(run(root, arguments).status.success());
    }
    let input = fs::File::open(root.join("corpus/docs.jsonl")).unwrap();
    let output = command(root, &["phrases", "-", "-q"]).stdin(input).output().unwrap();
    assert!(output.status.success() && !output.stdout.is_empty());
    assert!(entries(root).is_empty());
}

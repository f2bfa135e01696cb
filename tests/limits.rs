//! Runs that must stay within bounds: of memory, told before the work; of time, where they are interrupted.

#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::Path;

use ::leitmotif::analysis::{Findings, Texts, analyze};
use ::leitmotif::config::Config;
use ::leitmotif::memory::{Size, plan};
use ::leitmotif::read::limits::ByteSize;
use ::leitmotif::read::{Inputs, read};
use common::leitmotif;

/// What is in a folder besides the corpus, by name.
fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    let mut names: Vec<String> =
        entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| name != "corpus");
    names.sort();
    names
}

#[test]
fn memory_that_does_not_suffice_is_told_before_the_work_and_changes_no_result() {
    let root = tempfile::tempdir().unwrap();
    leitmotif(root.path(), &["generate", "-n", "60", "-o", "corpus", "-q"]);
    let run = |arguments: &[&str]| {
        let all = [&["report", "corpus/docs.jsonl", "-q", "--language", "en"], arguments].concat();
        let output = leitmotif(root.path(), &all);
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, error) = run(&["-o", "little", "--max-memory", "20M"]);
    assert_eq!(code, Some(1));
    for part in ["error: ", "of memory for the stage", "--max-memory "] {
        assert!(error.contains(part), "{error}");
    }
    assert_eq!(error.lines().count(), 1, "{error}");
    assert!(names(root.path()).is_empty());

    assert_eq!(run(&["-o", "enough", "--max-memory", "1G"]).0, Some(0));
    assert_eq!(run(&["-o", "free"]).0, Some(0));
    for table in ["phrases", "passages", "similar", "assignments"] {
        let of = |dir: &str| {
            fs::read(root.path().join(dir).join(format!("tables/{table}.csv"))).unwrap()
        };
        assert_eq!(of("enough"), of("free"), "{table}");
    }
    let (code, error) = run(&["-o", "wrong", "--max-memory", "much"]);
    assert_eq!((code, error.contains("20M")), (Some(2), true), "{error}");
    let manifest = fs::read_to_string(root.path().join("enough/run.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["config"]["max-memory"], "1G");
    let stages = manifest["stages"].as_array().unwrap();
    assert!(stages.len() >= 10 && stages.iter().all(|s| s["seconds"].is_number()));
}

/// The least memory that suffices leaves no room for suffixes beside themes.
#[test]
fn suffixes_are_sorted_beside_themes_or_after_them_to_the_same_end() {
    let root = tempfile::tempdir().unwrap();
    leitmotif(root.path(), &["generate", "-n", "60", "-o", "corpus", "-q"]);
    let inputs = || Inputs::from_iter([root.path().join("corpus").join("docs.jsonl")]);
    let found = |max_memory: Option<ByteSize>| {
        let config = Config { max_memory, ..Config::default() };
        let reading = read(&inputs(), &config.read).unwrap();
        let mut found = analyze(reading, &config, Findings::ALL, &|_| ()).unwrap();
        found.config = Config::default();
        serde_json::to_string(&found).unwrap()
    };
    let config = Config::default();
    let texts = Texts::of(read(&inputs(), &config.read).unwrap(), &config).unwrap().texts;
    let planned = |limit| plan(&Size::of(&texts), Findings::ALL, Some(ByteSize(limit)));
    let (mut too_little, mut least) = (0, 1 << 40);
    while least - too_little > 1 {
        let middle = (too_little + least) / 2;
        *(if planned(middle).is_ok() { &mut least } else { &mut too_little }) = middle;
    }
    assert!(!planned(least).unwrap().sorts_early && planned(1 << 40).unwrap().sorts_early);
    assert_eq!(found(Some(ByteSize(least))), found(None));
}

#[test]
#[cfg(target_os = "linux")]
fn an_interrupt_ends_the_run_at_once_and_leaves_nothing_behind() {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    let root = tempfile::tempdir().unwrap();
    for signal in ["-INT", "-TERM"] {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin!("leitmotif"))
            .current_dir(root.path())
            .env(common::NO_CACHE.0, common::NO_CACHE.1)
            .args(["generate", "-n", "3000000", "-o", "corpus-of-millions", "-q"])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // until it has begun to write
        let began = Instant::now();
        while names(root.path()).is_empty() && began.elapsed() < Duration::from_secs(60) {
            std::thread::sleep(Duration::from_millis(20));
        }
        assert!(names(root.path())[0].starts_with(".corpus-of-millions.tmp-"));
        let asked = Instant::now();
        Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        let status = child.wait().unwrap();
        // A second is promised; tests share their machine.
        assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
        assert_eq!(status.code(), Some(130), "{signal}");
        let mut told = String::new();
        std::io::Read::read_to_string(&mut child.stderr.take().unwrap(), &mut told).unwrap();
        assert_eq!(told, "interrupted; nothing was written\n");
        assert!(names(root.path()).is_empty(), "{:?}", names(root.path()));
    }
}

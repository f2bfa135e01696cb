//! Nothing is lost: of a messy folder every file given is read or skipped with its reason, and
//! `run.json` says which.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use common::leitmotif;

const TEXT: &str = "清河县召开河道整治推进会。会议要求，人人动手、户户参与，把家门口的河道管好。";

/// What `inspect` reads of these inputs, as `name: text`, and what it says.
fn inspected(dir: &Path, arguments: &[&str]) -> (Vec<String>, String) {
    let output = leitmotif(dir, &[&["inspect", "--format", "jsonl"], arguments].concat());
    let errors = String::from_utf8(output.stderr).unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let shown = |line: &str| {
        let object: Value = serde_json::from_str(line).unwrap();
        format!("{}: {}", object["document"].as_str().unwrap(), object["text"].as_str().unwrap())
    };
    (lines.lines().map(shown).collect(), errors)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

/// A ZIP archive; names are the bytes that they are given as.
fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ::zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, ::zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn write(dir: &Path, name: &str, bytes: &[u8]) {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Files of all kinds, good and bad, each of them once.
fn messy() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let text = |i: u32| format!("第{i}次。{TEXT}").into_bytes();
    let archive = zip(&[("a.txt", &text(1)), ("b.png", b"\x89PNG\r\n\x1A\n\0\0"), ("空.txt", b"")]);
    let cut = gzip(&(0..9999u32).flat_map(u32::to_le_bytes).collect::<Vec<_>>());
    for (name, bytes) in [
        ("甲/一.txt", text(2)),
        ("甲/new\nline.txt", text(3)),
        ("~$draft.docx", b"\x05Admin\0\0".to_vec()),
        ("Thumbs.db", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0".to_vec()),
        ("settings.toml", b"a = 1".to_vec()),
        ("empty.txt", vec![]),
        ("some.zip", archive.clone()),
        ("none.zip", zip(&[("x.png", b"\x89PNG\r\n\x1A\n\0\0")])),
        ("cut.zip", archive[..archive.len() / 2].to_vec()),
        ("padded.txt.gz", [gzip(&text(4)), vec![0; 512]].concat()),
        ("cut.txt.gz", cut[..cut.len() / 2].to_vec()),
        ("rows.jsonl", b"{\"text\":\"\xE6\xBD\xAE\xE6\xB0\xB4\"}\n{\"text\"\n".to_vec()),
        ("none.json", b"{\"name\":1}".to_vec()),
        ("metadata.csv", "file,group\n一.txt,清河\n".as_bytes().to_vec()),
        ("sub/metadata.json", b"[{\"file\":\"x\"}]".to_vec()),
        ("sub/image.txt", b"\x89PNG\r\n\x1A\n\0\0".to_vec()),
    ] {
        write(root.path(), &format!("in/{name}"), &bytes);
    }
    root
}

#[test]
fn every_file_given_is_an_input_or_a_skipped_file_of_the_manifest() {
    let root = messy();
    let output = leitmotif(root.path(), &["report", "in", "-o", "out", "--quiet"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let run: Value =
        serde_json::from_slice(&fs::read(root.path().join("out/run.json")).unwrap()).unwrap();
    let given: BTreeSet<String> = walkdir::WalkDir::new(root.path().join("in"))
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().strip_prefix(root.path()).unwrap().to_str().unwrap().to_string())
        .collect();
    let strings = |list: &str, field: &str| -> Vec<String> {
        let items = run[list].as_array().unwrap().iter();
        let items = items.filter(|item| list != "warnings" || item["topic"] == "skipped");
        items.map(|item| item[field].as_str().unwrap().to_string()).collect()
    };
    let read: BTreeSet<String> = strings("inputs", "path").into_iter().collect();
    // What is skipped in an archive is named below it; the archive was read if anything in it was.
    let skipped: BTreeSet<String> = strings("warnings", "subject")
        .into_iter()
        .filter_map(|subject| {
            let is_it =
                |file: &&String| subject == **file || subject.starts_with(&format!("{file}/"));
            given.iter().find(is_it).cloned()
        })
        .filter(|file| !read.contains(file))
        .collect();
    assert_eq!(read.len() + skipped.len(), given.len());
    assert_eq!(read.union(&skipped).cloned().collect::<BTreeSet<_>>(), given);
    assert_eq!(read.len(), 7, "{read:?}");
    let n_documents =
        run["inputs"].as_array().unwrap().iter().map(|i| i["n_documents"].as_u64().unwrap());
    assert_eq!(run["n_documents"].as_u64().unwrap(), n_documents.sum::<u64>());
    let strict = leitmotif(root.path(), &["report", "in", "-o", "strict", "--strict"]);
    assert_eq!(strict.status.code(), Some(1));
    assert!(!root.path().join("strict").exists());
}

#[test]
fn an_earlier_report_is_not_read_as_documents() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "a.txt", TEXT.as_bytes());
    assert_eq!(
        leitmotif(root.path(), &["report", ".", "-o", "out", "--quiet"]).status.code(),
        Some(0)
    );
    let (documents, errors) = inspected(root.path(), &["."]);
    assert_eq!(documents, [format!("a.txt: {TEXT}")]);
    assert!(errors.contains("./out: a report of leitmotif, passed over"), "{errors}");
}

#[cfg(unix)]
#[test]
fn links_pipes_and_strange_names_neither_stop_nor_rename_anything() {
    use std::os::unix::ffi::OsStrExt;
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("in");
    for (name, text) in [("a.txt", "one"), ("-", "two"), ("sub/b.txt", "three")] {
        write(&dir, name, text.as_bytes());
    }
    let bad = std::ffi::OsStr::from_bytes(b"bad\xFF.txt");
    fs::write(dir.join(bad), "four").unwrap();
    for (to, link) in
        [("..", "up"), ("a.txt", "link.txt"), ("sub", "sub2"), ("nowhere", "dangling")]
    {
        std::os::unix::fs::symlink(to, dir.join(link)).unwrap();
    }
    assert!(std::process::Command::new("mkfifo").arg(dir.join("pipe")).status().unwrap().success());
    let all = ["-: two", "a.txt: one", "bad\u{FFFD}.txt: four", "sub/b.txt: three"];
    let (documents, errors) = inspected(root.path(), &["in"]);
    assert_eq!(documents, all, "{errors}");
    for line in [
        "in/pipe: not a regular file",
        "in/dangling: a link to nothing",
        "are files that are read under another name, each once (`in/link.txt` is `in/a.txt`)",
    ] {
        assert!(errors.contains(line), "no {line} in: {errors}");
    }
    assert_eq!(inspected(&dir, &["*"]).0, all, "a glob fits names that are not UTF-8");
    assert_eq!(inspected(&dir, &["./-"]).0, ["-: two"], "it is a file, not standard input");
    let names = [b"bad\xFF.txt".as_slice(), b"./a.txt", b"sub/*.txt", b"gone.txt"].join(&b'\0');
    fs::write(root.path().join("list"), names).unwrap();
    let (documents, errors) = inspected(&dir, &["--files-from", "../list"]);
    assert_eq!(documents, ["a.txt: one", "b.txt: three", "bad\u{FFFD}.txt: four"], "{errors}");
    assert!(errors.contains("gone.txt: cannot be opened"), "{errors}");
}

#[test]
fn standard_input_takes_nothing_from_the_folder_it_is_read_in() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "metadata.csv", b"file,group\n-,wrong\n");
    let output = assert_cmd::cargo::cargo_bin_cmd!("leitmotif")
        .current_dir(root.path())
        .args(["inspect", "-"])
        .write_stdin(gzip("{\"text\":\"潮水\",\"group\":\"right\"}".as_bytes()))
        .output()
        .unwrap();
    let object: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&object["group"], &object["text"]), (&"right".into(), &"潮水".into()));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("metadata"));
}

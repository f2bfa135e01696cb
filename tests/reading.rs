//! Reading, end to end: files on disk become a corpus, and every file is accounted for.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};

use leitmotif::corpus::Document;
use leitmotif::error::Error;
use leitmotif::read::{GroupFrom, Inputs, ReadSettings, Reading};
use leitmotif::warning::Topic;
use tempfile::TempDir;

const TEXT: &str =
    "青浦县召开河道整治推进会。\r\n会议要求，人人动手、户户参与，把家门口的河道管好。\r\n";

/// A folder with these files in it.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = TempDir::new().unwrap();
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

fn read(inputs: &[PathBuf], settings: &ReadSettings) -> Result<Reading, Error> {
    leitmotif::read::read(&Inputs::from_iter(inputs), settings)
}

fn read_all(inputs: &[PathBuf]) -> Reading {
    read(inputs, &ReadSettings::default()).unwrap()
}

fn read_dir(dir: &TempDir) -> Reading {
    read_all(&[dir.path().into()])
}

fn error_of(inputs: &[PathBuf]) -> Error {
    read(inputs, &ReadSettings::default()).unwrap_err()
}

fn names(reading: &Reading) -> Vec<&str> {
    reading.corpus.documents.iter().map(|d| d.name.as_str()).collect()
}

fn only(reading: Reading) -> Document {
    assert_eq!(reading.corpus.len(), 1, "{:?}", reading.warnings);
    reading.corpus.documents.into_iter().next().unwrap()
}

/// `(file name, message)` of every warning of a topic.
fn warnings(reading: &Reading, topic: Topic) -> Vec<(String, String)> {
    let name =
        |subject: &str| Path::new(subject).file_name().unwrap().to_str().unwrap().to_string();
    let of_topic = reading.warnings.iter().filter(|w| w.topic == topic);
    of_topic.map(|w| (name(&w.subject), w.message.clone())).collect()
}

fn shown_date(document: &Document) -> String {
    document.date.map(|d| d.to_string()).unwrap_or_default()
}

#[test]
fn folders_are_walked_and_hidden_files_passed_over() {
    let dir = folder(&[
        ("b.txt", TEXT.as_bytes()),
        ("sub/deep/a.md", TEXT.as_bytes()),
        ("NOTES", TEXT.as_bytes()),
        (".hidden.txt", TEXT.as_bytes()),
        (".git/x.txt", TEXT.as_bytes()),
    ]);
    let reading = read_dir(&dir);
    assert_eq!(names(&reading), ["NOTES", "b.txt", "sub/deep/a.md"]);
    assert!(reading.warnings.iter().all(|w| w.subject == "duplicates"), "{:?}", reading.warnings);
    assert_eq!(reading.corpus.documents[0].source, TEXT, "line breaks stay as they are");
    assert_eq!(reading.inputs.len(), 3);
    assert_eq!(reading.inputs[0].blake3, blake3::hash(TEXT.as_bytes()).to_hex().to_string());
    assert_eq!(reading.inputs[0].bytes, TEXT.len() as u64);
}

#[test]
fn a_file_given_twice_is_read_once_and_the_order_of_inputs_does_not_matter() {
    let dir = folder(&[
        ("a.txt", b"one"),
        ("sub/b.txt", b"two"),
        ("sub/c.jsonl", b"{\"text\":\"x\"}\n{\"text\":\"y\"}\n"),
    ]);
    let at = |p: &str| dir.path().join(p);
    let mut inputs = vec![at(""), at("sub/b.txt"), at("sub"), at("sub/./b.txt"), at("sub/*.txt")];
    let forward = read_all(&inputs);
    inputs.reverse();
    let backward = read_all(&inputs);
    assert_eq!(names(&forward), ["a.txt", "sub/b.txt", "sub/c.jsonl:1", "sub/c.jsonl:2"]);
    assert_eq!(
        serde_json::to_string(&forward.corpus).unwrap(),
        serde_json::to_string(&backward.corpus).unwrap()
    );
    assert_eq!(forward.inputs, backward.inputs);
    assert_eq!(forward.warnings, backward.warnings);
}

#[test]
fn names_are_relative_to_the_input_and_told_apart_by_their_paths() {
    let dir = folder(&[("x/a.txt", b"one"), ("y/a.txt", b"two"), ("y/b.txt", b"three")]);
    let at = |p: &str| dir.path().join(p);
    let shown = |p: &str| at(p).to_str().unwrap().replace('\\', "/");
    let reading = read_all(&[at("x"), at("y")]);
    assert_eq!(names(&reading), [shown("x/a.txt"), shown("y/a.txt"), "b.txt".into()]);
    assert_eq!(names(&read_all(&[at("y/a.txt")])), ["a.txt"]);
    assert_eq!(names(&read_all(&[at("*/a.txt")])), ["x/a.txt", "y/a.txt"]);
    assert_eq!(names(&read_all(&[at("**/b.txt")])), ["y/b.txt"]);
}

#[test]
fn missing_inputs_and_globs_without_a_match_are_errors_with_a_next_step() {
    let dir = folder(&[("a.txt", b"one")]);
    for (input, expected) in
        [("nothing", "no such file or folder; check"), ("*.md", "no file fits")]
    {
        let error = error_of(&[dir.path().join("a.txt"), dir.path().join(input)]);
        assert!(matches!(error, Error::Input { .. }));
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn nothing_to_read_is_an_error_with_the_reason() {
    let empty = folder(&[]);
    let binary = folder(&[("a.bin", b"\0\x01\x02"), ("b.txt", b" \n")]);
    for (inputs, expected) in [
        (vec![], "give files"),
        (vec![empty.path().to_path_buf()], "holds no files"),
        (vec![binary.path().to_path_buf()], "none of 2 files could be read"),
    ] {
        let error = error_of(&inputs);
        assert!(matches!(error, Error::NoDocuments(_)));
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn what_cannot_be_read_is_skipped_with_its_reason_or_fails_when_strict() {
    let dir = folder(&[
        ("good.txt", TEXT.as_bytes()),
        ("empty.txt", b""),
        ("blank.md", b"\xEF\xBB\xBF \r\n\t\n"),
        ("image.txt", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"),
        ("paper.pdf", b"%PDF-1.4\n%\xE2\xE3"),
        ("report.docx", b"PK\x03\x04\x14\0\x06\0"),
        ("settings.toml", b"a = 1\n"),
        ("zero.txt", b"text\0text"),
        ("page.html", b"<html><body><script>1</script></body></html>"),
        ("rows.jsonl", b"\n\n"),
    ]);
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", dir.path().join("link.txt")).unwrap();
    let reading = read_dir(&dir);
    assert_eq!(names(&reading), ["good.txt"]);
    let skipped = warnings(&reading, Topic::Skipped);
    let reasons = [
        ("blank.md", "the file is empty"),
        ("empty.txt", "the file is empty"),
        ("image.txt", "PNG image"),
        #[cfg(unix)]
        ("link.txt", "a link to nothing"),
        ("page.html", "holds no text"),
        ("paper.pdf", "it is damaged"),
        ("report.docx", "damaged"),
        ("rows.jsonl", "the file is empty"),
        ("settings.toml", "`.toml` is not a document format; give the file by name"),
        ("zero.txt", "binary"),
    ];
    assert_eq!(skipped.len(), reasons.len(), "{skipped:?}");
    for ((name, message), (file, reason)) in skipped.iter().zip(reasons) {
        assert_eq!(name, file);
        assert!(message.contains(reason), "{name}: {message}");
    }
    let strict = ReadSettings { strict: true, ..ReadSettings::default() };
    let error = read(&[dir.path().into()], &strict).unwrap_err().to_string();
    assert!(error.contains("blank.md") && error.contains("more that cannot be read"), "{error}");
    assert!(read(&[dir.path().join("good.txt")], &strict).is_ok());
    assert_eq!(names(&read_all(&[dir.path().join("settings.toml")])), ["settings.toml"]);
}

#[test]
fn every_file_is_decoded_by_its_own_encoding() {
    let gb = encoding_rs::GB18030.encode(TEXT).0;
    let traditional = "青浦縣召開河道整治推進會。\r\n會議要求，人人動手、戶戶參與。\r\n";
    let big5 = encoding_rs::BIG5.encode(traditional).0;
    let units = |is_big: bool, text: &str| -> Vec<u8> {
        let bytes = |u: u16| if is_big { u.to_be_bytes() } else { u.to_le_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    };
    let marked = format!("\u{FEFF}{TEXT}");
    let dir = folder(&[
        ("gb.txt", &gb),
        ("tw.txt", &big5),
        ("u16be.txt", &units(true, TEXT)),
        ("u16be-bom.txt", &units(true, &marked)),
        ("u16le.txt", &units(false, TEXT)),
        ("u16le-bom.txt", &units(false, &marked)),
        ("u8.txt", TEXT.as_bytes()),
        ("u8-bom.txt", marked.as_bytes()),
    ]);
    let reading = read_dir(&dir);
    assert!(reading.warnings.iter().all(|w| w.subject == "duplicates"), "{:?}", reading.warnings);
    let documents = reading.corpus.documents.iter();
    let found: Vec<_> = documents.map(|d| (d.name.as_str(), d.encoding.as_str())).collect();
    assert_eq!(
        found,
        [
            ("gb.txt", "gb18030"),
            ("tw.txt", "big5"),
            ("u16be-bom.txt", "utf-16be"),
            ("u16be.txt", "utf-16be"),
            ("u16le-bom.txt", "utf-16le"),
            ("u16le.txt", "utf-16le"),
            ("u8-bom.txt", "utf-8"),
            ("u8.txt", "utf-8"),
        ]
    );
    for document in &reading.corpus.documents {
        let expected = if document.name == "tw.txt" { traditional } else { TEXT };
        assert_eq!(document.source, expected, "{}", document.name);
    }
}

#[test]
fn the_encoding_can_be_set_and_lost_characters_are_counted() {
    let gb = encoding_rs::GB18030.encode(TEXT).0;
    let dir = folder(&[("gb.txt", &gb)]);
    let with = |label: &str| {
        let settings = ReadSettings { encoding: Some(label.into()), ..ReadSettings::default() };
        read(&[dir.path().into()], &settings)
    };
    assert_eq!(only(with("gbk").unwrap()).source, TEXT);
    let wrong = with("utf-8").unwrap();
    let n_lost = wrong.corpus.documents[0].source.matches('\u{FFFD}').count();
    let message = &warnings(&wrong, Topic::Reading)[0].1;
    assert!(n_lost > 0 && message.starts_with(&format!("{n_lost} characters")), "{message}");
    fs::write(dir.path().join("zero.txt"), b"text\0text").unwrap();
    let skipped = warnings(&with("gbk").unwrap(), Topic::Skipped);
    assert!(skipped.len() == 1 && skipped[0].1.contains("binary"), "{skipped:?}");
    let error = with("klingon").unwrap_err();
    assert!(matches!(&error, Error::Setting { setting, .. } if setting == "read.encoding"));
}

#[test]
fn front_matter_is_metadata_and_stays_in_the_source() {
    let source = "---\ntitle:  '河道  整治'\ndate: 2023年8月17日\ngroup: 青浦\nauthor: 李一\nid: n1\n---\n# 一、总则\n";
    let document = only(read_dir(&folder(&[("2020-01-01.md", source.as_bytes())])));
    assert_eq!(document.name, "2020-01-01.md");
    assert_eq!(document.title.as_deref(), Some("河道 整治"));
    assert_eq!(shown_date(&document), "2023-08-17");
    assert_eq!(document.group.as_deref(), Some("青浦"));
    assert_eq!(document.metadata["author"], "李一");
    assert_eq!(document.source, source);
    assert_eq!(&document.source[document.body..], "# 一、总则\n");
}

#[test]
fn dates_come_from_metadata_then_the_publication_line_then_the_file_name() {
    let dir = folder(&[
        ("2022-05-17_a.txt", "标题\n\n2023年8月23日 10:20:30 | 来源:青浦日报\n正文".as_bytes()),
        ("20220517.txt", "标题\n\n3月2日下午,会议召开。\n正文".as_bytes()),
        ("91517b669fd370a0.txt", "标题\n正文".as_bytes()),
        ("c.md", b"---\ndate: next week\n---\ntext"),
    ]);
    let reading = read_dir(&dir);
    let dates: Vec<String> = reading.corpus.documents.iter().map(shown_date).collect();
    assert_eq!(dates, ["2023-08-23", "2022-05-17", "", ""]);
    assert_eq!(reading.corpus.documents[0].metadata["source"], "青浦日报");
    assert_eq!(reading.corpus.documents[0].group.as_deref(), Some("青浦日报"));
    let expected =
        ("c.md".to_string(), "`next week` is no date; write it as 2023-08-17".to_string());
    assert_eq!(warnings(&reading, Topic::Reading), [expected]);
    assert_eq!(reading.corpus.documents[3].metadata["date"], "next week");
}

#[test]
fn rows_are_documents_and_bad_rows_are_named_by_their_line() {
    let rows = [
        r#"{"id":"r1","title":"A\n B","date":"2023/8/17","source":"Post","text":"one","n":3,"tags":["x","y"],"o":{},"z":null}"#,
        "not json",
        "",
        r#"{"id":5,"group":"G","source":"S","date":1954,"text":"two"}"#,
        r#"{"id":"r3","note":"three"}"#,
        r#"{"text":"four","date":""}"#,
        "[1]",
        r#"{"id":"r5","text":" "}"#,
        r#"{"id":"r6","text":7}"#,
        r#"{"id":"r7","text":"last","date":"2023-02-30"}"#,
    ];
    let reading = read_dir(&folder(&[("2020-01-01.jsonl", rows.join("\r\n").as_bytes())]));
    assert_eq!(names(&reading), ["2020-01-01.jsonl:6", "5", "r1", "r7"]);
    let [four, two, one, _] = reading.corpus.documents.as_slice() else { panic!() };
    assert_eq!((shown_date(four).as_str(), four.group.as_deref()), ("", None));
    assert_eq!((shown_date(two).as_str(), two.group.as_deref()), ("1954", Some("G")));
    assert_eq!((shown_date(one).as_str(), one.group.as_deref()), ("2023-08-17", Some("Post")));
    assert_eq!(one.title.as_deref(), Some("A B"));
    assert_eq!(one.source, "one");
    let metadata: Vec<_> = one.metadata.iter().map(|(k, v)| format!("{k}={v}")).collect();
    assert_eq!(metadata, ["n=3", "source=Post", "tags=x, y"]);
    let messages: Vec<String> =
        warnings(&reading, Topic::Reading).into_iter().map(|(_, m)| m).collect();
    assert_eq!(
        messages,
        [
            "line 2 left out: not JSON at column 2",
            "line 5 left out: no key `text`; name the one that holds it with --text-column (it has id, note)",
            "line 7 left out: a list instead of an object",
            "line 8 left out: its `text` is empty",
            "line 9 left out: its `text` is a number, not a string",
            "row 10: `2023-02-30` is no date; write it as 2023-08-17",
        ]
    );
    assert_eq!(reading.inputs[0].n_documents, 4);
}

#[test]
fn json_files_hold_a_list_or_one_object() {
    let dir = folder(&[
        ("list.json", b"[{\"id\":\"a\",\"text\":\"one\"},{\"text\":\"two\"},3]"),
        ("one.json", b"{\"title\":\"T\",\"text\":\"three\"}"),
        ("package.json", b"{\"name\":\"x\"}"),
        ("rows.json", b"{\"id\":\"b\",\"text\":\"four\"}\n{\"id\":\"c\",\"text\":\"five\"}\n"),
        ("broken.json", b"{\"id\":"),
    ]);
    let reading = read_dir(&dir);
    assert_eq!(names(&reading), ["a", "b", "c", "list.json:2", "one.json"]);
    let skipped = warnings(&reading, Topic::Skipped);
    assert_eq!(skipped[0].0, "broken.json");
    assert!(skipped[1].1.contains("no key `text`"), "{skipped:?}");
    assert!(warnings(&reading, Topic::Reading)[0].1.starts_with("item 3 left out"));
}

#[test]
fn ids_that_are_taken_are_numbered_in_order_of_path_and_line() {
    let rows = b"{\"id\":\"x\",\"text\":\"1\"}\n{\"id\":\"x\",\"text\":\"2\"}\n{\"id\":\"x#2\",\"text\":\"3\"}\n";
    let dir = folder(&[("a.jsonl", rows), ("b.jsonl", b"{\"id\":\"x\",\"text\":\"4\"}\n")]);
    let reading = read_all(&[dir.path().join("b.jsonl"), dir.path().join("a.jsonl")]);
    let documents = reading.corpus.documents.iter();
    let found: Vec<_> = documents.map(|d| format!("{}={}", d.name, d.source)).collect();
    assert_eq!(found, ["x=1", "x#2=3", "x#3=2", "x#4=4"]);
    assert_eq!(warnings(&reading, Topic::Reading).len(), 2, "one warning a file");
}

#[test]
fn pages_give_their_main_text_and_metadata() {
    let paragraph = "青浦县召开河道整治推进会，会议要求人人动手、户户参与，把家门口的河道管好，让群众看得见变化。";
    let page = format!(
        "<!DOCTYPE html><html><head><meta charset=\"gb2312\"><title>河道整治推进会召开</title>\
         <meta name=\"PubDate\" content=\"2023-08-23 11:12\">\
         <meta name=\"ContentSource\" content=\"青浦日报\"></head><body>\
         <div class=\"nav\"><a href=\"/\">首页</a><a href=\"/x\">栏目导航</a></div>\
         <div class=\"article\">{}</div>\
         <div class=\"footer\"><a href=\"/c\">版权所有</a></div></body></html>",
        format!("<p>{paragraph}</p>").repeat(8)
    );
    let bytes = encoding_rs::GBK.encode(&page).0;
    let reading = read_dir(&folder(&[("a.html", &bytes), ("b.aspx", page.as_bytes())]));
    assert_eq!(names(&reading), ["a.html", "b.aspx"]);
    for document in &reading.corpus.documents {
        assert!(document.source.contains(paragraph));
        assert!(!document.source.contains("栏目导航") && !document.source.contains("版权所有"));
        assert!(document.source.contains('\n'), "paragraphs stay apart");
        assert_eq!(document.title.as_deref(), Some("河道整治推进会召开"));
        assert_eq!(shown_date(document), "2023-08-23");
        assert_eq!(document.group.as_deref(), Some("青浦日报"));
    }
    assert_eq!(reading.corpus.documents[0].encoding, "gb18030");
}

#[test]
fn pages_without_an_article_give_their_body_and_endless_nesting_is_read_flat() {
    let short = only(read_dir(&folder(&[("s.html", b"<html><body>One line.</body></html>")])));
    assert_eq!(short.source.trim(), "One line.");
    let deep = "<div>".repeat(200_000) + "text";
    let dir = folder(&[("deep.html", deep.as_bytes())]);
    let reading = read_dir(&dir);
    assert!(
        reading.warnings.iter().any(|w| w.message.contains("nested")),
        "{:?}",
        reading.warnings
    );
    assert_eq!(only(reading).source.trim(), "text");
    // A drawing of many shapes is not deep.
    let shapes =
        "<html><body><svg>".to_string() + &"<path d='M0'/>".repeat(3_000) + "</svg>A line.";
    assert_eq!(only(read_dir(&folder(&[("p.html", shapes.as_bytes())]))).source.trim(), "A line.");
    // As deep as is allowed.
    let bearable = "<div>".repeat(490) + "text" + &"</div>".repeat(490);
    assert_eq!(only(read_dir(&folder(&[("d.html", bearable.as_bytes())]))).source.trim(), "text");
}

#[test]
fn groups_come_from_folders_when_asked() {
    let dir = folder(&[
        ("top.txt", b"one"),
        ("north/a.txt", b"two"),
        ("north/may/b.jsonl", b"{\"id\":\"r\",\"group\":\"G\",\"text\":\"three\"}"),
    ]);
    let groups = |input: PathBuf, group_from| -> Vec<Option<String>> {
        let settings = ReadSettings { group_from, ..ReadSettings::default() };
        let reading = read(&[input], &settings).unwrap();
        reading.corpus.documents.into_iter().map(|d| d.group).collect()
    };
    let root = dir.path().file_name().unwrap().to_str().unwrap();
    let some = |s: &str| Some(s.to_string());
    let all = || dir.path().to_path_buf();
    assert_eq!(groups(all(), GroupFrom::Folder), [some("north"), some("north/may"), some(root)]);
    assert_eq!(groups(dir.path().join("north/a.txt"), GroupFrom::Folder), [some("north")]);
    assert_eq!(groups(all(), GroupFrom::Metadata), [None, some("G"), None]);
    assert_eq!(groups(all(), GroupFrom::None), [None, None, None]);
}

/// Every file of a folder of hostile inputs gives documents or a warning:
/// `LEITMOTIF_DIRTY=folder cargo test --test reading -- --ignored`.
#[test]
#[ignore = "needs a folder of hostile inputs in LEITMOTIF_DIRTY"]
fn nothing_is_lost_among_hostile_files() {
    let root = PathBuf::from(std::env::var_os("LEITMOTIF_DIRTY").expect("LEITMOTIF_DIRTY is set"));
    let files: Vec<PathBuf> = walkdir::WalkDir::new(&root)
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.into_path())
        .collect();
    for inputs in [vec![root], files.clone()] {
        let reading = read_all(&inputs);
        let n_skipped = warnings(&reading, Topic::Skipped).len();
        assert_eq!(reading.inputs.len() + n_skipped, files.len());
        let n_documents: u32 = reading.inputs.iter().map(|i| i.n_documents).sum();
        assert_eq!(n_documents as usize, reading.corpus.len());
    }
}

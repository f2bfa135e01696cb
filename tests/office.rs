//! Office files and books, end to end: what the program shows of files made part by part.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const SENTENCE: &str = "会议要求，人人动手、户户参与，把家门口的河道管好。";

/// A ZIP file with these parts.
fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(date: &str) -> Vec<u8> {
    let styles = "<w:styles><w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/>\
                  </w:style></w:styles>";
    let heading = |words: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val='1'/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
    };
    let body = format!("<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>");
    let main = format!(
        "<w:document><w:body>{}{body}{}{body}{}{body}</w:body></w:document>",
        heading("清河市河道条例"),
        heading("第一章 总则"),
        heading("第二章 清淤")
    );
    let core = format!(
        "<cp:coreProperties><dc:creator>王小明</dc:creator><dcterms:created>{date}</dcterms:created>\
         </cp:coreProperties>"
    );
    zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &main),
        ("word/styles.xml", styles),
        ("docProps/core.xml", &core),
    ])
}

fn pptx() -> Vec<u8> {
    let slide = format!(
        "<p:sld><p:sp><p:nvPr><p:ph type='title'/></p:nvPr><a:p><a:r><a:t>清河整治</a:t></a:r></a:p>\
         </p:sp><p:sp><a:p><a:r><a:t>{SENTENCE}</a:t></a:r></a:p></p:sp></p:sld>"
    );
    zipped(&[("ppt/presentation.xml", "<p:presentation/>"), ("ppt/slides/slide1.xml", &slide)])
}

fn epub() -> Vec<u8> {
    let book = "<package><metadata><dc:title>清河志</dc:title><dc:date>2019-05-06</dc:date>\
                <dc:publisher>清河出版社</dc:publisher></metadata><manifest><item id='a' href='a.xhtml'/>\
                </manifest><spine><itemref idref='a'/></spine></package>";
    let chapter = format!("<html><body><h1>第一章</h1><p>{SENTENCE}</p></body></html>");
    zipped(&[
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", "<rootfile full-path='b.opf'/>"),
        ("b.opf", book),
        ("a.xhtml", &chapter),
    ])
}

fn odt() -> Vec<u8> {
    let content = format!("<office:text><text:p>{SENTENCE}</text:p></office:text>");
    zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)])
}

fn rtf() -> Vec<u8> {
    let (bytes, ..) = encoding_rs::GBK.encode(SENTENCE);
    let escapes: String = bytes.iter().map(|b| format!("\\'{b:02x}")).collect();
    format!("{{\\rtf1\\ansi\\ansicpg936{{\\fonttbl{{\\f0\\fcharset134 x;}}}}\\f0 {escapes}\\par}}")
        .into_bytes()
}

/// What `inspect` prints: the objects and the warnings.
fn inspect(folder: &Path) -> (Vec<Value>, String) {
    let run = Command::cargo_bin("leitmotif")
        .unwrap()
        .args(["inspect", "--format", "jsonl"])
        .arg(folder)
        .output()
        .unwrap();
    let text = String::from_utf8(run.stdout).unwrap();
    let objects = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (objects, String::from_utf8(run.stderr).unwrap())
}

fn folder(files: &[(&str, Vec<u8>)]) -> TempDir {
    let dir = TempDir::new().unwrap();
    for (name, bytes) in files {
        fs::write(dir.path().join(name), bytes).unwrap();
    }
    dir
}

#[test]
fn every_format_gives_its_text_and_what_it_says_of_itself() {
    let dir = folder(&[
        ("a.docx", docx("2023-08-17T01:02:03Z")),
        ("b.pptx", pptx()),
        ("c.epub", epub()),
        ("d.odt", odt()),
        ("e.rtf", rtf()),
    ]);
    let (objects, _) = inspect(dir.path());
    assert_eq!(objects.len(), 5);
    for object in &objects {
        let text = object["text"].as_str().unwrap();
        assert!(text.contains(SENTENCE), "{object}");
        assert!(!text.contains('#'), "the mark of a heading does not show: {object}");
    }
    let shown = |i: usize, key: &str| objects[i][key].as_str().unwrap_or_default().to_string();
    assert_eq!(shown(0, "title"), "清河市河道条例");
    assert_eq!(shown(0, "date"), "2023-08-17", "nothing better is known");
    assert_eq!(shown(1, "title"), "清河整治");
    assert_eq!([shown(2, "title"), shown(2, "group")], ["清河志", "清河出版社"]);
    assert_eq!(shown(2, "date"), "2019-05-06");
    let headings: Vec<&str> = objects[0]["sections"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|section| section["heading"].as_str())
        .collect();
    assert_eq!(headings, ["清河市河道条例", "第一章 总则", "第二章 清淤"]);
}

#[test]
fn the_name_of_a_file_dates_it_before_the_day_it_was_made() {
    let dir = folder(&[("2019-04-05 notice.docx", docx("2023-08-17T01:02:03Z"))]);
    assert_eq!(inspect(dir.path()).0[0]["date"], "2019-04-05");
}

#[test]
fn formats_are_told_by_their_bytes_and_not_by_their_names() {
    let dir = folder(&[
        ("page.doc", b"<html><body><p>The tide turned at noon.</p></body></html>".to_vec()),
        ("rich.doc", rtf()),
        ("word.doc", docx("2023-08-17")),
    ]);
    let (objects, warnings) = inspect(dir.path());
    let texts: Vec<&str> = objects.iter().map(|o| o["text"].as_str().unwrap()).collect();
    assert_eq!(texts[0], "The tide turned at noon.");
    assert_eq!(texts[1], SENTENCE);
    assert!(texts[2].contains(SENTENCE), "{warnings}");
}

#[test]
fn what_cannot_be_read_is_named_with_its_reason_and_the_rest_goes_on() {
    let mut locked = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    locked.create_stream("EncryptedPackage").unwrap().write_all(b"x").unwrap();
    let locked = locked.into_inner().into_inner();
    let whole = docx("2023-08-17");
    let dir = folder(&[
        ("empty.docx", zipped(&[("word/document.xml", "<document/>")])),
        ("half.docx", whole[..whole.len() / 2].to_vec()),
        ("locked.docx", locked),
        ("noise.docx", b"PK\x03\x04 and then nothing".to_vec()),
        ("ok.rtf", rtf()),
    ]);
    let (objects, warnings) = inspect(dir.path());
    let names: Vec<&str> = objects.iter().map(|o| o["document"].as_str().unwrap()).collect();
    assert_eq!(names, ["half.docx", "ok.rtf"], "{warnings}");
    for expected in
        ["it holds no text", "damaged or cut off", "it is encrypted; save", "noise.docx"]
    {
        assert!(warnings.contains(expected), "{expected}: {warnings}");
    }
}

//! Files built part by part: what is read, what is left out, what is refused.
#![allow(clippy::unwrap_used)]

mod doc;
mod docx;
mod epub;
mod odt;
mod pptx;

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const LIMIT: u64 = 1 << 20;

/// A ZIP file with these parts.
fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn files_are_told_by_what_they_hold() {
    let kind = |parts: &[(&str, &str)]| super::Kind::of(&zipped(parts)).is_some();
    assert!(kind(&[("word/document2.xml", "<a/>")]));
    assert!(kind(&[("ppt/presentation.xml", "<a/>")]));
    assert!(kind(&[("META-INF/container.xml", "<a/>")]));
    assert!(kind(&[("mimetype", "application/vnd.oasis.opendocument.text")]));
    assert!(!kind(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]));
    assert!(!kind(&[("xl/workbook.xml", "<a/>")]));
    assert!(!kind(&[("notes.txt", "x")]));
    assert!(super::Kind::of(b"{\\rtf1 x}") == Some(super::Kind::Rtf));
    assert!(super::Kind::of(b"plain").is_none());
}

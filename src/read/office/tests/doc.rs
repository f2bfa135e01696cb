//! Old Word files.

use std::io::{Cursor, Write};

use proptest::prelude::*;

use super::LIMIT;
use crate::read::office::doc;

/// A compound file with these streams.
fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        file.create_stream(name).unwrap().write_all(content).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A Word file: pieces of text in UTF-16 or, where so marked, in Windows-1252; `n_body` characters
/// are the body, the rest are footnotes.
fn word(pieces: &[(&str, bool)], n_body: u32, version: u16, flags: u16) -> Vec<u8> {
    let mut main = vec![0u8; 0x400];
    main[0..2].copy_from_slice(&0xA5ECu16.to_le_bytes());
    main[2..4].copy_from_slice(&version.to_le_bytes());
    main[0x0A..0x0C].copy_from_slice(&(flags | 0x0200).to_le_bytes());
    let (mut ends, mut places, mut n) = (vec![0u32], Vec::new(), 0u32);
    for (text, is_western) in pieces {
        let at = main.len() as u32;
        if *is_western {
            main.extend(encoding_rs::WINDOWS_1252.encode(text).0.iter());
            places.push(at * 2 | 0x4000_0000);
        } else {
            main.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
            places.push(at);
        }
        n += text.encode_utf16().count() as u32;
        ends.push(n);
    }
    let mut table: Vec<u8> = ends.iter().flat_map(|end| end.to_le_bytes()).collect();
    for place in places {
        table.extend([0, 0]);
        table.extend(place.to_le_bytes());
        table.extend([0, 0]);
    }
    // A change of format before the table, which is passed over.
    let mut clx = vec![1, 2, 0, 9, 9, 2];
    clx.extend((table.len() as u32).to_le_bytes());
    clx.extend(table);
    main[0x1A6..0x1AA].copy_from_slice(&(clx.len() as u32).to_le_bytes());
    main[0x4C..0x50].copy_from_slice(&n_body.to_le_bytes());
    main[0x50..0x54].copy_from_slice(&(n - n_body).to_le_bytes());
    compound(&[("WordDocument", &main), ("1Table", &clx)])
}

const BODY: &str = "清河市\r桥\u{7}三米\u{7}\u{7}见\u{13} HYPERLINK \u{14}链接\u{15}。\u{b}二\u{c}";

fn text(bytes: &[u8]) -> String {
    doc::read(bytes, LIMIT, &mut Vec::new()).unwrap().remove(0).source
}

fn reason(bytes: &[u8]) -> String {
    doc::read(bytes, LIMIT, &mut Vec::new()).unwrap_err()
}

#[test]
fn pieces_paragraphs_cells_and_fields_are_told() {
    let n = BODY.chars().count() as u32;
    let file = word(&[(BODY, false), ("“café”\r", true)], n + 7, 0xC1, 0);
    assert_eq!(text(&file), "清河市\n桥 | 三米\n见链接。\n二\n“café”\n");
    let file = word(&[("正文\r\u{2}注释\r", false)], 3, 0xC1, 0);
    assert_eq!(text(&file), "正文\n\n注释\n");
}

#[test]
fn what_is_no_word_97_file_is_named() {
    assert_eq!(
        reason(&word(&[("x", false)], 1, 0x68, 0)),
        "old Word (Word 95 or older); save it as docx"
    );
    let encrypted = "it is encrypted; save it without a password";
    assert_eq!(reason(&word(&[("x", false)], 1, 0xC1, 0x0100)), encrypted);
    assert_eq!(reason(&compound(&[("EncryptedPackage", b"x")])), encrypted);
    assert!(reason(&compound(&[("PowerPoint Document", b"x")])).contains("save it as pptx"));
    assert!(reason(&compound(&[("Other", b"x")])).contains("without a Word document"));
    assert!(reason(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").contains("damaged"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn mutated_files_never_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..10),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = word(&[(BODY, false), ("x\r", true)], 20, 0xC1, 0);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = doc::read(&bytes, LIMIT, &mut Vec::new());
        bytes.truncate(cut.index(bytes.len()));
        let _ = doc::read(&bytes, LIMIT, &mut Vec::new());
    }
}

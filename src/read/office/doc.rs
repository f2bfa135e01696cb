//! Old Word (doc, and WPS under its own name): Word 97 to 2003, in a compound file.
//!
//! The text is a list of pieces, each in UTF-16 or in Windows-1252, that the table stream names
//! ([MS-DOC] 2.4.1). Paragraphs, cells, breaks and fields are marked by control characters inside it.
//! Of the stories behind the body, notes and text boxes are read, headers and comments are not. What
//! only formatting tells is not known here: headings keep their looks, and deleted text that is still
//! marked is read. Word 95 and older are refused.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use super::lines::{Line, add_row, write};
use super::package::{ENCRYPTED, too_big};
use super::properties;
use super::summary;
use super::symbols;
use crate::read::draft::Draft;

type File<'b> = cfb::CompoundFile<Cursor<&'b [u8]>>;

/// Reads a compound file that holds a Word document.
pub fn read(bytes: &[u8], limit: u64, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
    const DAMAGED: &str = "it is a damaged old Office file; save it anew";
    // A library that reads hostile bytes may panic; then the file is damaged.
    let contents = std::panic::catch_unwind(|| Contents::new(bytes, limit));
    let contents = contents.unwrap_or_else(|_| Err(DAMAGED.into()))?;
    let text = contents.text().ok_or(DAMAGED)??;
    if text.is_empty() {
        return Err("it holds no text; if it shows pages, they are images".into());
    }
    log.push(
        "old Word file: headings are told by their looks; save it as docx to keep them".into(),
    );
    let fields = contents.summary.as_deref().and_then(summary::fields).unwrap_or_default();
    Ok(vec![properties::draft(text, None, fields)])
}

/// The streams that are read.
struct Contents {
    main: Vec<u8>,
    tables: BTreeMap<&'static str, Vec<u8>>,
    summary: Option<Vec<u8>>,
}

impl Contents {
    fn new(bytes: &[u8], limit: u64) -> Result<Self, String> {
        let damaged = |_| "it is a damaged old Office file; save it anew".to_string();
        let mut file: File<'_> = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
        for (stream, reason) in [
            ("/EncryptedPackage", ENCRYPTED),
            ("/PowerPoint Document", "old PowerPoint (ppt); save it as pptx"),
            ("/Workbook", "old Excel (xls); save it as xlsx"),
            ("/Book", "old Excel (xls); save it as xlsx"),
        ] {
            if file.exists(stream) {
                return Err(reason.into());
            }
        }
        let mut left = limit;
        let mut stream = |name: &str| -> Result<Option<Vec<u8>>, String> {
            let Ok(stream) = file.open_stream(name) else {
                return Ok(None);
            };
            let mut content = Vec::new();
            // A stream that breaks off is read as far as it goes.
            let _ = stream.take(left.saturating_add(1)).read_to_end(&mut content);
            left = left.checked_sub(content.len() as u64).ok_or_else(|| too_big(limit))?;
            Ok(Some(content))
        };
        let main = stream("/WordDocument")?.ok_or("a compound file without a Word document")?;
        let mut tables = BTreeMap::new();
        for name in ["0Table", "1Table"] {
            if let Some(table) = stream(name)? {
                tables.insert(name, table);
            }
        }
        Ok(Self { main, tables, summary: stream("\u{5}SummaryInformation")? })
    }

    /// The text; None where the structure is damaged.
    fn text(&self) -> Option<Result<String, String>> {
        const WORD: u32 = 0xA5EC;
        const WORD_97: u32 = 0xC1;
        let main = self.main.as_slice();
        let flags = number(main, 0x0A, 2)?;
        if number(main, 0, 2)? != WORD || number(main, 2, 2)? < WORD_97 {
            return Some(Err("old Word (Word 95 or older); save it as docx".into()));
        }
        if flags & 0x0100 != 0 {
            return Some(Err(ENCRYPTED.into()));
        }
        let table = self.tables.get(if flags & 0x0200 == 0 { "0Table" } else { "1Table" })?;
        let (start, len) = (number(main, 0x1A2, 4)? as usize, number(main, 0x1A6, 4)? as usize);
        let pieces = pieces(table.get(start..start.checked_add(len)?)?)?;
        let characters = decoded(&pieces, main);
        let mut lines = Vec::new();
        let mut at = 0usize;
        // Body, footnotes, headers, macros, comments, endnotes, text boxes, those of headers.
        for (i, is_read) in [true, true, false, false, false, true, true, false].iter().enumerate()
        {
            let n = number(main, 0x4C + 4 * i, 4)? as usize;
            let story = characters.get(at..characters.len().min(at.checked_add(n)?));
            if let (true, Some(story)) = (is_read, story) {
                lines.push(Line::default());
                add_story(story, &mut lines);
            }
            at = at.checked_add(n)?;
        }
        Some(Ok(write(&lines)))
    }
}

/// A little-endian number of up to four bytes.
pub(super) fn number(bytes: &[u8], at: usize, n: usize) -> Option<u32> {
    let field = bytes.get(at..at.checked_add(n)?)?;
    Some(field.iter().rev().fold(0, |number, &byte| number << 8 | u32::from(byte)))
}

/// Where a piece of the text stands in the main stream.
struct Piece {
    n_characters: usize,
    at: usize,
    is_western: bool,
}

/// The pieces of the piece table, behind the changes of format that may precede it.
fn pieces(mut clx: &[u8]) -> Option<Vec<Piece>> {
    while clx.first() == Some(&1) {
        clx = clx.get(3 + number(clx, 1, 2)? as usize..)?;
    }
    let table = clx.get(5..).filter(|_| clx.first() == Some(&2))?;
    let n = (number(clx, 1, 4)? as usize).min(table.len()).checked_sub(4)? / 12;
    (0..n)
        .map(|i| {
            let (from, to) = (number(table, 4 * i, 4)?, number(table, 4 * i + 4, 4)?);
            let place = number(table, 4 * (n + 1) + 8 * i + 2, 4)?;
            let is_western = place & 0x4000_0000 != 0;
            let at = (place & 0x3FFF_FFFF) as usize;
            let at = if is_western { at / 2 } else { at };
            Some(Piece { n_characters: to.checked_sub(from)? as usize, at, is_western })
        })
        .collect()
}

/// The UTF-16 units of all pieces; together they are no longer than the stream twice over, so that
/// pieces which name one place again and again come to an end.
fn decoded(pieces: &[Piece], main: &[u8]) -> Vec<u16> {
    let mut units = Vec::new();
    for piece in pieces {
        let width = if piece.is_western { 1 } else { 2 };
        let most = (2 * main.len()).saturating_sub(units.len());
        let n = piece.n_characters.min(most).min(main.len() / width);
        let rest = main.get(piece.at..).unwrap_or_default();
        let bytes = rest.get(..n * width).unwrap_or(rest);
        if piece.is_western {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
            units.extend(text.encode_utf16());
        } else {
            units.extend(bytes.chunks_exact(2).map(|pair| number(pair, 0, 2).unwrap_or(0) as u16));
        }
    }
    units
}

/// Adds the lines of a story.
fn add_story(units: &[u16], lines: &mut Vec<Line>) {
    let (mut text, mut cell, mut row) = (String::new(), Vec::new(), Vec::new());
    // Open fields, and whether each is still in its code.
    let mut fields: Vec<bool> = Vec::new();
    let mut n_codes = 0usize;
    let mut before = '\0';
    for c in char::decode_utf16(units.iter().copied()).map(|c| c.unwrap_or('\u{fffd}')) {
        match c {
            '\u{13}' => {
                fields.push(true);
                n_codes += 1;
            }
            '\u{14}' | '\u{15}' => {
                if let Some(in_code) = fields.last_mut().map(std::mem::take) {
                    n_codes -= usize::from(in_code);
                }
                if c == '\u{15}' {
                    fields.pop();
                }
            }
            _ if n_codes > 0 => {}
            // A row ends with a cell mark of its own.
            '\u{7}' if before == '\u{7}' => add_row(std::mem::take(&mut row), lines),
            '\u{7}' => {
                cell.push(Line::body(std::mem::take(&mut text)));
                row.push(std::mem::take(&mut cell));
            }
            '\r' | '\u{c}' | '\u{e}' => {
                let to = if row.is_empty() { &mut *lines } else { &mut cell };
                to.push(Line::body(std::mem::take(&mut text)));
            }
            '\u{b}' => text.push('\n'),
            '\u{1e}' => text.push('-'),
            '\u{f000}'..='\u{f0ff}' => text.push_str(symbols::shown(u32::from(c))),
            '\t' => text.push(c),
            c if c < ' ' => {}
            c => text.push(c),
        }
        before = c;
    }
    cell.push(Line::body(text));
    row.push(cell);
    add_row(row, lines);
}

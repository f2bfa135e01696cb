//! What a PDF file says about itself: title, author, keywords, and when it was made.
//!
//! Strings are UTF-16 or UTF-8 with their marks, else PDFDocEncoding, which is close to
//! Windows-1252; programs of Chinese offices also write bare GBK, told by its bytes. The day of
//! creation is kept as `created`, never as `date`: it is often the day of publication, as often the
//! day of a new export. [`Draft`](crate::read::draft::Draft) takes it for the date only where neither
//! the text nor the file's name gives one.

use std::collections::BTreeMap;

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE, WINDOWS_1252};
use hayro_syntax::metadata::Metadata;

use crate::read::stated;

/// The metadata of a file by field name.
pub(super) fn fields(metadata: &Metadata) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            fields.insert(name.to_string(), value);
        }
    };
    let text = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(text_string);
    add("title", text(&metadata.title).and_then(|t| stated::title(&t)));
    add("author", text(&metadata.author).and_then(|t| stated::author(&t)));
    add("subject", text(&metadata.subject).and_then(|t| stated::something(&t)));
    add("keywords", text(&metadata.keywords).and_then(|t| stated::something(&t)));
    let day = metadata.creation_date.or(metadata.modification_date);
    let day = day.filter(|d| (1980..2200).contains(&d.year));
    add("created", day.map(|d| format!("{:04}-{:02}-{:02}", d.year, d.month, d.day)));
    fields
}

/// The text of a string outside of content streams.
pub(super) fn text_string(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xFF, 0xFE, rest @ ..] => UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_string(),
            Err(_) if is_gbk(bytes) => GB18030.decode_without_bom_handling(bytes).0.into_owned(),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
        },
    };
    text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect()
}

/// Whether all that is not ASCII comes in pairs of common Chinese characters.
fn is_gbk(bytes: &[u8]) -> bool {
    let (mut i, mut n) = (0, 0);
    while let Some(&lead) = bytes.get(i) {
        if lead.is_ascii() {
            i += 1;
            continue;
        }
        let trail = bytes.get(i + 1).copied().unwrap_or(0);
        if !matches!(lead, 0xA1..=0xA3 | 0xB0..=0xF7) || !matches!(trail, 0xA1..=0xFE) {
            return false;
        }
        n += usize::from(lead >= 0xB0);
        i += 2;
    }
    n >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_decoded_by_their_marks_and_bytes() {
        assert_eq!(text_string(b"\xFE\xFF\x6C\xB3\x90\x53"), "河道");
        assert_eq!(text_string(b"\xFF\xFE\xB3\x6C"), "河");
        assert_eq!(text_string("\u{FEFF}河道".as_bytes()), "河道");
        assert_eq!(text_string(&GB18030.encode("清河市公报").0), "清河市公报");
        assert_eq!(text_string(b"Caf\xE9 Harbour"), "Café Harbour");
    }
}

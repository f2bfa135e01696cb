//! What a PDF file says about itself: title, author, keywords, and when it was made.
//!
//! Strings are UTF-16 or UTF-8 with their marks, else PDFDocEncoding, which is close to
//! Windows-1252; programs of Chinese offices also write bare GBK, told by its bytes. Titles that only
//! name a program or a file type are left out, of `Microsoft Word - x.doc` the `x` is kept. The day
//! of creation is kept as `created`, never as `date`: it is often the day of publication, as often the
//! day of a new export. [`Draft`](crate::read::draft::Draft) takes it for the date only where neither
//! the text nor the file's name gives one.

use std::collections::BTreeMap;

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE, WINDOWS_1252};
use hayro_syntax::metadata::Metadata;

use crate::read::draft::one_line;
use crate::segment::kinds::is_wide;

/// What programs call a document that has no title.
const NO_TITLES: [&str; 14] = [
    "untitled",
    "untitled document",
    "powerpoint presentation",
    "powerpoint 演示文稿",
    "幻灯片 1",
    "slide 1",
    "document",
    "word document",
    "microsoft word",
    "new document",
    "无标题",
    "未命名",
    "title",
    "pdf",
];
/// Ends of file names that stand in titles.
const FILE_ENDS: [&str; 12] = [
    ".docx", ".doc", ".pdf", ".pptx", ".ppt", ".xlsx", ".xls", ".wps", ".indd", ".tex", ".dvi",
    ".html",
];

/// The metadata of a file by field name.
pub(super) fn fields(metadata: &Metadata) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value.map(|v| one_line(&v)).filter(|v| !v.is_empty()) {
            fields.insert(name.to_string(), value);
        }
    };
    let text = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(text_string);
    add("title", text(&metadata.title).and_then(|t| title(&t)));
    add("author", text(&metadata.author));
    add("subject", text(&metadata.subject));
    add("keywords", text(&metadata.keywords));
    let day = metadata.creation_date.or(metadata.modification_date);
    let day = day.filter(|d| (1980..2200).contains(&d.year));
    add("created", day.map(|d| format!("{:04}-{:02}-{:02}", d.year, d.month, d.day)));
    fields
}

/// A title that says something.
fn title(stated: &str) -> Option<String> {
    let mut title = one_line(stated);
    for program in ["Microsoft Word - ", "Microsoft PowerPoint - ", "Microsoft Excel - "] {
        if let Some(rest) = title.strip_prefix(program) {
            title = rest.to_string();
        }
    }
    let lower = title.to_lowercase();
    if let Some(end) = FILE_ENDS.iter().find(|end| lower.ends_with(*end)) {
        title.truncate(title.len().saturating_sub(end.len()));
    }
    let says = title.chars().filter(|c| c.is_alphabetic()).count() > 1
        && !title.contains('\u{FFFD}')
        // an address or identifier
        && (title.contains(' ') || !title.contains([':', '/', '\\', '_']) || title.contains(is_wide))
        && !NO_TITLES.contains(&title.to_lowercase().as_str());
    says.then_some(title)
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

    #[test]
    fn titles_that_name_a_program_are_no_titles() {
        assert_eq!(title("Microsoft Word - 清河市公报.doc").as_deref(), Some("清河市公报"));
        assert_eq!(title("PowerPoint Presentation"), None);
        assert_eq!(title("untitled"), None);
        assert_eq!(title("123"), None);
        assert_eq!(title("Harbour Council").as_deref(), Some("Harbour Council"));
    }
}

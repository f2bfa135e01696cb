//! UTF-16 and UTF-32 without a byte order mark, by the pattern of their bytes.

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::SAMPLE;
use super::charset::Charset;

/// The wide encoding whose pattern the bytes show.
pub fn wide(bytes: &[u8]) -> Option<Charset> {
    let head = &bytes[..bytes.len().min(SAMPLE)];
    if bytes.len() >= 4 {
        let (quads, _) = head.as_chunks::<4>();
        let is_all = |read: fn([u8; 4]) -> u32| {
            quads.iter().map(|q| read(*q)).all(|u| u != 0 && char::from_u32(u).is_some())
        };
        if is_all(u32::from_le_bytes) {
            return Some(Charset::Utf32Le);
        }
        if is_all(u32::from_be_bytes) {
            return Some(Charset::Utf32Be);
        }
    }
    // Text uses few blocks of the code: its high bytes take fewer values than its low bytes.
    let n_values = |parity: usize| {
        let mut seen = [false; 256];
        head.iter().skip(parity).step_by(2).for_each(|&b| seen[usize::from(b)] = true);
        seen.iter().filter(|&&s| s).count()
    };
    let order = if n_values(0) < n_values(1) { [UTF_16BE, UTF_16LE] } else { [UTF_16LE, UTF_16BE] };
    order.into_iter().find(|&e| is_utf16_text(head, e)).map(Charset::Standard)
}

/// Whether units read as text: no broken pair, almost no control or private character, and at
/// least one space, line break or Chinese stop among them.
fn is_utf16_text(head: &[u8], encoding: &'static encoding_rs::Encoding) -> bool {
    // A file may end within a unit; the sample may end within a pair of surrogates.
    let end = if head.len() < SAMPLE { head.len() & !1 } else { head.len() - 2 };
    let (text, is_broken) = encoding.decode_without_bom_handling(&head[..end]);
    let n_broken = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
    let is_odd = |c: char| {
        (c.is_control() && !c.is_whitespace())
            || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFF0}'..='\u{FFFF}')
    };
    let n_odd = text.chars().filter(|&c| is_odd(c)).count();
    let has_mark = text.contains([' ', '\n', '\r', '\u{3000}', '，', '。', '、']);
    has_mark && n_odd * 100 <= text.chars().count() && (!is_broken || n_broken <= 1)
}

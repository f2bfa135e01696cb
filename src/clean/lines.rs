//! Physical lines: the source cut at its line breaks, without indentation, invisible characters
//! and Markdown marks.
//!
//! Line breaks are `\n`, `\r\n`, `\r`, vertical tab, form feed, U+0085, U+2028 and U+2029. Byte
//! order marks, zero-width characters, soft hyphens, direction marks and control characters go;
//! the joiners U+200C and U+200D stay between letters of scripts that need them, and the marks of
//! Markdown ([`markdown`]). Other characters stay as they are.

use std::ops::Range;

use super::excerpt::Excerpt;
use super::markdown;

/// A line with something in it.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub excerpt: Excerpt,
    /// First character in the source, indentation and marks at the edges left out.
    pub start: u32,
    /// One past the last character in the source.
    pub end: u32,
    /// The same stretch in bytes.
    pub bytes: Range<usize>,
    /// The source character that a space stands for where the next line is joined behind it: the
    /// first white space after it.
    pub space_at: u32,
    /// Whether a soft hyphen ends it: the next line goes on in the same word.
    pub is_hyphenated: bool,
    /// Columns of white space before it.
    pub indent: usize,
    /// Columns it takes, full-width characters counted as two.
    pub width: usize,
    /// Whether a line without text stands before it.
    pub blank_before: bool,
    /// The level of the heading that Markdown marks it as, else 0.
    pub level: u8,
}

impl Line {
    pub fn text(&self) -> &str {
        self.excerpt.text()
    }

    /// Columns up to its end, indentation counted.
    pub fn columns(&self) -> usize {
        self.indent + self.width
    }
}

/// The lines of `source` from byte `body` on that have text.
pub(super) fn lines(source: &str, body: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut at = source[..body].chars().count() as u32;
    let mut byte = body;
    let mut blank_before = false;
    for physical in source[body..].split_inclusive('\n').flat_map(split_rare_breaks) {
        match line(physical, byte, at, blank_before) {
            Some(line) => {
                at =
                    line.end + source[line.bytes.end..byte + physical.len()].chars().count() as u32;
                let level = lines.last().map_or(0, |above| markdown::underlines(&line, above));
                match lines.last_mut() {
                    Some(above) if level > 0 => above.level = level,
                    _ => lines.push(line),
                }
                blank_before = level > 0;
            }
            None => {
                at += physical.chars().count() as u32;
                blank_before = true;
            }
        }
        byte += physical.len();
    }
    lines
}

/// Cuts at line breaks other than `\n`; a `\r\n` (or the `\r\r\n` of a bad copy) is one break.
fn split_rare_breaks(line: &str) -> impl Iterator<Item = &str> {
    let content = line.strip_suffix('\n').unwrap_or(line);
    let content = content.trim_end_matches('\r');
    let mut rest = Some(line);
    let mut searched = content;
    std::iter::from_fn(move || {
        let line = rest.take()?;
        let Some((i, c)) = searched.char_indices().find(|&(_, c)| is_rare_break(c)) else {
            return Some(line);
        };
        let (first, after) = line.split_at(i + c.len_utf8());
        searched = &searched[i + c.len_utf8()..];
        rest = (!after.is_empty()).then_some(after);
        Some(first)
    })
}

fn is_rare_break(c: char) -> bool {
    matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn line(physical: &str, byte: usize, at: u32, blank_before: bool) -> Option<Line> {
    let edge = |c: char| c.is_whitespace() || is_invisible(c) || is_joiner(c);
    let from_text = physical.trim_start_matches(edge);
    let text = from_text.trim_end_matches(edge);
    if text.is_empty() {
        return None;
    }
    let lead = &physical[..physical.len() - from_text.len()];
    let start = at + lead.chars().count() as u32;
    let n_chars = text.chars().count();
    let first_byte = byte + lead.len();
    let end = start + n_chars as u32;
    let behind = &from_text[text.len()..];
    let n_before_space = behind.chars().take_while(|c| !c.is_whitespace()).count() as u32;
    let mut excerpt = Excerpt::copy(text, start);
    excerpt.cut(&invisible(text));
    let (marks, level) = markdown::marks(excerpt.text());
    excerpt.cut(&marks);
    if excerpt.text().trim().is_empty() {
        return None;
    }
    Some(Line {
        excerpt,
        start,
        end,
        space_at: end + n_before_space,
        is_hyphenated: behind.starts_with('\u{ad}'),
        bytes: first_byte..first_byte + text.len(),
        indent: lead.chars().map(columns).sum(),
        // ASCII: one byte, one column; Han: three bytes, two columns
        width: (text.len() + n_chars) / 2,
        blank_before,
        level,
    })
}

fn columns(space: char) -> usize {
    match space {
        '\t' => 4,
        '\u{3000}' => 2,
        c if c.is_whitespace() => 1,
        _ => 0,
    }
}

/// Characters no reader sees.
fn is_invisible(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Where invisible characters stand inside a line.
fn invisible(text: &str) -> Vec<Range<usize>> {
    // joiners mean nothing next to ASCII, Han and CJK marks
    let joinable = |c: Option<char>| {
        c.is_some_and(|c| {
            !c.is_ascii() && !matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
        })
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut before = None;
    while let Some((i, c)) = chars.next() {
        let after = chars.peek().map(|&(_, c)| c);
        if is_invisible(c) || is_joiner(c) && !(joinable(before) && joinable(after)) {
            match found.last_mut() {
                Some(last) if last.end == i => last.end = i + c.len_utf8(),
                _ => found.push(i..i + c.len_utf8()),
            }
        } else {
            before = Some(c);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        lines(source, 0).iter().map(|l| l.text().to_string()).collect()
    }

    #[test]
    fn every_kind_of_line_break_ends_a_line() {
        assert_eq!(texts("a\r\nb\rc\u{c}d\u{2028}e\n\nf"), ["a", "b", "c", "d", "e", "f"]);
        let blank: Vec<bool> =
            lines("a\r\r\nb\r\n\r\nc", 0).iter().map(|l| l.blank_before).collect();
        assert_eq!(blank, [false, false, true]);
    }

    #[test]
    fn offsets_count_characters_of_the_whole_source() {
        let source = "题\r\n\u{3000}\u{3000}第二\u{200b}行\r\n末";
        let spans: Vec<(u32, u32)> = lines(source, 5).iter().map(|l| (l.start, l.end)).collect();
        assert_eq!(spans, [(5, 9), (11, 12)]);
    }

    #[test]
    fn invisible_characters_go_and_needed_joiners_stay() {
        assert_eq!(texts("\u{feff}统\u{200b}一\u{ad}战线\u{200c}"), ["统一战线"]);
        assert_eq!(texts("می\u{200c}خواهم"), ["می\u{200c}خواهم"]);
        assert!(texts("\u{200b}\u{feff}\n \u{7}").is_empty());
    }
}

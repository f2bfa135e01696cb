//! Text on a chart: cleaned, measured and cut without any font at hand.
//!
//! A chart must come out the same on every machine, so no font is asked for widths. A character
//! counts 1 em where Unicode calls it wide or ambiguous (quotation marks and dashes are wide in
//! Chinese fonts), nothing where it combines, and for the rest a width by class taken from the
//! wider of the common sans-serif fonts. The estimate errs on the wide side: a label may get a
//! little more room than it needs, never less.
//!
//! Labels are untrusted. Characters that XML 1.0 forbids, control characters and the marks that
//! reverse the direction of text are taken out; escaping is the writer's business.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

const ELLIPSIS: &str = "…";

/// The text on one line, without anything that XML or a line of text cannot hold.
pub fn clean(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_whitespace() => {
                if !line.is_empty() && !line.ends_with(' ') {
                    line.push(' ');
                }
            }
            // C0, C1; noncharacters; direction overrides, embeddings and isolates; byte order mark
            _ if c.is_control() => {}
            '\u{fffe}' | '\u{ffff}' | '\u{feff}' => {}
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            _ => line.push(c),
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// Estimated width in pixels at a font size.
pub fn width(text: &str, size: i32) -> f64 {
    text.chars().map(em).sum::<f64>() * f64::from(size)
}

fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.34,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | ' ' | '-' | '/' | '\\' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.98,
        '0'..='9' => 0.64,
        'A'..='Z' => 0.72,
        _ => match c.width_cjk() {
            Some(2) => 1.0,
            Some(0) | None => 0.0,
            _ => 0.64,
        },
    }
}

/// The text, cut at its end with … where it is wider than `max` pixels.
pub fn fit(text: &str, size: i32, max: f64) -> String {
    if width(text, size) <= max {
        return text.to_owned();
    }
    let (head, _) = head(text, size, max - width(ELLIPSIS, size));
    format!("{}{ELLIPSIS}", head.trim_end())
}

/// The text, cut in its middle with … where it is wider than `max` pixels: of file names both the
/// beginning and the end tell them apart.
pub fn fit_middle(text: &str, size: i32, max: f64) -> String {
    if width(text, size) <= max {
        return text.to_owned();
    }
    let room = max - width(ELLIPSIS, size);
    let (start, _) = head(text, size, room * 0.55);
    let mut end = text.len();
    let mut used = width(start, size);
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        used += width(grapheme, size);
        if used > room || at < start.len() {
            break;
        }
        end = at;
    }
    format!("{}{ELLIPSIS}{}", start.trim_end(), text[end..].trim_start())
}

/// The text on at most `lines` lines of `max` pixels, broken at spaces and between wide
/// characters, else anywhere; the last line is cut with … where the text goes on.
pub fn wrap(text: &str, size: i32, max: f64, lines: usize) -> Vec<String> {
    let mut wrapped = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if wrapped.len() + 1 >= lines || width(rest, size) <= max {
            wrapped.push(fit(rest, size, max));
            break;
        }
        let (full, _) = head(rest, size, max);
        let line = match break_before(rest, full.len()) {
            0 => full,
            at => &rest[..at],
        };
        if line.is_empty() {
            wrapped.push(fit(rest, size, max));
            break;
        }
        wrapped.push(line.trim_end().to_owned());
        rest = rest[line.len()..].trim_start();
    }
    wrapped
}

/// The text on one line, or on two of about the same width where one is not enough.
pub fn wrap_evenly(text: &str, size: i32, max: f64) -> Vec<String> {
    let whole = width(text, size);
    if whole <= max {
        return vec![text.to_owned()];
    }
    let mut narrow = whole * 0.5;
    while narrow < max {
        let lines = wrap(text, size, narrow, 2);
        if lines.iter().map(String::len).sum::<usize>() + 1 >= text.len()
            && lines.last().is_some_and(|l| text.ends_with(l.as_str()))
        {
            return lines;
        }
        narrow += max * 0.02;
    }
    wrap(text, size, max, 2)
}

/// The longest run of whole graphemes from the start that is at most `max` pixels wide.
fn head(text: &str, size: i32, max: f64) -> (&str, f64) {
    let mut used = 0.0;
    for (at, grapheme) in text.grapheme_indices(true) {
        let wide = width(grapheme, size);
        if used + wide > max {
            return (&text[..at], used);
        }
        used += wide;
    }
    (text, used)
}

/// The last place up to `end` where a line may break: after a space, or between two characters of
/// which one is wide and the second is not a mark that closes; 0 where there is none.
fn break_before(text: &str, end: usize) -> usize {
    let mut best = 0;
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        if at > end {
            break;
        }
        let closes = "，。、；：？！”’）》」』】…,.;:?!)%".contains(c);
        let opens = "“‘（《「『【(".contains(previous);
        let wide = em(previous) >= 1.0 || em(c) >= 1.0;
        if at > 0 && (previous == ' ' || (wide && !closes && !opens)) && c != ' ' {
            best = at;
        }
        previous = c;
    }
    best
}

/// A count with thousands separators.
pub fn count(n: usize) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A share as a percentage: whole from 1% on, else with one decimal.
pub fn percent(share: f64) -> String {
    let value = share * 100.0;
    if value > 0.0 && value < 0.95 { format!("{value:.1}%") } else { format!("{value:.0}%") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_text_is_never_wider_than_its_room() {
        let texts =
            ["画好最大同心圆，凝聚改革发展的强大合力", "reports/2023/a very long name.txt", "é👨‍👩‍👧"];
        for text in texts {
            for max in [0.0, 14.0, 40.0, 90.0, 1000.0] {
                let limit = f64::max(max, width(ELLIPSIS, 14));
                assert!(width(&fit(text, 14, max), 14) <= limit + 1e-9);
                assert!(width(&fit_middle(text, 14, max), 14) <= limit + 1e-9);
                for line in wrap(text, 14, max, 3) {
                    assert!(width(&line, 14) <= limit + 1e-9, "{line}");
                }
            }
        }
    }

    #[test]
    fn a_name_is_cut_in_the_middle_and_keeps_both_ends() {
        let name = fit_middle("huzhou/statements/2023-08-17.txt", 14, 160.0);
        assert!(name.starts_with("huzhou/") && name.ends_with("17.txt") && name.contains('…'));
    }

    #[test]
    fn lines_break_at_words_and_never_before_a_closing_mark() {
        assert_eq!(wrap("one two three", 10, 50.0, 3), ["one two", "three"]);
        for line in wrap("“最大同心圆”，见于文档", 10, 72.0, 5) {
            assert!(!line.starts_with(['”', '，']), "{line}");
        }
    }

    #[test]
    fn what_xml_forbids_is_taken_out() {
        assert_eq!(clean("a\u{0}b\u{1b}\n\t c\u{202e}\u{fffe}\u{ffff} "), "ab c");
        assert_eq!(clean("<script>&"), "<script>&");
    }

    #[test]
    fn numbers_are_written_for_readers() {
        assert_eq!(count(5230), "5,230");
        assert_eq!(count(1_000_000), "1,000,000");
        assert_eq!(percent(0.434), "43%");
        assert_eq!(percent(0.004), "0.4%");
        assert_eq!(percent(0.0), "0%");
    }
}

//! Text that comes from documents, file names and metadata, made harmless before it is shown.
//!
//! Markup is escaped where the page is built (maud), quotes where CSV is written; what is left to
//! do is here. Control characters (C0 and C1: ANSI escapes, NUL, bells) move cursors and break
//! parsers, so they go, save the line break. Directional overrides and isolates (U+202A to U+202E,
//! U+2066 to U+2069) can reverse the text that follows them, so they go wherever people read.
//! A spreadsheet runs a cell that starts with `=`, `+`, `-` or `@` (in some locales their full-width
//! forms too, and behind spaces), so such text gets an apostrophe before it (OWASP, CSV injection).

use std::borrow::Cow;

/// The text without control characters; tabs become spaces, line breaks stay.
pub fn without_controls(text: &str) -> Cow<'_, str> {
    let stays = |c: char| !(c.is_control() && c != '\n' || matches!(c, '\u{2028}' | '\u{2029}'));
    if text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    let characters = text.chars().filter_map(|c| match c {
        '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        c => stays(c).then_some(c),
    });
    Cow::Owned(characters.collect())
}

/// The text for people: no control characters, no directional overrides.
pub fn readable(text: &str) -> Cow<'_, str> {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    match without_controls(text) {
        text if !text.contains(turns) => text,
        text => {
            let mut text = text.into_owned();
            text.retain(|c| !turns(c));
            Cow::Owned(text)
        }
    }
}

/// The text on one line: as [`readable`], every run of white space one space, none at the ends.
pub fn one_line(text: &str) -> String {
    let text = readable(text);
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The first `limit` characters of [`one_line`], with … where something was cut.
pub fn excerpt(text: &str, limit: usize) -> String {
    // Long texts need not be cleaned to their end: four times the limit leaves room for what goes.
    let from = text.char_indices().nth(limit.saturating_mul(4)).map_or(text.len(), |(i, _)| i);
    let line = one_line(&text[..from]);
    match line.char_indices().nth(limit) {
        Some((i, _)) => format!("{}…", &line[..i]),
        None if from < text.len() => format!("{line}…"),
        None => line,
    }
}

/// The last `limit` characters of [`one_line`], with … where something was cut.
pub fn excerpt_of_end(text: &str, limit: usize) -> String {
    let back = limit.saturating_mul(4).saturating_sub(1);
    let from = text.char_indices().rev().nth(back).map_or(0, |(i, _)| i);
    let line = one_line(&text[from..]);
    match line.char_indices().rev().nth(limit.saturating_sub(1)) {
        Some((i, _)) if i > 0 => format!("…{}", &line[i..]),
        _ if from > 0 => format!("…{line}"),
        _ => line,
    }
}

/// The text for XML, content or attribute: as [`readable`], without what XML 1.0 forbids, escaped.
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_xml(&mut out, &readable(text));
    out
}

/// Adds text that is readable already, without what XML 1.0 forbids, escaped.
pub fn push_xml(out: &mut String, text: &str) {
    let is_plain = |c: char| !matches!(c, '<' | '>' | '&' | '"' | '\u{fffe}' | '\u{ffff}');
    let mut rest = text;
    while let Some(at) = rest.find(|c| !is_plain(c)) {
        let (plain, marked) = rest.split_at(at);
        out.push_str(plain);
        let mut marks = marked.chars();
        out.push_str(match marks.next() {
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('&') => "&amp;",
            Some('"') => "&quot;",
            _ => "",
        });
        rest = marks.as_str();
    }
    out.push_str(rest);
}

/// The text for a line of Markdown: as [`one_line`], with the marks of Markdown and HTML escaped.
/// Marks that count only at the beginning of a line (`#`, `-`, `1.`) are left: no line of ours begins
/// with such text.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '~' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// Whether a spreadsheet might take the text for a formula.
pub fn looks_like_formula(text: &str) -> bool {
    let first = text.trim_start().chars().next();
    matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'))
        || text.starts_with(['\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_overrides_go_and_letters_stay() {
        assert_eq!(without_controls("a\u{1b}[31m\u{0}红\r\nb\u{9b}2J"), "a[31m红\nb2J");
        assert_eq!(readable("x\u{202e}gnp.exe\u{2066}"), "xgnp.exe");
        assert_eq!(one_line(" a \n\t b\u{3000}c "), "a b c");
    }

    #[test]
    fn excerpts_say_that_they_were_cut() {
        assert_eq!(excerpt("统一战线", 4), "统一战线");
        assert_eq!(excerpt("统一战线", 3), "统一战…");
        assert_eq!(excerpt(&"a".repeat(99), 2), "aa…");
        assert_eq!(excerpt("a        b", 1), "a…");
        assert_eq!(excerpt("", 3), "");
        assert_eq!(excerpt_of_end("统一战线", 4), "统一战线");
        assert_eq!(excerpt_of_end("统一战线", 3), "…一战线");
        assert_eq!(excerpt_of_end(&"a".repeat(99), 2), "…aa");
        assert_eq!(excerpt_of_end("b        a", 1), "…a");
        assert_eq!(excerpt_of_end("", 3), "");
    }

    #[test]
    fn xml_and_markdown_show_marks_as_text() {
        assert_eq!(xml("<a b=\"c\">&\u{0}\u{ffff}\n"), "&lt;a b=&quot;c&quot;&gt;&amp;\n");
        assert_eq!(
            markdown("*a* _b_\n[c](d) `e`|~~f~~ <i>"),
            r"\*a\* \_b\_ \[c\](d) \`e\`\|\~\~f\~\~ &lt;i>"
        );
    }

    #[test]
    fn formulas_are_seen_behind_spaces_and_in_full_width() {
        for text in ["=1+1", "+1", "-1", "@A1", " =1", "＝1", "\t1", "\r1"] {
            assert!(looks_like_formula(text), "{text:?}");
        }
        for text in ["", "a=1", "1-1", "“=”"] {
            assert!(!looks_like_formula(text), "{text:?}");
        }
    }
}

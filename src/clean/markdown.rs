//! Marks of Markdown: what is written around words to show how they look, not to be read.
//!
//! ```text
//! ## Work                          Work
//! See **our** [plan](/plan.html).  See our plan.
//! | boats | `12` |                 boats | 12
//! ```
//!
//! They go from every text, since notes, exports and converted pages carry them under any name, and
//! each rule asks for more than a lone sign: `2 * 3`, `snake_case`, `[1](note)` and `#topic` stay. Only
//! marks are cut, words never, the addresses of links and whole pictures apart. Bullets stay: they
//! tell where an item begins. After CommonMark and the tables of GitHub.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::lines::Line;

/// Longest underlined heading in columns.
const MAX_UNDERLINED: usize = 100;
/// Longest emphasis within a line in bytes.
const MAX_EMPHASIS: usize = 400;

/// Where the marks of a line stand, ascending and disjoint, and the level of the heading it is,
/// else 0.
pub(super) fn marks(text: &str) -> (Vec<Range<usize>>, u8) {
    let (content, level) = heading(text);
    let mut marks = Vec::new();
    let mut cut = |range: Range<usize>| {
        if !range.is_empty() {
            marks.push(range);
        }
    };
    cut(0..content.start);
    cut(content.end..text.len());
    if text.bytes().any(|b| matches!(b, b'*' | b'_' | b'`' | b'[' | b'|' | b'>' | b'\\')) {
        if is_fence(text) || is_rule_of_table(text) {
            return (std::iter::once(0..text.len()).collect(), 0);
        }
        let content = row(text, quoted(text, content, &mut cut), &mut cut);
        links(text, content.clone(), &mut cut);
        pairs(text, content, &mut cut);
    }
    // A mark inside the address of a link is cut with it.
    marks.sort_by_key(|range| (range.start, range.end));
    marks.dedup_by(|next, before| {
        let overlap = next.start < before.end;
        if overlap {
            before.end = before.end.max(next.end);
        }
        overlap
    });
    (marks, level)
}

/// The content of a line without the marks of a heading, and the heading's level, else 0.
fn heading(text: &str) -> (Range<usize>, u8) {
    let hashes = text.bytes().take_while(|&b| b == b'#').count();
    let after = &text[hashes..];
    let title = after.trim();
    let is_heading = (1..=6).contains(&hashes)
        && after.starts_with(char::is_whitespace)
        && !title.trim_matches('#').trim().is_empty();
    if !is_heading {
        return (0..text.len(), 0);
    }
    let start = text.len() - after.trim_start().len();
    let closed = title.trim_end_matches('#');
    let end = match closed.ends_with(char::is_whitespace) {
        true => start + closed.trim_end().len(),
        false => text.len(),
    };
    (start..end, hashes as u8)
}

/// The level of the heading that a line of `=` or `-` makes of the line directly above it, else 0.
/// The line above stands alone, is about as long and is no row of a table.
pub(super) fn underlines(line: &Line, above: &Line) -> u8 {
    let rule = line.text().trim_end().as_bytes();
    let level = match rule.first() {
        Some(b'=') => 1,
        Some(b'-') => 2,
        _ => return 0,
    };
    let title = above.text();
    let drawn = rule.len() > 2 && rule.iter().all(|b| Some(b) == rule.first());
    let fits = above.width <= MAX_UNDERLINED && above.width <= 2 * rule.len();
    let alone = !line.blank_before && (above.blank_before || above.start == 0);
    let row = title.contains(['|', '\t']) || title.contains("  ");
    if drawn && fits && alone && !row && above.level == 0 && title.chars().any(char::is_alphabetic)
    {
        return level;
    }
    0
}

/// Whether the line opens or closes a block of code.
fn is_fence(text: &str) -> bool {
    let info = text.trim_start_matches('`');
    text.len() - info.len() >= 3 && !info.contains(['`', ' ']) && info.is_ascii()
}

/// Whether the line is the rule under the head of a table: `|---|:-:|`.
fn is_rule_of_table(text: &str) -> bool {
    text.starts_with('|')
        && text.contains("--")
        && text.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' '))
}

/// Cuts the marks of a quotation: `> `.
fn quoted(text: &str, content: Range<usize>, cut: &mut impl FnMut(Range<usize>)) -> Range<usize> {
    let line = &text[content.clone()];
    let rest = line.trim_start_matches(['>', ' ']);
    let marks = &line[..line.len() - rest.len()];
    if !marks.starts_with('>') || !marks.ends_with(' ') {
        return content;
    }
    cut(content.start..content.start + marks.len());
    content.start + marks.len()..content.end
}

/// Cuts the bars at the edges of a row of a table: `| a | b |`.
fn row(text: &str, content: Range<usize>, cut: &mut impl FnMut(Range<usize>)) -> Range<usize> {
    let line = &text[content.clone()];
    let inner = line.strip_prefix('|').and_then(|line| line.trim_end().strip_suffix('|'));
    let Some(cells) = inner.filter(|inner| inner.contains('|')).map(str::trim) else {
        return content;
    };
    let start = content.start + line.find(cells).unwrap_or(0);
    let end = start + cells.len();
    cut(content.start..start);
    cut(end..content.end);
    start..end
}

/// Cuts what stands around the words of links, and pictures.
fn links(text: &str, within: Range<usize>, cut: &mut impl FnMut(Range<usize>)) {
    static LINK: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r#"(!?\[)([^\[\]]*)(\]\(\s*<?(?:[a-z]+:|[/#.?]|[\w/-]+\.\w{2,5}\b)[^\s()<>]*"#,
            r#"(?:\([^\s()]*\)[^\s()<>]*)?>?(?:\s+"[^"]*")?\s*\))|\[\^[\w-]{1,20}\]"#
        ))
        .ok()
    });
    let line = &text[within.clone()];
    if !line.contains("](") && !line.contains("[^") {
        return;
    }
    for found in LINK.iter().flat_map(|link| link.captures_iter(line)) {
        let at = |range: Range<usize>| within.start + range.start..within.start + range.end;
        match (found.get(1), found.get(3), found.get(0)) {
            (Some(open), Some(close), _) if open.as_str() == "[" => {
                cut(at(open.range()));
                cut(at(close.range()));
            }
            (_, _, Some(all)) => cut(at(all.range())),
            _ => {}
        }
    }
}

/// Cuts pairs of `**`, `__`, `*`, `_` and `` ` `` around something that neither begins nor ends with a
/// space, and the backslash before a mark that is meant.
fn pairs(text: &str, within: Range<usize>, cut: &mut impl FnMut(Range<usize>)) {
    let bytes = text.as_bytes();
    // Marks that close something open nothing.
    let mut closed = Vec::new();
    let mut i = within.start;
    while i < within.end {
        let mark = bytes[i];
        if mark == b'\\' && bytes.get(i + 1).is_some_and(|next| b"*_#.".contains(next)) {
            cut(i..i + 1);
            i += 2;
            continue;
        }
        if !matches!(mark, b'*' | b'_' | b'`') {
            i += 1;
            continue;
        }
        let run = bytes[i..within.end].iter().take_while(|&&b| b == mark).count();
        match closing(text, i, run, within.end).filter(|_| !closed.contains(&i)) {
            Some(close) => {
                closed.push(close);
                cut(i..i + run);
                cut(close..close + run);
                // What is emphasised may hold other marks; code holds none.
                i = if mark == b'`' { close + run } else { i + run };
            }
            None => i += run,
        }
    }
}

/// Where the run of marks at `open` is closed.
fn closing(text: &str, open: usize, run: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mark = bytes[open];
    let from = open + run;
    let inside = |i: usize| bytes.get(i).is_some_and(|b| !b.is_ascii_whitespace());
    // A single mark inside a word is a sign of its own: 2*3, snake_case.
    let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != mark as char);
    let is_single = run == 1 && mark != b'`';
    if run > 2 || !inside(from) || is_single && !is_apart(text[..open].chars().next_back()) {
        return None;
    }
    let mut i = from;
    while i < end.min(from + MAX_EMPHASIS) {
        if bytes[i] != mark {
            i += 1;
            continue;
        }
        let found = bytes[i..end].iter().take_while(|&&b| b == mark).count();
        let closes = found == run
            && i > from
            && inside(i - 1)
            && (!is_single || is_apart(text[i + run..].chars().next()));
        if closes {
            return Some(i);
        }
        i += found;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use proptest::prelude::*;

    fn texts(source: &str) -> Vec<String> {
        lines(source, 0).iter().map(|l| l.text().to_string()).collect()
    }

    #[test]
    fn underlined_lines_are_headings_and_rules_and_tables_stay() {
        let source = "Harbour news\n============\n\nThe wall\n--------\nIt stands.\n";
        assert_eq!(texts(source), ["Harbour news", "The wall", "It stands."]);
        let found = lines(source, 0);
        assert_eq!(found.iter().map(|l| l.level).collect::<Vec<_>>(), [1, 2, 0]);
        assert!(found[2].blank_before && found[1].start == 27);
        for source in [
            "It stood.\nIt fell.\n---------",
            "a\n\n----\nb",
            "boats   year\n------------\n3   1999",
        ] {
            assert_eq!(
                texts(source).len(),
                source.lines().filter(|l| !l.is_empty()).count(),
                "{source}"
            );
        }
    }

    #[test]
    fn markdown_marks_go_and_hash_tags_stay() {
        assert_eq!(texts("## 第一章  总则 ##"), ["第一章  总则"]);
        assert_eq!(texts("#topic and **bold** __too__"), ["#topic and bold too"]);
        assert_eq!(texts("签名 ____ 2 ** 3"), ["签名 ____ 2 ** 3"]);
        assert_eq!((lines("# 题", 0)[0].level, lines("### 题", 0)[0].level), (1, 3));
    }

    #[test]
    fn links_code_tables_and_quotations_lose_their_marks() {
        for (source, text) in [
            (
                "See [the plan](http://example.org/a_(b)?c=1 \"Plan\") and [us](../us.md).",
                "See the plan and us.",
            ),
            ("![map](map.png) The harbour", " The harbour"),
            (
                "The *old* ferry, _new_ `boat`, **a [link](/x)**[^1].",
                "The old ferry, new boat, a link.",
            ),
            ("| boats | **12** |", "boats | 12"),
            ("**Note**that 2**3 is 8", "Notethat 2**3 is 8"),
            ("> > The tide turns.", "The tide turns."),
            ("1\\. Not a list, no \\*stress\\*", "1. Not a list, no *stress*"),
            ("*   bullets stay", "*   bullets stay"),
        ] {
            assert_eq!(texts(source), [text], "{source}");
        }
        assert_eq!(texts("```rust\nlet a = 1;\n```\n|---|:-:|\nend"), ["let a = 1;", "end"]);
    }

    #[test]
    fn lone_signs_stay() {
        for source in [
            "2 * 3 * 4 = 2*3*4",
            "snake_case_name",
            "*ST清河和*ST河道",
            "张*三、李*四",
            "[1](参见附录) [注] (a)",
            "a > b > c",
            "x | y",
            "it`s a ` tick",
            "__init__.py and C:\\dir",
            "**",
            "****",
        ] {
            let expected =
                if source.starts_with("__init__") { "init.py and C:\\dir" } else { source };
            assert_eq!(texts(source), [expected], "{source}");
        }
    }

    proptest! {
        #[test]
        fn no_line_panics_and_only_marks_go(source in "[*_`#>|\\[\\]()\\\\!^潮a/. -]{0,40}") {
            let kept: String = texts(&source).concat();
            let letters = |text: &str| text.chars().filter(|c| *c == '潮').count();
            prop_assert!(letters(&kept) <= letters(&source));
        }
    }
}

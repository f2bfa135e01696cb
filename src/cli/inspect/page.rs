//! A document for the eye: its text with everything that cleaning did to it, in place.
//!
//! ```text
//! ══ notes/0304.txt ═══════════════════════════════
//! text · gb18030 · 2021-03-04 · 清河市
//! 812 characters, sections: 3, breaks, spaces and marks closed: 4, lines dropped: 2
//! ── 1 · 守正创新 · 清河区委常委 王小明 ──────────────────
//!      0 │ 守正创新
//!      5 │ 全县上下深入⏎学习会议精神……
//!    120 ✗ share-buttons: 分享到微信
//! ```
//!
//! The number before a line is the character of the decoded source where it begins. `⏎` stands
//! where a line break was closed, `·` where a space or a mark was.

use std::fmt::Write;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::object::{Inspected, Joined};
use crate::corpus::Dropped;
use crate::report::untrusted::{one_line, readable};

/// Narrowest text beside the margin.
const MIN_WIDTH: usize = 20;

/// The document, no line wider than `width` columns.
pub fn page(inspected: &Inspected, width: usize) -> String {
    let mut page = String::new();
    rule(&mut page, '═', &one_line(inspected.document), width);
    head(&mut page, inspected, width);
    let dropped = together(&inspected.dropped);
    let mut dropped = dropped.iter().peekable();
    let lines = lines(inspected);
    for (i, (at, text)) in lines.iter().enumerate() {
        while let Some(drop) = dropped.next_if(|drop| drop.start < *at) {
            note(&mut page, drop, width);
        }
        let opens = |start: u32| start <= *at && (i == 0 || lines[i - 1].0 < start);
        if let Some(section) = inspected.sections.iter().find(|s| opens(s.start))
            && inspected.sections.len() > 1
        {
            let parts = [section.heading, section.speaker].into_iter().flatten().map(one_line);
            let title: Vec<String> =
                [format!("{}", section.section)].into_iter().chain(parts).collect();
            rule(&mut page, '─', &title.join(" · "), width);
        }
        wrapped(&mut page, &format!("{at:>7} │ "), text, width);
    }
    for drop in dropped {
        note(&mut page, drop, width);
    }
    page
}

/// What the document is, in a few lines.
fn head(page: &mut String, inspected: &Inspected, width: usize) {
    let date = inspected.date.map(|date| date.to_string());
    let what = [Some(inspected.format), Some(inspected.encoding), date.as_deref(), inspected.group];
    let what: Vec<String> =
        what.into_iter().flatten().filter(|part| !part.is_empty()).map(one_line).collect();
    let mut lines = vec![what.join(" · ")];
    lines.extend(inspected.title.map(|title| format!("title: {}", one_line(title))));
    let field =
        |(key, value): (&String, &String)| format!("{}: {}", one_line(key), one_line(value));
    lines.extend(inspected.metadata.iter().map(field));
    let original = inspected.duplicate_of;
    lines.extend(original.map(|name| format!("the same text as {}", one_line(name))));
    lines.push(format!(
        "{} characters, sections: {}, breaks, spaces and marks closed: {}, lines dropped: {}",
        inspected.text.chars().count(),
        inspected.sections.len(),
        inspected.joined.len(),
        inspected.dropped.len()
    ));
    for line in lines {
        wrapped(page, "", &line, width);
    }
}

/// The lines of the cleaned text with their marks, each with the source character it begins at.
fn lines(inspected: &Inspected) -> Vec<(u32, String)> {
    let mut joined = inspected.joined.iter().peekable();
    let mut stretches = inspected.map.iter().peekable();
    let mut at = 0u32;
    let mut lines = Vec::new();
    for line in inspected.text.split('\n') {
        while stretches.next_if(|(text, _, n)| text + n <= at).is_some() {}
        let source =
            stretches.peek().map_or(0, |&&(text, source, _)| source + at.saturating_sub(text));
        let mut shown = String::with_capacity(line.len());
        for c in line.chars() {
            while let Some(joined) = joined.next_if(|joined| joined.at <= at) {
                shown.push(mark(joined));
            }
            shown.push(c);
            at += 1;
        }
        at += 1;
        lines.push((source, readable(&shown).into_owned()));
    }
    lines
}

fn mark(joined: &Joined) -> char {
    if joined.removed.contains(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']) {
        '⏎'
    } else {
        '·'
    }
}

/// What was left out of one place as one piece: a page has hundreds of words around its text.
fn together(dropped: &[&Dropped]) -> Vec<Dropped> {
    let mut joined: Vec<Dropped> = Vec::new();
    for &next in dropped {
        match joined.last_mut() {
            Some(last)
                if next.start == next.end
                    && (last.start, last.end) == (next.start, next.end)
                    && last.reason == next.reason =>
            {
                last.text.push_str(" · ");
                last.text.push_str(&next.text);
            }
            _ => joined.push(next.clone()),
        }
    }
    joined
}

fn note(page: &mut String, drop: &Dropped, width: usize) {
    let said = format!("{}: {}", drop.reason, one_line(&drop.text));
    wrapped(page, &format!("{:>7} ✗ ", drop.start), &said, width);
}

/// A line of dashes that opens with a title.
fn rule(page: &mut String, dash: char, title: &str, width: usize) {
    let head = format!("{dash}{dash} {title} ");
    let rest = width.saturating_sub(head.width());
    let _ = writeln!(page, "{head}{}", dash.to_string().repeat(rest));
}

/// Text behind a margin, broken at the width; a word of a spaced script stays whole where it can.
fn wrapped(page: &mut String, margin: &str, text: &str, width: usize) {
    let room = width.saturating_sub(margin.width()).max(MIN_WIDTH);
    let behind = if margin.is_empty() { String::new() } else { format!("{:>7} │ ", "") };
    let mut margin = margin;
    let mut rest = text;
    loop {
        let (line, after) = fold_at(rest, room);
        let _ = writeln!(page, "{margin}{line}");
        rest = after;
        if rest.is_empty() {
            return;
        }
        margin = &behind;
    }
}

/// The text up to a column, and the rest.
fn fold_at(text: &str, room: usize) -> (&str, &str) {
    let (mut columns, mut space) = (0, None);
    for (i, c) in text.char_indices() {
        columns += c.width().unwrap_or(0);
        if columns > room && i > 0 {
            let cut = space.filter(|&space| space * 2 > i).unwrap_or(i);
            return (text[..cut].trim_end(), text[cut..].trim_start());
        }
        if c == ' ' {
            space = Some(i);
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean;
    use crate::corpus::{Corpus, Document};

    fn shown(source: &str, width: usize) -> String {
        let document = Document {
            name: "a.txt".into(),
            format: "text".into(),
            source: source.into(),
            ..Document::default()
        };
        let corpus = Corpus::new(vec![document]);
        let (texts, _) = clean::clean(&corpus, &Default::default(), &Default::default());
        page(&Inspected::new(&corpus.documents[0], &texts[0]), width)
    }

    #[test]
    fn text_joins_and_drops_stand_in_place() {
        let page = shown(
            "清河市统计工作会议\n会议要求，凝聚人心、汇聚统 \n一战线的力量。\n分享到：微信\n",
            80,
        );
        let lines: Vec<&str> = page.lines().collect();
        assert!(lines[0].starts_with("══ a.txt ═══") && lines[0].width() == 80);
        assert_eq!(lines[1], "text");
        assert_eq!(lines[3], "      0 │ 清河市统计工作会议");
        assert_eq!(lines[4], "     10 │ 会议要求，凝聚人心、汇聚统⏎一战线的力量。");
        assert_eq!(lines[5], "     33 ✗ share-buttons: 分享到：微信");
    }

    #[test]
    fn what_was_left_out_of_one_place_stands_together() {
        let left_out = |at: u32, text: &str| Dropped {
            start: at,
            end: at,
            text: text.into(),
            reason: "outside-main-text".into(),
        };
        let pieces = [left_out(0, "首页"), left_out(0, "要闻"), left_out(9, "版权")];
        let joined = together(&pieces.iter().collect::<Vec<_>>());
        let texts: Vec<&str> = joined.iter().map(|d| d.text.as_str()).collect();
        assert_eq!(texts, ["首页 · 要闻", "版权"]);
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_and_controls_are_gone() {
        let page =
            shown(&format!("{}\x1b[31m {}\n", "河道整治".repeat(30), "word ".repeat(60)), 50);
        assert!(page.lines().all(|line| line.width() <= 50), "{page}");
        assert!(!page.contains('\x1b'));
    }
}

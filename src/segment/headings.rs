//! Headed parts: which of a document's headings divide it.
//!
//! ```text
//! 第一章 总则   ← divides          一、回顾      ← divides          港口要闻        ← divides
//! 第一节 目标                      （一）成绩                       一、码头竣工
//! 第二章 职责   ← divides          二、安排      ← divides          渔业要闻        ← divides
//!                                                                一、开渔
//! ```
//!
//! The top level with at least two parts divides: its parts are long enough to be compared, and a
//! heading below it stays inside the part it belongs to. Markdown gives levels. Of numbered
//! headings the top level is the kind of number that begins first and only ever rises: what stands
//! between two of its numbers is below it. A kind of number that starts again under other headings
//! is below them. Headings that nothing proves to be lower divide.

use super::Start;
use super::numbering::{Class, number};
use crate::corpus::{ParagraphKind, Text};

/// What shows a heading's level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    /// Marked as a heading of this level.
    Marked(u8),
    /// A number of this kind.
    Numbered(Class),
    /// Nothing.
    Plain,
}

#[derive(Debug, Clone, Copy)]
struct Heading {
    paragraph: usize,
    level: Level,
    value: u32,
    /// Whether a title stands behind the number.
    titled: bool,
}

/// Parts under headings, if there are at least so many behind the title; `levels` are those of the
/// paragraphs that Markdown marks as headings, else 0.
pub(super) fn parts(text: &Text, levels: &[u8], at_least: usize) -> Option<Vec<Start>> {
    let headings = headings(text, levels);
    let top = top(&headings, text.paragraphs.len());
    let under = |divides: &[bool]| {
        let starts = starts(text, &headings, divides, top);
        (starts.len() >= at_least).then_some(starts)
    };
    under(&divides(&headings, top)).or_else(|| under(&vec![true; headings.len()]))
}

fn starts(text: &Text, headings: &[Heading], divides: &[bool], top: Option<Level>) -> Vec<Start> {
    let line = |h: &Heading| text.paragraphs.get(h.paragraph).map(|p| p.span);
    let is_top = |h: &Heading| Some(h.level) == top;
    let mut starts: Vec<Start> = Vec::new();
    let mut i = 0;
    while i < headings.len() {
        // headings in a row open one part
        let adjoin = |w: &&[Heading]| w[0].paragraph + 1 == w[1].paragraph;
        let n = 1 + headings[i..].windows(2).take_while(adjoin).count();
        let run = &headings[i..i + n];
        let last = run.iter().zip(&divides[i..]).rfind(|(_, divides)| **divides);
        i += n;
        let Some((last, _)) = last else {
            continue;
        };
        let named = run.iter().rposition(is_top).map(|at| match run.get(at + 1) {
            // a number alone is named by the line below it
            Some(below) if !run[at].titled && below.level == Level::Plain => below,
            _ => &run[at],
        });
        let first = run[0].paragraph;
        // the lines of the title belong to the first part where one follows at once
        if first > 0 || named.is_some() {
            starts.push(Start { first, heading: line(named.unwrap_or(last)), speaker: None });
        }
    }
    starts
}

fn headings(text: &Text, levels: &[u8]) -> Vec<Heading> {
    let paragraphs = text.paragraphs.iter().enumerate();
    paragraphs
        .filter(|(_, p)| p.kind == ParagraphKind::Heading)
        .map(|(paragraph, p)| {
            let line = text.slice(p.span);
            let number = number(line);
            let level = match (levels.get(paragraph), number) {
                (Some(&level), _) if level > 0 => Level::Marked(level),
                (_, Some(number)) => Level::Numbered(number.class),
                _ => Level::Plain,
            };
            let value = number.map_or(0, |n| n.value);
            let titled = number.is_none_or(|n| n.end < line.len());
            Heading { paragraph, level, value, titled }
        })
        .collect()
}

/// The level that divides, if something shows it.
fn top(headings: &[Heading], n_paragraphs: usize) -> Option<Level> {
    // a heading makes a part if text stands between it and the next of its level
    let n_parts = |level: Level| {
        let follows = |i: usize| {
            let next = headings.get(i + 1).map_or(n_paragraphs, |next| next.paragraph);
            next > headings[i].paragraph + 1
        };
        let mut n = 0;
        let mut open = false;
        for (i, heading) in headings.iter().enumerate() {
            open |= heading.level == level;
            if open && follows(i) {
                n += 1;
                open = false;
            }
        }
        n
    };
    let marked = (1..=6).map(Level::Marked).find(|&level| n_parts(level) > 1);
    marked.or_else(|| {
        let mut seen: Vec<Level> = Vec::new();
        for heading in headings.iter().filter(|h| matches!(h.level, Level::Numbered(_))) {
            if !seen.contains(&heading.level) {
                seen.push(heading.level);
            }
        }
        seen.into_iter().find(|&level| rises(headings, level) && n_parts(level) > 1)
    })
}

/// Whether the numbers of a level never start again and follow each other at least once.
fn rises(headings: &[Heading], level: Level) -> bool {
    let values: Vec<u32> = headings.iter().filter(|h| h.level == level).map(|h| h.value).collect();
    values.windows(2).all(|w| w[0] < w[1]) && values.windows(2).any(|w| w[0] + 1 == w[1])
}

/// Which headings divide.
fn divides(headings: &[Heading], top: Option<Level>) -> Vec<bool> {
    let Some(top) = top else {
        let below = restarting(headings);
        return headings.iter().map(|h| !below.contains(&h.level)).collect();
    };
    let first = headings.iter().position(|h| h.level == top).unwrap_or(0);
    let last = headings.iter().rposition(|h| h.level == top).unwrap_or(0);
    let inside: Vec<Level> = headings[first..=last].iter().map(|h| h.level).collect();
    let is_below = |level: Level| match (level, top) {
        (Level::Marked(level), Level::Marked(top)) => level > top,
        (Level::Marked(_), _) => false,
        (Level::Numbered(class), Level::Numbered(top)) => {
            inside.contains(&level) || class.depth() > top.depth()
        }
        _ => inside.contains(&level),
    };
    let is_above = |level: Level| matches!((level, top), (Level::Marked(level), Level::Marked(top)) if level < top);
    let divides = |(i, h): (usize, &Heading)| {
        h.level == top || is_above(h.level) || i < first || !is_below(h.level)
    };
    headings.iter().enumerate().map(divides).collect()
}

/// Kinds of numbers that start again at one, each time below another heading.
fn restarting(headings: &[Heading]) -> Vec<Level> {
    let mut found: Vec<Level> = Vec::new();
    let mut seen: Vec<Level> = Vec::new();
    for heading in headings {
        let level = heading.level;
        if !matches!(level, Level::Numbered(_)) || seen.contains(&level) {
            continue;
        }
        seen.push(level);
        let (mut previous, mut between, mut restarts, mut loose) = (0, false, 0, 0);
        for other in headings {
            if other.level != level {
                between = true;
                continue;
            }
            if other.value <= previous {
                let below = between && other.value == 1;
                restarts += usize::from(below);
                loose += usize::from(!below);
            }
            (previous, between) = (other.value, false);
        }
        if restarts > 0 && loose == 0 {
            found.push(level);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::{SegmentSettings, Segmenter};
    use super::*;
    use crate::corpus::{Paragraph, Span};

    const BODY: &str = "全市上下要把思想和行动统一到会议精神上来，把各项任务落到实处。";

    /// The headings of the sections of a text whose headings are marked by `#` and, where their
    /// level is unknown, by `?`.
    fn heads(lines: &[&str]) -> Vec<String> {
        let (mut text, mut levels) = (Text::default(), Vec::new());
        for line in lines {
            let title = line.trim_start_matches(['#', '?']);
            let start = text.text.len();
            text.text.push_str(title);
            let span = Span::new(start, text.text.len());
            let is_heading = title.len() < line.len();
            let kind = if is_heading { ParagraphKind::Heading } else { ParagraphKind::Body };
            text.paragraphs.push(Paragraph { span, kind });
            text.text.push('\n');
            levels.push(line.bytes().take_while(|&b| b == b'#').count() as u8);
        }
        text.text.pop();
        Segmenter::new(&SegmentSettings::default()).segment(&mut text, &levels);
        let head = |s: &crate::corpus::Section| s.heading.map(|span| text.slice(span).to_string());
        text.sections.iter().map(|s| head(s).unwrap_or_default()).collect()
    }

    #[test]
    fn chapters_divide_and_sections_of_chapters_do_not() {
        assert_eq!(
            heads(&[
                "?清河市码头条例",
                BODY,
                "?第一章 总则",
                BODY,
                "?第二章 职责",
                "?第一节 巡查",
                BODY,
                "?第二节 报告",
                BODY,
                "?第三章 附则",
                BODY,
            ]),
            ["清河市码头条例", "第一章 总则", "第二章 职责", "第三章 附则"]
        );
    }

    #[test]
    fn what_stands_between_two_numbers_is_below_them() {
        assert_eq!(
            heads(&[
                "?题目",
                BODY,
                "?前言",
                BODY,
                "?一、回顾",
                BODY,
                "?（一）成绩",
                BODY,
                "?码头",
                BODY,
                "?二、安排",
                BODY,
                "?（一）目标",
                BODY,
                "?结语",
                BODY,
            ]),
            ["题目", "前言", "一、回顾", "二、安排"]
        );
        assert_eq!(
            heads(&["?T", BODY, "?1. A", BODY, "?1.1 B", BODY, "?2. C", BODY, "?Annex", BODY]),
            ["T", "1. A", "2. C", "Annex"]
        );
    }

    #[test]
    fn numbers_that_start_again_are_below_what_stands_between() {
        assert_eq!(
            heads(&[
                "?港口要闻",
                BODY,
                "?码头",
                BODY,
                "?一、竣工",
                BODY,
                "?二、通航",
                BODY,
                "?渔业",
                BODY,
                "?一、开渔",
                BODY,
                "?二、禁渔",
                BODY,
            ]),
            ["港口要闻", "码头", "渔业"]
        );
    }

    #[test]
    fn the_top_markdown_level_with_two_parts_divides() {
        assert_eq!(
            heads(&["#T", BODY, "##A", BODY, "###a", BODY, "?x", BODY, "##B", BODY]),
            ["T", "A", "B"]
        );
        assert_eq!(heads(&["#A", BODY, "##a", BODY, "##b", BODY, "#B", BODY]), ["A", "B"]);
        // two titles and one part are not two parts
        assert_eq!(heads(&["#Site", "#T", "##A", BODY, "##B", BODY]), ["A", "B"]);
    }

    #[test]
    fn a_number_alone_is_named_by_the_line_below_it() {
        assert_eq!(
            heads(&["?Charter", BODY, "?Article 1", "?Boats", BODY, "?Article 2", "?Nets", BODY]),
            ["Charter", "Boats", "Nets"]
        );
    }
}

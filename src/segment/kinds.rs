//! What a line is by its looks: a heading, a byline, the start of a list item, running text.
//!
//! Looks alone say what a line may be; [`kinds`] then looks at what follows. A heading leads to
//! running text or to a byline, and a byline to running text, so that verse, lists, addresses and
//! closing signatures stay body. In a long run of short lines (a table, a table of contents) only
//! the last leads to what follows.

use std::sync::LazyLock;

use regex::Regex;

use super::byline::is_byline;
use super::numbering::{Number, number};
use crate::corpus::ParagraphKind;
use crate::dates;
use crate::fold::{is_han, is_wide};

/// Longest heading in characters of Chinese, Japanese and the like.
const MAX_HEADING_CHARS: usize = 50;
/// Longest heading in words of other scripts.
const MAX_HEADING_WORDS: usize = 12;
/// More short lines than this in a row are a list.
const MAX_HEADING_RUN: usize = 4;
/// More bylines than this in a row are a list of names.
const MAX_BYLINE_RUN: usize = 2;

/// A paragraph to be judged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate<'t> {
    /// Its text.
    pub text: &'t str,
    /// The level of the heading that Markdown marks it as, else 0.
    pub level: u8,
}

/// The kind of every paragraph of a document.
pub(crate) fn kinds(paragraphs: &[Candidate]) -> Vec<ParagraphKind> {
    use ParagraphKind::{Body, Byline, Heading};
    let mut kinds: Vec<ParagraphKind> = paragraphs
        .iter()
        .map(|p| match p {
            p if p.level > 0 => Heading,
            p if is_byline(p.text) => Byline,
            p if looks_like_heading(p.text) => Heading,
            _ => Body,
        })
        .collect();
    let mut i = 0;
    while i < kinds.len() {
        let run = kinds[i..].iter().take_while(|&&k| k != Body).count();
        if run == 0 {
            i += 1;
            continue;
        }
        let leads = paragraphs.get(i + run).is_some_and(|p| is_running(p.text));
        settle_run(&paragraphs[i..i + run], &mut kinds[i..i + run], i == 0, leads);
        i += run;
    }
    kinds
}

/// Settles a run of headings and bylines; `leads` tells whether running text follows it.
fn settle_run(lines: &[Candidate], kinds: &mut [ParagraphKind], opens: bool, leads: bool) {
    use ParagraphKind::{Body, Byline, Heading};
    let bylines = kinds.iter().rev().take_while(|&&k| k == Byline).count();
    let headings = kinds.len() - bylines;
    for i in 0..kinds.len() {
        let keep = if i < headings {
            let title = opens && i == 0;
            let last = i + 1 == headings;
            let listed = is_listed(&lines[..headings], i);
            kinds[i] == Heading
                && leads
                && !listed
                && (title || last || kinds.len() <= MAX_HEADING_RUN)
        } else {
            let signed = lines[i].text.chars().any(is_han) || headings > 0;
            leads && bylines <= MAX_BYLINE_RUN && signed
        };
        let settled = kinds[i] == Heading && lines[i].level > 0;
        if !(keep || settled) {
            kinds[i] = Body;
        }
    }
}

/// Whether a line is an item of a numbered list: the number before or behind it stands next to it.
fn is_listed(lines: &[Candidate], i: usize) -> bool {
    let number = |i: usize| lines.get(i).and_then(|line| number(line.text));
    let next_to = |a: Option<Number>, b: Option<Number>| {
        a.zip(b).is_some_and(|(a, b)| a.class == b.class && a.value + 1 == b.value)
    };
    next_to(number(i), number(i + 1)) || i > 0 && next_to(number(i - 1), number(i))
}

/// Whether a paragraph is running text: a sentence, or too long for a heading.
pub(super) fn is_running(text: &str) -> bool {
    ends_sentence(text) || !is_short(text)
}

/// Whether a line could be a heading by its looks.
pub(crate) fn looks_like_heading(text: &str) -> bool {
    // patterns are only tried on what is short enough
    if !is_short(text) {
        return false;
    }
    let number = number(text);
    let title = number.map_or(text, |n| &text[n.end..]);
    if title.is_empty() {
        return number.is_some_and(|n| n.names_part());
    }
    let is_date = || dates::parse(text).is_some();
    !has_sentence(title) && has_heading_end(title) && is_titular(text, title) && !is_date()
}

fn is_short(text: &str) -> bool {
    if text.len() > 4 * MAX_HEADING_CHARS {
        return false;
    }
    if text.chars().any(is_wide) {
        text.chars().count() <= MAX_HEADING_CHARS
    } else {
        text.split_whitespace().count() <= MAX_HEADING_WORDS
    }
}

/// Whether a sentence ends inside the line.
pub(crate) fn has_sentence(text: &str) -> bool {
    text.contains(['。', '；', ';', '．']) || text.contains(". ")
}

/// A heading ends without a mark, or short with a question or exclamation.
fn has_heading_end(text: &str) -> bool {
    let spoken = ["各位", "同志们", "朋友们", "女士们", "先生们", "乡亲们"];
    match last_mark(text) {
        Some('！' | '!') => {
            text.chars().count() <= 20 && !spoken.iter().any(|s| text.starts_with(s))
        }
        Some('？' | '?') => text.chars().count() <= 60 && !text.contains(['：', ':']),
        Some('，' | ',' | '、' | '（' | '(' | '“' | '《' | '-' | '—' | '–') => false,
        _ => !ends_sentence(text),
    }
}

/// Letters enough, no row of a table, no date, no bullet, no lower case at its beginning.
fn is_titular(text: &str, title: &str) -> bool {
    static NO_TITLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(?:[\d一二〇○０-９]{4}\s?年[^，]{0,20}[月日]|[•\-*+·]\s|[(（][^)）]*[)）]$|[一二三四五六七八九十]是|[附抄]件?[:：\s])").ok()
    });
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(2).count();
    let commas = text.chars().filter(|c| matches!(c, '，' | ',')).count();
    letters == 2
        && !is_row(text)
        && commas <= 3
        && !title.starts_with(|c: char| c.is_lowercase())
        // an annex that is numbered is none: 第九章 附 则
        && (title.len() < text.len() && title.starts_with('附')
            || !NO_TITLE.as_ref().is_some_and(|no| no.is_match(title)))
}

/// Whether the line is a row of a table, as the readers of tables write it.
pub(crate) fn is_row(text: &str) -> bool {
    text.contains(" | ")
}

/// The last character that is no closing quote or bracket.
pub(crate) fn last_mark(text: &str) -> Option<char> {
    text.chars().rev().find(|&c| !is_closer(c) && !c.is_whitespace())
}

/// Whether the line ends where a sentence or clause may end a paragraph.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let ends = [
        '。', '！', '？', '；', '：', '…', '．', '｡', '.', '!', '?', ';', ':', '।', '॥', '؟', '۔',
        '։', '።',
    ];
    last_mark(text).is_some_and(|c| ends.contains(&c)) || ends_in_signature(text)
}

/// Whether a line of verse or a motto names its author at the end: …。——李小红
fn ends_in_signature(text: &str) -> bool {
    text.rfind("——").is_some_and(|dash| {
        text[dash..].chars().count() <= 10
            && text[..dash].ends_with(['。', '！', '？', '”', '.', '!', '?'])
    })
}

/// Closing quotes, brackets, note marks and characters no font shows.
fn is_closer(c: char) -> bool {
    matches!(
        c,
        '”' | '’'
            | '」'
            | '』'
            | '）'
            | ')'
            | '》'
            | '〉'
            | '】'
            | ']'
            | '"'
            | '\''
            | '»'
            | '*'
            | '\u{e000}'..='\u{f8ff}'
    )
}

/// Whether a line opens something of its own: a numbered heading, an article, a list item.
pub(crate) fn starts_block(text: &str) -> bool {
    static START: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"^(?:[一二三四五六七八九十百]{1,4}[、.．]|[(（][一二三四五六七八九十百\d]{1,4}[)）]",
            r"|第[一二三四五六七八九十百千〇零\d]{1,7}[编章节条款部分篇届]{1,2}(?:\s|$)",
            r"|\d{1,3}(?:、|[.．)）]\s*[^\d\s])|[•●■◆▲★※○·*+\-]\s|[—–]{2}|[①-⑳]",
            r"|[(（]?(?:[ivxIVX]{1,4}|[A-Za-z])[.)）]\s)"
        ))
        .ok()
    });
    START.as_ref().is_some_and(|start| start.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParagraphKind::{Body, Byline, Heading};

    fn of(lines: &[&str]) -> Vec<ParagraphKind> {
        let lines: Vec<Candidate> =
            lines.iter().map(|&text| Candidate { text, level: 0 }).collect();
        kinds(&lines)
    }

    const BODY: &str = "全市上下要把思想和行动统一到会议精神上来，把各项任务落到实处。";

    #[test]
    fn short_lines_before_running_text_are_headings() {
        let lines = ["清河市统计工作会议召开", "学习贯彻会议精神", BODY, "守正创新“谋”", BODY];
        assert_eq!(of(&lines), [Heading, Heading, Body, Heading, Body]);
        assert_eq!(
            of(&["一、工作回顾", BODY, "（一）怎么看？", BODY]),
            [Heading, Body, Heading, Body]
        );
    }

    #[test]
    fn rows_of_tables_are_no_headings() {
        assert_eq!(of(&[BODY, "桥梁 | 长度", "石桥 | 三十米", BODY]), [Body; 4]);
    }

    #[test]
    fn signatures_dates_salutations_and_verse_are_no_headings() {
        assert_eq!(of(&[BODY, "清河市人民政府", "2021年3月4日"]), [Body; 3]);
        assert_eq!(of(&["各位代表！", BODY, "各位代表：", BODY]), [Body; 4]);
        assert_eq!(of(&["春水漫过石桥", "柳絮落在船头", "远山青了又黄"]), [Body; 3]);
        assert_eq!(of(&["清河市统计工作会议召开"]), [Body]);
    }

    #[test]
    fn of_a_list_only_the_last_line_leads_on() {
        let lines = ["目录", "一、回顾", "二、形势", "三、任务", "四、措施", "一、回顾", BODY];
        assert_eq!(of(&lines), [Heading, Body, Body, Body, Body, Heading, Body]);
    }

    #[test]
    fn numbered_lines_are_headings_unless_they_are_sentences_or_lists() {
        for line in [
            "1. The harbour",
            "1.2 Boats and nets",
            "IV. THE WALL",
            "Article 5",
            "Section 3.",
            "Section 3. Powers of the council",
            "CHAPTER II",
            "１．概况",
            "第三条",
            "第九章 附 则",
        ] {
            assert!(looks_like_heading(line), "{line}");
        }
        for line in [
            "一是加强领导，压实责任",
            "1. We will build the wall, and the county will pay for it.",
            "1. boats",
            "Section 3 of the charter",
            "3.",
            "J. Smith",
            "3. August 2015",
            "1. 2021年3月4日",
            "Tuesday, 14 March 2023",
            "March 14, 2023",
        ] {
            assert!(!looks_like_heading(line), "{line}");
        }
        let list = ["The harbour needs:", "1. Boats", "2. Nets", "3. Sails", BODY];
        assert_eq!(of(&list), [Body; 5]);
        assert_eq!(of(&["1. Boats", BODY, "2. Nets", BODY]), [Heading, Body, Heading, Body]);
    }

    #[test]
    fn bylines_need_a_statement_behind_them() {
        let lines = ["守正创新开新局", "清河区委常委、宣传部部长 王小明", BODY];
        assert_eq!(of(&lines), [Heading, Byline, Body]);
        let roll = ["出席会议的有：", "市长 王小明", "副市长 李小红", "副市长 张小强", BODY];
        assert_eq!(of(&roll), [Body; 5]);
        assert_eq!(
            of(&[
                "A harbour for everyone",
                "Jane Doe, Chair of the Harbour Council",
                "The tide turned."
            ]),
            [Heading, Byline, Body]
        );
    }
}

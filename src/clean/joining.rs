//! Broken lines: which physical lines make one paragraph.
//!
//! Three kinds of source need three rules. Hard-wrapped text has lines of one width: a line goes on
//! where it is full, that is, where the next word would not have fitted. In unwrapped text, the
//! usual case, a line goes on only where a break inside a sentence can be proved: the break falls
//! inside a dictionary word or an open quotation, or the next line begins with a closing mark or a
//! small letter. Where such proofs or stray spaces show that a document is broken, lines that hold
//! the end of a sentence, or clauses too long for a heading, go on as well. What ends a sentence
//! ends a paragraph, and no line joins a heading, a byline or a list item behind it.

use super::excerpt::Excerpt;
use super::hyphens::Hyphens;
use super::lines::Line;
use super::wrapping::Wrapping;
use crate::dictionary::jieba;
use crate::fold::{is_han, is_wide};
use crate::segment::byline::is_byline;
use crate::segment::kinds::{
    ends_sentence, has_sentence, is_row, looks_like_heading, starts_block,
};

/// A line of this many characters with a comma is too long for a heading in broken text.
const CLAUSE: usize = 30;
/// A line of this many characters is too long for any heading.
const LONG: usize = 50;
/// A spaced line shorter than this (columns) may be a list entry in small letters.
const SPACED: usize = 30;
/// Shortest line (characters) taken for running text below a heading.
const FRAGMENT: usize = 12;
/// Characters on each side of a break that the dictionary looks at.
const WINDOW: usize = 6;

/// Lines that belong together.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    pub excerpt: Excerpt,
    /// The level of the heading that Markdown marks it as, else 0.
    pub level: u8,
}

/// Every line a paragraph of its own.
pub(super) fn keep(lines: Vec<Line>) -> Vec<Paragraph> {
    lines.into_iter().map(|l| Paragraph { excerpt: l.excerpt, level: l.level }).collect()
}

/// Joins lines broken inside a sentence; also tells how many breaks were joined.
pub(super) fn join(source: &str, lines: Vec<Line>) -> (Vec<Paragraph>, u32) {
    let judge = Judge::new(&lines);
    let mut hyphens = Hyphens::new(source);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let (mut n_joined, mut state) = (0, State::default());
    for (i, line) in lines.iter().enumerate() {
        let goes_on = i > 0 && judge.goes_on(i - 1, &state);
        state.step(line, goes_on, i > 0 && judge.ended[i - 1]);
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on => {
                append(&mut paragraph.excerpt, &lines[i - 1], line, &mut hyphens);
                n_joined += 1;
            }
            _ => paragraphs.push(Paragraph { excerpt: line.excerpt.clone(), level: line.level }),
        }
    }
    (paragraphs, n_joined)
}

/// Puts a line behind a paragraph: directly in Chinese, with a space in spaced scripts.
fn append(paragraph: &mut Excerpt, previous: &Line, line: &Line, hyphens: &mut Hyphens) {
    let text = paragraph.text();
    let (last, first) = (text.chars().next_back(), line.text().chars().next());
    let (Some(last), Some(first)) = (last, first) else {
        return;
    };
    if previous.is_hyphenated && first.is_alphabetic() {
        paragraph.append(None, &line.excerpt);
        return;
    }
    if last == '-' && first.is_lowercase() {
        if hyphens.breaks_word(text, line.text()) {
            paragraph.pop();
        }
        paragraph.append(None, &line.excerpt);
        return;
    }
    let chinese = || previous.text().chars().chain(line.text().chars()).take(400).any(is_han);
    let space = !is_wide(last)
        && !is_wide(first)
        && (last.is_alphabetic() && first.is_alphabetic() || !chinese());
    paragraph.append(space.then_some(previous.space_at), &line.excerpt);
}

/// What has been read so far.
#[derive(Default)]
struct State {
    /// Whether the line belongs to a paragraph of several lines.
    inside: bool,
    /// Whether a sentence has ended before: the lines of the title are over.
    running: bool,
    /// Whether the line before this paragraph looked like a heading.
    below_heading: bool,
    /// Whether the paragraph began with a line that looked like a heading.
    heading: bool,
}

impl State {
    fn step(&mut self, line: &Line, goes_on: bool, ended: bool) {
        if goes_on {
            (self.inside, self.heading) = (true, false);
        } else {
            self.running |= ended;
            self.below_heading = self.heading;
            self.heading = looks_like_heading(line.text());
            self.inside = false;
        }
    }
}

struct Judge<'l> {
    lines: &'l [Line],
    /// Whether each line ends a sentence.
    ended: Vec<bool>,
    wrapping: Option<Wrapping>,
    /// Whether breaks inside sentences have been proved.
    broken: bool,
    /// Indentation of lines that do not begin a paragraph.
    margin: usize,
}

impl<'l> Judge<'l> {
    fn new(lines: &'l [Line]) -> Self {
        let ended: Vec<bool> = lines.iter().map(|l| ends_sentence(l.text())).collect();
        let wrapping = Wrapping::of(lines, &ended);
        let margin = margin(lines);
        let mut judge = Self { lines, ended, wrapping, broken: false, margin };
        judge.broken = judge.is_broken();
        judge
    }

    fn is_broken(&self) -> bool {
        let spaced = |l: &&Line| has_sentence(l.text()) && super::spaces::stray(l.text()).len() > 1;
        self.lines.iter().filter(spaced).count() > 1
            || (1..self.lines.len())
                .any(|i| !self.ended[i - 1] && !self.opens(i) && self.proved(i - 1))
    }

    /// Whether line `i` begins something of its own.
    fn opens(&self, i: usize) -> bool {
        let line = &self.lines[i];
        line.level > 0 || line.indent >= self.margin + 2 || starts_block(line.text())
    }

    /// Whether the paragraph of line `i` goes on in the next line.
    fn goes_on(&self, i: usize, state: &State) -> bool {
        let (line, next) = (&self.lines[i], &self.lines[i + 1]);
        if line.is_hyphenated && starts_small(next.text()) {
            return true;
        }
        if line.level > 0 || self.opens(i + 1) || is_row(line.text()) || is_row(next.text()) {
            return false;
        }
        if let Some(wrapping) = &self.wrapping
            && wrapping.goes_on(line, next, self.ended[i])
        {
            return true;
        }
        if self.ended[i] || is_byline(line.text()) || is_byline(next.text()) {
            return false;
        }
        let (text, follower) = (line.text(), next.text());
        if starts_small(follower) {
            return (line.width >= SPACED || state.inside) && (line.width >= SPACED / 2);
        }
        if !text.chars().next_back().is_some_and(|c| is_wide(c) || !c.is_alphabetic())
            || !follower.chars().any(is_wide)
        {
            return false;
        }
        self.proved(i) || self.wrapping.is_none() && self.clause_goes_on(i, state)
    }

    /// In a document with proved breaks: whether an unfinished Chinese line is running text.
    fn clause_goes_on(&self, i: usize, state: &State) -> bool {
        let (text, follower) = (self.lines[i].text(), self.lines[i + 1].text());
        let heading_follows = looks_like_heading(follower)
            && follower.chars().count() <= LONG / 2
            && !follower.contains(['，', ',']);
        if !self.broken || heading_follows {
            return false;
        }
        let n = text.chars().count();
        if starts_block(text) && !has_sentence(text) && n <= LONG && !state.inside {
            // a numbered heading, unless only the rest of its clause follows
            return ends_sentence(follower) && follower.chars().count() <= CLAUSE;
        }
        let comma = text.contains(['，', ',', '、']);
        state.inside
            || n > LONG
            || has_sentence(text)
            || state.running && comma && n >= CLAUSE
            || state.running
                && state.below_heading
                && n >= FRAGMENT
                && !text.contains(['，', ',', ' ', '\u{3000}', '“'])
    }

    /// Whether the break behind an unfinished line is certainly inside a sentence.
    fn proved(&self, i: usize) -> bool {
        let (text, follower) = (self.lines[i].text(), self.lines[i + 1].text());
        follower.starts_with(['，', '。', '、', '；', '：', '）', '”', '》', '」', '！', '？'])
            || open_quotation(text, follower)
            || inside_word(text, follower)
    }
}

/// Whether a line begins with a letter that has a capital form, in small.
fn starts_small(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}

/// The smallest indentation that at least a fifth of the lines have.
fn margin(lines: &[Line]) -> usize {
    let mut indents: Vec<usize> = lines.iter().map(|l| l.indent).collect();
    indents.sort_unstable();
    indents.get(lines.len() / 5).copied().unwrap_or(0)
}

/// Whether a quotation or bracket is open where the line ends and closed in the next.
fn open_quotation(text: &str, follower: &str) -> bool {
    [('“', '”'), ('《', '》'), ('（', '）'), ('「', '」')].iter().any(|&(open, close)| {
        let tail = text.rfind([open, close]).filter(|&i| text[i..].starts_with(open));
        let head = follower.find([open, close]).filter(|&i| follower[i..].starts_with(close));
        tail.is_some_and(|i| text[i..].chars().count() <= LONG)
            && head.is_some_and(|i| follower[..i].chars().count() <= LONG)
    })
}

/// Whether the break falls inside a dictionary word, one side of it a single character.
fn inside_word(text: &str, follower: &str) -> bool {
    let before: Vec<char> = text.chars().rev().take_while(|&c| is_han(c)).take(WINDOW).collect();
    let after: Vec<char> = follower.chars().take_while(|&c| is_han(c)).take(WINDOW).collect();
    if before.len() < 2 || after.len() < 2 {
        return false;
    }
    let break_at: usize = before.iter().map(|c| c.len_utf8()).sum();
    let window: String = before.iter().rev().chain(&after).collect();
    let cut = jieba().cut(&window, false);
    cut.iter().any(|word| {
        let (start, end) = (word.byte_start, word.byte_end);
        start < break_at
            && break_at < end
            && (window[start..break_at].chars().count() == 1
                || window[break_at..end].chars().count() == 1
                || window[start..end].chars().count() > 4)
    })
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn joined(source: &str) -> Vec<String> {
        let (paragraphs, _) = join(source, lines(source, 0));
        paragraphs.iter().map(|p| p.excerpt.text().to_string()).collect()
    }

    #[test]
    fn a_break_inside_a_word_is_joined_over_a_blank_line() {
        assert_eq!(
            joined("进一步推动河长制落地见效，推动本\n\n地企业参与治理。\n\n第二段落。"),
            ["进一步推动河长制落地见效，推动本地企业参与治理。", "第二段落。"]
        );
    }

    #[test]
    fn a_word_broken_at_a_soft_hyphen_is_whole_again() {
        assert_eq!(joined("the oper\u{ad}\nation of the ferry"), ["the operation of the ferry"]);
        assert_eq!(joined("the oper\u{ad} \nAnother line"), ["the oper", "Another line"]);
    }

    #[test]
    fn headings_before_running_text_stay_apart() {
        let source = "清河市召开会议，部署全年工作\n会议指出，要统一思想。\n强化责任担当\n各部门要抓好落实。";
        assert_eq!(joined(source).len(), 4);
    }

    #[test]
    fn verse_and_lists_stay_apart() {
        for source in [
            "春水漫过石桥，\n柳絮落在船头，\n远山青了又黄。",
            "春水流過石橋西，柳絮沾衣。——李小紅\n遠山青了又還黃，雁字成行。——王小明\n漁火一星江上見，夜半歸航。——張小強\n桃花落盡無人掃，滿地斜陽。——趙小剛",
            "milk\neggs\nbread",
            "The tide comes in,\nThe tide goes out,\nThe boats lie still\nAnd wait for day",
        ] {
            assert_eq!(joined(source).len(), source.lines().count(), "{source}");
        }
    }

    #[test]
    fn english_lines_go_on_in_small_letters() {
        assert_eq!(
            joined(
                "The council met on Tuesday evening to discuss the\n\nharbour wall and its devel-\nopment. It agreed."
            ),
            [
                "The council met on Tuesday evening to discuss the harbour wall and its development. It agreed."
            ]
        );
    }

    #[test]
    fn an_open_quotation_proves_a_break() {
        assert_eq!(
            joined("深化“清河直通车·企业恳\n谈会”等活动，发挥作用。"),
            ["深化“清河直通车·企业恳谈会”等活动，发挥作用。"]
        );
    }
}

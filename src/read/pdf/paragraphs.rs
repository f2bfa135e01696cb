//! Paragraphs from lines: where the page breaks a line and where the writer did.
//!
//! A line goes on in the next if both are of one size, stand at the usual distance, and the line is
//! full: the first word of the next would not have fitted into its column. An indented line, a list
//! mark, a leader of dots or the cells of a table begin anew. A paragraph also goes on over the end of
//! a column or page, past the notes at its foot, which are moved behind it. Lines are joined with a
//! space, in Chinese without; behind a hyphen the break stays for cleaning to judge, since only the
//! words of the document tell `co-` + `operation` from `well-` + `known`.

use crate::fold::is_han;
use crate::fold::is_wide;
use crate::segment::kinds::{ends_sentence, starts_block};

use super::columns::Block;
use super::lines::Line;

/// Distance between lines, as a multiple of the usual one, that parts paragraphs.
const PARTING: f32 = 1.3;
/// Distance between lines in ems that parts paragraphs wherever the usual one is unknown.
const FAR: f32 = 2.1;
/// Indentation in ems that begins a paragraph.
const INDENT: f32 = 0.8;
/// A line that begins so many ems behind the next one stands at the right, as signatures do.
const MAX_INDENT: f32 = 7.0;
/// Columns narrower than this are often lists of short lines, in ems.
const NARROW: f32 = 20.0;
/// Smaller than this share of the running text are notes.
const NOTE: f32 = 0.93;
/// Larger than this multiple of the running text are headings.
const HEADING: f32 = 1.12;

/// A paragraph.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub text: String,
    pub size: f32,
    /// The page it begins on, from 0.
    pub page: usize,
    /// Whether its last line was full, so that it may go on.
    open: bool,
    indented: bool,
}

/// The paragraphs of the blocks of all pages, in order.
pub(super) fn paragraphs(pages: Vec<Vec<Block>>, body_size: f32) -> Vec<Paragraph> {
    let mut all: Vec<Paragraph> = Vec::new();
    let blocks =
        pages.into_iter().enumerate().flat_map(|(i, page)| page.into_iter().map(move |b| (i, b)));
    for (page, block) in blocks {
        let mut found = of_block(&block, page, body_size).into_iter();
        let Some(first) = found.next() else {
            continue;
        };
        match going_on(&all, &first, body_size) {
            Some(i) => {
                let paragraph = &mut all[i];
                join(&mut paragraph.text, &first.text);
                paragraph.open = first.open;
            }
            None => all.push(first),
        }
        all.extend(found);
    }
    all
}

/// The paragraph that goes on in the first one of the next block, looking past notes.
fn going_on(all: &[Paragraph], first: &Paragraph, body_size: f32) -> Option<usize> {
    const NOTES: usize = 12;
    let is_note = |p: &Paragraph| p.size < NOTE * body_size;
    let (i, last) = if is_note(first) {
        (all.len().checked_sub(1)?, all.last()?)
    } else {
        all.iter().enumerate().rev().take(NOTES).find(|(_, p)| !is_note(p))?
    };
    let small = first.text.chars().next().is_some_and(char::is_lowercase);
    let goes_on = last.open
        && (last.size - first.size).abs() < 0.06 * body_size
        && first.size < HEADING * body_size
        && (small || !ends_sentence(&last.text))
        && (small || !first.indented)
        && !starts_block(&first.text)
        && !starts_item(&first.text);
    goes_on.then_some(i)
}

/// The paragraphs of a block.
fn of_block(lines: &[Line], page: usize, body_size: f32) -> Vec<Paragraph> {
    let leading = usual_leading(lines);
    let column = right_edge(lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut at = 0;
    for stretch in lines.chunk_by(|a, b| is_near(a, b, leading)) {
        let margin = Margin::of(stretch, column, body_size);
        let mut begin = 0;
        for (i, line) in stretch.iter().enumerate() {
            let after = lines.get(at + i + 1);
            let goes_on = i > 0 && line_goes_on(&stretch[begin..i], line, after, margin);
            match paragraphs.last_mut() {
                Some(paragraph) if goes_on => {
                    join(&mut paragraph.text, &line.text);
                    paragraph.open = margin.is_full(line, None);
                }
                _ => {
                    begin = i;
                    let next = after.map_or(line.x0, |next| next.x0);
                    paragraphs.push(Paragraph {
                        text: line.text.clone(),
                        size: line.size,
                        page,
                        open: margin.is_full(line, None) && !line.tabbed,
                        indented: line.x0 - next > INDENT * line.size,
                    });
                }
            }
        }
        at += stretch.len();
    }
    paragraphs
}

/// Whether two lines stand at the distance of lines of one paragraph.
fn is_near(a: &Line, b: &Line, leading: Option<f32>) -> bool {
    let distance = (a.y - b.y) / b.size;
    let usual = leading.map_or(FAR, |leading| (PARTING * leading).max(leading + 0.25));
    same_size(a, b) && distance >= 0.3 && distance <= usual
}

/// Where the lines of a stretch end when they are full.
#[derive(Clone, Copy)]
struct Margin {
    right: f32,
    /// Whether lines are broken where they are full: not so in verse and lists.
    wrapped: bool,
}

impl Margin {
    /// Fewest lines that show a margin of their own.
    const SHOWN: usize = 4;

    fn of(stretch: &[Line], column: f32, body_size: f32) -> Self {
        let own = right_edge(stretch);
        let heading = stretch.first().is_some_and(|line| line.size > HEADING * body_size);
        if stretch.len() < Self::SHOWN {
            return Self { right: if heading { own } else { column }, wrapped: true };
        }
        let margin = Self { right: own, wrapped: true };
        let n_full = stretch.windows(2).filter(|w| margin.is_full(&w[0], Some(&w[1]))).count();
        let left = stretch.iter().map(|line| line.x0).fold(f32::INFINITY, f32::min);
        let is_narrow = own - left < NARROW * body_size;
        // one line is always the longest; every paragraph ends with a line that is not full, and in a
        // narrow column it has many before that
        let share = if is_narrow { 2 } else { 4 };
        let wrapped = n_full > 1 && n_full * share >= stretch.len() && !all_begin_anew(stretch);
        Self { wrapped, ..margin }
    }

    /// Whether the beginning of the next line would not have fitted behind this one.
    fn is_full(self, line: &Line, next: Option<&Line>) -> bool {
        let white = self.right - line.x1;
        let wide = line.text.chars().next_back().is_some_and(is_wide);
        // a mark that may not begin a line takes a character along; unknown words are taken as long
        let needed = match next {
            Some(next) if wide => next.first.min(2.0 * next.size) + line.size,
            Some(next) => next.first + 0.2 * line.size,
            None if wide => 2.0 * line.size,
            None => 4.0 * line.size,
        };
        white < needed
    }
}

/// Whether each line begins with a capital or a number, as those of lists and forms do; text without
/// small letters does not tell.
fn all_begin_anew(stretch: &[Line]) -> bool {
    let goes_on = |c: char| c.is_alphabetic() && !c.is_uppercase() || is_wide(c);
    stretch.iter().any(|line| line.text.contains(char::is_lowercase))
        && !stretch.iter().skip(1).any(|line| line.text.starts_with(goes_on))
}

fn right_edge(lines: &[Line]) -> f32 {
    lines.iter().map(|line| line.x1).fold(f32::NEG_INFINITY, f32::max)
}

/// The commonest distance between lines, in ems.
fn usual_leading(lines: &[Line]) -> Option<f32> {
    let mut leadings: Vec<f32> = lines
        .windows(2)
        .filter(|w| same_size(&w[0], &w[1]))
        .map(|w| (w[0].y - w[1].y) / w[0].size)
        .filter(|leading| (0.8..3.5).contains(leading))
        .collect();
    leadings.sort_by(f32::total_cmp);
    // distances between paragraphs are the larger ones
    (leadings.len() >= 3).then(|| leadings.get(leadings.len() * 2 / 5).copied())?
}

fn same_size(a: &Line, b: &Line) -> bool {
    (a.size - b.size).abs() < 0.08 * a.size.max(b.size)
}

/// Whether the paragraph that `lines` began goes on in `line`; `after` follows it.
fn line_goes_on(lines: &[Line], line: &Line, after: Option<&Line>, margin: Margin) -> bool {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return false;
    };
    let em = line.size;
    if last.tabbed || line.tabbed || has_leader(&last.text) || has_leader(&line.text) {
        return false;
    }
    if !margin.wrapped || !(margin.is_full(last, Some(line)) || runs_on(last, line, margin)) {
        return false;
    }
    if starts_item(&line.text) || starts_block(&line.text) && ends_sentence(&last.text) {
        return false;
    }
    if (last.x0 + last.x1 - line.x0 - line.x1).abs() < em && last.x0 - line.x0 != 0.0 {
        // centred, so that the left edge says nothing
        return true;
    }
    let indent = (line.x0 - last.x0) / em;
    if indent > INDENT {
        // lines hang under a list mark or a reference, else a paragraph begins
        let hangs = lines.len() == 1
            && (starts_block(&first.text)
                || after.is_some_and(|a| (a.x0 - line.x0).abs() < 0.3 * em));
        return hangs && !(ends_sentence(&last.text) && starts_capital(&line.text));
    }
    if indent < -MAX_INDENT {
        return false;
    }
    if indent < -INDENT && lines.len() > 1 {
        return !ends_sentence(&last.text) && !starts_capital(&line.text);
    }
    // a line in another font is a heading, or an emphasis that the sentence runs on from
    last.font == line.font
        || lines.len() > 1
        || !ends_line(&last.text)
        || !starts_capital(&line.text)
}

/// Whether a sentence runs on from a line that ends early, as the ragged lines of some programs do.
fn runs_on(last: &Line, line: &Line, margin: Margin) -> bool {
    let small = line.text.chars().next().is_some_and(char::is_lowercase);
    small && !ends_sentence(&last.text) && margin.right - last.x1 < 0.25 * (margin.right - last.x0)
}

/// Whether a line begins with the mark of a list, with or without a space behind it.
fn starts_item(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some(
            '•' | '■' | '□' | '▪' | '▫' | '●' | '○' | '◆' | '◇' | '►' | '▶' | '➢' | '➤' | '✓' | '✔'
            | '◼',
        ) => true,
        Some('-' | '–') => chars.next().is_some_and(|c| c.is_whitespace() || is_wide(c)),
        _ => false,
    }
}

fn ends_line(text: &str) -> bool {
    !text.ends_with([',', '，', '、', '-', '(', '（', '“'])
}

fn starts_capital(text: &str) -> bool {
    text.chars().next().is_some_and(|c| !c.is_lowercase() && !is_wide(c))
}

/// Whether dots lead to a page number.
fn has_leader(text: &str) -> bool {
    text.contains("....")
        || text.contains("…………")
        || text.contains("····")
        || text.contains(". . . .")
}

/// Puts a line behind a paragraph.
fn join(paragraph: &mut String, line: &str) {
    let (last, first) = (paragraph.chars().next_back(), line.chars().next());
    let (Some(last), Some(first)) = (last, first) else {
        paragraph.push_str(line);
        return;
    };
    if last == '\u{AD}' {
        paragraph.pop();
    } else if matches!(last, '-' | '\u{2010}') && first.is_lowercase() {
        if last == '\u{2010}' {
            paragraph.pop();
            paragraph.push('-');
        }
        paragraph.push('\n');
    } else {
        let letters = last.is_alphabetic() && first.is_alphabetic();
        let chinese = || paragraph.chars().rev().chain(line.chars()).take(200).any(is_han);
        if !is_wide(last) && !is_wide(first) && (letters || !chinese()) {
            paragraph.push(' ');
        }
    }
    paragraph.push_str(line);
}

//! From glyphs to lines: what stands side by side on one height.
//!
//! Glyphs drawn one after the other are runs; runs of one height are a row; a row falls into
//! segments where a gap of an em or more parts it, for such a gap may part two columns. Spaces come
//! from the file or from gaps: a ninth of an em above what is usual between the letters of the line,
//! most of an em between Chinese characters, which carry no spaces. Text drawn twice for boldness or
//! its shadow counts once. Rows of Arabic or Hebrew, drawn from left to right as they are seen, are
//! put into the order they are read in.

use super::glyphs::{Direction, Glyph, Glyphs};
use crate::fold::is_wide;

/// A gap that parts segments, in ems.
const SEGMENT_GAP: f32 = 1.0;
/// A gap above the usual one between letters that parts words, in ems.
const LETTER_GAP: f32 = 0.11;
/// The same in a line whose spaces are drawn.
const DRAWN_LETTER_GAP: f32 = 0.25;
/// A gap that parts a Chinese character from a letter: narrower ones are typography.
const MIXED_GAP: f32 = 0.45;
/// A gap that parts Chinese characters.
const WIDE_GAP: f32 = 0.9;
/// A drawn space counts between Chinese characters from this width.
const DRAWN_GAP: f32 = 0.18;
/// A gap in which a mark of another font may still be drawn later, as quotation marks often are.
const RUN_GAP: f32 = 0.2;
/// So many glyphs of a segment are looked back at for one that is drawn again.
const DOUBLES: usize = 64;
/// A gap between two segments of a row that shows a table or a leader.
const TAB_GAP: f32 = 2.0;
/// From so many segments on any gap does.
const MIN_CELLS: usize = 3;

/// A stretch of text on one height without large gaps.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub text: String,
    pub x0: f32,
    pub x1: f32,
    pub y: f32,
    /// The em of most of its letters.
    pub size: f32,
    /// The font of most of its letters.
    pub font: u32,
    /// Width of its first word, or of its first character in Chinese.
    pub first: f32,
    /// Whether gaps part it like the cells of a table.
    pub tabbed: bool,
}

/// Glyphs drawn one after the other on one height.
struct RunOf<'g> {
    glyphs: &'g [Glyph],
    x0: f32,
    y: f32,
    size: f32,
}

/// The segments of one direction, from top to bottom and left to right.
pub(super) fn segments(page: &Glyphs, direction: Direction) -> Vec<Line> {
    // letters of other scripts lie on their side in upright columns
    let lying = direction == Direction::Columns;
    let glyphs: Vec<Glyph> = page
        .glyphs
        .iter()
        .filter_map(|&glyph| match glyph.direction {
            own if own == direction => Some(glyph),
            Direction::Down if lying => Some(Glyph { y: glyph.y + 0.35 * glyph.size, ..glyph }),
            _ => None,
        })
        .collect();
    let mut segments = Vec::new();
    for mut row in rows(runs(&glyphs)) {
        row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        let mut builder = Builder::new(page);
        for run in row {
            if builder.parted_from(&run) {
                segments.extend(builder.finish());
                builder = Builder::new(page);
            }
            for glyph in run.glyphs {
                builder.push(glyph);
            }
        }
        segments.extend(builder.finish());
    }
    segments
}

/// Cuts glyphs in drawing order where the height or the place jumps.
fn runs(glyphs: &[Glyph]) -> Vec<RunOf<'_>> {
    let goes_on = |a: &Glyph, b: &Glyph| {
        let em = a.size.max(b.size);
        let gap = b.x0 - a.x1;
        (a.y - b.y).abs() < 0.05 * em
            && (a.size - b.size).abs() < 0.2 * em
            && gap > -0.3 * em
            && gap < RUN_GAP * em
            && b.x0 >= a.x0
    };
    glyphs
        .chunk_by(goes_on)
        .filter_map(|glyphs| {
            let &Glyph { x0, y, size, .. } = glyphs.first()?;
            Some(RunOf { glyphs, x0, y, size })
        })
        .collect()
}

/// Runs whose letters stand on one height, from top to bottom.
fn rows(mut runs: Vec<RunOf<'_>>) -> Vec<Vec<RunOf<'_>>> {
    /// Rows above that a run may still belong to.
    const NEAR: usize = 12;
    // the letters of a row reach from a little below its line to most of an em above it
    let band = |run: &RunOf<'_>| (run.y - 0.2 * run.size, run.y + 0.7 * run.size);
    runs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut rows: Vec<Row<'_>> = Vec::new();
    for run in runs {
        let (low, high) = band(&run);
        let fits = |row: &&mut Row<'_>| {
            let shared = row.high.min(high) - row.low.max(low);
            shared > 0.5 * (row.high - row.low).min(high - low)
        };
        match rows.iter_mut().rev().take(NEAR).find(fits) {
            Some(row) => {
                // a raised or lowered letter leaves the row where it is
                if run.size > 1.3 * row.size {
                    (row.low, row.high) = (low, high);
                }
                row.size = row.size.max(run.size);
                row.runs.push(run);
            }
            None => rows.push(Row { low, high, size: run.size, runs: vec![run] }),
        }
    }
    rows.into_iter().map(|row| row.runs).collect()
}

/// Runs of one height.
struct Row<'g> {
    low: f32,
    high: f32,
    /// The em of its largest run.
    size: f32,
    runs: Vec<RunOf<'g>>,
}

/// Builds the text of a segment.
struct Builder<'p> {
    page: &'p Glyphs,
    glyphs: Vec<Glyph>,
    /// Whether a space is drawn before each glyph.
    spaced: Vec<bool>,
    space: bool,
    x1: f32,
}

impl<'p> Builder<'p> {
    fn new(page: &'p Glyphs) -> Self {
        Self { page, glyphs: Vec::new(), spaced: Vec::new(), space: false, x1: 0.0 }
    }

    fn parted_from(&self, run: &RunOf<'_>) -> bool {
        let last = self.glyphs.last();
        last.is_some_and(|last| run.x0 - self.x1 >= SEGMENT_GAP * last.size.max(run.size))
    }

    fn push(&mut self, glyph: &Glyph) {
        let text = self.page.text_of(glyph);
        if !text.is_empty() && text.trim().is_empty() {
            self.space = true;
            return;
        }
        if self.glyphs.iter().rev().take(DOUBLES).any(|other| self.is_double(glyph, other)) {
            return;
        }
        self.x1 = if self.glyphs.is_empty() { glyph.x1 } else { self.x1.max(glyph.x1) };
        self.spaced.push(self.space && !self.glyphs.is_empty());
        self.glyphs.push(*glyph);
        self.space = false;
    }

    /// Whether a glyph shows in the same place what another one does.
    fn is_double(&self, glyph: &Glyph, other: &Glyph) -> bool {
        let em = glyph.size.max(other.size);
        let overlap = other.x1.min(glyph.x1) - other.x0.max(glyph.x0);
        let text = self.page.text_of(glyph);
        overlap > 0.7 * (glyph.x1 - glyph.x0).max(0.05 * em)
            && (other.y - glyph.y).abs() < 0.1 * em
            && !text.is_empty()
            && self.page.text_of(other) == text
    }

    /// The gap in ems that parts letters here: above the usual one, and wide where the file itself
    /// draws the spaces.
    fn letter_gap(&self) -> f32 {
        let narrow = |g: &Glyph| self.page.text_of(g).chars().all(|c| !is_wide(c));
        let mut gaps: Vec<f32> = self
            .glyphs
            .windows(2)
            .zip(self.spaced.iter().skip(1))
            .filter(|(w, spaced)| !**spaced && w.iter().all(narrow))
            .filter_map(|(w, _)| match w {
                [a, b] => Some((b.x0 - a.x1) / a.size.max(b.size)),
                _ => None,
            })
            .collect();
        gaps.sort_by(f32::total_cmp);
        let usual = gaps.get(gaps.len() / 2).map_or(0.0, |gap| gap.clamp(0.0, 0.6));
        let drawn = self.spaced.iter().filter(|spaced| **spaced).count();
        usual + if drawn * 15 >= self.glyphs.len() { DRAWN_LETTER_GAP } else { LETTER_GAP }
    }

    fn finish(self) -> Option<Line> {
        let letter_gap = self.letter_gap();
        let mut text = String::new();
        let mut weights: Vec<(f32, f32, u32, usize)> = Vec::new();
        let (x0, mut x1) = (self.glyphs.first()?.x0, f32::NEG_INFINITY);
        let (mut size, mut first) = (0.0_f32, None);
        for (glyph, &spaced) in self.glyphs.iter().zip(&self.spaced) {
            let piece = self.page.text_of(glyph);
            let em = glyph.size.max(size);
            if is_parted(&text, piece, (glyph.x0 - x1) / em, spaced, letter_gap) {
                first.get_or_insert(x1 - x0);
                text.push(' ');
            }
            text.push_str(piece);
            (x1, size) = (x1.max(glyph.x1), glyph.size);
            count(&mut weights, glyph, piece.chars().count());
        }
        if text.trim().is_empty() {
            return None;
        }
        let &(y, size, font, _) = weights.iter().max_by_key(|weight| weight.3)?;
        let wide = text.chars().next().is_some_and(is_wide);
        let first = if wide { size } else { first.unwrap_or(x1 - x0) };
        if text.chars().any(is_right_to_left) {
            text = reading_order(&text);
        }
        Some(Line { text, x0, x1, y, size, font, first, tabbed: false })
    }
}

/// Whether a space stands between `text` and the `piece` that begins `gap` ems behind it.
fn is_parted(text: &str, piece: &str, gap: f32, drawn: bool, letter_gap: f32) -> bool {
    let (Some(before), Some(after)) = (text.chars().next_back(), piece.chars().next()) else {
        return false;
    };
    if before == ' ' || after == ' ' {
        return false;
    }
    match (is_wide(before), is_wide(after)) {
        (false, false) => drawn || gap > letter_gap,
        (true, true) => gap > if drawn { DRAWN_GAP } else { WIDE_GAP },
        _ => gap > if drawn { DRAWN_GAP } else { MIXED_GAP },
    }
}

/// Counts letters by height, size and font.
fn count(weights: &mut Vec<(f32, f32, u32, usize)>, glyph: &Glyph, n: usize) {
    const MAX_KINDS: usize = 64;
    let key = (glyph.y, glyph.size, glyph.font);
    if let Some(weight) = weights.iter_mut().find(|w| (w.0, w.1, w.2) == key) {
        weight.3 += n;
    } else if weights.len() < MAX_KINDS {
        weights.push((key.0, key.1, key.2, n));
    }
}

/// Joins the segments of each height, for text that stands in one column.
pub(super) fn merge(segments: Vec<Line>) -> Vec<Line> {
    let mut rows: Vec<Vec<Line>> = Vec::new();
    for segment in segments {
        let near = |row: &&mut Vec<Line>| {
            row.first().is_some_and(|f| (f.y - segment.y).abs() < 0.35 * f.size.min(segment.size))
        };
        match rows.iter_mut().rev().take(6).find(near) {
            Some(row) => row.push(segment),
            None => rows.push(vec![segment]),
        }
    }
    let mut lines = Vec::with_capacity(rows.len());
    for mut row in rows {
        row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        let is_table = row.len() >= MIN_CELLS && !is_justified(&row);
        let mut cells = row.into_iter();
        let Some(mut line) = cells.next() else {
            continue;
        };
        for cell in cells {
            let tab = is_table || cell.x0 - line.x1 > TAB_GAP * line.size.max(cell.size);
            line.text.push(if tab { '\t' } else { ' ' });
            line.text.push_str(&cell.text);
            line.tabbed |= tab;
            line.x1 = line.x1.max(cell.x1);
        }
        lines.push(line);
    }
    lines.sort_by(|a, b| b.y.total_cmp(&a.y));
    lines
}

/// Whether a row is a loose line of a narrow column, its words set apart evenly.
fn is_justified(row: &[Line]) -> bool {
    let gaps = || row.windows(2).filter_map(|w| Some(w.get(1)?.x0 - w.first()?.x1));
    let (least, most) =
        gaps().fold((f32::INFINITY, 0.0_f32), |(a, b), gap| (a.min(gap), b.max(gap)));
    let worded = row.iter().all(|cell| cell.text.chars().any(char::is_alphabetic));
    let limit = if worded { 1.75 * TAB_GAP } else { TAB_GAP };
    most < 1.15 * least && row.first().is_some_and(|line| most < limit * line.size)
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Text as it is read from text as it is seen: reversed but for runs of other scripts and numbers.
fn reading_order(seen: &str) -> String {
    let n_right = seen.chars().filter(|&c| is_right_to_left(c)).count();
    let n_left = seen.chars().filter(|&c| c.is_alphabetic() && !is_right_to_left(c)).count();
    if n_left > n_right {
        return seen.to_string();
    }
    let chars: Vec<char> = seen.chars().rev().map(mirrored).collect();
    let goes_on = |a: &char, b: &char| {
        let left = |c: char| {
            c.is_alphanumeric() && !is_right_to_left(c) || matches!(c, '.' | ',' | '%' | '/')
        };
        left(*a) == left(*b)
    };
    chars
        .chunk_by(goes_on)
        .flat_map(|run| {
            let left = run.first().is_some_and(|&c| c.is_alphanumeric() && !is_right_to_left(c));
            if left { run.iter().rev().copied().collect::<Vec<_>>() } else { run.to_vec() }
        })
        .collect()
}

fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '«' => '»',
        '»' => '«',
        c => c,
    }
}

//! Reading order: which segments stand in one column, and which column is read first.
//!
//! A gutter is a place that few segments of the page cover and many stand left and right of. What
//! crosses it (a title, a figure over both columns) cuts the page into bands; a band is columns if
//! on both sides stand several lines of running text, wide enough and at the same heights, with
//! white between them; then the left is read before the right, and both may hold gutters of their
//! own. Anything else is one column, in which what stands on one height is one line: so the rows of
//! a table stay whole, because its cells are narrow.

use super::lines::{Line, merge};

/// Lines that each side of a gutter must hold.
const MIN_LINES: usize = 3;
/// Narrowest column, in ems of its lines.
const MIN_WIDTH: f32 = 9.0;
/// Share of a line that its letters cover: the cells of a table cover less.
const MIN_DENSITY: f32 = 0.65;
/// White between columns, in ems.
const MIN_GUTTER: f32 = 0.7;
/// Gutters inside one another.
const MAX_DEPTH: usize = 5;
/// Gutters tried in a region.
const MAX_TRIES: usize = 8;
/// Places looked at in a region.
const N_BINS: usize = 240;

/// A column, or a part of one: lines from top to bottom.
pub(super) type Block = Vec<Line>;

/// The blocks of a page in the order they are read.
pub(super) fn blocks(segments: Vec<Line>) -> Vec<Block> {
    let mut blocks = Vec::new();
    split(segments, 0, &mut blocks);
    blocks
}

fn split(mut segments: Vec<Line>, depth: usize, blocks: &mut Vec<Block>) {
    segments.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x0.total_cmp(&b.x0)));
    let gutter = if depth < MAX_DEPTH { gutter(&segments) } else { None };
    let Some(gutter) = gutter else {
        blocks.push(merge(segments));
        return;
    };
    // bands of one column that follow one another stay one block
    let mut plain = Vec::new();
    for band in bands(segments, gutter) {
        match sides(&band, gutter) {
            Some(columns) => {
                if !plain.is_empty() {
                    split(std::mem::take(&mut plain), depth + 1, blocks);
                }
                columns.into_iter().for_each(|column| split(column, depth + 1, blocks));
            }
            None => plain.extend(band),
        }
    }
    if !plain.is_empty() {
        split(plain, depth + 1, blocks);
    }
}

/// The gutter with most lines in columns beside it.
fn gutter(segments: &[Line]) -> Option<f32> {
    let left = segments.iter().map(|s| s.x0).fold(f32::INFINITY, f32::min);
    let right = segments.iter().map(|s| s.x1).fold(f32::NEG_INFINITY, f32::max);
    let step = (right - left) / N_BINS as f32;
    if segments.len() < 2 * MIN_LINES || !step.is_finite() || step <= 0.0 {
        return None;
    }
    // how many segments cover each place
    let bin = |x: f32| (((x - left) / step) as usize).min(N_BINS - 1);
    let mut changes = [0_i64; N_BINS + 1];
    for segment in segments {
        changes[bin(segment.x0)] += 1;
        changes[bin(segment.x1) + 1] -= 1;
    }
    let cover: Vec<i64> = changes
        .iter()
        .take(N_BINS)
        .scan(0, |sum, change| {
            *sum += change;
            Some(*sum)
        })
        .collect();
    // the least covered place between each two better covered ones
    let mut valleys: Vec<(i64, f32)> = Vec::new();
    let mut i = 0;
    while i < N_BINS {
        let run = cover[i..].iter().take_while(|&&c| c == cover[i]).count();
        let before = cover[..i].iter().max().copied().unwrap_or(0);
        let after = cover[i + run..].iter().max().copied().unwrap_or(0);
        let peak = before.min(after);
        if peak >= MIN_LINES as i64 && cover[i] * 2 <= peak {
            valleys.push((cover[i], left + (i as f32 + run as f32 / 2.0) * step));
        }
        i += run;
    }
    valleys.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let gain = |x: f32| {
        let refs: Vec<&Line> = segments.iter().collect();
        band_ranges(&refs, x)
            .into_iter()
            .filter(|range| is_columns(&refs[range.clone()], x))
            .map(|range| range.len())
            .sum::<usize>()
    };
    valleys
        .into_iter()
        .take(MAX_TRIES)
        .map(|(_, x)| (gain(x), x))
        .filter(|(gain, _)| *gain > 0)
        .max_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)))
        .map(|(_, x)| x)
}

fn crosses(segment: &Line, x: f32) -> bool {
    let slack = 0.2 * segment.size;
    segment.x0 < x - slack && segment.x1 > x + slack
}

/// Runs of segments that all cross a gutter, or all stand beside it.
fn band_ranges(segments: &[&Line], x: f32) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let mut at = 0;
    for run in segments.chunk_by(|a, b| crosses(a, x) == crosses(b, x)) {
        ranges.push(at..at + run.len());
        at += run.len();
    }
    ranges
}

fn bands(segments: Vec<Line>, x: f32) -> Vec<Vec<Line>> {
    let ranges = band_ranges(&segments.iter().collect::<Vec<_>>(), x);
    let mut segments = segments.into_iter();
    ranges.into_iter().map(|range| segments.by_ref().take(range.len()).collect()).collect()
}

/// The two sides of a band of columns.
fn sides(band: &[Line], x: f32) -> Option<[Vec<Line>; 2]> {
    let refs: Vec<&Line> = band.iter().collect();
    is_columns(&refs, x).then(|| {
        let (left, right) = band.iter().cloned().partition(|s| is_left(s, x));
        [left, right]
    })
}

fn is_left(segment: &Line, x: f32) -> bool {
    (segment.x0 + segment.x1) / 2.0 < x
}

/// Whether running text stands on both sides of a gutter.
fn is_columns(band: &[&Line], x: f32) -> bool {
    if band.first().is_none_or(|s| crosses(s, x)) {
        return false;
    }
    let (left, right): (Vec<&Line>, Vec<&Line>) = band.iter().copied().partition(|s| is_left(s, x));
    let (Some(left), Some(right)) = (Side::of(&left), Side::of(&right)) else {
        return false;
    };
    let shared = left.top.min(right.top) - left.bottom.max(right.bottom);
    let em = left.em.max(right.em);
    left.is_text()
        && right.is_text()
        && right.x0 - left.x1 >= MIN_GUTTER * em
        && shared > 0.4 * (left.top - left.bottom).min(right.top - right.bottom)
}

/// What stands on one side of a gutter.
struct Side {
    x0: f32,
    x1: f32,
    top: f32,
    bottom: f32,
    em: f32,
    n_rows: usize,
    /// Median width of the rows, in ems.
    width: f32,
    /// Median share of a row that its letters cover.
    density: f32,
}

impl Side {
    /// The side that segments from top to bottom make.
    fn of(segments: &[&Line]) -> Option<Self> {
        let em = median(segments.iter().map(|s| s.size))?;
        let low = |f: fn(&Line) -> f32, row: &[&Line]| {
            row.iter().map(|s| f(s)).fold(f32::INFINITY, f32::min)
        };
        let high = |f: fn(&Line) -> f32, row: &[&Line]| {
            row.iter().map(|s| f(s)).fold(f32::NEG_INFINITY, f32::max)
        };
        let rows: Vec<&[&Line]> = segments.chunk_by(|a, b| (a.y - b.y).abs() < 0.35 * em).collect();
        let extent = |row: &[&Line]| (high(|s| s.x1, row) - low(|s| s.x0, row)).max(0.01 * em);
        let covered = |row: &[&Line]| row.iter().map(|s| s.x1 - s.x0).sum::<f32>();
        Some(Self {
            x0: low(|s| s.x0, segments),
            x1: high(|s| s.x1, segments),
            top: high(|s| s.y, segments),
            bottom: low(|s| s.y, segments),
            em,
            n_rows: rows.len(),
            width: median(rows.iter().map(|row| extent(row) / em))?,
            density: median(rows.iter().map(|row| covered(row) / extent(row)))?,
        })
    }

    fn is_text(&self) -> bool {
        self.n_rows >= MIN_LINES && self.width >= MIN_WIDTH && self.density >= MIN_DENSITY
    }
}

fn median(values: impl Iterator<Item = f32>) -> Option<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}

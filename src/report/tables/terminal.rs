//! Tables for a terminal: aligned by display width (a Han character takes two columns), cut with …
//! to fit, numbers to the right. A terminal's reader sees the first rows and is told how many more
//! there are; scripts take another format.
//!
//! Lines of a concordance meet at the phrase: what stands to its left is set to the right and cut at
//! its beginning, the columns of names make room for the context, and offsets are left to programs.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::kwic::LINES;
use super::write::{is_numeric, plain};
use super::{Cell, Table};
use crate::report::untrusted;

/// Most rows shown.
const MAX_ROWS: usize = 200;
/// Widest a column grows, and the narrowest it is shrunk to.
const MAX_COLUMN: usize = 60;
const MIN_COLUMN: usize = 8;
const GAP: usize = 2;
/// Widest a column beside the context of a concordance grows.
const MAX_NAME: usize = 16;
/// Columns of context for which the last columns of a concordance go.
const LEAST_CONTEXT: usize = 20;
/// Columns of a concordance that lead programs to the place.
const OFFSETS: [&str; 2] = ["section", "start"];

/// The table in aligned columns, no line wider than `width`; columns that find no room are named
/// below it, as is the number of rows left out.
pub fn terminal(table: &Table, width: usize) -> String {
    if table.name == LINES && table.columns.iter().any(|c| OFFSETS.contains(c)) {
        return without_offsets(table, width);
    }
    let shown = table.rows.len().min(MAX_ROWS);
    let cells: Vec<Vec<String>> = table.rows[..shown]
        .iter()
        .map(|row| {
            row.iter()
                .enumerate()
                .map(|(c, cell)| match cell {
                    Cell::Text(text) if is_before_phrase(table, c) => {
                        untrusted::excerpt_of_end(text, MAX_COLUMN)
                    }
                    Cell::Text(text) => untrusted::excerpt(text, MAX_COLUMN),
                    Cell::Measure(m) if m.is_finite() => format!("{m:.3}"),
                    cell => plain(cell),
                })
                .collect()
        })
        .collect();
    let natural: Vec<usize> = (0..table.columns.len())
        .map(|c| {
            let widest = cells.iter().filter_map(|row| row.get(c)).map(|t| t.width()).max();
            let is_name =
                table.name == LINES && !matches!(table.columns[c], "left" | "phrase" | "right");
            let most = if is_name { MAX_NAME } else { MAX_COLUMN };
            widest.unwrap_or(0).max(table.columns[c].width()).min(most)
        })
        .collect();
    let mut widths = fit(&natural, width.max(20));
    if let Some(before) = table.columns.iter().rposition(|&c| c == "left" && table.name == LINES) {
        // The phrase and what stands behind it stay.
        while widths.len() > before + 3 && widths[before] < natural[before].min(LEAST_CONTEXT) {
            widths = fit(&natural[..widths.len() - 1], width.max(20));
        }
    }
    let set = |c| match (is_before_phrase(table, c), is_numeric(table, c)) {
        (true, _) => Set::CutLeft,
        (false, true) => Set::Right,
        (false, false) => Set::Left,
    };
    let sets: Vec<Set> = (0..widths.len()).map(set).collect();

    let mut out = String::new();
    let header: Vec<String> = table.columns.iter().map(|c| (*c).to_owned()).collect();
    line(&mut out, &header, &widths, &sets);
    let rule: Vec<String> = widths.iter().map(|&w| "─".repeat(w)).collect();
    line(&mut out, &rule, &widths, &sets);
    for row in &cells {
        line(&mut out, row, &widths, &sets);
    }
    let mut notes = Vec::new();
    if table.rows.len() > shown {
        notes.push(format!("{} more rows", table.rows.len() - shown));
    }
    if widths.len() < table.columns.len() {
        notes.push(format!("columns without room: {}", table.columns[widths.len()..].join(", ")));
    }
    if !notes.is_empty() {
        out.push_str(&format!("… {}; --format csv writes all\n", notes.join("; ")));
    }
    out
}

/// A concordance without the columns that a person does not read.
fn without_offsets(table: &Table, width: usize) -> String {
    let kept: Vec<usize> =
        (0..table.columns.len()).filter(|&c| !OFFSETS.contains(&table.columns[c])).collect();
    let cells = |row: &Vec<Cell>| kept.iter().filter_map(|&c| row.get(c).cloned()).collect();
    let read = Table {
        name: table.name,
        columns: kept.iter().map(|&c| table.columns[c]).collect(),
        rows: table.rows.iter().map(cells).collect(),
    };
    terminal(&read, width)
}

/// How the cells of a column are set.
#[derive(Clone, Copy, PartialEq)]
enum Set {
    Left,
    Right,
    /// To the right, and cut on the left.
    CutLeft,
}

/// Whether a column holds what stands before the phrase of a concordance.
fn is_before_phrase(table: &Table, column: usize) -> bool {
    table.name == LINES && table.columns.get(column) == Some(&"left")
}

/// Widths that fit a line: the widest columns give way first, then the last ones go.
fn fit(natural: &[usize], width: usize) -> Vec<usize> {
    let mut widths = natural.to_vec();
    let total = |w: &[usize]| w.iter().sum::<usize>() + GAP * w.len().saturating_sub(1);
    loop {
        let excess = total(&widths).saturating_sub(width);
        if excess == 0 {
            return widths;
        }
        let widest = widths.iter().copied().max().unwrap_or(0);
        if widest > MIN_COLUMN {
            for w in widths.iter_mut().filter(|w| **w == widest).take(excess) {
                *w -= 1;
            }
        } else if widths.len() > 1 {
            widths.truncate(widths.len() - 1);
            // What the lost column frees goes back to the others.
            widths = fit(&natural[..widths.len()], width);
        } else {
            return widths;
        }
    }
}

fn line(out: &mut String, cells: &[String], widths: &[usize], sets: &[Set]) {
    let start = out.len();
    for (c, &width) in widths.iter().enumerate() {
        let text = cells.get(c).map_or("", String::as_str);
        let text = if sets[c] == Set::CutLeft { cut_left(text, width) } else { cut(text, width) };
        let padding = " ".repeat(width.saturating_sub(text.width()));
        if c > 0 {
            out.push_str(&" ".repeat(GAP));
        }
        if sets[c] == Set::Left {
            out.push_str(&text);
            out.push_str(&padding);
        } else {
            out.push_str(&padding);
            out.push_str(&text);
        }
    }
    let end = out[start..].trim_end().len();
    out.truncate(start + end);
    out.push('\n');
}

/// The text in at most `width` columns, with … where something was cut.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

/// The end of the text in at most `width` columns, with … where something was cut.
fn cut_left(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 1;
    let fits = |&(_, c): &(usize, char)| {
        used += c.width().unwrap_or(0);
        used <= width
    };
    let from = text.char_indices().rev().take_while(fits).last().map_or(text.len(), |(i, _)| i);
    format!("…{}", &text[from..])
}

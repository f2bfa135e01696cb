//! Tables for a terminal: aligned by display width (a Han character takes two columns), cut with …
//! to fit, numbers to the right. A terminal's reader sees the first rows and is told how many more
//! there are; scripts take another format.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::write::{is_numeric, plain};
use super::{Cell, Table};
use crate::report::untrusted;

/// Most rows shown.
const MAX_ROWS: usize = 200;
/// Widest a column grows, and the narrowest it is shrunk to.
const MAX_COLUMN: usize = 60;
const MIN_COLUMN: usize = 8;
const GAP: usize = 2;

/// The table in aligned columns, no line wider than `width`; columns that find no room are named
/// below it, as is the number of rows left out.
pub fn terminal(table: &Table, width: usize) -> String {
    let shown = table.rows.len().min(MAX_ROWS);
    let cells: Vec<Vec<String>> = table.rows[..shown]
        .iter()
        .map(|row| {
            row.iter()
                .map(|cell| match cell {
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
            widest.unwrap_or(0).max(table.columns[c].width()).min(MAX_COLUMN)
        })
        .collect();
    let widths = fit(&natural, width.max(20));
    let numeric: Vec<bool> = (0..widths.len()).map(|c| is_numeric(table, c)).collect();

    let mut out = String::new();
    let header: Vec<String> = table.columns.iter().map(|c| (*c).to_owned()).collect();
    line(&mut out, &header, &widths, &numeric);
    let rule: Vec<String> = widths.iter().map(|&w| "─".repeat(w)).collect();
    line(&mut out, &rule, &widths, &numeric);
    for row in &cells {
        line(&mut out, row, &widths, &numeric);
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

fn line(out: &mut String, cells: &[String], widths: &[usize], numeric: &[bool]) {
    let start = out.len();
    for (c, &width) in widths.iter().enumerate() {
        let text = cut(cells.get(c).map_or("", String::as_str), width);
        let padding = " ".repeat(width.saturating_sub(text.width()));
        if c > 0 {
            out.push_str(&" ".repeat(GAP));
        }
        if numeric[c] {
            out.push_str(&padding);
            out.push_str(&text);
        } else {
            out.push_str(&text);
            out.push_str(&padding);
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

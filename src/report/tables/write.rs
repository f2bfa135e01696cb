//! Tables as CSV, JSON, JSON Lines and Markdown: pure functions that end every line with `\n`.
//!
//! Measures have up to six decimals, trailing zeros trimmed; one that is not finite is empty
//! (`null` in JSON). Text loses its control characters in every format, so that no table can drive
//! a terminal; in CSV, text that a spreadsheet would run as a formula gets an apostrophe before it.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Cell, Table};
use crate::report::untrusted;

/// RFC 4180 with `\n` line ends, UTF-8 without a byte order mark, header row always present.
pub fn csv(table: &Table) -> String {
    written(|out| write_csv(table, out))
}

/// The same, written as it is made.
///
/// # Errors
/// What `out` says.
pub fn write_csv(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let mut line = String::new();
    csv_line(&mut line, table.columns.iter().map(|&c| c.into()));
    for row in &table.rows {
        out.write_all(line.as_bytes())?;
        line.clear();
        csv_line(
            &mut line,
            row.iter().map(|cell| match cell {
                Cell::Text(text) => {
                    let clean = untrusted::without_controls(text);
                    let harmful = untrusted::looks_like_formula(text)
                        || untrusted::looks_like_formula(&clean);
                    if harmful { format!("'{clean}").into() } else { clean }
                }
                cell => plain(cell).into(),
            }),
        );
    }
    out.write_all(line.as_bytes())
}

/// What is written to memory, which has no way to fail.
fn written(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
    let mut bytes = Vec::new();
    let _ = write(&mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}

fn csv_line<'a>(out: &mut String, cells: impl Iterator<Item = Cow<'a, str>>) {
    let start = out.len();
    for (i, cell) in cells.enumerate() {
        if i > 0 {
            out.push(',');
        }
        if cell.contains(['"', ',', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    // A lone empty cell would read as a blank line, which many readers skip.
    if out.len() == start {
        out.push_str("\"\"");
    }
    out.push('\n');
}

/// One array of objects, keys in column order.
pub fn json(table: &Table) -> String {
    let mut out = String::from("[");
    for (i, row) in table.rows.iter().enumerate() {
        out.push_str(if i == 0 { "\n" } else { ",\n" });
        object(&mut out, &table.columns, row);
    }
    out.push_str(if table.rows.is_empty() { "]\n" } else { "\n]\n" });
    out
}

/// One object a line, keys in column order.
pub fn jsonl(table: &Table) -> String {
    written(|out| write_jsonl(table, out))
}

/// The same, written as it is made.
///
/// # Errors
/// What `out` says.
pub fn write_jsonl(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let mut line = String::new();
    for row in &table.rows {
        line.clear();
        object(&mut line, &table.columns, row);
        line.push('\n');
        out.write_all(line.as_bytes())?;
    }
    Ok(())
}

fn object(out: &mut String, columns: &[&str], row: &[Cell]) {
    out.push('{');
    for (i, (column, cell)) in columns.iter().zip(row).enumerate() {
        if i > 0 {
            out.push(',');
        }
        out.push_str(&quoted(column));
        out.push(':');
        match cell {
            Cell::Text(text) => out.push_str(&quoted(&untrusted::without_controls(text))),
            Cell::Empty => out.push_str("null"),
            Cell::Measure(m) if !m.is_finite() => out.push_str("null"),
            cell => out.push_str(&plain(cell)),
        }
    }
    out.push('}');
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A Markdown table: cells on one line, pipes and markup escaped.
pub fn markdown(table: &Table) -> String {
    let mut out = String::new();
    let line = |out: &mut String, cells: &[String]| {
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    };
    let header: Vec<String> = table.columns.iter().map(|c| untrusted::markdown(c)).collect();
    line(&mut out, &header);
    let rule: Vec<String> = (0..table.columns.len())
        .map(|c| if is_numeric(table, c) { "---:" } else { "---" }.to_owned())
        .collect();
    line(&mut out, &rule);
    for row in &table.rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| match cell {
                Cell::Text(text) => untrusted::markdown(text),
                cell => plain(cell),
            })
            .collect();
        line(&mut out, &cells);
    }
    out
}

/// Whether a column holds numbers only (and at least one).
pub(super) fn is_numeric(table: &Table, column: usize) -> bool {
    let mut cells = table.rows.iter().filter_map(|row| row.get(column)).peekable();
    cells.peek().is_some() && cells.all(|c| !matches!(c, Cell::Text(_)))
}

/// A cell as text, without any quoting.
pub(crate) fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Count(n) => n.to_string(),
        Cell::Measure(m) => measure(*m),
        Cell::Empty => String::new(),
    }
}

/// Up to six decimals, trailing zeros trimmed, no negative zero, empty where not finite.
pub fn measure(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

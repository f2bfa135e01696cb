//! JSON and JSON Lines: objects become documents.
//!
//! What counts is the content, not the name: an object a line, objects one after the other over
//! several lines, a list, or one object that holds the documents in one of the [`shape`]s that
//! programs write. An object is a document, and so is a plain string in a list. Which key holds the
//! text and which the name is found like the columns of a table ([`Columns`]), by the length of the
//! values too where a list of objects has no key of a known name. A row that cannot be read is named
//! with its line and the others go on; lines are parsed in parallel.

mod mend;
mod row;
mod shape;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Deserializer, Map, Value};

use super::columns::Columns;
use super::draft::Draft;
use super::format::{Content, Format};
use crate::exec;

/// JSON Lines.
pub struct JsonLines;

impl Format for JsonLines {
    fn name(&self) -> &'static str {
        "JSON Lines"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn read(&self, content: &mut Content, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
        let text = content.take_text(log)?;
        // What is no row on its own line may be a whole over several.
        if holds_rows(&text, 1) {
            read_lines(&text, &content.columns, log)
        } else {
            read_whole(&text, &content.columns, log)
        }
    }
}

/// JSON.
pub struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "JSON"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn read(&self, content: &mut Content, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
        let text = content.take_text(log)?;
        if holds_rows(&text, 2) {
            read_lines(&text, &content.columns, log)
        } else {
            read_whole(&text, &content.columns, log)
        }
    }
}

/// The rows of a file that tells about documents, with their plain values; None if they have texts
/// and are documents themselves.
pub(super) fn records(text: &str) -> Result<Option<Vec<BTreeMap<String, String>>>, String> {
    let values = if holds_rows(text, 2) {
        lines(text).iter().map(|(_, line)| value(line)).collect::<Result<Vec<_>, _>>()?
    } else {
        let (values, fault) = values(text);
        match fault {
            Some(fault) => return Err(fault),
            None => values,
        }
    };
    let columns = Columns::default();
    let rows: Vec<Value> = values.into_iter().flat_map(|v| shape::rows(v, &columns)).collect();
    if rows.iter().any(|row| shape::has_text(row, &columns)) {
        return Ok(None);
    }
    Ok(Some(rows.iter().filter_map(Value::as_object).map(row::plain_fields).collect()))
}

/// Whether at least `n` lines have something on them, and one of the first two is an object.
fn holds_rows(text: &str, n: usize) -> bool {
    let mut filled = text.lines().filter(|line| !line.trim().is_empty()).take(n.max(2));
    let first: Vec<&str> = filled.by_ref().collect();
    first.len() >= n && first.iter().any(|line| value(line).is_ok_and(|value| value.is_object()))
}

/// The lines with something on them, numbered from 1.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let numbered = text.split('\n').enumerate().map(|(i, line)| (i + 1, line));
    numbered.filter(|(_, line)| !line.trim().is_empty()).collect()
}

fn read_lines(text: &str, columns: &Columns, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
    let lines = lines(text);
    let sample = lines.iter().take(SAMPLE).filter_map(|(_, line)| value(line).ok());
    let columns = &guessed(&sample.collect::<Vec<_>>(), columns, log);
    let rows = exec::map(&lines, |&(number, line)| {
        let draft = value(line).and_then(|value| row::draft(value, number, columns));
        draft.map_err(|reason| format!("line {number} left out: {reason}"))
    });
    kept(rows, log)
}

fn read_whole(text: &str, columns: &Columns, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
    let (mut values, fault) = values(text);
    if values.is_empty() {
        return Err(fault.unwrap_or_else(|| "there is no row".into()));
    }
    // What stands before the fault is whole.
    log.extend(fault.map(|fault| format!("what follows value {} left out: {fault}", values.len())));
    let is_one = values.len() == 1;
    if is_one && !matches!(values[0], Value::Object(_) | Value::Array(_)) {
        return Err(format!("the file holds {}, not objects", row::kind(&values[0])));
    }
    if is_one {
        let is_list = values[0].is_array();
        values = shape::rows(values.remove(0), columns);
        if !is_list && let [document @ Value::Object(_)] = values.as_mut_slice() {
            let mut draft = row::draft(document.take(), 1, columns)?;
            draft.row = None;
            return Ok(vec![draft]);
        }
    }
    let columns = &guessed(&values[..values.len().min(SAMPLE)], columns, log);
    let rows = values.into_iter().enumerate().map(|(i, value)| {
        row::draft(value, i + 1, columns)
            .map_err(|reason| format!("item {} left out: {reason}", i + 1))
    });
    kept(rows, log)
}

/// The values of a text one after the other, and why the last of them is not the end.
fn values(text: &str) -> (Vec<Value>, Option<String>) {
    let read = |text: &str| {
        let (mut values, mut fault) = (Vec::new(), None);
        for value in Deserializer::from_str(text).into_iter() {
            match value {
                Ok(value) => values.push(value),
                Err(e) => {
                    fault =
                        Some(format!("{} at line {}, column {}", what(&e), e.line(), e.column()))
                }
            }
        }
        (values, fault)
    };
    match read(text) {
        (values, None) => (values, None),
        failed => match mend::mended(text).map(|text| read(&text)) {
            Some(mended) if mended.0.len() >= failed.0.len() => mended,
            _ => failed,
        },
    }
}

/// The value on a line. The parser counts lines inside the row: its column is what helps.
fn value(line: &str) -> Result<Value, String> {
    serde_json::from_str(line).or_else(|e| {
        let mended = mend::mended(line).and_then(|line| serde_json::from_str(&line).ok());
        mended.ok_or_else(|| format!("{} at column {}", what(&e), e.column()))
    })
}

/// What is wrong where the parser stops.
fn what(error: &serde_json::Error) -> &'static str {
    if error.to_string().starts_with("recursion limit") { "nested too deep" } else { "not JSON" }
}

/// So many rows are looked at to tell which key holds the text.
const SAMPLE: usize = 200;

/// The columns, with the key of the longest values for the text where no row has one of a known name.
fn guessed(sample: &[Value], columns: &Columns, log: &mut Vec<String>) -> Columns {
    if columns.text.is_some() || sample.iter().any(|row| shape::has_text(row, columns)) {
        return columns.clone();
    }
    let objects: Vec<&Map<String, Value>> = sample.iter().filter_map(Value::as_object).collect();
    let keys: BTreeSet<&String> = objects.iter().flat_map(|object| object.keys()).collect();
    let header: Vec<String> = keys.into_iter().cloned().collect();
    let cell = |object: &Map<String, Value>, key: &String| {
        object.get(key).and_then(Value::as_str).unwrap_or_default().to_string()
    };
    let cells = objects.iter().map(|object| header.iter().map(|key| cell(object, key)).collect());
    // Without a guess every row says what it lacks.
    let text = columns.text(&header, &cells.collect::<Vec<_>>(), log).ok();
    Columns { text: text.map(|i| header[i].clone()), ..columns.clone() }
}

/// The rows that could be read; the others are logged. The reason of the first stands for all where
/// none could be.
fn kept(
    rows: impl IntoIterator<Item = Result<Draft, String>>,
    log: &mut Vec<String>,
) -> Result<Vec<Draft>, String> {
    let (mut drafts, mut bad) = (Vec::new(), Vec::new());
    for row in rows {
        match row {
            Ok(draft) => drafts.push(draft),
            Err(reason) => bad.push(reason),
        }
    }
    if !drafts.is_empty() {
        log.extend(bad);
        return Ok(drafts);
    }
    Err(match bad.first() {
        Some(first) => format!("no row could be read ({first})"),
        None => "there is no row".into(),
    })
}

#[cfg(test)]
mod tests;

//! JSON Lines (an object a line) and JSON (an array of objects, or one object).
//!
//! An object is a document, and so is a plain string in a list. The key of its text and of its name are found like columns of a table
//! ([`Columns`]); other plain values and lists of them are metadata, objects inside it are not. A
//! row that cannot be read is named with its line and the others go on. Lines are parsed in parallel.

use serde_json::{Map, Value};

use super::columns::{self, Columns};
use super::draft::{Draft, one_line};
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
        read_lines(&content.take_text(log)?, &content.columns, log)
    }
}

/// JSON, and JSON Lines under the name of JSON.
pub struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "JSON"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn read(&self, content: &mut Content, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
        read(&content.take_text(log)?, &content.columns, log)
    }
}

fn read_lines(text: &str, columns: &Columns, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
    let lines = text.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty());
    let lines: Vec<(usize, &str)> = lines.collect();
    let rows = exec::map(&lines, |&(i, line)| {
        // The parser counts lines inside the row: its column is what helps.
        let value = serde_json::from_str(line)
            .map_err(|e| format!("not JSON at column {}", e.column()))
            .and_then(|value| draft(value, i + 1, columns));
        value.map_err(|reason| format!("line {} left out: {reason}", i + 1))
    });
    kept(rows, log)
}

fn read(text: &str, columns: &Columns, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
    match serde_json::from_str(text) {
        Ok(Value::Array(items)) => rows_of(items, columns, log),
        Ok(Value::Object(mut object)) => {
            if let Some(rows) = only_list(&mut object) {
                return rows_of(rows, columns, log);
            }
            let mut draft = draft(Value::Object(object), 1, columns)?;
            draft.row = None;
            Ok(vec![draft])
        }
        Ok(other) => Err(format!("the file holds {}, not objects", kind(&other))),
        Err(error) => {
            let first = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
            if serde_json::from_str::<Map<String, Value>>(first).is_ok() {
                return read_lines(text, columns, log);
            }
            Err(format!("not JSON: line {}, column {}", error.line(), error.column()))
        }
    }
}

/// The list of objects in an object that holds one, under any key, as interfaces answer:
/// `{"status": "ok", "articles": [{…}, …]}`.
fn only_list(object: &mut Map<String, Value>) -> Option<Vec<Value>> {
    let is_list = |value: &Value| {
        value.as_array().is_some_and(|items| items.first().is_some_and(Value::is_object))
    };
    let mut lists = object.values_mut().filter(|value| is_list(value));
    match (lists.next(), lists.next()) {
        (Some(Value::Array(items)), None) => Some(std::mem::take(items)),
        _ => None,
    }
}

/// The documents of a list.
fn rows_of(
    items: Vec<Value>,
    columns: &Columns,
    log: &mut Vec<String>,
) -> Result<Vec<Draft>, String> {
    let rows = items.into_iter().enumerate().map(|(i, item)| {
        draft(item, i + 1, columns).map_err(|reason| format!("item {} left out: {reason}", i + 1))
    });
    kept(rows, log)
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

fn draft(value: Value, row: usize, columns: &Columns) -> Result<Draft, String> {
    if let Value::String(source) = value {
        let is_empty = source.trim().is_empty();
        let draft = Draft { row: Some(row), ..Draft::whole(source) };
        return if is_empty { Err("it is empty".into()) } else { Ok(draft) };
    }
    let Value::Object(mut object) = value else {
        return Err(format!("{} instead of an object", kind(&value)));
    };
    let keys: Vec<String> = object.keys().cloned().collect();
    let text = columns.named_text(&keys)?.map(|i| keys[i].as_str());
    let Some(text) = text else {
        let keys = columns::shown(&keys);
        return Err(format!(
            "no key `text`; name the one that holds it with --text-column ({keys})"
        ));
    };
    let source = match object.remove(text) {
        Some(Value::String(source)) if source.trim().is_empty() => {
            return Err(format!("its `{text}` is empty"));
        }
        Some(Value::String(source)) => source,
        Some(other) => return Err(format!("its `{text}` is {}, not a string", kind(&other))),
        None => return Err(format!("no key `{text}`")),
    };
    let id = columns.id(&keys)?.and_then(|i| object.remove(&keys[i]));
    let id = id.as_ref().and_then(plain).map(|id| one_line(&id));
    let fields = object.iter().filter_map(|(key, value)| {
        let value = match value {
            Value::Array(items) => items.iter().map(plain).collect::<Option<Vec<_>>>()?.join(", "),
            value => plain(value)?,
        };
        Some((key.clone(), value))
    });
    let fields = fields.collect();
    Ok(Draft {
        row: Some(row),
        id: id.filter(|id| !id.is_empty()),
        fields,
        source,
        ..Draft::default()
    })
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Bool(b) => Some(b.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

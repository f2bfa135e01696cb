//! JSON Lines (an object a line) and JSON (an array of objects, or one object).
//!
//! An object is a document: `text` is its text, `id` its name, `title`, `date`, `group` and `source`
//! describe it; other plain values and lists of them are kept as metadata, objects inside it are
//! not. A row that cannot be read is named with its line and the others go on.

use serde_json::{Map, Value};

use crate::read::draft::{Draft, one_line};

/// Reads JSON Lines. See [`Reader`](crate::read::Reader).
pub fn read_lines(text: String, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
    let mut drafts = Vec::new();
    for (i, line) in text.split('\n').enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let row = i + 1;
        let value = serde_json::from_str(line).map_err(|e| {
            // The parser counts lines inside the row: its column is what helps.
            format!("not JSON at column {}", e.column())
        });
        match value.and_then(|value| draft(value, row)) {
            Ok(draft) => drafts.push(draft),
            Err(reason) => log.push(format!("line {row} left out: {reason}")),
        }
    }
    if drafts.is_empty() { Err(no_document(log)) } else { Ok(drafts) }
}

/// Reads JSON, and JSON Lines under the name of JSON. See [`Reader`](crate::read::Reader).
pub fn read(text: String, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
    let items = match serde_json::from_str(&text) {
        Ok(Value::Array(items)) => items,
        Ok(Value::Object(object)) => {
            let mut draft = draft(Value::Object(object), 1)?;
            draft.row = None;
            return Ok(vec![draft]);
        }
        Ok(other) => return Err(format!("the file holds {}, not objects", kind(&other))),
        Err(error) => {
            let first = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
            if serde_json::from_str::<Map<String, Value>>(first).is_ok() {
                return read_lines(text, log);
            }
            return Err(format!("not JSON: line {}, column {}", error.line(), error.column()));
        }
    };
    let mut drafts = Vec::new();
    for (i, item) in items.into_iter().enumerate() {
        match draft(item, i + 1) {
            Ok(draft) => drafts.push(draft),
            Err(reason) => log.push(format!("item {} left out: {reason}", i + 1)),
        }
    }
    if drafts.is_empty() { Err(no_document(log)) } else { Ok(drafts) }
}

fn no_document(log: &mut Vec<String>) -> String {
    // The reason of the first row stands for all: the file is left out once.
    let first = log.first().cloned();
    log.clear();
    first
        .map_or_else(|| "there is no row".into(), |first| format!("no row could be read ({first})"))
}

fn draft(value: Value, row: usize) -> Result<Draft, String> {
    let Value::Object(mut object) = value else {
        return Err(format!("{} instead of an object", kind(&value)));
    };
    let source = match object.remove("text") {
        Some(Value::String(text)) if text.trim().is_empty() => {
            return Err("its `text` is empty".into());
        }
        Some(Value::String(text)) => text,
        Some(other) => return Err(format!("its `text` is {}, not a string", kind(&other))),
        None => {
            let keys: Vec<&str> = object.keys().map(String::as_str).take(8).collect();
            return Err(format!("no key `text` (it has {})", keys.join(", ")));
        }
    };
    let id = object.remove("id").as_ref().and_then(plain).map(|id| one_line(&id));
    let fields = object.iter().filter_map(|(key, value)| {
        let value = match value {
            Value::Array(items) => items.iter().map(plain).collect::<Option<Vec<_>>>()?.join(", "),
            value => plain(value)?,
        };
        Some((key.clone(), value))
    });
    let fields = fields.collect();
    Ok(Draft { row: Some(row), id: id.filter(|id| !id.is_empty()), fields, source, body: 0 })
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

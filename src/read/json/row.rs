//! A row of JSON becomes a document: its text, its name, and its plain values as metadata.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::shape;
use crate::read::columns::{self, Columns};
use crate::read::draft::{Draft, one_line};

/// The document of a row.
///
/// # Errors
/// Why it is none, in one clause.
pub fn draft(value: Value, row: usize, columns: &Columns) -> Result<Draft, String> {
    if let Value::String(source) = value {
        let is_empty = source.trim().is_empty();
        let draft = Draft { row: Some(row), ..Draft::whole(source) };
        return if is_empty { Err("it is empty".into()) } else { Ok(draft) };
    }
    let Value::Object(object) = value else {
        return Err(format!("{} instead of an object", kind(&value)));
    };
    let (mut object, columns) = shape::opened(object, columns);
    let keys: Vec<String> = object.keys().cloned().collect();
    let text = columns.named_text(&keys)?.map(|i| keys[i].as_str());
    let Some(text) = text else {
        let keys = columns::shown(&keys);
        return Err(format!(
            "no key `text`; name the one that holds it with --text-column ({keys})"
        ));
    };
    let value = object.remove(text).unwrap_or_default();
    let has_paragraphs = value.is_array();
    let source = source(value).map_err(|kind| format!("its `{text}` is {kind}, not a string"))?;
    if source.trim().is_empty() {
        return Err(format!("its `{text}` is empty"));
    }
    let id = columns.id(&keys)?.and_then(|i| object.remove(&keys[i]));
    let id = id.as_ref().and_then(plain).map(|id| one_line(&id)).filter(|id| !id.is_empty());
    let fields = plain_fields(&object);
    Ok(Draft { row: Some(row), id, fields, source, has_paragraphs, ..Draft::default() })
}

/// The text that a value holds; a list of strings holds a paragraph each. Else what it is.
fn source(value: Value) -> Result<String, &'static str> {
    match value {
        Value::String(source) => Ok(source),
        Value::Array(ref items) => {
            let paragraphs: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
            paragraphs.map(|paragraphs| paragraphs.join("\n")).ok_or_else(|| kind(&value))
        }
        other => Err(kind(&other)),
    }
}

/// The plain values of an object, and its lists of them; objects inside it are no metadata.
pub fn plain_fields(object: &Map<String, Value>) -> BTreeMap<String, String> {
    let fields = object.iter().filter_map(|(key, value)| {
        let value = match value {
            Value::Array(items) => items.iter().map(plain).collect::<Option<Vec<_>>>()?.join(", "),
            value => plain(value)?,
        };
        Some((key.clone(), value))
    });
    fields.collect()
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Bool(b) => Some(b.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// What a value is, for a message.
pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

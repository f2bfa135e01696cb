//! How programs pack documents into one JSON value.
//!
//! ```text
//! [{…}, {…}]                                           a list
//! {"status": "ok", "articles": [{…}, …]}               a list under some key, at any depth: answers
//! {"doc1": {"text": …}, "doc2": {"text": …}}           documents by their names
//! {"title": ["A", "B"], "text": ["…", "…"]}            a table by columns; so do lists of pandas,
//! {"title": {"0": "A"}, "text": {"0": "…"}}            and its default
//! {"date": …, "article": {"content": …}}               a text deeper inside: its object is opened
//! ```

use serde_json::{Map, Value};

use crate::read::columns::Columns;

/// Objects inside objects are looked into so deep.
const MAX_DEPTH: usize = 5;

type Object = Map<String, Value>;

/// The rows of a value: itself, if it holds no others.
pub fn rows(value: Value, columns: &Columns) -> Vec<Value> {
    match value {
        Value::Array(items) => items,
        Value::Object(object) => rows_of(object, columns, 0),
        other => vec![other],
    }
}

/// Whether a row holds a text under a key of a known name, or is one.
pub fn has_text(row: &Value, columns: &Columns) -> bool {
    match row {
        Value::Object(object) => holds_text(object, columns, 0),
        other => other.is_string(),
    }
}

fn rows_of(mut object: Object, columns: &Columns, depth: usize) -> Vec<Value> {
    if let Some(table) = table(&object, columns) {
        return table;
    }
    if text_key(&object, columns).is_some_and(|key| !is_list_of_objects(&object[&key])) {
        return vec![Value::Object(object)];
    }
    let list = only(&object, is_list_of_objects).or_else(|| only(&object, is_list_of_strings));
    if let Some(Value::Array(items)) = list.and_then(|key| object.remove(&key)) {
        return items;
    }
    let is_document = |v: &Value| v.as_object().is_some_and(|o| holds_text(o, columns, depth + 1));
    if object.len() > 1 && object.values().all(is_document) {
        return object.into_iter().map(|(name, document)| named(name, document)).collect();
    }
    // An answer may wrap its list in objects.
    if depth < MAX_DEPTH
        && !object.values().any(is_document)
        && let Some(key) = only(&object, Value::is_object)
        && let Value::Object(inner) = object[&key].clone()
    {
        let rows = rows_of(inner, columns, depth + 1);
        if rows.len() > 1 || rows.first().is_some_and(|row| has_text(row, columns)) {
            return rows;
        }
    }
    vec![Value::Object(object)]
}

/// The key of the one value that is such.
fn only(object: &Object, is_such: impl Fn(&Value) -> bool) -> Option<String> {
    let mut such = object.iter().filter(|(_, value)| is_such(value)).map(|(key, _)| key);
    such.next().filter(|_| such.next().is_none()).cloned()
}

fn is_list_of_objects(value: &Value) -> bool {
    value.as_array().is_some_and(|items| items.first().is_some_and(Value::is_object))
}

fn is_list_of_strings(value: &Value) -> bool {
    value.as_array().is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_string))
}

/// A document under its name, unless it names itself.
fn named(name: String, document: Value) -> Value {
    let Value::Object(mut object) = document else { return document };
    object.entry("id").or_insert(Value::String(name));
    Value::Object(object)
}

/// The rows of a table that is written by columns: two or more, of the same length, one of texts.
fn table(object: &Object, columns: &Columns) -> Option<Vec<Value>> {
    let text = object.get(&text_key(object, columns)?)?;
    let cells = |column: &Value| match column {
        Value::Array(cells) => Some(cells.clone()),
        Value::Object(cells) => Some(cells.values().cloned().collect()),
        _ => None,
    };
    // Lists and objects do not mix, and the objects have the same keys.
    let is_alike = |column: &Value| match (column, text) {
        (Value::Array(a), Value::Array(b)) => a.len() == b.len(),
        (Value::Object(a), Value::Object(b)) => a.keys().eq(b.keys()),
        _ => false,
    };
    if object.len() < 2
        || !object.values().all(is_alike)
        || !cells(text)?.iter().any(Value::is_string)
    {
        return None;
    }
    let mut rows = vec![Object::new(); cells(text)?.len()];
    for (key, column) in object {
        for (row, cell) in rows.iter_mut().zip(cells(column)?) {
            row.insert(key.clone(), cell);
        }
    }
    Some(rows.into_iter().map(Value::Object).collect())
}

/// The key of an object's own text.
fn text_key(object: &Object, columns: &Columns) -> Option<String> {
    let keys: Vec<String> = object.keys().cloned().collect();
    columns.named_text(&keys).ok().flatten().map(|i| keys[i].clone())
}

/// Whether an object, or one inside it, holds a text.
fn holds_text(object: &Object, columns: &Columns, depth: usize) -> bool {
    let own = text_key(object, columns).map(|key| &object[&key]);
    own.is_some_and(|text| !text.is_object()) || inner_key(object, columns, depth).is_some()
}

/// The key of the one object inside that holds a text.
fn inner_key(object: &Object, columns: &Columns, depth: usize) -> Option<String> {
    let holds = |value: &Value| {
        depth < MAX_DEPTH && value.as_object().is_some_and(|o| holds_text(o, columns, depth + 1))
    };
    only(object, holds)
}

/// The object that holds the text itself, with what the objects around it say besides; a name with
/// dots (`article.content`) leads to it too.
pub fn opened(mut object: Object, columns: &Columns) -> (Object, Columns) {
    let mut columns = columns.clone();
    for depth in 0..MAX_DEPTH {
        let own = text_key(&object, &columns);
        let path = columns.text.as_deref().and_then(|name| name.split_once('.'));
        let path = path.map(|(key, rest)| (key.to_string(), rest.to_string()));
        let key = match (own, path) {
            (Some(own), _) if !object[&own].is_object() => break,
            (None, Some((key, rest))) if object.get(&key).is_some_and(Value::is_object) => {
                columns.text = Some(rest);
                Some(key)
            }
            _ => inner_key(&object, &columns, depth),
        };
        let Some(Value::Object(inner)) = key.and_then(|key| object.remove(&key)) else { break };
        // What stands nearest to the text is about it.
        object.extend(inner);
    }
    (object, columns)
}

//! Metadata at the head of a text or Markdown file.
//!
//! Between two lines `---` stand `key: value` lines (the flat part of YAML: plain or quoted values,
//! lists in brackets or one item a line, folded blocks), between two lines `+++` stands TOML, as
//! Jekyll and Hugo write them. A list becomes one string, joined by `, `. Whatever does not read as
//! such a block is text: many documents open with a ruled line.

use std::collections::BTreeMap;

/// A block of metadata: its fields, and the byte behind its last line.
pub type FrontMatter = (BTreeMap<String, String>, usize);

/// No block is longer than this many lines.
const MAX_LINES: usize = 200;

/// The front matter of a source, if it opens with one.
pub fn parse(source: &str) -> Option<FrontMatter> {
    let mut lines = source.split_inclusive('\n');
    let fence = lines.next()?.trim_end();
    if !matches!(fence, "---" | "+++") {
        return None;
    }
    let mut block = Vec::new();
    let mut end = source.find('\n')? + 1;
    for line in lines.take(MAX_LINES) {
        end += line.len();
        let line = line.trim_end();
        if line == fence || (fence == "---" && line == "...") {
            let fields = if fence == "+++" { toml(&block.join("\n")) } else { yaml(&block) }?;
            return (!fields.is_empty()).then_some((fields, end));
        }
        block.push(line);
    }
    None
}

/// TOML; tables inside it are left out.
fn toml(block: &str) -> Option<BTreeMap<String, String>> {
    let table: toml::Table = block.parse().ok()?;
    let scalar = |value: &toml::Value| match value {
        toml::Value::String(s) => Some(s.clone()),
        toml::Value::Table(_) | toml::Value::Array(_) => None,
        other => Some(other.to_string()),
    };
    let shown = |value: &toml::Value| match value {
        toml::Value::Array(items) => {
            items.iter().map(scalar).collect::<Option<Vec<_>>>().map(|items| items.join(", "))
        }
        value => scalar(value),
    };
    let fields = table.iter().filter_map(|(k, v)| Some((k.to_lowercase(), shown(v)?)));
    Some(fields.collect())
}

/// Flat YAML; None where a line is neither a field nor part of one.
fn yaml(block: &[&str]) -> Option<BTreeMap<String, String>> {
    let mut fields = BTreeMap::new();
    let mut last: Option<(String, Vec<String>, &str)> = None;
    let mut close = |field: Option<(String, Vec<String>, &str)>| {
        if let Some((key, parts, joint)) = field {
            fields.insert(key, parts.join(joint));
        }
    };
    for &line in block {
        let text = line.trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let is_item = text == "-" || text.starts_with("- ");
        if is_item || line.starts_with([' ', '\t']) {
            let (_, parts, joint) = last.as_mut()?;
            *joint = if is_item { ", " } else { *joint };
            parts.push(unquote(text.strip_prefix('-').filter(|_| is_item).unwrap_or(text)));
            continue;
        }
        let (key, value) = text.split_once(':')?;
        let key = unquote(key).to_lowercase();
        // "Note: this …" is a sentence when blanks stand in its key; a URL has no blank behind ':'.
        if key.is_empty() || key.contains(char::is_whitespace) || value.starts_with('/') {
            return None;
        }
        close(last.take());
        let value = value.trim();
        let parts = match value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
            _ if matches!(value, "" | "|" | ">" | "|-" | ">-") => Vec::new(),
            Some(items) => items.split(',').map(unquote).filter(|i| !i.is_empty()).collect(),
            None => vec![unquote(value)],
        };
        let joint = if value.starts_with('[') { ", " } else { " " };
        last = Some((key, parts, joint));
    }
    close(last);
    Some(fields)
}

/// A value without its quotes, or without the comment behind it.
fn unquote(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(quote)
            && let Some(end) = rest.rfind(quote)
        {
            let inner = &rest[..end];
            return match quote {
                '"' => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
                _ => inner.replace("''", "'"),
            };
        }
    }
    value.split(" #").next().unwrap_or(value).trim_end().into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn fields(source: &str) -> Vec<(String, String)> {
        parse(source).map(|(fields, _)| fields.into_iter().collect()).unwrap_or_default()
    }

    fn pair(key: &str, value: &str) -> (String, String) {
        (key.into(), value.into())
    }

    #[test]
    fn yaml_fields_are_read_and_the_body_begins_behind_them() {
        let source = "---\r\nTitle: \"青浦: 河道整治\"\r\ndate: 2023-08-17 # 周四\r\ntags: [河道, '治理']\r\nauthors:\r\n  - 李一\r\n  - 王二\r\nsummary: >\r\n  one\r\n  two\r\n---\r\n正文\r\n";
        let (_, body) = parse(source).unwrap();
        assert_eq!(&source[body..], "正文\r\n");
        assert_eq!(
            fields(source),
            [
                pair("authors", "李一, 王二"),
                pair("date", "2023-08-17"),
                pair("summary", "one two"),
                pair("tags", "河道, 治理"),
                pair("title", "青浦: 河道整治"),
            ]
        );
    }

    #[test]
    fn toml_fields_are_read() {
        let source = "+++\ntitle = 'A bridge'\ndate = 2023-08-17T10:00:00Z\nn = 3\ntags = ['a', 'b']\n[extra]\nx = 1\n+++\ntext";
        assert_eq!(
            fields(source),
            [
                pair("date", "2023-08-17T10:00:00Z"),
                pair("n", "3"),
                pair("tags", "a, b"),
                pair("title", "A bridge"),
            ]
        );
    }

    #[test]
    fn a_ruled_line_is_no_front_matter() {
        assert_eq!(parse("---\n第一章 总则。\n---\n正文"), None);
        assert_eq!(parse("---\ntitle: never closed\n"), None);
        assert_eq!(parse("---\n\n---\n"), None);
        assert_eq!(parse("text\n---\ntitle: x\n---\n"), None);
        assert_eq!(parse("---"), None);
    }

    proptest! {
        #[test]
        fn no_source_panics_and_the_body_begins_at_a_character(
            block in "[-+:a-b \"'\\[\\]#\n一]{0,60}", fence in "(---|\\+\\+\\+)",
        ) {
            let source = format!("{fence}\n{block}\n{fence}\n文");
            if let Some((_, body)) = parse(&source) {
                prop_assert!(source.is_char_boundary(body));
            }
        }
    }
}

//! Metadata by regular expression: what a document's name tells about it.
//!
//! ```text
//! --group-pattern '^(\w+)/'                          beijing/a.txt     → group beijing
//! --group-pattern '(?<group>\w+)_(?<date>\d{8})'     york_20210304.txt → group york, date 20210304
//! ```
//!
//! The name is the one that every table shows. A group called `group`, else the first without a
//! name, gives the document's group; groups of other names give metadata fields. What the name
//! tells wins over what the file says. Names that do not fit are counted in a warning.

use std::collections::BTreeMap;

use regex::Regex;

use crate::error::{Error, Result};

/// The pattern of a setting.
///
/// # Errors
/// If it is no regular expression, or has no group to take anything from.
pub fn compile(pattern: &str) -> Result<Regex> {
    let failed = |reason: String| Error::setting("read.group-pattern", reason);
    let regex = Regex::new(pattern).map_err(|e| {
        let reason = e.to_string();
        let last = reason.lines().last().unwrap_or_default().trim_start_matches("error: ");
        failed(format!("`{pattern}` is no regular expression ({last})"))
    })?;
    if regex.captures_len() < 2 {
        return Err(failed(format!(
            "`{pattern}` has no group; put what names the group in brackets: '^(\\w+)/'"
        )));
    }
    Ok(regex)
}

/// The fields that a name tells; None if it does not fit.
pub fn fields(regex: &Regex, name: &str) -> Option<BTreeMap<String, String>> {
    let captures = regex.captures(name)?;
    let has_group = regex.capture_names().flatten().any(|name| name == "group");
    let mut fields = BTreeMap::new();
    for (i, key) in regex.capture_names().enumerate().skip(1) {
        let key = match key {
            None if has_group || fields.contains_key("group") => continue,
            None => "group",
            Some(key) => key,
        };
        if let Some(value) = captures.get(i).filter(|value| !value.as_str().trim().is_empty()) {
            fields.insert(key.to_lowercase(), value.as_str().to_string());
        }
    }
    Some(fields)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn told(pattern: &str, name: &str) -> Option<Vec<(String, String)>> {
        fields(&compile(pattern).unwrap(), name).map(|fields| fields.into_iter().collect())
    }

    #[test]
    fn groups_of_the_pattern_become_fields() {
        let pair = |k: &str, v: &str| (k.to_string(), v.to_string());
        assert_eq!(told(r"^(\w+)/(\w+)", "york/a.txt"), Some(vec![pair("group", "york")]));
        assert_eq!(
            told(r"(?<date>\d{8})_(?<group>\p{Han}+)", "20210304_清河.txt"),
            Some(vec![pair("date", "20210304"), pair("group", "清河")])
        );
        assert_eq!(told(r"^(\d+)-", "york.txt"), None);
        assert_eq!(told(r"^(\d+)?york", "york.txt"), Some(vec![]));
    }

    #[test]
    fn a_pattern_that_cannot_work_is_refused_with_the_reason() {
        let reason = |pattern: &str| compile(pattern).unwrap_err().to_string();
        assert!(reason("(").contains("no regular expression (unclosed group)"), "{}", reason("("));
        assert!(reason("york").contains("has no group"));
    }
}

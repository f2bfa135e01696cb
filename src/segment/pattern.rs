//! Sections by the user's own pattern: every line that matches begins one.
//!
//! ```text
//! --split-pattern '^第.+章'                          第一章 总则           heading: the line
//! --split-pattern '^(?<speaker>[A-Z ]+): '           JANE DOE: Thank you.  speaker: JANE DOE, no heading
//! --split-pattern '^(?<heading>.+?) / (?<speaker>.+)'
//! ```
//!
//! The pattern looks at one line of the cleaned text at a time, so `^` and `$` are its ends. The
//! line is the section's heading, unless the group called `heading` names a part of it, or the
//! pattern has a group called `speaker` and none called `heading`: the line is then speech.

use regex::Regex;

use super::Start;
use crate::corpus::{Span, Text};
use crate::error::{Error, Result};

/// The pattern of the setting.
///
/// # Errors
/// If it is no regular expression.
pub(super) fn compile(pattern: &str) -> Result<Regex> {
    Regex::new(pattern).map_err(|e| {
        let reason = e.to_string();
        let last = reason.lines().last().unwrap_or_default().trim_start_matches("error: ");
        let reason = format!("`{pattern}` is no regular expression ({last})");
        Error::setting("segment.split-pattern", reason)
    })
}

/// A section for every line that matches.
pub(super) fn starts(text: &Text, pattern: &Regex) -> Vec<Start> {
    let has = |name: &str| pattern.capture_names().flatten().any(|n| n == name);
    let whole_line = has("heading") || !has("speaker");
    let mut starts = Vec::new();
    for (first, paragraph) in text.paragraphs.iter().enumerate() {
        let line = text.slice(paragraph.span);
        let Some(captures) = pattern.captures(line) else {
            continue;
        };
        let group = |name: &str| {
            let found = captures.name(name)?;
            let lead = found.as_str().len() - found.as_str().trim_start().len();
            let start = paragraph.span.start as usize + found.start() + lead;
            let length = found.as_str().trim().len();
            (length > 0).then(|| Span::new(start, start + length))
        };
        let heading = group("heading").or(whole_line.then_some(paragraph.span));
        starts.push(Start { first, heading, speaker: group("speaker") });
    }
    starts
}

//! Subtitles (SRT, WebVTT): what is said, without numbers and times.
//!
//! A cue's lines are one sentence or part of it, so cues follow each other as lines and cleaning
//! joins them. Marks of style (`<i>`, `{\an8}`) go.

use super::draft::Draft;
use super::format::{Content, Format};

/// Subtitle files.
pub struct Subtitles;

impl Format for Subtitles {
    fn name(&self) -> &'static str {
        "subtitles"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["srt", "vtt"]
    }

    fn read(&self, content: &mut Content, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
        let source = said(&content.take_text(log)?);
        if source.is_empty() {
            Err("nothing is said in it".into())
        } else {
            Ok(vec![Draft::whole(source)])
        }
    }
}

/// The lines that are said.
fn said(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut blocks = text.lines().map(str::trim).peekable();
    while let Some(line) = blocks.next() {
        let is_before_times = blocks.peek().is_some_and(|next| next.contains("-->"));
        let is_header = line.starts_with("WEBVTT") || line.starts_with("NOTE");
        if line.contains("-->") || is_header || is_before_times {
            continue;
        }
        let line = unmarked(line);
        if !line.is_empty() {
            lines.push(line);
        }
    }
    lines.join("\n")
}

/// A line without marks of style.
fn unmarked(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut close = None;
    for (i, c) in line.char_indices() {
        match (close, c) {
            (Some(end), c) if c == end => close = None,
            (Some(_), _) => {}
            (None, '<') if line[i..].contains('>') => close = Some('>'),
            (None, '{') if line[i..].starts_with("{\\") && line[i..].contains('}') => {
                close = Some('}')
            }
            (None, c) => out.push(c),
        }
    }
    out.trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_said_is_kept() {
        let srt = "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>The tide</i>\r\n{\\an8}turns.\r\n\r\n\
                   2\r\n00:00:03,000 --> 00:00:04,000\r\n1984\r\n";
        assert_eq!(said(srt), "The tide\nturns.\n1984");
        let vtt = "WEBVTT\n\nintro\n00:01.000 --> 00:04.000\n潮水 < 退去\n";
        assert_eq!(said(vtt), "潮水 < 退去");
        assert_eq!(said("1\n00:00:01,000 --> 00:00:02,500\n\n"), "");
    }
}

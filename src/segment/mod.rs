//! Segmentation: a document's sections, the parts that are counted and compared on their own.
//!
//! ```text
//! 画好最大同心圆               ← heading         ┐
//! 清河区委常委、宣传部部长 王小明  ← byline (speaker) │ a signed statement
//! 市委工作会议…                ← body            ┘
//! ```
//!
//! Two bylines make a collection of signed statements: each begins at the heading line directly
//! before its byline and runs to the next; what stands before the first is an introduction. Else
//! two headings behind the title make headed parts; else the document is one section. Sections
//! cover the text without gaps. Which lines are headings and bylines is [`kinds`]'s business.

pub(crate) mod byline;
pub(crate) mod kinds;

use serde::{Deserialize, Serialize};

use crate::corpus::{Paragraph, ParagraphKind, Section, Span, Text};

/// How documents are split into sections.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct SegmentSettings {
    /// What a section is.
    pub split: Split,
}

impl Default for SegmentSettings {
    fn default() -> Self {
        Self { split: Split::Auto }
    }
}

/// What a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Split {
    /// Signed statements where a document has at least two bylines, else headed parts where it has
    /// at least two headings, else the whole document.
    Auto,
    /// Signed statements only.
    Statement,
    /// Headed parts only.
    Heading,
    /// The whole document.
    None,
}

/// A section's first paragraph, its heading's and its byline's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Start {
    first: usize,
    heading: Option<usize>,
    speaker: Option<usize>,
}

/// Finds the sections of a cleaned text whose paragraphs are known.
pub fn segment(text: &mut Text, settings: &SegmentSettings) {
    let kinds: Vec<ParagraphKind> = text.paragraphs.iter().map(|p| p.kind).collect();
    let starts = match settings.split {
        Split::Statement => statements(&kinds, 1),
        Split::Heading => headed_parts(&kinds, 1),
        Split::None => None,
        Split::Auto => statements(&kinds, 2).or_else(|| headed_parts(&kinds, 2)),
    };
    let starts = with_introduction(starts.unwrap_or_default(), &kinds);
    text.sections = sections(&text.paragraphs, text.text.len(), &starts);
}

/// Signed statements, if there are at least so many.
fn statements(kinds: &[ParagraphKind], at_least: usize) -> Option<Vec<Start>> {
    use ParagraphKind::{Byline, Heading};
    let mut starts: Vec<Start> = Vec::new();
    for i in 0..kinds.len() {
        // of two bylines in a row the first opens the statement
        if kinds[i] != Byline || i > 0 && kinds[i - 1] == Byline {
            continue;
        }
        let run = kinds[..i].iter().rev().take_while(|&&k| k == Heading).count();
        // at the top of the document the lines above the nearest heading are its title
        let own = if run == i { run.min(1) } else { run.min(2) };
        let heading = (run > 0).then(|| i - 1);
        starts.push(Start { first: i - own, heading, speaker: Some(i) });
    }
    (starts.len() >= at_least).then_some(starts)
}

/// Parts under headings, if there are at least so many behind the title; headings in a row open
/// one part, named by the last of them.
fn headed_parts(kinds: &[ParagraphKind], at_least: usize) -> Option<Vec<Start>> {
    let is_heading = |i: usize| kinds.get(i) == Some(&ParagraphKind::Heading);
    let mut starts = Vec::new();
    for first in 1..kinds.len() {
        if is_heading(first) && !is_heading(first - 1) {
            let last = (first..kinds.len()).take_while(|&i| is_heading(i)).last();
            starts.push(Start { first, heading: last, speaker: None });
        }
    }
    (starts.len() >= at_least).then_some(starts)
}

/// Puts what stands before the first section into a section of its own, under the title.
fn with_introduction(mut starts: Vec<Start>, kinds: &[ParagraphKind]) -> Vec<Start> {
    if !kinds.is_empty() && starts.first().is_none_or(|s| s.first > 0) {
        let heading = (kinds[0] == ParagraphKind::Heading).then_some(0);
        starts.insert(0, Start { first: 0, heading, speaker: None });
    }
    starts
}

/// Spans that cover the text; a section's last line break lies between it and the next.
fn sections(paragraphs: &[Paragraph], len: usize, starts: &[Start]) -> Vec<Section> {
    let line = |i: usize| paragraphs.get(i).map(|p| p.span);
    let begin = |s: &Start| line(s.first).map_or(len, |span| span.start as usize);
    starts
        .iter()
        .enumerate()
        .map(|(i, start)| {
            let end = starts.get(i + 1).map_or(len, |next| begin(next).saturating_sub(1));
            Section {
                span: Span::new(begin(start), end),
                heading: start.heading.and_then(line),
                speaker: start.speaker.and_then(line),
            }
        })
        .collect()
}

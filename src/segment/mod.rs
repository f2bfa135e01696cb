//! Segmentation: a document's sections, the parts that are counted and compared on their own.
//!
//! ```text
//! 画好最大同心圆               ← heading         ┐      记者：请问市长…        ← turn of 记者
//! 清河区委常委、宣传部部长 王小明  ← byline (speaker) │      王小明（清河市市长）：谢谢…  ← turn of 王小明（…）
//! 市委工作会议…                ← body            ┘      第二段…               ← still his
//! ```
//!
//! Two bylines make a collection of signed statements: each begins at the heading line directly
//! before its byline and runs to the next; what stands before the first is an introduction. Else
//! the turns of a transcript are the sections ([`turns`]), else the parts under headings
//! ([`headings`]), else the document is one section. Sections cover the text without gaps. Which
//! lines are headings and bylines is [`kinds`]'s business.

pub(crate) mod byline;
mod headings;
pub(crate) mod kinds;
mod label;
mod names;
pub(crate) mod numbering;
mod pattern;
mod turns;

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::corpus::{Paragraph, ParagraphKind, Section, Span, Text};
use crate::error::{Error, Result};

/// How documents are split into sections.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct SegmentSettings {
    /// What a section is.
    pub split: Split,
    /// Regular expression on a line: each that matches begins a section and is its heading; groups
    /// called `speaker` and `heading` name parts of it. With `split` left at `auto` it implies
    /// `regex`.
    pub split_pattern: Option<String>,
}

impl Default for SegmentSettings {
    fn default() -> Self {
        Self { split: Split::Auto, split_pattern: None }
    }
}

impl SegmentSettings {
    /// Whether every setting can be used.
    ///
    /// # Errors
    /// `regex` without a pattern, a pattern that is none, or one beside another way to split.
    pub fn check(&self) -> Result<()> {
        let failed = |reason: &str| Err(Error::setting("segment.split", reason));
        match (self.split, &self.split_pattern) {
            (Split::Regex, None) => {
                failed("`regex` needs a pattern; give it with --split-pattern '^第.+章'")
            }
            (Split::Statement | Split::Heading | Split::None, Some(_)) => {
                failed("only `regex` takes a pattern; leave out the one or the other")
            }
            (_, Some(pattern)) => pattern::compile(pattern).map(|_| ()),
            (_, None) => Ok(()),
        }
    }

    /// Writes flags over the settings: one of the two that is given alone also settles the other.
    pub fn apply(&mut self, split: Option<Split>, pattern: Option<&str>) {
        match (split, pattern) {
            (None, None) => {}
            (Some(split), None) => {
                self.split = split;
                // the pattern of a settings file serves `--split regex` and no other
                self.split_pattern = self.split_pattern.take().filter(|_| split == Split::Regex);
            }
            (split, Some(pattern)) => {
                self.split = split.unwrap_or(Split::Regex);
                self.split_pattern = Some(pattern.to_string());
            }
        }
    }
}

/// What a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Split {
    /// Signed statements where a document has at least two bylines, else the turns of a transcript,
    /// else headed parts where it has at least two, else the whole document.
    Auto,
    /// What someone says: signed statements, or the turns of a transcript.
    Statement,
    /// Headed parts only.
    Heading,
    /// Parts that begin at a line of the pattern.
    Regex,
    /// The whole document.
    None,
}

/// A section's first paragraph, its heading and its speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Start {
    first: usize,
    heading: Option<Span>,
    speaker: Option<Span>,
}

/// Splits documents; made once, so that a pattern is compiled once.
#[derive(Debug)]
pub(crate) struct Segmenter {
    split: Split,
    pattern: Option<Regex>,
}

impl Segmenter {
    /// A segmenter of settings that have been checked: a pattern that is none matches nothing.
    pub fn new(settings: &SegmentSettings) -> Self {
        let pattern = settings.split_pattern.as_deref();
        let pattern = pattern.and_then(|pattern| pattern::compile(pattern).ok());
        let split = match settings.split {
            Split::Auto if settings.split_pattern.is_some() => Split::Regex,
            split => split,
        };
        Self { split, pattern }
    }

    /// Finds the sections of a cleaned text whose paragraphs are known; `levels` are those that
    /// Markdown gives to its headings, a number a paragraph, 0 for all others.
    pub fn segment(&self, text: &mut Text, levels: &[u8]) {
        let starts = match self.split {
            Split::Auto => statements(text, 2)
                .or_else(|| turns::starts(text))
                .or_else(|| headings::parts(text, levels, 2)),
            Split::Statement => {
                statements(text, 2).or_else(|| turns::starts(text)).or_else(|| statements(text, 1))
            }
            Split::Heading => headings::parts(text, levels, 1),
            Split::Regex => self.pattern.as_ref().map(|pattern| pattern::starts(text, pattern)),
            Split::None => None,
        };
        let starts = with_introduction(starts.unwrap_or_default(), &text.paragraphs);
        text.sections = sections(&text.paragraphs, text.text.len(), &starts);
    }
}

/// Signed statements, if there are at least so many.
fn statements(text: &Text, at_least: usize) -> Option<Vec<Start>> {
    use ParagraphKind::{Byline, Heading};
    let lines = &text.paragraphs;
    let mut starts: Vec<Start> = Vec::new();
    for i in 0..lines.len() {
        // of two bylines in a row the first opens the statement
        if lines[i].kind != Byline || i > 0 && lines[i - 1].kind == Byline {
            continue;
        }
        let run = lines[..i].iter().rev().take_while(|line| line.kind == Heading).count();
        // at the top of the document the lines above the nearest heading are its title
        let own = if run == i { run.min(1) } else { run.min(2) };
        let heading = (run > 0).then(|| lines[i - 1].span);
        starts.push(Start { first: i - own, heading, speaker: Some(lines[i].span) });
    }
    (starts.len() >= at_least).then_some(starts)
}

/// Puts what stands before the first section into a section of its own, under the title.
fn with_introduction(mut starts: Vec<Start>, paragraphs: &[Paragraph]) -> Vec<Start> {
    if let Some(first) = paragraphs.first()
        && starts.first().is_none_or(|s| s.first > 0)
    {
        let heading = (first.kind == ParagraphKind::Heading).then_some(first.span);
        starts.insert(0, Start { first: 0, heading, speaker: None });
    }
    starts
}

/// Spans that cover the text; a section's last line break lies between it and the next.
fn sections(paragraphs: &[Paragraph], len: usize, starts: &[Start]) -> Vec<Section> {
    let begin = |s: &Start| paragraphs.get(s.first).map_or(len, |p| p.span.start as usize);
    starts
        .iter()
        .enumerate()
        .map(|(i, start)| {
            let end = starts.get(i + 1).map_or(len, |next| begin(next).saturating_sub(1));
            let span = Span::new(begin(start), end);
            Section { span, heading: start.heading, speaker: start.speaker }
        })
        .collect()
}

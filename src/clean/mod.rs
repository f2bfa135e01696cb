//! Cleaning: from the decoded source to one paragraph a line, nothing in it but what was written.
//!
//! ```text
//! source ─lines▶ physical lines ─furniture▶ lines of text ─joining▶ paragraphs ─spaces▶ Text
//! ```
//!
//! Invisible characters and Markdown marks go line by line ([`lines`]); page furniture goes by
//! named rules and is listed ([`furniture`]); lines broken inside a sentence are joined
//! ([`joining`]), and the stray spaces of wrapped Chinese closed ([`spaces`]). Everything else is
//! the source's own characters, and [`crate::corpus::OffsetMap`] says which ones.

mod excerpt;
mod furniture;
mod hyphens;
mod joining;
mod lines;
mod spaces;
mod wrapping;

use serde::{Deserialize, Serialize};

use self::joining::Paragraph as Joined;
use self::lines::Line;
use crate::corpus::{Corpus, Document, Dropped, Paragraph, ParagraphKind, Span, Text};
use crate::exec;
use crate::segment::{self, SegmentSettings, Segmenter, kinds::Candidate};

/// What cleaning does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct CleanSettings {
    /// Join lines broken inside a sentence or word, and close stray spaces.
    pub join_lines: bool,
    /// Take page furniture out.
    pub drop_furniture: bool,
}

impl Default for CleanSettings {
    fn default() -> Self {
        Self { join_lines: true, drop_furniture: true }
    }
}

/// How many lines from the end a line that only names publishers may stand.
const PUBLISHER_LINES: usize = 8;

/// Cleans and segments every document, in parallel; texts in the order of the documents.
pub fn clean(corpus: &Corpus, settings: &CleanSettings, segment: &SegmentSettings) -> Vec<Text> {
    let segmenter = Segmenter::new(segment);
    exec::map(&corpus.documents, |document| {
        let (mut text, levels) = clean_document(document, settings);
        segmenter.segment(&mut text, &levels);
        text
    })
}

/// Cleans one document and tells headings and bylines from running text; also gives the levels of
/// the headings that Markdown marks.
fn clean_document(document: &Document, settings: &CleanSettings) -> (Text, Vec<u8>) {
    let source = document.source.as_str();
    let mut lines = lines::lines(source, document.body.min(source.len()));
    let mut dropped = Vec::new();
    if settings.drop_furniture {
        lines = drop_furniture(source, lines, &mut dropped);
    }
    let (mut paragraphs, mut n_joined) =
        if settings.join_lines { joining::join(source, lines) } else { (joining::keep(lines), 0) };
    let kinds = kinds(&paragraphs);
    if settings.join_lines {
        for (paragraph, kind) in paragraphs.iter_mut().zip(&kinds) {
            if *kind == ParagraphKind::Body {
                let stray = spaces::stray(paragraph.excerpt.text());
                n_joined += stray.len() as u32;
                paragraph.excerpt.cut(&stray);
            }
        }
    }
    let mut text = assemble(&paragraphs, &kinds);
    (text.dropped, text.n_joined) = (dropped, n_joined);
    (text, paragraphs.iter().map(|p| p.level).collect())
}

/// Takes furniture out and lists it; what is left knows that something stood between.
fn drop_furniture(source: &str, lines: Vec<Line>, dropped: &mut Vec<Dropped>) -> Vec<Line> {
    let mut kept = Vec::with_capacity(lines.len());
    let mut gap = false;
    let n = lines.len();
    for (i, mut line) in lines.into_iter().enumerate() {
        let reason = furniture::line_reason(&line)
            // who published it stands at the end of a page
            .filter(|&reason| reason != "publisher" || i + PUBLISHER_LINES >= n);
        if let Some(reason) = reason {
            dropped.push(Dropped {
                start: line.start,
                end: line.end,
                text: source[line.bytes].to_string(),
                reason: reason.to_string(),
            });
            gap = true;
            continue;
        }
        if let Some(open) = furniture::closing_credit(line.text()) {
            let text = line.text()[open..].to_string();
            let (start, end) = line.excerpt.source_span(open..line.text().len());
            let reason = "closing-credit".to_string();
            dropped.push(Dropped { start, end, text, reason });
            let end = line.text().len();
            let before = line.text()[..open].trim_end().len();
            line.excerpt.cut(std::slice::from_ref(&(before..end)));
            if before == 0 {
                gap = true;
                continue;
            }
        }
        line.blank_before |= gap;
        gap = false;
        kept.push(line);
    }
    kept
}

fn kinds(paragraphs: &[Joined]) -> Vec<ParagraphKind> {
    let candidates: Vec<Candidate> =
        paragraphs.iter().map(|p| Candidate { text: p.excerpt.text(), level: p.level }).collect();
    segment::kinds::kinds(&candidates)
}

/// Writes the paragraphs, one a line.
fn assemble(paragraphs: &[Joined], kinds: &[ParagraphKind]) -> Text {
    let mut text = Text::default();
    let bytes: usize = paragraphs.iter().map(|p| p.excerpt.text().len() + 1).sum();
    text.text.reserve(bytes);
    for (paragraph, &kind) in paragraphs.iter().zip(kinds) {
        if !text.text.is_empty() {
            text.text.push('\n');
        }
        let start = text.text.len();
        paragraph.excerpt.write(&mut text.text, &mut text.map);
        text.paragraphs.push(Paragraph { span: Span::new(start, text.text.len()), kind });
    }
    text
}

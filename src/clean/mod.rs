//! Cleaning: from the decoded source to one paragraph a line, nothing in it but what was written.
//!
//! ```text
//! source ─lines▶ physical lines ─furniture▶ lines of text ─joining▶ paragraphs ─spaces▶ Text
//! ```
//!
//! Invisible characters and the marks of Markdown go line by line ([`lines`], [`markdown`]); page furniture goes by
//! named rules ([`furniture`]), and what repeats at the edges of one source's documents by the
//! evidence of the corpus ([`boilerplate`]); both are listed ([`dropping`]). Lines broken inside a sentence are joined
//! ([`joining`]), and the stray spaces of wrapped Chinese closed ([`spaces`]). Everything else is
//! the source's own characters, and [`crate::corpus::OffsetMap`] says which ones.

mod boilerplate;
mod dropping;
mod excerpt;
mod furniture;
mod hyphens;
mod joining;
mod lead_in;
mod lines;
mod markdown;
mod spaces;
mod wrapping;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use self::boilerplate::Boilerplate;
use self::dropping::Dropping;
use self::joining::Paragraph as Joined;
use crate::corpus::{Corpus, Document, Paragraph, ParagraphKind, Span, Text};
use crate::dictionary::jieba;
use crate::exec;
use crate::fold::is_han;
use crate::segment::{self, SegmentSettings, Segmenter, kinds::Candidate};
use crate::warning::{Topic, Warning};

/// What cleaning does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct CleanSettings {
    /// Join lines broken inside a sentence or word, and close stray spaces.
    pub join_lines: bool,
    /// Take page furniture out.
    pub drop_furniture: bool,
    /// Take out lines that repeat at the edge of most documents of one source.
    pub drop_repeated: bool,
}

impl Default for CleanSettings {
    fn default() -> Self {
        Self { join_lines: true, drop_furniture: true, drop_repeated: true }
    }
}

/// Documents of fewer letters are hardly texts.
const NEARLY_EMPTY: usize = 10;

/// Cleans and segments every document, in parallel: texts in the order of the documents, and what
/// there is to say about them.
pub fn clean(
    corpus: &Corpus,
    settings: &CleanSettings,
    segment: &SegmentSettings,
) -> (Vec<Text>, Vec<Warning>) {
    let find = || {
        if settings.drop_repeated { Boilerplate::find(corpus) } else { Boilerplate::default() }
    };
    // The dictionary takes a tenth of a second to load: time to look at the lines meanwhile.
    let load = || has_chinese(corpus).then(|| _ = jieba());
    let (boilerplate, _) = exec::join(find, load);
    let segmenter = Segmenter::new(segment);
    let texts = exec::map(&corpus.documents, |document| {
        let (mut text, levels) = clean_document(document, settings, boilerplate.of(document));
        segmenter.segment(&mut text, &levels);
        text
    });
    let mut warnings = boilerplate.warnings;
    warnings.extend(nearly_empty(corpus, &texts));
    (texts, warnings)
}

/// Whether the beginnings of the first documents hold Chinese.
fn has_chinese(corpus: &Corpus) -> bool {
    let beginnings = corpus.documents.iter().take(100).map(|d| d.source.chars().take(500));
    beginnings.flatten().any(is_han)
}

/// Documents in which hardly anything is left.
fn nearly_empty(corpus: &Corpus, texts: &[Text]) -> Option<Warning> {
    let is_empty = |text: &Text| {
        text.text.chars().filter(|c| c.is_alphabetic()).nth(NEARLY_EMPTY - 1).is_none()
    };
    let names: Vec<&str> = (corpus.documents.iter().zip(texts))
        .filter(|(_, text)| is_empty(text))
        .map(|(document, _)| document.name.as_str())
        .collect();
    let first = names.first()?;
    let n = names.len();
    let message = format!("{n} documents hold fewer than {NEARLY_EMPTY} letters (`{first}` …)");
    Some(Warning::new(Topic::Thin, "nearly empty", message))
}

/// Cleans one document and tells headings and bylines from running text; also gives the levels of
/// the headings that Markdown marks.
fn clean_document(
    document: &Document,
    settings: &CleanSettings,
    repeated: Option<&FxHashSet<u64>>,
) -> (Text, Vec<u8>) {
    let source = document.source.as_str();
    let lines = lines::lines(source, document.body.min(source.len()));
    let dropping = Dropping { furniture: settings.drop_furniture, repeated };
    let (lines, dropped) = dropping.apply(source, lines);
    let (mut paragraphs, mut n_joined) = if settings.join_lines && !document.has_paragraphs {
        joining::join(source, lines)
    } else {
        (joining::keep(lines), 0)
    };
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

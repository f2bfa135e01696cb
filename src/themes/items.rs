//! What is clustered: documents where they are many, else their sections, else their paragraphs.
//!
//! A handful of long documents each touch every theme, so they are divided; thousands of short ones
//! are not. Bylines (office and name of a speaker) belong to no item: they would make themes of
//! places and people.

use std::ops::Range;

use super::ThemeUnit;
use crate::corpus::{DocId, ParagraphKind, Place, SectionId, Span, Text};
use crate::exec;
use crate::vocabulary::{self, Item, Wordings};

/// Documents from which on they are clustered whole.
const MANY_DOCUMENTS: usize = 50;
/// Sections from which on they are clustered rather than paragraphs.
const MANY_SECTIONS: usize = 20;
/// Terms a paragraph must have to be clustered.
const PARAGRAPH_TERMS: usize = 5;

/// A text to be clustered and where it stands.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Where it stands.
    pub place: Place,
    /// Its paragraph's number, where paragraphs are clustered.
    pub paragraph: Option<u32>,
    /// Its words.
    pub item: Item,
}

/// The texts to cluster, in order of the documents, and what they are.
pub fn items(
    texts: &[Text],
    wordings: &Wordings<'_>,
    unit: ThemeUnit,
) -> (ThemeUnit, Vec<Candidate>) {
    let of = |unit| candidates(texts, wordings, unit);
    match unit {
        ThemeUnit::Auto => {
            let documents = of(ThemeUnit::Document);
            if documents.len() >= MANY_DOCUMENTS {
                return (ThemeUnit::Document, documents);
            }
            let sections = of(ThemeUnit::Section);
            if sections.len() >= MANY_SECTIONS {
                return (ThemeUnit::Section, sections);
            }
            let paragraphs = of(ThemeUnit::Paragraph);
            if paragraphs.len() > sections.len() {
                (ThemeUnit::Paragraph, paragraphs)
            } else if sections.len() > documents.len() {
                (ThemeUnit::Section, sections)
            } else {
                (ThemeUnit::Document, documents)
            }
        }
        unit => (unit, of(unit)),
    }
}

/// The paragraphs of these documents that are long enough to be put into a theme.
pub fn paragraphs(texts: &[Text], wordings: &Wordings<'_>, documents: &[DocId]) -> Vec<Candidate> {
    let of = |d: &DocId| of_document(texts, wordings, ThemeUnit::Paragraph, *d);
    exec::map(documents, of).into_iter().flatten().collect()
}

fn candidates(texts: &[Text], wordings: &Wordings<'_>, unit: ThemeUnit) -> Vec<Candidate> {
    let of = |d: usize| of_document(texts, wordings, unit, DocId(d as u32));
    exec::map_range(texts.len(), of).into_iter().flatten().collect()
}

fn of_document(
    texts: &[Text],
    wordings: &Wordings<'_>,
    unit: ThemeUnit,
    document: DocId,
) -> Vec<Candidate> {
    let d = document.index();
    let text = &texts[d];
    let whole = Span::new(0, text.text.len());
    let spans: Vec<(SectionId, Option<u32>, Span)> = match unit {
        ThemeUnit::Document | ThemeUnit::Auto => vec![(SectionId(0), None, whole)],
        ThemeUnit::Section => {
            (0..).zip(&text.sections).map(|(s, x)| (SectionId(s), None, x.span)).collect()
        }
        ThemeUnit::Paragraph => (0..)
            .zip(&text.paragraphs)
            .filter(|(_, p)| p.kind == ParagraphKind::Body)
            .map(|(i, p)| (text.section_at(p.span.start), Some(i), p.span))
            .collect(),
    };
    let least = if unit == ThemeUnit::Paragraph { PARAGRAPH_TERMS } else { 0 };
    let kept: Vec<Vec<Span>> = spans.iter().map(|x| without_bylines(text, x.2)).collect();
    let is_whole = |kept: &[Span]| kept == [whole];
    // Where a document is taken whole, nobody needs to know where its words stand.
    let ranges: Vec<Range<usize>> = if kept.iter().all(|k| is_whole(k)) {
        vec![0..wordings.words.of(document).len(); kept.len()]
    } else {
        wordings.words.ranges(wordings.stream, document, &kept.concat())
    };
    let mut ranges = ranges.into_iter();
    let candidate = |((section, paragraph, span), kept): (_, Vec<Span>)| {
        let words = ranges.by_ref().take(kept.len()).filter(|r| !r.is_empty()).collect();
        Candidate {
            place: Place { document, section, span },
            paragraph,
            item: Item { document, words },
        }
    };
    spans
        .into_iter()
        .zip(kept)
        .map(candidate)
        .filter(|c| !c.item.words.is_empty())
        .filter(|c| least == 0 || vocabulary::n_words(wordings, &c.item) >= least)
        .collect()
}

/// A span without its bylines.
fn without_bylines(text: &Text, span: Span) -> Vec<Span> {
    let mut kept = Vec::new();
    let mut from = span.start;
    let first = text.paragraphs.partition_point(|p| p.span.end <= span.start);
    for p in text.paragraphs[first..].iter().take_while(|p| p.span.start < span.end) {
        if p.kind == ParagraphKind::Byline {
            kept.push(Span { start: from, end: p.span.start.max(from) });
            from = p.span.end.max(from);
        }
    }
    kept.push(Span { start: from, end: span.end.max(from) });
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Paragraph, Section};
    use crate::stopwords::StopWords;
    use crate::words::tests::read;

    fn text(lines: &[(&str, ParagraphKind)]) -> Text {
        let mut text = Text::default();
        for (line, kind) in lines {
            let start = text.text.len();
            text.text.push_str(line);
            text.paragraphs
                .push(Paragraph { span: Span::new(start, text.text.len()), kind: *kind });
            text.text.push('\n');
        }
        let span = Span::new(0, text.text.len());
        text.sections = vec![Section { span, heading: None, speaker: None }];
        text
    }

    #[test]
    fn bylines_belong_to_no_item_and_thin_paragraphs_are_left_out() {
        let long = "rivers forests harbours bridges mountains";
        let text = text(&[
            ("Jane Doe", ParagraphKind::Byline),
            (long, ParagraphKind::Body),
            ("brief words", ParagraphKind::Body),
        ]);
        let texts = vec![text];
        let (stream, words) = read(&texts);
        let stop_words = StopWords::new(&words, &[]);
        let wordings = Wordings { words: &words, stream: &stream, stop_words: &stop_words };
        let (unit, whole) = items(&texts, &wordings, ThemeUnit::Auto);
        assert_eq!((unit, whole.len()), (ThemeUnit::Document, 1));
        assert_eq!(whole[0].item.words.first(), Some(&(2..9)));
        let (_, paragraphs) = items(&texts, &wordings, ThemeUnit::Paragraph);
        assert_eq!(paragraphs.len(), 1);
        assert_eq!(paragraphs[0].paragraph, Some(1));
    }
}

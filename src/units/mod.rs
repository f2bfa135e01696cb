//! Units: the complete stream from which phrases and passages are read.
//!
//! A unit is a Han character (or a character, with its marks, of another script written without
//! spaces: [`crate::tokenize::is_unspaced`]), a word of a
//! spaced script, a number, or a mark of punctuation. Nothing is dropped, so neighbours are true
//! neighbours; flags tell what a unit is and whether a word begins there. After each document
//! stands a terminator that equals nothing else.
//!
//! ```text
//! 画好“最大同心圆”。⏎  →  画 好 " 最 大 同 心 圆 " 。 ⏎ ∎       (one position each)
//! ```
//!
//! A million documents must fit: a position costs six bytes (four its id, one its flags, one its
//! place in the text, [`spans`]); documents and sections are kept as sorted keys ([`Predecessor`]), sentence
//! ends as bits.

use bitcode::{Decode, Encode};
use serde::{Deserialize, Serialize};

mod build;
mod kind;
mod spans;

use self::kind::KINDS;
use self::spans::Spans;
use crate::bits::Bits;
use crate::corpus::{DocId, Place, SectionId, Span, UnitId};
use crate::predecessor::Predecessor;

pub use build::{units, units_and_words, units_uncut};
pub use kind::UnitKind;

/// What counts as the same unit.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct UnitSettings {
    /// Whether English plurals and possessives count as their singular, in phrases and passages.
    pub fold_inflection: bool,
}

const WORD_START: u8 = 1 << 4;
const WORD_END: u8 = 1 << 5;
const OPENING: u8 = 1 << 6;

/// The units of the whole corpus, one document after the other. A position is an index into it.
#[derive(Debug, Encode, Decode, Clone, Default)]
pub struct UnitStream {
    /// Unit at each position; terminators carry ids from `vocabulary.len()` on, one a document.
    pub ids: Vec<UnitId>,
    flags: Vec<u8>,
    /// Where each unit stands in its document's cleaned text.
    spans: Spans,
    /// First position of each document, and one past the last document's terminator.
    pub bounds: Vec<u32>,
    /// The folded form of each unit, sorted.
    pub vocabulary: Vec<String>,
    /// First position of every section of every document.
    sections: Predecessor,
    /// Whose sections they are.
    owners: Vec<(DocId, SectionId)>,
    /// The positions that no phrase may cross.
    stops: Bits,
}

impl UnitStream {
    /// Number of positions, terminators included.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no position.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Number of documents.
    pub fn n_documents(&self) -> usize {
        self.bounds.len().saturating_sub(1)
    }

    /// Number of sections of all documents.
    pub fn n_sections(&self) -> usize {
        self.owners.len()
    }

    /// What stands at a position.
    pub fn kind(&self, position: usize) -> UnitKind {
        KINDS[(self.flags[position] & 0x0f) as usize]
    }

    /// Whether a bracket or quotation mark opens at a position.
    pub fn opens(&self, position: usize) -> bool {
        match self.kind(position) {
            UnitKind::Open => true,
            UnitKind::Quote => self.flags[position] & OPENING != 0,
            _ => false,
        }
    }

    /// Whether a bracket or quotation mark closes at a position.
    pub fn closes(&self, position: usize) -> bool {
        match self.kind(position) {
            UnitKind::Close => true,
            UnitKind::Quote => self.flags[position] & OPENING == 0,
            _ => false,
        }
    }

    /// Whether the mark at a position joins what stands on both sides of it (Attorney-General,
    /// 迪亚斯-卡内尔), so that nothing begins or ends there.
    pub fn joins(&self, position: usize) -> bool {
        self.kind(position) == UnitKind::Inner && !matches!(self.unit(position), "、" | "—")
    }

    /// Whether a word of the segmentation begins at a position (true at every mark).
    pub fn word_starts(&self, position: usize) -> bool {
        self.flags[position] & WORD_START != 0
    }

    /// Whether a word of the segmentation ends with a position (true at every mark).
    pub fn word_ends(&self, position: usize) -> bool {
        self.flags[position] & WORD_END != 0
    }

    /// Has the flags of positions brought near. They lie all over the corpus; where nothing depends on one
    /// before the next is asked for, the processor waits for many of them at a time.
    pub fn fetch(&self, positions: impl Iterator<Item = usize>) {
        std::hint::black_box(positions.fold(0, |all, p| all ^ self.flags[p]));
    }

    /// The same of their ids.
    pub fn fetch_ids(&self, positions: impl Iterator<Item = usize>) {
        std::hint::black_box(positions.fold(0, |all, p| all ^ self.ids[p].0));
    }

    /// The same of their sections and sentence ends.
    pub fn fetch_bounds(&self, positions: impl Iterator<Item = usize> + Clone) {
        self.sections.fetch(positions.clone());
        self.stops.fetch(positions);
    }

    /// The same of their places in the texts.
    pub fn fetch_places(&self, positions: impl Iterator<Item = usize> + Clone) {
        self.sections.fetch(positions.clone());
        self.spans.fetch(positions);
    }

    /// The folded form of the unit at a position; empty for a terminator.
    pub fn unit(&self, position: usize) -> &str {
        self.vocabulary.get(self.ids[position].index()).map_or("", String::as_str)
    }

    /// The first position of the word that holds a position.
    pub fn word_start(&self, position: usize) -> usize {
        (0..=position).rev().find(|&p| self.word_starts(p)).unwrap_or(position)
    }

    /// One past the last position of the word that holds a position.
    pub fn word_end(&self, position: usize) -> usize {
        (position..self.len()).find(|&p| self.word_ends(p)).unwrap_or(position) + 1
    }

    /// The folded units of a range, run together.
    pub fn text(&self, range: std::ops::Range<usize>) -> String {
        range.map(|p| self.unit(p)).collect()
    }

    /// Units written out, run together; terminators are empty.
    pub fn spell(&self, units: &[UnitId]) -> String {
        units.iter().filter_map(|u| self.vocabulary.get(u.index())).map(String::as_str).collect()
    }

    /// The id of a folded unit, if the corpus has it.
    pub fn id_of(&self, folded: &str) -> Option<UnitId> {
        let i = self.vocabulary.binary_search_by(|v| v.as_str().cmp(folded)).ok()?;
        Some(UnitId(i as u32))
    }

    /// The document of a position.
    pub fn document(&self, position: usize) -> DocId {
        self.owner(self.section_index(position)).0
    }

    /// The positions of a document, its terminator excluded.
    pub fn positions(&self, document: DocId) -> std::ops::Range<usize> {
        let i = document.index();
        self.bounds[i] as usize..self.bounds[i + 1] as usize - 1
    }

    /// The section of a position.
    pub fn section(&self, position: usize) -> SectionId {
        self.owner(self.section_index(position)).1
    }

    /// The place of a position's section in the corpus-wide order of sections.
    pub fn section_index(&self, position: usize) -> usize {
        self.sections.index(position)
    }

    /// The positions of a section, by its place in the corpus-wide order; its document's terminator is the
    /// last of its last section.
    pub fn section_positions(&self, section: usize) -> std::ops::Range<usize> {
        let next = section + 1;
        let end =
            if next < self.n_sections() { self.sections.key(next) as usize } else { self.len() };
        self.sections.key(section) as usize..end
    }

    /// The document and the number in it of a section, by its place in the corpus-wide order.
    pub fn owner(&self, section: usize) -> (DocId, SectionId) {
        self.owners[section]
    }

    /// How many units from a position on lie before the next mark that no phrase may cross.
    pub fn to_sentence_end(&self, position: usize) -> usize {
        self.stops.next(position).unwrap_or(self.len()) - position
    }

    /// First byte of a position's unit in its document's cleaned text.
    pub fn start(&self, position: usize) -> u32 {
        self.spans.start(position)
    }

    /// One past the last byte of a position's unit.
    pub fn end(&self, position: usize) -> u32 {
        self.spans.end(position)
    }

    /// The document, section and span that `length` units from a position on cover.
    pub fn place(&self, position: usize, length: usize) -> Place {
        let (document, section) = self.owner(self.section_index(position));
        let span = Span { start: self.start(position), end: self.end(position + length - 1) };
        Place { document, section, span }
    }

    /// Content units (characters, words, numbers) between two positions.
    pub fn n_content(&self, range: std::ops::Range<usize>) -> usize {
        range.filter(|&p| self.kind(p).is_content()).count()
    }

    /// The positions whose units begin inside a span of a document.
    pub fn positions_in(&self, document: DocId, span: Span) -> std::ops::Range<usize> {
        let all = self.positions(document);
        let before = |byte: u32| {
            let (mut from, mut to) = (all.start, all.end);
            while from < to {
                let middle = from + (to - from) / 2;
                if self.start(middle) < byte { from = middle + 1 } else { to = middle }
            }
            from
        };
        before(span.start)..before(span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Section, Text};

    fn stream(documents: &[&str]) -> UnitStream {
        let texts: Vec<Text> = documents
            .iter()
            .map(|d| Text {
                text: (*d).to_string(),
                sections: vec![Section {
                    span: Span::new(0, d.len()),
                    heading: None,
                    speaker: None,
                }],
                ..Text::default()
            })
            .collect();
        units(&texts, &UnitSettings::default()).unwrap_or_default()
    }

    #[test]
    fn every_character_but_spaces_has_a_unit() {
        let s = stream(&["画好“最大同心圆”。\nＡＢ 12个"]);
        let folded: Vec<&str> = (0..s.len() - 1).map(|p| s.unit(p)).collect();
        let expected =
            ["画", "好", "\"", "最", "大", "同", "心", "圆", "\"", "。", "\n", "ab", "12", "个"];
        assert_eq!(folded, expected);
        assert_eq!(s.kind(9), UnitKind::Stop);
        assert_eq!(s.kind(s.len() - 1), UnitKind::End);
    }

    #[test]
    fn scripts_without_spaces_have_a_unit_a_character_with_its_marks() {
        let s = stream(&["แม่น้ำ がぎ か\u{3099}"]);
        let folded: Vec<&str> = (0..s.len() - 1).map(|p| s.unit(p)).collect();
        assert_eq!(folded, ["แ", "ม่", "น้", "ำ", "が", "ぎ", "か\u{3099}"]);
        assert!(s.word_starts(0) && !s.word_starts(1) && s.word_ends(3));
    }

    #[test]
    fn terminators_equal_nothing() {
        let s = stream(&["a b", "a b"]);
        assert_eq!(s.ids[0], s.ids[3]);
        assert_ne!(s.ids[2], s.ids[5]);
        assert_eq!(s.document(3), DocId(1));
        assert_eq!(s.positions(DocId(1)), 3..5);
    }

    #[test]
    fn places_lead_back_to_the_text() {
        let s = stream(&["", "改革 发展"]);
        let place = s.place(1, 4);
        assert_eq!((place.document, place.span), (DocId(1), Span::new(0, 13)));
    }
}

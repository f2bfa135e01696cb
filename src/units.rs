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

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use crate::corpus::{DocId, Place, SectionId, Span, Text, UnitId};
use crate::error::{Error, Result};
use crate::exec;
use crate::tokenize::{TokenKind, Tokens, continues, is_unspaced};

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[repr(u8)]
pub enum UnitKind {
    /// A Han character, or a character of another script without spaces.
    Han,
    /// A word of a script with spaces.
    Word,
    /// A number in digits.
    Number,
    /// A mark that a phrase may cross: 、 · - / + & %.
    Inner,
    /// A mark between clauses: ， ： , : and brackets' like.
    Comma,
    /// A quotation mark; [`UnitStream::opens`] and [`UnitStream::closes`] tell which way it faces.
    Quote,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// The end of a sentence or paragraph: 。 ！ ？ ； … and line breaks.
    Stop,
    /// Any other symbol.
    Symbol,
    /// The end of a document.
    End,
}

impl UnitKind {
    /// Whether the unit carries content (character, word or number) rather than being a mark.
    pub fn is_content(self) -> bool {
        matches!(self, Self::Han | Self::Word | Self::Number)
    }

    /// Whether no phrase may cross the unit.
    pub fn ends_phrase(self) -> bool {
        matches!(self, Self::Stop | Self::Symbol | Self::End)
    }

    fn of_mark(c: char) -> Self {
        match c {
            '"' => Self::Quote,
            '、' | '·' | '-' | '/' | '+' | '&' | '%' | '~' | '—' => Self::Inner,
            '，' | ',' | ':' | '：' | '､' => Self::Comma,
            '(' | '[' | '{' | '《' | '〈' | '【' | '〔' | '<' => Self::Open,
            ')' | ']' | '}' | '》' | '〉' | '】' | '〕' | '>' => Self::Close,
            '。' | '｡' | '!' | '?' | ';' | '…' | '\n' | '.' | '।' | '؟' | '؛' => {
                Self::Stop
            }
            _ => Self::Symbol,
        }
    }
}

const WORD_START: u8 = 1 << 4;
const WORD_END: u8 = 1 << 5;
const OPENING: u8 = 1 << 6;

/// The units of the whole corpus, one document after the other. A position is an index into it.
#[derive(Debug, Clone, Default)]
pub struct UnitStream {
    /// Unit at each position; terminators carry ids from `vocabulary.len()` on, one a document.
    pub ids: Vec<UnitId>,
    /// First byte of each position's unit in its document's cleaned text.
    pub starts: Vec<u32>,
    /// One past the last byte.
    pub ends: Vec<u32>,
    flags: Vec<u8>,
    /// First position of each document, and one past the last document's terminator.
    pub bounds: Vec<u32>,
    /// The folded form of each unit, sorted.
    pub vocabulary: Vec<String>,
    /// First position of every section of every document, ascending, with its owner.
    sections: Vec<(u32, DocId, SectionId)>,
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
        self.sections.len()
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

    /// Whether a word of the segmentation begins at a position (true at every mark).
    pub fn word_starts(&self, position: usize) -> bool {
        self.flags[position] & WORD_START != 0
    }

    /// Whether a word of the segmentation ends with a position (true at every mark).
    pub fn word_ends(&self, position: usize) -> bool {
        self.flags[position] & WORD_END != 0
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

    /// The id of a folded unit, if the corpus has it.
    pub fn id_of(&self, folded: &str) -> Option<UnitId> {
        let i = self.vocabulary.binary_search_by(|v| v.as_str().cmp(folded)).ok()?;
        Some(UnitId(i as u32))
    }

    /// The document of a position.
    pub fn document(&self, position: usize) -> DocId {
        DocId(self.bounds.partition_point(|&b| b <= position as u32) as u32 - 1)
    }

    /// The positions of a document, its terminator excluded.
    pub fn positions(&self, document: DocId) -> std::ops::Range<usize> {
        let i = document.index();
        self.bounds[i] as usize..self.bounds[i + 1] as usize - 1
    }

    /// The section of a position.
    pub fn section(&self, position: usize) -> SectionId {
        self.sections[self.section_index(position)].2
    }

    /// The place of a position's section in the corpus-wide order of sections.
    pub fn section_index(&self, position: usize) -> usize {
        self.sections.partition_point(|s| s.0 <= position as u32).saturating_sub(1)
    }

    /// The document, section and span that `length` units from a position on cover.
    pub fn place(&self, position: usize, length: usize) -> Place {
        let (_, document, section) = self.sections[self.section_index(position)];
        let span = Span { start: self.starts[position], end: self.ends[position + length - 1] };
        Place { document, section, span }
    }

    /// Content units (characters, words, numbers) between two positions.
    pub fn n_content(&self, range: std::ops::Range<usize>) -> usize {
        range.filter(|&p| self.kind(p).is_content()).count()
    }

    /// The positions whose units begin inside a span of a document.
    pub fn positions_in(&self, document: DocId, span: Span) -> std::ops::Range<usize> {
        let all = self.positions(document);
        let starts = &self.starts[all.clone()];
        let from = starts.partition_point(|&s| s < span.start);
        let to = starts.partition_point(|&s| s < span.end);
        all.start + from..all.start + to
    }
}

const KINDS: [UnitKind; 11] = [
    UnitKind::Han,
    UnitKind::Word,
    UnitKind::Number,
    UnitKind::Inner,
    UnitKind::Comma,
    UnitKind::Quote,
    UnitKind::Open,
    UnitKind::Close,
    UnitKind::Stop,
    UnitKind::Symbol,
    UnitKind::End,
];

/// The unit stream of the corpus: unit ids follow the sorted vocabulary, never the order of arrival.
///
/// # Errors
/// [`Error::Limit`] beyond 2³¹ positions, the largest text the suffix array can index.
pub fn units(texts: &[Text], tokens: &[Tokens]) -> Result<UnitStream> {
    let pieces: Vec<Vec<Piece>> =
        exec::map_range(texts.len(), |d| document_units(&texts[d], &tokens[d]));
    let total: usize = pieces.iter().map(|p| p.len() + 1).sum();
    if total > i32::MAX as usize {
        return Err(Error::Limit {
            what: format!("{total} units of text"),
            limit: i32::MAX as u64,
            advice: "split the corpus, or analyse a sample of it".into(),
        });
    }
    let vocabulary = vocabulary(tokens, &pieces);
    let ids: FxHashMap<&str, u32> =
        vocabulary.iter().enumerate().map(|(i, v)| (v.as_str(), i as u32)).collect();

    let mut stream = UnitStream::default();
    stream.ids.reserve_exact(total);
    stream.starts.reserve_exact(total);
    stream.ends.reserve_exact(total);
    stream.flags.reserve_exact(total);
    for (d, pieces) in pieces.iter().enumerate() {
        let first = stream.ids.len() as u32;
        stream.bounds.push(first);
        let folded = &tokens[d].folded;
        for piece in pieces {
            stream.ids.push(UnitId(ids[&folded[piece.folded.range()]]));
            stream.starts.push(piece.span.start);
            stream.ends.push(piece.span.end);
            stream.flags.push(piece.flags);
        }
        stream.ids.push(UnitId((vocabulary.len() + d) as u32));
        let end = texts[d].text.len() as u32;
        stream.starts.push(end);
        stream.ends.push(end);
        stream.flags.push(UnitKind::End as u8 | WORD_START | WORD_END);

        let starts = &stream.starts[first as usize..];
        let mut owners: Vec<(u32, DocId, SectionId)> = Vec::new();
        for (s, section) in texts[d].sections.iter().enumerate() {
            let from = if s == 0 { 0 } else { starts.partition_point(|&b| b < section.span.start) };
            owners.push((first + from as u32, DocId(d as u32), SectionId(s as u32)));
        }
        if owners.is_empty() {
            owners.push((first, DocId(d as u32), SectionId(0)));
        }
        stream.sections.extend(owners);
    }
    stream.bounds.push(stream.ids.len() as u32);
    drop(ids);
    stream.vocabulary = vocabulary;
    Ok(stream)
}

struct Piece {
    folded: Span,
    span: Span,
    flags: u8,
}

fn vocabulary(tokens: &[Tokens], pieces: &[Vec<Piece>]) -> Vec<String> {
    const CHUNK: usize = 256;
    let chunks = exec::map_range(tokens.len().div_ceil(CHUNK), |c| {
        let range = c * CHUNK..((c + 1) * CHUNK).min(tokens.len());
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        for d in range {
            seen.extend(pieces[d].iter().map(|p| &tokens[d].folded[p.folded.range()]));
        }
        seen
    });
    let mut all: FxHashSet<&str> = FxHashSet::default();
    for chunk in chunks {
        all.extend(chunk);
    }
    let mut all: Vec<&str> = all.into_iter().collect();
    all.sort_unstable();
    all.into_iter().map(str::to_owned).collect()
}

/// Walks a document's characters beside its tokens: Han tokens give a unit a character, other
/// tokens one unit, and everything between tokens but spaces a mark each.
fn document_units(text: &Text, tokens: &Tokens) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(tokens.folded.len() / 3);
    let mut clean = text.text.char_indices().peekable();
    let mut next = tokens.tokens.iter().peekable();
    let mut folded = tokens.folded.char_indices().peekable();
    let mut in_quotes = false;
    while let (Some(&(clean_start, original)), Some((folded_start, c))) =
        (clean.peek(), folded.next())
    {
        clean.next();
        let clean_end = clean.peek().map_or(text.text.len(), |&(b, _)| b);
        let folded_end = folded_start + c.len_utf8();
        while next.peek().is_some_and(|t| t.folded.end as usize <= folded_start) {
            next.next();
        }
        let token = next.peek().filter(|t| t.folded.start as usize <= folded_start);
        let span = Span::new(clean_start, clean_end);
        let character = Span::new(folded_start, folded_end);
        match token {
            // A mark above or below belongs to the character it stands with.
            Some(t) if continues(c) && is_after_character(&pieces, &span) => {
                if let Some(piece) = pieces.last_mut() {
                    piece.span.end = span.end;
                    piece.folded.end = character.end;
                    piece.flags |= if t.folded.end == character.end { WORD_END } else { 0 };
                }
            }
            Some(t) if t.kind == TokenKind::Han || is_unspaced(c) => {
                let mut flags = UnitKind::Han as u8;
                flags |= if t.folded.start == character.start { WORD_START } else { 0 };
                flags |= if t.folded.end == character.end { WORD_END } else { 0 };
                pieces.push(Piece { folded: character, span, flags });
            }
            Some(t) if t.folded.start == character.start => {
                let kind = match t.kind {
                    TokenKind::Number => UnitKind::Number,
                    _ => UnitKind::Word,
                };
                let flags = kind as u8 | WORD_START | WORD_END;
                pieces.push(Piece { folded: t.folded, span: t.span, flags });
            }
            Some(_) => {}
            None if c == '\n' || !c.is_whitespace() => {
                let mut flags = UnitKind::of_mark(c) as u8 | WORD_START | WORD_END;
                if c == '"' {
                    in_quotes = opens_quotation(original, in_quotes);
                    flags |= if in_quotes { OPENING } else { 0 };
                } else if c == '\n' {
                    in_quotes = false;
                }
                pieces.push(Piece { folded: character, span, flags });
            }
            None => {}
        }
    }
    pieces
}

/// Whether the unit before a span is a character of an unspaced script, without a gap.
fn is_after_character(pieces: &[Piece], span: &Span) -> bool {
    pieces.last().is_some_and(|p| p.flags & 0x0f == UnitKind::Han as u8 && p.span.end == span.start)
}

/// Whether a quotation mark opens: by its shape, or, for straight ones, when none is open.
fn opens_quotation(mark: char, in_quotes: bool) -> bool {
    match mark {
        '“' | '‘' | '„' | '‚' | '「' | '『' | '〝' | '«' | '‹' | '﹁' | '﹃' => {
            true
        }
        '”' | '’' | '」' | '』' | '〞' | '»' | '›' | '﹂' | '﹄' => false,
        _ => !in_quotes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Section;
    use crate::tokenize::tokenize;

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
        let tokens: Vec<Tokens> = documents.iter().map(|d| tokenize(d)).collect();
        units(&texts, &tokens).unwrap_or_default()
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

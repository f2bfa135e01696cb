//! Building the stream: documents are cut into units in parallel, a part at a time; then the parts'
//! vocabularies are merged and sorted, and each part is renumbered, added to the stream and dropped.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::kind::UnitKind;
use super::spans::Spans;
use super::{OPENING, UnitSettings, UnitStream, WORD_END, WORD_START};
use crate::corpus::{DocId, SectionId, Span, Text, UnitId};
use crate::error::{Error, Result};
use crate::exec;
use crate::inflection::fold_inflection;
use crate::predecessor::Predecessor;
use crate::tokenize::{TokenKind, Tokens, continues, is_unspaced, tokenize, tokenize_uncut};
use crate::words::{self, Words};

/// Parts the documents are cut into: each has a vocabulary of its own, which is merged.
const PARTS: usize = 64;

/// The unit stream of the corpus and its words: ids follow the sorted vocabularies, never the order of
/// arrival.
///
/// # Errors
/// [`Error::Limit`] beyond 2³¹ positions, the largest text the suffix array can index.
pub fn units_and_words(texts: &[Text], settings: &UnitSettings) -> Result<(UnitStream, Words)> {
    let (parts, words) = parts(texts, tokenize, true, settings).into_iter().unzip();
    Ok((join(parts)?, words::merge(words)))
}

/// The unit stream alone, where nobody wants the words themselves.
///
/// # Errors
/// As [`units_and_words`].
pub fn units(texts: &[Text], settings: &UnitSettings) -> Result<UnitStream> {
    join(parts(texts, tokenize, false, settings).into_iter().map(|p| p.0).collect())
}

/// The same with runs of Chinese left whole, so that no word begins or ends inside one: for those
/// who compare units only.
///
/// # Errors
/// As [`units_and_words`].
pub fn units_uncut(texts: &[Text], settings: &UnitSettings) -> Result<UnitStream> {
    join(parts(texts, tokenize_uncut, false, settings).into_iter().map(|p| p.0).collect())
}

/// Documents are cut on the way; their tokens are not kept.
fn parts(
    texts: &[Text],
    cut: fn(&str) -> Tokens,
    keeps_words: bool,
    settings: &UnitSettings,
) -> Vec<(Part, words::Part)> {
    let n = texts.len().div_ceil(PARTS).max(1);
    exec::map_range(texts.len().div_ceil(n), |i| {
        let (mut part, mut words) = (Part::default(), words::Part::default());
        for (d, text) in texts.iter().enumerate().skip(i * n).take(n) {
            let tokens = cut(&text.text);
            part.add(DocId(d as u32), text, &tokens, settings);
            if keeps_words {
                words.add(&tokens);
            }
        }
        (part, words)
    })
}

fn join(parts: Vec<Part>) -> Result<UnitStream> {
    let total: usize = parts.iter().map(|part| part.ids.len()).sum();
    if total > i32::MAX as usize {
        return Err(Error::Limit {
            what: format!("{total} units of text"),
            limit: i32::MAX as u64,
            advice: "split the corpus, or analyse a sample of it".into(),
        });
    }
    let mut vocabulary: Vec<String> =
        parts.iter().flat_map(|p| p.vocabulary.keys().cloned()).collect();
    vocabulary.sort_unstable();
    vocabulary.dedup();
    let ids: FxHashMap<&str, u32> =
        vocabulary.iter().enumerate().map(|(i, v)| (v.as_str(), i as u32)).collect();

    let mut stream = UnitStream::default();
    stream.ids.reserve_exact(total);
    stream.flags.reserve_exact(total);
    stream.spans.reserve(total);
    let (mut sections, mut stops) = (Vec::new(), Vec::new());
    for part in parts {
        let first = stream.ids.len() as u32;
        let mut renumbered = vec![0; part.vocabulary.len()];
        for (unit, &local) in &part.vocabulary {
            renumbered[local as usize] = ids[unit.as_str()];
        }
        stream.ids.extend(part.ids.iter().map(|&local| match local.checked_sub(TERMINATOR) {
            Some(document) => UnitId(vocabulary.len() as u32 + document),
            None => UnitId(renumbered[local as usize]),
        }));
        part.spans.iter().for_each(|span| stream.spans.push(span));
        stream.flags.extend_from_slice(&part.flags);
        stream.bounds.extend(part.bounds.iter().map(|b| first + b));
        stream.owners.extend(part.owners);
        sections.extend(part.sections.iter().map(|s| first + s));
        stops.extend(part.stops.iter().map(|s| first + s));
    }
    stream.bounds.push(total as u32);
    stream.sections = Predecessor::new(sections, total);
    stream.stops = Predecessor::new(stops, total);
    stream.vocabulary = vocabulary;
    Ok(stream)
}

/// Local ids from here on are terminators, by document.
const TERMINATOR: u32 = 1 << 31;

/// The units of some documents, numbered by their own vocabulary.
#[derive(Default)]
struct Part {
    vocabulary: FxHashMap<String, u32>,
    ids: Vec<u32>,
    flags: Vec<u8>,
    spans: Spans,
    bounds: Vec<u32>,
    sections: Vec<u32>,
    owners: Vec<(DocId, SectionId)>,
    stops: Vec<u32>,
}

impl Part {
    fn add(&mut self, document: DocId, text: &Text, tokens: &Tokens, settings: &UnitSettings) {
        let first = self.ids.len();
        self.bounds.push(first as u32);
        let pieces = pieces(text, tokens);
        for piece in &pieces {
            let folded = &tokens.folded[piece.folded.range()];
            let is_word = piece.flags & 0x0f == UnitKind::Word as u8;
            let unit = match settings.fold_inflection && is_word {
                true => fold_inflection(folded),
                false => Cow::Borrowed(folded),
            };
            self.push(&unit, piece.span, piece.flags);
        }
        let end = text.text.len() as u32;
        self.ids.push(TERMINATOR + document.0);
        self.flags.push(UnitKind::End as u8 | WORD_START | WORD_END);
        self.spans.push(Span { start: end, end });
        for (i, &flags) in self.flags[first..].iter().enumerate() {
            if super::KINDS[(flags & 0x0f) as usize].ends_phrase() {
                self.stops.push((first + i) as u32);
            }
        }
        let starts = text.sections.iter().map(|section| section.span.start).skip(1);
        let positions = starts.map(|byte| pieces.partition_point(|p| p.span.start < byte));
        for (s, position) in [0].into_iter().chain(positions).enumerate() {
            self.sections.push((first + position) as u32);
            self.owners.push((document, SectionId(s as u32)));
        }
    }

    fn push(&mut self, folded: &str, span: Span, flags: u8) {
        let id = match self.vocabulary.get(folded) {
            Some(&id) => id,
            None => {
                let id = self.vocabulary.len() as u32;
                self.vocabulary.insert(folded.to_owned(), id);
                id
            }
        };
        self.ids.push(id);
        self.flags.push(flags);
        self.spans.push(span);
    }
}

struct Piece {
    folded: Span,
    span: Span,
    flags: u8,
}

/// Walks a document's characters beside its tokens: Han tokens give a unit a character, other
/// tokens one unit, and everything between tokens but spaces a mark each.
fn pieces(text: &Text, tokens: &Tokens) -> Vec<Piece> {
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

//! Building the stream: documents are cut into units in parallel, a few parts at a time; each part joins
//! the stream and is dropped, its units numbered as they came. At the end the vocabulary is sorted and
//! all are renumbered in place: the stream is never in memory twice.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::kind::UnitKind;
use super::spans::Spans;
use super::{OPENING, UnitSettings, UnitStream, WORD_END, WORD_START};
use crate::bits::Bits;
use crate::corpus::{DocId, SectionId, Span, Text, UnitId};
use crate::error::{Error, Result};
use crate::exec;
use crate::inflection::fold_inflection;
use crate::predecessor::Predecessor;
use crate::tokenize::{TokenKind, Tokens, continues, is_unspaced, tokenize, tokenize_uncut};
use crate::words::{self, Words, sorted_vocabulary};

/// Documents of a part, and the parts that are cut before they join the stream.
const PART: usize = 512;
const AT_ONCE: usize = 16;

/// The unit stream of the corpus and its words: ids follow the sorted vocabularies, never the order of
/// arrival.
///
/// # Errors
/// [`Error::Limit`] beyond 2³¹ positions, the largest text the suffix array can index.
pub fn units_and_words(texts: &[Text], settings: &UnitSettings) -> Result<(UnitStream, Words)> {
    build(texts, tokenize, true, settings)
}

/// The unit stream alone, where nobody wants the words themselves.
///
/// # Errors
/// As [`units_and_words`].
pub fn units(texts: &[Text], settings: &UnitSettings) -> Result<UnitStream> {
    Ok(build(texts, tokenize, false, settings)?.0)
}

/// The same with runs of Chinese left whole, so that no word begins or ends inside one: for those
/// who compare units only.
///
/// # Errors
/// As [`units_and_words`].
pub fn units_uncut(texts: &[Text], settings: &UnitSettings) -> Result<UnitStream> {
    Ok(build(texts, tokenize_uncut, false, settings)?.0)
}

/// Documents are cut on the way; their tokens are not kept.
fn build(
    texts: &[Text],
    cut: fn(&str) -> Tokens,
    keeps_words: bool,
    settings: &UnitSettings,
) -> Result<(UnitStream, Words)> {
    let mut joined = Joined::with_room_for(texts);
    let mut words = words::Joined::default();
    let starts: Vec<usize> = (0..texts.len()).step_by(PART).collect();
    let cut_part = |&start: &usize| {
        let (mut part, mut words) = (Part::default(), words::Part::default());
        for (d, text) in texts.iter().enumerate().skip(start).take(PART) {
            let tokens = cut(&text.text);
            part.add(DocId(d as u32), text, &tokens, settings);
            if keeps_words {
                words.add(&tokens);
            }
        }
        (part, words)
    };
    let mut add = |parts: Vec<(Part, words::Part)>| {
        for (part, of_words) in parts {
            joined.add(part);
            words.add(of_words);
        }
    };
    // What is cut joins the stream, on one thread, while the next is cut.
    let mut waiting = Vec::new();
    for starts in starts.chunks(AT_ONCE) {
        let ready = std::mem::take(&mut waiting);
        ((), waiting) = exec::join(|| add(ready), || exec::map(starts, cut_part));
    }
    add(waiting);
    let (stream, words) = exec::join(|| joined.sorted(), || words.sorted());
    Ok((stream?, words))
}

/// The stream so far, its units numbered as they came.
#[derive(Default)]
struct Joined {
    numbers: FxHashMap<String, u32>,
    stream: UnitStream,
    sections: Vec<u32>,
    total: usize,
}

impl Joined {
    /// Room is taken, not touched: it costs nothing until it is used, and never has to be moved.
    fn with_room_for(texts: &[Text]) -> Self {
        let bytes: usize = texts.iter().map(|t| t.text.len()).sum();
        let room = (bytes / LEAST_BYTES + texts.len()).min(i32::MAX as usize);
        let mut joined = Self::default();
        joined.stream.ids.reserve_exact(room);
        joined.stream.flags.reserve_exact(room);
        joined.stream.spans.reserve(room);
        joined
    }

    fn add(&mut self, part: Part) {
        let first = self.total as u32;
        self.total += part.ids.len();
        if self.total > i32::MAX as usize {
            return;
        }
        let mut numbers = vec![0; part.vocabulary.len()];
        for (unit, local) in part.vocabulary {
            let next = self.numbers.len() as u32;
            numbers[local as usize] = *self.numbers.entry(unit).or_insert(next);
        }
        let stream = &mut self.stream;
        stream.ids.extend(part.ids.iter().map(|&local| match local.checked_sub(TERMINATOR) {
            Some(_) => UnitId(local),
            None => UnitId(numbers[local as usize]),
        }));
        part.spans.iter().for_each(|span| stream.spans.push(span));
        stream.flags.extend_from_slice(&part.flags);
        stream.bounds.extend(part.bounds.iter().map(|b| first + b));
        stream.owners.extend(part.owners);
        self.sections.extend(part.sections.iter().map(|s| first + s));
    }

    /// The stream, numbered by its sorted vocabulary.
    fn sorted(self) -> Result<UnitStream> {
        let Self { numbers, mut stream, sections, total } = self;
        if total > i32::MAX as usize {
            return Err(Error::Limit {
                what: format!("{total} units of text"),
                limit: i32::MAX as u64,
                advice: "split the corpus, or analyse a sample of it".into(),
            });
        }
        let (vocabulary, places) = sorted_vocabulary(numbers);
        let n = vocabulary.len() as u32;
        exec::for_each_chunk_mut(&mut stream.ids, RENUMBERED, |_, ids| {
            for id in ids {
                id.0 = match id.0.checked_sub(TERMINATOR) {
                    Some(document) => n + document,
                    None => places[id.index()],
                };
            }
        });
        stream.bounds.push(total as u32);
        stream.sections = Predecessor::new(sections, total);
        let stops = Bits::of(total, |p| stream.kind(p).ends_phrase());
        stream.stops = stops;
        stream.vocabulary = vocabulary;
        Ok(stream)
    }
}

/// Units have at least so many bytes on average, in text of any script.
const LEAST_BYTES: usize = 2;
/// Ids that are renumbered at once.
const RENUMBERED: usize = 1 << 20;

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

//! The words of the whole corpus, as numbers.
//!
//! ```text
//! 推进改革，推进开放。   →   推进 改革 推进 开放   →   3 2 3 1        vocabulary, sorted: … 开放 改革 推进
//! ```
//!
//! Every later stage that counts words counts these numbers: a text is read as words once. A document's
//! words are those of [`crate::tokenize`], in order; where they stand is told by the unit stream,
//! whose flags mark the edges of words ([`Words::spans`]), so that a word costs four bytes. Ids
//! follow the sorted vocabulary, never the order of arrival.

use std::ops::Range;

use bitcode::{Decode, Encode};
use rustc_hash::FxHashMap;

use crate::corpus::{DocId, Span};
use crate::exec;
use crate::language::Language;
use crate::tokenize::{TokenKind, Tokens};
use crate::units::UnitStream;

/// The words of every document.
#[derive(Debug, Encode, Decode, Clone, Default)]
pub struct Words {
    vocabulary: Vec<String>,
    kinds: Vec<TokenKind>,
    ids: Vec<u32>,
    /// First word of each document, and the number of words.
    bounds: Vec<u32>,
    languages: Vec<Language>,
}

impl Words {
    /// Number of documents.
    pub fn n_documents(&self) -> usize {
        self.bounds.len().saturating_sub(1)
    }

    /// Words of all documents.
    pub fn n_words(&self) -> usize {
        self.ids.len()
    }

    /// Different words of the corpus.
    pub fn n_different(&self) -> usize {
        self.vocabulary.len()
    }

    /// The words of a document, in order.
    pub fn of(&self, document: DocId) -> &[u32] {
        let d = document.index();
        &self.ids[self.bounds[d] as usize..self.bounds[d + 1] as usize]
    }

    /// The language of each document.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// A word as folded text.
    pub fn text(&self, word: u32) -> &str {
        &self.vocabulary[word as usize]
    }

    /// What a word is made of.
    pub fn kind(&self, word: u32) -> TokenKind {
        self.kinds[word as usize]
    }

    /// The number of a folded word, if the corpus has it.
    pub fn id_of(&self, folded: &str) -> Option<u32> {
        let i = self.vocabulary.binary_search_by(|v| v.as_str().cmp(folded)).ok()?;
        Some(i as u32)
    }

    /// Whether a word may be a term: two characters or more, and no number.
    pub fn is_wordy(&self, word: u32) -> bool {
        self.kind(word) != TokenKind::Number && self.text(word).chars().nth(1).is_some()
    }

    /// Where the words of a document stand in its cleaned text, in order.
    pub fn spans(&self, stream: &UnitStream, document: DocId) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::with_capacity(self.of(document).len());
        for p in stream.positions(document).filter(|&p| stream.kind(p).is_content()) {
            match spans.last_mut() {
                Some(word) if !stream.word_starts(p) => word.end = stream.end(p),
                _ => spans.push(Span { start: stream.start(p), end: stream.end(p) }),
            }
        }
        debug_assert_eq!(spans.len(), self.of(document).len());
        spans
    }

    /// The words of a document that begin inside each of some spans of its cleaned text.
    pub fn ranges(
        &self,
        stream: &UnitStream,
        document: DocId,
        spans: &[Span],
    ) -> Vec<Range<usize>> {
        let words = self.spans(stream, document);
        let at = |byte: u32| words.partition_point(|w| w.start < byte);
        spans.iter().map(|s| at(s.start)..at(s.end).max(at(s.start))).collect()
    }
}

/// Words of some neighbouring documents, numbered as they came.
#[derive(Debug, Default)]
pub struct Part {
    numbers: FxHashMap<String, u32>,
    kinds: Vec<TokenKind>,
    ids: Vec<u32>,
    /// Words up to the end of each document.
    ends: Vec<u32>,
    languages: Vec<Language>,
}

impl Part {
    /// Adds the next document.
    pub fn add(&mut self, tokens: &Tokens) {
        for token in &tokens.tokens {
            let word = tokens.word(token);
            let id = match self.numbers.get(word) {
                Some(&id) => id,
                None => {
                    let id = self.numbers.len() as u32;
                    self.numbers.insert(word.to_owned(), id);
                    self.kinds.push(token.kind);
                    id
                }
            };
            self.ids.push(id);
        }
        self.ends.push(self.ids.len() as u32);
        self.languages.push(Language::of(&tokens.folded));
    }
}

/// The words of the parts so far, numbered as they came.
#[derive(Debug, Default)]
pub struct Joined {
    numbers: FxHashMap<String, u32>,
    kinds: Vec<TokenKind>,
    words: Words,
}

impl Joined {
    /// Adds the next part.
    pub fn add(&mut self, part: Part) {
        let words = &mut self.words;
        let first = words.ids.len() as u32;
        let mut numbers = vec![0; part.numbers.len()];
        let mut arrived: Vec<(u32, String)> =
            part.numbers.into_iter().map(|(word, local)| (local, word)).collect();
        arrived.sort_unstable_by_key(|a| a.0);
        for (local, word) in arrived {
            let next = self.numbers.len() as u32;
            let number = *self.numbers.entry(word).or_insert(next);
            if number == next {
                self.kinds.push(part.kinds[local as usize]);
            }
            numbers[local as usize] = number;
        }
        words.ids.extend(part.ids.iter().map(|&local| numbers[local as usize]));
        words.bounds.extend(part.ends.iter().map(|end| first + end));
        words.languages.extend(part.languages);
    }

    /// The words, numbered by their sorted vocabulary.
    pub fn sorted(self) -> Words {
        let Self { numbers, kinds, mut words } = self;
        let (vocabulary, places) = sorted_vocabulary(numbers);
        exec::for_each_chunk_mut(&mut words.ids, 1 << 20, |_, ids| {
            ids.iter_mut().for_each(|id| *id = places[*id as usize]);
        });
        words.kinds = kinds.clone();
        places.iter().zip(kinds).for_each(|(&place, kind)| words.kinds[place as usize] = kind);
        words.bounds.insert(0, 0);
        words.ids.shrink_to_fit();
        Words { vocabulary, ..words }
    }
}

/// The vocabulary sorted, and for each number that was given on arrival its place there.
pub fn sorted_vocabulary(numbers: FxHashMap<String, u32>) -> (Vec<String>, Vec<u32>) {
    let mut all: Vec<(String, u32)> = numbers.into_iter().collect();
    exec::sort_by(&mut all, |a, b| a.0.cmp(&b.0));
    let mut places = vec![0; all.len()];
    all.iter().zip(0..).for_each(|(&(_, number), place)| places[number as usize] = place);
    (all.into_iter().map(|a| a.0).collect(), places)
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::corpus::Text;
    use crate::tokenize::tokenize;
    use crate::units::{self, UnitSettings};

    /// Texts, their units and their words.
    pub(crate) fn read(texts: &[Text]) -> (UnitStream, Words) {
        units::units_and_words(texts, &UnitSettings::default()).unwrap()
    }

    /// The same of plain texts.
    pub(crate) fn read_plain(texts: &[&str]) -> (Vec<Text>, UnitStream, Words) {
        let texts: Vec<Text> =
            texts.iter().map(|t| Text { text: (*t).into(), ..Text::default() }).collect();
        let (stream, words) = read(&texts);
        (texts, stream, words)
    }

    #[test]
    fn words_and_their_places_are_those_of_the_tokens() {
        let plain = [
            "推动“ＡＢＣ”发展 and More of it, 12% de l’État.",
            "",
            "把車間當考場，東京タワーで学ぶ。ชาวบ้านช่วยกันดูแลแม่น้ำ ꆈꌠ e\u{301}te\u{301} กำ",
            "The nation's 'own' harbour-master 5.2 １２３４",
        ];
        let (texts, stream, words) = read_plain(&plain);
        assert_eq!(words.n_documents(), plain.len());
        for (d, text) in (0u32..).zip(&texts) {
            let tokens = tokenize(&text.text);
            let expected: Vec<&str> = tokens.tokens.iter().map(|t| tokens.word(t)).collect();
            let of = words.of(DocId(d));
            assert_eq!(of.iter().map(|&w| words.text(w)).collect::<Vec<_>>(), expected);
            let kinds: Vec<TokenKind> = of.iter().map(|&w| words.kind(w)).collect();
            assert_eq!(kinds, tokens.tokens.iter().map(|t| t.kind).collect::<Vec<_>>());
            let spans: Vec<Span> = tokens.tokens.iter().map(|t| t.span).collect();
            assert_eq!(words.spans(&stream, DocId(d)), spans);
            for &w in of {
                assert_eq!(words.id_of(words.text(w)), Some(w));
            }
        }
        assert!(words.vocabulary.is_sorted());
    }
}

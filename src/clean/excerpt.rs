//! Verbatim copies of source text that remember where each piece came from.
//!
//! ```text
//! source  统 一\n战线        excerpt  统一战线, pieces (0, 0) (3, 2) (6, 4)
//! ```
//!
//! Every change cleaning makes is a cut or an append, so the characters of an excerpt are always
//! the source characters its pieces name. The one exception is the space put where two lines of a
//! spaced script are joined: it points at the source character where the line ended.

use std::ops::Range;

use crate::corpus::OffsetMap;

/// Longest piece written to an [`OffsetMap`], in bytes: looking a position up counts the
/// characters from the beginning of its piece, so pieces are kept short.
const MAX_PIECE: usize = 512;

/// Source text with stretches cut out of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Excerpt {
    text: String,
    /// `(first byte in the excerpt, first character in the source)`, both ascending.
    pieces: Vec<(usize, u32)>,
}

impl Excerpt {
    /// A copy of source text that begins at source character `at`.
    pub fn copy(source: &str, at: u32) -> Self {
        Self { text: source.to_string(), pieces: vec![(0, at)] }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes stretches out: ascending, disjoint byte ranges on character boundaries.
    pub fn cut(&mut self, ranges: &[Range<usize>]) {
        if ranges.is_empty() {
            return;
        }
        let mut kept = Self {
            text: String::with_capacity(self.text.len()),
            pieces: Vec::with_capacity(self.pieces.len() + ranges.len()),
        };
        let mut cursor = Cursor { piece: 0, byte: 0, at: self.pieces.first().map_or(0, |p| p.1) };
        let mut from = 0;
        for range in ranges.iter().chain([&(self.text.len()..self.text.len())]) {
            if from < range.start {
                self.copy_range(from..range.start, &mut cursor, &mut kept);
            }
            from = range.end;
        }
        *self = kept;
    }

    fn copy_range(&self, range: Range<usize>, cursor: &mut Cursor, into: &mut Self) {
        cursor.seek(self, range.start);
        let shift = into.text.len();
        into.pieces.push((shift, cursor.at));
        while let Some(&(byte, at)) = self.pieces.get(cursor.piece + 1) {
            if byte >= range.end {
                break;
            }
            *cursor = Cursor { piece: cursor.piece + 1, byte, at };
            into.pieces.push((shift + byte - range.start, at));
        }
        into.text.push_str(&self.text[range]);
    }

    /// The characters of the source from the first to the last of a stretch, end exclusive.
    pub fn source_span(&self, range: Range<usize>) -> (u32, u32) {
        let at = |byte: usize| {
            let after = self.pieces.partition_point(|piece| piece.0 <= byte);
            let &(from, at) = after.checked_sub(1).and_then(|i| self.pieces.get(i))?;
            Some(at + self.text[from..byte].chars().count() as u32)
        };
        let last = self.text[range.clone()].char_indices().next_back().map_or(0, |(i, _)| i);
        let start = at(range.start).unwrap_or(0);
        (start, at(range.start + last).map_or(start, |last| last + 1))
    }

    /// Takes the last character off.
    pub fn pop(&mut self) {
        self.text.pop();
        while self.pieces.last().is_some_and(|piece| piece.0 >= self.text.len()) {
            self.pieces.pop();
        }
    }

    /// Adds the next line; `space` is the source character a joining space stands for.
    pub fn append(&mut self, space: Option<u32>, next: &Self) {
        if let Some(at) = space {
            self.pieces.push((self.text.len(), at));
            self.text.push(' ');
        }
        let shift = self.text.len();
        self.pieces.extend(next.pieces.iter().map(|&(byte, at)| (shift + byte, at)));
        self.text.push_str(&next.text);
    }

    /// Writes the excerpt behind `text` and its pieces into `map`.
    pub fn write(&self, text: &mut String, map: &mut OffsetMap) {
        let shift = text.len();
        for (i, &(byte, at)) in self.pieces.iter().enumerate() {
            let end = self.pieces.get(i + 1).map_or(self.text.len(), |next| next.0);
            let (mut byte, mut at) = (byte, at);
            while byte < end {
                let stop = char_boundary(&self.text, (byte + MAX_PIECE).min(end));
                let next_at = at + self.text[byte..stop].chars().count() as u32;
                map.push(shift + byte, at, next_at);
                (byte, at) = (stop, next_at);
            }
        }
        text.push_str(&self.text);
    }
}

/// The next character boundary at or after `byte`.
fn char_boundary(text: &str, mut byte: usize) -> usize {
    while !text.is_char_boundary(byte) {
        byte += 1;
    }
    byte
}

/// A position in an excerpt with its source character; only moves forward.
struct Cursor {
    piece: usize,
    byte: usize,
    at: u32,
}

impl Cursor {
    fn seek(&mut self, excerpt: &Excerpt, byte: usize) {
        while let Some(&(next, at)) = excerpt.pieces.get(self.piece + 1) {
            if next > byte {
                break;
            }
            *self = Self { piece: self.piece + 1, byte: next, at };
        }
        self.at += excerpt.text[self.byte..byte].chars().count() as u32;
        self.byte = byte;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_of_cuts_still_name_their_source() {
        let mut excerpt = Excerpt::copy("画 好 最 大", 10);
        excerpt.cut(&[3..4, 7..8]);
        assert_eq!(excerpt.text(), "画好最 大");
        excerpt.cut(std::slice::from_ref(&(9..10)));
        excerpt.append(None, &Excerpt::copy("-", 17));
        excerpt.pop();
        excerpt.append(Some(17), &Excerpt::copy("circle", 18));
        let (mut text, mut map) = (String::from("题\n"), OffsetMap::default());
        excerpt.write(&mut text, &mut map);
        assert_eq!(text, "题\n画好最大 circle");
        let at: Vec<u32> =
            text.char_indices().skip(2).map(|(b, _)| map.source_char(&text, b as u32)).collect();
        assert_eq!(at, [10, 12, 14, 16, 17, 18, 19, 20, 21, 22, 23]);
    }

    #[test]
    fn long_pieces_are_split_and_still_exact() {
        let source = "路漫漫其修远兮".repeat(500);
        let (mut text, mut map) = (String::new(), OffsetMap::default());
        Excerpt::copy(&source, 5).write(&mut text, &mut map);
        for (n, (byte, _)) in source.char_indices().enumerate() {
            assert_eq!(map.source_char(&text, byte as u32), n as u32 + 5);
        }
    }
}

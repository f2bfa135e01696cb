//! Runs of characters of one class, and how each class is cut into words.
//!
//! Runs wait until enough Chinese has come together to be cut at once ([`Batch`]); then the words of all
//! are told in the order of the text.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::han::{Batch, Cutter};
use super::{Class, Token, TokenKind, unspaced};
use crate::corpus::Span;
use crate::dictionary::{cutter, jieba};
use crate::fold::is_han;

/// Chinese that is cut at once, in characters: what the search keeps of it stays in the nearest cache.
const BATCH: usize = 1_000;
/// Runs that wait at most, where little is Chinese.
const WAITING: usize = 1_000;

/// Characters of one class.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    pub(super) class: Class,
    /// Bytes of the cleaned text, and of the folded.
    original: Range<usize>,
    folded: Range<usize>,
    /// Whether each character takes as many bytes folded as it did.
    is_parallel: bool,
    /// Where its characters stand in the batch, if the cutter cuts it.
    batch: Option<Range<usize>>,
}

/// The runs of one text that are not yet cut.
pub(super) struct Runs<'a> {
    text: &'a str,
    /// Unless set, a run of Chinese is one word.
    cut_han: bool,
    cutter: Option<&'static Cutter>,
    batch: Batch,
    waiting: Vec<Run>,
}

impl<'a> Runs<'a> {
    pub(super) fn new(text: &'a str, cut_han: bool) -> Self {
        Self { text, cut_han, cutter: None, batch: Batch::default(), waiting: Vec::new() }
    }

    /// A run that begins at a byte of the text and behind what is folded.
    pub(super) fn begin(&mut self, class: Class, byte: usize, folded: &str) -> Run {
        let is_chinese = class == Class::Han && self.cut_han;
        if is_chinese && self.cutter.is_none() {
            self.cutter = cutter();
        }
        let start = self.batch.len();
        Run {
            class,
            original: byte..byte,
            folded: folded.len()..folded.len(),
            is_parallel: true,
            batch: (is_chinese && self.cutter.is_some()).then_some(start..start),
        }
    }

    /// Adds a character to a run.
    #[inline]
    pub(super) fn add(&mut self, run: &mut Run, c: char, folded: char) {
        run.is_parallel &= c.len_utf8() == folded.len_utf8();
        if let (Some(cutter), Some(_)) = (self.cutter, &run.batch)
            && !cutter.add(folded, &mut self.batch)
        {
            run.batch = None;
        }
    }

    /// Ends a run at a byte of the text and where `folded` ends.
    pub(super) fn end(&mut self, mut run: Run, byte: usize, folded: &str, tokens: &mut Vec<Token>) {
        if run.class == Class::Break {
            return;
        }
        run.original.end = byte;
        run.folded.end = folded.len();
        if let Some(batch) = &mut run.batch {
            batch.end = self.batch.len();
        }
        if run.class == Class::Han {
            self.batch.end_run();
        }
        self.waiting.push(run);
        if self.batch.len() >= BATCH || self.waiting.len() >= WAITING {
            self.cut(folded, tokens);
        }
    }

    /// Cuts all runs that have ended.
    pub(super) fn cut(&mut self, folded: &str, tokens: &mut Vec<Token>) {
        if let Some(cutter) = self.cutter {
            cutter.cut(&mut self.batch);
        }
        for run in std::mem::take(&mut self.waiting) {
            self.cut_run(&run, folded, tokens);
        }
        self.batch.clear();
    }

    fn cut_run(&mut self, run: &Run, folded: &str, tokens: &mut Vec<Token>) {
        let (original, folded) = (&self.text[run.original.clone()], &folded[run.folded.clone()]);
        let starts = Starts::of(run, original, folded);
        match run.class {
            Class::Break => {}
            Class::Dictionary | Class::Syllables => {
                // The dictionaries know the original characters (語, not 语).
                for word in unspaced::words(original, run.class == Class::Dictionary) {
                    let is_han = original.get(word.clone()).is_some_and(|w| w.chars().all(is_han));
                    let kind = if is_han { TokenKind::Han } else { TokenKind::Word };
                    let folded = starts.folded(word.start)..starts.folded(word.end);
                    tokens.push(run.token(word, folded, kind));
                }
            }
            Class::Han if !self.cut_han => {
                tokens.push(run.token(0..original.len(), 0..folded.len(), TokenKind::Han));
            }
            Class::Han => self.cut_chinese(run, folded, &starts, tokens),
            Class::Other => {
                let mut push = |word: Range<usize>| {
                    let is_number = folded[word.clone()].starts_with(char::is_numeric);
                    let kind = if is_number { TokenKind::Number } else { TokenKind::Word };
                    let original = starts.original(word.start)..starts.original(word.end);
                    tokens.push(run.token(original, word, kind));
                };
                if let Some(word) = lone_word(folded) {
                    push(word);
                } else if !folded.bytes().all(|b| b.is_ascii_punctuation()) {
                    for (start, word) in folded.unicode_word_indices() {
                        push(start..start + word.len());
                    }
                }
            }
        }
    }

    fn cut_chinese(&mut self, run: &Run, folded: &str, starts: &Starts, tokens: &mut Vec<Token>) {
        let mut start = 0;
        let mut push = |end: usize| {
            let original = starts.original(start)..starts.original(end);
            tokens.push(run.token(original, start..end, TokenKind::Han));
            start = end;
        };
        let (Some(cutter), Some(range)) = (self.cutter, run.batch.clone()) else {
            return jieba().cut(folded, true).iter().for_each(|word| push(word.byte_end));
        };
        let first = range.start;
        // Most runs have no character of four bytes.
        if folded.len() == 3 * range.len() {
            let ends = cutter.ends(range, &mut self.batch);
            return ends.iter().for_each(|&end| push(3 * (end as usize - first)));
        }
        let bytes: Vec<usize> = folded.char_indices().map(|(byte, _)| byte).collect();
        for &end in cutter.ends(range, &mut self.batch) {
            push(bytes.get(end as usize - first).copied().unwrap_or(folded.len()));
        }
    }
}

impl Run {
    /// A word by its bytes in the run.
    fn token(&self, original: Range<usize>, folded: Range<usize>, kind: TokenKind) -> Token {
        let (start, folded_start) = (self.original.start, self.folded.start);
        Token {
            span: Span::new(start + original.start, start + original.end),
            folded: Span::new(folded_start + folded.start, folded_start + folded.end),
            kind,
        }
    }
}

/// The one word of a run of ASCII letters and digits that has marks before and behind it alone; of any
/// other run Unicode's rules must tell. Only an underscore belongs to a word that it stands beside.
fn lone_word(run: &str) -> Option<Range<usize>> {
    let bytes = run.as_bytes();
    let start = bytes.iter().position(u8::is_ascii_alphanumeric)?;
    let length = bytes[start..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let (before, behind) = (&bytes[..start], &bytes[start + length..]);
    let is_mark = |b: &u8| b.is_ascii_punctuation() && *b != b'_';
    (before.iter().all(is_mark) && behind.iter().all(is_mark)).then_some(start..start + length)
}

/// Where the characters of a run begin, in the original and folded; none are kept where that is the
/// same.
struct Starts(Vec<(usize, usize)>);

impl Starts {
    fn of(run: &Run, original: &str, folded: &str) -> Self {
        if run.is_parallel {
            return Self(Vec::new());
        }
        let ends = [(original.len(), folded.len())];
        let pairs = original.char_indices().zip(folded.char_indices());
        Self(pairs.map(|((o, _), (f, _))| (o, f)).chain(ends).collect())
    }

    /// The byte of the original character at, or first behind, a folded byte.
    fn original(&self, folded: usize) -> usize {
        let i = self.0.partition_point(|&(_, f)| f < folded);
        self.0.get(i).map_or(folded, |&(original, _)| original)
    }

    /// The same the other way.
    fn folded(&self, original: usize) -> usize {
        let i = self.0.partition_point(|&(o, _)| o < original);
        self.0.get(i).map_or(original, |&(_, folded)| folded)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_lone_word_is_the_one_of_unicode(run in "[a-c1-2.,:;'\"()_%-]{0,8}") {
            let words: Vec<_> =
                run.unicode_word_indices().map(|(at, word)| at..at + word.len()).collect();
            if let Some(word) = lone_word(&run) {
                prop_assert_eq!(words, [word]);
            } else if run.bytes().all(|b| b.is_ascii_punctuation()) && !run.contains('_') {
                prop_assert!(words.is_empty());
            }
        }
    }
}

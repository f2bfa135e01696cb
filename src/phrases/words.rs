//! Words at an edge: what each word of the corpus may do where a phrase begins or ends.
//!
//! Every word of the segmentation is looked at once, and the answer is kept in a byte at its first
//! and last position, since edges are judged millions of times:
//! - whether it is a function word that may not open, or not close, a phrase ([`super::function_words`]);
//! - whether it opens and closes clauses at all. A phrase that ends in a word after which nothing ever
//!   ends is a fragment: 持续加强党外 (党外 is always followed by 人士, 干部, 知识分子). Over all its
//!   occurrences: how often does a mark or a function word stand behind it, and before it? With m of n
//!   such places the estimate is (m + 1) / (n + 2): a rare word is given the benefit of the doubt;
//!   How much that is, in four levels, is what a phrase of few places is judged by;
//! - its class ([`super::classes`]), which tells whether it binds to its neighbour, and whether it carries
//!   a verb on.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::classes::{Class, class};
use super::function_words::{goes_on, is_leading, is_loose, is_trailing};
use crate::corpus::UnitId;
use crate::exec;
use crate::units::{UnitKind, UnitStream};

/// A word closes phrases if marks or function words follow at least this share of its places.
const CLOSES: f64 = 0.15;

/// A word opens phrases from this share on: lower, since content words often stand before a noun,
/// and the core of several variants (实干接力棒) begins with a word that never opens a clause.
const OPENS: f64 = 0.05;

/// The levels of both edges above the three bits of the class.
const OPENING: u8 = 3;
const CLOSING: u8 = 5;

/// The bit of a word that carries a verb on.
const CARRYING: u8 = 7;

/// From this share on a word is often at the edge.
const OFTEN: f64 = 0.4;

/// How a word stands at an edge: barred as a function word, hardly ever, sometimes, often.
const BARRED: u8 = 0;

/// The share that each level stands for.
const SHARES: [f64; 4] = [0.0, 0.0, 0.15, 0.6];

fn level(is_barred: bool, share: f64, least: f64) -> u8 {
    match share {
        _ if is_barred => BARRED,
        s if s < least => 1,
        s if s < OFTEN => 2,
        _ => 3,
    }
}

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    n: u32,
    opens: u32,
    closes: u32,
}

/// How each word of the corpus stands at the edges of phrases.
#[derive(Debug, Default)]
pub struct Words {
    /// For the first and the last position of each word.
    bits: Vec<u8>,
}

impl Words {
    /// Looks at every word of the stream.
    pub fn fit(stream: &UnitStream) -> Self {
        let loose: Vec<bool> = stream.vocabulary.iter().map(|v| is_loose(v)).collect();
        let is_edge = |p: usize| {
            !stream.kind(p).is_content()
                || loose.get(stream.ids[p].index()).copied().unwrap_or(true)
        };
        let mut counts: FxHashMap<&[UnitId], Counts> = FxHashMap::default();
        each_word(stream, |from, to| {
            let c = counts.entry(&stream.ids[from..to]).or_default();
            c.n += 1;
            c.opens += u32::from(from == 0 || is_edge(from - 1));
            c.closes += u32::from(to >= stream.len() || is_edge(to));
        });
        let words: Vec<(&[UnitId], Counts)> = counts.into_iter().collect();
        let knows_function_words = knows_function_words(stream, &loose);
        let bits = exec::map(&words, |(units, c)| {
            let text = stream.spell(units);
            let share = |m: u32| f64::from(m + 1) / f64::from(c.n + 2);
            let class = match class(&text) {
                Class::Word if !knows_function_words => Class::Unknown,
                class => class,
            };
            class as u8
                | level(is_leading(&text), share(c.opens), OPENS) << OPENING
                | level(is_trailing(&text), share(c.closes), CLOSES) << CLOSING
                | u8::from(goes_on(&text)) << CARRYING
        });
        let of: FxHashMap<&[UnitId], u8> =
            words.iter().zip(bits).map(|((units, _), bits)| (*units, bits)).collect();
        let mut words = Self { bits: vec![0; stream.len()] };
        each_word(stream, |from, to| {
            let bits = of.get(&stream.ids[from..to]).copied().unwrap_or_default();
            words.bits[from] = bits;
            words.bits[to - 1] = bits;
        });
        words
    }

    /// Has what is known at positions brought near, many at a time ([`UnitStream::fetch`]).
    pub fn fetch(&self, positions: impl Iterator<Item = usize>) {
        std::hint::black_box(positions.fold(0, |all, p| all ^ self.bits[p]));
    }

    /// Whether the word that begins at a position is a function word that opens no phrase.
    pub fn is_leading(&self, position: usize) -> bool {
        self.level(position, OPENING) == BARRED
    }

    /// Whether the word that ends with a position is a function word that closes no phrase.
    pub fn is_trailing(&self, position: usize) -> bool {
        self.level(position, CLOSING) == BARRED
    }

    /// Whether a phrase is over where the word that begins at a position stands behind it: a function
    /// word that does not carry a verb on.
    pub fn ends_a_phrase(&self, position: usize) -> bool {
        self.is_trailing(position) && self.bits[position] >> CARRYING == 0
    }

    /// Whether clauses begin with the word that begins at a position.
    pub fn may_open(&self, position: usize) -> bool {
        self.level(position, OPENING) > 1
    }

    /// Whether clauses end with the word that ends with a position.
    pub fn may_close(&self, position: usize) -> bool {
        self.level(position, CLOSING) > 1
    }

    /// About how often clauses begin with the word that begins at a position.
    pub fn opens(&self, position: usize) -> f64 {
        SHARES[usize::from(self.level(position, OPENING))]
    }

    /// About how often clauses end with the word that ends with a position.
    pub fn closes(&self, position: usize) -> f64 {
        SHARES[usize::from(self.level(position, CLOSING))]
    }

    /// Whether clauses often end with the word that ends with a position.
    pub fn often_closes(&self, position: usize) -> bool {
        self.level(position, CLOSING) == 3
    }

    fn level(&self, position: usize, edge: u8) -> u8 {
        self.bits[position] >> edge & 3
    }

    /// The class of the word that begins or ends at a position; none inside a word and at a mark.
    pub fn class(&self, position: usize) -> Class {
        Class::of_bits(self.bits.get(position).copied().unwrap_or_default())
    }

    /// Whether no word of a stretch of Han characters is a verb.
    pub fn are_nominal(&self, mut range: Range<usize>) -> bool {
        range.all(|p| !matches!(self.class(p), Class::Verb | Class::Word))
    }
}

/// Least share of function words among the words of spaced scripts from which the lists are taken to
/// know the language: half of English running text, next to nothing of another language.
const KNOWN: f64 = 0.2;

fn knows_function_words(stream: &UnitStream, loose: &[bool]) -> bool {
    let words = (0..stream.len()).filter(|&p| stream.kind(p) == UnitKind::Word);
    let (n, function) = words.fold((0usize, 0usize), |(n, function), p| {
        (n + 1, function + usize::from(loose[stream.ids[p].index()]))
    });
    function as f64 >= KNOWN * n as f64
}

/// Calls `f` with the first position of every word and one past its last.
fn each_word(stream: &UnitStream, mut f: impl FnMut(usize, usize)) {
    let mut p = 0;
    while p < stream.len() {
        let end = stream.word_end(p);
        if stream.kind(p).is_content() {
            f(p, end);
        }
        p = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrases::tests::{Corpus, corpus};

    #[test]
    fn a_word_that_nothing_follows_closes_and_one_that_never_ends_does_not() {
        let text = "党外人士来了。党外人士去了。党外干部来了。".repeat(4);
        let Corpus { stream, .. } = corpus(&[&text]);
        let words = Words::fit(&stream);
        let last_of = |word: &str| {
            let n = word.chars().count();
            (n - 1..stream.len()).find(|&p| stream.text(p + 1 - n..p + 1) == word)
        };
        let party = last_of("党外");
        assert!(party.is_some_and(|p| !words.may_close(p) && words.may_open(p - 1)));
        assert!((0..stream.len()).any(|p| words.is_trailing(p)), "了 closes no phrase");
    }
}

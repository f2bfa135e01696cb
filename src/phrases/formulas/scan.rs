//! The scan: one pass over the units reads the shapes off the stream.
//!
//! A site is a numeral and what follows it, as far as [`grammar`] makes a shape of it. Sites that
//! need no evidence (between quotation marks, NUM 字方针, numbers with 工作法 behind) are told from
//! those that do; of the latter every word boundary at which the shape may end is kept.

use std::ops::Range;

use super::grammar::{self, Shape};
use super::numerals::is_numeral;
use super::{is_proverb, words};
use crate::corpus::{DocId, Text};
use crate::exec;
use crate::tokenize::tagged;
use crate::units::{UnitKind, UnitStream};

/// Longest formula, in units.
const LONGEST: usize = 16;

/// A text that may be a formula, at one place.
#[derive(Debug, Clone)]
pub struct Site {
    /// Its units, without quotation marks around.
    pub range: Range<usize>,
    /// What it is by its form.
    pub shape: Shape,
    /// Where a noun such as 工作法 ends, behind closing quotation marks.
    pub end: usize,
}

/// Reads the shapes off the stream.
pub struct Scan<'a> {
    texts: &'a [Text],
    stream: &'a UnitStream,
    numeral: Vec<bool>,
}

impl<'a> Scan<'a> {
    /// Marks the numerals of the vocabulary.
    pub fn new(texts: &'a [Text], stream: &'a UnitStream) -> Self {
        let numeral = stream.vocabulary.iter().map(|v| is_numeral(v)).collect();
        Self { texts, stream, numeral }
    }

    fn is_numeral(&self, p: usize) -> bool {
        self.numeral.get(self.stream.ids[p].index()).copied().unwrap_or(false)
    }

    /// Sites that are formulas as they stand, and those that ask for evidence: for each numeral its
    /// possible ends.
    pub fn sites(&self) -> (Vec<Site>, Vec<Vec<Site>>) {
        let (named, open): (Vec<_>, Vec<_>) =
            exec::map_range(self.stream.n_documents(), |d| self.sites_of(DocId(d as u32)))
                .into_iter()
                .unzip();
        (named.concat(), open.concat())
    }

    /// The same of one document.
    fn sites_of(&self, document: DocId) -> (Vec<Site>, Vec<Vec<Site>>) {
        let (mut named, mut open) = (Vec::new(), Vec::new());
        for p in self.stream.positions(document) {
            if !self.is_numeral(p) || (p > 0 && self.is_continued(p - 1)) {
                continue;
            }
            if let Some(site) = self.quoted(p) {
                named.push(site);
                continue;
            }
            if !self.stream.word_starts(p) {
                continue;
            }
            let ends = self.unquoted(p);
            let is_named =
                |s: &Site| matches!(s.shape, Shape::Words(_) | Shape::Run { carrier: true, .. });
            match ends.iter().rposition(is_named) {
                Some(i) => named.extend(ends.into_iter().nth(i)),
                None if !ends.is_empty() => open.push(ends),
                None => {}
            }
        }
        (named, open)
    }

    /// Whether a numeral behind this position is part of a longer number or of an ordinal.
    fn is_continued(&self, p: usize) -> bool {
        self.is_numeral(p)
            || matches!(self.stream.unit(p), "第" | "数" | "几" | "+" | "." | "%" | "-" | "0")
    }

    /// The formula between quotation marks (or between · and a quotation mark) that begins here.
    fn quoted(&self, p: usize) -> Option<Site> {
        let stream = self.stream;
        let before = p.checked_sub(1)?;
        let opens = match stream.kind(before) {
            UnitKind::Quote => !matches!(self.written(before), Some('”' | '’' | '」' | '』')),
            _ => stream.unit(before) == "·",
        };
        let end = (p..(p + LONGEST).min(stream.len())).find(|&q| {
            !stream.kind(q).is_content() && !matches!(stream.unit(q), "、" | "+" | ",")
        })?;
        if !opens
            || stream.kind(end) != UnitKind::Quote
            || matches!(self.written(end), Some('“' | '‘' | '「'))
        {
            return None;
        }
        let units: Vec<&str> = (p..end).map(|q| stream.unit(q)).collect();
        let text = units.concat();
        let found = match grammar::shape(&units)? {
            Shape::Run { carrier: false, distinct, components } => match self.carrier(end + 1) {
                Some(n) => {
                    let shape = Shape::Run { carrier: true, distinct, components };
                    Some((shape, end + 1 + n))
                }
                None if distinct && !self.is_number_of_something(end + 1) => {
                    Some((Shape::Run { carrier: false, distinct, components }, end))
                }
                None => None,
            },
            Shape::Plain(_) if is_idiom(&text) || is_adverb(&text) => None,
            Shape::Repeated(_) if is_proverb(&text) => None,
            shape => Some((shape, end)),
        };
        let (shape, past) = found?;
        Some(Site { range: p..end, shape, end: past })
    }

    /// The character of the cleaned text at a position.
    fn written(&self, p: usize) -> Option<char> {
        let place = self.stream.place(p, 1);
        self.texts[place.document.index()].slice(place.span).chars().next()
    }

    /// The length of the noun of [`words::CARRIERS`] at a position.
    fn carrier(&self, p: usize) -> Option<usize> {
        let fits = |c: &&&str| {
            c.chars().enumerate().all(|(i, c)| {
                let at = p + i;
                at < self.stream.len() && self.stream.unit(at).chars().eq([c])
            })
        };
        words::CARRIERS.iter().find(fits).map(|c| c.chars().count())
    }

    /// “110”电话, “12345”热线: numbers that are names of lines, years or cases.
    fn is_number_of_something(&self, p: usize) -> bool {
        p < self.stream.len()
            && matches!(
                self.stream.unit(p),
                "电" | "热" | "年" | "事" | "案" | "报" | "平" | "地" | "国" | "服"
            )
    }

    /// What may be a formula without quotation marks, at each word boundary it may end at.
    fn unquoted(&self, p: usize) -> Vec<Site> {
        let stream = self.stream;
        let last = (p..(p + LONGEST).min(stream.len()))
            .find(|&q| !stream.kind(q).is_content() && !matches!(stream.unit(q), "+" | "、"))
            .unwrap_or((p + LONGEST).min(stream.len()));
        let units: Vec<&str> = (p..last).map(|q| stream.unit(q)).collect();
        (2..=units.len())
            .filter(|&n| stream.word_ends(p + n - 1) && stream.kind(p + n - 1).is_content())
            .filter_map(|n| {
                let shape = grammar::shape(&units[..n])?;
                let range = p..p + n;
                let fits = grammar::stands_alone(&units[..n], &shape)
                    && (!matches!(shape, Shape::Repeated(_)) || self.is_repeated(range.clone()));
                fits.then(|| Site { range: range.clone(), shape, end: range.end })
            })
            .collect()
    }

    /// Whether every numeral of NUM X NUM X begins a word (not so in 进一步) that is no adverb
    /// (一起, 一道, 一直), or the dictionary has the whole as a word.
    fn is_repeated(&self, range: Range<usize>) -> bool {
        let stream = self.stream;
        let counts = |p: usize| {
            stream.word_starts(p)
                && !words::ADVERBS.contains(stream.text(p..stream.word_end(p)).as_str())
        };
        stream.word_end(range.start) == range.end
            || range.filter(|&p| self.is_numeral(p)).all(counts)
    }
}

/// Whether it is a proverb, or the dictionary has a name at its beginning (四川造, 九三学社).
fn is_idiom(text: &str) -> bool {
    let words = tagged(text);
    let named = words.first().is_some_and(|(word, tag)| {
        word.chars().count() > 1 && matches!(*tag, "ns" | "nr" | "nrt" | "nt" | "nz" | "t")
    });
    named || is_proverb(text)
}

/// Whether a text begins with a word that has a numeral in it and counts nothing (双重标准).
fn is_adverb(text: &str) -> bool {
    words::ADVERBS.iter().any(|word| text.starts_with(word))
}

/// Whether a text begins with the name of a place (四川三星堆, not 三省一市).
pub fn begins_with_place(text: &str) -> bool {
    matches!(tagged(text).first(), Some(&(word, "ns")) if !word.ends_with('省'))
}

//! Expansions: the enumeration that says what a numeric formula counts.
//!
//! ```text
//! “四个必到”，即A、B、C、D，…        a cue behind the formula, then a list of the right size
//! “四个必到”（A、B、C、D）           a bracket right behind it
//! “四个必到”，一是A，…，二是B，…     ordinals: 一是, 一要, 第一, 首先, ①, （一）
//! “A、B、C、D”等“四共”行动           a list before it, quoted or of items of one length
//! ```
//!
//! A list counts only if its size is one that the formula allows (the number; for 三会一课 the sum
//! or the number of parts; for 八字方针 the characters), so that a chance list nearby is passed over.
//! Cues come first, then ordinals, then lists without a cue.

mod beside;
mod lists;
mod ordinals;

use std::ops::Range;

use super::grammar::Shape;
use super::words;
use crate::corpus::Text;
use crate::units::{UnitKind, UnitStream};

/// Content units between formula and cue, at most: 四个方面工作要求：.
const CUE_REACH: usize = 8;

/// Units of one list, at most.
const LONGEST_LIST: usize = 160;

/// Where the items of an enumeration stand.
pub type Items = Vec<Range<usize>>;

/// What the search for an expansion reads.
pub struct Expander<'a> {
    /// The cleaned texts.
    pub texts: &'a [Text],
    /// The unit stream.
    pub stream: &'a UnitStream,
}

impl Expander<'_> {
    /// The expansion of the formula at `at` (without quotation marks), if the text gives one.
    pub fn find(&self, at: Range<usize>, shape: &Shape) -> Option<Items> {
        self.announced(at.clone(), shape)
            .filter(|items| !self.is_numbered(items))
            .or_else(|| self.ordinals(at.end, &shape.sizes()))
            .or_else(|| self.before(at.clone(), shape))
            .or_else(|| self.after(at.end, &shape.sizes()))
            .filter(|items| !items.iter().cloned().flatten().any(|p| self.is_full_stop(p)))
    }

    /// The expansion where a cue or a bracket defines the formula right behind it: there it says what
    /// the formula means, while a colon may only lead to how one place has carried it out.
    pub fn defined(&self, at: Range<usize>, shape: &Shape) -> Option<Items> {
        let stream = self.stream;
        let quotes = |p: &usize| stream.kind(*p) == UnitKind::Quote;
        let p = at.end + (at.end..stream.len()).take_while(quotes).count();
        let comma = p < stream.len() && stream.kind(p) == UnitKind::Comma;
        let p = p + usize::from(comma);
        let is_defined = p < stream.len()
            && ((stream.kind(p) == UnitKind::Open && !comma) || self.cue(p, p).is_some());
        let items = if is_defined { self.announced(at, shape)? } else { return None };
        (!self.is_numbered(&items)).then_some(items)
    }

    /// Whether an ordinal stands where the items begin: 即一是…, 二是….
    fn is_numbered(&self, items: &Items) -> bool {
        items.first().is_some_and(|first| self.is_first_ordinal(first.start))
    }

    /// The items as the text writes them.
    pub fn texts_of(&self, items: &Items) -> Vec<String> {
        items
            .iter()
            .filter(|r| !r.is_empty())
            .map(|r| {
                let r = self.paired(r.clone());
                let place = self.stream.place(r.start, r.len());
                self.texts[place.document.index()].slice(place.span).trim().to_string()
            })
            .collect()
    }

    /// An item up to the first quotation mark whose partner was cut off with the next clause.
    fn paired(&self, item: Range<usize>) -> Range<usize> {
        let quotes: Vec<usize> =
            item.clone().filter(|&p| self.stream.kind(p) == UnitKind::Quote).collect();
        match quotes.last() {
            Some(&lone) if quotes.len() % 2 == 1 && lone > item.start => item.start..lone,
            _ => item,
        }
    }

    fn is_full_stop(&self, p: usize) -> bool {
        self.stream.kind(p) == UnitKind::Stop && self.stream.unit(p) != ";"
    }

    /// A bracket or a cue behind the formula, then a list of the right size. Other words may stand
    /// between (四个方面工作要求：), but behind a comma the cue must come at once.
    pub fn announced(&self, at: Range<usize>, shape: &Shape) -> Option<Items> {
        let stream = self.stream;
        let mut skipped = 0;
        let mut p = at.end;
        while skipped <= CUE_REACH {
            if let Some(n) = self.cue(p, at.end) {
                let from = p + n;
                let from = from + usize::from(stream.kind(from) == UnitKind::Comma);
                return self.list(from..self.sentence_end(from), shape);
            }
            match stream.kind(p) {
                UnitKind::Open if skipped <= 2 => {
                    let end = self.until(p + 1, |k| k == UnitKind::Close);
                    return self.list(p + 1..end, shape);
                }
                UnitKind::Comma if matches!(stream.unit(p), ":" | "：") => {
                    return self.list(p + 1..self.sentence_end(p + 1), shape);
                }
                UnitKind::Comma => {
                    self.cue(p + 1, p + 1)?;
                }
                UnitKind::Inner if stream.unit(p) == "-" => {
                    let from = (p..).find(|&q| stream.unit(q) != "-")?;
                    return self.list(from..self.sentence_end(from), shape);
                }
                UnitKind::Quote => {}
                kind if kind.is_content() => skipped += 1,
                _ => return None,
            }
            p += 1;
        }
        None
    }

    /// The length of a cue at a position; short ones only right behind a mark or the formula.
    fn cue(&self, p: usize, end: usize) -> Option<usize> {
        let begins = p == end || !self.stream.kind(p - 1).is_content();
        if !self.stream.word_starts(p) {
            return None;
        }
        words::CUES
            .iter()
            .map(|c| (c, c.chars().count()))
            .filter(|&(c, n)| self.matches(p, c) && (n > 2 || begins))
            .map(|(_, n)| n)
            .max()
    }

    pub(super) fn matches(&self, p: usize, characters: &str) -> bool {
        let mut at = p;
        characters.split_inclusive(|_: char| true).all(|c| {
            let same = at < self.stream.len() && self.stream.unit(at) == c;
            at += 1;
            same
        })
    }

    pub(super) fn until(&self, from: usize, stop: impl Fn(UnitKind) -> bool) -> usize {
        let last = (from + LONGEST_LIST).min(self.stream.len() - 1);
        (from..last)
            .find(|&p| stop(self.stream.kind(p)) || self.stream.kind(p) == UnitKind::End)
            .unwrap_or(last)
    }

    /// The end of the sentence; a semicolon does not end it.
    fn sentence_end(&self, from: usize) -> usize {
        let last = (from + LONGEST_LIST).min(self.stream.len() - 1);
        let ends = |p: usize| match self.stream.kind(p) {
            UnitKind::Stop => self.stream.unit(p) != ";",
            kind => kind == UnitKind::End,
        };
        (from..last).find(|&p| ends(p)).unwrap_or(last)
    }
}

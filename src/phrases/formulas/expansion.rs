//! Expansions: the enumeration that says what a numeric formula counts, at one of its places.
//!
//! ```text
//! “四个必到”，即A、B、C、D，…        a cue behind the formula, then a list of the right size
//! “四个必到”（A、B、C、D）           a bracket right behind it
//! “A、B、C、D”等“四共”行动           a list before it, quoted, alike, or led over by 等, 为代表的
//! “四个必到”，一是A，…，二是B，…     ordinals: 一是, 一要, 第一, 首先, ①, （一）
//! “四个必到”要求：A、B、C、D         a colon, or a clause behind it that is nothing but a list
//! ```
//!
//! A list counts only if its size is one that the formula allows (the number; for 三会一课 the sum
//! or the number of parts; for 八字方针 the characters), so that a chance list nearby is passed over.
//! The first three define the formula, and so do ordinals behind a colon or with the formula's own
//! noun in every item ([`Evidence::is_definite`]); the rest may only tell how one place carries it
//! out. [`mismatch`] looks for definitions of another size.

mod before;
mod behind;
mod lists;
mod mismatch;
mod ordinals;

use std::ops::Range;

use bitcode::{Decode, Encode};
use serde::Serialize;

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

/// What shows that an enumeration is a formula's expansion, strongest first.
#[derive(Debug, Encode, Decode, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// A cue (即, 包括, 指) or a bracket right behind the formula.
    Definition,
    /// Ordinals behind a colon or cue, or with the formula's noun in every item.
    Ordinals,
    /// A list right before the formula.
    Before,
    /// A colon or cue some words behind it.
    Announced,
    /// Ordinals behind a comma.
    Numbered,
    /// A clause behind it that is nothing but a list.
    Behind,
}

impl Evidence {
    /// Whether it says what the formula means rather than how one place carries it out.
    pub fn is_definite(self) -> bool {
        self <= Self::Before
    }
}

/// An enumeration and what shows that the formula stands for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The items.
    pub items: Items,
    /// The evidence.
    pub evidence: Evidence,
}

/// What the search for an expansion reads.
pub struct Expander<'a> {
    /// The cleaned texts.
    pub texts: &'a [Text],
    /// The unit stream.
    pub stream: &'a UnitStream,
}

impl Expander<'_> {
    /// The expansion of the formula at `at` (without quotation marks), if the text gives one: by the
    /// strongest evidence there is.
    pub fn find(&self, at: &Range<usize>, shape: &Shape) -> Option<Given> {
        let given = |items: Items, evidence| Given { items, evidence };
        let whole = |g: &Given| !g.items.iter().cloned().flatten().any(|p| self.is_full_stop(p));
        if let Some(given) = self.find_definition(at, shape) {
            return Some(given);
        }
        let numbered = self.ordinals(at, shape).filter(whole);
        let definite = numbered.clone().filter(|g| g.evidence.is_definite());
        definite
            .or_else(|| self.before(at, shape).map(|i| given(i, Evidence::Before)).filter(whole))
            .or_else(|| {
                let items = self.announced(at, shape).filter(|items| !self.is_numbered(items))?;
                Some(given(items, Evidence::Announced)).filter(whole)
            })
            .or(numbered)
            .or_else(|| self.behind(at, shape).map(|i| given(i, Evidence::Behind)).filter(whole))
            .map(|g| Given { items: self.tidy(g.items), ..g })
    }

    /// The same, but only where a cue or a bracket defines the formula.
    pub fn find_definition(&self, at: &Range<usize>, shape: &Shape) -> Option<Given> {
        let items = self.defined(at, shape)?;
        let whole = !items.iter().cloned().flatten().any(|p| self.is_full_stop(p));
        let given = Given { items: self.tidy(items), evidence: Evidence::Definition };
        whole.then_some(given)
    }

    /// The items where a cue or a bracket defines the formula right behind it.
    fn defined(&self, at: &Range<usize>, shape: &Shape) -> Option<Items> {
        let items = self.list(self.definition(at)?, shape)?;
        (!self.is_numbered(&items)).then_some(items)
    }

    /// The stretch behind a cue or in a bracket right behind the formula.
    fn definition(&self, at: &Range<usize>) -> Option<Range<usize>> {
        let stream = self.stream;
        let p = (at.end..stream.len()).find(|&p| stream.kind(p) != UnitKind::Quote)?;
        let comma = usize::from(stream.kind(p) == UnitKind::Comma);
        if stream.kind(p) == UnitKind::Open {
            return Some(p + 1..self.until(p + 1, |k| k == UnitKind::Close));
        }
        let cue = p + comma;
        let from = cue + self.cue(cue, cue)?;
        let from = from + usize::from(stream.kind(from) == UnitKind::Comma);
        Some(from..self.sentence_end(from))
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

    /// The length of a cue at a position; short ones only right behind a mark or the formula.
    fn cue(&self, p: usize, end: usize) -> Option<usize> {
        if p >= self.stream.len() || !self.stream.word_starts(p) {
            return None;
        }
        let begins = p == end || !self.stream.kind(p - 1).is_content();
        words::CUES
            .iter()
            .map(|c| (c, c.chars().count()))
            .filter(|&(c, n)| self.matches(p, c) && (n > 2 || begins))
            .map(|(_, n)| n)
            .max()
    }

    /// Whether the units from a position on are these characters.
    fn matches(&self, p: usize, characters: &str) -> bool {
        let mut at = p;
        characters.split_inclusive(|_: char| true).all(|c| {
            let same = at < self.stream.len() && self.stream.unit(at) == c;
            at += 1;
            same
        })
    }

    fn until(&self, from: usize, stop: impl Fn(UnitKind) -> bool) -> usize {
        let last = (from + LONGEST_LIST).min(self.stream.len() - 1);
        (from..last)
            .find(|&p| stop(self.stream.kind(p)) || self.stream.kind(p) == UnitKind::End)
            .unwrap_or(last)
    }

    /// The end of the sentence; a semicolon does not end it.
    fn sentence_end(&self, from: usize) -> usize {
        let last = (from + LONGEST_LIST).min(self.stream.len() - 1);
        let ends = |p: usize| self.is_full_stop(p) || self.stream.kind(p) == UnitKind::End;
        (from..last).find(|&p| ends(p)).unwrap_or(last)
    }
}

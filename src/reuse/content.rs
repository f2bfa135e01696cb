//! The content units of the stream alone, and the stretches of them that are compared.
//!
//! Marks of punctuation differ between copies of one text, so matching beyond the seeds runs on the
//! stream without them: a content coordinate counts characters, words and numbers through the whole
//! corpus. `weight` measures lengths across scripts: a Han character weighs 1, a word or number 2,
//! so that 24 characters and 12 words weigh the same.
//!
//! A *scope* is a stretch that may hold one side of a passage: scopes `0..n_documents` are the
//! documents, the ones behind them the sections, in the order of the corpus.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::bits::Bits;
use crate::corpus::{DocId, Place, SectionId};
use crate::exec;
use crate::predecessor::Predecessor;
use crate::units::{UnitKind, UnitStream};

/// Positions whose kinds are read one by one.
const SHORT: u32 = 64;
/// Units of a line of the cache.
const LINE: usize = 16;
/// Coordinates filled by one thread at a time.
const CHUNK: usize = 1 << 18;

/// Content coordinates of a unit stream.
pub(super) struct Content {
    /// Unit id at each content coordinate.
    pub ids: Vec<u32>,
    /// The positions that hold content.
    positions: Bits,
    /// The coordinates of Han characters.
    han: Bits,
    /// The coordinates at which a word starts: asked of millions of matches, whose place in the stream would
    /// have to be found first.
    word_starts: Bits,
    /// First coordinate of each document, and the number of coordinates.
    documents: Vec<u32>,
    /// First coordinate of each section of the corpus that holds a position.
    sections: Predecessor,
    /// Whose sections they are.
    owners: Vec<(DocId, SectionId)>,
}

impl Content {
    pub fn new(stream: &UnitStream) -> Self {
        let n = stream.len();
        let positions = Bits::of(n, |p| stream.kind(p).is_content());
        let n_content = positions.rank(n) as usize;
        let mut ids = vec![0; n_content];
        // The positions of coordinates in order.
        let held = |at: Range<usize>| {
            let first = if at.is_empty() { n } else { positions.select(at.start as u32) as usize };
            (first..n).filter(|&p| positions.contains(p)).take(at.len())
        };
        exec::for_each_chunk_mut(&mut ids, CHUNK, |chunk, ids| {
            let held = held(chunk * CHUNK..chunk * CHUNK + ids.len());
            ids.iter_mut().zip(held).for_each(|(id, p)| *id = stream.ids[p].0);
        });
        let is_han = |p: usize| stream.kind(p) == UnitKind::Han;
        let han = Bits::of_flags(n_content, |at| held(at).map(is_han));
        let starts_word = |p: usize| stream.word_starts(p);
        let word_starts = Bits::of_flags(n_content, |at| held(at).map(starts_word));
        let documents = stream.bounds.iter().map(|&b| positions.rank(b as usize)).collect();
        let held = (0..stream.n_sections()).filter(|&s| !stream.section_positions(s).is_empty());
        let first = |s| positions.rank(stream.section_positions(s).start);
        let (starts, owners) = held.map(|s| (first(s), stream.owner(s))).unzip();
        let sections = Predecessor::new(starts, n_content);
        Self { ids, positions, han, word_starts, documents, sections, owners }
    }

    pub fn n_documents(&self) -> usize {
        self.documents.len().saturating_sub(1)
    }

    /// The documents in `n` blocks of about equal length, at least one.
    pub fn blocks(&self, n: usize) -> Vec<Range<u32>> {
        let n = n.clamp(1, self.n_documents().max(1));
        let edge = |i: usize| {
            let at = (self.ids.len() as u64 * i as u64 / n as u64) as u32;
            if i == n { self.n_documents() } else { self.documents.partition_point(|&b| b < at) }
        };
        (0..n).map(|i| edge(i) as u32..edge(i + 1) as u32).collect()
    }

    /// Has what is known of coordinates and of the units around them brought near, many at a time
    /// ([`UnitStream::fetch`]).
    pub fn fetch(&self, at: impl Iterator<Item = u32> + Clone) {
        let at = at.map(|at| at as usize);
        self.sections.fetch(at.clone());
        self.han.fetch(at.clone());
        self.word_starts.fetch(at.clone());
        let last = self.ids.len().saturating_sub(1);
        let around = |at: usize| {
            let line =
                |lines: usize| self.ids[(at + lines * LINE).saturating_sub(2 * LINE).min(last)];
            (0..5).fold(0, |all, lines| all ^ line(lines))
        };
        std::hint::black_box(at.fold(0, |all, at| all ^ around(at)));
    }

    /// Position in the stream of a coordinate.
    pub fn position(&self, at: u32) -> u32 {
        self.positions.select(at)
    }

    /// Whether a word starts at a coordinate.
    pub fn word_starts(&self, at: u32) -> bool {
        self.word_starts.contains(at as usize)
    }

    /// Whether a word ends there: content is words without a gap, so one does where the next starts.
    pub fn word_ends(&self, at: u32) -> bool {
        at as usize + 1 == self.ids.len() || self.word_starts(at + 1)
    }

    /// Content units before a position: the coordinate of the first from there on.
    pub fn rank(&self, position: u32) -> u32 {
        self.positions.rank(position as usize)
    }

    /// The coordinates of a stretch of positions.
    pub fn coordinates(&self, positions: &Range<usize>) -> Range<u32> {
        self.positions.rank(positions.start)..self.positions.rank(positions.end)
    }

    /// The coordinates of a document.
    pub fn document_range(&self, document: usize) -> Range<u32> {
        self.documents[document]..self.documents[document + 1]
    }

    /// The scope that is the section at a coordinate.
    pub fn section_scope(&self, at: u32) -> u32 {
        (self.n_documents() + self.sections.index(at as usize)) as u32
    }

    /// The document a scope belongs to.
    pub fn scope_document(&self, scope: u32) -> u32 {
        match (scope as usize).checked_sub(self.n_documents()) {
            None => scope,
            Some(section) => self.owners[section].0.0,
        }
    }

    /// The coordinates of a scope.
    pub fn scope_range(&self, scope: u32) -> Range<u32> {
        let Some(section) = (scope as usize).checked_sub(self.n_documents()) else {
            return self.document_range(scope as usize);
        };
        let is_last = section + 1 == self.sections.len();
        let end = if is_last { self.ids.len() as u32 } else { self.sections.key(section + 1) };
        self.sections.key(section)..end
    }

    /// Documents with the same content units, two or more each, in order.
    pub fn twins(&self) -> Vec<Vec<u32>> {
        let units = |d: u32| {
            let range = self.document_range(d as usize);
            &self.ids[range.start as usize..range.end as usize]
        };
        let mut by_units: FxHashMap<&[u32], Vec<u32>> = FxHashMap::default();
        for d in (0..self.n_documents() as u32).filter(|&d| !units(d).is_empty()) {
            by_units.entry(units(d)).or_default().push(d);
        }
        let mut twins: Vec<Vec<u32>> = by_units.into_values().filter(|d| d.len() > 1).collect();
        twins.sort_unstable();
        twins
    }

    /// The coordinates of the sections of every document.
    pub fn sections_by_document(&self) -> Vec<Vec<Range<u32>>> {
        let mut all: Vec<Vec<Range<u32>>> = vec![Vec::new(); self.n_documents()];
        for (s, (document, section)) in self.owners.iter().enumerate() {
            let own = &mut all[document.index()];
            // A section without a unit has no entry of its own.
            own.resize(section.index(), 0..0);
            own.push(self.scope_range((self.n_documents() + s) as u32));
        }
        all
    }

    /// Weight of a range: characters count 1, words and numbers 2.
    pub fn weight(&self, range: &Range<u32>) -> u32 {
        2 * (range.end - range.start) - self.n_han(range)
    }

    /// Weight of the content among `length` positions of the stream.
    pub fn weight_at(&self, stream: &UnitStream, position: u32, length: u32) -> u32 {
        if length > SHORT {
            return self.weight(&(self.rank(position)..self.rank(position + length)));
        }
        // The kinds of a few units lie in one line of the cache.
        let weight = |p: u32| match stream.kind(p as usize) {
            UnitKind::Han => 1,
            kind => 2 * u32::from(kind.is_content()),
        };
        (position..position + length).map(weight).sum()
    }

    /// Whether at least half of the units of a range are Han characters.
    pub fn is_han(&self, range: &Range<u32>) -> bool {
        2 * self.n_han(range) >= range.end - range.start
    }

    fn n_han(&self, range: &Range<u32>) -> u32 {
        self.han.count(&(range.start as usize..range.end as usize))
    }

    /// Where a range, which is not empty, stands in the text.
    pub fn place(&self, stream: &UnitStream, range: &Range<u32>) -> Place {
        let first = self.position(range.start) as usize;
        let last = self.position(range.end - 1) as usize;
        stream.place(first, last + 1 - first)
    }
}

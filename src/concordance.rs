//! The concordance: suffix array and LCP array over the unit stream of the whole corpus.
//!
//! Every repeated phrase of any length, every seed of a shared passage and every keyword-in-context
//! query is read off this one structure, exactly. The suffix array lists all positions in the order
//! of the text that follows them; `lcp[i]` tells how many units suffix `i` shares with suffix
//! `i - 1` (Manber & Myers 1993). Document terminators are unique, so no match crosses a document.
//!
//! Construction: libsais (induced sorting, linear time) and the Φ algorithm for the LCP
//! (Kärkkäinen, Manzini & Puglisi 2009), 12 bytes a unit beside the stream at the peak, since the
//! stream's own ids are the text that is sorted. The suffixes that begin with one unit lie together:
//! a directory of those stretches saves a look-up half of its bisection.

use bitcode::{Decode, Encode};

use libsais::SuffixArrayConstruction;

use crate::corpus::UnitId;
use crate::error::{Error, Result};
use crate::lcp::Lcp;
use crate::units::UnitStream;

/// Suffix array and LCP array of a unit stream.
#[derive(Debug, Encode, Decode, Clone, Default)]
pub struct Concordance {
    /// Positions of the stream, in the order of the suffixes that begin there.
    pub suffixes: Vec<i32>,
    /// Length of the common prefix of each suffix and the one before; 0 for the first.
    pub lcp: Lcp,
    /// First rank of the suffixes that begin with each unit of the vocabulary, and one past the last.
    firsts: Vec<u32>,
}

impl Concordance {
    /// Builds the index of a stream, which lends its ids to the sorting and has them back.
    ///
    /// # Errors
    /// [`Error::Stage`] if memory runs out.
    pub fn build(stream: &mut UnitStream) -> Result<Self> {
        if stream.is_empty() {
            return Ok(Self::default());
        }
        // Collected in place: the vectors share their memory.
        let mut text: Vec<i32> =
            std::mem::take(&mut stream.ids).into_iter().map(|id| id.0 as i32).collect();
        let failed = |e| Error::Stage { stage: "concordance", reason: format!("{e:?}") };
        let (suffixes, plcp, _) = SuffixArrayConstruction::for_text_mut(&mut text)
            .in_owned_buffer32()
            .single_threaded()
            .run()
            .map_err(failed)?
            .plcp_construction()
            .single_threaded()
            .run()
            .map_err(failed)?
            .into_parts();
        stream.ids = text.into_iter().map(|id| UnitId(id as u32)).collect();
        let lcp = Lcp::of(&suffixes, |p| plcp[p] as u32);
        let firsts = firsts(stream);
        Ok(Self { suffixes, lcp, firsts })
    }

    /// The positions at which a sequence of units occurs, in suffix order.
    pub fn find(&self, stream: &UnitStream, pattern: &[UnitId]) -> &[i32] {
        &self.suffixes[self.range(stream, pattern)]
    }

    /// The ranks of the suffixes that begin with a sequence of units, found by bisection among those
    /// that begin with its first. An empty pattern occurs nowhere.
    pub fn range(&self, stream: &UnitStream, pattern: &[UnitId]) -> std::ops::Range<usize> {
        let Some((first, rest)) = pattern.split_first() else { return 0..0 };
        let rank = |i: usize| self.firsts.get(i).map_or(self.suffixes.len(), |&r| r as usize);
        let from = rank(first.index());
        let same_first = &self.suffixes[from..rank(first.index() + 1)];
        let behind = |&p: &i32| {
            let behind = &stream.ids[p as usize + 1..];
            &behind[..rest.len().min(behind.len())]
        };
        let before = same_first.partition_point(|p| behind(p) < rest);
        // Most sequences occur a few times among a million of their first unit.
        let found = &same_first[before..];
        let mut reach = 1;
        while reach < found.len() && behind(&found[reach]) <= rest {
            reach *= 2;
        }
        let n = found[..reach.min(found.len())].partition_point(|p| behind(p) <= rest);
        from + before..from + before + n
    }

    /// The ranks among `ranks`, whose suffixes agree in `depth` units, of those that go on with `unit`.
    pub fn narrow(
        &self,
        stream: &UnitStream,
        ranks: std::ops::Range<usize>,
        depth: usize,
        unit: UnitId,
    ) -> std::ops::Range<usize> {
        if depth == 0 {
            return self.range(stream, &[unit]);
        }
        let next = |&p: &i32| stream.ids.get(p as usize + depth).copied();
        let suffixes = &self.suffixes[ranks.clone()];
        let before = suffixes.partition_point(|p| next(p) < Some(unit));
        let n = suffixes[before..].partition_point(|p| next(p) <= Some(unit));
        ranks.start + before..ranks.start + before + n
    }
}

/// For each unit of the vocabulary, how many positions of the stream hold a smaller one.
fn firsts(stream: &UnitStream) -> Vec<u32> {
    let largest = stream.ids.iter().map(|id| id.index()).max().unwrap_or(0);
    let n = if stream.vocabulary.is_empty() { largest + 1 } else { stream.vocabulary.len() };
    let mut firsts = vec![0u32; n + 1];
    for id in &stream.ids {
        if let Some(count) = firsts.get_mut(id.index() + 1) {
            *count += 1;
        }
    }
    for i in 1..firsts.len() {
        firsts[i] += firsts[i - 1];
    }
    firsts
}

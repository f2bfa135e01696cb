//! How much a passage shows: could the rest of the corpus have written it twice?
//!
//! Each run of agreeing units is cut into pieces, the longest the rest of the corpus also has (all
//! documents but the two, a cross-parsing as in Ziv & Merhav 1993), and a piece found `c` times among
//! the corpus's `N` units is worth
//!
//! ```text
//! bits(piece) = log2(N / c) · max(1, weight / 12)        bits(run) = sum over its pieces
//! bits(passage) = best run + sum over the others of max(0, bits(run) - log2(|a| · |b|))
//! ```
//!
//! A run beside the best one may lie at |a| · |b| pairs of places, so that much of it is luck. By chance
//! `N² · 2^-bits` passages as telling as this one are expected, the E-value of sequence search (Karlin
//! & Altschul 1990). A piece longer than twelve characters counts more: a long passage is not explained
//! by being reprinted a third time, a slogan that everybody uses is.

use std::ops::Range;

use crate::chain::Seed;
use crate::concordance::Concordance;
use crate::corpus::UnitId;
use crate::reuse::content::Content;
use crate::reuse::pairs::Fragment;
use crate::units::UnitStream;

/// Weight of a piece up to which it counts once.
const PIECE: u32 = 12;
/// Greatest weight of a piece.
const LONGEST: u32 = 4 * PIECE;
/// Units of a piece that are looked up at once.
const JUMP: usize = 4;
/// Occurrences looked at to tell how many stand beyond the two documents.
const SAMPLE: usize = 16;
/// Two documents hardly ever hold a large share of so many occurrences: a few are looked at first, and where
/// all stand beyond the two, so do the others.
const MANY: usize = 256;
const FEW: usize = 4;
/// The piece of a stretch whose first unit stands in no other document.
const NOWHERE: (usize, f64) = (1, 0.0);

/// Bits that each character, or half a word, must be worth: two long texts on one subject share much
/// here and there.
const DENSITY: f64 = 0.4;
/// Bits less than `2 log2(N)` that still tell: as many as `2^SLACK` passages by chance in the corpus.
const SLACK: f64 = 6.0;

/// What stands in the corpus beside two documents.
pub(super) struct Evidence<'a> {
    pub stream: &'a UnitStream,
    pub concordance: &'a Concordance,
    pub content: &'a Content,
}

impl Evidence<'_> {
    /// Whether a passage of two documents is more than chance and common phrases would bring about.
    pub fn is_telling(&self, documents: (u32, u32), passage: &Fragment) -> bool {
        let weight = self.content.weight(&passage.a).min(self.content.weight(&passage.b));
        let needed = (2.0 * self.log_n() - SLACK).max(DENSITY * f64::from(weight));
        self.bits(documents, passage, needed) >= needed
    }

    fn log_n(&self) -> f64 {
        (self.stream.len().max(2) as f64).log2()
    }

    /// The bits of a passage; the count ends once they are `enough`.
    pub fn bits(&self, documents: (u32, u32), passage: &Fragment, enough: f64) -> f64 {
        let (a, b) = (passage.a.len().max(1) as f64, passage.b.len().max(1) as f64);
        let luck = a.log2() + b.log2();
        let (mut best, mut sum) = (0.0f64, 0.0f64);
        for run in &passage.runs {
            let bits = self.bits_of_run(documents, run, enough + luck);
            best = best.max(bits.min(luck));
            sum += (bits - luck).max(0.0);
            if best + sum >= enough {
                break;
            }
        }
        best + sum
    }

    fn bits_of_run(&self, documents: (u32, u32), run: &Seed, enough: f64) -> f64 {
        let mut at = self.content.position(run.a) as usize;
        let end = self.content.position(run.a + run.len - 1) as usize + 1;
        let mut bits = 0.0;
        while at < end && bits < enough {
            if !self.stream.kind(at).is_content() {
                at += 1;
                continue;
            }
            let (length, n) = self.piece(documents, at..end);
            let weight = self.content.weight_at(self.stream, at as u32, length as u32);
            let times = (f64::from(weight) / f64::from(PIECE)).max(1.0);
            bits += (self.log_n() - n.max(1.0).log2()) * times;
            at += length;
        }
        bits
    }

    /// The longest piece from a position on that other documents have, and how often they have it.
    pub fn piece(&self, documents: (u32, u32), run: Range<usize>) -> (usize, f64) {
        let Range { start, end } = run;
        let bounds = &self.stream.bounds;
        let positions = |document: u32| bounds[document as usize]..bounds[document as usize + 1];
        let of_the_two = [positions(documents.0), positions(documents.1)];
        let others = |ranks: &Range<usize>| Others {
            ids: &self.stream.ids,
            positions: &of_the_two,
            suffixes: &self.concordance.suffixes[ranks.clone()],
        };
        // Nearly every piece has as many units as this: one look-up for all of them.
        let first = JUMP.min(end - start);
        let units = &self.stream.ids[start..end];
        let jumped = self.concordance.range(self.stream, &units[..first]);
        let is_elsewhere = others(&jumped).are_any();
        let (mut ranks, mut length) =
            if is_elsewhere { (jumped, first) } else { (0..self.concordance.suffixes.len(), 0) };
        while ranks.len() > SAMPLE && self.may_hold(start, length + 1, end) {
            let longer = self.concordance.narrow(self.stream, ranks.clone(), length, units[length]);
            if !others(&longer).are_any() {
                break;
            }
            (ranks, length) = (longer, length + 1);
        }
        if ranks.len() > SAMPLE {
            return if length == 0 { NOWHERE } else { (length, others(&ranks).number()) };
        }
        let most = (length..end - start).find(|&l| !self.may_hold(start, l + 1, end));
        others(&ranks).longest(start..start + most.unwrap_or(end - start))
    }

    /// Whether a piece may have so many units.
    fn may_hold(&self, start: usize, length: usize, end: usize) -> bool {
        // A unit weighs two at most.
        let is_light = || {
            2 * length as u32 <= LONGEST
                || self.content.weight_at(self.stream, start as u32, length as u32) <= LONGEST
        };
        start + length <= end && is_light()
    }
}

/// Suffixes that begin with a piece, as far as they stand in other documents than the two. Of many a sample
/// is looked at.
struct Others<'a> {
    ids: &'a [UnitId],
    /// Those of the two documents.
    positions: &'a [Range<u32>; 2],
    suffixes: &'a [i32],
}

impl Others<'_> {
    fn is_other(&self, suffix: i32) -> bool {
        !self.positions.iter().any(|positions| positions.contains(&(suffix as u32)))
    }

    fn sample(&self, most: usize) -> impl ExactSizeIterator<Item = i32> {
        self.suffixes.iter().step_by(self.suffixes.len().div_ceil(most).max(1)).copied()
    }

    /// Whether there are any.
    fn are_any(&self) -> bool {
        self.sample(SAMPLE).any(|suffix| self.is_other(suffix))
    }

    /// How many there are, estimated where there are many.
    fn number(&self) -> f64 {
        let share = |most: usize| {
            let n = self.sample(most).filter(|&suffix| self.is_other(suffix)).count();
            n as f64 / self.sample(most).len().max(1) as f64
        };
        let is_clear = self.suffixes.len() >= MANY && share(FEW) == 1.0;
        self.suffixes.len() as f64 * if is_clear { 1.0 } else { share(SAMPLE) }
    }

    /// Units that the best of them share with a stretch, and how many share as many; of few suffixes.
    fn longest(&self, stretch: Range<usize>) -> (usize, f64) {
        let ids = self.ids;
        let wanted = &ids[stretch];
        let (mut longest, mut n) = (0, 0.0);
        for &suffix in self.suffixes.iter().filter(|&&suffix| self.is_other(suffix)) {
            let shared =
                ids[suffix as usize..].iter().zip(wanted).take_while(|(x, y)| x == y).count();
            if shared > longest {
                (longest, n) = (shared, 0.0);
            }
            n += f64::from(u8::from(shared == longest));
        }
        if longest == 0 { NOWHERE } else { (longest, n) }
    }
}

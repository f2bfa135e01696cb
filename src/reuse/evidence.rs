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

use crate::concordance::Concordance;
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
            let bits = self.bits_of_run(documents, run.a, run.len, enough + luck);
            best = best.max(bits.min(luck));
            sum += (bits - luck).max(0.0);
            if best + sum >= enough {
                break;
            }
        }
        best + sum
    }

    fn bits_of_run(&self, documents: (u32, u32), start: u32, len: u32, enough: f64) -> f64 {
        let mut at = self.content.position(start) as usize;
        let end = self.content.position(start + len - 1) as usize + 1;
        let mut bits = 0.0;
        while at < end && bits < enough {
            if !self.stream.kind(at).is_content() {
                at += 1;
                continue;
            }
            let (length, n) = self.piece(documents, at, end);
            let weight = self.content.weight_at(at as u32, length as u32);
            let times = (f64::from(weight) / f64::from(PIECE)).max(1.0);
            bits += (self.log_n() - n.max(1.0).log2()) * times;
            at += length;
        }
        bits
    }

    /// The longest piece from a position on that other documents have, and how often they have it.
    fn piece(&self, documents: (u32, u32), start: usize, end: usize) -> (usize, f64) {
        let suffixes = &self.concordance.suffixes;
        let (mut ranks, mut length, mut n) = (0..suffixes.len(), 1, 0.0);
        // Nearly every piece has as many units as this: one look-up for all of them.
        let first = JUMP.min(end - start);
        let jumped = self.concordance.range(self.stream, &self.stream.ids[start..start + first]);
        let others = self.others(documents, &suffixes[jumped.clone()]);
        if others > 0.0 {
            (ranks, length, n) = (jumped, first, others);
        }
        for at in (start..end).skip(if n > 0.0 { length } else { 0 }) {
            if self.content.weight_at(start as u32, (at + 1 - start) as u32) > LONGEST {
                break;
            }
            ranks = self.concordance.narrow(self.stream, ranks, at - start, self.stream.ids[at]);
            let others = self.others(documents, &self.concordance.suffixes[ranks.clone()]);
            if others == 0.0 {
                break;
            }
            (length, n) = (at + 1 - start, others);
        }
        (length, n)
    }

    /// How many of the suffixes stand in other documents, estimated from a sample of many.
    fn others(&self, documents: (u32, u32), suffixes: &[i32]) -> f64 {
        let is_other = |&&suffix: &&i32| {
            let document = self.stream.document(suffix as usize).0;
            document != documents.0 && document != documents.1
        };
        let share = |most: usize| {
            let sample = || suffixes.iter().step_by(suffixes.len().div_ceil(most).max(1));
            sample().filter(is_other).count() as f64 / sample().len().max(1) as f64
        };
        if suffixes.len() >= MANY && share(FEW) == 1.0 {
            return suffixes.len() as f64;
        }
        suffixes.len() as f64 * share(SAMPLE)
    }
}

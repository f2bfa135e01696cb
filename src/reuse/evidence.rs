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

use crate::concordance::{Concordance, Narrowing};
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

/// A passage of two documents.
#[derive(Clone, Copy)]
pub(super) struct Case<'f> {
    pub documents: (u32, u32),
    pub passage: &'f Fragment,
}

impl Evidence<'_> {
    /// Whether a passage of two documents is more than chance and common phrases would bring about.
    pub fn is_telling(&self, documents: (u32, u32), passage: &Fragment) -> bool {
        self.are_telling(&[Case { documents, passage }])[0]
    }

    /// The same of many passages: their pieces are looked up side by side.
    pub fn are_telling(&self, cases: &[Case<'_>]) -> Vec<bool> {
        let needed = |case: &Case<'_>| {
            let Fragment { a, b, .. } = case.passage;
            let weight = self.content.weight(a).min(self.content.weight(b));
            (2.0 * self.log_n() - SLACK).max(DENSITY * f64::from(weight))
        };
        let needed: Vec<f64> = cases.iter().map(needed).collect();
        let bits = self.bits(cases, &needed);
        bits.iter().zip(needed).map(|(bits, needed)| *bits >= needed).collect()
    }

    fn log_n(&self) -> f64 {
        (self.stream.len().max(2) as f64).log2()
    }

    /// The bits of passages; each count ends once they are `enough`.
    pub fn bits(&self, cases: &[Case<'_>], enough: &[f64]) -> Vec<f64> {
        let mut counts: Vec<Count<'_>> =
            cases.iter().zip(enough).map(|(&case, &enough)| Count::new(case, enough)).collect();
        let mut open: Vec<usize> = (0..counts.len()).collect();
        loop {
            open.retain(|&i| counts[i].go_on(self));
            if open.is_empty() {
                return counts.iter().map(Count::bits).collect();
            }
            let asked: Vec<_> =
                open.iter().map(|&i| (counts[i].case.documents, counts[i].left.clone())).collect();
            for (&i, (length, n)) in open.iter().zip(self.pieces(&asked)) {
                counts[i].add(self, length, n);
            }
        }
    }

    /// For two documents each and what is left of a run: the longest piece from there on that other documents
    /// have, and how often they have it.
    pub fn pieces(&self, asked: &[((u32, u32), Range<usize>)]) -> Vec<(usize, f64)> {
        let others: Vec<Others<'_>> =
            asked.iter().map(|(two, _)| Others::than(self, *two)).collect();
        let runs: Vec<&Range<usize>> = asked.iter().map(|(_, run)| run).collect();
        let mut pieces = self.begun(&runs, &others);
        self.lengthen(&mut pieces, &runs, &others);
        let few = pieces.iter().filter(|piece| piece.is_rare());
        let suffixes = few.flat_map(|piece| &self.concordance.suffixes[piece.ranks.clone()]);
        self.stream.fetch_ids(suffixes.map(|&suffix| suffix as usize));
        let end = |((piece, run), others): ((&Piece, &Range<usize>), &Others<'_>)| {
            if !piece.is_rare() {
                return (piece.length, others.number(&piece.ranks));
            }
            let most = (piece.length..run.len()).find(|&l| !self.may_hold(run, l + 1));
            others.longest(&piece.ranks, run.start..run.start + most.unwrap_or(run.len()))
        };
        pieces.iter().zip(runs).zip(&others).map(end).collect()
    }

    /// The first units of runs. Nearly every piece has as many as [`JUMP`]: one look-up for all of them. What
    /// stands in no other document may do so up to some unit.
    fn begun(&self, runs: &[&Range<usize>], others: &[Others<'_>]) -> Vec<Piece> {
        let first = |run: &&Range<usize>| run.start..run.start + JUMP.min(run.len());
        let firsts: Vec<Range<usize>> = runs.iter().map(first).collect();
        let found = self.concordance.ranges(self.stream, &firsts);
        let begun = |((ranks, first), others): ((Range<usize>, &Range<usize>), &Others<'_>)| {
            if others.are_any(&ranks) {
                return Piece { ranks, length: first.len() };
            }
            let unit = &self.stream.ids[first.start..=first.start];
            let ranks = self.concordance.range(self.stream, unit);
            let is_any = others.are_any(&ranks);
            if is_any { Piece { ranks, length: 1 } } else { Piece { ranks: 0..0, length: 0 } }
        };
        found.into_iter().zip(&firsts).zip(others).map(begun).collect()
    }

    /// Makes pieces longer, unit by unit, as long as others have them and they are many.
    fn lengthen(&self, pieces: &mut [Piece], runs: &[&Range<usize>], others: &[Others<'_>]) {
        let mut open: Vec<usize> = (0..pieces.len()).collect();
        loop {
            open.retain(|&i| !pieces[i].is_rare() && self.may_hold(runs[i], pieces[i].length + 1));
            if open.is_empty() {
                return;
            }
            let longer = |&i: &usize| {
                let Piece { ranks, length: depth } = pieces[i].clone();
                let at = runs[i].start + depth;
                Narrowing { ranks, depth, units: at..at + 1 }
            };
            let longer: Vec<Narrowing> = open.iter().map(longer).collect();
            let mut found = self.concordance.narrow_many(self.stream, &longer).into_iter();
            open.retain(|&i| {
                let ranks = found.next().filter(|ranks| others[i].are_any(ranks));
                ranks
                    .map(|ranks| pieces[i] = Piece { ranks, length: pieces[i].length + 1 })
                    .is_some()
            });
        }
    }

    /// Whether a piece from the start of a run may have so many units.
    fn may_hold(&self, run: &Range<usize>, length: usize) -> bool {
        // A unit weighs two at most.
        let is_light = || {
            2 * length as u32 <= LONGEST
                || self.content.weight_at(self.stream, run.start as u32, length as u32) <= LONGEST
        };
        length <= run.len() && is_light()
    }
}

/// The suffixes that begin with some units of a run.
#[derive(Clone)]
struct Piece {
    ranks: Range<usize>,
    length: usize,
}

impl Piece {
    /// Whether its suffixes are so few that all are looked at.
    fn is_rare(&self) -> bool {
        self.ranks.len() <= SAMPLE
    }
}

/// The bits of a passage, counted piece by piece.
struct Count<'f> {
    case: Case<'f>,
    /// Pairs of places a run may lie at, as bits, and as many bits as are enough.
    luck: f64,
    enough: f64,
    /// Runs that are begun.
    n_begun: usize,
    /// What is left of the run.
    left: Range<usize>,
    of_run: f64,
    best: f64,
    sum: f64,
}

impl<'f> Count<'f> {
    fn new(case: Case<'f>, enough: f64) -> Self {
        let [a, b] =
            [&case.passage.a, &case.passage.b].map(|side| (side.len().max(1) as f64).log2());
        let (n_begun, left, of_run, best, sum) = (0, 0..0, 0.0, 0.0, 0.0);
        Self { case, luck: a + b, enough, n_begun, left, of_run, best, sum }
    }

    fn bits(&self) -> f64 {
        self.best + self.sum
    }

    /// Goes to the start of the next piece, if there is one and it matters.
    fn go_on(&mut self, evidence: &Evidence<'_>) -> bool {
        loop {
            let marks = self.left.clone().take_while(|&at| !evidence.stream.kind(at).is_content());
            self.left.start += marks.count();
            if !self.left.is_empty() && self.of_run < self.enough + self.luck {
                return true;
            }
            self.best = self.best.max(self.of_run.min(self.luck));
            self.sum += (self.of_run - self.luck).max(0.0);
            let next = self.case.passage.runs.get(self.n_begun);
            let Some(run) = next.filter(|_| self.bits() < self.enough) else { return false };
            let position = |at: u32| evidence.content.position(at) as usize;
            self.left = position(run.a)..position(run.a + run.len - 1) + 1;
            self.n_begun += 1;
            self.of_run = 0.0;
        }
    }

    /// Adds a piece that others have `n` times.
    fn add(&mut self, evidence: &Evidence<'_>, length: usize, n: f64) {
        let Evidence { content, stream, .. } = evidence;
        let weight = content.weight_at(stream, self.left.start as u32, length as u32);
        let times = (f64::from(weight) / f64::from(PIECE)).max(1.0);
        self.of_run += (evidence.log_n() - n.max(1.0).log2()) * times;
        self.left.start += length;
    }
}

/// The suffixes of some ranks, as far as they stand in other documents than two. Of many a sample is looked at.
struct Others<'a> {
    ids: &'a [UnitId],
    suffixes: &'a [i32],
    /// Those of the two documents.
    positions: [Range<u32>; 2],
}

impl<'a> Others<'a> {
    fn than(evidence: &Evidence<'a>, (a, b): (u32, u32)) -> Self {
        let Evidence { stream, concordance, .. } = evidence;
        let positions = |d: u32| stream.bounds[d as usize]..stream.bounds[d as usize + 1];
        let positions = [positions(a), positions(b)];
        Self { ids: &stream.ids, suffixes: &concordance.suffixes, positions }
    }

    fn is_other(&self, suffix: i32) -> bool {
        !self.positions.iter().any(|positions| positions.contains(&(suffix as u32)))
    }

    fn sample(&self, ranks: &Range<usize>, most: usize) -> impl ExactSizeIterator<Item = i32> {
        let step = ranks.len().div_ceil(most).max(1);
        self.suffixes[ranks.clone()].iter().step_by(step).copied()
    }

    /// Whether there are any.
    fn are_any(&self, ranks: &Range<usize>) -> bool {
        self.sample(ranks, SAMPLE).any(|suffix| self.is_other(suffix))
    }

    /// How many there are, estimated where there are many.
    fn number(&self, ranks: &Range<usize>) -> f64 {
        let share = |most: usize| {
            let n = self.sample(ranks, most).filter(|&suffix| self.is_other(suffix)).count();
            n as f64 / self.sample(ranks, most).len().max(1) as f64
        };
        let is_clear = ranks.len() >= MANY && share(FEW) == 1.0;
        ranks.len() as f64 * if is_clear { 1.0 } else { share(SAMPLE) }
    }

    /// Units that the best of them share with a stretch, and how many share as many; of few suffixes.
    fn longest(&self, ranks: &Range<usize>, stretch: Range<usize>) -> (usize, f64) {
        let ids = self.ids;
        let wanted = &ids[stretch];
        let (mut longest, mut n) = (0, 0.0);
        let suffixes = self.suffixes[ranks.clone()].iter();
        for &suffix in suffixes.filter(|&&suffix| self.is_other(suffix)) {
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

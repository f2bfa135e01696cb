//! From links to passages: what two documents, or two sections, share.
//!
//! 1. Links on one diagonal grow to maximal matches over content units (marks skipped).
//! 2. Long matches are chained ([`crate::chain`]).
//! 3. The gaps of a chain are aligned, and both ends extended as long as the score holds
//!    ([`crate::align`]), where what lies beyond them has enough in common.
//! 4. The alignment is cut where its score falls by more than the drop, and each piece is trimmed to
//!    matched units at word edges.
//! 5. Pieces and short matches near each other on both sides, in whatever order, are joined
//!    ([`super::regions`]): clauses may be moved and half of the words edited, the finding stays one.
//! 6. What is long and alike enough is a passage. One that says what a better passage of the same pair
//!    has said is left out: a few words come back inside one document, and an abstract in its article.

use std::ops::Range;

use crate::align::{self, Alignment, Column, Workspace};
use crate::chain::{self, Seed};
use crate::reuse::content::Content;
use crate::reuse::evidence::Evidence;
use crate::reuse::links::Link;
use crate::reuse::regions;

use crate::reuse::{LIGHT, LONG};

/// What counts as a passage, resolved from the settings.
pub(super) struct PassageRule {
    /// Least weight of a match.
    pub seed_weight: u32,
    /// Least weight of a match that starts an alignment.
    pub anchor_weight: u32,
    /// Least content units of Han text.
    pub min_han: u32,
    /// Least content units of other text.
    pub min_words: u32,
    pub min_identity: f64,
}

/// How far a passage may wander off, by script.
#[derive(Clone, Copy)]
pub(super) struct Reach {
    /// Largest gap inside a chain, in content units, and what is looked at beyond a region.
    pub max_gap: u32,
    /// Largest gap between pieces of one region.
    pub region_gap: u32,
    /// Longest stretch without a match inside a region.
    pub hole: u32,
    /// How far the score may fall inside a passage.
    x_drop: i32,
    /// Units beside a match that both sides must share where it goes on.
    common: usize,
}

impl Reach {
    /// Units beside a match in which it must go on: the longest stretch put in, and what shows behind it.
    fn near(self) -> u32 {
        self.max_gap + self.common as u32
    }
}

/// Ten rewritten characters in a row, or eighteen put in; clauses moved by a few sentences.
const HAN_REACH: Reach = Reach { max_gap: 20, region_gap: 120, hole: 40, x_drop: 20, common: 4 };
/// Six rewritten words in a row, or ten put in; clauses moved by a few sentences.
const WORD_REACH: Reach = Reach { max_gap: 12, region_gap: 72, hole: 24, x_drop: 12, common: 2 };

/// An aligned stretch of two scopes, in content coordinates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fragment {
    pub a: Range<u32>,
    pub b: Range<u32>,
    /// Units that agree.
    pub matched: u32,
    /// Columns of the alignment; units of the longer side where the order differs.
    pub columns: u32,
    /// The runs that agree, by place on the first side.
    pub runs: Vec<Seed>,
}

impl Fragment {
    /// The stretch from the first run to the last, in whatever order they stand on the second side.
    pub fn of(runs: Vec<Seed>) -> Self {
        let a = runs.iter().map(|r| r.a..r.a + r.len).reduce(|x, y| hull(&x, &y)).unwrap_or(0..0);
        let b = runs.iter().map(|r| r.b..r.b + r.len).reduce(|x, y| hull(&x, &y)).unwrap_or(0..0);
        let matched = runs.iter().map(|r| r.len).sum();
        Self { columns: len(&a).max(len(&b)), a, b, matched, runs }
    }

    pub fn identity(&self) -> f64 {
        f64::from(self.matched) / f64::from(self.columns.max(1))
    }

    pub fn n_units(&self) -> u32 {
        len(&self.a).max(len(&self.b))
    }
}

/// Compares one pair of scopes.
pub(super) struct Comparison<'a> {
    pub content: &'a Content,
    pub evidence: &'a Evidence<'a>,
    pub rule: &'a PassageRule,
}

impl Comparison<'_> {
    /// The passages of two scopes from their links, by place.
    pub fn passages(&self, links: &[Link], workspace: &mut Workspace) -> Vec<Fragment> {
        let Some(first) = links.first() else { return Vec::new() };
        let (a, b) =
            (self.content.scope_range(first.scopes.0), self.content.scope_range(first.scopes.1));
        let reach = if self.content.is_han(&a) { HAN_REACH } else { WORD_REACH };
        let matches = self.matches(links, &a, &b);
        let mut pieces: Vec<Fragment> = Vec::new();
        let (anchors, weak): (Vec<Seed>, Vec<Seed>) =
            matches.into_iter().partition(|s| self.is_anchor(s));
        if anchors.is_empty() && weak.len() < FEW {
            return pieces;
        }
        for chain in chain::chains(&anchors, reach.max_gap) {
            let chain: Vec<Seed> = chain.into_iter().map(|i| anchors[i]).collect();
            let (Some(head), Some(tail)) = (chain.first(), chain.last()) else { continue };
            let hull = (head.a..tail.a + tail.len, head.b..tail.b + tail.len);
            if is_covered(&hull.0, pieces.iter().map(|p| &p.a))
                && is_covered(&hull.1, pieces.iter().map(|p| &p.b))
            {
                continue;
            }
            pieces.extend(self.align(&chain, &a, &b, reach, workspace));
        }
        let mut loose = weak;
        loose.retain(|s| {
            let (x, y) = (s.a..s.a + s.len, s.b..s.b + s.len);
            !pieces.iter().any(|p| overlap(&p.a, &x) > 0 && overlap(&p.b, &y) > 0)
        });
        let documents = (
            self.content.scope_document(first.scopes.0),
            self.content.scope_document(first.scopes.1),
        );
        let is_sound = |region: &Fragment| {
            region.identity() >= self.rule.min_identity
                && self.evidence.is_telling(documents, region)
        };
        let mut pieces = regions::join(self.content, pieces, &loose, (&a, &b), reach, is_sound);
        pieces.retain(|p| self.is_passage(p));
        distinct(self.content, pieces)
    }

    /// Whether a match starts an alignment: it is long, or a passage by itself.
    fn is_anchor(&self, seed: &Seed) -> bool {
        let range = seed.a..seed.a + seed.len;
        self.content.weight(&range) >= self.rule.anchor_weight || self.is_long_enough(&range)
    }

    /// Whether two stretches beside a match have so much in common, in whatever order, that the match may go
    /// on in them. Most matches are chance: to align what lies around each would take longer than all the rest.
    fn goes_on(&self, a: &Range<u32>, b: &Range<u32>, common: usize) -> bool {
        let units = |r: &Range<u32>| &self.content.ids[r.start as usize..r.end as usize];
        let (a, b) = (units(a), units(b));
        // without a way out early, so that many are compared at once
        let is_shared = |&&x: &&u32| b.iter().fold(false, |found, &y| found | (x == y));
        let wanted = common.min(a.len()).min(b.len()).max(1);
        // What gains more than it costs has two units in a row somewhere (tested in `align`).
        let is_pair = |x: &&[u32]| b.windows(2).fold(false, |found, y| found | (y == *x));
        a.iter().filter(is_shared).count() >= wanted && a.windows(2).any(|x| is_pair(&x))
    }

    fn same(&self, a: u32, b: u32) -> bool {
        self.content.ids[a as usize] == self.content.ids[b as usize]
    }

    /// Maximal matches that contain the links, by place.
    pub fn matches(&self, links: &[Link], a: &Range<u32>, b: &Range<u32>) -> Vec<Seed> {
        let mut order: Vec<(u32, u32)> = links.iter().map(|l| (l.b - l.a, l.a)).collect();
        order.sort_unstable();
        let mut seeds: Vec<Seed> = Vec::new();
        let mut done = (0, 0);
        for (diagonal, at) in order {
            if done.0 == diagonal && at < done.1 {
                continue;
            }
            let (mut from, mut to) = (at, at);
            while to < a.end && to + diagonal < b.end && self.same(to, to + diagonal) {
                to += 1;
            }
            while from > a.start
                && from + diagonal > b.start
                && self.same(from - 1, from - 1 + diagonal)
            {
                from -= 1;
            }
            done = (diagonal, to);
            if self.content.weight(&(from..to)) >= self.rule.seed_weight {
                seeds.push(Seed { a: from, b: from + diagonal, len: to - from });
            }
        }
        seeds.sort_unstable();
        seeds
    }

    /// Aligns along a chain and beyond its ends, and cuts the alignment into pieces.
    fn align(
        &self,
        chain: &[Seed],
        a: &Range<u32>,
        b: &Range<u32>,
        reach: Reach,
        workspace: &mut Workspace,
    ) -> Vec<Fragment> {
        let Some(&first) = chain.first() else { return Vec::new() };
        let ids = &self.content.ids;
        let near = reach.near();
        let (n, m) = (first.a - a.start, first.b - b.start);
        let before = (first.a - n.min(near)..first.a, first.b - m.min(near)..first.b);
        let mut columns = Vec::new();
        if self.goes_on(&before.0, &before.1, reach.common) {
            let same = |i, j| self.same(first.a - 1 - i as u32, first.b - 1 - j as u32);
            let left: Alignment =
                align::extend(n as usize, m as usize, same, reach.x_drop, workspace);
            columns.extend(left.columns.into_iter().rev());
        }
        let (used_a, used_b) = consumed(&columns);
        let start = (first.a - used_a, first.b - used_b);
        let mut at = (first.a, first.b);
        for seed in chain {
            let cut = at.0.saturating_sub(seed.a).max(at.1.saturating_sub(seed.b));
            if cut >= seed.len {
                continue;
            }
            let (to_a, to_b) = (seed.a + cut, seed.b + cut);
            let gap_a = &ids[at.0 as usize..to_a as usize];
            let gap_b = &ids[at.1 as usize..to_b as usize];
            columns.extend(align::global(gap_a, gap_b, BAND, workspace).columns);
            columns.extend(std::iter::repeat_n(Column::Match, (seed.len - cut) as usize));
            at = (seed.a + seed.len, seed.b + seed.len);
        }
        let (n, m) = (a.end - at.0, b.end - at.1);
        let behind = (at.0..at.0 + n.min(near), at.1..at.1 + m.min(near));
        if self.goes_on(&behind.0, &behind.1, reach.common) {
            let same = |i, j| self.same(at.0 + i as u32, at.1 + j as u32);
            let right = align::extend(n as usize, m as usize, same, reach.x_drop, workspace);
            columns.extend(right.columns);
        }
        let mut pieces = Vec::new();
        let (mut at, mut counted) = (start, 0);
        for range in cuts(&columns, reach.x_drop) {
            let (more_a, more_b) = consumed(&columns[counted..range.start]);
            at = (at.0 + more_a, at.1 + more_b);
            counted = range.start;
            pieces.extend(self.trim(&columns[range], at));
        }
        pieces.retain(|p| self.content.weight(&p.a) >= self.rule.seed_weight);
        pieces
    }

    /// The piece between its outermost matches that begin and end a word on both sides; where no
    /// such match is near, the outermost matches stand.
    fn trim(&self, columns: &[Column], at: (u32, u32)) -> Option<Fragment> {
        let mut matches = Vec::with_capacity(columns.len());
        let (mut a, mut b) = at;
        for (c, &column) in columns.iter().enumerate() {
            if column == Column::Match {
                matches.push((c, a, b));
            }
            a += u32::from(column != Column::OnlyB);
            b += u32::from(column != Column::OnlyA);
        }
        let begins = |&(_, a, b): &(usize, u32, u32)| {
            self.content.word_starts(a) && self.content.word_starts(b)
        };
        let ends =
            |&(_, a, b): &(usize, u32, u32)| self.content.word_ends(a) && self.content.word_ends(b);
        let near = WORD.min(matches.len());
        let first = matches[..near].iter().find(|m| begins(m)).or(matches.first())?;
        let tail = &matches[matches.len() - near..];
        let last = tail.iter().rev().find(|m| ends(m)).or(matches.last())?;
        if last.0 < first.0 {
            return None;
        }
        let mut runs: Vec<Seed> = Vec::new();
        for &(_, a, b) in matches.iter().filter(|m| (first.0..=last.0).contains(&m.0)) {
            match runs.last_mut() {
                Some(r) if (r.a + r.len, r.b + r.len) == (a, b) => r.len += 1,
                _ => runs.push(Seed { a, b, len: 1 }),
            }
        }
        Some(Fragment { columns: (last.0 + 1 - first.0) as u32, ..Fragment::of(runs) })
    }

    fn is_passage(&self, p: &Fragment) -> bool {
        self.is_long_enough(&p.a)
            && self.is_long_enough(&p.b)
            && p.identity() >= self.rule.min_identity
    }

    fn is_long_enough(&self, range: &Range<u32>) -> bool {
        let is_han = self.content.is_han(range);
        len(range) >= if is_han { self.rule.min_han } else { self.rule.min_words }
    }
}

/// Diagonals beyond a gap's own rectangle in which its alignment may run.
const BAND: usize = 32;
/// Matches looked through for the edge of a word.
const WORD: usize = 6;
/// Shorter matches that two documents must share to be looked at.
const FEW: usize = 3;

pub(super) fn len(range: &Range<u32>) -> u32 {
    range.end - range.start
}

pub(super) fn hull(x: &Range<u32>, y: &Range<u32>) -> Range<u32> {
    x.start.min(y.start)..x.end.max(y.end)
}

pub(super) fn overlap(x: &Range<u32>, y: &Range<u32>) -> u32 {
    x.end.min(y.end).saturating_sub(x.start.max(y.start))
}

pub(super) fn distance(x: &Range<u32>, y: &Range<u32>) -> u32 {
    x.start.max(y.start).saturating_sub(x.end.min(y.end))
}

fn consumed(columns: &[Column]) -> (u32, u32) {
    let a = columns.iter().filter(|&&c| c != Column::OnlyB).count();
    let b = columns.iter().filter(|&&c| c != Column::OnlyA).count();
    (a as u32, b as u32)
}

pub(super) fn is_covered<'r>(range: &Range<u32>, by: impl Iterator<Item = &'r Range<u32>>) -> bool {
    2 * by.map(|r| u64::from(overlap(range, r))).sum::<u64>() >= u64::from(len(range))
}

/// Keeps, best first, the passages that bring something new, by place. Where one side is known from a
/// better passage already, one document repeats itself: that is worth a finding if it is long and near.
fn distinct(content: &Content, mut pieces: Vec<Fragment>) -> Vec<Fragment> {
    pieces.sort_by_key(|p| (std::cmp::Reverse(p.matched), p.a.start, p.b.start));
    let mut kept: Vec<Fragment> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let known_a = is_covered(&piece.a, kept.iter().map(|k| &k.a));
        let known_b = is_covered(&piece.b, kept.iter().map(|k| &k.b));
        let is_near = content.weight(&piece.a) >= LONG && piece.identity() >= LIGHT;
        if !(known_a && known_b || (known_a || known_b) && !is_near) {
            kept.push(piece);
        }
    }
    kept.sort_by_key(|p| (p.a.start, p.b.start));
    kept
}

/// The ranges of columns of locally best score: a range starts where the score was used up, and ends
/// at its best column once the score has fallen by more than `x_drop`.
fn cuts(columns: &[Column], x_drop: i32) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    while start < columns.len() {
        let (mut score, mut best, mut end) = (0, 0, start);
        let mut last = Column::Match;
        let mut next = columns.len();
        for (c, &column) in columns.iter().enumerate().skip(start) {
            score += align::step(last, column);
            last = column;
            if score > best {
                (best, end) = (score, c + 1);
            }
            if score <= 0 || best - score > x_drop {
                next = c + 1;
                break;
            }
        }
        if end > start {
            ranges.push(start..end);
            next = end;
        }
        start = next;
    }
    ranges
}

//! Seeds of shared passages, read off the concordance.
//!
//! The suffixes that share a prefix form an interval of the suffix array; intervals nest by prefix
//! length. From the root down, an interval whose prefix weighs `w` (a Han character 1, a word 2)
//! becomes a *group* when `w` reaches the seed weight and the prefix is in few enough documents:
//!
//! ```text
//! documents <= cap · min(1, w / W)        W: weight of a long passage
//! ```
//!
//! The shorter a run, the rarer it must be to be evidence of copying. A prefix above the cap makes no pairs. If
//! it weighs `W` or more, it is a *star*, so that a reprint in five thousand documents costs 4,999 links and is
//! still one cluster. Inside a star's interval the next star has a prefix half as long again, so a position is
//! in at most `log(length)` stars. What becomes of groups and stars is told in [`super::links`].

use std::ops::Range;

use crate::exec;
use crate::lcp::Lcp;
use crate::packed::Packed;
use crate::reuse::content::Content;
use crate::units::UnitStream;

/// What may seed a passage.
pub(super) struct SeedRule {
    /// Least weight of a seed.
    pub seed_weight: u32,
    /// Weight of a long passage.
    pub passage_weight: u32,
    /// Most documents of a group.
    pub max_document_frequency: u32,
    /// Whether sections of one document are compared.
    pub within: bool,
}

impl SeedRule {
    /// Most documents in which a run of this weight may stand to be compared pair by pair.
    fn cap(&self, weight: u32) -> usize {
        let share = f64::from(weight) / f64::from(self.passage_weight.max(1));
        let cap = f64::from(self.max_document_frequency) * share.min(1.0);
        (cap as usize).max(2)
    }
}

/// Occurrences a document may have on average in a group before the group counts as too frequent.
const REPEATS: usize = 4;
/// Ranks whose runs are walked at once.
const CHUNK: usize = 1 << 16;

/// What was found in a chunk of ranks: intervals to pair, and intervals to link as stars.
#[derive(Default)]
pub(super) struct Seeds {
    pub groups: Groups,
    pub stars: Vec<Interval>,
    /// As many links as there may be.
    pub most_links: u64,
}

/// Reads the seeds off the suffix array and its LCP values, a chunk of ranks at a time.
pub(super) fn find(
    stream: &UnitStream,
    suffixes: &[i32],
    lcp: &Lcp,
    content: &Content,
    rule: &SeedRule,
) -> Vec<Seeds> {
    let least = rule.seed_weight.div_ceil(2).max(1);
    let lengths = stream.bounds.windows(2).map(|b| b[1] - b[0]);
    let longest = lengths.max().unwrap_or(0);
    let walk = Walk { stream, suffixes, content, rule, longest };
    exec::map_range(lcp.len().div_ceil(CHUNK), |c| {
        let mut found = Seeds::default();
        for run in runs(lcp, least, c * CHUNK..((c + 1) * CHUNK).min(lcp.len())) {
            walk.run(lcp, run, &mut found);
        }
        Seeds { groups: found.groups.shrunk(), ..found }
    })
}

/// Intervals of the suffix array whose suffixes share at least `least` units, as long as possible, of those
/// that begin at some ranks.
fn runs(lcp: &Lcp, least: u32, starts: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end_of = move |start: usize| (start + 1..).find(|&rank| lcp.get(rank) < least);
    // A run that began before is not ours.
    let mut start = starts.clone().find(|&rank| rank == 0 || lcp.at(rank) < least);
    std::iter::from_fn(move || {
        while let Some(from) = start.filter(|from| starts.contains(from)) {
            start = end_of(from);
            let run = from..start.unwrap_or(from);
            if run.len() > 1 {
                return Some(run);
            }
        }
        None
    })
}

/// An interval of the suffix array, by its first rank and one past its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Interval(u32, u32);

impl Interval {
    fn of(ranks: &Range<usize>) -> Self {
        Self(ranks.start as u32, ranks.end as u32)
    }

    pub fn ranks(&self) -> Range<usize> {
        self.0 as usize..self.1 as usize
    }
}

/// Intervals apart from each other, by rank: how far each begins behind the one before, and its length. There
/// may be hundreds of millions.
#[derive(Default)]
pub(super) struct Groups {
    steps: Packed,
    end: u32,
}

impl Groups {
    fn push(&mut self, interval: Interval) {
        self.steps.push(interval.0 - self.end);
        self.steps.push(interval.1 - interval.0);
        self.end = interval.1;
    }

    pub fn iter(&self) -> impl Iterator<Item = Interval> + '_ {
        let (mut steps, mut end) = (self.steps.iter(), 0);
        std::iter::from_fn(move || {
            let start = end + steps.next()?;
            end = start + steps.next()?;
            Some(Interval(start, end))
        })
    }

    fn shrunk(self) -> Self {
        Self { steps: self.steps.shrunk(), ..self }
    }
}

/// What the walk down the intervals asks.
struct Walk<'a> {
    stream: &'a UnitStream,
    suffixes: &'a [i32],
    content: &'a Content,
    rule: &'a SeedRule,
    /// Positions of the longest document.
    longest: u32,
}

/// An interval on the way from the root of a run down.
struct Open {
    end: usize,
    start: usize,
    is_group: bool,
    star_depth: u32,
}

impl Walk<'_> {
    /// Finds the groups and stars of a run.
    fn run(&self, lcp: &Lcp, run: Range<usize>, found: &mut Seeds) {
        let mut open: Vec<Open> = Vec::new();
        let mut groups = Vec::new();
        let mut intervals = intervals(lcp, run);
        intervals.retain(|(range, depth)| self.may_count(range, *depth));
        self.fetch(&intervals);
        for (range, depth) in intervals {
            while open.last().is_some_and(|o| range.start < o.start || range.end > o.end) {
                open.pop();
            }
            let (above_is_group, mut star_depth) =
                open.last().map_or((false, 0), |o| (o.is_group, o.star_depth));
            if above_is_group {
                continue;
            }
            let first = self.suffixes[range.start] as u32;
            let weight = self.content.weight_at(self.stream, first, depth);
            let is_group = weight >= self.rule.seed_weight && self.is_rare(&range, weight);
            if is_group {
                groups.push(Interval::of(&range));
            } else if weight >= self.rule.passage_weight
                && 2 * depth >= 3 * star_depth
                && self.begins_here(&range)
            {
                star_depth = depth;
                found.most_links += range.len() as u64;
                found.stars.push(Interval::of(&range));
            }
            open.push(Open { start: range.start, end: range.end, is_group, star_depth });
        }
        // They were met from the last to the first.
        for group in groups.into_iter().rev().filter(|group| self.may_link(&group.ranks())) {
            found.groups.push(group);
            let n = group.ranks().len() as u64;
            found.most_links += n * n / 2;
        }
    }

    /// Whether an interval may become anything. A unit weighs two at most, and most intervals are too frequent
    /// for any weight they may have.
    fn may_count(&self, range: &Range<usize>, depth: u32) -> bool {
        let is_hopeless = 2 * depth < self.rule.passage_weight
            && range.len() > REPEATS * self.rule.cap(2 * depth);
        !is_hopeless && 2 * depth >= self.rule.seed_weight
    }

    /// Has what is asked of intervals brought near: what their first suffix begins with, and what stands before
    /// the first two.
    fn fetch(&self, intervals: &[(Range<usize>, u32)]) {
        let position = |rank: usize| self.suffixes[rank] as usize;
        self.stream.fetch(intervals.iter().map(|(range, _)| position(range.start)));
        let two = intervals.iter().flat_map(|(range, _)| [range.start, range.start + 1]);
        self.stream.fetch_ids(two.map(|rank| position(rank).saturating_sub(1)));
    }

    /// Whether a group may have a pair that is not linked further back: what is copied at length has a group
    /// behind each of its units. Only inside a document may two that stand behind the same unit be linked all
    /// the same.
    fn may_link(&self, ranks: &Range<usize>) -> bool {
        self.begins_here(ranks) || self.rule.within && self.may_share_a_document(ranks)
    }

    fn may_share_a_document(&self, ranks: &Range<usize>) -> bool {
        let mut suffixes = self.suffixes[ranks.clone()].to_vec();
        suffixes.sort_unstable();
        suffixes.windows(2).any(|pair| ((pair[1] - pair[0]) as u32) < self.longest)
    }

    /// Whether what an interval shares begins here: not all of it stands behind the same unit.
    fn begins_here(&self, ranks: &Range<usize>) -> bool {
        let suffixes = &self.suffixes[ranks.clone()];
        let before = |&p: &i32| (p as usize).checked_sub(1).map(|p| self.stream.ids[p]);
        suffixes.iter().any(|p| before(p) != before(&suffixes[0]))
    }

    fn document(&self, suffix: i32) -> u32 {
        self.stream.document(suffix as usize).0
    }

    fn is_rare(&self, range: &Range<usize>, weight: u32) -> bool {
        let cap = self.rule.cap(weight);
        if range.len() <= cap {
            return true;
        }
        if range.len() > REPEATS * cap {
            return false;
        }
        let suffixes = &self.suffixes[range.clone()];
        let mut documents: Vec<u32> = suffixes.iter().map(|&s| self.document(s)).collect();
        documents.sort_unstable();
        documents.dedup();
        documents.len() <= cap
    }
}

/// The LCP intervals inside a run with their depths, each before the intervals it contains.
fn intervals(lcp: &Lcp, run: Range<usize>) -> Vec<(Range<usize>, u32)> {
    let mut all = Vec::new();
    let mut stack: Vec<(usize, u32)> = Vec::new();
    for i in run.start + 1..=run.end {
        let depth = if i < run.end { lcp.at(i) } else { 0 };
        let mut start = i - 1;
        while let Some(&(from, top)) = stack.last().filter(|s| s.1 > depth) {
            stack.pop();
            all.push((from..i, top));
            start = from;
        }
        if depth > 0 && stack.last().is_none_or(|s| s.1 < depth) {
            stack.push((start, depth));
        }
    }
    all.reverse();
    all
}

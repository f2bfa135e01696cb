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
//! The shorter a run, the rarer it must be to be evidence of copying. All pairs of a group's
//! positions in different documents (or sections) are linked, unless the positions before them are
//! linked too: each maximal match gives one link.
//!
//! A prefix above the cap makes no pairs. If it weighs `W` or more, each holder (the first
//! occurrence in each section) is linked to the earliest one that it may be compared with: a star,
//! so a reprint in five thousand documents costs 4,999 links and is still one cluster. Inside a star's
//! interval the next star has a prefix half as long again, so a position is in at most `log(length)`
//! stars. Documents that say the same from end to end are a star whatever their length.

use std::ops::Range;

use crate::exec;
use crate::lcp::Lcp;
use crate::packed::Packed;
use crate::reuse::content::Content;
use crate::reuse::partners::Partners;
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

/// Two content coordinates at which equal units begin, the lower first. There may be hundreds of millions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ends {
    pub a: u32,
    pub b: u32,
}

/// Ends with the scopes they lie in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link {
    pub scopes: (u32, u32),
    pub a: u32,
    pub b: u32,
}

impl Link {
    /// Links made of ends, those of one pair of scopes together, by place. Ends of two documents link the
    /// documents, ends of one its sections.
    pub fn of(content: &Content, ends: &[Ends]) -> Vec<Self> {
        let in_sections = |&Ends { a, b }: &Ends| Self {
            scopes: (content.section_scope(a), content.section_scope(b)),
            a,
            b,
        };
        let mut links: Vec<Self> = ends.iter().map(in_sections).collect();
        for Self { scopes, .. } in &mut links {
            let documents = (content.scope_document(scopes.0), content.scope_document(scopes.1));
            if documents.0 != documents.1 {
                *scopes = documents;
            }
        }
        links.sort_unstable();
        links
    }
}

/// Occurrences a document may have on average in a group before the group counts as too frequent.
const REPEATS: usize = 4;
/// Ranks whose runs are walked at once.
const CHUNK: usize = 1 << 16;
/// Chunks whose links are made before they join those of the others.
const CHUNKS_AT_ONCE: usize = 512;
/// Suffixes that are looked up at once, of whole intervals.
const AT_ONCE: usize = 512;
/// Chunks whose links are counted to tell how many there are in all.
const COUNTED: usize = 64;

/// Everything that may link two positions. The links themselves are made a block of documents at a
/// time, lest those of a large corpus lie in memory together.
pub(super) struct Seeds<'a> {
    index: Index<'a>,
    age: &'a [u32],
    /// What was found in each chunk of ranks.
    found: Vec<Found>,
    /// Documents that say the same from end to end.
    twins: Vec<Vec<u32>>,
}

impl<'a> Seeds<'a> {
    /// Reads the seeds off the suffix array and its LCP values. `age` ranks the documents, the earliest lowest.
    pub fn find(
        stream: &'a UnitStream,
        suffixes: &'a [i32],
        lcp: &Lcp,
        content: &'a Content,
        age: &'a [u32],
        partners: &'a Partners,
        rule: &'a SeedRule,
    ) -> Self {
        let least = rule.seed_weight.div_ceil(2).max(1);
        let lengths = stream.bounds.windows(2).map(|b| b[1] - b[0]);
        let longest = lengths.max().unwrap_or(0);
        let index = Index { stream, suffixes, content, partners, rule, longest };
        let found: Vec<Found> = exec::map_range(lcp.len().div_ceil(CHUNK), |c| {
            let mut found = Found::default();
            for run in runs(lcp, least, c * CHUNK..((c + 1) * CHUNK).min(lcp.len())) {
                index.walk(lcp, run, &mut found);
            }
            Found { groups: found.groups.shrunk(), ..found }
        });
        Self { index, age, found, twins: content.twins() }
    }

    /// Documents cut into blocks of about so many links.
    pub fn blocks(&self, at_once: u64) -> Vec<Range<u32>> {
        let all = 0..self.index.content.n_documents() as u32;
        let counted = self.found.iter().step_by(self.found.len().div_ceil(COUNTED).max(1));
        let counted: Vec<&Found> = counted.collect();
        let n_counted: usize =
            exec::map(&counted, |found| self.links_of(found, &all).len()).into_iter().sum();
        let of_counted: u64 = counted.iter().map(|found| found.most_links).sum();
        let n_links = self.most_links() as f64 * n_counted as f64 / of_counted.max(1) as f64;
        self.index.content.blocks((n_links / at_once.max(1) as f64).ceil() as usize)
    }

    fn most_links(&self) -> u64 {
        self.found.iter().map(|found| found.most_links).sum()
    }

    fn links_of(&self, found: &Found, block: &Range<u32>) -> Vec<Ends> {
        let mut links = Vec::new();
        let bounds = &self.index.stream.bounds;
        let positions = bounds[block.start as usize]..bounds[block.end as usize];
        // Of a pair the lower is in the block, so that none is before it.
        let of_block = |suffixes: &mut Vec<u32>, from: usize| {
            let is_any = suffixes[from..].iter().any(|p| positions.contains(p));
            suffixes.extract_if(from.., |p| !is_any || *p < positions.start).for_each(drop);
        };
        let groups = found.groups.iter();
        self.index.each(groups, of_block, |stands| self.index.pairs(stands, block, &mut links));
        let all = |_: &mut Vec<u32>, _| ();
        self.index.each(found.stars.iter().copied(), all, |stands| {
            stands.dedup_by_key(|s| s.section);
            self.index.link_up(stands, self.age, block, &mut links);
        });
        links.shrink_to_fit();
        links
    }

    /// The links whose lower document is in a block, by place; there are about `at_once`.
    pub fn links(&self, block: Range<u32>, at_once: u64) -> Vec<Ends> {
        // Room that is not touched costs nothing, and what never has to be moved never lies there twice.
        let room = self.most_links().min(at_once + at_once / 8);
        let mut links = Vec::with_capacity(room as usize);
        for found in self.found.chunks(CHUNKS_AT_ONCE) {
            let of_chunks = exec::map(found, |found| self.links_of(found, &block));
            links.extend(of_chunks.into_iter().flatten());
        }
        for twins in &self.twins {
            let content = self.index.content;
            let start = |&d: &u32| content.position(content.document_range(d as usize).start);
            let mut stands = Vec::new();
            self.index.stand(twins.iter().map(start), &mut stands);
            self.index.link_up(&mut stands, self.age, &block, &mut links);
        }
        exec::sort_unstable(&mut links);
        links.dedup();
        links
    }
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

/// Intervals to pair, and intervals to link as stars.
#[derive(Default)]
struct Found {
    groups: Groups,
    stars: Vec<Interval>,
    /// As many links as there may be.
    most_links: u64,
}

/// An interval of the suffix array, by its first rank and one past its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Interval(u32, u32);

impl Interval {
    fn of(ranks: &Range<usize>) -> Self {
        Self(ranks.start as u32, ranks.end as u32)
    }

    fn ranks(&self) -> Range<usize> {
        self.0 as usize..self.1 as usize
    }
}

/// Intervals apart from each other, by rank: how far each begins behind the one before, and its length. There
/// may be hundreds of millions.
#[derive(Default)]
struct Groups {
    steps: Packed,
    end: u32,
}

impl Groups {
    fn push(&mut self, interval: Interval) {
        self.steps.push(interval.0 - self.end);
        self.steps.push(interval.1 - interval.0);
        self.end = interval.1;
    }

    fn iter(&self) -> impl Iterator<Item = Interval> + '_ {
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

struct Index<'a> {
    stream: &'a UnitStream,
    suffixes: &'a [i32],
    content: &'a Content,
    partners: &'a Partners,
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

impl Index<'_> {
    fn walk(&self, lcp: &Lcp, run: Range<usize>, found: &mut Found) {
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

    /// Calls `f` with the stands of each interval, by position. `select` may take suffixes away again of those
    /// that were added from a place on.
    fn each(
        &self,
        mut intervals: impl Iterator<Item = Interval>,
        select: impl Fn(&mut Vec<u32>, usize),
        mut f: impl FnMut(&mut Vec<Stand>),
    ) {
        let (mut suffixes, mut ends) = (Vec::new(), Vec::new());
        let (mut all, mut own) = (Vec::new(), Vec::new());
        loop {
            suffixes.clear();
            ends.clear();
            while suffixes.len() < AT_ONCE
                && let Some(interval) = intervals.next()
            {
                let from = suffixes.len();
                suffixes.extend(self.suffixes[interval.ranks()].iter().map(|&s| s as u32));
                select(&mut suffixes, from);
                ends.push(suffixes.len());
            }
            if ends.is_empty() {
                break;
            }
            all.clear();
            self.stand(suffixes.iter().copied(), &mut all);
            let mut from = 0;
            for &end in &ends {
                own.clear();
                own.extend_from_slice(&all[from..end]);
                own.sort_unstable_by_key(|s: &Stand| s.position);
                f(&mut own);
                from = end;
            }
        }
    }

    /// Where suffixes stand. They lie all over the corpus: each fact is asked for of all of them before the
    /// next, so that the processor waits for many at a time.
    fn stand(&self, positions: impl Iterator<Item = u32>, stands: &mut Vec<Stand>) {
        stands.extend(positions.map(|position| Stand { position, ..Stand::default() }));
        for s in &mut *stands {
            s.at = self.content.rank(s.position);
            // No document begins before the first.
            s.before =
                s.position.checked_sub(1).map_or(u32::MAX, |p| self.stream.ids[p as usize].0);
        }
        for s in &mut *stands {
            s.section = self.content.section_scope(s.at);
        }
        for s in &mut *stands {
            s.document = self.content.scope_document(s.section);
        }
    }

    fn pairs(&self, stands: &[Stand], block: &Range<u32>, links: &mut Vec<Ends>) {
        let begins_inside =
            |s: &Stand| self.content.section_scope(s.at.saturating_sub(1)) == s.section;
        for (j, b) in stands.iter().enumerate() {
            for a in stands[..j].iter().filter(|a| block.contains(&a.document)) {
                let same_document = a.document == b.document;
                if same_document && (!self.rule.within || a.section == b.section) {
                    continue;
                }
                // Two that stand behind the same unit are linked further back: what is longer is as rare.
                let goes_on = a.before == b.before
                    && (!same_document || begins_inside(a) && begins_inside(b));
                if goes_on || !self.partners.meet(a.document, b.document) {
                    continue;
                }
                links.push(ends(a, b));
            }
        }
    }

    /// Links each holder to the earliest it may be compared with.
    fn link_up(
        &self,
        stands: &mut [Stand],
        age: &[u32],
        block: &Range<u32>,
        links: &mut Vec<Ends>,
    ) {
        stands.sort_by_key(|s| (age[s.document as usize], s.position));
        let Some(&first) = stands.first() else { return };
        // The earliest holder that does not meet the first, and so stands in for it.
        let second = stands.iter().find(|s| !self.partners.meet(first.document, s.document));
        for (i, s) in stands.iter().enumerate().skip(1) {
            let is_other = |hub: &&Stand| {
                let is_other =
                    s.document != hub.document || (self.rule.within && s.section != hub.section);
                is_other && self.partners.meet(hub.document, s.document)
            };
            let hubs = [Some(&first), second, stands.get(i - 1)];
            if let Some(hub) = hubs.into_iter().flatten().find(is_other)
                && block.contains(&s.document.min(hub.document))
            {
                links.push(ends(hub, s));
            }
        }
    }
}

/// A position with its coordinate, the unit before it, its section scope and document.
#[derive(Clone, Copy, Default)]
struct Stand {
    position: u32,
    at: u32,
    before: u32,
    section: u32,
    document: u32,
}

fn ends(x: &Stand, y: &Stand) -> Ends {
    Ends { a: x.at.min(y.at), b: x.at.max(y.at) }
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

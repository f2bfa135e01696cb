//! Repeats: every sequence of units that occurs at least twice, with its counts.
//!
//! ```text
//! suffixes (sorted)      lcp        intervals: 最大同心圆 ×3 (画,出 before it) … 画好最大同心圆 ×2
//! 最大同心圆。…            0
//! 最大同心圆，…            5   ┐ the depth-5 interval: 3 suffixes, a right-maximal repeat;
//! 最大同心圆是…            5   ┘ left-diverse, since 好 and 出 stand before it
//! ```
//!
//! A maximal repeat is an LCP interval (no one unit follows every occurrence) that is left-diverse
//! (no one unit precedes every occurrence): Gusfield 1997; Abouelhoda, Kurtz & Ohlebusch 2004. The
//! intervals are met bottom-up with a stack, in one pass over the LCP array.
//!
//! Documents and sections are counted in the same pass (colour set size, Hui 1992): the number of
//! suffixes under an interval, less one for each suffix whose colour was met before under it. Such
//! a suffix is charged to the deepest interval that holds both, found on the stack by bisection.
//!
//! Left out are repeats whose occurrences do not fit side by side into the corpus, since these overlap
//! one another: a run of ten million equal characters has ten million of them.
//!
//! Repeats do not cross a sentence end: the LCP is clipped by the distance to the next one, which
//! keeps the suffixes in order and needs no separator a sentence.

use std::ops::Range;

use crate::concordance::Concordance;
use crate::exec;

/// A sequence of units and where it occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Repeat {
    /// First rank in the suffix array.
    pub from: u32,
    /// One past the last rank.
    pub to: u32,
    /// Length in units.
    pub length: u32,
    /// Distinct documents.
    pub n_documents: u32,
    /// Distinct sections.
    pub n_sections: u32,
}

impl Repeat {
    /// Times it occurs.
    pub fn n_occurrences(&self) -> u32 {
        self.to - self.from
    }
}

/// What the pass needs to know of each position of the stream.
pub trait Positions: Sync {
    /// The unit before a position; at the start of a sentence a value of its own each time.
    fn before(&self, position: usize) -> u32;
    /// How many units from a position on lie before the next sentence end.
    fn clip(&self, position: usize) -> u32;
    /// The section of a position, numbered over the whole corpus.
    fn section(&self, position: usize) -> u32;
    /// The document of a section.
    fn document(&self, section: u32) -> u32;
    /// Number of documents and of sections.
    fn n_owners(&self) -> (usize, usize);
    /// Told which positions are asked about next. They lie all over the corpus, and the processor waits for
    /// many of them at a time where nothing depends on one before the next is asked for.
    fn fetch(&self, _positions: &[i32]) {}
}

/// Least figures of a repeat that is listed.
#[derive(Debug, Clone, Copy)]
pub struct Least {
    /// Documents.
    pub documents: u32,
    /// Occurrences.
    pub occurrences: u32,
    /// Units.
    pub length: u32,
}

struct Interval {
    depth: u32,
    from: u32,
    /// Suffixes whose document (section) was met before under this interval.
    same_document: u32,
    same_section: u32,
    /// The unit before all its suffixes so far, or `DIVERSE`.
    before: u32,
}

const NONE: u32 = u32::MAX - 1;
const DIVERSE: u32 = u32::MAX;

/// Stretches of the suffix array that are walked apart.
const STRETCHES: usize = 16;

/// All maximal repeats of at least the given figures, in order of their last rank, deepest first.
///
/// Where neighbouring suffixes share nothing no interval reaches over, so the array is walked in
/// stretches between such ranks, in parallel.
pub fn maximal_repeats(index: &Concordance, at: &impl Positions, least: Least) -> Vec<Repeat> {
    let n = index.suffixes.len();
    let mut cuts: Vec<usize> = (0..=STRETCHES)
        .map(|i| {
            let from = i * n / STRETCHES;
            (from..n).find(|&rank| rank == 0 || index.lcp.at(rank) == 0).unwrap_or(n)
        })
        .collect();
    cuts.dedup();
    exec::map_range(cuts.len().saturating_sub(1), |i| walk(index, at, least, cuts[i]..cuts[i + 1]))
        .concat()
}

/// The maximal repeats of a stretch of the suffix array, with one pass and one stack.
fn walk(
    index: &Concordance,
    at: &impl Positions,
    least: Least,
    ranks: Range<usize>,
) -> Vec<Repeat> {
    let n = index.suffixes.len() as u64;
    let mut repeats = Vec::new();
    let (documents, sections) = at.n_owners();
    let mut last_document = vec![u32::MAX; documents];
    let mut last_section = vec![u32::MAX; sections];
    let root = Interval {
        depth: 0,
        from: ranks.start as u32,
        same_document: 0,
        same_section: 0,
        before: NONE,
    };
    let mut stack: Vec<Interval> = vec![root];
    // The previous suffix alone, as a leaf waiting for its interval.
    let mut leaf = NONE;

    let mut facts: Vec<Facts> = Vec::with_capacity(BLOCK);
    for rank in ranks.start..=ranks.end {
        let of_block = (rank - ranks.start) % BLOCK;
        if of_block == 0 {
            Facts::gather(at, &index.suffixes[rank..ranks.end.min(rank + BLOCK)], &mut facts);
            let last =
                |f: &Facts| last_document[f.document as usize] ^ last_section[f.section as usize];
            std::hint::black_box(facts.iter().fold(0, |all, f| all ^ last(f)));
        }
        // 1. Close the intervals that do not hold this suffix, and open the one that begins with it.
        let of_rank = facts.get(of_block);
        let depth = of_rank.map_or(0, |f| index.lcp.at(rank).min(f.clip));
        let mut from = rank.saturating_sub(1) as u32;
        let mut before = leaf;
        let (mut same_document, mut same_section) = (0, 0);
        while let Some(top) = stack.last_mut() {
            if top.depth < depth {
                break;
            }
            top.before = join(top.before, before);
            top.same_document += same_document;
            top.same_section += same_section;
            if top.depth == depth {
                (same_document, same_section, before) = (0, 0, NONE);
                break;
            }
            let closed = Interval { ..*top };
            stack.pop();
            let count = rank as u32 - closed.from;
            let repeat = Repeat {
                from: closed.from,
                to: rank as u32,
                length: closed.depth,
                n_documents: count - closed.same_document,
                n_sections: count - closed.same_section,
            };
            if closed.before == DIVERSE
                && count >= least.occurrences
                && repeat.n_documents >= least.documents
                && closed.depth >= least.length
                && u64::from(count) * u64::from(closed.depth) <= n
            {
                repeats.push(repeat);
            }
            from = closed.from;
            before = closed.before;
            same_document = closed.same_document;
            same_section = closed.same_section;
        }
        let Some(of_rank) = of_rank else { break };
        if stack.last().is_none_or(|top| top.depth < depth) {
            stack.push(Interval { depth, from, same_document, same_section, before });
        }
        // 2. Charge this suffix to the deepest open interval that holds one of its colour.
        if let Some(i) = holder(&stack, &mut last_document[of_rank.document as usize], rank) {
            stack[i].same_document += 1;
        }
        if let Some(i) = holder(&stack, &mut last_section[of_rank.section as usize], rank) {
            stack[i].same_section += 1;
        }
        leaf = of_rank.before;
    }
    repeats
}

/// Suffixes whose facts are gathered at once.
const BLOCK: usize = 256;

/// What the pass needs to know of a suffix.
struct Facts {
    before: u32,
    clip: u32,
    document: u32,
    section: u32,
}

impl Facts {
    /// The facts of some suffixes, each asked for of all of them before what depends on it.
    fn gather(at: &impl Positions, suffixes: &[i32], facts: &mut Vec<Self>) {
        at.fetch(suffixes);
        facts.clear();
        facts.extend(suffixes.iter().map(|&p| {
            let p = p as usize;
            Self { before: at.before(p), clip: at.clip(p), document: 0, section: at.section(p) }
        }));
        facts.iter_mut().for_each(|f| f.document = at.document(f.section));
    }
}

/// The deepest open interval that holds the last suffix of a colour, which is now `rank`.
fn holder(stack: &[Interval], last: &mut u32, rank: usize) -> Option<usize> {
    let last = std::mem::replace(last, rank as u32);
    if last == u32::MAX {
        return None;
    }
    stack.partition_point(|interval| interval.from <= last).checked_sub(1)
}

fn join(a: u32, b: u32) -> u32 {
    match (a, b) {
        (NONE, x) | (x, NONE) => x,
        (x, y) if x == y => x,
        _ => DIVERSE,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;
    use crate::corpus::UnitId;
    use crate::units::UnitStream;

    const STOP: u32 = 3;

    /// Documents over the units 0..=3, of which 3 ends a sentence; two sections a document.
    struct Corpus {
        ids: Vec<u32>,
        document: Vec<u32>,
        section: Vec<u32>,
    }

    impl Positions for Corpus {
        fn before(&self, position: usize) -> u32 {
            before(self, position)
        }

        fn clip(&self, position: usize) -> u32 {
            self.ids[position..].iter().take_while(|&&id| !ends(id)).count() as u32
        }

        fn section(&self, position: usize) -> u32 {
            self.section[position]
        }

        fn document(&self, section: u32) -> u32 {
            section / 2
        }

        fn n_owners(&self) -> (usize, usize) {
            let n = self.document.last().map_or(0, |&d| d as usize + 1);
            (n, 2 * n)
        }
    }

    fn corpus(documents: &[Vec<u32>]) -> Corpus {
        let (mut ids, mut document, mut section) = (vec![], vec![], vec![]);
        for (d, units) in documents.iter().enumerate() {
            for (i, &unit) in units.iter().chain([&(10 + d as u32)]).enumerate() {
                ids.push(unit);
                document.push(d as u32);
                section.push(2 * d as u32 + u32::from(2 * i > units.len()));
            }
        }
        Corpus { ids, document, section }
    }

    fn ends(id: u32) -> bool {
        id >= STOP
    }

    /// Every sentence edge is a neighbour of its own.
    fn before(c: &Corpus, p: usize) -> u32 {
        if p == 0 || ends(c.ids[p - 1]) { 1000 + p as u32 } else { c.ids[p - 1] }
    }

    fn fast(c: &Corpus, least: Least) -> BTreeMap<Vec<u32>, (u32, u32, u32)> {
        let mut stream = UnitStream::default();
        stream.ids = c.ids.iter().map(|&i| UnitId(i)).collect();
        let index = Concordance::build(&mut stream).unwrap_or_default();
        maximal_repeats(&index, c, least)
            .into_iter()
            .map(|r| {
                let p = index.suffixes[r.from as usize] as usize;
                let units = c.ids[p..p + r.length as usize].to_vec();
                (units, (r.n_occurrences(), r.n_documents, r.n_sections))
            })
            .collect()
    }

    /// The definition, spelled out: every substring without a sentence end, counted by scanning.
    fn naive(c: &Corpus, least: Least) -> BTreeMap<Vec<u32>, (u32, u32, u32)> {
        let n = c.ids.len();
        let mut places: BTreeMap<Vec<u32>, Vec<usize>> = BTreeMap::new();
        for from in 0..n {
            for to in from + 1..=n {
                if ends(c.ids[to - 1]) {
                    break;
                }
                places.entry(c.ids[from..to].to_vec()).or_default().push(from);
            }
        }
        let mut found = BTreeMap::new();
        for (units, at) in places {
            let lefts: BTreeSet<u32> = at.iter().map(|&p| before(c, p)).collect();
            let rights: BTreeSet<u32> = at
                .iter()
                .map(|&p| p + units.len())
                .map(|p| if ends(c.ids[p]) { 1000 + p as u32 } else { c.ids[p] })
                .collect();
            let documents: BTreeSet<u32> = at.iter().map(|&p| c.document[p]).collect();
            let sections: BTreeSet<u32> = at.iter().map(|&p| c.section[p]).collect();
            let counts = (at.len() as u32, documents.len() as u32, sections.len() as u32);
            if at.len() > 1
                && lefts.len() > 1
                && rights.len() > 1
                && counts.0 >= least.occurrences
                && counts.1 >= least.documents
                && units.len() as u32 >= least.length
                && at.len() * units.len() <= n
            {
                found.insert(units, counts);
            }
        }
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn the_pass_finds_exactly_the_maximal_repeats(
            documents in prop::collection::vec(prop::collection::vec(0u32..=STOP, 0..40), 1..6),
            documents_at_least in 1u32..3,
        ) {
            let c = corpus(&documents);
            let least = Least { documents: documents_at_least, occurrences: 2, length: 1 };
            prop_assert_eq!(fast(&c, least), naive(&c, least));
        }
    }

    #[test]
    fn one_unit_repeated_many_times_is_counted() {
        let c = corpus(&[vec![0; 2000]]);
        let found = fast(&c, Least { documents: 1, occurrences: 2, length: 1 });
        // Two thousand once, which is no repeat; one thousand nine hundred and ninety-nine twice do
        // not fit side by side.
        assert_eq!(found.keys().map(Vec::len).collect::<Vec<_>>(), [1]);
    }
}

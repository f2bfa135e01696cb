//! Links: pairs of positions at which two documents, or two sections, may share a passage.
//!
//! All pairs of a group's positions in different documents (or sections) are linked, unless the positions
//! before them are linked too: each maximal match gives one link. Of a star each holder (the first
//! occurrence in each section) is linked to the earliest one that it may be compared with. Documents that say
//! the same from end to end are a star whatever their length. The links themselves are made a block of documents
//! at a time, lest those of a large corpus lie in memory together.

use std::ops::Range;

use crate::exec;
use crate::reuse::content::Content;
use crate::reuse::partners::Partners;
use crate::reuse::seeds::{Interval, Seeds};
use crate::units::UnitStream;

/// Chunks whose links are made before they join those of the others.
const CHUNKS_AT_ONCE: usize = 512;
/// Suffixes that are looked up at once, of whole intervals.
const AT_ONCE: usize = 512;
/// Chunks whose links are counted to tell how many there are in all.
const COUNTED: usize = 64;

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

/// Everything that may link two positions.
pub(super) struct Links<'a> {
    pub stream: &'a UnitStream,
    pub suffixes: &'a [i32],
    pub content: &'a Content,
    pub partners: &'a Partners,
    /// Whether sections of one document are compared.
    pub within: bool,
    /// Ranks the documents, the earliest lowest.
    pub age: &'a [u32],
    pub seeds: Vec<Seeds>,
    /// Documents that say the same from end to end.
    pub twins: Vec<Vec<u32>>,
}

impl Links<'_> {
    /// Documents cut into blocks of about so many links.
    pub fn blocks(&self, at_once: u64) -> Vec<Range<u32>> {
        let all = 0..self.content.n_documents() as u32;
        let counted = self.seeds.iter().step_by(self.seeds.len().div_ceil(COUNTED).max(1));
        let counted: Vec<&Seeds> = counted.collect();
        let n_counted: usize =
            exec::map(&counted, |found| self.links_of(found, &all).len()).into_iter().sum();
        let of_counted: u64 = counted.iter().map(|found| found.most_links).sum();
        let n_links = self.most_links() as f64 * n_counted as f64 / of_counted.max(1) as f64;
        self.content.blocks((n_links / at_once.max(1) as f64).ceil() as usize)
    }

    fn most_links(&self) -> u64 {
        self.seeds.iter().map(|found| found.most_links).sum()
    }

    /// The links of what was found in a chunk, whose lower document is in a block.
    fn links_of(&self, found: &Seeds, block: &Range<u32>) -> Vec<Ends> {
        let mut links = Vec::new();
        let bounds = &self.stream.bounds;
        let positions = bounds[block.start as usize]..bounds[block.end as usize];
        // Of a pair the lower is in the block, so that none is before it.
        let in_block = |suffixes: &mut Vec<u32>, from: usize| {
            let is_any = suffixes[from..].iter().any(|p| positions.contains(p));
            suffixes.extract_if(from.., |p| !is_any || *p < positions.start).for_each(drop);
        };
        let groups = found.groups.iter();
        self.each(groups, in_block, |stands| self.pairs(stands, block, &mut links));
        let all = |_: &mut Vec<u32>, _| ();
        self.each(found.stars.iter().copied(), all, |stands| {
            stands.dedup_by_key(|s| s.section);
            self.link_up(stands, block, &mut links);
        });
        links.shrink_to_fit();
        links
    }

    /// The links whose lower document is in a block, by place; there are about `at_once`.
    pub fn of_block(&self, block: Range<u32>, at_once: u64) -> Vec<Ends> {
        // Room that is not touched costs nothing, and what never has to be moved never lies there twice.
        let room = self.most_links().min(at_once + at_once / 8);
        let mut links = Vec::with_capacity(room as usize);
        for found in self.seeds.chunks(CHUNKS_AT_ONCE) {
            let of_chunks = exec::map(found, |found| self.links_of(found, &block));
            links.extend(of_chunks.into_iter().flatten());
        }
        for twins in &self.twins {
            let first = |&d: &u32| self.content.document_range(d as usize).start;
            let start = |d: &u32| self.content.position(first(d));
            let mut stands = Vec::new();
            self.stand(twins.iter().map(start), &mut stands);
            self.link_up(&mut stands, &block, &mut links);
        }
        exec::sort_unstable(&mut links);
        links.dedup();
        links
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
                if same_document && (!self.within || a.section == b.section) {
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
    fn link_up(&self, stands: &mut [Stand], block: &Range<u32>, links: &mut Vec<Ends>) {
        stands.sort_by_key(|s| (self.age[s.document as usize], s.position));
        let Some(&first) = stands.first() else { return };
        // The earliest holder that does not meet the first, and so stands in for it.
        let second = stands.iter().find(|s| !self.partners.meet(first.document, s.document));
        for (i, s) in stands.iter().enumerate().skip(1) {
            let is_other = |hub: &&Stand| {
                let is_other =
                    s.document != hub.document || (self.within && s.section != hub.section);
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

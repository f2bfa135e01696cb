//! Reuse clusters: who holds one and the same passage.
//!
//! The sides of all passages are nodes. A passage joins its two sides; inside one document two
//! sides join when they overlap by at least four fifths of the longer one: a slogan inside a reprinted
//! article does not pull the article into the slogan's cluster. (With half, as in passim, thin
//! overlaps chain up: a third of the documents of a news corpus end in one cluster.) Clusters are
//! the connected components (union-find with path halving). Formulaic passages join among
//! themselves only: a set phrase must not tie two copied texts together.
//!
//! Overlapping sides of a cluster in one document are one member, from the first to the last unit.
//! Work: each side is compared with the next 64 of its document by start, so sides by the thousand
//! over one stretch, which follow each other closely, cost no square.

use rustc_hash::FxHashMap;

use crate::corpus::{Place, Span};
use crate::exec;
use crate::reuse::{Cluster, Passage, PassageKind};

/// Sides compared with each side inside its document.
const NEXT: usize = 64;

/// Numbers the passages' clusters and lists these: by number of documents, then length of the
/// first member, then its place. `age` ranks the documents, the earliest lowest.
pub(super) fn clusters(passages: &mut [Passage], age: &[u32]) -> Vec<Cluster> {
    let sides: Vec<(Place, bool)> = passages
        .iter()
        .flat_map(|p| [p.a, p.b].map(|place| (place, p.kind == PassageKind::Formulaic)))
        .collect();
    let mut sets = Sets::new(sides.len());
    for p in 0..passages.len() {
        sets.join(2 * p, 2 * p + 1);
    }
    let mut order: Vec<usize> = (0..sides.len()).collect();
    exec::sort_by(&mut order, |&x, &y| side_key(&sides, x).cmp(&side_key(&sides, y)));
    for (i, &x) in order.iter().enumerate() {
        let (x_place, x_formulaic) = sides[x];
        for &y in order[i + 1..].iter().take(NEXT) {
            let (y_place, y_formulaic) = sides[y];
            if y_formulaic != x_formulaic
                || y_place.document != x_place.document
                || y_place.span.start >= x_place.span.end
            {
                break;
            }
            if overlaps_widely(x_place.span, y_place.span) {
                sets.join(x, y);
            }
        }
    }

    // Members in the order of documents and places; clusters in the order of their first member.
    let mut number: FxHashMap<usize, usize> = FxHashMap::default();
    let mut found: Vec<(Vec<Place>, usize)> = Vec::new();
    for &x in &order {
        let root = sets.root(x);
        let c = *number.entry(root).or_insert_with(|| {
            found.push((Vec::new(), root));
            found.len() - 1
        });
        add(&mut found[c].0, sides[x].0);
    }
    for (members, _) in &mut found {
        members.sort_by_key(|m| (age[m.document.index()], m.document, m.span));
    }
    found.sort_by_cached_key(|(members, root)| {
        let n_documents = n_documents(members);
        let length = members.first().map_or(0, |m| m.span.len());
        (std::cmp::Reverse((n_documents, length)), members.first().copied(), *root)
    });
    let rank: FxHashMap<usize, u32> =
        found.iter().enumerate().map(|(c, (_, root))| (*root, c as u32)).collect();
    for (p, passage) in passages.iter_mut().enumerate() {
        passage.cluster = rank.get(&sets.root(2 * p)).copied().unwrap_or_default();
    }
    found.into_iter().map(|(members, _)| Cluster { members, differences: Vec::new() }).collect()
}

type SideKey = (bool, Place, usize);

fn side_key(sides: &[(Place, bool)], side: usize) -> SideKey {
    let (place, formulaic) = sides[side];
    // Sections do not order places: spans inside a document do, and sections follow them.
    (formulaic, place, side)
}

/// Adds a place behind the members so far, which are in order; one it overlaps grows instead.
fn add(members: &mut Vec<Place>, place: Place) {
    match members.last_mut().filter(|last| last.document == place.document) {
        Some(last) if last.span.overlaps(place.span) => {
            last.span.end = last.span.end.max(place.span.end);
        }
        _ => members.push(place),
    }
}

fn n_documents(members: &[Place]) -> usize {
    let mut documents: Vec<u32> = members.iter().map(|m| m.document.0).collect();
    documents.sort_unstable();
    documents.dedup();
    documents.len()
}

fn overlaps_widely(x: Span, y: Span) -> bool {
    let shared = x.end.min(y.end).saturating_sub(x.start.max(y.start)) as usize;
    5 * shared >= 4 * x.len().max(y.len())
}

/// Disjoint sets; the root of a set is its lowest element.
struct Sets {
    parents: Vec<usize>,
}

impl Sets {
    fn new(n: usize) -> Self {
        Self { parents: (0..n).collect() }
    }

    fn root(&mut self, mut x: usize) -> usize {
        while self.parents[x] != x {
            self.parents[x] = self.parents[self.parents[x]];
            x = self.parents[x];
        }
        x
    }

    fn join(&mut self, x: usize, y: usize) {
        let (x, y) = (self.root(x), self.root(y));
        self.parents[x.max(y)] = x.min(y);
    }
}

//! All expansions of a formula: what its places say it stands for, and where they disagree.
//!
//! Definitions are looked for at every place (a cue or a bracket right behind is cheap to see), the
//! rest at [`SITES`] places, spread evenly. Expansions are one if their items are, whatever their
//! order, quotation marks and folding, and whether or not each has the words that all of them begin
//! with (讲学习、讲政治、讲正气 or 学习、政治、正气). Where any place defines the formula, lists of weaker
//! evidence count only if they agree with a definition. First comes what most documents give.

use std::ops::Range;

use bitcode::{Decode, Encode};
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::expansion::{Evidence, Expander, Items};
use super::grammar::Shape;
use crate::corpus::{Place, UnitId};
use crate::units::UnitStream;

/// Places at which more than a definition is looked for, at most.
const SITES: usize = 512;

/// What some documents say a formula stands for.
#[derive(Debug, Encode, Decode, Clone, Serialize)]
pub struct Expansion {
    /// The members, as first written.
    pub items: Vec<String>,
    /// Documents that give it.
    pub n_documents: u32,
    /// The best evidence for it.
    pub evidence: Evidence,
    /// Where it first stands beside the formula.
    pub place: Place,
}

#[derive(Clone)]
struct Gathered {
    items: Items,
    evidence: Evidence,
    at: Range<usize>,
    documents: Vec<u32>,
    n: u32,
}

/// The expansions given at these places, most documents first, and the definitions of another size.
pub fn collect(
    expander: &Expander<'_>,
    shape: &Shape,
    ranges: &[Range<usize>],
) -> (Vec<Expansion>, Vec<Expansion>) {
    let step = ranges.len().div_ceil(SITES).max(1);
    let (mut found, mut wrong) = (FxHashMap::default(), FxHashMap::default());
    for (i, at) in ranges.iter().enumerate() {
        let given = match i % step {
            0 => expander.find(at, shape),
            _ => expander.find_definition(at, shape),
        };
        if let Some(given) = given {
            gather(expander.stream, &mut found, given.items, given.evidence, at);
        } else if let Some(items) = expander.mismatch(at, shape) {
            gather(expander.stream, &mut wrong, items, Evidence::Definition, at);
        }
    }
    let defined = found.values().any(|g: &Gathered| g.evidence.is_definite());
    found.retain(|_, g| !defined || g.evidence.is_definite());
    (listed(expander, found), listed(expander, wrong))
}

fn gather(
    stream: &UnitStream,
    groups: &mut FxHashMap<Vec<Vec<UnitId>>, Gathered>,
    items: Items,
    evidence: Evidence,
    at: &Range<usize>,
) {
    let document = stream.document(at.start).0;
    let group = groups.entry(key(stream, &items)).or_insert_with(|| Gathered {
        items,
        evidence,
        at: at.clone(),
        documents: Vec::new(),
        n: 0,
    });
    group.evidence = group.evidence.min(evidence);
    group.n += 1;
    if group.documents.last() != Some(&document) {
        group.documents.push(document);
    }
}

/// The items' content without the units that all begin with, sorted.
fn key(stream: &UnitStream, items: &Items) -> Vec<Vec<UnitId>> {
    let content = |r: &Range<usize>| -> Vec<UnitId> {
        r.clone().filter(|&p| stream.kind(p).is_content()).map(|p| stream.ids[p]).collect()
    };
    let mut units: Vec<Vec<UnitId>> = items.iter().map(content).collect();
    let shortest = units.iter().map(Vec::len).min().unwrap_or(0);
    let common = (0..shortest.saturating_sub(1))
        .take_while(|&i| units.windows(2).all(|pair| pair[0][i] == pair[1][i]))
        .count();
    units.iter_mut().for_each(|u| drop(u.drain(..common)));
    units.sort_unstable();
    units
}

fn listed(
    expander: &Expander<'_>,
    groups: FxHashMap<Vec<Vec<UnitId>>, Gathered>,
) -> Vec<Expansion> {
    let mut groups: Vec<Gathered> = groups.into_values().collect();
    groups.sort_unstable_by(|a, b| {
        (b.documents.len(), b.n).cmp(&(a.documents.len(), a.n)).then_with(|| {
            (a.evidence, a.at.start, a.items[0].start).cmp(&(
                b.evidence,
                b.at.start,
                b.items[0].start,
            ))
        })
    });
    groups
        .iter()
        .map(|g| Expansion {
            items: expander.texts_of(&g.items),
            n_documents: g.documents.len() as u32,
            evidence: g.evidence,
            place: expander.stream.place(g.at.start, g.at.len()),
        })
        .collect()
}

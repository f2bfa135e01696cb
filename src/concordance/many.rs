//! Look-ups side by side.
//!
//! A look-up is a bisection of some thirty steps, each of which waits for memory and depends on the one before.
//! Steps of two look-ups do not depend on each other: where many are asked for, each goes one step in turn, and
//! the processor waits for many at a time (as in the group prefetching of Chen, Ailamaki, Gibbons & Mowry 2004).

use std::ops::Range;

use crate::concordance::{Concordance, between_posts, posts_around, posts_of};
use crate::corpus::UnitId;
use crate::units::UnitStream;

/// Units that are compared at a step.
const STRIDE: usize = 3;

/// Units behind which what is longer is looked up alone: hardly anything is, and few suffixes are left.
const LONG: usize = 64;

/// What ranks are narrowed to: suffixes that agree in `depth` units and go on with those at some positions of
/// the stream, of which there are [`STRIDE`] at most.
#[derive(Debug, Clone)]
pub struct Narrowing {
    /// The ranks.
    pub ranks: Range<usize>,
    /// Units in which they agree.
    pub depth: usize,
    /// Where the units stand that they go on with.
    pub units: Range<usize>,
}

/// The first of `n` ranks, from `from` on, whose units are not below the key; or one past the last.
struct Bisection {
    from: usize,
    n: usize,
    depth: usize,
    key: u128,
}

impl Bisection {
    /// Of some ranks, the first whose units are not below each key.
    fn both(ranks: &Range<usize>, depth: usize, keys: [u128; 2]) -> [Self; 2] {
        keys.map(|key| Self { from: ranks.start, n: ranks.len(), depth, key })
    }
}

/// Carries bisections to their end. All are asked for what stands in the middle before any goes on: a step
/// branches on it, and behind a branch that is guessed wrong nothing was asked for.
fn bisect(all: &mut [Bisection], units: impl Fn(usize, &Bisection) -> u128) {
    let mut middles = vec![0; all.len()];
    while all.iter().any(|one| one.n > 0) {
        for (middle, one) in middles.iter_mut().zip(all.iter()) {
            if one.n > 0 {
                *middle = units(one.from + one.n / 2, one);
            }
        }
        for (&middle, one) in middles.iter().zip(all.iter_mut()) {
            if middle < one.key && one.n > 0 {
                one.from += one.n / 2 + 1;
                one.n -= one.n / 2 + 1;
            } else {
                one.n /= 2;
            }
        }
    }
}

impl Concordance {
    /// The ranks of the suffixes that begin with the units at each of some stretches of the stream; what
    /// [`Concordance::range`] finds one by one.
    pub fn ranges(&self, stream: &UnitStream, stretches: &[Range<usize>]) -> Vec<Range<usize>> {
        let mut ranks = self.near(stream, stretches);
        let mut depth = 1;
        loop {
            let is_open = |&i: &usize| stretches[i].len() > depth;
            let open: Vec<usize> = (0..stretches.len()).filter(is_open).collect();
            if open.is_empty() {
                return ranks;
            }
            if depth > LONG {
                for &i in &open {
                    ranks[i] = self.range(stream, &stream.ids[stretches[i].clone()]);
                }
                return ranks;
            }
            let narrowing = |&i: &usize| {
                let from = stretches[i].start + depth;
                let units = from..stretches[i].end.min(from + STRIDE);
                Narrowing { ranks: ranks[i].clone(), depth, units }
            };
            let asked: Vec<Narrowing> = open.iter().map(narrowing).collect();
            for (&i, narrow) in open.iter().zip(self.narrow_many(stream, &asked)) {
                ranks[i] = narrow;
            }
            depth += STRIDE;
        }
    }

    /// The ranks that each narrowing leaves.
    pub fn narrow_many(&self, stream: &UnitStream, asked: &[Narrowing]) -> Vec<Range<usize>> {
        let edges = |one: &Narrowing| {
            Bisection::both(&one.ranks, one.depth, keys(&stream.ids[one.units.clone()]))
        };
        let mut all: Vec<Bisection> = asked.iter().flat_map(edges).collect();
        bisect(&mut all, |rank, one| {
            units_at(&stream.ids, self.suffixes[rank] as usize + one.depth)
        });
        all.chunks(2).map(|edges| edges[0].from..edges[1].from).collect()
    }

    /// Ranks among which those of each stretch lie, whose suffixes all begin with its first unit: as far as the
    /// signposts lead.
    fn near(&self, stream: &UnitStream, stretches: &[Range<usize>]) -> Vec<Range<usize>> {
        let same_first = |stretch: &Range<usize>| match stream.ids[stretch.clone()].first() {
            Some(first) => self.of_unit(*first),
            None => 0..0,
        };
        let ranks: Vec<Range<usize>> = stretches.iter().map(same_first).collect();
        let edges = |(stretch, ranks): (&Range<usize>, &Range<usize>)| {
            let rest = stream.ids[stretch.clone()].get(1..).unwrap_or_default();
            let (least, most) = posts_around(rest);
            Bisection::both(&posts_of(ranks), 0, [post_key(least), post_key(most) + 1])
        };
        let mut all: Vec<Bisection> = stretches.iter().zip(&ranks).flat_map(edges).collect();
        bisect(&mut all, |post, _| post_key(self.posts[post]));
        let near = |(ranks, edges): (Range<usize>, &[Bisection])| {
            between_posts(ranks, edges[0].from..edges[1].from)
        };
        ranks.into_iter().zip(all.chunks(2)).map(near).collect()
    }
}

fn post_key((second, third): (u32, u32)) -> u128 {
    u128::from(second) << 32 | u128::from(third)
}

/// The units at a position that are compared at a step, as a number in their order.
#[inline]
fn units_at(ids: &[UnitId], position: usize) -> u128 {
    match ids[position.min(ids.len())..].first_chunk() {
        Some(&[a, b, c]) => number(a.0 + 1, b.0 + 1, c.0 + 1),
        None => units_at_end(ids, position),
    }
}

/// The same behind which the stream ends: what is missing sorts before all units.
#[cold]
fn units_at_end(ids: &[UnitId], position: usize) -> u128 {
    let unit = |i: usize| ids.get(position + i).map_or(0, |unit| unit.0 + 1);
    number(unit(0), unit(1), unit(2))
}

/// The least number of what begins with some units, and one past the greatest.
fn keys(units: &[UnitId]) -> [u128; 2] {
    let unit = |i: usize, missing: u32| units.get(i).map_or(missing, |unit| unit.0 + 1);
    let of = |missing: u32| number(unit(0, missing), unit(1, missing), unit(2, missing));
    [of(0), of(u32::MAX) + 1]
}

#[inline]
fn number(a: u32, b: u32, c: u32) -> u128 {
    u128::from(a) << 64 | u128::from(u64::from(b) << 32 | u64::from(c))
}

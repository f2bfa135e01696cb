//! Regions: pieces near each other on both sides, in whatever order, made one passage.
//!
//! Pieces whose gaps are small on both sides form a group (single linkage). The hull of a group, with
//! a margin, is tiled anew ([`crate::tiles`]), which finds what no seed was long enough for. Each side
//! is then cut to its densest stretch, where a unit under a tile gains 5 and one beside costs 3: more
//! than three units of eight must agree. The stretch on the first side, the tiles that lie in it, and the
//! densest stretch of those on the second side are a region; what is left is searched again. A region
//! takes the place of the pieces it covers if it holds more of them than one and is telling as a whole;
//! identity is then the units under tiles over the longer side.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::chain::Seed;
use crate::reuse::content::Content;
use crate::reuse::pairs::{Fragment, Reach, distance, hull, is_covered, len, overlap};
use crate::tiles;

/// Gain of a unit under a tile, and cost of one beside.
const GAIN: i64 = 5;
const COST: i64 = 3;
/// Earlier pieces a piece may be grouped with.
const LOOK_BACK: usize = 64;
/// Times a side is cut to what the other leaves.
const ROUNDS: usize = 3;

/// Joins the pieces of two scopes, `a` and `b`; `loose` are matches that belong to no piece. Regions
/// that are not sound leave their pieces as they are.
pub(super) fn join(
    content: &Content,
    pieces: Vec<Fragment>,
    loose: &[Seed],
    scopes: (&Range<u32>, &Range<u32>),
    reach: Reach,
    is_sound: impl Fn(&Fragment) -> bool,
) -> Vec<Fragment> {
    let mut all = pieces;
    all.extend(loose.iter().map(|&seed| Fragment::of(vec![seed])));
    if all.len() < 2 {
        return all;
    }
    let mut joined = Vec::new();
    for group in groups(&all, reach.region_gap) {
        if let [one] = group[..] {
            joined.push(all[one].clone());
            continue;
        }
        let parts: Vec<&Fragment> = group.iter().map(|&i| &all[i]).collect();
        let mut regions = densest(content, &parts, scopes, reach);
        regions.retain(|region| {
            let inside = parts.iter().filter(|p| covers(region, p));
            let best = inside.clone().map(|p| p.matched).max().unwrap_or(0);
            inside.count() > 1 && region.matched > best && is_sound(region)
        });
        let left = group.iter().filter(|&&i| !regions.iter().any(|r| covers(r, &all[i])));
        joined.extend(left.map(|&i| all[i].clone()));
        joined.extend(regions);
    }
    joined
}

fn covers(region: &Fragment, piece: &Fragment) -> bool {
    is_covered(&piece.a, std::iter::once(&region.a))
        && is_covered(&piece.b, std::iter::once(&region.b))
}

/// Pieces that are near on both sides, directly or through others, as indices.
fn groups(pieces: &[Fragment], gap: u32) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_unstable_by_key(|&i| (pieces[i].a.start, pieces[i].b.start, pieces[i].a.end));
    let mut group_of: Vec<usize> = (0..pieces.len()).collect();
    let root = |group_of: &[usize], mut i: usize| {
        while group_of[i] != i {
            i = group_of[i];
        }
        i
    };
    for (k, &i) in order.iter().enumerate() {
        for &j in &order[k.saturating_sub(LOOK_BACK)..k] {
            let near = |x: &Range<u32>, y: &Range<u32>| distance(x, y) <= gap;
            if near(&pieces[i].a, &pieces[j].a) && near(&pieces[i].b, &pieces[j].b) {
                let (x, y) = (root(&group_of, i), root(&group_of, j));
                group_of[x.max(y)] = x.min(y);
            }
        }
    }
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); pieces.len()];
    for &i in &order {
        members[root(&group_of, i)].push(i);
    }
    members.retain(|m| !m.is_empty());
    members
}

/// The regions of a group, densest first.
fn densest(
    content: &Content,
    parts: &[&Fragment],
    scopes: (&Range<u32>, &Range<u32>),
    reach: Reach,
) -> Vec<Fragment> {
    let all = |side: fn(&Fragment) -> &Range<u32>, scope: &Range<u32>| {
        let whole = parts.iter().map(|p| side(p).clone()).reduce(|x, y| hull(&x, &y));
        let whole = whole.unwrap_or(scope.start..scope.start);
        let from = whole.start.saturating_sub(reach.max_gap).max(scope.start);
        from..(whole.end + reach.max_gap).min(scope.end)
    };
    let (a, b) = (all(|p| &p.a, scopes.0), all(|p| &p.b, scopes.1));
    let units = |r: &Range<u32>| &content.ids[r.start as usize..r.end as usize];
    let is_word = |i: usize| !content.is_han(&(a.start + i as u32..a.start + i as u32 + 1));
    let mut left = tiles::tiles(units(&a), units(&b), is_word);
    let smallest = parts.iter().map(|p| p.matched).min().unwrap_or(0);
    let mut regions = Vec::new();
    while regions.len() < parts.len() && !left.is_empty() {
        let mut inside = left.clone();
        let (mut of_a, mut of_b) = (0..len(&a), 0..len(&b));
        for _ in 0..ROUNDS {
            of_a = dense(inside.iter().map(|t| (t.a, t.len)), &of_a, reach.hole);
            inside.retain(|t| overlap(&(t.a..t.a + t.len), &of_a) == t.len);
            of_b = dense(inside.iter().map(|t| (t.b, t.len)), &of_b, reach.hole);
            inside.retain(|t| overlap(&(t.b..t.b + t.len), &of_b) == t.len);
        }
        // What holds two parts agrees in more units than the smaller of them.
        if inside.iter().map(|t| t.len).sum::<u32>() <= smallest {
            break;
        }
        let taken: FxHashSet<u32> = inside.iter().map(|t| t.a).collect();
        left.retain(|t| !taken.contains(&t.a));
        let shift = |t: &Seed| Seed { a: t.a + a.start, b: t.b + b.start, len: t.len };
        regions.push(Fragment::of(inside.iter().map(shift).collect()));
    }
    regions
}

/// The stretch of highest score in `range`, given its covered parts; no gap in it is longer than
/// `hole`. Ties: the first.
fn dense(parts: impl Iterator<Item = (u32, u32)>, range: &Range<u32>, hole: u32) -> Range<u32> {
    let mut parts: Vec<(u32, u32)> = parts.collect();
    parts.sort_unstable();
    let (mut best_score, mut best) = (0i64, range.start..range.start);
    let (mut score, mut start, mut end) = (0i64, range.start, range.start);
    for (at, n) in parts {
        let gap = at - end.min(at);
        score -= COST * i64::from(gap);
        if score <= 0 || gap > hole {
            (score, start) = (0, at);
        }
        score += GAIN * i64::from(n);
        end = at + n;
        if score > best_score {
            (best_score, best) = (score, start..end);
        }
    }
    best
}

//! Cuts: the stretches of a repeat that may be phrases.
//!
//! ```text
//! A，紧扣B            →  A | 紧扣B                        (clauses apart, unless a couplet)
//! 美丽中国”实干争先   →  美丽中国 | 实干争先               (a quotation mark without its partner)
//! ```
//!
//! A couplet is two clauses of the same number of units, three to twelve on each side, without other
//! marks (知不足而奋进，望远山而力行): it is kept whole beside its clauses.

use crate::units::{UnitKind, UnitStream};

/// Longest side of a couplet, in units: 知不足而奋进，望远山而力行 has six.
const COUPLET_SIDE: usize = 12;

/// The stretches of a repeat that may be phrases: whole if it is a couplet or has no clause mark,
/// else its clauses; each cut again at quotation marks and brackets without their partner.
/// `(offset, length)` from the repeat's first unit.
pub fn cuts(stream: &UnitStream, first: usize, length: usize) -> Vec<(usize, usize)> {
    let commas: Vec<usize> =
        (0..length).filter(|&i| stream.kind(first + i) == UnitKind::Comma).collect();
    let mut clauses = Vec::new();
    let mut from = 0;
    for &at in commas.iter().chain([&length]) {
        clauses.push((from, at - from));
        from = at + 1;
    }
    if let [comma] = commas[..]
        && is_couplet(stream, first, comma, length)
    {
        clauses.push((0, length));
    }
    clauses
        .into_iter()
        .flat_map(|(offset, length)| balanced(stream, first + offset, length, offset))
        .collect()
}

fn is_couplet(stream: &UnitStream, first: usize, comma: usize, length: usize) -> bool {
    let (left, right) = (comma, length - comma - 1);
    let plain = |from: usize, to: usize| (from..to).all(|i| stream.kind(first + i).is_content());
    (3..=COUPLET_SIDE).contains(&left)
        && left == right
        && plain(0, comma)
        && plain(comma + 1, length)
}

/// Whether every quotation mark and bracket of a stretch has its partner in it.
pub fn is_balanced(stream: &UnitStream, first: usize, length: usize) -> bool {
    balanced(stream, first, length, 0) == [(0, length)]
}

/// Cuts at every quotation mark or bracket whose partner lies outside.
fn balanced(
    stream: &UnitStream,
    first: usize,
    length: usize,
    offset: usize,
) -> Vec<(usize, usize)> {
    let mut open: Vec<usize> = Vec::new();
    let mut lone: Vec<usize> = Vec::new();
    for i in 0..length {
        if stream.opens(first + i) {
            open.push(i);
        } else if stream.closes(first + i) && open.pop().is_none() {
            lone.push(i);
        }
    }
    lone.extend(open);
    lone.sort_unstable();
    let mut parts = Vec::new();
    let mut from = 0;
    for &at in lone.iter().chain([&length]) {
        if at > from {
            parts.push((offset + from, at - from));
        }
        from = at + 1;
    }
    parts
}

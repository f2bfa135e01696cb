//! What stands beside a hit in the same sentence.
//!
//! ```text
//! 我们要画好“最大同心圆”，凝聚力量。     units before, outwards: 好 画 要      word before: 画好
//!                                       units after:  凝 聚 力              word after:  凝聚
//! ```
//!
//! Marks are stepped over, sentence ends are not: the first word of the next sentence is nobody's
//! neighbour. Lines are ordered by units ([`super::order`]), counts are of words ([`super::count`]),
//! since a lone Han character says little.

use std::ops::Range;

use crate::corpus::UnitId;
use crate::units::UnitStream;

/// How many units beside a hit order its line (L1 to L3, R1 to R3).
pub const DEPTH: usize = 3;

/// A side of a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Before it.
    Left,
    /// Behind it.
    Right,
}

/// The positions of the content units on a side of a hit, from the nearest outwards.
fn beside<'a>(
    stream: &'a UnitStream,
    hit: &Range<usize>,
    side: Side,
) -> impl Iterator<Item = usize> + 'a {
    let mut at = match side {
        Side::Left => hit.start.checked_sub(1),
        Side::Right => Some(hit.end),
    };
    let positions = std::iter::from_fn(move || {
        let position = at?;
        at = match side {
            Side::Left => position.checked_sub(1),
            Side::Right => Some(position + 1),
        };
        Some(position)
    });
    positions
        .take_while(|&p| p < stream.len() && !stream.kind(p).ends_phrase())
        .filter(|&p| stream.kind(p).is_content())
}

/// The nearest units on a side, none beyond the sentence. Units are numbered by their sorted forms, so
/// these compare as the text does; the edge of a sentence comes before everything.
pub fn units(stream: &UnitStream, hit: &Range<usize>, side: Side) -> [Option<UnitId>; DEPTH] {
    let mut units = [None; DEPTH];
    for (unit, position) in units.iter_mut().zip(beside(stream, hit, side)) {
        *unit = Some(stream.ids[position]);
    }
    units
}

/// The word next to a hit, as far as it lies outside of it.
pub fn word(stream: &UnitStream, hit: &Range<usize>, side: Side) -> Option<Range<usize>> {
    let position = beside(stream, hit, side).next()?;
    Some(match side {
        Side::Left => stream.word_start(position)..position + 1,
        Side::Right => position..stream.word_end(position),
    })
}

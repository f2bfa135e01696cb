//! The order in which lines are read.
//!
//! Sorted by what stands beside the phrase, equal wordings come to stand one below the other: the way
//! concordances have been read since Luhn's KWIC (1960). Left neighbours are read outwards from the
//! phrase (L1, L2, L3), right ones as they stand. Ties keep the order of the documents and positions.

use super::Hit;
use super::neighbours::{Side, units};
use crate::corpus::{Corpus, UnitId};
use crate::units::UnitStream;

/// What lines are ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Order {
    /// Document by name, then the place in it
    #[default]
    Position,
    /// The three characters or words before the phrase, read outwards from it
    Left,
    /// The three characters or words after it
    Right,
    /// What fills the slots
    Filler,
    /// The document's date, undated ones last
    Date,
    /// The document's group, those without last
    Group,
}

/// Sorts hits that stand in order of their positions.
pub fn sort(corpus: &Corpus, stream: &UnitStream, hits: &mut [Hit], order: Order) {
    let document = |hit: &Hit| &corpus[hit.document(stream)];
    match order {
        Order::Position => {}
        Order::Left => hits.sort_by_cached_key(|h| units(stream, &h.range, Side::Left)),
        Order::Right => hits.sort_by_cached_key(|h| units(stream, &h.range, Side::Right)),
        Order::Filler => hits.sort_by_cached_key(|h| fillers(stream, h)),
        Order::Date => hits.sort_by_cached_key(|h| {
            let date = document(h).date;
            (date.is_none(), date)
        }),
        Order::Group => hits.sort_by_cached_key(|h| {
            let group = document(h).group.as_deref();
            (group.is_none(), group)
        }),
    }
}

/// The units that fill each slot.
pub(super) fn fillers(stream: &UnitStream, hit: &Hit) -> Vec<Vec<UnitId>> {
    hit.fillers.iter().map(|filler| stream.ids[filler.clone()].to_vec()).collect()
}

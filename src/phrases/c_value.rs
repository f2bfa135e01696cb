//! The C-value: how often a phrase is said on its own, weighed by its length.
//!
//! ```text
//! C(a) = log2 |a| · f(a)                                  if no longer phrase holds a
//! C(a) = log2 |a| · (f(a) − (1/|T|) Σ over b in T of f(b))  else
//! ```
//!
//! T are the longer listed phrases that hold a, and f(b) counts those occurrences of b that lie in no
//! longer phrase of the list themselves (Frantzi, Ananiadou & Mima 2000): a plain sum would count the
//! places of nested phrases twice. |a| is in content units.
//!
//! The phrases that a phrase holds are looked up by their units, one window for each length that
//! occurs: linear in the units of the list for each of these lengths.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Phrase;
use crate::corpus::UnitId;
use crate::units::UnitStream;

/// The C-value of every phrase, in the order of the list.
pub fn c_values(stream: &UnitStream, phrases: &[Phrase]) -> Vec<f64> {
    let units = |p: &Phrase| &stream.ids[p.at.0 as usize..(p.at.0 + p.at.1) as usize];
    let items: Vec<Item<'_>> = phrases
        .iter()
        .map(|p| Item {
            units: units(p),
            length: p.n_units,
            f: p.n_occurrences,
            independent: p.n_independent,
        })
        .collect();
    of_items(&items)
}

/// What a C-value is made of.
struct Item<'a> {
    units: &'a [UnitId],
    /// Content units.
    length: u32,
    f: u32,
    /// Occurrences in no longer item.
    independent: u32,
}

fn of_items(items: &[Item<'_>]) -> Vec<f64> {
    let by_units: FxHashMap<&[UnitId], usize> =
        items.iter().enumerate().map(|(i, item)| (item.units, i)).collect();
    let mut lengths: Vec<usize> = items.iter().map(|item| item.units.len()).collect();
    lengths.sort_unstable();
    lengths.dedup();
    // For each item: how many longer ones hold it, and their independent occurrences.
    let mut held = vec![(0u32, 0u64); items.len()];
    for item in items {
        let inside: FxHashSet<usize> = lengths
            .iter()
            .take_while(|&&n| n > 0 && n < item.units.len())
            .flat_map(|&n| item.units.windows(n))
            .filter_map(|window| by_units.get(window).copied())
            .collect();
        for i in inside {
            held[i].0 += 1;
            held[i].1 += u64::from(item.independent);
        }
    }
    let value = |(item, (n, f)): (&Item<'_>, (u32, u64))| {
        let nested = if n == 0 { 0.0 } else { f as f64 / f64::from(n) };
        f64::from(item.length).log2() * (f64::from(item.f) - nested)
    };
    items.iter().zip(held).map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_values_of_the_definition_come_out() {
        // adenoid 0, cystic 1, basal 2, cell 3, carcinoma 4, ulcerated 5, recurrent 6, circumscribed 7
        let of = |words: &[u32]| words.iter().map(|&w| UnitId(w)).collect::<Vec<_>>();
        let texts = [
            (of(&[0, 1, 2, 3, 4]), 5, 5),
            (of(&[1, 2, 3, 4]), 11, 6),
            (of(&[5, 2, 3, 4]), 7, 7),
            (of(&[6, 2, 3, 4]), 5, 5),
            (of(&[7, 2, 3, 4]), 3, 3),
            (of(&[2, 3, 4]), 984, 958),
        ];
        let items: Vec<Item<'_>> = texts
            .iter()
            .map(|(units, f, independent)| Item {
                units,
                length: units.len() as u32,
                f: *f,
                independent: *independent,
            })
            .collect();
        let expected = [11.609_640, 12.0, 14.0, 10.0, 6.0, 1_551.361_296];
        for (found, expected) in of_items(&items).into_iter().zip(expected) {
            assert!((found - expected).abs() < 1e-6, "{found} {expected}");
        }
    }
}

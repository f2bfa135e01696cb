//! Places: where each accepted formula occurs, and the finding made of them.
//!
//! The folded units of a formula are looked up in the concordance, quoted or not. A place belongs
//! to the longest formula that covers it (四个一批, not 四个一) and to no longer number (四个 in
//! 十四个). A bare run of digits is counted between quotation marks only.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::Formula;
use super::expansion::Expander;
use super::expansions;
use super::grammar::Shape;
use super::numerals::is_numeral;
use super::scan::Site;
use crate::concordance::Concordance;
use crate::corpus::{Text, UnitId};
use crate::places::Places;
use crate::units::{UnitKind, UnitStream};

/// The stretches at which each formula occurs, longest formulas first served.
pub fn occurrences(
    stream: &UnitStream,
    index: &Concordance,
    accepted: &[(Vec<UnitId>, Site)],
) -> Vec<Vec<Range<usize>>> {
    let quote = stream.id_of("\"");
    let numerals: FxHashSet<UnitId> = stream
        .vocabulary
        .iter()
        .enumerate()
        .filter(|(_, v)| is_numeral(v) || *v == "第")
        .map(|(i, _)| UnitId(i as u32))
        .collect();
    let mut taken: FxHashSet<usize> = FxHashSet::default();
    accepted
        .iter()
        .map(|(units, site)| {
            let mut patterns = vec![units.clone()];
            let behind = site.end - site.range.end;
            if let (true, Some(q)) = (behind > 1, quote) {
                let mut quoted = units.clone();
                quoted.insert(site.range.len().min(units.len()), q);
                patterns.push(quoted);
            }
            let bare = matches!(site.shape, Shape::Run { carrier: false, .. });
            let mut places: Vec<Range<usize>> = patterns
                .iter()
                .flat_map(|pattern| {
                    let n = pattern.len();
                    index.find(stream, pattern).iter().map(move |&p| p as usize..p as usize + n)
                })
                .filter(|r| r.start == 0 || !numerals.contains(&stream.ids[r.start - 1]))
                .filter(|r| {
                    let quoted =
                        |p: Option<usize>| p.is_some_and(|p| stream.kind(p) == UnitKind::Quote);
                    !bare || (quoted(r.start.checked_sub(1)) && quoted(Some(r.end)))
                })
                .filter(|r| !taken.contains(&r.start))
                .collect();
            places.sort_unstable_by_key(|r| r.start);
            taken.extend(places.iter().cloned().flatten());
            places
        })
        .collect()
}

/// The formula at these stretches.
pub fn formula(
    texts: &[Text],
    stream: &UnitStream,
    expander: &Expander<'_>,
    site: &Site,
    ranges: &[Range<usize>],
) -> Formula {
    let place = |r: &Range<usize>| stream.place(r.start, r.len());
    let first = place(&ranges[0]);
    let places: Places = ranges.iter().map(place).collect();
    let text = texts[first.document.index()].slice(first.span);
    let text = text.chars().filter(|&c| crate::fold::fold_char(c) != '"').collect();
    let (expansions, mismatches) = expansions::collect(expander, &site.shape, ranges);
    Formula {
        text,
        n_documents: places.documents().len() as u32,
        n_occurrences: places.len() as u32,
        expansion: expansions.first().map(|e| e.items.clone()).unwrap_or_default(),
        expansions,
        mismatches,
        places,
    }
}

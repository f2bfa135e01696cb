//! Evidence: which counts outside quotation marks are names.
//!
//! For each open site, over all places of its units: does it recur, does a mark or function word
//! follow it in [`CLOSED`] of them, is X always counted with this number ([`OWN_NUMBER`]), or does
//! its expansion follow right behind? Of several ends the first with evidence is taken, a longer one
//! if it occurs as often ([`AS_OFTEN`]).

use rustc_hash::{FxHashMap, FxHashSet};

use super::expansion::Expander;
use super::grammar::Shape;
use super::is_proverb;
use super::scan::{Site, begins_with_place};
use crate::corpus::UnitId;
use crate::phrases::function_words::is_loose;
use crate::units::{UnitKind, UnitStream};

/// Least share of an X's counts that one number must have.
const OWN_NUMBER: f64 = 0.8;

/// A longer form is meant if it occurs at least this often, as a share of the shorter.
const AS_OFTEN: f64 = 0.95;

/// Least share of an unquoted formula's places with a mark or function word behind it: 五大海上风电
/// is always followed by 基地.
const CLOSED: f64 = 0.3;

#[derive(Default)]
struct Tally {
    n: u32,
    closed: u32,
    documents: u32,
    last: Option<u32>,
}

impl Tally {
    fn add(&mut self, document: u32, closed: bool) {
        self.n += 1;
        self.closed += u32::from(closed);
        self.documents += u32::from(self.last != Some(document));
        self.last = Some(document);
    }
}

/// The open sites that have evidence, one end each.
pub fn with_evidence(
    stream: &UnitStream,
    expander: &Expander<'_>,
    open: &[Vec<Site>],
    named: &FxHashMap<Vec<UnitId>, Site>,
) -> Vec<Site> {
    let mut tallies: FxHashMap<&[UnitId], Tally> = FxHashMap::default();
    let mut nouns: FxHashMap<&[UnitId], u32> = FxHashMap::default();
    for ends in open {
        for site in ends {
            let document = stream.document(site.range.start).0;
            tallies
                .entry(&stream.ids[site.range.clone()])
                .or_default()
                .add(document, is_closed(stream, site.range.end));
            if let Shape::Counted { noun, .. } = site.shape {
                nouns.insert(&stream.ids[site.range.start + noun - 1..site.range.end], 0);
            }
        }
    }
    count_nouns(stream, &mut nouns);
    let is_own = |site: &Site, tally: &Tally| match site.shape {
        Shape::Counted { noun, .. } => {
            let all = nouns.get(&stream.ids[site.range.start + noun - 1..site.range.end]);
            f64::from(tally.n) >= OWN_NUMBER * f64::from(all.copied().unwrap_or(0))
        }
        _ => true,
    };
    let mut seen: FxHashSet<&[UnitId]> = FxHashSet::default();
    let mut found = Vec::new();
    for ends in open {
        let is_named = |s: &Site| named.contains_key(&stream.ids[s.range.clone()]);
        if ends.iter().any(is_named) {
            continue;
        }
        let mut best: Option<&Site> = None;
        for site in ends {
            let units = &stream.ids[site.range.clone()];
            let Some(tally) = tallies.get(units) else { continue };
            let recurs = (tally.documents >= 2 || tally.n >= 3)
                && f64::from(tally.closed) >= CLOSED * f64::from(tally.n);
            let spread = match site.shape {
                Shape::Repeated(_) => tally.n >= 2,
                _ => recurs && is_own(site, tally),
            };
            let good = spread
                || expander
                    .announced(&site.range, &site.shape)
                    .is_some_and(|items| items.len() > 2);
            let longer = |b: &Site| {
                tallies
                    .get(&stream.ids[b.range.clone()])
                    .is_some_and(|shorter| f64::from(tally.n) >= AS_OFTEN * f64::from(shorter.n))
            };
            if good && best.is_none_or(longer) {
                best = Some(site);
            }
        }
        if let Some(site) = best
            && seen.insert(&stream.ids[site.range.clone()])
            && !is_proverb(&stream.text(site.range.clone()))
            && !begins_with_place(&stream.text(site.range.clone()))
        {
            found.push(site.clone());
        }
    }
    found
}

fn is_closed(stream: &UnitStream, p: usize) -> bool {
    p >= stream.len() || !stream.kind(p).is_content() || is_loose(stream.unit(p))
}

/// Counts each 个 X and 大 X behind any number or other determiner.
fn count_nouns(stream: &UnitStream, nouns: &mut FxHashMap<&[UnitId], u32>) {
    let ids = |list: &[&str]| -> FxHashSet<UnitId> {
        list.iter().filter_map(|u| stream.id_of(u)).collect()
    };
    let measures = ids(&["个", "大"]);
    let determiners = ids(&[
        "一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千", "万", "这",
        "那", "每", "各", "几", "某", "首", "多", "数", "整", "余",
    ]);
    let longest = nouns.keys().map(|k| k.len()).max().unwrap_or(0);
    for p in 1..stream.len() {
        if !measures.contains(&stream.ids[p]) {
            continue;
        }
        let counted =
            determiners.contains(&stream.ids[p - 1]) || stream.kind(p - 1) == UnitKind::Number;
        if !counted {
            continue;
        }
        for n in 2..=longest.min(stream.len() - p) {
            if let Some(count) = nouns.get_mut(&stream.ids[p..p + n]) {
                *count += 1;
            }
        }
    }
}

//! Ranking: the head of a family leads for it, and what better phrases have said is taken off.
//!
//! ```text
//! lead  = base of the phrase, or, for the head of a family, the best base in the family
//! score = lead · (2 + 3·news)/5
//! ```
//!
//! A phrase that differs from a better one in its numbers only (国防部26日称, 国防部27日称) says nothing
//! new: it keeps a tenth of its lead.
//!
//! News is the share of the phrase's units, over all its places, that no phrase with a higher lead
//! covers: 大统战工作格局 leads; 巩固大统战工作格局 and 统战工作格局 follow at a distance, so that
//! the first lines of the list say much. The list can be put into another order ([`Rank`]); the score
//! then decides between equals. Ties of the score go by documents, occurrences, length, then the text.

use std::cmp::{Ordering, Reverse};

use rustc_hash::FxHashSet;

use super::{Family, Phrase, PhraseSettings, Phrases, Rank};
use crate::bits::Bits;
use crate::concordance::Concordance;
use crate::corpus::{Date, UnitId};
use crate::units::{UnitKind, UnitStream};

/// Orders phrases by their base score, best first, as the families want them.
pub fn by_base(phrases: &mut [Phrase]) {
    phrases.sort_by(better);
}

/// Turns base scores into final scores, orders the phrases by them, and the families by documents,
/// then by the rank of their heads. Linear in the places.
pub fn rank(
    stream: &UnitStream,
    index: &Concordance,
    phrases: &mut Vec<Phrase>,
    families: &mut Vec<Family>,
) {
    for family in families.iter() {
        let best = family.members.iter().map(|&m| phrases[m as usize].score).fold(0.0, f64::max);
        phrases[family.head as usize].score = best;
    }
    demote_numbered(stream, phrases);
    let order = order(phrases);
    let mut said = Bits::none(stream.len());
    for &i in &order {
        let (first, last) = phrases[i].ranks;
        let length = phrases[i].at.1 as usize;
        let places = &index.suffixes[first as usize..last as usize];
        let mut new = 0;
        for some in places.chunks(AT_ONCE) {
            said.fetch(some.iter().map(|&p| p as usize));
            let say = |&p: &i32| u64::from(said.insert(p as usize..p as usize + length));
            new += some.iter().map(say).sum::<u64>();
        }
        let units = places.len() * length;
        phrases[i].score *= (2.0 + 3.0 * new as f64 / units.max(1) as f64) / 5.0;
    }

    let order = self::order(phrases);
    arrange(phrases, families, &order);
}

/// Places whose bits are brought near at once.
const AT_ONCE: usize = 64;
/// What a phrase keeps of its lead when a better one says the same with another number.
const NUMBERED: f64 = 0.1;

fn demote_numbered(stream: &UnitStream, phrases: &mut [Phrase]) {
    let mut seen: FxHashSet<Vec<Option<UnitId>>> = FxHashSet::default();
    for i in order(phrases) {
        let (start, length) = phrases[i].at;
        let positions = start as usize..(start + length) as usize;
        let is_number = |p: usize| stream.kind(p) == UnitKind::Number;
        if !positions.clone().any(is_number) {
            continue;
        }
        let masked = positions.map(|p| (!is_number(p)).then_some(stream.ids[p])).collect();
        if !seen.insert(masked) {
            phrases[i].score *= NUMBERED;
        }
    }
}

/// Puts the phrases into an order by another figure than the score, keeps those of the kinds wanted
/// and no more than the limit. `last_use` gives the date of a phrase's last use.
pub fn arrange_by(
    found: &mut Phrases,
    settings: &PhraseSettings,
    last_use: impl Fn(&Phrase) -> Option<Date>,
) {
    let phrases = &mut found.phrases;
    let wanted = |p: &Phrase| settings.kinds.is_empty() || settings.kinds.contains(&p.kind);
    let mut order: Vec<usize> = (0..phrases.len()).filter(|&i| wanted(&phrases[i])).collect();
    // The list comes in the order of the score and the sort is stable: the score decides between
    // equals.
    let p = |i: usize| &phrases[i];
    match settings.rank {
        Rank::Score => {}
        Rank::Spread => order.sort_by(|&a, &b| {
            let spread = |i: usize| (p(i).n_documents, p(i).n_sections);
            spread(b).cmp(&spread(a)).then(p(a).dispersion.total_cmp(&p(b).dispersion))
        }),
        Rank::CValue => order.sort_by(|&a, &b| p(b).c_value.total_cmp(&p(a).c_value)),
        Rank::Length => order.sort_by_key(|&i| Reverse(p(i).n_units)),
        Rank::Recent => {
            let last: Vec<Option<Date>> = phrases.iter().map(last_use).collect();
            order.sort_by_key(|&i| Reverse((last[i], p(i).n_documents)));
        }
    }
    if settings.limit > 0 {
        order.truncate(settings.limit);
    }
    arrange(phrases, &mut found.families, &order);
}

/// Keeps the phrases of an order, and numbers them and their families by it. A family whose head is
/// not kept is led by its first member that is; one without members is gone.
fn arrange(phrases: &mut Vec<Phrase>, families: &mut Vec<Family>, order: &[usize]) {
    let mut place = vec![None; phrases.len()];
    for (rank, &i) in order.iter().enumerate() {
        place[i] = Some(rank as u32);
    }
    for family in families.iter_mut() {
        family.members = family.members.iter().filter_map(|&m| place[m as usize]).collect();
        let head = place[family.head as usize].or(family.members.first().copied());
        family.head = head.unwrap_or_default();
    }
    families.retain(|f| !f.members.is_empty());
    families.sort_by_key(|f| (Reverse(f.n_documents), f.head));
    let mut unordered: Vec<Option<Phrase>> = phrases.drain(..).map(Some).collect();
    phrases.extend(order.iter().filter_map(|&i| unordered[i].take()));
    for (id, family) in families.iter().enumerate() {
        for &member in &family.members {
            phrases[member as usize].family = id as u32;
        }
    }
}

fn order(phrases: &[Phrase]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..phrases.len()).collect();
    order.sort_by(|&a, &b| better(&phrases[a], &phrases[b]));
    order
}

fn better(a: &Phrase, b: &Phrase) -> Ordering {
    b.score
        .total_cmp(&a.score)
        .then(b.n_documents.cmp(&a.n_documents))
        .then(b.n_occurrences.cmp(&a.n_occurrences))
        .then(b.at.1.cmp(&a.at.1))
        .then_with(|| a.text.cmp(&b.text))
}

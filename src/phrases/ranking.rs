//! Ranking: the head of a family leads for it, and what better phrases have said is taken off.
//!
//! ```text
//! lead  = base of the phrase, or, for the head of a family, the best base in the family
//! score = lead · (2 + 3·news)/5
//! ```
//!
//! News is the share of the phrase's units, over all its places, that no phrase with a higher lead
//! covers: 大统战工作格局 leads; 巩固大统战工作格局 and 统战工作格局 follow at a distance, so that
//! the first lines of the list say much. Ties go by documents, occurrences, length, then the text.

use std::cmp::Ordering;

use super::{Family, Phrase};
use crate::concordance::Concordance;
use crate::units::UnitStream;

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
    families: &mut [Family],
) {
    for family in families.iter() {
        let best = family.members.iter().map(|&m| phrases[m as usize].score).fold(0.0, f64::max);
        phrases[family.head as usize].score = best;
    }
    let mut order = order(phrases);
    let mut said = vec![false; stream.len()];
    for &i in &order {
        let (first, last) = phrases[i].ranks;
        let length = phrases[i].at.1 as usize;
        let (mut units, mut new) = (0usize, 0usize);
        for &p in &index.suffixes[first as usize..last as usize] {
            for said in &mut said[p as usize..p as usize + length] {
                units += 1;
                new += usize::from(!std::mem::replace(said, true));
            }
        }
        phrases[i].score *= (2.0 + 3.0 * new as f64 / units.max(1) as f64) / 5.0;
    }

    order = self::order(phrases);
    let mut place = vec![0u32; order.len()];
    for (rank, &i) in order.iter().enumerate() {
        place[i] = rank as u32;
    }
    for family in families.iter_mut() {
        family.head = place[family.head as usize];
        for member in &mut family.members {
            *member = place[*member as usize];
        }
    }
    families.sort_by_key(|f| (std::cmp::Reverse(f.n_documents), f.head));
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

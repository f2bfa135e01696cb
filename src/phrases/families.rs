//! Families: variants of one phrase (画好/画出/扩大 … 最大同心圆), grouped by alignment of units.
//!
//! ```text
//! 画 好 最大同心圆              大团结大联合            让河湖会呼吸、让岸线有故事
//! 画 出 最大同心圆     坚持     大团结大联合 主题       让岸线有故事、让河湖会呼吸
//! ```
//!
//! Two phrases are variants when what they share outweighs what they do not. A unit weighs by how
//! rare the pairs of units are that it stands in, over the distinct phrases: w = mean over its pairs
//! of ln(N / df) / ln N, at least [`LEAST_WEIGHT`]. So 民营经济高质量发展 does not join 高质量发展
//! by a core that hundreds of phrases have. Shared is the heaviest common subsequence, or the items
//! that both lists have, in any order. Variants share at least [`OF_LONGER`] of the longer's weight,
//! [`OF_SHORTER`] of the shorter's, and four characters or three words.
//!
//! The phrases are gone through by rank. One without a family founds a new one and takes every later
//! phrase without a family that is a variant of the founder itself: no chains. Rank and not number of
//! documents, since a part of a slogan is in more documents than the slogan, but too short to hold
//! its longer variants together (实干接力棒, 握紧苦干实干接力棒). The head is the variant in most
//! documents, then sections. A phrase still alone then joins the first family whose head it is a
//! variant of (传好实干接力棒 through 实干接力棒): the head is what the reader sees.
//!
//! Candidates share pairs of units that at most [`COMMON`] phrases have, one for every three units of
//! the shorter; that is part of the rule, so an inverted index over pairs finds them all.

use std::cmp::Reverse;

use bitcode::{Decode, Encode};
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::Phrase;
use crate::corpus::UnitId;
use crate::exec;
use crate::units::{UnitKind, UnitStream};

/// Least share of the longer phrase's weight.
const OF_LONGER: f64 = 0.58;

/// Least share of the shorter phrase's weight.
const OF_SHORTER: f64 = 0.75;

/// Least weight of a unit.
const LEAST_WEIGHT: f64 = 0.1;

/// Pairs of units in more phrases than this bring no two phrases together.
const COMMON: usize = 400;

/// Weights are taken as of this many phrases at least: among ten, sharing a pair says nothing.
const FEWEST: usize = 256;

/// Units of the shorter phrase for each pair that variants must share.
const UNITS_A_PAIR: usize = 3;

/// Stands for every number: 国防部26日称 and 国防部27日称 are variants.
const NUMBER: UnitId = UnitId(u32::MAX);

/// Variants of one phrase, grouped by the alignment of their units.
#[derive(Debug, Encode, Decode, Clone, Serialize)]
pub struct Family {
    /// The variant in most documents: an index into the phrases.
    pub head: u32,
    /// All variants, head first, then by documents: indices into the phrases.
    pub members: Vec<u32>,
    /// Documents that carry any of them.
    pub n_documents: u32,
}

impl Family {
    /// Counts the documents that carry any member.
    pub(super) fn count(&mut self, phrases: &[Phrase]) {
        let places = |&m: &u32| phrases[m as usize].places.iter().map(|p| p.document.0);
        let mut carriers: Vec<u32> = self.members.iter().flat_map(places).collect();
        carriers.sort_unstable();
        carriers.dedup();
        self.n_documents = carriers.len() as u32;
    }
}

/// Groups the phrases, which come best first, and notes in each phrase its family. Families are
/// ordered by documents, then by the rank of the head.
pub fn families(stream: &UnitStream, phrases: &mut [Phrase]) -> Vec<Family> {
    let forms: Vec<Form> = phrases.iter().map(|p| Form::of(stream, p)).collect();
    let postings = index(&forms);
    let weighed = Weighed::new(&forms, &postings);
    let mut groups = group(&weighed, &postings, COMMON);
    let spread = |m: u32| (phrases[m as usize].n_documents, phrases[m as usize].n_sections);
    for members in &mut groups {
        members.sort_unstable_by_key(|&m| (Reverse(spread(m)), m));
    }
    let groups = join_heads(groups, &weighed, &postings, COMMON, spread);
    let mut families: Vec<Family> = exec::map(&groups, |members| {
        let mut family = Family { head: members[0], members: members.clone(), n_documents: 0 };
        family.count(phrases);
        family
    });
    families.sort_by_key(|f| (Reverse(f.n_documents), f.head));
    for (i, family) in families.iter().enumerate() {
        for &m in &family.members {
            phrases[m as usize].family = i as u32;
        }
    }
    families
}

/// The content units of a phrase, and where its list items end.
#[derive(Debug, Clone, Default)]
struct Form {
    units: Vec<UnitId>,
    /// One past the last unit of each item.
    items: Vec<usize>,
    /// Least number of units that a variant must share.
    core: usize,
}

impl Form {
    fn of(stream: &UnitStream, phrase: &Phrase) -> Self {
        let mut form = Self { core: 4, ..Self::default() };
        let start = phrase.at.0 as usize;
        for p in start..start + phrase.at.1 as usize {
            let kind = stream.kind(p);
            if kind.is_content() {
                let is_number = kind == UnitKind::Number;
                form.units.push(if is_number { NUMBER } else { stream.ids[p] });
                form.core = if kind == UnitKind::Word { 3 } else { form.core };
            } else if matches!(stream.unit(p), "、" | "," | "·")
                && form.items.last() != Some(&form.units.len())
            {
                form.items.push(form.units.len());
            }
        }
        if !form.items.is_empty() {
            form.items.push(form.units.len());
        }
        form
    }

    fn pairs(&self) -> impl Iterator<Item = (UnitId, UnitId)> + '_ {
        self.units.windows(2).map(|w| (w[0], w[1]))
    }

    fn distinct_pairs(&self) -> Vec<(UnitId, UnitId)> {
        let mut pairs: Vec<(UnitId, UnitId)> = self.pairs().collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// Number of rare pairs that a variant at least as long must share.
    fn least_pairs(&self) -> usize {
        (self.units.len() / UNITS_A_PAIR).max(1)
    }

    /// The units of each list item with where they begin; nothing for a phrase without a list.
    fn lists(&self) -> impl Iterator<Item = (usize, &[UnitId])> {
        let starts = std::iter::once(0).chain(self.items.iter().copied());
        starts.zip(&self.items).map(|(from, &to)| (from, &self.units[from..to]))
    }
}

/// The forms with the weight of each unit.
struct Weighed<'a> {
    forms: &'a [Form],
    weights: Vec<Vec<f32>>,
    totals: Vec<f32>,
}

impl<'a> Weighed<'a> {
    fn new(forms: &'a [Form], postings: &Postings) -> Self {
        let n = (forms.len().max(FEWEST) as f64).ln();
        let weights: Vec<Vec<f32>> = exec::map(forms, |form| {
            let rarity: Vec<f64> = form
                .pairs()
                .map(|pair| {
                    let df = postings.get(&pair).map_or(1, Vec::len) as f64;
                    (1.0 - df.ln() / n).max(LEAST_WEIGHT)
                })
                .collect();
            (0..form.units.len())
                .map(|i| {
                    let near = &rarity[i.saturating_sub(1)..(i + 1).min(rarity.len())];
                    (near.iter().sum::<f64>() / near.len().max(1) as f64) as f32
                })
                .collect()
        });
        let totals = weights.iter().map(|w| w.iter().sum()).collect();
        Self { forms, weights, totals }
    }

    /// Whether two phrases share enough, by weight and by number of units.
    fn are_variants(&self, a: usize, b: usize) -> bool {
        let (short, long) = if self.totals[a] <= self.totals[b] { (a, b) } else { (b, a) };
        let (least, most) = (self.totals[short], self.totals[long]);
        let enough = (OF_SHORTER as f32 * least).max(OF_LONGER as f32 * most);
        if least < enough {
            return false;
        }
        let core = self.forms[a].core.min(self.forms[b].core);
        let fits = |(weight, n): (f32, usize)| weight >= enough && n >= core;
        fits(self.common_subsequence(a, b)) || fits(self.common_items(a, b))
    }

    /// The variants of a form among those wanted, ascending.
    fn variants(
        &self,
        i: usize,
        postings: &Postings,
        common: usize,
        is_wanted: impl Fn(u32) -> bool,
    ) -> Vec<u32> {
        // Each candidate stands once for each rare pair shared.
        let mut candidates: Vec<u32> = Vec::new();
        for pair in self.forms[i].distinct_pairs() {
            let Some(list) = postings.get(&pair).filter(|l| l.len() <= common) else { continue };
            candidates.extend(list.iter().filter(|&&j| j as usize != i && is_wanted(j)));
        }
        candidates.sort_unstable();
        candidates
            .chunk_by(|a, b| a == b)
            .filter(|same| {
                let j = same[0] as usize;
                let least = self.forms[i].least_pairs().min(self.forms[j].least_pairs());
                same.len() >= least && self.are_variants(i, j)
            })
            .map(|same| same[0])
            .collect()
    }

    /// Weight and number of units of the heaviest common subsequence. A unit shared weighs the mean
    /// of its weights on both sides.
    fn common_subsequence(&self, a: usize, b: usize) -> (f32, usize) {
        let (x, y) = (&self.forms[a].units, &self.forms[b].units);
        let mut row: Vec<(f32, usize)> = vec![(0.0, 0); y.len() + 1];
        for (i, unit) in x.iter().enumerate() {
            let mut diagonal = (0.0, 0);
            for (j, other) in y.iter().enumerate() {
                let above = row[j + 1];
                let left = row[j];
                let mut best = if above.0 >= left.0 { above } else { left };
                if unit == other {
                    let shared = 0.5 * (self.weights[a][i] + self.weights[b][j]);
                    if diagonal.0 + shared > best.0 {
                        best = (diagonal.0 + shared, diagonal.1 + 1);
                    }
                }
                diagonal = above;
                row[j + 1] = best;
            }
        }
        row.last().copied().unwrap_or_default()
    }

    /// Weight and number of units of the list items that both phrases have.
    fn common_items(&self, a: usize, b: usize) -> (f32, usize) {
        let mut free: Vec<(usize, &[UnitId])> = self.forms[b].lists().collect();
        let (mut weight, mut n) = (0.0, 0);
        for (from, item) in self.forms[a].lists() {
            let Some(at) = free.iter().position(|(_, other)| *other == item) else { continue };
            let (there, _) = free.swap_remove(at);
            let here: f32 = self.weights[a][from..from + item.len()].iter().sum();
            let there: f32 = self.weights[b][there..there + item.len()].iter().sum();
            weight += 0.5 * (here + there);
            n += item.len();
        }
        (weight, n)
    }
}

/// Inverted index: the phrases that have each pair of units, ascending.
fn index(forms: &[Form]) -> Postings {
    let mut postings = Postings::default();
    for (i, form) in forms.iter().enumerate() {
        for pair in form.distinct_pairs() {
            postings.entry(pair).or_default().push(i as u32);
        }
    }
    postings
}

type Postings = FxHashMap<(UnitId, UnitId), Vec<u32>>;

/// Members of each family, founder first; the place in the list ranks the forms.
fn group(weighed: &Weighed<'_>, postings: &Postings, common: usize) -> Vec<Vec<u32>> {
    let later: Vec<Vec<u32>> = exec::map_range(weighed.forms.len(), |i| {
        weighed.variants(i, postings, common, |j| j as usize > i)
    });
    greedy(&later)
}

/// Gives a phrase that is alone to the first family whose head it is a variant of, unless it is in
/// more documents than that head. The families come with their heads first.
fn join_heads(
    groups: Vec<Vec<u32>>,
    weighed: &Weighed<'_>,
    postings: &Postings,
    common: usize,
    spread: impl Fn(u32) -> (u32, u32) + Sync,
) -> Vec<Vec<u32>> {
    let (mut families, alone): (Vec<Vec<u32>>, Vec<Vec<u32>>) =
        groups.into_iter().partition(|members| members.len() > 1);
    let by_head: FxHashMap<u32, usize> =
        families.iter().enumerate().map(|(f, members)| (members[0], f)).collect();
    let joins: Vec<Option<usize>> = exec::map(&alone, |members| {
        let m = members[0];
        let may_lead = |j: u32| by_head.contains_key(&j) && spread(j) >= spread(m);
        let heads = weighed.variants(m as usize, postings, common, may_lead);
        heads.iter().filter_map(|head| by_head.get(head).copied()).min()
    });
    let mut left = Vec::new();
    for (members, join) in alone.into_iter().zip(joins) {
        match join {
            Some(family) => families[family].extend(members),
            None => left.push(members),
        }
    }
    for members in &mut families {
        members[1..].sort_unstable_by_key(|&m| (Reverse(spread(m)), m));
    }
    families.extend(left);
    families
}

/// Each phrase without a family, in order, founds one of the later variants that have none.
fn greedy(later: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let mut taken = vec![false; later.len()];
    let mut groups = Vec::new();
    for (founder, variants) in later.iter().enumerate() {
        if taken[founder] {
            continue;
        }
        let mut members = vec![founder as u32];
        for &v in variants {
            if !std::mem::replace(&mut taken[v as usize], true) {
                members.push(v);
            }
        }
        groups.push(members);
    }
    groups
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn form(text: &str) -> Form {
        let mut form = Form { core: 4, ..Form::default() };
        for c in text.chars() {
            if c == '、' {
                form.items.push(form.units.len());
            } else {
                form.units.push(UnitId(c as u32));
            }
        }
        if !form.items.is_empty() {
            form.items.push(form.units.len());
        }
        form
    }

    fn grouped(forms: &[Form], common: usize) -> Vec<Vec<u32>> {
        let postings = index(forms);
        group(&Weighed::new(forms, &postings), &postings, common)
    }

    fn groups(texts: &[&str]) -> Vec<Vec<u32>> {
        let forms: Vec<Form> = texts.iter().map(|t| form(t)).collect();
        grouped(&forms, COMMON)
    }

    #[test]
    fn a_changed_verb_an_insertion_and_a_new_order_make_variants() {
        assert_eq!(groups(&["画好最大同心圆", "画出最大同心圆"]), [[0, 1]]);
        assert_eq!(groups(&["学习贯彻党的二十大精神", "学习宣传贯彻党的二十大精神"]), [[0, 1]]);
        assert_eq!(groups(&["一村一味、一镇一香", "一镇一香、一村一味"]), [[0, 1]]);
        assert_eq!(
            groups(&["大统战工作格局", "完善大统战工作格局", "滚石上山不松肩"]),
            [vec![0, 1], vec![2]]
        );
    }

    #[test]
    fn a_phrase_alone_joins_the_head_it_is_a_variant_of() {
        // Too far from the founder, near enough to the head; what is in more documents than the head
        // stays alone.
        let texts = ["握紧实干接力棒", "实干接力棒", "传好实干接力棒", "滚石上山不松肩"];
        let forms: Vec<Form> = texts.iter().map(|t| form(t)).collect();
        let postings = index(&forms);
        let weighed = Weighed::new(&forms, &postings);
        assert_eq!(group(&weighed, &postings, COMMON), [vec![0, 1], vec![2], vec![3]]);
        let join = |documents: [u32; 4]| {
            let groups = vec![vec![1, 0], vec![2], vec![3]];
            join_heads(groups, &weighed, &postings, COMMON, |m| (documents[m as usize], 1))
        };
        assert_eq!(join([8, 10, 2, 6]), [vec![1, 0, 2], vec![3]]);
        assert_eq!(join([8, 10, 11, 6]), [vec![1, 0], vec![2], vec![3]]);
    }

    #[test]
    fn a_core_that_many_phrases_have_makes_no_family() {
        let heads =
            ["民营经济", "乡村旅游", "卫生健康", "数字政府", "教育事业", "海洋渔业", "山区农林"];
        let texts: Vec<String> = heads.iter().map(|h| format!("{h}高质量发展")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        assert_eq!(groups(&texts).len(), texts.len());
    }

    #[test]
    fn members_are_variants_of_the_founder_and_not_of_each_other_only() {
        assert_eq!(groups(&["乙丙丁戊己庚", "甲乙丙丁戊己", "丙丁戊己庚辛"]), [[0, 1, 2]]);
        assert_eq!(
            groups(&["甲乙丙丁戊己", "乙丙丁戊己庚", "丙丁戊己庚辛"]),
            [vec![0, 1], vec![2]]
        );
    }

    proptest! {
        #[test]
        fn the_index_finds_what_comparing_all_pairs_finds(
            texts in prop::collection::vec("[ab、c]{2,9}", 1..24),
            common in 1usize..12,
        ) {
            let forms: Vec<Form> = texts.iter().map(|t| form(t)).collect();
            let postings = index(&forms);
            let weighed = Weighed::new(&forms, &postings);
            let n = |pair: (UnitId, UnitId)| {
                forms.iter().filter(|f| f.pairs().any(|p| p == pair)).count()
            };
            let meets = |a: &Form, b: &Form| {
                let mut rare: Vec<_> = a.pairs().filter(|&p| n(p) <= common).collect();
                rare.retain(|&p| b.pairs().any(|q| p == q));
                rare.sort_unstable();
                rare.dedup();
                rare.len() >= (a.units.len().min(b.units.len()) / UNITS_A_PAIR).max(1)
            };
            let later: Vec<Vec<u32>> = (0..forms.len())
                .map(|i| {
                    (i + 1..forms.len())
                        .filter(|&j| meets(&forms[i], &forms[j]))
                        .filter(|&j| weighed.are_variants(i, j))
                        .map(|j| j as u32)
                        .collect()
                })
                .collect();
            prop_assert_eq!(grouped(&forms, common), greedy(&later));
        }
    }
}

//! Numeric formulas: 四个意识, 三会一课, “1234”工作法, and what they stand for.
//!
//! One pass over the units looks at every numeral ([`grammar`] says what may follow). Where nothing
//! shows that a count is a name, evidence is asked for:
//! - between quotation marks every shape is a formula;
//! - NUM 字方针 and numbers with 工作法, 模式 … behind are formulas as they stand;
//! - NUM X NUM X must recur or be followed by its expansion;
//! - NUM 个 X and NUM 大 X must recur in two documents or three times, and X must be counted with
//!   this number in four of five places where anything counts it (四个意识 is always four,
//!   while 两个国家 has 三个国家 and 一个国家 beside it), or the expansion must follow right behind.
//!
//! X ends at a word boundary: at the first that has the evidence, or further on if the longer form
//! occurs as often. Every place of the formula's folded text is counted, quoted or not, but for
//! places inside a longer formula (四个一 in 四个一批) or a longer number (四个 in 十四个). A bare
//! run of digits is counted between quotation marks only.

mod evidence;
mod expansion;
mod expansions;
mod grammar;
mod numerals;
mod places;
mod scan;
#[cfg(test)]
mod tests;
mod words;

use bitcode::{Decode, Encode};
use rustc_hash::FxHashMap;
use serde::Serialize;

use self::evidence::with_evidence;
use self::expansion::Expander;
use self::grammar::Shape;
use self::numerals::is_numeral;
use self::scan::{Scan, Site};
use crate::concordance::Concordance;
use crate::corpus::{Text, UnitId};
use crate::exec;
use crate::places::Places;
use crate::tokenize::tagged;
use crate::units::{UnitKind, UnitStream};

pub use expansion::Evidence;
pub use expansions::Expansion;

/// A numeric formula and what it stands for, where the text says so.
#[derive(Debug, Encode, Decode, Clone, Serialize)]
pub struct Formula {
    /// The formula as first written, without quotation marks.
    pub text: String,
    /// Documents that carry it.
    pub n_documents: u32,
    /// Times it occurs.
    pub n_occurrences: u32,
    /// The members of the enumeration it counts, empty where the text gives none: the expansion that
    /// most documents give.
    pub expansion: Vec<String>,
    /// Every expansion of the right size, most documents first.
    pub expansions: Vec<Expansion>,
    /// Definitions of another size (四个意识 with three members), most documents first.
    pub mismatches: Vec<Expansion>,
    /// Where it occurs.
    #[serde(skip)]
    pub places: Places,
}

impl Formula {
    /// The units of the formula, as [`crate::units`] folds them, in one string.
    pub fn folded(&self) -> String {
        crate::fold::fold(&self.text).split_whitespace().collect()
    }
}

/// Whether a folded text is a numeric formula by its form. A plain NUM X is not: only quotation
/// marks in the text tell 三张清单 from 三家企业.
pub fn is_formula(folded: &str) -> bool {
    let units = grammar::split(folded);
    let by_form = match units.first().filter(|u| is_numeral(u)) {
        Some(_) => grammar::shape(&units),
        None => None,
    };
    match by_form {
        None | Some(Shape::Plain(_)) => false,
        Some(Shape::Run { carrier, .. }) => carrier,
        Some(Shape::Repeated(_)) => !is_proverb(folded),
        Some(Shape::Counted { .. } | Shape::Words(_)) => true,
    }
}

/// Whether the dictionary has the whole text as a proverb (三心二意).
fn is_proverb(text: &str) -> bool {
    matches!(tagged(text)[..], [(_, "i")])
}

/// Finds the numeric formulas, by number of documents, occurrences and text.
pub fn find(texts: &[Text], stream: &UnitStream, index: &Concordance) -> Vec<Formula> {
    let scan = Scan::new(texts, stream);
    let expander = Expander { texts, stream };
    let (named, open) = scan.sites();
    let mut accepted: FxHashMap<Vec<UnitId>, Site> = FxHashMap::default();
    for site in named {
        let key = key(stream, &site);
        accepted.entry(key).or_insert(site);
    }
    for site in with_evidence(stream, &expander, &open, &accepted) {
        let key = key(stream, &site);
        accepted.entry(key).or_insert(site);
    }
    let mut accepted: Vec<(Vec<UnitId>, Site)> = accepted.into_iter().collect();
    accepted.sort_unstable_by(|a, b| (b.0.len(), &a.0).cmp(&(a.0.len(), &b.0)));
    let places = places::occurrences(stream, index, &accepted);
    let indices: Vec<usize> = (0..accepted.len()).filter(|&i| !places[i].is_empty()).collect();
    let mut formulas = exec::map(&indices, |&i| {
        places::formula(texts, stream, &expander, &accepted[i].1, &places[i])
    });
    formulas.sort_by(|a, b| {
        (b.n_documents, b.n_occurrences, &a.text).cmp(&(a.n_documents, a.n_occurrences, &b.text))
    });
    formulas
}

/// The units of a formula without the quotation marks inside “1234”工作法.
fn key(stream: &UnitStream, site: &Site) -> Vec<UnitId> {
    (site.range.start..site.end)
        .filter(|&p| stream.kind(p) != UnitKind::Quote)
        .map(|p| stream.ids[p])
        .collect()
}

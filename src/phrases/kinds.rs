//! Kinds: what sort of phrase it is, from its form alone.
//!
//! | kind | rule, first that fits |
//! |---|---|
//! | formula | one of those found in the corpus, or the grammar of [`super::formulas`] |
//! | enumeration | three or more items joined by 、 |
//! | name | ends in an office or body (…部长, …委员会), or only names of places and people; in spaced scripts, capitalised throughout |
//! | quotation | 16 units or more, between quotation marks in half of its places |
//! | term | a word of the dictionary; or no verb in it and at most eight characters (two words) |
//! | slogan | the rest |

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use super::formulas;
use crate::fold::is_han;
use crate::tokenize::tagged;

/// What sort of phrase it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum PhraseKind {
    /// A set phrase or slogan.
    Slogan,
    /// A short technical or institutional term.
    Term,
    /// A name, office or place.
    Name,
    /// A numeric formula (四个意识).
    Formula,
    /// Parallel items joined by 、.
    Enumeration,
    /// Mostly quoted.
    Quotation,
}

impl PhraseKind {
    /// The kind as tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Slogan => "slogan",
            Self::Term => "term",
            Self::Name => "name",
            Self::Formula => "formula",
            Self::Enumeration => "enumeration",
            Self::Quotation => "quotation",
        }
    }
}

/// Endings of offices and bodies.
const OFFICES: &str = "部长 书记 主任 局长 常委 委员 主席 会长 院长 校长 市长 县长 区长 省长 镇长 乡长 总理 \
    总统 厅长 司长 处长 科长 秘书长 理事长 董事长 总经理 同志 委员会 办公室 领导小组 \
    人民政府 党组 党工委 管委会 统战部 组织部 宣传部 党委 市委 县委 区委 省委 州委 \
    财政局 教育局 公安局 大学 学院 有限公司 集团 代表大会 国务院 党中央 中央";

const QUOTATION: usize = 16;
const TERM_CHARACTERS: usize = 8;

/// The kind of a phrase. `text` is its display form, `folded` the folded one, `n_units` its content
/// units, `quoted` the share of its occurrences between quotation marks.
pub fn kind(text: &str, folded: &str, n_units: usize, quoted: f64) -> PhraseKind {
    let items = folded.split('、').count();
    if formulas::is_formula(folded) {
        PhraseKind::Formula
    } else if items >= 3 {
        PhraseKind::Enumeration
    } else if folded.chars().any(is_han) {
        chinese(folded, items, n_units, quoted)
    } else {
        spaced(text, n_units, quoted)
    }
}

fn chinese(folded: &str, items: usize, n_units: usize, quoted: f64) -> PhraseKind {
    if OFFICES.split(' ').any(|o| folded.ends_with(o)) {
        return PhraseKind::Name;
    }
    let tags: Vec<&str> = tagged(folded).into_iter().map(|(_, tag)| tag).collect();
    if tags.iter().all(|t| matches!(*t, "ns" | "nr" | "nt" | "nrt" | "nrfg" | "x" | "m" | "q")) {
        PhraseKind::Name
    } else if quoted >= 0.5 && n_units >= QUOTATION {
        PhraseKind::Quotation
    } else if items == 1
        && n_units <= TERM_CHARACTERS
        && (tags.len() == 1
            || tags.iter().all(|t| t.starts_with(['n', 'b', 'j', 'q', 'm', 's', 'f', 'u'])))
    {
        PhraseKind::Term
    } else {
        PhraseKind::Slogan
    }
}

fn spaced(text: &str, n_units: usize, quoted: f64) -> PhraseKind {
    let is_capital = |w: &&str| w.chars().next().is_some_and(char::is_uppercase);
    let long: Vec<&str> = text.split_whitespace().filter(|w| w.chars().count() > 3).collect();
    if !long.is_empty() && long.iter().all(is_capital) {
        PhraseKind::Name
    } else if quoted >= 0.5 && n_units >= QUOTATION {
        PhraseKind::Quotation
    } else if n_units <= 2 {
        PhraseKind::Term
    } else {
        PhraseKind::Slogan
    }
}

/// Weight of a kind in the rank score: names and bare terms do not lead.
pub fn weight(kind: PhraseKind) -> f64 {
    match kind {
        PhraseKind::Slogan | PhraseKind::Formula | PhraseKind::Enumeration => 1.0,
        PhraseKind::Quotation => 0.8,
        PhraseKind::Term => 0.8,
        PhraseKind::Name => 0.4,
    }
}

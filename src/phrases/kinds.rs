//! Kinds: what sort of phrase it is, from its form alone.
//!
//! | kind | rule, first that fits |
//! |---|---|
//! | formula | one of those found in the corpus, or the grammar of [`super::formulas`] |
//! | boilerplate | ends in a word of reporting or of time (…强调, …今天) or holds wording of procedure (违反本条例); in spaced scripts, opens with a preposition (at the same time) |
//! | enumeration | three or more items joined by 、 |
//! | name | ends in an office or body (…部长, …委员会) and begins with no verb, or only names of places and people; in spaced scripts, capitalised throughout |
//! | quotation | 16 units or more, between quotation marks in half of its places |
//! | term | a word of the dictionary; or at most eight characters (two words) of nouns, their attributes and verbal nouns, a noun or verbal noun the last (风险防控, 队伍建设) |
//! | slogan | the rest |

use bitcode::{Decode, Encode};
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use super::formulas;
use super::function_words::{has_procedure, is_holding, is_reporting};
use crate::fold::is_han;
use crate::tokenize::tagged;

/// What sort of phrase it is.
#[derive(
    Debug,
    Encode,
    Decode,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ValueEnum,
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
    /// Wording of reports, procedure and connection.
    Boilerplate,
}

/// Every kind, in the order of the table above.
pub const KINDS: [PhraseKind; 7] = [
    PhraseKind::Slogan,
    PhraseKind::Term,
    PhraseKind::Name,
    PhraseKind::Formula,
    PhraseKind::Enumeration,
    PhraseKind::Quotation,
    PhraseKind::Boilerplate,
];

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
            Self::Boilerplate => "boilerplate",
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
    } else if is_boilerplate(text, folded) {
        PhraseKind::Boilerplate
    } else if items >= 3 {
        PhraseKind::Enumeration
    } else if folded.chars().any(is_han) {
        chinese(folded, items, n_units, quoted)
    } else {
        spaced(text, n_units, quoted)
    }
}

fn is_boilerplate(text: &str, folded: &str) -> bool {
    if folded.chars().any(is_han) {
        let reports = || tagged(folded).last().is_some_and(|(word, _)| is_reporting(word));
        return has_procedure(folded) || reports();
    }
    let first = text.split_whitespace().next().unwrap_or_default();
    is_holding(&first.to_lowercase())
}

fn chinese(folded: &str, items: usize, n_units: usize, quoted: f64) -> PhraseKind {
    let words = tagged(folded);
    // 牢记总书记 does something with an office and is none. Of one character the tag says little (习主席).
    let acts = words.first().is_some_and(|(word, tag)| {
        matches!(*tag, "v" | "d") && word.chars().nth(1).is_some() || matches!(*word, "把" | "以")
    });
    let tags: Vec<&str> = words.into_iter().map(|(_, tag)| tag).collect();
    if !acts && OFFICES.split(' ').any(|o| folded.ends_with(o)) {
        return PhraseKind::Name;
    }
    if tags.iter().all(|t| matches!(*t, "ns" | "nr" | "nt" | "nrt" | "nrfg" | "x" | "m" | "q")) {
        PhraseKind::Name
    } else if quoted >= 0.5 && n_units >= QUOTATION {
        PhraseKind::Quotation
    } else if items == 1 && n_units <= TERM_CHARACTERS && (tags.len() == 1 || is_nominal(&tags)) {
        PhraseKind::Term
    } else {
        PhraseKind::Slogan
    }
}

/// Whether tags are those of a compound of nouns: attributes and nouns, a noun the last.
fn is_nominal(tags: &[&str]) -> bool {
    let noun = |t: &str| t.starts_with(['n', 'j', 's']) || matches!(t, "vn" | "an");
    let attribute = |t: &str| t.starts_with(['a', 'b', 'q', 'm', 'f', 'u', 't']) || noun(t);
    // An adjective behind anything but 的 says something of it: 画好最大…, 前景广阔.
    let is_clause = |w: &[&str]| !w[0].starts_with('u') && w[1].starts_with('a') && !noun(w[1]);
    tags.last().is_some_and(|t| noun(t))
        && tags.iter().all(|t| attribute(t))
        && !tags.windows(2).any(is_clause)
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
        PhraseKind::Name | PhraseKind::Boilerplate => 0.4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_of_nouns_are_terms_and_clauses_are_slogans() {
        let of = |text: &str| kind(text, text, text.chars().count(), 0.0);
        for term in ["风险防控", "队伍建设", "新时代", "民营经济"] {
            assert_eq!(of(term), PhraseKind::Term, "{term}");
        }
        for slogan in ["画好最大同心圆", "凝聚共识", "构建大统战工作格局"] {
            assert_eq!(of(slogan), PhraseKind::Slogan, "{slogan}");
        }
    }

    #[test]
    fn wording_of_reports_procedure_and_connection_is_boilerplate() {
        let of = |text: &str, n: usize| kind(text, text, n, 0.0);
        for text in ["农业农村部最新农情调度显示", "今年以来", "违反本条例规定"]
        {
            assert_eq!(of(text, text.chars().count()), PhraseKind::Boilerplate, "{text}");
        }
        assert_eq!(of("张三、李四、王五等参加会见", 11), PhraseKind::Boilerplate);
        assert_eq!(of("重要讲话", 4), PhraseKind::Term);
        assert_eq!(of("at the same time", 4), PhraseKind::Boilerplate);
        assert_eq!(of("cost of living", 3), PhraseKind::Slogan);
    }
}

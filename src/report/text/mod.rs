//! The report's own words, in English and Chinese, one entry a phrase.
//!
//! Templates hold `{0}`, `{1}` … where the page puts numbers, names and links, so that each language
//! orders its sentence as it likes. Counts with their noun (`3 documents`, `3 篇文档`) are methods of
//! [`Words`]; the explanations of the method stand in [`method`].

pub mod labels;
pub mod method;
mod reading;
pub mod tables;
pub mod warnings;

use crate::config::Language;
use crate::phrases::PhraseKind;
use crate::reuse::PassageKind;
use crate::similarity::Relation;
use crate::trends::Direction;
use crate::trends::columns::Move;

/// The words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words(pub Language);

/// Gives [`Words`] a method an entry: `name: "English", "中文";`.
macro_rules! words {
    ($($name:ident: $en:literal, $zh:literal;)*) => {
        impl $crate::report::text::Words {
            $(
                #[doc = $en]
                pub fn $name(self) -> &'static str {
                    self.pick($en, $zh)
                }
            )*
            /// Every entry as (English, Chinese), for the tests.
            #[cfg(test)]
            fn entries() -> &'static [(&'static str, &'static str)] {
                &[$(($en, $zh)),*]
            }
        }
    };
}
pub(crate) use words;

impl Words {
    /// The one of two wordings that is in this language.
    pub fn pick<'a>(self, en: &'a str, zh: &'a str) -> &'a str {
        match self.0 {
            Language::En => en,
            Language::Zh => zh,
        }
    }

    /// The language as an HTML `lang` value.
    pub fn code(self) -> &'static str {
        self.pick("en", "zh-Hans")
    }

    fn count(self, n: u64, one: &str, many: &str, zh: &str) -> String {
        let number = thousands(n);
        match self.0 {
            Language::En if n == 1 => format!("{number} {one}"),
            Language::En => format!("{number} {many}"),
            Language::Zh => format!("{number} {zh}"),
        }
    }

    /// `3 documents`.
    pub fn documents(self, n: usize) -> String {
        self.count(n as u64, "document", "documents", "篇文档")
    }

    /// `3 sections`.
    pub fn sections(self, n: usize) -> String {
        self.count(n as u64, "section", "sections", "节")
    }

    /// `3 phrases`.
    pub fn phrases(self, n: usize) -> String {
        self.count(n as u64, "phrase", "phrases", "条提法")
    }

    /// `3 times`.
    pub fn times(self, n: usize) -> String {
        self.count(n as u64, "time", "times", "次")
    }

    /// `3 places`.
    pub fn places(self, n: usize) -> String {
        self.count(n as u64, "place", "places", "处")
    }

    /// `3 variants`.
    pub fn variants(self, n: usize) -> String {
        self.count(n as u64, "variant", "variants", "种变体")
    }

    /// `3 pairs of passages`.
    pub fn passages(self, n: usize) -> String {
        self.count(n as u64, "pair of passages", "pairs of passages", "对段落")
    }

    /// How many of the themes are stable, as a sentence of its own.
    pub fn stable_themes(self, stable: usize, all: usize) -> String {
        match (self.0, stable) {
            (Language::En, 0) => "None of them is stable: take them as a first sorting.".into(),
            (Language::Zh, 0) => "其中没有一个稳定，只宜作为初步归类。".into(),
            (Language::En, n) if n == all => "All of them are stable.".into(),
            (Language::Zh, n) if n == all => "各主题均稳定。".into(),
            (Language::En, 1) => "One of them is stable.".into(),
            (Language::En, n) => format!("{n} of them are stable."),
            (Language::Zh, n) => format!("其中稳定的有 {n} 个。"),
        }
    }

    /// `3 themes`.
    pub fn themes(self, n: usize) -> String {
        self.count(n as u64, "theme", "themes", "个主题")
    }

    /// `3 units`.
    pub fn units(self, n: u64) -> String {
        self.count(n, "unit", "units", "字词")
    }

    /// `3 groups`.
    pub fn groups(self, n: usize) -> String {
        self.count(n as u64, "group", "groups", "个组")
    }

    /// `3 fillers`.
    pub fn fillers(self, n: usize) -> String {
        self.count(n as u64, "filler", "fillers", "种填充")
    }

    /// `3 days`.
    pub fn days(self, n: u32) -> String {
        self.count(n.into(), "day", "days", "天")
    }

    /// `3 warnings`.
    pub fn warnings(self, n: usize) -> String {
        self.count(n as u64, "warning", "warnings", "条提醒")
    }

    /// `3 dropped pieces`.
    pub fn dropped(self, n: usize) -> String {
        self.count(
            n as u64,
            "piece of page furniture dropped",
            "pieces of page furniture dropped",
            "处页面杂项已剔除",
        )
    }

    /// What was clustered, with its number: `3 paragraphs`.
    pub fn clustered(self, unit: &str, n: usize) -> String {
        let n = n as u64;
        match unit {
            "paragraph" => self.count(n, "paragraph", "paragraphs", "个段落"),
            "section" => self.count(n, "section", "sections", "节"),
            "document" => self.documents(n as usize),
            _ => self.count(n, "text", "texts", "个文本"),
        }
    }

    /// A kind of phrase.
    pub fn phrase_kind(self, kind: PhraseKind) -> &'static str {
        match kind {
            PhraseKind::Slogan => self.pick("slogan", "口号"),
            PhraseKind::Term => self.pick("term", "术语"),
            PhraseKind::Name => self.pick("name", "名称"),
            PhraseKind::Formula => self.pick("formula", "数字缩略语"),
            PhraseKind::Enumeration => self.pick("enumeration", "并列"),
            PhraseKind::Quotation => self.pick("quotation", "引语"),
            PhraseKind::Boilerplate => self.pick("boilerplate", "程式用语"),
        }
    }

    /// What makes a phrase of a kind.
    pub fn phrase_kind_rule(self, kind: PhraseKind) -> &'static str {
        match kind {
            PhraseKind::Slogan => self.pick(
                "a set phrase with a verb or of more than eight characters (two words) that is none of the others",
                "含动词或超过八字（两词）、且不属其他类别的固定提法",
            ),
            PhraseKind::Term => self.pick(
                "a word of the dictionary, or a short compound of nouns",
                "词典收录的词，或较短的名词性组合",
            ),
            PhraseKind::Name => self.pick(
                "an office, a body, a place or a person",
                "职务、机构、地名或人名",
            ),
            PhraseKind::Formula => self.pick(
                "counts its members (two upholds)",
                "以数字概括若干成员（如“四个意识”）",
            ),
            PhraseKind::Enumeration => self.pick(
                "three or more parallel items joined by 、",
                "以顿号并列的三项及以上",
            ),
            PhraseKind::Quotation => self.pick(
                "sixteen characters or words and more, between quotation marks in half of its places",
                "十六字（词）以上，且半数出处在引号内",
            ),
            PhraseKind::Boilerplate => self.pick(
                "wording of reports, of procedure and of connection (… emphasised, at the same time)",
                "报道、程序与衔接用语（如“……强调”“今年以来”）",
            ),
        }
    }

    /// A kind of passage.
    pub fn passage_kind(self, kind: PassageKind) -> &'static str {
        match kind {
            PassageKind::Verbatim => self.pick("verbatim", "逐字相同"),
            PassageKind::Light => self.pick("lightly edited", "略有改动"),
            PassageKind::Heavy => self.pick("heavily edited", "改动较大"),
            PassageKind::Formulaic => self.pick("formulaic", "套话"),
        }
    }

    /// How a phrase moved.
    pub fn move_of(self, how: Move) -> &'static str {
        match how {
            Move::New => self.pick("new", "新见"),
            Move::Up => self.pick("up", "升温"),
            Move::Down => self.pick("down", "降温"),
            Move::Gone => self.pick("gone", "退场"),
        }
    }

    /// Which way a phrase goes throughout.
    pub fn direction_of(self, direction: Direction) -> &'static str {
        match direction {
            Direction::Rising => self.pick("rising", "上升"),
            Direction::Falling => self.pick("falling", "下降"),
            Direction::Neither => self.pick("neither", "无定向"),
            Direction::Untested => self.pick("untested", "未检验"),
        }
    }

    /// How two documents are related.
    pub fn relation_of(self, relation: Relation) -> &'static str {
        match relation {
            Relation::Reprint => self.pick("reprint", "重印"),
            Relation::Part => self.pick("part", "包含"),
            Relation::Overlap => self.pick("overlap", "重合"),
            Relation::Subject => self.pick("subject", "同题"),
        }
    }

    /// How far a theme of this stability can be trusted (Hennig 2007), and a class for its mark.
    pub fn trust(self, stability: f64) -> (&'static str, &'static str) {
        if !stability.is_finite() {
            (self.pick("not tested", "未检验"), "unknown")
        } else if stability >= 0.75 {
            (self.pick("stable", "稳定"), "good")
        } else if stability >= 0.5 {
            (self.pick("doubtful", "存疑"), "fair")
        } else {
            (self.pick("dissolves", "不稳定"), "poor")
        }
    }

    /// The six levels of heat, coldest first, as this language calls them.
    pub fn heat_levels(self) -> [(&'static str, &'static str); 6] {
        [
            ("冷", self.pick("cold", "冷")),
            ("温", self.pick("tepid", "温")),
            ("暖", self.pick("warm", "暖")),
            ("热", self.pick("hot", "热")),
            ("烫", self.pick("scalding", "烫")),
            ("沸", self.pick("boiling", "沸")),
        ]
    }
}

/// A phrase as it stands between quotation marks: its own become single ones.
pub fn inner_quotes(phrase: &str) -> String {
    phrase.replace('“', "‘").replace('”', "’")
}

/// A count with a comma every three digits.
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// A measure with so many decimals, or a dash where it is not finite.
pub fn decimals(value: f64, places: usize) -> String {
    if !value.is_finite() {
        return "–".into();
    }
    let text = format!("{value:.places$}");
    if text.trim_start_matches('-').bytes().all(|b| matches!(b, b'0' | b'.')) {
        text.trim_start_matches('-').into()
    } else {
        text.replace('-', "−")
    }
}

/// A share as a percentage.
pub fn percent(share: f64) -> String {
    match share * 100.0 {
        p if !p.is_finite() => "–".into(),
        p if p > 0.0 && p < 0.5 => "<1%".into(),
        p => format!("{p:.0}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(thousands(999), "999");
        assert_eq!(decimals(-0.0001, 2), "0.00");
        assert_eq!(decimals(-1.5, 1), "−1.5");
        assert_eq!(decimals(f64::NAN, 2), "–");
        assert_eq!(percent(0.001), "<1%");
        assert_eq!(percent(0.755), "76%");
    }

    #[test]
    fn quotation_marks_within_quotation_marks_are_single() {
        assert_eq!(inner_quotes("坚定“四个自信”"), "坚定‘四个自信’");
    }

    #[test]
    fn one_is_singular() {
        assert_eq!(Words(Language::En).documents(1), "1 document");
        assert_eq!(Words(Language::En).documents(1200), "1,200 documents");
        assert_eq!(Words(Language::Zh).documents(1), "1 篇文档");
    }
}

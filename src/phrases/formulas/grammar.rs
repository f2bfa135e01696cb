//! The grammar of numeric formulas, over folded units.
//!
//! | shape | form | examples |
//! |---|---|---|
//! | counted | NUM 个 X, NUM 大 X | 四个意识, 12个必须, 三个六, 四大行动 |
//! | repeated | NUM X NUM X … | 三会一课, 一核两带三园, 三高四新 |
//! | run | digits, digits joined by +, numerals in a row, perhaps with 工作法 … behind | 1234工作法, 6+2+X, 四五六六工程 |
//! | words | NUM 字方针 | 八字方针 |
//! | plain | NUM X | 七进, 两支队伍, 三张清单 |
//!
//! NUM is 一二两三四五六七八九十百 or digits. A plain shape is a formula only between quotation
//! marks, since 三张清单 and 三家企业 have one form. Counts of time, money, places and persons
//! (三个月, 五个县, 两个方面) have the form of a formula and are none: [`words::ORDINARY`] lists them.

use super::numerals::{digit, is_digits, is_numeral, numeral_length, value};
use super::words;
use crate::fold::is_han;

/// What a text is by its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// NUM 个 X or NUM 大 X.
    Counted {
        /// The number.
        number: u32,
        /// First unit of X.
        noun: usize,
    },
    /// NUM X NUM X …
    Repeated(Vec<u32>),
    /// Numbers in a row, with or without a noun such as 工作法 behind.
    Run {
        /// How many numbers, and their sum where all are known.
        components: (u32, Option<u32>),
        /// Whether the noun stands behind.
        carrier: bool,
        /// Whether it is long or marked enough to be a formula by itself when quoted.
        distinct: bool,
    },
    /// NUM 字方针.
    Words(u32),
    /// NUM X.
    Plain(u32),
}

impl Shape {
    /// Numbers of items that an expansion may have, best first.
    pub fn sizes(&self) -> Vec<u32> {
        match self {
            Self::Counted { number, .. } | Self::Plain(number) | Self::Words(number) => {
                vec![*number]
            }
            Self::Repeated(numbers) => {
                let parts = Some(numbers.len() as u32).filter(|&n| n > 2);
                // 三保三压 may be told in three pairs.
                let pairs = (numbers.len() == 2 && numbers[0] == numbers[1]).then(|| numbers[0]);
                std::iter::once(numbers.iter().sum()).chain(parts).chain(pairs).collect()
            }
            Self::Run { components: (n, sum), .. } => {
                std::iter::once(*n).chain(sum.filter(|&s| s <= 24)).collect()
            }
        }
    }
}

fn is_character(unit: &str) -> bool {
    unit.chars().all(is_han)
}

/// Whether units can be X of any shape: characters, no function word.
fn is_noun(units: &[&str]) -> bool {
    !units.is_empty() && units.iter().all(|u| is_character(u) && !words::FUNCTION.contains(u))
}

/// The shape of a whole text.
pub fn shape(units: &[&str]) -> Option<Shape> {
    motto(units)
        .or_else(|| run(units))
        .or_else(|| repeated(units))
        .or_else(|| counted(units))
        .or_else(|| plain(units))
}

fn motto(units: &[&str]) -> Option<Shape> {
    let n = numeral_length(units);
    let number = value(&units[..n])?;
    let rest = units.get(n + 1..)?;
    let fits = units[n] == "字" && words::MOTTOES.contains(&rest.concat().as_str());
    (fits && number >= 2).then_some(Shape::Words(number))
}

fn counted(units: &[&str]) -> Option<Shape> {
    let n = numeral_length(units);
    let number = value(&units[..n])?;
    let (&measure, noun) = units.get(n..)?.split_first()?;
    let fits = match measure {
        "个" => (2..100).contains(&number) && (1..=5).contains(&noun.len()),
        "大" => (2..=10).contains(&number) && (2..=5).contains(&noun.len()),
        _ => false,
    };
    (fits && is_noun(noun) && !is_ordinary(&noun.concat(), measure))
        .then_some(Shape::Counted { number, noun: n + 1 })
}

/// Whether X is an ordinary thing to count: one of the list, or a longer word that a single-character
/// entry does not begin by chance (县域 counts as 县, 新湖州 does not count as 新).
fn is_ordinary(noun: &str, measure: &str) -> bool {
    let n = noun.chars().count();
    words::ORDINARY.iter().any(|o| {
        let k = o.chars().count();
        noun == *o
            || noun.starts_with('月')
            || (measure == "个" && k >= 2 && n > k && n < k + 4 && noun.starts_with(o))
    })
}

fn repeated(units: &[&str]) -> Option<Shape> {
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < units.len() {
        let n = numeral_length(&units[at..]);
        numbers.push(value(&units[at..at + n]).filter(|&v| v < 100)?);
        at += n;
        let noun = units[at..].iter().take_while(|u| is_character(u) && digit(u).is_none()).count();
        let noun_units = &units[at..at + noun];
        // 一面面五星红旗 counts one by one.
        let one_by_one = noun_units.len() > 1 && noun_units[0] == noun_units[1];
        let timed = one_by_one || noun_units.first().is_some_and(|u| words::TIMES.contains(u));
        if !(1..=3).contains(&noun) || timed || !is_noun(noun_units) {
            return None;
        }
        at += noun;
        if matches!(units.get(at), Some(&("、" | ","))) && at + 1 < units.len() {
            at += 1;
        }
    }
    let alike = numbers.iter().all(|&n| n == 1);
    (numbers.len() >= 2 && !alike).then_some(Shape::Repeated(numbers))
}

fn run(units: &[&str]) -> Option<Shape> {
    let row = units.iter().take_while(|u| is_numeral(u) || matches!(**u, "+" | "x" | "n")).count();
    let (row, rest) = units.split_at(row);
    let carrier = words::CARRIERS.contains(&rest.concat().as_str());
    if !rest.is_empty() && !carrier {
        return None;
    }
    let (components, distinct) = if row.contains(&"+") {
        let parts: Vec<&[&str]> = row.split(|u| *u == "+").collect();
        let known = |p: &&[&str]| value(p).is_some();
        if parts.iter().any(|p| p.is_empty()) || !parts.iter().any(known) {
            return None;
        }
        let sum = parts.iter().map(|p| value(p)).sum::<Option<u32>>();
        ((parts.len() as u32, sum), true)
    } else if let [digits] = row
        && is_digits(digits)
        && (2..=7).contains(&digits.len())
        && !digits.contains('0')
            | (digits.len() >= 4 && !digits.starts_with("19") && !digits.starts_with("20"))
    {
        let sum = digits.bytes().map(|b| u32::from(b - b'0')).sum();
        ((digits.len() as u32, Some(sum)), digits.len() >= 3)
    } else if row.len() >= 3 && row.iter().all(|u| digit(u).is_some_and(|d| d < 10)) {
        let sum = row.iter().filter_map(|u| digit(u)).sum();
        ((row.len() as u32, Some(sum)), row.len() >= 4)
    } else {
        return None;
    };
    Some(Shape::Run { components, carrier, distinct })
}

fn plain(units: &[&str]) -> Option<Shape> {
    let n = numeral_length(units);
    let number = value(&units[..n]).filter(|&v| v >= 2)?;
    let noun = &units[n..];
    let first = *noun.first()?;
    let round = units[..n] == ["百"];
    let fits = (1..=5).contains(&noun.len()) && is_noun(noun) && digit(first).is_none();
    // NUM 个 X is the counted shape's business, 二十大 a congress; 四百行动 is a pun.
    let congress =
        first == "个" || first == "大" && noun.len() < 3 || number > 12 && number % 100 != 0;
    (fits && !round && !congress && !words::MEASURES.contains(first))
        .then_some(Shape::Plain(number))
}

/// Whether a shape may be a formula outside quotation marks. Counts in digits and lists of ordinals
/// (一中、二中全会) are not, nor numbers inside X (两个市场两种…) but for 五个一 and the like.
pub fn stands_alone(units: &[&str], shape: &Shape) -> bool {
    let digits = units.iter().any(|u| is_digits(u));
    match shape {
        Shape::Counted { noun, .. } => {
            let x = &units[*noun..];
            let inner = usize::from(x.first() == Some(&"一"));
            !digits && x.len() >= 2 && !x[inner..].iter().any(|u| digit(u).is_some())
        }
        Shape::Repeated(numbers) => {
            let joined = units.iter().any(|u| !is_character(u));
            !digits && !joined && numbers.iter().any(|&n| n != 2)
        }
        Shape::Run { carrier, .. } => *carrier,
        Shape::Words(_) => true,
        Shape::Plain(_) => false,
    }
}

/// A folded text cut into units as [`crate::units`] cuts it, without quotation marks.
pub fn split(folded: &str) -> Vec<&str> {
    let mut units = Vec::new();
    let mut rest = folded;
    while let Some(c) = rest.chars().next() {
        let length = if c.is_ascii_alphanumeric() {
            rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())
        } else {
            c.len_utf8()
        };
        if c != '"' && !c.is_whitespace() {
            units.push(&rest[..length]);
        }
        rest = &rest[length..];
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<Shape> {
        shape(&split(text))
    }

    #[test]
    fn each_form_has_its_shape() {
        let sizes = |t: &str| of(t).map(|s| s.sizes());
        assert_eq!(of("四个意识"), Some(Shape::Counted { number: 4, noun: 2 }));
        assert_eq!(of("12个必须"), Some(Shape::Counted { number: 12, noun: 2 }));
        assert_eq!(of("六个新湖州"), Some(Shape::Counted { number: 6, noun: 2 }));
        assert_eq!(sizes("三会一课"), Some(vec![4]));
        assert_eq!(sizes("一核两带三园"), Some(vec![6, 3]));
        assert_eq!(sizes("1356工作法"), Some(vec![4, 15]));
        assert_eq!(sizes("6+2+x模式"), Some(vec![3]));
        assert_eq!(sizes("四五六六工程"), Some(vec![4, 21]));
        assert_eq!(of("八字方针"), Some(Shape::Words(8)));
        assert_eq!(of("两支队伍"), Some(Shape::Plain(2)));
    }

    #[test]
    fn ordinary_counts_have_none() {
        for text in [
            "三个月",
            "五个县",
            "一个方面",
            "十个百分点",
            "200余人",
            "5月29日",
            "一村一品",
            "三家企业",
            "二十大",
            "十九大",
            "2023",
            "十四五",
            "三年",
            "三个",
            "个",
            "",
            "一家亲",
            "两天一夜",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}

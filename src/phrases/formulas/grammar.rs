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
//! (三个月, 五个县, 两个方面) have the form of a formula and are none: [`ORDINARY`] lists them.

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
                std::iter::once(numbers.iter().sum()).chain(parts).collect()
            }
            Self::Run { components: (n, sum), .. } => {
                std::iter::once(*n).chain(sum.filter(|&s| s <= 24)).collect()
            }
        }
    }
}

/// Nouns behind a run of numbers that make it a formula.
pub const CARRIERS: &[&str] = &[
    "工作体系",
    "工作思路",
    "工作机制",
    "工作模式",
    "工作法",
    "工作格局",
    "产业体系",
    "品牌",
    "模式",
    "工程",
    "计划",
    "体系",
    "机制",
    "行动",
    "战略",
    "格局",
    "思路",
    "布局",
    "方案",
    "法",
];

const WORDS: &[&str] =
    &["方针", "诀", "经", "口诀", "要求", "箴言", "工作法", "精神", "总要求", "工作方针"];

/// First words of X that make a count, not a formula, of NUM 个 X.
const ORDINARY: &[&str] = &[
    "月",
    "百分点",
    "方面",
    "小时",
    "钟头",
    "星期",
    "礼拜",
    "年头",
    "季度",
    "工作日",
    "自然日",
    "交易日",
    "县",
    "市",
    "区",
    "省",
    "州",
    "旗",
    "乡",
    "镇",
    "村",
    "街道",
    "社区",
    "国家",
    "地区",
    "城市",
    "地方",
    "地级",
    "单位",
    "部门",
    "企业",
    "公司",
    "项目",
    "人",
    "学生",
    "学校",
    "问题",
    "阶段",
    "层次",
    "层面",
    "环节",
    "部分",
    "类别",
    "行业",
    "品种",
    "民族",
    "小组",
    "班",
    "团",
    "队",
    "点",
    "代表团",
    "委员会",
    "行政村",
    "自治区",
    "直辖市",
    "行政区",
    "字",
    "多月",
    "多小时",
    "半月",
    "子",
    "孩子",
    "字节",
    "基点",
    "车站",
    "航班",
    "国",
    "成员国",
    "家庭",
    "家",
    "席位",
    "名额",
    "比赛",
    "进球",
    "球",
    "队员",
    "省份",
    "省区",
    "省市",
    "县市",
    "县区",
    "新",
    "大",
    "小",
    "主要",
    "不同",
    "重大",
    "省级",
    "国家级",
    "村庄",
    "乡镇",
    "贫困",
    "以上",
    "左右",
    "亿",
    "千瓦",
    "公里",
    "文件",
    "例子",
    "原因",
    "因素",
    "条件",
    "步骤",
    "来源",
    "支点",
    "角度",
    "多",
    "余",
    "半",
    "来",
    "组",
    "回合",
    "赛季",
    "工作组",
    "岗位",
    "床位",
    "泊位",
    "站",
    "港口",
    "机场",
    "集团",
    "种类",
    "系列",
    "试点",
    "议题",
    "议案",
    "单元",
    "标段",
    "乡村",
    "院校",
    "专业",
    "行政",
    "大类",
    "大国",
    "小区",
    "门类",
    "产品",
    "儿子",
    "女儿",
    "兄弟",
    "昼夜",
    "春秋",
    "周期",
    "轮次",
    "五年",
    "十年",
    "年度",
];

/// First characters of X that make a measure of time or quantity of NUM X.
const MEASURES: &str = "年月日天周岁次分秒点元块倍米斤克吨亩里度号届期时刻角楼层路环人家户只头件台辆艘架座所\
    间套批起场轮回遍亿万千百余多成折旬世季国省市县镇乡村";

/// The same in NUM X NUM X, where 线, 区 and 带 are what a formula counts.
const TIMES: &str = "年月日天周岁次分秒点元块倍米斤克吨亩里度号届期时刻亿万千余多旬季个";

/// Characters that do not stand inside a formula's noun.
const FUNCTION: &str = "的了着是在和与及等这那就也把被从";

/// The value of a Han numeral.
fn digit(unit: &str) -> Option<u32> {
    Some(match unit {
        "一" => 1,
        "二" | "两" => 2,
        "三" => 3,
        "四" => 4,
        "五" => 5,
        "六" => 6,
        "七" => 7,
        "八" => 8,
        "九" => 9,
        "十" => 10,
        "百" => 100,
        _ => return None,
    })
}

/// Whether a unit is a numeral.
pub fn is_numeral(unit: &str) -> bool {
    digit(unit).is_some() || is_digits(unit)
}

fn is_digits(unit: &str) -> bool {
    !unit.is_empty() && unit.bytes().all(|b| b.is_ascii_digit())
}

fn is_character(unit: &str) -> bool {
    unit.chars().all(is_han)
}

/// Whether units can be X of any shape: characters, no function word.
fn is_noun(units: &[&str]) -> bool {
    !units.is_empty() && units.iter().all(|u| is_character(u) && !FUNCTION.contains(u))
}

/// How many units of numerals stand at the beginning.
fn numeral_length(units: &[&str]) -> usize {
    if units.first().is_some_and(|u| is_digits(u)) {
        return 1;
    }
    units.iter().take_while(|u| digit(u).is_some()).count()
}

/// The value of numerals that are one number (四, 十二, 四百, 12); none for a row such as 四五六六.
fn value(units: &[&str]) -> Option<u32> {
    match units {
        [one] if is_digits(one) => one.parse().ok().filter(|&n| n < 1_000),
        [one] => digit(one),
        ["十", ones] => digit(ones).filter(|&d| d < 10).map(|d| 10 + d),
        [tens, "十"] => digit(tens).filter(|&d| d < 10).map(|d| 10 * d),
        [tens, "十", ones] => {
            let (t, o) = (digit(tens)?, digit(ones)?);
            (t < 10 && o < 10).then_some(10 * t + o)
        }
        [hundreds, "百"] => digit(hundreds).filter(|&d| d < 10).map(|d| 100 * d),
        _ => None,
    }
}

/// The shape of a whole text.
pub fn shape(units: &[&str]) -> Option<Shape> {
    words(units)
        .or_else(|| run(units))
        .or_else(|| repeated(units))
        .or_else(|| counted(units))
        .or_else(|| plain(units))
}

fn words(units: &[&str]) -> Option<Shape> {
    let n = numeral_length(units);
    let number = value(&units[..n])?;
    let rest = units.get(n + 1..)?;
    let fits = units[n] == "字" && WORDS.contains(&rest.concat().as_str());
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
    let text = noun.concat();
    let ordinary = is_ordinary(&text, measure);
    (fits && is_noun(noun) && !ordinary).then_some(Shape::Counted { number, noun: n + 1 })
}

/// Whether X is an ordinary thing to count: one of the list, or a longer word that a single-character
/// entry does not begin by chance (县域 counts as 县, 新湖州 does not count as 新).
fn is_ordinary(noun: &str, measure: &str) -> bool {
    let n = noun.chars().count();
    ORDINARY.iter().any(|o| {
        let k = o.chars().count();
        noun == *o
            || noun.starts_with('月')
            || (measure == "个" && k >= 2 && n > k && n < k + 3 && noun.starts_with(o))
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
        let timed = noun_units.first().is_some_and(|u| TIMES.contains(u));
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
    let carrier = CARRIERS.contains(&rest.concat().as_str());
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
    (fits && !round && !congress && !MEASURES.contains(first)).then_some(Shape::Plain(number))
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

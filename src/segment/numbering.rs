//! The number a heading begins with: what kind of number it is, its value, where the title begins.
//!
//! ```text
//! 第二章 总则    一、回顾    （三）措施    1. Title    1.2 Title    IV. TITLE    Article 5    § 12.
//! ```
//!
//! Two headings are of one level when their numbers are of one [`Class`]. Single letters (`A.`) are
//! no numbers here: names begin with initials. Only capital Roman numerals of I, V, X and L count,
//! and of single letters only I, V and X. Written by hand, since every short line passes here.

use crate::fold::is_han;

/// A kind of number: what headings of one level share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    /// 第三章, by its last character.
    Ordinal(char),
    /// `Article 3`, by its place in the list of such words.
    Word(usize),
    /// `§ 3`
    Sign,
    /// 三、
    Han,
    /// （三）
    BracketedHan,
    /// `(3)`, `3)`
    Bracketed,
    /// `III.`
    Roman,
    /// `3.` (1), `3.1` (2), `3.1.2` (3)
    Decimal(u8),
}

impl Class {
    /// How deep such numbers usually stand.
    pub fn depth(self) -> u8 {
        match self {
            Self::Ordinal(unit) => match unit {
                '编' | '卷' | '部' | '篇' => 1,
                '章' => 2,
                '节' => 3,
                _ => 4,
            },
            Self::Word(_) | Self::Sign => 4,
            Self::Han | Self::Roman => 5,
            Self::BracketedHan => 6,
            Self::Decimal(depth) => depth.saturating_add(6),
            Self::Bracketed => u8::MAX,
        }
    }
}

/// A number at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    /// Its kind.
    pub class: Class,
    /// Its value; of 3.1.2 the last.
    pub value: u32,
    /// The byte at which the title behind it begins.
    pub end: usize,
}

impl Number {
    /// Whether the number alone can head a part: 第三章, Article 3, but not 3.
    pub fn names_part(&self) -> bool {
        matches!(self.class, Class::Ordinal(_) | Class::Word(_) | Class::Sign)
    }
}

const WORDS: [&str; 12] = [
    "article", "section", "chapter", "part", "title", "book", "annex", "appendix", "schedule",
    "volume", "division", "clause",
];
const SPELLED: [&str; 12] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

/// The number a line begins with, if it is one a heading may have.
pub(crate) fn number(text: &str) -> Option<Number> {
    let first = text.chars().next()?;
    let (class, value, length) = match first {
        '第' => ordinal(text)?,
        '（' | '(' => bracketed(text)?,
        '§' => {
            let rest = text[first.len_utf8()..].trim_start();
            let (value, length) = digits(rest)?;
            (Class::Sign, value, text.len() - rest.len() + length)
        }
        c if han_digit(c).is_some() || c == '十' => {
            let (value, length) = han_number(text)?;
            let mark = text[length..].chars().next().filter(|c| matches!(c, '、' | '．' | '.'))?;
            (Class::Han, value, length + mark.len_utf8())
        }
        c if digit(c).is_some() => decimal(text)?,
        c if c.is_ascii_alphabetic() || c == '§' => roman_heading(text).or_else(|| word(text))?,
        _ => return None,
    };
    // a mark may stand behind the number of a part: Article 5. Title
    let mut rest = &text[length..];
    if matches!(class, Class::Word(_) | Class::Sign) {
        let marks = ['.', ':', '：', ')', '-', '–', '—'];
        let bare = rest.trim_start();
        rest = match bare.chars().next() {
            Some(mark) if marks.contains(&mark) => &bare[mark.len_utf8()..],
            Some(_) if bare.len() == rest.len() => return None,
            _ => bare,
        };
    }
    let title = rest.trim_start();
    Some(Number { class, value, end: text.len() - title.len() })
}

/// 第三章, 第 三 章
fn ordinal(text: &str) -> Option<(Class, u32, usize)> {
    let rest = text.strip_prefix('第')?.trim_start();
    let (value, length) = han_number(rest).or_else(|| digits(rest))?;
    let rest = rest[length..].trim_start();
    let unit = rest.chars().next().filter(|&c| "编卷部篇章节条款".contains(c))?;
    let rest = &rest[unit.len_utf8()..];
    let rest = if unit == '部' { rest.strip_prefix('分').unwrap_or(rest) } else { rest };
    // 第三条例 and 第一部门 are words; behind a unit stands a space, a mark, a bracket or nothing
    match rest.chars().next() {
        Some(c) if !(c.is_whitespace() || "：:【[（(、".contains(c)) => None,
        _ => Some((Class::Ordinal(unit), value, text.len() - rest.len())),
    }
}

/// （三）, (3)
fn bracketed(text: &str) -> Option<(Class, u32, usize)> {
    let open = text.chars().next()?.len_utf8();
    let rest = &text[open..];
    let (class, (value, length)) = match han_number(rest) {
        Some(number) => (Class::BracketedHan, number),
        None => (Class::Bracketed, digits(rest)?),
    };
    let close = rest[length..].chars().next().filter(|c| matches!(c, '）' | ')'))?;
    Some((class, value, open + length + close.len_utf8()))
}

/// `3.`, 3、, `3)`, `3.1`, `3 Title`
fn decimal(text: &str) -> Option<(Class, u32, usize)> {
    let (mut value, mut length) = digits(text)?;
    let mut depth = 1;
    while let Some(rest) = text[length..].strip_prefix(['.', '．'])
        && let Some((next, n)) = digits(rest)
    {
        (value, depth) = (next, u8::saturating_add(depth, 1));
        length = text.len() - rest.len() + n;
    }
    let rest = &text[length..];
    let mark = rest.chars().next()?;
    // 05.11.2022
    if rest[mark.len_utf8()..].starts_with(|c: char| digit(c).is_some()) {
        return None;
    }
    match mark {
        '、' | '．' | '.' => Some((Class::Decimal(depth), value, length + mark.len_utf8())),
        ')' | '）' if depth == 1 => Some((Class::Bracketed, value, length + mark.len_utf8())),
        c if c.is_whitespace() => rest
            .trim_start()
            .starts_with(|c: char| c.is_uppercase() || is_han(c))
            .then_some((Class::Decimal(depth), value, length)),
        c if is_han(c) && depth > 1 => Some((Class::Decimal(depth), value, length)),
        _ => None,
    }
}

/// `IV. Title`
fn roman_heading(text: &str) -> Option<(Class, u32, usize)> {
    let (value, length) = roman(text)?;
    let mark = text[length..].chars().next().filter(|c| matches!(c, '.' | '、' | '．' | ')'))?;
    Some((Class::Roman, value, length + mark.len_utf8()))
}

/// `Article 5`, `CHAPTER II`, `Part One`, `Annex B`
fn word(text: &str) -> Option<(Class, u32, usize)> {
    let (name, _) = text.split_once(' ')?;
    let place = WORDS.iter().position(|w| w.eq_ignore_ascii_case(name))?;
    let rest = text[name.len()..].trim_start();
    let token: &str = rest.split(|c: char| !c.is_alphanumeric()).next()?;
    let value = digits(token).or_else(|| roman(token)).map_or_else(
        || {
            let spelled = SPELLED.iter().position(|s| s.eq_ignore_ascii_case(token));
            let letter =
                token.bytes().next().filter(|b| b.is_ascii_uppercase() && token.len() == 1);
            spelled.map(|i| i as u32 + 1).or_else(|| letter.map(|b| u32::from(b - b'A') + 1))
        },
        |(value, length)| (length == token.len()).then_some(value),
    )?;
    Some((Class::Word(place), value, text.len() - rest.len() + token.len()))
}

/// Up to three digits, half or full width, and their bytes.
fn digits(text: &str) -> Option<(u32, usize)> {
    let (mut value, mut length, mut n) = (0, 0, 0);
    for (c, d) in text.chars().map_while(|c| digit(c).map(|d| (c, d))) {
        value = value * 10 + d;
        length += c.len_utf8();
        n += 1;
        if n > 3 {
            return None;
        }
    }
    (n > 0).then_some((value, length))
}

fn digit(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => c.to_digit(10),
    }
}

fn han_digit(c: char) -> Option<u32> {
    "〇一二三四五六七八九".chars().position(|d| d == c).map(|i| i as u32)
}

/// 三, 十, 二十三, 一百零二, 一〇二
fn han_number(text: &str) -> Option<(u32, usize)> {
    let (mut total, mut last, mut length, mut n) = (0u32, 0u32, 0, 0);
    for c in text.chars() {
        match c {
            '十' => (total, last) = (total + last.max(1) * 10, 0),
            '百' if last > 0 => (total, last) = (total + last * 100, 0),
            '零' if n > 0 => last = 0,
            _ => match han_digit(c) {
                Some(d) => last = last * 10 + d,
                None => break,
            },
        }
        length += c.len_utf8();
        n += 1;
        if n > 6 {
            return None;
        }
    }
    (n > 0).then_some((total + last, length))
}

/// A capital Roman numeral below ninety that no letter or digit follows.
fn roman(text: &str) -> Option<(u32, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let numeral = &text[..length];
    if length == 0 || length > 8 || numeral == "L" || !numeral.bytes().all(|b| b"IVXL".contains(&b))
    {
        return None;
    }
    (1..90).find(|&n| written_roman(n) == numeral).map(|n| (n, length))
}

fn written_roman(mut n: u32) -> String {
    let mut written = String::new();
    for (value, numeral) in
        [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    {
        while n >= value {
            written.push_str(numeral);
            n -= value;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings_are_read() {
        for (text, class, value, title) in [
            ("第二章\u{3000}总则", Class::Ordinal('章'), 2, "总则"),
            ("第 十二 章", Class::Ordinal('章'), 12, ""),
            ("第三部分 港口", Class::Ordinal('部'), 3, "港口"),
            ("一、回顾", Class::Han, 1, "回顾"),
            ("二十三、展望", Class::Han, 23, "展望"),
            ("（十）措施", Class::BracketedHan, 10, "措施"),
            ("(3) Boats", Class::Bracketed, 3, "Boats"),
            ("3) Boats", Class::Bracketed, 3, "Boats"),
            ("１．概况", Class::Decimal(1), 1, "概况"),
            ("1. The harbour", Class::Decimal(1), 1, "The harbour"),
            ("4 Results", Class::Decimal(1), 4, "Results"),
            ("1.2 The wall", Class::Decimal(2), 2, "The wall"),
            ("１．２ 码头", Class::Decimal(2), 2, "码头"),
            ("1.2.13. The wall", Class::Decimal(3), 13, "The wall"),
            ("IV. THE WALL", Class::Roman, 4, "THE WALL"),
            ("Article 5", Class::Word(0), 5, ""),
            ("SECTION 3. Boats", Class::Word(1), 3, "Boats"),
            ("CHAPTER II — BOATS", Class::Word(2), 2, "BOATS"),
            ("Part One: Boats", Class::Word(3), 1, "Boats"),
            ("Annex B", Class::Word(6), 2, ""),
            ("§ 12. Boats", Class::Sign, 12, "Boats"),
        ] {
            let found = number(text);
            assert_eq!(found.map(|n| (n.class, n.value)), Some((class, value)), "{text}");
            assert_eq!(found.map(|n| &text[n.end..]), Some(title), "{text}");
        }
    }

    #[test]
    fn what_only_begins_like_a_number_is_none() {
        for text in [
            "第三条例",
            "第一时间赶到",
            "十分重要",
            "一是加强领导",
            "2018年工作回顾",
            "3.5 million",
            "30 days",
            "C. Smith",
            "MIX. of",
            "Article of faith",
            "Part of it",
            "Section 3a",
            "IIX. x",
            "2023.5.1",
            "05.11.2022 - Boats",
            "",
            "(a) boats",
            "I am here",
            "Chapter Twelfth",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}

//! Dates in Chinese numerals, and years counted from the beginning of an era.
//!
//! ```text
//! 二〇二三年八月十七日    民國112年8月17日 = 1911 + 112    令和5年 = 2018 + 5    平成元年 = 1989
//! ```

use super::{date, is_day_mark, is_year_mark, skip_spaces};
use crate::corpus::Date;

/// Eras in use since 1868 and the year before each began.
const ERAS: [(&str, u32); 9] = [
    ("中華民國", 1911),
    ("中华民国", 1911),
    ("民國", 1911),
    ("民国", 1911),
    ("明治", 1867),
    ("大正", 1911),
    ("昭和", 1925),
    ("平成", 1988),
    ("令和", 2018),
];
/// No era of these has lasted longer, the Republic apart.
const MAX_REIGN: u32 = 64;

/// The date at the beginning of `chars` and its length in characters.
pub(super) fn date_of(chars: &[char]) -> Option<(Date, usize)> {
    let (year, at) = year_of_era(chars).or_else(|| year_in_digits(chars))?;
    if !is_year_mark(chars.get(at)) {
        return None;
    }
    let year_end = at + 1;
    let Some((month, end)) = number(chars, year_end).filter(|&(_, e)| chars.get(e) == Some(&'月'))
    else {
        return Some((date(year, 0, 0)?, year_end));
    };
    let month_end = end + 1;
    match number(chars, month_end) {
        Some((day, end)) if is_day_mark(chars.get(end)) => Some((date(year, month, day)?, end + 1)),
        _ => Some((date(year, month, 0)?, month_end)),
    }
}

/// 二〇二三
fn year_in_digits(chars: &[char]) -> Option<(u32, usize)> {
    let digits: Vec<u32> = chars.iter().map_while(|&c| digit(c)).collect();
    let &[a, b, c, d] = digits.as_slice() else { return None };
    Some((a * 1000 + b * 100 + c * 10 + d, 4))
}

/// 民國112, 令和元
fn year_of_era(chars: &[char]) -> Option<(u32, usize)> {
    let (era, before) = ERAS
        .iter()
        .find(|(era, _)| era.chars().eq(chars.iter().copied().take(era.chars().count())))?;
    let at = skip_spaces(chars, era.chars().count());
    if chars.get(at) == Some(&'元') {
        return Some((before + 1, at + 1));
    }
    let (year, end) = number(chars, at)?;
    let is_reign = era.ends_with(['國', '国']) || year <= MAX_REIGN;
    (year > 0 && is_reign).then_some((before + year, skip_spaces(chars, end)))
}

/// A number below 1000 from `at` on: 17, 八, 十, 十七, 二十, 三十一, 廿三, 一百一十二, 一一二.
fn number(chars: &[char], at: usize) -> Option<(u32, usize)> {
    let at = skip_spaces(chars, at);
    let arabic = chars.get(at..)?.iter().take_while(|&&c| super::digit(c) <= 9).count();
    if arabic > 0 {
        let value = chars[at..at + arabic.min(4)]
            .iter()
            .fold(0, |n, &c| n * 10 + u32::from(super::digit(c)));
        return (arabic <= 3).then_some((value, skip_spaces(chars, at + arabic)));
    }
    let (mut value, mut last, mut end, mut is_positional) = (0, None, at, true);
    while let Some(&c) = chars.get(end) {
        if let Some(unit) = digit(c) {
            // 一一二 is written as it is read; 一百一十二 by its places
            last = Some(if is_positional { last.unwrap_or(0) * 10 + unit } else { unit });
        } else if let Some(place) = place(c) {
            value += last.unwrap_or(1) * place;
            (last, is_positional) = (None, false);
        } else if let Some(tens) = tens(c) {
            value += tens;
            (last, is_positional) = (None, false);
        } else {
            break;
        }
        end += 1;
        if end > at + 5 {
            return None;
        }
    }
    (end > at).then(|| (value + last.unwrap_or(0), end))
}

fn place(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        _ => None,
    }
}

fn tens(c: char) -> Option<u32> {
    match c {
        '廿' => Some(20),
        '卅' => Some(30),
        _ => None,
    }
}

/// The value of a Chinese digit; the letter O and the circle stand for 〇 in many files.
pub(super) fn digit(c: char) -> Option<u32> {
    if matches!(c, '〇' | '零' | '○' | 'О' | 'O') {
        return Some(0);
    }
    "一二三四五六七八九".chars().position(|d| d == c).map(|i| i as u32 + 1)
}

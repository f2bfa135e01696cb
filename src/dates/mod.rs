//! Dates as people write them, checked against the calendar.
//!
//! Understood: `2023-08-17`, `2023/8/17`, `2023.08.17`, `20230817`, `2023年8月17日`, `2023년 8월 17일`,
//! `二〇二三年八月十七日`, `民國112年8月17日` and the Japanese eras, `2023-08`, `202308`, `2023年8月`, `1954`,
//! RFC 3339 and RFC 2822, `17 August 2023`, `August 17, 2023` and the same in eleven languages
//! ([`named`]), `17.8.2023`, seconds or milliseconds since 1970. Digits may be full width. A time of
//! day and a time zone are read over: the date stays as the source gives it, without moving it to
//! another zone. A part of a month or year behind the date (8月上旬, 第3期) makes it no more precise.
//!
//! Choices. In `8/17/2023` one number can only be the day; where both could be, as in `8/7/2023`,
//! the order has to be known ([`Order`]), from the other dates of the same file or from the user,
//! and without it there is no date. Between dots the day comes first wherever people write so.
//! Years run from 1000 to 2100, and a day that the calendar does not have (2023-02-30, month 13) is
//! no date. In a file name a date needs year, month and day, or year and month with a mark between
//! them, or a year followed by 年, and no letter or digit on either side: hashes and serial numbers
//! are full of digits, and a wrong date is worse than none.

mod eras;
mod named;
mod order;

pub use order::{Order, is_ambiguous, order_of};

use crate::corpus::Date;

const YEARS: std::ops::RangeInclusive<u32> = 1000..=2100;

/// The date that a metadata field states; nothing may follow it but a time of day, a weekday, or
/// the part of the month or year it means.
pub fn parse(field: &str) -> Option<Date> {
    parse_in(field, None)
}

/// The same where the order of day and month is known.
pub fn parse_in(field: &str, order: Option<Order>) -> Option<Date> {
    let field: Vec<char> = field.trim().chars().collect();
    if let Some(date) = order::day_and_month(&field, order) {
        return date;
    }
    let (date, used) = scan(&field, true).or_else(|| seconds(&field))?;
    let rest = &field[used..];
    let after = used + time_length(rest);
    let rest: String = field[after..].iter().filter(|c| !c.is_whitespace()).collect();
    let rest = rest.trim_matches(|c| "()（）,，".contains(c));
    let is_weekday = rest.starts_with("星期") || rest.starts_with('周') || named::is_weekday(rest);
    (rest.is_empty() || is_weekday || is_part(rest, date)).then_some(date)
}

/// Whether the rest of a field tells which part of its month or year is meant.
fn is_part(rest: &str, date: Date) -> bool {
    const OF_MONTH: [&str; 7] = ["上旬", "中旬", "下旬", "初", "中", "底", "末"];
    const OF_YEAR: [&str; 12] =
        ["上半年", "下半年", "初", "中", "底", "末", "春", "夏", "秋", "冬", "г", "года"];
    let is_issue = || {
        let number =
            rest.trim_start_matches('第').trim_end_matches(['期', '号', '辑', '卷', '季', '度']);
        let is_number =
            |c: char| digit(c) <= 9 || eras::digit(c).is_some() || "十总第()（）-/".contains(c);
        number.len() < rest.len() && !number.is_empty() && number.chars().all(is_number)
    };
    match (date.month, date.day) {
        (0, _) => OF_YEAR.contains(&rest) || is_issue(),
        (_, 0) => OF_MONTH.contains(&rest),
        _ => matches!(rest, "г" | "г." | "года"),
    }
}

/// Seconds or milliseconds since 1970, as programs store times; the day is that of UTC.
fn seconds(chars: &[char]) -> Option<(Date, usize)> {
    let text: String = chars.iter().collect();
    let n: i64 = text.parse().ok()?;
    let seconds = match chars.len() {
        10 => n,
        13 => n / 1000,
        _ => return None,
    };
    let date = Date::of_day(seconds.div_euclid(86_400))?;
    YEARS.contains(&u32::try_from(date.year).ok()?).then_some((date, chars.len()))
}

/// The date at the very beginning of `text`, and how many bytes it and its time of day take.
pub fn at_start(text: &str) -> Option<(Date, usize)> {
    let head: Vec<char> = text.chars().take(80).collect();
    let (date, used) = scan(&head, false)?;
    let used = used + time_length(&head[used..]);
    Some((date, head[..used].iter().map(|c| c.len_utf8()).sum()))
}

/// The date in a file's name.
pub fn from_file_name(name: &str) -> Option<Date> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let chars: Vec<char> = stem.chars().collect();
    let is_edge = |i: Option<usize>| {
        i.and_then(|i| chars.get(i)).is_none_or(|&c| !c.is_ascii_alphanumeric() && digit(c) > 9)
    };
    for start in 0..chars.len() {
        // The content systems of many public bodies name a page t20220517_1234.html.
        let is_t_page = start == 1 && chars[0] == 't';
        if digit(chars[start]) > 9 || !(is_edge(start.checked_sub(1)) || is_t_page) {
            continue;
        }
        let n_digits = chars[start..].iter().take_while(|&&c| digit(c) <= 9).count();
        let head = match n_digits {
            // 20220517093000: a date with its time.
            12 | 14 => &chars[..start + 8],
            4 | 8 => &chars[..],
            _ => continue,
        };
        let Some((date, used)) = scan(&head[start..], false) else { continue };
        let end = start + used;
        let is_whole = n_digits > 8 || is_edge(Some(end)) || chars[end - 1] == '日';
        let is_certain = date.month > 0 || chars[end - 1] == '年';
        if is_whole && is_certain {
            return Some(date);
        }
    }
    None
}

/// The date at the beginning of `chars` and its length in characters. Short forms (`1954`,
/// `202308`) are taken only where the field is known to hold a date.
fn scan(chars: &[char], short_forms: bool) -> Option<(Date, usize)> {
    numeric(chars, short_forms)
        .or_else(|| eras::date_of(chars))
        .or_else(|| named::date_of(chars, short_forms))
}

/// `2023-08-17`, `20230817`, `2023年8月17日`, `2023년 8월 17일` and their parts.
fn numeric(chars: &[char], short_forms: bool) -> Option<(Date, usize)> {
    let n_digits = chars.iter().take_while(|&&c| digit(c) <= 9).count();
    let number = |range: std::ops::Range<usize>| {
        chars[range].iter().fold(0u32, |n, &c| n * 10 + u32::from(digit(c)))
    };
    match n_digits {
        8 => return Some((date(number(0..4), number(4..6), number(6..8))?, 8)),
        6 if short_forms => return Some((date(number(0..4), number(4..6), 0)?, 6)),
        4 => {}
        _ => return None,
    }
    let year = number(0..4);
    let part = |at: usize| {
        let n = chars[at.min(chars.len())..].iter().take_while(|&&c| digit(c) <= 9).count();
        ((1..=2).contains(&n)).then(|| (number(at..at + n), at + n))
    };
    let mut at = skip_spaces(chars, 4);
    if is_year_mark(chars.get(at)) {
        let year_end = at + 1;
        at = skip_spaces(chars, year_end);
        let Some((month, end)) = part(at) else { return Some((date(year, 0, 0)?, year_end)) };
        at = skip_spaces(chars, end);
        if !matches!(chars.get(at), Some('月' | '월')) {
            return Some((date(year, 0, 0)?, year_end));
        }
        let month_end = at + 1;
        at = skip_spaces(chars, month_end);
        if let Some((day, end)) = part(at) {
            let end = skip_spaces(chars, end);
            if is_day_mark(chars.get(end)) {
                return Some((date(year, month, day)?, end + 1));
            }
        }
        return Some((date(year, month, 0)?, month_end));
    }
    let year_only = || short_forms.then(|| Some((date(year, 0, 0)?, 4))).flatten();
    let Some(&mark) = chars.get(4).filter(|c| "-/._－／．‐–".contains(**c)) else {
        return year_only();
    };
    // 2023. 08. 17. in Hungarian and Korean
    let behind = |at: usize| if mark == '.' { skip_spaces(chars, at + 1) } else { at + 1 };
    let Some((month, end)) = part(behind(4)) else { return year_only() };
    let at = behind(end);
    if chars.get(end) == Some(&mark) && chars.get(at).is_some_and(|&c| digit(c) <= 9) {
        let is_spaced = at > end + 1;
        let (day, end) = part(at)?;
        let is_closed = is_spaced && chars.get(end) == Some(&mark);
        return Some((date(year, month, day)?, end + usize::from(is_closed)));
    }
    Some((date(year, month, 0)?, end))
}

/// Length of a time of day with its zone, behind a date: `T10:00:00+08:00`, ` 11:12`, ` 9时30分`.
fn time_length(rest: &[char]) -> usize {
    let mut at = match rest.first() {
        Some('T' | 't') => 1,
        _ => skip_spaces(rest, 0),
    };
    let n = rest[at..].iter().take_while(|&&c| digit(c) <= 9).count();
    if !(1..=2).contains(&n) || !matches!(rest.get(at + n), Some(':' | '：' | '时' | '時' | '点'))
    {
        return 0;
    }
    let is_time = |c: char| digit(c) <= 9 || ":：.+-Z时時点分秒".contains(c);
    loop {
        at += rest[at..].iter().take_while(|&&c| is_time(c)).count();
        let next = skip_spaces(rest, at);
        let word: String = rest[next..].iter().take_while(|c| c.is_ascii_alphabetic()).collect();
        let is_offset = matches!(rest.get(next), Some('+' | '-'))
            && rest.get(next + 1).is_some_and(char::is_ascii_digit);
        if ["AM", "PM", "am", "pm", "UTC", "GMT", "CST", "Z"].contains(&word.as_str()) {
            at = next + word.len();
        } else if is_offset {
            at = next + 1;
        } else {
            return at;
        }
    }
}

fn is_year_mark(c: Option<&char>) -> bool {
    matches!(c, Some('年' | '년'))
}

fn is_day_mark(c: Option<&char>) -> bool {
    matches!(c, Some('日' | '号' | '號' | '일'))
}

fn skip_spaces(chars: &[char], from: usize) -> usize {
    from + chars[from.min(chars.len())..].iter().take_while(|c| c.is_whitespace()).count()
}

/// The value of a decimal digit of either width; above 9 for any other character.
fn digit(c: char) -> u8 {
    match c {
        '0'..='9' => c as u8 - b'0',
        '０'..='９' => (c as u32 - '０' as u32) as u8,
        _ => u8::MAX,
    }
}

/// A date that the calendar has; month and day 0 stand for "not given".
fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let n_days = match month {
        0 => 0,
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (YEARS.contains(&year) && day <= n_days).then_some(Date {
        year: year as i16,
        month: month as u8,
        day: day as u8,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(date: Option<Date>) -> String {
        date.map_or_else(String::new, |d| d.to_string())
    }

    #[test]
    fn fields_are_read_in_many_forms() {
        let cases = [
            ("2023-08-17", "2023-08-17"),
            ("2023/8/17", "2023-08-17"),
            ("2023.08.17", "2023-08-17"),
            ("20230817", "2023-08-17"),
            (" 2023年8月17日 ", "2023-08-17"),
            ("2023 年 8 月 17 日", "2023-08-17"),
            ("２０２３年８月１７日", "2023-08-17"),
            ("二〇二三年八月十七日", "2023-08-17"),
            ("二○二三年十二月三十一日", "2023-12-31"),
            ("一九七八年十二月廿二日", "1978-12-22"),
            ("二〇〇一年十月", "2001-10"),
            ("2023年8月17日 星期四", "2023-08-17"),
            ("2023. 08. 17. 10:20:30", "2023-08-17"),
            ("2023. 8. 17.", "2023-08-17"),
            ("2023-08", "2023-08"),
            ("2023年8月", "2023-08"),
            ("199903", "1999-03"),
            ("1954", "1954"),
            ("1954年", "1954"),
            ("2023-08-17T10:00:00Z", "2023-08-17"),
            ("2023-08-17T23:30:00.125+08:00", "2023-08-17"),
            ("2023-08-17 10:00:00 +0800", "2023-08-17"),
            ("2021年06月03日 10:20:30", "2021-06-03"),
            ("2023年8月17日9时30分", "2023-08-17"),
            ("17 August 2023", "2023-08-17"),
            ("August 17, 2023", "2023-08-17"),
            ("Aug. 17th, 2023", "2023-08-17"),
            ("August 2023", "2023-08"),
            ("Thu, 17 Aug 2023 10:00:00 GMT", "2023-08-17"),
            ("2024-02-29", "2024-02-29"),
            ("8/17/2023", "2023-08-17"),
            ("17/8/2023 10:30", "2023-08-17"),
            ("17.8.2023", "2023-08-17"),
            ("7.8.2023", "2023-08-07"),
            ("8/8/2023", "2023-08-08"),
            ("2023년 8월 17일", "2023-08-17"),
            ("民國112年8月17日", "2023-08-17"),
            ("中華民國一百一十二年八月", "2023-08"),
            ("民国二十六年", "1937"),
            ("令和5年8月17日", "2023-08-17"),
            ("平成元年一月八日", "1989-01-08"),
            ("jeudi 17 août 2023", "2023-08-17"),
            ("17 de agosto de 2023", "2023-08-17"),
            ("17. August 2023", "2023-08-17"),
            ("1 março 2020", "2020-03-01"),
            ("17 августа 2023 г.", "2023-08-17"),
            ("1er mai 1968", "1968-05-01"),
            ("2023年8月上旬", "2023-08"),
            ("2023年第3期", "2023"),
            ("2023年上半年", "2023"),
            ("1692230400", "2023-08-17"),
            ("1692230400000", "2023-08-17"),
            ("0951782400", "2000-02-29"),
        ];
        for (field, expected) in cases {
            assert_eq!(shown(parse(field)), expected, "{field}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for field in [
            "",
            "soon",
            "2023-13-01",
            "2023-00-10x",
            "2023-02-29",
            "2023-04-31",
            "20231301",
            "0999-01-01",
            "2101-01-01",
            "8/7/2023",
            "8/32/2023",
            "17/17/2023",
            "13.13.2023",
            "99999999999",
            "16922304001",
            "昭和一百年",
            "令和年",
            "17 Farvardin 2023",
            "12",
            "2023-08-17 and later",
            "2023年13月",
            "二〇二三年十三月",
            "May be 2023",
            "32 August 2023",
        ] {
            assert_eq!(parse(field), None, "{field}");
        }
    }

    #[test]
    fn file_names_give_dates_but_serial_numbers_do_not() {
        let cases = [
            ("2022-05-17_statement.txt", "2022-05-17"),
            ("20220517.txt", "2022-05-17"),
            ("statement_20220517_2.txt", "2022-05-17"),
            ("t20220517_4123.html", "2022-05-17"),
            ("notes-20220517093000.md", "2022-05-17"),
            ("全市会议2022年5月17日召开.txt", "2022-05-17"),
            ("2022.05.17.txt", "2022-05-17"),
            ("2022_05_17.txt", "2022-05-17"),
            ("2022-05 bulletin.txt", "2022-05"),
            ("1954年工作报告.txt", "1954"),
            ("000_91517b669fd370a0.txt", ""),
            ("a20220517b.txt", ""),
            ("2000300044247282688067398491205379_1.html", ""),
            ("report-1954.txt", ""),
            ("2001.txt", ""),
            ("20221317.txt", ""),
            ("2022-05-177.txt", ""),
            ("12345678.txt", ""),
            ("2022-05-17", "2022-05-17"),
        ];
        for (name, expected) in cases {
            assert_eq!(shown(from_file_name(name)), expected, "{name}");
        }
    }

    proptest! {
        #[test]
        fn any_day_survives_printing_and_no_string_panics(
            year in 1000u32..=2100, month in 1u32..=12, day in 1u32..=28, noise in "\\PC{0,24}",
        ) {
            let expected = date(year, month, day);
            prop_assert_eq!(parse(&format!("{year}年{month}月{day}日")), expected);
            prop_assert_eq!(parse(&format!("{year}-{month:02}-{day:02}")), expected);
            parse(&noise);
            at_start(&noise);
            from_file_name(&noise);
        }
    }
}

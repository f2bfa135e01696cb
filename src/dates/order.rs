//! Dates in numbers with the year at the end: which number is the day.
//!
//! ```text
//! 17/8/2023  day first      8/17/2023  month first      8/7/2023  either      8/8/2023  no matter
//! 17.8.2023  day first, as everywhere where dots are used
//! ```
//!
//! A file follows one order: dates of the first two kinds tell how to read the third.

use serde::{Deserialize, Serialize};

use super::{date, digit, time_length};
use crate::corpus::Date;

/// The order of day and month in dates that end with the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// 7/8/2023 is the seventh of August.
    Dmy,
    /// 7/8/2023 is the eighth of July.
    Mdy,
}

/// The order that dates of one file share; None if none tells, or if they disagree.
pub fn order_of<'f>(fields: impl Iterator<Item = &'f str>) -> Option<Order> {
    let mut order = None;
    for field in fields {
        let chars: Vec<char> = field.trim().chars().collect();
        let told = match parts(&chars) {
            Some(Parts { first, second, mark: '/' | '-', .. }) if first > 12 && second <= 12 => {
                Order::Dmy
            }
            Some(Parts { first, second, mark: '/' | '-', .. }) if second > 12 && first <= 12 => {
                Order::Mdy
            }
            _ => continue,
        };
        if order.is_some_and(|order| order != told) {
            return None;
        }
        order = Some(told);
    }
    order
}

/// The numbers of a field that is such a date, and the mark between them.
struct Parts {
    first: u32,
    second: u32,
    year: u32,
    mark: char,
}

fn parts(chars: &[char]) -> Option<Parts> {
    let mut at = 0;
    let number = |at: &mut usize, most: usize| {
        let n = chars[*at..].iter().take_while(|&&c| digit(c) <= 9).count();
        let value = chars[*at..*at + n.min(4)].iter().fold(0, |v, &c| v * 10 + u32::from(digit(c)));
        *at += n;
        (1..=most).contains(&n).then_some((value, n))
    };
    let (first, _) = number(&mut at, 2)?;
    let &mark = chars.get(at).filter(|c| "/-.／．".contains(**c))?;
    at += 1;
    let (second, _) = number(&mut at, 2)?;
    if chars.get(at) != Some(&mark) {
        return None;
    }
    at += 1;
    let (year, n) = number(&mut at, 4)?;
    let rest = &chars[at..];
    let is_whole = rest[time_length(rest)..].iter().all(|c| c.is_whitespace());
    let mark = match mark {
        '／' => '/',
        '．' => '.',
        mark => mark,
    };
    (n == 4 && is_whole).then_some(Parts { first, second, year, mark })
}

/// Whether a field is a date that only lacks the order of its numbers.
pub fn is_ambiguous(field: &str) -> bool {
    let chars: Vec<char> = field.trim().chars().collect();
    let with = |order| day_and_month(&chars, order).flatten();
    with(None).is_none() && with(Some(Order::Dmy)).is_some()
}

/// The date of a field that has this form at all; None inside if it names no certain day.
pub(super) fn day_and_month(chars: &[char], order: Option<Order>) -> Option<Option<Date>> {
    let Parts { first, second, year, mark } = parts(chars)?;
    let order = match (mark, order) {
        ('.', _) => Order::Dmy,
        _ if first > 12 || first == second => Order::Dmy,
        _ if second > 12 => Order::Mdy,
        (_, Some(order)) => order,
        (_, None) => return Some(None),
    };
    let (day, month) = match order {
        Order::Dmy => (first, second),
        Order::Mdy => (second, first),
    };
    // Day and month 0 would mean that they are not given.
    Some(date(year, month, day).filter(|date| date.month > 0 && date.day > 0))
}

#[cfg(test)]
mod tests {
    use super::super::parse_in;
    use super::*;

    #[test]
    fn the_dates_of_a_file_tell_the_order_of_day_and_month() {
        let order = |fields: &[&str]| order_of(fields.iter().copied());
        assert_eq!(order(&["8/7/2023", "17/8/2023", ""]), Some(Order::Dmy));
        assert_eq!(order(&["8/7/2023", "8/17/2023 10:00"]), Some(Order::Mdy));
        assert_eq!(order(&["8/7/2023", "7/7/2023", "2023-08-17", "17.8.2023"]), None);
        assert_eq!(order(&["17/8/2023", "8/17/2023"]), None);
    }

    #[test]
    fn a_known_order_reads_dates_of_either() {
        let shown = |order| parse_in("8/7/2023", order).map(|date| date.to_string());
        assert_eq!(shown(Some(Order::Dmy)).as_deref(), Some("2023-07-08"));
        assert_eq!(shown(Some(Order::Mdy)).as_deref(), Some("2023-08-07"));
        assert_eq!(shown(None), None);
        assert!(
            is_ambiguous("8/7/2023") && !is_ambiguous("8/17/2023") && !is_ambiguous("31/31/2023")
        );
    }
}

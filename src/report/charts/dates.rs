//! An axis of days: where a date stands between two edges, and where its ticks are.

use super::sheet::{Anchor, Sheet};
use super::style::{HAIR, QUIET, SMALL};
use crate::corpus::Date;

/// Most ticks.
const TICKS: i64 = 9;
/// Lengths of a step between ticks, in months.
const STEPS: [i64; 12] = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400];

/// Days from the first to the last date on pixels from left to right.
pub struct DateAxis {
    first: i64,
    last: i64,
    left: i32,
    right: i32,
}

impl DateAxis {
    /// An axis that holds all dates; none where there are fewer than two different ones.
    pub fn over(dates: impl Iterator<Item = Date>, (left, right): (i32, i32)) -> Option<Self> {
        let days = dates.map(Date::day_number);
        let (first, last) = days.fold((i64::MAX, i64::MIN), |(a, b), day| (a.min(day), b.max(day)));
        (first < last).then_some(Self { first, last, left, right })
    }

    /// The pixel of a date.
    pub fn at(&self, date: Date) -> i32 {
        self.at_day(date.day_number())
    }

    fn at_day(&self, day: i64) -> i32 {
        let share = (day - self.first) as f64 / (self.last - self.first) as f64;
        self.left + (share * f64::from(self.right - self.left)).round() as i32
    }

    /// Hairlines from `top` to `foot` with the months or years they stand for below.
    pub fn draw(&self, sheet: &mut Sheet, top: i32, foot: i32) {
        for (day, label) in self.ticks() {
            let x = self.at_day(day);
            sheet.line((x, top), (x, foot), HAIR);
            sheet.text((x, foot + 16), SMALL, Anchor::Middle, QUIET, &label);
        }
    }

    /// First days of months or years at even steps, with their labels.
    fn ticks(&self) -> Vec<(i64, String)> {
        let month = |day: i64| {
            let date = Date::of_day(day).unwrap_or_default();
            i64::from(date.year) * 12 + i64::from(date.month) - 1
        };
        let (from, to) = (month(self.first), month(self.last));
        let step = STEPS.into_iter().find(|s| (to - from) / s < TICKS).unwrap_or(2400);
        let starts = (from.div_euclid(step) * step..=to).step_by(step as usize);
        starts
            .filter_map(|m| {
                let year = i16::try_from(m.div_euclid(12)).ok()?;
                let date = Date { year, month: m.rem_euclid(12) as u8 + 1, day: 1 };
                let label = if step >= 12 {
                    format!("{year}")
                } else {
                    format!("{year}-{:02}", date.month)
                };
                Some((date.day_number(), label))
            })
            .filter(|(day, _)| (self.first..=self.last).contains(day))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(first: (i16, u8), last: (i16, u8)) -> Option<DateAxis> {
        let date = |(year, month)| Date { year, month, day: 15 };
        DateAxis::over([date(first), date(last)].into_iter(), (100, 1100))
    }

    #[test]
    fn ticks_are_few_and_lie_within() {
        for last in [(2020, 9), (2021, 4), (2029, 12), (2099, 1)] {
            let ticks = axis((2020, 2), last).map(|a| a.ticks()).unwrap_or_default();
            assert!((2..=9).contains(&ticks.len()), "{last:?} {ticks:?}");
        }
        let years = axis((1954, 9), (2019, 3)).map(|a| a.ticks()).unwrap_or_default();
        assert_eq!(years.first().map(|t| t.1.as_str()), Some("1960"));
        assert!(axis((2020, 2), (2020, 2)).is_none());
    }
}

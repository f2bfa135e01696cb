//! Cutting time: which period a date falls into, and how long a period should be.
//!
//! Periods are numbered along the calendar (months, quarters or years since year 0), so gaps are
//! plain arithmetic. A date less precise than the period (a year, where months are counted) falls
//! into none.

use serde::{Deserialize, Serialize};

use crate::corpus::Date;

/// Length of a period.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, clap::ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// Calendar months: 2023-08.
    Month,
    /// Quarters: 2023-Q3.
    Quarter,
    /// Years: 2023.
    Year,
}

impl Period {
    /// The period's name as settings write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The next longer period.
    pub(crate) fn longer(self) -> Option<Self> {
        match self {
            Self::Month => Some(Self::Quarter),
            Self::Quarter => Some(Self::Year),
            Self::Year => None,
        }
    }

    /// The number of the period a date falls into; none where the date is less precise.
    pub(crate) fn number(self, date: Date) -> Option<i32> {
        let (year, month) = (i32::from(date.year), i32::from(date.month));
        match self {
            Self::Year => Some(year),
            _ if month == 0 => None,
            Self::Quarter => Some(year * 4 + (month - 1) / 3),
            Self::Month => Some(year * 12 + month - 1),
        }
    }

    /// The label of a numbered period.
    pub(crate) fn label(self, number: i32) -> String {
        match self {
            Self::Year => format!("{number:04}"),
            Self::Quarter => {
                format!("{:04}-Q{}", number.div_euclid(4), number.rem_euclid(4) + 1)
            }
            Self::Month => format!("{:04}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1),
        }
    }

    /// The period for these dates: years where they span more than five, quarters where they span
    /// more than eighteen months, else months; but longer as long as fewer than half of the dates
    /// are precise enough.
    pub(crate) fn suited(dates: &[Date]) -> Self {
        let month = |d: &Date| i32::from(d.year) * 12 + i32::from(d.month.max(1));
        let span = match (dates.iter().map(month).min(), dates.iter().map(month).max()) {
            (Some(first), Some(last)) => last - first,
            _ => 0,
        };
        let mut period = match span {
            61.. => Self::Year,
            19.. => Self::Quarter,
            _ => Self::Month,
        };
        let placed = |p: Self| dates.iter().filter(|&&d| p.number(d).is_some()).count();
        while let Some(longer) = period.longer().filter(|_| placed(period) * 2 < dates.len()) {
            period = longer;
        }
        period
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i16, month: u8, day: u8) -> Date {
        Date { year, month, day }
    }

    #[test]
    fn labels_follow_the_calendar() {
        let label = |p: Period, d| p.number(d).map(|n| p.label(n));
        assert_eq!(label(Period::Month, date(2023, 12, 31)).as_deref(), Some("2023-12"));
        assert_eq!(label(Period::Quarter, date(2023, 8, 0)).as_deref(), Some("2023-Q3"));
        assert_eq!(label(Period::Year, date(1954, 0, 0)).as_deref(), Some("1954"));
        assert_eq!(label(Period::Month, date(1954, 0, 0)), None);
        assert_eq!(Period::Month.label(2023 * 12 + 12), "2024-01");
    }

    #[test]
    fn the_period_grows_with_the_span_and_with_coarse_dates() {
        assert_eq!(Period::suited(&[]), Period::Month);
        assert_eq!(Period::suited(&[date(2023, 1, 1), date(2024, 7, 1)]), Period::Month);
        assert_eq!(Period::suited(&[date(2023, 1, 1), date(2024, 8, 1)]), Period::Quarter);
        assert_eq!(Period::suited(&[date(2018, 1, 1), date(2023, 1, 9)]), Period::Quarter);
        assert_eq!(Period::suited(&[date(2018, 1, 1), date(2023, 2, 1)]), Period::Year);
        let coarse = [date(2022, 0, 0), date(2023, 0, 0), date(2023, 5, 1)];
        assert_eq!(Period::suited(&coarse), Period::Year);
    }
}

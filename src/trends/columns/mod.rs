//! Trends as people read them: few columns, each with enough documents to give a share a meaning.
//!
//! The table of trends has every period. Where most periods hold one document (an annual report),
//! each share is 0% or 100% and tells nothing, and two hundred columns are no picture. So the page
//! and its charts put neighbouring periods together: the shortest of the steps below at which there
//! are at most [`MOST`] columns and the median column that is not empty holds [`ENOUGH`] documents,
//! as long as [`FEWEST`] columns are left. Columns begin at multiples of the step (decades at 1950,
//! not at 1954).

mod change;
mod movers;

use std::collections::BTreeMap;

use super::Trends;
use super::heat::Scale;

pub use change::Change;
pub use movers::{Move, Mover};

/// Most columns.
const MOST: usize = 40;
/// Documents that the median column should hold.
pub const ENOUGH: u32 = 4;
/// Columns are not put together below this number.
const FEWEST: usize = 8;

const YEARS: &[i64] = &[1, 2, 5, 10, 20, 50, 100];
const QUARTERS: &[i64] = &[1, 2, 4, 8, 20, 40, 80, 200, 400];
const MONTHS: &[i64] = &[1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

/// Periods put together, with the phrases followed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns {
    /// Labels: `2021-Q1`, or first and last period, `1950–1954`.
    pub labels: Vec<String>,
    /// Documents of each column.
    pub volumes: Vec<u32>,
    /// Periods that make a column.
    pub step: usize,
    /// The phrases in rank order, with the documents of each column that carry them.
    pub rows: Vec<Row>,
    /// The bounds of heat, where the settings give any.
    heat_bounds: Vec<f64>,
}

/// A phrase over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The phrase.
    pub phrase: String,
    /// Documents that carry it, by column.
    pub counts: Vec<u32>,
}

impl Columns {
    /// The trends in columns; empty where there are none.
    pub fn of(trends: &Trends) -> Self {
        if trends.periods.len() != trends.volumes.len() {
            return Self::default();
        }
        let (numbers, steps) = numbers(&trends.periods);
        let cut = |step: i64| -> Vec<usize> {
            let first = numbers.first().map_or(0, |n| n.div_euclid(step));
            numbers.iter().map(|n| (n.div_euclid(step) - first).max(0) as usize).collect()
        };
        let mut step = 1;
        for &longer in steps {
            let columns = cut(longer);
            let n = columns.last().map_or(0, |c| c + 1);
            if longer > 1 && n < FEWEST && cut(step).last().map_or(0, |c| c + 1) <= MOST {
                break;
            }
            step = longer;
            if n <= MOST && median(&sums(&columns, &trends.volumes)) >= ENOUGH {
                break;
            }
        }
        let columns = cut(step);
        let volumes = sums(&columns, &trends.volumes);
        let ends = |c: usize| {
            let of_column = || (0..columns.len()).filter(|&p| columns[p] == c);
            (of_column().next(), of_column().next_back())
        };
        let label = |c: usize| match ends(c) {
            (Some(a), Some(b)) => span(&trends.periods[a], &trends.periods[b]),
            _ => String::new(),
        };
        let labels = (0..volumes.len()).map(label).collect();
        let at: BTreeMap<&str, usize> =
            trends.periods.iter().map(String::as_str).zip(columns.iter().copied()).collect();
        let mut rows: Vec<Row> = Vec::new();
        for points in trends.points.chunk_by(|x, y| x.phrase == y.phrase) {
            let mut counts = vec![0; volumes.len()];
            for point in points {
                if let Some(&c) = at.get(point.period.as_str()) {
                    counts[c] += point.n_documents;
                }
            }
            rows.push(Row { phrase: points[0].phrase.clone(), counts });
        }
        let heat_bounds = trends.heat_bounds.clone();
        Self { labels, volumes, step: step as usize, rows, heat_bounds }
    }

    /// Share of a column's documents that carry a phrase; none for a column without documents.
    pub fn share(&self, row: &Row, column: usize) -> Option<f64> {
        let volume = self.volumes.get(column).copied().filter(|&v| v > 0)?;
        Some(f64::from(*row.counts.get(column)?) / f64::from(volume))
    }

    /// The level of heat of each share, from 0 (coldest) to 5, by the bounds of the settings or by its
    /// place among all shares of these columns, as [`crate::trends::heat`] does it for single periods;
    /// none of nothing.
    pub fn heat(&self) -> Vec<Vec<Option<usize>>> {
        let all = || 0..self.volumes.len();
        let share = |row: &Row, c: usize| self.share(row, c).unwrap_or(0.0);
        let shares = self.rows.iter().flat_map(|row| all().map(move |c| share(row, c)));
        let scale = Scale::new(&self.heat_bounds, shares);
        self.rows.iter().map(|row| all().map(|c| scale.level(share(row, c))).collect()).collect()
    }
}

/// A label as short as it stays clear: `1955–59` of years of one century.
pub fn short(label: &str) -> String {
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit());
    match label.split_once('–') {
        Some((from, to)) if is_year(from) && is_year(to) && from[..2] == to[..2] => {
            format!("{from}–{}", &to[2..])
        }
        _ => label.into(),
    }
}

/// The periods counted along the calendar, and the steps by which they may be put together; by
/// their order where a label is of no known form.
fn numbers(periods: &[String]) -> (Vec<i64>, &'static [i64]) {
    let parse = |label: &str, per_year: i64| -> Option<i64> {
        match label.split_once('-') {
            None if per_year == 1 => label.parse().ok(),
            Some((year, part)) if per_year > 1 => {
                let part = if per_year == 4 { part.strip_prefix('Q')? } else { part };
                Some(year.parse::<i64>().ok()? * per_year + part.parse::<i64>().ok()? - 1)
            }
            _ => None,
        }
    };
    for (per_year, steps) in [(1, YEARS), (4, QUARTERS), (12, MONTHS)] {
        let numbers: Option<Vec<i64>> = periods.iter().map(|p| parse(p, per_year)).collect();
        if let Some(numbers) = numbers.filter(|n| n.is_sorted()) {
            return (numbers, steps);
        }
    }
    ((0..periods.len() as i64).collect(), YEARS)
}

fn sums(columns: &[usize], volumes: &[u32]) -> Vec<u32> {
    let mut sums = vec![0; columns.last().map_or(0, |c| c + 1)];
    for (&c, &v) in columns.iter().zip(volumes) {
        sums[c] += v;
    }
    sums
}

/// The median of the columns that hold a document, the upper one of two.
fn median(volumes: &[u32]) -> u32 {
    let mut filled: Vec<u32> = volumes.iter().copied().filter(|&v| v > 0).collect();
    filled.sort_unstable();
    filled.get(filled.len() / 2).copied().unwrap_or(0)
}

/// From the beginning of one label to the end of another: `1950–1954`.
fn span(first: &str, last: &str) -> String {
    let from = first.split('–').next().unwrap_or(first);
    let to = last.rsplit('–').next().unwrap_or(last);
    if from == to { from.into() } else { format!("{from}–{to}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trends::TrendPoint;

    fn trends(periods: Vec<String>, volumes: Vec<u32>, counts: &[u32]) -> Trends {
        let mut trends = Trends::default();
        for ((period, &volume), &n_documents) in periods.iter().zip(&volumes).zip(counts) {
            trends.points.push(TrendPoint {
                phrase: "共同富裕".into(),
                period: period.clone(),
                n_documents,
                volume,
                share: 0.0,
                heat: String::new(),
            });
        }
        (trends.periods, trends.volumes) = (periods, volumes);
        trends
    }

    #[test]
    fn one_document_a_year_is_read_by_five_years_that_begin_at_multiples_of_five() {
        let years = (1954..=2019).map(|y| y.to_string()).collect();
        let counts: Vec<u32> = (1954..=2019).map(|y| u32::from(y >= 1980)).collect();
        let columns = Columns::of(&trends(years, vec![1; 66], &counts));
        assert_eq!((columns.step, columns.labels.len()), (5, 14));
        assert_eq!(columns.labels[..2], ["1954", "1955–1959"]);
        assert_eq!(columns.volumes[..2], [1, 5]);
        assert_eq!(columns.rows[0].counts.iter().sum::<u32>(), 40);
        let change = columns.change(&columns.rows[0]);
        let change = change.map(|c| (c.before, c.after, c.n_before, c.n_after));
        let told = ("1954–1979".to_owned(), "1980–2019".to_owned(), (0, 26), (40, 40));
        assert_eq!(change, Some(told));
    }

    #[test]
    fn years_of_one_century_are_written_short() {
        assert_eq!(short("1955–1959"), "1955–59");
        assert_eq!(short("1990–2009"), "1990–2009");
        assert_eq!(short("2021-Q1–2021-Q4"), "2021-Q1–2021-Q4");
        assert_eq!(short("期–末"), "期–末");
    }

    #[test]
    fn full_periods_stay_as_they_are() {
        let quarters: Vec<String> =
            (0..12).map(|q| format!("{}-Q{}", 2021 + q / 4, q % 4 + 1)).collect();
        let columns = Columns::of(&trends(quarters.clone(), vec![4; 12], &[1; 12]));
        assert_eq!((columns.step, columns.labels), (1, quarters));
    }

    #[test]
    fn two_centuries_fit_on_a_page() {
        let years = (1790..=2026).map(|y| y.to_string()).collect();
        let columns = Columns::of(&trends(years, vec![1; 237], &[1; 237]));
        assert!(columns.labels.len() <= MOST && columns.step == 10, "{}", columns.step);
    }

    #[test]
    fn few_periods_are_not_put_together() {
        let years = (2019..=2023).map(|y| y.to_string()).collect();
        let columns = Columns::of(&trends(years, vec![1; 5], &[1; 5]));
        assert_eq!((columns.step, columns.labels.len()), (1, 5));
    }

    #[test]
    fn heat_counts_equal_shares_alike() {
        let years = (2016..=2023).map(|y| y.to_string()).collect();
        let columns = Columns::of(&trends(years, vec![4; 8], &[0, 1, 1, 2, 2, 3, 4, 4]));
        let heat = &columns.heat()[0];
        assert_eq!(heat[0], None);
        assert_eq!((heat[1], heat[2]), (heat[2], Some(0)));
        assert_eq!((heat[6], heat[7]), (Some(5), Some(5)));
    }

    #[test]
    fn no_trends_make_no_columns() {
        assert_eq!(Columns::of(&Trends::default()).labels.len(), 0);
    }
}

//! Trends as people read them: few columns, each with enough documents to give a share a meaning.
//!
//! The table of trends has every period. Where most periods hold one document (an annual report),
//! each share is 0% or 100% and tells nothing, and two hundred columns are no picture. So the page
//! and its charts put neighbouring periods together: the shortest of the steps below at which there
//! are at most [`MOST`] columns and the median column that is not empty holds [`ENOUGH`] documents,
//! as long as [`FEWEST`] columns are left. Columns begin at multiples of the step (decades at 1950,
//! not at 1954).
//!
//! The change of a phrase is told between the two parts of the time that differ most in it: the cut
//! between columns with the highest log-likelihood ratio (Dunning 1993), each part holding at least
//! a tenth of the documents and no fewer than three.

use std::collections::BTreeMap;

use crate::analysis::Analysis;

/// Most columns.
const MOST: usize = 40;
/// Documents that the median column should hold.
const ENOUGH: u32 = 4;
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
}

/// A phrase over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The phrase.
    pub phrase: String,
    /// Documents that carry it, by column.
    pub counts: Vec<u32>,
}

/// A phrase before and after the moment at which its use changed most.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// First and last label of the earlier part.
    pub before: String,
    /// First and last label of the later part.
    pub after: String,
    /// Carrying documents and all documents of the earlier part.
    pub n_before: (u32, u32),
    /// The same of the later part.
    pub n_after: (u32, u32),
    /// Log-likelihood ratio of the two shares.
    pub g2: f64,
}

impl Columns {
    /// The trends of an analysis in columns; empty where there are none.
    pub fn of(analysis: &Analysis) -> Self {
        let trends = &analysis.trends;
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
        Self { labels, volumes, step: step as usize, rows }
    }

    /// Share of a column's documents that carry a phrase; none for a column without documents.
    pub fn share(&self, row: &Row, column: usize) -> Option<f64> {
        let volume = self.volumes.get(column).copied().filter(|&v| v > 0)?;
        Some(f64::from(*row.counts.get(column)?) / f64::from(volume))
    }

    /// The level of heat of each share above 0, from 0 (coldest) to 5, by its place among all such
    /// shares of these columns, as [`crate::trends`] does it for single periods.
    pub fn heat(&self) -> Vec<Vec<Option<usize>>> {
        const LEVELS: usize = 6;
        let share = |row: &Row, c: usize| self.share(row, c).filter(|&s| s > 0.0);
        let all = || 0..self.volumes.len();
        let mut shares: Vec<f64> =
            self.rows.iter().flat_map(|r| all().filter_map(move |c| share(r, c))).collect();
        shares.sort_unstable_by(f64::total_cmp);
        let level = |s: f64| {
            let less = shares.partition_point(|&x| x < s);
            let upto = shares.partition_point(|&x| x <= s);
            (LEVELS * (less + upto) / (2 * shares.len().max(1))).min(LEVELS - 1)
        };
        self.rows.iter().map(|r| all().map(|c| share(r, c).map(level)).collect()).collect()
    }

    /// The change of a phrase; none where the time cannot be cut into two parts with documents.
    pub fn change(&self, row: &Row) -> Option<Change> {
        let all: u32 = self.volumes.iter().sum();
        let least = (all / 10).max(3);
        let sum = |list: &[u32]| list.iter().sum::<u32>();
        let mut best: Option<(f64, usize)> = None;
        for cut in 1..self.volumes.len() {
            let (before, after) = self.volumes.split_at(cut);
            if sum(before) < least || sum(after) < least || sum(&after[..1]) == 0 {
                continue;
            }
            let counts = [sum(&row.counts[..cut]), sum(&row.counts[cut..])];
            let g2 = log_likelihood(&counts, &[sum(before), sum(after)]);
            if best.is_none_or(|(most, _)| g2 > most) {
                best = Some((g2, cut));
            }
        }
        let (g2, cut) = best?;
        let last = self.labels.len() - 1;
        let label = |from: usize, to: usize| span(&self.labels[from], &self.labels[to]);
        let last_before = (0..cut).rev().find(|&c| self.volumes[c] > 0)?;
        Some(Change {
            before: label(0, last_before),
            after: label(cut, last),
            n_before: (sum(&row.counts[..cut]), sum(&self.volumes[..cut])),
            n_after: (sum(&row.counts[cut..]), sum(&self.volumes[cut..])),
            g2,
        })
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

/// 2 Σ O ln(O/E) over carrying and other documents of every part, where E has the same share of
/// carrying documents in all parts.
pub fn log_likelihood(counts: &[u32], volumes: &[u32]) -> f64 {
    let (carrying, all): (u32, u32) = (counts.iter().sum(), volumes.iter().sum());
    let share = f64::from(carrying) / f64::from(all.max(1));
    let term = |observed: f64, expected: f64| {
        if observed > 0.0 && expected > 0.0 { observed * (observed / expected).ln() } else { 0.0 }
    };
    let sum: f64 = counts
        .iter()
        .zip(volumes)
        .map(|(&n, &volume)| {
            let (n, volume) = (f64::from(n), f64::from(volume));
            term(n, share * volume) + term((volume - n).max(0.0), (1.0 - share) * volume)
        })
        .sum();
    2.0 * sum
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

    fn analysis(periods: Vec<String>, volumes: Vec<u32>, counts: &[u32]) -> Analysis {
        let mut analysis = Analysis::default();
        for ((period, &volume), &n_documents) in periods.iter().zip(&volumes).zip(counts) {
            analysis.trends.points.push(TrendPoint {
                phrase: "共同富裕".into(),
                period: period.clone(),
                n_documents,
                volume,
                share: 0.0,
                heat: String::new(),
            });
        }
        (analysis.trends.periods, analysis.trends.volumes) = (periods, volumes);
        analysis
    }

    #[test]
    fn one_document_a_year_is_read_by_five_years_that_begin_at_multiples_of_five() {
        let years = (1954..=2019).map(|y| y.to_string()).collect();
        let counts: Vec<u32> = (1954..=2019).map(|y| u32::from(y >= 1980)).collect();
        let columns = Columns::of(&analysis(years, vec![1; 66], &counts));
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
        let columns = Columns::of(&analysis(quarters.clone(), vec![4; 12], &[1; 12]));
        assert_eq!((columns.step, columns.labels), (1, quarters));
    }

    #[test]
    fn two_centuries_fit_on_a_page() {
        let years = (1790..=2026).map(|y| y.to_string()).collect();
        let columns = Columns::of(&analysis(years, vec![1; 237], &[1; 237]));
        assert!(columns.labels.len() <= MOST && columns.step == 10, "{}", columns.step);
    }

    #[test]
    fn few_periods_are_not_put_together() {
        let years = (2019..=2023).map(|y| y.to_string()).collect();
        let columns = Columns::of(&analysis(years, vec![1; 5], &[1; 5]));
        assert_eq!((columns.step, columns.labels.len()), (1, 5));
    }

    #[test]
    fn heat_counts_equal_shares_alike() {
        let years = (2016..=2023).map(|y| y.to_string()).collect();
        let columns = Columns::of(&analysis(years, vec![4; 8], &[0, 1, 1, 2, 2, 3, 4, 4]));
        let heat = &columns.heat()[0];
        assert_eq!(heat[0], None);
        assert_eq!((heat[1], heat[2]), (heat[2], Some(0)));
        assert_eq!((heat[6], heat[7]), (Some(5), Some(5)));
    }

    #[test]
    fn an_even_share_has_no_movement_and_a_step_has() {
        assert!(log_likelihood(&[2, 4, 6], &[4, 8, 12]).abs() < 1e-9);
        // 0 of 10, then 10 of 10: 2 · 20 ln 2
        let step = log_likelihood(&[0, 10], &[10, 10]);
        assert!((step - 40.0 * std::f64::consts::LN_2).abs() < 1e-9);
    }

    #[test]
    fn no_trends_make_no_columns() {
        assert_eq!(Columns::of(&Analysis::default()).labels.len(), 0);
    }
}

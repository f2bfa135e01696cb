//! The course of a phrase: first, highest and last period, and whether it rises or falls throughout.
//!
//! Tested are the shares of the columns that have documents (those without any are gaps, not zeros) by
//! Mann-Kendall's test, its speed is Theil-Sen's slope, and because many phrases are tested at once the
//! probabilities are corrected by Benjamini-Hochberg over all of them ([`crate::mann_kendall`]). Columns are
//! periods, put together where they hold few documents ([`super::columns`]): the share of a single document
//! is 0 or 1, and has no slope. Columns that stay thin (fewer than four documents) count neither for the
//! test nor for the peak where at least four others do. A phrase that rose and fell again has no trend in this sense; its
//! highest column tells.

use super::columns::{Columns, ENOUGH, Row};
use super::{Course, Direction, TrendPoint};
use crate::mann_kendall::{self, Test, benjamini_hochberg};

/// Corrected probability below which a trend is told.
pub const CHANCE: f64 = 0.05;

/// The course of each phrase that is used.
pub fn find(columns: &Columns, points: &[TrendPoint]) -> Vec<Course> {
    let told = told(&columns.volumes);
    let shares = |row: &Row| -> Vec<(usize, f64)> {
        told.iter().filter_map(|&c| Some((c, columns.share(row, c)?))).collect()
    };
    let mut courses = Vec::new();
    let mut tests: Vec<Option<Test>> = Vec::new();
    let phrases = points.chunk_by(|a, b| a.phrase == b.phrase);
    for (row, points) in columns.rows.iter().zip(phrases) {
        let used = || points.iter().filter(|p| p.n_documents > 0);
        let (Some(first), Some(last)) = (used().next(), used().next_back()) else { continue };
        let shares = shares(row);
        let higher = |a: (usize, f64), b: (usize, f64)| if b.1 > a.1 { b } else { a };
        let Some((peak, peak_share)) = shares.iter().copied().reduce(higher) else { continue };
        let series: Vec<(f64, f64)> = shares.iter().map(|&(c, share)| (c as f64, share)).collect();
        tests.push(mann_kendall::test(&series));
        courses.push(Course {
            phrase: row.phrase.clone(),
            n_periods: used().count() as u32,
            first: first.period.clone(),
            last: last.period.clone(),
            peak: columns.labels[peak].clone(),
            peak_share,
            slope: f64::NAN,
            z: f64::NAN,
            p: f64::NAN,
            q: f64::NAN,
            direction: Direction::Untested,
        });
    }
    let known: Vec<f64> = tests.iter().flatten().map(|t| t.p).collect();
    let mut adjusted = benjamini_hochberg(&known).into_iter();
    for (course, test) in courses.iter_mut().zip(tests) {
        let Some(test) = test else { continue };
        let q = adjusted.next().unwrap_or(1.0);
        (course.slope, course.z, course.p, course.q) = (test.slope, test.z, test.p, q);
        course.direction = match test.s.signum() {
            _ if q >= CHANCE => Direction::Neither,
            1 => Direction::Rising,
            -1 => Direction::Falling,
            _ => Direction::Neither,
        };
    }
    courses
}

/// The columns whose shares are told: those with documents enough, if they are enough; else all that
/// have any.
fn told(volumes: &[u32]) -> Vec<usize> {
    let of = |least: u32| (0..volumes.len()).filter(|&c| volumes[c] >= least).collect::<Vec<_>>();
    let full = of(ENOUGH);
    if full.len() >= mann_kendall::FEWEST { full } else { of(1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trends::Trends;

    /// Phrases by their documents in the years from 2000 on.
    fn courses(volumes: &[u32], rows: &[&[u32]]) -> Vec<Course> {
        let years = || (2000..).map(|y: u32| y.to_string());
        let mut trends = Trends {
            periods: years().take(volumes.len()).collect(),
            volumes: volumes.to_vec(),
            ..Trends::default()
        };
        for (i, row) in rows.iter().enumerate() {
            trends.points.extend(row.iter().zip(volumes).zip(years()).map(
                |((&n, &volume), period)| TrendPoint {
                    phrase: i.to_string(),
                    period,
                    n_documents: n,
                    volume,
                    share: f64::from(n) / f64::from(volume.max(1)),
                    heat: String::new(),
                },
            ));
        }
        find(&Columns::of(&trends), &trends.points)
    }

    #[test]
    fn a_rise_is_told_from_a_hump_and_gaps_are_no_zeros() {
        let volumes = [10, 10, 10, 10, 10, 0, 10, 10, 10, 10, 10, 10];
        let courses = courses(
            &volumes,
            &[
                &[0, 1, 2, 3, 4, 0, 6, 7, 8, 9, 10, 10],
                &[0, 2, 4, 6, 8, 0, 9, 7, 5, 3, 1, 0],
                &[0; 12],
            ],
        );
        assert_eq!(courses.len(), 2);
        assert_eq!(courses[0].direction, Direction::Rising);
        assert!((courses[0].slope - 0.1).abs() < 1e-12, "{}", courses[0].slope);
        assert!(courses[0].q >= courses[0].p);
        let hump = &courses[1];
        assert_eq!(hump.direction, Direction::Neither);
        let ends = (hump.first.as_str(), hump.peak.as_str(), hump.last.as_str());
        assert_eq!(ends, ("2001", "2006", "2010"));
    }

    #[test]
    fn single_documents_are_put_together_and_first_and_last_use_stay_exact() {
        let used: Vec<u32> = (0..40).map(|y| u32::from((12..33).contains(&y))).collect();
        let course = &courses(&[1; 40], &[&used])[0];
        assert_eq!((course.first.as_str(), course.last.as_str()), ("2012", "2032"));
        assert_eq!((course.peak.as_str(), course.peak_share), ("2015–2019", 1.0));
    }

    #[test]
    fn a_single_document_is_no_peak_where_other_years_have_many() {
        let course = &courses(&[1, 20, 20, 20, 20], &[&[1, 2, 4, 6, 8]])[0];
        assert_eq!(
            (course.first.as_str(), course.peak.as_str(), course.peak_share),
            ("2000", "2004", 0.4)
        );
        // too few full years: all are told
        let course = &courses(&[1, 20, 20, 1, 1], &[&[1, 2, 4, 1, 0]])[0];
        assert_eq!((course.peak.as_str(), course.peak_share), ("2000", 1.0));
    }

    #[test]
    fn three_periods_are_not_tested() {
        let courses = courses(&[5, 5, 5], &[&[0, 1, 1]]);
        assert_eq!(courses[0].direction, Direction::Untested);
        assert!(courses[0].p.is_nan());
    }
}

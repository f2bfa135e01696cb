//! The course of a phrase: first, highest and last period, and whether it rises or falls throughout.
//!
//! Tested are the shares of the periods that have documents (periods without any are gaps, not zeros)
//! by Mann-Kendall's test, its speed is Theil-Sen's slope, and because many phrases are tested at once the
//! probabilities are corrected by Benjamini-Hochberg over all of them ([`crate::mann_kendall`]). A phrase that
//! rose and fell again has no trend in this sense; its highest period tells.

use super::{Course, Direction};
use crate::mann_kendall::{self, Test, benjamini_hochberg};

/// Corrected probability below which a trend is told.
pub const CHANCE: f64 = 0.05;

/// The course of each phrase by its carriers in each period. Phrases without a use have none.
pub fn find(labels: &[String], volumes: &[u32], rows: &[(&str, Vec<u32>)]) -> Vec<Course> {
    let share = |row: &[u32], p: usize| f64::from(row[p]) / f64::from(volumes[p].max(1));
    let tested = |row: &[u32]| {
        let filled = (0..volumes.len()).filter(|&p| volumes[p] > 0);
        let series: Vec<(f64, f64)> = filled.map(|p| (p as f64, share(row, p))).collect();
        mann_kendall::test(&series)
    };
    let mut courses = Vec::new();
    let mut tests: Vec<Option<Test>> = Vec::new();
    for (phrase, row) in rows {
        let used = || (0..row.len()).filter(|&p| row[p] > 0);
        let (Some(first), Some(last)) = (used().next(), used().next_back()) else { continue };
        // the first of the highest
        let higher = |a, b| if share(row, b) > share(row, a) { b } else { a };
        let peak = used().reduce(higher).unwrap_or(first);
        tests.push(tested(row));
        courses.push(Course {
            phrase: (*phrase).to_owned(),
            n_periods: used().count() as u32,
            first: labels[first].clone(),
            peak: labels[peak].clone(),
            peak_share: share(row, peak),
            last: labels[last].clone(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rise_is_told_from_a_hump_and_gaps_are_no_zeros() {
        let labels: Vec<String> = (2000..2012).map(|y| y.to_string()).collect();
        let mut volumes = vec![10u32; 12];
        volumes[5] = 0;
        let rising: Vec<u32> =
            (0..12).map(|p| if p == 5 { 0 } else { p }).map(|n| n.min(10)).collect();
        let hump: Vec<u32> = vec![0, 2, 4, 6, 8, 0, 9, 7, 5, 3, 1, 0];
        let rows = [("rise", rising), ("hump", hump), ("never", vec![0; 12])];
        let courses = find(&labels, &volumes, &rows);
        assert_eq!(courses.len(), 2);
        assert_eq!(courses[0].direction, Direction::Rising);
        assert!((courses[0].slope - 0.1).abs() < 1e-12, "{}", courses[0].slope);
        assert_eq!(courses[1].direction, Direction::Neither);
        let hump = &courses[1];
        assert_eq!(
            (hump.first.as_str(), hump.peak.as_str(), hump.last.as_str()),
            ("2001", "2006", "2010")
        );
        assert!(courses[0].q >= courses[0].p);
    }

    #[test]
    fn three_periods_are_not_tested() {
        let labels: Vec<String> = (0..3).map(|y| y.to_string()).collect();
        let courses = find(&labels, &[1, 1, 1], &[("a", vec![0, 1, 1])]);
        assert_eq!(courses[0].direction, Direction::Untested);
        assert!(courses[0].p.is_nan());
    }
}

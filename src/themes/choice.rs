//! How many themes: a number given, or the number of a range that silhouette prefers.
//!
//! ```text
//! k = "8"        eight themes
//! k = "5..20"    the number from 5 to 20, both included, of highest mean silhouette
//! nothing        2 to √n, at most 20
//! ```
//!
//! At most ten numbers of a range are tried, evenly spread, each on at most 5,000 texts, with the
//! silhouette of 2,000 of them. Ties go to the smaller number.

use ndarray::{Array2, Axis};

use super::Trial;
use crate::error::{Error, Result};
use crate::kmeans::{self, derive_seed};
use crate::silhouette::{self, MeanSilhouette};

/// Numbers tried from a range.
const TRIALS: usize = 10;
/// Starts of k-means behind each trial.
const TRIAL_RESTARTS: usize = 2;
/// Texts on which a number is tried.
const TRIAL_TEXTS: usize = 5_000;
/// Largest number of themes of the default range.
const DEFAULT_MAX: usize = 20;

/// The numbers of themes a setting allows, first and last.
///
/// # Errors
/// [`Error::Setting`] if the setting is neither a number from 1 on nor a range of such.
pub fn parse(setting: Option<&str>, n: usize) -> Result<(usize, usize)> {
    let Some(setting) = setting.map(str::trim) else {
        let last = ((n as f64).sqrt() as usize).clamp(2, DEFAULT_MAX);
        return Ok((2, last));
    };
    let number = |s: &str| s.trim().parse::<usize>().ok().filter(|&k| k >= 1);
    let range = match setting.split_once("..") {
        Some((first, last)) => number(first).zip(number(last.trim_start_matches('='))),
        None => number(setting).map(|k| (k, k)),
    };
    match range {
        Some((first, last)) if first <= last => Ok((first, last)),
        Some((first, last)) => Err(Error::setting(
            "themes.k",
            format!("the range `{setting}` runs backwards; write {last}..{first}"),
        )),
        None => Err(Error::setting(
            "themes.k",
            format!("`{setting}` is not a number of themes; write one (8) or a range (5..20)"),
        )),
    }
}

/// At most [`TRIALS`] numbers from `first` to `last`, ends included.
fn candidates(first: usize, last: usize) -> Vec<usize> {
    let steps = (last - first).min(TRIALS - 1);
    let at = |i: usize| first + ((last - first) * i + steps / 2).checked_div(steps).unwrap_or(0);
    (0..=steps).map(at).collect()
}

/// Tries the numbers of a range; the chosen one and all trials, ascending.
///
/// # Errors
/// If k-means fails.
pub fn choose(
    points: &Array2<f64>,
    first: usize,
    last: usize,
    seed: u64,
) -> Result<(usize, Vec<Trial>)> {
    if first == last {
        return Ok((first, Vec::new()));
    }
    let tried = silhouette::sample(points.nrows(), TRIAL_TEXTS, derive_seed(seed, 0));
    let points = points.select(Axis(0), &tried);
    let measured = silhouette::sample(points.nrows(), silhouette::EXACT, derive_seed(seed, 1));
    let measure = MeanSilhouette::new(&points.select(Axis(0), &measured));
    let mut trials: Vec<Trial> = Vec::new();
    let mut best = (first, f64::NEG_INFINITY);
    for k in candidates(first, last) {
        let found = kmeans::fit(&points, k, TRIAL_RESTARTS, derive_seed(seed, 2 + k as u64))?;
        let labels: Vec<u32> = measured.iter().map(|&i| found.labels[i]).collect();
        let silhouette = measure.of(&labels, found.k());
        trials.push(Trial { k: k as u32, silhouette, inertia: found.inertia });
        if silhouette > best.1 {
            best = (k, silhouette);
        }
    }
    Ok((best.0, trials))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn settings_are_a_number_or_a_range() {
        assert_eq!(parse(Some("8"), 100).unwrap(), (8, 8));
        assert_eq!(parse(Some(" 5..20 "), 100).unwrap(), (5, 20));
        assert_eq!(parse(Some("5..=20"), 100).unwrap(), (5, 20));
        assert_eq!(parse(None, 100).unwrap(), (2, 10));
        assert_eq!(parse(None, 1_000_000).unwrap(), (2, 20));
        for bad in ["0", "many", "5..", "..", "-3", "20..5", "0..4", ""] {
            assert!(parse(Some(bad), 100).unwrap_err().to_string().contains("themes.k"), "{bad}");
        }
    }

    #[test]
    fn wide_ranges_are_tried_at_ten_numbers_with_both_ends() {
        assert_eq!(candidates(2, 5), [2, 3, 4, 5]);
        assert_eq!(candidates(7, 7), [7]);
        let wide = candidates(5, 100);
        assert_eq!((wide.len(), wide[0], wide[9]), (10, 5, 100));
    }

    #[test]
    fn three_blobs_are_three_themes() {
        let points = Array2::from_shape_fn((90, 2), |(i, j)| {
            [[0.0, 0.0], [9.0, 0.0], [0.0, 9.0]][i % 3][j] + (i / 3 % 5) as f64 * 0.1
        });
        let (k, trials) = choose(&points, 2, 8, 1).unwrap();
        assert_eq!((k, trials.len()), (3, 7));
    }
}

//! How many themes: a number given, or the number of a range that comes back and parts best.
//!
//! ```text
//! k = "8"        eight themes
//! k = "5..20"    the best number from 5 to 20, both included
//! nothing        √n / 8 to √n, from 2 to 5 at the lower end, at most 30 at the upper
//! ```
//!
//! Two themes can be told apart in most collections, and tell nobody much about six thousand texts:
//! hence the lower end. At most twelve numbers of a range are tried, closer together where they are
//! small, on at most 3,000 texts.
//!
//! ```text
//! worth of k = silhouette · stability²         the highest is chosen (ties: the smaller number)
//! ```
//!
//! Silhouette says how well a number parts the texts; it goes on rising as groups become smaller.
//! Stability says whether the same groups come back when texts are left out
//! ([`stability::of_number`]); it falls as soon as a group is cut that nothing parts. A number is worth
//! something only if it does well in both, and stability counts twice: a fine division that does
//! not come back is of no use. Inertia is given for the eye: the curve bends where more themes stop
//! paying.

use ndarray::{Array2, Axis};

use super::{Trial, stability};
use crate::error::{Error, Result};
use crate::kmeans::{self, derive_seed};
use crate::silhouette::{self, MeanSilhouette};

/// Numbers tried from a range.
const TRIALS: usize = 12;
/// Starts of k-means behind each trial.
const TRIAL_RESTARTS: usize = 4;
/// Texts on which a number is tried.
const TRIAL_TEXTS: usize = 3_000;
/// Largest ends of the default range.
const DEFAULT_FIRST: usize = 5;
const DEFAULT_LAST: usize = 30;

/// The numbers of themes a setting allows, first and last.
///
/// # Errors
/// [`Error::Setting`] if the setting is neither a number from 1 on nor a range of such.
pub fn parse(setting: Option<&str>, n: usize) -> Result<(usize, usize)> {
    let Some(setting) = setting.map(str::trim) else {
        let root = (n as f64).sqrt();
        let first = ((root / 8.0) as usize).clamp(2, DEFAULT_FIRST);
        return Ok((first, (root as usize).clamp(2, DEFAULT_LAST)));
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

/// At most [`TRIALS`] numbers from `first` to `last`, ends included, in equal steps of their ratio.
fn candidates(first: usize, last: usize) -> Vec<usize> {
    if last - first < TRIALS {
        return (first..=last).collect();
    }
    let ratio = (last as f64 / first as f64).powf(1.0 / (TRIALS - 1) as f64);
    let mut numbers = vec![first];
    let mut exact = first as f64;
    for i in 1..TRIALS {
        exact *= ratio;
        // small numbers a step apart; the end is the end
        let next = (exact.round() as usize).max(numbers[i - 1] + 1).min(last);
        numbers.push(if i == TRIALS - 1 { last } else { next });
    }
    numbers.dedup();
    numbers
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
    let measure = MeanSilhouette::new(&points);
    let mut trials: Vec<Trial> = Vec::new();
    for k in candidates(first, last) {
        let seed = derive_seed(seed, 2 + k as u64);
        let found = kmeans::fit(&points, k, TRIAL_RESTARTS, seed)?;
        trials.push(Trial {
            k: k as u32,
            silhouette: measure.of(&found.labels, found.k()),
            stability: stability::of_number(&points, k, derive_seed(seed, 1))?,
            inertia: found.inertia,
        });
    }
    Ok((best(&trials).unwrap_or(first), trials))
}

fn best(trials: &[Trial]) -> Option<usize> {
    let better = |a: &Trial, b: &Trial| b.worth() > a.worth();
    trials.iter().reduce(|a, b| if better(a, b) { b } else { a }).map(|t| t.k as usize)
}

impl Trial {
    /// What a number of themes is worth: silhouette · stability², below 0 where either is.
    pub fn worth(&self) -> f64 {
        self.silhouette * self.stability * self.stability.abs()
    }
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
        assert_eq!(parse(None, 900).unwrap(), (3, 30));
        assert_eq!(parse(None, 1_000_000).unwrap(), (5, 30));
        for bad in ["0", "many", "5..", "..", "-3", "20..5", "0..4", ""] {
            assert!(parse(Some(bad), 100).unwrap_err().to_string().contains("themes.k"), "{bad}");
        }
    }

    #[test]
    fn wide_ranges_are_tried_at_twelve_numbers_with_both_ends() {
        assert_eq!(candidates(2, 5), [2, 3, 4, 5]);
        assert_eq!(candidates(7, 7), [7]);
        assert_eq!(candidates(2, 30), [2, 3, 4, 5, 6, 7, 9, 11, 14, 18, 23, 30]);
        let wide = candidates(5, 100);
        assert_eq!((wide.len(), wide[0], wide[11]), (12, 5, 100));
        assert!(wide.is_sorted() && candidates(1, 14).is_sorted());
    }

    #[test]
    fn the_choice_parts_well_and_comes_back() {
        let trial = |k, silhouette, stability| Trial { k, silhouette, stability, inertia: 0.0 };
        // .08, .2, .2312, .1
        let trials =
            [trial(2, 0.125, 0.8), trial(3, 0.2, 1.0), trial(4, 0.32, 0.85), trial(5, 0.4, 0.5)];
        assert!((trials[2].worth() - 0.2312).abs() < 1e-12);
        assert_eq!(best(&trials), Some(4));
        assert_eq!(best(&[trial(2, 0.1, 1.0), trial(3, 0.1, 1.0)]), Some(2));
        assert_eq!(best(&[]), None);
    }

    #[test]
    fn three_blobs_are_three_themes() {
        let points = Array2::from_shape_fn((90, 2), |(i, j)| {
            [[0.0, 0.0], [9.0, 0.0], [0.0, 9.0]][i % 3][j] + (i / 3 % 5) as f64 * 0.1
        });
        let (k, trials) = choose(&points, 2, 8, 1).unwrap();
        assert_eq!((k, trials.len()), (3, 7));
        assert_eq!(trials[1].stability, 1.0);
    }
}

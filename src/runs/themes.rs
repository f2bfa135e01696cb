//! Themes of two runs, matched by what they are about.
//!
//! Two themes are as near as the cosine of their centres: their mean texts over all terms, from
//! `themes.json`. Where a report has none, or the runs tell texts apart by different things, the weights
//! of the top terms stand for the centres. Pairs are taken from the nearest on, each theme once, down to
//! a cosine of [`SAME`]; what is left came or went. Ties: the theme with the lower number.
//!
//! The share of a theme is that of its texts among all texts, the remainder counted too. Order: the
//! themes of the second run by their number, then those that went.

use super::{Change, Run};
use crate::keyness::{ALPHA, Contrast};

/// Least cosine of two themes that are taken for the same.
pub const SAME: f64 = 0.3;

/// A theme before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeChange {
    /// What happened to it.
    pub change: Change,
    /// Its number in the first run, an index, and its label there.
    pub before: Option<(u32, String)>,
    /// Its number in the second run, an index, and its label there.
    pub after: Option<(u32, String)>,
    /// Cosine of the two, or with the nearest of the other run where it came or went; none where the
    /// other run has no theme.
    pub cosine: Option<f64>,
    /// Texts of the second run against those of the first.
    pub contrast: Contrast,
}

/// The themes of both runs.
pub fn themes(before: &Run, after: &Run) -> Vec<ThemeChange> {
    let (old, new) = centres(before, after);
    let mut pairs: Vec<(f64, usize, usize)> = Vec::with_capacity(old.len() * new.len());
    for (b, y) in new.iter().enumerate() {
        pairs.extend(old.iter().enumerate().map(|(a, x)| (cosine(x, y), a, b)));
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.2, x.1).cmp(&(y.2, y.1))));
    let mut match_of_old = vec![None; old.len()];
    let mut match_of_new = vec![None; new.len()];
    for &(cosine, a, b) in pairs.iter().take_while(|p| p.0 >= SAME) {
        if match_of_old[a].is_none() && match_of_new[b].is_none() {
            match_of_old[a] = Some((b, cosine));
            match_of_new[b] = Some((a, cosine));
        }
    }
    // Pairs are in order, so the first of a theme is its nearest.
    let nearest_of_new = |b: usize| pairs.iter().find(|p| p.2 == b).map(|p| p.0);
    let nearest_of_old = |a: usize| pairs.iter().find(|p| p.1 == a).map(|p| p.0);
    let tail = ALPHA / 2.0 / (old.len() + new.len()).max(1) as f64;
    let (n1, n2) = (before.n_texts(), after.n_texts());
    let size = |run: &Run, theme: Option<usize>| theme.map_or(0, |t| run.themes[t].n_texts);
    let named = |run: &Run, t: usize| (t as u32, run.themes[t].label.clone());
    let change = |a: Option<usize>, b: Option<usize>, cosine| {
        let (f1, f2) = (size(before, a), size(after, b));
        ThemeChange {
            change: match (a, b) {
                (None, _) => Change::Came,
                (_, None) => Change::Went,
                _ => Change::of(f1, n1, f2, n2),
            },
            before: a.map(|a| named(before, a)),
            after: b.map(|b| named(after, b)),
            cosine,
            contrast: Contrast::of(f2.min(n2), n2, f1.min(n1), n1, tail),
        }
    };
    let kept = (0..new.len()).map(|b| match match_of_new[b] {
        Some((a, cosine)) => change(Some(a), Some(b), Some(cosine)),
        None => change(None, Some(b), nearest_of_new(b)),
    });
    let gone = (0..old.len())
        .filter(|&a| match_of_old[a].is_none())
        .map(|a| change(Some(a), None, nearest_of_old(a)));
    kept.chain(gone).collect()
}

/// Terms and weights, by term.
type Centre = Vec<(String, f64)>;

fn centres(before: &Run, after: &Run) -> (Vec<Centre>, Vec<Centre>) {
    let features = |run: &Run| run.model.as_ref().map(|m| m.features);
    if features(before).is_some() && features(before) == features(after) {
        (of_model(before), of_model(after))
    } else {
        (of_terms(before), of_terms(after))
    }
}

fn of_model(run: &Run) -> Vec<Centre> {
    let Some(model) = &run.model else { return Vec::new() };
    let terms = |(part, p): (usize, &crate::themes::features::Part)| -> Vec<String> {
        p.terms.iter().map(|term| format!("{part} {term}")).collect()
    };
    let terms: Vec<String> = model.vocabulary.parts.iter().enumerate().flat_map(terms).collect();
    let centre = |theme: &crate::themes::model::ModelTheme| {
        let weight = |&(t, w): &(u32, f32)| Some((terms.get(t as usize)?.clone(), f64::from(w)));
        in_order(theme.centre.iter().filter_map(weight).collect())
    };
    model.themes.iter().map(centre).collect()
}

fn of_terms(run: &Run) -> Vec<Centre> {
    run.themes.iter().map(|theme| in_order(theme.top_terms.clone())).collect()
}

fn in_order(mut centre: Centre) -> Centre {
    centre.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    centre
}

fn cosine(x: &Centre, y: &Centre) -> f64 {
    let length = |c: &Centre| c.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
    let mut dot = 0.0;
    let (mut i, mut j) = (0, 0);
    while let (Some((a, v)), Some((b, w))) = (x.get(i), y.get(j)) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                dot += v * w;
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    let lengths = length(x) * length(y);
    if lengths > 0.0 { dot / lengths } else { 0.0 }
}

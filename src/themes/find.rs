//! The way from texts to findings: fit or take a model, put every text into a theme, describe.

use super::centres::{Centres, Nearest, distance};
use super::features::{self, Chosen};
use super::fit::{self, Texts};
use super::items::{self, Candidate};
use super::model::{FORMAT, Model};
use super::placing::{Placed, Rows};
use super::{Assignment, Sources, ThemeSettings, ThemeUnit, Themes, describe, map, stability};
use crate::error::Result;
use crate::exec;
use crate::kmeans::derive_seed;
use crate::lsa::Space;
use crate::silhouette;
use crate::stopwords::StopWords;
use crate::store::Shelf;
use crate::vocabulary::Item;
use crate::warning::{Topic, Warning};

/// Finds themes, or puts the texts into the themes of a file. What does not depend on the number of themes
/// is kept on the shelf.
///
/// # Errors
/// [`Error::Setting`](crate::error::Error::Setting) for a setting that cannot be used; k-means fails.
pub fn find(
    sources: &Sources<'_>,
    settings: &ThemeSettings,
    seed: u64,
    shelf: Shelf<'_>,
    warnings: &mut Vec<Warning>,
) -> Result<Themes> {
    debug_assert_eq!(sources.corpus.len(), sources.texts.len());
    settings.check()?;
    let given = settings.model.as_deref();
    let mut extra = settings.stop_words.clone();
    extra.extend(given.into_iter().flat_map(|m| m.stop_words.iter().cloned()));
    let stop_words = StopWords::new(sources.words, &extra);
    let wordings = sources.wordings(&stop_words);
    let unit = given.map_or(settings.unit, |m| m.unit);
    let (unit, candidates) = items::items(sources.texts, &wordings, unit);
    let items: Vec<Item> = candidates.iter().map(|c| c.item.clone()).collect();
    let choice = given.map_or(settings.features, |m| m.features);
    let chosen = features::choose(choice, &wordings, &items);
    let mut themes = outline(unit, &chosen);
    let wording = describe::Wording { sources, items: &items, wordings: &wordings };

    if let Some(model) = given {
        let rows = Rows::new(&wordings, &items, &model.vocabulary);
        let space = fit::space(&rows, items.len(), settings, seed);
        let placed = place(&mut themes, &candidates, &rows, &model.centres(), &space, seed);
        let places = map::places(&themes.vectors, &placed.has_terms, &rows, None, seed);
        draw_map(&mut themes, places);
        wording.describe(&mut themes, model.clone(), &rows, &placed.nearest);
    } else {
        let texts = Texts {
            wordings: &wordings,
            candidates: &candidates,
            originals: sources.originals,
            unit,
            features: chosen.features,
        };
        let points = shelf.or_find(|| fit::prepare(&texts, settings, seed));
        let Some((fit, vocabulary)) = fit::fit(points, settings, seed, warnings)? else {
            themes.assignments = candidates.iter().map(without_theme).collect();
            warn_of_lost(&themes, warnings);
            return Ok(themes);
        };
        let rows = Rows::new(&wordings, &items, &vocabulary);
        let nearest = rows.nearest(&fit.centres);
        let fit = fit.by_size(&nearest, vocabulary.n_columns());
        let placed = place(&mut themes, &candidates, &rows, &fit.centres, &fit.space, seed);
        themes.trials.clone_from(&fit.trials);
        themes.chosen_k = fit.k as u32;
        themes.n_fitted = fit.texts.len() as u32;
        // The map knows texts, not themes.
        let map = shelf.then("map", &());
        let lay_out = || map::places(&themes.vectors, &placed.has_terms, &rows, Some(&fit), seed);
        let (places, (named, areas)) = exec::join(
            || map.or_find(lay_out),
            || {
                wording.name(
                    &fit,
                    &vocabulary,
                    &placed.uses,
                    &themes.assignments,
                    settings.hierarchy,
                )
            },
        );
        draw_map(&mut themes, places);
        let model = Model {
            format: FORMAT,
            unit,
            features: chosen.features,
            stop_words: settings.stop_words.clone(),
            vocabulary: vocabulary.clone(),
            themes: named,
            areas,
        };
        wording.describe(&mut themes, model, &rows, &placed.nearest);
        warn_of_unstable(&themes, warnings);
    }
    warn_of_lost(&themes, warnings);
    Ok(themes)
}

/// Findings without themes yet.
fn outline(unit: ThemeUnit, chosen: &Chosen) -> Themes {
    Themes {
        unit: unit.name().into(),
        features: chosen.features.name().into(),
        median_words: chosen.median_words,
        ..Themes::default()
    }
}

/// Writes where every text lies into the findings.
fn place(
    themes: &mut Themes,
    candidates: &[Candidate],
    rows: &Rows<'_>,
    centres: &Centres,
    space: &Space,
    seed: u64,
) -> Placed {
    let mut placed = rows.place(centres, space);
    let assignment = |(candidate, nearest): (&Candidate, &Option<Nearest>)| {
        let Some(n) = nearest else { return without_theme(candidate) };
        Assignment {
            theme: centres.holds(n).then_some(n.theme),
            nearest: Some(n.theme),
            distance: distance(n.cosine),
            second: n.second.map(|(theme, cosine)| (theme, distance(cosine))),
            ..without_theme(candidate)
        }
    };
    themes.assignments = candidates.iter().zip(&placed.nearest).map(assignment).collect();

    let vectors = std::mem::take(&mut placed.vectors);
    let labels: Vec<Option<u32>> = themes.assignments.iter().map(|a| a.theme).collect();
    let silhouettes = silhouette::silhouettes(&vectors, &labels, centres.k(), derive_seed(seed, 3));
    for (assignment, silhouette) in themes.assignments.iter_mut().zip(silhouettes) {
        assignment.silhouette = silhouette;
    }
    themes.n_terms = space.n_columns() as u32;
    themes.n_dimensions = space.singular_values.len() as u32;
    themes.explained_variance = space.explained_variance;
    themes.vectors = vectors;
    placed
}

fn draw_map(themes: &mut Themes, places: Vec<Option<(f64, f64)>>) {
    for (a, place) in themes.assignments.iter_mut().zip(places) {
        (a.x, a.y) = place.unwrap_or((f64::NAN, f64::NAN));
    }
}

fn without_theme(candidate: &Candidate) -> Assignment {
    Assignment {
        place: candidate.place,
        paragraph: candidate.paragraph,
        theme: None,
        nearest: None,
        distance: f64::NAN,
        second: None,
        silhouette: f64::NAN,
        x: f64::NAN,
        y: f64::NAN,
    }
}

fn warn_of_lost(themes: &Themes, warnings: &mut Vec<Warning>) {
    let n = themes.assignments.len();
    if n == 0 {
        let message =
            "no text is left to group; `leitmotif inspect` shows what was read and dropped";
        warnings.push(Warning::new(Topic::Thin, "themes", message));
    }
    let n_lost = themes.assignments.iter().filter(|a| a.nearest.is_none()).count();
    if n_lost > 0 {
        let message =
            format!("{n_lost} of {n} texts share no term with the others and belong to no theme");
        warnings.push(Warning::new(Topic::Thin, "themes", message));
    }
}

fn warn_of_unstable(themes: &Themes, warnings: &mut Vec<Warning>) {
    for (number, theme) in themes.themes.iter().enumerate() {
        if theme.stability < stability::DISSOLVED {
            let message = format!(
                "the theme falls apart when texts are drawn anew (stability {:.2}); try fewer themes",
                theme.stability
            );
            let subject = format!("theme {} ({})", number + 1, theme.label);
            warnings.push(Warning::new(Topic::Unstable, subject, message));
        }
    }
}

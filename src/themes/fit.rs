//! Finding the themes: from texts to centres.
//!
//! ```text
//! texts counted once ─▶ terms ─▶ TF-IDF rows ─▶ latent space ─▶ smoothed ─▶ k-means ─▶ centres
//! ```
//!
//! A reprint of a document, or a section whose words another has in the same order, is left out here
//! and only here: what was sent out a hundred times makes no theme of its own, and is put into its
//! theme like every other text. Beyond 20,000 texts themes are found in a seeded sample of them and
//! all are put into them. What does not depend on the number of themes ([`prepare`]) is most of the work, and
//! is kept for the next run.

use bitcode::{Decode, Encode};
use ndarray::Array2;
use rustc_hash::FxHashSet;

use super::centres::{Centres, Nearest};
use super::features::{FeatureChoice, Vocabulary};
use super::items::Candidate;
use super::placing::Rows;
use super::{ThemeSettings, ThemeUnit, Trial, choice, smoothing, stability};
use crate::corpus::DocId;
use crate::csr::Csr;
use crate::dense::{Plain, normalise};
use crate::error::Result;
use crate::kmeans::{self, Clustering, derive_seed};
use crate::lsa::{Lsa, Space};
use crate::silhouette;
use crate::store::Kept;
use crate::vocabulary::{Item, Wordings};
use crate::warning::{Topic, Warning};

/// Texts in which themes are found at most.
const MOST_TEXTS: usize = 20_000;
/// Texts a dimension of the latent space must have behind it.
const TEXTS_A_DIMENSION: usize = 3;
/// Most dimensions looked at for a share of the variance.
const MOST_DIMENSIONS: usize = 300;

/// Themes as numbers.
pub struct Fit {
    /// The latent space.
    pub space: Space,
    /// The centres.
    pub centres: Centres,
    /// Stability of each.
    pub stabilities: Vec<f64>,
    /// The numbers of themes that were tried.
    pub trials: Vec<Trial>,
    /// The number that was chosen of them, or given.
    pub k: usize,
    /// The texts in which they were found: indices into the candidates.
    pub texts: Vec<usize>,
    /// The neighbours of each of these, among them.
    pub links: Vec<Vec<(u32, f64)>>,
}

/// What themes are found in.
pub struct Texts<'a> {
    /// Their words.
    pub wordings: &'a Wordings<'a>,
    /// The texts to cluster.
    pub candidates: &'a [Candidate],
    /// The original of each document.
    pub originals: &'a [DocId],
    /// What was clustered.
    pub unit: ThemeUnit,
    /// What the texts are told apart by.
    pub features: FeatureChoice,
}

/// Texts as points: all of a fit that does not depend on the number of themes.
#[derive(Encode, Decode)]
pub struct Points {
    vocabulary: Vocabulary,
    /// The texts with a term: indices into the candidates.
    texts: Vec<usize>,
    /// Their TF-IDF rows.
    rows: Csr<f32>,
    space: Space,
    links: Vec<Vec<(u32, f64)>>,
    /// Their smoothed places in the latent space.
    smoothed: Plain,
    warnings: Vec<Warning>,
}

impl Kept for Points {
    fn about(&self) -> usize {
        let dense = self.space.n_columns() + self.texts.len();
        8 * self.rows.values.len()
            + 8 * dense * self.space.singular_values.len()
            + self.links.iter().map(|l| 12 * l.len()).sum::<usize>()
    }
}

/// Makes points of the texts.
pub fn prepare(texts: &Texts<'_>, settings: &ThemeSettings, seed: u64) -> Points {
    let mut warnings = Vec::new();
    let once = counted_once(texts);
    let drawn = silhouette::sample(once.len(), MOST_TEXTS, derive_seed(seed, 5));
    if drawn.len() < once.len() {
        let message = format!(
            "the themes were found in {MOST_TEXTS} of {} texts, drawn by the seed; all texts were \
             put into them",
            once.len()
        );
        warnings.push(Warning::new(Topic::Thin, "themes", message));
    }
    let counted: Vec<usize> = drawn.into_iter().map(|i| once[i]).collect();
    let items: Vec<Item> = counted.iter().map(|&i| texts.candidates[i].item.clone()).collect();
    let (vocabulary, counts, lifted) =
        Vocabulary::of(texts.wordings, &items, texts.features, settings);
    if lifted {
        let message = "every word is either in too few texts or in too many of them, so none was \
                       left out for that: the themes rest on little; lower --min-df or raise --max-df";
        warnings.push(Warning::new(Topic::Thin, "themes", message));
    }
    let rows = vocabulary.rows(&counts);
    let with_terms: Vec<usize> =
        (0..rows.n_rows()).filter(|&i| !rows.row(i).0.is_empty()).collect();
    let rows = rows.select_rows(&with_terms);
    let fitted: Vec<usize> = with_terms.into_iter().map(|i| counted[i]).collect();

    let lsa = latent_space(&rows, settings, seed, &mut warnings);
    let (mut points, space) = lsa.into_parts();
    normalise(&mut points);
    let links = smoothing::neighbours(&rows);
    let smoothed = smoothing::smooth(&points, &links).into();
    Points { vocabulary, texts: fitted, rows, space, links, smoothed, warnings }
}

/// Finds themes, and over which terms; none where no text has a term.
///
/// # Errors
/// A number of themes that cannot be used, or k-means fails.
pub fn fit(
    points: Points,
    settings: &ThemeSettings,
    seed: u64,
    warnings: &mut Vec<Warning>,
) -> Result<Option<(Fit, Vocabulary)>> {
    let Points { vocabulary, texts, rows, space, links, smoothed, .. } = points;
    warnings.extend(points.warnings);
    if texts.is_empty() {
        return Ok(None);
    }
    let points = Array2::from(smoothed);
    let (k, trials) = number(&points, settings, seed, warnings)?;
    let clustering = kmeans::fit(&points, k, settings.restarts, derive_seed(seed, 2))?;
    warn_of_clustering(&clustering, k, texts.len(), warnings);

    let centres = Centres::of(&rows, &clustering.labels, clustering.k());
    let nearest = centres.nearest_of(&rows);
    let labels: Vec<u32> = nearest.iter().map(|n| n.map_or(0, |n| n.theme)).collect();
    let stabilities = stability::stability(&points, &labels, centres.k(), derive_seed(seed, 4))?;
    let fit = Fit { space, centres, stabilities, trials, k, texts, links };
    Ok(Some((fit, vocabulary)))
}

/// The latent space of rows, of as many dimensions as the settings want.
fn latent_space(
    rows: &Csr<f32>,
    settings: &ThemeSettings,
    seed: u64,
    warnings: &mut Vec<Warning>,
) -> Lsa {
    let most = settings.variance.map_or(settings.dimensions, |_| MOST_DIMENSIONS);
    let rank = rank(most, rows.n_rows());
    let lsa = Lsa::fit(rows, rank, derive_seed(seed, 0));
    let Some(share) = settings.variance else { return lsa };
    let lsa = lsa.keep_variance(rows, share);
    if lsa.explained_variance < share && rank == MOST_DIMENSIONS {
        let message = format!(
            "{MOST_DIMENSIONS} dimensions keep {:.0}% of the variance, less than asked; no more are \
             taken",
            lsa.explained_variance * 100.0
        );
        warnings.push(Warning::new(Topic::Thin, "themes.variance", message));
    }
    lsa
}

/// The number of themes, given or chosen, and the numbers that were tried.
fn number(
    points: &Array2<f64>,
    settings: &ThemeSettings,
    seed: u64,
    warnings: &mut Vec<Warning>,
) -> Result<(usize, Vec<Trial>)> {
    let n = points.nrows();
    let mut warn = |message| warnings.push(Warning::new(Topic::Thin, "themes.k", message));
    let (first, last) = choice::parse(settings.k.as_deref(), n)?;
    if last > n && settings.k.is_some() {
        warn(format!("there are only {n} different texts to cluster, so at most {n} themes"));
    }
    let (first, last) = (first.min(n), last.min(n));
    let (k, trials) = choice::choose(points, first, last, derive_seed(seed, 1))?;
    if settings.k.is_none() && k == last && k > 2 && k < n / 10 {
        warn(format!(
            "the largest number of themes that was tried, {k}, did best; if they are too coarse, try \
             more, as in -k {k}..{}",
            2 * k
        ));
    }
    Ok((k, trials))
}

fn warn_of_clustering(found: &Clustering, k: usize, n: usize, warnings: &mut Vec<Warning>) {
    let mut warn = |topic, subject, message: String| {
        warnings.push(Warning::new(topic, subject, message));
    };
    if found.k() < k {
        let held = found.k();
        let message = format!("only {held} of {k} themes hold a text: the others' texts are equal");
        warn(Topic::Thin, "themes.k", message);
    }
    if k == 1 && n > 1 {
        let message = "one theme holds every text, so nothing is told apart; ask for two or more, \
                       as in -k 2..10";
        warn(Topic::Thin, "themes.k", message.into());
    }
    if !found.converged {
        let message = "k-means was still moving texts when it was stopped; try fewer themes";
        warn(Topic::Unstable, "themes", message.into());
    }
}

impl Fit {
    /// The themes that hold a text, largest first (ties: by first text), from the nearest of each text: a
    /// centre that no text is nearest to is no theme.
    pub fn by_size(mut self, nearest: &[Option<Nearest>], n_columns: usize) -> Self {
        let held = |n: &Option<Nearest>| n.filter(|n| self.centres.holds(n)).map(|n| n.theme);
        let labels: Vec<Option<u32>> = nearest.iter().map(held).collect();
        let order = by_size(&labels, self.centres.k());
        self.centres = self.centres.select(&order, n_columns);
        self.stabilities = order.iter().map(|&c| self.stabilities[c]).collect();
        self
    }
}

/// The latent space of texts that are put into themes found before, so many that are drawn as themes are
/// found in.
pub fn space(rows: &Rows<'_>, n_texts: usize, settings: &ThemeSettings, seed: u64) -> Space {
    let rows = rows.of(&silhouette::sample(n_texts, MOST_TEXTS, derive_seed(seed, 5)));
    let rank = rank(settings.dimensions, rows.n_rows());
    Lsa::fit(&rows, rank, derive_seed(seed, 0)).into_parts().1
}

/// Dimensions for so many texts.
fn rank(most: usize, n_texts: usize) -> usize {
    most.min((n_texts / TEXTS_A_DIMENSION).max(2))
}

/// The texts that say something first: no reprint, and no section twice.
fn counted_once(texts: &Texts<'_>) -> Vec<usize> {
    let is_original = |c: &Candidate| {
        let document = c.place.document;
        texts.originals.get(document.index()).is_none_or(|&o| o == document)
    };
    let mut seen: FxHashSet<Vec<u32>> = FxHashSet::default();
    let mut is_new = |c: &Candidate| {
        texts.unit == ThemeUnit::Document || seen.insert(c.item.of(texts.wordings.words).collect())
    };
    (0..texts.candidates.len())
        .filter(|&i| is_original(&texts.candidates[i]) && is_new(&texts.candidates[i]))
        .collect()
}

/// The clusters that hold a text, largest first (ties: by first text).
fn by_size(labels: &[Option<u32>], k: usize) -> Vec<usize> {
    let mut sizes = vec![(0usize, usize::MAX); k];
    for (i, label) in labels.iter().enumerate() {
        let Some(label) = *label else { continue };
        let (size, first) = &mut sizes[label as usize];
        *size += 1;
        *first = (*first).min(i);
    }
    let mut order: Vec<usize> = (0..k).filter(|&c| sizes[c].0 > 0).collect();
    order.sort_by_key(|&c| (std::cmp::Reverse(sizes[c].0), sizes[c].1));
    order
}

//! Themes: which subjects a collection has, which texts belong to each, and how sure that is.
//!
//! ```text
//! texts → terms → TF-IDF → latent space, rows of length 1 → k-means → themes
//! ```
//!
//! What is clustered depends on the collection ([`items`]): documents, sections or paragraphs. Terms
//! are words, or characters where texts are too short for words to repeat. The number of themes is
//! given or chosen by silhouette ([`choice`]); each theme is described by its c-TF-IDF terms
//! ([`labels`]) and says how well it stands apart (silhouette) and whether it comes back when
//! the texts are drawn anew ([`stability`]). Distance is Euclidean in the normalised latent space,
//! where d² = 2 - 2 cos. A text without any term belongs to no theme.

pub mod choice;
pub mod items;
pub mod labels;
pub mod map;
pub mod stability;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, DocId, Place, Text};
use crate::error::{Error, Result};
use crate::kmeans::{self, Clustering, derive_seed};
use crate::lsa::Lsa;
use crate::silhouette;
use crate::stopwords::StopWords;
use crate::tfidf::tfidf;
use crate::tokenize::{TokenKind, Tokens};
use crate::vocabulary::{self, Bounds, Counts, Features, Item};
use crate::warning::{Topic, Warning};
use items::Candidate;

/// How themes are found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct ThemeSettings {
    /// Number of themes: `8`, or a range `5..20` from which silhouette chooses; by size when absent.
    pub k: Option<String>,
    /// What is clustered.
    pub unit: ThemeUnit,
    /// Dimensions of the latent space.
    pub dimensions: usize,
    /// Starts of k-means; the best run wins whole.
    pub restarts: usize,
    /// Extra stop words.
    pub stop_words: Vec<String>,
}

impl Default for ThemeSettings {
    fn default() -> Self {
        Self {
            k: None,
            unit: ThemeUnit::Auto,
            dimensions: 100,
            restarts: 5,
            stop_words: Vec::new(),
        }
    }
}

/// What is clustered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ThemeUnit {
    /// Documents where there are at least 50 of them, else sections or paragraphs.
    Auto,
    /// Whole documents.
    Document,
    /// Sections: signed statements or headed parts.
    Section,
    /// Paragraphs.
    Paragraph,
}

/// One text that was clustered, with its place in the themes.
#[derive(Debug, Clone, Serialize)]
pub struct Assignment {
    /// Where the text stands.
    pub place: Place,
    /// Its paragraph's number in the document, where paragraphs are clustered.
    pub paragraph: Option<u32>,
    /// The theme: an index into the themes.
    pub theme: u32,
    /// Euclidean distance to the theme's centroid in the normalised latent space, in [0, 2].
    pub distance: f64,
    /// Silhouette of the text, in [-1, 1].
    pub silhouette: f64,
    /// Coordinates on the theme map (first two principal components).
    pub x: f64,
    /// Second coordinate.
    pub y: f64,
}

/// A theme.
#[derive(Debug, Clone, Serialize)]
pub struct Theme {
    /// A label of one to three words.
    pub label: String,
    /// Terms by c-TF-IDF weight, highest first.
    pub top_terms: Vec<(String, f64)>,
    /// Texts in it (sections, paragraphs or documents).
    pub n_sections: u32,
    /// Documents with a text in it.
    pub n_documents: u32,
    /// Mean silhouette of its texts.
    pub silhouette: f64,
    /// Mean best Jaccard over bootstraps (Hennig 2007).
    pub stability: f64,
    /// Its most central texts, nearest first: indices into the assignments.
    pub representative: Vec<u32>,
}

/// One number of themes that was tried.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Trial {
    /// Number of themes.
    pub k: u32,
    /// Mean silhouette.
    pub silhouette: f64,
    /// Sum of squared distances.
    pub inertia: f64,
}

/// All theme findings.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Themes {
    /// What was clustered: `document`, `section` or `paragraph`.
    pub unit: String,
    /// The themes, largest first.
    pub themes: Vec<Theme>,
    /// One entry a clustered text, by document and place.
    pub assignments: Vec<Assignment>,
    /// What the terms are: `words` or `characters`.
    pub features: String,
    /// The numbers of themes that were tried, ascending; measured on a sample of large corpora.
    pub trials: Vec<Trial>,
    /// Size of the vocabulary that was used.
    pub n_terms: u32,
    /// Share of the variance kept by the latent space.
    pub explained_variance: f64,
}

/// Mean words an item below which characters are counted instead.
const SHORT_ITEM: f64 = 8.0;
/// Texts a dimension of the latent space must have behind it.
const TEXTS_A_DIMENSION: usize = 3;
/// Most central texts listed for a theme.
const REPRESENTATIVES: usize = 3;

impl ThemeSettings {
    /// Whether the settings can be used, before anything is read.
    ///
    /// # Errors
    /// [`Error::Setting`] if `k`, `dimensions` or `restarts` cannot be used.
    pub fn check(&self) -> Result<()> {
        choice::parse(self.k.as_deref(), 1)?;
        for (name, value) in [("dimensions", self.dimensions), ("restarts", self.restarts)] {
            if value == 0 {
                return Err(Error::setting(format!("themes.{name}"), "must be at least 1"));
            }
        }
        Ok(())
    }
}

/// Finds themes.
///
/// # Errors
/// [`Error::Setting`] if `k`, `dimensions` or `restarts` cannot be used.
pub fn find(
    corpus: &Corpus,
    texts: &[Text],
    tokens: &[Tokens],
    settings: &ThemeSettings,
    seed: u64,
    warnings: &mut Vec<Warning>,
) -> Result<Themes> {
    debug_assert_eq!(corpus.len(), texts.len());
    settings.check()?;
    let stop_words = StopWords::new(tokens, &settings.stop_words);
    let (unit, candidates) = items::items(texts, tokens, &stop_words, settings.unit);
    let space = Space::build(tokens, candidates, &stop_words, warnings);
    let n = space.items.len();
    let mut themes = Themes {
        unit: unit.name().into(),
        features: space.features.name().into(),
        n_terms: space.counts.terms.len() as u32,
        ..Themes::default()
    };
    if n == 0 {
        return Ok(themes);
    }

    let rank = settings.dimensions.min((n / TEXTS_A_DIMENSION).max(2));
    let lsa = Lsa::fit(&tfidf(&space.counts.matrix), rank, derive_seed(seed, 0));
    let points = lsa.normalised();
    themes.explained_variance = lsa.explained_variance;

    let (first, last) = bounded_k(settings.k.as_deref(), n, warnings)?;
    let (k, trials) = choice::choose(&points, first, last, derive_seed(seed, 1))?;
    let clustering = kmeans::fit(&points, k, settings.restarts, derive_seed(seed, 2))?;
    let found = clustering.k();
    if found < k {
        let message =
            format!("only {found} of {k} themes hold a text: the others' texts are equal");
        warnings.push(Warning::new(Topic::Thin, "themes.k", message));
    }
    if !clustering.converged {
        let message = "k-means was still moving texts when it was stopped; try fewer themes";
        warnings.push(Warning::new(Topic::Unstable, "themes", message));
    }
    themes.trials = trials;
    let silhouettes =
        silhouette::silhouettes(&points, &clustering.labels, found, derive_seed(seed, 3));
    let stabilities =
        stability::stability(&points, &clustering.labels, found, derive_seed(seed, 4))?;
    let distances: Vec<f64> = (0..n)
        .map(|i| {
            let centroid = clustering.centroids.row(clustering.labels[i] as usize);
            kmeans::squared_distance(points.row(i), centroid).sqrt()
        })
        .collect();
    let map = map::coordinates(&points);
    for (i, candidate) in space.items.iter().enumerate() {
        themes.assignments.push(Assignment {
            place: candidate.place,
            paragraph: candidate.paragraph,
            theme: clustering.labels[i],
            distance: distances[i],
            silhouette: silhouettes[i],
            x: map[i].0,
            y: map[i].1,
        });
    }
    themes.themes =
        describe(tokens, &space, &stop_words, &clustering, &themes.assignments, &stabilities);
    warn_of_unstable(&themes.themes, warnings);
    Ok(themes)
}

impl ThemeUnit {
    fn name(self) -> &'static str {
        match self {
            Self::Auto | Self::Document => "document",
            Self::Section => "section",
            Self::Paragraph => "paragraph",
        }
    }
}

/// The texts that have a term, and their counts.
struct Space {
    items: Vec<Candidate>,
    counts: Counts,
    features: Features,
}

impl Space {
    fn build(
        tokens: &[Tokens],
        candidates: Vec<Candidate>,
        stop_words: &StopWords,
        warnings: &mut Vec<Warning>,
    ) -> Self {
        let items: Vec<Item> = candidates.iter().map(|c| c.item.clone()).collect();
        let features = features(tokens, &items, stop_words);
        let bounds = Bounds::for_items(items.len());
        let mut counts = vocabulary::count(tokens, &items, stop_words, features, bounds);
        if counts.bounds_lifted {
            let message = "every word is either in one text only or in more than half of them, so \
                           none was left out for that: the themes rest on little";
            warnings.push(Warning::new(Topic::Thin, "themes", message));
        }
        let kept: Vec<usize> =
            (0..items.len()).filter(|&i| !counts.matrix.row(i).0.is_empty()).collect();
        let n_left = items.len() - kept.len();
        if n_left > 0 {
            let message = format!(
                "{n_left} of {} texts share no term with the others and belong to no theme",
                items.len()
            );
            warnings.push(Warning::new(Topic::Thin, "themes", message));
            counts.matrix = counts.matrix.select_rows(&kept);
        }
        let mut candidates: Vec<Option<Candidate>> = candidates.into_iter().map(Some).collect();
        let items = kept.into_iter().filter_map(|i| candidates[i].take()).collect();
        Self { items, counts, features }
    }
}

/// Characters where texts are short and mostly Han, else words.
fn features(tokens: &[Tokens], items: &[Item], stop_words: &StopWords) -> Features {
    let counted = |item: &Item| {
        let all = &tokens[item.document.index()].tokens;
        let of_item = item.tokens.iter().flat_map(|r| &all[r.clone()]);
        let han = of_item.filter(|t| t.kind == TokenKind::Han).count();
        (vocabulary::n_words(tokens, item, stop_words), han, item.n_tokens())
    };
    let sums = crate::exec::map(items, counted)
        .into_iter()
        .fold((0, 0, 0), |a, b| (a.0 + b.0, a.1 + b.1, a.2 + b.2));
    let (words, han, all) = sums;
    let short = (words as f64) < SHORT_ITEM * items.len() as f64;
    if short && han * 2 > all { Features::Characters } else { Features::Words }
}

/// The range of k, lowered to the number of texts.
fn bounded_k(
    setting: Option<&str>,
    n: usize,
    warnings: &mut Vec<Warning>,
) -> Result<(usize, usize)> {
    let (first, last) = choice::parse(setting, n)?;
    if last > n && setting.is_some() {
        let message = format!("there are only {n} texts to cluster, so at most {n} themes");
        warnings.push(Warning::new(Topic::Thin, "themes.k", message));
    }
    Ok((first.min(n), last.min(n)))
}

fn describe(
    tokens: &[Tokens],
    space: &Space,
    stop_words: &StopWords,
    clustering: &Clustering,
    assignments: &[Assignment],
    stabilities: &[f64],
) -> Vec<Theme> {
    let documents: Vec<DocId> = space.items.iter().map(|c| c.place.document).collect();
    let k = clustering.k();
    // words name a theme better than the characters it may have been found by
    let words = (space.features == Features::Characters).then(|| {
        let items: Vec<Item> = space.items.iter().map(|c| c.item.clone()).collect();
        let bounds = Bounds::for_items(items.len());
        vocabulary::count(tokens, &items, stop_words, Features::Words, bounds)
    });
    let counts = words.as_ref().filter(|w| !w.terms.is_empty()).unwrap_or(&space.counts);
    let descriptions = labels::describe(counts, &clustering.labels, k);
    let theme = |((members, description), &stability): ((Vec<u32>, labels::Description), &f64)| {
        let mut owners: Vec<DocId> = members.iter().map(|&i| documents[i as usize]).collect();
        owners.dedup();
        let of = |i: &u32| &assignments[*i as usize];
        let silhouette =
            members.iter().map(|i| of(i).silhouette).sum::<f64>() / members.len().max(1) as f64;
        let mut nearest = members.clone();
        nearest.sort_by(|a, b| of(a).distance.total_cmp(&of(b).distance).then(a.cmp(b)));
        nearest.truncate(REPRESENTATIVES);
        Theme {
            label: description.label,
            top_terms: description.top_terms,
            n_sections: members.len() as u32,
            n_documents: owners.len() as u32,
            silhouette,
            stability,
            representative: nearest,
        }
    };
    clustering.members().into_iter().zip(descriptions).zip(stabilities).map(theme).collect()
}

fn warn_of_unstable(themes: &[Theme], warnings: &mut Vec<Warning>) {
    for (number, theme) in themes.iter().enumerate() {
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

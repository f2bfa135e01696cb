//! Reuse: passages taken over from one document into another.
//!
//! ```text
//! concordance ─▶ seeds (rare shared runs; stars for runs too frequent to pair)
//!             ─▶ pairs (maximal matches ▶ chains ▶ alignments ▶ passages)
//!             ─▶ kind (verbatim, light, heavy; formulaic)  ─▶ clusters ─▶ shares
//! ```
//!
//! Identity = matched content units / columns of the alignment over content units; marks of
//! punctuation never count. A passage is one finding a region of a pair, whatever the order of the
//! clauses inside. Work is bounded by the seeds' document-frequency cap: a passage above the cap is
//! linked to its earliest holder only, and the clusters put all its holders together.

mod clusters;
mod content;
mod evidence;
mod kind;
mod pairs;
mod regions;
mod seeds;
mod shares;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::concordance::Concordance;
use crate::corpus::{Corpus, Place, Text};
use crate::exec;
use crate::phrases::Phrase;
use crate::reuse::content::Content;
use crate::reuse::evidence::Evidence;
use crate::reuse::kind::Coverage;
use crate::reuse::pairs::{Comparison, Fragment, PassageRule};
use crate::reuse::seeds::{Link, SeedRule, Seeds};
use crate::units::UnitStream;

/// What counts as a shared passage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct ReuseSettings {
    /// Least length of a passage in content units; by script when absent (24 Han characters, 12 words).
    pub min_units: Option<u32>,
    /// Least share of matched units in the aligned length.
    pub min_identity: f64,
    /// Runs of units in more documents than this seed no pairs; a run as long as a passage then
    /// links each holder to the earliest one. Shorter runs must be rarer in proportion.
    pub max_document_frequency: u32,
    /// Also compare the sections of one document with each other.
    pub within: bool,
}

impl Default for ReuseSettings {
    fn default() -> Self {
        Self { min_units: None, min_identity: 0.5, max_document_frequency: 20, within: true }
    }
}

/// How near the two sides are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassageKind {
    /// Content units equal, marks aside.
    Verbatim,
    /// Identity of at least 0.85.
    Light,
    /// Below that.
    Heavy,
    /// Nearly all of it is made of the corpus's widespread phrases.
    Formulaic,
}

impl PassageKind {
    /// The kind as tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Light => "light",
            Self::Heavy => "heavy",
            Self::Formulaic => "formulaic",
        }
    }
}

/// Two stretches that say the same, side by side; `a` is the earlier by date, else by name.
#[derive(Debug, Clone, Serialize)]
pub struct Passage {
    /// The reuse cluster: an index into the clusters.
    pub cluster: u32,
    /// One side.
    pub a: Place,
    /// The other side.
    pub b: Place,
    /// Matched content units over the aligned length.
    pub identity: f64,
    /// Content units of the longer side.
    pub n_units: u32,
    /// How near the two sides are.
    pub kind: PassageKind,
}

/// Stretches joined by passages or by overlap inside one document.
#[derive(Debug, Clone, Serialize)]
pub struct Cluster {
    /// The stretches, by date, then document and position; the first is the probable source.
    pub members: Vec<Place>,
}

/// What a document is made of, as shares of its content units; they add up to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Shares {
    /// Covered by repeated phrases and by no copied passage.
    pub formulaic: f64,
    /// Covered by passages, formulaic ones apart, shared with another document.
    pub shared: f64,
    /// The rest.
    pub own: f64,
}

/// All reuse findings.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Reuse {
    /// The passages, longest first.
    pub passages: Vec<Passage>,
    /// The clusters, by number of documents, then length.
    pub clusters: Vec<Cluster>,
    /// One entry a document.
    pub shares: Vec<Shares>,
}

/// Finds shared passages between documents and, with `within`, between sections of one document.
pub fn find(
    corpus: &Corpus,
    _texts: &[Text],
    stream: &UnitStream,
    concordance: &Concordance,
    phrases: &[Phrase],
    settings: &ReuseSettings,
) -> Reuse {
    if stream.is_empty() {
        return Reuse::default();
    }
    let content = Content::new(stream);
    let age = ages(corpus, stream.n_documents());
    let (seed_rule, passage_rule) = rules(settings);
    let coverage = Coverage::new(stream, &content, phrases, 2 * LONG);
    let seeds = Seeds::find(stream, concordance, &content, &age, &seed_rule);
    let comparison = Comparison { stream, content: &content, rule: &passage_rule };
    let evidence = Evidence { stream, concordance, content: &content };
    let mut found: Vec<((u32, u32), Fragment, PassageKind)> = Vec::new();
    for block in seeds.blocks() {
        let links = seeds.links(block);
        let pairs: Vec<&[Link]> = links.chunk_by(|x, y| x.scopes == y.scopes).collect();
        let of_pairs = exec::map(&pairs, |pair| {
            let scopes = pair.first().map_or((0, 0), |l| l.scopes);
            let documents = (content.scope_document(scopes.0), content.scope_document(scopes.1));
            let with_kind = |fragment: Fragment| {
                let kind = kind::kind(&content, &coverage, &evidence, documents, &fragment)?;
                Some((documents, fragment, kind))
            };
            comparison.passages(pair).into_iter().filter_map(with_kind).collect::<Vec<_>>()
        });
        found.extend(of_pairs.into_iter().flatten());
    }

    let mut shared = Vec::new();
    let mut passages = Vec::with_capacity(found.len());
    for (documents, fragment, kind) in found {
        if kind != PassageKind::Formulaic && documents.0 != documents.1 {
            shared.extend([fragment.a.clone(), fragment.b.clone()]);
        }
        let mut sides = [content.place(stream, &fragment.a), content.place(stream, &fragment.b)];
        if age[documents.1 as usize] < age[documents.0 as usize] {
            sides.swap(0, 1);
        }
        passages.push(Passage {
            cluster: 0,
            a: sides[0],
            b: sides[1],
            identity: fragment.identity(),
            n_units: fragment.n_units(),
            kind,
        });
    }
    exec::sort_by(&mut passages, |x, y| {
        y.n_units.cmp(&x.n_units).then_with(|| (x.a, x.b).cmp(&(y.a, y.b)))
    });
    let clusters = clusters::clusters(&mut passages, &age);
    let shares = shares::shares(&content, &shared, &coverage.phrases);
    Reuse { passages, clusters, shares }
}

/// Rank of each document by date, undated ones last, then by name.
fn ages(corpus: &Corpus, n: usize) -> Vec<u32> {
    let date = |d: usize| corpus.documents.get(d).and_then(|d| d.date);
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|&d| (date(d).is_none(), date(d), d));
    let mut ages = vec![0; n];
    for (rank, d) in order.into_iter().enumerate() {
        ages[d] = rank as u32;
    }
    ages
}

/// The default least passage: 10 characters or 5 words.
const MIN_HAN: u32 = 10;
const MIN_WORDS: u32 = 5;
/// Weight from which a passage is long.
const LONG: u32 = 24;
/// Least identity of light edits.
const LIGHT: f64 = 0.85;
/// Least weight of a seed: 4 characters or 2 words.
const SEED_WEIGHT: u32 = 4;

/// The rules of a run.
fn rules(settings: &ReuseSettings) -> (SeedRule, PassageRule) {
    let (min_han, min_words) =
        settings.min_units.map_or((MIN_HAN, MIN_WORDS), |n| (n.max(1), n.max(1)));
    let seed = SeedRule {
        seed_weight: SEED_WEIGHT,
        passage_weight: LONG,
        max_document_frequency: settings.max_document_frequency,
        within: settings.within,
    };
    let passage = PassageRule {
        seed_weight: SEED_WEIGHT,
        min_han,
        min_words,
        min_identity: settings.min_identity,
    };
    (seed, passage)
}

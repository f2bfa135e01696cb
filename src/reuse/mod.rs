//! Reuse: passages taken over from one document into another.
//!
//! ```text
//! concordance ─▶ seeds (rare shared runs; stars for runs too frequent to pair)
//!             ─▶ links (pairs of places, a block of documents at a time)
//!             ─▶ pairs (maximal matches ▶ chains ▶ alignments ▶ regions of tiles ▶ passages)
//!             ─▶ evidence, kind (verbatim, light, heavy; formulaic)
//!             ─▶ clusters (and what each holder changed), shares, exchanges (who from whom)
//! ```
//!
//! Identity = matched content units / columns of the alignment over content units; marks of
//! punctuation never count. A passage is one finding a region of a pair, whatever the order of the
//! clauses inside, and it is one only if the rest of the corpus would hardly write it twice
//! (`evidence`): a short stretch that others have too is a phrase. Work is bounded by the seeds'
//! document-frequency cap: a passage above the cap is linked to its earliest holder only, and the
//! clusters put all its holders together.

mod changes;
mod clusters;
mod content;
mod evidence;
mod exchanges;
mod kind;
mod links;
mod pairs;
mod partners;
mod regions;
mod seeds;
mod shares;
#[cfg(test)]
mod tests;

use bitcode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::align::Workspace;
use crate::concordance::Concordance;
use crate::corpus::{Corpus, DocId, Place, Text};
use crate::exec;
use crate::phrases::Phrase;
use crate::reuse::content::Content;
use crate::reuse::evidence::{Case, Evidence};
use crate::reuse::exchanges::Shared;
use crate::reuse::kind::{Coverage, Judge};
use crate::reuse::links::{Ends, Link, Links};
use crate::reuse::pairs::{Comparison, Fragment, PassageRule};
use crate::reuse::partners::Partners;
use crate::reuse::seeds::SeedRule;
use crate::units::UnitStream;

pub use changes::{Change, Difference};
pub use exchanges::{Exchange, GroupExchange};

/// What counts as a shared passage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct ReuseSettings {
    /// Least length of a passage in content units; by script when absent (10 Han characters, 5 words).
    pub min_units: Option<u32>,
    /// Least share of matched units in the aligned length.
    pub min_identity: f64,
    /// Runs of units in more documents than this seed no pairs; a run as long as a passage then
    /// links each holder to the earliest one. Shorter runs must be rarer in proportion.
    pub max_document_frequency: u32,
    /// Also compare the sections of one document with each other.
    pub within: bool,
    /// Compare only documents that differ in this.
    pub across: Option<Across>,
    /// Compare only documents whose dates are at most so many days apart.
    pub window: Option<u32>,
}

/// What must differ between two documents that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Across {
    /// The group.
    Group,
}

impl Default for ReuseSettings {
    fn default() -> Self {
        Self {
            min_units: None,
            min_identity: 0.5,
            max_document_frequency: 20,
            within: true,
            across: None,
            window: None,
        }
    }
}

/// How near the two sides are.
#[derive(
    Debug, Encode, Decode, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
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
#[derive(Debug, Encode, Decode, Clone, Serialize)]
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
#[derive(Debug, Encode, Decode, Clone, Serialize)]
pub struct Cluster {
    /// The stretches, by date, then document and position; the first is the probable source.
    pub members: Vec<Place>,
    /// How each differs from the first.
    pub differences: Vec<Difference>,
}

impl Cluster {
    /// Least identity with the first member of a member that says the same.
    pub const SAME: f64 = 0.5;

    /// Whether a member says what the first says. Clusters tie passages to passages, so the last may have
    /// little to do with the first: at least half must agree, unless the two are too long to be aligned.
    pub fn says_the_same(&self, member: usize) -> bool {
        let identity = self.differences.get(member).and_then(|d| d.identity);
        identity.is_none_or(|identity| identity >= Self::SAME)
    }
}

/// What a document is made of, as shares of its content units; they add up to 1.
#[derive(Debug, Encode, Decode, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Shares {
    /// Covered by repeated phrases and by no copied passage.
    pub formulaic: f64,
    /// Covered by passages, formulaic ones apart, shared with another document.
    pub shared: f64,
    /// The rest.
    pub own: f64,
}

/// All reuse findings.
#[derive(Debug, Encode, Decode, Clone, Default, Serialize)]
pub struct Reuse {
    /// The passages, longest first.
    pub passages: Vec<Passage>,
    /// The clusters, by number of documents, then length.
    pub clusters: Vec<Cluster>,
    /// One entry a document.
    pub shares: Vec<Shares>,
    /// One entry a section of each document.
    pub section_shares: Vec<Vec<Shares>>,
    /// What each pair of documents shares, most first.
    pub exchanges: Vec<Exchange>,
    /// What each pair of groups shares.
    pub group_exchanges: Vec<GroupExchange>,
}

/// Finds shared passages between documents and, with `within`, between sections of one document. The
/// links of seeds are made so many at once, which changes time and memory and nothing else. The concordance is
/// handed over: what has told all it knows is given back before the passages take its room.
pub fn find(
    corpus: &Corpus,
    texts: &[Text],
    stream: &UnitStream,
    mut concordance: Concordance,
    phrases: &[Phrase],
    settings: &ReuseSettings,
    links_at_once: u64,
) -> Reuse {
    if stream.is_empty() {
        return Reuse::default();
    }
    let content = Content::new(stream);
    let age = ages(corpus, stream.n_documents());
    let (seed_rule, passage_rule) = rules(settings, stream.len());
    let lcp = std::mem::take(&mut concordance.lcp);
    let coverage = Coverage::new(stream, &concordance, &content, phrases, 2 * LONG);
    let partners = Partners::new(corpus, settings);
    let suffixes = &concordance.suffixes;
    let seeds = seeds::find(stream, suffixes, &lcp, &content, &seed_rule);
    drop(lcp);
    let links = Links {
        stream,
        suffixes,
        content: &content,
        partners: &partners,
        within: settings.within,
        age: &age,
        seeds,
        twins: content.twins(),
    };
    let evidence = Evidence { stream, concordance: &concordance, content: &content };
    let finder = Finder {
        stream,
        content: &content,
        age: &age,
        comparison: Comparison { content: &content, evidence: &evidence, rule: &passage_rule },
        judge: Judge { content: &content, coverage: &coverage, evidence: &evidence },
    };
    // Lists of passages and of what two documents share.
    let mut found: Vec<(Vec<Passage>, Vec<Shared>)> = Vec::new();
    for block in links.blocks(links_at_once) {
        let ends = links.of_block(block, links_at_once);
        for chunks in chunks_of_documents(&content, &ends).chunks(AT_ONCE) {
            let of_chunks = exec::map(chunks, |ends| finder.passages(ends));
            found
                .push(apart(of_chunks.iter().map(Vec::len).sum(), of_chunks.into_iter().flatten()));
        }
    }
    // Passages and clusters take their room.
    drop(links);
    drop(concordance);
    let (mut passages, mut shared) = (Vec::new(), Vec::new());
    passages.reserve_exact(found.iter().map(|(passages, _)| passages.len()).sum());
    shared.reserve_exact(found.iter().map(|(_, shared)| shared.len()).sum());
    for (some_passages, some_shared) in found {
        passages.extend(some_passages);
        shared.extend(some_shared);
    }
    exec::sort_by(&mut passages, |x: &Passage, y| {
        y.n_units.cmp(&x.n_units).then_with(|| (x.a, x.b).cmp(&(y.a, y.b)))
    });
    let mut clusters = clusters::clusters(&mut passages, &age);
    changes::fill(&mut clusters, texts, stream, &content);
    let (shares, section_shares) = shares::shares(&content, &shared, &coverage.phrases);
    let exchanges = exchanges::exchanges(corpus, &mut shared);
    let group_exchanges = exchanges::group_exchanges(corpus, &content, &shared);
    Reuse { passages, clusters, shares, section_shares, exchanges, group_exchanges }
}

/// Passages and what two documents share, in lists that take no more room than they need: there may be millions.
fn apart(
    n: usize,
    found: impl Iterator<Item = (Passage, Option<Shared>)>,
) -> (Vec<Passage>, Vec<Shared>) {
    let (mut passages, mut shared) = (Vec::with_capacity(n), Vec::with_capacity(n));
    for (passage, of_two) in found {
        passages.push(passage);
        shared.extend(of_two);
    }
    (passages, shared)
}

/// Finds passages from links.
struct Finder<'a> {
    stream: &'a UnitStream,
    content: &'a Content,
    age: &'a [u32],
    comparison: Comparison<'a>,
    judge: Judge<'a>,
}

impl Finder<'_> {
    /// The passages of links, which have all of each pair of scopes among them; with what two documents share.
    fn passages(&self, ends: &[Ends]) -> Vec<(Passage, Option<Shared>)> {
        let &Self { content, ref comparison, .. } = self;
        content.fetch(ends.iter().map(|ends| ends.b));
        let mut workspace = Workspace::default();
        let (mut found, mut passages) = (Vec::new(), Vec::new());
        for pair in Link::of(content, ends).chunk_by(|x, y| x.scopes == y.scopes) {
            let document = |scope| content.scope_document(scope);
            let documents = (document(pair[0].scopes.0), document(pair[0].scopes.1));
            let fragments = comparison.passages(pair, &mut workspace);
            found.extend(fragments.into_iter().map(|fragment| (documents, fragment)));
            if found.len() >= CHUNK {
                passages.extend(self.judged(&found));
                found.clear();
            }
        }
        passages.extend(self.judged(&found));
        passages
    }

    /// The passages among fragments of two documents each. They are judged many at once, and not all at once: a
    /// fragment lists its runs, and there may be millions.
    fn judged(&self, found: &[((u32, u32), Fragment)]) -> Vec<(Passage, Option<Shared>)> {
        let cases: Vec<Case<'_>> = found
            .iter()
            .map(|(documents, passage)| Case { documents: *documents, passage })
            .collect();
        let passage = |(case, kind): (&Case<'_>, Option<PassageKind>)| {
            Some(self.passage(case.documents, case.passage, kind?))
        };
        cases.iter().zip(self.judge.kinds(&cases)).filter_map(passage).collect()
    }

    /// The passage a fragment is, and what two documents share by it.
    fn passage(
        &self,
        documents: (u32, u32),
        fragment: &Fragment,
        kind: PassageKind,
    ) -> (Passage, Option<Shared>) {
        let is_earlier = self.age[documents.0 as usize] <= self.age[documents.1 as usize];
        let swapped = ((documents.1, documents.0), &fragment.b, &fragment.a);
        let ((x, y), a, b) =
            if is_earlier { (documents, &fragment.a, &fragment.b) } else { swapped };
        let place = |range| self.content.place(self.stream, range);
        let (identity, n_units) = (fragment.identity(), fragment.n_units());
        let passage = Passage { cluster: 0, a: place(a), b: place(b), identity, n_units, kind };
        let is_shared = kind != PassageKind::Formulaic && x != y;
        (passage, is_shared.then(|| (DocId(x), DocId(y), a.clone(), b.clone())))
    }
}

/// The links in stretches of whole lower documents, about [`CHUNK`] links each: most pairs are found to
/// share nothing, and a million of them are not worth a list each.
fn chunks_of_documents<'l>(content: &Content, links: &'l [Ends]) -> Vec<&'l [Ends]> {
    let document = |ends: &Ends| content.scope_document(content.section_scope(ends.a));
    let mut chunks = Vec::with_capacity(links.len() / CHUNK + 1);
    let mut rest = links;
    while !rest.is_empty() {
        let mut end = CHUNK.min(rest.len());
        let last = document(&rest[end - 1]);
        end += rest[end..].partition_point(|ends| document(ends) == last);
        let (chunk, others) = rest.split_at(end);
        chunks.push(chunk);
        rest = others;
    }
    chunks
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

/// Links compared by one thread at a time, about, and how many times so many at once.
const CHUNK: usize = 1_024;
const AT_ONCE: usize = 1_024;
/// The default least passage: 10 characters or 5 words.
const MIN_HAN: u32 = 10;
const MIN_WORDS: u32 = 5;
/// Weight from which a passage is long.
const LONG: u32 = 24;
/// Least identity of light edits.
const LIGHT: f64 = 0.85;
/// Least weight of a seed: 4 characters or 2 words.
const SEED_WEIGHT: u32 = 4;
/// Least weight of a match that starts an alignment: 8 characters or 4 words.
const ANCHOR_WEIGHT: u32 = 8;
/// Units of a corpus up to which these are enough.
const USUAL_UNITS: usize = 1 << 24;

/// What seeds and anchors of so many units must weigh beyond the usual. A character says some four bits, so
/// that in a corpus sixteen times as large a run must be one longer to be as rare by chance; what lies
/// around it is found by aligning, as before.
fn more_weight(n_units: usize) -> u32 {
    let doublings = (n_units as f64 / USUAL_UNITS as f64).log2().max(0.0);
    (doublings / 4.0).ceil() as u32
}

/// The rules of a run.
fn rules(settings: &ReuseSettings, n_units: usize) -> (SeedRule, PassageRule) {
    let (min_han, min_words) =
        settings.min_units.map_or((MIN_HAN, MIN_WORDS), |n| (n.max(1), n.max(1)));
    let seed = SeedRule {
        seed_weight: SEED_WEIGHT + more_weight(n_units),
        passage_weight: LONG,
        max_document_frequency: settings.max_document_frequency,
        within: settings.within,
    };
    let passage = PassageRule {
        seed_weight: SEED_WEIGHT,
        anchor_weight: ANCHOR_WEIGHT + more_weight(n_units),
        min_han,
        min_words,
        min_identity: settings.min_identity,
    };
    (seed, passage)
}

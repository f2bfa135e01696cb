//! Which documents are alike: in what they speak about, and in how they word it.
//!
//! ```text
//! cosine of TF-IDF rows        the same subjects        (nearest rows, exact: [`neighbours`])
//! Jaccard and containment      the same wording         (sets of unit shingles: [`shingles`])
//! ```
//!
//! A pair is reported when one document is among the other's nearest by cosine, or when the two share
//! much of their wording: a short notice inside a long report has a low cosine and a containment
//! near 1. Pairs that are prints of one text tell reprints from originals ([`reprints`]). All figures of a
//! reported pair are exact, and each says why: the terms and the longest run of words both have
//! ([`reasons`]). For up to 200 documents the whole matrix of cosines comes with an order that puts
//! like beside like ([`order`]), as does that of groups; sections are compared where asked.

pub mod groups;
pub mod order;
pub mod reasons;
pub mod reprints;
pub mod sections;
pub mod shingles;
mod space;

use bitcode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, DocId, Text};
use crate::csr::Csr;
use crate::exec;
use crate::neighbours::{self, Effort};
use crate::units::UnitStream;
use crate::vocabulary::Item;
use crate::warning::{Topic, Warning};
use crate::words::Words;
use reasons::Reason;
use sections::SectionPair;
use shingles::{Overlap, Shingles};
use space::Space;

/// Which pairs of documents are reported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct SimilaritySettings {
    /// Nearest documents kept for each document. When absent ten, and fewer from 50,000 documents on,
    /// so that no more than half a million pairs are listed.
    pub neighbours: Option<usize>,
    /// Least cosine of a pair that is kept.
    pub min_cosine: f64,
    /// Length of the unit shingles behind Jaccard and containment; by script when absent (5 Han
    /// characters, 3 words).
    pub shingle: Option<usize>,
    /// What pairs are looked for by.
    pub by: Basis,
    /// Whether sections are compared, beside documents.
    pub sections: bool,
}

/// What pairs of documents are looked for by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Subject and wording
    #[default]
    Both,
    /// Wording alone: reprints, versions, parts; no words are cut and no cosine is given
    Wording,
}

/// How two documents are related, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Prints of one text: a Jaccard of at least 0.5.
    Reprint,
    /// Four fifths of one are in the other.
    Part,
    /// A fifth of one is in the other, as in versions of one text.
    Overlap,
    /// The same subject in other words.
    Subject,
}

impl Relation {
    /// The relation as tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reprint => "reprint",
            Self::Part => "part",
            Self::Overlap => "overlap",
            Self::Subject => "subject",
        }
    }
}

/// Least containment of a part, and of an overlap.
const PART: f64 = 0.8;
const OVERLAP: f64 = 0.2;

impl Default for SimilaritySettings {
    fn default() -> Self {
        Self { neighbours: None, min_cosine: 0.2, shingle: None, by: Basis::Both, sections: false }
    }
}

/// Two documents and how alike they are; `a` has the smaller id.
#[derive(Debug, Encode, Decode, Clone, Copy, PartialEq, Serialize)]
pub struct SimilarPair {
    /// One document.
    pub a: DocId,
    /// The other.
    pub b: DocId,
    /// Cosine of the TF-IDF rows, in [0, 1]; NaN where only wording was compared.
    pub cosine: f64,
    /// Shared shingles over all shingles of both.
    pub jaccard: f64,
    /// Share of `a`'s shingles that `b` has.
    pub containment_ab: f64,
    /// Share of `b`'s shingles that `a` has.
    pub containment_ba: f64,
}

impl SimilarPair {
    /// How the two are related.
    pub fn relation(&self) -> Relation {
        let containment = self.containment_ab.max(self.containment_ba);
        if self.jaccard >= reprints::REPRINT {
            Relation::Reprint
        } else if containment >= PART {
            Relation::Part
        } else if containment >= OVERLAP {
            Relation::Overlap
        } else {
            Relation::Subject
        }
    }
}

/// All similarity findings.
#[derive(Debug, Encode, Decode, Clone, Default, Serialize)]
pub struct Similarity {
    /// Pairs in which one document is among the other's nearest by cosine, or that share much of
    /// their wording; by cosine, highest first.
    pub pairs: Vec<SimilarPair>,
    /// Why the two of each pair are alike.
    pub reasons: Vec<Reason>,
    /// Nearest sections by cosine, highest first; empty unless asked for.
    pub sections: Vec<SectionPair>,
    /// Groups of the matrix, in an order that puts like beside like; empty below two and above 200.
    pub groups: Vec<String>,
    /// Cosines of the mean rows of all pairs of `groups`, row by row.
    pub group_matrix: Vec<f64>,
    /// Documents of the matrix, in an order that puts like beside like (average linkage); empty
    /// above 200 documents.
    pub order: Vec<DocId>,
    /// Cosines of all pairs of `order`, row by row; empty above 200 documents.
    pub matrix: Vec<f64>,
}

/// Documents up to which the whole matrix is given.
const MATRIX_DOCUMENTS: usize = 200;
/// Nearest documents kept for each, in a corpus of the usual size.
const NEIGHBOURS: usize = 10;
/// Pairs that are listed by subject, about.
const PAIRS: usize = 500_000;
/// Documents beyond which the nearest are looked for with bounded effort.
const EXACT: usize = 50_000;
/// The effort beyond that; `cargo run --release --example recall` tells what it finds.
pub const EFFORT: Effort = Effort { entries: 4_096, compared: 96 };

impl SimilaritySettings {
    /// Nearest ones kept for each of `n` texts.
    fn neighbours(&self, n: usize) -> usize {
        self.neighbours.unwrap_or_else(|| (PAIRS / n.max(1)).clamp(1, NEIGHBOURS))
    }
}

/// What may be missing among the nearest of so many documents.
pub fn doubt_of_nearest(n: usize) -> Option<Warning> {
    let message = format!(
        "the nearest of {n} documents were looked for with bounded effort: some that share only common \
         words may be missing"
    );
    (n > EXACT).then(|| Warning::new(Topic::Output, "similar", message))
}

/// The nearest of each row, with bounded effort where there are many.
fn nearest(rows: &Csr<f32>, settings: &SimilaritySettings) -> Vec<Vec<(u32, f64)>> {
    let n = rows.n_rows();
    let effort = (n > EXACT).then_some(EFFORT);
    neighbours::nearest(rows, settings.neighbours(n), settings.min_cosine, effort)
}

/// What documents share of their wording.
pub struct Wording<'a> {
    shingles: Shingles<'a>,
    /// Pairs of high overlap (a < b, ascending).
    pairs: Vec<(u32, u32, Overlap)>,
    /// The original of each document: itself unless it is a reprint.
    pub originals: Vec<DocId>,
    /// What was not looked for.
    pub doubt: Option<Warning>,
}

/// Compares the wording of all documents, whose shingles are kept where there is room for them.
pub fn wording<'a>(
    corpus: &Corpus,
    stream: &'a UnitStream,
    settings: &SimilaritySettings,
    keeps_shingles: bool,
) -> Wording<'a> {
    let shingles = Shingles::of(stream, settings.shingle, keeps_shingles);
    let pairs = exec::map_owned(shingles.overlapping(), |(a, b)| {
        (a, b, shingles.overlap(a as usize, b as usize))
    });
    let originals = reprints::originals(corpus, &pairs);
    let doubt = shingles.doubt();
    Wording { shingles, pairs, originals, doubt }
}

/// The pairs of high overlap, by Jaccard, without a cosine.
pub fn worded_alike(wording: &Wording<'_>) -> Similarity {
    let pair = |&(a, b, overlap): &(u32, u32, Overlap)| pair(a, b, f64::NAN, overlap);
    let mut pairs: Vec<SimilarPair> = wording.pairs.iter().map(pair).collect();
    pairs.sort_by(|x, y| y.jaccard.total_cmp(&x.jaccard).then((x.a, x.b).cmp(&(y.a, y.b))));
    Similarity { pairs, ..Similarity::default() }
}

fn pair(a: u32, b: u32, cosine: f64, overlap: Overlap) -> SimilarPair {
    SimilarPair {
        a: DocId(a),
        b: DocId(b),
        cosine,
        jaccard: overlap.jaccard,
        containment_ab: overlap.containment_ab,
        containment_ba: overlap.containment_ba,
    }
}

/// What is compared.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The documents.
    pub corpus: &'a Corpus,
    /// Their cleaned texts.
    pub texts: &'a [Text],
    /// Their words.
    pub words: &'a Words,
    /// Their units.
    pub stream: &'a UnitStream,
}

/// Compares all documents by subject, and adds those worded alike.
pub fn find(
    sources: &Sources<'_>,
    wording: &Wording<'_>,
    settings: &SimilaritySettings,
) -> Similarity {
    let whole = |d: DocId| Item::whole(d, sources.words);
    let space = Space::of(sources, sources.corpus.ids().map(whole).collect());
    let rows = &space.rows;

    let mut pairs: Vec<(u32, u32)> = wording.pairs.iter().map(|&(a, b, _)| (a, b)).collect();
    let nearest = nearest(rows, settings);
    for (a, nearest) in (0u32..).zip(nearest) {
        pairs.extend(nearest.into_iter().map(|(b, _)| (a.min(b), a.max(b))));
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut pairs = exec::map(&pairs, |&(a, b)| {
        let (i, j) = (a as usize, b as usize);
        pair(a, b, neighbours::cosine(rows, i, j), wording.shingles.overlap(i, j))
    });
    pairs.sort_by(|x, y| y.cosine.total_cmp(&x.cosine).then((x.a, x.b).cmp(&(y.a, y.b))));
    let ids: Vec<(u32, u32)> = pairs.iter().map(|p| (p.a.0, p.b.0)).collect();
    let range = |d: u32| sources.stream.positions(DocId(d));
    let reasons = space.reasons(sources, &ids, range);
    let sections =
        if settings.sections { sections::nearest(sources, settings) } else { Vec::new() };
    let (groups, group_matrix) = groups::matrix(sources.corpus, rows);
    let found =
        Similarity { pairs, reasons, sections, groups, group_matrix, ..Similarity::default() };

    let n = sources.corpus.len();
    if n > MATRIX_DOCUMENTS {
        return found;
    }
    let cosine = |i: usize, j: usize| {
        if i == j { 1.0 } else { neighbours::cosine(rows, i, j) }
    };
    let matrix: Vec<f64> =
        exec::map_range(n, |i| (0..n).map(|j| cosine(i, j)).collect::<Vec<f64>>()).concat();
    let (order, matrix) = order::arranged(&matrix, n);
    Similarity { matrix, order: order.iter().map(|&i| DocId(i as u32)).collect(), ..found }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::corpus::Document;
    use crate::words::tests::read_plain;

    fn compared(documents: &[&str]) -> Similarity {
        let (texts, stream, words) = read_plain(documents);
        let corpus = Corpus::new(vec![Document::default(); documents.len()]);
        let settings = SimilaritySettings::default();
        let sources = Sources { corpus: &corpus, texts: &texts, words: &words, stream: &stream };
        find(&sources, &wording(&corpus, &stream, &settings, true), &settings)
    }

    #[test]
    fn a_document_twice_is_wholly_alike() {
        let text = "rivers and forests and harbours of the northern coast";
        let found = compared(&[text, "pianos, violins", text]);
        assert_eq!(found.pairs.len(), 1);
        let pair = found.pairs[0];
        assert_eq!((pair.a, pair.b, pair.jaccard), (DocId(0), DocId(2), 1.0));
        assert!((pair.cosine - 1.0).abs() < 1e-6);
        assert_eq!(found.order.len(), 3);
        assert_eq!(found.matrix[0], 1.0);
    }

    #[test]
    fn a_pair_says_why_it_is_alike() {
        let a = "The BBC reports: harbours of the northern coast, and vessels.";
        let b = "Vessels, says the BBC; harbours of the northern coast";
        let found = compared(&[a, b, "pianos, violins"]);
        let reason = &found.reasons[0];
        assert_eq!((found.pairs.len(), found.reasons.len()), (1, 1));
        assert_eq!(reason.phrase, "harbours of the northern coast");
        assert!(reason.terms.contains(&"BBC".to_owned()), "{reason:?}");
    }

    #[test]
    fn a_notice_inside_a_long_report_is_found_by_containment() {
        let words: Vec<String> = (0..600).map(|i| format!("w{}x", i * 7919 % 5003)).collect();
        let (notice, report) = (words[..12].join(" "), words.join(" "));
        let found = compared(&[&notice, &report]);
        assert_eq!(found.pairs[0].containment_ab, 1.0);
        assert!(found.pairs[0].cosine < 0.2 && found.pairs[0].jaccard < 0.05);
    }

    #[test]
    fn bounded_effort_is_told_and_lists_grow_no_longer() {
        assert!(doubt_of_nearest(EXACT).is_none() && doubt_of_nearest(EXACT + 1).is_some());
        let settings = SimilaritySettings::default();
        let kept = [100, 50_000, 100_000, 1_000_000].map(|n| settings.neighbours(n));
        assert_eq!(kept, [10, 10, 5, 1]);
        let given = SimilaritySettings { neighbours: Some(3), ..settings };
        assert_eq!(given.neighbours(1_000_000), 3);
    }

    #[test]
    fn empty_and_tiny_documents_do_no_harm() {
        assert!(compared(&[]).pairs.is_empty());
        assert!(compared(&[""]).pairs.is_empty());
        let found = compared(&["", "word", "word", "\u{1}\u{2}"]);
        assert_eq!((found.pairs.len(), found.pairs[0].jaccard), (1, 1.0));
    }

    #[test]
    fn many_identical_documents_keep_a_bounded_number_of_pairs() {
        let documents = vec!["harbour bridges mountains"; 300];
        let found = compared(&documents);
        assert!(found.pairs.len() <= 3_000 && !found.pairs.is_empty());
    }
}

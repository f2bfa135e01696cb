//! Which documents are alike: in what they speak about, and in how they word it.
//!
//! ```text
//! cosine of TF-IDF rows        the same subjects        (nearest rows, exact: [`neighbours`])
//! Jaccard and containment      the same wording         (sets of unit shingles: [`shingles`])
//! ```
//!
//! A pair is reported when one document is among the other's nearest by cosine, or when the two share
//! much of their wording: a short notice inside a long report has a low cosine and a containment
//! near 1. All figures of a reported pair are exact. For up to 200 documents the whole matrix of cosines
//! comes with an order that puts like beside like ([`order`]).

pub mod neighbours;
pub mod order;
pub mod shingles;

use serde::{Deserialize, Serialize};

use crate::corpus::DocId;
use crate::exec;
use crate::stopwords::StopWords;
use crate::tfidf::tfidf;
use crate::tokenize::Tokens;
use crate::units::UnitStream;
use crate::vocabulary::{self, Bounds, Features, Item};
use shingles::Shingles;

/// Which pairs of documents are reported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct SimilaritySettings {
    /// Nearest documents kept for each document.
    pub neighbours: usize,
    /// Least cosine of a pair that is kept.
    pub min_cosine: f64,
    /// Length of the unit shingles behind Jaccard and containment.
    pub shingle: usize,
}

impl Default for SimilaritySettings {
    fn default() -> Self {
        Self { neighbours: 10, min_cosine: 0.2, shingle: 5 }
    }
}

/// Two documents and how alike they are; `a` has the smaller id.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SimilarPair {
    /// One document.
    pub a: DocId,
    /// The other.
    pub b: DocId,
    /// Cosine of the TF-IDF rows, in [0, 1].
    pub cosine: f64,
    /// Shared shingles over all shingles of both.
    pub jaccard: f64,
    /// Share of `a`'s shingles that `b` has.
    pub containment_ab: f64,
    /// Share of `b`'s shingles that `a` has.
    pub containment_ba: f64,
}

/// All similarity findings.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Similarity {
    /// Pairs in which one document is among the other's nearest by cosine, or that share much of
    /// their wording; by cosine, highest first.
    pub pairs: Vec<SimilarPair>,
    /// Documents of the matrix, in an order that puts like beside like (average linkage); empty
    /// above 200 documents.
    pub order: Vec<DocId>,
    /// Cosines of all pairs of `order`, row by row; empty above 200 documents.
    pub matrix: Vec<f64>,
}

/// Documents up to which the whole matrix is given.
const MATRIX_DOCUMENTS: usize = 200;

/// Compares all documents.
pub fn find(tokens: &[Tokens], stream: &UnitStream, settings: &SimilaritySettings) -> Similarity {
    let items: Vec<Item> = (0u32..).zip(tokens).map(|(d, t)| Item::whole(DocId(d), t)).collect();
    let stop_words = StopWords::new(tokens, &[]);
    let bounds = Bounds::for_items(items.len());
    let counts = vocabulary::count(tokens, &items, &stop_words, Features::Words, bounds);
    let rows = tfidf(&counts.matrix);

    let mut pairs: Vec<(u32, u32)> = Vec::new();
    let nearest = neighbours::nearest(&rows, settings.neighbours, settings.min_cosine);
    for (a, nearest) in (0u32..).zip(nearest) {
        pairs.extend(nearest.into_iter().map(|(b, _)| (a.min(b), a.max(b))));
    }
    let shingles = Shingles::of(stream, settings.shingle);
    pairs.extend(shingles.overlapping());
    pairs.sort_unstable();
    pairs.dedup();
    let mut pairs = exec::map(&pairs, |&(a, b)| {
        let overlap = shingles.overlap(a as usize, b as usize);
        SimilarPair {
            a: DocId(a),
            b: DocId(b),
            cosine: neighbours::cosine(&rows, a as usize, b as usize),
            jaccard: overlap.jaccard,
            containment_ab: overlap.containment_ab,
            containment_ba: overlap.containment_ba,
        }
    });
    pairs.sort_by(|x, y| y.cosine.total_cmp(&x.cosine).then((x.a, x.b).cmp(&(y.a, y.b))));

    let n = tokens.len();
    if n > MATRIX_DOCUMENTS {
        return Similarity { pairs, ..Similarity::default() };
    }
    let cosine = |i: usize, j: usize| {
        if i == j { 1.0 } else { neighbours::cosine(&rows, i, j) }
    };
    let matrix: Vec<f64> =
        exec::map_range(n, |i| (0..n).map(|j| cosine(i, j)).collect::<Vec<f64>>()).concat();
    let order = order::leaves(&matrix, n);
    let ordered = order
        .iter()
        .flat_map(|&i| order.iter().map(move |&j| (i, j)))
        .map(|(i, j)| matrix[i * n + j]);
    Similarity {
        pairs,
        matrix: ordered.collect(),
        order: order.iter().map(|&i| DocId(i as u32)).collect(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::corpus::Text;
    use crate::tokenize::tokenize;
    use crate::units::{UnitSettings, units};

    fn compared(documents: &[&str]) -> Similarity {
        let texts: Vec<Text> =
            documents.iter().map(|d| Text { text: (*d).into(), ..Text::default() }).collect();
        let tokens: Vec<Tokens> = documents.iter().map(|d| tokenize(d)).collect();
        find(
            &tokens,
            &units(&texts, &tokens, &UnitSettings::default()).unwrap(),
            &SimilaritySettings::default(),
        )
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
    fn a_notice_inside_a_long_report_is_found_by_containment() {
        let words: Vec<String> = (0..600).map(|i| format!("w{}x", i * 7919 % 5003)).collect();
        let (notice, report) = (words[..12].join(" "), words.join(" "));
        let found = compared(&[&notice, &report]);
        assert_eq!(found.pairs[0].containment_ab, 1.0);
        assert!(found.pairs[0].cosine < 0.2 && found.pairs[0].jaccard < 0.05);
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

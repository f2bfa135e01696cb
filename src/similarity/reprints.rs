//! Reprints: documents whose wording is the same but for small changes.
//!
//! Two documents with a Jaccard of at least [`REPRINT`] are prints of one text; a reprint of a reprint
//! is one too (connected components). The original of each is the earliest by date, undated ones last,
//! then by name. Counts of documents that reprints inflate are given twice: as they are, and with the
//! prints of one text counted once.

use crate::corpus::{Corpus, DocId};
use crate::similarity::shingles::Overlap;

/// Least Jaccard of two prints of one text.
pub const REPRINT: f64 = 0.5;

/// The original of each document: itself unless it is a reprint. `pairs` are those of high overlap.
pub(super) fn originals(corpus: &Corpus, pairs: &[(u32, u32, Overlap)]) -> Vec<DocId> {
    let mut parent: Vec<u32> = (0..corpus.len() as u32).collect();
    let root = |parent: &mut Vec<u32>, mut d: u32| {
        while parent[d as usize] != d {
            parent[d as usize] = parent[parent[d as usize] as usize];
            d = parent[d as usize];
        }
        d
    };
    let age = |d: u32| {
        let date = corpus[DocId(d)].date;
        (date.is_none(), date, d)
    };
    for &(a, b, overlap) in pairs {
        if overlap.jaccard >= REPRINT {
            let (x, y) = (root(&mut parent, a), root(&mut parent, b));
            let (older, younger) = if age(x) <= age(y) { (x, y) } else { (y, x) };
            parent[younger as usize] = older;
        }
    }
    (0..corpus.len() as u32).map(|d| DocId(root(&mut parent, d))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Date, Document};

    #[test]
    fn the_earliest_print_is_the_original_and_reprints_of_reprints_count() {
        let document = |(i, year): (usize, i16)| Document {
            name: i.to_string(),
            date: (year > 0).then_some(Date { year, month: 0, day: 0 }),
            ..Document::default()
        };
        let years = [0, 2021, 2020, 2019, 2018];
        let corpus = Corpus::new(years.into_iter().enumerate().map(document).collect());
        let alike =
            |a, b, jaccard| (a, b, Overlap { jaccard, containment_ab: 1.0, containment_ba: 0.4 });
        let pairs = [alike(0, 1, 0.5), alike(1, 2, 0.8), alike(2, 3, 0.49)];
        assert_eq!(originals(&corpus, &pairs), [2, 2, 2, 3, 4].map(DocId));
    }
}

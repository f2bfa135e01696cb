//! Sections: which are nearest to which, within a document and across, by cosine.

use bitcode::{Decode, Encode};
use serde::Serialize;

use super::reasons::Reason;
use super::space::Space;
use super::{SimilaritySettings, Sources};
use crate::corpus::{Place, SectionId, Span};
use crate::exec;
use crate::neighbours;
use crate::vocabulary::Item;

/// Two sections and how alike they are; `a` comes first in the corpus.
#[derive(Debug, Encode, Decode, Clone, PartialEq, Serialize)]
pub struct SectionPair {
    /// One section.
    pub a: Place,
    /// The other.
    pub b: Place,
    /// Cosine of the TF-IDF rows, in [0, 1].
    pub cosine: f64,
    /// Why they are alike.
    pub reason: Reason,
}

/// The nearest sections of every section; by cosine, highest first.
pub fn nearest(sources: &Sources<'_>, settings: &SimilaritySettings) -> Vec<SectionPair> {
    let mut places: Vec<Place> = Vec::new();
    let mut items: Vec<Item> = Vec::new();
    for (document, text) in sources.corpus.ids().zip(sources.texts) {
        let spans: Vec<Span> = text.sections.iter().map(|s| s.span).collect();
        let words = sources.words.ranges(sources.stream, document, &spans);
        for (s, (span, words)) in (0u32..).zip(spans.into_iter().zip(words)) {
            places.push(Place { document, section: SectionId(s), span });
            items.push(Item { document, words: std::iter::once(words).collect() });
        }
    }
    let space = Space::of(sources, items);
    let nearest = super::nearest(&space.rows, settings);
    let mut ids: Vec<(u32, u32)> = (0u32..)
        .zip(nearest)
        .flat_map(|(a, of_a)| of_a.into_iter().map(move |(b, _)| (a.min(b), a.max(b))))
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let range = |i: u32| {
        let place = places[i as usize];
        sources.stream.positions_in(place.document, place.span)
    };
    let reasons = space.reasons(sources, &ids, range);
    let cosines =
        exec::map(&ids, |&(a, b)| neighbours::cosine(&space.rows, a as usize, b as usize));
    let pair = |(((a, b), cosine), reason): (((u32, u32), f64), Reason)| SectionPair {
        a: places[a as usize],
        b: places[b as usize],
        cosine,
        reason,
    };
    let mut pairs: Vec<SectionPair> = ids.into_iter().zip(cosines).zip(reasons).map(pair).collect();
    // stable: of equal cosines those first in the corpus
    pairs.sort_by(|x, y| y.cosine.total_cmp(&x.cosine));
    pairs
}

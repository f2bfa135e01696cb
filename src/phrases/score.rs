//! The base score, and the parts it is made of; [`super::ranking`] makes the final score of it.
//!
//! ```text
//! base  = spread · length · (1 + cohesion)/2 · boundary · (2 + set off)/3 · kind
//! ```
//!
//! - spread: log2(1 + documents) + log2(1 + sections), neither counted beyond the number of distinct
//!   contexts ([`super::edges`]): a sentence copied along with its surroundings spreads once;
//! - length: log2 of the characters, a word counting for two, at most 12 (the C-value's weight,
//!   Frantzi et al. 2000, capped: a long repeat is a passage, not a better slogan);
//! - cohesion: the weakest binary split's NPMI, min over splits of
//!   log2(p(w) / (p(l) p(r))) / −log2 p(w), in [-1, 1] (Bouma 2009);
//! - boundary: the weaker edge's strength (see [`super::edges`]), in [0, 1];
//! - set off: share of occurrences with marks at both edges, half as much again in quotation marks:
//!   the text itself shows the phrase;
//! - kind: names and bare terms are listed, but do not lead ([`super::kinds`]);

use std::ops::Range;

use super::candidates::Candidate;
use super::edges::Edges;
use crate::concordance::Concordance;
use crate::units::UnitStream;

/// Length up to which a phrase is split everywhere; longer phrases at word boundaries only.
const ALL_SPLITS: usize = 8;

/// Most splits that are looked at, evenly spaced.
const MOST_SPLITS: usize = 64;

/// Length beyond which a phrase gains nothing.
const LONGEST_WEIGHT: f64 = 12.0;

/// The figures that make a score.
#[derive(Debug, Clone, Copy, Default)]
pub struct Parts {
    /// Documents that carry the phrase.
    pub n_documents: u32,
    /// Sections that carry it.
    pub n_sections: u32,
    /// Distinct contexts in which it is said.
    pub n_contexts: f64,
    /// Length in characters; a word of a spaced script counts for two.
    pub length: usize,
    /// Weakest split's NPMI.
    pub cohesion: f64,
    /// Weaker edge's strength.
    pub boundary: f64,
    /// Share of occurrences with marks at both edges, plus half the share in quotation marks.
    pub set_off: f64,
    /// Weight of the kind.
    pub kind: f64,
}

impl Parts {
    /// The score before what better phrases have said already is taken off.
    pub fn base(&self) -> f64 {
        let once_each = |n: u32| (1.0 + f64::from(n).min(self.n_contexts)).log2();
        let spread = once_each(self.n_documents) + once_each(self.n_sections);
        let length = (self.length as f64).clamp(1.0, LONGEST_WEIGHT).log2();
        let association = (1.0 + self.cohesion) / 2.0;
        let shown = (2.0 + self.set_off) / 3.0;
        spread * length * association * self.boundary * shown * self.kind
    }
}

/// The weaker edge.
pub fn boundary(edges: &Edges) -> f64 {
    edges.left.strength().min(edges.right.strength())
}

/// NPMI of the weakest binary split, over the units of the whole stream.
pub fn cohesion(stream: &UnitStream, index: &Concordance, candidate: &Candidate) -> f64 {
    let length = candidate.length as usize;
    let Some(&first) = candidate.occurrences(index).first() else { return 0.0 };
    let start = first as usize;
    let n = stream.len() as f64;
    let whole = f64::from(candidate.to - candidate.from) / n;
    let split_here = |at: &usize| {
        stream.kind(start + at).is_content()
            && (length <= ALL_SPLITS || stream.word_starts(start + at))
    };
    let splits: Vec<usize> = (1..length).filter(split_here).collect();
    let splits = splits.iter().step_by(splits.len().div_ceil(MOST_SPLITS).max(1));
    let halves: Vec<Range<usize>> =
        splits.flat_map(|&at| [start..start + at, start + at..start + length]).collect();
    let ranges = index.ranges(stream, &halves);
    let weakest = ranges
        .chunks(2)
        .map(|halves| {
            let [left, right] = [0, 1].map(|i| halves[i].len() as f64 / n);
            (whole / (left * right)).log2()
        })
        .fold(f64::INFINITY, f64::min);
    if weakest.is_finite() && whole < 1.0 {
        (weakest / -whole.log2()).clamp(-1.0, 1.0)
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_is_the_stated_product() {
        let parts = Parts {
            n_documents: 3,
            n_sections: 3,
            n_contexts: 3.0,
            length: 4,
            cohesion: 1.0,
            boundary: 0.5,
            set_off: 1.0,
            kind: 1.0,
        };
        assert!((parts.base() - 4.0 * 2.0 * 0.5).abs() < 1e-12);
    }
}

//! What each later holder of a passage changed: its alignment with the probable source, read as
//! replacements.
//!
//! ```text
//! 把冷链仓储作为头号工程   →   将冷链仓储作为头等工程        把→将, 号→等
//! ```
//!
//! Content units are aligned from end to end; columns that do not match and follow each other are one
//! change. A holder whose clauses stand in another order shows long changes, as in any comparison of
//! versions.

use std::ops::Range;

use bitcode::{Decode, Encode};
use serde::Serialize;

use crate::align::{self, Column, Workspace};
use crate::corpus::{Place, Text};
use crate::exec;
use crate::reuse::Cluster;
use crate::reuse::content::Content;
use crate::units::UnitStream;

/// Diagonals beside the rectangle of the two sides in which they are aligned.
const BAND: usize = 64;
/// Cells of an alignment beyond which two sides are not compared: 16 MB.
const CELLS: usize = 1 << 24;
/// Changes kept of a holder.
const MOST: usize = 8;

/// A stretch of the source and what a holder has in its place; either may be empty.
#[derive(Debug, Encode, Decode, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What the source says.
    pub source: String,
    /// What the holder says instead.
    pub holder: String,
}

/// How a holder differs from the probable source.
#[derive(Debug, Encode, Decode, Clone, Default, PartialEq, Serialize)]
pub struct Difference {
    /// Matched content units over aligned columns; none where the sides are too long, or
    /// too unlike in length, to align.
    pub identity: Option<f64>,
    /// How many stretches differ.
    pub n_changes: u32,
    /// The first of them.
    pub changes: Vec<Change>,
}

/// Fills in the differences of every cluster's members.
pub(super) fn fill(
    clusters: &mut [Cluster],
    texts: &[Text],
    stream: &UnitStream,
    content: &Content,
) {
    let comparison = Sides { texts, stream, content };
    let work: Vec<(Place, Place)> =
        clusters.iter().flat_map(|c| c.members.iter().map(move |&m| (c.members[0], m))).collect();
    let mut differences = exec::map(&work, |&(a, b)| comparison.difference(a, b)).into_iter();
    for cluster in clusters {
        cluster.differences = differences.by_ref().take(cluster.members.len()).collect();
    }
}

struct Sides<'a> {
    texts: &'a [Text],
    stream: &'a UnitStream,
    content: &'a Content,
}

impl Sides<'_> {
    fn range(&self, place: Place) -> Range<usize> {
        let positions = self.stream.positions_in(place.document, place.span);
        let range = self.content.coordinates(&positions);
        range.start as usize..range.end as usize
    }

    fn difference(&self, source: Place, holder: Place) -> Difference {
        let (a, b) = (self.range(source), self.range(holder));
        let units = |r: &Range<usize>| &self.content.ids[r.clone()];
        if units(&a) == units(&b) {
            return Difference { identity: Some(1.0), ..Difference::default() };
        }
        if a.len() * (a.len().abs_diff(b.len()) + 2 * BAND) > CELLS {
            return Difference::default();
        }
        let columns = align::global(units(&a), units(&b), BAND, &mut Workspace::default()).columns;
        let n_matched = columns.iter().filter(|&&c| c == Column::Match).count();
        let mut found = Difference {
            identity: Some(n_matched as f64 / columns.len().max(1) as f64),
            ..Difference::default()
        };
        let (mut i, mut j) = (a.start, b.start);
        for stretch in columns.chunk_by(|x, y| (*x == Column::Match) == (*y == Column::Match)) {
            let of_a = stretch.iter().filter(|&&c| c != Column::OnlyB).count();
            let of_b = stretch.iter().filter(|&&c| c != Column::OnlyA).count();
            if stretch[0] != Column::Match {
                found.n_changes += 1;
                if found.changes.len() < MOST {
                    found.changes.push(Change {
                        source: self.text(source, i..i + of_a),
                        holder: self.text(holder, j..j + of_b),
                    });
                }
            }
            (i, j) = (i + of_a, j + of_b);
        }
        found
    }

    /// The text of a range of content units of a place's document.
    fn text(&self, place: Place, range: Range<usize>) -> String {
        if range.is_empty() {
            return String::new();
        }
        let range = range.start as u32..range.end as u32;
        let span = self.content.place(self.stream, &range).span;
        self.texts[place.document.index()].slice(span).to_owned()
    }
}

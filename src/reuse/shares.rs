//! What each document is made of, as shares of its content units.
//!
//! ```text
//! shared     in a passage shared with another document, of any kind but formulaic
//! formulaic  not shared, and in a repeated phrase
//! own        the rest:  1 - shared - formulaic
//! ```
//!
//! A document without content units has three zeros. A passage between two sections of one document
//! is not shared.

use std::ops::Range;

use crate::bits::Bits;
use crate::exec;
use crate::reuse::Shares;
use crate::reuse::content::Content;
use crate::reuse::exchanges::Shared;

/// The shares of every document, and of every section of each. `phrases` are the coordinates that a phrase
/// covers.
pub(super) fn shares(
    content: &Content,
    shared: &[Shared],
    phrases: &Bits,
) -> (Vec<Shares>, Vec<Vec<Shares>>) {
    let sides = |(_, _, a, b): &Shared| {
        [a, b].map(|side| side.start as usize..side.end as usize).into_iter()
    };
    let marked = Bits::covered(content.ids.len(), shared, sides);
    let of = |range: Range<u32>| {
        let units = range.start as usize..range.end as usize;
        let n = units.len();
        if n == 0 {
            return Shares::default();
        }
        let n_shared = marked.count(&units) as usize;
        let n_formulaic = phrases.count_without(&marked, units) as usize;
        let formulaic = n_formulaic as f64 / n as f64;
        let shared = n_shared as f64 / n as f64;
        let own = (n - n_shared - n_formulaic) as f64 / n as f64;
        Shares { formulaic, shared, own }
    };
    let documents = exec::map_range(content.n_documents(), |d| of(content.document_range(d)));
    let sections = content.sections_by_document();
    (documents, exec::map(&sections, |ranges| ranges.iter().cloned().map(of).collect()))
}

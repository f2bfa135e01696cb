//! Keyword in context: where a phrase with open slots occurs, in which order its lines are read, and
//! how often it is said by whom and when.
//!
//! ```text
//! 画*最大同心圆      * is one unit: a Han character, a word of a spaced script, a number
//! 在…上下功夫        … is one to fourteen units, as in the table of frames; *{2,5} is two to five
//! econom* policy     a * that touches letters stands for any letters of that word
//! ```
//!
//! Marks inside a slot are free and not counted (画出“最大同心圆” has one unit before the quotation
//! mark), but no slot crosses the end of a sentence. Where a slot may have several lengths, the hits
//! are the minimal intervals of Clarke, Cormack & Burkowski (1995, "An algebra for structured text
//! search"): those that hold no other hit. In 在会上说，在项目上下功夫 the second 在 counts.
//!
//! [`Pattern`] reads the phrase, [`find`] looks it up, [`sort`] orders the lines, [`shares`] and
//! [`wordings`] count, [`nearest`] helps where nothing was found.

mod count;
mod nearest;
mod neighbours;
mod order;
mod pattern;
mod search;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::corpus::{Corpus, Date, DocId, Span, Text};
use crate::units::UnitStream;

pub use count::{Of, Partition, Share, Wording, shares, wordings};
pub use nearest::{Nearest, nearest};
pub use order::{Order, sort};
pub use pattern::{Pattern, PatternError};
pub use search::find;

/// One place of the phrase: positions of the unit stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its first position, and one past its last.
    pub range: Range<usize>,
    /// What fills each slot, marks at its edges left out; empty where marks alone fill it.
    pub fillers: Vec<Range<usize>>,
}

impl Hit {
    /// The document that holds it.
    pub fn document(&self, stream: &UnitStream) -> DocId {
        stream.document(self.range.start)
    }

    /// What fills the slots, as written: ` / ` between two slots. None for a phrase without slots.
    pub fn filler(&self, texts: &[Text], stream: &UnitStream) -> Option<String> {
        let document = self.document(stream);
        let parts: Vec<&str> =
            self.fillers.iter().map(|f| written(texts, stream, document, f)).collect();
        (!parts.is_empty()).then(|| parts.join(" / "))
    }
}

/// The text of a range of a document's positions, as written.
fn written<'a>(
    texts: &'a [Text],
    stream: &UnitStream,
    document: DocId,
    range: &Range<usize>,
) -> &'a str {
    if range.is_empty() {
        return "";
    }
    let span = Span { start: stream.start(range.start), end: stream.end(range.end - 1) };
    texts[document.index()].slice(span)
}

/// What all hits together say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Overview {
    /// Occurrences.
    pub n_occurrences: usize,
    /// Documents that have one.
    pub n_documents: usize,
    /// The first and the last date among those documents.
    pub dates: Option<(Date, Date)>,
}

impl Overview {
    /// Of hits in order of their positions.
    pub fn of(corpus: &Corpus, stream: &UnitStream, hits: &[Hit]) -> Self {
        let mut documents: Vec<DocId> = hits.iter().map(|h| h.document(stream)).collect();
        documents.dedup();
        let dates = || documents.iter().filter_map(|&d| corpus[d].date);
        Self {
            n_occurrences: hits.len(),
            n_documents: documents.len(),
            dates: dates().min().zip(dates().max()),
        }
    }
}

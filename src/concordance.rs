//! The concordance: suffix array and LCP array over the unit stream of the whole corpus.
//!
//! Every repeated phrase of any length, every seed of a shared passage and every keyword-in-context
//! query is read off this one structure, exactly. The suffix array lists all positions in the order
//! of the text that follows them; `lcp[i]` tells how many units suffix `i` shares with suffix
//! `i - 1` (Manber & Myers 1993). Document terminators are unique, so no match crosses a document.
//!
//! Construction: libsais (induced sorting, linear time) and the Φ algorithm for the LCP
//! (Kärkkäinen, Manzini & Puglisi 2009), 16 bytes a unit at the peak.

use libsais::SuffixArrayConstruction;

use crate::corpus::UnitId;
use crate::error::{Error, Result};
use crate::units::UnitStream;

/// Suffix array and LCP array of a unit stream.
#[derive(Debug, Clone, Default)]
pub struct Concordance {
    /// Positions of the stream, in the order of the suffixes that begin there.
    pub suffixes: Vec<i32>,
    /// `lcp[i]`: length of the common prefix of suffixes `i - 1` and `i`; `lcp[0]` is 0.
    pub lcp: Vec<i32>,
}

impl Concordance {
    /// Builds the index of a stream.
    ///
    /// # Errors
    /// [`Error::Stage`] if memory runs out.
    pub fn build(stream: &UnitStream) -> Result<Self> {
        if stream.is_empty() {
            return Ok(Self::default());
        }
        let mut text: Vec<i32> = stream.ids.iter().map(|id| id.0 as i32).collect();
        let failed = |e| Error::Stage { stage: "concordance", reason: format!("{e:?}") };
        let (suffixes, lcp, _, _) = SuffixArrayConstruction::for_text_mut(&mut text)
            .in_owned_buffer32()
            .single_threaded()
            .run()
            .map_err(failed)?
            .plcp_construction()
            .single_threaded()
            .run()
            .map_err(failed)?
            .lcp_construction()
            .single_threaded()
            .run()
            .map_err(failed)?
            .into_parts();
        Ok(Self { suffixes, lcp })
    }

    /// The positions at which a sequence of units occurs, in suffix order.
    pub fn find(&self, stream: &UnitStream, pattern: &[UnitId]) -> &[i32] {
        &self.suffixes[self.range(stream, pattern)]
    }

    /// The ranks of the suffixes that begin with a sequence of units, found by bisection in
    /// `O(m log n)`. An empty pattern occurs nowhere.
    pub fn range(&self, stream: &UnitStream, pattern: &[UnitId]) -> std::ops::Range<usize> {
        if pattern.is_empty() {
            return 0..0;
        }
        let prefix = |&p: &i32| {
            let rest = &stream.ids[p as usize..];
            &rest[..pattern.len().min(rest.len())]
        };
        let from = self.suffixes.partition_point(|p| prefix(p) < pattern);
        let to = from + self.suffixes[from..].partition_point(|p| prefix(p) <= pattern);
        from..to
    }
}

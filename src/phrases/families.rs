//! Families: variants of one phrase (画好/画出/扩大 … 最大同心圆).

use serde::Serialize;

/// Variants of one phrase, grouped by the alignment of their units.
#[derive(Debug, Clone, Serialize)]
pub struct Family {
    /// The variant in most documents: an index into the phrases.
    pub head: u32,
    /// All variants, head first, then by documents: indices into the phrases.
    pub members: Vec<u32>,
    /// Documents that carry any of them.
    pub n_documents: u32,
}

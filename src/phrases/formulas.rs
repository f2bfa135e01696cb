//! Numeric formulas (四个意识, 三会一课, “1234”工作法).

use serde::Serialize;

use crate::corpus::Place;

/// A numeric formula and what it stands for, where the text says so.
#[derive(Debug, Clone, Serialize)]
pub struct Formula {
    /// The formula as first written, without quotation marks.
    pub text: String,
    /// Documents that carry it.
    pub n_documents: u32,
    /// Times it occurs.
    pub n_occurrences: u32,
    /// The members of the enumeration it counts, empty where the text gives none.
    pub expansion: Vec<String>,
    /// Where it occurs.
    pub places: Vec<Place>,
}

/// Whether a folded text is a numeric formula.
pub fn is_formula(_folded: &str) -> bool {
    false
}

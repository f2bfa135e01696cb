//! The page.

use super::Language;
use super::charts::Chart;
use crate::analysis::Analysis;

/// The self-contained page.
pub fn render(_analysis: &Analysis, _charts: &[Chart], _language: Language) -> String {
    String::new()
}

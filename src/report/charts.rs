//! Charts (replaced whole).

/// One chart of the report.
#[derive(Debug, Clone)]
pub struct Chart {
    /// File name without extension: `slogans`, `similarity`, `theme-map`, `phrases-by-document`.
    pub name: &'static str,
    /// Title that says the finding.
    pub title: String,
    /// What a reader who cannot see it needs to know.
    pub alt: String,
    /// The drawing, a complete SVG document whose text stays text.
    pub svg: String,
}

/// Every chart that the analysis has material for.
pub fn charts(_analysis: &crate::analysis::Analysis, _language: super::Language) -> Vec<Chart> {
    Vec::new()
}

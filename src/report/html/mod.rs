//! The page: one self-contained HTML file that a person reads from top to bottom.
//!
//! ```text
//! what was read · findings · slogans · families, frames, formulas · themes · who shares with whom
//! passages · groups · time · every document · method
//! ```
//!
//! A file a part. maud escapes everything; only our style, our script and our charts go in as they
//! are. Texts of documents are cleaned by [`untrusted`](super::untrusted) and isolated with `<bdi>`.
//! The page makes no request and runs one script, named by its hash; without it everything can
//! still be read. Lists are cut at `report.rows` entries and evidence at a dozen places, and every
//! cut says where the rest is, so the page stays small however large the corpus.

mod adoption;
mod comparison;
mod csp;
mod differences;
mod documents;
mod findings;
mod layered;
mod method;
mod movement;
mod page;
mod passages;
mod patterns;
mod pieces;
mod reading;
mod sharing;
mod slogans;
mod themes;
mod time;

use super::charts::Chart;
use crate::analysis::Analysis;
use crate::config::Language;

/// The self-contained page.
pub fn render(analysis: &Analysis, charts: &[Chart], language: Language) -> String {
    page::Page::new(analysis, charts, language).render().into_string()
}

#[cfg(test)]
mod tests;

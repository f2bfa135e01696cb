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
mod gathered;
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
use crate::config::{Language, ReportSettings};
use gathered::Gathered;
use page::Page;

/// Bytes of a page that opens at once everywhere.
const LARGE: usize = 4_500_000;
/// Rows below which lists are not cut further.
const FEWEST_ROWS: usize = 50;

/// The self-contained page. Where the usual number of rows makes it larger than 4.5 MB, because names are
/// long or groups many, there are fewer rows; who asks for more than the usual number gets them.
pub fn render(analysis: &Analysis, charts: &[Chart], language: Language) -> String {
    within(analysis, charts, language, LARGE)
}

fn within(analysis: &Analysis, charts: &[Chart], language: Language, most_bytes: usize) -> String {
    let asked = analysis.config.report.rows;
    let gathered = Gathered::of(analysis, asked.max(1));
    let is_bounded = asked <= ReportSettings::default().rows;
    let mut rows = asked;
    loop {
        let page = Page::new(analysis, &gathered, charts, language, rows.max(1));
        let page = page.render().into_string();
        if !is_bounded || page.len() <= most_bytes || rows <= FEWEST_ROWS {
            return page;
        }
        rows = (rows * most_bytes / page.len()).min(rows - 1).max(FEWEST_ROWS);
    }
}

#[cfg(test)]
mod tests;

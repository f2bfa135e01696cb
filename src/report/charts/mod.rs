//! The charts of a report: pure functions of the analysis that give SVG.
//!
//! Every chart says its finding in the title, with the figures it rests on, names its marks where
//! they stand, and ends with a line that tells what it was made from. A chart without material is
//! left out. All sizes are whole pixels on a sheet 1200 wide, all choices of what to show follow a
//! stated rule, and no font is measured, so the same analysis gives the same bytes everywhere.
//!
//! Text stays text in the drawing, so it can be searched, copied and read aloud.

mod adoption;
mod data;
mod dates;
mod group_sharing;
mod group_similarity;
mod groups;
mod heat;
mod keyness;
mod labels;
mod matrix;
mod shares;
mod sheet;
mod similarity;
mod slogans;
mod style;
mod text;
mod theme_choice;
mod theme_map;
mod theme_periods;
mod timeline;
mod trends;

#[cfg(test)]
mod tests;

pub use data::Data;
pub use style::fonts;

use crate::analysis::Analysis;
use crate::config::Language;

/// One chart of the report.
#[derive(Debug, Clone)]
pub struct Chart {
    /// File name without extension, such as `slogans`; its first word says to which part of the page
    /// it belongs.
    pub name: &'static str,
    /// Title that says the finding.
    pub title: String,
    /// What a reader who cannot see it needs to know.
    pub alt: String,
    /// The drawing, a complete SVG document whose text stays text. It has no size of its own and
    /// scales to where it is put; its ids carry the chart's name.
    pub svg: String,
    /// The figures it shows.
    pub data: Data,
}

/// Every chart that the analysis has material for.
pub fn charts(analysis: &Analysis, language: Language) -> Vec<Chart> {
    [
        slogans::chart(analysis, language),
        matrix::chart(analysis, language),
        similarity::chart(analysis, language),
        group_similarity::chart(analysis, language),
        group_sharing::chart(analysis, language),
        shares::chart(analysis, language),
        theme_map::chart(analysis, language),
        theme_choice::chart(analysis, language),
        groups::chart(analysis, language),
        groups::by_document(analysis, language),
        keyness::chart(analysis, language),
        theme_periods::chart(analysis, language),
        timeline::chart(analysis, language),
        trends::chart(analysis, language),
        adoption::chart(analysis, language),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The words of the report's language.
fn say(language: Language, en: String, zh: String) -> String {
    match language {
        Language::En => en,
        Language::Zh => zh,
    }
}

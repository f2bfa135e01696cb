//! The report in forms for other programs: workbook, Parquet, graphs, and a summary in Markdown.
//!
//! Pure functions of tables and the analysis to bytes, like all of the report. CSV, JSON and JSON Lines
//! stand with the tables ([`super::tables`]).

mod format;
pub mod graphml;
pub mod parquet;
pub mod summary;
pub mod xlsx;

pub use format::Format;

use super::text::Words;
use super::{File, heading, tables};
use crate::analysis::Analysis;
use crate::config::Export;
use crate::error::Result;

/// The tables, as CSV and in the other forms that the settings ask for.
///
/// # Errors
/// What the archive of the workbook or the Parquet library says.
pub fn of_tables(analysis: &Analysis, words: Words) -> Result<Vec<File>> {
    let asked = |export| analysis.config.report.export.contains(&export);
    let mut workbook = asked(Export::Xlsx).then(xlsx::Workbook::new);
    let mut files = Vec::new();
    // One table at a time: in large corpora the cells weigh more than the text they become.
    for make in tables::ALL {
        let table = make(analysis);
        let mut file = |ending: &str, bytes: Vec<u8>| {
            files.push(File { path: format!("tables/{}.{ending}", table.name), bytes });
        };
        file("csv", tables::csv(&table).into_bytes());
        if asked(Export::Jsonl) {
            file("jsonl", tables::jsonl(&table).into_bytes());
        }
        if asked(Export::Parquet) {
            file("parquet", parquet::render(&table)?);
        }
        if let Some(workbook) = &mut workbook {
            workbook.add(&table)?;
        }
    }
    if let Some(workbook) = workbook {
        let bytes = workbook.finish(&heading::title(analysis, words), words)?;
        files.push(File { path: "tables.xlsx".into(), bytes });
    }
    Ok(files)
}

/// The graphs and the summary.
pub fn beside(analysis: &Analysis, words: Words) -> Vec<File> {
    let text = |path: &str, text: String| File { path: path.into(), bytes: text.into_bytes() };
    let mut files = vec![
        text("report.md", summary::render(analysis, words)),
        text("sharing.graphml", graphml::documents(analysis)),
    ];
    files.extend(graphml::groups(analysis).map(|graph| text("group_sharing.graphml", graph)));
    files
}

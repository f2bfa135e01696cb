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

use super::folder::{Folder, put};
use super::tables::Table;
use super::text::Words;
use super::{heading, tables};
use crate::analysis::Analysis;
use crate::config::Export;
use crate::error::Result;
use crate::exec;

/// Rows of a table in the workbook: a spreadsheet opens no more at ease. CSV has all.
const WORKBOOK_ROWS: usize = 100_000;

/// Writes the tables, as CSV and in the other forms that the settings ask for.
///
/// # Errors
/// What the archive of the workbook or the Parquet library says; a file that cannot be written.
pub fn of_tables(analysis: &Analysis, words: Words, folder: &dyn Folder) -> Result<()> {
    let asked = |export| analysis.config.report.export.contains(&export);
    let files = |table: &Table| {
        let path = |ending: &str| format!("tables/{}.{ending}", table.name);
        put(folder, &path("csv"), |out| tables::write_csv(table, out))?;
        if asked(Export::Jsonl) {
            put(folder, &path("jsonl"), |out| tables::write_jsonl(table, out))?;
        }
        if asked(Export::Parquet) {
            let bytes = parquet::render(table)?;
            put(folder, &path("parquet"), |out| out.write_all(&bytes))?;
        }
        Ok(())
    };
    let mut workbook = asked(Export::Xlsx).then(xlsx::Workbook::new);
    let mut sheet = |table: &Table, left_out| match &mut workbook {
        Some(workbook) => workbook.add(table, left_out),
        None => Ok(()),
    };
    // One table at a time: in large corpora the cells weigh more than the text they become.
    for make in tables::ALL {
        let mut table = make(analysis);
        let left_out = table.rows.len().saturating_sub(WORKBOOK_ROWS);
        let (files, sheet) = if left_out == 0 {
            // A sheet is packed and takes longer than all the others.
            exec::join(|| files(&table), || sheet(&table, 0))
        } else {
            let files = files(&table);
            table.rows.truncate(WORKBOOK_ROWS);
            (files, sheet(&table, left_out))
        };
        files?;
        sheet?;
    }
    if let Some(workbook) = workbook {
        let bytes = workbook.finish(&heading::title(analysis, words), words)?;
        put(folder, "tables.xlsx", |out| out.write_all(&bytes))?;
    }
    Ok(())
}

/// Writes the graphs and the summary.
///
/// # Errors
/// A file that cannot be written.
pub fn beside(analysis: &Analysis, words: Words, folder: &dyn Folder) -> Result<()> {
    let text = |path: &str, text: &str| put(folder, path, |out| out.write_all(text.as_bytes()));
    text("report.md", &summary::render(analysis, words))?;
    text("sharing.graphml", &graphml::documents(analysis))?;
    match graphml::groups(analysis) {
        Some(graph) => text("group_sharing.graphml", &graph),
        None => Ok(()),
    }
}

//! A workbook of tables (Office Open XML, ECMA-376): a sheet a table, before them a sheet of contents.
//!
//! ```text
//! Table ─▶ sheet 2, 3 … (one at a time, packed at once) ┐
//! names, rows, what was cut ─▶ sheet 1, `contents` ─────┴▶ ZIP in memory
//! ```
//!
//! The header row is frozen and filters. Numbers are numbers, rounded as in CSV; text is always text:
//! cells are inline strings, which no spreadsheet takes for formulas, and what looks like one also
//! carries the mark (`quotePrefix`) that keeps it text when somebody edits the cell. A sheet holds
//! 1,048,576 rows and a cell 32,767 UTF-16 units; what is cut is marked and counted on the contents
//! sheet.
//!
//! Written here rather than by a library: `rust_xlsxwriter` keeps the cells of every sheet until the end or
//! puts them into temporary files, and this layer has no disk. One sheet at a time, a report's memory
//! is bounded by its largest table. The same tables give the same bytes: no date stands in the file.

mod parts;
mod sheet;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::config::Language;
use crate::error::{Error, Result};
use crate::report::tables::{Cell, Table};
use crate::report::text::{Words, tables, thousands};

pub use sheet::Cut;

/// Name of the first sheet.
const CONTENTS: &str = "contents";
/// From so many bytes of text on, a member of the archive is written with 64-bit sizes.
const LARGE: usize = 1 << 30;

/// A workbook being written.
pub struct Workbook {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    sheets: Vec<Sheet>,
    /// The number of the file that holds the first table.
    first: usize,
}

/// A sheet that has been written.
struct Sheet {
    name: &'static str,
    columns: usize,
    rows: usize,
    cut: Cut,
}

/// A workbook of one table, so that programs find it first; a second sheet says what was cut, if
/// anything was.
///
/// # Errors
/// What the archive says.
pub fn one(table: &Table) -> Result<Vec<u8>> {
    let mut workbook = Workbook::starting_at(1);
    workbook.add(table, 0)?;
    let note = Words(Language::En).cut(Cut::of(table), "the CSV form");
    if !note.is_empty() {
        let rows = vec![vec![note.into()]];
        workbook.add(&Table { name: "cut", columns: vec!["note"], rows }, 0)?;
    }
    workbook.close(table.name)
}

impl Workbook {
    /// An empty workbook, which [`finish`](Self::finish) gives its contents sheet.
    pub fn new() -> Self {
        Self::starting_at(2)
    }

    fn starting_at(first: usize) -> Self {
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())), sheets: Vec::new(), first }
    }

    /// Adds a table as the next sheet; `left_out` more rows of it are not there.
    ///
    /// # Errors
    /// What the archive says.
    pub fn add(&mut self, table: &Table, left_out: usize) -> Result<()> {
        let number = self.first + self.sheets.len();
        self.sheet(number, table, &[])?;
        let mut cut = Cut::of(table);
        let rows = table.rows.len() - cut.rows;
        cut.rows += left_out;
        self.sheets.push(Sheet { name: table.name, columns: table.columns.len(), rows, cut });
        Ok(())
    }

    /// Writes the contents in the words of a language, and gives the file.
    ///
    /// # Errors
    /// What the archive says.
    pub fn finish(mut self, title: &str, words: Words) -> Result<Vec<u8>> {
        let contents = contents(&self.sheets, words);
        let links: Vec<&str> = self.sheets.iter().map(|s| s.name).collect();
        self.sheet(1, &contents, &links)?;
        let columns = contents.columns.len();
        let rows = contents.rows.len();
        self.sheets.insert(0, Sheet { name: CONTENTS, columns, rows, cut: Cut::default() });
        self.first = 1;
        self.close(title)
    }

    fn close(mut self, title: &str) -> Result<Vec<u8>> {
        let n = self.sheets.len();
        let sheets: Vec<(&str, String)> =
            self.sheets.iter().map(|s| (s.name, sheet::range(s.columns, s.rows))).collect();
        self.part("[Content_Types].xml", &parts::content_types(n))?;
        self.part("_rels/.rels", parts::PACKAGE)?;
        self.part("docProps/core.xml", &parts::properties(title))?;
        self.part("xl/workbook.xml", &parts::workbook(&sheets))?;
        self.part("xl/_rels/workbook.xml.rels", &parts::relations(n))?;
        self.part("xl/styles.xml", parts::STYLES)?;
        Ok(self.zip.finish().map_err(failed)?.into_inner())
    }

    fn part(&mut self, path: &str, xml: &str) -> Result<()> {
        self.zip.start_file(path, options(false)).map_err(failed)?;
        self.zip.write_all(xml.as_bytes()).map_err(failed)
    }

    fn sheet(&mut self, number: usize, table: &Table, links: &[&str]) -> Result<()> {
        let text = |cell: &Cell| if let Cell::Text(text) = cell { text.len() } else { 32 };
        let size: usize = table.rows.iter().flatten().map(text).sum();
        let path = format!("xl/worksheets/sheet{number}.xml");
        self.zip.start_file(path, options(size > LARGE)).map_err(failed)?;
        sheet::write(&mut self.zip, table, links).map_err(failed)
    }
}

impl Default for Workbook {
    fn default() -> Self {
        Self::new()
    }
}

/// How hard the archive is packed, of nine: a report on 6,413 news items has 29 MB with 1, 23 with this, and
/// 19 with the usual 6, which is slower.
const EFFORT: i64 = 2;

/// The members of the archive bear no time of their own.
fn options(is_large: bool) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(EFFORT))
        .last_modified_time(DateTime::default())
        .large_file(is_large)
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Stage { stage: "workbook", reason: format!("cannot be written: {error}") }
}

/// The sheets with their rows, what each is, and what was cut.
fn contents(sheets: &[Sheet], words: Words) -> Table {
    let rows = sheets.iter().map(|sheet| {
        let note = words.cut(sheet.cut, &format!("tables/{}.csv", sheet.name));
        vec![
            sheet.name.into(),
            (sheet.rows + sheet.cut.rows).into(),
            tables::about(sheet.name, words).into(),
            if note.is_empty() { Cell::Empty } else { note.into() },
        ]
    });
    let columns = vec![words.table(), words.rows(), words.what_it_is(), words.note()];
    Table { name: CONTENTS, columns, rows: rows.collect() }
}

impl Words {
    /// What a sheet leaves out and where it is whole; empty where it leaves nothing out.
    pub fn cut(self, cut: Cut, whole: &str) -> String {
        let fill = |template: &str, n: usize| {
            template.replace("{0}", &thousands(n as u64)).replace("{1}", whole)
        };
        let rows = (cut.rows > 0).then(|| fill(self.rows_cut(), cut.rows));
        let cells = (cut.cells > 0).then(|| fill(self.cells_cut(), cut.cells));
        let notes: Vec<String> = rows.into_iter().chain(cells).collect();
        notes.join(self.pick(" ", ""))
    }
}

#[cfg(test)]
mod tests;

//! Comma- and tab-separated values, with a header row.
//!
//! Cells may be quoted and hold line breaks. Spreadsheets of countries that write a decimal comma
//! save "comma-separated" files with semicolons, so the separator is the one of `,` `;` tab `|` that
//! stands most often in the header row, outside quotes. Rows may be shorter or longer than the
//! header; rows are numbered by the line they begin on.

use crate::read::columns::Columns;
use crate::read::draft::Draft;
use crate::read::format::{Content, Format};
use crate::read::table::{self, Row};

/// Separated values, by their usual separator.
pub struct Delimited {
    name: &'static str,
    extensions: &'static [&'static str],
    usual: u8,
}

/// Comma-separated values.
pub const COMMAS: Delimited = Delimited { name: "CSV", extensions: &["csv"], usual: b',' };
/// Tab-separated values.
pub const TABS: Delimited = Delimited { name: "TSV", extensions: &["tsv", "tab"], usual: b'\t' };

impl Format for Delimited {
    fn name(&self) -> &'static str {
        self.name
    }

    fn extensions(&self) -> &'static [&'static str] {
        self.extensions
    }

    fn read(&self, content: &mut Content, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
        let text = content.take_text(log)?;
        read(&text, self.usual, &content.columns, log)
    }
}

/// Whether a text under no telling name opens like a table with a column for texts.
pub fn by_opening(text: &str) -> Option<&'static dyn Format> {
    let header = header(text, separator(text, b','))?;
    let has_text = || matches!(Columns::default().named_text(&header), Ok(Some(_)));
    (header.len() > 1 && has_text()).then_some(&COMMAS as &dyn Format)
}

/// Reads a table; lines of it count from 1.
fn read(
    text: &str,
    usual: u8,
    columns: &Columns,
    log: &mut Vec<String>,
) -> Result<Vec<Draft>, String> {
    let (header, rows) = records(text, usual)?;
    table::drafts(&header, rows, None, columns, log)
}

/// The header and the rows of a table.
///
/// # Errors
/// If there is no header.
pub(in crate::read) fn records(
    text: &str,
    usual: u8,
) -> Result<(Vec<String>, impl Iterator<Item = Result<Row, String>>), String> {
    let separator = separator(text, usual);
    let header = header(text, separator).ok_or("the table has no header row")?;
    let rows = reader(text, separator).into_records().skip(1).map(|record| {
        let record = record.map_err(|e| format!("a row left out: {e}"))?;
        let line = record.position().map_or(0, |p| p.line() as usize);
        Ok((line, record.iter().map(ToString::to_string).collect()))
    });
    Ok((header, rows))
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes())
}

fn header(text: &str, separator: u8) -> Option<Vec<String>> {
    let record = reader(text, separator).records().next()?.ok()?;
    Some(record.iter().map(ToString::to_string).collect())
}

/// The separator that stands most often in the first line with something in it.
fn separator(text: &str, usual: u8) -> u8 {
    let line = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
    let mut is_quoted = false;
    let mut n = [0usize; 4];
    let separators = [usual, b'\t', b';', b'|'];
    for byte in line.bytes() {
        is_quoted ^= byte == b'"';
        if let Some(i) = separators.iter().position(|&s| s == byte).filter(|_| !is_quoted) {
            n[i] += 1;
        }
    }
    let comma = line.bytes().filter(|&b| b == b',').count();
    let most = (0..4).max_by_key(|&i| (n[i], std::cmp::Reverse(i))).unwrap_or(0);
    if n[most] == 0 && comma > 0 { b',' } else { separators[most] }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn texts(table: &str) -> (Vec<Draft>, Vec<String>) {
        let mut log = Vec::new();
        let drafts = read(table, b',', &Columns::default(), &mut log).unwrap();
        (drafts, log)
    }

    #[test]
    fn quoted_cells_hold_commas_quotes_and_lines() {
        let (drafts, _) = texts("id,text,date\na,\"one, \"\"two\"\"\nthree\",2021-03-04\nb,four\n");
        assert_eq!(drafts[0].source, "one, \"two\"\nthree");
        assert_eq!(drafts[0].fields["date"], "2021-03-04");
        assert_eq!((drafts[1].id.as_deref(), drafts[1].row), (Some("b"), Some(4)));
    }

    #[test]
    fn the_separator_is_found() {
        for (table, sep) in [
            ("id;text;note, short\n", b';'),
            ("id\ttext\n", b'\t'),
            ("\"a;b;c\",text\n", b','),
            ("text\n", b','),
            ("编号|正文|日期\n", b'|'),
        ] {
            assert_eq!(separator(table, b','), sep, "{table}");
        }
        assert_eq!(separator("a,b,c\n", b'\t'), b',');
    }

    #[test]
    fn rows_without_text_are_named_and_empty_lines_passed_over() {
        let (drafts, log) = texts("id,text\na,\n,\nb,潮水退去\n\n");
        assert_eq!(drafts.len(), 1);
        assert_eq!(log, ["row 2 left out: its `text` is empty"]);
        let mut log = Vec::new();
        let failed = |table: &str, log: &mut Vec<String>| {
            read(table, b',', &Columns::default(), log).unwrap_err()
        };
        assert!(failed("a,b\n1,2\n3,4\n", &mut log).contains("--text-column (it has a, b)"));
        assert_eq!(failed("id,text\n", &mut log), "the table has no rows");
    }

    #[test]
    fn an_unnamed_table_is_known_by_its_header() {
        assert!(by_opening("id,text\n1,潮水\n").is_some());
        assert!(by_opening("日期\t正文\n2021\t潮水\n").is_some());
        assert!(by_opening("The text, as it stands, is short.\n").is_none());
        assert!(by_opening("text\n").is_none());
    }
}

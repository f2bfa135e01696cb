//! Workbooks (XLSX, XLS, ODS), read by calamine: every sheet is a table.
//!
//! A sheet often opens with a title over several columns: the header is the first of its rows that
//! holds a name known for texts, else the first as full as any of the first [`HEADER_ROWS`]. Sheets
//! without a column of texts are named and left out. Dates come as `2021-03-04`, also those that lost
//! their format and are numbers under the name of a date; whole numbers come without a decimal point.
//! With several sheets a row without an id is named by its sheet.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, ExcelDateTime, ExcelDateTimeType, Ods, Range, Reader, Sheets, Xls, Xlsx};

use crate::read::columns::{self, Columns};
use crate::read::draft::Draft;
use crate::read::format::{Content, Format};
use crate::read::table::{self, Row};
use crate::read::unpack::zip;

/// The header is looked for in so many rows.
const HEADER_ROWS: usize = 10;

/// Days since 1900 that a number in a column of dates counts, from 1927 to 2119: no year, no
/// `20240315`.
const SERIALS: std::ops::Range<f64> = 10_000.0..80_000.0;

/// Spreadsheets.
pub struct Workbook;

impl Format for Workbook {
    fn name(&self) -> &'static str {
        "spreadsheet"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xlsx", "xlsm", "xls", "ods"]
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn fits(&self, bytes: &[u8]) -> bool {
        if zip::is_zip(bytes) {
            return zip::holds(bytes, "xl/workbook.xml")
                || zip::states_type(bytes, "application/vnd.oasis.opendocument.spreadsheet");
        }
        // The old format keeps its sheets in a stream of this name.
        let name: Vec<u8> = "Workbook".encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.starts_with(&COMPOUND) && bytes.windows(name.len()).any(|w| w == name)
    }

    fn read(&self, content: &mut Content, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
        zip::check_unpacked(content.bytes(), content.unpacked_limit)?;
        let bytes = content.take_bytes();
        // calamine trusts sizes and offsets of a damaged file further than it should.
        catch_unwind(AssertUnwindSafe(|| read(bytes, &content.columns, log)))
            .unwrap_or_else(|_| Err("the workbook is damaged; open it and save it anew".into()))
    }
}

/// First bytes of the container of old Office files, and of encrypted new ones.
pub const COMPOUND: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

fn read(bytes: Vec<u8>, columns: &Columns, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
    let mut workbook = open(bytes)?;
    let sheets = workbook.sheet_names();
    let (mut all, mut reasons) = (Vec::new(), Vec::new());
    for sheet in &sheets {
        let range = match workbook.worksheet_range(sheet) {
            Ok(range) if range.is_empty() => continue,
            Ok(range) => range,
            Err(error) => {
                reasons.push((sheet, format!("it cannot be read ({error})")));
                continue;
            }
        };
        let part = (sheets.len() > 1).then_some(sheet.as_str());
        match sheet_drafts(&range, part, columns, log) {
            Ok(drafts) => all.extend(drafts),
            Err(reason) => reasons.push((sheet, reason)),
        }
    }
    if all.is_empty() {
        return Err(match reasons.into_iter().next() {
            None => "all its sheets are empty".into(),
            Some((_, reason)) if sheets.len() == 1 => reason,
            Some((sheet, reason)) => format!("no sheet holds texts (sheet `{sheet}`: {reason})"),
        });
    }
    log.extend(
        reasons.into_iter().map(|(sheet, reason)| format!("sheet `{sheet}` left out: {reason}")),
    );
    Ok(all)
}

/// Opens a workbook by what it is inside, whatever it is called.
fn open(bytes: Vec<u8>) -> Result<Sheets<Cursor<Vec<u8>>>, String> {
    let is_xlsx = zip::holds(&bytes, "xl/workbook.xml");
    let is_zip = zip::is_zip(&bytes);
    let bytes = Cursor::new(bytes);
    let failed = |e: &dyn std::fmt::Display| format!("the workbook cannot be opened ({e})");
    Ok(if is_xlsx {
        Sheets::Xlsx(Xlsx::new(bytes).map_err(|e| failed(&e))?)
    } else if is_zip {
        Sheets::Ods(Ods::new(bytes).map_err(|e| failed(&e))?)
    } else {
        Sheets::Xls(Xls::new(bytes).map_err(|e| failed(&e))?)
    })
}

fn sheet_drafts(
    range: &Range<Data>,
    part: Option<&str>,
    columns: &Columns,
    log: &mut Vec<String>,
) -> Result<Vec<Draft>, String> {
    let first_row = range.start().map_or(0, |(row, _)| row as usize) + 1;
    let cells = |row: &[Data]| row.iter().map(cell).collect::<Vec<String>>();
    let head: Vec<Vec<String>> = range.rows().take(HEADER_ROWS).map(cells).collect();
    let at = header_row(&head, columns);
    let header = head.get(at).cloned().unwrap_or_default();
    let is_date: Vec<bool> =
        header.iter().map(|name| columns::DATE.iter().any(|d| columns::is_same(d, name))).collect();
    let dated = |row: &[Data]| {
        let kinds = is_date.iter().copied().chain(std::iter::repeat(false));
        row.iter().zip(kinds).map(|(data, is_date)| day(data, is_date)).collect()
    };
    let rows = range
        .rows()
        .enumerate()
        .skip(at + 1)
        .map(|(i, row)| -> Result<Row, String> { Ok((first_row + i, dated(row))) });
    table::drafts(&header, rows, part, columns, log)
}

/// Which of the first rows is the header.
fn header_row(head: &[Vec<String>], columns: &Columns) -> usize {
    if let Some(i) = head.iter().position(|row| matches!(columns.named_text(row), Ok(Some(_)))) {
        return i;
    }
    let n_filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let most = head.iter().map(n_filled).max().unwrap_or(0);
    head.iter().position(|row| n_filled(row) == most).unwrap_or(0)
}

/// A cell, which in a column of dates may be a number that lost its format.
fn day(data: &Data, is_date: bool) -> String {
    match data {
        Data::Float(n) if is_date && SERIALS.contains(n) => {
            cell(&Data::DateTime(ExcelDateTime::new(*n, ExcelDateTimeType::DateTime, false)))
        }
        Data::Int(n) if is_date => day(&Data::Float(*n as f64), true),
        data => cell(data),
    }
}

/// A cell as a person reads it.
fn cell(data: &Data) -> String {
    match data {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(moment) => match moment.as_datetime() {
            Some(time) if moment.is_datetime() => time.date().to_string(),
            _ => moment.as_f64().to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    }

    #[test]
    fn a_title_above_the_header_is_stepped_over() {
        let columns = Columns::default();
        let titled =
            rows(&[&["讲话汇总表", "", ""], &["编号", "正文", "日期"], &["1", "潮水", ""]]);
        assert_eq!(header_row(&titled, &columns), 1);
        let plain = rows(&[&["a", "b"], &["1", "2"]]);
        assert_eq!(header_row(&plain, &columns), 0);
        let narrow = rows(&[&["Title", "", ""], &["n", "note", "who"], &["1", "2", "3"]]);
        assert_eq!(header_row(&narrow, &columns), 1);
    }

    #[test]
    fn numbers_and_dates_read_as_people_write_them() {
        use calamine::{ExcelDateTime, ExcelDateTimeType};
        assert_eq!(cell(&Data::Float(12.0)), "12");
        assert_eq!(cell(&Data::Float(0.5)), "0.5");
        let day = ExcelDateTime::new(44_259.0, ExcelDateTimeType::DateTime, false);
        assert_eq!(cell(&Data::DateTime(day)), "2021-03-04");
        assert_eq!(super::day(&Data::Float(44_259.0), true), "2021-03-04");
        assert_eq!(super::day(&Data::Int(44_259), true), "2021-03-04");
        assert_eq!(super::day(&Data::Float(44_259.0), false), "44259");
        assert_eq!(super::day(&Data::Float(2021.0), true), "2021");
        assert_eq!(super::day(&Data::Float(20_210_304.0), true), "20210304");
    }
}

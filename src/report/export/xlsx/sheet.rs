//! One table as a sheet: header, widths, cells, filter.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::parts::style;
use crate::report::tables::{self, Cell, Table};
use crate::report::untrusted;

/// Rows of a sheet, the header among them.
pub const ROWS: usize = 1_048_576;
/// UTF-16 units of a cell.
pub const CHARACTERS: usize = 32_767;
/// What a cut cell ends with.
pub const CUT: &str = " […]";

/// Rows by which a column's width is told, the narrowest and the widest column.
const SAMPLE: usize = 200;
const NARROW: usize = 6;
const WIDE: usize = 60;
/// Room for the filter's button.
const BUTTON: usize = 3;
/// Bytes that are collected before they are packed.
const PACK: usize = 1 << 16;

/// What a sheet leaves out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cut {
    /// Rows beyond the last row of a sheet.
    pub rows: usize,
    /// Cells whose end is missing.
    pub cells: usize,
}

impl Cut {
    /// What the sheet of a table leaves out.
    pub fn of(table: &Table) -> Self {
        let is_long = |cell: &&Cell| match cell {
            // No text has more UTF-16 units than bytes, so most need not be counted.
            Cell::Text(text) => {
                text.len() > CHARACTERS && end(&untrusted::readable(text)).is_some()
            }
            _ => false,
        };
        let cells = table.rows.iter().take(ROWS - 1).flatten().filter(is_long).count();
        Self { rows: table.rows.len().saturating_sub(ROWS - 1), cells }
    }
}

/// Where a text that is too long for a cell must end, in bytes, so that the mark finds room.
fn end(text: &str) -> Option<usize> {
    // A character takes no more units of UTF-16 than bytes.
    if text.len() <= CHARACTERS {
        return None;
    }
    let room = CHARACTERS - CUT.chars().count();
    let (mut units, mut end) = (0, 0);
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units <= room {
            end = at + c.len_utf8();
        }
        if units > CHARACTERS {
            return Some(end);
        }
    }
    None
}

/// The range of a table with its header.
pub fn range(columns: usize, rows: usize) -> String {
    format!("A1:{}{}", column(columns.max(1) - 1), (rows + 1).min(ROWS))
}

/// A column's letters: A, …, Z, AA.
fn column(mut index: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push((b'A' + (index % 26) as u8) as char);
        match index / 26 {
            0 => break,
            n => index = n - 1,
        }
    }
    letters.iter().rev().collect()
}

/// Writes the sheet; the cells of the first column lead to the sheets of these names.
pub fn write(out: &mut impl Write, table: &Table, links: &[&str]) -> io::Result<()> {
    let range = range(table.columns.len(), table.rows.len());
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <dimension ref=\"{range}\"/><sheetViews><sheetView workbookViewId=\"0\">\
         <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
         <selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/></sheetView></sheetViews>\
         <sheetFormatPr defaultRowHeight=\"15\"/><cols>"
    );
    for (i, width) in widths(table).into_iter().enumerate() {
        let n = i + 1;
        xml.push_str(&format!(r#"<col min="{n}" max="{n}" width="{width}" customWidth="1"/>"#));
    }
    xml.push_str("</cols><sheetData>");
    let letters: Vec<String> = (0..table.columns.len()).map(column).collect();
    let header = table.columns.iter().zip(&letters);
    xml.push_str(r#"<row r="1">"#);
    header.for_each(|(name, letters)| text(&mut xml, letters, 1, Some(style::HEADER), name));
    xml.push_str("</row>");
    for (i, row) in table.rows.iter().take(ROWS - 1).enumerate() {
        let number = i + 2;
        xml.push_str(&format!(r#"<row r="{number}">"#));
        for (c, (value, letters)) in row.iter().zip(&letters).enumerate() {
            let is_link = c == 0 && i < links.len();
            cell(&mut xml, letters, number, is_link, value);
        }
        xml.push_str("</row>");
        if xml.len() > PACK {
            out.write_all(xml.as_bytes())?;
            xml.clear();
        }
    }
    xml.push_str(&format!(r#"</sheetData><autoFilter ref="{range}"/>"#));
    if !links.is_empty() {
        xml.push_str("<hyperlinks>");
        for (i, name) in links.iter().enumerate() {
            let (number, name) = (i + 2, untrusted::xml(name));
            xml.push_str(&format!(
                r#"<hyperlink ref="A{number}" location="'{name}'!A1" display="{name}"/>"#
            ));
        }
        xml.push_str("</hyperlinks>");
    }
    xml.push_str("</worksheet>");
    out.write_all(xml.as_bytes())
}

fn cell(xml: &mut String, letters: &str, row: usize, is_link: bool, cell: &Cell) {
    let number = match cell {
        Cell::Text(value) if value.is_empty() => return,
        Cell::Text(value) => {
            let shown = untrusted::readable(value);
            let looks =
                untrusted::looks_like_formula(value) || untrusted::looks_like_formula(&shown);
            let style = if is_link { Some(style::LINK) } else { looks.then_some(style::QUOTED) };
            return text(xml, letters, row, style, &shown);
        }
        Cell::Count(n) => n.to_string(),
        Cell::Measure(m) => tables::measure(*m),
        Cell::Empty => return,
    };
    if !number.is_empty() {
        xml.push_str(&format!(r#"<c r="{letters}{row}"><v>{number}</v></c>"#));
    }
}

/// A cell of readable text.
fn text(xml: &mut String, letters: &str, row: usize, style: Option<u8>, shown: &str) {
    let style = style.map_or(String::new(), |s| format!(r#" s="{s}""#));
    xml.push_str(&format!(
        r#"<c r="{letters}{row}"{style} t="inlineStr"><is><t xml:space="preserve">"#
    ));
    let end = end(shown);
    match &shown[..end.unwrap_or(shown.len())] {
        shown if shown.contains('_') => xml.push_str(&literal(&untrusted::xml(shown))),
        shown => untrusted::push_xml(xml, shown),
    }
    if end.is_some() {
        xml.push_str(CUT);
    }
    xml.push_str("</t></is></c>");
}

/// `_x0041_` stands for a character in these files; where a text says so itself, its first mark is
/// written that way.
fn literal(text: &str) -> String {
    let is_code = |rest: &str| {
        let code = rest.as_bytes();
        code.len() > 6
            && code[1] == b'x'
            && code[6] == b'_'
            && code[2..6].iter().all(u8::is_ascii_hexdigit)
    };
    if !text.contains("_x") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if c == '_' && is_code(&text[at..]) {
            out.push_str("_x005F_");
        } else {
            out.push(c);
        }
    }
    out
}

/// As wide as the widest of the first cells, within bounds.
fn widths(table: &Table) -> Vec<usize> {
    let width = |(c, name): (usize, &&str)| {
        let cells = table.rows.iter().take(SAMPLE).filter_map(|row| row.get(c));
        let of = |cell: &Cell| match cell {
            Cell::Text(text) => untrusted::excerpt(text, WIDE).width(),
            Cell::Measure(m) => tables::measure(*m).len(),
            Cell::Count(n) => n.to_string().len(),
            Cell::Empty => 0,
        };
        let header = name.width() + BUTTON;
        cells.map(of).fold(header, usize::max).clamp(NARROW, WIDE) + 1
    };
    table.columns.iter().enumerate().map(width).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_like_a_spreadsheet() {
        let names = [0, 25, 26, 51, 52, 701, 702].map(column);
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
        assert_eq!(range(3, 9), "A1:C10");
        assert_eq!(range(1, 2_000_000), "A1:A1048576");
    }

    #[test]
    fn codes_in_a_text_are_no_codes() {
        assert_eq!(literal("a_x0041_b_xyz_"), "a_x005F_x0041_b_xyz_");
        assert_eq!(literal("_x0041"), "_x0041");
        assert_eq!(literal("_x统一"), "_x统一");
    }

    #[test]
    fn long_cells_end_with_the_mark_and_count_utf16() {
        let units = |text: &str| text.encode_utf16().count();
        for (c, n) in [("a", CHARACTERS), ("统", CHARACTERS), ("𠀀", CHARACTERS / 2)] {
            assert_eq!(end(&c.repeat(n)), None);
            let long = c.repeat(n + 1);
            let Some(end) = end(&long) else { panic!("{c} is not cut") };
            let cut = format!("{}{CUT}", &long[..end]);
            assert!(units(&cut) <= CHARACTERS && units(&cut) >= CHARACTERS - 1, "{c}");
        }
    }
}

#![allow(clippy::unwrap_used)]

use calamine::{Data, Reader, Xlsx};

use super::*;
use crate::config::Language;
use crate::report::fixture;
use crate::report::untrusted;

fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn workbook(tables: &[Table], language: Language) -> Vec<u8> {
    let mut workbook = Workbook::new();
    tables.iter().for_each(|table| workbook.add(table, 0).unwrap());
    workbook.finish("What <keeps> coming back", Words(language)).unwrap()
}

#[test]
fn every_table_reads_back_as_it_was_written() {
    let tables = crate::report::tables::tables(&fixture::analysis());
    let mut book = open(workbook(&tables, Language::En));
    let names: Vec<&str> = tables.iter().map(|t| t.name).collect();
    assert_eq!(book.sheet_names(), [&["contents"], &names[..]].concat());
    for table in &tables {
        let sheet = book.worksheet_range(table.name).unwrap();
        let cell = |r: usize, c: usize| sheet.get_value((r as u32, c as u32));
        for (c, name) in table.columns.iter().enumerate() {
            assert_eq!(cell(0, c), Some(&Data::String((*name).into())));
        }
        for (r, row) in table.rows.iter().enumerate() {
            for (c, value) in row.iter().enumerate() {
                let read = cell(r + 1, c).cloned().unwrap_or(Data::Empty);
                let expected = match value {
                    Cell::Text(text) if text.is_empty() => Data::Empty,
                    Cell::Text(text) => Data::String(untrusted::readable(text).into_owned()),
                    Cell::Count(n) => Data::Float(*n as f64),
                    Cell::Measure(m) if !m.is_finite() => Data::Empty,
                    Cell::Measure(m) => Data::Float((m * 1e6).round() / 1e6),
                    Cell::Empty => Data::Empty,
                };
                assert_eq!(read, expected, "{} {r} {c}", table.name);
            }
        }
        assert!(sheet.height() == table.rows.len() + 1, "{}", table.name);
    }
}

#[test]
fn text_never_becomes_a_formula() {
    let hostile = "=HYPERLINK(\"http://example.org\",\"x\")";
    let rows =
        vec![vec![hostile.into()], vec!["+1".into()], vec![" =1".into()], vec!["a=1".into()]];
    let bytes = one(&Table { name: "t", columns: vec!["a"], rows }).unwrap();
    let mut book = open(bytes.clone());
    assert_eq!(book.worksheet_formula("t").unwrap().used_cells().count(), 0);
    let sheet = book.worksheet_range("t").unwrap();
    assert_eq!(sheet.get_value((1, 0)), Some(&Data::String(hostile.into())));
    let xml = member(bytes, "xl/worksheets/sheet1.xml");
    assert!(!xml.contains("<f>") && xml.matches(" s=\"2\"").count() == 3, "{xml}");
}

#[test]
fn the_header_is_frozen_and_filters() {
    let table =
        Table { name: "t", columns: vec!["a", "b"], rows: vec![vec![1u32.into(), Cell::Empty]] };
    let bytes = one(&table).unwrap();
    let xml = member(bytes.clone(), "xl/worksheets/sheet1.xml");
    assert!(xml.contains("state=\"frozen\"") && xml.contains("<autoFilter ref=\"A1:B2\"/>"));
    assert!(member(bytes, "xl/workbook.xml").contains("'t'!$A$1:$B$2<"));
}

#[test]
fn contents_say_what_each_sheet_is_and_what_was_cut() {
    let long = "长".repeat(sheet::CHARACTERS + 1);
    let rows = vec![vec![long.as_str().into()], vec!["short".into()]];
    let tables = [Table { name: "passages", columns: vec!["text_a"], rows }];
    for (language, about, note) in [
        (
            Language::En,
            "The passages two documents share",
            "characters that one holds, marked […]: 1; whole in",
        ),
        (Language::Zh, "两篇文档共有的段落", "截断 1 格"),
    ] {
        let mut book = open(workbook(&tables, language));
        let contents = book.worksheet_range("contents").unwrap();
        let text = |c: u32| contents.get_value((1, c)).unwrap().to_string();
        assert_eq!((text(0), text(1)), ("passages".into(), "2".into()));
        assert!(text(2).starts_with(about) && text(3).contains(note), "{}", text(3));
        assert!(text(3).contains("tables/passages.csv"));
        let cell = book.worksheet_range("passages").unwrap().get_value((1, 0)).unwrap().to_string();
        assert!(cell.ends_with("长 […]") && cell.encode_utf16().count() == sheet::CHARACTERS);
    }
}

#[test]
fn a_sheet_ends_where_a_spreadsheet_ends_and_says_so() {
    let rows = (0..sheet::ROWS as u32 + 4).map(|i| vec![Cell::from(i)]).collect();
    let table = Table { name: "similar", columns: vec!["n"], rows };
    assert_eq!(Cut::of(&table), Cut { rows: 5, cells: 0 });
    let words = Words(Language::En);
    assert!(
        words.cut(Cut::of(&table), "x.csv").starts_with("Rows left out, too many for a sheet: 5; ")
    );
    let xml = member(one(&table).unwrap(), "xl/worksheets/sheet1.xml");
    assert!(xml.contains("<row r=\"1048576\">") && !xml.contains("<row r=\"1048577\">"));
}

#[test]
fn equal_tables_make_equal_bytes() {
    let tables = crate::report::tables::tables(&fixture::analysis());
    assert_eq!(workbook(&tables, Language::Zh), workbook(&tables, Language::Zh));
}

fn member(bytes: Vec<u8>, path: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    std::io::read_to_string(archive.by_name(path).unwrap()).unwrap()
}

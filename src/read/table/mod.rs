//! Tables: a row is a document.
//!
//! The text's column and the id's are found by [`Columns`]; every other filled cell is a metadata
//! field under its column's name. A row without text is named and left out. What is particular to a
//! kind of file (quotes, sheets, row groups) stays in the file of that kind.

pub mod delimited;
pub mod parquet;
pub mod workbook;

use std::collections::BTreeMap;

use crate::read::columns::Columns;
use crate::read::draft::{Draft, one_line};

/// So many rows are looked at to tell which column holds the text.
const SAMPLE: usize = 200;

/// A row and its number, as a person counts them in the file.
pub(crate) type Row = (usize, Vec<String>);

/// The documents of a table. `part` names the sheet where a file holds several.
///
/// # Errors
/// If no column holds texts, or no row has one.
pub(crate) fn drafts(
    header: &[String],
    mut rows: impl Iterator<Item = Result<Row, String>>,
    part: Option<&str>,
    columns: &Columns,
    log: &mut Vec<String>,
) -> Result<Vec<Draft>, String> {
    let first: Vec<Result<Row, String>> = rows.by_ref().take(SAMPLE).collect();
    let sample: Vec<Vec<String>> = first.iter().flatten().map(|(_, cells)| cells.clone()).collect();
    let text = columns.text(header, &sample, log)?;
    let id = columns.id(header)?.filter(|&id| id != text);
    let place = part.map(|part| format!("{part}, ")).unwrap_or_default();
    let (mut drafts, mut n_bad) = (Vec::new(), 0usize);
    for row in first.into_iter().chain(rows) {
        let (number, mut cells) = match row {
            Ok(row) => row,
            Err(reason) => {
                log.push(format!("{place}{reason}"));
                n_bad += 1;
                continue;
            }
        };
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let source = cells.get_mut(text).map(std::mem::take).unwrap_or_default();
        if source.trim().is_empty() {
            log.push(format!("{place}row {number} left out: its `{}` is empty", header[text]));
            n_bad += 1;
            continue;
        }
        let name = id.and_then(|id| cells.get_mut(id)).map(|cell| one_line(&std::mem::take(cell)));
        let named = header.iter().map(|n| one_line(n.trim_start_matches('\u{feff}'))).zip(cells);
        let fields: BTreeMap<String, String> =
            named.filter(|(n, cell)| !n.is_empty() && !cell.trim().is_empty()).collect();
        drafts.push(Draft {
            row: Some(number),
            part: part.map(ToString::to_string),
            id: name.filter(|name| !name.is_empty()),
            fields,
            source,
            body: 0,
        });
    }
    match (drafts.is_empty(), n_bad) {
        (false, _) => Ok(drafts),
        (true, 0) => Err("the table has no rows".into()),
        (true, _) => Err(format!("no row of its {n_bad} has a text")),
    }
}

//! Parquet, read row by row: a row is a document.
//!
//! The columns of the schema are the table's header; lists and records inside a cell are left out.
//! Dates and moments come as the library writes them, `2021-03-04 05:06:07 +00:00`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use parquet::data_type::AsBytes;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row as Record};

use crate::read::columns::Columns;
use crate::read::draft::Draft;
use crate::read::format::{Content, Format};
use crate::read::table::{self, Row};

/// Parquet files.
pub struct Parquet;

impl Format for Parquet {
    fn name(&self) -> &'static str {
        "Parquet"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["parquet", "pq"]
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn fits(&self, bytes: &[u8]) -> bool {
        bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1")
    }

    fn read(&self, content: &mut Content, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
        let bytes = content.take_bytes();
        let limit = content.unpacked_limit;
        // The library trusts the offsets of a damaged file further than it should.
        catch_unwind(AssertUnwindSafe(|| read(bytes, limit, &content.columns, log)))
            .unwrap_or_else(|_| Err("the Parquet file is damaged; write it anew".into()))
    }
}

fn read(
    bytes: Vec<u8>,
    limit: u64,
    columns: &Columns,
    log: &mut Vec<String>,
) -> Result<Vec<Draft>, String> {
    let damaged = |e: parquet::errors::ParquetError| format!("the Parquet file is damaged ({e})");
    let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).map_err(damaged)?;
    let metadata = reader.metadata();
    let unpacked: i64 = metadata.row_groups().iter().map(|g| g.total_byte_size().max(0)).sum();
    if unpacked as u64 > limit {
        return Err(format!("it unpacks to more than {limit} bytes; raise --max-unpacked-size"));
    }
    let schema = metadata.file_metadata().schema();
    let header: Vec<String> = schema.get_fields().iter().map(|f| f.name().to_string()).collect();
    let rows = reader.get_row_iter(None).map_err(damaged)?;
    let rows = rows.enumerate().map(|(i, record)| -> Result<Row, String> {
        let record = record.map_err(|e| format!("row {} left out: {e}", i + 1))?;
        Ok((i + 1, cells(&record)))
    });
    table::drafts(&header, rows, None, columns, log)
}

fn cells(record: &Record) -> Vec<String> {
    record.get_column_iter().map(|(_, field)| cell(field)).collect()
}

/// A cell as a person reads it.
fn cell(field: &Field) -> String {
    match field {
        Field::Null | Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => {
            String::new()
        }
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.as_bytes()).into_owned(),
        Field::Float(number) => number.to_string(),
        Field::Double(number) => number.to_string(),
        other => other.to_string(),
    }
}

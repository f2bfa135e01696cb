//! Parquet, read row by row: a row is a document.
//!
//! The columns of the schema are the table's header; lists and records inside a cell are left out.
//! Dates and moments come as the library writes them, `2021-03-04 05:06:07 +00:00`; moments counted in
//! nanoseconds, as pandas writes them, are bare numbers to it and made moments here.

use std::panic::{AssertUnwindSafe, catch_unwind};

use parquet::basic::{LogicalType, TimeUnit};
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
    let is_moment = |kind: &LogicalType| matches!(kind, LogicalType::Timestamp(time) if time.unit == TimeUnit::NANOS);
    let fields = schema.get_fields().iter();
    let moments: Vec<bool> =
        fields.map(|f| f.get_basic_info().logical_type_ref().is_some_and(is_moment)).collect();
    let rows = reader.get_row_iter(None).map_err(damaged)?;
    let mut is_sound = true;
    let rows = rows.enumerate().map_while(|(i, record)| -> Option<Result<Row, String>> {
        // the library gives the first error of a damaged file again and again, without end
        std::mem::replace(&mut is_sound, record.is_ok()).then(|| {
            let record = record.map_err(|e| format!("left out from row {} on: {e}", i + 1))?;
            Ok((i + 1, cells(&record, &moments)))
        })
    });
    table::drafts(&header, rows, None, columns, log)
}

/// The cells of a row; `moments` tells which columns count nanoseconds.
fn cells(record: &Record, moments: &[bool]) -> Vec<String> {
    let columns = record.get_column_iter().zip(moments);
    columns
        .map(|((_, field), is_moment)| match field {
            Field::Long(n) if *is_moment => cell(&Field::TimestampMillis(n.div_euclid(1_000_000))),
            field => cell(field),
        })
        .collect()
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::Arc;

    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::*;

    /// A file of one row with a moment, a number and a text.
    fn file() -> Vec<u8> {
        let schema = "message m { required int64 date (TIMESTAMP(NANOS,false)); \
                      required int64 n; required binary text (STRING); }";
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let mut file = Vec::new();
        let mut writer = SerializedFileWriter::new(&mut file, schema, Arc::default()).unwrap();
        let mut group = writer.next_row_group().unwrap();
        for number in [1_614_834_367_000_000_000, 7] {
            let mut column = group.next_column().unwrap().unwrap();
            column.typed::<Int64Type>().write_batch(&[number], None, None).unwrap();
            column.close().unwrap();
        }
        let mut column = group.next_column().unwrap().unwrap();
        let text = ByteArray::from("潮水退去");
        column.typed::<ByteArrayType>().write_batch(&[text], None, None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
        writer.close().unwrap();
        file
    }

    #[test]
    fn moments_in_nanoseconds_are_dates() {
        let drafts = Parquet.read(&mut Content::new(file()), &mut Vec::new()).unwrap();
        assert_eq!(drafts[0].source, "潮水退去");
        assert!(drafts[0].fields["date"].starts_with("2021-03-04 05:06:07"));
        assert_eq!(drafts[0].fields["n"], "7");
    }

    #[test]
    fn a_damaged_byte_anywhere_neither_panics_nor_goes_on_without_end() {
        let file = file();
        for (i, change) in (0..file.len()).flat_map(|i| [(i, 0xFF), (i, 0x01)]) {
            let mut damaged = file.clone();
            damaged[i] ^= change;
            let mut log = Vec::new();
            let _ = Parquet.read(&mut Content::new(damaged), &mut log);
            assert!(log.len() < 3, "byte {i}: {log:?}");
        }
    }
}

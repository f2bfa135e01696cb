//! A table as Parquet, every column nullable.
//!
//! ```text
//! Count ─▶ INT64     Measure ─▶ DOUBLE, whole, not rounded     Text ─▶ BYTE_ARRAY, a string in UTF-8
//! ```
//!
//! A column's type is that of its cells: text where one is text, else double where one is a measure,
//! else a count; a column without any value is text. Empty cells and measures that are not finite are
//! null. Text loses its control characters, as in every table; no program runs it, so nothing else
//! is done to it.

use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use crate::error::{Error, Result};
use crate::report::tables::{Cell, Table, plain};
use crate::report::untrusted;

/// Rows of a row group, which a reader takes at once.
const GROUP: usize = 1 << 17;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Counts.
    Count,
    /// Measures, counts among them.
    Measure,
    /// Text, or nothing.
    Text,
}

impl Kind {
    /// What a column of a table holds.
    pub fn of(table: &Table, column: usize) -> Self {
        let kind = |cell: &Cell| match cell {
            Cell::Text(_) => Some(Self::Text),
            Cell::Measure(_) => Some(Self::Measure),
            Cell::Count(_) => Some(Self::Count),
            Cell::Empty => None,
        };
        let cells = table.rows.iter().filter_map(|row| row.get(column));
        cells.filter_map(kind).max().unwrap_or(Self::Text)
    }
}

/// The file.
///
/// # Errors
/// What the library says.
pub fn render(table: &Table) -> Result<Vec<u8>> {
    let failed = |e: ParquetError| Error::Stage {
        stage: "Parquet",
        reason: format!("{} cannot be written: {e}", table.name),
    };
    written(table).map_err(failed)
}

fn written(table: &Table) -> std::result::Result<Vec<u8>, ParquetError> {
    let kinds: Vec<Kind> = (0..table.columns.len()).map(|c| Kind::of(table, c)).collect();
    let fields: std::result::Result<Vec<_>, _> =
        table.columns.iter().zip(&kinds).map(|(name, kind)| field(name, *kind)).collect();
    let schema = Arc::new(Type::group_type_builder(table.name).with_fields(fields?).build()?);
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut out = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut out, schema, Arc::new(properties))?;
    for rows in table.rows.chunks(GROUP) {
        let mut group = writer.next_row_group()?;
        let mut c = 0;
        while let Some(mut column) = group.next_column()? {
            let cells = || rows.iter().map(|row| row.get(c).unwrap_or(&Cell::Empty));
            match column.untyped() {
                ColumnWriter::Int64ColumnWriter(writer) => {
                    let (values, levels) = known(cells(), |cell| match cell {
                        Cell::Count(n) => Some(i64::try_from(*n).unwrap_or(i64::MAX)),
                        _ => None,
                    });
                    writer.write_batch(&values, Some(&levels), None)?;
                }
                ColumnWriter::DoubleColumnWriter(writer) => {
                    let (values, levels) = known(cells(), |cell| match cell {
                        Cell::Count(n) => Some(*n as f64),
                        Cell::Measure(m) if m.is_finite() => Some(*m),
                        _ => None,
                    });
                    writer.write_batch(&values, Some(&levels), None)?;
                }
                ColumnWriter::ByteArrayColumnWriter(writer) => {
                    let (values, levels) = known(cells(), |cell| match cell {
                        Cell::Empty => None,
                        cell => {
                            let text = untrusted::without_controls(&plain(cell)).into_owned();
                            Some(ByteArray::from(text.into_bytes()))
                        }
                    });
                    writer.write_batch(&values, Some(&levels), None)?;
                }
                _ => {}
            }
            column.close()?;
            c += 1;
        }
        group.close()?;
    }
    writer.close()?;
    Ok(out)
}

/// The values that are known, and for each row whether it has one (1) or not (0).
fn known<'a, T>(
    cells: impl Iterator<Item = &'a Cell>,
    value: impl Fn(&Cell) -> Option<T>,
) -> (Vec<T>, Vec<i16>) {
    let mut values = Vec::new();
    let mut levels = Vec::new();
    for cell in cells {
        let value = value(cell);
        levels.push(i16::from(value.is_some()));
        values.extend(value);
    }
    (values, levels)
}

fn field(name: &str, kind: Kind) -> std::result::Result<Arc<Type>, ParquetError> {
    let (physical, logical) = match kind {
        Kind::Count => (Physical::INT64, None),
        Kind::Measure => (Physical::DOUBLE, None),
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
    };
    let field = Type::primitive_type_builder(name, physical);
    let field = field.with_repetition(Repetition::OPTIONAL).with_logical_type(logical);
    Ok(Arc::new(field.build()?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::Field;

    use super::*;
    use crate::report::fixture;
    use crate::report::tables::tables;

    fn read(bytes: Vec<u8>) -> (Vec<String>, Vec<Vec<Field>>) {
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let schema = reader.metadata().file_metadata().schema();
        let names = schema.get_fields().iter().map(|f| f.name().to_owned()).collect();
        let rows = reader
            .get_row_iter(None)
            .unwrap()
            .map(|row| row.unwrap().get_column_iter().map(|(_, field)| field.clone()).collect());
        (names, rows.collect())
    }

    #[test]
    fn every_table_reads_back_as_it_was_written() {
        for table in tables(&fixture::analysis()) {
            let (names, rows) = read(render(&table).unwrap());
            assert_eq!(names, table.columns);
            assert_eq!(rows.len(), table.rows.len(), "{}", table.name);
            for (fields, cells) in rows.iter().zip(&table.rows) {
                for (c, (field, cell)) in fields.iter().zip(cells).enumerate() {
                    let expected = match (Kind::of(&table, c), cell) {
                        (_, Cell::Empty) => Field::Null,
                        (_, Cell::Measure(m)) if !m.is_finite() => Field::Null,
                        (Kind::Count, Cell::Count(n)) => Field::Long(*n as i64),
                        (Kind::Measure, Cell::Count(n)) => Field::Double(*n as f64),
                        (Kind::Measure, Cell::Measure(m)) => Field::Double(*m),
                        (_, cell) => {
                            Field::Str(untrusted::without_controls(&plain(cell)).into_owned())
                        }
                    };
                    assert_eq!(field, &expected, "{} {}", table.name, table.columns[c]);
                }
            }
        }
    }

    #[test]
    fn many_rows_make_several_groups_and_none_makes_a_file() {
        let rows = |n: u32| Table {
            name: "t",
            columns: vec!["n", "nothing"],
            rows: (0..n).map(|i| vec![Cell::from(i), Cell::Empty]).collect(),
        };
        let n = GROUP as u32 + 1;
        let (_, fields) = read(render(&rows(n)).unwrap());
        assert_eq!(fields.len(), n as usize);
        assert_eq!(fields[GROUP], [Field::Long(GROUP as i64), Field::Null]);
        assert_eq!(read(render(&rows(0)).unwrap()).1.len(), 0);
    }
}

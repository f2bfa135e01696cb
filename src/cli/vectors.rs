//! Vectors of the latent space in a file: CSV, Parquet, or NumPy's own format.
//!
//! ```text
//! .csv, .parquet   document, section, theme, distance, v1 … vd      one row an assignment
//! .npy             the numbers alone, n by d, little-endian doubles, row by row (format 1.0)
//! ```

use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{PrimitiveTypeBuilder, Type};

use super::{Usage, output};
use crate::analysis::Analysis;
use crate::error::{Error, Result};
use crate::report::tables;
use crate::report::tables::{Cell, Table};

/// A file for vectors, its format told by its name.
pub struct Vectors {
    path: PathBuf,
    format: Format,
}

#[derive(Clone, Copy)]
enum Format {
    Csv,
    Parquet,
    Npy,
}

impl Vectors {
    /// The file of this name.
    ///
    /// # Errors
    /// The name ends in none of `.csv`, `.parquet`, `.npy`.
    pub fn at(path: &Path) -> std::result::Result<Self, Usage> {
        let format = match path.extension().and_then(|e| e.to_str()) {
            Some("csv") => Format::Csv,
            Some("parquet") => Format::Parquet,
            Some("npy") => Format::Npy,
            _ => {
                return Err(Usage(format!(
                    "--vectors {}: the name must end in .csv, .parquet or .npy",
                    path.display()
                )));
            }
        };
        Ok(Self { path: path.to_owned(), format })
    }

    /// Its name.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the vectors of an analysis.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(&self, analysis: &Analysis) -> Result<()> {
        let bytes = match self.format {
            Format::Csv => csv(analysis).into_bytes(),
            Format::Parquet => parquet(analysis).map_err(|e| Error::Output {
                path: self.path.clone(),
                reason: format!("cannot be written as Parquet: {e}"),
            })?,
            Format::Npy => npy(analysis),
        };
        output::write_file(&self.path, &bytes)
    }
}

/// Document, section, theme and distance of every assignment.
fn names(analysis: &Analysis) -> Table {
    let mut table = tables::assignments(analysis);
    table.columns.truncate(4);
    table.rows.iter_mut().for_each(|row| row.truncate(4));
    table
}

fn csv(analysis: &Analysis) -> String {
    let vectors = &analysis.themes.vectors;
    let header: Vec<String> = (1..=vectors.ncols()).map(|d| format!("v{d}")).collect();
    let names = tables::csv(&names(analysis));
    let mut lines = names.lines();
    let mut out = lines.next().unwrap_or_default().to_owned();
    header.iter().for_each(|h| out = format!("{out},{h}"));
    out.push('\n');
    for (line, row) in lines.zip(vectors.rows()) {
        out.push_str(line);
        row.iter().for_each(|v| out.push_str(&format!(",{v}")));
        out.push('\n');
    }
    out
}

fn npy(analysis: &Analysis) -> Vec<u8> {
    let vectors = &analysis.themes.vectors;
    let (n, d) = vectors.dim();
    let mut header = format!("{{'descr': '<f8', 'fortran_order': False, 'shape': ({n}, {d}), }}");
    // magic, version and length take 10 bytes; the header ends at a multiple of 64 with a new line
    let padding = 63 - (10 + header.len()) % 64;
    header.push_str(&" ".repeat(padding));
    header.push('\n');
    let mut out = b"\x93NUMPY\x01\x00".to_vec();
    out.extend((header.len() as u16).to_le_bytes());
    out.extend(header.as_bytes());
    out.extend(vectors.iter().flat_map(|v| v.to_le_bytes()));
    out
}

fn field(name: &str, physical: Physical) -> PrimitiveTypeBuilder<'_> {
    Type::primitive_type_builder(name, physical).with_repetition(Repetition::REQUIRED)
}

fn parquet(analysis: &Analysis) -> std::result::Result<Vec<u8>, ParquetError> {
    let vectors = &analysis.themes.vectors;
    let text = field("document", Physical::BYTE_ARRAY).with_converted_type(ConvertedType::UTF8);
    let mut fields = vec![text.build()?];
    for name in ["section", "theme"] {
        fields.push(field(name, Physical::INT32).build()?);
    }
    for name in
        std::iter::once("distance".to_owned()).chain((1..=vectors.ncols()).map(|d| format!("v{d}")))
    {
        fields.push(field(&name, Physical::DOUBLE).build()?);
    }
    let fields = fields.into_iter().map(Arc::new).collect();
    let schema = Arc::new(Type::group_type_builder("vectors").with_fields(fields).build()?);
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut out = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut out, schema, Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    let rows = names(analysis).rows;
    let count = |at: usize| -> Vec<i32> {
        let whole = |cell: &Cell| if let Cell::Count(n) = cell { *n as i32 } else { 0 };
        rows.iter().map(|row| whole(&row[at])).collect()
    };
    let mut at = 0;
    while let Some(mut column) = group.next_column()? {
        match at {
            0 => {
                let name = |cell: &Cell| match cell {
                    Cell::Text(text) => ByteArray::from(text.as_str()),
                    _ => ByteArray::from(""),
                };
                let names: Vec<ByteArray> = rows.iter().map(|row| name(&row[0])).collect();
                column.typed::<ByteArrayType>().write_batch(&names, None, None)?;
            }
            1 | 2 => {
                column.typed::<Int32Type>().write_batch(&count(at), None, None)?;
            }
            3 => {
                let distances: Vec<f64> =
                    analysis.themes.assignments.iter().map(|a| a.distance).collect();
                column.typed::<DoubleType>().write_batch(&distances, None, None)?;
            }
            _ => {
                let values: Vec<f64> = vectors.column(at - 4).to_vec();
                column.typed::<DoubleType>().write_batch(&values, None, None)?;
            }
        }
        column.close()?;
        at += 1;
    }
    group.close()?;
    writer.close()?;
    Ok(out)
}

//! One table in the form a command was asked for.

use super::{parquet, xlsx};
use crate::error::Result;
use crate::report::tables::{self, Table};

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Comma-separated values (RFC 4180), with a header row.
    Csv,
    /// One JSON array of objects.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// A Markdown table.
    Markdown,
    /// Aligned columns for a terminal.
    Table,
    /// Parquet: typed columns, for data frames and databases.
    Parquet,
    /// A workbook of one sheet.
    Xlsx,
}

impl Format {
    /// The endings of file names that tell a format.
    pub const ENDINGS: [(&str, Self); 6] = [
        ("csv", Self::Csv),
        ("json", Self::Json),
        ("jsonl", Self::Jsonl),
        ("md", Self::Markdown),
        ("parquet", Self::Parquet),
        ("xlsx", Self::Xlsx),
    ];

    /// The format of a file name's ending, in small or capital letters.
    pub fn of_ending(ending: &str) -> Option<Self> {
        let found = Self::ENDINGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending));
        found.map(|&(_, format)| format)
    }

    /// Whether it is no text.
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Parquet | Self::Xlsx)
    }

    /// Writes a table; `width` is the terminal's, in columns.
    ///
    /// # Errors
    /// What the library of the form says.
    pub fn write(self, table: &Table, width: usize) -> Result<Vec<u8>> {
        let text = match self {
            Self::Csv => tables::csv(table),
            Self::Json => tables::json(table),
            Self::Jsonl => tables::jsonl(table),
            Self::Markdown => tables::markdown(table),
            Self::Table => tables::terminal(table, width),
            Self::Parquet => return parquet::render(table),
            Self::Xlsx => return xlsx::one(table),
        };
        Ok(text.into_bytes())
    }
}

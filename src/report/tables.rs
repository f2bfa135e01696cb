//! Tables (replaced whole).

use crate::analysis::Analysis;

/// A table: its name, its columns and its rows, cells as written.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// File name without extension: `phrases`.
    pub name: &'static str,
    /// Column names.
    pub columns: Vec<&'static str>,
    /// Cells, row by row.
    pub rows: Vec<Vec<Cell>>,
}

/// A value in a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text, untrusted.
    Text(String),
    /// A count or position.
    Count(u64),
    /// A measure, written with up to six decimals.
    Measure(f64),
    /// Nothing known.
    Empty,
}

/// All tables of an analysis, in the order of the design.
pub fn tables(_analysis: &Analysis) -> Vec<Table> {
    Vec::new()
}

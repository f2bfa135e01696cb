//! What a chart shows, as a table for those who want the figures themselves.

/// The figures of a chart, written as the chart writes them. Cells are untrusted text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Data {
    /// Column names; the first column names the rows.
    pub columns: Vec<String>,
    /// Rows, each as long as the columns.
    pub rows: Vec<Vec<String>>,
}

impl Data {
    /// A table of these columns.
    pub fn new(columns: impl IntoIterator<Item = String>, rows: Vec<Vec<String>>) -> Self {
        Self { columns: columns.into_iter().collect(), rows }
    }
}

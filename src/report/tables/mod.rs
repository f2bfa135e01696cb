//! The tables: every finding as rows and columns, for the output folder and for standard output.
//!
//! A [`Table`] is a name, column names and cells; [`rows`] fills it from the analysis, the files beside it write
//! it down. Column names are a contract: those of the design come first, more may follow.
//! `rank`, `theme` and `cluster` count from 1, as the page does, and theme 0 is the remainder; `section` and `paragraph` are
//! indices in their document, from 0; `start` and `end` count characters of the decoded source.

mod groups;
mod kwic;
mod rows;
mod runs;
mod sharing;
mod similarity;
mod terminal;
mod themes;
mod time;
mod write;

use crate::analysis::Analysis;

pub use groups::{exclusive, group_passages, keyness, lockwords, theme_keyness};
pub use kwic::{KwicLines, shares, wordings};
pub use rows::{documents, formulas, frames, phrases, sections};
pub use runs::{document_changes, passage_changes, phrase_changes, setting_changes, theme_changes};
pub use sharing::{clusters, group_sharing, passages, sharing, sharing_of};
pub use similarity::{similar, similar_groups, similar_matrix, similar_sections};
pub use terminal::terminal;
pub use themes::{assignments, theme_sizes, theme_texts, theme_trials, themes};
pub use time::{adoption, leaders, movers, trend_tests, trends};
pub(crate) use write::plain;
pub use write::{csv, json, jsonl, markdown, measure, write_csv, write_jsonl};

/// A table: its name, its columns and its rows.
#[derive(Debug, Clone, Default, PartialEq)]
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
    /// A measure, written with up to six decimals; empty where it is not finite.
    Measure(f64),
    /// Nothing known.
    Empty,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Cell {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

impl From<usize> for Cell {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<f64> for Cell {
    fn from(measure: f64) -> Self {
        Self::Measure(measure)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// Makes one table of an analysis.
pub type Maker = fn(&Analysis) -> Table;

/// Every table, in the order of the design.
pub const ALL: [Maker; 27] = [
    documents,
    sections,
    themes,
    assignments,
    theme_texts,
    theme_sizes,
    theme_trials,
    phrases,
    frames,
    formulas,
    passages,
    clusters,
    sharing,
    group_sharing,
    similar,
    similar_sections,
    similar_groups,
    keyness,
    exclusive,
    lockwords,
    theme_keyness,
    group_passages,
    trends,
    trend_tests,
    movers,
    adoption,
    leaders,
];

/// All tables of an analysis, in the order of the design.
pub fn tables(analysis: &Analysis) -> Vec<Table> {
    ALL.iter().map(|table| table(analysis)).collect()
}

#[cfg(test)]
mod tests;

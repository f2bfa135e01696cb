//! What the user says about reading, and the inputs.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::columns::Columns;
use super::limits::ByteSize;
use super::{encoding, pattern};
use crate::dates;
use crate::error::Result;

/// What is read: files, folders and globs, and lists of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inputs {
    /// Files, folders and globs; `-` is standard input.
    pub paths: Vec<PathBuf>,
    /// A file that lists more of them, one a line; `-` is standard input.
    pub files_from: Option<PathBuf>,
}

impl<P: Into<PathBuf>> FromIterator<P> for Inputs {
    fn from_iter<I: IntoIterator<Item = P>>(paths: I) -> Self {
        Self { paths: paths.into_iter().map(Into::into).collect(), files_from: None }
    }
}

/// How files are found and read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct ReadSettings {
    /// Encoding of every file, by its label; detected a file at a time when absent.
    pub encoding: Option<String>,
    /// Column or key that holds the text; guessed by name, then by length, when absent.
    pub text_column: Option<String>,
    /// Column or key that names a document; guessed by name when absent.
    pub id_column: Option<String>,
    /// Column, key or metadata field that holds the date; guessed by name when absent.
    pub date_column: Option<String>,
    /// Column, key or metadata field that holds the group; guessed by name when absent.
    pub group_column: Option<String>,
    /// Order of day and month in dates like 7/8/2023; told by the other dates of a file when absent.
    pub date_order: Option<dates::Order>,
    /// Where a document's group comes from.
    pub group_from: GroupFrom,
    /// Regular expression on a document's name; its first group, or the one called `group`, is the
    /// document's group, and groups of other names are metadata (`date`, `title`, `source`, …).
    pub group_pattern: Option<String>,
    /// Of documents with the same text only the first is kept.
    pub collapse_duplicates: bool,
    /// Files larger than this are left out.
    pub max_file_size: ByteSize,
    /// Files that unpack to more than this, all their members together, are left out.
    pub max_unpacked_size: ByteSize,
    /// Whether documents keep what their reader left out of a page; only `inspect` shows it.
    #[serde(skip)]
    pub keep_left_out: bool,
    /// A file that cannot be read is an error instead of a warning.
    pub strict: bool,
}

impl Default for ReadSettings {
    fn default() -> Self {
        Self {
            encoding: None,
            text_column: None,
            id_column: None,
            date_column: None,
            group_column: None,
            date_order: None,
            group_from: GroupFrom::Metadata,
            group_pattern: None,
            collapse_duplicates: false,
            max_file_size: ByteSize(4 << 30),
            max_unpacked_size: ByteSize(4 << 30),
            keep_left_out: false,
            strict: false,
        }
    }
}

impl ReadSettings {
    /// Whether every setting can be used.
    ///
    /// # Errors
    /// An encoding that does not exist; a pattern that is none.
    pub fn check(&self) -> Result<()> {
        self.encoding.as_deref().map(encoding::for_setting).transpose()?;
        self.group_pattern.as_deref().map(pattern::compile).transpose()?;
        Ok(())
    }

    /// The names that the user gave for columns.
    pub(super) fn columns(&self) -> Columns {
        Columns { text: self.text_column.clone(), id: self.id_column.clone() }
    }
}

/// Where a document's group comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum GroupFrom {
    /// The `group` field, else the source, the place, or, in tables, the speaker; else none. Of
    /// several in the rows of one file the first that tells them apart.
    Metadata,
    /// The folder that holds the file, relative to its input.
    Folder,
    /// No groups.
    None,
}

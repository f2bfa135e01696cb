//! What can go wrong, said so that the reader knows what to do next.
//!
//! Every error names the path, setting or limit it is about. Things that do not stop the work are
//! not errors: they are [`Warning`](crate::warning::Warning) values inside the analysis.

use std::path::PathBuf;

/// Result of anything in leitmotif that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure that stops the work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An input named on the command line does not exist or cannot be opened.
    #[error("{}: {reason}", path.display())]
    Input {
        /// The path as it was given.
        path: PathBuf,
        /// Why it cannot be used, and what to do.
        reason: String,
    },
    /// No document was left to analyse.
    #[error("no documents: {0}")]
    NoDocuments(String),
    /// Something could not be written.
    #[error("{}: {reason}", path.display())]
    Output {
        /// The file or folder.
        path: PathBuf,
        /// Why it cannot be written, and what to do.
        reason: String,
    },
    /// A setting has a value that cannot be used.
    #[error("setting `{setting}`: {reason}")]
    Setting {
        /// The setting's name, as in the TOML file (`phrases.min-documents`).
        setting: String,
        /// What is wrong with its value, and which values work.
        reason: String,
    },
    /// The corpus is larger than an index can hold.
    #[error("{what} exceeds the limit of {limit}: {advice}")]
    Limit {
        /// What was counted.
        what: String,
        /// The largest count that works.
        limit: u64,
        /// What the user can do.
        advice: String,
    },
    /// A computation failed in a library below us.
    #[error("{stage}: {reason}")]
    Stage {
        /// The stage that failed.
        stage: &'static str,
        /// What the library said.
        reason: String,
    },
}

impl Error {
    /// A setting that cannot be used, by its dotted name.
    pub fn setting(setting: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Setting { setting: setting.into(), reason: reason.into() }
    }
}

//! Segmentation (see the helper's brief; replaced whole).

use serde::{Deserialize, Serialize};

use crate::corpus::Text;

/// How documents are split into sections.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct SegmentSettings {
    /// What a section is.
    pub split: Split,
}

impl Default for SegmentSettings {
    fn default() -> Self {
        Self { split: Split::Auto }
    }
}

/// What a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Split {
    /// Signed statements where a document has at least two bylines, else headed parts where it has
    /// at least two headings, else the whole document.
    Auto,
    /// Signed statements only.
    Statement,
    /// Headed parts only.
    Heading,
    /// The whole document.
    None,
}

/// Finds paragraph kinds and sections of a cleaned text.
pub fn segment(_text: &mut Text, _settings: &SegmentSettings) {}

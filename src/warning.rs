//! Advice that does not stop the work: values inside the analysis, printed by someone else.

use bitcode::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// What a warning is about.
#[derive(
    Debug, Encode, Decode, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// A file was not read; the message gives the reason.
    Skipped,
    /// A file was read, but some of it may be wrong (lost bytes, bad rows, unusable dates).
    Reading,
    /// A stage ended without the certainty it should have (not converged, unstable).
    Unstable,
    /// A comparison rests on too little or too unequal material.
    Thin,
    /// A part of the output was left out.
    Output,
}

/// One piece of advice: what it is about, which file or setting, and the reason.
#[derive(Debug, Encode, Decode, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Warning {
    /// What the warning is about.
    pub topic: Topic,
    /// The file, document, theme or setting concerned.
    pub subject: String,
    /// One plain sentence: the reason and, where there is one, the next step.
    pub message: String,
}

impl Warning {
    /// A warning about `subject`.
    pub fn new(topic: Topic, subject: impl Into<String>, message: impl Into<String>) -> Self {
        Self { topic, subject: subject.into(), message: message.into() }
    }
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.subject, self.message)
    }
}

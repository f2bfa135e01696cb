//! Two runs compared: what came, what went and what grew between two reports.
//!
//! ```text
//! analysis.json, themes.json of each report ─▶ Run ─┬▶ phrases    documents that carry each
//!                                                   ├▶ themes     matched by their centres
//!                                                   ├▶ passages   matched by their words
//!                                                   ├▶ documents  added, removed, changed
//!                                                   └▶ settings   that differ
//! ```
//!
//! A report holds findings, not texts. What it does not list may be there below its thresholds: each
//! comparison says what it assumes of that. *Before* is the first report, *after* the second; the
//! target of every contrast is the second. What makes two runs unlike in themselves (settings,
//! documents in both) is a warning of [`doubts`].

mod changes;
mod documents;
mod doubts;
mod passages;
mod phrases;
mod run;
mod settings;
#[cfg(test)]
mod tests;
mod themes;

pub use changes::Change;
pub use documents::{DocumentChange, documents};
pub use doubts::doubts;
pub use passages::{PassageChange, passages};
pub use phrases::{Carried, PhraseChange, phrases};
pub use run::{FORMAT, Run};
pub use settings::{SettingChange, settings};
pub use themes::{ThemeChange, themes};

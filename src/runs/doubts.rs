//! What makes two runs hard to compare.

use super::{Run, documents, settings};
use crate::warning::{Topic, Warning};

/// Settings that change how a report looks, or names a file, and no finding.
const HARMLESS: [&str; 2] = ["report.", "read.strict"];

/// What a reader of the comparison must know.
pub fn doubts(before: &Run, after: &Run) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |subject: &str, message| {
        warnings.push(Warning::new(Topic::Thin, subject, message));
    };
    let common = documents::n_common(before, after);
    if common > 0 {
        let all = after.n_documents();
        warn(
            "documents",
            format!(
                "{common} of the {all} documents of the second report stand in the first too; G2 and \
                 LRC count them as new ones, so differences look smaller than they are"
            ),
        );
    }
    let is_harmless = |name: &str| HARMLESS.iter().any(|h| name.starts_with(h));
    let changed = settings(before, after);
    let names: Vec<&str> =
        changed.iter().map(|c| c.setting.as_str()).filter(|name| !is_harmless(name)).collect();
    if !names.is_empty() {
        warn(
            "settings",
            format!("the reports differ in {}; what changed may be due to that", names.join(", ")),
        );
    }
    let (t1, t2) = (before.unlisted() + 1, after.unlisted() + 1);
    if t1 != t2 {
        warn(
            "phrases",
            format!(
                "the first report lists phrases from {t1} documents or occurrences on, the second \
                 from {t2}; give both --min-documents"
            ),
        );
    }
    for (run, name) in [(before, "first"), (after, "second")] {
        if run.is_cut() {
            warn(
                "phrases",
                format!(
                    "the list of the {name} report was cut by phrases.limit or phrases.kinds: what it \
                     does not list may be frequent there"
                ),
            );
        }
    }
    if before.theme_unit != after.theme_unit {
        warn(
            "themes",
            format!(
                "the texts of the first report are {}s, those of the second {}s",
                before.theme_unit, after.theme_unit
            ),
        );
    }
    warnings
}

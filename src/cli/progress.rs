//! What the user sees while and after the work: a spinner on a terminal, then the warnings.

use std::io::{IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::manifest::Clock;
use crate::analysis::Stage;
use crate::warning::{Topic, Warning};

/// Most warnings printed; the rest is in `run.json`.
const MAX_WARNINGS: usize = 20;

/// Progress of a run.
pub struct Progress {
    bar: ProgressBar,
    clock: Clock,
    quiet: bool,
}

impl Progress {
    /// Starts the clock, and a spinner where standard error is a terminal.
    pub fn start(quiet: bool) -> Self {
        let shown = !quiet && std::io::stderr().is_terminal();
        let bar = ProgressBar::new_spinner();
        bar.set_draw_target(if shown {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        });
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
            bar.set_style(style);
        }
        if shown {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self { bar, clock: Clock::start(), quiet }
    }

    /// Announces a stage by its name in the manifest and what the user reads.
    pub fn begin(&self, name: &str, shown: &'static str) {
        self.clock.stage(name);
        self.bar.set_message(shown);
    }

    /// Announces a stage of the analysis.
    pub fn observe(&self, stage: Stage) {
        let (name, shown) = match stage {
            Stage::Clean => ("clean", "cleaning and splitting the texts"),
            Stage::Tokenize => ("tokenize", "finding the words"),
            Stage::Concordance => ("concordance", "indexing"),
            Stage::Phrases => ("phrases", "finding phrases"),
            Stage::Reuse => ("reuse", "finding shared passages"),
            Stage::Themes => ("themes", "finding themes"),
            Stage::Similarity => ("similarity", "comparing documents"),
            Stage::Compare => ("compare", "comparing groups and periods"),
        };
        self.begin(name, shown);
    }

    /// The clock, for the manifest.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Clears the spinner and prints the warnings; `rest` says where those beyond the first are.
    pub fn finish(self, warnings: &[Warning], rest: Option<&str>) {
        self.bar.finish_and_clear();
        if self.quiet {
            return;
        }
        let n_shown = if rest.is_some() { MAX_WARNINGS } else { warnings.len() };
        for warning in warnings.iter().take(n_shown) {
            let skipped = if warning.topic == Topic::Skipped { "not read: " } else { "" };
            say(&format!("warning: {skipped}{warning}"));
        }
        if let Some(rest) = rest.filter(|_| warnings.len() > n_shown) {
            say(&format!("warning: {} more {rest}", warnings.len() - n_shown));
        }
    }
}

/// Where the warnings are that a command of one table does not print.
pub const IN_INSPECT: Option<&str> = Some("not shown; `leitmotif inspect` prints all");

/// Prints one line to standard error, control characters escaped; nobody can be told if that fails.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", escape(line));
}

/// Writes control characters and directional overrides as `\u{1b}`, so that text from documents and
/// file names cannot steer the terminal.
fn escape(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    for c in line.chars() {
        let steers = c.is_control()
            || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
        if steers { escaped.extend(c.escape_unicode()) } else { escaped.push(c) }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_escaped_and_nothing_else() {
        assert_eq!(escape("a\u{1b}[31m\nb\u{202e}"), "a\\u{1b}[31m\\u{a}b\\u{202e}");
        assert_eq!(escape("画好“最大同心圆”.txt"), "画好“最大同心圆”.txt");
    }
}

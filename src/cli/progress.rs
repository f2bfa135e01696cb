//! What the user sees while and after the work: on a terminal the stage, the share done and the time
//! left, then the warnings.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::style::ProgressTracker;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::manifest::Clock;
use crate::analysis::Stage;
use crate::warning::{Topic, Warning};

/// Most warnings printed; the rest is in `run.json`.
const MAX_WARNINGS: usize = 20;

/// Stages of a report with what each costs beside the others, in a thousand: a million generated documents,
/// `benches/record/2026-11-28.md`.
const COSTS: [(&str, u32); 12] = [
    ("read", 20),
    ("clean", 25),
    ("tokenize", 50),
    ("similarity", 135),
    ("themes", 85),
    ("concordance", 25),
    ("phrases", 210),
    ("reuse", 325),
    ("compare", 15),
    ("report", 100),
    ("png", 5),
    ("write", 5),
];
/// What the terminal shows; `left` is empty but for a report.
const TEMPLATE: &str = "{spinner} {msg} ({elapsed}{left})";

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
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            bar.set_style(style);
        }
        if shown {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self { bar, clock: Clock::start(), quiet }
    }

    /// Of a report, which goes through all stages: their share and the time left are shown.
    pub fn of_report(quiet: bool) -> Self {
        let progress = Self::start(quiet);
        progress.bar.set_length(COSTS.iter().map(|c| u64::from(c.1)).sum());
        progress
    }

    /// Announces a stage by its name in the manifest and what the user reads.
    pub fn begin(&self, name: &str, shown: &'static str) {
        self.clock.stage(name);
        self.bar.set_message(shown);
        if self.bar.length().is_none() {
            return;
        }
        let Some(at) = COSTS.iter().position(|c| c.0 == name) else { return };
        let done: u32 = COSTS[..at].iter().map(|c| c.1).sum();
        let all: u32 = COSTS.iter().map(|c| c.1).sum();
        let stage = format!("{}/{}, {}% done", at + 1, COSTS.len(), 100 * done / all);
        self.bar.set_message(format!("{stage}: {shown}"));
        let style = ProgressStyle::with_template(TEMPLATE);
        let left =
            Left { began: Instant::now(), spent: self.bar.elapsed(), done, cost: COSTS[at].1, all };
        if let Ok(style) = style {
            self.bar.set_style(style.with_key("left", left));
        }
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

/// The time left, as the stages done so far and their costs suggest.
#[derive(Clone)]
struct Left {
    began: Instant,
    spent: Duration,
    done: u32,
    cost: u32,
    all: u32,
}

impl Left {
    /// Seconds left after so long in this stage; none while too little is done to tell.
    fn seconds(&self, in_stage: Duration) -> Option<u64> {
        if self.done < self.all / 20 {
            return None;
        }
        let a_cost = self.spent.as_secs_f64() / f64::from(self.done);
        // A stage that takes longer than thought is nearly done all the while.
        let stage = (a_cost * f64::from(self.cost) - in_stage.as_secs_f64()).max(0.0);
        let rest = a_cost * f64::from(self.all - self.done - self.cost);
        Some((stage + rest).ceil() as u64)
    }
}

impl ProgressTracker for Left {
    fn clone_box(&self) -> Box<dyn ProgressTracker> {
        Box::new(self.clone())
    }

    fn tick(&mut self, _: &ProgressState, _: Instant) {}

    fn reset(&mut self, _: &ProgressState, _: Instant) {}

    fn write(&self, _: &ProgressState, out: &mut dyn std::fmt::Write) {
        if let Some(seconds) = self.seconds(self.began.elapsed()) {
            let _ = match seconds {
                0..60 => write!(out, ", about {seconds}s left"),
                _ => write!(out, ", about {}m left", seconds.div_ceil(60)),
            };
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
    fn the_time_left_follows_from_what_was_done() {
        let left = |done| Left {
            began: Instant::now(),
            spent: Duration::from_secs(30),
            done,
            cost: 200,
            all: 1_000,
        };
        assert_eq!(left(10).seconds(Duration::ZERO), None);
        assert_eq!(left(300).seconds(Duration::ZERO), Some(70));
        assert_eq!(left(300).seconds(Duration::from_secs(15)), Some(55));
        assert_eq!(left(300).seconds(Duration::from_secs(500)), Some(50));
    }

    #[test]
    fn control_characters_are_escaped_and_nothing_else() {
        assert_eq!(escape("a\u{1b}[31m\nb\u{202e}"), "a\\u{1b}[31m\\u{a}b\\u{202e}");
        assert_eq!(escape("画好“最大同心圆”.txt"), "画好“最大同心圆”.txt");
    }
}

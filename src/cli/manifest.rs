//! `run.json`: how the report was made, and what it cost.
//!
//! The only file of a report that differs between two runs on the same inputs: times, memory,
//! threads and what came from the cache stand here and nowhere else.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use serde::Serialize;

use super::resident::Watch;
use crate::analysis::Analysis;
use crate::config::Config;
use crate::corpus::Date;
use crate::read::InputFile;
use crate::report::File;
use crate::warning::Warning;

/// What the run cost so far; told of every stage as it begins.
#[derive(Debug)]
pub struct Clock {
    started: SystemTime,
    stages: Mutex<Vec<(Instant, StageCost)>>,
    memory: Watch,
}

/// Time and memory of one stage.
#[derive(Debug, Clone, Serialize)]
struct StageCost {
    stage: String,
    seconds: f64,
    /// Most memory the program held during the stage, in bytes; null where the system does not tell.
    peak_memory: Option<u64>,
    /// Whether it took up what an earlier run found; of themes, all that does not depend on their number.
    cached: bool,
}

impl Clock {
    pub fn start() -> Self {
        Self { started: SystemTime::now(), stages: Mutex::default(), memory: Watch::start() }
    }

    /// Ends the stage under way and begins the next.
    pub fn stage(&self, name: &str) {
        let mut stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        end(&mut stages, &self.memory);
        let cost =
            StageCost { stage: name.to_owned(), seconds: 0.0, peak_memory: None, cached: false };
        stages.push((Instant::now(), cost));
    }

    /// What the run cost in one line: the time, the most memory and the stage that held it, then time and
    /// peak of every stage that took a twentieth of the time or more.
    pub fn summary(&self) -> String {
        let costs = self.costs(&BTreeSet::new());
        let memory = |bytes: Option<u64>| {
            bytes.map_or(String::new(), |b| format!(" {} MiB", b.div_ceil(1 << 20)))
        };
        let seconds: f64 = costs.iter().map(|c| c.seconds).sum();
        let slow = costs.iter().filter(|c| c.seconds >= seconds / 20.0);
        let slow: Vec<String> = slow
            .map(|c| format!("{} {:.1}s{}", c.stage, c.seconds, memory(c.peak_memory)))
            .collect();
        let most = costs.iter().max_by_key(|c| c.peak_memory);
        let most = most
            .filter(|c| c.peak_memory.is_some())
            .map_or(String::new(), |c| format!(", at most{} ({})", memory(c.peak_memory), c.stage));
        format!("{seconds:.1}s{most}: {}", slow.join(", "))
    }

    fn costs(&self, reused: &BTreeSet<&str>) -> Vec<StageCost> {
        let mut stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        end(&mut stages, &self.memory);
        let cost = |(_, cost): &(Instant, StageCost)| StageCost {
            cached: reused.contains(cost.stage.as_str()),
            ..cost.clone()
        };
        stages.iter().map(cost).collect()
    }
}

fn end(stages: &mut [(Instant, StageCost)], memory: &Watch) {
    let peak = memory.take_peak();
    if let Some((began, cost)) = stages.last_mut() {
        cost.seconds = (began.elapsed().as_secs_f64() * 1e3).round() / 1e3;
        // The last stage may be asked for twice.
        cost.peak_memory = cost.peak_memory.max(peak);
    }
}

#[derive(Serialize)]
struct Manifest<'a> {
    program: &'static str,
    version: &'a str,
    arguments: Vec<String>,
    started: String,
    seed: u64,
    threads: usize,
    machine_threads: Option<usize>,
    tf_idf: &'static str,
    config: &'a Config,
    inputs: &'a [InputFile],
    n_documents: usize,
    warnings: &'a [Warning],
    stages: Vec<StageCost>,
}

/// The manifest of a run; `reused` are the stages that did no work.
pub fn render(
    analysis: &Analysis,
    warnings: &[Warning],
    clock: &Clock,
    reused: &BTreeSet<&str>,
) -> anyhow::Result<File> {
    let machine = std::thread::available_parallelism().ok().map(usize::from);
    let manifest = Manifest {
        program: "leitmotif",
        version: &analysis.version,
        arguments: std::env::args_os().skip(1).map(|a| a.to_string_lossy().into_owned()).collect(),
        started: timestamp(clock.started),
        seed: analysis.config.seed,
        threads: crate::exec::threads(),
        machine_threads: machine,
        tf_idf: "idf = ln((1 + N)/(1 + df)) + 1; tf = 1 + ln tf; rows of length 1",
        config: &analysis.config,
        inputs: &analysis.inputs,
        n_documents: analysis.corpus.len(),
        warnings,
        stages: clock.costs(reused),
    };
    let mut bytes = serde_json::to_vec_pretty(&manifest)?;
    bytes.push(b'\n');
    Ok(File { path: "run.json".into(), bytes })
}

/// A moment as UTC, to the second: 2024-02-29T12:00:00Z.
fn timestamp(moment: SystemTime) -> String {
    let seconds = moment.duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    let (day, of_day) = (seconds / 86_400, seconds % 86_400);
    let date = i64::try_from(day).ok().and_then(Date::of_day).unwrap_or_default();
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    format!("{date}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn timestamps_follow_the_calendar() {
        let at = |s| timestamp(UNIX_EPOCH + Duration::from_secs(s));
        assert_eq!(at(0), "1970-01-01T00:00:00Z");
        assert_eq!(at(1_709_208_000), "2024-02-29T12:00:00Z");
        assert_eq!(at(1_735_689_599), "2024-12-31T23:59:59Z");
    }

    #[test]
    fn stages_are_kept_in_order() {
        let clock = Clock::start();
        clock.stage("read");
        clock.stage("clean");
        let names: Vec<String> =
            clock.costs(&BTreeSet::new()).into_iter().map(|c| c.stage).collect();
        assert_eq!(names, ["read", "clean"]);
        let summary = clock.summary();
        assert!(summary.contains("s, at most ") || !std::path::Path::new("/proc/self").exists());
        let cached: Vec<bool> =
            clock.costs(&BTreeSet::from(["clean"])).into_iter().map(|c| c.cached).collect();
        assert_eq!(cached, [false, true]);
    }
}

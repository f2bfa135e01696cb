//! Commands that give one table of findings.

use super::cache::Cache;
use super::flags::{Common, InputArgs, Output};
use super::progress::{IN_INSPECT, Progress};
use super::{on_threads, print, settings, work};
use crate::analysis::{Analysis, Findings};
use crate::config::Config;
use crate::read::Files;
use crate::report::tables::Table;

/// Reads, analyses as far as asked, and prints the table.
pub fn run(
    inputs: &InputArgs,
    common: &Common,
    output: &Output,
    findings: Findings,
    set: impl FnOnce(&mut Config),
    table: impl Fn(&Analysis) -> Table,
) -> anyhow::Result<()> {
    let analysis = analyze(inputs, common, findings, set)?;
    print::table(&table(&analysis), output)?;
    // The process ends: giving memory back piece by piece would only take time.
    std::mem::forget(analysis);
    Ok(())
}

/// Reads, analyses as far as asked, and says what is doubtful.
pub fn analyze(
    inputs: &InputArgs,
    common: &Common,
    findings: Findings,
    set: impl FnOnce(&mut Config),
) -> anyhow::Result<Analysis> {
    let config = settings(common, |config| {
        // No table of these commands shows frames.
        config.phrases.frames = false;
        set(config);
    })?;
    let progress = Progress::start(common.quiet);
    let analysis = on_threads(common, || {
        progress.begin("read", "reading");
        let cache = Cache::of(&config);
        let files = Files::find(&inputs.inputs(), &config.read)?;
        work::analyze(&files, &config, findings, cache.as_ref(), &progress)
    })?;
    progress.finish(&analysis.warnings, IN_INSPECT);
    Ok(analysis)
}

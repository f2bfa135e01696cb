//! Commands that give one table of findings.

use super::flags::{Common, InputArgs, Output};
use super::progress::{IN_INSPECT, Progress};
use super::{on_threads, print, settings};
use crate::analysis::{self, Analysis, Findings};
use crate::config::Config;
use crate::read;
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
        let reading = read::read(&inputs.inputs(), &config.read)?;
        Ok(analysis::analyze(reading, &config, findings, &|stage| progress.observe(stage))?)
    })?;
    progress.finish(&analysis.warnings, IN_INSPECT);
    Ok(analysis)
}

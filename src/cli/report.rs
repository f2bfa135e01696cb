//! `report`: the whole report, written into a folder.

use super::args::Report;
use super::cache::Cache;
use super::flags::set;
use super::output::Target;
use super::progress::{Progress, say};
use super::{manifest, on_threads, settings, work};
use crate::analysis::{Analysis, Findings};
use crate::config::Config;
use crate::read::Files;
use crate::report::charts::Chart;
use crate::report::{self, File, png};
use crate::store::Store;
use crate::warning::{Topic, Warning};

/// Analyses everything and writes the report.
pub fn run(args: &Report) -> anyhow::Result<()> {
    let edits = args.phrases.edits()?;
    let stop_words = args.themes.stop_words()?;
    let config = settings(&args.common, |config| {
        args.themes.apply(&mut config.themes);
        set(&mut config.themes.stop_words, &stop_words);
        args.phrases.apply(config);
        args.trends.apply(&mut config.trends);
        set(&mut config.phrases.edits, &edits);
        args.look.apply(config);
    })?;
    let target = Target::check(&args.output, args.force)?;
    let progress = Progress::of_report(args.common.quiet);
    let (analysis, warnings) = on_threads(&args.common, || {
        progress.begin("read", "reading");
        let cache = Cache::of(&config);
        let files = Files::find(&args.inputs.inputs(), &config.read)?;
        let analysis = work::analyze(&files, &config, Findings::ALL, cache.as_ref(), &progress)?;
        progress.begin("report", "drawing the report");
        let draft = target.begin()?;
        let report = report::render(&analysis, &draft)?;
        progress.begin("png", "drawing the charts as PNG");
        let (images, missing) = images(&report.charts, &config, cache.as_ref());
        let warnings = [analysis.warnings.clone(), missing].concat();
        progress.begin("write", "writing the report");
        for file in &images {
            draft.write(file)?;
        }
        let reused = cache.map(|cache| cache.reused()).unwrap_or_default();
        draft.write(&manifest::render(&analysis, &warnings, progress.clock(), &reused)?)?;
        draft.place()?;
        Ok((analysis, warnings))
    })?;
    let manifest = format!("in {}", args.output.join("run.json").display());
    let cost = progress.clock().summary();
    progress.finish(&warnings, Some(&manifest));
    if !args.common.quiet {
        say(&cost);
        say(&summary(&analysis, &args.output));
    }
    Ok(())
}

/// The charts as PNG. What the fonts of this machine cannot draw is a warning of the run, not of the
/// analysis, which is the same on every machine.
fn images(charts: &[Chart], config: &Config, cache: Option<&Cache>) -> (Vec<File>, Vec<Warning>) {
    let store = cache.map(|cache| cache as &dyn Store);
    match png::pngs(charts, config.report.font.as_deref(), store) {
        Ok((images, warnings)) => {
            let file = |(name, bytes)| File { path: format!("charts/{name}.png"), bytes };
            (images.into_iter().map(file).collect(), warnings)
        }
        Err(e) => (Vec::new(), vec![Warning::new(Topic::Output, "charts/*.png", e.to_string())]),
    }
}

/// Where the report is, what it holds, and the next step.
fn summary(analysis: &Analysis, dir: &std::path::Path) -> String {
    let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    format!(
        "{}: {}, {}, {}, {}; open {}",
        dir.display(),
        count(analysis.corpus.len(), "document"),
        count(analysis.phrases.phrases.len(), "phrase"),
        count(analysis.reuse.passages.len(), "passage"),
        count(analysis.themes.themes.len(), "theme"),
        dir.join("index.html").display()
    )
}

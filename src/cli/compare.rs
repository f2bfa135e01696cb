//! `compare`: what sets groups of documents apart, and what they have in common.

use anyhow::bail;

use super::args::{By, Compare, CompareList};
use super::progress::{IN_INSPECT, Progress};
use super::{Usage, compare_runs, on_threads, print, settings};
use crate::analysis::{self, Findings};
use crate::config::Config;
use crate::corpus::Corpus;
use crate::error::Result;
use crate::read::{self, GroupFrom, Inputs, Reading};
use crate::report::tables::{self, Maker};

/// Compares the groups, or the runs, and prints one table.
pub fn run(args: &Compare) -> anyhow::Result<()> {
    if let Some(runs) = compare_runs::reports(args)? {
        return compare_runs::run(args, &runs);
    }
    let (findings, table) = listing(args.list.unwrap_or(CompareList::Keyness))?;
    let by = args.by.unwrap_or(if args.inputs.paths.len() > 1 { By::Input } else { By::Group });
    if by == By::Input && args.inputs.paths.len() < 2 {
        bail!(Usage("--by input needs two inputs to compare".into()));
    }
    if by == By::Input && args.inputs.files_from.is_some() {
        bail!(Usage("--files-from lists no sides; use --by group or --by folder".into()));
    }
    let config = settings(&args.common, |config| {
        args.apply(config);
        // No table of this command shows frames.
        config.phrases.frames = false;
        match by {
            By::Folder => config.read.group_from = GroupFrom::Folder,
            By::Input => config.read.group_from = GroupFrom::None,
            By::Group => {}
        }
    })?;
    let progress = Progress::start(args.common.quiet);
    let analysis = on_threads(&args.common, || {
        progress.begin("read", "reading");
        let reading = match by {
            By::Input => read_as_groups(&args.inputs.inputs(), &config)?,
            _ => read::read(&args.inputs.inputs(), &config.read)?,
        };
        let groups = reading.corpus.groups();
        if groups.len() < 2 {
            let found = groups.first().map_or("no document has a group".into(), |group| {
                format!("the only group is {group}")
            });
            bail!("nothing to compare: {found}; give two inputs, --by folder or --group-from");
        }
        Ok(analysis::analyze(reading, &config, findings, &|stage| progress.observe(stage))?)
    })?;
    progress.finish(&analysis.warnings, IN_INSPECT);
    print::table(&table(&analysis), &args.output)
}

/// What must be found for a table, and the table.
fn listing(list: CompareList) -> std::result::Result<(Findings, Maker), Usage> {
    let keyness = Findings { keyness: true, ..Findings::NONE };
    Ok(match list {
        CompareList::Keyness => (keyness, tables::keyness),
        // With phrases, prints of one text are told: what only reprints say is said once.
        CompareList::Exclusive => (Findings { phrases: true, ..keyness }, tables::exclusive),
        CompareList::Lockwords => (keyness, tables::lockwords),
        CompareList::Themes => (Findings { themes: true, ..Findings::NONE }, tables::theme_keyness),
        CompareList::Passages => {
            (Findings { reuse: true, ..Findings::NONE }, tables::group_passages)
        }
        CompareList::Phrases | CompareList::Documents | CompareList::Settings => {
            return Err(Usage(
                "--list phrases, documents and settings compare two reports; give two folders that \
                 `leitmotif report` wrote"
                    .into(),
            ));
        }
    })
}

/// Reads each input by itself; its name is the group of its documents.
fn read_as_groups(inputs: &Inputs, config: &Config) -> Result<Reading> {
    let mut all = Reading::default();
    let mut documents = Vec::new();
    for input in &inputs.paths {
        let Reading { corpus, inputs, warnings } =
            read::read(&Inputs::from_iter([input]), &config.read)?;
        let group = input.display().to_string();
        documents.extend(corpus.documents.into_iter().map(|mut document| {
            document.group = Some(group.clone());
            document
        }));
        all.inputs.extend(inputs);
        all.warnings.extend(warnings);
    }
    all.corpus = Corpus::new(documents);
    all.inputs.sort();
    all.warnings.sort();
    Ok(all)
}

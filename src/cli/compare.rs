//! `compare`: what sets groups of documents apart, and what they have in common.

use std::path::PathBuf;

use anyhow::bail;

use super::args::{By, Compare, CompareList};
use super::cache::Cache;
use super::progress::{IN_INSPECT, Progress};
use super::{Usage, compare_runs, on_threads, print, settings, work};
use crate::analysis::{self, Findings};
use crate::config::Config;
use crate::corpus::Corpus;
use crate::error::Result;
use crate::read::{Files, GroupFrom, Inputs, Reader, Reading};
use crate::report::tables::{self, Maker};
use crate::store::Key;

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
        let cache = Cache::of(&config);
        let inputs = args.inputs.inputs();
        let reader: Box<dyn Reader> = match by {
            By::Input => Box::new(Sides::find(&inputs, &config)?),
            _ => Box::new(Files::find(&inputs, &config.read)?),
        };
        let (texts, place) = work::texts(&*reader, &config, cache.as_ref(), &progress)?;
        let groups = texts.corpus.groups();
        if groups.len() < 2 {
            let found = groups.first().map_or("no document has a group".into(), |group| {
                format!("the only group is {group}")
            });
            bail!("nothing to compare: {found}; give two inputs, --by folder or --group-from");
        }
        Ok(analysis::find(texts, place, &config, findings, &|stage| progress.observe(stage))?)
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

/// Inputs each read by itself; its name is the group of its documents.
struct Sides<'a>(Vec<(String, Files<'a>)>);

impl<'a> Sides<'a> {
    fn find(inputs: &Inputs, config: &'a Config) -> Result<Self> {
        let side = |input: &PathBuf| {
            Ok((
                input.display().to_string(),
                Files::find(&Inputs::from_iter([input]), &config.read)?,
            ))
        };
        Ok(Self(inputs.paths.iter().map(side).collect::<Result<_>>()?))
    }

    fn digest_of(&self, of: impl Fn(usize) -> Option<Key>) -> Option<Key> {
        let keys: Vec<Key> = (0..self.0.len()).map(of).collect::<Option<_>>()?;
        let parts = self.0.iter().zip(&keys);
        Some(Key::of(parts.flat_map(|((group, _), key)| [group.as_bytes(), key.bytes()])))
    }
}

impl Reader for Sides<'_> {
    fn digest(&self) -> Option<Key> {
        self.digest_of(|i| self.0[i].1.digest())
    }

    fn read(&self) -> Result<Reading> {
        let mut all = Reading::default();
        let (mut documents, mut digests) = (Vec::new(), Vec::new());
        for (group, files) in &self.0 {
            let Reading { corpus, inputs, warnings, digest } = files.read()?;
            documents.extend(corpus.documents.into_iter().map(|mut document| {
                document.group = Some(group.clone());
                document
            }));
            all.inputs.extend(inputs);
            all.warnings.extend(warnings);
            digests.push(digest);
        }
        all.digest = self.digest_of(|i| digests[i]);
        all.corpus = Corpus::new(documents);
        all.inputs.sort();
        all.warnings.sort();
        Ok(all)
    }
}

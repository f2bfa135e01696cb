//! `compare` of two reports: what came, what went and what grew.

use std::path::Path;

use anyhow::bail;

use super::args::{Compare, CompareList};
use super::flags::read_text;
use super::progress::say;
use super::{Usage, print};
use crate::error::Error;
use crate::report::tables;
use crate::runs::{self, Run};

/// The two runs, where the inputs are reports; none where no input is one.
pub fn reports(args: &Compare) -> anyhow::Result<Option<[Run; 2]>> {
    let paths = &args.inputs.paths;
    let Some(report) = paths.iter().find(|path| is_report(path)) else { return Ok(None) };
    if let Some(other) = paths.iter().find(|path| !is_report(path)) {
        bail!(Usage(format!(
            "{} is a report and {} is not; compare two reports, or the texts they were made from",
            report.display(),
            other.display()
        )));
    }
    let ([before, after], None) = (paths.as_slice(), &args.inputs.files_from) else {
        bail!(Usage(format!("{} is a report; compare it with one other report", report.display())));
    };
    if args.by.is_some() {
        bail!(Usage("--by makes groups of texts; two reports are compared as they are".into()));
    }
    Ok(Some([read(before)?, read(after)?]))
}

/// Prints the table asked for.
pub fn run(args: &Compare, [before, after]: &[Run; 2]) -> anyhow::Result<()> {
    let table = match args.list.unwrap_or(CompareList::Phrases) {
        CompareList::Phrases => {
            let least = args.min_documents.unwrap_or(0);
            let limit = args.limit.unwrap_or(0);
            tables::phrase_changes(&runs::phrases(before, after, least, limit))
        }
        CompareList::Themes => tables::theme_changes(&runs::themes(before, after)),
        CompareList::Passages => tables::passage_changes(&runs::passages(before, after)),
        CompareList::Documents => tables::document_changes(&runs::documents(before, after)),
        CompareList::Settings => tables::setting_changes(&runs::settings(before, after)),
        CompareList::Keyness | CompareList::Exclusive | CompareList::Lockwords => {
            bail!(Usage(
                "--list keyness, exclusive and lockwords compare texts; of two reports there are \
                 phrases, themes, passages, documents and settings"
                    .into()
            ));
        }
    };
    if !args.common.quiet {
        for warning in runs::doubts(before, after) {
            say(&format!("warning: {warning}"));
        }
    }
    print::table(&table, &args.output)
}

/// A folder with a manifest and the analysis, or what is left of them.
fn is_report(path: &Path) -> bool {
    path.join("run.json").is_file()
        && (path.join("analysis.json").is_file() || path.join("tables").is_dir())
}

fn read(folder: &Path) -> Result<Run, Error> {
    let analysis = read_text(&folder.join("analysis.json"), "analysis of the report")?;
    let themes = folder.join("themes.json");
    let themes =
        themes.is_file().then(|| read_text(&themes, "themes of the report")).transpose()?;
    Run::parse(&analysis, themes.as_deref())
        .map_err(|reason| Error::Input { path: folder.to_owned(), reason })
}

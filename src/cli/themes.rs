//! `themes`: the tables about themes, and the files that keep them.

use super::args::{ThemeList, Themes};
use super::flags::set;
use super::progress::say;
use super::vectors::Vectors;
use super::{output, print, table};
use crate::analysis::Findings;
use crate::report::tables;

/// Prints a table; writes the themes and the vectors where they are asked for.
pub fn run(args: &Themes) -> anyhow::Result<()> {
    let findings = Findings { themes: true, vectors: args.vectors.is_some(), ..Findings::NONE };
    let stop_words = args.themes.stop_words()?;
    let vectors = args.vectors.as_deref().map(Vectors::at).transpose()?;
    for path in args.save.iter().chain(&args.vectors) {
        output::check_file(path)?;
    }
    let analysis = table::analyze(&args.inputs, &args.common, findings, |config| {
        args.themes.apply(&mut config.themes);
        set(&mut config.themes.stop_words, &stop_words);
    })?;
    let tell = |what: String| {
        if !args.common.quiet {
            say(&what);
        }
    };
    if let (Some(path), Some(model)) = (&args.save, &analysis.themes.model) {
        output::write_file(path, model.render().as_bytes())?;
        let path = path.display();
        tell(format!("{path}: the themes; put new texts into them with --themes {path}"));
    }
    if let Some(vectors) = vectors {
        vectors.write(&analysis)?;
        let (n, d) = analysis.themes.vectors.dim();
        tell(format!("{}: {n} vectors of {d} numbers", vectors.path().display()));
    }
    let table = match args.list {
        _ if args.assignments => tables::assignments,
        ThemeList::Themes => tables::themes,
        ThemeList::Assignments => tables::assignments,
        ThemeList::Texts => tables::theme_texts,
        ThemeList::Sizes => tables::theme_sizes,
        ThemeList::Trials => tables::theme_trials,
    };
    print::table(&table(&analysis), &args.output)
}

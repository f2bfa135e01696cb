//! The command line: the only place that knows of standard output, standard error and exit codes.
//!
//! ```text
//! args + flags ─▶ config (TOML, then flags) ─▶ read, analyze ─▶ report folder or one table
//! ```
//!
//! Exit codes: 0 done; 1 failed; 2 wrong usage (flags, settings file, or a setting whose value
//! cannot be used). A failure prints one line.

mod args;
mod cache;
mod compare;
mod compare_runs;
mod concordance;
mod config;
mod flags;
mod generate;
mod inspect;
mod interrupt;
mod manifest;
mod output;
mod phrases;
mod print;
mod progress;
mod report;
mod resident;
mod table;
mod theme_flags;
mod themes;
mod vectors;
mod work;

use std::panic::catch_unwind;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use clap::Parser;
use clap::error::ErrorKind;

use args::{Cli, Command, ReuseList, SimilarList, TrendList};
use flags::Common;

use crate::analysis::{Analysis, Findings};
use crate::config::Config;
use crate::dictionary;
use crate::error::Error;
use crate::exec;
use crate::report::tables;

/// Wrong usage, in one line.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Usage(String);

/// Runs the command line and gives the exit code.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    // A panic that nothing caught is told like any failure, in one line; those caught on the way
    // (damaged files) have their own reasons.
    let place = Arc::new(Mutex::new(String::new()));
    let noted = Arc::clone(&place);
    std::panic::set_hook(Box::new(move |panic| {
        let message = panic.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
        *noted.lock().unwrap_or_else(PoisonError::into_inner) = message;
    }));
    interrupt::listen();
    let outcome = catch_unwind(|| dispatch(&cli.command));
    interrupt::settle();
    match outcome {
        Err(_) => {
            let place = place.lock().unwrap_or_else(PoisonError::into_inner);
            progress::say(&format!("error: a fault of the program, please report it: {place}"));
            ExitCode::from(1)
        }
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) => {
            progress::say(&format!("error: {error:#}"));
            let is_usage =
                error.is::<Usage>() || matches!(error.downcast_ref(), Some(Error::Setting { .. }));
            ExitCode::from(if is_usage { 2 } else { 1 })
        }
    }
}

fn dispatch(command: &Command) -> anyhow::Result<()> {
    if let Some(output) = command.output() {
        output.check()?;
    }
    match command {
        Command::Report(args) => report::run(args),
        Command::Themes(args) => themes::run(args),
        Command::Phrases(args) => phrases::run(args),
        Command::Reuse(args) => {
            let findings = Findings { reuse: true, ..Findings::NONE };
            let set = |config: &mut Config| args.reuse.apply(&mut config.reuse);
            let table = match args.list {
                ReuseList::Passages => tables::passages,
                ReuseList::Clusters => tables::clusters,
                ReuseList::Pairs => tables::sharing,
                ReuseList::Groups => tables::group_sharing,
                ReuseList::Documents => tables::documents,
                ReuseList::Sections => tables::sections,
            };
            table::run(&args.inputs, &args.common, &args.output, findings, set, table)
        }
        Command::Similar(args) => {
            let findings = Findings { similarity: true, ..Findings::NONE };
            let set = |config: &mut Config| args.apply(config);
            let table = match args.list {
                SimilarList::Documents => tables::similar,
                SimilarList::Sections => tables::similar_sections,
                SimilarList::Groups => tables::similar_groups,
                SimilarList::Matrix => tables::similar_matrix,
            };
            table::run(&args.inputs, &args.common, &args.output, findings, set, table)
        }
        Command::Trends(args) => {
            args.check()?;
            let findings = Findings { trends: true, ..Findings::NONE };
            let set = |config: &mut Config| args.apply(config);
            let table = |analysis: &Analysis| {
                if analysis.trends.points.is_empty() && !args.common.quiet {
                    progress::say("warning: trends: no dated documents of two periods to compare");
                }
                match args.list {
                    TrendList::Points => tables::trends(analysis),
                    TrendList::Tests => tables::trend_tests(analysis),
                    TrendList::Movers => tables::movers(analysis),
                    TrendList::Adoption => tables::adoption(analysis),
                    TrendList::Leaders => tables::leaders(analysis),
                }
            };
            table::run(&args.inputs, &args.common, &args.output, findings, set, table)
        }
        Command::Compare(args) => compare::run(args),
        Command::Concordance(args) => concordance::run(args),
        Command::Inspect(args) => inspect::run(args),
        Command::Generate(args) => generate::run(args),
    }
}

/// The settings: the file's, with the flags over them, checked before anything is read.
fn settings(common: &Common, set: impl FnOnce(&mut Config)) -> anyhow::Result<Config> {
    let mut config = config::load(common.config.as_deref())?;
    common.apply(&mut config);
    flags::set(&mut config.dictionary, &common.dictionary()?);
    set(&mut config);
    config.check()?;
    config.themes.model = theme_flags::themes_of(&config.themes)?.map(Arc::new);
    dictionary::bring(&config.dictionary)?;
    Ok(config)
}

/// Runs the work on as many threads as the user wants.
fn on_threads<R: Send>(
    common: &Common,
    work: impl FnOnce() -> anyhow::Result<R> + Send,
) -> anyhow::Result<R> {
    exec::with_threads(common.threads.map(usize::from), work)?
}

/// Prints help and version as clap has them, errors in one line.
fn usage(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = error.print();
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            ExitCode::from(2)
        }
        _ => {
            let text = error.render().to_string();
            let parts: Vec<String> = text
                .split("\n\n")
                .filter(|part| !part.starts_with("Usage:") && !part.starts_with("For more"))
                .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
                .filter(|part| !part.is_empty())
                .collect();
            progress::say(&format!("{}; see --help", parts.join("; ")));
            ExitCode::from(2)
        }
    }
}

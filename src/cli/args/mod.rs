//! The commands and their flags: the commands that list findings stand in [`findings`], those that compare
//! groups and periods in [`comparisons`], those that look at texts in [`texts`].

mod comparisons;
mod findings;
mod texts;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::flags::{Common, InputArgs, Output, PhraseFlags, ReportFlags, TrendFlags};
use super::theme_flags::ThemeFlags;
pub use comparisons::{By, Compare, CompareList, TrendList, Trends};
pub use findings::{Phrases, Reuse, ReuseList, Similar, SimilarList, ThemeList, Themes};
pub use texts::{Concordance, CountBy, Generate, GenerateForm, Inspect, InspectFormat};

/// Tell what keeps coming back in a collection of documents: its themes, slogans and set phrases,
/// the passages taken over from one document into another, who said it first
#[derive(Debug, Parser)]
#[command(
    name = "leitmotif",
    version,
    max_term_width = 100,
    after_help = "\
Examples:
  leitmotif report corpus/ notes.jsonl -o reports/may
  leitmotif phrases news.jsonl --min-documents 5 --format csv
  leitmotif report --help

INPUT is any mix of files, folders, globs and archives: text, Markdown, HTML, PDF, DOCX, PPTX, ODT,
EPUB, RTF, CSV, TSV, XLSX, Parquet, JSON, JSON Lines, also in ZIP, TAR, gzip or Zstandard; `-` is
standard input.
Exit codes: 0 done, 1 failed, 2 wrong usage."
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Report(Report),
    Themes(Themes),
    Phrases(Phrases),
    Reuse(Reuse),
    Similar(Similar),
    Compare(Compare),
    Trends(Trends),
    Concordance(Concordance),
    Inspect(Inspect),
    Generate(Generate),
}

impl Command {
    /// Where and how the command writes its one table, if it has one.
    pub fn output(&self) -> Option<&Output> {
        match self {
            Self::Themes(args) => Some(&args.output),
            Self::Phrases(args) => Some(&args.output),
            Self::Reuse(args) => Some(&args.output),
            Self::Similar(args) => Some(&args.output),
            Self::Compare(args) => Some(&args.output),
            Self::Trends(args) => Some(&args.output),
            Self::Concordance(args) => Some(&args.output),
            Self::Report(_) | Self::Inspect(_) | Self::Generate(_) => None,
        }
    }
}

/// Write the whole report into a folder: page, charts, tables
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  leitmotif report corpus/ -o reports/may
  leitmotif report corpus/ notes.jsonl -o reports/may --group-from folder --seed 7
  leitmotif report 'news/*.txt' -o out --config leitmotif.toml -k 5..20 --force
  leitmotif report corpus/ -o reports/may --export xlsx,parquet,jsonl")]
pub struct Report {
    #[command(flatten)]
    pub inputs: InputArgs,
    /// Folder that the report is written to; must not exist
    #[arg(short, long = "output", value_name = "DIR")]
    pub output: PathBuf,
    /// Replace a report that is already there
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub themes: ThemeFlags,
    #[command(flatten)]
    pub phrases: PhraseFlags,
    #[command(flatten)]
    pub trends: TrendFlags,
    #[command(flatten)]
    pub look: ReportFlags,
}

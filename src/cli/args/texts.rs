//! The commands that look at texts, and the one that makes some up.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::flags::{Common, InputArgs, Output};
use crate::generate::Language;
use crate::kwic::Order;

/// Show every occurrence of a phrase in its context, or count them
#[derive(Debug, Args)]
#[command(after_help = "\
In PHRASE, * stands for one unit: a Chinese character, or a word of a script with spaces, or a number.
  *{3}   exactly three            *{1,4}  one to four
  …      one to fourteen          econom* any word that begins so (a * that touches letters)
  \\*     an asterisk, \\… an ellipsis
Marks inside a slot are not counted; no slot crosses the end of a sentence. Of hits that hold each
other the shortest counts. Put PHRASE in single quotes, so that the shell leaves * alone.

Examples:
  leitmotif concordance 最大同心圆 corpus/
  leitmotif concordance '画*最大同心圆' corpus/ --by filler
  leitmotif concordance '在…上下功夫' corpus/ --sort filler --limit 50
  leitmotif concordance 高质量发展 news.jsonl --by year -o by_year.csv
  leitmotif concordance 'the * of the' speeches.jsonl --sort right --window 8")]
pub struct Concordance {
    /// The phrase; width, quotes, case and traditional or simplified script do not matter
    #[arg(value_name = "PHRASE")]
    pub phrase: String,
    #[command(flatten)]
    pub inputs: InputArgs,
    /// Characters (Chinese) or words of context on each side
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub window: usize,
    /// Order of the lines
    #[arg(long, default_value = "position", conflicts_with = "by")]
    pub sort: Order,
    /// Count instead of listing lines
    #[arg(long)]
    pub by: Option<CountBy>,
    /// Most rows printed; 0 prints all
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub limit: usize,
    #[command(flatten)]
    pub output: Output,
    #[command(flatten)]
    pub common: Common,
}

/// What occurrences are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CountBy {
    /// The group of the document: its share of documents that have the phrase, and how often
    Group,
    /// The year of the document
    Year,
    /// The quarter of the document
    Quarter,
    /// The month of the document
    Month,
    /// The document; those without the phrase are left out
    Document,
    /// What fills the slots
    Filler,
    /// The word before the phrase in its sentence
    Left,
    /// The word behind the phrase in its sentence
    Right,
}

/// Show what was read, cleaned and split: text, sections, metadata, what was joined and dropped
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  leitmotif inspect page.html old.txt
  leitmotif inspect page.html old.txt --format jsonl
  leitmotif inspect corpus/ --encoding gb18030 --format table")]
pub struct Inspect {
    #[command(flatten)]
    pub inputs: InputArgs,
    /// How the documents are written; `text` on a terminal (`table` if they are many), else `jsonl`
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    pub format: Option<InspectFormat>,
    #[command(flatten)]
    pub common: Common,
}

/// How inspected documents are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InspectFormat {
    /// The text for the eye: what was joined, dropped and why, with offsets into the source
    Text,
    /// One JSON object a line
    Jsonl,
    /// One JSON array of objects
    Json,
    /// Aligned columns for a terminal, without the texts
    Table,
}

/// How generated documents are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GenerateForm {
    /// One file, docs.jsonl, a document a line
    Jsonl,
    /// One text file a document, with title, date and group at its head, 1,000 to a folder
    Files,
}

/// Generate a corpus in which slogans, passages and themes are planted and known
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  leitmotif generate -n 100000 -o synthetic/ --seed 1
  leitmotif generate -n 500 -o small/ --language en --force
  leitmotif generate -n 5000 -o folder/ --as files")]
pub struct Generate {
    /// Number of documents
    #[arg(short = 'n', long = "documents", value_name = "N", value_parser = clap::value_parser!(u32).range(1..=9_999_999))]
    pub documents: u32,
    /// Folder that the documents and truth.json are written to; must not exist
    #[arg(short, long = "output", value_name = "DIR")]
    pub output: PathBuf,
    /// How the documents are written
    #[arg(long = "as", value_name = "FORM", default_value = "jsonl")]
    pub form: GenerateForm,
    /// Replace a generated corpus that is already there
    #[arg(long)]
    pub force: bool,
    /// Seed of every random choice: the same bytes for the same seed
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// Language of the text
    #[arg(long, default_value = "zh")]
    pub language: Language,
    /// Print no progress
    #[arg(short, long)]
    pub quiet: bool,
}

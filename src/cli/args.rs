//! The commands and their flags.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::Usage;
use super::flags::{
    Common, InputArgs, Output, PhraseFlags, ReportFlags, ReuseFlags, TrendFlags, set,
};
use super::theme_flags::ThemeFlags;
use crate::config::Config;
use crate::generate::Language;
use crate::kwic::Order;
use crate::similarity::Basis;

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

/// List the themes, or which text belongs to which
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  leitmotif themes corpus/ -k 8
  leitmotif themes news.jsonl -k 20 --unit document --assignments --format csv
  leitmotif themes news.jsonl --list trials
  leitmotif themes news.jsonl -k 5..20 --save may.json --vectors may.npy
  leitmotif themes june.jsonl --themes may.json --assignments")]
pub struct Themes {
    #[command(flatten)]
    pub inputs: InputArgs,
    /// What is listed
    #[arg(long, value_name = "WHAT", default_value = "themes")]
    pub list: ThemeList,
    /// List the texts with their themes: the same as --list assignments
    #[arg(long, conflicts_with = "list")]
    pub assignments: bool,
    /// Write the themes to this file, for --themes
    #[arg(long, value_name = "FILE", help_heading = "Themes")]
    pub save: Option<PathBuf>,
    /// Write the texts as vectors of the latent space to this file: .csv and .parquet with document,
    /// section and theme, .npy the numbers alone, in the order of the assignments
    #[arg(long, value_name = "FILE", help_heading = "Themes")]
    pub vectors: Option<PathBuf>,
    #[command(flatten)]
    pub themes: ThemeFlags,
    #[command(flatten)]
    pub output: Output,
    #[command(flatten)]
    pub common: Common,
}

/// The tables about themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ThemeList {
    /// The themes, the largest first
    Themes,
    /// Every text with its theme, the distance to it, and the next theme
    Assignments,
    /// The texts that show each theme best, and those at its border, with the reason
    Texts,
    /// How many texts of each document, group and period each theme holds
    Sizes,
    /// The numbers of themes that were tried, and how well each did
    Trials,
}

/// List the repeated phrases, best first
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  leitmotif phrases corpus/
  leitmotif phrases news.jsonl --min-documents 5 --rank spread --kind slogan,formula --format csv
  leitmotif phrases corpus/ -o phrases.xlsx
  leitmotif phrases corpus/ --phrases phrases.tsv --new-words dict.txt")]
pub struct Phrases {
    #[command(flatten)]
    pub inputs: InputArgs,
    #[command(flatten)]
    pub phrases: PhraseFlags,
    /// Most phrases listed; 0 lists all
    #[arg(long, value_name = "N", help_heading = "Phrases")]
    pub limit: Option<usize>,
    /// Write the recurring words that the Chinese dictionary lacks to this file, for --dictionary
    #[arg(long, value_name = "FILE", help_heading = "Phrases")]
    pub new_words: Option<PathBuf>,
    #[command(flatten)]
    pub output: Output,
    #[command(flatten)]
    pub common: Common,
}

/// List the passages taken over from one document into another, or who shares with whom
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  leitmotif reuse corpus/
  leitmotif reuse news.jsonl --min-identity 0.8 --format csv
  leitmotif reuse news.jsonl --list clusters --across group --window 30 -o clusters.parquet
  leitmotif reuse corpus/ --list groups --group-from folder")]
pub struct Reuse {
    #[command(flatten)]
    pub inputs: InputArgs,
    /// What is listed
    #[arg(long, value_name = "WHAT", default_value = "passages")]
    pub list: ReuseList,
    #[command(flatten)]
    pub reuse: ReuseFlags,
    #[command(flatten)]
    pub output: Output,
    #[command(flatten)]
    pub common: Common,
}

/// The tables about reuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReuseList {
    /// The passages, both sides of each
    Passages,
    /// The holders of each passage, the probable source first, and what each changed
    Clusters,
    /// What each pair of documents shares, and in which direction
    Pairs,
    /// What each pair of groups shares, and in which direction
    Groups,
    /// What each document is made of: formulaic, shared, own
    Documents,
    /// What each section is made of
    Sections,
}

/// List pairs of similar documents: reprints, versions, parts, and those on one subject
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  leitmotif similar corpus/
  leitmotif similar news.jsonl --min-cosine 0.5 --format csv
  leitmotif similar news.jsonl --by wording
  leitmotif similar corpus/ --list sections
  leitmotif similar corpus/ --list groups --group-from folder")]
pub struct Similar {
    #[command(flatten)]
    pub inputs: InputArgs,
    /// What is listed
    #[arg(long, value_name = "WHAT", default_value = "documents")]
    pub list: SimilarList,
    /// What pairs are looked for by [default: both]; wording alone takes a fraction of the time
    #[arg(long, value_name = "WHAT")]
    by: Option<Basis>,
    /// Nearest documents kept for each document [default: 10]; more lists more distant pairs
    #[arg(long, value_name = "N")]
    neighbours: Option<usize>,
    /// Least cosine of a pair, from 0 to 1 [default: 0.2]; higher leaves the closest subjects
    #[arg(long, value_name = "COSINE")]
    min_cosine: Option<f64>,
    #[command(flatten)]
    pub output: Output,
    #[command(flatten)]
    pub common: Common,
}

impl Similar {
    /// Writes the flags over the settings.
    pub fn apply(&self, config: &mut Config) {
        set(&mut config.similarity.by, &self.by);
        set(&mut config.similarity.neighbours, &self.neighbours);
        set(&mut config.similarity.min_cosine, &self.min_cosine);
        config.similarity.sections |= self.list == SimilarList::Sections;
    }
}

/// The tables about likeness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SimilarList {
    /// Pairs of documents, with the terms and the longest phrase they share
    Documents,
    /// Pairs of sections, by subject
    Sections,
    /// Every pair of groups, like beside like
    Groups,
    /// Every pair of documents, like beside like, up to 200 documents
    Matrix,
}

/// Compare groups of documents, or two reports: what each says more, what only one says, what all say
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  leitmotif compare a/ b/ --format csv
  leitmotif compare news.jsonl --by group
  leitmotif compare corpus/ --by folder --limit 20
  leitmotif compare a/ b/ --list exclusive        phrases that only one side says
  leitmotif compare corpus/ --by folder --list passages   what one took over from another
  leitmotif compare reports/may reports/june              what came, went and grew
  leitmotif compare reports/may reports/june --list themes

Where both INPUT are folders that `leitmotif report` wrote, the two runs are compared: what the first
has is `_1`, what the second has `_2`.")]
pub struct Compare {
    #[command(flatten)]
    pub inputs: InputArgs,
    /// What makes a group; `input` for two inputs or more, else `group`
    #[arg(long)]
    pub by: Option<By>,
    /// What is listed [default: keyness; phrases for two reports]
    #[arg(long, value_name = "WHAT")]
    pub list: Option<CompareList>,
    /// Least number of documents that carry an item [default: 2]; more leaves rare items out
    #[arg(long, value_name = "N")]
    pub min_documents: Option<u32>,
    /// Most items listed a group and kind [default: 200]; most phrases for two reports; 0 lists all
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    #[command(flatten)]
    pub output: Output,
    #[command(flatten)]
    pub common: Common,
}

/// The tables of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompareList {
    /// What each group says more, or less, than the others
    Keyness,
    /// Phrases that only one group says
    Exclusive,
    /// What all groups say alike
    Lockwords,
    /// The passages that groups share, the group that had it first before the others; of two reports,
    /// the passages that came, went, or found other holders
    Passages,
    /// The themes a group gives more, or less, of its texts to; of two reports, the themes that came,
    /// went and grew
    Themes,
    /// Of two reports: the phrases that came, went and grew
    Phrases,
    /// Of two reports: the documents that were added, removed, or changed
    Documents,
    /// Of two reports: the settings that differ
    Settings,
}

impl Compare {
    /// Writes the flags over the settings.
    pub fn apply(&self, config: &mut Config) {
        set(&mut config.keyness.min_documents, &self.min_documents);
        set(&mut config.keyness.limit, &self.limit);
    }
}

/// What makes a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// The group of each document, as the settings take it (metadata unless told otherwise)
    Group,
    /// The folder that holds the file
    Folder,
    /// The INPUT that the document came from
    Input,
}

/// Follow phrases over time
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  leitmotif trends news.jsonl
  leitmotif trends reports.jsonl --period year --phrases 三个代表,和谐社会 --format csv
  leitmotif trends news.jsonl --period month --list movers --heat 0.02,0.05,0.1,0.2,0.4
  leitmotif trends statements/ --list leaders --group-from folder")]
pub struct Trends {
    #[command(flatten)]
    pub inputs: InputArgs,
    /// What is listed
    #[arg(long, value_name = "WHAT", default_value = "points")]
    pub list: TrendList,
    /// Phrases to follow instead of the best ranked, separated by commas; counted wherever the text
    /// holds them
    #[arg(long, value_name = "PHRASE,…", value_delimiter = ',', help_heading = "Time")]
    phrases: Option<Vec<String>>,
    #[command(flatten)]
    pub trends: TrendFlags,
    #[command(flatten)]
    pub output: Output,
    #[command(flatten)]
    pub common: Common,
}

impl Trends {
    /// Whether the phrases, where they are given, are phrases.
    pub fn check(&self) -> Result<(), Usage> {
        let is_empty = |phrase: &String| !phrase.chars().any(char::is_alphanumeric);
        match self.phrases.as_ref().and_then(|phrases| phrases.iter().find(|p| is_empty(p))) {
            Some(phrase) => {
                Err(Usage(format!("--phrases: `{phrase}` has no character to look for")))
            }
            None => Ok(()),
        }
    }

    /// Writes the flags over the settings.
    pub fn apply(&self, config: &mut Config) {
        self.trends.apply(&mut config.trends);
        set(&mut config.trends.phrases, &self.phrases);
    }
}

/// The tables about time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TrendList {
    /// Every phrase in every period: documents, share, heat, and the period's volume
    Points,
    /// Each phrase's first, highest and last period, and whether it rises or falls, with a test
    Tests,
    /// What moved by two levels of heat or more, came or went, latest first
    Movers,
    /// First use of each phrase by each group, with the lag
    Adoption,
    /// Which groups are first with phrases, and how far behind the others are
    Leaders,
}

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

/// Generate a corpus in which slogans, passages and themes are planted and known
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  leitmotif generate -n 100000 -o synthetic/ --seed 1
  leitmotif generate -n 500 -o small/ --language en --force")]
pub struct Generate {
    /// Number of documents
    #[arg(short = 'n', long = "documents", value_name = "N", value_parser = clap::value_parser!(u32).range(1..=9_999_999))]
    pub documents: u32,
    /// Folder that docs.jsonl and truth.json are written to; must not exist
    #[arg(short, long = "output", value_name = "DIR")]
    pub output: PathBuf,
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

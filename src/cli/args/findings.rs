//! The commands that list findings: themes, phrases, passages, likeness.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::flags::{Common, InputArgs, Output, PhraseFlags, ReuseFlags, set, set_some};
use crate::cli::theme_flags::ThemeFlags;
use crate::config::Config;
use crate::similarity::Basis;

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
    /// Nearest documents kept for each document [default: 10, fewer beyond 50,000 documents]; more lists
    /// more distant pairs
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
        set_some(&mut config.similarity.neighbours, &self.neighbours);
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

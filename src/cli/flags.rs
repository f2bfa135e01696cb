//! Flags that several commands share; each names a setting of the TOML file and overrides it.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::Args;

use super::print::is_terminal;
use super::progress::say;
use super::{Usage, output};
use crate::config::{Config, Export, Language};
use crate::dates::Order;
use crate::dictionary::{self, Word};
use crate::error::Error;
use crate::phrases::edits::{self, Edit};
use crate::phrases::{PhraseKind, Rank};
use crate::read::limits::ByteSize;
use crate::read::{GroupFrom, Inputs};
use crate::report::export::Format;
use crate::reuse::{Across, ReuseSettings};
use crate::segment::Split;
use crate::trends::{Period, TrendSettings};

/// Writes a value over a setting where the flag was given.
pub fn set<T: Clone>(setting: &mut T, flag: &Option<T>) {
    if let Some(value) = flag {
        setting.clone_from(value);
    }
}

/// Writes a value over a setting that may be absent, where the flag was given.
pub fn set_some<T: Clone>(setting: &mut Option<T>, flag: &Option<T>) {
    if flag.is_some() {
        setting.clone_from(flag);
    }
}

/// A text file that a flag names; `what` it is, for messages.
pub fn read_text(path: &Path, what: &str) -> Result<String, Error> {
    let failed = |reason: String| Error::Input { path: path.to_owned(), reason };
    let bytes = std::fs::read(path).map_err(|e| failed(format!("{what} cannot be read: {e}")))?;
    String::from_utf8(bytes)
        .map_err(|_| failed(format!("{what} is not UTF-8; save it as UTF-8 text")))
}

/// What is read.
#[derive(Debug, Args)]
pub struct InputArgs {
    /// Files, folders, globs and archives; `-` reads standard input
    #[arg(value_name = "INPUT", required_unless_present = "files_from")]
    pub paths: Vec<PathBuf>,
    /// A file that lists inputs, one a line or ended by zero bytes; `-` reads the list from standard
    /// input
    #[arg(long, value_name = "LIST", help_heading = "Reading")]
    pub files_from: Option<PathBuf>,
}

impl InputArgs {
    /// The inputs as reading takes them.
    pub fn inputs(&self) -> Inputs {
        Inputs { paths: self.paths.clone(), files_from: self.files_from.clone() }
    }
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Common {
    /// Settings file (TOML); flags win over it
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Seed of every random choice
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Threads to use; one a core when absent. Results do not depend on it
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// Most memory to use (8G); stages take leaner, slower forms to stay below, and what cannot is told
    /// once the texts are read, before anything is found in them
    #[arg(long, value_name = "SIZE")]
    max_memory: Option<ByteSize>,
    /// Neither take up what earlier runs found in the same inputs nor keep what this one finds. The cache is
    /// the folder $LEITMOTIF_CACHE, else ~/.cache/leitmotif; results do not depend on it
    #[arg(long)]
    no_cache: bool,
    /// Print neither progress nor warnings
    #[arg(short, long)]
    pub quiet: bool,
    /// Fail where a file cannot be read, instead of skipping it
    #[arg(long, help_heading = "Reading")]
    strict: bool,
    /// Encoding of every file (utf-8, gb18030, big5 …); detected a file at a time when absent
    #[arg(long, value_name = "LABEL", help_heading = "Reading")]
    encoding: Option<String>,
    /// Column or key that holds the text of a table's or JSON's rows; guessed when absent
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    text_column: Option<String>,
    /// Column or key that names a document; guessed when absent
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    id_column: Option<String>,
    /// Column, key or metadata field that holds the date; guessed when absent
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    date_column: Option<String>,
    /// Order of day and month in dates like 7/8/2023; told by a file's other dates when absent
    #[arg(long, value_name = "ORDER", help_heading = "Reading")]
    date_order: Option<Order>,
    /// Column, key or metadata field that holds the group; guessed when absent
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    group_column: Option<String>,
    /// Where a document's group comes from
    #[arg(long, value_name = "FROM", help_heading = "Reading")]
    pub group_from: Option<GroupFrom>,
    /// Regular expression on a document's name whose first group is the document's group;
    /// `(?<date>…)`, `(?<title>…)` and the like give metadata
    #[arg(long, value_name = "REGEX", help_heading = "Reading")]
    group_pattern: Option<String>,
    /// Keep one of the documents that have exactly the same text
    #[arg(long, help_heading = "Reading")]
    collapse_duplicates: bool,
    /// Leave out files larger than this (500K, 20M, 4G)
    #[arg(long, value_name = "SIZE", help_heading = "Reading")]
    max_file_size: Option<ByteSize>,
    /// Leave out files that unpack to more than this
    #[arg(long, value_name = "SIZE", help_heading = "Reading")]
    max_unpacked_size: Option<ByteSize>,
    /// What a section is
    #[arg(long, help_heading = "Reading")]
    split: Option<Split>,
    /// Regular expression: each line that matches begins a section and is its heading, or
    /// `(?<heading>…)` and `(?<speaker>…)` name parts of it. Implies --split regex
    #[arg(long, value_name = "REGEX", help_heading = "Reading")]
    split_pattern: Option<String>,
    /// Join lines broken inside a sentence
    #[arg(long, value_name = "BOOL", help_heading = "Reading")]
    join_lines: Option<bool>,
    /// Take page furniture out of the texts
    #[arg(long, value_name = "BOOL", help_heading = "Reading")]
    drop_furniture: Option<bool>,
    /// Take out lines that repeat at the edge of most documents of one source
    #[arg(long, value_name = "BOOL", help_heading = "Reading")]
    drop_repeated: Option<bool>,
    /// Words for the Chinese dictionary, in jieba's form: a word a line, frequency and part of speech
    /// behind it if wanted
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    dictionary: Option<PathBuf>,
}

impl Common {
    /// Reads the user dictionary, where one is given.
    pub fn dictionary(&self) -> anyhow::Result<Option<Vec<Word>>> {
        let Some(path) = &self.dictionary else { return Ok(None) };
        let (words, left_out) = dictionary::parse(&read_text(path, "dictionary")?)
            .map_err(|reason| Usage(format!("{}: {reason}", path.display())))?;
        if let (Some(first), false) = (left_out.first(), self.quiet) {
            let (path, n) = (path.display(), left_out.len());
            say(&format!(
                "warning: {path}: {n} entries left out, the first in {first}; the dictionary cuts \
                 Chinese characters only"
            ));
        }
        Ok(Some(words))
    }

    /// Writes the flags over the settings.
    pub fn apply(&self, config: &mut Config) {
        set(&mut config.seed, &self.seed);
        set_some(&mut config.max_memory, &self.max_memory);
        config.cache &= !self.no_cache;
        config.read.strict |= self.strict;
        set_some(&mut config.read.encoding, &self.encoding);
        set_some(&mut config.read.text_column, &self.text_column);
        set_some(&mut config.read.id_column, &self.id_column);
        set_some(&mut config.read.date_column, &self.date_column);
        set_some(&mut config.read.date_order, &self.date_order);
        set_some(&mut config.read.group_column, &self.group_column);
        set(&mut config.read.group_from, &self.group_from);
        set_some(&mut config.read.group_pattern, &self.group_pattern);
        config.read.collapse_duplicates |= self.collapse_duplicates;
        set(&mut config.read.max_file_size, &self.max_file_size);
        set(&mut config.read.max_unpacked_size, &self.max_unpacked_size);
        config.segment.apply(self.split, self.split_pattern.as_deref());
        set(&mut config.clean.join_lines, &self.join_lines);
        set(&mut config.clean.drop_furniture, &self.drop_furniture);
        set(&mut config.clean.drop_repeated, &self.drop_repeated);
    }
}

/// How and where a table is written.
#[derive(Debug, Args)]
pub struct Output {
    /// How the table is written; by the ending of --output, else `table` on a terminal and `csv`
    /// elsewhere
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    format: Option<Format>,
    /// Write the table to this file, whole or not at all; its ending says how (.csv, .json, .jsonl,
    /// .md, .parquet, .xlsx) unless --format does. Must not exist
    #[arg(short = 'o', long = "output", value_name = "FILE", help_heading = "Output")]
    pub file: Option<PathBuf>,
}

impl Output {
    /// The format asked for, by name or by the file's ending.
    pub fn format(&self) -> Result<Option<Format>, Usage> {
        let (None, Some(path)) = (self.format, &self.file) else { return Ok(self.format) };
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        Format::of_ending(ending).map(Some).ok_or_else(|| {
            let known = Format::ENDINGS.map(|(ending, _)| format!(".{ending}")).join(", ");
            let path = path.display();
            Usage(format!("--output {path}: the name must end in one of {known}, or give --format"))
        })
    }

    /// Whether the table can be written, before the work starts.
    pub fn check(&self) -> anyhow::Result<()> {
        let format = self.format()?;
        match &self.file {
            Some(path) => output::check_file(path)?,
            None if format.is_some_and(Format::is_binary) && is_terminal() => {
                let advice =
                    "a terminal cannot show this format; write it to a file with --output FILE";
                return Err(Usage(format!("--format: {advice}")).into());
            }
            None => {}
        }
        Ok(())
    }
}

/// Phrases.
#[derive(Debug, Args)]
#[command(next_help_heading = "Phrases")]
pub struct PhraseFlags {
    /// Least number of documents that carry a phrase; by the size of the corpus when absent
    #[arg(long, value_name = "N")]
    min_documents: Option<u32>,
    /// Least number of occurrences of a phrase
    #[arg(long, value_name = "N")]
    min_occurrences: Option<u32>,
    /// Least length of a phrase in characters (Chinese) or words
    #[arg(long, value_name = "N")]
    min_units: Option<u32>,
    /// A phrase is part of a longer one if no more than this share of its places stand without it, from
    /// 0 to 1; more leaves fewer and longer phrases
    #[arg(long, value_name = "SHARE")]
    slack: Option<f64>,
    /// What phrases are ordered by
    #[arg(long, value_name = "BY")]
    rank: Option<Rank>,
    /// Kinds that are listed, separated by commas; all when absent
    #[arg(long, value_name = "KIND,…", value_delimiter = ',')]
    kind: Option<Vec<PhraseKind>>,
    /// List of edits (keep, drop, merge, rename), as a report writes it and you fill it in
    #[arg(long = "phrases", value_name = "phrases.tsv")]
    edits: Option<PathBuf>,
    /// Count English plurals and possessives as their singular
    #[arg(long)]
    fold_inflection: bool,
}

impl PhraseFlags {
    /// Reads the list of edits, where one is given.
    pub fn edits(&self) -> anyhow::Result<Option<Vec<Edit>>> {
        let Some(path) = &self.edits else { return Ok(None) };
        let edits = edits::list::parse(&read_text(path, "list of edits")?);
        Ok(Some(edits.map_err(|reason| Usage(format!("{}: {reason}", path.display())))?))
    }

    /// Writes the flags over the settings.
    pub fn apply(&self, config: &mut Config) {
        config.units.fold_inflection |= self.fold_inflection;
        let phrases = &mut config.phrases;
        set(&mut phrases.slack, &self.slack);
        set(&mut phrases.rank, &self.rank);
        set(&mut phrases.kinds, &self.kind);
        set_some(&mut phrases.min_documents, &self.min_documents);
        set(&mut phrases.min_occurrences, &self.min_occurrences);
        set_some(&mut phrases.min_units, &self.min_units);
    }
}

/// Passages, for the command that has them to itself.
#[derive(Debug, Args)]
#[command(next_help_heading = "Passages")]
pub struct ReuseFlags {
    /// Least length of a passage in characters (Chinese) or words [default: 10 characters, 5 words].
    /// Less finds shorter borrowings, and more set phrases with them
    #[arg(long, value_name = "N")]
    min_units: Option<u32>,
    /// Least share of units that agree, from 0 to 1 [default: 0.5]. Higher leaves out rewritten
    /// passages; 1 leaves the verbatim ones
    #[arg(long, value_name = "SHARE")]
    min_identity: Option<f64>,
    /// Runs of units in more documents than this start no comparison of pairs; long ones are
    /// still clustered [default: 20]. Higher compares more pairs and takes longer
    #[arg(long, value_name = "N")]
    max_document_frequency: Option<u32>,
    /// Also compare the sections of one document with each other [default: true]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    within: Option<bool>,
    /// Compare only documents of different groups; those without a group are compared with all
    #[arg(long, value_name = "WHAT")]
    across: Option<Across>,
    /// Compare only documents at most so many days apart; those without a date are compared with all
    #[arg(long, value_name = "DAYS")]
    window: Option<u32>,
}

impl ReuseFlags {
    /// Writes the flags over the settings.
    pub fn apply(&self, reuse: &mut ReuseSettings) {
        set_some(&mut reuse.min_units, &self.min_units);
        set(&mut reuse.min_identity, &self.min_identity);
        set(&mut reuse.max_document_frequency, &self.max_document_frequency);
        set(&mut reuse.within, &self.within);
        set_some(&mut reuse.across, &self.across);
        set_some(&mut reuse.window, &self.window);
    }
}

/// Time.
#[derive(Debug, Args)]
#[command(next_help_heading = "Time")]
pub struct TrendFlags {
    /// Length of a period; by the span of the dates when absent
    #[arg(long)]
    period: Option<Period>,
    /// How many of the best ranked phrases are followed [default: 100]; 0 follows all
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Shares of documents from which the second to the sixth level of heat begin; sixths of all
    /// shares when absent. Fixed bounds make the tables of two corpora comparable
    #[arg(long, value_name = "SHARE,…", value_delimiter = ',')]
    heat: Option<Vec<f64>>,
}

impl TrendFlags {
    /// Writes the flags over the settings.
    pub fn apply(&self, trends: &mut TrendSettings) {
        set_some(&mut trends.period, &self.period);
        set(&mut trends.top, &self.top);
        set(&mut trends.heat, &self.heat);
    }
}

/// How the report looks.
#[derive(Debug, Args)]
#[command(next_help_heading = "Report")]
pub struct ReportFlags {
    /// Language of the report's own words; the corpus's when absent
    #[arg(long)]
    language: Option<Language>,
    /// Title of the page
    #[arg(long)]
    title: Option<String>,
    /// A font file that covers the texts, for the PNG charts
    #[arg(long, value_name = "FILE")]
    font: Option<PathBuf>,
    /// Most phrases, passages and documents shown on the page; the tables have all
    #[arg(long, value_name = "N")]
    rows: Option<usize>,
    /// Forms of the tables beside CSV, separated by commas: xlsx is one workbook, jsonl and parquet are
    /// a file a table, none leaves them out [default: xlsx]
    #[arg(long, value_name = "FORM,…", value_delimiter = ',')]
    export: Option<Vec<Export>>,
}

impl ReportFlags {
    /// Writes the flags over the settings.
    pub fn apply(&self, config: &mut Config) {
        set_some(&mut config.report.language, &self.language);
        set_some(&mut config.report.title, &self.title);
        set_some(&mut config.report.font, &self.font);
        set(&mut config.report.rows, &self.rows);
        set(&mut config.report.export, &self.export);
    }
}

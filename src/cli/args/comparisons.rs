//! The commands that compare: groups, two reports, periods.

use clap::{Args, ValueEnum};

use crate::cli::Usage;
use crate::cli::flags::{Common, InputArgs, Output, TrendFlags, set};
use crate::config::Config;

/// Compare groups of documents, or two reports: what each says more, what one alone, what all say alike
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

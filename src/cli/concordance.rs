//! `concordance`: every occurrence of a phrase in its context (keyword in context, KWIC), or counts of
//! them.
//!
//! The phrase is cut into units like the texts and looked up in the suffix array ([`crate::kwic`]), so
//! width, quotes, case and script do not matter, and spaces do not either.

use super::args::{self, CountBy};
use super::cache::Cache;
use super::progress::{IN_INSPECT, Progress, say};
use super::{Usage, on_threads, print, settings, work};
use crate::analysis::{self, Texts};
use crate::corpus::{Corpus, Text};
use crate::kwic::{self, Hit, Nearest, Of, Overview, Partition, Pattern};
use crate::read::Files;
use crate::report::tables::{self, KwicLines, Table};
use crate::trends::Period;
use crate::units::UnitStream;

/// Looks the phrase up and prints its occurrences or their counts.
pub fn run(args: &args::Concordance) -> anyhow::Result<()> {
    let config = settings(&args.common, |_| {})?;
    let pattern = Pattern::parse(&args.phrase, &config.units)
        .map_err(|e| Usage(format!("PHRASE: {}: {e}", args.phrase)))?;
    check(args, &pattern)?;
    let progress = Progress::start(args.common.quiet);
    let (table, n_rows, overview, advice, warnings) = on_threads(&args.common, || {
        progress.begin("read", "reading");
        let cache = Cache::of(&config);
        let files = Files::find(&args.inputs.inputs(), &config.read)?;
        let (texts, place) = work::texts(&files, &config, cache.as_ref(), &progress)?;
        progress.begin("concordance", "indexing");
        let (stream, index) = analysis::index(&texts.texts, place, &config)?;
        let Texts { corpus, texts, warnings, .. } = texts;
        let mut hits = kwic::find(&stream, &index, &pattern);
        let overview = Overview::of(&corpus, &stream, &hits);
        let advice =
            hits.is_empty().then(|| advice(kwic::nearest(&texts, &stream, &index, &pattern)));
        let (table, n_rows) = table(args, &pattern, (&corpus, &texts, &stream), &mut hits);
        Ok((table, n_rows, overview, advice, warnings))
    })?;
    progress.finish(&warnings, IN_INSPECT);

    if !args.common.quiet {
        match advice {
            Some(advice) => {
                say(&format!("warning: {}: occurs in no document; {advice}", args.phrase));
            }
            None => say(&summary(overview, table.rows.len(), n_rows)),
        }
    }
    print::table(&table, &args.output)
}

/// Whether what is asked for can be had of the phrase.
fn check(args: &args::Concordance, pattern: &Pattern) -> Result<(), Usage> {
    let flag = match (args.by, args.sort) {
        (Some(CountBy::Filler), _) => "--by filler",
        (None, kwic::Order::Filler) => "--sort filler",
        _ => return Ok(()),
    };
    if pattern.n_slots() > 0 {
        return Ok(());
    }
    Err(Usage(format!("{flag}: PHRASE has no slot; write * for the character or word that varies")))
}

/// The lines or counts asked for, and how many there are without a limit.
fn table(
    args: &args::Concordance,
    pattern: &Pattern,
    (corpus, texts, stream): (&Corpus, &[Text], &UnitStream),
    hits: &mut [Hit],
) -> (Table, usize) {
    let limit = if args.limit == 0 { usize::MAX } else { args.limit };
    let shares = |by| tables::shares(&kwic::shares(corpus, stream, hits, by), by);
    let wordings = |of| tables::wordings(&kwic::wordings(texts, stream, hits, of), of);
    let mut table = match args.by {
        Some(CountBy::Group) => shares(Partition::Group),
        Some(CountBy::Year) => shares(Partition::Period(Period::Year)),
        Some(CountBy::Quarter) => shares(Partition::Period(Period::Quarter)),
        Some(CountBy::Month) => shares(Partition::Period(Period::Month)),
        Some(CountBy::Document) => shares(Partition::Document),
        Some(CountBy::Filler) => wordings(Of::Filler),
        Some(CountBy::Left) => wordings(Of::Left),
        Some(CountBy::Right) => wordings(Of::Right),
        None => {
            kwic::sort(corpus, stream, hits, args.sort);
            let lines = KwicLines { corpus, texts, stream, window: args.window };
            let shown = &hits[..hits.len().min(limit)];
            return (lines.table(shown, pattern.n_slots() > 0), hits.len());
        }
    };
    let n_rows = table.rows.len();
    table.rows.truncate(limit);
    (table, n_rows)
}

/// How many occurrences there are, where, and when; and how many rows of how many are printed.
fn summary(overview: Overview, n_printed: usize, n_rows: usize) -> String {
    let counted = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let mut line = format!(
        "{} in {}",
        counted(overview.n_occurrences, "occurrence"),
        counted(overview.n_documents, "document")
    );
    match overview.dates {
        Some((first, last)) if first == last => line.push_str(&format!(", dated {first}")),
        Some((first, last)) => line.push_str(&format!(", dated {first} to {last}")),
        None => {}
    }
    if n_printed < n_rows {
        line.push_str(&format!("; {n_printed} of {n_rows} rows printed (--limit)"));
    }
    line
}

/// What to do where nothing was found.
fn advice(nearest: Nearest) -> String {
    let times = |n: usize| if n == 1 { "once".to_owned() } else { format!("{n} times") };
    match nearest {
        Nearest::Like(text, n) => format!("`{text}` occurs {}", times(n)),
        Nearest::Part(text, n) => {
            format!(
                "its part `{text}` occurs {}: look for that, or put * for what varies",
                times(n)
            )
        }
        Nearest::Apart => {
            "its parts occur, but not so near each other in a sentence: widen the slot, as *{1,20}"
                .to_owned()
        }
        Nearest::Nothing => "look for a shorter or other wording".to_owned(),
    }
}

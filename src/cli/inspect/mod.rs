//! `inspect`: what was read, cleaned and split, before anything is counted.
//!
//! On a terminal a few documents are shown in full ([`page`]), many as a table of one line each;
//! programs get one JSON object a document ([`object`]).

mod object;
mod page;

use super::args::{Inspect, InspectFormat};
use super::progress::Progress;
use super::{on_threads, print, settings};
use crate::clean;
use crate::corpus::{Document, Text};
use crate::read::{self, Reading};
use crate::report::tables::{self, Cell, Table};
use object::Inspected;

/// More documents than this are shown as a table.
const MAX_PAGES: usize = 20;

/// Prints one object a document.
pub fn run(args: &Inspect) -> anyhow::Result<()> {
    let config = settings(&args.common, |config| config.read.keep_left_out = true)?;
    let progress = Progress::start(args.common.quiet);
    let (corpus, texts, warnings) = on_threads(&args.common, || {
        progress.begin("read", "reading");
        let Reading { corpus, mut warnings, .. } = read::read(&args.inputs.inputs(), &config.read)?;
        progress.begin("clean", "cleaning and splitting the texts");
        let (texts, doubts) = clean::clean(&corpus, &config.clean, &config.segment);
        warnings.extend(doubts);
        Ok((corpus, texts, warnings))
    })?;
    progress.finish(&warnings, None);
    let default = match print::is_terminal() {
        true if corpus.len() > MAX_PAGES => InspectFormat::Table,
        true => InspectFormat::Text,
        false => InspectFormat::Jsonl,
    };
    let pairs = || corpus.documents.iter().zip(&texts);
    match args.format.unwrap_or(default) {
        InspectFormat::Text => {
            let width = print::width();
            let pages = pairs().map(|(d, t)| page::page(&Inspected::new(d, t), width));
            print::text(&pages.collect::<Vec<_>>().join("\n"))
        }
        InspectFormat::Table => {
            let rows = pairs().map(|(document, text)| summary(document, text)).collect();
            let table = Table { name: "inspect", columns: SUMMARY.to_vec(), rows };
            print::text(&tables::terminal(&table, print::width()))
        }
        InspectFormat::Json => {
            let objects: Vec<Inspected> = pairs().map(|(d, t)| Inspected::new(d, t)).collect();
            print::text(&(serde_json::to_string_pretty(&objects)? + "\n"))
        }
        InspectFormat::Jsonl => {
            let mut lines = String::new();
            for (document, text) in pairs() {
                lines.push_str(&serde_json::to_string(&Inspected::new(document, text))?);
                lines.push('\n');
            }
            print::text(&lines)
        }
    }
}

const SUMMARY: [&str; 9] = [
    "document",
    "format",
    "encoding",
    "date",
    "group",
    "characters",
    "sections",
    "dropped",
    "title",
];

fn summary(document: &Document, text: &Text) -> Vec<Cell> {
    vec![
        document.name.as_str().into(),
        document.format.as_str().into(),
        document.encoding.as_str().into(),
        document.date.map(|d| d.to_string()).into(),
        document.group.as_deref().into(),
        text.text.chars().count().into(),
        text.sections.len().into(),
        (document.left_out.len() + text.dropped.len()).into(),
        document.title.as_deref().into(),
    ]
}

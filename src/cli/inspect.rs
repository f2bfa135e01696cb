//! `inspect`: what was read, cleaned and split, before anything is counted.

use serde::Serialize;

use super::args::{Inspect, InspectFormat};
use super::progress::Progress;
use super::{on_threads, print, settings};
use crate::clean;
use crate::corpus::{Date, Document, Dropped, Text};
use crate::read::{self, Reading};
use crate::report::tables::{self, Cell, Format, Table};

/// Prints one object a document.
pub fn run(args: &Inspect) -> anyhow::Result<()> {
    let config = settings(&args.common, |_| {})?;
    let progress = Progress::start(args.common.quiet);
    let (corpus, texts, warnings) = on_threads(&args.common, || {
        progress.begin("read", "reading");
        let Reading { corpus, warnings, .. } = read::read(&args.inputs.inputs(), &config.read)?;
        progress.begin("clean", "cleaning and splitting the texts");
        let texts = clean::clean(&corpus, &config.clean, &config.segment);
        Ok((corpus, texts, warnings))
    })?;
    progress.finish(&warnings, "not shown");
    let default = if print::is_terminal() { InspectFormat::Table } else { InspectFormat::Jsonl };
    let pairs = || corpus.documents.iter().zip(&texts);
    match args.format.unwrap_or(default) {
        InspectFormat::Table => {
            let rows = pairs().map(|(document, text)| summary(document, text)).collect();
            let table = Table { name: "inspect", columns: SUMMARY.to_vec(), rows };
            print::text(&tables::write(&table, Format::Table, print::width()))
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

/// A document as it is analysed; `start` and `end` count characters of the decoded source.
#[derive(Serialize)]
struct Inspected<'a> {
    document: &'a str,
    path: &'a str,
    encoding: &'a str,
    title: Option<&'a str>,
    date: Option<Date>,
    group: Option<&'a str>,
    text: &'a str,
    sections: Vec<InspectedSection<'a>>,
    dropped: &'a [Dropped],
}

#[derive(Serialize)]
struct InspectedSection<'a> {
    section: usize,
    heading: Option<&'a str>,
    speaker: Option<&'a str>,
    start: u32,
    end: u32,
}

impl<'a> Inspected<'a> {
    fn new(document: &'a Document, text: &'a Text) -> Self {
        let sections = text.sections.iter().enumerate().map(|(i, section)| {
            let (start, end) = text.source_span(section.span);
            InspectedSection {
                section: i,
                heading: section.heading.map(|span| text.slice(span)),
                speaker: section.speaker.map(|span| text.slice(span)),
                start,
                end,
            }
        });
        Self {
            document: &document.name,
            path: &document.path,
            encoding: &document.encoding,
            title: document.title.as_deref(),
            date: document.date,
            group: document.group.as_deref(),
            text: &text.text,
            sections: sections.collect(),
            dropped: &text.dropped,
        }
    }
}

const SUMMARY: [&str; 8] =
    ["document", "encoding", "date", "group", "characters", "sections", "dropped", "title"];

fn summary(document: &Document, text: &Text) -> Vec<Cell> {
    vec![
        document.name.as_str().into(),
        document.encoding.as_str().into(),
        document.date.map(|d| d.to_string()).into(),
        document.group.as_deref().into(),
        text.text.chars().count().into(),
        text.sections.len().into(),
        text.dropped.len().into(),
        document.title.as_deref().into(),
    ]
}

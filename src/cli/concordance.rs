//! `concordance`: every occurrence of a phrase in its context (keyword in context, KWIC).
//!
//! The phrase is cut into units like the texts and looked up in the suffix array, so width, quotes,
//! case and script do not matter, and spaces do not either.

use super::args;
use super::progress::{IN_INSPECT, Progress, say};
use super::{Usage, on_threads, print, settings};
use crate::clean;
use crate::concordance::Concordance;
use crate::corpus::{Corpus, DocId, Span, Text, UnitId};
use crate::error::Result;
use crate::read::{self, Reading};
use crate::report::tables::{Cell, Table};
use crate::units::{self, UnitSettings, UnitStream};

/// Looks the phrase up and prints its occurrences.
pub fn run(args: &args::Concordance) -> anyhow::Result<()> {
    let wanted = units_of(&args.phrase)?;
    if wanted.is_empty() {
        anyhow::bail!(Usage("PHRASE has no character to look for".into()));
    }
    let config = settings(&args.common, |_| {})?;
    let progress = Progress::start(args.common.quiet);
    let (table, warnings) = on_threads(&args.common, || {
        progress.begin("read", "reading");
        let Reading { corpus, mut warnings, .. } = read::read(&args.inputs.inputs(), &config.read)?;
        progress.begin("concordance", "indexing");
        let (texts, doubts) = clean::clean(&corpus, &config.clean, &config.segment);
        warnings.extend(doubts);
        let mut stream = units::units_of(&texts, &UnitSettings::default())?;
        let concordance = Concordance::build(&mut stream)?;
        let ids: Option<Vec<UnitId>> = wanted.iter().map(|unit| stream.id_of(unit)).collect();
        let mut positions: Vec<usize> = ids
            .map(|ids| concordance.find(&stream, &ids).iter().map(|&p| p as usize).collect())
            .unwrap_or_default();
        positions.sort_unstable();
        let lines = Lines { corpus: &corpus, texts: &texts, stream: &stream, window: args.window };
        Ok((lines.table(&positions, wanted.len()), warnings))
    })?;
    progress.finish(&warnings, IN_INSPECT);
    if table.rows.is_empty() && !args.common.quiet {
        say(&format!("warning: {}: occurs in no document", args.phrase));
    }
    print::table(&table, &args.output)
}

/// The folded units of a phrase, line breaks aside.
fn units_of(phrase: &str) -> Result<Vec<String>> {
    let phrase = phrase.split_whitespace().collect::<Vec<_>>().join(" ");
    let texts = [Text { text: phrase, ..Text::default() }];
    let stream = units::units_of(&texts, &UnitSettings::default())?;
    Ok(stream.positions(DocId(0)).map(|p| stream.unit(p).to_owned()).collect())
}

struct Lines<'a> {
    corpus: &'a Corpus,
    texts: &'a [Text],
    stream: &'a UnitStream,
    /// Content units on each side.
    window: usize,
}

impl Lines<'_> {
    /// One row an occurrence, `length` units from each position on.
    fn table(&self, positions: &[usize], length: usize) -> Table {
        Table {
            name: "concordance",
            columns: vec!["document", "date", "section", "start", "left", "phrase", "right"],
            rows: positions.iter().map(|&p| self.row(p, length)).collect(),
        }
    }

    fn row(&self, position: usize, length: usize) -> Vec<Cell> {
        let place = self.stream.place(position, length);
        let document = &self.corpus[place.document];
        let text = &self.texts[place.document.index()];
        let all = self.stream.positions(place.document);
        let from = self.step((all.start..position).rev()).unwrap_or(position);
        let to = self.step(position + length..all.end).unwrap_or(position + length - 1);
        let left = Span { start: self.stream.start(from), end: place.span.start };
        let right = Span { start: place.span.end, end: self.stream.end(to) };
        let show = |span: Span| Cell::from(text.slice(span).replace('\n', " ").trim());
        vec![
            document.name.as_str().into(),
            document.date.map(|d| d.to_string()).into(),
            place.section.0.into(),
            text.source_span(place.span).0.into(),
            show(left),
            show(place.span),
            show(right),
        ]
    }

    /// The last of the positions that belong to the window, none where there is no window.
    fn step(&self, positions: impl Iterator<Item = usize>) -> Option<usize> {
        let mut content = 0;
        let mut last = None;
        for position in positions {
            if self.stream.kind(position).is_content() {
                content += 1;
            }
            if content > self.window {
                break;
            }
            last = Some(position);
        }
        last
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::corpus::Document;

    fn lines(documents: &[&str], phrase: &str, window: usize) -> Vec<[String; 3]> {
        let documents = documents.iter().enumerate().map(|(i, text)| Document {
            name: format!("{i}"),
            source: (*text).to_owned(),
            ..Document::default()
        });
        let corpus = Corpus::new(documents.collect());
        let texts: Vec<Text> = corpus
            .documents
            .iter()
            .map(|d| Text { text: d.source.clone(), ..Text::default() })
            .collect();
        let mut stream = units::units_of(&texts, &UnitSettings::default()).unwrap();
        let concordance = Concordance::build(&mut stream).unwrap();
        let wanted = units_of(phrase).unwrap();
        let ids: Vec<UnitId> = wanted.iter().map(|u| stream.id_of(u).unwrap()).collect();
        let mut positions: Vec<usize> =
            concordance.find(&stream, &ids).iter().map(|&p| p as usize).collect();
        positions.sort_unstable();
        let lines = Lines { corpus: &corpus, texts: &texts, stream: &stream, window };
        let cell = |cell: &Cell| match cell {
            Cell::Text(text) => text.clone(),
            _ => String::new(),
        };
        lines
            .table(&positions, wanted.len())
            .rows
            .iter()
            .map(|row| [cell(&row[4]), cell(&row[5]), cell(&row[6])])
            .collect()
    }

    #[test]
    fn context_is_counted_in_content_units_and_stays_in_its_document() {
        let documents = ["我们要画好“最大同心圆”，凝聚力量。", "畫好 「最大同心圓」"];
        assert_eq!(
            lines(&documents, "“最大同心圆”", 2),
            [["画好", "“最大同心圆”", "，凝聚"], ["畫好", "「最大同心圓」", ""],]
        );
        assert_eq!(lines(&["one two Two"], "TWO", 0), [["", "two", ""], ["", "Two", ""]]);
    }
}

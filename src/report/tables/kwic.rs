//! The tables of a phrase: its places in context, and its counts.
//!
//! They are not of the analysis: a phrase is looked up in the corpus by itself ([`crate::kwic`]).

use super::{Cell, Table};
use crate::corpus::{Corpus, Span, Text};
use crate::kwic::{Hit, Of, Partition, Share, Wording};
use crate::units::UnitStream;

/// Name of the table of lines; the terminal aligns it on the phrase.
pub(super) const LINES: &str = "concordance";

/// What lines are cut from.
pub struct KwicLines<'a> {
    /// The documents.
    pub corpus: &'a Corpus,
    /// Their cleaned texts.
    pub texts: &'a [Text],
    /// Their units.
    pub stream: &'a UnitStream,
    /// Content units on each side.
    pub window: usize,
}

impl KwicLines<'_> {
    /// One row a hit, in their order. `filler` stands only where the phrase has slots.
    pub fn table(&self, hits: &[Hit], has_slots: bool) -> Table {
        let mut columns =
            vec!["document", "date", "section", "start", "left", "phrase", "right", "group"];
        columns.extend(has_slots.then_some("filler"));
        Table { name: LINES, columns, rows: hits.iter().map(|hit| self.row(hit)).collect() }
    }

    fn row(&self, hit: &Hit) -> Vec<Cell> {
        let (start, end) = (hit.range.start, hit.range.end);
        let place = self.stream.place(start, hit.range.len());
        let document = &self.corpus[place.document];
        let text = &self.texts[place.document.index()];
        let all = self.stream.positions(place.document);
        let from = self.step((all.start..start).rev()).unwrap_or(start);
        let to = self.step(end..all.end).unwrap_or(end - 1);
        let left = Span { start: self.stream.start(from), end: place.span.start };
        let right = Span { start: place.span.end, end: self.stream.end(to) };
        let show = |span: Span| Cell::from(text.slice(span).replace('\n', " ").trim());
        let mut row = vec![
            document.name.as_str().into(),
            document.date.map(|d| d.to_string()).into(),
            place.section.0.into(),
            text.source_span(place.span).0.into(),
            show(left),
            show(place.span),
            show(right),
            document.group.as_deref().into(),
        ];
        row.extend(hit.filler(self.texts, self.stream).map(Cell::from));
        row
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

/// A phrase by groups, periods or documents; `volume` is the number of documents of each.
pub fn shares(shares: &[Share], by: Partition) -> Table {
    let name = match by {
        Partition::Group => "group",
        Partition::Period(_) => "period",
        Partition::Document => "document",
    };
    let rows = shares.iter().map(|s| {
        vec![
            s.name.as_deref().into(),
            s.n_documents.into(),
            s.n_occurrences.into(),
            s.share().into(),
            s.per_10000().into(),
            s.volume.into(),
            Cell::Count(s.n_units),
        ]
    });
    let columns =
        vec![name, "n_documents", "n_occurrences", "share", "per_10000", "volume", "n_units"];
    Table { name: "concordance-counts", columns, rows: rows.collect() }
}

/// What fills the slots of a phrase, or stands beside it.
pub fn wordings(wordings: &[Wording], of: Of) -> Table {
    let name = match of {
        Of::Filler => "filler",
        Of::Left => "left",
        Of::Right => "right",
    };
    let rows = wordings.iter().map(|w| {
        vec![w.text.as_deref().into(), w.n_documents.into(), w.n_occurrences.into(), w.share.into()]
    });
    let columns = vec![name, "n_documents", "n_occurrences", "share_of_occurrences"];
    Table { name: "concordance-counts", columns, rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::concordance::Concordance;
    use crate::corpus::Document;
    use crate::kwic::{Pattern, find};
    use crate::report::tables::terminal;
    use crate::units::{UnitSettings, units};

    fn table(documents: &[&str], phrase: &str, window: usize) -> Table {
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
        let mut stream = units(&texts, &UnitSettings::default()).unwrap();
        let index = Concordance::build(&mut stream).unwrap();
        let pattern = Pattern::parse(phrase, &UnitSettings::default()).unwrap();
        let hits = find(&stream, &index, &pattern);
        let lines = KwicLines { corpus: &corpus, texts: &texts, stream: &stream, window };
        lines.table(&hits, pattern.n_slots() > 0)
    }

    fn cells(table: &Table, columns: std::ops::Range<usize>) -> Vec<Vec<String>> {
        let cell = |cell: &Cell| match cell {
            Cell::Text(text) => text.clone(),
            _ => String::new(),
        };
        table.rows.iter().map(|row| row[columns.clone()].iter().map(cell).collect()).collect()
    }

    #[test]
    fn context_is_counted_in_content_units_and_stays_in_its_document() {
        let documents = ["我们要画好“最大同心圆”，凝聚力量。", "畫好 「最大同心圓」"];
        assert_eq!(
            cells(&table(&documents, "“最大同心圆”", 2), 4..7),
            [["画好", "“最大同心圆”", "，凝聚"], ["畫好", "「最大同心圓」", ""],]
        );
        let none = table(&["one two Two"], "TWO", 0);
        assert_eq!(cells(&none, 4..7), [["", "two", ""], ["", "Two", ""]]);
        assert_eq!(none.columns.last(), Some(&"group"));
    }

    #[test]
    fn fillers_are_shown_as_written() {
        let found = table(&["要画出“最大同心圆”，也要画好最大同心圆"], "画*最大同心圆", 1);
        assert_eq!(found.columns.last(), Some(&"filler"));
        assert_eq!(
            cells(&found, 5..9),
            [["画出“最大同心圆", "”，也", "", "出"], ["画好最大同心圆", "", "", "好"]]
        );
    }

    #[test]
    fn the_phrase_stands_in_one_column_of_the_terminal() {
        let documents =
            ["短，画好同心圆", "a longer left context of plain words 画好同心圆 and more of them"];
        for width in [60, 80, 120] {
            let text = terminal(&table(&documents, "画好同心圆", 20), width);
            let column = |line: &str| {
                use unicode_width::UnicodeWidthStr;
                line.find("画好同心圆").map(|at| line[..at].width())
            };
            let columns: Vec<usize> = text.lines().filter_map(column).collect();
            assert_eq!(columns.len(), 2, "{text}");
            assert_eq!(columns[0], columns[1], "{text}");
            let gap = |line: &str| line.contains("短，  画好") || line.contains("words  画好");
            assert_eq!(text.lines().filter(|l| gap(l)).count(), 2, "{text}");
        }
    }
}

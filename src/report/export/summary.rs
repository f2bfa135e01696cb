//! `report.md`: the report in two pages of Markdown, to be pasted into a memo.
//!
//! What was read, the findings, and of phrases, themes, sharing, passages and changes the first few;
//! the rest stands in the files it names. Text of documents is escaped and never begins a line.

use crate::analysis::Analysis;
use crate::config::Export;
use crate::corpus::DocId;
use crate::report::sentences::{Piece, Sentence, changes, sentences};
use crate::report::text::{Words, decimals, percent, thousands};
use crate::report::{heading, untrusted, view};
use crate::reuse::PassageKind;
use crate::trends::columns::Columns;

/// Entries of each part.
const PHRASES: usize = 15;
const THEMES: usize = 15;
const TERMS: usize = 5;
const PAIRS: usize = 10;
const PASSAGES: usize = 5;
const CHANGES: usize = 8;
const WARNINGS: usize = 10;
/// Characters of a name, of a line of text and of a passage.
const NAME: usize = 60;
const LINE: usize = 300;
const PASSAGE: usize = 160;

/// The summary, in the words of a language.
pub fn render(analysis: &Analysis, words: Words) -> String {
    let mut out = Summary { analysis, words, text: String::new() };
    out.head();
    out.phrases();
    out.themes();
    out.sharing();
    out.passages();
    out.time();
    out.warnings();
    out.files();
    out.text
}

/// A summary being written.
struct Summary<'a> {
    analysis: &'a Analysis,
    words: Words,
    text: String,
}

/// How a column is set.
#[derive(Clone, Copy, PartialEq)]
enum Set {
    Left,
    Right,
}

impl Summary<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end_matches(' '));
        self.text.push('\n');
    }

    fn heading(&mut self, title: &str) {
        self.line(&format!("\n## {title}\n"));
    }

    /// A table; its cells are Markdown already.
    fn table(&mut self, columns: &[(&str, Set)], rows: impl Iterator<Item = Vec<String>>) {
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let rule = |set: Set| if set == Set::Right { "---:" } else { "---" };
        let rules: Vec<&str> = columns.iter().map(|(_, set)| rule(*set)).collect();
        self.line(&format!("| {} |", names.join(" | ")));
        self.line(&format!("| {} |", rules.join(" | ")));
        for row in rows {
            self.line(&format!("| {} |", row.join(" | ")));
        }
    }

    /// How many more there are, and where.
    fn more(&mut self, shown: usize, all: usize, file: &str) {
        if all > shown {
            let n = thousands((all - shown) as u64);
            let line = self.words.more_in().replace("{0}", &n).replace("{1}", &format!("`{file}`"));
            self.line(&format!("\n{line}"));
        }
    }

    fn document(&self, id: DocId) -> String {
        brief(view::name(self.analysis, id), NAME)
    }

    fn dated(&self, id: DocId) -> String {
        let date = view::date(self.analysis, id).map(|d| format!(" ({d})"));
        self.document(id) + &date.unwrap_or_default()
    }

    fn sentence(&self, sentence: &Sentence) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Words(text) => text.clone(),
            Piece::Name(text, _) => strong(text),
            Piece::Phrase(text, _) => format!("“{}”", strong(text)),
            Piece::Document(id) => self.document(*id),
        };
        sentence.iter().map(piece).collect()
    }

    fn head(&mut self) {
        let (analysis, words) = (self.analysis, self.words);
        self.line(&format!("# {}\n", untrusted::markdown(&heading::title(analysis, words))));
        self.line(&heading::facts(analysis, words).join(" · "));
        self.heading(words.findings());
        let found = sentences(analysis, words);
        for (i, sentence) in found.iter().enumerate() {
            let line = format!("{}. {}", i + 1, self.sentence(sentence));
            self.line(&line);
        }
        if found.is_empty() {
            self.line(words.finding_none());
        }
    }

    fn phrases(&mut self) {
        let (found, words) = (&self.analysis.phrases.phrases, self.words);
        if found.is_empty() {
            return;
        }
        self.heading(words.slogans());
        self.line(&format!(
            "{}\n",
            words.first_phrases().replace("{0}", &words.phrases(found.len()))
        ));
        let columns = [
            (words.rank(), Set::Right),
            (words.phrase(), Set::Left),
            (words.kind(), Set::Left),
            (words.documents_column(), Set::Right),
            (words.times_column(), Set::Right),
            (words.first_use(), Set::Left),
        ];
        let rows = found.iter().take(PHRASES).enumerate().map(|(i, phrase)| {
            let first = view::first_and_last(self.analysis, &phrase.places.documents());
            vec![
                (i + 1).to_string(),
                brief(&phrase.text, NAME),
                words.phrase_kind(phrase.kind).to_owned(),
                thousands(phrase.n_documents.into()),
                thousands(phrase.n_occurrences.into()),
                first.map_or(String::new(), |((date, _), _)| date.to_string()),
            ]
        });
        let rows: Vec<Vec<String>> = rows.collect();
        self.table(&columns, rows.into_iter());
        self.more(PHRASES, found.len(), "tables/phrases.csv");
    }

    fn themes(&mut self) {
        let (found, words) = (&self.analysis.themes, self.words);
        if found.themes.is_empty() {
            return;
        }
        self.heading(words.themes_title());
        if found.themes.len() > THEMES {
            let all = words.themes(found.themes.len());
            self.line(&format!("{}\n", words.largest_themes().replace("{0}", &all)));
        }
        let columns = [
            ("", Set::Right),
            (words.themes_title(), Set::Left),
            (words.texts_column(), Set::Right),
            (words.documents_column(), Set::Right),
            (words.terms_column(), Set::Left),
            (words.trust_column(), Set::Left),
        ];
        let rows = found.themes.iter().take(THEMES).enumerate().map(|(i, theme)| {
            let terms: Vec<String> =
                theme.top_terms.iter().take(TERMS).map(|(term, _)| brief(term, NAME)).collect();
            let (trust, _) = words.trust(theme.stability);
            vec![
                (i + 1).to_string(),
                brief(&theme.label, NAME),
                thousands(theme.n_sections.into()),
                thousands(theme.n_documents.into()),
                terms.join(words.item_comma()),
                format!("{trust} ({})", decimals(theme.stability, 2)),
            ]
        });
        self.table(&columns, rows);
        self.more(THEMES, found.themes.len(), "tables/themes.csv");
    }

    fn sharing(&mut self) {
        let (analysis, words) = (self.analysis, self.words);
        let found = &analysis.reuse.exchanges;
        if found.is_empty() {
            return;
        }
        self.heading(words.sharing());
        self.line(&format!("{}\n", words.exchanges_lead()));
        let columns = [
            (words.document_a(), Set::Left),
            ("", Set::Left),
            (words.document_b(), Set::Left),
            (words.n_passages(), Set::Right),
            (words.units_in_b(), Set::Right),
            (words.share_of_b(), Set::Right),
        ];
        let rows = found.iter().take(PAIRS).map(|e| {
            let all = view::n_units(analysis, e.b).max(1);
            vec![
                self.dated(e.a),
                if e.is_directed { "→" } else { "–" }.to_owned(),
                self.dated(e.b),
                thousands(e.n_passages.into()),
                thousands(e.units_b.into()),
                percent(f64::from(e.units_b) / f64::from(all)),
            ]
        });
        let rows: Vec<Vec<String>> = rows.collect();
        self.table(&columns, rows.into_iter());
        self.more(PAIRS, found.len(), "tables/sharing.csv");
    }

    /// The longest passages, one of each cluster.
    fn passages(&mut self) {
        let (analysis, words) = (self.analysis, self.words);
        let found = &analysis.reuse.passages;
        let between = || found.iter().filter(|p| p.a.document != p.b.document);
        let mut shown = Vec::new();
        for passage in between().filter(|p| p.kind != PassageKind::Formulaic) {
            if shown.len() < PASSAGES && !shown.iter().any(|&(c, _)| c == passage.cluster) {
                shown.push((passage.cluster, passage));
            }
        }
        if shown.is_empty() {
            return;
        }
        self.heading(words.passages_title());
        let all = words.passages(between().count());
        self.line(&words.longest_passages().replace("{0}", &all));
        for (_, passage) in shown {
            let text = brief(view::at(analysis, passage.a), PASSAGE);
            let facts = [
                words.units(passage.n_units.into()),
                words.passage_kind(passage.kind).to_owned(),
                words.identity().replace("{0}", &decimals(passage.identity, 2)),
            ];
            let (a, b) = (self.dated(passage.a.document), self.dated(passage.b.document));
            self.line(&format!("\n> “{text}”\n>\n> {a} — {b} · {}", facts.join(" · ")));
        }
        self.line("\n→ `tables/passages.csv`");
    }

    /// What changed most surely, and what moved last.
    fn time(&mut self) {
        let words = self.words;
        let columns = Columns::of(&self.analysis.trends);
        let (changed, moved) = (changes(self.analysis), columns.movers());
        if changed.is_empty() && moved.is_empty() {
            return;
        }
        self.heading(words.time());
        let share = |(n, all): (u32, u32)| {
            let share = percent(f64::from(n) / f64::from(all.max(1)));
            format!("{}/{} ({share})", thousands(n.into()), thousands(all.into()))
        };
        if !changed.is_empty() {
            self.line(&format!("{}\n", words.changes_lead()));
            let head =
                [words.phrase(), words.before(), words.after()].map(|name| (name, Set::Left));
            let rows = changed.iter().take(CHANGES).map(|(phrase, change)| {
                let before = format!("{}: {}", change.before, share(change.n_before));
                let after = format!("{}: {}", change.after, share(change.n_after));
                vec![brief(phrase, NAME), before, after]
            });
            self.table(&head, rows);
            self.more(CHANGES, changed.len(), "tables/trends.csv");
        }
        if !moved.is_empty() {
            self.line(&format!("\n### {}\n", words.movers_title()));
            let head =
                [words.phrase(), words.moved(), words.period(), words.before(), words.after()];
            let rows = moved.iter().take(CHANGES).map(|mover| {
                vec![
                    brief(&columns.rows[mover.row].phrase, NAME),
                    words.move_of(mover.how).to_owned(),
                    columns.labels[mover.columns.1].clone(),
                    share(mover.before),
                    share(mover.after),
                ]
            });
            self.table(&head.map(|name| (name, Set::Left)), rows);
            self.more(CHANGES, moved.len(), "tables/movers.csv");
        }
    }

    fn warnings(&mut self) {
        let found = &self.analysis.warnings;
        if found.is_empty() {
            return;
        }
        self.heading(self.words.warnings_title());
        for warning in found.iter().take(WARNINGS) {
            let (subject, message) = self.words.warning(warning);
            self.line(&format!("- {}: {}", strong(&subject), brief(&message, LINE)));
        }
        self.more(WARNINGS, found.len(), "run.json");
    }

    fn files(&mut self) {
        let (analysis, words) = (self.analysis, self.words);
        self.heading(words.files_title());
        let has = |export| analysis.config.report.export.contains(&export);
        let files = [
            ("index.html", words.file_page(), true),
            ("tables.xlsx", words.file_workbook(), has(Export::Xlsx)),
            ("tables/", words.file_tables(), true),
            ("charts/", words.file_charts(), true),
            ("sharing.graphml", words.file_graph(), true),
            ("phrases.tsv", words.file_phrases(), true),
            ("analysis.json", words.file_analysis(), true),
            ("run.json", words.file_run(), true),
        ];
        let rows = files.iter().filter(|(_, _, is_there)| *is_there);
        let rows =
            rows.map(|(name, about, _)| vec![format!("[{name}]({name})"), (*about).to_owned()]);
        self.table(&[(words.file(), Set::Left), (words.what_it_is(), Set::Left)], rows);
        self.line(&format!("\n{}", words.made_by().replace("{0}", &analysis.version)));
    }
}

/// Untrusted text on a line, cut.
fn brief(text: &str, limit: usize) -> String {
    untrusted::markdown(&untrusted::excerpt(text, limit))
}

fn strong(text: &str) -> String {
    match brief(text, NAME) {
        text if text.is_empty() => text,
        text => format!("**{text}**"),
    }
}

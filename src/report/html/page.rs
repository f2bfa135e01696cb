//! The frame of the page: head, navigation, parts in order, figures with their numbers.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::gathered::Gathered;
use super::{
    comparison, csp, documents, findings, method, passages, patterns, reading, sharing, slogans,
    themes, time,
};
use crate::analysis::Analysis;
use crate::config::Language;
use crate::corpus::DocId;
use crate::report::charts::Chart;
use crate::report::text::Words;
use crate::report::{heading, untrusted};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("page.js");

/// A part of the page, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What was read.
    Read,
    /// Five sentences.
    Findings,
    /// Phrases.
    Slogans,
    /// Families, frames, formulas.
    Patterns,
    /// Themes.
    Themes,
    /// Similar documents.
    Sharing,
    /// Passages and clusters.
    Passages,
    /// Keyness.
    Groups,
    /// Trends and adoption.
    Time,
    /// Every document.
    Documents,
    /// Method.
    Method,
}

impl Part {
    const ALL: [Self; 11] = [
        Self::Read,
        Self::Findings,
        Self::Slogans,
        Self::Patterns,
        Self::Themes,
        Self::Sharing,
        Self::Passages,
        Self::Groups,
        Self::Time,
        Self::Documents,
        Self::Method,
    ];

    /// The part's stable id.
    fn id(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Findings => "findings",
            Self::Slogans => "slogans",
            Self::Patterns => "patterns",
            Self::Themes => "themes",
            Self::Sharing => "sharing",
            Self::Passages => "passages",
            Self::Groups => "groups",
            Self::Time => "time",
            Self::Documents => "documents",
            Self::Method => "method",
        }
    }

    fn title(self, words: Words) -> &'static str {
        match self {
            Self::Read => words.read(),
            Self::Findings => words.findings(),
            Self::Slogans => words.slogans(),
            Self::Patterns => words.patterns(),
            Self::Themes => words.themes_title(),
            Self::Sharing => words.sharing(),
            Self::Passages => words.passages_title(),
            Self::Groups => words.groups_title(),
            Self::Time => words.time(),
            Self::Documents => words.documents_title(),
            Self::Method => words.method(),
        }
    }

    /// Where a chart belongs, by its name.
    fn of_chart(name: &str) -> Self {
        let first = name.split('-').next().unwrap_or("");
        match first {
            "frames" | "families" | "formulas" => Self::Patterns,
            "theme" | "themes" => Self::Themes,
            "similarity" | "similar" | "sharing" => Self::Sharing,
            "passages" | "reuse" | "clusters" => Self::Passages,
            "keyness" | "groups" => Self::Groups,
            "trends" | "trend" | "heat" | "adoption" | "time" => Self::Time,
            "documents" | "shares" => Self::Documents,
            _ => Self::Slogans,
        }
    }
}

/// What every part needs to know.
pub struct Page<'a> {
    /// The analysis shown.
    pub analysis: &'a Analysis,
    /// What was read off all of it.
    pub gathered: &'a Gathered<'a>,
    /// The report's own words.
    pub words: Words,
    /// Most rows of a list.
    pub rows: usize,
    /// The documents that have an entry.
    pub shown: Vec<DocId>,
    /// The passages that have an entry, ascending.
    passages: Vec<usize>,
    /// The clusters that have an entry, ascending.
    clusters: Vec<usize>,
    /// The charts in the order of the page, with the part of each.
    charts: Vec<(Part, &'a Chart)>,
}

impl<'a> Page<'a> {
    /// A page in a language, with at most so many rows of each kind.
    pub fn new(
        analysis: &'a Analysis,
        gathered: &'a Gathered<'a>,
        charts: &'a [Chart],
        language: Language,
        rows: usize,
    ) -> Self {
        let mut charts: Vec<_> = charts.iter().map(|c| (Part::of_chart(c.name), c)).collect();
        charts.sort_by_key(|(part, _)| *part);
        // of the documents whose paragraphs have themes, as many as there are rows, evenly drawn
        let all = analysis.config.report.shown(analysis.corpus.len());
        let n = rows.min(all.len());
        let shown = (0..n).map(|i| all[i * all.len() / n]).collect();
        let passages = passages::shown(analysis, rows);
        let clusters = passages::clusters_shown(analysis, rows);
        let words = Words(language);
        Self { analysis, gathered, words, rows, shown, passages, clusters, charts }
    }

    /// Whether a cluster has an entry on the page.
    pub fn has_cluster(&self, index: usize) -> bool {
        self.clusters.binary_search(&index).is_ok()
    }

    /// Whether a passage has an entry on the page.
    pub fn has_passage(&self, index: usize) -> bool {
        self.passages.binary_search(&index).is_ok()
    }

    /// The whole page.
    pub fn render(&self) -> Markup {
        let title = heading::title(self.analysis, self.words);
        let words = self.words;
        html! {
            (DOCTYPE)
            html lang=(words.code()) data-pages=(words.pages()) data-previous=(words.previous_page())
                data-next=(words.next_page()) data-range=(words.page_range()) data-whole=(words.all_rows())
                data-paged=(words.in_pages()) data-filter=(words.filter_rows()) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(csp::policy(SCRIPT));
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="no-referrer";
                    meta name="generator" content={ "leitmotif " (self.analysis.version) };
                    title { (title) }
                    style { (PreEscaped(STYLE)) }
                }
                body id="top" {
                    nav aria-label=(words.contents()) {
                        ol {
                            @for part in Part::ALL {
                                li { a href={ "#" (part.id()) } { (part.title(words)) } }
                            }
                        }
                    }
                    main {
                        header {
                            h1 { bdi { (title) } }
                            p.byline { (self.byline()) }
                        }
                        @for (i, part) in Part::ALL.into_iter().enumerate() {
                            section id=(part.id()) aria-labelledby={ (part.id()) "-title" } {
                                h2 id={ (part.id()) "-title" } {
                                    span.number { (i + 1) }
                                    (part.title(words))
                                }
                                (self.part(part))
                            }
                        }
                        footer { p { (words.made_by().replace("{0}", &self.analysis.version)) " · "
                            a href="#top" { (words.to_top()) } } }
                    }
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        }
    }

    /// Documents, groups and dates in one line below the title.
    fn byline(&self) -> Markup {
        let facts = heading::facts(self.analysis, self.words);
        html! { @for (i, fact) in facts.iter().enumerate() { @if i > 0 { " · " } (fact) } }
    }

    fn part(&self, part: Part) -> Markup {
        match part {
            Part::Read => reading::render(self),
            Part::Findings => findings::render(self),
            Part::Slogans => slogans::render(self),
            Part::Patterns => patterns::render(self),
            Part::Themes => themes::render(self),
            Part::Sharing => sharing::render(self),
            Part::Passages => passages::render(self),
            Part::Groups => comparison::render(self),
            Part::Time => time::render(self),
            Part::Documents => documents::render(self),
            Part::Method => method::render(self),
        }
    }

    /// The figures of a part, numbered through the page.
    pub fn figures(&self, part: Part) -> Markup {
        html! {
            @for (i, (at, chart)) in self.charts.iter().enumerate() {
                @if *at == part {
                    figure id={ "figure-" (i + 1) } {
                        div.chart role="img" aria-label={ (untrusted::one_line(&chart.title)) ". " (untrusted::one_line(&chart.alt)) } { (PreEscaped(svg(&chart.svg))) }
                        figcaption {
                            b { (self.words.figure().replace("{0}", &(i + 1).to_string())) }
                            " · " code { "charts/" (chart.name) ".svg" }
                        }
                        (self.data(chart))
                    }
                }
            }
        }
    }

    /// The figures of a chart as a table, closed until they are asked for.
    fn data(&self, chart: &Chart) -> Markup {
        let cell = |text: &str| html! { (untrusted::one_line(text)) };
        html! {
            @if !chart.data.rows.is_empty() {
                details.data {
                    summary { (self.words.as_a_table()) }
                    div.scroll { table.narrow {
                        thead { tr { @for name in &chart.data.columns { th scope="col" { (cell(name)) } } } }
                        tbody { @for row in &chart.data.rows {
                            tr { @for (i, text) in row.iter().enumerate() {
                                @if i == 0 { th scope="row" { (cell(text)) } } @else { td.n { (cell(text)) } }
                            } }
                        } }
                    } }
                }
            }
        }
    }
}

/// The drawing without XML declaration and document type, which HTML does not know.
fn svg(drawing: &str) -> &str {
    drawing.find("<svg").map_or("", |start| &drawing[start..])
}

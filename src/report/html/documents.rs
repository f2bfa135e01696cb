//! Every document: what it is, what it is made of, its text in layers, and what was dropped from it.
//!
//! Of large corpora as many documents as the page has rows are shown, evenly drawn from their order.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use maud::{Markup, html};

use super::layered;
use super::page::{Page, Part};
use super::pieces::{cell, document as link, more, number, said_briefly, template};
use crate::corpus::{DocId, Text};
use crate::report::layers::Layers;
use crate::report::text::{decimals, percent, thousands};
use crate::report::view;
use crate::reuse::Shares;

/// Most sections, dropped pieces, neighbours and partners listed for a document.
const SECTIONS: usize = 40;
const DROPPED: usize = 20;
const NEAREST: usize = 5;
const PARTNERS: usize = 6;

/// The part.
pub fn render(page: &Page) -> Markup {
    let (a, words) = (page.analysis, page.words);
    let nearest = nearest(page);
    html! {
        p.lead { (words.documents_lead()) " "
            span.key { i.formulaic {} (words.formulaic()) }
            span.key { i.shared {} (words.shared()) }
            span.key { i.own {} (words.own()) }
        }
        @if page.shown.len() < a.corpus.len() {
            p.lead { (template(words.documents_drawn(), &[number(page.shown.len() as u64), number(a.corpus.len() as u64)])) }
        }
        (page.figures(Part::Documents))
        div.scroll { table.sortable id="documents-table" {
            thead { tr {
                th.n scope="col" { (words.number_column()) }
                th scope="col" { (words.title()) }
                th scope="col" { (words.date()) }
                th.wide scope="col" { (words.group()) }
                th.wide scope="col" { (words.theme_column()) }
                th.n scope="col" { (words.units_column()) }
                th.n.wide scope="col" { (words.sections_column()) }
                th scope="col" { (words.made_of()) }
            } }
            @for &id in &page.shown {
                (row(page, id, nearest.get(&id).map_or(&[], Vec::as_slice)))
            }
        } }
        (more(page, page.shown.len(), a.corpus.len(), "documents"))
    }
}

/// The nearest documents of each document shown, nearest first.
fn nearest(page: &Page) -> BTreeMap<DocId, Vec<(DocId, f64)>> {
    let mut nearest: BTreeMap<DocId, Vec<(DocId, f64)>> =
        page.shown.iter().map(|&id| (id, Vec::new())).collect();
    for pair in &page.analysis.similarity.pairs {
        for (from, to) in [(pair.a, pair.b), (pair.b, pair.a)] {
            if let Some(list) = nearest.get_mut(&from).filter(|l| l.len() < NEAREST) {
                list.push((to, pair.cosine));
            }
        }
    }
    nearest
}

fn row(page: &Page, id: DocId, nearest: &[(DocId, f64)]) -> Markup {
    let (a, words, layers) = (page.analysis, page.words, &page.gathered.layers);
    let document = &a.corpus[id];
    let units = view::n_units(a, id);
    let text = view::text(a, id);
    let shares = a.reuse.shares.get(id.index());
    html! {
        tbody id={ "document-" (id.index() + 1) } {
            tr {
                (cell(id.0 as f64 + 1.0, &(id.0 + 1).to_string()))
                th.title scope="row" {
                    @match view::title(a, id) {
                        Some(title) => (said_briefly(&title, 80)),
                        None => span.muted { (words.untitled()) },
                    }
                    span.name { (said_briefly(&document.name, 80)) }
                }
                td { @if let Some(date) = document.date { time { (date) } } }
                td.wide { @if let Some(group) = &document.group { (said_briefly(group, 30)) } }
                td.wide { (theme(page, id)) }
                (cell(units.into(), &thousands(units.into())))
                td.n.wide { (number(text.map_or(0, |t| t.sections.len()) as u64)) }
                td data-v=(shares.map_or(0.0, |s| 1.0 - s.own)) { @if let Some(shares) = shares { (made_of(page, shares)) } }
            }
            tr.evidence { td {} td colspan="7" {
                details {
                    summary {
                        @if let Some(text) = text.filter(|t| !t.sections.is_empty()) {
                            (words.text_in_layers()) @if text.sections.len() > 1 { " · " (words.sections(text.sections.len())) }
                        } @else { (words.empty_document()) }
                        @if let Some(text) = text.filter(|t| !t.dropped.is_empty()) { " · " (words.dropped(text.dropped.len())) }
                    }
                    p.parts { (said_briefly(&document.path, 200)) " · " (words.encoding()) " " (document.encoding) }
                    @if !nearest.is_empty() {
                        p { span.label { (words.nearest()) }
                            @for (other, cosine) in nearest { span.chip { (link(page, *other)) " " b { (decimals(*cosine, 2)) } } }
                        }
                    }
                    (partners(page, id, layers))
                    @if let Some(text) = text { (sections(page, id, text)) (layered::text(page, id, text, layers)) (dropped(page, text)) }
                }
            } }
        }
    }
}

/// The theme that most texts of a document belong to, of equals the larger; with their number where
/// there are several.
fn theme(page: &Page, id: DocId) -> Markup {
    let found = &page.analysis.themes;
    let from = found.assignments.partition_point(|a| a.place.document < id);
    let of_document = found.assignments[from..].iter().take_while(|a| a.place.document == id);
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    let mut all = 0u32;
    for assignment in of_document {
        all += 1;
        if let Some(theme) = assignment.theme {
            *counts.entry(theme).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|&(theme, n)| (n, Reverse(theme)));
    html! {
        @if let Some((theme, n)) = most && let Some(label) = found.themes.get(theme as usize).map(|t| &t.label) {
            (theme_link(page, theme, label)) @if all > 1 { " " span.muted { (n) "/" (all) } }
        }
    }
}

fn theme_link(page: &Page, theme: u32, label: &str) -> Markup {
    let name = said_briefly(label, 24);
    html! {
        @if (theme as usize) < page.rows { a href={ "#theme-" (theme + 1) } { (name) } } @else { (name) }
    }
}

/// The documents that share passages with one, most units first.
fn partners(page: &Page, id: DocId, layers: &Layers) -> Markup {
    let mut units: BTreeMap<DocId, u32> = BTreeMap::new();
    for i in layers.passages(id) {
        let passage = &page.analysis.reuse.passages[i];
        let other = if passage.a.document == id { passage.b } else { passage.a };
        *units.entry(other.document).or_default() += passage.n_units;
    }
    let mut units: Vec<(DocId, u32)> = units.into_iter().collect();
    units.sort_by_key(|&(other, n)| (Reverse(n), other));
    html! {
        @if !units.is_empty() {
            p { span.label { (page.words.shares_passages()) }
                @for (other, n) in units.iter().take(PARTNERS) { span.chip { (link(page, *other)) " " b { (number(*n)) } } }
                @if units.len() > PARTNERS { span.muted { "+ " (number((units.len() - PARTNERS) as u64)) } }
            }
        }
    }
}

fn made_of(page: &Page, shares: &Shares) -> Markup {
    let words = page.words;
    let parts = [
        ("formulaic", words.formulaic(), shares.formulaic),
        ("shared", words.shared(), shares.shared),
        ("own", words.own(), shares.own),
    ];
    let label: Vec<String> =
        parts.iter().map(|(_, name, share)| format!("{name} {}", percent(*share))).collect();
    let label = label.join(words.comma());
    html! {
        span.stack role="img" aria-label=(label) title=(label) {
            @for (class, _, share) in parts {
                i class=(class) style={ "width:" (format!("{:.1}", (share * 100.0).clamp(0.0, 100.0))) "%" } {}
            }
        }
    }
}

fn sections(page: &Page, id: DocId, text: &Text) -> Markup {
    let units = page.analysis.section_units.get(id.index());
    let units = |s: usize| units.and_then(|units| units.get(s)).copied();
    html! {
        @if text.sections.len() > 1 {
            ol.sections { @for (s, section) in text.sections.iter().enumerate().take(SECTIONS) {
                li {
                    @if let Some(heading) = section.heading { (said_briefly(view::slice(text, heading), 80)) }
                    @if let Some(speaker) = section.speaker { " " span.speaker { (said_briefly(view::slice(text, speaker), 60)) } }
                    @if let Some(n) = units(s) { " " span.muted { (page.words.units(n.into())) } }
                }
            } }
            (more(page, SECTIONS, text.sections.len(), "sections"))
        }
    }
}

fn dropped(page: &Page, text: &Text) -> Markup {
    html! {
        @if !text.dropped.is_empty() {
            p.label { (page.words.dropped(text.dropped.len())) }
            ul.dropped { @for piece in text.dropped.iter().take(DROPPED) {
                li { code { (piece.reason) } " " (said_briefly(&piece.text, 100)) }
            } }
            @if text.dropped.len() > DROPPED { p.more { "+ " (number((text.dropped.len() - DROPPED) as u64)) } }
        }
    }
}

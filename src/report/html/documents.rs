//! Every document: what it is, what it is made of, its sections and what was dropped from it.

use maud::{Markup, html};

use super::page::{Page, Part};
use super::pieces::{cell, document as link, more, number, said_briefly};
use crate::corpus::{DocId, Document, Text};
use crate::report::text::{decimals, percent, thousands};
use crate::report::view;
use crate::reuse::Shares;

/// Most sections, dropped pieces and neighbours listed for a document.
const SECTIONS: usize = 40;
const DROPPED: usize = 20;
const NEAREST: usize = 5;

/// The part.
pub fn render(page: &Page) -> Markup {
    let (a, words) = (page.analysis, page.words);
    let shown = page.rows.min(a.corpus.len());
    let nearest = nearest(page, shown);
    html! {
        p.lead { (words.documents_lead()) " "
            span.key { i.formulaic {} (words.formulaic()) }
            span.key { i.shared {} (words.shared()) }
            span.key { i.own {} (words.own()) }
        }
        (page.figures(Part::Documents))
        div.scroll { table.sortable id="documents-table" {
            thead { tr {
                th.n scope="col" { (words.rank()) }
                th scope="col" { (words.title()) }
                th scope="col" { (words.date()) }
                th.wide scope="col" { (words.group()) }
                th.n scope="col" { (words.units_column()) }
                th.n.wide scope="col" { (words.sections_column()) }
                th scope="col" { (words.made_of()) }
            } }
            @for (id, document) in a.corpus.ids().zip(&a.corpus.documents).take(shown) {
                (row(page, id, document, &nearest[id.index()]))
            }
        } }
        (more(page, shown, a.corpus.len(), "documents"))
    }
}

/// The nearest documents of each document shown, nearest first.
fn nearest(page: &Page, shown: usize) -> Vec<Vec<(DocId, f64)>> {
    let mut nearest = vec![Vec::new(); shown];
    for pair in &page.analysis.similarity.pairs {
        for (from, to) in [(pair.a, pair.b), (pair.b, pair.a)] {
            if let Some(list) = nearest.get_mut(from.index()).filter(|l| l.len() < NEAREST) {
                list.push((to, pair.cosine));
            }
        }
    }
    nearest
}

fn row(page: &Page, id: DocId, document: &Document, nearest: &[(DocId, f64)]) -> Markup {
    let (a, words) = (page.analysis, page.words);
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
                (cell(units.into(), &thousands(units.into())))
                td.n.wide { (number(text.map_or(0, |t| t.sections.len()) as u64)) }
                td data-v=(shares.map_or(0.0, |s| 1.0 - s.own)) { @if let Some(shares) = shares { (made_of(page, shares)) } }
            }
            tr.evidence { td {} td colspan="6" {
                details {
                    summary {
                        @if let Some(text) = text.filter(|t| !t.sections.is_empty()) { (words.sections(text.sections.len())) }
                        @else { (words.empty_document()) }
                        @if let Some(text) = text.filter(|t| !t.dropped.is_empty()) { " · " (words.dropped(text.dropped.len())) }
                    }
                    p.parts { (said_briefly(&document.path, 200)) " · " (words.encoding()) " " (document.encoding) }
                    @if let Some(text) = text { (inside(page, id, text)) }
                    @if !nearest.is_empty() {
                        p { span.label { (words.nearest()) }
                            @for (other, cosine) in nearest { span.chip { (link(page, *other)) " " b { (decimals(*cosine, 2)) } } }
                        }
                    }
                }
            } }
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

fn inside(page: &Page, id: DocId, text: &Text) -> Markup {
    let (a, words) = (page.analysis, page.words);
    let units = |s: usize| a.section_units.get(id.index()).and_then(|u| u.get(s)).copied();
    html! {
        @if text.sections.len() > 1 {
            ol.sections { @for (s, section) in text.sections.iter().enumerate().take(SECTIONS) {
                li {
                    @if let Some(heading) = section.heading { (said_briefly(view::slice(text, heading), 80)) }
                    @if let Some(speaker) = section.speaker { " " span.speaker { (said_briefly(view::slice(text, speaker), 60)) } }
                    @if let Some(n) = units(s) { " " span.muted { (words.units(n.into())) } }
                }
            } }
            (more(page, SECTIONS, text.sections.len(), "sections"))
        }
        @if !text.dropped.is_empty() {
            p.label { (words.dropped(text.dropped.len())) }
            ul.dropped { @for piece in text.dropped.iter().take(DROPPED) {
                li { code { (piece.reason) } " " (said_briefly(&piece.text, 100)) }
            } }
            @if text.dropped.len() > DROPPED { p.more { "+ " (number((text.dropped.len() - DROPPED) as u64)) } }
        }
    }
}

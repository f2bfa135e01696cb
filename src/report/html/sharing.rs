//! Who shares with whom: the heat map, the nearest pairs of documents, and who takes from whom.

use maud::{Markup, html};

use super::page::{Page, Part};
use super::pieces::{cell, date, document, more, nothing, number, said_briefly, template};
use crate::report::text::{decimals, percent, thousands};
use crate::report::view;
use crate::reuse::{Exchange, GroupExchange};

/// Most pairs shown of each kind.
const PAIRS: usize = 50;

/// The part.
pub fn render(page: &Page) -> Markup {
    let (analysis, words) = (page.analysis, page.words);
    if analysis.similarity.pairs.is_empty() && analysis.reuse.exchanges.is_empty() {
        return html! { (page.figures(Part::Sharing)) (nothing(words.nothing())) };
    }
    let n_reprints = analysis.corpus.ids().filter(|&d| view::reprint_of(analysis, d).is_some());
    let n_reprints = n_reprints.count() as u64;
    html! {
        p.lead { (words.sharing_lead()) }
        @if n_reprints > 0 { p { (template(words.reprints(), &[number(n_reprints)])) } }
        (page.figures(Part::Sharing))
        (similar(page))
        (groups(page))
        (exchanges(page))
    }
}

fn similar(page: &Page) -> Markup {
    let (pairs, words) = (&page.analysis.similarity.pairs, page.words);
    let shown = PAIRS.min(page.rows);
    html! {
        div.scroll { table.sortable id="similar" {
            thead { tr {
                th scope="col" { (words.document_a()) }
                th scope="col" { (words.document_b()) }
                th scope="col" { (words.relation()) }
                th.n scope="col" { (words.cosine()) }
                th.n scope="col" { (words.jaccard()) }
                th.n scope="col" { (words.a_in_b()) }
                th.n scope="col" { (words.b_in_a()) }
            } }
            @for pair in pairs.iter().take(shown) {
                tbody { tr {
                    td { (document(page, pair.a)) }
                    td { (document(page, pair.b)) }
                    td { (words.relation_of(pair.relation())) }
                    (cell(pair.cosine, &decimals(pair.cosine, 2)))
                    (cell(pair.jaccard, &decimals(pair.jaccard, 2)))
                    (share(pair.containment_ab))
                    (share(pair.containment_ba))
                } }
            }
        } }
        (more(page, shown, pairs.len(), "similar"))
    }
}

fn share(value: f64) -> Markup {
    cell(value, &percent(value))
}

fn arrow(is_directed: bool) -> &'static str {
    if is_directed { "→" } else { "–" }
}

fn groups(page: &Page) -> Markup {
    let words = page.words;
    let mut found: Vec<&GroupExchange> = page.analysis.reuse.group_exchanges.iter().collect();
    found.sort_by_key(|e| std::cmp::Reverse(e.units_b));
    let shown = PAIRS.min(page.rows);
    html! {
        @if !found.is_empty() {
            h3 { (words.group_exchanges_title()) }
            p.lead { (words.exchanges_lead()) }
            div.scroll { table.sortable id="group-sharing" {
                thead { tr {
                    th scope="col" { (words.group_a()) }
                    th scope="col" {}
                    th scope="col" { (words.group_b()) }
                    th.n scope="col" { (words.n_pairs()) }
                    th.n scope="col" { (words.n_passages()) }
                    th.n scope="col" { (words.units_in_b()) }
                    th.n scope="col" { (words.share_of_b()) }
                } }
                @for exchange in found.iter().take(shown) {
                    tbody { tr {
                        td { (said_briefly(&exchange.a, 40)) }
                        td { (arrow(exchange.is_directed)) }
                        td { (said_briefly(&exchange.b, 40)) }
                        (cell(exchange.n_pairs.into(), &thousands(exchange.n_pairs.into())))
                        (cell(exchange.n_passages.into(), &thousands(exchange.n_passages.into())))
                        (cell(exchange.units_b.into(), &thousands(exchange.units_b.into())))
                        (share(exchange.share_b))
                    } }
                }
            } }
            (more(page, shown, found.len(), "group_sharing"))
        }
    }
}

fn exchanges(page: &Page) -> Markup {
    let (found, words) = (&page.analysis.reuse.exchanges, page.words);
    let shown = PAIRS.min(page.rows);
    let share_of = |exchange: &Exchange| {
        let all = page.analysis.n_units.get(exchange.b.index()).copied().unwrap_or(0);
        f64::from(exchange.units_b) / f64::from(all.max(1))
    };
    html! {
        @if !found.is_empty() {
            h3 { (words.exchanges_title()) }
            p.lead { (words.exchanges_lead()) }
            div.scroll { table.sortable id="exchanges" {
                thead { tr {
                    th scope="col" { (words.document_a()) }
                    th scope="col" {}
                    th scope="col" { (words.document_b()) }
                    th.n scope="col" { (words.n_passages()) }
                    th.n scope="col" { (words.units_in_b()) }
                    th.n scope="col" { (words.share_of_b()) }
                } }
                @for exchange in found.iter().take(shown) {
                    tbody { tr {
                        td { (document(page, exchange.a)) " " (date(page, exchange.a)) }
                        td { (arrow(exchange.is_directed)) }
                        td { (document(page, exchange.b)) " " (date(page, exchange.b)) }
                        (cell(exchange.n_passages.into(), &thousands(exchange.n_passages.into())))
                        (cell(exchange.units_b.into(), &thousands(exchange.units_b.into())))
                        (share(share_of(exchange)))
                    } }
                }
            } }
            (more(page, shown, found.len(), "sharing"))
        }
    }
}

//! Who shares with whom: the heat map, the nearest pairs of documents, and who takes from whom.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::page::{Page, Part};
use super::pieces::{cell, date, document, more, nothing, number, said_briefly, template};
use crate::corpus::DocId;
use crate::report::text::{decimals, percent, thousands};
use crate::report::view;
use crate::reuse::{Exchange, GroupExchange};
use crate::similarity::SimilarPair;
use crate::similarity::reasons::Reason;

/// Most pairs shown of each kind, and most similar pairs of one document: of a hundred daily bulletins
/// nobody reads more.
const PAIRS: usize = 50;
const PAIRS_OF_ONE: usize = 3;

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
    let none = Reason::default();
    let reasons = page.analysis.similarity.reasons.iter().chain(std::iter::repeat(&none));
    let mut of_one: BTreeMap<DocId, usize> = BTreeMap::new();
    let is_new = |(pair, _): &(&SimilarPair, &Reason)| {
        let ends = [pair.a, pair.b];
        let is_new = ends.iter().all(|d| of_one.get(d).is_none_or(|&n| n < PAIRS_OF_ONE));
        if is_new {
            ends.iter().for_each(|&d| *of_one.entry(d).or_default() += 1);
        }
        is_new
    };
    let shown: Vec<_> =
        pairs.iter().zip(reasons).filter(is_new).take(PAIRS.min(page.rows)).collect();
    html! {
        @if shown.len() < pairs.len() { p.lead { (template(words.pairs_of_one(), &[number(PAIRS_OF_ONE as u64)])) } }
        div.scroll { table.sortable id="similar" {
            thead { tr {
                th scope="col" { (words.document_a()) }
                th scope="col" { (words.document_b()) }
                th scope="col" { (words.relation()) }
                th scope="col" { (words.in_common()) }
                th.n scope="col" { (words.cosine()) }
                th.n scope="col" { (words.jaccard()) }
                th.n scope="col" { (words.a_in_b()) }
                th.n scope="col" { (words.b_in_a()) }
            } }
            @for (pair, reason) in &shown {
                tbody { tr {
                    td { (document(page, pair.a)) }
                    td { (document(page, pair.b)) }
                    td.word { (words.relation_of(pair.relation())) }
                    td.why {
                        @if !reason.phrase.is_empty() { q { (said_briefly(&reason.phrase, 30)) } " " }
                        (said_briefly(&reason.terms.join(" · "), 40))
                    }
                    (cell(pair.cosine, &decimals(pair.cosine, 2)))
                    (cell(pair.jaccard, &decimals(pair.jaccard, 2)))
                    (share(pair.containment_ab))
                    (share(pair.containment_ba))
                } }
            }
        } }
        (more(page, shown.len(), pairs.len(), "similar"))
    }
}

fn share(value: f64) -> Markup {
    cell(value, &percent(value))
}

fn groups(page: &Page) -> Markup {
    let words = page.words;
    let mut found: Vec<&GroupExchange> = page.analysis.reuse.group_exchanges.iter().collect();
    found.sort_by_key(|e| std::cmp::Reverse(e.units_b));
    let row = |exchange: &&GroupExchange| Taken {
        sides: [&exchange.a, &exchange.b].map(|group| match group.as_str() {
            "" => html! { span.muted { (words.ungrouped()) } },
            group => said_briefly(group, 40),
        }),
        is_directed: exchange.is_directed,
        counts: vec![exchange.n_pairs, exchange.n_passages, exchange.units_b],
        share: exchange.share_b,
    };
    let shown: Vec<Taken> = found.iter().take(PAIRS.min(page.rows)).map(row).collect();
    html! {
        @if !found.is_empty() && page.analysis.corpus.groups().len() > 1 {
            h3 { (words.group_exchanges_title()) }
            p.lead { (words.exchanges_lead()) }
            (taken(page, "group-sharing", [words.group_a(), words.group_b()],
                &[words.n_pairs(), words.n_passages(), words.units_in_b()], &shown))
            (more(page, shown.len(), found.len(), "group_sharing"))
        }
    }
}

fn exchanges(page: &Page) -> Markup {
    let (found, words) = (&page.analysis.reuse.exchanges, page.words);
    let side = |id| html! { (document(page, id)) " " (date(page, id)) };
    let row = |exchange: &Exchange| {
        let all = page.analysis.n_units.get(exchange.b.index()).copied().unwrap_or(0);
        Taken {
            sides: [exchange.a, exchange.b].map(side),
            is_directed: exchange.is_directed,
            counts: vec![exchange.n_passages, exchange.units_b],
            share: f64::from(exchange.units_b) / f64::from(all.max(1)),
        }
    };
    let shown: Vec<Taken> = found.iter().take(PAIRS.min(page.rows)).map(row).collect();
    html! {
        @if !found.is_empty() {
            h3 { (words.exchanges_title()) }
            p.lead { (words.exchanges_lead()) }
            (taken(page, "exchanges", [words.document_a(), words.document_b()],
                &[words.n_passages(), words.units_in_b()], &shown))
            (more(page, shown.len(), found.len(), "sharing"))
        }
    }
}

/// What one side took from the other.
struct Taken {
    sides: [Markup; 2],
    is_directed: bool,
    counts: Vec<u32>,
    share: f64,
}

fn taken(page: &Page, id: &str, sides: [&str; 2], counts: &[&str], rows: &[Taken]) -> Markup {
    html! {
        div.scroll { table.sortable id=(id) {
            thead { tr {
                th scope="col" { (sides[0]) }
                th scope="col" {}
                th scope="col" { (sides[1]) }
                @for count in counts { th.n scope="col" { (count) } }
                th.n scope="col" { (page.words.share_of_b()) }
            } }
            @for row in rows {
                tbody { tr {
                    td { (row.sides[0]) }
                    td { @if row.is_directed { "→" } @else { "–" } }
                    td { (row.sides[1]) }
                    @for &count in &row.counts { (cell(count.into(), &thousands(count.into()))) }
                    (share(row.share))
                } }
            }
        } }
    }
}

//! Who shares with whom: the heat map and the nearest pairs of documents.

use maud::{Markup, html};

use super::page::{Page, Part};
use super::pieces::{cell, document, more, nothing};
use crate::report::text::{decimals, percent};

/// Most pairs shown.
const PAIRS: usize = 50;

/// The part.
pub fn render(page: &Page) -> Markup {
    let (pairs, words) = (&page.analysis.similarity.pairs, page.words);
    if pairs.is_empty() {
        return html! { (page.figures(Part::Sharing)) (nothing(words.nothing())) };
    }
    let shown = PAIRS.min(page.rows);
    let share = |value: f64| cell(value, &percent(value));
    html! {
        p.lead { (words.sharing_lead()) }
        (page.figures(Part::Sharing))
        div.scroll { table.sortable id="similar" {
            thead { tr {
                th scope="col" { (words.document_a()) }
                th scope="col" { (words.document_b()) }
                th.n scope="col" { (words.cosine()) }
                th.n scope="col" { (words.jaccard()) }
                th.n scope="col" { (words.a_in_b()) }
                th.n scope="col" { (words.b_in_a()) }
            } }
            @for pair in pairs.iter().take(shown) {
                tbody { tr {
                    td { (document(page, pair.a)) }
                    td { (document(page, pair.b)) }
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

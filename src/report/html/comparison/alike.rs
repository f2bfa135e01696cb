//! Lockwords: what all groups say alike, phrases before words.

use maud::{Markup, html};

use super::super::page::Page;
use super::super::pieces::{cell, more, number, of, said_briefly, template};
use crate::keyness::{LOCKED, Lockword};
use crate::report::text::{decimals, percent};

/// Most phrases, and most words.
const ITEMS: usize = 12;

pub(super) fn render(page: &Page) -> Markup {
    let (found, words) = (&page.analysis.lockwords, page.words);
    if found.is_empty() {
        return html! {};
    }
    let n_locked = found.iter().filter(|w| w.is_locked).count();
    let most = ITEMS.min(page.rows);
    // Where some are locked, only those are shown; else the nearest.
    let shows = |w: &&Lockword| n_locked == 0 || w.is_locked;
    let of_kind =
        |is_phrase| found.iter().filter(shows).filter(move |w| w.is_phrase == is_phrase).take(most);
    let shown: Vec<&Lockword> = of_kind(true).chain(of_kind(false)).collect();
    html! {
        h3 { (words.lockwords_title()) }
        p.lead {
            (template(words.lockwords_lead(), &[html! { (decimals(LOCKED, 1)) }])) " "
            @if n_locked == 0 { (words.none_locked()) }
            @else { (template(words.n_locked(), &[number(n_locked as u64)])) }
        }
        div.scroll { table.sortable id="lockwords" {
            thead { tr {
                th scope="col" { (words.item()) }
                th scope="col" { (words.kind()) }
                th.n scope="col" { (words.documents_column()) }
                th.n scope="col" { (words.at_most_times()) }
                th.n.wide scope="col" { (words.least_in()) }
                th.n.wide scope="col" { (words.most_in()) }
            } }
            @for word in &shown { (row(page, word)) }
        } }
        (more(page, shown.len(), found.len(), "lockwords"))
    }
}

fn row(page: &Page, word: &Lockword) -> Markup {
    let words = page.words;
    let share = |(group, share): &(String, f64)| {
        html! { td.n.wide data-v=(share) { (percent(*share)) " " span.muted { (said_briefly(group, 24)) } } }
    };
    html! {
        tbody { tr {
            th.phrase scope="row" { (said_briefly(&word.item, 60)) }
            td { span.tag { @if word.is_phrase { (words.phrase_tag()) } @else { (words.term()) } } }
            td.n data-v=(word.n_documents) { (of(word.n_documents, word.n_total)) }
            (cell(word.bound, &times(word.bound)))
            (share(&word.least))
            (share(&word.most))
        } }
    }
}

/// A bound as a factor: `1.4 ×`.
fn times(bound: f64) -> String {
    let factor = bound.exp2();
    if factor.is_finite() {
        format!("{} ×", decimals(factor, if factor < 10.0 { 1 } else { 0 }))
    } else {
        "∞".into()
    }
}

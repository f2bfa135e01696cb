//! Phrases that only one group says: two groups stand side by side, more follow each other.

use maud::{Markup, html};

use super::super::page::Page;
use super::super::pieces::{cell, document, more, of, said_briefly};
use crate::analysis::Analysis;
use crate::keyness::Exclusive;
use crate::phrases::{Phrase, PhraseKind};
use crate::report::text::decimals;

/// Most phrases of a group: of two groups, and of more.
const OF_TWO: usize = 12;
const OF_MORE: usize = 4;
/// Most groups.
const GROUPS: usize = 24;

pub(super) fn render<'a>(page: &Page<'a>) -> Markup {
    let (a, words): (&'a Analysis, _) = (page.analysis, page.words);
    // That a group alone names itself and its people is no finding; the table has them.
    let phrase = |e: &Exclusive| a.phrases.phrases.get(e.phrase as usize);
    let shows = |e: &&Exclusive| {
        phrase(e).is_some_and(|p| !matches!(p.kind, PhraseKind::Name | PhraseKind::Boilerplate))
    };
    let found: Vec<&Exclusive> = a.exclusive.iter().filter(shows).collect();
    let n_groups = found.chunk_by(|x, y| x.group == y.group).count();
    let most = if n_groups <= 2 { OF_TWO } else { OF_MORE }.min(page.rows);
    // Of phrases that hold each other the first stands for the rest.
    let text = |e: &Exclusive| phrase(e).map_or("", |p| p.text.as_str());
    let first_of = |group: &[&'a Exclusive]| {
        let mut shown: Vec<&'a Exclusive> = Vec::new();
        for &found in group {
            let nests = |other: &&Exclusive| {
                text(other).contains(text(found)) || text(found).contains(text(other))
            };
            if shown.len() < most && !shown.iter().any(nests) {
                shown.push(found);
            }
        }
        shown
    };
    let groups = found.chunk_by(|x, y| x.group == y.group);
    let shown: Vec<Vec<&Exclusive>> = groups.take(GROUPS).map(first_of).collect();
    if shown.is_empty() {
        return html! {};
    }
    let n_shown = shown.iter().map(Vec::len).sum();
    html! {
        h3 { (words.exclusive_title()) }
        p.lead { (words.exclusive_lead()) }
        div.beside[shown.len() == 2] {
            @for group in &shown {
                div.scroll { table.sortable {
                    caption { (said_briefly(&group[0].group, 60)) }
                    thead { tr {
                        th scope="col" { (words.phrase()) }
                        th.n scope="col" { (words.here()) }
                        th.n scope="col" { "LRC" }
                        th.n scope="col" { (words.chance()) }
                        th.wide scope="col" { (words.first_document()) }
                    } }
                    @for found in group { (row(page, found, phrase(found))) }
                } }
            }
        }
        (more(page, n_shown, a.exclusive.len(), "exclusive"))
    }
}

fn row(page: &Page, found: &Exclusive, phrase: Option<&Phrase>) -> Markup {
    html! {
        tbody { tr {
            th.phrase scope="row" { (said_briefly(phrase.map_or("", |p| &p.text), 60)) }
            td.n data-v=(found.n_documents) { (of(found.n_documents, found.n_group)) }
            (cell(found.lrc, &decimals(found.lrc, 2)))
            (cell(found.log10_chance, &chance(found.log10_chance)))
            td.wide { @if let Some(id) = found.first { (document(page, id)) } }
        } }
    }
}

/// A small probability: two digits down to one in a thousand, then that it is smaller.
fn chance(log10: f64) -> String {
    let p = 10f64.powf(log10);
    if p < 0.001 { "< 0.001".into() } else { decimals(p, 3) }
}

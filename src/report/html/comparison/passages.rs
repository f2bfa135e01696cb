//! Passages that groups share: the passage, and the groups in the order in which they came to it.

use maud::{Markup, html};

use super::super::page::Page;
use super::super::pieces::{document, more, nothing, said_briefly};
use crate::keyness::GroupPassage;
use crate::report::{text::thousands, untrusted, view};

/// Most passages, and most groups of one.
const PASSAGES: usize = 20;
const GROUPS: usize = 8;
/// Characters of a passage.
const TEXT: usize = 160;

pub(super) fn render(page: &Page) -> Markup {
    let (a, words) = (page.analysis, page.words);
    if a.group_passages.is_empty() {
        return html! {};
    }
    // Stock phrases come last in the table; here they are left out.
    let clusters: Vec<&[GroupPassage]> =
        a.group_passages.chunk_by(|x, y| x.cluster == y.cluster).collect();
    let copied = || clusters.iter().filter(|c| !c[0].is_formulaic);
    let most = PASSAGES.min(page.rows);
    let n_shown = copied().count().min(most);
    html! {
        h3 { (words.group_passages_title()) }
        p.lead { (words.group_passages_lead()) }
        @if n_shown == 0 { (nothing(words.only_formulaic())) }
        @else {
            ol.crossings {
                @for held in copied().take(most) { li { (one(page, held)) } }
            }
        }
        (more(page, n_shown, clusters.len(), "group_passages"))
    }
}

fn one(page: &Page, held: &[GroupPassage]) -> Markup {
    let (a, words) = (page.analysis, page.words);
    let place = |h: &GroupPassage| {
        let cluster = a.reuse.clusters.get(h.cluster as usize)?;
        cluster.members.get(h.member as usize).copied()
    };
    let text = place(&held[0]).map_or("", |p| view::at(a, p));
    html! {
        p { q { bdi { (untrusted::excerpt(text, TEXT)) } } " "
            span.muted { (words.cluster_number().replace("{0}", &thousands(u64::from(held[0].cluster) + 1))) } }
        p.holders {
            @for (i, h) in held.iter().take(GROUPS).enumerate() {
                @if i > 0 { @if h.lag_days.is_some_and(|d| d > 0) { " → " } @else { " – " } }
                b { (said_briefly(&h.group, 40)) } " "
                span.muted {
                    (words.documents(h.n_documents as usize))
                    @if let Some(place) = place(h) { (words.comma()) (document(page, place.document)) }
                    @if let Some(date) = place(h).and_then(|p| view::date(a, p.document)) {
                        (words.comma()) time { (date) }
                    }
                    @if let Some(days) = h.lag_days.filter(|&d| d > 0) {
                        (words.comma()) (words.lag().replace("{0}", &words.days(days)))
                    }
                }
            }
            @if held.len() > GROUPS { " … +" (held.len() - GROUPS) }
        }
    }
}

//! Shared passages with both texts side by side, and the clusters many documents hold.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::differences;
use super::page::{Page, Part};
use super::pieces::{
    date, document, more, nothing, number, plain, said_briefly, template, whereabouts,
};
use crate::analysis::Analysis;
use crate::corpus::{DocId, Place};
use crate::report::text::decimals;
use crate::report::{untrusted, view};
use crate::reuse::{Cluster, Difference, Passage, PassageKind};

/// Passages that stand open, characters shown of a side in the first passages and in the others,
/// how many the first are, clusters and holders shown.
const OPEN: usize = 3;
const EXCERPT: usize = 600;
const EXCERPT_FURTHER_DOWN: usize = 140;
const FIRST: usize = 60;
/// Later holders named with a passage.
const LATER: usize = 4;
/// Formulaic passages shown.
const FORMULAIC: usize = 20;
const CLUSTERS: usize = 40;
const HOLDERS: usize = 8;
/// Changes shown of a holder, and characters of each side.
const CHANGES: usize = 4;
const CHANGED: usize = 20;

/// The part.
pub fn render(page: &Page) -> Markup {
    let (reuse, words) = (&page.analysis.reuse, page.words);
    if reuse.passages.is_empty() {
        return html! { (page.figures(Part::Passages)) (nothing(words.nothing())) };
    }
    let (formulaic, leading, alike) = sorted(&reuse.passages);
    html! {
        p.lead { (words.passages_lead()) }
        (page.figures(Part::Passages))
        @for (shown, (i, passage)) in leading.iter().enumerate().take(page.rows) {
            (side_by_side(page, *i, passage, shown))
            @let others = alike.get(&passage.cluster).copied().unwrap_or(0);
            @if others > 0 {
                p.more.alike { (template(words.alike(), &[
                    number(others), plain((passage.cluster + 1).to_string()), html! { code { "tables/passages.csv" } },
                ])) }
            }
        }
        (more(page, page.rows, leading.len(), "passages"))
        @if !formulaic.is_empty() {
            details.apart {
                summary { (template(words.formulaic_passages(), &[number(formulaic.len() as u64)])) }
                @for (i, passage) in formulaic.iter().take(page.rows.min(FORMULAIC)) {
                    (side_by_side(page, *i, passage, FIRST))
                }
                (more(page, page.rows.min(FORMULAIC), formulaic.len(), "passages"))
            }
        }
        (clusters(page))
    }
}

/// The passages that the page shows, by index, ascending.
pub fn shown(analysis: &Analysis, rows: usize) -> Vec<usize> {
    let (formulaic, leading, _) = sorted(&analysis.reuse.passages);
    let mut shown: Vec<usize> = leading
        .iter()
        .take(rows)
        .chain(formulaic.iter().take(rows.min(FORMULAIC)))
        .map(|p| p.0)
        .collect();
    shown.sort_unstable();
    shown
}

type Numbered<'a> = (usize, &'a Passage);

/// The formulaic passages, the first of each cluster of others, and how many more each cluster has.
fn sorted(passages: &[Passage]) -> (Vec<Numbered<'_>>, Vec<Numbered<'_>>, Others) {
    let (formulaic, copied): (Vec<_>, Vec<_>) =
        passages.iter().enumerate().partition(|(_, p)| p.kind == PassageKind::Formulaic);
    let (leading, alike) = by_cluster(&copied);
    (formulaic, leading, alike)
}

/// The longest passage of each cluster, and how many other pairs of the cluster there are: five
/// documents with one paragraph in common are ten pairs, and one is enough to read.
fn by_cluster<'a>(passages: &[Numbered<'a>]) -> (Vec<Numbered<'a>>, Others) {
    let mut leading = Vec::new();
    let mut others = Others::new();
    for &(i, passage) in passages {
        match others.entry(passage.cluster) {
            Entry::Vacant(entry) => {
                entry.insert(0);
                leading.push((i, passage));
            }
            Entry::Occupied(mut entry) => *entry.get_mut() += 1,
        }
    }
    (leading, others)
}

/// Further pairs of each cluster.
type Others = BTreeMap<u32, u32>;

fn side_by_side(page: &Page, i: usize, passage: &Passage, shown: usize) -> Markup {
    let words = page.words;
    let open = shown < OPEN;
    let limit = if shown < FIRST { EXCERPT } else { EXCERPT_FURTHER_DOWN };
    let [a, b] = [passage.a, passage.b].map(|place| clipped(page, place, limit));
    let (left, right) = differences::marked(&a.0, &b.0);
    html! {
        details.passage id={ "passage-" (i + 1) } open[open] {
            summary {
                span.pair { (document(page, passage.a.document)) " → " (document(page, passage.b.document)) }
                span.meta {
                    span class={ "tag " (passage.kind.as_str()) } { (words.passage_kind(passage.kind)) }
                    " " (words.units(passage.n_units.into())) " · "
                    (template(words.identity(), &[plain(decimals(passage.identity, 2))]))
                }
                span.quote { (said_briefly(view::at(page.analysis, passage.a), 48)) }
            }
            div.sides {
                (side(page, passage.a, left, a.1))
                (side(page, passage.b, right, b.1))
            }
            @if a.1 || b.1 { p.more { (template(words.whole_in(), &[html! { code { "tables/passages.csv" } }])) } }
            (all_holders(page, passage))
        }
    }
}

/// Whom else the passage came to: the probable source and the later holders of its cluster.
fn all_holders(page: &Page, passage: &Passage) -> Markup {
    let words = page.words;
    let cluster = page.analysis.reuse.clusters.get(passage.cluster as usize);
    let same = |c: &Cluster| -> Vec<DocId> {
        let members = c.members.iter().enumerate().filter(|(i, _)| c.says_the_same(*i));
        members.map(|(_, m)| m.document).collect()
    };
    let mut holders = cluster.map_or_else(Vec::new, same);
    let mut seen = BTreeSet::new();
    holders.retain(|d| seen.insert(*d));
    let named = |id: &DocId| html! { (document(page, *id)) " " (date(page, *id)) };
    html! {
        @if let [source, later @ ..] = &holders[..] && later.len() > 1 {
            p.more {
                (words.probable_source()) " " (named(source)) " · "
                @if page.has_cluster(passage.cluster as usize) {
                    a href={ "#cluster-" (passage.cluster + 1) } { (words.later_holders()) }
                } @else { (words.later_holders()) }
                @for holder in later.iter().take(LATER) { " · " (named(holder)) }
                @if later.len() > LATER { " · + " (number((later.len() - LATER) as u64)) }
            }
        }
    }
}

fn side(page: &Page, place: Place, text: Markup, cut: bool) -> Markup {
    html! {
        div {
            p.source { (whereabouts(page, place)) (offsets(page, place)) }
            p.text { bdi { (text) @if cut { "…" } } }
        }
    }
}

fn offsets(page: &Page, place: Place) -> Markup {
    html! {
        @if let Some((start, end)) = view::source_place(page.analysis, place) {
            " " span.muted { (page.words.characters().replace("{0}", &start.to_string()).replace("{1}", &end.to_string())) }
        }
    }
}

/// The text of a place as far as the page shows it, and whether it goes on.
fn clipped(page: &Page, place: Place, limit: usize) -> (String, bool) {
    let text = view::at(page.analysis, place);
    match text.char_indices().nth(limit) {
        Some((end, _)) => (untrusted::readable(&text[..end]).into_owned(), true),
        None => (untrusted::readable(text).into_owned(), false),
    }
}

fn clusters(page: &Page) -> Markup {
    let (found, words) = (&page.analysis.reuse.clusters, page.words);
    let wide = wide(found);
    let shown = CLUSTERS.min(page.rows);
    html! {
        @if !wide.is_empty() {
            h3 { (words.clusters_title()) }
            p.lead { (words.clusters_lead()) }
            @for &i in wide.iter().take(shown) { (holders(page, i, &found[i])) }
            (more(page, shown, wide.len(), "clusters"))
        }
    }
}

/// The clusters of three documents or more, by index.
fn wide(clusters: &[Cluster]) -> Vec<usize> {
    let is_wide = |&i: &usize| view::n_documents(&clusters[i].members) >= 3;
    (0..clusters.len()).filter(is_wide).collect()
}

/// The clusters that the page shows, by index, ascending.
pub fn clusters_shown(analysis: &Analysis, rows: usize) -> Vec<usize> {
    let mut shown = wide(&analysis.reuse.clusters);
    shown.truncate(CLUSTERS.min(rows));
    shown
}

fn holders(page: &Page, i: usize, cluster: &Cluster) -> Markup {
    let words = page.words;
    html! {
        details.cluster id={ "cluster-" (i + 1) } {
            summary {
                b { (words.documents(view::n_documents(&cluster.members))) } " "
                @if let Some(first) = cluster.members.first() {
                    span.quote { (said_briefly(view::at(page.analysis, *first), 60)) }
                }
            }
            ol.holders { @for (i, member) in cluster.members.iter().enumerate().take(HOLDERS) {
                li {
                    (date(page, member.document)) " " (document(page, member.document)) (offsets(page, *member))
                    @if let Some(difference) = cluster.differences.get(i).filter(|_| i > 0) {
                        " " (changed(page, difference))
                    }
                }
            } }
            (more(page, HOLDERS, cluster.members.len(), "clusters"))
        }
    }
}

/// What a holder changed, as far as the page shows it.
fn changed(page: &Page, difference: &Difference) -> Markup {
    let n_shown = difference.changes.len().min(CHANGES);
    let n_more = (difference.n_changes as usize).saturating_sub(n_shown);
    let side = |text: &str| said_briefly(text, CHANGED);
    html! {
        span.muted {
            @if difference.n_changes == 0 && difference.identity.is_some() { (page.words.unchanged()) }
            @for change in &difference.changes[..n_shown] {
                del { (side(&change.source)) } "→" ins { (side(&change.holder)) } " "
            }
            @if n_more > 0 && n_shown > 0 { "… +" (n_more) }
        }
    }
}

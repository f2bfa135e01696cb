//! Slogans: the chart, and the table of phrases with their evidence.
//!
//! A phrase is one `<tbody>` of two rows, its figures and its evidence, so that sorting moves both.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::gathered::Use;
use super::page::{Page, Part};
use super::pieces::{cell, more, nothing, number, plain, said_briefly, template, whereabouts};
use crate::analysis::Analysis;
use crate::corpus::{Date, Place};
use crate::phrases::kinds::KINDS;
use crate::phrases::{Phrase, PhraseKind};
use crate::places::Places;
use crate::report::text::{decimals, thousands};
use crate::report::{untrusted, view};
use crate::trends::columns::Columns;

/// Most places shown for each of the phrases ranked first, how many those are, and most places of
/// the others.
const PLACES: usize = 10;
const FIRST: usize = 100;
const PLACES_FURTHER_DOWN: usize = 4;
/// Characters of context on each side.
const CONTEXT: usize = 30;
/// Most variants, and most groups named.
const VARIANTS: usize = 20;
const GROUPS: usize = 6;

/// The part.
pub fn render(page: &Page) -> Markup {
    let (found, words) = (&page.analysis.phrases.phrases, page.words);
    if found.is_empty() {
        return nothing(words.nothing());
    }
    let mut kinds: Vec<PhraseKind> = found.iter().take(page.rows).map(|p| p.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let heat = latest_heat(page.analysis);
    let grouped = page.analysis.corpus.groups().len() > 1;
    html! {
        (page.figures(Part::Slogans))
        p.lead { (words.phrases_lead()) " " (template(words.places_rule(), &[number(PLACES as u64), number(FIRST as u64), number(PLACES_FURTHER_DOWN as u64)])) }
        div.controls hidden data-for="phrases" {
            input type="search" placeholder=(words.filter()) aria-label=(words.filter());
            select aria-label=(words.kind()) {
                option value="" { (words.all_kinds()) }
                @for kind in kinds { option value=(kind.as_str()) { (words.phrase_kind(kind)) } }
            }
            output aria-live="polite" {}
        }
        details.legend {
            summary { (words.kinds_title()) }
            dl { @for kind in KINDS {
                dt { span class={ "tag " (kind.as_str()) } { (words.phrase_kind(kind)) } }
                dd { (words.phrase_kind_rule(kind)) }
            } }
        }
        div.scroll {
            table.sortable id="phrases" {
                thead { tr {
                    th.n scope="col" { (words.rank()) }
                    th scope="col" { (words.phrase()) }
                    th scope="col" { (words.kind()) }
                    th.n scope="col" { (words.documents_column()) }
                    @if grouped { th.n.wide scope="col" { (words.groups_column()) } }
                    th.n scope="col" { (words.times_column()) }
                    th.wide scope="col" { (words.first_and_last_use()) }
                    @if !heat.is_empty() { th.wide scope="col" { (words.heat()) } }
                    th.n scope="col" { (words.score()) }
                    th.n.wider scope="col" { (words.dispersion()) }
                } }
                @for (i, (phrase, used)) in found.iter().zip(&page.gathered.phrases).enumerate().take(page.rows) {
                    (row(page, i, phrase, used, grouped, &heat))
                }
            }
        }
        (more(page, page.rows, found.len(), "phrases"))
    }
}

fn row(
    page: &Page,
    i: usize,
    phrase: &Phrase,
    used: &Use,
    grouped: bool,
    heat: &BTreeMap<String, usize>,
) -> Markup {
    let words = page.words;
    let Use { first_and_last, groups, places } = used;
    let n_columns = 7 + usize::from(grouped) + usize::from(!heat.is_empty());
    let count = |n: u32| cell(n.into(), &thousands(n.into()));
    let members = members(page, phrase);
    html! {
        tbody id={ "phrase-" (i + 1) } data-kind=(phrase.kind.as_str()) {
            tr {
                (cell(i as f64 + 1.0, &(i + 1).to_string()))
                th.phrase scope="row" { (said_briefly(&phrase.text, 120)) }
                td.kind { span class={ "tag " (phrase.kind.as_str()) } { (words.phrase_kind(phrase.kind)) } }
                (count(phrase.n_documents))
                @if grouped { td.n.wide data-v=(groups.len()) { (number(groups.len() as u64)) } }
                (count(phrase.n_occurrences))
                td.wide.word { @if let Some(((first, _), last)) = first_and_last { time { (first) } @if last != first { " – " time { (last) } } } }
                @if !heat.is_empty() { (heat_cell(page, heat.get(&phrase.text).copied())) }
                (cell(phrase.score, &decimals(phrase.score, 2)))
                td.n.wider data-v=(decimals(phrase.dispersion, 4)) { (decimals(phrase.dispersion, 2)) }
            }
            tr.evidence { td {} td colspan=(n_columns) {
                details {
                    summary {
                        (template(words.in_context(), &[plain(words.places(phrase.places.len()))]))
                        @if members.len() > 1 { " · " (words.variants(members.len() - 1)) }
                    }
                    p.parts {
                        (words.cohesion()) " " (decimals(phrase.cohesion, 2)) " · "
                        (words.boundary()) " " (decimals(phrase.boundary, 2)) " · "
                        (words.dispersion()) " " (decimals(phrase.dispersion, 2)) " · "
                        (words.sections(phrase.n_sections as usize))
                    }
                    @if members.len() > 1 {
                        p.variants { span.label { (words.variants_title()) }
                            @for m in members.iter().filter(|m| **m != i).take(VARIANTS) { (variant(page, *m)) }
                        }
                    }
                    @if groups.len() > 1 {
                        p.variants { span.label { (words.groups_column()) }
                            @for (group, n) in groups.iter().take(GROUPS) { span.chip { (said_briefly(group, 30)) " " b { (number(*n)) } } }
                            @if groups.len() > GROUPS { span.muted { "+ " (number((groups.len() - GROUPS) as u64)) } }
                        }
                    }
                    ol.context {
                        @for &place in places { li { (in_context(page, place)) } }
                    }
                    @if phrase.places.len() > places.len() {
                        p.more { (template(words.more_in(), &[
                            number((phrase.places.len() - places.len()) as u64),
                            html! { code { "analysis.json" } },
                        ])) }
                    }
                }
            } }
        }
    }
}

/// The level of heat of each phrase followed in the last column that has documents, where it is used.
fn latest_heat(analysis: &Analysis) -> BTreeMap<String, usize> {
    let columns = Columns::of(&analysis.trends);
    let Some(last) = columns.volumes.iter().rposition(|&v| v > 0) else { return BTreeMap::new() };
    let rows = columns.rows.iter().zip(columns.heat());
    rows.filter_map(|(row, heat)| Some((row.phrase.clone(), heat[last]?))).collect()
}

fn heat_cell(page: &Page, level: Option<usize>) -> Markup {
    html! {
        td.wide data-v=(level.map_or(0, |l| l + 1)) {
            @if let Some(level) = level { span class={ "heat h" (level + 1) } { (page.words.heat_levels()[level].1) } }
        }
    }
}

/// The members of a phrase's family, as indices of phrases.
fn members(page: &Page, phrase: &Phrase) -> Vec<usize> {
    let found = &page.analysis.phrases;
    let family = found.families.get(phrase.family as usize);
    let members = family.map(|f| f.members.iter().map(|&m| m as usize).collect::<Vec<_>>());
    let known = |m: &usize| *m < found.phrases.len();
    members.unwrap_or_default().into_iter().filter(known).collect()
}

/// A variant with its number of documents, leading to its row where the page has one.
pub fn variant(page: &Page, index: usize) -> Markup {
    let Some(phrase) = page.analysis.phrases.phrases.get(index) else { return html! {} };
    html! {
        span.chip {
            @if index < page.rows { a href={ "#phrase-" (index + 1) } { (said_briefly(&phrase.text, 60)) } }
            @else { (said_briefly(&phrase.text, 60)) }
            " " b { (number(phrase.n_documents)) }
        }
    }
}

/// Most places shown of the phrase at a place of the list.
pub fn n_places(i: usize) -> usize {
    if i < FIRST { PLACES } else { PLACES_FURTHER_DOWN }
}

/// The places shown: the first of each document by date (undated last) and name, then the second of
/// each, and so on; put back into the order of dates.
pub fn chosen(analysis: &Analysis, places: &Places, limit: usize) -> Vec<Place> {
    let mut turn = 0;
    let mut turns: Vec<(usize, ByDate)> = Vec::with_capacity(places.len());
    for place in places {
        let is_again = turns.last().is_some_and(|(_, last)| last.2.document == place.document);
        turn = if is_again { turn + 1 } else { 0 };
        let date = view::date(analysis, place.document);
        turns.push((turn, (date.is_none(), date, place)));
    }
    // Of a frequent phrase few of the places are shown: the others need no order.
    if limit < turns.len() {
        turns.select_nth_unstable(limit);
        turns.truncate(limit);
    }
    turns.sort_unstable_by_key(|(_, by_date)| *by_date);
    turns.into_iter().map(|(_, (.., place))| place).collect()
}

/// A place in the order of dates, undated ones last.
type ByDate = (bool, Option<Date>, Place);

/// A place with the text around it and where it stands.
pub fn in_context(page: &Page, place: Place) -> Markup {
    let text = view::text(page.analysis, place.document).map_or("", |t| t.text.as_str());
    let range = place.span.range();
    let (Some(before), Some(at), Some(after)) =
        (text.get(..range.start), text.get(range.clone()), text.get(range.end..))
    else {
        return whereabouts(page, place);
    };
    let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(i, _)| i);
    let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |(i, _)| i);
    html! {
        bdi {
            @if from > 0 { "…" } (untrusted::one_line(&before[from..]))
            @if before.ends_with(' ') { " " }
            mark { (untrusted::one_line(at)) }
            @if after.starts_with(' ') { " " }
            (untrusted::one_line(&after[..to])) @if to < after.len() { "…" }
        }
        " " (whereabouts(page, place))
    }
}

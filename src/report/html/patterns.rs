//! Families of variants, frames with their fillers, numeric formulas with what they stand for.

use maud::{Markup, html};

use super::page::{Page, Part};
use super::pieces::{more, nothing, number, plain, said_briefly, template, whereabouts};
use super::slogans::{chosen, in_context, variant};
use crate::phrases::formulas::Expansion;
use crate::report::text::decimals;
use crate::report::view;

/// Most families, fillers of a frame and places shown here.
const FAMILIES: usize = 30;
const FILLERS: usize = 12;
/// Most fillers shown for a group.
const GROUP_FILLERS: usize = 3;
const PLACES: usize = 4;
/// Most departing readings of a formula shown.
const READINGS: usize = 3;

/// The part.
pub fn render(page: &Page) -> Markup {
    let words = page.words;
    let found = &page.analysis.phrases;
    html! {
        (page.figures(Part::Patterns))
        h3 { (words.families_title()) }
        (families(page))
        h3 { (words.frames_title()) }
        @if found.frames.is_empty() { (nothing(words.nothing())) } @else { (frames(page)) }
        h3 { (words.formulas_title()) }
        @if found.formulas.is_empty() { (nothing(words.nothing())) } @else { (formulas(page)) }
    }
}

fn families(page: &Page) -> Markup {
    let words = page.words;
    let found: Vec<_> =
        page.analysis.phrases.families.iter().filter(|f| f.members.len() > 1).collect();
    let shown = FAMILIES.min(page.rows);
    html! {
        @if found.is_empty() { (nothing(words.nothing())) }
        @else {
            p.lead { (words.families_lead()) }
            ul.families {
                @for family in found.iter().take(shown) {
                    li { @for &member in family.members.iter().take(FILLERS) { (variant(page, member as usize)) } }
                }
            }
            (more(page, shown, found.len(), "phrases"))
        }
    }
}

fn frames(page: &Page) -> Markup {
    let (found, words) = (&page.analysis.phrases.frames, page.words);
    let shown = page.rows.min(60);
    html! {
        div.scroll { table {
            thead { tr {
                th scope="col" { (words.frame()) }
                th scope="col" { (words.fillers_title()) }
                th.n scope="col" { (words.documents_column()) }
                th.n scope="col" { (words.times_column()) }
                th.n.wide scope="col" { (words.entropy()) }
                th.n.wide scope="col" { (words.fixedness()) }
            } }
            tbody {
                @for frame in found.iter().take(shown) {
                    tr {
                        th.phrase scope="row" { (said_briefly(&frame.text, 60)) }
                        td {
                            @for (i, slot) in frame.slots.iter().enumerate() {
                                @if i > 0 { br; span.muted { (words.second_slot()) " " } }
                                @for filler in slot.fillers.iter().take(FILLERS) {
                                    span.chip { (said_briefly(&filler.text, 40)) " " b { (number(filler.n_occurrences)) } }
                                }
                                @if slot.fillers.len() > FILLERS {
                                    span.muted { "+ " (number((slot.fillers.len() - FILLERS) as u64)) }
                                }
                            }
                            @let groups = view::fillers_by_group(page.analysis, frame, GROUP_FILLERS);
                            @if groups.len() > 1 {
                                details {
                                    summary { (words.by_group()) }
                                    ul.groups { @for (group, fillers) in &groups { li {
                                        (said_briefly(group, 40)) ": "
                                        @for (filler, n) in fillers {
                                            span.chip { (said_briefly(filler, 40)) " " b { (number(*n)) } }
                                        }
                                    } } }
                                }
                            }
                            details {
                                summary { (words.in_context().replace("{0}", &words.places(frame.places.len()))) }
                                ol.context { @for place in chosen(page.analysis, &frame.places, PLACES) {
                                    li { (in_context(page, place)) }
                                } }
                            }
                        }
                        td.n { (number(frame.n_documents)) }
                        td.n { (number(frame.n_occurrences)) }
                        td.n.wide { (decimals(frame.slots.first().map_or(0.0, |s| s.entropy), 2)) }
                        td.n.wide { (decimals(frame.fixedness, 2)) }
                    }
                }
            }
        } }
        (more(page, shown, found.len(), "frames"))
    }
}

fn formulas(page: &Page) -> Markup {
    let (found, words) = (&page.analysis.phrases.formulas, page.words);
    let shown = page.rows.min(60);
    html! {
        div.scroll { table {
            thead { tr {
                th scope="col" { (words.formula()) }
                th scope="col" { (words.stands_for()) }
                th.n scope="col" { (words.documents_column()) }
                th.n scope="col" { (words.times_column()) }
            } }
            tbody {
                @for formula in found.iter().take(shown) {
                    tr {
                        th.phrase scope="row" { (said_briefly(&formula.text, 60)) }
                        td {
                            @if formula.expansion.is_empty() { span.muted { (words.not_given()) } }
                            (items(&formula.expansion))
                            @for other in formula.expansions.iter().skip(1).take(READINGS) {
                                (reading(page, words.other_expansion(), other))
                            }
                            @for wrong in formula.mismatches.iter().take(READINGS) {
                                (reading(page, words.mismatch(), wrong))
                            }
                            details {
                                summary { (words.in_context().replace("{0}", &words.places(formula.places.len()))) }
                                ol.context { @for place in chosen(page.analysis, &formula.places, PLACES) {
                                    li { (in_context(page, place)) }
                                } }
                            }
                        }
                        td.n { (number(formula.n_documents)) }
                        td.n { (number(formula.n_occurrences)) }
                    }
                }
            }
        } }
        (more(page, shown, found.len(), "formulas"))
    }
}

/// A reading of a formula that departs from the main one, and where it first stands.
fn reading(page: &Page, label: &str, expansion: &Expansion) -> Markup {
    html! {
        p.variants {
            span.label { (template(label, &[plain(page.words.documents(expansion.n_documents as usize))])) }
            " " (items(&expansion.items)) " " (whereabouts(page, expansion.place))
        }
    }
}

fn items(items: &[String]) -> Markup {
    html! { @for item in items.iter().take(30) { span.chip { (said_briefly(item, 60)) } } }
}

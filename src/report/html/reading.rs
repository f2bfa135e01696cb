//! What was read: documents, units, dates, groups, and every warning.

use maud::{Markup, html};

use super::page::Page;
use super::pieces::{number, plain, said_briefly, template};
use crate::report::heading::{dates, n_units};
use crate::report::text::thousands;
use crate::warning::Warning;

/// Most groups and warnings shown, and warnings seen without opening the rest.
const GROUPS: usize = 60;
const WARNINGS: usize = 50;
const AT_ONCE: usize = 5;

/// The part.
pub fn render(page: &Page) -> Markup {
    let (a, words) = (page.analysis, page.words);
    let sections: usize = a.texts.iter().map(|t| t.sections.len()).sum();
    let undated = a.corpus.documents.iter().filter(|d| d.date.is_none()).count();
    let mut groups: std::collections::BTreeMap<&str, u64> = Default::default();
    for group in a.corpus.documents.iter().filter_map(|d| d.group.as_deref()) {
        *groups.entry(group).or_default() += 1;
    }
    let ungrouped = a.corpus.documents.iter().filter(|d| d.group.is_none()).count();
    html! {
        dl.facts {
            (fact(words.files(), &thousands(a.inputs.len() as u64)))
            (fact(words.documents_label(), &thousands(a.corpus.len() as u64)))
            (fact(words.sections_label(), &thousands(sections as u64)))
            (fact(words.units_label(), &thousands(n_units(a))))
            @if let Some((first, last)) = dates(a) {
                div { dt { (words.dates_label()) } dd { time { (first) } @if first != last { " – " time { (last) } } } }
            }
        }
        @if !groups.is_empty() {
            p.groups {
                span.label { (words.groups_label()) }
                @for (group, n) in groups.iter().take(GROUPS) {
                    span.chip { (said_briefly(group, 40)) " " b { (number(*n)) } }
                }
                @if groups.len() > GROUPS { span.chip.muted { "+ " (number((groups.len() - GROUPS) as u64)) } }
                @if ungrouped > 0 {
                    span.chip.muted { (words.ungrouped()) " " b { (number(ungrouped as u64)) } }
                }
            }
        }
        @if undated > 0 {
            p.muted { (template(words.undated(), &[plain(words.documents(undated))])) }
        }
        h3 { (words.warnings_title()) }
        @if a.warnings.is_empty() {
            p.muted { (words.no_warnings()) }
        } @else {
            (warnings(page, &a.warnings[..a.warnings.len().min(AT_ONCE)]))
            @if a.warnings.len() > AT_ONCE {
                details {
                    summary { (template(words.further_warnings(), &[number((a.warnings.len() - AT_ONCE) as u64)])) }
                    (warnings(page, &a.warnings[AT_ONCE..a.warnings.len().min(WARNINGS)]))
                    @if a.warnings.len() > WARNINGS { (more_warnings(page)) }
                }
            }
        }
    }
}

fn warnings(page: &Page, warnings: &[Warning]) -> Markup {
    html! {
        ul.warnings {
            @for (subject, message) in warnings.iter().map(|w| page.words.warning(w)) {
                li { b { (said_briefly(&subject, 120)) } " " (said_briefly(&message, 400)) }
            }
        }
    }
}

fn more_warnings(page: &Page) -> Markup {
    let left = page.analysis.warnings.len().saturating_sub(WARNINGS);
    html! { p.more { (template(page.words.more_in(), &[
        number(left as u64),
        html! { code { "analysis.json" } },
    ])) } }
}

fn fact(label: &str, value: &str) -> Markup {
    html! { div { dt { (label) } dd { (value) } } }
}

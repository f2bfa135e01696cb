//! Who said it first: which groups lead and which follow, and each phrase's way through the groups.

use maud::{Markup, html};

use super::page::Page;
use super::pieces::{cell, document, more, number, plain, said_briefly, template};
use crate::report::text::{percent, thousands};
use crate::trends::Adoption;

/// Most phrases, groups of a phrase, and leading groups shown.
const PHRASES: usize = 40;
const GROUPS: usize = 12;
const LEADERS: usize = 30;

/// The part; nothing where no phrase was adopted by two groups.
pub fn render(page: &Page) -> Markup {
    let (trends, words) = (&page.analysis.trends, page.words);
    let adoptions: Vec<&[Adoption]> =
        trends.adoptions.chunk_by(|x, y| x.phrase == y.phrase).filter(|a| a.len() > 1).collect();
    let shown = PHRASES.min(page.rows);
    html! {
        @if !adoptions.is_empty() {
            h3 { (words.adoption_title()) }
            (leaders(page))
            p.lead { (words.adoption_lead()) }
            ul.adoption { @for uses in adoptions.iter().take(shown) { (adopted(page, uses)) } }
            (more(page, shown, adoptions.len(), "adoption"))
        }
    }
}

fn leaders(page: &Page) -> Markup {
    let (found, words) = (&page.analysis.trends.leaders, page.words);
    let shown = LEADERS.min(page.rows);
    html! {
        @if !found.is_empty() {
            p.lead { (words.leaders_lead()) }
            div.scroll { table.sortable.narrow id="leaders" {
                thead { tr {
                    th scope="col" { (words.group()) }
                    th.n scope="col" { (words.adopted()) }
                    th.n scope="col" { (words.was_first()) }
                    th.n scope="col" { (words.median_lag()) }
                    th scope="col" { (words.documents_since()) }
                } }
                @for leader in found.iter().take(shown) {
                    @let first = f64::from(leader.n_first) / f64::from(leader.n_phrases.max(1));
                    tbody { tr {
                        th.phrase scope="row" { (said_briefly(&leader.group, 40)) }
                        (cell(leader.n_phrases.into(), &thousands(leader.n_phrases.into())))
                        td.n data-v=(leader.n_first) { (number(leader.n_first)) " " span.muted { (percent(first)) } }
                        (cell(leader.median_lag_days.into(), &thousands(leader.median_lag_days.into())))
                        td { time { (leader.since) } }
                    } }
                }
            } }
            (more(page, shown, found.len(), "leaders"))
        }
    }
}

fn adopted(page: &Page, uses: &[Adoption]) -> Markup {
    html! {
        li {
            strong { (said_briefly(&uses[0].phrase, 40)) }
            ol { @for (i, adoption) in uses.iter().enumerate().take(GROUPS) {
                li {
                    b { (said_briefly(&adoption.group, 30)) } " " time { (adoption.first) } " " (document(page, adoption.document))
                    @if i > 0 { " " span.muted { (template(page.words.lag(), &[plain(page.words.days(adoption.lag_days))])) } }
                }
            } }
            (more(page, GROUPS, uses.len(), "adoption"))
        }
    }
}

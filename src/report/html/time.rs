//! Phrases over time: the heat table with the volume of each period, and who said it first.

use maud::{Markup, html};

use super::page::{Page, Part};
use super::pieces::{document, more, nothing, number, plain, said_briefly, template};
use crate::report::periods::{Columns, Row, short};
use crate::report::text::percent;
use crate::trends::Adoption;

/// Most phrases shown.
const PHRASES: usize = 40;

/// The part.
pub fn render(page: &Page) -> Markup {
    let (trends, words) = (&page.analysis.trends, page.words);
    let adoptions: Vec<&[Adoption]> =
        trends.adoptions.chunk_by(|x, y| x.phrase == y.phrase).filter(|a| a.len() > 1).collect();
    html! {
        (page.figures(Part::Time))
        @if trends.points.is_empty() { (nothing(words.no_time())) } @else { (heat(page)) }
        @if !adoptions.is_empty() {
            h3 { (words.adoption_title()) }
            p.lead { (words.adoption_lead()) }
            ul.adoption { @for uses in adoptions.iter().take(PHRASES.min(page.rows)) { (adopted(page, uses)) } }
            (more(page, PHRASES.min(page.rows), adoptions.len(), "adoption"))
        }
    }
}

fn heat(page: &Page) -> Markup {
    let words = page.words;
    let columns = Columns::of(page.analysis);
    let heat = columns.heat();
    let shown = PHRASES.min(page.rows);
    html! {
        p.lead { (words.time_lead()) }
        @if columns.step > 1 {
            p.lead { (template(words.periods_together(), &[
                number(columns.step as u64),
                html! { code { "tables/trends.csv" } },
            ])) }
        }
        p.legend { span.label { (words.heat()) }
            @for (i, (_, name)) in words.heat_levels().iter().enumerate() { span class={ "heat h" (i + 1) } { (name) } }
        }
        div.scroll { table.heat-table {
            thead {
                tr { th scope="col" { (words.phrase()) } @for label in &columns.labels { th.n scope="col" { (short(label)) } } }
                tr.volume { th scope="row" { (words.volume()) } @for n in &columns.volumes { td.n { (number(*n)) } } }
            }
            tbody { @for (row, heat) in columns.rows.iter().zip(&heat).take(shown) {
                tr {
                    th.phrase scope="row" { (said_briefly(&row.phrase, 30)) }
                    @for (c, level) in heat.iter().enumerate() { (cell(&columns, row, c, *level)) }
                }
            } }
        } }
        (more(page, shown, columns.rows.len(), "trends"))
    }
}

fn cell(columns: &Columns, row: &Row, c: usize, level: Option<usize>) -> Markup {
    let class = level.map_or("n".to_owned(), |l| format!("n heat h{}", l + 1));
    html! {
        td class=(class) title={ (row.counts[c]) "/" (columns.volumes[c]) } {
            @match columns.share(row, c) {
                Some(share) if share > 0.0 => (percent(share)),
                Some(_) => "·",
                None => "",
            }
        }
    }
}

fn adopted(page: &Page, uses: &[Adoption]) -> Markup {
    html! {
        li {
            strong { (said_briefly(&uses[0].phrase, 40)) }
            ol { @for (i, adoption) in uses.iter().enumerate().take(12) {
                li {
                    b { (said_briefly(&adoption.group, 30)) } " " time { (adoption.first) } " " (document(page, adoption.document))
                    @if i > 0 { " " span.muted { (template(page.words.lag(), &[plain(page.words.days(adoption.lag_days))])) } }
                }
            } }
        }
    }
}

//! Phrases over time: the heat table with the volume of each period, what moved, and who said it first.

use maud::{Markup, html};

use super::page::{Page, Part};
use super::pieces::{more, nothing, number, said_briefly, template};
use super::{adoption, movement};
use crate::report::text::percent;
use crate::trends::columns::{Columns, Row, short};

/// Most phrases shown.
const PHRASES: usize = 40;

/// The part.
pub fn render(page: &Page) -> Markup {
    let columns = Columns::of(&page.analysis.trends);
    html! {
        (page.figures(Part::Time))
        @if columns.rows.is_empty() { (nothing(page.words.no_time())) }
        @else { (heat(page, &columns)) (movement::movers(page, &columns)) (movement::courses(page)) }
        (adoption::render(page))
    }
}

fn heat(page: &Page, columns: &Columns) -> Markup {
    let words = page.words;
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
        div.scroll { table.heat-table style={ "--n:" (columns.labels.len()) } {
            thead {
                tr { th scope="col" { (words.phrase()) } @for label in &columns.labels { th.n scope="col" { (short(label)) } } }
                tr.volume { th scope="row" { (words.volume()) } @for n in &columns.volumes { td.n { (number(*n)) } } }
            }
            tbody { @for (row, heat) in columns.rows.iter().zip(&heat).take(shown) {
                tr {
                    th.phrase scope="row" { (said_briefly(&row.phrase, 30)) }
                    @for (c, level) in heat.iter().enumerate() { (cell(columns, row, c, *level)) }
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

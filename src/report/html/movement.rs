//! What moved: movers, newcomers and exits of the heat table, and what rises or falls throughout.

use maud::{Markup, html};

use super::page::Page;
use super::pieces::{cell, more, nothing, number, of, said_briefly, template};
use crate::report::text::{decimals, percent};
use crate::trends::columns::{Columns, Mover, short};
use crate::trends::{Course, Direction};

/// Most movers, and most courses shown.
const MOVERS: usize = 30;
const COURSES: usize = 40;

/// Movers, latest first.
pub fn movers(page: &Page, columns: &Columns) -> Markup {
    let (words, found) = (page.words, columns.movers());
    let shown = MOVERS.min(page.rows);
    html! {
        h3 { (words.movers_title()) }
        p.lead { (words.movers_lead()) }
        @if found.is_empty() { (nothing(words.no_movers())) } @else {
            div.scroll { table.sortable id="movers" {
                thead { tr {
                    th scope="col" { (words.phrase()) }
                    th scope="col" { (words.moved()) }
                    th scope="col" { (words.period()) }
                    th scope="col" { (words.heat()) }
                    th.n scope="col" { (words.before()) }
                    th.n scope="col" { (words.after()) }
                    th.n.wide scope="col" { "G2" }
                } }
                @for mover in found.iter().take(shown) { (row(page, columns, mover)) }
            } }
            (more(page, shown, found.len(), "movers"))
        }
    }
}

fn row(page: &Page, columns: &Columns, mover: &Mover) -> Markup {
    let words = page.words;
    let levels = words.heat_levels();
    let heat = |level: Option<usize>| {
        html! { @match level {
            Some(l) => span class={ "heat h" (l + 1) } { (levels[l].1) },
            None => span.muted { (words.unused()) },
        } }
    };
    html! {
        tbody { tr {
            th.phrase scope="row" { (said_briefly(&columns.rows[mover.row].phrase, 40)) }
            td { span class={ "tag move-" (mover.how.as_str()) } { (words.move_of(mover.how)) } }
            td.word data-v=(mover.columns.1) { (short(&columns.labels[mover.columns.1])) }
            td.word data-v=(mover.levels.1.map_or(0, |l| l + 1)) { (heat(mover.levels.0)) " → " (heat(mover.levels.1)) }
            td.n data-v=(share(mover.before)) { (of(mover.before.0, mover.before.1)) }
            td.n data-v=(share(mover.after)) { (of(mover.after.0, mover.after.1)) }
            td.n.wide data-v=(mover.g2) { (decimals(mover.g2, 1)) }
        } }
    }
}

fn share((n, all): (u32, u32)) -> f64 {
    f64::from(n) / f64::from(all.max(1))
}

/// Phrases that rise or fall throughout, the surest first, and how many were tested.
pub fn courses(page: &Page) -> Markup {
    let words = page.words;
    let tested = page.analysis.trends.courses.iter().filter(|c| c.direction != Direction::Untested);
    let n_tested = tested.clone().count();
    let mut sure: Vec<&Course> = tested.filter(|c| c.direction != Direction::Neither).collect();
    sure.sort_by(|a, b| a.q.total_cmp(&b.q).then(b.z.abs().total_cmp(&a.z.abs())));
    let n = |direction| sure.iter().filter(|c| c.direction == direction).count() as u64;
    let shown = COURSES.min(page.rows);
    html! {
        h3 { (words.courses_title()) }
        @if n_tested == 0 { (nothing(words.no_courses())) } @else {
            p.lead { (template(words.courses_lead(), &[
                number(n_tested as u64),
                number(n(Direction::Rising)),
                number(n(Direction::Falling)),
            ])) }
            @if !sure.is_empty() {
                div.scroll { table.sortable id="courses" {
                    thead { tr {
                        th scope="col" { (words.phrase()) }
                        th scope="col" { (words.direction()) }
                        th.n scope="col" { (words.slope()) }
                        th.n scope="col" { "q" }
                        th scope="col" { (words.first_use()) }
                        th scope="col" { (words.peak()) }
                        th scope="col" { (words.last_use()) }
                    } }
                    @for course in sure.iter().take(shown) { (course_row(page, course)) }
                } }
                (more(page, shown, sure.len(), "trend_tests"))
            }
        }
    }
}

fn course_row(page: &Page, course: &Course) -> Markup {
    let points = format!(
        "{}{}",
        if course.slope > 0.0 { "+" } else { "" },
        decimals(course.slope * 100.0, 1)
    );
    html! {
        tbody { tr {
            th.phrase scope="row" { (said_briefly(&course.phrase, 40)) }
            td { span class={ "tag move-" (course.direction.as_str()) } { (page.words.direction_of(course.direction)) } }
            (cell(course.slope, &points))
            td.n data-v=(course.q) { @if course.q < 0.0001 { "<0.0001" } @else { (decimals(course.q, 4)) } }
            td.word { (course.first) }
            td.word { (course.peak) " " span.muted { (percent(course.peak_share)) } }
            td.word { (course.last) }
        } }
    }
}

//! Themes of groups: those to which a group surely gives more, or fewer, of its texts than the others.

use maud::{Markup, html};

use super::super::page::Page;
use super::super::pieces::{bar, cell, more, nothing, of, said_briefly};
use crate::keyness::ThemeKey;
use crate::report::text::decimals;

/// Most themes of a group that are shown each way, and most rows.
const OF_GROUP: usize = 3;
const ROWS: usize = 60;

pub(super) fn render(page: &Page) -> Markup {
    let (a, words) = (page.analysis, page.words);
    if a.theme_keyness.is_empty() {
        return html! {};
    }
    let of_group = |keys: &'_ [ThemeKey]| -> Vec<ThemeKey> {
        let sure =
            |sign: f64| keys.iter().filter(move |k| k.contrast.lrc * sign > 0.0).take(OF_GROUP);
        sure(1.0).chain(sure(-1.0)).cloned().collect()
    };
    let sure: Vec<ThemeKey> =
        a.theme_keyness.chunk_by(|x, y| x.group == y.group).flat_map(of_group).collect();
    let most = ROWS.min(page.rows);
    html! {
        h3 { (words.theme_keyness_title()) }
        p.lead { (words.theme_keyness_lead()) }
        @if sure.is_empty() { (nothing(words.themes_alike())) }
        @else {
            div.scroll { table.sortable id="theme-keyness" {
                thead { tr {
                    th scope="col" { (words.group()) }
                    th scope="col" { (words.theme_column()) }
                    th scope="col" {}
                    th.n scope="col" { (words.here()) }
                    th.n scope="col" { (words.elsewhere()) }
                    th.n scope="col" { "LRC" }
                    th.n.wide scope="col" { (words.log_ratio()) }
                    th.n.wide scope="col" { "G2" }
                } }
                @for key in sure.iter().take(most) { (row(page, key)) }
            } }
        }
        (more(page, sure.len().min(most), a.theme_keyness.len(), "theme_keyness"))
    }
}

fn row(page: &Page, key: &ThemeKey) -> Markup {
    let c = &key.contrast;
    let theme = page.analysis.themes.themes.get(key.theme as usize);
    let label = theme.map_or("", |t| t.label.as_str());
    html! {
        tbody { tr {
            td { (said_briefly(&key.group, 40)) }
            th scope="row" {
                span.muted { (key.theme + 1) } " " (said_briefly(label, 40))
            }
            td { (bar(f64::from(c.f_target) / f64::from(c.n_target.max(1)))) }
            td.n data-v=(c.f_target) { (of(c.f_target, c.n_target)) }
            td.n data-v=(c.f_reference) { (of(c.f_reference, c.n_reference)) }
            (cell(c.lrc, &decimals(c.lrc, 2)))
            td.n.wide data-v=(c.log_ratio) { (decimals(c.log_ratio, 2)) }
            td.n.wide data-v=(c.g2) { (decimals(c.g2, 2)) }
        } }
    }
}

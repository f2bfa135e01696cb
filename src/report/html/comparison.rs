//! Groups compared: what each says more than all others.

use maud::{Markup, html};

use super::page::{Page, Part};
use super::pieces::{cell, more, nothing, of, said_briefly};
use crate::keyness::Key;
use crate::report::text::decimals;

/// Most items of a group, items shown where hardly any difference is certain, groups that stand open, and most groups.
const ITEMS: usize = 20;
const HINTS: usize = 8;
const OPEN: usize = 4;
const GROUPS: usize = 40;

/// The part.
pub fn render(page: &Page) -> Markup {
    let (a, words) = (page.analysis, page.words);
    let groups = a.corpus.groups();
    if groups.len() < 2 {
        return nothing(words.no_groups());
    }
    if a.keyness.is_empty() {
        return nothing(words.nothing());
    }
    let shown = GROUPS.min(page.rows);
    html! {
        p.lead { (words.groups_lead()) }
        (page.figures(Part::Groups))
        @for (i, group) in groups.iter().enumerate().take(shown) {
            (one(page, group, i < OPEN))
        }
        (more(page, shown, groups.len(), "keyness"))
    }
}

fn one(page: &Page, group: &str, open: bool) -> Markup {
    let words = page.words;
    let more_here = |k: &&Key| k.group == group && k.log_ratio > 0.0;
    let mut keys: Vec<&Key> = page.analysis.keyness.iter().filter(more_here).collect();
    let surest = |x: &&Key, y: &&Key| {
        let by_lrc = y.lrc.total_cmp(&x.lrc);
        by_lrc.then(y.is_phrase.cmp(&x.is_phrase)).then(y.g2.total_cmp(&x.g2))
    };
    keys.sort_by(surest);
    let proven = keys.iter().filter(|k| k.lrc > 0.0).count();
    let shown = ITEMS.min(proven.max(HINTS));
    html! {
        details.group open[open] {
            summary { (said_briefly(group, 80))
                @if let Some(key) = keys.first() { " " span.muted { (words.documents(key.n_target as usize)) } } }
            @if keys.is_empty() { (nothing(words.nothing())) } @else {
                @if proven == 0 { p.lead { (words.hints_only()) } }
                div.scroll { table.sortable {
                    thead { tr {
                        th scope="col" { (words.item()) }
                        th scope="col" { (words.kind()) }
                        th.n scope="col" { (words.here()) }
                        th.n scope="col" { (words.elsewhere()) }
                        th.n scope="col" { "LRC" }
                        th.n.wide scope="col" { (words.log_ratio()) }
                        th.n.wide scope="col" { "G2" }
                    } }
                    @for key in keys.iter().take(shown) {
                        tbody { tr {
                            th.phrase scope="row" { (said_briefly(&key.item, 60)) }
                            td { span.tag { @if key.is_phrase { (words.phrase()) } @else { (words.term()) } } }
                            td.n data-v=(key.f_target) { (of(key.f_target, key.n_target)) }
                            td.n data-v=(key.f_reference) { (of(key.f_reference, key.n_reference)) }
                            (cell(key.lrc, &decimals(key.lrc, 2)))
                            td.n.wide data-v=(key.log_ratio) { (decimals(key.log_ratio, 2)) }
                            td.n.wide data-v=(key.g2) { (decimals(key.g2, 2)) }
                        } }
                    }
                } }
                (more(page, shown, keys.len(), "keyness"))
            }
        }
    }
}

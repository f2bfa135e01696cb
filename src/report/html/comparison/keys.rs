//! What each group says more than all others, and what it says less.

use maud::{Markup, html};

use super::super::page::Page;
use super::super::pieces::{cell, more, nothing, of, said_briefly};
use crate::keyness::Key;
use crate::report::text::decimals;

/// Most phrases and most words of a list, the same where no difference is certain, groups that
/// stand open, and most groups.
const ITEMS: usize = 12;
const HINTS: usize = 8;
const OPEN: usize = 4;
const GROUPS: usize = 40;

/// The groups, one below the other.
pub(super) fn render(page: &Page, groups: &[&str]) -> Markup {
    let shown = GROUPS.min(page.rows);
    html! {
        @for (i, group) in groups.iter().enumerate().take(shown) {
            (one(page, group, i < OPEN))
        }
        (more(page, shown, groups.len(), "keyness"))
    }
}

fn one(page: &Page, group: &str, open: bool) -> Markup {
    let words = page.words;
    let of_group = || page.analysis.keyness.iter().filter(|k| k.group == group);
    let proven = ranked(of_group().filter(|k| k.contrast.lrc > 0.0));
    let less = ranked(of_group().filter(|k| k.contrast.lrc < 0.0));
    let hints = ranked(of_group().filter(|k| k.contrast.lrc == 0.0 && k.contrast.log_ratio > 0.0));
    html! {
        details.group open[open] {
            summary { (said_briefly(group, 80))
                @if let Some(key) = of_group().next() { " " span.muted { (words.documents(key.contrast.n_target as usize)) } } }
            @if of_group().next().is_none() { (nothing(words.nothing())) }
            @else if proven.is_empty() && less.is_empty() {
                p.lead { (words.hints_only()) }
                (table(page, &hints, HINTS, None))
            } @else {
                @if !proven.is_empty() { (table(page, &proven, ITEMS, Some(words.says_more()))) }
                @if !less.is_empty() { (table(page, &less, ITEMS, Some(words.avoids()))) }
            }
        }
    }
}

/// Phrases before words, the surest difference first. Function words are passed over: that one
/// group writes English is seen at a glance, and the table has them.
fn ranked<'a>(keys: impl Iterator<Item = &'a Key>) -> Vec<&'a Key> {
    let is_common = |word: &str| {
        let listed = |code| stop_words::lookup(code).is_some_and(|list| list.contains(&word));
        listed("en") || listed("zh")
    };
    let mut keys: Vec<&Key> = keys.filter(|k| k.is_phrase || !is_common(&k.item)).collect();
    keys.sort_by(|x, y| {
        let by_lrc = y.contrast.lrc.abs().total_cmp(&x.contrast.lrc.abs());
        y.is_phrase.cmp(&x.is_phrase).then(by_lrc).then(y.contrast.g2.total_cmp(&x.contrast.g2))
    });
    keys
}

/// The first phrases and the first words of a list, each at most `limit`.
fn table(page: &Page, keys: &[&Key], limit: usize, caption: Option<&str>) -> Markup {
    let words = page.words;
    let of_kind = |is_phrase| keys.iter().filter(move |k| k.is_phrase == is_phrase).take(limit);
    let shown: Vec<&&Key> = of_kind(true).chain(of_kind(false)).collect();
    html! {
        div.scroll { table.sortable {
            @if let Some(caption) = caption { caption { (caption) } }
            thead { tr {
                th scope="col" { (words.item()) }
                th scope="col" { (words.kind()) }
                th.n scope="col" { (words.here()) }
                th.n scope="col" { (words.elsewhere()) }
                th.n scope="col" { "LRC" }
                th.n.wide scope="col" { (words.log_ratio()) }
                th.n.wide scope="col" { "G2" }
            } }
            @for key in &shown {
                tbody { tr {
                    th.phrase scope="row" { (said_briefly(&key.item, 60)) }
                    td { span.tag { @if key.is_phrase { (words.phrase_tag()) } @else { (words.term()) } } }
                    td.n data-v=(key.contrast.f_target) { (of(key.contrast.f_target, key.contrast.n_target)) }
                    td.n data-v=(key.contrast.f_reference) { (of(key.contrast.f_reference, key.contrast.n_reference)) }
                    (cell(key.contrast.lrc, &decimals(key.contrast.lrc, 2)))
                    td.n.wide data-v=(key.contrast.log_ratio) { (decimals(key.contrast.log_ratio, 2)) }
                    td.n.wide data-v=(key.contrast.g2) { (decimals(key.contrast.g2, 2)) }
                } }
            }
        } }
        (more(page, shown.len(), keys.len(), "keyness"))
    }
}

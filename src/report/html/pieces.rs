//! Small pieces of markup that several parts share.

use maud::{Markup, html};

use super::page::Page;
use crate::corpus::{DocId, Place};
use crate::report::text::{percent, thousands};
use crate::report::{untrusted, view};

/// Text of a document or its metadata: one line, isolated from the text around it.
pub fn said(text: &str) -> Markup {
    html! { bdi { (untrusted::one_line(text)) } }
}

/// Such text, cut after so many characters.
pub fn said_briefly(text: &str, limit: usize) -> Markup {
    html! { bdi { (untrusted::excerpt(text, limit)) } }
}

/// A template of the report's words with its `{0}`, `{1}` … filled in.
pub fn template(template: &str, values: &[Markup]) -> Markup {
    let mut rest = template;
    let mut pieces: Vec<Markup> = Vec::new();
    while let Some((before, after)) = rest.split_once('{') {
        let (slot, after) = after.split_once('}').unwrap_or((after, ""));
        pieces.push(html! { (before) });
        if let Some(value) = slot.parse().ok().and_then(|i: usize| values.get(i)) {
            pieces.push(value.clone());
        }
        rest = after;
    }
    html! { @for piece in &pieces { (piece) } (rest) }
}

/// Text of ours as markup.
pub fn plain(text: impl AsRef<str>) -> Markup {
    html! { (text.as_ref()) }
}

/// A number to be read.
pub fn number(n: impl Into<u64>) -> Markup {
    html! { (thousands(n.into())) }
}

/// The number cell of a table: what is read and, for sorting, what it is worth.
pub fn cell(value: f64, text: &str) -> Markup {
    let value = if value.is_finite() { value } else { f64::MIN };
    html! { td.n data-v=(short(value)) { (text) } }
}

/// A value to sort by: four decimals tell rows apart, and many rows carry one.
fn short(value: f64) -> f64 {
    if value.abs() < 1e6 { (value * 1e4).round() / 1e4 } else { value }
}

/// A document's name, leading to its entry where the page has one.
pub fn document(page: &Page, id: DocId) -> Markup {
    let name = said_briefly(view::name(page.analysis, id), 80);
    html! {
        @if page.shown.binary_search(&id).is_ok() { a.doc href={ "#document-" (id.index() + 1) } { (name) } }
        @else { span.doc { (name) } }
    }
}

/// A document's date, with words where it has none.
pub fn date(page: &Page, id: DocId) -> Markup {
    html! {
        @match view::date(page.analysis, id) {
            Some(date) => time { (date) },
            None => span.muted { (page.words.no_date()) },
        }
    }
}

/// Document, date and section of a place.
pub fn whereabouts(page: &Page, place: Place) -> Markup {
    let label = view::section_label(page.analysis, place.document, place.section);
    html! {
        span.where {
            (document(page, place.document)) " " (date(page, place.document))
            @if !label.is_empty() { " " span.section { bdi { (label) } } }
        }
    }
}

/// The line below a list that was cut: how many more, and where they are.
pub fn more(page: &Page, shown: usize, all: usize, table: &str) -> Markup {
    html! {
        @if all > shown {
            p.more { (template(page.words.more_in(), &[
                number((all - shown) as u64),
                html! { code { "tables/" (table) ".csv" } },
            ])) }
        }
    }
}

/// A bar as long as a share, with the share in words for those who cannot see it.
pub fn bar(share: f64) -> Markup {
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    html! { span.bar aria-hidden="true" { i style={ "width:" (format!("{:.1}", share * 100.0)) "%" } {} } }
}

/// The share of a count, as `3 of 12 (25%)` in short form.
pub fn of(part: u32, whole: u32) -> Markup {
    let share = if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) };
    html! { (thousands(part.into())) "/" (thousands(whole.into())) " " span.muted { (percent(share)) } }
}

/// A line that says that a part has nothing to show.
pub fn nothing(text: &str) -> Markup {
    html! { p.muted { (text) } }
}

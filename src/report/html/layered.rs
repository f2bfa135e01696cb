//! A document's text in layers: formulaic, shared, own; with the theme of each paragraph.
//!
//! All texts of the page together are bounded: each document shown has an equal part, from its beginning.
//! Shared runs lead to their passage where the page has it.

use std::ops::Range;

use maud::{Markup, html};

use super::page::Page;
use super::pieces::{number, plain, said_briefly, template};
use crate::corpus::{DocId, Paragraph, ParagraphKind, Span, Text};
use crate::report::layers::{Layer, Layers};
use crate::report::untrusted;

/// Characters of text on the whole page, and least of a document.
const CHARACTERS: usize = 120_000;
const LEAST: usize = 400;
/// Colours of themes, as many as the charts have.
const COLOURS: u32 = 10;

/// The text as far as the page shows it.
pub fn text(page: &Page, id: DocId, text: &Text, layers: &Layers) -> Markup {
    let limit = (CHARACTERS / page.shown.len().max(1)).max(LEAST);
    let end = text.text.char_indices().nth(limit).map_or(text.text.len(), |(i, _)| i);
    let shown = text.paragraphs.iter().take_while(|p| (p.span.start as usize) < end);
    let mut last = None;
    let paragraphs = shown.enumerate().map(|(i, paragraph)| {
        let theme = theme(page, id, i).filter(|_| paragraph.kind == ParagraphKind::Body);
        // a theme is named where it begins
        let is_new = theme.is_some() && theme != last;
        last = theme.or(last);
        let span = paragraph.span;
        let span = Span::new(span.start as usize, (span.end as usize).min(end));
        let runs = runs(page, text, layers.runs(id, &text.text, span));
        html! {
            p class=[class(paragraph, theme)] {
                (runs) @if let Some(theme) = theme.filter(|_| is_new) { (mark(page, theme)) }
            }
        }
    });
    html! {
        div.layered { @for paragraph in paragraphs { (paragraph) } }
        @if end < text.text.len() {
            p.more { (template(page.words.text_cut(), &[
                number(limit as u64),
                number(text.text.chars().count() as u64),
                html! { code { "leitmotif inspect" } },
            ])) }
        }
    }
}

fn class(paragraph: &Paragraph, theme: Option<u32>) -> Option<String> {
    match theme {
        _ if paragraph.kind != ParagraphKind::Body => Some("head".into()),
        Some(theme) => Some(format!("theme c{}", theme % COLOURS)),
        None => None,
    }
}

fn runs(page: &Page, text: &Text, runs: Vec<(Range<usize>, Layer)>) -> Markup {
    html! {
        @for (range, layer) in runs {
            @let run = untrusted::readable(&text.text[range]);
            @match layer {
                Layer::Own => (run),
                Layer::Formulaic => span.f { (run) },
                Layer::Shared(passage) => (shared(page, passage, &run)),
            }
        }
    }
}

fn shared(page: &Page, passage: usize, run: &str) -> Markup {
    html! {
        @if page.has_passage(passage) { a.s href={ "#passage-" (passage + 1) } { (run) } }
        @else { span.s { (run) } }
    }
}

/// The theme of a paragraph, as a mark behind it.
fn mark(page: &Page, theme: u32) -> Markup {
    let label = page.analysis.themes.themes.get(theme as usize).map_or("", |t| t.label.as_str());
    let name = html! { (template(page.words.theme(), &[plain((theme + 1).to_string())])) " " (said_briefly(label, 24)) };
    html! {
        " " @if (theme as usize) < page.rows { a.mark href={ "#theme-" (theme + 1) } { (name) } }
        @else { span.mark { (name) } }
    }
}

fn theme(page: &Page, id: DocId, paragraph: usize) -> Option<u32> {
    let placed = &page.analysis.themes.paragraphs;
    let key = (id, paragraph as u32);
    let at = placed.binary_search_by_key(&key, |p| (p.document, p.paragraph)).ok()?;
    Some(placed[at].theme)
}

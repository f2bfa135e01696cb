//! A document's text in layers: formulaic, shared, own; with the theme of each paragraph.
//!
//! All texts of the page together are bounded: each document shown has an equal part, from its beginning.
//! Shared runs lead to their passage where the page has it.

use maud::{Markup, html};

use super::page::Page;
use super::pieces::{number, plain, said_briefly, template};
use crate::corpus::{DocId, Paragraph, ParagraphKind, Span, Text};
use crate::report::layers::{Layer, Layers};
use crate::report::untrusted;

/// Characters of text on the whole page, and least of a document.
const CHARACTERS: usize = 200_000;
const LEAST: usize = 400;
/// Colours of themes, as many as the charts have.
const COLOURS: u32 = 10;

/// The text as far as the page shows it.
pub fn text(page: &Page, id: DocId, text: &Text, layers: &Layers) -> Markup {
    let limit = (CHARACTERS / page.shown.len().max(1)).max(LEAST);
    let end = text.text.char_indices().nth(limit).map_or(text.text.len(), |(i, _)| i);
    let shown =
        text.paragraphs.iter().enumerate().take_while(|(_, p)| (p.span.start as usize) < end);
    html! {
        div.layered {
            @for (i, paragraph) in shown { (one(page, id, text, layers, i, paragraph, end)) }
        }
        @if end < text.text.len() {
            p.more { (template(page.words.text_cut(), &[
                number(limit as u64),
                number(text.text.chars().count() as u64),
                html! { code { "leitmotif inspect" } },
            ])) }
        }
    }
}

fn one(
    page: &Page,
    id: DocId,
    text: &Text,
    layers: &Layers,
    i: usize,
    paragraph: &Paragraph,
    end: usize,
) -> Markup {
    let span = Span::new(paragraph.span.start as usize, (paragraph.span.end as usize).min(end));
    let is_body = paragraph.kind == ParagraphKind::Body;
    let theme = theme(page, id, i).filter(|_| is_body);
    let colour = theme.map_or_else(String::new, |t| format!("theme c{}", t % COLOURS));
    html! {
        p class=(if is_body { colour.as_str() } else { "head" }) {
            @for (range, layer) in layers.runs(id, &text.text, span) {
                @let run = untrusted::readable(&text.text[range]);
                @match layer {
                    Layer::Own => (run),
                    Layer::Formulaic => span.f { (run) },
                    Layer::Shared(passage) => (shared(page, passage, &run)),
                }
            }
            @if let Some(theme) = theme { (mark(page, theme)) }
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

//! The findings: the sentences of [`crate::report::sentences`], each name leading to its entry.

use maud::{Markup, html};

use super::page::Page;
use super::pieces::{document, said_briefly};
use crate::report::sentences::{Link, Piece, Sentence, sentences};

/// Characters of a name.
const NAME: usize = 40;

/// The part.
pub fn render(page: &Page) -> Markup {
    let found = sentences(page.analysis, page.words);
    html! {
        @if found.is_empty() { p { (page.words.finding_none()) } }
        @else { ol.findings { @for sentence in &found { li { (said(page, sentence)) } } } }
    }
}

fn said(page: &Page, sentence: &Sentence) -> Markup {
    html! { @for piece in sentence { (one(page, piece)) } }
}

fn one(page: &Page, piece: &Piece) -> Markup {
    let strong = |text: &str| html! { strong { (said_briefly(text, NAME)) } };
    match piece {
        Piece::Words(text) => html! { (text) },
        Piece::Name(text, link) => linked(page, *link, strong(text)),
        Piece::Phrase(text, link) => linked(page, *link, html! { "“" (strong(text)) "”" }),
        Piece::Document(id) => document(page, *id),
    }
}

/// A name, leading to its entry where the page has one.
fn linked(page: &Page, link: Option<Link>, name: Markup) -> Markup {
    let target = match link {
        Some(Link::Phrase(i)) if i < page.rows => format!("#phrase-{}", i + 1),
        Some(Link::Theme(i)) if i < page.rows => format!("#theme-{}", i + 1),
        _ => return name,
    };
    html! { a href=(target) { (name) } }
}

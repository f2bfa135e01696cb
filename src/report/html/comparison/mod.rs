//! Groups compared: what each says more and less, what it alone says, what all say alike, which themes
//! it gives its texts to, and which passages it shares.

mod alike;
mod alone;
mod keys;
mod passages;
mod themes;

use maud::{Markup, html};

use super::page::{Page, Part};
use super::pieces::nothing;

/// The part.
pub fn render(page: &Page) -> Markup {
    let (a, words) = (page.analysis, page.words);
    let groups = a.corpus.groups();
    if groups.len() < 2 {
        return nothing(words.no_groups());
    }
    html! {
        @if a.keyness.is_empty() { (nothing(words.nothing())) }
        @else {
            p.lead { (words.groups_lead()) }
            (page.figures(Part::Groups))
            (keys::render(page, &groups))
        }
        (alone::render(page))
        (alike::render(page))
        (themes::render(page))
        (passages::render(page))
    }
}

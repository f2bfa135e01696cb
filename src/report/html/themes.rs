//! Themes: the map, the choice of their number, and a card for each.

use maud::{Markup, html};

use super::page::{Page, Part};
use super::pieces::{bar, more, nothing, plain, said_briefly, template, whereabouts};
use crate::report::text::{decimals, percent};
use crate::report::view;
use crate::themes::Theme;

/// Terms on a card, central texts on a card, and characters of each.
const TERMS: usize = 10;
const TEXTS: usize = 3;
const EXCERPT: usize = 120;

/// The part.
pub fn render(page: &Page) -> Markup {
    let (found, words) = (&page.analysis.themes, page.words);
    if found.themes.is_empty() {
        return nothing(words.nothing());
    }
    let clustered = words.clustered(&found.unit, found.assignments.len());
    html! {
        p.lead { (template(words.themes_lead(), &[plain(clustered), plain(words.themes(found.themes.len()))])) }
        (page.figures(Part::Themes))
        @if found.trials.len() > 1 { (trials(page)) }
        div.cards {
            @for (i, theme) in found.themes.iter().enumerate().take(page.rows) { (card(page, i, theme)) }
        }
        (more(page, page.rows, found.themes.len(), "themes"))
    }
}

fn trials(page: &Page) -> Markup {
    let (found, words) = (&page.analysis.themes, page.words);
    html! {
        details {
            summary { (words.choice_title()) }
            div.scroll { table.narrow {
                thead { tr {
                    th.n scope="col" { (words.themes_number()) }
                    th.n scope="col" { (words.silhouette()) }
                    th.n scope="col" { (words.inertia()) }
                    th scope="col" {}
                } }
                tbody { @for trial in &found.trials {
                    tr {
                        td.n { (trial.k) }
                        td.n { (decimals(trial.silhouette, 3)) }
                        td.n { (decimals(trial.inertia, 2)) }
                        td { @if trial.k as usize == found.themes.len() { span.tag { (words.chosen()) } } }
                    }
                } }
            } }
        }
    }
}

fn card(page: &Page, i: usize, theme: &Theme) -> Markup {
    let (found, words) = (&page.analysis.themes, page.words);
    let heaviest = theme.top_terms.iter().map(|(_, w)| *w).fold(0.0, f64::max);
    let share = f64::from(theme.n_sections) / found.assignments.len().max(1) as f64;
    let (trust, class) = words.trust(theme.stability);
    html! {
        article.card id={ "theme-" (i + 1) } {
            p.label { (template(words.theme(), &[html! { (i + 1) }])) }
            h3 { (said_briefly(&theme.label, 60)) }
            p.size {
                (words.clustered(&found.unit, theme.n_sections as usize)) " · "
                (template(words.share_of_texts(), &[plain(percent(share))])) " · "
                (words.documents(theme.n_documents as usize))
            }
            p.size {
                (words.silhouette()) " " (decimals(theme.silhouette, 2)) " · "
                (words.stability()) " " (decimals(theme.stability, 2)) " "
                span class={ "trust " (class) } { (trust) }
            }
            ul.terms { @for (term, weight) in theme.top_terms.iter().take(TERMS) {
                li { (said_briefly(term, 30)) (bar(weight / heaviest)) }
            } }
            @if !theme.representative.is_empty() {
                details {
                    summary { (words.representative()) }
                    @for r in theme.representative.iter().take(TEXTS) {
                        @if let Some(text) = found.assignments.get(r.assignment as usize) {
                            blockquote { (said_briefly(view::at(page.analysis, text.place), EXCERPT)) }
                            p.source { (whereabouts(page, text.place)) }
                        }
                    }
                }
            }
        }
    }
}

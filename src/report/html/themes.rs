//! Themes: the map, the choice of their number, and a card for each.

use maud::{Markup, html};

use super::page::{Page, Part};
use super::pieces::{bar, more, nothing, number, plain, said, said_briefly, template, whereabouts};
use crate::report::text::{decimals, percent};
use crate::report::view;
use crate::themes::Theme;
use crate::themes::examples::Example;

/// Terms on a card, and characters of a text.
const TERMS: usize = 10;
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
        (told_apart(page))
        (page.figures(Part::Themes))
        @if found.trials.len() > 1 { (trials(page)) }
        div.cards {
            @for (i, theme) in found.themes.iter().enumerate().take(page.rows) { (card(page, i, theme)) }
        }
        (more(page, page.rows, found.themes.len(), "themes"))
    }
}

/// What the texts were told apart by, where the themes come from, and what is left over.
fn told_apart(page: &Page) -> Markup {
    let (found, words) = (&page.analysis.themes, page.words);
    let by = match found.features.as_str() {
        "chars" => words.told_apart_by_chars(),
        "both" => words.told_apart_by_both(),
        _ => words.told_apart_by_words(),
    };
    let n_left = found.assignments.iter().filter(|a| a.theme.is_none()).count();
    html! {
        p {
            (template(by, &[number(found.median_words)])) " "
            @if let Some(path) = &page.analysis.config.themes.themes {
                (template(words.themes_from(), &[said(&path.display().to_string())])) " "
            }
            @if n_left > 0 {
                (template(words.remainder(), &[plain(words.clustered(&found.unit, n_left))]))
            }
        }
    }
}

fn trials(page: &Page) -> Markup {
    let (found, words) = (&page.analysis.themes, page.words);
    html! {
        details {
            summary { (words.choice_title()) }
            p { (template(words.choice_reason(), &[number(found.chosen_k)])) }
            div.scroll { table.narrow {
                thead { tr {
                    th.n scope="col" { (words.themes_number()) }
                    th.n scope="col" { (words.stability()) }
                    th.n scope="col" { (words.silhouette()) }
                    th.n scope="col" { (words.inertia()) }
                    th scope="col" {}
                } }
                tbody { @for trial in &found.trials {
                    tr {
                        td.n { (trial.k) }
                        td.n { (decimals(trial.stability, 2)) }
                        td.n { (decimals(trial.silhouette, 3)) }
                        td.n { (decimals(trial.inertia, 2)) }
                        td { @if trial.k == found.chosen_k { span.tag { (words.chosen()) } } }
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
            p.label {
                (template(words.theme(), &[html! { (i + 1) }]))
                @if let Some((a, area)) = theme.area.and_then(|a| Some((a, found.areas.get(a as usize)?))) {
                    " · " (template(words.area_of(), &[number(a + 1), said_briefly(&area.label, 40)]))
                }
            }
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
            (carried_more(page, theme))
            (examples(page, words.representative(), &theme.representative))
            (examples(page, words.borderline(), &theme.borderline))
        }
    }
}

/// The phrases a theme carries more than the others: slogans where they were found, else sequences.
fn carried_more(page: &Page, theme: &Theme) -> Markup {
    let phrases = &page.analysis.phrases.phrases;
    let slogans: Vec<Markup> = theme
        .slogans
        .iter()
        .filter_map(|s| Some((s.phrase, phrases.get(s.phrase as usize)?)))
        .map(|(i, phrase)| {
            let name = said_briefly(&phrase.text, 40);
            let is_shown = (i as usize) < page.rows;
            html! { @if is_shown { a href={ "#phrase-" (i + 1) } { (name) } } @else { (name) } }
        })
        .collect();
    let sequences = || theme.sequences.iter().map(|s| said_briefly(s, 40)).collect();
    let shown: Vec<Markup> = if slogans.is_empty() { sequences() } else { slogans };
    if shown.is_empty() {
        return html! {};
    }
    html! { p.size { (template(page.words.carried_more(), &[listed(&shown)])) } }
}

fn listed(parts: &[Markup]) -> Markup {
    html! { @for (i, part) in parts.iter().enumerate() { @if i > 0 { " · " } (part) } }
}

fn examples(page: &Page, title: &str, examples: &[Example]) -> Markup {
    let (found, words) = (&page.analysis.themes, page.words);
    let terms =
        |terms: &[String]| listed(&terms.iter().map(|t| said_briefly(t, 30)).collect::<Vec<_>>());
    if examples.is_empty() {
        return html! {};
    }
    html! {
        details {
            summary { (title) }
            @for example in examples {
                @if let Some(text) = found.assignments.get(example.assignment as usize) {
                    blockquote { (said_briefly(view::at(page.analysis, text.place), EXCERPT)) }
                    p.source {
                        (whereabouts(page, text.place)) " · "
                        @match &example.rival {
                            None => (template(words.because(), &[terms(&example.terms)])),
                            Some((rival, theirs)) => (template(words.nearly(), &[
                                terms(&example.terms),
                                html! { a href={ "#theme-" (rival + 1) } { (rival + 1) } },
                                terms(theirs),
                            ])),
                        }
                    }
                }
            }
        }
    }
}

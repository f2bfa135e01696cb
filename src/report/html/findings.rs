//! The findings in at most six plain sentences with numbers.

use maud::{Markup, html};

use super::page::Page;
use super::pieces::{document, number, plain, said_briefly, template};
use crate::log_likelihood::ONE_IN_1000;
use crate::phrases::PhraseKind;
use crate::report::text::{decimals, inner_quotes, percent};
use crate::reuse::PassageKind;
use crate::trends::columns::{Change, Columns, Row};

/// Best ranked phrases among which the most widespread one is named.
const RANKED: usize = 20;
/// Best ranked phrases named.
const NAMED: usize = 3;

/// The part.
pub fn render(page: &Page) -> Markup {
    let sentences = [phrases, patterns, themes, sharing, groups, change];
    let sentences: Vec<Markup> = sentences.iter().filter_map(|sentence| sentence(page)).collect();
    html! {
        @if sentences.is_empty() { p { (page.words.finding_none()) } }
        @else { ol.findings { @for sentence in &sentences { li { (sentence) } } } }
    }
}

fn strong(text: &str) -> Markup {
    html! { strong { (said_briefly(text, 40)) } }
}

/// A phrase in quotation marks: it may hold commas of its own.
fn quoted(text: &str) -> Markup {
    html! { "“" (strong(&inner_quotes(text))) "”" }
}

fn phrases(page: &Page) -> Option<Markup> {
    let (found, words) = (&page.analysis.phrases.phrases, page.words);
    let (widest, spread) =
        found.iter().enumerate().take(RANKED).rev().max_by_key(|(_, p)| p.n_documents)?;
    let name = |i: usize| {
        let name = quoted(&found[i].text);
        html! { @if i < page.rows { a href={ "#phrase-" (i + 1) } { (name) } } @else { (name) } }
    };
    let first = html! {
        @for i in 0..found.len().min(NAMED) { @if i > 0 { (words.item_comma()) } (name(i)) }
    };
    Some(template(
        words.finding_phrases(),
        &[
            plain(words.phrases(found.len())),
            first,
            number(found.len().min(RANKED) as u64),
            name(widest),
            number(spread.n_documents),
            plain(words.documents(page.analysis.corpus.len())),
            plain(words.times(spread.n_occurrences as usize)),
        ],
    ))
}

fn patterns(page: &Page) -> Option<Markup> {
    let (found, words) = (&page.analysis.phrases, page.words);
    let frame = found.frames.iter().rev().max_by_key(|f| f.fillers().len());
    let formula = found.formulas.first();
    let fillers = |n: usize| plain(words.fillers(n));
    let documents = |n: u32| plain(words.documents(n as usize));
    match (frame, formula) {
        (Some(frame), Some(formula)) => Some(template(
            words.finding_patterns(),
            &[
                quoted(&frame.text),
                fillers(frame.fillers().len()),
                quoted(&formula.text),
                documents(formula.n_documents),
            ],
        )),
        (Some(frame), None) => Some(template(
            words.finding_frame(),
            &[quoted(&frame.text), fillers(frame.fillers().len()), documents(frame.n_documents)],
        )),
        (None, Some(formula)) => Some(template(
            words.finding_formula(),
            &[quoted(&formula.text), documents(formula.n_documents)],
        )),
        (None, None) => None,
    }
}

fn themes(page: &Page) -> Option<Markup> {
    let (found, words) = (&page.analysis.themes, page.words);
    let largest = found.themes.first()?;
    let stable = found.themes.iter().filter(|t| t.stability >= 0.75).count();
    let share = f64::from(largest.n_sections) / found.assignments.len().max(1) as f64;
    Some(template(
        words.finding_themes(),
        &[
            plain(words.clustered(&found.unit, found.assignments.len())),
            plain(words.themes(found.themes.len())),
            html! { a href="#theme-1" { (strong(&largest.label)) } },
            plain(percent(share)),
            plain(words.stable_themes(stable, found.themes.len())),
        ],
    ))
}

fn sharing(page: &Page) -> Option<Markup> {
    let (reuse, words) = (&page.analysis.reuse, page.words);
    let longest = reuse
        .passages
        .iter()
        .find(|p| p.kind != PassageKind::Formulaic && p.a.document != p.b.document);
    let Some(longest) = longest else {
        let pair = page.analysis.similarity.pairs.first()?;
        return Some(template(
            words.finding_similar(),
            &[document(page, pair.a), document(page, pair.b), plain(decimals(pair.cosine, 2))],
        ));
    };
    let between = || reuse.passages.iter().filter(|p| p.a.document != p.b.document);
    let verbatim = between().filter(|p| p.kind == PassageKind::Verbatim).count();
    let mean = |share: fn(&crate::reuse::Shares) -> f64| {
        let sum: f64 = reuse.shares.iter().map(share).sum();
        plain(percent(sum / reuse.shares.len().max(1) as f64))
    };
    Some(template(
        words.finding_passages(),
        &[
            plain(words.passages(between().count())),
            number(verbatim as u64),
            plain(words.units(longest.n_units.into())),
            document(page, longest.a.document),
            document(page, longest.b.document),
            mean(|s| s.shared),
            mean(|s| s.formulaic),
        ],
    ))
}

/// What one group says more than the others, most surely.
fn groups(page: &Page) -> Option<Markup> {
    let (a, words) = (page.analysis, page.words);
    let keys = a.keyness.iter().rev().filter(|k| k.lrc > 0.0);
    // A phrase tells more than a word, so the surest phrase goes before the surest word.
    let key = keys.max_by(|x, y| x.is_phrase.cmp(&y.is_phrase).then(x.lrc.total_cmp(&y.lrc)))?;
    Some(template(
        words.finding_key(),
        &[
            strong(&key.group),
            quoted(&key.item),
            number(key.f_target),
            plain(words.documents(key.n_target as usize)),
            number(key.f_reference),
            plain(words.documents(key.n_reference as usize)),
        ],
    ))
}

/// The phrase, no name, whose use changed most surely between two parts of the time. A change that
/// chance alone would make once in a thousand times is not told.
fn change(page: &Page) -> Option<Markup> {
    let columns = Columns::of(&page.analysis.trends);
    let phrases = &page.analysis.phrases.phrases;
    let is_name = |text: &str| phrases.iter().any(|p| p.kind == PhraseKind::Name && p.text == text);
    let mut best: Option<(&Row, Change)> = None;
    for row in &columns.rows {
        if let Some(change) = columns.change(row)
            && change.g2 >= ONE_IN_1000
            && best.as_ref().is_none_or(|(_, b)| change.g2 > b.g2)
            && !is_name(&row.phrase)
        {
            best = Some((row, change));
        }
    }
    let (row, change) = best?;
    Some(template(
        page.words.finding_trend(),
        &[
            quoted(&row.phrase),
            number(change.n_before.0),
            number(change.n_before.1),
            plain(&change.before),
            number(change.n_after.0),
            number(change.n_after.1),
            plain(&change.after),
        ],
    ))
}

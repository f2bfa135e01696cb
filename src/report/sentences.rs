//! The findings in at most five plain sentences with numbers, for the page and for `report.md`.
//!
//! A [`Sentence`] is a list of pieces: words of ours, and names that come from documents. Each reader
//! writes the pieces in its own form and escapes the names; what is said is decided here, once.
//!
//! In order: phrases, themes, sharing, groups, change over time. Where one of them has nothing to say,
//! frames and formulas step in, behind the phrases.

use super::text::{Words, decimals, inner_quotes, percent, thousands};
use crate::analysis::Analysis;
use crate::corpus::DocId;
use crate::log_likelihood::ONE_IN_1000;
use crate::phrases::PhraseKind;
use crate::reuse::{PassageKind, Shares};
use crate::trends::columns::{Change, Columns};

/// Most sentences.
const MOST: usize = 5;
/// Best ranked phrases among which the most widespread one is named.
const RANKED: usize = 20;
/// Best ranked phrases named.
const NAMED: usize = 3;

/// A finding.
pub type Sentence = Vec<Piece>;

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words of ours.
    Words(String),
    /// A name from the documents or their metadata, untrusted.
    Name(String, Option<Link>),
    /// A phrase of the documents, untrusted; it may hold commas, so it stands in quotation marks.
    Phrase(String, Option<Link>),
    /// A document.
    Document(DocId),
}

/// What a piece is about, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// A phrase, by rank.
    Phrase(usize),
    /// A theme.
    Theme(usize),
}

/// The sentences; none where nothing came back.
pub fn sentences(analysis: &Analysis, words: Words) -> Vec<Sentence> {
    let kinds = [phrases, themes, sharing, groups, change];
    let mut found: Vec<Sentence> = kinds.iter().filter_map(|say| say(analysis, words)).collect();
    if found.len() < MOST
        && let Some(sentence) = patterns(analysis, words)
    {
        let behind = usize::from(!analysis.phrases.phrases.is_empty());
        found.insert(behind.min(found.len()), sentence);
    }
    found
}

/// The phrases, no names, whose use changed surely between two parts of the time, the surest first
/// (equal ones in the order of the trends). What chance alone would do once in a thousand times is not
/// told.
pub fn changes(analysis: &Analysis) -> Vec<(String, Change)> {
    let columns = Columns::of(&analysis.trends);
    let phrases = &analysis.phrases.phrases;
    let is_name = |text: &str| phrases.iter().any(|p| p.kind == PhraseKind::Name && p.text == text);
    let sure = |change: &Change| change.g2 >= ONE_IN_1000;
    let rows = columns.rows.iter().filter_map(|row| Some((row, columns.change(row).filter(sure)?)));
    let mut found: Vec<(String, Change)> = rows
        .filter(|(row, _)| !is_name(&row.phrase))
        .map(|(row, change)| (row.phrase.clone(), change))
        .collect();
    found.sort_by(|(_, x), (_, y)| y.g2.total_cmp(&x.g2));
    found
}

fn said(text: impl Into<String>) -> Sentence {
    vec![Piece::Words(text.into())]
}

fn number(n: u32) -> Sentence {
    said(thousands(n.into()))
}

fn quoted(phrase: &str, link: Option<Link>) -> Sentence {
    vec![Piece::Phrase(inner_quotes(phrase), link)]
}

/// A template with its `{0}`, `{1}` … filled in.
fn fill(template: &str, values: &[Sentence]) -> Sentence {
    let mut rest = template;
    let mut pieces = Vec::new();
    while let Some((before, after)) = rest.split_once('{') {
        let (slot, after) = after.split_once('}').unwrap_or((after, ""));
        pieces.push(Piece::Words(before.into()));
        if let Some(value) = slot.parse().ok().and_then(|i: usize| values.get(i)) {
            pieces.extend(value.iter().cloned());
        }
        rest = after;
    }
    pieces.push(Piece::Words(rest.into()));
    pieces
}

fn phrases(analysis: &Analysis, words: Words) -> Option<Sentence> {
    let found = &analysis.phrases.phrases;
    let (widest, spread) =
        found.iter().enumerate().take(RANKED).rev().max_by_key(|(_, p)| p.n_documents)?;
    let name = |i: usize| quoted(&found[i].text, Some(Link::Phrase(i)));
    let comma = said(words.item_comma());
    let first: Vec<Sentence> = (0..found.len().min(NAMED)).map(name).collect();
    Some(fill(
        words.finding_phrases(),
        &[
            said(words.phrases(found.len())),
            first.join(&comma[..]),
            said(thousands(found.len().min(RANKED) as u64)),
            name(widest),
            number(spread.n_documents),
            said(words.documents(analysis.corpus.len())),
            said(words.times(spread.n_occurrences as usize)),
        ],
    ))
}

fn patterns(analysis: &Analysis, words: Words) -> Option<Sentence> {
    let found = &analysis.phrases;
    let frame = found.frames.iter().rev().max_by_key(|f| f.fillers().len());
    let formula = found.formulas.first();
    let fillers = |n: usize| said(words.fillers(n));
    let documents = |n: u32| said(words.documents(n as usize));
    match (frame, formula) {
        (Some(frame), Some(formula)) => Some(fill(
            words.finding_patterns(),
            &[
                quoted(&frame.text, None),
                fillers(frame.fillers().len()),
                quoted(&formula.text, None),
                documents(formula.n_documents),
            ],
        )),
        (Some(frame), None) => Some(fill(
            words.finding_frame(),
            &[
                quoted(&frame.text, None),
                fillers(frame.fillers().len()),
                documents(frame.n_documents),
            ],
        )),
        (None, Some(formula)) => Some(fill(
            words.finding_formula(),
            &[quoted(&formula.text, None), documents(formula.n_documents)],
        )),
        (None, None) => None,
    }
}

fn themes(analysis: &Analysis, words: Words) -> Option<Sentence> {
    let found = &analysis.themes;
    let largest = found.themes.first()?;
    let stable = found.themes.iter().filter(|t| t.stability >= 0.75).count();
    let share = f64::from(largest.n_sections) / found.assignments.len().max(1) as f64;
    Some(fill(
        words.finding_themes(),
        &[
            said(words.clustered(&found.unit, found.assignments.len())),
            said(words.themes(found.themes.len())),
            vec![Piece::Name(largest.label.clone(), Some(Link::Theme(0)))],
            said(percent(share)),
            said(words.stable_themes(stable, found.themes.len())),
        ],
    ))
}

fn sharing(analysis: &Analysis, words: Words) -> Option<Sentence> {
    let reuse = &analysis.reuse;
    let between = || reuse.passages.iter().filter(|p| p.a.document != p.b.document);
    let Some(longest) = between().find(|p| p.kind != PassageKind::Formulaic) else {
        let pair = analysis.similarity.pairs.first()?;
        let sides = [pair.a, pair.b].map(|d| vec![Piece::Document(d)]);
        let [a, b] = sides;
        return Some(fill(words.finding_similar(), &[a, b, said(decimals(pair.cosine, 2))]));
    };
    let verbatim = between().filter(|p| p.kind == PassageKind::Verbatim).count();
    let mean = |share: fn(&Shares) -> f64| {
        let sum: f64 = reuse.shares.iter().map(share).sum();
        said(percent(sum / reuse.shares.len().max(1) as f64))
    };
    Some(fill(
        words.finding_passages(),
        &[
            said(words.passages(between().count())),
            said(thousands(verbatim as u64)),
            said(words.units(longest.n_units.into())),
            vec![Piece::Document(longest.a.document)],
            vec![Piece::Document(longest.b.document)],
            mean(|s| s.shared),
            mean(|s| s.formulaic),
        ],
    ))
}

/// What one group says more than the others, most surely.
fn groups(analysis: &Analysis, words: Words) -> Option<Sentence> {
    let keys = analysis.keyness.iter().rev().filter(|k| k.contrast.lrc > 0.0);
    // A phrase tells more than a word, so the surest phrase goes before the surest word.
    let key = keys.max_by(|x, y| {
        x.is_phrase.cmp(&y.is_phrase).then(x.contrast.lrc.total_cmp(&y.contrast.lrc))
    })?;
    Some(fill(
        words.finding_key(),
        &[
            vec![Piece::Name(key.group.clone(), None)],
            quoted(&key.item, None),
            number(key.contrast.f_target),
            said(words.documents(key.contrast.n_target as usize)),
            number(key.contrast.f_reference),
            said(words.documents(key.contrast.n_reference as usize)),
        ],
    ))
}

/// What changed most surely over time.
fn change(analysis: &Analysis, words: Words) -> Option<Sentence> {
    let changes = changes(analysis);
    let (phrase, change) = changes.first()?;
    let values = [
        quoted(phrase, None),
        number(change.n_before.0),
        number(change.n_before.1),
        said(&change.before),
        number(change.n_after.0),
        number(change.n_after.1),
        said(&change.after),
    ];
    Some(fill(words.finding_trend(), &values))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Language;
    use crate::report::fixture;

    const EN: Words = Words(Language::En);

    fn plain(sentence: &Sentence) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Words(text) => text.clone(),
            Piece::Name(text, _) => text.clone(),
            Piece::Phrase(text, _) => format!("“{text}”"),
            Piece::Document(id) => format!("#{}", id.0),
        };
        sentence.iter().map(piece).collect()
    }

    #[test]
    fn there_are_five_sentences_at_most_and_patterns_fill_a_gap() {
        let mut analysis = fixture::analysis();
        // Nothing changed surely over time, so the frames step in behind the phrases.
        let said: Vec<String> = sentences(&analysis, EN).iter().map(plain).collect();
        assert_eq!(said.len(), 5);
        assert!(said[0].starts_with("5 phrases come back. Ranked first: “画好最大同心圆”, "));
        assert!(said[1].starts_with("The most productive frame is “在…上下功夫” with 4 fillers"));
        assert!(said[4].starts_with("Most typical of 青云 is “在产业发展上下功夫”: in 2 of its 2"));

        analysis.trends.periods = (2011..2031).map(|y| y.to_string()).collect();
        analysis.trends.volumes = vec![4; 20];
        let point = analysis.trends.points[0].clone();
        let points = analysis.trends.periods.iter().enumerate().map(|(i, period)| {
            let n_documents = if i < 10 { 0 } else { 4 };
            crate::trends::TrendPoint {
                period: period.clone(),
                n_documents,
                volume: 4,
                ..point.clone()
            }
        });
        analysis.trends.points = points.collect();
        let said: Vec<String> = sentences(&analysis, EN).iter().map(plain).collect();
        assert_eq!(said.len(), 5);
        assert!(!said.iter().any(|s| s.contains("frame")));
        assert_eq!(
            said[4],
            "Over time “画好最大同心圆” changed most: in 0 of the 40 documents of 2011–2020, then in 40 of the 40 \
             of 2021–2030."
        );
    }

    #[test]
    fn an_empty_analysis_says_nothing() {
        assert!(sentences(&Analysis::default(), EN).is_empty());
    }
}

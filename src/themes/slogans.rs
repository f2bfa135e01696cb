//! Slogans: the phrases that a theme carries more than the others, where phrases were found.
//!
//! A text carries a phrase if one of its places lies in it; phrases are ranked by their excess
//! ([`super::excess`]).

use serde::Serialize;

use super::excess::Excess;
use super::{Assignment, Themes};
use crate::corpus::{DocId, Place, Span};
use crate::exec;
use crate::phrases::Phrase;

/// Slogans listed for a theme.
const LISTED: usize = 8;

/// A phrase that a theme carries more than the others.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Slogan {
    /// The phrase: an index into the phrases.
    pub phrase: u32,
    /// Texts of the theme that carry it.
    pub n_texts: u32,
    /// Conservative log ratio, above 0.
    pub lrc: f64,
}

/// The texts of the themes, by document: what millions of places ask for, apart from all else that is known of
/// texts.
struct Texts {
    /// The first text of each document; [`NONE`] where it has none.
    first: Vec<u32>,
    places: Vec<(DocId, Span)>,
    themes: Vec<Option<u32>>,
}

const NONE: u32 = u32::MAX;

impl Texts {
    fn of(assignments: &[Assignment]) -> Self {
        let documents = assignments.iter().map(|a| a.place.document.index() + 1).max();
        let mut first = vec![NONE; documents.unwrap_or(0)];
        for (text, a) in (0u32..).zip(assignments) {
            let first = &mut first[a.place.document.index()];
            *first = text.min(*first);
        }
        let places = assignments.iter().map(|a| (a.place.document, a.place.span)).collect();
        Self { first, places, themes: assignments.iter().map(|a| a.theme).collect() }
    }

    /// The text in which a place begins.
    fn at(&self, place: Place) -> Option<usize> {
        let from = *self.first.get(place.document.index())? as usize;
        let texts = self.places.get(from..)?.iter();
        let holds = |span: Span| (span.start..span.end).contains(&place.span.start);
        texts
            .take_while(|text| text.0 == place.document)
            .position(|text| holds(text.1))
            .map(|at| from + at)
    }

    /// Of each theme that carries a phrase, how many of its texts do.
    fn carrying(&self, phrase: &Phrase, n_themes: usize) -> Vec<(u32, u32)> {
        let mut texts: Vec<usize> = Vec::new();
        for text in phrase.places.iter().filter_map(|place| self.at(place)) {
            // Places stand by document, so that most of what comes again comes at once.
            if texts.last() != Some(&text) {
                texts.push(text);
            }
        }
        texts.sort_unstable();
        texts.dedup();
        let mut counts = vec![0; n_themes];
        for theme in texts.into_iter().filter_map(|text| self.themes[text]) {
            counts[theme as usize] += 1;
        }
        (0..).zip(counts).filter(|count| count.1 > 0).collect()
    }
}

/// Writes into each theme the phrases it carries more than the others, best first.
pub fn find(themes: &mut Themes, phrases: &[Phrase]) {
    let texts = Texts::of(&themes.assignments);
    let n_themes = themes.themes.len();
    let counts = exec::map(phrases, |phrase| texts.carrying(phrase, n_themes));
    let carried = |counts: &&Vec<(u32, u32)>| counts.iter().map(|c| c.1).sum::<u32>() > 1;
    let sizes = themes.themes.iter().map(|t| t.n_sections).collect();
    let excess = Excess::new(sizes, counts.iter().filter(carried).count());
    let mut found: Vec<Vec<Slogan>> = vec![Vec::new(); n_themes];
    for (phrase, of_themes) in (0u32..).zip(exec::map(&counts, |counts| excess.of(counts))) {
        for (theme, n_texts, lrc) in of_themes {
            found[theme as usize].push(Slogan { phrase, n_texts, lrc });
        }
    }
    for (theme, mut slogans) in themes.themes.iter_mut().zip(found) {
        slogans.sort_unstable_by(|a, b| {
            b.lrc.total_cmp(&a.lrc).then(b.n_texts.cmp(&a.n_texts)).then(a.phrase.cmp(&b.phrase))
        });
        slogans.truncate(LISTED);
        theme.slogans = slogans;
    }
}

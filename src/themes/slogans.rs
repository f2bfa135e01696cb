//! Slogans: the phrases that a theme carries more than the others, where phrases were found.
//!
//! A text carries a phrase if one of its places lies in it; phrases are ranked by their excess
//! ([`super::excess`]).

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::excess::Excess;
use super::{Assignment, Themes};
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

/// Writes into each theme the phrases it carries more than the others, best first.
pub fn find(themes: &mut Themes, phrases: &[Phrase]) {
    let mut first: FxHashMap<u32, usize> = FxHashMap::default();
    for (i, a) in themes.assignments.iter().enumerate() {
        first.entry(a.place.document.0).or_insert(i);
    }
    let text_at = |document: u32, byte: u32| {
        let from = *first.get(&document)?;
        let of_document = |a: &&Assignment| a.place.document.0 == document;
        themes.assignments[from..]
            .iter()
            .take_while(of_document)
            .position(|a| a.place.span.start <= byte && byte < a.place.span.end)
            .map(|at| from + at)
    };
    let counts: Vec<Vec<(u32, u32)>> = exec::map(phrases, |phrase| {
        let mut texts: Vec<usize> =
            phrase.places.iter().filter_map(|p| text_at(p.document.0, p.span.start)).collect();
        texts.sort_unstable();
        texts.dedup();
        let mut of: Vec<u32> =
            texts.into_iter().filter_map(|i| themes.assignments[i].theme).collect();
        of.sort_unstable();
        of.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect()
    });
    let carried = |counts: &&Vec<(u32, u32)>| counts.iter().map(|c| c.1).sum::<u32>() > 1;
    let sizes = themes.themes.iter().map(|t| t.n_sections).collect();
    let excess = Excess::new(sizes, counts.iter().filter(carried).count());
    let mut found: Vec<Vec<Slogan>> = vec![Vec::new(); themes.themes.len()];
    for (phrase, counts) in (0u32..).zip(&counts) {
        for (theme, n_texts, lrc) in excess.of(counts) {
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

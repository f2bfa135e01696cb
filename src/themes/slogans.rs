//! Slogans: the phrases that a theme carries more than the others, where phrases were found.
//!
//! A text carries a phrase if one of its places lies in it. Phrases are ranked by LRC on the texts
//! that carry them (Evert 2022, [`crate::keyness`]), Bonferroni over all phrases that two texts have.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::{Assignment, Themes};
use crate::exec;
use crate::keyness::conservative_log_ratio;
use crate::phrases::Phrase;

/// Slogans listed for a theme.
const LISTED: usize = 8;
/// Error probability of the confidence interval, before Bonferroni's correction.
const ALPHA: f64 = 0.05;

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
    let k = themes.themes.len();
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
    let total = |counts: &[(u32, u32)]| counts.iter().map(|c| c.1).sum::<u32>();
    let n_compared = counts.iter().filter(|c| total(c) > 1).count();
    let tail = ALPHA / 2.0 / n_compared.max(1) as f64;
    let sizes: Vec<u32> = themes.themes.iter().map(|t| t.n_sections).collect();
    let n_texts: u32 = sizes.iter().sum();
    let mut found: Vec<Vec<Slogan>> = vec![Vec::new(); k];
    for (phrase, counts) in (0u32..).zip(&counts) {
        for &(theme, n) in counts.iter().filter(|c| c.1 > 1) {
            let size = sizes[theme as usize];
            let lrc = conservative_log_ratio(n, size, total(counts) - n, n_texts - size, tail);
            if lrc > 0.0 {
                found[theme as usize].push(Slogan { phrase, n_texts: n, lrc });
            }
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

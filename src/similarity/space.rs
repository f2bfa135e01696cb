//! The space in which texts are compared by subject, and the reasons read off it.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::Sources;
use super::reasons::{self, Reason};
use crate::csr::Csr;
use crate::exec;
use crate::stopwords::StopWords;
use crate::surfaces::Surfaces;
use crate::tfidf::tfidf;
use crate::vocabulary::{self, Bounds, Features, Item, Wordings};

/// Units of a shared phrase that are shown.
const LONGEST: usize = 60;

/// Texts as TF-IDF rows.
pub struct Space {
    items: Vec<Item>,
    terms: Vec<String>,
    /// One row a text, of length 1.
    pub rows: Csr<f32>,
}

impl Space {
    /// The rows of these texts, in words.
    pub fn of(sources: &Sources<'_>, items: Vec<Item>) -> Self {
        let &Sources { words, stream, .. } = sources;
        let stop_words = StopWords::new(words, &[]);
        let wordings = Wordings { words, stream, stop_words: &stop_words };
        let bounds = Bounds::for_items(items.len());
        let counts = vocabulary::count(&wordings, &items, Features::Words, bounds);
        Self { rows: tfidf(&counts.matrix), terms: counts.terms, items }
    }

    /// Why pairs of texts are alike; `range` gives the positions of a text in the stream.
    pub fn reasons(
        &self,
        sources: &Sources<'_>,
        pairs: &[(u32, u32)],
        range: impl Fn(u32) -> Range<usize>,
    ) -> Vec<Reason> {
        let mut by_first: Vec<usize> = (0..pairs.len()).collect();
        by_first.sort_by_key(|&i| pairs[i]);
        let ranges: Vec<(Range<usize>, Range<usize>)> =
            by_first.iter().map(|&i| (range(pairs[i].0), range(pairs[i].1))).collect();
        let runs = reasons::longest_runs(sources.stream, &ranges);
        let mut of_pair = vec![0..0; pairs.len()];
        by_first.into_iter().zip(runs).for_each(|(i, run)| of_pair[i] = run);

        let terms = exec::map(pairs, |&(a, b)| reasons::terms(&self.rows, a as usize, b as usize));
        let shown: FxHashSet<&str> =
            terms.iter().flatten().map(|&t| self.terms[t as usize].as_str()).collect();
        let &Sources { texts, words, stream, .. } = sources;
        let surfaces = Surfaces::of(texts, stream, words, &self.items, &shown);
        let reason = |(terms, run): (Vec<u32>, Range<usize>)| {
            let phrase = if run.is_empty() {
                String::new()
            } else {
                // of reprints the run is the whole text: its beginning tells enough
                let place = sources.stream.place(run.start, run.len().min(LONGEST));
                let shown = &sources.texts[place.document.index()].text[place.span.range()];
                if run.len() > LONGEST { format!("{shown}…") } else { shown.to_owned() }
            };
            let terms = terms.into_iter().map(|t| surfaces.spell(&self.terms[t as usize]));
            Reason { terms: terms.collect(), phrase }
        };
        terms.into_iter().zip(of_pair).map(reason).collect()
    }
}

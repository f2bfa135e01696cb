//! Surfaces: how texts write a term that was folded for counting (bbc → BBC, tony blair → Tony Blair).
//!
//! The spelling most frequent in the texts wins; of equals the first in order of code points. Terms
//! of Han characters are shown as they are: folding made them simplified, which is what most readers
//! of a mixed collection expect.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::corpus::Text;
use crate::exec;
use crate::fold::is_han;
use crate::tokenize::folded;
use crate::units::UnitStream;
use crate::vocabulary::Item;
use crate::words::Words;

/// Words of the longest term.
const LONGEST: usize = 3;

/// The spellings of folded terms.
#[derive(Debug, Default)]
pub struct Surfaces(FxHashMap<String, String>);

impl Surfaces {
    /// Counts how the items spell these terms.
    pub fn of(
        texts: &[Text],
        stream: &UnitStream,
        words: &Words,
        items: &[Item],
        terms: &FxHashSet<&str>,
    ) -> Self {
        let spelled: FxHashSet<&str> =
            terms.iter().copied().filter(|t| !t.chars().any(is_han)).collect();
        let first: FxHashSet<u32> =
            spelled.iter().filter_map(|t| words.id_of(t.split(' ').next().unwrap_or(t))).collect();
        if first.is_empty() {
            return Self::default();
        }
        let counts = exec::map(items, |item| {
            let mut counts: FxHashMap<(&str, &str), u32> = FxHashMap::default();
            if !item.of(words).any(|w| first.contains(&w)) {
                return counts;
            }
            let text = &texts[item.document.index()].text;
            let of_document = words.of(item.document);
            let spans = words.spans(stream, item.document);
            for range in &item.words {
                for i in range.clone().filter(|&i| first.contains(&of_document[i])) {
                    for last in i..range.end.min(i + LONGEST) {
                        let surface = &text[spans[i].range().start..spans[last].range().end];
                        if let Some(&term) = spelled.get(folded(surface).as_str()) {
                            *counts.entry((term, surface)).or_default() += 1;
                        }
                    }
                }
            }
            counts
        });
        let mut all: FxHashMap<(&str, &str), u32> = FxHashMap::default();
        for (key, n) in counts.into_iter().flatten() {
            *all.entry(key).or_default() += n;
        }
        let mut best: FxHashMap<&str, (u32, &str)> = FxHashMap::default();
        for ((term, surface), n) in all {
            let best = best.entry(term).or_insert((n, surface));
            if n > best.0 || (n == best.0 && surface < best.1) {
                *best = (n, surface);
            }
        }
        let owned = |(term, (_, surface)): (&str, (u32, &str))| {
            (term.to_owned(), surface.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        Self(best.into_iter().map(owned).collect())
    }

    /// The spelling of a term; the term itself where it was not seen.
    pub fn spell(&self, term: &str) -> String {
        self.0.get(term).cloned().unwrap_or_else(|| term.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::DocId;
    use crate::words::tests::read_plain;

    #[test]
    fn the_most_frequent_spelling_wins() {
        let text = "Tony Blair met the BBC. The bbc met Tony Blair; BBC news. 統戰";
        let (texts, stream, words) = read_plain(&[text]);
        let item = Item::whole(DocId(0), &words);
        let terms = ["tony blair", "bbc", "met", "统战", "unseen"].into_iter().collect();
        let surfaces = Surfaces::of(&texts, &stream, &words, &[item], &terms);
        let spelled: Vec<String> = ["tony blair", "bbc", "met", "统战", "unseen"]
            .iter()
            .map(|t| surfaces.spell(t))
            .collect();
        assert_eq!(spelled, ["Tony Blair", "BBC", "met", "统战", "unseen"]);
    }
}

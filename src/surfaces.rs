//! Surfaces: how texts write a term that was folded for counting (bbc → BBC, tony blair → Tony Blair).
//!
//! The spelling most frequent in the texts wins; of equals the first in order of code points. Terms
//! of Han characters are shown as they are: folding made them simplified, which is what most readers
//! of a mixed collection expect.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::corpus::Text;
use crate::exec;
use crate::fold::is_han;
use crate::tokenize::Tokens;
use crate::vocabulary::Item;

/// Words of the longest term.
const LONGEST: usize = 3;

/// The spellings of folded terms.
#[derive(Debug, Default)]
pub struct Surfaces(FxHashMap<String, String>);

impl Surfaces {
    /// Counts how the items spell these terms.
    pub fn of(texts: &[Text], tokens: &[Tokens], items: &[Item], terms: &FxHashSet<&str>) -> Self {
        let spelled: FxHashSet<&str> =
            terms.iter().copied().filter(|t| !t.chars().any(is_han)).collect();
        if spelled.is_empty() {
            return Self::default();
        }
        let first: FxHashSet<&str> =
            spelled.iter().map(|t| t.split(' ').next().unwrap_or(t)).collect();
        let counts = exec::map(items, |item| {
            let (text, tokens) = (&texts[item.document.index()], &tokens[item.document.index()]);
            let mut counts: FxHashMap<(&str, &str), u32> = FxHashMap::default();
            for range in &item.tokens {
                let of_range = &tokens.tokens[range.clone()];
                for (i, token) in of_range.iter().enumerate() {
                    if !first.contains(tokens.word(token)) {
                        continue;
                    }
                    for last in &of_range[i..of_range.len().min(i + LONGEST)] {
                        let folded =
                            &tokens.folded[token.folded.range().start..last.folded.range().end];
                        if let Some(&term) = spelled.get(folded) {
                            let span = token.span.range().start..last.span.range().end;
                            *counts.entry((term, &text.text[span])).or_default() += 1;
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
    use crate::tokenize::tokenize;

    #[test]
    fn the_most_frequent_spelling_wins() {
        let text = "Tony Blair met the BBC. The bbc met Tony Blair; BBC news. 統戰";
        let tokens = vec![tokenize(text)];
        let texts = vec![Text { text: text.into(), ..Text::default() }];
        let item = Item::whole(DocId(0), &tokens[0]);
        let terms = ["tony blair", "bbc", "met", "统战", "unseen"].into_iter().collect();
        let surfaces = Surfaces::of(&texts, &tokens, &[item], &terms);
        let spelled: Vec<String> = ["tony blair", "bbc", "met", "统战", "unseen"]
            .iter()
            .map(|t| surfaces.spell(t))
            .collect();
        assert_eq!(spelled, ["Tony Blair", "BBC", "met", "统战", "unseen"]);
    }
}

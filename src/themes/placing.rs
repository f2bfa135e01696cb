//! Placing: every text to its nearest centre and into the latent space, a block of texts at a time.
//!
//! ```text
//! block of texts ─▶ counts ─▶ TF-IDF rows ─┬─▶ nearest centre ─▶ uses of terms by theme
//!                                          └─▶ vector
//! ```
//!
//! Counts and rows of a million texts would take more memory than the texts themselves. Nobody asks for
//! those of more than a block at once, so they are made, used and let go; whoever asks again has
//! them made again, which is quick beside all else. Where all texts are one block it is kept.

use std::sync::OnceLock;

use ndarray::Array2;

use super::centres::{Centres, Nearest};
use super::features::Vocabulary;
use super::labels::Uses;
use crate::csr::Csr;
use crate::dense::{from_rows, normalise};
use crate::lsa::Space;
use crate::vocabulary::{Item, Known, Wordings};

/// Texts whose rows lie in memory at once.
const BLOCK: usize = 16_384;

/// What makes rows of texts.
pub struct Rows<'a> {
    wordings: &'a Wordings<'a>,
    items: &'a [Item],
    vocabulary: &'a Vocabulary,
    known: Vec<Known>,
    block: usize,
    /// All of them, where they are no more than a block.
    whole: OnceLock<Block>,
}

/// How often some texts use the terms of each part of the vocabulary, and their TF-IDF rows.
type Block = (Vec<Csr<u32>>, Csr<f32>);

/// Where all texts lie.
pub struct Placed {
    /// The nearest centres of each.
    pub nearest: Vec<Option<Nearest>>,
    /// Whether each has a term of the vocabulary.
    pub has_terms: Vec<bool>,
    /// Their places in the latent space, of length 1.
    pub vectors: Array2<f64>,
    /// How often each theme uses the terms of each part of the vocabulary.
    pub uses: Vec<Uses>,
}

impl<'a> Rows<'a> {
    /// The rows of these texts over the terms of a vocabulary.
    pub fn new(wordings: &'a Wordings<'a>, items: &'a [Item], vocabulary: &'a Vocabulary) -> Self {
        let known = vocabulary.known(wordings.words);
        Self { wordings, items, vocabulary, known, block: BLOCK, whole: OnceLock::new() }
    }

    /// The rows of some of the texts, by their indices.
    pub fn of(&self, texts: &[usize]) -> Csr<f32> {
        let items: Vec<Item> = texts.iter().map(|&i| self.items[i].clone()).collect();
        self.make(&items).1
    }

    /// The nearest centres of each text.
    pub fn nearest(&self, centres: &Centres) -> Vec<Option<Nearest>> {
        let mut nearest = Vec::with_capacity(self.items.len());
        self.each_block(|(_, rows)| nearest.extend(centres.nearest_of(rows)));
        nearest
    }

    /// Places every text.
    pub fn place(&self, centres: &Centres, space: &Space) -> Placed {
        let (n, dimensions) = (self.items.len(), space.singular_values.len());
        let mut nearest = Vec::with_capacity(n);
        let mut has_terms = Vec::with_capacity(n);
        let mut vectors = Vec::with_capacity(n * dimensions);
        let parts = &self.vocabulary.parts;
        let mut uses: Vec<Uses> =
            parts.iter().map(|p| Uses::none(centres.k(), p.terms.len())).collect();
        self.each_block(|(counts, rows)| {
            let of_block = centres.nearest_of(rows);
            let theme = |n: &Option<Nearest>| n.filter(|n| centres.holds(n)).map(|n| n.theme);
            for (uses, counts) in uses.iter_mut().zip(counts) {
                uses.add(counts, of_block.iter().map(theme));
            }
            nearest.extend(of_block);
            has_terms.extend((0..rows.n_rows()).map(|i| !rows.row(i).0.is_empty()));
            let mut of_block = space.project(rows);
            normalise(&mut of_block);
            vectors.extend(of_block);
        });
        Placed { nearest, has_terms, vectors: from_rows(vectors, dimensions), uses }
    }

    fn each_block(&self, mut f: impl FnMut(&Block)) {
        if self.items.len() <= self.block {
            return f(self.whole.get_or_init(|| self.make(self.items)));
        }
        self.items.chunks(self.block).for_each(|items| f(&self.make(items)));
    }

    fn make(&self, items: &[Item]) -> Block {
        let counts: Vec<Csr<u32>> =
            self.known.iter().map(|known| known.count(self.wordings, items)).collect();
        let rows = self.vocabulary.rows(&counts);
        (counts, rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::DocId;
    use crate::lsa::Lsa;
    use crate::stopwords::StopWords;
    use crate::themes::ThemeSettings;
    use crate::themes::features::FeatureChoice;
    use crate::words::tests::read_plain;

    #[test]
    fn blocks_place_texts_as_one_does() {
        let texts =
            ["harbour boats fish", "boats harbour", "violin piano", "piano opera violin", ""];
        let texts: Vec<&str> = (0..13).map(|i| texts[i * 7 % 5]).collect();
        let (_, stream, words) = read_plain(&texts);
        let stop_words = StopWords::new(&words, &[]);
        let wordings = Wordings { words: &words, stream: &stream, stop_words: &stop_words };
        let items: Vec<Item> =
            (0..texts.len() as u32).map(|d| Item::whole(DocId(d), &words)).collect();
        let settings = ThemeSettings::default();
        let (vocabulary, counts, _) =
            Vocabulary::of(&wordings, &items, FeatureChoice::Words, &settings);
        let rows = vocabulary.rows(&counts);
        let labels: Vec<u32> = texts.iter().map(|t| u32::from(t.contains("violin"))).collect();
        let centres = Centres::of(&rows, &labels, 2);
        let space = Lsa::fit(&rows, 3, 1).into_parts().1;
        let all: Vec<usize> = (0..items.len()).collect();
        let place = |block: usize| {
            let rows = Rows { block, ..Rows::new(&wordings, &items, &vocabulary) };
            assert_eq!(rows.nearest(&centres), centres.nearest_of(&rows.of(&all)));
            rows.place(&centres, &space)
        };
        let (whole, parts) = (place(BLOCK), place(3));
        assert_eq!(whole.nearest, parts.nearest);
        assert_eq!(whole.has_terms, parts.has_terms);
        assert_eq!(whole.has_terms.iter().filter(|&&has| !has).count(), 3);
        assert_eq!(whole.vectors, parts.vectors);
        assert_eq!(format!("{:?}", whole.uses), format!("{:?}", parts.uses));
    }
}

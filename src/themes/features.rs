//! Features: whether texts are told apart by words, by characters, or by both.
//!
//! ```text
//! words    words of two characters or more        articles, speeches, laws
//! chars    Han characters and pairs of them       where a dictionary is not to be trusted
//! both     both, each half of a row's length      headlines, slogans: words do not repeat in them
//! auto     both where half of the texts have fewer than 8 words and most of them is Han; else words
//! ```
//!
//! The rows of each part are TF-IDF rows of length 1 ([`crate::tfidf`]); a text that has terms of
//! both parts has 1/√2 of each. A [`Vocabulary`] holds all that turns new texts into rows of the
//! same columns.

use bitcode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::ThemeSettings;
use crate::csr::Csr;
use crate::exec;
use crate::tfidf::{idf, weigh};
use crate::tokenize::TokenKind;
use crate::vocabulary::{self, Bounds, Features, Item, Known, Wordings};
use crate::words::Words;

/// Median number of words of a text below which characters help.
const SHORT_TEXT: u32 = 8;

/// What texts are told apart by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum FeatureChoice {
    /// Words; words and characters where texts are short and Chinese
    #[default]
    Auto,
    /// Words of two characters or more
    Words,
    /// Chinese characters and pairs of them; words of other scripts
    Chars,
    /// Words and characters, each half of a text's weight
    Both,
}

impl FeatureChoice {
    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Words => "words",
            Self::Chars => "chars",
            Self::Both => "both",
        }
    }

    fn parts(self) -> &'static [Features] {
        match self {
            Self::Auto | Self::Words => &[Features::Words],
            Self::Chars => &[Features::Chars],
            Self::Both => &[Features::Chars, Features::Words],
        }
    }
}

/// What was measured to choose, and what was chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chosen {
    /// What the texts are told apart by; never `Auto`.
    pub features: FeatureChoice,
    /// Words of the text in the middle.
    pub median_words: u32,
}

/// Chooses by length and script, unless the choice is given.
pub fn choose(choice: FeatureChoice, wordings: &Wordings<'_>, items: &[Item]) -> Chosen {
    let words = wordings.words;
    let counted = exec::map(items, |item| {
        let han = item.of(words).filter(|&w| words.kind(w) == TokenKind::Han).count();
        (vocabulary::n_words(wordings, item) as u32, han, item.n_words())
    });
    let mut words: Vec<u32> = counted.iter().map(|c| c.0).collect();
    words.sort_unstable();
    let median_words = words.get(words.len() / 2).copied().unwrap_or(0);
    let (han, all) = counted.iter().fold((0, 0), |sum, c| (sum.0 + c.1, sum.1 + c.2));
    let han_share = han as f64 / all.max(1) as f64;
    let features = match choice {
        FeatureChoice::Auto if median_words < SHORT_TEXT && han_share > 0.5 => FeatureChoice::Both,
        FeatureChoice::Auto => FeatureChoice::Words,
        given => given,
    };
    Chosen { features, median_words }
}

/// The terms that were found, and how many texts use each.
#[derive(Debug, Encode, Decode, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Vocabulary {
    /// Texts in which they were counted.
    pub n_texts: u32,
    /// Whether how often a text uses a term is damped by a logarithm.
    pub sublinear_tf: bool,
    /// The terms, a part for each kind.
    pub parts: Vec<Part>,
}

/// Terms of one kind; columns follow those of the part before.
#[derive(Debug, Encode, Decode, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Part {
    /// Their kind.
    pub features: Features,
    /// The terms, sorted.
    pub terms: Vec<String>,
    /// Texts that use each.
    pub document_frequencies: Vec<u32>,
}

impl Vocabulary {
    /// The terms of these texts, how often each text uses them, and whether bounds that left none were
    /// lifted.
    pub fn of(
        wordings: &Wordings<'_>,
        items: &[Item],
        features: FeatureChoice,
        settings: &ThemeSettings,
    ) -> (Self, Vec<Csr<u32>>, bool) {
        let bounds = Bounds::given(items.len(), settings.min_df, settings.max_df);
        let (mut parts, mut matrices, mut lifted) = (Vec::new(), Vec::new(), false);
        for &features in features.parts() {
            let counts = vocabulary::count(wordings, items, features, bounds);
            lifted |= counts.bounds_lifted;
            let document_frequencies = counts.matrix.column_counts();
            parts.push(Part { features, terms: counts.terms, document_frequencies });
            matrices.push(counts.matrix);
        }
        let n_texts = items.len() as u32;
        (Self { n_texts, sublinear_tf: settings.sublinear_tf, parts }, matrices, lifted)
    }

    /// Number of columns of a row.
    pub fn n_columns(&self) -> usize {
        self.parts.iter().map(|p| p.terms.len()).sum()
    }

    /// The term of a column.
    pub fn term(&self, mut column: usize) -> &str {
        for part in &self.parts {
            match part.terms.get(column) {
                Some(term) => return term,
                None => column -= part.terms.len(),
            }
        }
        ""
    }

    /// The terms of each part, ready to be counted in texts of these words.
    pub fn known(&self, words: &Words) -> Vec<Known> {
        self.parts.iter().map(|p| Known::of(words, p.features, &p.terms)).collect()
    }

    /// TF-IDF rows of length 1 from counts; a text without a term has an empty row.
    pub fn rows(&self, counts: &[Csr<u32>]) -> Csr<f32> {
        let weighed = self.parts.iter().zip(counts).map(|(part, counts)| {
            let idf = idf(&part.document_frequencies, self.n_texts as usize);
            weigh(counts, &idf, self.sublinear_tf)
        });
        let mut weighed: Vec<Csr<f32>> = weighed.collect();
        if weighed.len() == 1 {
            return weighed.remove(0);
        }
        let mut rows = Csr::new(self.n_columns());
        for i in 0..weighed.first().map_or(0, Csr::n_rows) {
            let n_parts = weighed.iter().filter(|w| !w.row(i).0.is_empty()).count().max(1);
            let scale = (1.0 / (n_parts as f64).sqrt()) as f32;
            let mut offset = 0;
            let mut row: Vec<(u32, f32)> = Vec::new();
            for part in &weighed {
                row.extend(part.entries(i).map(|(c, v)| (offset + c as u32, v * scale)));
                offset += part.n_cols as u32;
            }
            rows.push_row(row);
        }
        rows
    }

    /// The part that holds words.
    pub fn words(&self) -> Option<usize> {
        self.parts.iter().position(|p| p.features == Features::Words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::DocId;
    use crate::stopwords::StopWords;
    use crate::words::tests::read_plain;

    fn with_items<T>(texts: &[&str], f: impl FnOnce(&Wordings<'_>, &[Item]) -> T) -> T {
        let (texts, stream, words) = read_plain(texts);
        let items: Vec<Item> =
            (0..texts.len() as u32).map(|d| Item::whole(DocId(d), &words)).collect();
        let stop_words = StopWords::new(&words, &[]);
        f(&Wordings { words: &words, stream: &stream, stop_words: &stop_words }, &items)
    }

    #[test]
    fn short_chinese_texts_are_told_apart_by_both() {
        with_items(&["股市上涨基金", "球队赢球比赛"], |wordings, headlines| {
            let chosen = choose(FeatureChoice::Auto, wordings, headlines);
            assert_eq!(chosen.features, FeatureChoice::Both);
            assert!(chosen.median_words < SHORT_TEXT);
        });
        with_items(&["stocks rise", "team wins"], |wordings, english| {
            let chosen = |choice| choose(choice, wordings, english).features;
            assert_eq!(chosen(FeatureChoice::Auto), FeatureChoice::Words);
            assert_eq!(chosen(FeatureChoice::Chars), FeatureChoice::Chars);
        });
    }

    #[test]
    fn rows_of_both_have_length_one_with_half_of_each() {
        let settings =
            ThemeSettings { min_df: Some(1), max_df: Some(1.0), ..ThemeSettings::default() };
        let (vocabulary, counts) = with_items(
            &["股市上涨", "球队", "的", "股市球队"],
            |wordings, headlines| {
                let (vocabulary, found, lifted) =
                    Vocabulary::of(wordings, headlines, FeatureChoice::Both, &settings);
                assert!(!lifted);
                let known = vocabulary.known(wordings.words);
                let counts: Vec<_> = known.iter().map(|k| k.count(wordings, headlines)).collect();
                assert_eq!(counts, found);
                (vocabulary, counts)
            },
        );
        let rows = vocabulary.rows(&counts);
        let length = |i: usize| rows.entries(i).map(|(_, v)| f64::from(v).powi(2)).sum::<f64>();
        assert!((length(0) - 1.0).abs() < 1e-6 && length(2) == 0.0);
        let n_chars = vocabulary.parts[0].terms.len();
        let chars: f64 =
            rows.entries(0).filter(|(c, _)| *c < n_chars).map(|(_, v)| f64::from(v).powi(2)).sum();
        assert!((chars - 0.5).abs() < 1e-6);
        assert_eq!(vocabulary.term(n_chars), vocabulary.parts[1].terms[0]);
    }
}

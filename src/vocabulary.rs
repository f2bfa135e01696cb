//! From words to counts: which terms the vector space has, and how often each text uses them.
//!
//! ```text
//! items (ranges of tokens) → terms of each → partial counts a chunk → merged, bounded, numbered
//! ```
//!
//! A term is a word of at least two characters that is neither a number nor a stop word. Where texts
//! are too short for words to repeat (headlines, poems), Han characters and pairs of neighbouring
//! characters serve instead: [`Features::Chars`]. Terms outside the bounds of document
//! frequency are left out: below `min_df` a term joins nothing, above `max_df` it parts nothing.
//! Term ids follow the sorted terms that are left, so they depend neither on the order in which
//! texts arrive nor on the number of threads. Where the bounds leave nothing, they are lifted.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::corpus::{DocId, TermId};
use crate::csr::Csr;
use crate::exec;
use crate::stopwords::StopWords;
use crate::tokenize::{Token, TokenKind, Tokens};

/// A text to be counted: stretches of one document's tokens.
#[derive(Debug, Clone)]
pub struct Item {
    /// The document.
    pub document: DocId,
    /// Ranges of its tokens, ascending.
    pub tokens: Vec<Range<usize>>,
}

impl Item {
    /// All of a document.
    pub fn whole(document: DocId, tokens: &Tokens) -> Self {
        Self { document, tokens: std::iter::once(0..tokens.tokens.len()).collect() }
    }

    /// Number of tokens.
    pub fn n_tokens(&self) -> usize {
        self.tokens.iter().map(ExactSizeIterator::len).sum()
    }
}

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Features {
    /// Words.
    Words,
    /// Single Han characters and pairs of them; words of other scripts.
    Chars,
}

impl Features {
    /// The name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Chars => "chars",
        }
    }
}

/// In how many items a term must and may occur.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Least number of items.
    pub min_df: u32,
    /// Largest share of the items.
    pub max_df: f64,
}

impl Bounds {
    /// The usual bounds: two items from 20 on, at most half of them from 10 on.
    pub fn for_items(n: usize) -> Self {
        Self { min_df: if n >= 20 { 2 } else { 1 }, max_df: if n >= 10 { 0.5 } else { 1.0 } }
    }

    /// The usual bounds with those that were given in their place.
    pub fn given(n: usize, min_df: Option<u32>, max_df: Option<f64>) -> Self {
        let usual = Self::for_items(n);
        Self { min_df: min_df.unwrap_or(usual.min_df), max_df: max_df.unwrap_or(usual.max_df) }
    }

    fn keep(self, df: u32, n_items: usize) -> bool {
        df >= self.min_df && f64::from(df) <= self.max_df * n_items as f64
    }
}

/// Terms and their counts, one row an item.
#[derive(Debug, Clone)]
pub struct Counts {
    /// The terms, sorted; a [`TermId`] is a place in this list.
    pub terms: Vec<String>,
    /// How often each item uses each term.
    pub matrix: Csr<u32>,
    /// Whether the bounds left no term and were therefore lifted.
    pub bounds_lifted: bool,
}

impl Counts {
    /// The term of an id.
    pub fn term(&self, id: TermId) -> &str {
        &self.terms[id.index()]
    }
}

const CHUNK: usize = 128;

/// Counts the terms of all items.
pub fn count(
    tokens: &[Tokens],
    items: &[Item],
    stop_words: &StopWords,
    features: Features,
    bounds: Bounds,
) -> Counts {
    let chunks: Vec<Partial> = exec::map_range(items.len().div_ceil(CHUNK), |c| {
        let mut partial = Partial::default();
        for item in &items[c * CHUNK..((c + 1) * CHUNK).min(items.len())] {
            partial.add(terms(tokens, item, stop_words, features));
        }
        partial
    });
    let mut df: FxHashMap<&str, u32> = FxHashMap::default();
    for partial in &chunks {
        for (&term, &n) in partial.terms.iter().zip(&partial.df) {
            *df.entry(term).or_default() += n;
        }
    }
    let mut terms: Vec<&str> =
        df.iter().filter(|&(_, &n)| bounds.keep(n, items.len())).map(|(&t, _)| t).collect();
    let bounds_lifted = terms.is_empty() && !df.is_empty();
    if bounds_lifted {
        terms = df.into_keys().collect();
    }
    terms.sort_unstable();
    let ids: FxHashMap<&str, u32> = terms.iter().zip(0..).map(|(&t, i)| (t, i)).collect();
    let rows = exec::map(&chunks, |partial| partial.renumbered(&ids));
    let mut matrix = Csr::new(terms.len());
    for row in rows.into_iter().flatten() {
        matrix.push_row(row);
    }
    let terms = terms.into_iter().map(str::to_owned).collect();
    Counts { terms, matrix, bounds_lifted }
}

/// Counts the terms of a given, sorted list; all others are passed over.
pub fn count_known(
    tokens: &[Tokens],
    items: &[Item],
    stop_words: &StopWords,
    features: Features,
    known: &[String],
) -> Csr<u32> {
    let ids: FxHashMap<&str, u32> = known.iter().zip(0..).map(|(t, i)| (t.as_str(), i)).collect();
    let rows = exec::map(items, |item| {
        let of_item = terms(tokens, item, stop_words, features);
        let mut row: Vec<u32> = of_item.filter_map(|t| ids.get(t).copied()).collect();
        row.sort_unstable();
        row.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect::<Vec<_>>()
    });
    let mut matrix = Csr::new(known.len());
    rows.into_iter().for_each(|row| matrix.push_row(row));
    matrix
}

/// Number of words of an item that would be terms.
pub fn n_words(tokens: &[Tokens], item: &Item, stop_words: &StopWords) -> usize {
    terms(tokens, item, stop_words, Features::Words).count()
}

/// Counts of a chunk of items, with terms numbered as they came; merging renumbers them.
#[derive(Default)]
struct Partial<'a> {
    ids: FxHashMap<&'a str, u32>,
    terms: Vec<&'a str>,
    df: Vec<u32>,
    rows: Vec<Vec<(u32, u32)>>,
}

impl<'a> Partial<'a> {
    fn add(&mut self, terms: impl Iterator<Item = &'a str>) {
        let mut ids: Vec<u32> = Vec::new();
        for term in terms {
            let next = self.terms.len() as u32;
            let id = *self.ids.entry(term).or_insert(next);
            if id == next {
                self.terms.push(term);
                self.df.push(0);
            }
            ids.push(id);
        }
        ids.sort_unstable();
        let row: Vec<(u32, u32)> =
            ids.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect();
        for &(id, _) in &row {
            self.df[id as usize] += 1;
        }
        self.rows.push(row);
    }

    fn renumbered(&self, ids: &FxHashMap<&str, u32>) -> Vec<Vec<(u32, u32)>> {
        let map: Vec<Option<u32>> = self.terms.iter().map(|t| ids.get(t).copied()).collect();
        let renumber = |row: &Vec<(u32, u32)>| {
            let mut row: Vec<(u32, u32)> =
                row.iter().filter_map(|&(id, n)| Some((map[id as usize]?, n))).collect();
            row.sort_unstable();
            row
        };
        self.rows.iter().map(renumber).collect()
    }
}

/// The terms of an item, with repetition.
fn terms<'a>(
    tokens: &'a [Tokens],
    item: &'a Item,
    stop_words: &'a StopWords,
    features: Features,
) -> Box<dyn Iterator<Item = &'a str> + 'a> {
    let document = item.document.index();
    let text = &tokens[document];
    let all = item.tokens.iter().flat_map(move |r| &text.tokens[r.clone()]);
    let is_term = move |t: &&Token| {
        let word = text.word(t);
        t.kind != TokenKind::Number
            && word.chars().nth(1).is_some()
            && !stop_words.contains(document, word, t.kind)
    };
    match features {
        Features::Words => Box::new(all.filter(is_term).map(|t| text.word(t))),
        Features::Chars => {
            let (han, other): (Vec<&Token>, Vec<&Token>) =
                all.partition(|t| t.kind == TokenKind::Han);
            let runs = runs(&han);
            let keep = move |t: &&str| {
                t.chars().nth(1).is_some() || !stop_words.contains(document, t, TokenKind::Han)
            };
            let characters = runs.into_iter().flat_map(|run| grams(&text.folded[run]));
            let words = other.into_iter().filter(is_term).map(|t| text.word(t));
            Box::new(characters.filter(keep).chain(words))
        }
    }
}

/// Joins Han tokens that touch.
fn runs(han: &[&Token]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for token in han {
        let range = token.folded.range();
        match runs.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => runs.push(range),
        }
    }
    runs
}

/// The characters of a run and the pairs of neighbouring characters.
fn grams(run: &str) -> impl Iterator<Item = &str> {
    run.char_indices().flat_map(move |(start, c)| {
        let end = start + c.len_utf8();
        let pair = run[end..].chars().next().map(|next| &run[start..end + next.len_utf8()]);
        std::iter::once(&run[start..end]).chain(pair)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::tokenize::tokenize;

    fn counted(texts: &[&str], features: Features, bounds: Bounds) -> Counts {
        let tokens: Vec<Tokens> = texts.iter().map(|t| tokenize(t)).collect();
        let items: Vec<Item> =
            tokens.iter().enumerate().map(|(d, t)| Item::whole(DocId(d as u32), t)).collect();
        count(&tokens, &items, &StopWords::new(&tokens, &[]), features, bounds)
    }

    const ALL: Bounds = Bounds { min_df: 1, max_df: 1.0 };

    #[test]
    fn terms_are_sorted_words_without_numbers_and_stop_words() {
        let counts = counted(
            &["zebra 2024 and apple apple", "进一步推进生态，建设 x", ""],
            Features::Words,
            ALL,
        );
        assert_eq!(counts.terms, ["apple", "zebra", "建设", "生态"]);
        assert_eq!(counts.matrix.row(0), (&[0u32, 1][..], &[2u32, 1][..]));
        assert_eq!(counts.matrix.row(2), (&[][..], &[][..]));
    }

    #[test]
    fn bounds_leave_out_rare_and_common_terms() {
        let texts = ["apple pear", "apple plum", "apple plum", "apple fig"];
        let counts = counted(&texts, Features::Words, Bounds { min_df: 2, max_df: 0.5 });
        assert_eq!(counts.terms, ["plum"]);
        assert!(!counts.bounds_lifted);
    }

    #[test]
    fn bounds_that_leave_nothing_are_lifted() {
        let counts =
            counted(&["apple", "apple"], Features::Words, Bounds { min_df: 1, max_df: 0.5 });
        assert_eq!(counts.terms, ["apple"]);
        assert!(counts.bounds_lifted);
    }

    #[test]
    fn characters_come_single_and_in_pairs_within_a_run() {
        let counts = counted(&["山高，水长abc"], Features::Chars, ALL);
        assert_eq!(counts.terms, ["abc", "山", "山高", "水", "水长", "长", "高"]);
    }

    #[test]
    fn known_terms_are_counted_as_they_were_found() {
        let texts = ["apple pear 2024 apple", "plum the pear", ""];
        let found = counted(&texts, Features::Words, ALL);
        let tokens: Vec<Tokens> = texts.iter().map(|t| tokenize(t)).collect();
        let items: Vec<Item> =
            tokens.iter().enumerate().map(|(d, t)| Item::whole(DocId(d as u32), t)).collect();
        let stop = StopWords::new(&tokens, &[]);
        assert_eq!(
            count_known(&tokens, &items, &stop, Features::Words, &found.terms),
            found.matrix
        );
        let few = count_known(&tokens, &items, &stop, Features::Words, &["pear".into()]);
        assert_eq!((few.row(0), few.n_rows()), ((&[0u32][..], &[1u32][..]), 3));
    }

    #[test]
    fn partial_counts_merge_to_the_counts_of_one_pass() {
        let texts: Vec<String> = (0..500)
            .map(|i| format!("word{} word{} shared", (b'a' + i as u8 % 26) as char, i % 7))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let counts = counted(&texts, Features::Words, ALL);
        assert!(counts.terms.is_sorted());
        let shared = counts.terms.iter().position(|t| t == "shared").unwrap();
        assert_eq!(counts.matrix.column_counts()[shared], 500);
    }
}

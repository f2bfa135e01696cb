//! From words to counts: which terms the vector space has, and how often each text uses them.
//!
//! ```text
//! items (ranges of words) → terms of each, as numbers → counted → bounded, sorted, numbered anew
//! ```
//!
//! A term is a word of at least two characters that is neither a number nor a stop word. Where texts
//! are too short for words to repeat (headlines, poems), Han characters and pairs of neighbouring
//! characters serve instead: [`Features::Chars`]. Terms outside the bounds of document
//! frequency are left out: below `min_df` a term joins nothing, above `max_df` it parts nothing.
//! Term ids follow the sorted terms that are left, so they depend neither on the order in which
//! texts arrive nor on the number of threads. Where the bounds leave nothing, they are lifted.

use std::ops::Range;

use bitcode::{Decode, Encode};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::corpus::{DocId, TermId};
use crate::csr::Csr;
use crate::exec;
use crate::fold::is_han;
use crate::stopwords::StopWords;
use crate::tokenize::TokenKind;
use crate::units::UnitStream;
use crate::words::Words;

/// A text to be counted: stretches of one document's words.
#[derive(Debug, Clone)]
pub struct Item {
    /// The document.
    pub document: DocId,
    /// Ranges of its words, ascending.
    pub words: Vec<Range<usize>>,
}

impl Item {
    /// All of a document.
    pub fn whole(document: DocId, words: &Words) -> Self {
        Self { document, words: std::iter::once(0..words.of(document).len()).collect() }
    }

    /// Number of words.
    pub fn n_words(&self) -> usize {
        self.words.iter().map(ExactSizeIterator::len).sum()
    }

    /// Its words, in order.
    pub fn of<'a>(&'a self, words: &'a Words) -> impl Iterator<Item = u32> + 'a {
        let all = words.of(self.document);
        self.words.iter().flat_map(|r| &all[r.clone()]).copied()
    }
}

/// What the words of items are read off.
#[derive(Debug, Clone, Copy)]
pub struct Wordings<'a> {
    /// The words.
    pub words: &'a Words,
    /// The units, which tell which words touch.
    pub stream: &'a UnitStream,
    /// Words that are no terms.
    pub stop_words: &'a StopWords,
}

/// What a term is.
#[derive(Debug, Encode, Decode, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

/// Chunks of items that are counted apart, and the fewest items of one.
const CHUNKS: usize = 64;
const LEAST_CHUNK: usize = 128;

/// Counts the terms of all items.
pub fn count(
    wordings: &Wordings<'_>,
    items: &[Item],
    features: Features,
    bounds: Bounds,
) -> Counts {
    let df = document_frequencies(wordings, items, features);
    let mut keys: Vec<Key> =
        df.iter().filter(|&(_, &n)| bounds.keep(n, items.len())).map(|(&key, _)| key).collect();
    let bounds_lifted = keys.is_empty() && !df.is_empty();
    if bounds_lifted {
        keys = df.into_keys().collect();
    }
    let mut terms: Vec<(String, Key)> =
        keys.into_iter().map(|key| (spell(wordings.words, key), key)).collect();
    exec::sort_by(&mut terms, |a, b| a.0.cmp(&b.0));
    let ids: FxHashMap<Key, u32> = terms.iter().zip(0..).map(|(t, id)| (t.1, id)).collect();
    let matrix = rows(wordings, items, features, &ids);
    Counts { terms: terms.into_iter().map(|t| t.0).collect(), matrix, bounds_lifted }
}

/// Terms of a given, sorted list, ready to be counted; all others are passed over.
#[derive(Debug)]
pub struct Known {
    features: Features,
    ids: FxHashMap<Key, u32>,
    n_terms: usize,
}

impl Known {
    /// Looks the terms up among the words of a corpus.
    pub fn of(words: &Words, features: Features, terms: &[String]) -> Self {
        let ids = terms.iter().zip(0..);
        let ids = ids.filter_map(|(term, id)| Some((key_of(words, term, features)?, id))).collect();
        Self { features, ids, n_terms: terms.len() }
    }

    /// How often each item uses each term.
    pub fn count(&self, wordings: &Wordings<'_>, items: &[Item]) -> Csr<u32> {
        Csr { n_cols: self.n_terms, ..rows(wordings, items, self.features, &self.ids) }
    }
}

/// Number of words of an item that would be terms.
pub fn n_words(wordings: &Wordings<'_>, item: &Item) -> usize {
    terms(wordings, item).count()
}

/// Number of items that use each key. Items are read twice, here and for their [`rows`], which is faster
/// than to keep the keys of a million texts, most of which are left out.
fn document_frequencies(
    wordings: &Wordings<'_>,
    items: &[Item],
    features: Features,
) -> FxHashMap<Key, u32> {
    let new = FxHashMap::<Key, u32>::default;
    let chunks = each_chunk(wordings, items, features, new, |df, keys| {
        for same in keys.chunk_by(|a, b| a == b) {
            *df.entry(same[0]).or_default() += 1;
        }
    });
    let mut all: FxHashMap<Key, u32> = FxHashMap::default();
    for (key, n) in chunks.into_iter().flatten() {
        *all.entry(key).or_default() += n;
    }
    all
}

/// How often each item uses each key that has a number, by number.
fn rows(
    wordings: &Wordings<'_>,
    items: &[Item],
    features: Features,
    ids: &FxHashMap<Key, u32>,
) -> Csr<u32> {
    let chunks = each_chunk(
        wordings,
        items,
        features,
        || Csr::new(ids.len()),
        |matrix, keys| {
            let of = |same: &[Key]| Some((*ids.get(&same[0])?, same.len() as u32));
            let mut row: Vec<(u32, u32)> = keys.chunk_by(|a, b| a == b).filter_map(of).collect();
            row.sort_unstable();
            matrix.push_row(row);
        },
    );
    Csr::stacked(ids.len(), chunks)
}

/// Calls `add` with the sorted keys of every item, a chunk of items into one collection.
fn each_chunk<C: Send>(
    wordings: &Wordings<'_>,
    items: &[Item],
    features: Features,
    new: impl Fn() -> C + Sync + Send,
    add: impl Fn(&mut C, &[Key]) + Sync + Send,
) -> Vec<C> {
    let size = (items.len() / CHUNKS).max(LEAST_CHUNK);
    exec::map_range(items.len().div_ceil(size), |c| {
        let mut collection = new();
        let mut keys: Vec<Key> = Vec::new();
        for item in &items[c * size..((c + 1) * size).min(items.len())] {
            keys.clear();
            match features {
                Features::Words => keys.extend(terms(wordings, item).map(word)),
                Features::Chars => characters(wordings, item, &mut keys),
            }
            keys.sort_unstable();
            add(&mut collection, &keys);
        }
        collection
    })
}

/// A term as a number: a word of the corpus, or one or two characters.
///
/// Words come after all characters, so that one kind is never taken for the other.
type Key = u64;

const WORD: Key = 1 << 42;
const CHARACTER_BITS: u32 = 21;

fn word(id: u32) -> Key {
    WORD | Key::from(id)
}

fn characters_key(first: char, second: Option<char>) -> Key {
    Key::from(second.map_or(0, u32::from)) << CHARACTER_BITS | Key::from(u32::from(first))
}

fn spell(words: &Words, key: Key) -> String {
    if key >= WORD {
        return words.text((key & !WORD) as u32).to_owned();
    }
    let character = |bits: Key| char::from_u32((bits & ((1 << CHARACTER_BITS) - 1)) as u32);
    let second = character(key >> CHARACTER_BITS).filter(|&c| c != '\0');
    character(key).into_iter().chain(second).collect()
}

/// The key of a term that is known from elsewhere; none where this corpus has no such word.
fn key_of(words: &Words, term: &str, features: Features) -> Option<Key> {
    let mut characters = term.chars();
    let is_han = features == Features::Chars && term.chars().all(is_han);
    match (is_han, characters.next(), characters.next(), characters.next()) {
        (true, Some(first), second, None) => Some(characters_key(first, second)),
        _ => words.id_of(term).map(word),
    }
}

/// The words of an item that are terms, with repetition.
fn terms<'a>(wordings: &'a Wordings<'_>, item: &'a Item) -> impl Iterator<Item = u32> + 'a {
    let is_term = wordings.stop_words.terms_of(item.document);
    item.of(wordings.words).filter(move |&w| is_term.contains(w as usize))
}

/// The characters of an item and their pairs, and its words of other scripts.
fn characters(wordings: &Wordings<'_>, item: &Item, keys: &mut Vec<Key>) {
    let &Wordings { words, stream, stop_words } = wordings;
    let is_term = stop_words.terms_of(item.document);
    let of_document = words.of(item.document);
    let spans = words.spans(stream, item.document);
    let mut before: Option<(char, u32)> = None;
    for i in item.words.iter().cloned().flatten() {
        let id = of_document[i];
        if words.kind(id) != TokenKind::Han {
            if is_term.contains(id as usize) {
                keys.push(word(id));
            }
            continue;
        }
        let mut touching = before.filter(|&(_, end)| end == spans[i].start).map(|b| b.0);
        for c in words.text(id).chars() {
            let single = c.to_string();
            if !stop_words.contains(item.document, &single, TokenKind::Han) {
                keys.push(characters_key(c, None));
            }
            if let Some(first) = touching.replace(c) {
                keys.push(characters_key(first, Some(c)));
            }
        }
        before = touching.map(|c| (c, spans[i].end));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::words::tests::read_plain;

    fn counted(texts: &[&str], features: Features, bounds: Bounds) -> Counts {
        let (texts, stream, words) = read_plain(texts);
        let stop_words = StopWords::new(&words, &[]);
        let items: Vec<Item> =
            (0..texts.len() as u32).map(|d| Item::whole(DocId(d), &words)).collect();
        let wordings = Wordings { words: &words, stream: &stream, stop_words: &stop_words };
        count(&wordings, &items, features, bounds)
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
        let (_, stream, words) = read_plain(&texts);
        let items: Vec<Item> = (0..3).map(|d| Item::whole(DocId(d), &words)).collect();
        let stop_words = StopWords::new(&words, &[]);
        let wordings = Wordings { words: &words, stream: &stream, stop_words: &stop_words };
        let counted =
            |terms: &[String]| Known::of(&words, Features::Words, terms).count(&wordings, &items);
        assert_eq!(counted(&found.terms), found.matrix);
        let few = counted(&["pear".into(), "zinc".into()]);
        assert_eq!((few.row(0), few.n_rows()), ((&[0u32][..], &[1u32][..]), 3));
    }

    #[test]
    fn chunks_merge_to_the_counts_of_one_pass() {
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

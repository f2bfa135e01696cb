//! New words: what the corpus uses like a word and the segmenter splits.
//!
//! ```text
//! 构建 大统战 格局      大 | 统战     a character is left over where a word is not known
//! 完善 大统战 体系      大统 | 战     or the cut falls differently from place to place
//! ```
//!
//! A repeat of two to six Han characters is a word if
//! - the segmenter splits it: in half of its places a single character is left over, or one place in
//!   five is cut otherwise than most. What is always cut into the same words of two characters and
//!   more is a compound of known words (统战工作);
//! - the segmenter begins and ends a word at its edges in four places of five: 主义思想 is a piece of
//!   what the dictionary knows better;
//! - different things stand on both sides: accessor variety of at least [`VARIETY`] and one bit of
//!   branching entropy, every mark a neighbour of its own (Feng et al. 2004), and the edges are
//!   those of a phrase ([`super::edges`]);
//! - it holds together: NPMI of the weakest split of at least [`COHESION`];
//! - no function word, number or measure stands in it where a phrase would lose it.
//!
//! Of two words of which one holds the other, the longer is kept if it stands in more than
//! [`PART`] of the shorter's places, else the shorter. The part of speech is that of the last word
//! the segmenter finds in it: a noun (nz), or a fixed expression (l).

use std::cmp::Reverse;

use bitcode::{Decode, Encode};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::candidates::Candidate;
use super::edges::{Edge, edges, few};
use super::function_words::{is_leading, is_loose, is_trailing};
use super::score::cohesion;
use super::words::Words;
use crate::concordance::Concordance;
use crate::dictionary::Word;
use crate::exec;
use crate::fold::is_han;
use crate::repeats::{Least, Repeat};
use crate::tokenize::tagged;
use crate::units::{UnitKind, UnitStream};

/// Longest word, in characters.
const LONGEST: usize = 6;

/// Least number of occurrences, whatever the settings say: fewer tell nothing about neighbours.
const OCCURRENCES: usize = 3;

/// Least number of different neighbours on either side.
const VARIETY: usize = 3;

/// Least branching entropy on either side, in bits.
const ENTROPY: f64 = 1.0;

/// Least NPMI of the weakest split.
const COHESION: f64 = 0.5;

/// Least share of the places at which the segmenter has a word boundary at either edge.
const AGREED: f64 = 0.8;

/// Share of the shorter word's places from which the longer is meant.
const PART: f64 = 0.6;

/// A word that the dictionary lacks, with the evidence for it.
#[derive(Debug, Encode, Decode, Clone, Serialize)]
pub struct NewWord {
    /// The word, folded.
    pub word: String,
    /// Times it occurs.
    pub n_occurrences: u32,
    /// NPMI of the weakest split, in [-1, 1].
    pub cohesion: f64,
    /// Branching entropy of the side that varies less, in bits.
    pub entropy: f64,
    /// Part of speech in jieba's tags: nz or l.
    pub tag: String,
    #[serde(skip)]
    at: Candidate,
}

impl NewWord {
    /// The word as a user dictionary lists it.
    pub fn entry(&self) -> Word {
        Word { word: self.word.clone(), frequency: None, tag: Some(self.tag.clone()) }
    }
}

/// The new words among the repeats, most frequent first.
pub fn find(
    stream: &UnitStream,
    index: &Concordance,
    words: &Words,
    repeats: &[Repeat],
    least: Least,
    slack: f64,
) -> Vec<NewWord> {
    let found = exec::map(repeats, |repeat| {
        let at = Candidate { from: repeat.from, to: repeat.to, length: repeat.length };
        new_word(stream, index, words, at, least, slack)
    });
    let mut found: Vec<NewWord> = found.into_iter().flatten().collect();
    found.sort_by(|a, b| (Reverse(a.at.length), &a.word).cmp(&(Reverse(b.at.length), &b.word)));
    without_parts(index, found)
}

fn new_word(
    stream: &UnitStream,
    index: &Concordance,
    words: &Words,
    at: Candidate,
    least: Least,
    slack: f64,
) -> Option<NewWord> {
    let length = at.length as usize;
    let occurrences = at.occurrences(index);
    let first = *occurrences.first()? as usize;
    let word = first..first + length;
    let fits = (2..=LONGEST).contains(&length)
        && occurrences.len() >= OCCURRENCES.max(least.occurrences as usize)
        && word.clone().all(|p| stream.kind(p) == UnitKind::Han);
    if !fits || !is_split(stream, occurrences, length) {
        return None;
    }
    let text = stream.text(word.clone());
    let parts = tagged(&text);
    let tag = parts.last()?.1;
    if parts.len() < 2 || !text.chars().all(is_han) || !may_be_word(&parts) {
        return None;
    }
    let around = edges(stream, words, occurrences, length);
    let entropy = around.left.entropy.min(around.right.entropy);
    let is_nominal = words.are_nominal(word);
    let varies = |edge: &Edge| {
        edge.words >= AGREED
            && edge.variety >= VARIETY
            && edge.entropy >= ENTROPY
            && edge.is_open(slack)
            && edge.is_attested(is_nominal)
    };
    if !varies(&around.left) || !varies(&around.right) {
        return None;
    }
    let cohesion = cohesion(stream, index, &at);
    let tag = if tag.starts_with(['n', 'j', 's']) || tag == "vn" { "nz" } else { "l" };
    let n_occurrences = occurrences.len() as u32;
    (cohesion >= COHESION).then_some(NewWord {
        word: text,
        n_occurrences,
        cohesion,
        entropy,
        tag: tag.into(),
        at,
    })
}

/// Whether the parts that the segmenter sees may make one word: no function word and no number in
/// it, no measure, place or adverb of one character at its edges.
fn may_be_word(parts: &[(&str, &str)]) -> bool {
    let is_single = |part: &str| part.chars().nth(1).is_none();
    let (Some(head), Some(tail)) = (parts.first(), parts.last()) else { return false };
    let loose = |&(part, tag): &(&str, &str)| {
        is_leading(part) || is_trailing(part) || is_loose(part) || tag.starts_with(['m', 'u', 'c'])
    };
    let hangs =
        |&(part, tag): &(&str, &str), tags: &[char]| is_single(part) && tag.starts_with(tags);
    !parts.iter().any(loose)
        && !hangs(head, &['q', 'p', 'd', 'f', 'r', 't', 'y'])
        && !hangs(tail, &['q', 'p', 'd', 'f', 'r', 'y', 'v', 'a'])
}

/// Whether the segmenter splits a stretch, and not always into the same known words. A measure behind
/// numbers (次会议, 人死亡) is no word.
fn is_split(stream: &UnitStream, occurrences: &[i32], length: usize) -> bool {
    let (mut n, mut left_over, mut counted) = (0, 0, 0);
    let mut ways: FxHashMap<u32, usize> = FxHashMap::default();
    for p in few(occurrences) {
        let cut = (1..length).filter(|&i| stream.word_starts(p + i)).fold(0, |c, i| c | 1 << i);
        let ends = cut | 1 | 1 << length;
        let is_number = |p: usize| {
            stream.kind(p) == UnitKind::Number
                || "一二三四五六七八九十百千万亿".contains(stream.unit(p))
        };
        n += 1;
        left_over += usize::from((0..length).any(|i| ends >> i & 3 == 3));
        counted += usize::from(p > 0 && is_number(p - 1));
        *ways.entry(cut).or_default() += 1;
    }
    let whole = ways.get(&0).copied().unwrap_or(0);
    let most = ways.values().copied().max().unwrap_or(0);
    2 * whole <= n && 2 * counted < n && (2 * left_over >= n || 5 * (n - most) >= n)
}

/// Drops the words that are only parts of longer ones, and the longer ones that are only chance
/// company of a shorter.
fn without_parts(index: &Concordance, longest_first: Vec<NewWord>) -> Vec<NewWord> {
    let mut reach = vec![0u32; index.suffixes.len() + 1];
    let mut kept: Vec<NewWord> = Vec::new();
    for found in longest_first {
        let occurrences = found.at.occurrences(index);
        let end = |p: i32| p as u32 + found.at.length;
        let inside = occurrences.iter().filter(|&&p| reach[p as usize] >= end(p)).count();
        if inside as f64 > PART * occurrences.len() as f64 {
            continue;
        }
        for &p in occurrences {
            for covered in &mut reach[p as usize..end(p) as usize] {
                *covered = end(p).max(*covered);
            }
        }
        kept.push(found);
    }
    let words: FxHashSet<String> = kept.iter().map(|w| w.word.clone()).collect();
    kept.retain(|w| {
        let characters: Vec<char> = w.word.chars().collect();
        let part =
            |n: usize| characters.windows(n).any(|p| words.contains(&p.iter().collect::<String>()));
        !(2..characters.len()).any(part)
    });
    kept.sort_by(|a, b| b.n_occurrences.cmp(&a.n_occurrences).then_with(|| a.word.cmp(&b.word)));
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrases::candidates;
    use crate::phrases::tests::{Corpus, corpus};

    fn found(documents: &[&str]) -> Vec<String> {
        let Corpus { stream, index, .. } = corpus(documents);
        let least = Least { documents: 1, occurrences: 2, length: 2 };
        let repeats = candidates::repeats(&stream, &index, least);
        let words = Words::fit(&stream);
        find(&stream, &index, &words, &repeats, least, 0.1).into_iter().map(|w| w.word).collect()
    }

    #[test]
    fn a_word_that_the_dictionary_lacks_is_found_and_known_words_are_not() {
        let text = "我们去看渔灯节。他们办渔灯节，大家爱渔灯节！今年渔灯节热闹，古老渔灯节传承。\
                    开展统战工作。重视统战工作，加强统战工作！做好统战工作很难，学习统战工作经验。";
        assert_eq!(found(&[text]), ["渔灯节"]);
    }

    #[test]
    fn a_word_with_one_neighbour_only_is_none() {
        let text = "渔灯节开幕。渔灯节开幕。渔灯节开幕。渔灯节开幕。";
        assert!(!found(&[text]).contains(&"灯节".to_string()));
    }
}

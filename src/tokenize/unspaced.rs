//! Scripts written without spaces between words.
//!
//! | script | words |
//! |---|---|
//! | Han | jieba; in a document with kana the Japanese dictionary |
//! | kana, Thai, Lao, Khmer, Burmese | the dictionaries of icu_segmenter |
//! | Yi, Javanese, Balinese, Tai Le, New Tai Lue, Tai Tham, Tai Viet, Cham | syllables: grapheme clusters |
//! | Tibetan, Dzongkha | syllables, which their own mark (་) separates: Unicode's rules do |
//!
//! Everything else, and so Ethiopic with its wordspace, Vai, N'Ko and Canadian syllabics, puts marks
//! or spaces between words, which Unicode's rules know. icu_segmenter is the segmenter of the Unicode
//! consortium, and the only kept library with words for the scripts of the second row; of its models the
//! dictionaries are taken, which are exact, small and quick beside the neural ones.

use std::ops::Range;
use std::sync::OnceLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use crate::fold::is_han;

/// Kana that a Japanese document has for so many Han characters at least: one.
const HAN_PER_KANA: usize = 8;
/// How much of a document is read to tell whether it is Japanese, in bytes.
const SAMPLE: usize = 16_000;
/// How much is given to the dictionaries at once, in bytes: their cost must stay linear.
const PIECE: usize = 4_000;

/// Whether a script is written without spaces between words; Han is.
pub fn is_unspaced(c: char) -> bool {
    is_han(c) || has_dictionary(c) || has_syllables(c)
}

/// Whether the dictionaries know the script.
pub fn has_dictionary(c: char) -> bool {
    is_kana(c)
        || matches!(c,
            '\u{0e01}'..='\u{0e3a}' | '\u{0e40}'..='\u{0e4e}' | '\u{0e81}'..='\u{0ece}'
            | '\u{0edc}'..='\u{0edf}' | '\u{1000}'..='\u{103f}' | '\u{1050}'..='\u{108f}'
            | '\u{109a}'..='\u{109f}' | '\u{1780}'..='\u{17d3}' | '\u{17d7}' | '\u{17dc}'..='\u{17dd}'
            | '\u{a9e0}'..='\u{a9ef}' | '\u{a9fa}'..='\u{a9fe}' | '\u{aa60}'..='\u{aa7f}')
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}')
}

/// Scripts without spaces and without a dictionary.
fn has_syllables(c: char) -> bool {
    matches!(c,
        '\u{1950}'..='\u{1974}' | '\u{1980}'..='\u{19cf}' | '\u{1a20}'..='\u{1a7f}'
        | '\u{1b00}'..='\u{1b4c}' | '\u{a000}'..='\u{a48c}' | '\u{a980}'..='\u{a9c0}'
        | '\u{aa00}'..='\u{aa4d}' | '\u{aa80}'..='\u{aadd}')
}

/// Whether a character that is of no script goes on with a run: marks above or below, joiners.
pub fn continues(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}') || (!c.is_ascii() && is_combining_mark(c))
}

/// Whether a document writes kana among its Han characters.
pub fn is_japanese(text: &str) -> bool {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    // Most texts have none: all kana begin with one byte, and few others behind it are theirs.
    let bytes = sample.as_bytes();
    let may_be_kana = |at: usize| matches!(bytes.get(at + 1), Some(0x81..=0x83 | 0x87));
    if !memchr::memchr_iter(0xe3, bytes).any(may_be_kana) {
        return false;
    }
    let (mut n_han, mut n_kana) = (0usize, 0usize);
    for c in sample.chars().filter(|c| *c >= '\u{3041}') {
        n_kana += usize::from(is_kana(c));
        n_han += usize::from(is_han(c));
    }
    n_kana > 0 && n_kana * HAN_PER_KANA >= n_han
}

/// The words of a run, as bytes of it.
pub fn words(run: &str, has_dictionary: bool) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = 0;
    while start < run.len() {
        let limit = run.len().min(start + PIECE);
        let end = (start..=limit).rev().find(|&i| run.is_char_boundary(i)).unwrap_or(run.len());
        let end = if end == start { run.len() } else { end };
        let piece = &run[start..end];
        let edges: Vec<usize> = if has_dictionary {
            dictionary().segment_str(piece).collect()
        } else {
            piece.grapheme_indices(true).map(|(at, _)| at).chain([piece.len()]).collect()
        };
        let is_edge = |&at: &usize| at == 0 || at == piece.len() || !is_joined(piece, at);
        let edges: Vec<usize> = edges.into_iter().filter(is_edge).collect();
        let cut = edges.windows(2).map(|edge| start + edge[0]..start + edge[1]);
        words.extend(cut.filter(|w| run[w.clone()].chars().any(|c| c.is_alphanumeric())));
        start = end;
    }
    words
}

/// Whether a syllable goes on at a byte: no word begins with a mark, or ends before the letter that
/// is written below it. The Burmese dictionary does not know that of Shan and Mon, nor do grapheme
/// clusters of the vowels that Tai Viet and Tai Tham write as letters.
fn is_joined(run: &str, at: usize) -> bool {
    const STACKING: [char; 6] =
        ['\u{1039}', '\u{17d2}', '\u{1a60}', '\u{1b44}', '\u{a9c0}', '\u{aaf6}'];
    const VOWELS_BEFORE: [char; 5] = ['\u{aab5}', '\u{aab6}', '\u{aab9}', '\u{aabb}', '\u{aabc}'];
    const VOWELS_BEHIND: [char; 3] = ['\u{aab1}', '\u{aaba}', '\u{aabd}'];
    let (before, after) = run.split_at(at);
    let is_open = before.ends_with(STACKING) || before.ends_with(VOWELS_BEFORE);
    // A consonant that the killer mark of the Myanmar script follows ends the syllable before it.
    let is_final = after.chars().nth(1) == Some('\u{103a}');
    is_open || is_final || after.starts_with(|c| continues(c) || VOWELS_BEHIND.contains(&c))
}

fn dictionary() -> &'static WordSegmenterBorrowed<'static> {
    static DICTIONARY: OnceLock<WordSegmenterBorrowed<'static>> = OnceLock::new();
    DICTIONARY.get_or_init(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()))
}

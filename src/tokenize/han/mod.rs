//! Chinese words as jieba-rs cuts them, several times as fast.
//!
//! Of all ways to cut a run of Han characters into words of the dictionary, the likeliest by the
//! words' frequencies f is taken, summed from the end of the run; of equals the longer word:
//!
//! ```text
//! s(n) = 0      s(i) = max over words i..j of  ln f(word) - ln Σf + s(j)
//! ```
//!
//! Characters that come out singly beside each other go to a hidden Markov model ([`hmm`]), unless
//! together they are a word. The cut is jieba-rs's to the last bit of every sum. jieba-rs stays the
//! reference of the tests, cuts the runs with characters that it does not take for Chinese
//! ([`is_chinese`]), and cuts everything where its dictionary was not found when the crate was built.
//!
//! What differs is the way to the cut. jieba-rs 0.11 waits most of its time for its trie, a hash table
//! of 16 MiB. Here the dictionary is a double array of half that ([`pack`]), in which the frequent lies
//! close together, and which tells of most characters that no word goes on with them before it is
//! asked. One pass from the last character to the first walks it and chooses the best step at once,
//! without a list of words between, and many runs go through it together ([`Batch`]).

mod hmm;
mod pack;
#[cfg(test)]
mod tests;

use std::hint::select_unpredictable;
use std::ops::Range;

use pack::{Node, Packed};

/// The table that the build script made of jieba-rs's dictionary, if it found it.
#[cfg(packed_dictionary)]
const DICTIONARY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/dictionary.bin"));
#[cfg(not(packed_dictionary))]
const DICTIONARY: &[u8] = &[];

/// First character that has a place in [`Cutter::codes`], and how many have.
const FIRST: u32 = 0x3400;
const N_NEAR: usize = 0xfb00 - FIRST as usize;
/// What stands between two runs in a batch.
const EDGE: char = '\0';

/// A dictionary ready to cut with; it never changes and serves all threads.
pub(crate) struct Cutter {
    /// Code of each character from [`FIRST`] on, 0 of those in no word.
    codes: Vec<u16>,
    /// The same for characters beyond, sorted.
    far_codes: Vec<(char, u16)>,
    nodes: Vec<Node>,
    /// ln f - ln Σf of each value of a node; of value 0, no word, minus infinity.
    scores: Vec<f64>,
    /// The score of a character that begins no word.
    unknown: f64,
}

/// Runs that are cut together: most runs are short, and a loop that ends is a branch guessed wrong.
#[derive(Default)]
pub(crate) struct Batch {
    /// The characters of the runs and their codes, an [`EDGE`] with code 0 behind each run.
    chars: Vec<char>,
    codes: Vec<u16>,
    route: Vec<Step>,
    choices: hmm::Choices,
    ends: Vec<u32>,
}

impl Batch {
    /// How many characters it has, edges counted.
    pub(crate) fn len(&self) -> usize {
        self.chars.len()
    }

    /// Ends a run.
    pub(crate) fn end_run(&mut self) {
        self.chars.push(EDGE);
        self.codes.push(0);
    }

    /// Makes room for other runs.
    pub(crate) fn clear(&mut self) {
        self.chars.clear();
        self.codes.clear();
    }
}

/// The best way on from a character: its score, and the character behind its first word.
#[derive(Debug, Clone, Copy, Default)]
struct Step {
    score: f64,
    end: u32,
}

impl Step {
    /// Another step, which wins where it is as good.
    #[inline]
    fn or(&mut self, score: f64, end: usize) {
        let wins = score >= self.score;
        self.score = select_unpredictable(wins, score, self.score);
        self.end = select_unpredictable(wins, end as u32, self.end);
    }
}

impl Cutter {
    /// jieba-rs's dictionary with further words, each with its frequency; a word that the dictionary
    /// has gets the new one.
    ///
    /// `None` where jieba-rs must cut instead, since a frequency or character cannot be kept.
    pub(crate) fn new(words: &[(String, u64)]) -> Option<Self> {
        let packed = Packed::from_bytes(DICTIONARY)?;
        Some(Self::of(if words.is_empty() { packed } else { extended(&packed, words)? }))
    }

    fn of(packed: Packed) -> Self {
        let log_total = (packed.total as f64).ln();
        let words = packed.frequencies.iter().map(|&f| (f as f64).ln() - log_total);
        let mut codes = vec![0; N_NEAR];
        let mut far_codes = Vec::new();
        for (&c, code) in packed.characters.iter().zip(1..) {
            match codes.get_mut((c as usize).wrapping_sub(FIRST as usize)) {
                Some(place) => *place = code,
                None => far_codes.push((c, code)),
            }
        }
        far_codes.sort_unstable();
        Self {
            codes,
            far_codes,
            nodes: packed.nodes,
            scores: [f64::NEG_INFINITY].into_iter().chain(words).collect(),
            unknown: 0.0 - log_total,
        }
    }

    /// Appends a character to the last run of a batch; false if it is none that jieba takes for Chinese,
    /// so that jieba must cut the run.
    #[inline]
    pub(crate) fn add(&self, c: char, batch: &mut Batch) -> bool {
        let near = self.codes.get((c as usize).wrapping_sub(FIRST as usize));
        let code = near.copied().unwrap_or_else(|| self.far_code(c));
        batch.chars.push(c);
        batch.codes.push(code);
        code != 0 || is_chinese(c)
    }

    /// Finds the best cut of all runs of a batch.
    pub(crate) fn cut(&self, batch: &mut Batch) {
        // No word has code 0: with it behind the last character no walk need ask where the runs end.
        batch.codes.push(0);
        self.search(batch);
    }

    fn far_code(&self, c: char) -> u16 {
        let found = self.far_codes.binary_search_by_key(&c, |&(c, _)| c);
        found.ok().and_then(|i| self.far_codes.get(i)).map_or(0, |&(_, code)| code)
    }

    /// The best step from each character, the last first.
    fn search(&self, batch: &mut Batch) {
        let Batch { chars, codes, route, .. } = batch;
        route.clear();
        route.resize(chars.len() + 1, Step::default());
        for i in (0..chars.len()).rev() {
            if codes[i] == 0 {
                // A character in no word, or an edge, from which each run is summed anew.
                let after = self.unknown + route[i + 1].score;
                let score = if chars[i] == EDGE { 0.0 } else { after };
                route[i] = Step { score, end: i as u32 + 1 };
                continue;
            }
            let mut node = self.nodes[usize::from(codes[i])];
            let mut at = i + 1;
            let score = self.scores[usize::from(node.value())] + route[at].score;
            let mut best = Step { score, end: at as u32 };
            while let Some(child) = node.child(codes[at]) {
                node = self.nodes[child];
                if node.check() != codes[at] {
                    break;
                }
                at += 1;
                // Words come shortest first, so of equals the last is the longest.
                best.or(self.scores[usize::from(node.value())] + route[at].score, at);
            }
            if best.score == f64::NEG_INFINITY {
                best = Step { score: self.unknown + route[i + 1].score, end: i as u32 + 1 };
            }
            route[i] = best;
        }
    }

    /// Where the words of a run end, in characters of a batch that is cut; `run` is where it stands.
    pub(crate) fn ends<'b>(&self, run: Range<usize>, batch: &'b mut Batch) -> &'b [u32] {
        let Batch { chars, codes, route, choices, ends, .. } = batch;
        ends.clear();
        let mut at = run.start;
        // Since where all words have one character.
        let mut single = at;
        let mut join = |range: Range<usize>, ends: &mut Vec<u32>| {
            if !self.has(&codes[range.clone()]) {
                ends.truncate(ends.len() - range.len());
                hmm::cut(&chars[range.clone()], range.start, choices, ends);
            }
        };
        while at < run.end {
            let end = route[at].end as usize;
            let is_single = end == at + 1;
            if !is_single & (at > single + 1) {
                join(single..at, ends);
            }
            single = select_unpredictable(is_single, single, end);
            ends.push(end as u32);
            at = end;
        }
        if at > single + 1 {
            join(single..at, ends);
        }
        ends
    }

    /// Whether the codes are a word of the dictionary.
    fn has(&self, codes: &[u16]) -> bool {
        let Some((&first, rest)) = codes.split_first() else { return false };
        let mut node = self.nodes[usize::from(first)];
        for &code in rest {
            node = self.nodes[node.child(code).unwrap_or(0)];
            if node.check() != code {
                return false;
            }
        }
        node.value() != 0
    }
}

/// Han characters by the ranges of jieba-rs, which are narrower than [`crate::fold::is_han`]'s.
fn is_chinese(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{2a6df}' | '\u{2a700}'..='\u{2ebef}' | '\u{2f800}'..='\u{2fa1f}')
}

/// The dictionary with further words.
fn extended(packed: &Packed, words: &[(String, u64)]) -> Option<Packed> {
    let mut all = packed.words();
    let known: std::collections::BTreeMap<&str, u64> =
        all.iter().map(|(word, frequency)| (word.as_str(), *frequency)).collect();
    let mut brought = std::collections::BTreeMap::new();
    let mut total = packed.total;
    for (word, frequency) in words {
        // Words of other characters have frequencies that the table does not know.
        if word.is_empty() || !word.chars().all(|c| c as u32 >= FIRST) {
            return None;
        }
        let before = brought.insert(word.as_str(), *frequency);
        let before = before.or_else(|| known.get(word.as_str()).copied()).unwrap_or(0);
        total = total.checked_add(*frequency)?.checked_sub(before)?;
    }
    all.extend(words.iter().cloned());
    let all: Vec<(&str, u64)> = all.iter().map(|(word, f)| (word.as_str(), *f)).collect();
    Packed::build(&all, total)
}

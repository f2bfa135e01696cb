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
//! close together. Words of up to three characters are looked up for many runs at once ([`Batch`]), so
//! that no look-up waits for another, and the search, from the last character to the first, chooses
//! among them without branches.

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
    words: Vec<Words>,
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

/// The words of one, two and three characters that begin at a character, as values of nodes, and the
/// slot of the fourth character's node, if there may be one.
#[derive(Debug, Clone, Copy)]
struct Words {
    values: [u16; 3],
    fourth: u32,
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
        // No word has code 0: behind the last character no walk need ask where the runs end.
        batch.codes.extend([0; 3]);
        self.look_up(batch);
        self.search(batch);
    }

    fn far_code(&self, c: char) -> u16 {
        let found = self.far_codes.binary_search_by_key(&c, |&(c, _)| c);
        found.ok().and_then(|i| self.far_codes.get(i)).map_or(0, |&(_, code)| code)
    }

    /// The words of up to three characters that begin at each character.
    ///
    /// Most words are that short, and the memory is waited for here: no look-up of one character waits
    /// for that of another, and none hangs on a branch that may be guessed wrong.
    fn look_up(&self, batch: &mut Batch) {
        let Batch { codes, words, .. } = batch;
        words.clear();
        words.extend(codes.windows(4).map(|codes| {
            // Slot 0 holds no node.
            let at = |slot: Option<usize>, code: u16| {
                let node = self.nodes[slot.unwrap_or(0)];
                select_unpredictable(node.check() == code, node, pack::FREE)
            };
            let first = self.nodes[usize::from(codes[0])];
            let second = at(first.child(codes[1]), codes[1]);
            let third = at(second.child(codes[2]), codes[2]);
            Words {
                values: [first.value(), second.value(), third.value()],
                fourth: third.child(codes[3]).unwrap_or(0) as u32,
            }
        }));
    }

    /// The best step from each character.
    fn search(&self, batch: &mut Batch) {
        let Batch { chars, codes, words, route, .. } = batch;
        route.clear();
        route.resize(words.len() + 3, Step::default());
        // The scores of the three characters behind.
        let mut behind = [0.0, f64::NEG_INFINITY, f64::NEG_INFINITY];
        for (i, words) in words.iter().enumerate().rev() {
            // Words come shortest first, so of equals the last is the longest.
            let [one, two, three] = words.values.map(|value| self.scores[usize::from(value)]);
            let mut best = Step { score: one + behind[0], end: i as u32 + 1 };
            best.or(two + behind[1], i + 2);
            best.or(three + behind[2], i + 3);
            let mut child = words.fourth as usize;
            let mut at = i + 3;
            while child != 0 {
                let node = self.nodes[child];
                if node.check() != codes[at] {
                    break;
                }
                at += 1;
                best.or(self.scores[usize::from(node.value())] + route[at].score, at);
                child = node.child(codes[at]).unwrap_or(0);
            }
            // Of a character that begins no word, and of an edge, from which each run is summed anew.
            let otherwise = select_unpredictable(chars[i] == EDGE, 0.0, self.unknown + behind[0]);
            let is_none = best.score == f64::NEG_INFINITY;
            best.score = select_unpredictable(is_none, otherwise, best.score);
            best.end = select_unpredictable(is_none, i as u32 + 1, best.end);
            route[i] = best;
            behind = [best.score, behind[0], behind[1]];
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

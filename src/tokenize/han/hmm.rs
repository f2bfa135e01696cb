//! Words that no dictionary has: jieba's hidden Markov model over the places of characters in words.
//!
//! Each character is the Begin, the Middle or the End of a word, or a word by itself (Single). The
//! likeliest sequence of states (Viterbi 1967) tells where words end. Tables, order of the sums and
//! the winner of a tie are jieba-rs's, which makes its tables with the macro called here.

#![allow(missing_docs, reason = "the macro's tables")]

use jieba_macros::generate_hmm_data;

const MIN_FLOAT: f64 = -3.14e100;

generate_hmm_data!();

const BEGIN: usize = 0;
const END: usize = 1;
const MIDDLE: usize = 2;
const SINGLE: usize = 3;

/// The two states that may stand before each; of equals the latter.
const BEFORE: [[usize; 2]; 4] = [[END, SINGLE], [BEGIN, MIDDLE], [BEGIN, MIDDLE], [END, SINGLE]];

/// For each character but the first, whether the latter of the two states stands before each state.
pub(super) type Choices = Vec<[bool; 4]>;

/// Appends to `ends` where the words of `run` end, in characters from `at` on.
pub(super) fn cut(run: &[char], at: usize, choices: &mut Choices, ends: &mut Vec<u32>) {
    let mut start = 0;
    for piece in run.chunk_by(|a, b| is_known(*a) == is_known(*b)) {
        let end = start + piece.len();
        // Characters that the model does not cover make one word, whatever their number.
        if piece.len() > 1 && is_known(piece[0]) {
            viterbi(piece, at + start, choices, ends);
        } else {
            ends.push((at + end) as u32);
        }
        start = end;
    }
}

fn is_known(c: char) -> bool {
    (HMM_HAN_MIN..=HMM_HAN_MAX).contains(&c)
}

fn emission(c: char) -> &'static [f64; 4] {
    static NONE: [f64; 4] = [MIN_FLOAT; 4];
    let row = EMIT_INDEX.get((c as usize).wrapping_sub(EMIT_MIN_CHAR as usize));
    row.and_then(|&row| EMIT_PROBS.get(usize::from(row))).unwrap_or(&NONE)
}

fn viterbi(run: &[char], at: usize, choices: &mut Choices, ends: &mut Vec<u32>) {
    choices.clear();
    let first = emission(run[0]);
    let mut scores: [f64; 4] = std::array::from_fn(|state| INITIAL_PROBS[state] + first[state]);
    for &c in &run[1..] {
        let emitted = emission(c);
        let mut choice = [false; 4];
        let next = std::array::from_fn(|state| {
            let [a, b] = BEFORE[state].map(|s| scores[s] + TRANS_PROBS[s][state] + emitted[state]);
            choice[state] = a <= b;
            if a > b { a } else { b }
        });
        choices.push(choice);
        scores = next;
    }
    // Backwards, a word ends where its last character or a single one stands.
    let mut state = if scores[END] > scores[SINGLE] { END } else { SINGLE };
    let first_end = ends.len();
    for i in (0..run.len()).rev() {
        if state == END || state == SINGLE {
            ends.push((at + i + 1) as u32);
        }
        if i > 0 {
            state = BEFORE[state][usize::from(choices[i - 1][state])];
        }
    }
    ends[first_end..].reverse();
}

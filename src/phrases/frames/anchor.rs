//! Anchors: what the fixed wording and the fillers must be, so that a frame is more than grammar.
//!
//! - The word in front of the slot opens it: a function word of [`is_opener`] (在…上下功夫), a verb
//!   (筑牢…根基), or any word of a spaced script. A noun does not (全市…前列), unless the frame is
//!   its clause: half of at least [`CLAUSES`] places begin the clause with it and end it behind.
//! - A preposition with a single noun behind (为…智慧), or with "of" behind (in … of peace), is a
//!   prepositional phrase like any other.
//! - Two fillers in three places behind a single word are chance.
//! - A word that stands in nine fillers of ten belongs to the fixed wording, and the rest is what
//!   varies around it (在凝聚共识, 在广泛凝聚思想共识).
//! - Half of the fillers say something.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::left::Slot;
use super::right::content;
use crate::corpus::UnitId;
use crate::phrases::function_words::{is_leading, is_opener, is_trailing};
use crate::tokenize::tagged;
use crate::units::{UnitKind, UnitStream};

/// Least number of places of a frame that a noun opens.
const CLAUSES: usize = 4;

/// Most places of a frame that two fillers do not make one.
const CHANCE: usize = 3;

/// Places at which the fillers' words are compared.
const SAMPLE: usize = 256;

/// Whether a frame with this many different fillers is anchored.
pub fn is_anchored(stream: &UnitStream, slots: &[Slot], n_fillers: usize) -> bool {
    let Some(first) = slots.first() else { return false };
    let left = first.left();
    let word = stream.word_start(left.end - 1).max(left.start)..left.end;
    let single = word.start == left.start;
    let chance = n_fillers <= 2 && slots.len() <= CHANCE && single;
    !chance
        && opens(stream, slots, word)
        && fillers_say_something(stream, slots)
        && !share_a_word(stream, slots)
}

/// Whether the word in front of the slot opens it.
fn opens(stream: &UnitStream, slots: &[Slot], word: Range<usize>) -> bool {
    let text = stream.text(word.clone());
    let right = slots[0].filler.end..slots[0].end;
    if is_opener(&text) {
        let alone = word.start == slots[0].start;
        return !(alone && is_complement(stream, right));
    }
    stream.kind(word.start) == UnitKind::Word || is_verb(&text) || is_clause(stream, slots)
}

/// Whether a right part only completes a preposition: a single noun, or words behind "of" or "and".
fn is_complement(stream: &UnitStream, right: Range<usize>) -> bool {
    if stream.kind(right.start) == UnitKind::Word {
        return matches!(stream.unit(right.start), "of" | "and");
    }
    right.len() <= 2
        && stream.word_end(right.start) == right.end
        && matches!(tagged(&stream.text(right))[..], [(_, tag)] if tag.starts_with('n'))
}

/// Whether a word can open a slot by itself: a function word that opens something, a verb, any word of
/// a spaced script.
pub fn may_open(text: &str) -> bool {
    is_opener(text) || is_verb(text) || text.is_ascii()
}

/// Whether the word is a verb and no verbal noun (工作), a preposition, or one that the dictionary
/// lacks (筑牢).
fn is_verb(text: &str) -> bool {
    matches!(tagged(text)[..], [(_, tag)] if tag.starts_with(['v', 'p', 'x']) && tag != "vn")
}

/// Whether the frame is its clause in half of its places.
fn is_clause(stream: &UnitStream, slots: &[Slot]) -> bool {
    let open = |s: &&Slot| {
        (s.start == 0 || !stream.kind(s.start - 1).is_content()) && !stream.kind(s.end).is_content()
    };
    slots.len() >= CLAUSES && 2 * slots.iter().filter(open).count() >= slots.len()
}

fn fillers_say_something(stream: &UnitStream, slots: &[Slot]) -> bool {
    let says = |s: &&Slot| {
        s.filler.clone().any(|p| is_number(stream, p)) || { content(stream, s.filler.clone()) > 0 }
    };
    2 * slots.iter().filter(says).count() >= slots.len()
}

fn is_number(stream: &UnitStream, p: usize) -> bool {
    stream.kind(p) == UnitKind::Number
}

/// Whether one content word stands in nine fillers of ten.
fn share_a_word(stream: &UnitStream, slots: &[Slot]) -> bool {
    let n = slots.len().min(SAMPLE);
    let mut counts: FxHashMap<&[UnitId], usize> = FxHashMap::default();
    for i in 0..n {
        let filler = slots[i * slots.len() / n].filler.clone();
        let mut here: FxHashSet<&[UnitId]> = FxHashSet::default();
        let mut p = filler.start;
        while p < filler.end {
            let end = stream.word_end(p).min(filler.end);
            if stream.kind(p).is_content() {
                here.insert(&stream.ids[p..end]);
            }
            p = end;
        }
        for word in here {
            *counts.entry(word).or_default() += 1;
        }
    }
    let says = |word: &[UnitId]| {
        let text = stream.spell(word);
        !is_leading(&text) && !is_trailing(&text)
    };
    counts.into_iter().any(|(word, c)| 10 * c >= 9 * n && says(word))
}

//! Frames: set wording around one or two open slots (在…上下功夫, …路上无旁观者, 把…转化为…的实际行动).
//!
//! ```text
//! 在 凝聚思想共识     上下功夫        right part: a repeat of the concordance, whole words;
//! 在 服务中心大局     上下功夫        left part: a word that stands before it in the same clause;
//! 在 项目推进         上下功夫        fillers: what stands between, one to fourteen units
//! ```
//!
//! For each right part the words to its left are counted, the nearest of each kind, up to the clause
//! mark (、 and quotation marks may be crossed). A word is a left part if it stands before the right
//! part in [`FUNCTION_SHARE`] of its places (function words) or [`CONTENT_SHARE`] (others); with no
//! left part, slot and right part must be the whole clause in [`EDGE_SHARE`] of the places, the
//! fillers alike in length. A left part grows as long as all places agree. What is left out:
//! - right parts that say nothing but function words (以…为, the … of), and right parts behind which
//!   the phrase goes on in most places;
//! - left parts that open nothing (的, 和, the);
//! - slots that one filler nearly always fills, and fillers that all begin or end alike (the fixed
//!   part is longer then);
//! - frames of which nine in ten places lie inside those of a frame with more fixed wording.
//!
//! A second slot may follow ([`second`]). What is said of a slot is in [`listing`]. Phrase-frames after
//! Fletcher's kfNgram, with the slot not bound to one word.

mod anchor;
mod left;
mod listing;
mod right;
mod second;
mod sound;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::ops::Range;

use bitcode::{Decode, Encode};
use rustc_hash::FxHashSet;
use serde::Serialize;

use self::left::{slots_at_edge, slots_of_words};
use self::listing::frame;
use self::right::{Right, content, is_whole, right_parts};
use self::second::with_second_slot;
use self::sound::{Found, are_alike, edge_content, sound, without_subsumed};
use super::function_words::{is_leading, is_opener, is_trailing};
use super::words::Words;
use crate::concordance::Concordance;
use crate::corpus::{Text, UnitId};
use crate::exec;
use crate::fold::is_han;
use crate::places::Places;
use crate::repeats::Repeat;
use crate::units::UnitStream;

/// Least share of a right part's places with a left part that is a function word.
const FUNCTION_SHARE: f64 = 0.3;

/// The same for other words.
const CONTENT_SHARE: f64 = 0.5;

/// Least share of a right part's places at which a short filler opens the clause.
const EDGE_SHARE: f64 = 0.8;

/// A phrase-frame: fixed wording with one or two open slots.
#[derive(Debug, Encode, Decode, Clone, Serialize)]
pub struct Frame {
    /// The fixed wording with … for each slot.
    pub text: String,
    /// Its slots, one or two.
    pub slots: Vec<OpenSlot>,
    /// Times the frame occurs.
    pub n_occurrences: u32,
    /// Documents that carry it.
    pub n_documents: u32,
    /// Share of its units that are fixed wording, in (0, 1).
    pub fixedness: f64,
    /// Where it occurs, fillers included.
    #[serde(skip)]
    pub places: Places,
}

impl Frame {
    /// What fills the first slot, most frequent first.
    pub fn fillers(&self) -> &[Filler] {
        self.slots.first().map_or(&[], |slot| &slot.fillers)
    }
}

/// An open slot of a frame.
#[derive(Debug, Encode, Decode, Clone, Serialize)]
pub struct OpenSlot {
    /// The fillers, most frequent first.
    pub fillers: Vec<Filler>,
    /// Which filler stands in each of the frame's places.
    pub filler_of: Vec<u32>,
    /// Entropy of the fillers, in bits.
    pub entropy: f64,
    /// The entropy over its largest possible value, in [0, 1].
    pub normalised_entropy: f64,
    /// Different fillers over places, in (0, 1].
    pub type_token_ratio: f64,
}

/// What fills a frame's slot.
#[derive(Debug, Encode, Decode, Clone, Serialize)]
pub struct Filler {
    /// The filler as first written.
    pub text: String,
    /// How often it fills the slot.
    pub n_occurrences: u32,
    /// Documents in which it does.
    pub n_documents: u32,
}

/// Least figures of a frame.
#[derive(Debug, Clone, Copy)]
pub struct LeastFrame {
    /// Documents.
    pub documents: u32,
    /// Occurrences.
    pub occurrences: u32,
    /// Different fillers.
    pub fillers: u32,
}

/// Finds the frames around the repeats, by documents, fillers, occurrences and text.
pub fn find(
    texts: &[Text],
    stream: &UnitStream,
    index: &Concordance,
    words: &Words,
    repeats: &[Repeat],
    least: LeastFrame,
) -> Vec<Frame> {
    let rights = right_parts(stream, index, repeats, least);
    let found: Vec<Vec<Found>> = exec::map(&rights, |r| frames_of(stream, index, words, r, least));
    let mut found: Vec<Found> = found.into_iter().flatten().collect();
    let longer = exec::map(&found, |f| with_second_slot(stream, f, least));
    found.extend(longer.into_iter().flatten());
    let kept = without_subsumed(stream, found);
    let mut frames = exec::map(&kept, |f| frame(texts, stream, f));
    frames.sort_by(|a, b| {
        (b.n_documents, b.fillers().len(), b.n_occurrences, &a.text).cmp(&(
            a.n_documents,
            a.fillers().len(),
            a.n_occurrences,
            &b.text,
        ))
    });
    frames
}

/// Whether a word of so many units, in front of so many of `n` places, may be a left part: a function
/// word that opens something in [`FUNCTION_SHARE`] of them, another in [`CONTENT_SHARE`].
fn is_left_part(
    stream: &UnitStream,
    word: &[UnitId],
    places: usize,
    n: usize,
    least: LeastFrame,
) -> bool {
    let reach = |share: f64| places as f64 >= share * n as f64;
    // Most words stand in few places and need not be spelled.
    if places < least.occurrences as usize || !reach(FUNCTION_SHARE) {
        return false;
    }
    let text = stream.spell(word);
    match is_leading(&text) || is_trailing(&text) {
        true => is_opener(&text),
        false => reach(CONTENT_SHARE) && (word.len() > 1 || !text.starts_with(is_han)),
    }
}

/// The frames with this right part, most places first; a place belongs to one frame.
fn frames_of(
    stream: &UnitStream,
    index: &Concordance,
    words: &Words,
    right: &Right,
    least: LeastFrame,
) -> Vec<Found> {
    let length = right.length as usize;
    let mut starts: Vec<usize> = index.suffixes[right.from as usize..right.to as usize]
        .iter()
        .map(|&p| p as usize)
        .collect();
    starts.sort_unstable();
    if !is_whole(stream, words, &starts, length) {
        return Vec::new();
    }
    stream.fetch_ids(starts.iter().copied());
    let n = starts.len() as f64;
    let wanted =
        |word: &[UnitId], places: usize| is_left_part(stream, word, places, starts.len(), least);
    let is_loose = |word: Range<usize>| {
        let text = stream.text(word);
        is_leading(&text) || is_trailing(&text)
    };
    let mut candidates: Vec<Found> = slots_of_words(stream, &starts, length, wanted)
        .into_iter()
        .filter_map(|slots| sound(stream, left::grown(stream, slots, is_loose), least))
        .collect();
    candidates.sort_by_key(|f| {
        let open: usize = f.slots.iter().map(|s| s.filler.len()).sum();
        (Reverse(f.slots.len()), open, f.slots[0].start)
    });
    if content(stream, starts[0]..starts[0] + length) >= edge_content(stream, starts[0]) {
        let slots = slots_at_edge(stream, &starts, length);
        if slots.len() as f64 >= EDGE_SHARE * n && are_alike(stream, &slots) {
            candidates.extend(sound(stream, slots, least));
        }
    }
    let mut taken: FxHashSet<usize> = FxHashSet::default();
    candidates.retain(|f| {
        let again = f.slots.iter().filter(|s| taken.contains(&s.filler.end)).count();
        let keep = 2 * again < f.slots.len();
        if keep {
            taken.extend(f.slots.iter().map(|s| s.filler.end));
        }
        keep
    });
    candidates
}

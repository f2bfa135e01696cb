//! Frames: set wording around one open slot (在…上下功夫, …路上无旁观者).
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
//! Slot entropy is −Σ p log2 p over the fillers. Phrase-frames after Fletcher's kfNgram, with the
//! slot not bound to one word.

mod left;

use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use self::left::{Slot, slots_at_edge, slots_of_words};
use super::function_words::{is_leading, is_trailing};
use crate::concordance::Concordance;
use crate::corpus::{DocId, Place, Span, Text, UnitId};
use crate::exec;
use crate::fold::is_han;
use crate::repeats::Repeat;
use crate::units::{UnitKind, UnitStream};

/// Least share of a right part's places with a left part that is a function word.
const FUNCTION_SHARE: f64 = 0.3;

/// The same for other words.
const CONTENT_SHARE: f64 = 0.5;

/// Least share of a right part's places at which a short filler opens the clause.
const EDGE_SHARE: f64 = 0.8;

/// Least number of fillers of a slot at the edge, and of one with little fixed wording.
const MORE_FILLERS: u32 = 3;

/// Units of fixed wording from which the least number of fillers is enough.
const MUCH_FIXED: usize = 7;

/// Least share of a right part's places with a mark or function word behind it.
const CLOSED: f64 = 0.5;

/// Largest share of one filler.
const TOP_FILLER: f64 = 0.75;

/// Longest right part, in units.
const LONGEST: usize = 24;

/// Right parts with more places than this, or than one unit in [`COMMON_SHARE`], are too common.
const COMMON: usize = 4096;
const COMMON_SHARE: usize = 500;

/// Nouns that only carry a preposition: 在…方面, 在…过程中.
const CARRIERS: &[&str] = &[
    "方面",
    "过程",
    "情况",
    "时候",
    "期间",
    "同时",
    "问题",
    "工作",
    "基础",
    "条件",
    "范围",
    "情况下",
    "过程中",
    "角度",
    "一个",
    "一种",
    "来说",
    "而言",
    "来讲",
    "有关",
    "相关",
    "以上",
    "以下",
    "以来",
];

/// Function words that open a frame.
const OPENERS: &[&str] = &[
    "在", "以", "把", "将", "向", "对", "为", "从", "由", "用", "让", "使", "令", "给", "跟", "同",
    "与", "被", "按", "按照", "根据", "通过", "作为", "作", "靠", "当", "像", "如", "因", "是",
    "不", "不是", "既", "越", "每", "只有", "只要", "除", "自", "比", "凭", "于", "就", "才",
    "不仅", "由于", "因为", "为了", "关于", "对于", "as", "by", "for", "from", "in", "into",
    "with", "not", "on", "at", "no", "so", "such", "more", "most", "any", "every", "all", "than",
    "when", "while", "if",
];

/// A phrase-frame: fixed wording with one open slot.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    /// The fixed wording with … for the slot.
    pub text: String,
    /// The fillers, most frequent first.
    pub fillers: Vec<Filler>,
    /// Times the frame occurs.
    pub n_occurrences: u32,
    /// Documents that carry it.
    pub n_documents: u32,
    /// Entropy of the fillers, in bits.
    pub slot_entropy: f64,
    /// Where it occurs, filler included.
    pub places: Vec<Place>,
}

/// What fills a frame's slot.
#[derive(Debug, Clone, Serialize)]
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

/// Right parts: the places of a stretch of whole words.
struct Right {
    from: u32,
    to: u32,
    length: u32,
}

/// A frame as the search sees it: its places, each with the slot.
struct Found {
    fixed: usize,
    slots: Vec<Slot>,
}

/// Finds the frames around the repeats, by documents, fillers, occurrences and text.
pub fn find(
    texts: &[Text],
    stream: &UnitStream,
    index: &Concordance,
    repeats: &[Repeat],
    least: LeastFrame,
) -> Vec<Frame> {
    let rights = right_parts(stream, index, repeats, least);
    let found: Vec<Vec<Found>> = exec::map(&rights, |r| frames_of(stream, index, r, least));
    let kept = without_subsumed(stream, found.into_iter().flatten().collect());
    let mut frames = exec::map(&kept, |f| frame(texts, stream, f));
    frames.sort_by(|a, b| {
        (b.n_documents, b.fillers.len(), b.n_occurrences, &a.text).cmp(&(
            a.n_documents,
            a.fillers.len(),
            a.n_occurrences,
            &b.text,
        ))
    });
    frames
}

/// Every repeat cut at its first clause mark and to whole words, if it says something.
fn right_parts(
    stream: &UnitStream,
    index: &Concordance,
    repeats: &[Repeat],
    least: LeastFrame,
) -> Vec<Right> {
    let common = COMMON.max(stream.len() / COMMON_SHARE);
    let cut = exec::map(repeats, |repeat| {
        let places = &index.suffixes[repeat.from as usize..repeat.to as usize];
        let mut sample = places.iter().take(16).map(|&p| p as usize);
        let start = sample.find(|&p| stream.word_starts(p))?;
        let length = right_length(stream, start, repeat.length as usize)?;
        let (from, to) = if length == repeat.length as usize {
            (repeat.from, repeat.to)
        } else {
            let ranks = index.range(stream, &stream.ids[start..start + length]);
            (ranks.start as u32, ranks.end as u32)
        };
        let n = (to - from) as usize;
        (n >= least.occurrences as usize && n <= common).then_some((from, to, length as u32))
    });
    let distinct: FxHashSet<(u32, u32, u32)> = cut.into_iter().flatten().collect();
    let mut rights: Vec<(u32, u32, u32)> = distinct.into_iter().collect();
    rights.sort_unstable();
    rights.into_iter().map(|(from, to, length)| Right { from, to, length }).collect()
}

/// The length of the right part that begins here: whole words without a clause mark, no function
/// word at the end but 的. `None` if only function words are left.
fn right_length(stream: &UnitStream, start: usize, length: usize) -> Option<usize> {
    let inside = |p: &usize| {
        let kind = stream.kind(*p);
        kind.is_content() || kind == UnitKind::Inner
    };
    let run = (start..start + length.min(LONGEST)).take_while(inside).count();
    let mut end = start + run;
    while end > start {
        let last = end - 1;
        if stream.kind(last) == UnitKind::Inner || !stream.word_ends(last) {
            end = last;
            continue;
        }
        let from = stream.word_start(last).max(start);
        let word = stream.text(from..end);
        if is_trailing(&word) && word != "的" {
            end = from;
            continue;
        }
        break;
    }
    (end > start && stream.kind(start).is_content() && says_something(stream, start..end))
        .then_some(end - start)
}

/// Whether two characters or a word of a stretch belong to content words.
fn says_something(stream: &UnitStream, range: Range<usize>) -> bool {
    content(stream, range.clone()) >= 2
        || (content(stream, range.clone()) == 1
            && range.len() >= 2
            && range
                .clone()
                .any(|p| stream.kind(p) == UnitKind::Word && !is_leading(stream.unit(p))))
}

/// Units of content words in a stretch that begins with a word.
fn content(stream: &UnitStream, range: Range<usize>) -> usize {
    let mut n = 0;
    let mut p = range.start;
    while p < range.end {
        let end = stream.word_end(p).min(range.end);
        if stream.kind(p).is_content() {
            let word = stream.text(p..end);
            let empty =
                is_leading(&word) || is_trailing(&word) || CARRIERS.contains(&word.as_str());
            n += if empty { 0 } else { end - p };
        }
        p = end;
    }
    n
}

/// The frames with this right part, most places first; a place belongs to one frame.
fn frames_of(
    stream: &UnitStream,
    index: &Concordance,
    right: &Right,
    least: LeastFrame,
) -> Vec<Found> {
    let length = right.length as usize;
    let mut starts: Vec<usize> = index.suffixes[right.from as usize..right.to as usize]
        .iter()
        .map(|&p| p as usize)
        .collect();
    starts.sort_unstable();
    if !is_whole(stream, &starts, length) {
        return Vec::new();
    }
    let n = starts.len() as f64;
    let share = |word: &[UnitId], places: usize| {
        let text: String = word
            .iter()
            .filter_map(|u| stream.vocabulary.get(u.index()))
            .map(String::as_str)
            .collect();
        let loose = is_leading(&text) || is_trailing(&text);
        let wanted = if loose { FUNCTION_SHARE } else { CONTENT_SHARE };
        let names = word.len() > 1 || !text.starts_with(is_han);
        (if loose { OPENERS.contains(&text.as_str()) } else { names })
            && places as f64 >= wanted * n
            && places >= least.occurrences as usize
    };
    let is_loose = |word: Range<usize>| {
        let text = stream.text(word);
        is_leading(&text) || is_trailing(&text)
    };
    let mut candidates: Vec<Found> = slots_of_words(stream, &starts, length, share)
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

/// Whether words begin and end with a right part in half of its places, and the clause, or at least
/// the phrase, ends with it ([`CLOSED`]; 的 ends nothing and is let stand).
fn is_whole(stream: &UnitStream, starts: &[usize], length: usize) -> bool {
    let n = starts.len();
    let count = |holds: &dyn Fn(usize) -> bool| starts.iter().filter(|&&p| holds(p)).count();
    let begins = count(&|p| stream.word_starts(p));
    let ends = count(&|p| stream.word_ends(p + length - 1));
    let closed = count(&|p| {
        let end = p + length;
        let word = || stream.text(end..stream.word_end(end));
        !stream.kind(end).is_content() || is_trailing(&word())
    });
    let open = starts.first().is_some_and(|&p| stream.unit(p + length - 1) == "的");
    2 * begins >= n && 2 * ends >= n && (open || closed as f64 >= CLOSED * n as f64)
}

/// Whether the fillers of a slot at the edge are of one length, give or take a unit, and no function
/// words.
fn are_alike(stream: &UnitStream, slots: &[Slot]) -> bool {
    let lengths = || slots.iter().map(|s| s.filler.len());
    let (least, most) = (lengths().min().unwrap_or(0), lengths().max().unwrap_or(0));
    most <= least + 1 && slots.iter().all(|s| content(stream, s.filler.clone()) == s.filler.len())
}

/// Content units that a right part needs to stand without a left part.
fn edge_content(stream: &UnitStream, p: usize) -> usize {
    if stream.kind(p) == UnitKind::Word { 3 } else { 5 }
}

/// The frame of these places, if its slot is open.
fn sound(stream: &UnitStream, slots: Vec<Slot>, least: LeastFrame) -> Option<Found> {
    let first = slots.first()?;
    let fixed = first.fixed();
    let last = stream.ids[first.filler.end - 1];
    let ends_alike = slots.iter().all(|s| stream.ids[s.filler.end - 1] == last);
    let head = stream.ids[first.filler.start];
    let begins_alike = slots.iter().all(|s| stream.ids[s.filler.start] == head);
    let mut types: FxHashMap<Vec<UnitId>, usize> = FxHashMap::default();
    let mut documents: Vec<DocId> = Vec::new();
    let mut numbers = 0;
    for slot in &slots {
        *types.entry(filler_key(stream, slot)).or_default() += 1;
        documents.push(stream.document(slot.start));
        numbers += usize::from(is_number(stream, slot.filler.start));
    }
    documents.dedup();
    let top = types.values().copied().max().unwrap_or(0);
    let open = top as f64 <= TOP_FILLER * slots.len() as f64 && 2 * numbers <= slots.len();
    let much = fixed >= MUCH_FIXED && first.start < first.filler.start;
    let fillers = if much { least.fillers } else { least.fillers.max(MORE_FILLERS) };
    let enough = slots.len() >= least.occurrences as usize
        && documents.len() >= least.documents as usize
        && types.len() >= fillers as usize;
    (enough && open && !ends_alike && !begins_alike).then_some(Found { fixed, slots })
}

fn is_number(stream: &UnitStream, p: usize) -> bool {
    let unit = stream.unit(p);
    stream.kind(p) == UnitKind::Number
        || (!unit.is_empty() && "一二两三四五六七八九十百千万".contains(unit))
}

/// The units of a filler, without marks.
fn filler_key(stream: &UnitStream, slot: &Slot) -> Vec<UnitId> {
    slot.filler.clone().filter(|&p| stream.kind(p).is_content()).map(|p| stream.ids[p]).collect()
}

/// Drops the frames of which nine in ten places lie inside a frame with more fixed wording.
fn without_subsumed(stream: &UnitStream, mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|f| {
        let first = &f.slots[0];
        (Reverse(f.fixed), Reverse(f.slots.len()), first.start, first.filler.start, first.end)
    });
    let mut reach = vec![0u32; stream.len() + 1];
    found.retain(|f| {
        let outside = f.slots.iter().filter(|s| (reach[s.start] as usize) < s.end).count();
        let keep = 10 * outside > f.slots.len();
        if keep {
            for slot in &f.slots {
                for covered in &mut reach[slot.start..slot.end] {
                    *covered = (slot.end as u32).max(*covered);
                }
            }
        }
        keep
    });
    found
}

fn frame(texts: &[Text], stream: &UnitStream, found: &Found) -> Frame {
    let written = |range: Range<usize>| {
        let place = stream.place(range.start, range.len());
        texts[place.document.index()].slice(place.span).to_string()
    };
    let first = &found.slots[0];
    let right = first.filler.end..first.end;
    let spaced = |p: usize| stream.kind(p) == UnitKind::Word;
    let mut text = String::new();
    if first.start < first.filler.start {
        text.push_str(&written(first.left()));
        text.push_str(if spaced(first.left().end - 1) { " " } else { "" });
    }
    text.push('…');
    text.push_str(if spaced(right.start) { " " } else { "" });
    text.push_str(&written(right));

    let mut by_filler: FxHashMap<Vec<UnitId>, Vec<&Slot>> = FxHashMap::default();
    for slot in &found.slots {
        by_filler.entry(filler_key(stream, slot)).or_default().push(slot);
    }
    let mut fillers: Vec<Filler> = by_filler
        .into_values()
        .map(|slots| {
            let mut documents: Vec<DocId> =
                slots.iter().map(|s| stream.document(s.start)).collect();
            documents.dedup();
            let range = slots[0].filler.clone();
            Filler {
                text: written(range).trim_matches(is_quote).trim().to_string(),
                n_occurrences: slots.len() as u32,
                n_documents: documents.len() as u32,
            }
        })
        .collect();
    fillers.sort_by(|a, b| {
        (b.n_occurrences, b.n_documents, &a.text).cmp(&(a.n_occurrences, a.n_documents, &b.text))
    });
    let n = found.slots.len() as f64;
    let slot_entropy = fillers
        .iter()
        .map(|f| f64::from(f.n_occurrences) / n)
        .map(|p| -p * p.log2())
        .sum::<f64>()
        .max(0.0);
    let places: Vec<Place> = found
        .slots
        .iter()
        .map(|s| {
            let place = stream.place(s.start, s.end - s.start);
            Place { span: Span { ..place.span }, ..place }
        })
        .collect();
    let mut documents: Vec<DocId> = places.iter().map(|p| p.document).collect();
    documents.dedup();
    Frame {
        text,
        fillers,
        n_occurrences: places.len() as u32,
        n_documents: documents.len() as u32,
        slot_entropy,
        places,
    }
}

fn is_quote(c: char) -> bool {
    crate::fold::fold_char(c) == '"'
}

#[cfg(test)]
mod tests {
    use super::super::{PhraseSettings, find as phrases};
    use super::*;
    use crate::tokenize::{Tokens, tokenize};
    use crate::units::units;

    fn frames(documents: &[&str]) -> Vec<(String, usize, u32)> {
        let texts: Vec<Text> =
            documents.iter().map(|d| Text { text: (*d).to_string(), ..Text::default() }).collect();
        let tokens: Vec<Tokens> = documents.iter().map(|d| tokenize(d)).collect();
        let stream = units(&texts, &tokens).unwrap_or_default();
        let index = Concordance::build(&stream).unwrap_or_default();
        phrases(&texts, &stream, &index, &PhraseSettings::default())
            .frames
            .into_iter()
            .map(|f| (f.text, f.fillers.len(), f.n_occurrences))
            .collect()
    }

    #[test]
    fn a_slot_inside_is_found_with_its_whole_fixed_wording() {
        let f = frames(&["在思想引领上下功夫。在服务大局上下功夫，", "在凝聚人心上下功夫。"]);
        assert_eq!(f, [("在…上下功夫".to_string(), 3, 3)]);
    }

    #[test]
    fn a_slot_that_opens_the_clause_is_found() {
        let f = frames(&["护源路上无旁观者。治水路上无旁观者，", "护游路上无旁观者。"]);
        assert_eq!(f, [("…路上无旁观者".to_string(), 3, 3)]);
    }

    #[test]
    fn words_are_units_of_spaced_scripts() {
        let f = frames(&[
            "They put farmers at the heart of the plan. We put walkers at the heart of the plan.",
            "You put traders at the heart of the plan.",
        ]);
        assert_eq!(f, [("put … at the heart of the plan".to_string(), 3, 3)]);
    }

    #[test]
    fn function_words_alone_make_no_frame() {
        let f = frames(&["the men of the hills, the women of the sea, the birds of the air."]);
        assert!(f.is_empty(), "{f:?}");
        let f = frames(&["在山上。在水上。在路上。以水为火。以火为土。以土为木。"]);
        assert!(f.is_empty(), "{f:?}");
    }
}

//! What stands to the left of a frame's right part: the counting core.
//!
//! Units only: a clause is walked from the right part leftwards to its mark, every word on the way is
//! a possible left part, and what lies between is the slot. Each kind of word counts once a place,
//! where it stands nearest.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::corpus::UnitId;
use crate::units::{UnitKind, UnitStream};

/// Most content units in a slot.
const WIDEST: usize = 14;

/// Most content units in a slot that opens the clause.
const WIDEST_EDGE: usize = 4;

/// One place of a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// First position of the left part.
    pub start: usize,
    /// One past the last position of the left part's text; `start` if there is none.
    left_end: usize,
    /// The filler, without the marks between it and the fixed parts.
    pub filler: Range<usize>,
    /// One past the last position of the frame.
    pub end: usize,
    /// The slot in front, and what opens it.
    pub head: Option<Head>,
}

/// What stands in front of the left part of a frame with two slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The wording that opens the frame.
    pub left: Range<usize>,
    /// The filler of the first slot.
    pub filler: Range<usize>,
}

impl Slot {
    /// The left part.
    pub fn left(&self) -> Range<usize> {
        self.start..self.left_end
    }

    /// Positions of fixed wording.
    pub fn fixed(&self) -> usize {
        let head = self.head.as_ref().map_or(0, |h| h.left.len());
        self.left_end - self.start + self.end - self.filler.end + head
    }

    /// The same place with a slot in front.
    pub fn with_head(self, head: Head) -> Self {
        Self { head: Some(head), ..self }
    }

    /// First position of the frame with both slots.
    pub fn first(&self) -> usize {
        self.head.as_ref().map_or(self.start, |h| h.left.start)
    }

    /// The filler of the first slot (0) or the second (1).
    pub fn filler(&self, which: usize) -> Range<usize> {
        match &self.head {
            Some(head) if which == 0 => head.filler.clone(),
            _ => self.filler.clone(),
        }
    }
}

/// Whether a clause reaches over a position.
fn is_inside(stream: &UnitStream, p: usize) -> bool {
    let kind = stream.kind(p);
    kind.is_content() || matches!(kind, UnitKind::Inner | UnitKind::Quote)
}

/// The words of the clause to the left of a position, nearest first, that leave one to [`WIDEST`]
/// content units between.
fn words_before(stream: &UnitStream, p: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = p;
    let mut gap = 0;
    std::iter::from_fn(move || {
        while at > 0 && is_inside(stream, at - 1) && gap <= WIDEST {
            let start = stream.word_start(at - 1);
            let word = start..at;
            at = start;
            if stream.kind(start).is_content() {
                let before = gap;
                gap += word.len();
                if before > 0 && before <= WIDEST {
                    return Some(word);
                }
            }
        }
        None
    })
}

/// For each word that `wanted` takes by its number of places: the places, by position. A word of
/// one character, once taken, also counts where the segmentation has it at the head of a longer word
/// (以河|长), if it stands nowhere else in the clause.
pub fn slots_of_words(
    stream: &UnitStream,
    starts: &[usize],
    length: usize,
    wanted: impl Fn(&[UnitId], usize) -> bool,
) -> Vec<Vec<Slot>> {
    let mut counts: FxHashMap<&[UnitId], (usize, usize)> = FxHashMap::default();
    for &p in starts {
        for word in words_before(stream, p).filter(|w| is_slot(stream, w.end..p)) {
            let entry = counts.entry(&stream.ids[word]).or_insert((0, usize::MAX));
            if entry.1 != p {
                *entry = (entry.0 + 1, p);
            }
        }
    }
    counts.retain(|word, (n, _)| wanted(word, *n));
    let mut words: Vec<&[UnitId]> = counts.into_keys().collect();
    words.sort_unstable();
    let numbers: FxHashMap<&[UnitId], usize> =
        words.iter().enumerate().map(|(i, &word)| (word, i)).collect();
    let mut slots = vec![Vec::new(); words.len()];
    if words.is_empty() {
        return slots;
    }
    // What is met before a place, nearest first: the word, whether it heads a longer one, and where.
    let mut met: Vec<(usize, bool, Range<usize>)> = Vec::new();
    for &p in starts {
        for word in words_before(stream, p) {
            let head = word.start..word.start + 1;
            let is_longer = word.len() > 1;
            for (left, is_head) in [(word, false), (head, true)] {
                if (is_longer || !is_head)
                    && let Some(&i) = numbers.get(&stream.ids[left.clone()])
                    && is_slot(stream, left.end..p)
                {
                    met.push((i, is_head, left));
                }
            }
        }
        met.sort_by_key(|&(i, is_head, _)| (i, is_head));
        met.dedup_by_key(|m| m.0);
        for (i, _, Range { start, end }) in met.drain(..) {
            let slot = Slot { start, left_end: end, filler: end..p, end: p + length, head: None };
            slots[i].push(slot);
        }
    }
    slots
}

/// Whether a stretch can fill a slot: it begins and ends with content or a quotation mark, and its
/// quotation marks come in pairs.
fn is_slot(stream: &UnitStream, filler: Range<usize>) -> bool {
    let edge = |p: usize| stream.kind(p) != UnitKind::Inner;
    let quotes = filler.clone().filter(|&p| stream.kind(p) == UnitKind::Quote).count();
    !filler.is_empty() && quotes % 2 == 0 && edge(filler.start) && edge(filler.end - 1)
}

/// The places at which the clause is a short filler and the right part, and nothing else.
pub fn slots_at_edge(stream: &UnitStream, starts: &[usize], length: usize) -> Vec<Slot> {
    starts
        .iter()
        .filter_map(|&p| {
            let mut at = p;
            while at > 0 && stream.kind(at - 1).is_content() && p - at <= WIDEST_EDGE {
                at -= 1;
            }
            let fits = (1..=WIDEST_EDGE).contains(&(p - at)) && !is_inside(stream, p + length);
            fits.then(|| Slot {
                start: at,
                left_end: at,
                filler: at..p,
                end: p + length,
                head: None,
            })
        })
        .collect()
}

/// Lets the left part grow to both sides by whole words, as long as all places agree and a filler
/// remains; to the left not over the words that `is_loose` names.
pub fn grown(
    stream: &UnitStream,
    mut slots: Vec<Slot>,
    is_loose: impl Fn(Range<usize>) -> bool,
) -> Vec<Slot> {
    loop {
        let Some(first) = slots.first() else { return slots };
        let Some(last) = first.start.checked_sub(1) else { break };
        let n = first.start - stream.word_start(last);
        let word = first.start - n..first.start;
        let same =
            |s: &Slot| s.start >= n && stream.ids[s.start - n..s.start] == stream.ids[word.clone()];
        if !stream.kind(last).is_content() || is_loose(word.clone()) || !slots.iter().all(same) {
            break;
        }
        slots.iter_mut().for_each(|s| s.start -= n);
    }
    loop {
        let Some(first) = slots.first() else { return slots };
        let from = first.filler.start;
        let n = stream.word_end(from) - from;
        let word = from..from + n;
        let fits = |s: &Slot| {
            s.filler.len() > n
                && stream.ids[s.filler.start..s.filler.start + n] == stream.ids[word.clone()]
                && is_slot(stream, s.filler.start + n..s.filler.end)
                && stream.n_content(s.filler.start + n..s.filler.end) > 0
        };
        if !stream.kind(from).is_content() || !slots.iter().all(fits) {
            break;
        }
        for s in &mut slots {
            s.filler.start += n;
            s.left_end += n;
        }
    }
    slots
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::corpus::Text;
    use crate::units::{UnitSettings, units};

    fn stream(text: &str) -> UnitStream {
        let texts = [Text { text: text.to_string(), ..Text::default() }];
        units(&texts, &UnitSettings::default()).unwrap_or_default()
    }

    /// Every word before every place, by looking at all pairs of positions.
    fn naive(s: &UnitStream, starts: &[usize]) -> BTreeMap<String, Vec<(usize, usize)>> {
        let mut all: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        for &p in starts {
            let mut seen: Vec<String> = Vec::new();
            for q in (0..p).rev() {
                let between = q + 1..p;
                let content = s.n_content(between.clone());
                let crossed = (q..p).any(|i| !is_inside(s, i));
                let fits = s.kind(q).is_content()
                    && !crossed
                    && (1..=WIDEST).contains(&content)
                    && is_slot(s, between);
                let word = s.unit(q).to_string();
                if fits && !seen.contains(&word) {
                    seen.push(word.clone());
                    all.entry(word).or_default().push((q, p));
                }
            }
        }
        all
    }

    proptest! {
        #[test]
        fn counting_finds_the_nearest_of_each_word_in_the_clause(
            words in prop::collection::vec("[abc]|[abc]|[abc]|[,.]|\"", 1..60),
        ) {
            let s = stream(&words.join(" "));
            let starts: Vec<usize> = (0..s.len()).filter(|&p| s.unit(p) == "c").collect();
            let found = slots_of_words(&s, &starts, 1, |_, n| n >= 2);
            let found: Vec<Vec<(usize, usize)>> = found
                .iter()
                .map(|slots| slots.iter().map(|x| (x.start, x.filler.end)).collect())
                .collect();
            let expected: Vec<Vec<(usize, usize)>> =
                naive(&s, &starts).into_values().filter(|v| v.len() >= 2).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_left_part_grows_while_all_places_agree() {
        let s = stream("we put the men first. we put the women first.");
        let starts: Vec<usize> = (0..s.len()).filter(|&p| s.unit(p) == "first").collect();
        let put = |w: &[UnitId], _: usize| Some(w[0]) == s.id_of("put");
        let slots = slots_of_words(&s, &starts, 1, put).remove(0);
        let grown = grown(&s, slots, |_| false);
        assert_eq!(s.text(grown[0].left()), "weputthe");
        assert_eq!(s.text(grown[1].filler.clone()), "women");
    }
}

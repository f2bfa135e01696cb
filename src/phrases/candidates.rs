//! Candidates: maximal repeats cut to where a phrase may begin and end, and counted anew.
//!
//! ```text
//! 以数字化改革        →  数字化改革                       (function word at the edge)
//! 近平总书记关于      →  总书记                           (edge inside a word; function word)
//! A，紧扣B            →  A | 紧扣B                        (clauses apart, unless a couplet)
//! 美丽中国”实干争先   →  美丽中国 | 实干争先               (a quotation mark without its partner)
//! 认同、思想认同      →  思想认同                         (first item shorter than the next: cut)
//! ```
//!
//! A trimmed phrase may stand in more places than the repeat it came from, so it is looked up again
//! in the concordance; the same phrase from several repeats is kept once.

use rustc_hash::FxHashSet;

use super::edges::sample;
use super::function_words::{is_leading, is_trailing};
use super::words::Words;
use crate::concordance::Concordance;
use crate::exec;
use crate::repeats::Repeat;
use crate::units::{UnitKind, UnitStream};

/// A stretch of units at one occurrence, standing for all its occurrences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Candidate {
    /// First rank in the suffix array.
    pub from: u32,
    /// One past the last rank.
    pub to: u32,
    /// Length in units.
    pub length: u32,
}

impl Candidate {
    /// The positions at which it occurs, in suffix order.
    pub fn occurrences<'a>(&self, index: &'a Concordance) -> &'a [i32] {
        &index.suffixes[self.from as usize..self.to as usize]
    }
}

/// Longest side of a couplet, in units: 知不足而奋进，望远山而力行 has six.
const COUPLET_SIDE: usize = 12;

/// Longest phrase, in characters (a word of a spaced script counts for two): what is longer is a
/// passage.
const LONGEST: usize = 40;

/// Least share of the places of what follows 把 or 让 that have it.
const HELD: f64 = 0.9;

/// Longest repeat that is cut into clauses, in units: no sentence is longer, and the work stays
/// linear where a text has no marks at all.
const LONGEST_SENTENCE: u32 = 1_000;

/// Cuts, trims and looks up every repeat; sorted by place in the suffix array, without repetition.
pub fn candidates(
    stream: &UnitStream,
    index: &Concordance,
    words: &Words,
    repeats: &[Repeat],
) -> Vec<Candidate> {
    let found: Vec<Vec<Candidate>> = exec::map(repeats, |repeat| {
        if repeat.length > LONGEST_SENTENCE {
            return Vec::new();
        }
        let first = index.suffixes[repeat.from as usize] as usize;
        cuts(stream, first, repeat.length as usize)
            .into_iter()
            .filter_map(|(offset, length)| {
                let whole = (offset, length) == (0, repeat.length as usize);
                let candidate = if whole {
                    Candidate { from: repeat.from, to: repeat.to, length: repeat.length }
                } else {
                    look_up(stream, index, first + offset, length)
                };
                settle(stream, index, words, candidate)
            })
            .collect()
    });
    let distinct: FxHashSet<Candidate> = found.into_iter().flatten().collect();
    let mut all: Vec<Candidate> = distinct.into_iter().collect();
    all.sort_unstable();
    all
}

/// All places of the units at a position.
fn look_up(stream: &UnitStream, index: &Concordance, start: usize, length: usize) -> Candidate {
    let ranks = index.range(stream, &stream.ids[start..start + length]);
    Candidate { from: ranks.start as u32, to: ranks.end as u32, length: length as u32 }
}

/// Trims a stretch and looks it up anew until its own places agree with its edges. `None` when
/// nothing is left, when it is as long as a passage, or when a partner mark was trimmed away.
fn settle(
    stream: &UnitStream,
    index: &Concordance,
    words: &Words,
    mut candidate: Candidate,
) -> Option<Candidate> {
    loop {
        let occurrences = candidate.occurrences(index);
        let first = *occurrences.first()? as usize;
        let (offset, length) =
            trim(stream, index, words, occurrences, 0, candidate.length as usize)?;
        if length < candidate.length as usize {
            candidate = look_up(stream, index, first + offset, length);
            continue;
        }
        let range = first..first + length;
        let is_whole = balanced(stream, first, length, 0) == [(0, length)];
        return (weight(stream, range) <= LONGEST && is_whole).then_some(candidate);
    }
}

/// Length in Han characters; a word or number of another script counts for two.
pub fn weight(stream: &UnitStream, range: std::ops::Range<usize>) -> usize {
    range
        .map(|p| match stream.kind(p) {
            UnitKind::Han => 1,
            UnitKind::Word | UnitKind::Number => 2,
            _ => 0,
        })
        .sum()
}

/// The stretches of a repeat that may be phrases: whole if it is a couplet or has no clause mark,
/// else its clauses; each cut again at quotation marks and brackets without their partner.
/// `(offset, length)` from the repeat's first unit.
fn cuts(stream: &UnitStream, first: usize, length: usize) -> Vec<(usize, usize)> {
    let commas: Vec<usize> =
        (0..length).filter(|&i| stream.kind(first + i) == UnitKind::Comma).collect();
    let mut clauses = Vec::new();
    let mut from = 0;
    for &at in commas.iter().chain([&length]) {
        clauses.push((from, at - from));
        from = at + 1;
    }
    if let [comma] = commas[..]
        && is_couplet(stream, first, comma, length)
    {
        clauses.push((0, length));
    }
    clauses
        .into_iter()
        .flat_map(|(offset, length)| balanced(stream, first + offset, length, offset))
        .collect()
}

fn is_couplet(stream: &UnitStream, first: usize, comma: usize, length: usize) -> bool {
    let (left, right) = (comma, length - comma - 1);
    let plain = |from: usize, to: usize| (from..to).all(|i| stream.kind(first + i).is_content());
    (3..=COUPLET_SIDE).contains(&left)
        && left == right
        && plain(0, comma)
        && plain(comma + 1, length)
}

/// Cuts at every quotation mark or bracket whose partner lies outside.
fn balanced(
    stream: &UnitStream,
    first: usize,
    length: usize,
    offset: usize,
) -> Vec<(usize, usize)> {
    let mut open: Vec<usize> = Vec::new();
    let mut lone: Vec<usize> = Vec::new();
    for i in 0..length {
        if stream.opens(first + i) {
            open.push(i);
        } else if stream.closes(first + i) && open.pop().is_none() {
            lone.push(i);
        }
    }
    lone.extend(open);
    lone.sort_unstable();
    let mut parts = Vec::new();
    let mut from = 0;
    for &at in lone.iter().chain([&length]) {
        if at > from {
            parts.push((offset + from, at - from));
        }
        from = at + 1;
    }
    parts
}

/// Moves both edges inwards to a word boundary and past function words and marks. `None` when
/// nothing is left.
fn trim(
    stream: &UnitStream,
    index: &Concordance,
    words: &Words,
    occurrences: &[i32],
    offset: usize,
    length: usize,
) -> Option<(usize, usize)> {
    let (mut from, mut to) = (offset, offset + length);
    loop {
        let before = (from, to);
        from += leading(stream, index, words, occurrences, from, to);
        to -= trailing(stream, words, occurrences, from, to);
        (from, to) = unwrapped(stream, occurrences[0] as usize, from, to);
        (from, to) = whole_items(stream, occurrences[0] as usize, from, to);
        if from >= to {
            return None;
        }
        if (from, to) == before {
            return Some((from, to - from));
        }
    }
}

/// How many units must go at the left edge now.
fn leading(
    stream: &UnitStream,
    index: &Concordance,
    words: &Words,
    occurrences: &[i32],
    from: usize,
    to: usize,
) -> usize {
    if from >= to {
        return 0;
    }
    let first = occurrences[0] as usize + from;
    match stream.kind(first) {
        UnitKind::Inner | UnitKind::Comma => return 1,
        _ if stream.closes(first) => return 1,
        _ if stream.opens(first) => return list_number(stream, first - from, from, to),
        UnitKind::Number if to - from > 1 && stream.kind(first + 1) == UnitKind::Word => return 1,
        _ => {}
    }
    let mut tally = Tally::default();
    for p in sample(occurrences).map(|p| p + from) {
        let quoted = p > 0 && stream.opens(p - 1) && stream.unit(p - 1) == "\"";
        let marked = p == 0 || !stream.kind(p - 1).is_content();
        tally.add(marked, quoted, stream.word_starts(p).then_some(p));
    }
    let Some(p) = tally.word_here() else { return usize::from(!tally.is_set_off()) };
    let end = stream.word_end(p);
    let whole_word = end - p <= to - from;
    let bad = (is_leading(&stream.text(p..end)) && !is_held(stream, index, first, to - from))
        || (!tally.is_set_off() && !words.may_open(stream, p..end));
    if whole_word && !tally.is_quoted() && bad { end - p } else { 0 }
}

/// Whether the units begin with 把 or 让 and hardly ever stand without it: these carry the verb
/// behind them (把权力关进笼子), and what is left without them is no phrase. 把 before a noun that
/// stands elsewhere too goes.
fn is_held(stream: &UnitStream, index: &Concordance, first: usize, length: usize) -> bool {
    let count = |from: usize| index.range(stream, &stream.ids[from..first + length]).len();
    length > 1
        && matches!(stream.unit(first), "把" | "让")
        && count(first) as f64 >= HELD * count(first + 1) as f64
}

/// How many units must go at the right edge now.
fn trailing(
    stream: &UnitStream,
    words: &Words,
    occurrences: &[i32],
    from: usize,
    to: usize,
) -> usize {
    if from >= to {
        return 0;
    }
    let last = occurrences[0] as usize + to - 1;
    match stream.kind(last) {
        UnitKind::Inner | UnitKind::Comma => return 1,
        _ if stream.opens(last) => return 1,
        _ if stream.closes(last) => return 0,
        UnitKind::Number if to - from > 1 && stream.kind(last - 1) == UnitKind::Word => return 1,
        _ => {}
    }
    let mut tally = Tally::default();
    for p in sample(occurrences).map(|p| p + to - 1) {
        let quoted = stream.closes(p + 1) && stream.unit(p + 1) == "\"";
        let marked = !stream.kind(p + 1).is_content();
        tally.add(marked, quoted, stream.word_ends(p).then_some(p));
    }
    let Some(p) = tally.word_here() else { return usize::from(!tally.is_set_off()) };
    let start = stream.word_start(p);
    let length = p + 1 - start;
    let bad = is_trailing(&stream.text(start..p + 1))
        || (!tally.is_set_off() && !words.may_close(stream, start..p + 1));
    if length <= to - from && !tally.is_quoted() && bad {
        return length;
    }
    open_circumfix(stream, occurrences[0] as usize, from, to)
}

/// The units of a list number such as （一） at the left edge.
fn list_number(stream: &UnitStream, first: usize, from: usize, to: usize) -> usize {
    let end = (from + 1..to.min(from + 4)).find(|&i| stream.closes(first + i));
    let is_number = |i: usize| {
        stream.kind(first + i) == UnitKind::Number
            || "一二三四五六七八九十".contains(stream.unit(first + i))
    };
    match end {
        Some(end) if (from + 1..end).all(is_number) => end + 1 - from,
        _ => 0,
    }
}

/// 以…为主线 without its 以: the units from 为 on.
fn open_circumfix(stream: &UnitStream, first: usize, from: usize, to: usize) -> usize {
    let unit = |i: usize| stream.unit(first + i);
    let is_open = to - from > 3
        && unit(to - 3) == "为"
        && stream.word_starts(first + to - 3)
        && !(from..to - 3).any(|i| unit(i) == "以");
    if is_open { 3 } else { 0 }
}

/// What the occurrences say of one edge.
#[derive(Default)]
struct Tally {
    n: usize,
    marks: usize,
    quotes: usize,
    words: usize,
    word: Option<usize>,
}

impl Tally {
    fn add(&mut self, marked: bool, quoted: bool, word: Option<usize>) {
        self.n += 1;
        self.marks += usize::from(marked);
        self.quotes += usize::from(quoted);
        self.words += usize::from(word.is_some());
        self.word = self.word.or(word);
    }

    /// A position with a word boundary here, if half of the occurrences have one.
    fn word_here(&self) -> Option<usize> {
        self.word.filter(|_| 2 * self.words >= self.n)
    }

    /// Whether the text itself says that a phrase begins or ends here: marks in three of ten places.
    fn is_set_off(&self) -> bool {
        10 * self.marks >= 3 * self.n
    }

    /// Whether quotation marks stand here in half of the places: then even a function word stays.
    fn is_quoted(&self) -> bool {
        2 * self.quotes >= self.n
    }
}

/// Takes off quotation marks and brackets that hold the whole phrase, or stand at an edge alone.
fn unwrapped(stream: &UnitStream, first: usize, from: usize, to: usize) -> (usize, usize) {
    let is_wrap = |i: usize| stream.opens(first + i) || stream.closes(first + i);
    if from >= to {
        return (from, to);
    }
    let inside = (from + 1..to.saturating_sub(1)).any(is_wrap);
    match (is_wrap(from), is_wrap(to - 1), inside) {
        (true, true, false) => (from + 1, (to - 1).max(from + 1)),
        (true, false, false) => (from + 1, to),
        (false, true, false) => (from, to - 1),
        _ => (from, to),
    }
}

/// Drops a first or last item of a list that is shorter than its neighbour item: it was cut.
fn whole_items(stream: &UnitStream, first: usize, from: usize, to: usize) -> (usize, usize) {
    let is_list_mark = |i: &usize| stream.unit(first + i) == "、";
    let marks: Vec<usize> = (from..to).filter(is_list_mark).collect();
    let (Some(&head), Some(&tail)) = (marks.first(), marks.last()) else { return (from, to) };
    let second_end = marks.get(1).copied().unwrap_or(to);
    let set_off_left = first + from == 0 || !stream.kind(first + from - 1).is_content();
    let set_off_right = !stream.kind(first + to).is_content();
    let last_but_one = marks.len().checked_sub(2).map_or(from, |i| marks[i] + 1);
    if head - from < second_end - head - 1 && !set_off_left {
        (head + 1, to)
    } else if to - tail - 1 < tail - last_but_one && !set_off_right {
        (from, tail)
    } else {
        (from, to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrases::tests::{Corpus, corpus};

    /// The candidates of a corpus in which every document is one paragraph, as text.
    fn found(documents: &[&str]) -> Vec<String> {
        let Corpus { texts, stream, index } = corpus(documents);
        let least = crate::repeats::Least { documents: 1, occurrences: 2, length: 2 };
        let repeats = crate::phrases::repeats_of(&stream, &index, least);
        let words = Words::fit(&stream);
        let mut found: Vec<String> = candidates(&stream, &index, &words, &repeats)
            .iter()
            .map(|c| {
                let first = c.occurrences(&index)[0] as usize;
                let place = stream.place(first, c.length as usize);
                texts[place.document.index()].slice(place.span).to_string()
            })
            .collect();
        found.sort();
        found
    }

    #[test]
    fn function_words_at_the_edges_are_cut() {
        let found = found(&["以绿色发展为先。", "坚持以绿色发展的路。", "以绿色发展惠民。"]);
        assert!(found.contains(&"绿色发展".to_string()), "{found:?}");
        assert!(!found.iter().any(|p| p.starts_with('以')), "{found:?}");
    }

    #[test]
    fn clauses_are_apart_unless_a_couplet() {
        let couplet = found(&["知不足而奋进，望远山而力行。", "知不足而奋进，望远山而力行！"]);
        assert!(couplet.contains(&"知不足而奋进，望远山而力行".to_string()), "{couplet:?}");
        let clauses = found(&["推进改革开放，促进公平。", "推进改革开放，促进公平！"]);
        assert!(!clauses.iter().any(|p| p.contains('，')), "{clauses:?}");
    }

    #[test]
    fn a_quotation_mark_never_stands_without_its_partner() {
        let found = found(&[
            "开展“清水进城”主题行动见效。",
            "推进“清水进城”主题行动。",
            "打响“清水进城”品牌，落实“清水进城”主题行动要求。",
        ]);
        assert!(found.contains(&"清水进城".to_string()), "{found:?}");
        for phrase in &found {
            let opens = phrase.matches('“').count();
            assert_eq!(opens, phrase.matches('”').count(), "{phrase}");
        }
    }

    #[test]
    fn a_cut_item_of_a_list_is_dropped() {
        let found =
            found(&["增进历史认同、文化认同、制度认同。", "促进情感认同、文化认同、制度认同。"]);
        assert!(found.contains(&"文化认同、制度认同".to_string()), "{found:?}");
        assert!(!found.iter().any(|p| p.starts_with("认同、")), "{found:?}");
    }

    #[test]
    fn a_verb_keeps_the_word_that_brings_its_object() {
        let found = found(&[
            "各地要把窗口开到门口，也要把服务对象请来。",
            "他说：“把窗口开到门口。”服务对象都来了。",
            "早日把窗口开到门口。要把服务对象请来。",
        ]);
        assert!(found.contains(&"把窗口开到门口".to_string()), "{found:?}");
        assert!(found.contains(&"服务对象".to_string()), "{found:?}");
        assert!(!found.iter().any(|p| p == "把服务对象"), "{found:?}");
    }

    #[test]
    fn english_phrases_lose_their_little_words() {
        let found = found(&[
            "We speak of the dignity of honest work and more.",
            "They praise the dignity of honest work in public.",
        ]);
        assert!(found.contains(&"dignity of honest work".to_string()), "{found:?}");
        assert!(!found.iter().any(|p| p.starts_with("the ") || p.ends_with(" of")), "{found:?}");
    }
}

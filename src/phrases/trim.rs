//! Trimming: both edges of a stretch move inwards to where a phrase may begin and end.
//!
//! ```text
//! 以数字化改革        →  数字化改革                       (function word at the edge)
//! 近平总书记关于      →  总书记                           (edge inside a word; function word)
//! 认同、思想认同      →  思想认同                         (first item a stub of the next)
//! 中国的政治认同、思想认同、理论认同 → 政治认同、思想认同、理论认同   (first item longer than the rest)
//! 出版的人民日报      →  人民日报                         (a relative clause without its subject)
//! （一）加强领导      →  加强领导                         (list number)
//! 改革为主线          →  改革                             (以…为主线 without its 以)
//! 国防部26            →  国防部                           (a number whose measure is cut off)
//! ```
//!
//! What stands at an edge is judged over a few of the occurrences, evenly spaced: in half of them a word must
//! begin or end there, or marks must stand beside it in three of ten. A function word goes, and a
//! word that hardly ever opens or closes a clause ([`super::words`]), unless the text sets the
//! phrase off there.

use super::classes::Class;
use super::edges::{few, is_edge};
use super::function_words::{closes_a_clause, is_holding, is_leading};
use super::words::Words;
use crate::concordance::Concordance;
use crate::units::{UnitKind, UnitStream};

/// Least share of the places of what follows 把 or a preposition that have it.
const HELD: f64 = 0.85;

/// Content units from which a list item is no stub.
const ITEM: usize = 4;

/// Moves both edges inwards to a word boundary and past function words and marks. `None` when
/// nothing is left.
pub fn trim(
    stream: &UnitStream,
    index: &Concordance,
    words: &Words,
    occurrences: &[i32],
    length: usize,
) -> Option<(usize, usize)> {
    let (mut from, mut to) = (0, length);
    stream.fetch(few(occurrences));
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
    for p in few(occurrences).map(|p| p + from) {
        let quoted = p > 0 && stream.opens(p - 1) && stream.unit(p - 1) == "\"";
        let marked = p == 0 || is_edge(stream, p - 1);
        tally.add(marked, quoted, stream.word_starts(p).then_some(p));
    }
    let Some(p) = tally.word_here() else { return usize::from(!tally.is_set_off()) };
    let end = stream.word_end(p);
    let whole_word = end - p <= to - from;
    let bad = if words.is_leading(p) {
        !is_held(stream, index, words, first, to - from)
    } else {
        !tally.is_set_off() && !words.may_open(p)
    };
    if !whole_word || tally.is_quoted() {
        return 0;
    }
    let relative = end - p + 1 < to - from
        && matches!(words.class(p), Class::Verb | Class::VerbalNoun)
        && stream.unit(end) == "的";
    match (bad, relative) {
        (true, _) => end - p,
        (_, true) => end - p + 1,
        _ => 0,
    }
}

/// Whether the units begin with a function word that belongs to them, since they hardly ever stand
/// without it and would be no phrase:
/// - 把, 让, 各 (把权力关进笼子);
/// - 以 or 向 in front of a noun and a verb (以中国式现代化全面推进…), 以 with its 为 (以…为主线); 数字化改革
///   is a phrase without its 以;
/// - an English preposition in front of two words that say something (from time to time).
fn is_held(
    stream: &UnitStream,
    index: &Concordance,
    words: &Words,
    first: usize,
    length: usize,
) -> bool {
    let rest = first + 1..first + length;
    let count = |from: usize| index.range(stream, &stream.ids[from..first + length]).len();
    let says = |p: &usize| stream.kind(*p).is_content() && !is_leading(stream.unit(*p));
    let is_verb = |p: usize| words.class(p) == Class::Verb;
    let holds = match (stream.kind(first), stream.unit(first)) {
        (UnitKind::Word, _) => rest.clone().filter(says).nth(1).is_some(),
        (_, "以" | "向") => {
            let circumfix = || rest.clone().skip(1).any(|p| stream.unit(p) == "为");
            words.class(first + 1) == Class::Noun && rest.clone().any(is_verb) || circumfix()
        }
        _ => true,
    };
    length > 1
        && holds
        && is_holding(stream.unit(first))
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
    let is_percentage = stream.unit(last) == "%" && to - from > 1;
    match stream.kind(last) {
        UnitKind::Inner if is_percentage && stream.kind(last - 1) == UnitKind::Number => return 0,
        UnitKind::Inner | UnitKind::Comma => return 1,
        _ if stream.opens(last) => return 1,
        _ if stream.closes(last) => return 0,
        UnitKind::Number if to - from > 1 && stream.kind(last - 1) == UnitKind::Word => return 1,
        _ => {}
    }
    let mut tally = Tally::default();
    for p in few(occurrences).map(|p| p + to - 1) {
        let quoted = stream.closes(p + 1) && stream.unit(p + 1) == "\"";
        let marked = is_edge(stream, p + 1);
        tally.add(marked, quoted, stream.word_ends(p).then_some(p));
    }
    let Some(p) = tally.word_here() else { return usize::from(!tally.is_set_off()) };
    if stream.kind(last) == UnitKind::Number && to - from > 1 && !tally.is_set_off() {
        return 1;
    }
    let start = stream.word_start(p);
    let length = p + 1 - start;
    let closes = tally.is_at_marks() && closes_a_clause(&stream.text(start..p + 1));
    let bad = words.is_trailing(p) && !closes || (!tally.is_set_off() && !words.may_close(p));
    if let Some(stub) = english_stub(stream, start, to - from) {
        return stub;
    }
    // 俄军在顿涅茨克: a place without what happens there; 走在前列 has its verb, 诗在路上 says all.
    let says_all =
        matches!(stream.unit(last), "上" | "下" | "中" | "里" | "内" | "外" | "前" | "后");
    let place = |start: usize| {
        to - from > length + 1
            && stream.unit(start - 1) == "在"
            && words.class(start - 2) == Class::Noun
            && words.class(start) == Class::Noun
    };
    if start > 1 && !says_all && place(start) {
        return length + 1;
    }
    let object =
        || start > 0 && !tally.is_set_off() && matches!(stream.unit(start - 1), "了" | "过");
    let inside = length < to - from;
    if length <= to - from && !tally.is_quoted() && (bad || inside && object()) {
        return length;
    }
    open_circumfix(stream, occurrences[0] as usize, from, to)
}

/// Units at the right edge that only begin something in English: the adjective of "the most important",
/// the clause of "recommend that the Congress".
fn english_stub(stream: &UnitStream, last: usize, length: usize) -> Option<usize> {
    let before = |n: usize| (n < length).then(|| stream.unit(last - n));
    if stream.kind(last) != UnitKind::Word || length < 3 {
        return None;
    }
    match (before(1), before(2)) {
        (Some("most" | "more" | "very"), _) => Some(2),
        (Some("the" | "this" | "a" | "an"), Some("that")) => Some(3),
        (Some("that"), _) => Some(2),
        _ => None,
    }
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

    /// Whether marks stand here in half of the places.
    fn is_at_marks(&self) -> bool {
        2 * self.marks >= self.n
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

/// Brings the outer items of a list into line with the others: a first or last item that is a stub of
/// its neighbour was cut and goes, and what stands in front of a first item that is longer than all
/// the others, which are of one length, goes up to its 的.
fn whole_items(stream: &UnitStream, first: usize, from: usize, to: usize) -> (usize, usize) {
    let is_list_mark = |i: &usize| stream.unit(first + i) == "、";
    let marks: Vec<usize> = (from..to).filter(is_list_mark).collect();
    let (Some(&head), Some(&tail)) = (marks.first(), marks.last()) else { return (from, to) };
    let ends = marks.iter().copied().chain([to]);
    let lengths: Vec<usize> = std::iter::once(from)
        .chain(marks.iter().map(|m| m + 1))
        .zip(ends)
        .map(|(start, end)| end - start)
        .collect();
    let set_off_left = first + from == 0 || !stream.kind(first + from - 1).is_content();
    let set_off_right = !stream.kind(first + to).is_content();
    let is_stub = |item: usize, neighbour: usize| item < neighbour && item < ITEM;
    if is_stub(lengths[0], lengths[1]) && !set_off_left {
        return (head + 1, to);
    }
    let n = lengths.len();
    if is_stub(lengths[n - 1], lengths[n - 2]) && !set_off_right {
        return (from, tail);
    }
    let alike = n >= 3 && lengths[2..].iter().all(|&l| l == lengths[1]);
    if alike && lengths[0] > lengths[1] + 1 && stream.unit(first + head - lengths[1] - 1) == "的" {
        return (head - lengths[1], to);
    }
    (from, to)
}

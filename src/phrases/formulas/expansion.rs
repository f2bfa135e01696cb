//! Expansions: the enumeration that says what a numeric formula counts.
//!
//! ```text
//! “四个必到”，即A、B、C、D，…        a cue behind the formula, then a list of the right size
//! “四个必到”（A、B、C、D）           a bracket right behind it
//! “四个必到”，一是A，…，二是B，…     ordinals: 一是, 一要, 第一, 首先, ①, （一）
//! “A、B、C、D”等“四共”行动           a list before it, quoted or of items of one length
//! ```
//!
//! A list counts only if its size is one that the formula allows (the number; for 三会一课 the sum
//! or the number of parts; for 八字方针 the characters), so that a chance list nearby is passed over.
//! Cues come first, then ordinals, then lists without a cue.

use std::ops::Range;

use super::grammar::Shape;
use crate::corpus::Text;
use crate::units::{UnitKind, UnitStream};

/// Words that announce the enumeration.
const CUES: &[&str] = &[
    "即",
    "就是",
    "也就是",
    "分别是",
    "分别为",
    "是指",
    "包括",
    "具体为",
    "具体是",
    "具体包括",
    "主要是",
    "指的是",
    "指",
];

/// Content units between formula and cue, at most: 四个方面工作要求：.
const CUE_REACH: usize = 8;

/// Units in which the first ordinal must follow, and in which all of them must.
const FIRST_ORDINAL: usize = 60;
const LAST_ORDINAL: usize = 900;

/// Units of one list, at most.
const LONGEST_LIST: usize = 160;

/// Content units between a list and the formula behind it: 这套, 等.
const GAP_BEFORE: usize = 4;

/// Where the items of an enumeration stand.
pub type Items = Vec<Range<usize>>;

/// What the search for an expansion reads.
pub struct Expander<'a> {
    /// The cleaned texts.
    pub texts: &'a [Text],
    /// The unit stream.
    pub stream: &'a UnitStream,
}

impl Expander<'_> {
    /// The expansion of the formula at `at` (without quotation marks), if the text gives one.
    pub fn find(&self, at: Range<usize>, shape: &Shape) -> Option<Items> {
        self.announced(at.clone(), shape)
            .filter(|items| !self.is_numbered(items))
            .or_else(|| self.ordinals(at.end, &shape.sizes()))
            .or_else(|| self.before(at.clone(), shape))
            .or_else(|| self.after(at.end, &shape.sizes()))
    }

    /// The expansion where a cue or a bracket defines the formula right behind it: there it says what
    /// the formula means, while a colon may only lead to how one place has carried it out.
    pub fn defined(&self, at: Range<usize>, shape: &Shape) -> Option<Items> {
        let stream = self.stream;
        let quotes = |p: &usize| stream.kind(*p) == UnitKind::Quote;
        let p = at.end + (at.end..stream.len()).take_while(quotes).count();
        let comma = p < stream.len() && stream.kind(p) == UnitKind::Comma;
        let p = p + usize::from(comma);
        let is_defined = p < stream.len()
            && ((stream.kind(p) == UnitKind::Open && !comma) || self.cue(p, p).is_some());
        let items = if is_defined { self.announced(at, shape)? } else { return None };
        (!self.is_numbered(&items)).then_some(items)
    }

    /// Whether an ordinal stands where the items begin: 即一是…, 二是….
    fn is_numbered(&self, items: &Items) -> bool {
        let first = items.first().map(|r| r.start);
        first.is_some_and(|p| FAMILIES.iter().any(|f| self.ordinal(p, *f, 1).is_some()))
    }

    /// The items as the text writes them.
    pub fn texts_of(&self, items: &Items) -> Vec<String> {
        items
            .iter()
            .filter(|r| !r.is_empty())
            .map(|r| {
                let place = self.stream.place(r.start, r.len());
                self.texts[place.document.index()].slice(place.span).trim().to_string()
            })
            .collect()
    }

    /// A bracket or a cue behind the formula, then a list of the right size. Other words may stand
    /// between (四个方面工作要求：), but behind a comma the cue must come at once.
    pub fn announced(&self, at: Range<usize>, shape: &Shape) -> Option<Items> {
        let stream = self.stream;
        let mut skipped = 0;
        let mut p = at.end;
        while skipped <= CUE_REACH {
            if let Some(n) = self.cue(p, at.end) {
                let from = p + n;
                let from = from + usize::from(stream.kind(from) == UnitKind::Comma);
                return self.list(from..self.sentence_end(from), shape);
            }
            match stream.kind(p) {
                UnitKind::Open if skipped <= 2 => {
                    let end = self.until(p + 1, |k| k == UnitKind::Close);
                    return self.list(p + 1..end, shape);
                }
                UnitKind::Comma if matches!(stream.unit(p), ":" | "：") => {
                    return self.list(p + 1..self.sentence_end(p + 1), shape);
                }
                UnitKind::Comma => {
                    self.cue(p + 1, p + 1)?;
                }
                UnitKind::Inner if stream.unit(p) == "-" => {
                    let from = (p..).find(|&q| stream.unit(q) != "-")?;
                    return self.list(from..self.sentence_end(from), shape);
                }
                UnitKind::Quote => {}
                kind if kind.is_content() => skipped += 1,
                _ => return None,
            }
            p += 1;
        }
        None
    }

    /// The length of a cue at a position; short ones only right behind a mark or the formula.
    fn cue(&self, p: usize, end: usize) -> Option<usize> {
        let begins = p == end || !self.stream.kind(p - 1).is_content();
        if !self.stream.word_starts(p) {
            return None;
        }
        CUES.iter()
            .map(|c| (c, c.chars().count()))
            .filter(|&(c, n)| self.matches(p, c) && (n > 2 || begins))
            .map(|(_, n)| n)
            .max()
    }

    fn matches(&self, p: usize, characters: &str) -> bool {
        let mut at = p;
        characters.split_inclusive(|_: char| true).all(|c| {
            let same = at < self.stream.len() && self.stream.unit(at) == c;
            at += 1;
            same
        })
    }

    fn until(&self, from: usize, stop: impl Fn(UnitKind) -> bool) -> usize {
        let last = (from + LONGEST_LIST).min(self.stream.len() - 1);
        (from..last)
            .find(|&p| stop(self.stream.kind(p)) || self.stream.kind(p) == UnitKind::End)
            .unwrap_or(last)
    }

    /// The end of the sentence; a semicolon does not end it.
    fn sentence_end(&self, from: usize) -> usize {
        let last = (from + LONGEST_LIST).min(self.stream.len() - 1);
        let ends = |p: usize| match self.stream.kind(p) {
            UnitKind::Stop => self.stream.unit(p) != ";",
            kind => kind == UnitKind::End,
        };
        (from..last).find(|&p| ends(p)).unwrap_or(last)
    }

    /// The list of the right size with which a range begins.
    fn list(&self, range: Range<usize>, shape: &Shape) -> Option<Items> {
        let stream = self.stream;
        let sizes = shape.sizes();
        let clause = range.clone().find(|&p| {
            matches!(stream.kind(p), UnitKind::Comma | UnitKind::Stop | UnitKind::Close)
        });
        let clause = range.start..clause.unwrap_or(range.end);
        let by = |within: Range<usize>, mark: &str| {
            let items = self.cut(within, mark);
            self.sized(items, &sizes)
        };
        by(clause.clone(), "、")
            .or_else(|| self.by_characters(self.cut(clause.clone(), "、"), shape))
            .or_else(|| by(range.clone(), ";").filter(|items| items.len() > 2))
            .or_else(|| by(range, ",").filter(|items| items.len() > 2 && is_even(items)))
            .or_else(|| self.quoted_items(clause, &sizes))
    }

    /// The items between marks of one kind, outside quotation marks and brackets.
    fn cut(&self, range: Range<usize>, mark: &str) -> Items {
        let mut items = Vec::new();
        let mut from = range.start;
        for p in range.clone() {
            if self.stream.unit(p) == mark {
                items.push(self.trimmed(from..p));
                from = p + 1;
            }
        }
        items.push(self.trimmed(from..range.end));
        items
    }

    /// Without quotation marks and other marks at the edges.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let is_mark = |p: &usize| !self.stream.kind(*p).is_content();
        let mut range = range;
        while range.start < range.end && is_mark(&range.start) {
            range.start += 1;
        }
        while range.start < range.end && is_mark(&(range.end - 1)) {
            range.end -= 1;
        }
        range
    }

    /// The items if their number is right and none begins with an amount, the last one cut at 和 where one is missing.
    fn sized(&self, items: Items, sizes: &[u32]) -> Option<Items> {
        let amount =
            |r: &Range<usize>| r.is_empty() || self.stream.kind(r.start) == UnitKind::Number;
        if items.len() < 2 && !sizes.contains(&2) || items.iter().any(amount) {
            return None;
        }
        if sizes.contains(&(items.len() as u32)) && items.len() >= 2 {
            return Some(items);
        }
        if !sizes.contains(&(items.len() as u32 + 1)) {
            return None;
        }
        let mut items = items;
        let last = items.pop()?;
        let joint = (last.start + 1..last.end.saturating_sub(1)).find(|&p| {
            matches!(self.stream.unit(p), "和" | "与" | "及" | "and")
                && self.stream.word_starts(p)
                && self.stream.word_ends(p)
        })?;
        items.push(last.start..joint);
        items.push(joint + 1..last.end);
        Some(items)
    }

    /// 八字方针: items whose characters add up to the number.
    fn by_characters(&self, items: Items, shape: &Shape) -> Option<Items> {
        let Shape::Words(number) = shape else { return None };
        let n: usize = items.iter().map(|r| self.stream.n_content(r.clone())).sum();
        (n as u32 == *number && items.iter().all(|r| !r.is_empty())).then_some(items)
    }

    /// Quoted items side by side: “A”“B”“C”.
    fn quoted_items(&self, range: Range<usize>, sizes: &[u32]) -> Option<Items> {
        let quotes: Vec<usize> =
            range.filter(|&p| self.stream.kind(p) == UnitKind::Quote).collect();
        let items: Items = quotes.chunks_exact(2).map(|q| q[0] + 1..q[1]).collect();
        let between = quotes[quotes.len().min(1)..]
            .chunks_exact(2)
            .all(|q| self.stream.n_content(q[0]..q[1]) <= 1);
        let right = sizes.contains(&(items.len() as u32)) && items.len() >= 2;
        (right && between && items.iter().all(|r| !r.is_empty())).then_some(items)
    }

    /// Ordinals of one family, all of them and not one more; an item is the clause behind each.
    fn ordinals(&self, from: usize, sizes: &[u32]) -> Option<Items> {
        let end = self.stream.positions(self.stream.document(from)).end;
        FAMILIES.iter().find_map(|family| {
            let mut marks: Vec<(usize, usize)> = Vec::new();
            let mut p = from;
            let last = (from + LAST_ORDINAL).min(end);
            for ordinal in 1..=12 {
                let reach = if ordinal == 1 { (from + FIRST_ORDINAL).min(end) } else { last };
                let found = (p..reach).find_map(|q| Some((q, self.ordinal(q, *family, ordinal)?)));
                let Some((q, n)) = found else { break };
                marks.push((q, q + n));
                p = q + n;
            }
            if marks.len() < 2 || !sizes.contains(&(marks.len() as u32)) {
                return None;
            }
            let items: Items = marks
                .iter()
                .map(|&(_, from)| {
                    let ends = |k| matches!(k, UnitKind::Comma | UnitKind::Stop);
                    let begin = from + usize::from(ends(self.stream.kind(from)));
                    self.trimmed(begin..self.until(begin, ends))
                })
                .collect();
            items.iter().all(|r| !r.is_empty()).then_some(items)
        })
    }

    /// The length of the family's ordinal at a position, if it stands there behind a mark.
    fn ordinal(&self, p: usize, family: Family, ordinal: usize) -> Option<usize> {
        let stream = self.stream;
        if p > 0 && stream.kind(p - 1).is_content() {
            return None;
        }
        let numeral = NUMERALS.get(ordinal - 1)?;
        let text = match family {
            Family::Before(head) => format!("{head}{numeral}"),
            Family::Behind(tail) => format!("{numeral}{tail}"),
            Family::Words(words) => (*words.get(ordinal - 1)?).to_string(),
            Family::Bracketed => {
                let fits = stream.kind(p) == UnitKind::Open && self.matches(p + 1, numeral);
                return (fits && stream.kind(p + 2) == UnitKind::Close).then_some(3);
            }
            Family::Circled => {
                let place = stream.place(p, 1);
                let c = self.texts[place.document.index()].slice(place.span).chars().next()?;
                let circled = char::from_u32('①' as u32 + ordinal as u32 - 1)?;
                return (c == circled).then_some(1);
            }
        };
        if !self.matches(p, &text) {
            return None;
        }
        let length = text.chars().count();
        // 第一产业 is no ordinal of a list.
        let alone = match family {
            Family::Before(_) => {
                stream.kind(p + length) == UnitKind::Comma || stream.unit(p + length) == "是"
            }
            _ => true,
        };
        alone.then_some(length)
    }

    /// A list right before the formula: between quotation marks, or of items of one length.
    fn before(&self, at: Range<usize>, shape: &Shape) -> Option<Items> {
        let stream = self.stream;
        let first = stream.positions(stream.document(at.start)).start;
        let mut p = at.start;
        let is_quote = |p: usize| stream.kind(p) == UnitKind::Quote;
        if p > first && is_quote(p - 1) && is_quote(at.end) {
            p -= 1;
        }
        let gap = (first..p)
            .rev()
            .take(GAP_BEFORE + 1)
            .find(|&q| !stream.kind(q).is_content())
            .filter(|&q| stream.kind(q) == UnitKind::Quote);
        let sizes = shape.sizes();
        if let Some(close) = gap {
            let floor = first.max(close.saturating_sub(LONGEST_LIST));
            let is_open = |q: &usize| stream.kind(*q) == UnitKind::Quote;
            let open = (floor..close).rev().find(is_open)?;
            let sentence = (floor..open).rev().find(|&q| {
                matches!(stream.kind(q), UnitKind::Comma | UnitKind::Stop | UnitKind::End)
            });
            let range = open + 1..close;
            return self
                .sized(self.cut(range.clone(), "、"), &sizes)
                .or_else(|| self.by_characters(self.cut(range.clone(), "、"), shape))
                .or_else(|| self.sized(self.cut(range, ","), &sizes))
                .or_else(|| {
                    self.quoted_items(sentence.map_or(floor, |s| s + 1)..close + 1, &sizes)
                });
        }
        let from = (first.max(p.saturating_sub(LONGEST_LIST))..p)
            .rev()
            .find(|&q| !stream.kind(q).is_content() && stream.unit(q) != "、")
            .map_or(first, |q| q + 1);
        self.even(from..p, &sizes, true)
    }

    /// A clause behind the formula, in its sentence or the next, that is nothing but the list.
    fn after(&self, end: usize, sizes: &[u32]) -> Option<Items> {
        let mut from = end;
        let mut stops = 0;
        while stops < 2 && from < self.stream.len() {
            let to = self.until(from, |k| {
                matches!(k, UnitKind::Comma | UnitKind::Stop | UnitKind::Close | UnitKind::Open)
            });
            let items = self.even(from..to, sizes, false);
            if items.is_some() {
                return items;
            }
            match self.stream.kind(to) {
                UnitKind::Stop => stops += 1,
                UnitKind::Comma | UnitKind::Open | UnitKind::Close => {}
                _ => return None,
            }
            from = to + 1;
        }
        None
    }

    /// Three items or more of one length, joined by 、. In front of a formula the first item may
    /// have other words before it and the formula's own words stand behind the last.
    fn even(&self, range: Range<usize>, sizes: &[u32], open: bool) -> Option<Items> {
        let mut items = self.cut(range, "、");
        let right = items.len() >= 3 && sizes.contains(&(items.len() as u32));
        let length = items.get(1)?.len();
        if !right || length < 2 {
            return None;
        }
        let (first, last) = (items.first()?.clone(), items.last()?.clone());
        if open && first.len() > length && self.stream.word_starts(first.end - length) {
            items[0] = first.end - length..first.end;
        }
        if open && last.len() > length && self.stream.word_ends(last.start + length - 1) {
            let n = items.len() - 1;
            items[n] = last.start..last.start + length;
        }
        items.iter().all(|r| r.len() == length).then_some(items)
    }
}

/// Whether the longest item has at most three times the units of the shortest: clauses of one
/// sentence seldom do by chance.
fn is_even(items: &Items) -> bool {
    let lengths = || items.iter().map(Range::len);
    lengths().max().unwrap_or(0) <= 3 * lengths().min().unwrap_or(0)
}

/// How ordinals are written.
#[derive(Debug, Clone, Copy)]
enum Family {
    Behind(&'static str),
    Before(&'static str),
    Words(&'static [&'static str]),
    Bracketed,
    Circled,
}

const FAMILIES: &[Family] = &[
    Family::Behind("是"),
    Family::Behind("要"),
    Family::Before("第"),
    Family::Words(&["首先", "其次", "再次", "最后"]),
    Family::Words(&["首先", "其次", "最后"]),
    Family::Circled,
    Family::Bracketed,
];

const NUMERALS: &[&str] =
    &["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

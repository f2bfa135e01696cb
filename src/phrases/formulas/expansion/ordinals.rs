//! Ordinals: 一是…，二是…；三是…: one family of ordinals, all of them and not one more.
//!
//! The first must follow in the formula's sentence, with no other clause between, or every item must
//! have the formula's noun in it: plans that begin 一是 a sentence later are no expansion. Of several
//! families the one that begins first counts; an item is the clause behind each ordinal.

use std::ops::Range;

use super::{CUE_REACH, Evidence, Expander, Given, Items};
use crate::phrases::formulas::grammar::Shape;
use crate::phrases::formulas::numerals::is_numeral;
use crate::units::UnitKind;

/// Units in which the first ordinal must follow, and in which all of them must.
const FIRST_ORDINAL: usize = 60;
const LAST_ORDINAL: usize = 900;

/// How ordinals are written.
#[derive(Debug, Clone, Copy)]
enum Family {
    Behind(&'static str),
    Before(&'static str),
    Words(&'static [&'static str]),
    Bracketed,
    Circled,
}

/// How the first ordinal follows the formula.
enum Lead {
    /// Behind a colon or a cue.
    Announced,
    /// In the same sentence, no clause between.
    SameSentence,
    /// Farther off.
    Far,
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

impl Expander<'_> {
    /// Ordinals of one family, all of them and not one more; an item is the clause behind each.
    pub(super) fn ordinals(&self, at: &Range<usize>, shape: &Shape) -> Option<Given> {
        let stream = self.stream;
        let sizes = shape.sizes();
        let end = stream.positions(stream.document(at.start)).end;
        let reach = (at.end + FIRST_ORDINAL).min(end);
        let begins = |family: &Family| {
            let first = (at.end..reach).find(|&q| self.ordinal(q, *family, 1).is_some());
            first.map(|first| (*family, first))
        };
        let found: Vec<(Family, usize)> = FAMILIES.iter().filter_map(begins).collect();
        // 两个市场，首先是…，其次是…；两套本领，一是…: the nearest ordinals are the formula's.
        let first = found.iter().map(|f| f.1).min()?;
        let right = |items: &Items| sizes.contains(&(items.len() as u32));
        let items = found
            .iter()
            .filter(|f| f.1 == first)
            .find_map(|f| self.items_of(f.0, first, end).filter(right))?;
        let echoed = self.echo(at, shape, &items);
        let evidence = match self.lead(at.end..first) {
            Lead::Announced => Evidence::Ordinals,
            _ if echoed => Evidence::Ordinals,
            Lead::SameSentence => Evidence::Numbered,
            Lead::Far => return None,
        };
        Some(Given { items, evidence })
    }

    /// The clauses behind the ordinals of whatever family begins at a position.
    pub(super) fn numbered_from(&self, first: usize) -> Option<Items> {
        let end = self.stream.positions(self.stream.document(first)).end;
        let begins = |f: &&Family| self.ordinal(first, **f, 1).is_some();
        FAMILIES.iter().filter(begins).find_map(|f| self.items_of(*f, first, end))
    }

    fn items_of(&self, family: Family, first: usize, end: usize) -> Option<Items> {
        let last = (first + LAST_ORDINAL).min(end);
        let mut marks: Vec<usize> = Vec::new();
        let mut p = first;
        for ordinal in 1..=NUMERALS.len() {
            let found = (p..last).find_map(|q| Some(q + self.ordinal(q, family, ordinal)?));
            let Some(past) = found else { break };
            marks.push(past);
            p = past;
        }
        let items: Items = marks
            .iter()
            .map(|&from| {
                let ends = |k| matches!(k, UnitKind::Comma | UnitKind::Stop);
                let begin = from + usize::from(ends(self.stream.kind(from)));
                let begin = begin + usize::from(matches!(self.stream.unit(begin), "是" | "要"));
                self.trimmed(begin..self.until(begin, ends))
            })
            .collect();
        (items.len() >= 2 && items.iter().all(|r| !r.is_empty())).then_some(items)
    }

    /// What stands between the formula and the first ordinal.
    fn lead(&self, between: Range<usize>) -> Lead {
        let stream = self.stream;
        let is_mark = |p: &usize| matches!(stream.kind(*p), UnitKind::Comma | UnitKind::Stop);
        let words = between.clone().take_while(|p| !is_mark(p)).count();
        let marks = between.start + words..between.end;
        let direct = marks.clone().all(|p| is_mark(&p) || self.cue(p, p).is_some());
        if !direct || stream.n_content(between.start..marks.start) > CUE_REACH {
            return Lead::Far;
        }
        let announces = |p: usize| matches!(stream.unit(p), ":" | "：") || self.cue(p, p).is_some();
        if between.clone().any(announces) {
            Lead::Announced
        } else if marks.clone().any(|p| stream.kind(p) == UnitKind::Stop) {
            Lead::Far
        } else {
            Lead::SameSentence
        }
    }

    /// Whether every item has the formula's noun in it: 四个坚持: 坚持…, 坚持….
    fn echo(&self, at: &Range<usize>, shape: &Shape, items: &Items) -> bool {
        let skipped = match shape {
            Shape::Counted { noun, .. } => *noun,
            Shape::Plain(_) => at.clone().take_while(|&p| is_numeral(self.stream.unit(p))).count(),
            _ => return false,
        };
        let noun = self.stream.text(at.start + skipped..at.end);
        items.iter().all(|r| self.stream.text(r.clone()).contains(noun.as_str()))
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

    /// Whether the first ordinal of some family stands at a position.
    pub(super) fn is_first_ordinal(&self, p: usize) -> bool {
        FAMILIES.iter().any(|f| self.ordinal(p, *f, 1).is_some())
    }
}

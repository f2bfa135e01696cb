//! Ordinals: 一是…，二是…；三是…: one family of ordinals, all of them and not one more.
//!
//! The first must follow soon, behind a mark; an item is the clause behind each.

use super::{Expander, Items};
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
    pub(super) fn ordinals(&self, from: usize, sizes: &[u32]) -> Option<Items> {
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

    /// Whether the first ordinal of some family stands at a position.
    pub(super) fn is_first_ordinal(&self, p: usize) -> bool {
        FAMILIES.iter().any(|f| self.ordinal(p, *f, 1).is_some())
    }
}

//! Lists some words behind the formula: a cue or a colon, or a clause that is nothing but a list.

use std::ops::Range;

use super::{CUE_REACH, Expander, Items};
use crate::phrases::formulas::grammar::Shape;
use crate::units::UnitKind;

impl Expander<'_> {
    /// A bracket or a cue behind the formula, then a list of the right size. Other words may stand
    /// between (四个方面工作要求：), but behind a comma the cue must come at once.
    pub fn announced(&self, at: &Range<usize>, shape: &Shape) -> Option<Items> {
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

    /// A clause behind the formula, in its sentence or the next, that is nothing but a list of three
    /// items or more, all of one length.
    pub(super) fn behind(&self, at: &Range<usize>, shape: &Shape) -> Option<Items> {
        let sizes = shape.sizes();
        let mut from = at.end;
        let mut stops = 0;
        while stops < 2 && from < self.stream.len() {
            let to = self.until(from, |k| {
                matches!(k, UnitKind::Comma | UnitKind::Stop | UnitKind::Close | UnitKind::Open)
            });
            let items = self.cut(from..to, "、");
            let length = items[0].len();
            if items.len() >= 3
                && sizes.contains(&(items.len() as u32))
                && length >= 2
                && items.iter().all(|r| r.len() == length)
            {
                return Some(items);
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
}

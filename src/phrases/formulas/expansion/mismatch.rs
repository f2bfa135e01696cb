//! Mismatches: a definition that has another size than the formula says.
//!
//! Only what defines is looked at (a cue or a bracket right behind the formula), and only lists that
//! cannot be read as of the right size: members by 、 or clauses that begin or end alike, none of
//! them a figure, all of like length, no 等 behind. Of 三会一课 the sum and the number of parts are
//! right, and a list whose items are numbered themselves (一核, 两带) is let pass.

use std::ops::Range;

use super::{Expander, Items};
use crate::phrases::formulas::grammar::Shape;
use crate::phrases::formulas::numerals::is_numeral;
use crate::phrases::formulas::words;
use crate::units::UnitKind;

/// Longest member of such a list, in units.
const LONGEST_MEMBER: usize = 20;

impl Expander<'_> {
    /// The list that defines the formula at `at` and is of another size.
    pub fn mismatch(&self, at: &Range<usize>, shape: &Shape) -> Option<Items> {
        let stream = self.stream;
        let range = self.definition(at)?;
        if matches!(shape, Shape::Words(_)) || self.list(range.clone(), shape).is_some() {
            return None;
        }
        if words::ASIDES.iter().any(|aside| self.matches(range.start, aside)) {
            return None;
        }
        if self.is_first_ordinal(range.start) {
            let items = self.numbered_from(range.start)?;
            return (!self.is_right(&items, shape)).then_some(items);
        }
        let clause = self.clause(&range);
        let items = self.listed(range, clause.clone())?;
        let partial = |p: usize| p < stream.len() && matches!(stream.unit(p), "等" | "之");
        let last = items.last()?.end;
        if items.iter().any(|r| r.len() > LONGEST_MEMBER)
            || (clause.start..=last).any(partial)
            || !self.are_members(&items)
            || self.is_right(&items, shape)
        {
            return None;
        }
        if let Shape::Repeated(_) | Shape::Run { .. } = shape {
            // The parts of 一核两翼 may follow in the next clause.
            let open = matches!(stream.kind(clause.end), UnitKind::Comma);
            if open || items.iter().any(|r| is_numeral(stream.unit(r.start))) {
                return None;
            }
        }
        Some(items)
    }

    fn listed(&self, range: Range<usize>, clause: Range<usize>) -> Option<Items> {
        let stream = self.stream;
        let mut items = self.cut_outside(clause.clone(), "、");
        if items.len() < 2 {
            items = self.cut(clause, "、");
        }
        if items.len() >= 2 {
            return Some(match self.joint_cut(items.clone()) {
                Some(more) if more.iter().all(|r| !r.is_empty()) => more,
                _ => items,
            });
        }
        let by_head = self.alike(range.clone(), ",");
        if by_head.len() >= 2 {
            return Some(by_head);
        }
        let clauses = self.cut_outside(range, ",");
        let tail = |r: &Range<usize>| r.end.checked_sub(1).and_then(|p| stream.ids.get(p)).copied();
        let last = clauses.first().and_then(tail);
        let by_tail: Items =
            clauses.into_iter().take_while(|r| !r.is_empty() && tail(r) == last).collect();
        (by_tail.len() >= 2).then_some(by_tail)
    }

    fn is_right(&self, items: &Items, shape: &Shape) -> bool {
        let sizes = shape.sizes();
        let parts = match shape {
            Shape::Repeated(numbers) => Some(numbers.len() as u32),
            Shape::Run { components: (_, None), .. } => return true,
            _ => None,
        };
        let n = items.len() as u32;
        sizes.contains(&n) || parts == Some(n)
    }
}

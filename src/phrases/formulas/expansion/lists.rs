//! Lists: a stretch of text cut into items, if they are as many as the formula counts.
//!
//! The marks are tried from the strongest: 、 in the first clause, then ; and , in the sentence, then
//! quoted items side by side. The last two items may be joined by 和. Items that begin with an amount
//! (3个…) are figures, not members.

use std::ops::Range;

use super::{Expander, Items};
use crate::phrases::formulas::grammar::Shape;
use crate::units::UnitKind;

impl Expander<'_> {
    /// The list of the right size with which a range begins.
    pub(super) fn list(&self, range: Range<usize>, shape: &Shape) -> Option<Items> {
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
    pub(super) fn cut(&self, range: Range<usize>, mark: &str) -> Items {
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
    pub(super) fn trimmed(&self, range: Range<usize>) -> Range<usize> {
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
    pub(super) fn sized(&self, items: Items, sizes: &[u32]) -> Option<Items> {
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
    pub(super) fn by_characters(&self, items: Items, shape: &Shape) -> Option<Items> {
        let Shape::Words(number) = shape else { return None };
        let n: usize = items.iter().map(|r| self.stream.n_content(r.clone())).sum();
        (n as u32 == *number && items.iter().all(|r| !r.is_empty())).then_some(items)
    }

    /// Quoted items side by side: “A”“B”“C”.
    pub(super) fn quoted_items(&self, range: Range<usize>, sizes: &[u32]) -> Option<Items> {
        let quotes: Vec<usize> =
            range.filter(|&p| self.stream.kind(p) == UnitKind::Quote).collect();
        let items: Items = quotes.chunks_exact(2).map(|q| q[0] + 1..q[1]).collect();
        let between = quotes[quotes.len().min(1)..]
            .chunks_exact(2)
            .all(|q| self.stream.n_content(q[0]..q[1]) <= 1);
        let right = sizes.contains(&(items.len() as u32)) && items.len() >= 2;
        (right && between && items.iter().all(|r| !r.is_empty())).then_some(items)
    }
}

/// Whether the longest item has at most three times the units of the shortest: clauses of one
/// sentence seldom do by chance.
fn is_even(items: &Items) -> bool {
    let lengths = || items.iter().map(Range::len);
    lengths().max().unwrap_or(0) <= 3 * lengths().min().unwrap_or(0)
}

//! Lists: a stretch of text cut into items, if they are as many as the formula counts.
//!
//! The marks are tried from the strongest: 、 in the first clause, then ; and , in the sentence, then
//! clauses that begin alike (定规模，定投资，定工期), then quoted items side by side. Marks inside
//! brackets and quotation marks part nothing, unless all the list stands in them. The last two items
//! may be joined by 和. Items that begin with an amount (3个…) are figures, not members.

use std::ops::Range;

use super::{Expander, Items};
use crate::phrases::formulas::grammar::Shape;
use crate::phrases::formulas::words;
use crate::units::UnitKind;

impl Expander<'_> {
    /// The list of the right size with which a range begins.
    pub(super) fn list(&self, range: Range<usize>, shape: &Shape) -> Option<Items> {
        let sizes = shape.sizes();
        let clause = self.clause(&range);
        let by = |within: Range<usize>, mark: &str| {
            self.sized(self.cut_outside(within.clone(), mark), &sizes)
                .or_else(|| self.sized(self.cut(within, mark), &sizes))
        };
        by(clause.clone(), "、")
            .or_else(|| self.by_characters(self.cut(clause.clone(), "、"), shape))
            .or_else(|| by(range.clone(), ";").filter(|items| items.len() > 2))
            .or_else(|| by(range.clone(), ",").filter(|items| items.len() > 2 && is_even(items)))
            .or_else(|| {
                let items = self.alike(range, ",");
                (items.len() > 2 && sizes.contains(&(items.len() as u32))).then_some(items)
            })
            .or_else(|| self.quoted_items(clause, &sizes))
    }

    /// The range up to its first clause mark.
    pub(super) fn clause(&self, range: &Range<usize>) -> Range<usize> {
        let ends = |&p: &usize| {
            matches!(self.stream.kind(p), UnitKind::Comma | UnitKind::Stop | UnitKind::Close)
        };
        range.start..range.clone().find(ends).unwrap_or(range.end)
    }

    /// The items between marks of one kind.
    pub(super) fn cut(&self, range: Range<usize>, mark: &str) -> Items {
        self.cut_where(range, |p, _| self.stream.unit(p) == mark)
    }

    /// The same with the marks inside brackets and quotation marks passed over.
    pub(super) fn cut_outside(&self, range: Range<usize>, mark: &str) -> Items {
        self.cut_where(range, |p, depth| depth == 0 && self.stream.unit(p) == mark)
    }

    fn cut_where(&self, range: Range<usize>, parts: impl Fn(usize, u32) -> bool) -> Items {
        let mut items = Vec::new();
        let (mut from, mut depth) = (range.start, 0u32);
        for p in range.clone() {
            if self.stream.opens(p) {
                depth += 1;
            } else if self.stream.closes(p) {
                depth = depth.saturating_sub(1);
            } else if parts(p, depth) {
                items.push(self.trimmed(from..p));
                from = p + 1;
            }
        }
        items.push(self.trimmed(from..range.end));
        items
    }

    /// The clauses with which a range begins, as long as they begin with one and the same unit.
    pub(super) fn alike(&self, range: Range<usize>, mark: &str) -> Items {
        let items = self.cut_outside(range, mark);
        let head = items.first().and_then(|r| self.stream.ids.get(r.start)).copied();
        items
            .into_iter()
            .take_while(|r| !r.is_empty() && self.stream.ids.get(r.start).copied() == head)
            .collect()
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

    /// The last item without what the sentence goes on to say of all of them (…已经完工, …等).
    pub(super) fn tidy(&self, mut items: Items) -> Items {
        let longest = items.iter().rev().skip(1).map(Range::len).max().unwrap_or(0);
        if let Some(last) = items.last_mut() {
            let tail = |&p: &usize| {
                self.stream.word_starts(p)
                    && words::TAILS.contains(self.stream.text(p..self.stream.word_end(p)).as_str())
            };
            let end = last.end;
            let found = (last.start + 2..end).find(tail);
            if let Some(p) = found
                && (last.len() > longest || end - p == 1)
            {
                last.end = p;
            }
        }
        items
    }

    /// The items if their number is right and none begins with an amount, the last one cut at 和
    /// where one is missing.
    pub(super) fn sized(&self, items: Items, sizes: &[u32]) -> Option<Items> {
        if items.len() < 2 && !sizes.contains(&2) || !self.are_named(&items) {
            return None;
        }
        if sizes.contains(&(items.len() as u32)) && items.len() >= 2 {
            return Some(items);
        }
        if !sizes.contains(&(items.len() as u32 + 1)) {
            return None;
        }
        self.joint_cut(items)
    }

    /// The items with the last one cut at the 和 in it.
    pub(super) fn joint_cut(&self, mut items: Items) -> Option<Items> {
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

    /// Whether no item is empty or begins with an amount.
    pub(super) fn are_named(&self, items: &Items) -> bool {
        items.iter().all(|r| !r.is_empty() && self.stream.kind(r.start) != UnitKind::Number)
    }

    /// Whether items may be members of one list: named, and of like length.
    pub(super) fn are_members(&self, items: &Items) -> bool {
        self.are_named(items) && is_even(items)
    }

    /// 八字方针: items whose characters add up to the number.
    pub(super) fn by_characters(&self, items: Items, shape: &Shape) -> Option<Items> {
        let Shape::Words(number) = shape else { return None };
        let n: usize = items.iter().map(|r| self.stream.n_content(r.clone())).sum();
        (n as u32 == *number && items.iter().all(|r| !r.is_empty())).then_some(items)
    }

    /// Quoted items side by side: “A”“B”“C”.
    pub(super) fn quoted_items(&self, range: Range<usize>, sizes: &[u32]) -> Option<Items> {
        let stream = self.stream;
        let quotes: Vec<usize> = range.filter(|&p| stream.kind(p) == UnitKind::Quote).collect();
        let paired = |q: &[usize]| stream.opens(q[0]) && stream.closes(q[1]);
        let pairs = || quotes.chunks_exact(2);
        let items: Items = pairs().map(|q| q[0] + 1..q[1]).collect();
        let between = quotes[quotes.len().min(1)..]
            .chunks_exact(2)
            .all(|q| stream.n_content(q[0]..q[1]) <= 1);
        let right = sizes.contains(&(items.len() as u32)) && items.len() >= 2;
        (right && between && pairs().all(paired) && items.iter().all(|r| !r.is_empty()))
            .then_some(items)
    }
}

/// Whether the longest item has at most three times the units of the shortest: clauses of one
/// sentence seldom do by chance.
pub(super) fn is_even(items: &Items) -> bool {
    let lengths = || items.iter().map(Range::len);
    lengths().max().unwrap_or(0) <= 3 * lengths().min().unwrap_or(0)
}

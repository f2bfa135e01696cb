//! Lists right before the formula: “A、B、C”等“三…”, 以A、B、C为代表的“三…”.
//!
//! The list stands between quotation marks, or its items are of one length or begin alike, or words
//! lead over from it to the formula ([`words::BRIDGES`]: 等, 为代表的). What 和 joins to the formula
//! stands beside it and is no expansion (“科学严谨、…”和“四不放过”).

use std::ops::Range;

use super::{Expander, Items, LONGEST_LIST};
use crate::phrases::formulas::grammar::Shape;
use crate::phrases::formulas::words;
use crate::units::UnitKind;

/// Content units between a list and the formula behind it: 这套, 等.
const GAP: usize = 4;

impl Expander<'_> {
    /// A list right before the formula.
    pub(super) fn before(&self, at: &Range<usize>, shape: &Shape) -> Option<Items> {
        let stream = self.stream;
        let first = stream.positions(stream.document(at.start)).start;
        let is_quote = |p: usize| stream.kind(p) == UnitKind::Quote;
        let quoted = at.start > first && is_quote(at.start - 1) && is_quote(at.end);
        let p = at.start - usize::from(quoted);
        let bridge = self.bridge(first, p);
        let from = p - bridge.unwrap_or(0);
        let close = (first..from)
            .rev()
            .take(if bridge.is_some() { 1 } else { GAP + 1 })
            .find(|&q| !stream.kind(q).is_content())
            .filter(|&q| stream.closes(q) && is_quote(q));
        if let Some(close) = close {
            let joined = |q: usize| matches!(stream.unit(q), "和" | "与" | "及" | "或" | "、");
            return if (close + 1..p).any(joined) {
                None
            } else {
                self.quoted_before(first, close, shape)
            };
        }
        let start = (first.max(from.saturating_sub(LONGEST_LIST))..from)
            .rev()
            .find(|&q| !stream.kind(q).is_content() && stream.unit(q) != "、")
            .map_or(first, |q| q + 1);
        self.open_list(start..from, &shape.sizes(), bridge.is_some())
    }

    /// The list between the quotation marks of which the second stands at `close`.
    fn quoted_before(&self, first: usize, close: usize, shape: &Shape) -> Option<Items> {
        let stream = self.stream;
        let sizes = shape.sizes();
        let floor = first.max(close.saturating_sub(LONGEST_LIST));
        let open = (floor..close).rev().find(|&q| stream.kind(q) == UnitKind::Quote)?;
        let sentence = (floor..open)
            .rev()
            .find(|&q| matches!(stream.kind(q), UnitKind::Comma | UnitKind::Stop | UnitKind::End));
        let range = open + 1..close;
        self.sized(self.cut(range.clone(), "、"), &sizes)
            .or_else(|| self.by_characters(self.cut(range.clone(), "、"), shape))
            .or_else(|| self.sized(self.cut(range, ","), &sizes))
            .or_else(|| self.quoted_items(sentence.map_or(floor, |s| s + 1)..close + 1, &sizes))
    }

    /// Units of the words before a position that lead over from a list.
    fn bridge(&self, first: usize, p: usize) -> Option<usize> {
        words::BRIDGES
            .iter()
            .map(|b| (b, b.chars().count()))
            .find(|&(b, n)| p >= first + n && self.matches(p - n, b))
            .map(|(_, n)| n)
    }

    /// Three items or more without quotation marks. The first may have other words before it: it
    /// begins where the second item's first word does, or is as long as the longest of the others.
    fn open_list(&self, range: Range<usize>, sizes: &[u32], bridged: bool) -> Option<Items> {
        let stream = self.stream;
        let mut items = self.cut(range, "、");
        if items.len() < 3 || !sizes.contains(&(items.len() as u32)) {
            return None;
        }
        let (first, second) = (items[0].clone(), items[1].clone());
        let head = stream.ids.get(second.start)?;
        let alike = items[1..].iter().all(|r| stream.ids.get(r.start) == Some(head));
        let longest = items[1..].iter().map(Range::len).max()?;
        let same = items[1..items.len() - 1].iter().all(|r| r.len() == second.len());
        let last = items.len() - 1;
        if alike && let Some(p) = first.clone().rev().find(|&p| stream.ids[p] == *head) {
            items[0].start = p;
        } else if bridged {
            let begins = |&p: &usize| stream.word_starts(p) && first.end - p <= longest;
            items[0].start = first.clone().find(begins)?;
        } else if same {
            let n = second.len();
            if first.len() > n && stream.word_starts(first.end - n) {
                items[0].start = first.end - n;
            }
            if items[last].len() > n && stream.word_ends(items[last].start + n - 1) {
                items[last].end = items[last].start + n;
            }
        }
        let length = items[1].len();
        let fits = if bridged || alike {
            self.are_members(&items)
        } else {
            items.iter().all(|r| r.len() == length)
        };
        (length >= 2 && fits).then_some(items)
    }
}

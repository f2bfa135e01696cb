//! Lists without a cue: right before the formula, or a clause behind it that is nothing else.
//!
//! Before it the list stands between quotation marks, perhaps with 等 or 这套 behind, or its items
//! are of one length; behind it they must be.

use std::ops::Range;

use super::{Expander, Items, LONGEST_LIST};
use crate::phrases::formulas::grammar::Shape;
use crate::units::UnitKind;

/// Content units between a list and the formula behind it: 这套, 等.
const GAP_BEFORE: usize = 4;

impl Expander<'_> {
    /// A list right before the formula: between quotation marks, or of items of one length.
    pub(super) fn before(&self, at: Range<usize>, shape: &Shape) -> Option<Items> {
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
    pub(super) fn after(&self, end: usize, sizes: &[u32]) -> Option<Items> {
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
    pub(super) fn even(&self, range: Range<usize>, sizes: &[u32], open: bool) -> Option<Items> {
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

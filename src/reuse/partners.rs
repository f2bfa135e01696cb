//! Which documents are compared: those of different groups only, those of near dates only, if asked.
//!
//! A document without a group is compared with those of every group, one without a date with those
//! of every date: what is not known keeps nothing apart.

use crate::corpus::Corpus;
use crate::reuse::{Across, ReuseSettings};

/// What may keep two documents apart.
pub(super) struct Partners {
    /// The group of each document, where groups matter and it has one.
    groups: Vec<Option<u32>>,
    /// The day of each document, where dates matter and it has one.
    days: Vec<Option<i64>>,
    window: i64,
}

impl Partners {
    pub fn new(corpus: &Corpus, settings: &ReuseSettings) -> Self {
        let across = settings.across == Some(Across::Group);
        let groups = if across { corpus.group_numbers() } else { Vec::new() };
        let days = corpus
            .documents
            .iter()
            .map(|d| d.date.filter(|_| settings.window.is_some()).map(|date| date.day_number()));
        Self { groups, days: days.collect(), window: settings.window.map_or(i64::MAX, i64::from) }
    }

    /// Whether two documents are compared; a document with itself, section by section, only where
    /// groups do not matter.
    pub fn meet(&self, a: u32, b: u32) -> bool {
        fn both<T: Copy>(known: &[Option<T>], a: u32, b: u32) -> Option<(T, T)> {
            let of = |d: u32| known.get(d as usize).copied().flatten();
            of(a).zip(of(b))
        }
        let is_apart = both(&self.groups, a, b).is_none_or(|(x, y)| x != y);
        let is_near = both(&self.days, a, b).is_none_or(|(x, y)| (x - y).abs() <= self.window);
        is_apart && is_near
    }
}

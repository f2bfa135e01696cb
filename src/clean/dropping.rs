//! Dropping: which lines and parts of lines go, and the list of them.
//!
//! A line goes whole where a rule of page furniture names it ([`furniture`]) or its source repeats
//! it ([`boilerplate`]); of others the credit in the closing bracket and the lead-in of the source
//! go. Nothing goes silently: each piece is listed with its reason and its place in the source.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::lines::Line;
use super::{boilerplate, furniture};
use crate::corpus::Dropped;

/// How many lines from the end a line that only names publishers may stand.
const PUBLISHER_LINES: usize = 8;

/// What is dropped from a document.
pub(super) struct Dropping<'a> {
    /// Whether page furniture is.
    pub furniture: bool,
    /// The lines and lead-ins that the document's source repeats.
    pub repeated: Option<&'a FxHashSet<u64>>,
}

impl Dropping<'_> {
    /// The lines that stay, and what was dropped. A line behind a dropped one knows that something
    /// stood between.
    pub fn apply(&self, source: &str, lines: Vec<Line>) -> (Vec<Line>, Vec<Dropped>) {
        let mut dropped = Vec::new();
        if !self.furniture && self.repeated.is_none() {
            return (lines, dropped);
        }
        let reasons: Vec<Option<&str>> = (0..lines.len()).map(|i| self.whole(i, &lines)).collect();
        let mut kept = Vec::with_capacity(lines.len());
        let mut gap = false;
        for (i, (mut line, reason)) in lines.into_iter().zip(reasons).enumerate() {
            if let Some(reason) = reason {
                let text = source[line.bytes].to_string();
                let (start, end) = (line.start, line.end);
                dropped.push(Dropped { start, end, text, reason: reason.to_string() });
                gap = true;
                continue;
            }
            let parts = self.parts(i, line.text());
            for (range, reason) in &parts {
                let text = line.text()[range.clone()].trim_end().to_string();
                let (start, end) = line.excerpt.source_span(range.start..range.start + text.len());
                dropped.push(Dropped { start, end, text, reason: (*reason).to_string() });
            }
            let ranges: Vec<Range<usize>> = parts.into_iter().map(|(range, _)| range).collect();
            line.excerpt.cut(&ranges);
            if line.text().trim().is_empty() {
                gap = true;
                continue;
            }
            line.blank_before |= gap;
            gap = false;
            kept.push(line);
        }
        (kept, dropped)
    }

    /// Why line `i` goes whole, if it does.
    fn whole(&self, i: usize, lines: &[Line]) -> Option<&'static str> {
        let furniture = self.furniture.then(|| furniture::line_reason(&lines[i])).flatten();
        furniture
            // who published it stands at the end of a page
            .filter(|&reason| reason != "publisher" || i + PUBLISHER_LINES >= lines.len())
            .or_else(|| {
                let repeated = self.repeated?;
                boilerplate::is_repeated(&lines[i], i, lines.len(), repeated)
                    .then_some("repeated-line")
            })
    }

    /// The parts of line `i` that go, in order, each with the reason.
    fn parts(&self, i: usize, text: &str) -> Vec<(Range<usize>, &'static str)> {
        let lead_in =
            self.repeated.and_then(|repeated| boilerplate::repeated_lead_in(text, i, repeated));
        let from = lead_in.as_ref().map_or(0, |range| range.end);
        let credit = self.furniture.then(|| furniture::closing_credit(&text[from..])).flatten();
        let credit = credit.map(|open| text[..from + open].trim_end().len().max(from)..text.len());
        let lead_in = lead_in.map(|range| (range, "repeated-lead-in"));
        lead_in.into_iter().chain(credit.map(|range| (range, "closing-credit"))).collect()
    }
}

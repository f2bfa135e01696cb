//! Spans: where each unit stands in its document's cleaned text, in little more than two bytes.
//!
//! ```text
//! start of unit p = start of its block + steps of the units before it in the block
//! end             = start + length
//! ```
//!
//! A Han character is three bytes and mostly touches its neighbour, so steps and lengths fit a byte;
//! what does not (long words, the way back to zero between documents) is kept aside.

use crate::corpus::Span;

/// Units between two starts that are kept whole.
const BLOCK: usize = 16;

/// A step or length that is kept aside.
const ASIDE: u8 = u8::MAX;

/// The spans of all units, in order.
#[derive(Debug, Clone, Default)]
pub struct Spans {
    /// Start of every [`BLOCK`]th unit.
    blocks: Vec<u32>,
    /// From a unit's start to the next one's, modulo 2³².
    steps: Vec<u8>,
    lengths: Vec<u8>,
    /// Steps and lengths that need more than a byte, by position.
    long_steps: Vec<(u32, u32)>,
    long_lengths: Vec<(u32, u32)>,
    last: u32,
}

impl Spans {
    /// Makes room for so many more.
    pub fn reserve(&mut self, n: usize) {
        self.blocks.reserve_exact(n / BLOCK + 1);
        self.steps.reserve_exact(n);
        self.lengths.reserve_exact(n);
    }

    /// Adds the span of the next unit.
    pub fn push(&mut self, span: Span) {
        let position = self.lengths.len();
        if position > 0 {
            let step = span.start.wrapping_sub(self.last);
            self.steps.push(small(step).unwrap_or(ASIDE));
            if small(step).is_none() {
                self.long_steps.push((position as u32 - 1, step));
            }
        }
        if position.is_multiple_of(BLOCK) {
            self.blocks.push(span.start);
        }
        let length = span.end - span.start;
        self.lengths.push(small(length).unwrap_or(ASIDE));
        if small(length).is_none() {
            self.long_lengths.push((position as u32, length));
        }
        self.last = span.start;
    }

    /// First byte of a unit.
    pub fn start(&self, position: usize) -> u32 {
        let block = position / BLOCK;
        (block * BLOCK..position)
            .fold(self.blocks[block], |start, p| start.wrapping_add(self.step(p)))
    }

    /// One past the last byte.
    pub fn end(&self, position: usize) -> u32 {
        self.start(position) + self.length(position)
    }

    /// All spans in order.
    pub fn iter(&self) -> impl Iterator<Item = Span> + '_ {
        let mut start = self.blocks.first().copied().unwrap_or(0);
        (0..self.lengths.len()).map(move |p| {
            if p > 0 {
                start = start.wrapping_add(self.step(p - 1));
            }
            Span { start, end: start + self.length(p) }
        })
    }

    fn step(&self, position: usize) -> u32 {
        match self.steps[position] {
            ASIDE => aside(&self.long_steps, position),
            step => step.into(),
        }
    }

    fn length(&self, position: usize) -> u32 {
        match self.lengths[position] {
            ASIDE => aside(&self.long_lengths, position),
            length => length.into(),
        }
    }
}

fn small(value: u32) -> Option<u8> {
    u8::try_from(value).ok().filter(|&v| v != ASIDE)
}

fn aside(long: &[(u32, u32)], position: usize) -> u32 {
    let i = long.partition_point(|&(p, _)| (p as usize) < position);
    long.get(i).map_or(0, |&(_, value)| value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_span_comes_back(
            spans in prop::collection::vec((0u32..2_000, 0u32..600), 0..100),
        ) {
            let mut packed = Spans::default();
            let spans: Vec<Span> =
                spans.into_iter().map(|(start, n)| Span { start, end: start + n }).collect();
            for &span in &spans {
                packed.push(span);
            }
            prop_assert_eq!(packed.iter().collect::<Vec<_>>(), spans.clone());
            for (p, span) in spans.iter().enumerate() {
                prop_assert_eq!((packed.start(p), packed.end(p)), (span.start, span.end));
            }
        }
    }
}

//! Spans: where each unit stands in its document's cleaned text, in little more than a byte.
//!
//! ```text
//! start of unit p = start of its block + steps of the units before it in the block
//! end             = start + length
//! code of p       = 16 · step to the next + length        both below 16, else kept aside
//! ```
//!
//! A Han character is three bytes and mostly touches its neighbour, so a step and a length share a byte;
//! what does not fit (long words, the way back to zero between documents) is kept aside.

use bitcode::{Decode, Encode};

use crate::corpus::Span;

/// Units between two starts that are kept whole.
const BLOCK: usize = 16;

/// The code of a unit whose step and length are kept aside.
const ASIDE: u8 = u8::MAX;

/// The spans of all units, in order.
#[derive(Debug, Encode, Decode, Clone, Default)]
pub struct Spans {
    /// Start of every [`BLOCK`]th unit.
    blocks: Vec<u32>,
    codes: Vec<u8>,
    /// Position, step and length of what is kept aside.
    aside: Vec<(u32, u32, u32)>,
    /// The last span: its step is known with the next.
    last: Span,
}

impl Spans {
    /// Makes room for so many more.
    pub fn reserve(&mut self, n: usize) {
        self.blocks.reserve_exact(n / BLOCK + 1);
        self.codes.reserve_exact(n);
    }

    /// Adds the span of the next unit.
    pub fn push(&mut self, span: Span) {
        if let Some(position) = self.codes.len().checked_sub(1) {
            let step = span.start.wrapping_sub(self.last.start);
            self.set(position, step, self.last.len() as u32);
        }
        if self.codes.len().is_multiple_of(BLOCK) {
            self.blocks.push(span.start);
        }
        self.codes.push(ASIDE);
        self.last = span;
    }

    fn set(&mut self, position: usize, step: u32, length: u32) {
        match code(step, length) {
            Some(code) => self.codes[position] = code,
            None => self.aside.push((position as u32, step, length)),
        }
    }

    /// Has what is known of units brought near, many at a time ([`super::UnitStream::fetch`]).
    pub fn fetch(&self, positions: impl Iterator<Item = usize>) {
        let read = |p: usize| self.blocks[p / BLOCK] ^ u32::from(self.codes[p]);
        std::hint::black_box(positions.fold(0, |all, p| all ^ read(p)));
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
        (0..self.codes.len()).map(move |p| {
            if p > 0 {
                start = start.wrapping_add(self.step(p - 1));
            }
            Span { start, end: start + self.length(p) }
        })
    }

    fn step(&self, position: usize) -> u32 {
        match self.codes[position] {
            ASIDE => self.aside(position).0,
            code => u32::from(code >> 4),
        }
    }

    fn length(&self, position: usize) -> u32 {
        match self.codes[position] {
            ASIDE => self.aside(position).1,
            code => u32::from(code & 15),
        }
    }

    fn aside(&self, position: usize) -> (u32, u32) {
        let i = self.aside.partition_point(|&(p, ..)| (p as usize) < position);
        match self.aside.get(i) {
            Some(&(p, step, length)) if p as usize == position => (step, length),
            _ => (0, self.last.len() as u32),
        }
    }
}

fn code(step: u32, length: u32) -> Option<u8> {
    if step > 15 || length > 15 {
        return None;
    }
    Some((step << 4 | length) as u8).filter(|&code| code != ASIDE)
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

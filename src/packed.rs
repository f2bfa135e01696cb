//! Whole numbers in as few bytes as they need: seven bits a byte, the lowest first, the eighth set where more
//! follow (LEB128).
//!
//! Hundreds of millions of numbers that are read one after the other, most of them small because each is
//! the distance from the one before, take a byte or two each instead of four or eight.

use bitcode::{Decode, Encode};

/// Bits of a number that one byte holds, and the flag that says more follow.
const BITS: u32 = 7;
const MORE: u8 = 1 << BITS;

/// A row of whole numbers that is read from its beginning.
#[derive(Debug, Encode, Decode, Clone, Default, PartialEq, Eq)]
pub struct Packed {
    bytes: Vec<u8>,
}

impl Packed {
    /// Adds a number.
    pub fn push(&mut self, number: u32) {
        let mut rest = number;
        while rest >= u32::from(MORE) {
            self.bytes.push(rest as u8 | MORE);
            rest >>= BITS;
        }
        self.bytes.push(rest as u8);
    }

    /// The numbers in the order in which they were added.
    pub fn iter(&self) -> Numbers<'_> {
        Numbers(self.bytes.iter())
    }

    /// The same numbers in no more memory than they need: copied, since an allocator may leave a stretch that
    /// shrinks as large as it was.
    pub fn shrunk(self) -> Self {
        Self { bytes: self.bytes.as_slice().into() }
    }
}

/// Numbers one after the other.
#[derive(Debug, Clone)]
pub struct Numbers<'a>(std::slice::Iter<'a, u8>);

impl Iterator for Numbers<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (mut number, mut shift) = (0, 0);
        for &byte in self.0.by_ref() {
            number |= u32::from(byte & !MORE) << shift;
            shift += BITS;
            if byte & MORE == 0 {
                return Some(number);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_number_comes_back(
            numbers in prop::collection::vec(prop_oneof![0u32..300, any::<u32>()], 0..60),
        ) {
            let mut packed = Packed::default();
            numbers.iter().for_each(|&number| packed.push(number));
            prop_assert_eq!(packed.iter().collect::<Vec<_>>(), numbers);
        }
    }
}

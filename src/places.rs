//! The places of a finding, packed.
//!
//! A phrase of a large corpus has thousands of places, and all phrases together a hundred million: sixteen bytes
//! each would be more than the texts. Places are kept as steps from one to the next ([`crate::packed`]),
//! some five bytes each, and are read in their order alone:
//!
//! ```text
//! document - last document,  section,  start,  length         in another document than the last
//! 0,  section - last section,  start - last start,  length    in the same
//! ```

use bitcode::{Decode, Encode};

use crate::corpus::{DocId, Place, SectionId, Span};
use crate::packed::{Numbers, Packed};

/// Places in their order; any order comes back as it was.
#[derive(Debug, Encode, Decode, Clone, Default, PartialEq, Eq)]
pub struct Places {
    steps: Packed,
    len: u32,
}

impl Places {
    /// Number of places.
    pub fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The places in order.
    pub fn iter(&self) -> Iter<'_> {
        Iter { steps: self.steps.iter(), last: START }
    }
}

/// What the first place is told from.
const START: Place =
    Place { document: DocId(0), section: SectionId(0), span: Span { start: 0, end: 0 } };

impl FromIterator<Place> for Places {
    fn from_iter<I: IntoIterator<Item = Place>>(places: I) -> Self {
        let mut all = Self::default();
        let mut last = START;
        for place in places {
            let document = place.document.0.wrapping_sub(last.document.0);
            let before = if document == 0 { last } else { START };
            let section = place.section.0.wrapping_sub(before.section.0);
            let start = place.span.start.wrapping_sub(before.span.start);
            let length = place.span.end.wrapping_sub(place.span.start);
            [document, section, start, length].into_iter().for_each(|step| all.steps.push(step));
            all.len += 1;
            last = place;
        }
        all.steps.shrink();
        all
    }
}

impl<'a> IntoIterator for &'a Places {
    type Item = Place;
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

/// Places one after the other.
#[derive(Debug, Clone)]
pub struct Iter<'a> {
    steps: Numbers<'a>,
    last: Place,
}

impl Iterator for Iter<'_> {
    type Item = Place;

    fn next(&mut self) -> Option<Place> {
        let document = self.steps.next()?;
        let before = if document == 0 { self.last } else { START };
        let section = before.section.0.wrapping_add(self.steps.next()?);
        let start = before.span.start.wrapping_add(self.steps.next()?);
        let end = start.wrapping_add(self.steps.next()?);
        self.last = Place {
            document: DocId(self.last.document.0.wrapping_add(document)),
            section: SectionId(section),
            span: Span { start, end },
        };
        Some(self.last)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_place_comes_back(
            places in prop::collection::vec((0u32..4, 0u32..3, any::<u32>(), any::<u32>()), 0..40),
        ) {
            let place = |&(document, section, start, end): &(u32, u32, u32, u32)| Place {
                document: DocId(document),
                section: SectionId(section),
                span: Span { start, end },
            };
            let places: Vec<Place> = places.iter().map(place).collect();
            let packed: Places = places.iter().copied().collect();
            prop_assert_eq!(packed.len(), places.len());
            prop_assert_eq!(packed.iter().collect::<Vec<_>>(), places);
        }
    }
}

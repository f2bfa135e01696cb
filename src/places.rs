//! The places of a finding, packed.
//!
//! A phrase of a large corpus has thousands of places, and all phrases together a hundred million: sixteen bytes
//! each would be more than the texts. Places are kept as steps from one to the next ([`crate::packed`]),
//! a few bytes each, and are read in their order alone:
//!
//! ```text
//! document step,  start step,  0                           of the same length as the last, in the same section
//! document step,  start step,  1,  section step,  length   else
//! ```
//!
//! In another document than the last one starts and sections are told from 0.

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

    /// The documents of the places, each once, where places stand by document.
    pub fn documents(&self) -> Vec<DocId> {
        let mut documents: Vec<DocId> = self.iter().map(|p| p.document).collect();
        documents.dedup();
        documents
    }

    /// The places in order.
    pub fn iter(&self) -> Iter<'_> {
        Iter { steps: self.steps.iter(), last: START }
    }
}

/// What the first place is told from.
const START: Place =
    Place { document: DocId(0), section: SectionId(0), span: Span { start: 0, end: 0 } };

fn length(place: Place) -> u32 {
    place.span.end.wrapping_sub(place.span.start)
}

impl FromIterator<Place> for Places {
    fn from_iter<I: IntoIterator<Item = Place>>(places: I) -> Self {
        let mut all = Self::default();
        let mut last = START;
        for place in places {
            let document = place.document.0.wrapping_sub(last.document.0);
            let before = if document == 0 { last } else { START };
            let start = place.span.start.wrapping_sub(before.span.start);
            let section = place.section.0.wrapping_sub(before.section.0);
            let length = length(place);
            all.steps.push(document);
            all.steps.push(start);
            if section == 0 && length == self::length(last) {
                all.steps.push(0);
            } else {
                [1, section, length].into_iter().for_each(|step| all.steps.push(step));
            }
            all.len += 1;
            last = place;
        }
        Self { steps: all.steps.shrunk(), ..all }
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
        let start = before.span.start.wrapping_add(self.steps.next()?);
        let (section, length) = match self.steps.next()? {
            0 => (0, length(self.last)),
            _ => (self.steps.next()?, self.steps.next()?),
        };
        self.last = Place {
            document: DocId(self.last.document.0.wrapping_add(document)),
            section: SectionId(before.section.0.wrapping_add(section)),
            span: Span { start, end: start.wrapping_add(length) },
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

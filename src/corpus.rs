//! The documents under study and the ways to point into them.
//!
//! A [`Corpus`] owns what was read, exactly as decoded. Cleaning makes a [`Text`] of each document;
//! findings hold ids and [`Span`]s (bytes of the cleaned text), and only the report cuts strings
//! out. [`OffsetMap`] leads from a cleaned byte back to the character of the decoded source.
//! Documents are sorted by name, so ids do not depend on the order of the inputs.

use std::collections::BTreeMap;
use std::fmt;

use bitcode::{Decode, Encode};
use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Encode, Decode, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// The id as an index.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A document: its place in [`Corpus::documents`].
    DocId;
    /// A section: its place in its own document's [`Text::sections`].
    SectionId;
    /// A word of the vector space: its place in the sorted vocabulary.
    TermId;
    /// A unit of the concordance (a Han character, a word, a number, a mark).
    UnitId;
}

/// A stretch of a document's cleaned text, in bytes, end exclusive.
#[derive(
    Debug,
    Encode,
    Decode,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from two byte positions.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The span as an index range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing lies in the span.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two spans share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A stretch of one document's cleaned text: where a finding stands.
#[derive(
    Debug, Encode, Decode, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Place {
    /// The document.
    pub document: DocId,
    /// The section of that document in which the stretch begins.
    pub section: SectionId,
    /// The stretch.
    pub span: Span,
}

/// A date as precise as the source gives it: a year, a month or a day.
#[derive(Debug, Encode, Decode, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year of the common era.
    pub year: i16,
    /// 1 to 12; 0 where only the year is known.
    pub month: u8,
    /// 1 to 31; 0 where only the month is known.
    pub day: u8,
}

impl Date {
    /// The date of a day counted from 1970-01-01, which is 0; None beyond the years that dates have.
    ///
    /// Counts in eras of 400 years that begin with March, so that the leap day ends a year: Howard
    /// Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
    pub fn of_day(day: i64) -> Option<Self> {
        let day = day.checked_add(719_468)?;
        let (era, of_era) = (day.div_euclid(146_097), day.rem_euclid(146_097));
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let year = year + era * 400 + i64::from(month >= 10);
        let month = (month + 2) % 12 + 1;
        Some(Self { year: i16::try_from(year).ok()?, month: month as u8, day: day as u8 })
    }

    /// Days since 1970-01-01; a date of a month or a year counts as its first day.
    pub fn day_number(self) -> i64 {
        // Years begin in March, so that the leap day comes last (Hinnant, as above).
        let (year, month) = (i64::from(self.year), i64::from(self.month.max(1)));
        let year = if month <= 2 { year - 1 } else { year };
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(self.day.max(1)) - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.month, self.day) {
            (0, _) => write!(f, "{:04}", self.year),
            (m, 0) => write!(f, "{:04}-{m:02}", self.year),
            (m, d) => write!(f, "{:04}-{m:02}-{d:02}", self.year),
        }
    }
}

impl Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

/// A document as read: the decoded source and what is known about it.
#[derive(Debug, Encode, Decode, Clone, Default, Serialize)]
pub struct Document {
    /// Name in every table: the `id` of a JSON Lines row, else the path relative to its input.
    pub name: String,
    /// The file it was read from.
    pub path: String,
    /// Title given by metadata.
    pub title: Option<String>,
    /// Date given by metadata or the file name.
    pub date: Option<Date>,
    /// Group to compare by (place, source, author, folder).
    pub group: Option<String>,
    /// The format it was read as (`text`, `HTML`, `PDF`, …).
    pub format: String,
    /// Encoding the file was decoded from, by its WHATWG name in lower case; empty where the format
    /// settles it.
    pub encoding: String,
    /// What its reader left out of the source, where asked to keep it: an empty stretch at the place
    /// where each piece stood.
    #[serde(skip)]
    pub left_out: Vec<Dropped>,
    /// The document that says exactly the same and comes before it, by its name.
    pub duplicate_of: Option<String>,
    /// Every other metadata field.
    pub metadata: BTreeMap<String, String>,
    /// The decoded file (front matter included), or the text of a table row: offsets in the
    /// tables count its characters.
    #[serde(skip)]
    pub source: String,
    /// Byte of `source` at which the text proper begins, behind any front matter.
    #[serde(skip)]
    pub body: usize,
    /// Whether the format itself tells paragraphs, so that no line of `source` is broken.
    #[serde(skip)]
    pub has_paragraphs: bool,
}

/// The documents under study, sorted by name.
#[derive(Debug, Encode, Decode, Clone, Default, Serialize)]
pub struct Corpus {
    /// The documents; a [`DocId`] is a place in this list.
    pub documents: Vec<Document>,
}

impl Corpus {
    /// A corpus of these documents, in the order of their names (ties: path, then text).
    pub fn new(mut documents: Vec<Document>) -> Self {
        documents.sort_by(|a, b| (&a.name, &a.path, &a.source).cmp(&(&b.name, &b.path, &b.source)));
        Self { documents }
    }

    /// Number of documents.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there is no document.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// The ids in order.
    pub fn ids(&self) -> impl Iterator<Item = DocId> + use<> {
        (0..self.documents.len() as u32).map(DocId)
    }

    /// The groups that occur, sorted, without repetition.
    pub fn groups(&self) -> Vec<&str> {
        let mut groups: Vec<&str> =
            self.documents.iter().filter_map(|d| d.group.as_deref()).collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }

    /// The place of each document's group among them, where it has one.
    pub fn group_numbers(&self) -> Vec<Option<u32>> {
        let groups = self.groups();
        let number = |group: &str| groups.binary_search(&group).ok().map(|i| i as u32);
        self.documents.iter().map(|d| d.group.as_deref().and_then(number)).collect()
    }
}

impl std::ops::Index<DocId> for Corpus {
    type Output = Document;
    fn index(&self, id: DocId) -> &Document {
        &self.documents[id.index()]
    }
}

/// A document's text after cleaning and segmentation.
#[derive(Debug, Encode, Decode, Clone, Default, Serialize)]
pub struct Text {
    /// Cleaned text: one paragraph a line, broken lines joined, furniture gone, original
    /// characters otherwise.
    #[serde(skip)]
    pub text: String,
    /// From bytes of `text` to characters of the decoded source.
    #[serde(skip)]
    pub map: OffsetMap,
    /// The paragraphs (lines of `text`, without the line break), in order.
    pub paragraphs: Vec<Paragraph>,
    /// Signed statements, or headed parts, or the whole document: never empty unless the text is.
    pub sections: Vec<Section>,
    /// What cleaning took out, in order of the source.
    pub dropped: Vec<Dropped>,
    /// How many line breaks and stray spaces were joined.
    pub n_joined: u32,
}

impl Text {
    /// The string at a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The section in which a byte of the text lies.
    pub fn section_at(&self, byte: u32) -> SectionId {
        let after = self.sections.partition_point(|s| s.span.start <= byte);
        SectionId(after.saturating_sub(1) as u32)
    }

    /// The span in characters of the decoded source, end exclusive.
    pub fn source_span(&self, span: Span) -> (u32, u32) {
        self.map.source_span(&self.text, span)
    }
}

/// What a line of the cleaned text is.
#[derive(Debug, Encode, Decode, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParagraphKind {
    /// Running text.
    Body,
    /// A heading or title line.
    Heading,
    /// The line that names the author of a statement.
    Byline,
}

/// One line of the cleaned text.
#[derive(Debug, Encode, Decode, Clone, Copy, Serialize)]
pub struct Paragraph {
    /// Where it stands in the cleaned text.
    pub span: Span,
    /// What it is.
    pub kind: ParagraphKind,
}

/// A part of a document: a signed statement, a headed part, or all of it.
#[derive(Debug, Encode, Decode, Clone, Serialize)]
pub struct Section {
    /// Where it stands in the cleaned text, heading and byline included.
    pub span: Span,
    /// Its heading's line.
    pub heading: Option<Span>,
    /// Its byline: office and name as written.
    pub speaker: Option<Span>,
}

/// Something taken out of the source, or left out of it.
#[derive(Debug, Encode, Decode, Clone, PartialEq, Eq, Serialize)]
pub struct Dropped {
    /// First character in the decoded source.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// The text taken out.
    pub text: String,
    /// Which rule took it (`copyright`, `share-buttons`, `outside-main-text`, …).
    pub reason: String,
}

/// Where each verbatim piece of a cleaned text came from.
#[derive(Debug, Encode, Decode, Clone, Default, PartialEq, Eq)]
pub struct OffsetMap {
    /// `(first byte in the cleaned text, first character in the source)`, both ascending.
    pieces: Vec<(u32, u32)>,
    /// One past the last source character of the last piece.
    source_end: u32,
}

impl OffsetMap {
    /// Notes that the cleaned text from `clean_byte` on copies the source from `source_char` on,
    /// until the next piece. `source_end` is one past the last source character of the piece.
    pub fn push(&mut self, clean_byte: usize, source_char: u32, source_end: u32) {
        self.pieces.push((clean_byte as u32, source_char));
        self.source_end = source_end;
    }

    /// The source character at a byte of the cleaned text.
    pub fn source_char(&self, clean: &str, byte: u32) -> u32 {
        let after = self.pieces.partition_point(|&(b, _)| b <= byte);
        let Some(&(piece_byte, piece_char)) = after.checked_sub(1).and_then(|i| self.pieces.get(i))
        else {
            return 0;
        };
        let inside = clean[piece_byte as usize..byte as usize].chars().count() as u32;
        (piece_char + inside).min(self.source_end)
    }

    /// The stretches of the cleaned text that copy the source, in characters: `(first in the text,
    /// first in the source, how many)`, each as long as it can be. A space put for a line break
    /// counts as a copy of the break.
    pub fn stretches(&self, clean: &str) -> Vec<(u32, u32, u32)> {
        let mut stretches: Vec<(u32, u32, u32)> = Vec::new();
        let mut at = 0;
        for (i, &(byte, source)) in self.pieces.iter().enumerate() {
            let end = self.pieces.get(i + 1).map_or(clean.len(), |next| next.0 as usize);
            // The line break between two paragraphs copies nothing.
            let piece = clean[byte as usize..end].trim_end_matches('\n');
            let length = piece.chars().count() as u32;
            match stretches.last_mut() {
                Some((text, from, n)) if *text + *n == at && *from + *n == source => *n += length,
                _ if length > 0 => stretches.push((at, source, length)),
                _ => {}
            }
            at += clean[byte as usize..end].chars().count() as u32;
        }
        stretches
    }

    /// A span of the cleaned text in source characters: from its first character to one past
    /// its last, so that line breaks joined away at its edges stay outside.
    pub fn source_span(&self, clean: &str, span: Span) -> (u32, u32) {
        let start = self.source_char(clean, span.start);
        let last = clean[span.range()].char_indices().next_back();
        let end = last
            .map_or(start, |(offset, _)| self.source_char(clean, span.start + offset as u32) + 1);
        (start, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_lead_back_over_joined_lines() {
        // source: "统 一\n战线" (characters 0..6), cleaned: "统一战线"
        let clean = "统一战线";
        let mut map = OffsetMap::default();
        map.push(0, 0, 1);
        map.push(3, 2, 3);
        map.push(6, 4, 6);
        assert_eq!(map.source_span(clean, Span::new(0, 6)), (0, 3));
        assert_eq!(map.source_span(clean, Span::new(3, 12)), (2, 6));
        assert_eq!(map.stretches(clean), [(0, 0, 1), (1, 2, 1), (2, 4, 2)]);
    }

    #[test]
    fn days_are_counted_through_leap_years_and_centuries() {
        let shown = |day| Date::of_day(day).map(|date| date.to_string());
        for (day, date) in [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (18_262, "2020-01-01"),
            (18_262 + 366, "2021-01-01"),
            (-134_774, "1601-01-01"),
            (-25_509, "1900-02-28"),
            (-25_508, "1900-03-01"),
        ] {
            assert_eq!(shown(day).as_deref(), Some(date));
        }
        assert_eq!(Date::of_day(i64::MAX), None);
        assert_eq!(Date::of_day(20_000_000), None);
    }

    #[test]
    fn days_are_counted_over_leap_years_and_back() {
        let date = |year, month, day| Date { year, month, day };
        let days = |a: Date, b: Date| b.day_number() - a.day_number();
        assert_eq!(days(date(2024, 2, 28), date(2024, 3, 1)), 2);
        assert_eq!(days(date(2023, 2, 28), date(2023, 3, 1)), 1);
        assert_eq!(date(2000, 1, 1).day_number(), 10_957);
        assert_eq!(days(date(1900, 0, 0), date(1901, 0, 0)), 365);
        for day in [-800_000, -1, 0, 59, 60, 18_321, 700_000] {
            assert_eq!(Date::of_day(day).map(Date::day_number), Some(day));
        }
    }

    #[test]
    fn dates_print_as_precisely_as_they_are_known() {
        let date = |year, month, day| Date { year, month, day }.to_string();
        assert_eq!(date(1954, 0, 0), "1954");
        assert_eq!(date(2023, 8, 0), "2023-08");
        assert_eq!(date(2023, 8, 17), "2023-08-17");
    }
}

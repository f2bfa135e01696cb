//! The language a document is written in, told from its beginning by whichlang.
//!
//! Sixteen languages are known, those with a list of stop words ([`crate::stopwords`]); a text in
//! another is taken for the one its letters resemble.

use bitcode::{Decode, Encode};
use whichlang::{LANGUAGES, Lang};

/// How much of a text is read, in bytes.
const SAMPLE: usize = 1_500;

/// A language: its number among those that whichlang knows.
#[derive(Debug, Encode, Decode, Clone, Copy, PartialEq, Eq)]
pub struct Language(u8);

impl Language {
    /// The language of a folded text.
    pub fn of(folded: &str) -> Self {
        let end = folded.floor_char_boundary(SAMPLE);
        let found = whichlang::detect_language(&folded[..end]);
        Self((0u8..).zip(LANGUAGES).find(|(_, lang)| *lang == found).map_or(0, |(i, _)| i))
    }

    /// Its ISO 639-1 code, by which lists of stop words are named.
    pub fn code(self) -> &'static str {
        match LANGUAGES.get(usize::from(self.0)).unwrap_or(&Lang::Eng) {
            Lang::Ara => "ar",
            Lang::Cmn => "zh",
            Lang::Deu => "de",
            Lang::Eng => "en",
            Lang::Fra => "fr",
            Lang::Hin => "hi",
            Lang::Ita => "it",
            Lang::Jpn => "ja",
            Lang::Kor => "ko",
            Lang::Nld => "nl",
            Lang::Por => "pt",
            Lang::Rus => "ru",
            Lang::Spa => "es",
            Lang::Swe => "sv",
            Lang::Tur => "tr",
            Lang::Vie => "vi",
        }
    }
}

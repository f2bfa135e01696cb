//! Kinds: what a unit is, and what a mark of punctuation does to a phrase.

use serde::Serialize;

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[repr(u8)]
pub enum UnitKind {
    /// A Han character, or a character of another script without spaces.
    Han,
    /// A word of a script with spaces.
    Word,
    /// A number in digits.
    Number,
    /// A mark that a phrase may cross: 、 · - / + & %.
    Inner,
    /// A mark between clauses: ， ： , : and brackets' like.
    Comma,
    /// A quotation mark; [`super::UnitStream::opens`] and [`super::UnitStream::closes`] tell which way it faces.
    Quote,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// The end of a sentence or paragraph: 。 ！ ？ ； … and line breaks.
    Stop,
    /// Any other symbol.
    Symbol,
    /// The end of a document.
    End,
}

impl UnitKind {
    /// Whether the unit carries content (character, word or number) rather than being a mark.
    pub fn is_content(self) -> bool {
        matches!(self, Self::Han | Self::Word | Self::Number)
    }

    /// Whether no phrase may cross the unit.
    pub fn ends_phrase(self) -> bool {
        matches!(self, Self::Stop | Self::Symbol | Self::End)
    }

    /// What a mark that stands between words is.
    pub(super) fn of_mark(c: char) -> Self {
        match c {
            '"' => Self::Quote,
            '、' | '·' | '-' | '/' | '+' | '&' | '%' | '~' | '—' => Self::Inner,
            '，' | ',' | ':' | '：' | '､' => Self::Comma,
            '(' | '[' | '{' | '《' | '〈' | '【' | '〔' | '<' => Self::Open,
            ')' | ']' | '}' | '》' | '〉' | '】' | '〕' | '>' => Self::Close,
            '。' | '｡' | '!' | '?' | ';' | '…' | '\n' | '.' | '।' | '؟' | '؛' => {
                Self::Stop
            }
            _ => Self::Symbol,
        }
    }
}

/// The kinds by their discriminants.
pub(super) const KINDS: [UnitKind; 11] = [
    UnitKind::Han,
    UnitKind::Word,
    UnitKind::Number,
    UnitKind::Inner,
    UnitKind::Comma,
    UnitKind::Quote,
    UnitKind::Open,
    UnitKind::Close,
    UnitKind::Stop,
    UnitKind::Symbol,
    UnitKind::End,
];

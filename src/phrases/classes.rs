//! Word classes, as far as they tell whether two neighbours belong to one constituent.
//!
//! ```text
//! 国防和军队 | 建设      noun before noun or verbal noun: the compound goes on
//! 维护社会   | 秩序      the same; 多渠道增加 | 就业: a verb waits for its object
//! 重点       | 领域安全  an attribute before a noun: the phrase began further left
//! 统一战线   | 要 发挥   noun before a function word or verb: the phrase is over
//! ```
//!
//! The classes are the dictionary's (jieba's tags, after the ICTCLAS set), one a word, so they are
//! read as evidence over many places and never as a parse. Words of spaced scripts are content or
//! function words; what no list knows binds to nothing.

use super::function_words::{is_determiner, is_loose};
use crate::fold::is_han;
use crate::tokenize::tagged;

/// What a word is at an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    /// Not known, or no word.
    Unknown,
    /// A noun or name.
    Noun,
    /// A verb.
    Verb,
    /// A verb that also stands as a noun (建设, 发展).
    VerbalNoun,
    /// An adjective or other attribute.
    Modifier,
    /// A content word of a spaced script.
    Word,
    /// A word that belongs to nothing beside it: particle, preposition, adverb, idiom.
    Loose,
    /// A pronoun, article or number: with it an object begins.
    Determiner,
}

const CLASSES: [Class; 8] = [
    Class::Unknown,
    Class::Noun,
    Class::Verb,
    Class::VerbalNoun,
    Class::Modifier,
    Class::Word,
    Class::Loose,
    Class::Determiner,
];

impl Class {
    /// The class in the low three bits.
    pub(super) fn of_bits(bits: u8) -> Self {
        CLASSES.get(usize::from(bits & 0x07)).copied().unwrap_or(Self::Unknown)
    }

    /// Whether a phrase that ends in this word goes on with the next one.
    pub fn goes_on_with(self, next: Self) -> bool {
        match self {
            Self::Noun | Self::Modifier => matches!(next, Self::Noun | Self::VerbalNoun),
            Self::VerbalNoun => matches!(next, Self::Noun | Self::VerbalNoun | Self::Modifier),
            Self::Verb => !matches!(next, Self::Unknown | Self::Loose | Self::Word),
            Self::Word => matches!(next, Self::Word | Self::Determiner),
            Self::Unknown | Self::Loose | Self::Determiner => false,
        }
    }

    /// Whether a phrase that begins with this word began with the one before.
    pub fn began_with(self, before: Self) -> bool {
        match self {
            Self::Noun => matches!(before, Self::Noun | Self::Modifier),
            Self::Word => before == Self::Word,
            _ => false,
        }
    }
}

/// The class of a folded word.
pub(super) fn class(word: &str) -> Class {
    if is_determiner(word) {
        return Class::Determiner;
    }
    if is_loose(word) {
        return Class::Loose;
    }
    if !word.chars().all(is_han) {
        return if word.is_ascii() { Class::Word } else { Class::Unknown };
    }
    match tagged(word).last() {
        Some((_, "vn" | "an")) => Class::VerbalNoun,
        Some((_, tag)) => match tag.as_bytes() {
            [b'n' | b'j' | b's', ..] => Class::Noun,
            [b'v', b'd', ..] => Class::Loose,
            [b'v', ..] => Class::Verb,
            [b'a' | b'b' | b'z', ..] => Class::Modifier,
            [b'r' | b'm', ..] => Class::Determiner,
            [b'x', ..] => Class::Unknown,
            _ => Class::Loose,
        },
        None => Class::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_bind_as_in_the_examples() {
        let goes_on = |a: &str, b: &str| class(a).goes_on_with(class(b));
        assert!(goes_on("军队", "建设") && goes_on("社会", "秩序") && goes_on("增加", "就业"));
        assert!(!goes_on("战线", "推进") && !goes_on("军队", "已经"));
        assert!(class("安全").began_with(class("重点")) || class("安全") != Class::Noun);
        assert!(!class("战线").began_with(class("推进")));
        assert!(goes_on("维护", "我国") && goes_on("urge", "the") && !goes_on("report", "of"));
        assert!(class("fiscal").goes_on_with(class("year")));
    }
}

//! Constituents: whether what stands beside a stretch at one place belongs to it.
//!
//! ```text
//! 维护社会 | 稳定            a verb's object goes on, whatever the class of what follows
//! 牢记总书记 | 的嘱托        the object goes on behind 的; 作风过硬的 begins with no verb
//! 以X为核心 | 的党中央       so does what a preposition opens
//! 贯彻 | 《决定》            the object stands in quotation marks
//! 失业率控制 | 在4.6%以内    a verb is carried on
//! 各 | 领域务实合作          a noun stands with its determiner
//! 规制、 | 管理、标准        a list began further left
//! 向 | 乌克兰提供            a preposition holds noun and verb (数字化改革 has none)
//! ```
//!
//! Word classes ([`super::classes`]) tell for two neighbours, this file for stretch and neighbour.
//! One place proves nothing: [`super::edges`] asks for the share over all places.

use super::classes::Class;
use super::function_words::{goes_on, is_opener};
use super::words::Words;
use crate::units::UnitStream;

/// What is asked about a stretch.
#[derive(Clone, Copy)]
pub struct Constituents<'a> {
    /// The unit stream.
    pub stream: &'a UnitStream,
    /// Its words.
    pub words: &'a Words,
}

impl Constituents<'_> {
    /// Whether what follows a stretch belongs to it.
    pub fn goes_on(&self, start: usize, end: usize) -> bool {
        let (last, next) = (self.words.class(end - 1), self.words.class(end));
        let is_verb = last == Class::Verb;
        last.goes_on_with(next)
            || match self.stream.unit(end) {
                "的" => self.begins_with_verb(start, end) || is_opener(self.stream.unit(start)),
                "\"" | "《" => is_verb && self.stream.opens(end),
                unit if is_verb && goes_on(unit) => true,
                _ => self.may_be_object(end) && self.begins_with_verb(start, end),
            }
    }

    /// Whether the word at a position may be what an object ends in: a noun or attribute, or a verb
    /// behind which clauses often end (稳定, 嘱托).
    fn may_be_object(&self, start: usize) -> bool {
        match self.words.class(start) {
            Class::Noun | Class::VerbalNoun | Class::Modifier => true,
            Class::Verb => self.words.often_closes(self.stream.word_end(start) - 1),
            _ => false,
        }
    }

    /// Whether what stands in front of a stretch belongs to it.
    pub fn began(&self, before: usize, start: usize, end: usize) -> bool {
        let first = self.words.class(start);
        let is_noun = first == Class::Noun;
        first.began_with(self.words.class(before))
            || match self.stream.unit(before) {
                "各" => is_noun,
                "、" => (start..end).any(|p| self.stream.unit(p) == "、"),
                // as far as, so long as: the phrase began with the first of both.
                "as" | "so" => start + 1 < end && self.stream.unit(start + 1) == "as",
                unit => is_noun && is_opener(unit) && self.has_verb(start, end),
            }
    }

    fn has_verb(&self, start: usize, end: usize) -> bool {
        (start..end).any(|p| self.words.class(p) == Class::Verb)
    }

    /// Whether a stretch begins with a verb, or with an adverb or adjective and a verb.
    pub fn begins_with_verb(&self, start: usize, end: usize) -> bool {
        match self.words.class(start) {
            Class::Verb => true,
            Class::Loose | Class::Modifier => {
                let second = self.stream.word_end(start);
                let verbs = [Class::Verb, Class::VerbalNoun];
                second < end && verbs.contains(&self.words.class(second))
            }
            _ => false,
        }
    }
}

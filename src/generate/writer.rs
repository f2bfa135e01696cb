//! A language ready to be written: its vocabulary, names, and patterns of phrases and clauses.

use rand_xoshiro::Xoshiro256Plus;

use super::Language;
use super::draw::Weighted;
use super::lexicon::{Lexicon, list};
use super::names::Names;
use super::prose::Pen;
use super::vocabulary::{Class, Vocabulary};

/// A place in a pattern.
#[derive(Debug, Clone, Copy)]
pub enum Slot {
    /// A word of a class.
    Word(Class),
    /// The name of a person.
    Person,
    /// The name of a place.
    Place,
    /// The name of an organisation.
    Organisation,
    /// A number and what it counts.
    Quantity,
    /// A date.
    Date,
    /// A phrase.
    Phrase,
    /// A word of grammar.
    Literal(&'static str),
}

/// Patterns and how often each is used.
#[derive(Debug)]
pub struct Patterns {
    /// The patterns, commonest first.
    pub patterns: Vec<Vec<Slot>>,
    odds: Weighted,
}

impl Patterns {
    fn of(text: &'static str) -> Self {
        let slot = |word: &'static str| match word {
            "N" => Slot::Word(Class::Noun),
            "V" => Slot::Word(Class::Verb),
            "A" => Slot::Word(Class::Adjective),
            "D" => Slot::Word(Class::Adverb),
            "H" => Slot::Person,
            "P" => Slot::Place,
            "O" => Slot::Organisation,
            "#" => Slot::Quantity,
            "Y" => Slot::Date,
            "~" => Slot::Phrase,
            word => Slot::Literal(word),
        };
        let patterns: Vec<Vec<Slot>> =
            list(text).iter().map(|p| p.split_whitespace().map(slot).collect()).collect();
        let weights: Vec<u64> = (0..patterns.len() as u64).map(|r| 1_000_000 / (r + 5)).collect();
        Self { patterns, odds: Weighted::new(&weights) }
    }

    /// A pattern, common ones more often.
    pub fn draw(&self, rng: &mut Xoshiro256Plus) -> &[Slot] {
        &self.patterns[self.odds.draw(rng)]
    }
}

/// A language ready to be written.
#[derive(Debug)]
pub struct Writer {
    /// What it is made from.
    pub lexicon: &'static Lexicon,
    /// What ranks the words.
    pub seed: u64,
    /// Words.
    pub vocabulary: Vocabulary,
    /// Names, numbers and dates.
    pub names: Names,
    /// Patterns of phrases.
    pub phrases: Patterns,
    /// Patterns of clauses.
    pub clauses: Patterns,
    /// Who acts.
    pub actors: Vec<&'static str>,
    /// First words of a sentence.
    pub openers: Vec<&'static str>,
    /// What may stand before a slogan.
    pub before: Vec<&'static str>,
    /// What may stand behind it.
    pub behind: Patterns,
}

impl Writer {
    /// Opens a lexicon; a seed ranks its words.
    pub fn new(language: Language, lexicon: &'static Lexicon, seed: u64) -> Self {
        Self {
            lexicon,
            seed,
            vocabulary: Vocabulary::new(language, lexicon, seed),
            names: Names::new(lexicon, seed),
            phrases: Patterns::of(lexicon.phrases),
            clauses: Patterns::of(lexicon.clauses),
            actors: list(lexicon.actors),
            openers: list(lexicon.openers),
            before: list(lexicon.around.0),
            behind: Patterns::of(lexicon.around.1),
        }
    }

    /// The name of a place.
    pub fn place(&self, rng: &mut Xoshiro256Plus) -> String {
        let mut name = String::new();
        self.names.place(&mut name, rng);
        name
    }

    /// A word that may stand in place of another in an edited copy.
    pub fn substitute(&self, rng: &mut Xoshiro256Plus) -> &'static str {
        self.vocabulary.even(Class::Noun, rng)
    }

    /// Begins a text on a theme and, if any, an event.
    pub fn pen(&self, theme: usize, event: Option<u64>, rng: Xoshiro256Plus) -> Pen<'_> {
        Pen::new(self, theme, event, rng)
    }
}

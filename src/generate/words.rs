//! Choosing words: Zipf's law over the lists of a lexicon, and clauses and sentences made of them.
//!
//! ```text
//! P(word of rank r) ∝ 1 / (r + 2)      in whole numbers, so that the choice is the same everywhere
//! ```

use rand::Rng;
use rand_xoshiro::Xoshiro256Plus;

use super::lexicon::{Lexicon, Subject};

/// Words with the odds of each.
#[derive(Debug)]
pub struct Words {
    words: Vec<&'static str>,
    /// Sums of the weights up to and including each word.
    sums: Vec<u64>,
}

impl Words {
    /// The words of a list: parted by `|` where it has any, else by spaces.
    pub fn of(list: &'static str) -> Self {
        let words: Vec<&str> = if list.contains('|') {
            list.split('|').map(str::trim).collect()
        } else {
            list.split_whitespace().collect()
        };
        let mut sum = 0;
        let sums = (0..words.len() as u64)
            .map(|rank| {
                sum += 1_000_000 / (rank + 2);
                sum
            })
            .collect();
        Self { words, sums }
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The word of a rank.
    pub fn at(&self, rank: usize) -> &'static str {
        self.words[rank % self.words.len()]
    }

    /// A word, common ones more often.
    pub fn pick(&self, rng: &mut Xoshiro256Plus) -> &'static str {
        let total = self.sums.last().copied().unwrap_or(1);
        let drawn = rng.gen_range(0..total);
        self.at(self.sums.partition_point(|&sum| sum <= drawn))
    }

    /// A word, all with the same odds.
    pub fn even(&self, rng: &mut Xoshiro256Plus) -> &'static str {
        self.at(rng.gen_range(0..self.len()))
    }
}

/// A lexicon ready to write with.
#[derive(Debug)]
pub struct Writer {
    lexicon: &'static Lexicon,
    subjects: Vec<Words>,
    actors: Words,
    adverbs: Words,
    verbs: Words,
    outcomes: Words,
    nouns: Words,
    openers: Words,
    syllables: (Words, Words),
    places: Words,
}

impl Writer {
    /// Opens a lexicon.
    pub fn new(lexicon: &'static Lexicon) -> Self {
        Self {
            subjects: lexicon.subjects.iter().map(|s: &Subject| Words::of(s.nouns)).collect(),
            actors: Words::of(lexicon.actors),
            adverbs: Words::of(lexicon.adverbs),
            verbs: Words::of(lexicon.verbs),
            outcomes: Words::of(lexicon.outcomes),
            nouns: Words::of(lexicon.nouns),
            openers: Words::of(lexicon.openers),
            syllables: (Words::of(lexicon.syllables.0), Words::of(lexicon.syllables.1)),
            places: Words::of(lexicon.places),
            lexicon,
        }
    }

    /// A place, its name put together from two syllables.
    pub fn place(&self, rng: &mut Xoshiro256Plus) -> String {
        let name = format!("{}{}", self.syllables.0.even(rng), self.syllables.1.even(rng));
        let kind = self.places.pick(rng);
        format!("{}{}{kind}", capitalised(&name), self.lexicon.space)
    }

    /// A noun of the theme, or now and then of none.
    pub fn noun(&self, theme: usize, rng: &mut Xoshiro256Plus) -> &'static str {
        if rng.gen_range(0..10) < 7 { self.subjects[theme].pick(rng) } else { self.nouns.pick(rng) }
    }

    /// A title.
    pub fn title(&self, theme: usize, rng: &mut Xoshiro256Plus) -> String {
        let place = self.place(rng);
        let rest = [self.verbs.pick(rng), self.subjects[theme].pick(rng)];
        format!("{place}{}{}", self.lexicon.space, rest.join(self.lexicon.space))
    }

    /// A sentence of two or three clauses; `slogan` becomes one of them.
    pub fn sentence(&self, theme: usize, slogan: Option<&str>, rng: &mut Xoshiro256Plus) -> String {
        let n = rng.gen_range(2..4);
        let place = rng.gen_range(0..n);
        let clause = |i: usize, rng: &mut Xoshiro256Plus| match slogan {
            Some(slogan) if i == place => self.around(slogan, rng),
            _ => self.clause(theme, rng),
        };
        let clauses: Vec<String> = (0..n).map(|i| clause(i, rng)).collect();
        let (comma, stop) = self.lexicon.marks;
        let mut sentence = clauses.join(comma);
        if rng.gen_range(0..3) == 0 {
            sentence = format!("{}{comma}{sentence}", self.openers.pick(rng));
        }
        format!("{}{stop}", capitalised(&sentence))
    }

    /// A clause that holds a slogan, now and then in quotation marks.
    fn around(&self, slogan: &str, rng: &mut Xoshiro256Plus) -> String {
        let (open, close) = if rng.gen_range(0..4) == 0 { self.lexicon.quotes } else { ("", "") };
        let space = self.lexicon.space;
        match rng.gen_range(0..3) {
            0 => format!("{}{space}{open}{slogan}{close}", self.actors.pick(rng)),
            1 => format!("{open}{slogan}{close}"),
            _ => format!("{}{space}{open}{slogan}{close}", self.place(rng)),
        }
    }

    fn clause(&self, theme: usize, rng: &mut Xoshiro256Plus) -> String {
        let who = if rng.gen_range(0..3) == 0 {
            self.place(rng)
        } else {
            self.actors.pick(rng).to_owned()
        };
        let noun = |rng: &mut Xoshiro256Plus| self.noun(theme, rng);
        let words: Vec<String> = match rng.gen_range(0..6) {
            0 | 1 => {
                let (how, what) = (self.adverbs.pick(rng), self.verbs.pick(rng));
                [who.as_str(), how, what, noun(rng)].map(str::to_owned).into()
            }
            2 => [self.verbs.pick(rng), noun(rng), noun(rng)].map(str::to_owned).into(),
            3 => [noun(rng), self.outcomes.pick(rng)].map(str::to_owned).into(),
            4 => vec![who, self.verbs.pick(rng).into(), noun(rng).into(), noun(rng).into()],
            _ => {
                let n = rng.gen_range(2..900).to_string();
                [n.as_str(), noun(rng), self.outcomes.pick(rng)].map(str::to_owned).into()
            }
        };
        words.join(self.lexicon.space)
    }

    /// A word that may stand in place of another in an edited copy.
    pub fn substitute(&self, rng: &mut Xoshiro256Plus) -> &'static str {
        self.nouns.even(rng)
    }
}

/// The first letter as a capital; scripts without capitals stay.
fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|c| c.to_uppercase().collect::<String>());
    first.unwrap_or_default() + characters.as_str()
}

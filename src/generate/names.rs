//! Names of places, people and organisations, numbers and dates: the open part of the vocabulary.
//!
//! A name is made from its number in a pool without end, so that the more text there is the more names
//! it has, few of them often and most of them once.

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256Plus;

use super::draw::{any, below, chance, from_pool};
use super::lexicon::{Lexicon, list};
use crate::kmeans::derive_seed;

/// Bits of the number of a name.
const NAME_BITS: u32 = 22;

/// The parts of names.
#[derive(Debug)]
pub struct Names {
    seed: u64,
    spaced: bool,
    syllables: [Vec<&'static str>; 2],
    places: Vec<&'static str>,
    families: Vec<&'static str>,
    given: Vec<&'static str>,
    foreign: Vec<&'static str>,
    organisations: Vec<&'static str>,
    quantities: Vec<&'static str>,
    dates: Vec<&'static str>,
}

impl Names {
    /// Opens the lists of a lexicon.
    pub fn new(lexicon: &'static Lexicon, seed: u64) -> Self {
        Self {
            seed,
            spaced: !lexicon.space.is_empty(),
            syllables: [list(lexicon.syllables.0), list(lexicon.syllables.1)],
            places: list(lexicon.places),
            families: list(lexicon.families),
            given: list(lexicon.given),
            foreign: list(lexicon.foreign),
            organisations: list(lexicon.organisations),
            quantities: list(lexicon.quantities),
            dates: list(lexicon.dates),
        }
    }

    fn member(&self, kind: u64, rng: &mut Xoshiro256Plus) -> Xoshiro256Plus {
        let number = from_pool(rng, NAME_BITS);
        Xoshiro256Plus::seed_from_u64(derive_seed(self.seed ^ kind, number))
    }

    /// A place.
    pub fn place(&self, out: &mut String, rng: &mut Xoshiro256Plus) {
        let rng = &mut self.member(1, rng);
        if chance(rng, 250) {
            return self.foreign(out, 2, rng);
        }
        let start = out.len();
        out.push_str(any(rng, &self.syllables[0]));
        out.push_str(any(rng, &self.syllables[1]));
        if chance(rng, 150) {
            out.push_str(any(rng, &self.syllables[1]));
        }
        capitalise(out, start);
        if chance(rng, 700) {
            self.space(out);
            out.push_str(
                self.places[below(rng, 8).min(below(rng, 8)) as usize % self.places.len()],
            );
        }
    }

    /// A person.
    pub fn person(&self, out: &mut String, rng: &mut Xoshiro256Plus) {
        let rng = &mut self.member(2, rng);
        if chance(rng, 350) {
            return self.foreign(out, 2, rng);
        }
        let (family, given) = (any(rng, &self.families), any(rng, &self.given));
        if self.spaced {
            out.extend([given, " ", family]);
        } else {
            out.extend([family, given]);
            if chance(rng, 750) {
                out.push_str(any(rng, &self.given));
            }
        }
    }

    fn foreign(&self, out: &mut String, least: u32, rng: &mut Xoshiro256Plus) {
        let start = out.len();
        for _ in 0..least + below(rng, 3) {
            out.push_str(any(rng, &self.foreign));
        }
        capitalise(out, start);
    }

    /// An organisation: a place, what it deals with, and what it is.
    pub fn organisation(&self, out: &mut String, noun: &str, rng: &mut Xoshiro256Plus) {
        self.place(out, rng);
        self.space(out);
        let start = out.len();
        out.push_str(noun);
        capitalise(out, start);
        self.space(out);
        out.push_str(any(rng, &self.organisations));
    }

    /// A number and what it counts; common forms more often.
    pub fn quantity(&self, out: &mut String, rng: &mut Xoshiro256Plus) {
        let n = self.quantities.len() as u32;
        let pattern = self.quantities[below(rng, n).min(below(rng, n)) as usize];
        for part in pattern.split_inclusive('#') {
            out.push_str(part.trim_end_matches('#'));
            if part.ends_with('#') {
                number(out, rng);
            }
        }
    }

    /// A date.
    pub fn date(&self, out: &mut String, rng: &mut Xoshiro256Plus) {
        let n = self.dates.len() as u32;
        let pattern = self.dates[below(rng, n).min(below(rng, n)) as usize];
        for c in pattern.chars() {
            match c {
                'Y' => push(out, 2024 - below(rng, 15).min(below(rng, 15))),
                'M' if !self.spaced => push(out, 1 + below(rng, 12)),
                'D' => push(out, 1 + below(rng, 30)),
                c => out.push(c),
            }
        }
    }

    fn space(&self, out: &mut String) {
        if self.spaced {
            out.push(' ');
        }
    }
}

/// A number of one to four digits, small ones more often; one in four with a decimal.
fn number(out: &mut String, rng: &mut Xoshiro256Plus) {
    let bound = any(rng, &[9, 90, 90, 900, 9_000]);
    push(out, 1 + below(rng, bound));
    if chance(rng, 250) {
        out.push('.');
        push(out, 1 + below(rng, 9));
    }
}

fn push(out: &mut String, number: u32) {
    if number >= 10 {
        push(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

/// Makes the letter at a byte a capital; only ASCII has any here.
pub fn capitalise(out: &mut String, at: usize) {
    if out.as_bytes().get(at).is_some_and(u8::is_ascii_lowercase) {
        let capital = out[at..=at].to_ascii_uppercase();
        out.replace_range(at..=at, &capital);
    }
}

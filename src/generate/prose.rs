//! Writing: words into phrases, phrases into clauses, clauses into sentences.
//!
//! ```text
//! sentence → clause ， clause 。     clause → pattern of phrases | stock clause
//! phrase   → pattern of words | stock phrase           word → again | of the event | of the theme | any
//! ```
//!
//! What makes text by people repeat itself is in it by design. A document uses its own words again
//! (Simon 1955). Documents near each other in time speak of the same events, each with names and words
//! of its own. Stock phrases and clauses come from pools without end, few of them often and most of
//! them once or twice: each is written from its number, alike wherever it stands.

use rand::{RngCore, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;

use super::draw::{any, below, chance, from_pool};
use super::names::{Names, capitalise};
use super::vocabulary::Class;
use super::writer::{Slot, Writer};
use crate::kmeans::derive_seed;

/// Odds in a thousand that a word is one that the document has had.
const AGAIN: u32 = 300;
/// That it is one of the event's.
const OF_EVENT: u32 = 90;
/// That it is one of the theme's.
const OF_THEME: u32 = 400;
/// Odds in a thousand that a word is one of those that follow the word before, and bits of its number.
const FOLLOWS: u32 = 850;
const FOLLOWER_BITS: u32 = 5;
/// Odds in a thousand that a phrase is a stock phrase, that it is a stock pair of phrases, and that a
/// pool is the theme's own.
const STOCK_PHRASE: u32 = 300;
const STOCK_PAIR: u32 = 450;
const OWN_STOCK: u32 = 430;
/// Odds in a thousand that a phrase is one that the document has had, and one of the event's.
const PHRASE_AGAIN: u32 = 120;
const EVENT_PHRASE: u32 = 70;
/// Odds in a thousand that a clause is a stock clause, and one of the event's.
const STOCK_CLAUSE: u32 = 360;
const EVENT_CLAUSE: u32 = 60;
/// Odds in a thousand that a sentence is a stock sentence.
const STOCK_SENTENCE: u32 = 150;
/// Bits of the number of a stock phrase or longer piece, and of a word or clause of an event.
const POOL_BITS: [u32; 4] = [15, 17, 18, 16];
const EVENT_BITS: u32 = 6;
/// Odds in a thousand that a stock piece goes astray, after so many words at most: it ends otherwise than
/// elsewhere, and goes back to its own words where an inner piece ends.
const STRAYS: u32 = 700;
const KEPT: u32 = 3;
/// Where the odds of stock phrases, stock pairs and fresh phrases begin.
const LOOSE: u32 = PHRASE_AGAIN + EVENT_PHRASE;
const PAIRED: u32 = LOOSE + STOCK_PHRASE;
const FRESH: u32 = PAIRED + STOCK_PAIR;
/// Words of a class, and phrases, that a document remembers.
const MEMORY: usize = 48;

/// A text being written.
#[derive(Debug)]
pub struct Pen<'w> {
    writer: &'w Writer,
    /// The choices.
    pub rng: Xoshiro256Plus,
    /// The theme; none while something of everybody's is written.
    theme: Option<usize>,
    event: Option<u64>,
    /// Where words that the text has had stand in it, by class.
    memory: [Vec<(u32, u32)>; 4],
    /// Where phrases stand in it.
    phrases: Vec<(u32, u32)>,
    /// The word before, as a number; 0 where there is none.
    last: u64,
    /// Whether what is written is the same wherever it stands.
    is_stock: bool,
    /// After how many words a stock piece goes astray, and the choices from there on.
    kept: u32,
    stray: Xoshiro256Plus,
    /// The text so far.
    pub out: String,
}

impl<'w> Pen<'w> {
    /// Begins a text.
    pub fn new(writer: &'w Writer, theme: usize, event: Option<u64>, rng: Xoshiro256Plus) -> Self {
        Self {
            writer,
            stray: rng.clone(),
            rng,
            theme: Some(theme),
            event,
            memory: [const { Vec::new() }; 4],
            phrases: Vec::new(),
            last: 0,
            is_stock: false,
            kept: 0,
            out: String::new(),
        }
    }

    /// Takes back what was written from a byte on.
    pub fn truncate(&mut self, to: usize) {
        self.out.truncate(to);
        self.memory.iter_mut().for_each(Vec::clear);
        self.phrases.clear();
    }

    /// A sentence of one to four clauses; `slogan` becomes part of one of them.
    pub fn sentence(&mut self, slogan: Option<&str>) {
        let start = self.out.len();
        if slogan.is_none()
            && chance(&mut self.rng, STOCK_SENTENCE * self.writer.lexicon.stock / 100)
        {
            self.take_stock(3, |pen| pen.clauses(None));
        } else {
            self.clauses(slogan);
        }
        self.mark(self.writer.lexicon.marks.1);
        capitalise(&mut self.out, start);
    }

    fn clauses(&mut self, slogan: Option<&str>) {
        let n = 1 + below(&mut self.rng, 3) + below(&mut self.rng, 2) + below(&mut self.rng, 2);
        let place = below(&mut self.rng, n);
        let comma = self.writer.lexicon.marks.0;
        if chance(&mut self.rng, 160) {
            let opener = any(&mut self.rng, &self.writer.openers);
            self.push(opener);
            self.out.push_str(comma);
        }
        for i in 0..n {
            if i > 0 {
                self.mark(comma);
            }
            match slogan {
                Some(slogan) if i == place => self.around(slogan),
                _ => self.clause(),
            }
        }
    }

    /// A title.
    pub fn title(&mut self) {
        self.fill(&[Slot::Place, Slot::Word(Class::Verb), Slot::Word(Class::Noun), Slot::Phrase]);
        capitalise(&mut self.out, 0);
    }

    /// A slogan with neighbours on both sides, now and then in quotation marks.
    fn around(&mut self, slogan: &str) {
        match below(&mut self.rng, 3) {
            0 => {
                let actor = any(&mut self.rng, &self.writer.actors);
                self.push(actor);
            }
            1 => self.fill(&[Slot::Place]),
            _ => self.fill(&[Slot::Phrase]),
        }
        let before = any(&mut self.rng, &self.writer.before);
        self.push(before);
        let (open, close) = self.writer.lexicon.quotes;
        if chance(&mut self.rng, 250) {
            self.space();
            self.out.extend([open, slogan, close]);
        } else {
            self.push(slogan);
        }
        let behind = &self.writer.behind.patterns;
        let at = below(&mut self.rng, behind.len() as u32) as usize;
        self.fill(&behind[at]);
    }

    fn clause(&mut self) {
        let odds = below(&mut self.rng, 1_000);
        let stock = STOCK_CLAUSE * self.writer.lexicon.stock / 100;
        let event = self.event.filter(|_| !self.is_stock);
        if let (Some(event), true) = (event, odds < EVENT_CLAUSE) {
            let number = from_pool(&mut self.rng, EVENT_BITS);
            self.stock(event, None, number, Self::fresh_clause);
        } else if (EVENT_CLAUSE..EVENT_CLAUSE + stock).contains(&odds) {
            self.take_stock(2, Self::fresh_clause);
        } else {
            self.fresh_clause();
        }
    }

    fn fresh_clause(&mut self) {
        let pattern = self.writer.clauses.draw(&mut self.rng);
        self.fill(pattern);
        if chance(&mut self.rng, 450) {
            self.phrase();
        }
    }

    fn phrase(&mut self) {
        let mut odds = below(&mut self.rng, 1_000);
        if self.is_stock {
            // a pair in a pair would not end, and what others may write too knows nothing of this text
            odds = if odds < STOCK_PHRASE { LOOSE } else { FRESH };
        } else if odds < PHRASE_AGAIN && !self.phrases.is_empty() {
            let (from, to) = any(&mut self.rng, &self.phrases);
            return self.copy(from, to);
        }
        self.space();
        let start = self.out.len() as u32;
        match (self.event, odds) {
            (Some(event), PHRASE_AGAIN..LOOSE) => {
                let number = from_pool(&mut self.rng, EVENT_BITS);
                self.stock(event ^ 1, None, number, Self::fresh_pair);
            }
            (_, LOOSE..PAIRED) => self.take_stock(0, Self::fresh_phrase),
            (_, PAIRED..FRESH)
                if (odds - PAIRED) * 100 < STOCK_PAIR * self.writer.lexicon.stock =>
            {
                self.take_stock(1, Self::fresh_pair)
            }
            _ => self.fresh_phrase(),
        }
        if !self.is_stock {
            let phrase = (start, self.out.len() as u32);
            remember(&mut self.phrases, phrase, &mut self.rng);
        }
    }

    fn fresh_pair(&mut self) {
        self.phrase();
        self.phrase();
    }

    fn fresh_phrase(&mut self) {
        let pattern = self.writer.phrases.draw(&mut self.rng);
        self.fill(pattern);
    }

    /// Writes a member of a pool: the theme's, or everybody's.
    fn take_stock(&mut self, level: usize, write: impl FnOnce(&mut Self)) {
        let number = from_pool(&mut self.rng, POOL_BITS[level]);
        let theme = self.theme.filter(|_| chance(&mut self.rng, OWN_STOCK));
        self.stock(level as u64, theme, number, write);
    }

    /// Writes a member of a pool, from the pool's theme and its number alone.
    fn stock(
        &mut self,
        pool: u64,
        theme: Option<usize>,
        number: u64,
        write: impl FnOnce(&mut Self),
    ) {
        if !self.is_stock {
            let strays = chance(&mut self.rng, STRAYS);
            self.kept =
                if strays { 1 + below(&mut self.rng, KEPT << pool.min(3)) } else { u32::MAX };
            self.stray = Xoshiro256Plus::seed_from_u64(self.rng.next_u64());
        }
        let pool = derive_seed(pool, theme.map_or(0, |t| t as u64 + 1));
        let seed = derive_seed(self.writer.seed ^ pool, number);
        let rng = std::mem::replace(&mut self.rng, Xoshiro256Plus::seed_from_u64(seed));
        let theme = std::mem::replace(&mut self.theme, theme);
        self.last = 0;
        let was_stock = std::mem::replace(&mut self.is_stock, true);
        write(self);
        (self.rng, self.theme, self.is_stock) = (rng, theme, was_stock);
    }

    fn fill(&mut self, pattern: &[Slot]) {
        let writer = self.writer;
        for slot in pattern {
            match *slot {
                Slot::Word(class) => self.word(class),
                Slot::Phrase => self.phrase(),
                Slot::Literal(word) => self.push(word),
                Slot::Person => self.written(|names, out, rng| names.person(out, rng)),
                Slot::Place => self.written(|names, out, rng| names.place(out, rng)),
                Slot::Quantity => self.written(|names, out, rng| names.quantity(out, rng)),
                Slot::Date => self.written(|names, out, rng| names.date(out, rng)),
                Slot::Organisation => self.written(|names, out, rng| {
                    let noun = writer.vocabulary.word(Class::Noun, rng);
                    names.organisation(out, noun, rng);
                }),
            }
        }
    }

    fn written(&mut self, write: impl Fn(&Names, &mut String, &mut Xoshiro256Plus)) {
        self.space();
        write(&self.writer.names, &mut self.out, &mut self.rng);
    }

    /// A word of a class.
    fn word(&mut self, class: Class) {
        let writer = self.writer;
        let vocabulary = &writer.vocabulary;
        self.space();
        let start = self.out.len() as u32;
        let mut odds = below(&mut self.rng, 1_000);
        if self.is_stock {
            // what others may write too knows neither this text nor its event
            odds += AGAIN + OF_EVENT;
            self.kept = self.kept.saturating_sub(1);
            if self.kept == 0 {
                self.rng = self.stray.clone();
                self.kept = u32::MAX;
            }
        }
        let memory = &self.memory[class as usize];
        if odds < AGAIN && !memory.is_empty() {
            let (from, to) = any(&mut self.rng, memory);
            return self.copy(from, to);
        }
        match self.event {
            Some(event) if odds < AGAIN + OF_EVENT => {
                let number = from_pool(&mut self.rng, EVENT_BITS) * 4 + class as u64;
                let rng = &mut Xoshiro256Plus::seed_from_u64(derive_seed(event, number));
                match (class, below(rng, 4)) {
                    (Class::Noun, 0) => writer.names.person(&mut self.out, rng),
                    (Class::Noun, 1) => writer.names.place(&mut self.out, rng),
                    _ => self.out.push_str(vocabulary.word(class, rng)),
                }
            }
            _ => {
                let theme = self.theme.filter(|_| odds < AGAIN + OF_EVENT + OF_THEME);
                let mut follower;
                let rng = if self.last != 0 && chance(&mut self.rng, FOLLOWS) {
                    let pool = self.last ^ (class as u64) << 8 ^ theme.map_or(0, |t| t as u64 + 1);
                    let number = from_pool(&mut self.rng, FOLLOWER_BITS);
                    follower = Xoshiro256Plus::seed_from_u64(derive_seed(pool, number));
                    &mut follower
                } else {
                    &mut self.rng
                };
                self.out.push_str(match theme {
                    Some(theme) => vocabulary.word_of(theme, class, rng),
                    None => vocabulary.word(class, rng),
                });
            }
        }
        self.last = hash(&self.out[start as usize..]);
        if self.is_stock {
            return;
        }
        let word = (start, self.out.len() as u32);
        remember(&mut self.memory[class as usize], word, &mut self.rng);
    }

    /// Writes once more what stands in the text.
    fn copy(&mut self, from: u32, to: u32) {
        self.space();
        self.out.extend_from_within(from as usize..to as usize);
    }

    fn push(&mut self, word: &str) {
        if !word.starts_with(['，', '。', '、', ',', '.']) {
            self.space();
        }
        self.out.push_str(word);
    }

    /// A mark, unless one is there already.
    fn mark(&mut self, mark: &str) {
        let end = self.out.trim_end().len();
        if self.out[..end].ends_with(['。', '.']) {
            return;
        }
        if self.out[..end].ends_with(['，', ',']) {
            let last = self.out[..end].chars().next_back().map_or(0, char::len_utf8);
            self.out.truncate(end - last);
        }
        self.out.push_str(mark);
    }

    /// A space where the language has one and none is there.
    fn space(&mut self) {
        let space = self.writer.lexicon.space;
        if !space.is_empty() && !self.out.is_empty() && !self.out.ends_with([' ', '\n']) {
            self.out.push_str(space);
        }
    }
}

/// A number for a word, never 0 (FNV-1a, Fowler, Noll & Vo).
fn hash(word: &str) -> u64 {
    let add = |h: u64, &b: &u8| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
    word.as_bytes().iter().fold(0xcbf2_9ce4_8422_2325, add) | 1 << 63
}

/// Keeps a place in mind; beyond what is kept, in place of any other.
fn remember(memory: &mut Vec<(u32, u32)>, place: (u32, u32), rng: &mut Xoshiro256Plus) {
    if memory.len() < MEMORY {
        memory.push(place);
    } else {
        memory[below(rng, MEMORY as u32) as usize] = place;
    }
}

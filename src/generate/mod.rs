//! Generated corpora: text of any size with known slogans, passages, themes and reprints in it.
//!
//! ```text
//! (seed, number of a document) → its plan → its text       every document by itself, in any order
//! ```
//!
//! A [`Plan`] says what is planted in a document; [`Generator::document`] writes it out. Documents
//! stand in blocks of [`BLOCK`] of neighbouring dates. A passage has its source and its edited copies
//! in one block, a reprint its original; so a plan needs the seed and a number and nothing that was
//! made before, memory stays flat, and documents can be made in parallel.
//!
//! The stages are to meet what they meet in text by people: words by Zipf's law from a vocabulary that
//! grows with the corpus (`vocabulary.rs`, `names.rs`), documents that use their own words again, events
//! that neighbours in time speak of, stock phrases and clauses of every length and frequency
//! (`prose.rs`), lengths that spread log-normally (`lengths.rs`). `cargo run --example curves` sets the
//! curves of two corpora side by side. It means nothing: only the curves are those of a language.
//!
//! Slogans come in variants and in bursts; each belongs to a theme, which uses it more than the others
//! do, and no word of a slogan's core is in the vocabulary. All choices are made in whole numbers: the
//! same bytes on every machine.

mod characters;
mod draw;
mod edits;
mod lengths;
mod lexicon;
mod names;
mod plan;
mod prose;
mod stems;
pub mod truth;
mod vocabulary;
mod writer;

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use serde::Serialize;

use crate::corpus::Date;
use crate::kmeans::derive_seed;
use draw::from_pool;
use lexicon::{Lexicon, list};
use writer::Writer;

pub use plan::{BLOCK, Copy, PassagePlan, Plan};

/// Language of the generated text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// What to generate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct GenerateSettings {
    /// Number of documents.
    pub documents: u32,
    /// Seed of every choice.
    pub seed: u64,
    /// Language of the text.
    pub language: Language,
}

/// A slogan that is planted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slogan {
    /// What all variants share.
    pub core: String,
    /// The variants as they stand in the texts.
    pub variants: Vec<String>,
    /// The theme that uses it most.
    pub theme: usize,
    /// The moment of its burst, in thousandths of the time the corpus covers.
    pub peak: u64,
    /// It is used 2 to the power of this times less than the most used ones.
    pub rarity: u32,
}

/// A document: one row of `docs.jsonl`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Name.
    pub id: String,
    /// Title.
    pub title: String,
    /// Date, a day.
    pub date: String,
    /// Group.
    pub group: String,
    /// Text, a paragraph a line.
    pub text: String,
}

/// Slogans a corpus has that are much used, and those that are used 8, 64, 512 and 4,096 times less.
const SLOGANS: usize = 24;
const RARE_SLOGANS: usize = 12;
/// Documents over which an event is spoken of, and bits of its number among those of its time.
const EVENT_SPAN: u32 = 128;
const EVENTS_BITS: u32 = 6;
/// Groups a corpus has.
const GROUPS: usize = 6;
/// The first day that a corpus covers, 2020-01-01, counted from 1970-01-01.
const FIRST_DAY: i64 = 18_262;
/// How many days it covers.
const DAYS: u64 = 1_461;

/// Makes the documents of a corpus.
#[derive(Debug)]
pub struct Generator {
    settings: GenerateSettings,
    lexicon: &'static Lexicon,
    writer: Writer,
    /// The slogans.
    pub slogans: Vec<Slogan>,
    /// The groups.
    pub groups: Vec<String>,
}

impl Generator {
    /// Makes the slogans and groups of a corpus.
    pub fn new(settings: GenerateSettings) -> Self {
        let lexicon = lexicon::of(settings.language);
        let writer = Writer::new(settings.language, lexicon, settings.seed);
        let mut rng = Xoshiro256Plus::seed_from_u64(derive_seed(settings.seed, 0));
        let mut groups: Vec<String> = Vec::new();
        while groups.len() < GROUPS {
            let place = writer.place(&mut rng);
            if !groups.contains(&place) {
                groups.push(place);
            }
        }
        let slogans = slogans(lexicon, &mut rng);
        Self { settings, lexicon, writer, slogans, groups }
    }

    /// What is generated.
    pub fn settings(&self) -> GenerateSettings {
        self.settings
    }

    /// Names of the themes.
    pub fn themes(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.lexicon.subjects.iter().map(|s| s.name)
    }

    /// A document as planned.
    pub fn document(&self, plan: &Plan) -> Row {
        let original = plan.reprint_of.unwrap_or(plan.number);
        let mut rng = self.rng(Stream::Text, u64::from(original));
        let event = self.event(original);
        let mut title = self.writer.pen(plan.theme, event, rng.clone());
        title.title();
        rng.jump();
        let body = self.body(plan, event, rng);
        let mut own = self.rng(Stream::Lead, u64::from(plan.number));
        let group = self.groups[own.gen_range(0..self.groups.len())].clone();
        let lead = match plan.reprint_of {
            Some(_) => {
                let mut lead = self.writer.pen(plan.theme, None, own);
                lead.sentence(None);
                lead.out.trim_end().to_owned() + "\n"
            }
            None => String::new(),
        };
        Row {
            id: id(plan.number),
            title: title.out,
            date: self.date(plan.number).to_string(),
            group,
            text: lead + &body,
        }
    }

    /// What the document speaks of: most have an event, which their neighbours in time speak of too.
    fn event(&self, number: u32) -> Option<u64> {
        let mut rng = self.rng(Stream::Event, u64::from(number));
        let event = from_pool(&mut rng, EVENTS_BITS);
        let stretch = u64::from(number + rng.gen_range(0..EVENT_SPAN) / 2) / u64::from(EVENT_SPAN);
        rng.gen_ratio(3, 4).then(|| derive_seed(self.settings.seed, stretch << 32 | event))
    }

    /// Characters that stand for one of Chinese.
    fn scale(&self) -> usize {
        if self.lexicon.space.is_empty() { 1 } else { 3 }
    }

    /// Paragraphs up to the length drawn for the document, then what is copied, each as a paragraph.
    fn body(&self, plan: &Plan, event: Option<u64>, mut rng: Xoshiro256Plus) -> String {
        let length = lengths::length(&mut rng) as usize * self.scale();
        // bytes are counted, which is soon done: three a Chinese character, but for figures
        let length = if self.lexicon.space.is_empty() { length * 13 / 5 } else { length };
        let mut pen = self.writer.pen(plan.theme, event, rng);
        let mut slogans = plan.slogans.iter();
        let mut next = slogans.next();
        while pen.out.len() < length || next.is_some() {
            for _ in 0..pen.rng.gen_range(1..4) {
                // a slogan stands in any sentence from the second on, so not all in one place
                let is_due = pen.out.len() * 3 >= length || pen.rng.gen_ratio(1, 4);
                let slogan = next.filter(|_| is_due && !pen.out.is_empty());
                next = if slogan.is_some() { slogans.next() } else { next };
                pen.sentence(
                    slogan.map(|&(s, variant)| self.slogans[s].variants[variant].as_str()),
                );
            }
            pen.out.truncate(pen.out.trim_end().len());
            pen.out.push('\n');
        }
        let mut body = pen.out;
        for passage in &plan.passages {
            let text = self.passage(passage.block, passage.index);
            let mut rng =
                self.rng(Stream::Edits, u64::from(plan.original()) * 8 + u64::from(passage.index));
            body +=
                &edits::edited(&text, passage.edit_permille, self.lexicon, &self.writer, &mut rng);
            body.push('\n');
        }
        body.truncate(body.trim_end().len());
        body
    }

    /// The text of a passage as its source has it: whole sentences, 40 to 150 characters (three times
    /// that in English).
    pub fn passage(&self, block: u32, index: u32) -> String {
        let mut rng = self.rng(Stream::Passage, u64::from(block) * 8 + u64::from(index));
        let scale = self.scale();
        let theme = rng.gen_range(0..self.lexicon.subjects.len());
        let target = rng.gen_range(40..110) * scale;
        let mut pen = self.writer.pen(theme, None, rng);
        loop {
            let before = pen.out.len();
            let length = pen.out.trim_end().chars().count();
            if length >= target {
                break;
            }
            pen.sentence(None);
            if pen.out.trim_end().chars().count() > 150 * scale {
                pen.truncate(before);
                if length >= 40 * scale {
                    break;
                }
            }
        }
        pen.out.truncate(pen.out.trim_end().len());
        pen.out
    }

    /// The date of a document: dates ascend with the numbers.
    pub fn date(&self, number: u32) -> Date {
        day(u64::from(number) * DAYS / u64::from(self.settings.documents.max(1)))
    }

    /// The date of a moment in thousandths of the time the corpus covers.
    fn date_of_moment(&self, permille: u64) -> Date {
        day(permille * DAYS / 1_000)
    }

    fn rng(&self, stream: Stream, number: u64) -> Xoshiro256Plus {
        let seed = derive_seed(self.settings.seed, stream as u64);
        Xoshiro256Plus::seed_from_u64(derive_seed(seed, number))
    }
}

/// What a random choice is for: choices for one thing share nothing with those for another.
#[derive(Debug, Clone, Copy)]
enum Stream {
    Plan = 1,
    Block,
    Text,
    Lead,
    Passage,
    Edits,
    Event,
}

/// A day of the time the corpus covers.
fn day(day: u64) -> Date {
    Date::of_day(FIRST_DAY + i64::try_from(day).unwrap_or_default()).unwrap_or_default()
}

/// The name of a document.
pub fn id(number: u32) -> String {
    format!("d{number:07}")
}

/// Slogans with different cores, spread over themes and over time.
fn slogans(lexicon: &'static Lexicon, rng: &mut Xoshiro256Plus) -> Vec<Slogan> {
    let verbs = list(lexicon.slogan_verbs);
    let parts = lexicon.slogan_cores.map(list);
    let shifts = [rng.gen_range(0..parts[1].len()), rng.gen_range(0..parts[2].len())];
    let slogan = |i: usize| {
        // each round pairs the parts anew, so that two slogans share one part at most
        let (round, at) = (i / parts[0].len(), i % parts[0].len());
        let words = [
            parts[0][at],
            parts[1][(at + shifts[0] + round) % parts[1].len()],
            parts[2][(at + shifts[1] + 5 * round) % parts[2].len()],
        ];
        let core = words.join(lexicon.space);
        let n_variants = 2 + i % 3;
        let variants = (0..n_variants)
            .map(|v| format!("{}{}{core}", verbs[(i + v) % verbs.len()], lexicon.space))
            .collect();
        let peak = (i as u64 * 1_000 + 500) / SLOGANS as u64;
        let rarity = i.checked_sub(SLOGANS).map_or(0, |rare| 3 * (1 + rare as u32 % 4));
        Slogan { core, variants, theme: i % lexicon.subjects.len(), peak: peak * 7 % 1_000, rarity }
    };
    (0..SLOGANS + RARE_SLOGANS).map(slogan).collect()
}

#[cfg(test)]
mod tests;

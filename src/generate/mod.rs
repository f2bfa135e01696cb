//! Generated corpora: text of any size with known slogans, passages, themes and reprints in it.
//!
//! ```text
//! (seed, number of a document) → its plan → its text       every document by itself, in any order
//! ```
//!
//! A [`Plan`] says what is planted in a document; [`Generator::document`] writes it out. Documents
//! stand in blocks of [`BLOCK`] of neighbouring dates. A passage has its source and its edited copies
//! in one block, a reprint its original; so a plan needs the seed and a number and nothing that was
//! made before, memory stays flat, and documents can be made in parallel. Words follow Zipf's law
//! (`words.rs`) and come from lists of everyday words (`lexicon.rs`), so that a segmenter cuts them as
//! it cuts text by people. Slogans come in variants and in bursts; each belongs to a theme, which uses
//! it more than the others do. All choices are made in whole numbers: the same bytes on every machine.

mod edits;
mod lexicon;
mod plan;
pub mod truth;
mod words;

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use serde::Serialize;

use crate::corpus::Date;
use crate::kmeans::derive_seed;
use lexicon::Lexicon;
use words::{Words, Writer};

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

/// Slogans a corpus has.
const SLOGANS: usize = 24;
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
        let writer = Writer::new(lexicon);
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
        let title = self.writer.title(plan.theme, &mut rng);
        let body = self.body(plan, &mut rng);
        let mut own = self.rng(Stream::Lead, u64::from(plan.number));
        let lead = match plan.reprint_of {
            Some(_) => {
                self.writer.sentence(plan.theme, None, &mut own).trim_end().to_owned() + "\n"
            }
            None => String::new(),
        };
        Row {
            id: id(plan.number),
            title,
            date: self.date(plan.number).to_string(),
            group: self.groups[own.gen_range(0..self.groups.len())].clone(),
            text: lead + &body,
        }
    }

    /// Paragraphs up to the length drawn for the document, then what is copied, each as a paragraph.
    fn body(&self, plan: &Plan, rng: &mut Xoshiro256Plus) -> String {
        let length = rng.gen_range(250..560) * if self.lexicon.space.is_empty() { 1 } else { 3 };
        let mut slogans = plan.slogans.iter();
        let mut body = String::new();
        let mut characters = 0;
        let mut next = slogans.next();
        while characters < length || next.is_some() {
            let mut paragraph = String::new();
            for _ in 0..rng.gen_range(3..6) {
                let slogan = next.map(|&(s, variant)| self.slogans[s].variants[variant].as_str());
                next = slogans.next();
                paragraph += &self.writer.sentence(plan.theme, slogan, rng);
            }
            characters += paragraph.chars().count();
            body += paragraph.trim_end();
            body.push('\n');
        }
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

    /// The text of a passage as its source has it: whole sentences, 40 to 150 characters (words count
    /// four in English).
    pub fn passage(&self, block: u32, index: u32) -> String {
        let mut rng = self.rng(Stream::Passage, u64::from(block) * 8 + u64::from(index));
        let scale = if self.lexicon.space.is_empty() { 1 } else { 3 };
        let theme = rng.gen_range(0..self.lexicon.subjects.len());
        let target = rng.gen_range(40..110) * scale;
        let mut text = String::new();
        loop {
            let sentence = self.writer.sentence(theme, None, &mut rng);
            let length = text.chars().count();
            let fits = length + sentence.chars().count() <= 150 * scale;
            if length >= target || (!fits && length >= 40 * scale) {
                break;
            }
            text += &sentence;
        }
        text.truncate(text.trim_end().len());
        text
    }

    /// The date of a document: dates ascend with the numbers.
    pub fn date(&self, number: u32) -> Date {
        let day = u64::from(number) * DAYS / u64::from(self.settings.documents.max(1));
        Date::of_day(FIRST_DAY + i64::try_from(day).unwrap_or_default()).unwrap_or_default()
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
}

/// The name of a document.
pub fn id(number: u32) -> String {
    format!("d{number:07}")
}

/// Slogans with different cores, spread over themes and over time.
fn slogans(lexicon: &'static Lexicon, rng: &mut Xoshiro256Plus) -> Vec<Slogan> {
    let verbs = Words::of(lexicon.slogan_verbs);
    let parts = lexicon.slogan_cores.map(Words::of);
    let shifts = [rng.gen_range(0..parts[1].len()), rng.gen_range(0..parts[2].len())];
    let slogan = |i: usize| {
        // the second round pairs the parts anew, so that two slogans share one part at most
        let (round, at) = (i / parts[0].len(), i % parts[0].len());
        let words = [
            parts[0].at(at),
            parts[1].at(at + shifts[0] + round),
            parts[2].at(at + shifts[1] + 5 * round),
        ];
        let core = words.join(lexicon.space);
        let n_variants = 2 + i % 3;
        let variants = (0..n_variants)
            .map(|v| format!("{}{}{core}", verbs.at(i + v), lexicon.space))
            .collect();
        let peak = (i as u64 * 1_000 + 500) / SLOGANS as u64;
        Slogan { core, variants, theme: i % lexicon.subjects.len(), peak: peak * 7 % 1_000 }
    };
    (0..SLOGANS).map(slogan).collect()
}

#[cfg(test)]
mod tests;

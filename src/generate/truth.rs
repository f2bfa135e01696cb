//! What was planted, gathered as the documents are made: `truth.json`.
//!
//! Documents are kept as numbers, a few bytes each; passages are planned anew when they are
//! written, so that a million documents need no more than their numbers. A reprint has the slogans and
//! the theme of its original and is counted with them; its passages are listed at the original only.

use serde::{Serialize, Serializer};

use super::plan::BLOCK;
use super::{Copy, GenerateSettings, Generator, Plan, id};
use crate::corpus::Date;

/// Everything planted in a corpus.
#[derive(Debug)]
pub struct Truth<'a> {
    generator: &'a Generator,
    /// Documents of each variant of each slogan.
    variants: Vec<Vec<Vec<u32>>>,
    themes: Vec<Vec<u32>>,
    reprints: Vec<(u32, u32)>,
}

impl<'a> Truth<'a> {
    /// Nothing planted yet.
    pub fn new(generator: &'a Generator) -> Self {
        let none = |s: &super::Slogan| vec![Vec::new(); s.variants.len()];
        Self {
            generator,
            variants: generator.slogans.iter().map(none).collect(),
            themes: vec![Vec::new(); generator.themes().count()],
            reprints: Vec::new(),
        }
    }

    /// Adds a document; documents come in order.
    pub fn add(&mut self, plan: &Plan) {
        self.themes[plan.theme].push(plan.number);
        for &(slogan, variant) in &plan.slogans {
            self.variants[slogan][variant].push(plan.number);
        }
        self.reprints.extend(plan.reprint_of.map(|original| (plan.number, original)));
    }

    /// Writes the truth as JSON.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, out: impl std::io::Write) -> serde_json::Result<()> {
        let generator = self.generator;
        let names: Vec<&str> = generator.themes().collect();
        let slogans = generator.slogans.iter().zip(&self.variants).map(|(s, variants)| {
            let texts = s.variants.iter().zip(variants);
            let all = || variants.iter().flatten();
            let is_reprint = |d: &&u32| self.reprints.binary_search_by_key(*d, |r| r.0).is_ok();
            SloganTruth {
                slogan: &s.core,
                theme: names[s.theme],
                rarity: 1 << s.rarity,
                n_documents: all().count(),
                n_reprints: all().filter(is_reprint).count(),
                peak_date: generator.date_of_moment(s.peak),
                first_date: all().min().map(|&d| generator.date(d)),
                last_date: all().max().map(|&d| generator.date(d)),
                variants: texts
                    .map(|(text, documents)| VariantTruth {
                        text,
                        n_documents: documents.len(),
                        documents: Ids(documents),
                    })
                    .collect(),
            }
        });
        let themes = names.iter().zip(&self.themes);
        let last = generator.settings().documents.saturating_sub(1);
        let all = All {
            settings: generator.settings(),
            first_date: generator.date(0),
            last_date: generator.date(last),
            groups: &generator.groups,
            slogans: slogans.collect(),
            themes: themes
                .map(|(theme, documents)| ThemeTruth { theme, documents: Ids(documents) })
                .collect(),
            reprints: Reprints(&self.reprints),
            passages: Passages(generator),
        };
        serde_json::to_writer(out, &all)
    }
}

#[derive(Serialize)]
struct All<'t> {
    #[serde(flatten)]
    settings: GenerateSettings,
    first_date: Date,
    last_date: Date,
    groups: &'t [String],
    slogans: Vec<SloganTruth<'t>>,
    themes: Vec<ThemeTruth<'t>>,
    reprints: Reprints<'t>,
    passages: Passages<'t>,
}

#[derive(Serialize)]
struct SloganTruth<'t> {
    slogan: &'t str,
    theme: &'t str,
    /// How many times less it is used than the most used ones.
    rarity: u32,
    /// Documents that have it, each of them once; reprints among them.
    n_documents: usize,
    n_reprints: usize,
    /// The moment of its burst, and when it is used first and last.
    peak_date: Date,
    first_date: Option<Date>,
    last_date: Option<Date>,
    variants: Vec<VariantTruth<'t>>,
}

#[derive(Serialize)]
struct VariantTruth<'t> {
    text: &'t str,
    n_documents: usize,
    documents: Ids<'t>,
}

#[derive(Serialize)]
struct ThemeTruth<'t> {
    theme: &'t str,
    documents: Ids<'t>,
}

/// Names of documents, made one by one as they are written.
struct Ids<'t>(&'t [u32]);

impl Serialize for Ids<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_seq(self.0.iter().map(|&number| id(number)))
    }
}

#[derive(Serialize)]
struct Reprint {
    document: String,
    source: String,
}

struct Reprints<'t>(&'t [(u32, u32)]);

impl Serialize for Reprints<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let reprint = |&(document, source): &(u32, u32)| Reprint {
            document: id(document),
            source: id(source),
        };
        s.collect_seq(self.0.iter().map(reprint))
    }
}

#[derive(Serialize)]
struct PassageTruth {
    text: String,
    source: String,
    copies: Vec<CopyTruth>,
}

#[derive(Serialize)]
struct CopyTruth {
    document: String,
    kind: &'static str,
    edit_rate: f64,
}

/// All passages, block by block.
struct Passages<'t>(&'t Generator);

impl Serialize for Passages<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let copy = |c: &Copy| CopyTruth {
            document: id(c.document),
            kind: c.kind,
            edit_rate: f64::from(c.edit_permille) / 1_000.0,
        };
        let passage = |copies: Vec<Copy>| PassageTruth {
            text: self.0.passage(copies[0].block, copies[0].index),
            source: id(copies[0].document),
            copies: copies[1..].iter().map(copy).collect(),
        };
        let blocks = 0..self.0.settings().documents.div_ceil(BLOCK);
        s.collect_seq(blocks.flat_map(|block| self.0.passages(block)).map(passage))
    }
}

//! The waist: settings in, findings out, and the one place where the stages meet.
//!
//! All below finds; all above shows. [`Analysis`] is plain data: the report, the tables and the JSON
//! are pure functions of it.

use serde::Serialize;

use crate::clean;
use crate::concordance::Concordance;
use crate::config::Config;
use crate::corpus::{Corpus, DocId, Text};
use crate::dictionary;
use crate::error::{Error, Result};
use crate::keyness::{self, Exclusive, GroupPassage, Key, Lockword, ThemeKey};
use crate::memory;
use crate::phrases::{self, Phrase, Phrases};
use crate::read::{InputFile, Reading};
use crate::reuse::{self, Reuse};
use crate::similarity::{self, Basis, Similarity};
use crate::themes::{self, Themes};
use crate::trends::{self, Trends};
use crate::units;
use crate::warning::Warning;
use crate::words::Words;

/// The findings a run asks for. Phrases are found whenever reuse, keyness or trends need them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Findings {
    /// Themes.
    pub themes: bool,
    /// Phrases, families, frames, formulas.
    pub phrases: bool,
    /// Passages and document shares.
    pub reuse: bool,
    /// Similar documents.
    pub similarity: bool,
    /// Keyness of groups.
    pub keyness: bool,
    /// Trends and adoption.
    pub trends: bool,
}

impl Findings {
    /// Everything.
    pub const ALL: Self = Self {
        themes: true,
        phrases: true,
        reuse: true,
        similarity: true,
        keyness: true,
        trends: true,
    };
    /// Nothing: reading, cleaning and segmentation only.
    pub const NONE: Self = Self {
        themes: false,
        phrases: false,
        reuse: false,
        similarity: false,
        keyness: false,
        trends: false,
    };
}

/// A stage of the work, announced as it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Cleaning and segmentation.
    Clean,
    /// Words and units.
    Tokenize,
    /// Suffix array and LCP.
    Concordance,
    /// Phrases.
    Phrases,
    /// Reuse.
    Reuse,
    /// Themes.
    Themes,
    /// Similarity.
    Similarity,
    /// Keyness and trends.
    Compare,
}

/// All findings of a run, with the texts they point into.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Analysis {
    /// The version of leitmotif that made it.
    pub version: String,
    /// The settings it was made with.
    pub config: Config,
    /// The files it was made from.
    pub inputs: Vec<InputFile>,
    /// The documents.
    pub corpus: Corpus,
    /// Their cleaned texts, one a document.
    pub texts: Vec<Text>,
    /// Content units (characters, words, numbers) of each document.
    pub n_units: Vec<u32>,
    /// Content units of each section of each document.
    pub section_units: Vec<Vec<u32>>,
    /// Phrases, families, frames, formulas.
    pub phrases: Phrases,
    /// Passages, clusters, document shares.
    pub reuse: Reuse,
    /// Themes.
    pub themes: Themes,
    /// Similar documents.
    pub similarity: Similarity,
    /// The original of each document: itself unless it is a reprint of an earlier one.
    pub originals: Vec<DocId>,
    /// What each group says more than the others.
    pub keyness: Vec<Key>,
    /// Phrases that only one group says.
    pub exclusive: Vec<Exclusive>,
    /// What all groups say alike.
    pub lockwords: Vec<Lockword>,
    /// The themes each group gives more of its texts to than the others.
    pub theme_keyness: Vec<ThemeKey>,
    /// The passages that two groups or more hold.
    pub group_passages: Vec<GroupPassage>,
    /// Phrases over time.
    pub trends: Trends,
    /// Advice, sorted.
    pub warnings: Vec<Warning>,
}

/// Analyses what was read. `observe` is told of each stage as it begins.
///
/// # Errors
/// No document with text; a setting that cannot be used, or a dictionary other than the one this
/// process has loaded; a corpus beyond the index's limit.
pub fn analyze(
    reading: Reading,
    config: &Config,
    findings: Findings,
    observe: &(dyn Fn(Stage) + Sync),
) -> Result<Analysis> {
    dictionary::bring(&config.dictionary)?;
    let Reading { mut corpus, inputs, mut warnings } = reading;
    if corpus.is_empty() {
        return Err(Error::NoDocuments("nothing was read".into()));
    }
    let forms = memory::plan(&memory::Size::of(&corpus), findings, config.max_memory)?;
    observe(Stage::Clean);
    let (texts, doubts) = clean::clean(&corpus, &config.clean, &config.segment);
    warnings.extend(doubts);
    // Findings point into the cleaned texts, whose maps lead back to the source's offsets: the
    // sources themselves are not read again.
    for document in &mut corpus.documents {
        document.source = String::new();
    }

    // Words are kept where a stage reads them again; phrases and passages read units alone.
    let by_subject = findings.similarity && config.similarity.by == Basis::Both;
    let needs_words = findings.themes || by_subject || findings.keyness;
    let needs_phrases = findings.phrases || findings.reuse || findings.keyness || findings.trends;
    observe(Stage::Tokenize);
    let (mut stream, words) = if needs_words {
        units::units_and_words(&texts, &config.units)?
    } else if needs_phrases {
        (units::units(&texts, &config.units)?, Words::default())
    } else {
        (units::units_uncut(&texts, &config.units)?, Words::default())
    };

    observe(Stage::Concordance);
    let concordance =
        if needs_phrases { Concordance::build(&mut stream)? } else { Concordance::default() };

    let mut analysis = Analysis {
        version: env!("CARGO_PKG_VERSION").into(),
        config: config.clone(),
        inputs,
        ..Analysis::default()
    };
    (analysis.n_units, analysis.section_units) = count_units(&texts, &stream);

    if needs_phrases {
        observe(Stage::Phrases);
        analysis.phrases = phrases::find(&texts, &stream, &concordance, &config.phrases);
        warnings.append(&mut analysis.phrases.warnings);
    }
    if findings.reuse {
        observe(Stage::Reuse);
        let phrases = &analysis.phrases.phrases;
        analysis.reuse =
            reuse::find(&corpus, &texts, &stream, &concordance, phrases, &config.reuse, forms.links);
    }
    // The index has told all it knows; what follows needs the room.
    drop(concordance);
    let last_use =
        |phrase: &Phrase| phrase.places.iter().filter_map(|p| corpus[p.document].date).max();
    phrases::ranking::arrange_by(&mut analysis.phrases, &config.phrases, last_use);
    if findings.similarity || findings.phrases || findings.themes {
        observe(Stage::Similarity);
        let wording = similarity::wording(&corpus, &stream, &config.similarity, forms.keeps_shingles);
        if by_subject {
            let sources = similarity::Sources {
                corpus: &corpus,
                texts: &texts,
                words: &words,
                stream: &stream,
            };
            analysis.similarity = similarity::find(&sources, &wording, &config.similarity);
        } else if findings.similarity {
            analysis.similarity = similarity::worded_alike(&wording);
        }
        warnings.extend(wording.doubt.filter(|_| findings.similarity));
        analysis.originals = wording.originals;
    }
    if findings.themes {
        observe(Stage::Themes);
        let originals = &analysis.originals;
        let sources = themes::Sources {
            corpus: &corpus,
            texts: &texts,
            stream: &stream,
            words: &words,
            originals,
        };
        analysis.themes = themes::find(&sources, &config.themes, config.seed, &mut warnings)?;
        themes::slogans::find(&mut analysis.themes, &analysis.phrases.phrases);
        let shown = config.report.shown(corpus.len());
        analysis.themes.paragraphs =
            themes::paragraphs::find(&analysis.themes, &sources, &config.themes, &shown);
    }
    if findings.keyness || findings.trends {
        observe(Stage::Compare);
    }
    let phrases = &analysis.phrases.phrases;
    if findings.trends {
        analysis.trends = trends::find(&corpus, &texts, phrases, &config.trends, &mut warnings);
    }
    if findings.keyness {
        let settings = &config.keyness;
        let found = keyness::compare(&corpus, &texts, &words, phrases, settings, &mut warnings);
        analysis.keyness = found.keys;
        analysis.exclusive = found.exclusive;
        analysis.lockwords = found.lockwords;
    }
    // These two cost nothing beside the findings they are drawn from.
    analysis.theme_keyness = keyness::theme_keys(&corpus, &analysis.themes);
    analysis.group_passages = keyness::group_passages(&corpus, &analysis.reuse);
    warnings.sort();
    warnings.dedup();
    Ok(Analysis { corpus, texts, warnings, ..analysis })
}

fn count_units(texts: &[Text], stream: &units::UnitStream) -> (Vec<u32>, Vec<Vec<u32>>) {
    let mut documents = Vec::with_capacity(texts.len());
    let mut sections = Vec::with_capacity(texts.len());
    for (d, text) in texts.iter().enumerate() {
        let mut counts = vec![0u32; text.sections.len()];
        let mut total = 0;
        for p in stream.positions(DocId(d as u32)) {
            if stream.kind(p).is_content() {
                total += 1;
                if let Some(count) = counts.get_mut(stream.section(p).index()) {
                    *count += 1;
                }
            }
        }
        documents.push(total);
        sections.push(counts);
    }
    (documents, sections)
}

//! The waist: settings in, findings out, and the one place where the stages meet.
//!
//! All below finds; all above shows. [`Analysis`] is plain data: the report, the tables and the JSON
//! are pure functions of it. Where a store is given, each stage takes up what an earlier run kept
//! ([`shelves`]); the outcome is the same, warnings included.

mod shelves;

use bitcode::{Decode, Encode};
use ndarray::Array2;
use serde::Serialize;

use crate::clean;
use crate::concordance::{self, Concordance};
use crate::config::Config;
use crate::corpus::{Corpus, DocId, Text};
use crate::dictionary;
use crate::error::{Error, Result};
use crate::exec;
use crate::keyness::{self, Exclusive, GroupPassage, Key as KeyTerm, Lockword, ThemeKey};
use crate::memory;
use crate::phrases::{self, Phrase, Phrases};
use crate::read::{InputFile, Reader, Reading};
use crate::reuse::{self, Reuse};
use crate::similarity::{self, Basis, Similarity, SimilaritySettings};
use crate::store::{Key, Shelf, Store};
use crate::themes::{self, Themes};
use crate::trends::{self, Trends};
use crate::units::{self, UnitStream};
use crate::warning::Warning;
use crate::words::Words;
use shelves::{Compared, Shelves};

/// The findings a run asks for. Phrases are found whenever reuse, keyness or trends need them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Findings {
    /// Themes.
    pub themes: bool,
    /// The places of the texts in the latent space of the themes, 800 bytes each, which no report shows.
    pub vectors: bool,
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
    /// Everything that a report shows.
    pub const ALL: Self = Self {
        themes: true,
        vectors: false,
        phrases: true,
        reuse: true,
        similarity: true,
        keyness: true,
        trends: true,
    };
    /// Nothing: reading, cleaning and segmentation only.
    pub const NONE: Self = Self {
        themes: false,
        vectors: false,
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
    /// Similarity.
    Similarity,
    /// Themes, and suffixes sorted beside them where there is room.
    Themes,
    /// What is left of suffix array and LCP.
    Concordance,
    /// Phrases.
    Phrases,
    /// Reuse.
    Reuse,
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
    pub keyness: Vec<KeyTerm>,
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

/// The documents, cleaned: what everything is found in.
#[derive(Debug, Clone, Default, Encode, Decode)]
pub struct Texts {
    /// The documents, without their sources.
    pub corpus: Corpus,
    /// The files they were read from.
    pub inputs: Vec<InputFile>,
    /// Their cleaned texts.
    pub texts: Vec<Text>,
    /// Doubts of reading and cleaning.
    pub warnings: Vec<Warning>,
}

impl Texts {
    /// Cleans what was read.
    ///
    /// # Errors
    /// No document; a dictionary other than the one this process has loaded.
    pub fn of(reading: Reading, config: &Config) -> Result<Self> {
        dictionary::bring(&config.dictionary)?;
        let Reading { mut corpus, inputs, mut warnings, .. } = reading;
        if corpus.is_empty() {
            return Err(Error::NoDocuments("nothing was read".into()));
        }
        let (texts, doubts) = clean::clean(&corpus, &config.clean, &config.segment);
        warnings.extend(doubts);
        // Findings point into the cleaned texts, whose maps lead back to the source's offsets: the
        // sources themselves are not read again.
        for document in &mut corpus.documents {
            document.source = String::new();
        }
        Ok(Self { corpus, inputs, texts, warnings })
    }

    /// Takes up what was read or cleaned before, else reads and cleans; gives the place of the texts for
    /// [`find`] to go on from. `observe` is told when reading is over.
    ///
    /// # Errors
    /// As reading and [`Texts::of`].
    pub fn recall<'a>(
        reader: &dyn Reader,
        config: &Config,
        store: Option<&'a dyn Store>,
        observe: &(dyn Fn(Stage) + Sync),
    ) -> Result<(Self, Shelf<'a>)> {
        dictionary::bring(&config.dictionary)?;
        let place = |digest: Option<Key>| match (store, digest) {
            (Some(store), Some(digest)) => {
                shelves::read(Shelf::first(store, "inputs", &digest), config)
            }
            _ => Shelf::NONE,
        };
        let read = place(store.and_then(|_| reader.digest()));
        let cleaned = shelves::clean(read, config);
        if let Some(texts) = cleaned.get() {
            read.reused();
            observe(Stage::Clean);
            cleaned.reused();
            return Ok((texts, cleaned));
        }
        let (reading, read) = match read.get::<Reading>() {
            Some(reading) => {
                read.reused();
                (reading, read)
            }
            None => {
                let reading = reader.read()?;
                // A file may have changed since it was hashed: what was read counts.
                let read = place(reading.digest);
                read.put(&reading);
                (reading, read)
            }
        };
        observe(Stage::Clean);
        let cleaned = shelves::clean(read, config);
        let texts = Self::of(reading, config)?;
        cleaned.put(&texts);
        Ok((texts, cleaned))
    }
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
    observe(Stage::Clean);
    find(Texts::of(reading, config)?, Shelf::NONE, config, findings, observe)
}

/// Finds what is asked for in the texts, taking up what was found before; `place` is that of the texts.
///
/// # Errors
/// As [`analyze`].
pub fn find(
    texts: Texts,
    place: Shelf<'_>,
    config: &Config,
    findings: Findings,
    observe: &(dyn Fn(Stage) + Sync),
) -> Result<Analysis> {
    let Texts { corpus, inputs, texts, mut warnings } = texts;
    // Words are kept where a stage reads them again; phrases and passages read units alone.
    let by_subject = findings.similarity && config.similarity.by == Basis::Both;
    let needs_words = findings.themes || by_subject || findings.keyness;
    let needs_phrases = findings.phrases || findings.reuse || findings.keyness || findings.trends;
    let is_cut = needs_words || needs_phrases;
    let forms = memory::plan(&memory::Size::of(&texts), findings, config.max_memory)?;
    let compared = (findings.similarity, by_subject);
    let shelves = Shelves::of(place, config, is_cut, compared, forms.keeps_shingles);
    observe(Stage::Tokenize);
    let (mut stream, words) = tokens(&texts, &shelves, config, needs_words, is_cut)?;

    let mut analysis = Analysis {
        version: env!("CARGO_PKG_VERSION").into(),
        config: config.clone(),
        inputs,
        ..Analysis::default()
    };
    (analysis.n_units, analysis.section_units) = count_units(&texts, &stream);

    if findings.similarity || findings.phrases || findings.themes {
        observe(Stage::Similarity);
        let sources =
            similarity::Sources { corpus: &corpus, texts: &texts, words: &words, stream: &stream };
        let settings = &config.similarity;
        let compare = || compare(&sources, settings, compared, forms.keeps_shingles);
        let found = shelves.similarity.or_find(compare);
        warnings.extend(found.doubt);
        warnings.extend(similarity::doubt_of_nearest(corpus.len()).filter(|_| by_subject));
        analysis.similarity = found.similarity;
        analysis.originals = found.originals;
    }
    let makes_phrases = needs_phrases && !shelves.phrases.has();
    let makes_index = makes_phrases || findings.reuse && !shelves.reuse.has();
    let sorts_early = forms.sorts_early && makes_index && !shelves.concordance.has();
    let mut sorted = None;
    if findings.themes {
        observe(Stage::Themes);
        // Themes read words and where they stand: the ids of units are lent to the sorting meanwhile.
        let mut ids = if sorts_early { std::mem::take(&mut stream.ids) } else { Vec::new() };
        let originals = &analysis.originals;
        let sources = themes::Sources {
            corpus: &corpus,
            texts: &texts,
            stream: &stream,
            words: &words,
            originals,
        };
        let place = shelves.themes(originals);
        let find = || -> Result<Themes> {
            let mut found =
                themes::find(&sources, &config.themes, config.seed, place, &mut warnings)?;
            let shown = config.report.shown(corpus.len());
            found.paragraphs = themes::paragraphs::find(&found, &sources, &config.themes, &shown);
            Ok(found)
        };
        let (suffixes, found) = exec::join(|| concordance::sort(&mut ids), find);
        analysis.themes = found?;
        if sorts_early {
            sorted = Some(suffixes?);
            stream.ids = ids;
        }
        if !findings.vectors {
            analysis.themes.vectors = Array2::default((0, 0));
        }
    }
    let terms = match findings.keyness {
        true => keyness::Terms::count(&corpus, &words, &config.keyness),
        false => keyness::Terms::default(),
    };
    // The words have told all they know; the index needs the room.
    drop(words);

    let mut index = None;
    if needs_phrases {
        observe(Stage::Concordance);
        if makes_index {
            index = Some(concordance(&mut stream, sorted, &shelves)?);
        } else {
            // Nobody asks for it.
            shelves.concordance.reused();
        }
        observe(Stage::Phrases);
        analysis.phrases = match shelves.phrases.get() {
            Some(phrases) => {
                shelves.phrases.reused();
                phrases
            }
            None => {
                let made = kept_or_made(index.take(), &mut stream, &shelves)?;
                let phrases = phrases::find(&texts, &stream, &made, &config.phrases);
                index = Some(made);
                shelves.phrases.put(&phrases);
                phrases
            }
        };
        warnings.append(&mut analysis.phrases.warnings);
    }
    if findings.reuse {
        observe(Stage::Reuse);
        analysis.reuse = match shelves.reuse.get() {
            Some(reuse) => {
                shelves.reuse.reused();
                reuse
            }
            None => {
                let index = kept_or_made(index.take(), &mut stream, &shelves)?;
                let phrases = &analysis.phrases.phrases;
                let (settings, links) = (&config.reuse, forms.links);
                let reuse = reuse::find(&corpus, &texts, &stream, index, phrases, settings, links);
                shelves.reuse.put(&reuse);
                reuse
            }
        };
    }
    // Nor do the units and their index tell more.
    drop((index, stream));
    let last_use =
        |phrase: &Phrase| phrase.places.iter().filter_map(|p| corpus[p.document].date).max();
    phrases::ranking::arrange_by(&mut analysis.phrases, &config.phrases, last_use);
    if findings.themes {
        themes::slogans::find(&mut analysis.themes, &analysis.phrases.phrases);
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
        let found = keyness::compare(&corpus, phrases, &terms, settings, &mut warnings);
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

/// The units of the texts and their index, for look-ups; `place` is that of the texts.
///
/// # Errors
/// A corpus beyond the index's limit.
pub fn index(
    texts: &[Text],
    place: Shelf<'_>,
    config: &Config,
) -> Result<(UnitStream, Concordance)> {
    let shelves = Shelves::of(place, config, true, (false, false), true);
    let (mut stream, _) = tokens(texts, &shelves, config, false, true)?;
    let index = concordance(&mut stream, None, &shelves)?;
    Ok((stream, index))
}

/// The units of the texts, and their words where they are needed.
fn tokens(
    texts: &[Text],
    shelves: &Shelves<'_>,
    config: &Config,
    needs_words: bool,
    is_cut: bool,
) -> Result<(UnitStream, Words)> {
    let words = if needs_words { shelves.words.get() } else { Some(Words::default()) };
    if let Some(words) = words
        && let Some(stream) = shelves.units.get()
    {
        shelves.units.reused();
        return Ok((stream, words));
    }
    let (stream, words) = if needs_words {
        units::units_and_words(texts, &config.units)?
    } else if is_cut {
        (units::units(texts, &config.units)?, Words::default())
    } else {
        (units::units_uncut(texts, &config.units)?, Words::default())
    };
    shelves.units.put(&stream);
    if needs_words {
        shelves.words.put(&words);
    }
    Ok((stream, words))
}

/// The index, kept or built, of suffixes that may be sorted already.
fn concordance(
    stream: &mut UnitStream,
    sorted: Option<Vec<i32>>,
    shelves: &Shelves<'_>,
) -> Result<Concordance> {
    if let Some(index) = shelves.concordance.get() {
        shelves.concordance.reused();
        return Ok(index);
    }
    let index = match sorted {
        Some(suffixes) => Concordance::of(stream, suffixes),
        None => Concordance::build(stream)?,
    };
    shelves.concordance.put(&index);
    Ok(index)
}

/// The index, made where nobody needed it before.
fn kept_or_made(
    index: Option<Concordance>,
    stream: &mut UnitStream,
    shelves: &Shelves<'_>,
) -> Result<Concordance> {
    index.map_or_else(|| concordance(stream, None, shelves), Ok)
}

/// Compares the documents by wording, and by subject where both are asked for.
fn compare(
    sources: &similarity::Sources<'_>,
    settings: &SimilaritySettings,
    (is_asked, by_subject): (bool, bool),
    keeps_shingles: bool,
) -> Compared {
    let wording = similarity::wording(sources.corpus, sources.stream, settings, keeps_shingles);
    let similarity = if by_subject {
        similarity::find(sources, &wording, settings)
    } else if is_asked {
        similarity::worded_alike(&wording)
    } else {
        Similarity::default()
    };
    let doubt = wording.doubt.filter(|_| is_asked);
    Compared { similarity, originals: wording.originals, doubt }
}

fn count_units(texts: &[Text], stream: &UnitStream) -> (Vec<u32>, Vec<Vec<u32>>) {
    let of_document = |d: usize| {
        let mut counts = vec![0u32; texts[d].sections.len()];
        let mut total = 0;
        for p in stream.positions(DocId(d as u32)) {
            if stream.kind(p).is_content() {
                total += 1;
                if let Some(count) = counts.get_mut(stream.section(p).index()) {
                    *count += 1;
                }
            }
        }
        (total, counts)
    };
    exec::map_range(texts.len(), of_document).into_iter().unzip()
}

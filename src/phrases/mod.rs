//! Phrases: what is said again in the same words.
//!
//! Every maximal repeat of the concordance is a possible phrase, of any length ([`crate::repeats`]);
//! [`candidates`] cuts it to where a phrase may begin and end and counts it anew; [`edges`] weighs
//! the evidence for both edges; [`nesting`] drops what never stands on its own; [`score`] ranks
//! what is left, each part of the score a column. Then come [`families`] of variants, [`frames`]
//! with an open slot and numeric [`formulas`].

pub mod candidates;
pub mod edges;
pub mod families;
pub mod formulas;
pub mod frames;
pub mod function_words;
pub mod kinds;
pub mod nesting;
pub mod ranking;
pub mod score;
pub mod words;

use serde::{Deserialize, Serialize};

use self::candidates::Candidate;
use self::edges::Edges;
use self::frames::LeastFrame;
use self::score::Parts;
use self::words::Words;
use crate::concordance::Concordance;
use crate::corpus::{DocId, Place, Text};
use crate::exec;
use crate::repeats::{Least, Positions, maximal_repeats};
use crate::units::{UnitKind, UnitStream};

pub use families::Family;
pub use formulas::Formula;
pub use frames::Frame;

/// Which repeats count as phrases, and how they are ranked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct PhraseSettings {
    /// Least number of documents that carry a phrase; chosen by the size of the corpus when absent.
    pub min_documents: Option<u32>,
    /// Least number of occurrences.
    pub min_occurrences: u32,
    /// Least length in content units; three Han characters or two words when absent.
    pub min_units: Option<u32>,
    /// Least number of different fillers of a frame's slot; two in a few documents, else three, when
    /// absent.
    pub min_fillers: Option<u32>,
    /// Most phrases listed, best first; 0 lists all.
    pub limit: usize,
}

impl Default for PhraseSettings {
    fn default() -> Self {
        Self {
            min_documents: None,
            min_occurrences: 2,
            min_units: None,
            min_fillers: None,
            limit: 0,
        }
    }
}

impl PhraseSettings {
    /// Least figures of a frame among so many documents.
    fn least_frame(&self, least: Least, n: usize) -> LeastFrame {
        let fillers = self.min_fillers.unwrap_or(if n < 20 { 2 } else { 3 }).max(2);
        LeastFrame { documents: least.documents, occurrences: least.occurrences, fillers }
    }
}

/// What sort of phrase it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PhraseKind {
    /// A set phrase or slogan.
    Slogan,
    /// A short technical or institutional term.
    Term,
    /// A name, office or place.
    Name,
    /// A numeric formula (四个意识).
    Formula,
    /// Parallel items joined by 、.
    Enumeration,
    /// Mostly quoted.
    Quotation,
}

impl PhraseKind {
    /// The kind as tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Slogan => "slogan",
            Self::Term => "term",
            Self::Name => "name",
            Self::Formula => "formula",
            Self::Enumeration => "enumeration",
            Self::Quotation => "quotation",
        }
    }
}

/// A repeated phrase with its figures; every score carries the parts it was made of.
#[derive(Debug, Clone, Serialize)]
pub struct Phrase {
    /// The phrase as its first occurrence writes it.
    pub text: String,
    /// Its units, as first position in the unit stream and number of positions.
    #[serde(skip)]
    pub at: (u32, u32),
    /// Its ranks in the suffix array: the first, and one past the last.
    #[serde(skip)]
    pub ranks: (u32, u32),
    /// What sort of phrase it is.
    pub kind: PhraseKind,
    /// Documents that carry it.
    pub n_documents: u32,
    /// Sections that carry it.
    pub n_sections: u32,
    /// Times it occurs.
    pub n_occurrences: u32,
    /// Times it occurs outside any longer listed phrase.
    pub n_independent: u32,
    /// Rank score.
    pub score: f64,
    /// Weakest binary split's association, as NPMI in [-1, 1].
    pub cohesion: f64,
    /// Strength of the weaker edge, in [0, 1]: see [`edges`].
    pub boundary: f64,
    /// Gries' DPnorm over documents: 0 even, 1 in one place only.
    pub dispersion: f64,
    /// The family it belongs to: an index into the list of families.
    pub family: u32,
    /// Where it occurs, by document and position.
    pub places: Vec<Place>,
}

/// All phrase findings.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Phrases {
    /// The phrases, best first.
    pub phrases: Vec<Phrase>,
    /// Variants of one phrase; each phrase is in one family.
    pub families: Vec<Family>,
    /// Frames with an open slot, by number of documents and fillers.
    pub frames: Vec<Frame>,
    /// Numeric formulas, by number of documents.
    pub formulas: Vec<Formula>,
}

/// Finds the repeated phrases of the corpus, with families, frames and formulas.
pub fn find(
    texts: &[Text],
    stream: &UnitStream,
    index: &Concordance,
    settings: &PhraseSettings,
) -> Phrases {
    let least = Least {
        documents: settings.min_documents.unwrap_or_else(|| min_documents(texts.len())),
        occurrences: settings.min_occurrences.max(2),
        length: 2,
    };
    let repeats = repeats_of(stream, index, least);
    let frames =
        frames::find(texts, stream, index, &repeats, settings.least_frame(least, texts.len()));
    let words = Words::fit(stream);
    let candidates = candidates::candidates(stream, index, &words, &repeats);
    let (candidates, edges) = with_sound_edges(stream, index, candidates, settings, least);
    let independent = nesting::independent(index, &candidates, &edges);
    let kept: Vec<(Candidate, Edges, u32)> = candidates
        .into_iter()
        .zip(edges)
        .zip(independent)
        .filter_map(|((c, e), n)| Some((c, e, n?)))
        .collect();
    let sizes = sizes(stream);
    let mut phrases: Vec<Phrase> =
        exec::map(&kept, |(c, e, n)| phrase(texts, stream, index, &sizes, c, e, *n));
    phrases.retain(|p| p.n_documents >= least.documents);
    ranking::by_base(&mut phrases);
    if settings.limit > 0 {
        phrases.truncate(settings.limit);
    }
    let mut families = families::families(stream, &mut phrases);
    ranking::rank(stream, index, &mut phrases, &mut families);
    let formulas = formulas::find(texts, stream, index);
    Phrases { phrases, families, frames, formulas }
}

/// Least document frequency by the size of the corpus: in a few documents everything that is said
/// twice matters, in thousands only what travels.
fn min_documents(n: usize) -> u32 {
    match n {
        0..20 => 1,
        20..500 => 2,
        500..3_000 => 3,
        3_000..30_000 => 5,
        _ => 10,
    }
}

fn repeats_of(
    stream: &UnitStream,
    index: &Concordance,
    least: Least,
) -> Vec<crate::repeats::Repeat> {
    let n = stream.len();
    let (mut clip, mut document, mut section) = (vec![0; n], vec![0; n], vec![0; n]);
    for d in 0..stream.n_documents() {
        document[stream.bounds[d] as usize..stream.bounds[d + 1] as usize].fill(d as u32);
    }
    for p in (0..n).rev() {
        let next = clip.get(p + 1).copied().unwrap_or(0);
        clip[p] = if stream.kind(p).ends_phrase() { 0 } else { next + 1 };
        section[p] = stream.section_index(p) as u32;
    }
    // Marks and text edges are neighbours of their own: their position stands for them.
    let own = |p: usize| (1 << 31) | p as u32;
    let before = |p: usize| match p.checked_sub(1) {
        Some(b) if stream.kind(b).is_content() || stream.kind(b) == UnitKind::Inner => {
            stream.ids[b].0
        }
        _ => own(p),
    };
    let at = Positions { before: &before, clip: &clip, document: &document, section: &section };
    maximal_repeats(index, &at, least)
}

/// Keeps the candidates that are long enough, occur often enough and have two sound, open edges.
fn with_sound_edges(
    stream: &UnitStream,
    index: &Concordance,
    candidates: Vec<Candidate>,
    settings: &PhraseSettings,
    least: Least,
) -> (Vec<Candidate>, Vec<Edges>) {
    let judged = exec::map(&candidates, |c| {
        let occurrences = c.occurrences(index);
        let first = *occurrences.first()? as usize;
        let units = first..first + c.length as usize;
        let n_content = stream.n_content(units.clone());
        let n_words = units.clone().filter(|&p| stream.kind(p) == UnitKind::Word).count();
        let shortest = settings.min_units.unwrap_or(if n_words > 0 { 2 } else { 3 });
        let n_numbers = units.filter(|&p| stream.kind(p) == UnitKind::Number).count();
        if (n_content as u32) < shortest
            || occurrences.len() < least.occurrences as usize
            || 2 * n_numbers > n_content
        {
            return None;
        }
        let edges = edges::edges(stream, occurrences, c.length as usize);
        let sound = edges.left.is_sound() && edges.right.is_sound();
        let open = edges.left.is_open() && edges.right.is_open();
        (sound && open).then_some((*c, edges))
    });
    judged.into_iter().flatten().unzip()
}

fn sizes(stream: &UnitStream) -> Vec<u32> {
    exec::map_range(stream.n_documents(), |d| {
        stream.n_content(stream.positions(DocId(d as u32))) as u32
    })
}

fn phrase(
    texts: &[Text],
    stream: &UnitStream,
    index: &Concordance,
    sizes: &[u32],
    candidate: &Candidate,
    edges: &Edges,
    n_independent: u32,
) -> Phrase {
    let length = candidate.length as usize;
    let mut positions: Vec<i32> = candidate.occurrences(index).to_vec();
    positions.sort_unstable();
    let first = positions[0] as usize;
    let places: Vec<Place> = positions.iter().map(|&p| stream.place(p as usize, length)).collect();
    let mut frequencies: Vec<(DocId, u32)> = Vec::new();
    let mut n_sections = 0;
    let mut section = None;
    for place in &places {
        match frequencies.last_mut() {
            Some((d, n)) if *d == place.document => *n += 1,
            _ => frequencies.push((place.document, 1)),
        }
        if section != Some((place.document, place.section)) {
            section = Some((place.document, place.section));
            n_sections += 1;
        }
    }
    let text = texts[places[0].document.index()].slice(places[0].span).to_string();
    let folded: String = (first..first + length).map(|p| stream.unit(p)).collect();
    let n_units = stream.n_content(first..first + length);
    let kind = kinds::kind(&text, &folded, n_units, edges.quoted);
    let parts = Parts {
        n_documents: frequencies.len() as u32,
        n_sections,
        n_contexts: edges.contexts * places.len() as f64,
        length: candidates::weight(stream, first..first + length),
        cohesion: score::cohesion(stream, index, candidate),
        boundary: score::boundary(edges),
        set_off: edges.set_off + 0.5 * edges.quoted,
        kind: kinds::weight(kind),
    };
    Phrase {
        text,
        at: (first as u32, candidate.length),
        ranks: (candidate.from, candidate.to),
        kind,
        n_documents: parts.n_documents,
        n_sections,
        n_occurrences: places.len() as u32,
        n_independent,
        score: parts.base(),
        cohesion: parts.cohesion,
        boundary: parts.boundary,
        dispersion: score::dispersion(&frequencies, sizes),
        family: 0,
        places,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::corpus::{Section, Span};
    use crate::tokenize::tokenize_all;
    use crate::units::units;

    /// What the phrase stages work on, from plain strings.
    pub(crate) struct Corpus {
        pub texts: Vec<Text>,
        pub stream: UnitStream,
        pub index: Concordance,
    }

    /// A corpus in which every document is one section.
    pub(crate) fn corpus(documents: &[&str]) -> Corpus {
        let texts: Vec<Text> = documents
            .iter()
            .map(|d| {
                let whole = Section { span: Span::new(0, d.len()), heading: None, speaker: None };
                Text { text: (*d).to_string(), sections: vec![whole], ..Text::default() }
            })
            .collect();
        let stream = units(&texts, &tokenize_all(&texts)).unwrap_or_default();
        let index = Concordance::build(&stream).unwrap_or_default();
        Corpus { texts, stream, index }
    }

    fn phrases(documents: &[&str], settings: &PhraseSettings) -> Vec<Phrase> {
        let Corpus { texts, stream, index } = corpus(documents);
        find(&texts, &stream, &index, settings).phrases
    }

    const STATEMENTS: [&str; 4] = [
        "全县上下画好最大同心圆，推进乡村振兴。",
        "各镇要画好最大同心圆。干部们说，乡村振兴大有可为。",
        "努力画出最大同心圆，聚力乡村振兴事业。",
        "我们画出最大同心圆；群众盼着乡村振兴。",
    ];

    #[test]
    fn counts_equal_a_plain_search() {
        for phrase in phrases(&STATEMENTS, &PhraseSettings::default()) {
            let n: usize = STATEMENTS.iter().map(|t| t.matches(&phrase.text).count()).sum();
            let documents = STATEMENTS.iter().filter(|t| t.contains(&phrase.text)).count();
            assert_eq!(phrase.n_occurrences as usize, n, "{}", phrase.text);
            assert_eq!(phrase.n_documents as usize, documents, "{}", phrase.text);
            assert_eq!(phrase.places.len(), n);
        }
    }

    #[test]
    fn the_core_of_variants_and_the_variants_are_found() {
        let found = phrases(&STATEMENTS, &PhraseSettings::default());
        for expected in ["最大同心圆", "画好最大同心圆", "画出最大同心圆", "乡村振兴"]
        {
            assert!(found.iter().any(|p| p.text == expected), "{expected}");
        }
    }

    #[test]
    fn no_phrase_is_found_where_nothing_is_said_twice() {
        assert!(phrases(&["春风拂面。", ""], &PhraseSettings::default()).is_empty());
        assert!(phrases(&[], &PhraseSettings::default()).is_empty());
    }

    #[test]
    fn fewer_documents_than_asked_are_not_listed() {
        let settings = PhraseSettings { min_documents: Some(3), ..PhraseSettings::default() };
        let found = phrases(&STATEMENTS, &settings);
        assert!(found.iter().all(|p| p.n_documents >= 3));
        assert!(found.iter().any(|p| p.text == "乡村振兴"));
    }

    #[test]
    fn one_character_repeated_without_end_is_harmless() {
        let long = "啊".repeat(5_000);
        let found = phrases(&[&long, &long], &PhraseSettings::default());
        assert!(found.len() < 100);
    }
}

//! Phrases: what is said again in the same words.
//!
//! Every maximal repeat of the concordance is a possible phrase, of any length ([`crate::repeats`]);
//! [`candidates`] cuts it ([`cuts`], [`trim`]) to where a phrase may begin and end and counts it
//! anew; [`edges`] weighs the evidence for both edges; [`nesting`] drops what never stands on its
//! own; [`score`] ranks what is left, each part of the score a column. Then come [`families`] of
//! variants, [`frames`] with an open slot and numeric [`formulas`].

mod c_value;
pub mod candidates;
pub mod classes;
pub mod constituents;
pub mod cuts;
pub mod edges;
pub mod edits;
pub mod families;
mod figures;
pub mod formulas;
pub mod frames;
pub mod function_words;
pub mod kinds;
pub mod lists;
pub mod nesting;
pub mod new_words;
pub mod ranking;
pub mod score;
pub mod settings;
#[cfg(test)]
pub(crate) mod tests;
pub mod trim;
pub mod words;

use bitcode::{Decode, Encode};
use rustc_hash::FxHashSet;
use serde::Serialize;

use self::candidates::Candidate;
use self::edges::Edges;
use self::edits::{Edits, Judged};
use self::figures::Source;
use self::words::Words;
use crate::concordance::Concordance;
use crate::corpus::Text;
use crate::dispersion;
use crate::exec;
use crate::places::Places;
use crate::repeats::Least;
use crate::units::{UnitKind, UnitStream};
use crate::warning::Warning;

pub use families::Family;
pub use formulas::Formula;
pub use frames::{Frame, OpenSlot};
pub use kinds::PhraseKind;
pub use new_words::NewWord;
pub use settings::{PhraseSettings, Rank};

/// A repeated phrase with its figures; every score carries the parts it was made of.
#[derive(Debug, Encode, Decode, Clone, Serialize)]
pub struct Phrase {
    /// The phrase as its first occurrence writes it.
    pub text: String,
    /// The text as found, where the analyst gave the phrase another name.
    pub found_as: Option<String>,
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
    /// Length in content units.
    pub n_units: u32,
    /// C-value over the listed phrases: see [`c_value`].
    pub c_value: f64,
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
    #[serde(skip)]
    pub places: Places,
}

/// All phrase findings.
#[derive(Debug, Encode, Decode, Clone, Default, Serialize)]
pub struct Phrases {
    /// The phrases, best first.
    pub phrases: Vec<Phrase>,
    /// Variants of one phrase; each phrase is in one family.
    pub families: Vec<Family>,
    /// Frames with an open slot, by number of documents and fillers.
    pub frames: Vec<Frame>,
    /// Numeric formulas, by number of documents.
    pub formulas: Vec<Formula>,
    /// Words that the dictionary lacks, where the settings ask for them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub new_words: Vec<NewWord>,
    /// What the edits asked for and the corpus has not.
    #[serde(skip)]
    pub warnings: Vec<Warning>,
}

/// Finds the repeated phrases of the corpus, with families, frames and formulas.
pub fn find(
    texts: &[Text],
    stream: &UnitStream,
    index: &Concordance,
    settings: &PhraseSettings,
) -> Phrases {
    let least = settings.least(texts.len());
    let (repeats, words) =
        exec::join(|| candidates::repeats(stream, index, least), || Words::fit(stream));
    let frames = || match settings.frames {
        true => {
            let least = settings.least_frame(texts.len());
            frames::find(texts, stream, index, &words, &repeats, least)
        }
        false => Vec::new(),
    };
    let found = || {
        let candidates = candidates::candidates(stream, index, &words, &repeats);
        with_sound_edges(stream, index, &words, candidates, settings, least)
    };
    let ((frames, formulas), (candidates, edges)) =
        exec::join(|| (frames(), formulas::find(texts, stream, index)), found);
    let new_words = match settings.new_words {
        true => new_words::find(stream, index, &words, &repeats, least, settings.slack),
        false => Vec::new(),
    };
    drop(repeats);
    let edits = Edits::new(&settings.edits);
    let mut warnings = Vec::new();
    let judged = Judged { stream, index, words: &words };
    let (candidates, edges) = edits.choose(&judged, candidates, edges, &mut warnings);
    let independent = nesting::independent(index, &candidates, &edges);
    let pinned = |at| edits.is_pinned(stream, at);
    let kept: Vec<(Candidate, Edges, u32)> = candidates
        .into_iter()
        .zip(edges)
        .zip(independent)
        .filter_map(|((c, e), n)| {
            let first = index.suffixes[c.from as usize] as u32;
            let n = n.or_else(|| pinned((first, c.length)).then_some(0))?;
            Some((c, e, n))
        })
        .collect();
    let named: FxHashSet<String> = formulas.iter().map(Formula::folded).collect();
    let sizes = figures::sizes(stream);
    let documents = dispersion::Parts::new(&sizes);
    let source = Source { texts, stream, index, documents: &documents, formulas: &named };
    let mut phrases: Vec<Phrase> = exec::map(&kept, |(c, e, n)| figures::phrase(&source, c, e, *n));
    phrases.retain(|p| p.n_documents >= least.documents || pinned(p.at));
    let values = c_value::c_values(stream, &phrases);
    phrases.iter_mut().zip(values).for_each(|(phrase, value)| phrase.c_value = value);
    ranking::by_base(&mut phrases);
    let mut families = families::families(stream, &mut phrases);
    edits.apply(&mut phrases, &mut families);
    ranking::rank(stream, index, &mut phrases, &mut families);
    Phrases { phrases, families, frames, formulas, new_words, warnings }
}

/// Keeps the candidates that are long enough, occur often enough and have two sound, open edges.
fn with_sound_edges(
    stream: &UnitStream,
    index: &Concordance,
    words: &Words,
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
        let edges = edges::edges(stream, words, occurrences, c.length as usize);
        let sound = edges.left.is_sound() && edges.right.is_sound();
        let is_open = |edge: &edges::Edge| edge.is_open(settings.slack);
        let open = is_open(&edges.left) && is_open(&edges.right);
        let is_nominal =
            words.are_nominal(first..first + c.length as usize) && !words.is_leading(first);
        let attested = edges.left.is_attested(is_nominal) && edges.right.is_attested(is_nominal);
        (sound && open && attested).then_some((*c, edges))
    });
    judged.into_iter().flatten().unzip()
}

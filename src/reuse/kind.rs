//! How near two sides are, and whether they are copied at all.
//!
//! - *verbatim*: the content units of both sides are equal;
//! - *light*: identity of at least 0.85; *heavy*: below that;
//! - *formulaic*, before all of these: on both sides at least 0.8 of the content units lie in
//!   widespread phrases, those that stand in `max(5, min(N / 10, 50))` documents beyond the two (the
//!   banality rule of TextPAIR); or the passage is shorter than 48 characters or 24 words and what all
//!   other documents say makes it likely ([`super::evidence`]).
//!
//! A passage that is nine tenths of both documents is a reprint and never formulaic. What is formulaic
//! and shorter than 24 characters or 12 words is a phrase and no passage; what is heavily edited and
//! likely by chance is nothing. A run as short that comes back inside one document is its refrain, and
//! no passage either.
//!
//! A tenth of a small corpus is widespread; in a large one fifty documents are, however many there
//! are beside. Where there are fewer than twenty documents, their sections are counted instead, and
//! three beyond the two will do: nine signed statements on one page are nine voices. A phrase of more
//! than 48 characters is no stock phrase: text reprinted in a hundred documents stays a copy.

use std::ops::Range;

use crate::bits::Bits;
use crate::concordance::Concordance;
use crate::exec;
use crate::phrases::Phrase;
use crate::reuse::content::Content;
use crate::reuse::evidence::{Case, Evidence};
use crate::reuse::pairs::Fragment;
use crate::reuse::{LIGHT, LONG, PassageKind};
use crate::units::UnitStream;

/// Least share of both documents in a passage that is a reprint of the whole.
const WHOLE: f64 = 0.9;
/// Least share of widespread phrases on both sides of a formulaic passage.
const BANAL: f64 = 0.8;

/// A phrase in this many documents beyond the two is widespread in a corpus of any size.
const WIDESPREAD: usize = 50;

/// Below this number of documents, sections are counted.
const FEW: usize = 20;

/// Content coordinates covered by phrases.
pub(super) struct Coverage {
    /// Covered by any phrase.
    pub phrases: Bits,
    /// Covered by a widespread phrase.
    widespread: Bits,
}

impl Coverage {
    /// `longest` is the greatest weight of a stock phrase.
    pub fn new(
        stream: &UnitStream,
        concordance: &Concordance,
        content: &Content,
        phrases: &[Phrase],
        longest: u32,
    ) -> Self {
        let n = content.ids.len();
        let few = content.n_documents() < FEW;
        let (carriers, least) =
            if few { (stream.n_sections(), 3) } else { (content.n_documents(), 5) };
        let others = carriers.div_ceil(10).clamp(least, WIDESPREAD);
        // All places of a phrase say the same.
        let said = |phrase: &Phrase| {
            let (start, length) = phrase.at;
            content.coordinates(&(start as usize..(start + length) as usize))
        };
        let stretches = |phrase: &Phrase| {
            let places = &concordance.suffixes[phrase.ranks.0 as usize..phrase.ranks.1 as usize];
            let n_said = said(phrase).len();
            places.iter().map(move |&p| {
                let start = content.rank(p as u32) as usize;
                start..start + n_said
            })
        };
        let is_stock = |phrase: &Phrase| {
            let n_carriers = if few { phrase.n_sections } else { phrase.n_documents };
            n_carriers as usize >= others + 2 && content.weight(&said(phrase)) <= longest
        };
        let are_stock = exec::map(phrases, is_stock);
        let stock: Vec<&Phrase> =
            phrases.iter().zip(are_stock).filter_map(|(phrase, is)| is.then_some(phrase)).collect();
        Self {
            phrases: Bits::covered(n, phrases, stretches),
            widespread: Bits::covered(n, &stock, |phrase| stretches(phrase)),
        }
    }

    fn banal_share(&self, range: &Range<u32>) -> f64 {
        let covered = self.widespread.count(&(range.start as usize..range.end as usize));
        f64::from(covered) / f64::from((range.end - range.start).max(1))
    }
}

/// What the kind of a passage is told by.
pub(super) struct Judge<'a> {
    pub content: &'a Content,
    pub coverage: &'a Coverage,
    pub evidence: &'a Evidence<'a>,
}

impl Judge<'_> {
    /// The kind of each passage; none where it is a phrase, or chance. What others have of those that may be
    /// chance is looked up at once.
    pub fn kinds(&self, cases: &[Case<'_>]) -> Vec<Option<PassageKind>> {
        let sides = || cases.iter().flat_map(|case| [&case.passage.a, &case.passage.b]);
        let ends = || sides().flat_map(|side| [side.start, side.end]);
        self.coverage.widespread.fetch(ends().map(|at| at as usize));
        let first: Vec<Verdict> = cases.iter().map(|case| self.look_at(*case)).collect();
        let is_open = |(_, verdict): &(&Case<'_>, &Verdict)| verdict.or_chance;
        let open: Vec<Case<'_>> =
            cases.iter().zip(&first).filter(is_open).map(|(case, _)| *case).collect();
        let mut are_telling = self.evidence.are_telling(&open).into_iter();
        let last = |verdict: Verdict| {
            let is_chance = verdict.or_chance && are_telling.next() == Some(false);
            if is_chance { verdict.of_chance } else { verdict.kind }
        };
        first.into_iter().map(last).collect()
    }

    /// What a passage is, before it is known what others have of it.
    fn look_at(&self, case: Case<'_>) -> Verdict {
        let Case { documents, passage } = case;
        let &Self { content, coverage, .. } = self;
        let units = |r: &Range<u32>| &content.ids[r.start as usize..r.end as usize];
        let weight = content.weight(&passage.a).min(content.weight(&passage.b));
        let is_long = weight >= LONG;
        let kind = if units(&passage.a) == units(&passage.b) {
            PassageKind::Verbatim
        } else if passage.identity() >= LIGHT {
            PassageKind::Light
        } else {
            PassageKind::Heavy
        };
        if documents.0 == documents.1 && !is_long {
            return Verdict::of(None);
        }
        if is_whole(content, documents, passage) {
            return Verdict::of(Some(kind));
        }
        let formulaic = is_long.then_some(PassageKind::Formulaic);
        if coverage.banal_share(&passage.a).min(coverage.banal_share(&passage.b)) >= BANAL {
            return Verdict::of(formulaic);
        }
        Verdict {
            kind: Some(kind),
            or_chance: weight < 2 * LONG || kind == PassageKind::Heavy,
            of_chance: formulaic.filter(|_| kind != PassageKind::Heavy),
        }
    }
}

/// What a passage is, and what it is if that may be chance and is.
struct Verdict {
    kind: Option<PassageKind>,
    or_chance: bool,
    of_chance: Option<PassageKind>,
}

impl Verdict {
    fn of(kind: Option<PassageKind>) -> Self {
        Self { kind, or_chance: false, of_chance: None }
    }
}

/// Whether a passage is nearly all of both documents: a reprint, however short and however frequent.
fn is_whole(content: &Content, documents: (u32, u32), passage: &Fragment) -> bool {
    let is_most = |side: &Range<u32>, document: u32| {
        let whole = content.document_range(document as usize);
        side.len() as f64 >= WHOLE * whole.len() as f64
    };
    documents.0 != documents.1
        && is_most(&passage.a, documents.0)
        && is_most(&passage.b, documents.1)
}

//! Edges: where a phrase may begin and end.
//!
//! For each edge, over all occurrences (at most [`SAMPLE`] of them, evenly spaced):
//! - agreement with words: the share of occurrences at which the segmentation has a boundary there;
//! - marks: the share at which a mark or the text's edge stands beside it;
//! - branching entropy H = −Σ p(c) log2 p(c) over the units beside it, every mark and text edge
//!   counted as a neighbour of its own (as Feng et al. 2004 do for text edges), every function word
//!   as half of one: a phrase that is always followed by 的 may well end there;
//! - the share of the most frequent neighbour that is neither a mark nor a function word;
//! - the share at which the edge is free: a mark, a function word or a word that does not bind to the
//!   phrase's own stands beside it ([`super::constituents`]).
//!
//! Contexts tell whether a phrase is said again on its own or carried along in a copied passage:
//! distinct runs of [`CONTEXT`] content units before it, or after it, whichever are more.
//!
//! An edge is sound when words agree in half of the places, or when the corpus overrules the
//! dictionary: marks beside three in ten and at least one bit of entropy. It is open when no one
//! content neighbour stands beside all but a share of `slack` (a tenth), since then the longer phrase
//! is meant. It is attested when it is free in one place of ten: a stretch that only ever goes on
//! (国防和军队…, 多渠道增加…) is no phrase. In few places that says little, so the share is estimated
//! as (m + k·w) / (n + k), where w is about how often the word at the edge stands at the edge of
//! clauses, and k is [`PRIOR`]; w counts for nothing where the phrase goes on at every place.

use rustc_hash::{FxHashMap, FxHashSet};

use super::constituents::Constituents;
use super::function_words::{carries_on, is_loose};
use super::words::Words;
use crate::units::{UnitKind, UnitStream};

/// Most occurrences that are looked at for one phrase.
const SAMPLE: usize = 512;

/// Most occurrences that decide where a candidate is trimmed.
const FEW: usize = 96;

/// Content units on each side that make a context.
const CONTEXT: usize = 4;

/// Least share of occurrences at which an edge is free.
const ATTESTED: f64 = 0.1;

/// Places that the word at the edge counts for.
const PRIOR: f64 = 2.0;

/// Places that outweigh what the last word does elsewhere.
const SOME: usize = 4;

/// Share of places with of, to, that … behind an English phrase from which it is not over.
const CARRIED: f64 = 0.9;

/// Largest share of one neighbour beside a noun phrase that is the core of different ones.
const CORE: f64 = 0.4;

/// What stands at one edge of a phrase.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Edge {
    /// Share of occurrences with a word boundary here.
    pub words: f64,
    /// Share of occurrences with a mark or text edge here.
    pub marks: f64,
    /// Branching entropy, in bits.
    pub entropy: f64,
    /// The entropy over its largest possible value, capped at four bits: in [0, 1].
    pub freedom: f64,
    /// Share of the most frequent content neighbour.
    pub dominant: f64,
    /// Accessor variety: different neighbours, every mark one of its own.
    pub variety: usize,
    /// Share of occurrences at which nothing beside the edge belongs to the phrase, as estimated.
    pub free: f64,
}

impl Edge {
    /// Whether a phrase may end here.
    pub fn is_sound(&self) -> bool {
        self.words >= 0.5 || (self.marks >= 0.3 && self.entropy >= 1.0)
    }

    /// Whether different content stands beside the edge: no one neighbour beside more than all but
    /// `slack` of the places.
    pub fn is_open(&self, slack: f64) -> bool {
        self.dominant < 1.0 - slack
    }

    /// Whether the phrase is seen to begin or end here. A noun phrase is also seen to by differing
    /// words that it is the attribute or the head of (社会主义现代化建设, 社会主义现代化强国).
    pub fn is_attested(&self, is_nominal: bool) -> bool {
        self.free >= ATTESTED || (is_nominal && self.dominant < CORE)
    }

    /// Evidence that this is an edge: half words, half freedom of what follows. In [0, 1].
    pub fn strength(&self) -> f64 {
        0.5 * self.words.max(self.marks) + 0.5 * self.freedom
    }
}

/// Both edges of a phrase, and how often quotation marks hold it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Edges {
    /// The left edge.
    pub left: Edge,
    /// The right edge.
    pub right: Edge,
    /// Share of occurrences between quotation marks.
    pub quoted: f64,
    /// Share of occurrences with marks at both edges.
    pub set_off: f64,
    /// Distinct contexts over occurrences, in (0, 1]: low for what is only copied along.
    pub contexts: f64,
}

/// The occurrences that are measured: all, or evenly spaced ones.
pub fn sample(occurrences: &[i32]) -> impl Iterator<Item = usize> {
    spaced(occurrences, SAMPLE)
}

/// Evenly spaced occurrences, enough to tell most from few.
pub fn few(occurrences: &[i32]) -> impl Iterator<Item = usize> {
    spaced(occurrences, FEW)
}

fn spaced(occurrences: &[i32], most: usize) -> impl Iterator<Item = usize> {
    let n = occurrences.len().min(most);
    (0..n).map(move |i| occurrences[i * occurrences.len() / n] as usize)
}

/// Looks at both edges of the `length` units at each occurrence.
pub fn edges(stream: &UnitStream, words: &Words, occurrences: &[i32], length: usize) -> Edges {
    let (mut left, mut right) = (Neighbours::default(), Neighbours::default());
    let (mut quoted, mut set_off) = (0usize, 0usize);
    let constituents = Constituents { stream, words };
    let (mut lead_ins, mut sequels) = (FxHashSet::default(), FxHashSet::default());
    stream.fetch(sample(occurrences));
    words.fetch(sample(occurrences));
    // Of both edges: a few units before the phrase, and what stands behind it.
    stream.fetch_ids(sample(occurrences).map(|p| p.saturating_sub(CONTEXT)));
    stream.fetch_ids(sample(occurrences).map(|p| p + length));
    for p in sample(occurrences) {
        let end = p + length;
        let before = p.checked_sub(1);
        let opens = before.is_none_or(|b| is_edge(stream, b));
        let closes = is_edge(stream, end);
        let goes_on = stream.joins(end) || constituents.goes_on(p, end);
        let began = before.is_some_and(|b| stream.joins(b) || constituents.began(b, p, end));
        left.add(stream, before, opens, stream.word_starts(p), began);
        let is_carried = !closes && carries_on(stream.unit(end));
        right.carried += usize::from(is_carried);
        right.add(stream, Some(end), closes, stream.word_ends(end - 1), goes_on);
        let is_quote = |p: usize| stream.unit(p) == "\"";
        quoted += usize::from(before.is_some_and(is_quote) && is_quote(end));
        set_off += usize::from(opens && closes);
        lead_ins.insert(context(stream, (0..p).rev()));
        sequels.insert(context(stream, end..stream.len()));
    }
    let n = left.n.max(1) as f64;
    // At the first place where the edge is one of a word.
    let places = || sample(occurrences);
    let at_start = places().find(|&p| stream.word_starts(p));
    let at_end = places().map(|p| p + length - 1).find(|&p| stream.word_ends(p));
    let first_word = at_start.map_or(0.0, |p| words.opens(p));
    // What the last word does elsewhere is no evidence where the phrase goes on at every place: at some
    // places, or at any two behind a verb, whose object it is. A compound with hyphens is whole though a
    // noun always follows (state-of-the-art).
    let joined = at_start.is_some_and(|p| (p..p + length).any(|p| stream.joins(p)));
    let goes_on = right.n > 1
        && right.bound == right.n
        && (right.n >= SOME && !joined
            || at_start.is_some_and(|p| constituents.begins_with_verb(p, p + length)));
    let carried = right.n > 1 && right.carried == right.n;
    let last_word = at_end.filter(|_| !goes_on && !carried).map_or(0.0, |p| words.closes(p));
    Edges {
        left: left.edge(stream, first_word),
        right: right.edge(stream, last_word),
        quoted: quoted as f64 / n,
        set_off: set_off as f64 / n,
        contexts: lead_ins.len().max(sequels.len()) as f64 / n,
    }
}

/// Whether the text itself says that something begins or ends at a position.
pub fn is_edge(stream: &UnitStream, position: usize) -> bool {
    !stream.kind(position).is_content() && !stream.joins(position)
}

/// The first content units met on the way, up to the edge of the document.
fn context(stream: &UnitStream, way: impl Iterator<Item = usize>) -> [u32; CONTEXT] {
    let mut units = [u32::MAX; CONTEXT];
    let mut n = 0;
    for p in way {
        match stream.kind(p) {
            UnitKind::End => units[n] = stream.ids[p].0,
            kind if !kind.is_content() => continue,
            _ => units[n] = stream.ids[p].0,
        }
        n += 1;
        if n == CONTEXT || stream.kind(p) == UnitKind::End {
            break;
        }
    }
    units
}

#[derive(Default)]
struct Neighbours {
    n: usize,
    marks: usize,
    words: usize,
    bound: usize,
    /// Places at which an English word carries the phrase on.
    carried: usize,
    content: FxHashMap<u32, usize>,
}

impl Neighbours {
    fn add(
        &mut self,
        stream: &UnitStream,
        neighbour: Option<usize>,
        mark: bool,
        word: bool,
        bound: bool,
    ) {
        self.n += 1;
        self.words += usize::from(word);
        match neighbour {
            Some(p) if !mark => {
                *self.content.entry(stream.ids[p].0).or_default() += 1;
                self.bound += usize::from(bound || !word);
            }
            _ => {
                self.marks += 1;
                self.bound += usize::from(bound);
            }
        }
    }

    fn edge(&self, stream: &UnitStream, word: f64) -> Edge {
        let n = self.n.max(1) as f64;
        let mut counts: Vec<(u32, usize)> = self.content.iter().map(|(&u, &c)| (u, c)).collect();
        counts.sort_unstable();
        let is_function_word =
            |u: u32| stream.vocabulary.get(u as usize).is_some_and(|v| is_loose(v));
        let variety = counts.len() + self.marks;
        let loose: usize = counts.iter().filter(|c| is_function_word(c.0)).map(|c| c.1).sum();
        counts.retain(|c| !is_function_word(c.0));
        let term = |c: usize| (c as f64 / n) * (n / c as f64).log2();
        let entropy = counts.iter().map(|&(_, c)| term(c)).sum::<f64>()
            + (self.marks as f64 + 0.5 * loose as f64) * term(1);
        let dominant = counts.iter().map(|&(_, c)| c).max().unwrap_or(0);
        // An English phrase may be carried on now and then (report of the Secretary of War); one that
        // hardly ever is not (call the attention to) is not over.
        let carried = if self.carried as f64 >= CARRIED * n { self.carried } else { 0 };
        Edge {
            words: self.words as f64 / n,
            marks: self.marks as f64 / n,
            entropy,
            freedom: (entropy / n.log2().clamp(1.0, 4.0)).min(1.0),
            dominant: dominant as f64 / n,
            variety,
            free: ((self.n - self.bound.max(carried)) as f64 + PRIOR * word) / (n + PRIOR),
        }
    }
}

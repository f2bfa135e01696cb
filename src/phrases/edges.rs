//! Edges: where a phrase may begin and end.
//!
//! For each edge, over all occurrences (at most [`SAMPLE`] of them, evenly spaced):
//! - agreement with words: the share of occurrences at which the segmentation has a boundary there;
//! - marks: the share at which a mark or the text's edge stands beside it;
//! - branching entropy H = −Σ p(c) log2 p(c) over the units beside it, every mark and text edge
//!   counted as a neighbour of its own (as Feng et al. 2004 do for text edges), every function word
//!   as half of one: a phrase that is always followed by 的 may well end there;
//! - the share of the most frequent neighbour that is neither a mark nor a function word.
//!
//! Contexts tell whether a phrase is said again on its own or carried along in a copied passage:
//! distinct runs of [`CONTEXT`] content units before it, or after it, whichever are more.
//!
//! An edge is sound when words agree in half of the places, or when the corpus overrules the
//! dictionary: marks beside three in ten and at least one bit of entropy. It is open when no one
//! content neighbour stands beside nine in ten, since then the longer phrase is meant.

use rustc_hash::{FxHashMap, FxHashSet};

use super::function_words::is_loose;
use crate::units::{UnitKind, UnitStream};

/// Most occurrences that are looked at for one phrase.
const SAMPLE: usize = 512;

/// Content units on each side that make a context.
const CONTEXT: usize = 4;

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
}

impl Edge {
    /// Whether a phrase may end here.
    pub fn is_sound(&self) -> bool {
        self.words >= 0.5 || (self.marks >= 0.3 && self.entropy >= 1.0)
    }

    /// Whether different content stands beside the edge.
    pub fn is_open(&self) -> bool {
        self.dominant < 0.9
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

/// The occurrences that are looked at: all, or evenly spaced ones.
pub fn sample(occurrences: &[i32]) -> impl Iterator<Item = usize> {
    let n = occurrences.len().min(SAMPLE);
    (0..n).map(move |i| occurrences[i * occurrences.len() / n] as usize)
}

/// Looks at both edges of the `length` units at each occurrence.
pub fn edges(stream: &UnitStream, occurrences: &[i32], length: usize) -> Edges {
    let (mut left, mut right) = (Neighbours::default(), Neighbours::default());
    let (mut quoted, mut set_off) = (0usize, 0usize);
    let (mut lead_ins, mut sequels) = (FxHashSet::default(), FxHashSet::default());
    for p in sample(occurrences) {
        let end = p + length;
        let before = p.checked_sub(1);
        let opens = before.is_none_or(|b| !stream.kind(b).is_content());
        let closes = !stream.kind(end).is_content();
        left.add(stream, before, opens, stream.word_starts(p));
        right.add(stream, Some(end), closes, stream.word_ends(end - 1));
        let is_quote = |p: usize| stream.unit(p) == "\"";
        quoted += usize::from(before.is_some_and(is_quote) && is_quote(end));
        set_off += usize::from(opens && closes);
        lead_ins.insert(context(stream, (0..p).rev()));
        sequels.insert(context(stream, end..stream.len()));
    }
    let n = left.n.max(1) as f64;
    Edges {
        left: left.edge(stream),
        right: right.edge(stream),
        quoted: quoted as f64 / n,
        set_off: set_off as f64 / n,
        contexts: lead_ins.len().max(sequels.len()) as f64 / n,
    }
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
    content: FxHashMap<u32, usize>,
}

impl Neighbours {
    fn add(&mut self, stream: &UnitStream, neighbour: Option<usize>, mark: bool, word: bool) {
        self.n += 1;
        self.words += usize::from(word);
        match neighbour {
            Some(p) if !mark => *self.content.entry(stream.ids[p].0).or_default() += 1,
            _ => self.marks += 1,
        }
    }

    fn edge(&self, stream: &UnitStream) -> Edge {
        let n = self.n.max(1) as f64;
        let mut counts: Vec<(u32, usize)> = self.content.iter().map(|(&u, &c)| (u, c)).collect();
        counts.sort_unstable();
        let is_function_word =
            |u: u32| stream.vocabulary.get(u as usize).is_some_and(|v| is_loose(v));
        let loose: usize = counts.iter().filter(|c| is_function_word(c.0)).map(|c| c.1).sum();
        counts.retain(|c| !is_function_word(c.0));
        let term = |c: usize| (c as f64 / n) * (n / c as f64).log2();
        let entropy = counts.iter().map(|&(_, c)| term(c)).sum::<f64>()
            + (self.marks as f64 + 0.5 * loose as f64) * term(1);
        let dominant = counts.iter().map(|&(_, c)| c).max().unwrap_or(0);
        Edge {
            words: self.words as f64 / n,
            marks: self.marks as f64 / n,
            entropy,
            freedom: (entropy / n.log2().clamp(1.0, 4.0)).min(1.0),
            dominant: dominant as f64 / n,
        }
    }
}

//! Words at an edge: which words open and close clauses in this corpus.
//!
//! A phrase that ends in a word after which nothing ever ends is a fragment: 持续加强党外
//! (党外 is always followed by 人士, 干部, 知识分子). For each word of the segmentation, over all its
//! occurrences: how often does a mark or a function word stand behind it, and before it? With m of
//! n such places the estimate is (m + 1) / (n + 2), so that a rare word is given the benefit of
//! the doubt.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHasher};

use super::function_words::is_loose;
use crate::units::UnitStream;

/// A word closes phrases if marks or function words follow at least this share of its places.
const CLOSES: f64 = 0.15;

/// A word opens phrases from this share on: lower, since content words often stand before a noun,
/// and the core of several variants (实干接力棒) begins with a word that never opens a clause.
const OPENS: f64 = 0.05;

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    n: u32,
    opens: u32,
    closes: u32,
}

/// How each word of the corpus stands at the edges of clauses.
#[derive(Debug, Default)]
pub struct Words {
    counts: FxHashMap<u64, Counts>,
}

impl Words {
    /// Counts every word of the stream.
    pub fn fit(stream: &UnitStream) -> Self {
        let loose: Vec<bool> = stream.vocabulary.iter().map(|v| is_loose(v)).collect();
        let is_edge = |p: usize| {
            !stream.kind(p).is_content()
                || loose.get(stream.ids[p].index()).copied().unwrap_or(true)
        };
        let mut counts: FxHashMap<u64, Counts> = FxHashMap::default();
        let mut p = 0;
        while p < stream.len() {
            let end = stream.word_end(p);
            if stream.kind(p).is_content() {
                let c = counts.entry(key(stream, p..end)).or_default();
                c.n += 1;
                c.opens += u32::from(p == 0 || is_edge(p - 1));
                c.closes += u32::from(end >= stream.len() || is_edge(end));
            }
            p = end;
        }
        Self { counts }
    }

    /// Whether a phrase may begin with the word at these positions.
    pub fn may_open(&self, stream: &UnitStream, word: Range<usize>) -> bool {
        let c = self.of(stream, word);
        f64::from(c.opens + 1) / f64::from(c.n + 2) >= OPENS
    }

    /// Whether a phrase may end with the word at these positions.
    pub fn may_close(&self, stream: &UnitStream, word: Range<usize>) -> bool {
        let c = self.of(stream, word);
        f64::from(c.closes + 1) / f64::from(c.n + 2) >= CLOSES
    }

    fn of(&self, stream: &UnitStream, word: Range<usize>) -> Counts {
        self.counts.get(&key(stream, word)).copied().unwrap_or_default()
    }
}

fn key(stream: &UnitStream, word: Range<usize>) -> u64 {
    let mut hasher = FxHasher::default();
    stream.ids[word].hash(&mut hasher);
    hasher.finish()
}

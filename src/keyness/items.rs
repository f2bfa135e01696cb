//! What is compared: phrases and terms, with the documents of each group that carry them.

use rustc_hash::FxHashMap;

use super::groups::Groups;
use crate::bits::Bits;
use crate::corpus::DocId;
use crate::exec;
use crate::phrases::Phrase;
use crate::words::Words;

/// An item, the documents that carry it, and how many of them lie in each group, by group.
pub(super) struct Item<'a> {
    pub name: &'a str,
    /// Whether it is a phrase, and then which.
    pub phrase: Option<u32>,
    pub total: u32,
    pub counts: Vec<Count>,
}

/// How many documents of a group carry an item, and the earliest of them by its rank of age.
#[derive(Debug, Clone, Copy)]
pub(super) struct Count {
    pub group: u32,
    pub n: u32,
    pub first: u32,
}

impl<'a> Item<'a> {
    fn new(name: &'a str, phrase: Option<u32>, counts: Vec<Count>) -> Self {
        Self { name, phrase, total: counts.iter().map(|c| c.n).sum(), counts }
    }

    /// Documents of a group that carry it.
    pub fn n(&self, group: u32) -> u32 {
        self.count(group).map_or(0, |c| c.n)
    }

    fn count(&self, group: u32) -> Option<&Count> {
        self.counts.binary_search_by_key(&group, |c| c.group).ok().map(|i| &self.counts[i])
    }

    /// The earliest document of the group that carries it, and the earliest of all others.
    pub fn first(&self, group: u32, groups: &Groups) -> (Option<DocId>, Option<DocId>) {
        let document = |age: u32| groups.by_age[age as usize];
        let others = self.counts.iter().filter(|c| c.group != group);
        (self.count(group).map(|c| document(c.first)), others.map(|c| c.first).min().map(document))
    }
}

/// The phrases that enough documents carry.
pub(super) fn phrases<'a>(
    phrases: &'a [Phrase],
    groups: &Groups,
    min_documents: u32,
) -> Vec<Item<'a>> {
    let counts = exec::map(phrases, |phrase| {
        let mut documents: Vec<usize> = phrase.places.iter().map(|p| p.document.index()).collect();
        documents.sort_unstable();
        documents.dedup();
        let of = |&d: &usize| Some((groups.of_document[d]?, groups.age[d]));
        let mut of: Vec<(u32, u32)> = documents.iter().filter_map(of).collect();
        of.sort_unstable();
        let count =
            |of: &[(u32, u32)]| Count { group: of[0].0, n: of.len() as u32, first: of[0].1 };
        of.chunk_by(|a, b| a.0 == b.0).map(count).collect::<Vec<_>>()
    });
    (0u32..)
        .zip(phrases.iter().zip(counts))
        .map(|(i, (phrase, counts))| Item::new(&phrase.text, Some(i), counts))
        .filter(|item| item.total >= min_documents.max(1))
        .collect()
}

/// A term and the documents of each group that carry it.
pub(super) type Term = (String, Vec<Count>);

/// The terms as items.
pub(super) fn of_terms(terms: &[Term]) -> Vec<Item<'_>> {
    terms.iter().map(|(name, counts)| Item::new(name, None, counts.clone())).collect()
}

/// The terms that enough documents carry, numbers and single characters left out, by name.
pub(super) fn terms(words: &Words, groups: &Groups, min_documents: u32) -> Vec<Term> {
    // Fewest documents that are counted together.
    const LEAST_CHUNK: usize = 256;
    // A word in a group: documents, and the earliest of them.
    type Counts = FxHashMap<(u32, u32), (u32, u32)>;
    let is_counted = Bits::of(words.n_different(), |w| words.is_wordy(w as u32));
    let add = |counts: &mut Counts, key, n, first| {
        let count = counts.entry(key).or_insert((0, first));
        *count = (count.0 + n, count.1.min(first));
    };
    let n = words.n_documents();
    let size = exec::chunk_size(n, LEAST_CHUNK);
    let chunks = exec::map_range(n.div_ceil(size), |c| {
        let mut counts = Counts::default();
        let mut of_document: Vec<u32> = Vec::new();
        for d in c * size..((c + 1) * size).min(n) {
            let Some(group) = groups.of_document[d] else { continue };
            of_document.clear();
            of_document.extend(words.of(DocId(d as u32)));
            of_document.sort_unstable();
            of_document.dedup();
            for &word in of_document.iter().filter(|&&w| is_counted.contains(w as usize)) {
                add(&mut counts, (word, group), 1, groups.age[d]);
            }
        }
        counts
    });
    let mut all = Counts::default();
    for chunk in chunks {
        for (key, (n, first)) in chunk {
            add(&mut all, key, n, first);
        }
    }
    let mut all: Vec<((u32, u32), (u32, u32))> = all.into_iter().collect();
    // Numbers of words follow their names.
    exec::sort_by(&mut all, |a, b| a.0.cmp(&b.0));
    all.chunk_by(|a, b| a.0.0 == b.0.0)
        .map(|of_term| {
            let count = |&((_, group), (n, first)): &_| Count { group, n, first };
            let counts: Vec<Count> = of_term.iter().map(count).collect();
            (words.text(of_term[0].0.0).to_owned(), counts)
        })
        .filter(|(_, counts)| counts.iter().map(|c| c.n).sum::<u32>() >= min_documents.max(1))
        .collect()
}

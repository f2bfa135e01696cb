//! The groups that are compared, their sizes, and what is doubtful about them.

use rustc_hash::FxHashMap;

use crate::corpus::{Corpus, DocId};
use crate::warning::{Topic, Warning};

/// Most groups that are compared; beyond it a list a group is no longer read by anyone.
const MAX_GROUPS: usize = 50;
/// A group with fewer documents is too small to compare.
pub(super) const SMALL_GROUP: u32 = 5;
/// Groups whose sizes differ by more than this factor are called unequal.
const UNEQUAL: u32 = 10;

pub(super) struct Groups<'a> {
    /// The groups compared, by name.
    pub names: Vec<&'a str>,
    pub sizes: Vec<u32>,
    /// Documents of all groups, also of those too many to compare.
    pub total: u32,
    n_left_out: usize,
    /// The group of each document: an index into the names, one past the last for a group that is
    /// only reference, none for a document without a group.
    pub of_document: Vec<Option<u32>>,
    /// The documents by date, undated ones last, then by name.
    pub by_age: Vec<DocId>,
    /// The place of each document in that order.
    pub age: Vec<u32>,
}

impl<'a> Groups<'a> {
    pub fn of(corpus: &'a Corpus) -> Self {
        let mut sizes: FxHashMap<&str, u32> = FxHashMap::default();
        for group in corpus.documents.iter().filter_map(|d| d.group.as_deref()) {
            *sizes.entry(group).or_default() += 1;
        }
        let total = sizes.values().sum();
        let mut groups: Vec<(&str, u32)> = sizes.into_iter().collect();
        groups.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let n_left_out = groups.len().saturating_sub(MAX_GROUPS);
        groups.truncate(MAX_GROUPS);
        groups.sort_unstable();
        let (names, sizes): (Vec<&str>, Vec<u32>) = groups.into_iter().unzip();
        let of_document = corpus
            .documents
            .iter()
            .map(|d| {
                let group = d.group.as_deref()?;
                Some(names.binary_search(&group).unwrap_or(names.len()) as u32)
            })
            .collect();
        let mut by_age: Vec<DocId> = corpus.ids().collect();
        by_age.sort_by_key(|&d| (corpus[d].date.is_none(), corpus[d].date, d));
        let mut age = vec![0; by_age.len()];
        for (rank, d) in by_age.iter().enumerate() {
            age[d.index()] = rank as u32;
        }
        Self { names, sizes, total, n_left_out, of_document, by_age, age }
    }

    /// Whether there are two sides.
    pub fn can_be_compared(&self) -> bool {
        self.names.len() + usize::from(self.n_left_out > 0) >= 2
    }

    /// The groups large enough to say something of, all where fewer than two are: indices.
    pub fn of_some_size(&self) -> Vec<u32> {
        let all = || 0..self.names.len() as u32;
        let large: Vec<u32> = all().filter(|&g| self.sizes[g as usize] >= SMALL_GROUP).collect();
        if large.len() < 2 { all().collect() } else { large }
    }

    pub fn warn(&self, warnings: &mut Vec<Warning>) {
        let mut warn = |message| warnings.push(Warning::new(Topic::Thin, "groups", message));
        if self.n_left_out > 0 {
            warn(format!(
                "the {MAX_GROUPS} largest groups are compared; {} smaller ones count only in the \
                 reference",
                self.n_left_out
            ));
        }
        let by_size = || self.sizes.iter().copied().zip(self.names.iter().copied());
        let (Some(small), Some(large)) =
            (by_size().min(), by_size().max_by_key(|&(n, name)| (n, std::cmp::Reverse(name))))
        else {
            return;
        };
        if u64::from(large.0) > u64::from(small.0) * u64::from(UNEQUAL) {
            warn(format!(
                "very unequal sizes: {} has {} documents, {} has {}; differences of the smaller \
                 are uncertain",
                large.1, large.0, small.1, small.0
            ));
        }
        let n_small = self.sizes.iter().filter(|&&n| n < SMALL_GROUP).count();
        if n_small > 0 {
            warn(format!(
                "{n_small} of {} groups compared have fewer than {SMALL_GROUP} documents (the \
                 smallest, {}, has {}): read their keyness as a hint",
                self.names.len(),
                small.1,
                small.0
            ));
        }
    }
}

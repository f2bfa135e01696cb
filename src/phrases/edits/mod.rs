//! Edits: what the analyst decides about single phrases, run after run.
//!
//! | action | what it does |
//! |---|---|
//! | keep | lists the phrase even where the rules would drop it, counted like any other |
//! | drop | takes it out before anything is ranked: it hides no shorter phrase and covers no text |
//! | merge | puts it into the family of another phrase, which then leads that family |
//! | rename | shows it under another name; the text as found stands beside it |
//!
//! A phrase is named by its text; width, script, case, quotation marks' shape and spaces do not matter.
//! What an edit names and the corpus does not have is a warning, since the same list of edits serves
//! many corpora. The report writes the list ([`list`]) with every phrase it shows, so that editing is
//! filling in a column.

pub mod list;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::candidates::Candidate;
use super::edges::{Edges, edges};
use super::words::Words;
use super::{Family, Phrase};
use crate::concordance::Concordance;
use crate::corpus::{DocId, Text, UnitId};
use crate::fold::fold;
use crate::inflection::fold_inflection;
use crate::units::{UnitSettings, UnitStream, units};
use crate::warning::{Topic, Warning};

/// What is done with a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// List it in any case.
    Keep,
    /// Do not list it.
    Drop,
    /// Put it into the family of another.
    Merge,
    /// Show it under another name.
    Rename,
}

/// A decision about one phrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Edit {
    /// The phrase as the corpus has it.
    pub phrase: String,
    /// What is done with it.
    pub action: Action,
    /// The phrase whose family it joins, or its new name; empty for the other actions.
    #[serde(default)]
    pub into: String,
}

/// A phrase's text as edits compare it.
pub fn key(text: &str) -> String {
    fold(text).split_whitespace().collect()
}

/// The edits as the stage reads them.
pub struct Edits<'a> {
    by_phrase: FxHashMap<String, &'a Edit>,
    /// What is listed in any case: the phrases that are not dropped, and those merged into.
    pinned: FxHashSet<String>,
}

impl<'a> Edits<'a> {
    /// The last edit of each phrase counts.
    pub fn new(edits: &'a [Edit]) -> Self {
        let by_phrase = edits.iter().map(|e| (key(&e.phrase), e)).collect();
        let mut edits = Self { by_phrase, pinned: FxHashSet::default() };
        edits.pinned = edits.named().into_iter().map(key).collect();
        edits
    }

    fn action(&self, text: &str) -> Option<Action> {
        self.by_phrase.get(text).map(|e| e.action)
    }

    /// Takes out the candidates that are dropped, and adds those that are named and were not found.
    pub fn choose(
        &self,
        judged: &Judged<'_>,
        candidates: Vec<Candidate>,
        edges: Vec<Edges>,
        warnings: &mut Vec<Warning>,
    ) -> (Vec<Candidate>, Vec<Edges>) {
        if self.by_phrase.is_empty() {
            return (candidates, edges);
        }
        let n = candidates.len();
        let mut chosen: BTreeMap<Candidate, Edges> = candidates
            .into_iter()
            .zip(edges)
            .filter(|(c, _)| self.action(&judged.text(c)) != Some(Action::Drop))
            .collect();
        if chosen.len() < n {
            let message = format!("{} phrases are dropped by the list of edits", n - chosen.len());
            warnings.push(Warning::new(Topic::Output, "phrases", message));
        }
        for phrase in self.named() {
            match judged.look_up(phrase) {
                Some(c) => drop(chosen.entry(c).or_insert_with(|| judged.edges(&c))),
                None => warnings.push(Warning::new(
                    Topic::Output,
                    phrase,
                    "named in the list of edits, but it occurs in no document",
                )),
            }
        }
        chosen.into_iter().unzip()
    }

    /// The phrases that are to be listed, sorted.
    fn named(&self) -> BTreeSet<&'a str> {
        let edits = || self.by_phrase.values();
        let listed = edits().filter(|e| e.action != Action::Drop).map(|e| e.phrase.as_str());
        let targets = edits().filter(|e| e.action == Action::Merge).map(|e| e.into.as_str());
        listed.chain(targets).collect()
    }

    /// Whether a phrase is listed in any case.
    pub fn is_pinned(&self, stream: &UnitStream, at: (u32, u32)) -> bool {
        let text = || stream.text(at.0 as usize..(at.0 + at.1) as usize);
        !self.pinned.is_empty() && self.pinned.contains(&text())
    }

    /// Moves phrases into the families they are merged into, which their targets then lead, and
    /// renames what is renamed.
    pub fn apply(&self, phrases: &mut [Phrase], families: &mut Vec<Family>) {
        if self.by_phrase.is_empty() {
            return;
        }
        let keys: Vec<String> = phrases.iter().map(|p| key(&p.text)).collect();
        let places: FxHashMap<&str, usize> =
            keys.iter().enumerate().map(|(i, k)| (k.as_str(), i)).collect();
        for (i, phrase) in keys.iter().enumerate() {
            let Some(edit) = self.by_phrase.get(phrase) else { continue };
            match edit.action {
                Action::Merge => {
                    if let Some(&target) = places.get(self.leader(edit).as_str()) {
                        merge(phrases, families, i, target);
                    }
                }
                Action::Rename => {
                    let found = std::mem::replace(&mut phrases[i].text, edit.into.clone());
                    phrases[i].found_as = Some(found);
                }
                Action::Keep | Action::Drop => {}
            }
        }
        families.retain(|f| !f.members.is_empty());
        for (i, family) in families.iter().enumerate() {
            for &m in &family.members {
                phrases[m as usize].family = i as u32;
            }
        }
    }

    /// The phrase at the end of a row of merges.
    fn leader(&self, edit: &Edit) -> String {
        let mut last = key(&edit.into);
        while let Some(next) = self.by_phrase.get(&last).filter(|e| e.action == Action::Merge) {
            last = key(&next.into);
        }
        last
    }
}

/// Moves a phrase into the family of another, which becomes its head.
fn merge(phrases: &mut [Phrase], families: &mut [Family], phrase: usize, target: usize) {
    let (from, to) = (phrases[phrase].family as usize, phrases[target].family as usize);
    families[from].members.retain(|&m| m as usize != phrase);
    families[to].members.retain(|&m| m as usize != target);
    families[to].members.insert(0, target as u32);
    families[to].members.push(phrase as u32);
    families[to].head = target as u32;
    phrases[phrase].family = to as u32;
    for family in [from, to] {
        let family = &mut families[family];
        if family.head as usize == phrase {
            family.head = family.members.first().copied().unwrap_or(family.head);
        }
        family.count(phrases);
    }
}

/// What candidates are read off.
pub struct Judged<'a> {
    /// The unit stream.
    pub stream: &'a UnitStream,
    /// Its concordance.
    pub index: &'a Concordance,
    /// Its words.
    pub words: &'a Words,
}

impl Judged<'_> {
    fn text(&self, candidate: &Candidate) -> String {
        let first = self.index.suffixes[candidate.from as usize] as usize;
        self.stream.text(first..first + candidate.length as usize)
    }

    fn edges(&self, candidate: &Candidate) -> Edges {
        let occurrences = candidate.occurrences(self.index);
        edges(self.stream, self.words, occurrences, candidate.length as usize)
    }

    /// All places of a phrase, whatever its edges.
    fn look_up(&self, phrase: &str) -> Option<Candidate> {
        let text = [Text { text: phrase.trim().to_owned(), ..Text::default() }];
        let own = units(&text, &UnitSettings::default()).ok()?;
        let id = |p: usize| {
            let unit = own.unit(p);
            self.stream.id_of(unit).or_else(|| self.stream.id_of(&fold_inflection(unit)))
        };
        let ids: Vec<UnitId> = own.positions(DocId(0)).map(id).collect::<Option<_>>()?;
        let ranks = self.index.range(self.stream, &ids);
        let (from, to) = (ranks.start as u32, ranks.end as u32);
        (from < to).then_some(Candidate { from, to, length: ids.len() as u32 })
    }
}

#[cfg(test)]
mod tests;

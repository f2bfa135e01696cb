//! Candidates: maximal repeats cut to where a phrase may begin and end, and counted anew.
//!
//! A repeat is cut into stretches without a clause mark ([`super::cuts`]); both edges of each move
//! inwards past what may not stand there ([`super::trim`]). A trimmed phrase may stand in more
//! places than the repeat it came from, so it is looked up again in the concordance, and trimmed
//! again, until its own places agree with its edges. The same phrase from several repeats is kept
//! once.
//!
//! Work is linear in the repeats: each is cut at one occurrence, and edges are judged on a sample
//! of the places ([`super::edges::sample`]).

use bitcode::{Decode, Encode};

use rustc_hash::FxHashSet;

use super::cuts::{cuts, is_balanced};
use super::trim::trim;
use super::words::Words;
use crate::concordance::Concordance;
use crate::corpus::UnitId;
use crate::exec;
use crate::repeats::{Least, Positions, Repeat, maximal_repeats};
use crate::units::{UnitKind, UnitStream};

/// A stretch of units at one occurrence, standing for all its occurrences.
#[derive(Debug, Encode, Decode, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Candidate {
    /// First rank in the suffix array.
    pub from: u32,
    /// One past the last rank.
    pub to: u32,
    /// Length in units.
    pub length: u32,
}

impl Candidate {
    /// The positions at which it occurs, in suffix order.
    pub fn occurrences<'a>(&self, index: &'a Concordance) -> &'a [i32] {
        &index.suffixes[self.from as usize..self.to as usize]
    }
}

/// The maximal repeats of the corpus that stay within a clause or a couplet.
pub fn repeats(stream: &UnitStream, index: &Concordance, least: Least) -> Vec<Repeat> {
    maximal_repeats(index, &Clauses(stream), least)
}

/// The stream as the search for repeats sees it: within sentences, marks and text edges neighbours of
/// their own, which their position stands for.
struct Clauses<'a>(&'a UnitStream);

impl Positions for Clauses<'_> {
    fn before(&self, position: usize) -> u32 {
        let Self(stream) = self;
        match position.checked_sub(1) {
            Some(b) if stream.kind(b).is_content() || stream.kind(b) == UnitKind::Inner => {
                stream.ids[b].0
            }
            _ => (1 << 31) | position as u32,
        }
    }

    fn clip(&self, position: usize) -> u32 {
        self.0.to_sentence_end(position) as u32
    }

    fn section(&self, position: usize) -> u32 {
        self.0.section_index(position) as u32
    }

    fn document(&self, section: u32) -> u32 {
        self.0.owner(section as usize).0.0
    }

    fn n_owners(&self) -> (usize, usize) {
        (self.0.n_documents(), self.0.n_sections())
    }

    fn fetch(&self, positions: &[i32]) {
        let Self(stream) = self;
        let positions = positions.iter().map(|&p| p as usize);
        let before = || positions.clone().map(|p| p.saturating_sub(1));
        stream.fetch(before());
        stream.fetch_ids(before());
        stream.fetch_bounds(positions);
    }
}

/// Cuts, trims and looks up every repeat; sorted by place in the suffix array, without repetition.
pub fn candidates(
    stream: &UnitStream,
    index: &Concordance,
    words: &Words,
    repeats: &[Repeat],
) -> Vec<Candidate> {
    let found: Vec<Vec<Candidate>> = exec::map(repeats, |repeat| {
        let first = index.suffixes[repeat.from as usize] as usize;
        cuts(stream, first, repeat.length as usize)
            .into_iter()
            .filter_map(|(offset, length)| {
                let whole = (offset, length) == (0, repeat.length as usize);
                let candidate = if whole {
                    Candidate { from: repeat.from, to: repeat.to, length: repeat.length }
                } else {
                    look_up(stream, index, first + offset, length)
                };
                settle(stream, index, words, candidate)
            })
            .collect()
    });
    let distinct: FxHashSet<Candidate> = found.into_iter().flatten().collect();
    let mut all: Vec<Candidate> = distinct.into_iter().collect();
    all.sort_unstable();
    all
}

/// All places of the units at a position.
fn look_up(stream: &UnitStream, index: &Concordance, start: usize, length: usize) -> Candidate {
    let ranks = index.range(stream, &stream.ids[start..start + length]);
    Candidate { from: ranks.start as u32, to: ranks.end as u32, length: length as u32 }
}

/// Trims a stretch and looks it up anew until its own places agree with its edges. `None` when
/// nothing is left, when it is a run of the same, or when a partner mark was trimmed away.
fn settle(
    stream: &UnitStream,
    index: &Concordance,
    words: &Words,
    mut candidate: Candidate,
) -> Option<Candidate> {
    loop {
        let occurrences = candidate.occurrences(index);
        let first = *occurrences.first()? as usize;
        if is_run(&stream.ids[first..first + candidate.length as usize]) {
            return None;
        }
        let (offset, length) = trim(stream, index, words, occurrences, candidate.length as usize)?;
        if length < candidate.length as usize {
            candidate = look_up(stream, index, first + offset, length);
            continue;
        }
        return is_balanced(stream, first, length).then_some(candidate);
    }
}

/// Whether the same stands three times in a row and nothing else (哈哈哈): the smallest period, by the
/// borders of Knuth, Morris and Pratt, goes three times or more into the length.
fn is_run(units: &[UnitId]) -> bool {
    let mut borders = vec![0; units.len()];
    for i in 1..units.len() {
        let mut border = borders[i - 1];
        while border > 0 && units[i] != units[border] {
            border = borders[border - 1];
        }
        borders[i] = border + usize::from(units[i] == units[border]);
    }
    let period = units.len() - borders.last().copied().unwrap_or(0);
    3 * period <= units.len() && units.len().is_multiple_of(period)
}

/// Length in Han characters; a word or number of another script counts for two.
pub fn weight(stream: &UnitStream, range: std::ops::Range<usize>) -> usize {
    range
        .map(|p| match stream.kind(p) {
            UnitKind::Han => 1,
            UnitKind::Word | UnitKind::Number => 2,
            _ => 0,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrases::tests::{Corpus, corpus};

    /// The candidates of a corpus in which every document is one paragraph, as text.
    fn found(documents: &[&str]) -> Vec<String> {
        let Corpus { texts, stream, index } = corpus(documents);
        let least = crate::repeats::Least { documents: 1, occurrences: 2, length: 2 };
        let repeats = super::repeats(&stream, &index, least);
        let words = Words::fit(&stream);
        let mut found: Vec<String> = candidates(&stream, &index, &words, &repeats)
            .iter()
            .map(|c| {
                let first = c.occurrences(&index)[0] as usize;
                let place = stream.place(first, c.length as usize);
                texts[place.document.index()].slice(place.span).to_string()
            })
            .collect();
        found.sort();
        found
    }

    #[test]
    fn function_words_at_the_edges_are_cut() {
        let found = found(&["以绿色发展为先。", "坚持以绿色发展的路。", "以绿色发展惠民。"]);
        assert!(found.contains(&"绿色发展".to_string()), "{found:?}");
        assert!(!found.iter().any(|p| p.starts_with('以')), "{found:?}");
    }

    #[test]
    fn an_object_cut_off_behind_its_verb_is_dropped() {
        let found = found(&[
            "为全乡贡献了渔民力量。渔民爱海。爱渔民。",
            "为全镇贡献了渔民智慧。听渔民，问渔民。",
            "为全县贡献了渔民经验。",
        ]);
        assert!(!found.iter().any(|p| p.contains("了渔民")), "{found:?}");
    }

    #[test]
    fn a_run_of_the_same_is_no_phrase() {
        let run = |text: &str| is_run(&text.chars().map(|c| UnitId(c as u32)).collect::<Vec<_>>());
        assert!(run("哈哈哈") && run("加油加油加油"));
        assert!(!run("一步一步") && !run("哈哈笑") && !run("加油加油加"));
    }

    #[test]
    fn clauses_are_apart_unless_a_couplet() {
        let couplet = found(&["知不足而奋进，望远山而力行。", "知不足而奋进，望远山而力行！"]);
        assert!(couplet.contains(&"知不足而奋进，望远山而力行".to_string()), "{couplet:?}");
        let clauses = found(&["推进改革开放，促进公平。", "推进改革开放，促进公平！"]);
        assert!(!clauses.iter().any(|p| p.contains('，')), "{clauses:?}");
    }

    #[test]
    fn a_quotation_mark_never_stands_without_its_partner() {
        let found = found(&[
            "开展“清水进城”主题行动见效。",
            "推进“清水进城”主题行动。",
            "打响“清水进城”品牌，落实“清水进城”主题行动要求。",
        ]);
        assert!(found.contains(&"清水进城".to_string()), "{found:?}");
        for phrase in &found {
            let opens = phrase.matches('“').count();
            assert_eq!(opens, phrase.matches('”').count(), "{phrase}");
        }
    }

    #[test]
    fn a_cut_item_of_a_list_is_dropped() {
        let found =
            found(&["增进历史认同、文化认同、制度认同。", "促进情感认同、文化认同、制度认同。"]);
        assert!(found.contains(&"文化认同、制度认同".to_string()), "{found:?}");
        assert!(!found.iter().any(|p| p.starts_with("认同、")), "{found:?}");
    }

    #[test]
    fn a_verb_keeps_the_word_that_brings_its_object() {
        let found = found(&[
            "各地要把窗口开到门口，也要把服务对象请来。",
            "他说：“把窗口开到门口。”服务对象都来了。",
            "早日把窗口开到门口。要把服务对象请来。",
        ]);
        assert!(found.contains(&"把窗口开到门口".to_string()), "{found:?}");
        assert!(found.contains(&"服务对象".to_string()), "{found:?}");
        assert!(!found.iter().any(|p| p == "把服务对象"), "{found:?}");
    }

    #[test]
    fn english_phrases_lose_their_little_words() {
        let found = found(&[
            "We speak of the dignity of honest work and more.",
            "They praise the dignity of honest work in public.",
        ]);
        assert!(found.contains(&"dignity of honest work".to_string()), "{found:?}");
        assert!(!found.iter().any(|p| p.starts_with("the ") || p.ends_with(" of")), "{found:?}");
    }
}

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

use std::ops::Range;

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
    maximal_repeats(index, &Clauses::of(stream), least)
}

/// The stream as the search for repeats sees it: within sentences, marks and text edges neighbours of
/// their own, which their position stands for.
struct Clauses<'a> {
    stream: &'a UnitStream,
    /// What each unit of the vocabulary is, so that a neighbour is known by its id: the flags beside it lie in
    /// another place of memory, and every suffix has a neighbour.
    roles: Vec<u8>,
}

/// Bits of a role: it stands somewhere as a neighbour that others may share; somewhere as one of its own.
const SHARED: u8 = 1;
const OWN: u8 = 2;

impl<'a> Clauses<'a> {
    fn of(stream: &'a UnitStream) -> Self {
        let mut roles = vec![0; stream.vocabulary.len()];
        for (p, id) in stream.ids.iter().enumerate() {
            if let Some(role) = roles.get_mut(id.index()) {
                *role |= if is_shared(stream, p) { SHARED } else { OWN };
            }
        }
        Self { stream, roles }
    }
}

fn is_shared(stream: &UnitStream, position: usize) -> bool {
    let kind = stream.kind(position);
    kind.is_content() || kind == UnitKind::Inner
}

impl Positions for Clauses<'_> {
    fn before(&self, position: usize) -> u32 {
        let own = (1 << 31) | position as u32;
        let Some(b) = position.checked_sub(1) else { return own };
        let unit = self.stream.ids[b];
        let is_shared = match self.roles.get(unit.index()) {
            Some(&SHARED) => true,
            Some(&OWN) | None => false,
            Some(_) => is_shared(self.stream, b),
        };
        if is_shared { unit.0 } else { own }
    }

    fn clip(&self, position: usize) -> u32 {
        self.stream.to_sentence_end(position) as u32
    }

    fn section(&self, position: usize) -> u32 {
        self.stream.section_index(position) as u32
    }

    fn document(&self, section: u32) -> u32 {
        self.stream.owner(section as usize).0.0
    }

    fn n_owners(&self) -> (usize, usize) {
        (self.stream.n_documents(), self.stream.n_sections())
    }

    fn fetch(&self, positions: &[i32]) {
        let positions = positions.iter().map(|&p| p as usize);
        self.stream.fetch_ids(positions.clone().map(|p| p.saturating_sub(1)));
        self.stream.fetch_bounds(positions);
    }
}

/// Cuts, trims and looks up every repeat; sorted by place in the suffix array, without repetition.
pub fn candidates(
    stream: &UnitStream,
    index: &Concordance,
    words: &Words,
    repeats: &[Repeat],
) -> Vec<Candidate> {
    let chunks: Vec<&[Repeat]> = repeats.chunks(CHUNK).collect();
    let found = exec::map(&chunks, |repeats| {
        let mut found = Vec::new();
        let mut stretches = Vec::new();
        for repeat in *repeats {
            let first = index.suffixes[repeat.from as usize] as usize;
            for (offset, length) in cuts(stream, first, repeat.length as usize) {
                if (offset, length) == (0, repeat.length as usize) {
                    found.push(Candidate {
                        from: repeat.from,
                        to: repeat.to,
                        length: repeat.length,
                    });
                } else {
                    stretches.push(first + offset..first + offset + length);
                }
            }
        }
        found.extend(look_up(stream, index, &stretches));
        settle(stream, index, words, found)
    });
    let distinct: FxHashSet<Candidate> = found.into_iter().flatten().collect();
    let mut all: Vec<Candidate> = distinct.into_iter().collect();
    all.sort_unstable();
    all
}

/// Repeats that are looked up side by side.
const CHUNK: usize = 256;

/// All places of the units of each stretch.
fn look_up(
    stream: &UnitStream,
    index: &Concordance,
    stretches: &[Range<usize>],
) -> impl Iterator<Item = Candidate> {
    let candidate = |(ranks, stretch): (Range<usize>, &Range<usize>)| Candidate {
        from: ranks.start as u32,
        to: ranks.end as u32,
        length: stretch.len() as u32,
    };
    index.ranges(stream, stretches).into_iter().zip(stretches).map(candidate)
}

/// Trims stretches and looks them up anew until the places of each agree with its edges. Left out are those of
/// which nothing is left, runs of the same, and those of which a partner mark was trimmed away.
fn settle(
    stream: &UnitStream,
    index: &Concordance,
    words: &Words,
    mut open: Vec<Candidate>,
) -> Vec<Candidate> {
    let mut settled = Vec::new();
    while !open.is_empty() {
        let mut shorter = Vec::new();
        for candidate in open {
            let occurrences = candidate.occurrences(index);
            let length = candidate.length as usize;
            let Some(first) = occurrences.first().map(|&first| first as usize) else { continue };
            if is_run(&stream.ids[first..first + length]) {
                continue;
            }
            match trim(stream, index, words, occurrences, length) {
                Some((offset, left)) if left < length => {
                    shorter.push(first + offset..first + offset + left);
                }
                Some(_) if is_balanced(stream, first, length) => settled.push(candidate),
                _ => {}
            }
        }
        open = look_up(stream, index, &shorter).collect();
    }
    settled
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

//! Sequences: two or three words in a row that a theme uses far more than the others do.
//!
//! ```text
//! prime minister · tony blair        社会主义 市场经济
//! ```
//!
//! Sequences run over words that touch (Han) or have one space between them, and hold no stop word,
//! no number and no single character; at least one of their words is among the top terms of a theme,
//! which keeps the count small. They are ranked by their excess ([`super::excess`]). Of two sequences
//! one of which holds the other, the longer stands where four fifths of the texts of the shorter have
//! it, else the shorter. The list needs no index of phrases, so that themes alone are found fast; slogans of any
//! length are added where they were found ([`super::slogans`]).

use rustc_hash::{FxHashMap, FxHashSet};

use super::excess::Excess;
use crate::bits::Bits;
use crate::corpus::{Span, Text};
use crate::exec;
use crate::tokenize::{TokenKind, folded};
use crate::vocabulary::{Item, Wordings};
use crate::words::Words;

/// Words of a sequence.
const LENGTHS: [usize; 2] = [2, 3];
/// Sequences listed for a theme.
const LISTED: usize = 8;
/// Share of the texts of a shorter sequence with which a longer one stands for it.
const STANDS_FOR: f64 = 0.8;
/// Fewest items that are counted together.
const LEAST_CHUNK: usize = 128;

/// A sequence of words that one theme uses more than the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Sequence {
    /// The words as folded text, spaces between them where the text has spaces.
    pub text: String,
    /// Its words.
    pub words: Vec<String>,
    /// Texts of the theme that have it.
    pub n_texts: u32,
    /// Conservative log ratio, above 0.
    pub lrc: f64,
}

/// The sequences of each of `k` themes, best first.
pub fn find(
    texts: &[Text],
    wordings: &Wordings<'_>,
    items: &[Item],
    labels: &[Option<u32>],
    k: usize,
    top_terms: &FxHashSet<&str>,
) -> Vec<Vec<Sequence>> {
    let words = wordings.words;
    let mut is_top = Bits::none(words.n_different());
    for word in top_terms.iter().filter_map(|t| words.id_of(t)) {
        is_top.insert(word as usize..word as usize + 1);
    }
    let size = exec::chunk_size(items.len(), LEAST_CHUNK);
    let chunks = exec::map_range(items.len().div_ceil(size), |c| {
        let mut counts: FxHashMap<(Run, u32), u32> = FxHashMap::default();
        let range = c * size..((c + 1) * size).min(items.len());
        for (item, label) in items[range.clone()].iter().zip(&labels[range]) {
            let Some(theme) = *label else { continue };
            for run in of_item(texts, wordings, item, &is_top) {
                *counts.entry((run, theme)).or_default() += 1;
            }
        }
        counts
    });
    let mut all: FxHashMap<&Run, Vec<(u32, u32)>> = FxHashMap::default();
    for chunk in &chunks {
        for ((run, theme), &n) in chunk {
            let of_run = all.entry(run).or_default();
            match of_run.iter_mut().find(|(t, _)| t == theme) {
                Some((_, sum)) => *sum += n,
                None => of_run.push((*theme, n)),
            }
        }
    }
    all.retain(|_, counts| counts.iter().map(|c| c.1).sum::<u32>() > 1);
    let mut sizes = vec![0u32; k];
    labels.iter().flatten().for_each(|&l| sizes[l as usize] += 1);
    let excess = Excess::new(sizes, all.len());
    let mut found: Vec<Vec<Sequence>> = vec![Vec::new(); k];
    for (run, counts) in all {
        for (theme, n_texts, lrc) in excess.of(&counts) {
            let text = run.text(words);
            let words = run.words().map(|w| words.text(w).to_owned()).collect();
            found[theme as usize].push(Sequence { text, words, n_texts, lrc });
        }
    }
    exec::map_owned(found, best)
}

fn best(mut found: Vec<Sequence>) -> Vec<Sequence> {
    found.sort_unstable_by(|a, b| {
        b.lrc.total_cmp(&a.lrc).then(b.n_texts.cmp(&a.n_texts)).then(a.text.cmp(&b.text))
    });
    let mut kept: Vec<Sequence> = Vec::new();
    for i in 0..found.len() {
        let holds = |long: &Sequence, short: &Sequence| {
            long.text.len() > short.text.len() && long.text.contains(&short.text)
        };
        let stands = |long: &Sequence, short: &Sequence| {
            f64::from(long.n_texts) >= STANDS_FOR * f64::from(short.n_texts)
        };
        let own = &found[i];
        let yields = found.iter().any(|other| {
            (holds(other, own) && stands(other, own)) || (holds(own, other) && !stands(own, other))
        });
        if !yields {
            kept.push(own.clone());
        }
        if kept.len() == LISTED {
            break;
        }
    }
    kept
}

/// Stands where a run has no further word.
const NONE: u32 = u32::MAX;

/// Words in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Run([u32; LENGTHS[1]]);

impl Run {
    /// None where a word comes twice.
    fn of(words: &[u32]) -> Option<Self> {
        if (1..words.len()).any(|i| words[..i].contains(&words[i])) {
            return None;
        }
        let mut run = [NONE; LENGTHS[1]];
        run[..words.len()].copy_from_slice(words);
        Some(Self(run))
    }

    fn words(&self) -> impl Iterator<Item = u32> {
        self.0.into_iter().take_while(|&w| w != NONE)
    }

    /// The words written out, as they touch.
    fn text(&self, words: &Words) -> String {
        let mut text = String::new();
        let mut before = None;
        for word in self.words() {
            let kind = words.kind(word);
            if before.is_some_and(|b| !touch_directly(b, kind)) {
                text.push(' ');
            }
            text.push_str(words.text(word));
            before = Some(kind);
        }
        text
    }
}

/// The sequences of an item, each once.
fn of_item(texts: &[Text], wordings: &Wordings<'_>, item: &Item, is_top: &Bits) -> FxHashSet<Run> {
    let mut found = FxHashSet::default();
    let &Wordings { words, stream, stop_words } = wordings;
    if !item.of(words).any(|w| is_top.contains(w as usize)) {
        return found;
    }
    let of_document = words.of(item.document);
    let spans = words.spans(stream, item.document);
    let text = &texts[item.document.index()].text;
    let is_term = stop_words.terms_of(item.document);
    let joins = |i: usize| {
        let kinds = (words.kind(of_document[i]), words.kind(of_document[i + 1]));
        touches(text, kinds, spans[i], spans[i + 1])
    };
    let is_word = |i: usize| is_term.contains(of_document[i] as usize);
    for range in &item.words {
        for at in range.clone().filter(|&i| is_top.contains(of_document[i] as usize)) {
            // the words around it that touch
            let (mut first, mut last) = (at, at);
            while first > range.start
                && at - first + 1 < LENGTHS[1]
                && is_word(first - 1)
                && joins(first - 1)
            {
                first -= 1;
            }
            while last + 1 < range.end
                && last + 1 - at < LENGTHS[1]
                && is_word(last + 1)
                && joins(last)
            {
                last += 1;
            }
            for length in LENGTHS {
                let starts = first.max((at + 1).saturating_sub(length))..=at;
                let runs = starts.filter(|from| from + length <= last + 1);
                found.extend(runs.filter_map(|from| Run::of(&of_document[from..from + length])));
            }
        }
    }
    found
}

/// Whether words of these kinds stand without a space between them.
fn touch_directly(a: TokenKind, b: TokenKind) -> bool {
    (a, b) == (TokenKind::Han, TokenKind::Han)
}

/// Whether nothing, or one space, lies between two words.
fn touches(text: &str, (a, b): (TokenKind, TokenKind), first: Span, second: Span) -> bool {
    let between = text.get(first.range().end..second.range().start).unwrap_or_default();
    if touch_directly(a, b) { between.is_empty() } else { folded(between) == " " }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::DocId;
    use crate::stopwords::StopWords;
    use crate::words::tests::read_plain;

    fn found(documents: &[(&str, u32)], top: &[&str]) -> Vec<Vec<Sequence>> {
        let plain: Vec<&str> = documents.iter().map(|d| d.0).collect();
        let (texts, stream, words) = read_plain(&plain);
        let items: Vec<Item> =
            (0..texts.len() as u32).map(|d| Item::whole(DocId(d), &words)).collect();
        let stop_words = StopWords::new(&words, &[]);
        let labels: Vec<Option<u32>> = documents.iter().map(|d| Some(d.1)).collect();
        let wordings = Wordings { words: &words, stream: &stream, stop_words: &stop_words };
        find(&texts, &wordings, &items, &labels, 2, &top.iter().copied().collect())
    }

    #[test]
    fn a_sequence_of_one_theme_is_found_and_stop_words_end_it() {
        let mut texts = vec![("The Prime Minister, and the minister of prime ports", 0); 12];
        texts.extend(vec![("violins sing of prime colours", 1); 12]);
        let found = found(&texts, &["minister", "prime"]);
        let of: Vec<&str> = found[0].iter().map(|s| s.text.as_str()).collect();
        assert_eq!(of, ["prime minister", "prime ports"]);
        assert_eq!(
            (found[0][0].n_texts, found[0][0].words.join("+")),
            (12, "prime+minister".into())
        );
        assert_eq!(found[1].iter().map(|s| s.text.as_str()).collect::<Vec<_>>(), ["prime colours"]);
    }

    #[test]
    fn the_longer_stands_for_the_shorter_where_it_is_as_frequent() {
        let sequence = |text: &str, n_texts| Sequence {
            text: text.into(),
            words: Vec::new(),
            n_texts,
            lrc: 1.0,
        };
        let all =
            vec![sequence("市场经济", 10), sequence("市场经济体制", 9), sequence("经济体制", 9)];
        let texts: Vec<String> = best(all).into_iter().map(|s| s.text).collect();
        assert_eq!(texts, ["市场经济体制"]);
        let rare = vec![sequence("市场经济", 10), sequence("市场经济体制", 3)];
        assert_eq!(best(rare).len(), 1);
    }
}

//! Sequences: two or three words in a row that a theme uses far more than the others do.
//!
//! ```text
//! prime minister · tony blair        社会主义 市场经济
//! ```
//!
//! Sequences run over tokens that touch (Han) or have one space between them, and hold no stop word,
//! no number and no single character; at least one of their words is among the top terms of a theme,
//! which keeps the count small. They are ranked by their excess ([`super::excess`]). Of two sequences
//! one of which holds the other, the longer stands where four fifths of the texts of the shorter have
//! it, else the shorter. The list needs no index of phrases, so that themes alone are found fast; slogans of any
//! length are added where they were found ([`super::slogans`]).

use rustc_hash::{FxHashMap, FxHashSet};

use super::excess::Excess;
use crate::exec;
use crate::stopwords::StopWords;
use crate::tokenize::{Token, TokenKind, Tokens};
use crate::vocabulary::Item;

/// Words of a sequence.
const LENGTHS: [usize; 2] = [2, 3];
/// Sequences listed for a theme.
const LISTED: usize = 8;
/// Share of the texts of a shorter sequence with which a longer one stands for it.
const STANDS_FOR: f64 = 0.8;
/// Items counted as one.
const CHUNK: usize = 128;

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
    tokens: &[Tokens],
    items: &[Item],
    labels: &[Option<u32>],
    k: usize,
    top_terms: &FxHashSet<&str>,
    stop_words: &StopWords,
) -> Vec<Vec<Sequence>> {
    let chunks = exec::map_range(items.len().div_ceil(CHUNK), |c| {
        let mut counts: FxHashMap<(Run, u32), u32> = FxHashMap::default();
        let range = c * CHUNK..((c + 1) * CHUNK).min(items.len());
        for (item, label) in items[range.clone()].iter().zip(&labels[range]) {
            let Some(theme) = *label else { continue };
            for run in of_item(tokens, item, top_terms, stop_words) {
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
            let words = run.words().map(str::to_owned).collect();
            let text = run.text.to_owned();
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

/// Words in a row: the folded text, and where its words end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Run<'a> {
    text: &'a str,
    ends: [u16; LENGTHS[1]],
}

impl<'a> Run<'a> {
    /// None where a word comes twice, or they are too long to be words.
    fn of(text: &'a Tokens, tokens: &[Token]) -> Option<Self> {
        let start = tokens.first()?.folded.range().start;
        let end = tokens.last()?.folded.range().end;
        let word = |t: &Token| text.word(t);
        if (1..tokens.len()).any(|i| tokens[..i].iter().any(|t| word(t) == word(&tokens[i]))) {
            return None;
        }
        let mut ends = [0; LENGTHS[1]];
        for (end, token) in ends.iter_mut().zip(tokens) {
            *end = u16::try_from(token.folded.range().end - start).ok()?;
        }
        Some(Self { text: &text.folded[start..end], ends })
    }

    fn words(&self) -> impl Iterator<Item = &'a str> {
        let (text, mut from) = (self.text, 0);
        self.ends.into_iter().filter(|&end| end > 0).map(move |end| {
            let word = text[from..usize::from(end)].trim_start();
            from = usize::from(end);
            word
        })
    }
}

/// The sequences of an item, each once.
fn of_item<'a>(
    tokens: &'a [Tokens],
    item: &Item,
    top_terms: &FxHashSet<&str>,
    stop_words: &StopWords,
) -> FxHashSet<Run<'a>> {
    let document = item.document.index();
    let text = &tokens[document];
    let is_word = |token: &Token| {
        let word = text.word(token);
        token.kind != TokenKind::Number
            && word.chars().nth(1).is_some()
            && !stop_words.contains(document, word, token.kind)
    };
    let mut found = FxHashSet::default();
    for range in &item.tokens {
        let of_range = &text.tokens[range.clone()];
        for (at, token) in of_range.iter().enumerate() {
            if !top_terms.contains(text.word(token)) {
                continue;
            }
            // the words around it that touch
            let (mut first, mut last) = (at, at);
            while first > 0
                && at - first + 1 < LENGTHS[1]
                && touches(text, &of_range[first - 1], &of_range[first])
                && is_word(&of_range[first - 1])
            {
                first -= 1;
            }
            while last + 1 < of_range.len()
                && last + 1 - at < LENGTHS[1]
                && touches(text, &of_range[last], &of_range[last + 1])
                && is_word(&of_range[last + 1])
            {
                last += 1;
            }
            for length in LENGTHS {
                let starts = first.max((at + 1).saturating_sub(length))..=at;
                let runs = starts.filter(|from| from + length <= last + 1);
                found.extend(runs.filter_map(|from| Run::of(text, &of_range[from..from + length])));
            }
        }
    }
    found
}

/// Whether nothing, or one space, lies between two tokens.
fn touches(text: &Tokens, a: &Token, b: &Token) -> bool {
    let between = &text.folded[a.folded.range().end..b.folded.range().start];
    match (a.kind, b.kind) {
        (TokenKind::Han, TokenKind::Han) => between.is_empty(),
        _ => between == " ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::DocId;
    use crate::tokenize::tokenize;

    fn found(texts: &[(&str, u32)], top: &[&str]) -> Vec<Vec<Sequence>> {
        let tokens: Vec<Tokens> = texts.iter().map(|t| tokenize(t.0)).collect();
        let items: Vec<Item> =
            (0u32..).zip(&tokens).map(|(d, t)| Item::whole(DocId(d), t)).collect();
        let stop_words = StopWords::new(&tokens, &[]);
        let labels: Vec<Option<u32>> = texts.iter().map(|t| Some(t.1)).collect();
        let top = top.iter().copied().collect();
        find(&tokens, &items, &labels, 2, &top, &stop_words)
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

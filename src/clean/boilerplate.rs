//! Boilerplate that a corpus itself shows: lines that stand at the edge of most documents of one
//! source.
//!
//! ```text
//! line is boilerplate  ⇔  n ≥ MIN_DOCUMENTS and n ≥ share · N
//! ```
//!
//! where `n` of the source's `N` documents have the line among their first [`HEAD`] or last
//! [`TAIL`] lines: mastheads, share buttons, copyright, subscription notices in any language, which
//! no list of rules can foresee. A line that is no sentence needs half of the documents. A
//! sentence may be what the documents say (a salutation, a motto), so it needs four fifths of them,
//! must stand at the end and be long. What opens a numbered part, and a date, is never boilerplate.
//! Lines are compared folded and without spaces, and only whole, so a slogan inside a sentence is
//! safe; the one exception is what a source puts before its first sentence ([`lead_in`]), compared
//! with all numbers taken for the same. A source is what the metadata names (`site`, `source`), else
//! the folder.

use std::ops::Range;
use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::Hasher;

use super::lead_in;
use super::lines::{Line, lines};
use crate::corpus::{Corpus, Document};
use crate::dates;
use crate::exec;
use crate::fold::fold_char;
use crate::segment::kinds::{ends_sentence, starts_block};
use crate::warning::{Topic, Warning};

/// Boilerplate stands among so many lines at the beginning …
const HEAD: usize = 5;
/// … or at the end of a document.
const TAIL: usize = 8;
/// Documents of a source that must have a line.
const MIN_DOCUMENTS: u32 = 8;
/// Share of a source's documents, in percent, that must have a line that is no sentence.
const LINE_PERCENT: u32 = 50;
/// The same for a sentence at the end.
const SENTENCE_PERCENT: u32 = 80;
/// Shorter sentences (characters) are kept: they close speeches.
const MIN_SENTENCE: usize = 15;
/// Longer lines (characters) are running text.
const MAX_LINE: usize = 200;
/// A line of fewer letters is not worth comparing.
const MIN_LETTERS: usize = 2;

/// The lines at the edges of one source's documents.
#[derive(Default)]
struct Source {
    n_documents: u32,
    /// By the line's hash and the share it needs: in how many documents it stands, and the first.
    lines: FxHashMap<(u64, u32), (u32, usize)>,
}

/// The lines that repeat, of each source.
#[derive(Debug, Default)]
pub(super) struct Boilerplate {
    by_source: FxHashMap<String, FxHashSet<u64>>,
    /// What was found, for the report.
    pub warnings: Vec<Warning>,
}

impl Boilerplate {
    /// Looks through the edges of all documents.
    pub fn find(corpus: &Corpus) -> Self {
        let edges = exec::map(&corpus.documents, |document| {
            let lines = lines(&document.source, document.body.min(document.source.len()));
            let n = lines.len();
            let whole = (0..n)
                .filter(|&i| is_edge(i, n))
                .filter_map(|i| Some((hash(&lines[i])?, percent(&lines[i], i, n)?)));
            let lead_ins = lines.iter().take(HEAD).flat_map(|line| {
                let text = line.text();
                lead_in::candidates(text).into_iter().filter_map(|range| lead_in_hash(&text[range]))
            });
            let mut hashes: Vec<(u64, u32)> =
                whole.chain(lead_ins.map(|hash| (hash, LINE_PERCENT))).collect();
            hashes.sort_unstable();
            hashes.dedup();
            hashes
        });
        let mut sources: FxHashMap<&str, Source> = FxHashMap::default();
        for (i, (document, hashes)) in corpus.documents.iter().zip(edges).enumerate() {
            let source = sources.entry(source(document)).or_default();
            source.n_documents += 1;
            for key in hashes {
                source.lines.entry(key).or_insert((0, i)).0 += 1;
            }
        }
        let mut found = Self::default();
        for (source, Source { n_documents, lines }) in sources {
            let is_repeated =
                |percent: u32, n: u32| n >= MIN_DOCUMENTS && n * 100 >= percent * n_documents;
            let mut repeated: Vec<((u32, usize), u64)> = (lines.into_iter())
                .filter(|&((_, percent), (n, _))| is_repeated(percent, n))
                .map(|((hash, _), counted)| (counted, hash))
                .collect();
            // The most frequent first; of equals the one whose first document is first.
            repeated.sort_by_key(|&((n, first), hash)| (std::cmp::Reverse(n), first, hash));
            let Some(&((n, first), example)) = repeated.first() else { continue };
            let shown = shown(&corpus.documents[first], example);
            found.warnings.push(Warning::new(
                Topic::Reading,
                source,
                format!(
                    "{} lines or lead-ins repeat at the edge of most documents of this source and \
                     were dropped (`{shown}` in {n} of {n_documents}); --drop-repeated false keeps them",
                    repeated.len()
                ),
            ));
            let hashes = repeated.into_iter().map(|(_, hash)| hash).collect();
            found.by_source.insert(source.to_string(), hashes);
        }
        found.warnings.sort();
        found
    }

    /// The lines that repeat in the source of a document.
    pub fn of(&self, document: &Document) -> Option<&FxHashSet<u64>> {
        if self.by_source.is_empty() { None } else { self.by_source.get(source(document)) }
    }
}

/// Whether line `i` of `n` repeats at the edge of the documents of its source.
pub(super) fn is_repeated(line: &Line, i: usize, n: usize, repeated: &FxHashSet<u64>) -> bool {
    is_edge(i, n)
        && percent(line, i, n).is_some()
        && hash(line).is_some_and(|hash| repeated.contains(&hash))
}

/// The bytes of line `i` that are a lead-in of its source.
pub(super) fn repeated_lead_in(
    text: &str,
    i: usize,
    repeated: &FxHashSet<u64>,
) -> Option<Range<usize>> {
    let is_repeated = |range: &Range<usize>| {
        lead_in_hash(&text[range.clone()]).is_some_and(|hash| repeated.contains(&hash))
    };
    (i < HEAD).then(|| lead_in::candidates(text).into_iter().find(is_repeated)).flatten()
}

fn is_edge(i: usize, n: usize) -> bool {
    i < HEAD || i + TAIL >= n
}

/// Which share of the documents must have the line; None if it is never boilerplate.
fn percent(line: &Line, i: usize, n: usize) -> Option<u32> {
    let text = line.text();
    let length = (line.end - line.start) as usize;
    if length > MAX_LINE || starts_block(text) || line.level > 0 {
        return None;
    }
    let percent = if !ends_sentence(text) {
        LINE_PERCENT
    } else if i + TAIL >= n && length >= MIN_SENTENCE {
        SENTENCE_PERCENT
    } else {
        return None;
    };
    // The dearest question last.
    dates::parse(text).is_none().then_some(percent)
}

fn hash(line: &Line) -> Option<u64> {
    hash_of(line.text().chars().map(fold_char))
}

/// Every number counts as the same. Never the hash of a whole line, which holds no zero characters.
fn lead_in_hash(lead_in: &str) -> Option<u64> {
    let mut before = '\0';
    let chars = lead_in.chars().map(fold_char).filter_map(move |c| {
        let is_number = c.is_ascii_digit();
        let goes_on = is_number && before.is_ascii_digit();
        before = c;
        (!goes_on).then_some(if is_number { '0' } else { c })
    });
    hash_of(std::iter::once('\0').chain(chars))
}

fn hash_of(chars: impl Iterator<Item = char>) -> Option<u64> {
    let mut hasher = FxHasher::default();
    let mut n_letters = 0;
    for c in chars.filter(|c| !c.is_whitespace()) {
        n_letters += usize::from(c.is_alphabetic());
        hasher.write_u32(u32::from(c));
    }
    (n_letters >= MIN_LETTERS).then(|| hasher.finish())
}

/// The beginning of the line with this hash.
fn shown(document: &Document, wanted: u64) -> String {
    const CHARS: usize = 30;
    let lines = lines(&document.source, document.body.min(document.source.len()));
    let text = lines.iter().find_map(|line| {
        let text = line.text();
        let is_wanted = |range: &Range<usize>| lead_in_hash(&text[range.clone()]) == Some(wanted);
        let lead_in = || lead_in::candidates(text).into_iter().find(is_wanted);
        if hash(line) == Some(wanted) { Some(text) } else { lead_in().map(|range| &text[range]) }
    });
    text.map(|text| text.chars().take(CHARS).collect()).unwrap_or_default()
}

/// Who published a document: what its metadata says, else the folder it lies in.
fn source(document: &Document) -> &str {
    let stated = ["site", "source"].iter().find_map(|key| document.metadata.get(*key));
    stated.map(String::as_str).or(document.group.as_deref()).unwrap_or_else(|| {
        Path::new(&document.path).parent().and_then(Path::to_str).unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::{CleanSettings, clean};
    use crate::segment::SegmentSettings;

    fn corpus(n: usize, text: impl Fn(usize) -> String) -> Corpus {
        let document = |i| Document {
            name: format!("{i:03}"),
            path: format!("york/{i}.txt"),
            source: text(i),
            ..Document::default()
        };
        Corpus::new((0..n).map(document).collect())
    }

    fn cleaned(corpus: &Corpus) -> (Vec<String>, Vec<Warning>) {
        let settings = (CleanSettings::default(), SegmentSettings::default());
        let (texts, warnings) = clean(corpus, &settings.0, &settings.1);
        (texts.into_iter().map(|text| text.text).collect(), warnings)
    }

    const BODY: &str = "The council met on Monday to hear what the ferry would cost this year.";

    #[test]
    fn mastheads_and_notices_of_most_documents_go_and_are_reported() {
        let notice = "You read this because you follow the harbour post by mail.";
        let corpus = corpus(10, |i| {
            format!("Harbour  Post\nStory number {i} of the day\n{BODY}\n{BODY} {i}.\n{notice}\n")
        });
        let (texts, warnings) = cleaned(&corpus);
        assert!(texts.iter().all(|t| !t.contains("Post") && !t.contains("mail")), "{}", texts[0]);
        assert!(texts.iter().all(|t| t.starts_with("Story number")));
        assert_eq!(warnings.len(), 1);
        assert_eq!(warnings[0].subject, "york");
        assert!(warnings[0].message.starts_with("3 lines or lead-ins repeat"), "{}", warnings[0]);
    }

    #[test]
    fn lead_ins_of_most_documents_go_and_those_of_few_stay() {
        let corpus = corpus(12, |i| {
            let few = if i < 3 { "（本报记者李小红）" } else { "" };
            format!(
                "清河社8月{i}日电 {few}今日全县第{i}次河道整治工作会议在清河召开。\n{BODY} {i}.\n"
            )
        });
        let (texts, warnings) = cleaned(&corpus);
        assert!(texts[0].starts_with("（本报记者李小红）今日全县"), "{}", texts[0]);
        assert!(texts[9].starts_with("今日全县第9次"), "{}", texts[9]);
        assert!(warnings[0].message.contains("清河社8月0日电"), "{}", warnings[0]);
    }

    #[test]
    fn salutations_numbered_parts_and_rare_lines_stay() {
        let corpus = corpus(20, |i| {
            let rare = if i < 7 { "Seven only\n" } else { "" };
            format!("{rare}各位代表：\n一、工作回顾\n全县第{i}次会议研究河道整治。\n谢谢大家！\n")
        });
        let (texts, warnings) = cleaned(&corpus);
        assert!(texts.iter().all(|t| t.contains("各位代表") && t.contains("工作回顾")));
        assert!(texts.iter().all(|t| t.contains("谢谢大家")) && texts[0].contains("Seven"));
        assert!(warnings.is_empty(), "{warnings:?}");
    }

    #[test]
    fn lines_inside_the_texts_are_never_compared() {
        let inner: String = (0..20).map(|i| format!("Line {i} says what it says.\n")).collect();
        let slogan = "Rowing together";
        let corpus = corpus(12, |i| format!("Title {i}\n{inner}{slogan}\n{inner}End {i}\n"));
        let (texts, _) = cleaned(&corpus);
        assert!(texts.iter().all(|t| t.contains(slogan)));
    }
}

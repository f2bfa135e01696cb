//! Function words: words with which a phrase may not begin or end.
//!
//! 以数字化改革 always stands with 以 in a small corpus and is still 数字化改革; …作风过硬的 loses its 的;
//! "the importance of" loses both ends. The lists of `data/function-words.txt` are closed classes
//! (particles, conjunctions, prepositions, pronouns, a few adverbs), compared with the words at a
//! phrase's edges as the segmentation gives them, so that 和平 and 以来 are safe.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::lists;

const FILE: &str = include_str!("../../data/function-words.txt");

type Set = LazyLock<FxHashSet<&'static str>>;

static EDGE: Set = LazyLock::new(|| lists::set(FILE, "edge"));
static LEADING: Set = LazyLock::new(|| lists::set(FILE, "leading"));
static TRAILING: Set = LazyLock::new(|| lists::set(FILE, "trailing"));
static ENGLISH: Set = LazyLock::new(|| lists::set(FILE, "english"));
static LOOSE: Set = LazyLock::new(|| lists::set(FILE, "loose"));
static OPENERS: Set = LazyLock::new(|| lists::set(FILE, "openers"));
static CARRIERS: Set = LazyLock::new(|| lists::set(FILE, "carriers"));

static HOLDING: Set = LazyLock::new(|| lists::set(FILE, "holding"));
static DETERMINERS: Set = LazyLock::new(|| lists::set(FILE, "determiners"));
static CLOSING: Set = LazyLock::new(|| lists::set(FILE, "closing"));
static REPORTING: Set = LazyLock::new(|| lists::set(FILE, "reporting"));
static PROCEDURE: LazyLock<Vec<&str>> = LazyLock::new(|| lists::list(FILE, "procedure"));
static CARRYING: Set = LazyLock::new(|| lists::set(FILE, "carrying"));
static MONTHS: Set = LazyLock::new(|| lists::set(FILE, "months"));
static GOING_ON: Set = LazyLock::new(|| lists::set(FILE, "going-on"));

/// Whether a folded word may not begin a phrase.
pub fn is_leading(word: &str) -> bool {
    EDGE.contains(word) || LEADING.contains(word) || ENGLISH.contains(word)
}

/// Whether a folded word may not end a phrase.
pub fn is_trailing(word: &str) -> bool {
    EDGE.contains(word) || TRAILING.contains(word) || ENGLISH.contains(word)
}

/// Whether a unit beside a phrase is a function word by itself.
pub fn is_loose(unit: &str) -> bool {
    unit.is_empty() || LOOSE.contains(unit) || ENGLISH.contains(unit)
}

/// Whether a function word is a noun or verb where a mark follows: 担当作为。
pub fn closes_a_clause(word: &str) -> bool {
    CLOSING.contains(word)
}

/// Whether an English word carries on what stands before it: call the attention to.
pub fn carries_on(word: &str) -> bool {
    CARRYING.contains(word)
}

/// Whether a word says that somebody says something, or when; of longer words the end does (今年以来).
pub fn is_reporting(word: &str) -> bool {
    let says = |ending: &&str| ending.chars().nth(1).is_some() && word.ends_with(*ending);
    REPORTING.contains(word) || REPORTING.iter().any(says)
}

/// Whether a text has the wording of procedure.
pub fn has_procedure(text: &str) -> bool {
    PROCEDURE.iter().any(|words| text.contains(words))
}

/// Whether a function word may belong to the phrase behind it: from time to time.
pub fn is_holding(word: &str) -> bool {
    HOLDING.contains(word)
}

/// Whether an object begins with a word: an article or pronoun.
pub fn is_determiner(word: &str) -> bool {
    DETERMINERS.contains(word)
}

/// Whether a word names a month; may is left to the verb.
pub fn is_month(word: &str) -> bool {
    MONTHS.contains(word)
}

/// Whether a word behind a verb carries it on (转化为), so that nothing ends in front of it.
pub fn goes_on(word: &str) -> bool {
    GOING_ON.contains(word)
}

/// Whether a function word may open a frame (在…上下功夫).
pub fn is_opener(word: &str) -> bool {
    OPENERS.contains(word)
}

/// Whether a noun only carries a preposition (在…方面) and says nothing in a frame.
pub fn is_carrier(word: &str) -> bool {
    CARRIERS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_words_that_begin_like_function_words_are_safe() {
        assert!(!is_leading("和平"));
        assert!(!is_trailing("以来者"));
        assert!(is_leading("关于") && is_trailing("of"));
    }

    #[test]
    fn some_words_are_barred_from_one_edge_only() {
        assert!(is_leading("者") && !is_trailing("者"));
        assert!(is_trailing("不断") && !is_leading("不断"));
    }
}

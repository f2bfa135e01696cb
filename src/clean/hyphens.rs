//! Words hyphenated at the end of a line.
//!
//! `devel-` + `opment` is one word, `well-` + `known` two. The document decides: the hyphen stays
//! where the hyphenated form occurs in it, or where both halves occur as words and the joined form
//! does not; else it goes.

use rustc_hash::FxHashSet;

/// The words of one document, collected when the first hyphen asks for them.
pub(super) struct Hyphens<'s> {
    source: &'s str,
    words: Option<FxHashSet<String>>,
}

impl<'s> Hyphens<'s> {
    pub fn new(source: &'s str) -> Self {
        Self { source, words: None }
    }

    /// Whether the hyphen at the end of `text` only broke a word that `next` completes.
    pub fn breaks_word(&mut self, text: &str, next: &str) -> bool {
        let text = text.strip_suffix('-').unwrap_or(text);
        let left = text.rsplit(|c: char| !is_word(c)).next().unwrap_or_default().to_lowercase();
        let right = next.split(|c: char| !is_word(c)).next().unwrap_or_default().to_lowercase();
        if left.chars().count() < 2 || left.contains('-') || right.contains('-') {
            return false;
        }
        let source = self.source;
        let words = self.words.get_or_insert_with(|| {
            source
                .split(|c: char| !is_word(c))
                .filter(|word| !word.is_empty())
                .map(str::to_lowercase)
                .collect()
        });
        let has = |word: &str| words.contains(word);
        if has(&format!("{left}-{right}")) {
            return false;
        }
        // `right` always occurs once: at the beginning of the line that follows
        has(&format!("{left}{right}")) || !has(&left)
    }
}

fn is_word(c: char) -> bool {
    c.is_alphabetic() || c == '-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_decides_about_hyphens() {
        assert!(Hyphens::new("the devel-\nopment of").breaks_word("the devel-", "opment of"));
        let source = "a well-\nknown man, and a well of water";
        assert!(!Hyphens::new(source).breaks_word("a well-", "known man"));
        let source = "long-\nterm, a long-term plan";
        assert!(!Hyphens::new(source).breaks_word("long-", "term, a"));
    }
}

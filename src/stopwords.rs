//! Words that carry no theme: function words, pronouns, months, words of number and measure.
//!
//! The lists: the stop-words crate (stopwords-iso) by language, and a list of our own in
//! `data/stop-words.txt` for what official documents repeat in every paragraph whatever the subject
//! (进一步, 以及, 切实). Which list applies is decided token by token: Han words meet the Chinese
//! list (and the Japanese in Japanese documents), other words the list of the document's language
//! and the English one, since foreign documents quote English. All lists are folded like the text,
//! and words with an apostrophe also count in pieces (`isn't`: isn, t), as the tokenizer cuts them.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::bits::Bits;
use crate::corpus::DocId;
use crate::exec;
use crate::fold::fold;
use crate::language::Language;
use crate::tokenize::TokenKind;
use crate::words::Words;

/// The stop words of a corpus.
#[derive(Debug, Clone, Default)]
pub struct StopWords {
    /// The language of each document.
    languages: Vec<Language>,
    lists: FxHashMap<&'static str, FxHashSet<String>>,
    own: FxHashSet<String>,
    /// The words of the corpus that may be terms in documents of each language.
    terms: FxHashMap<&'static str, Bits>,
}

impl StopWords {
    /// The lists for documents of these words, with words of the user's added.
    pub fn new(words: &Words, extra: &[String]) -> Self {
        let languages = words.languages().to_vec();
        let mut own: FxHashSet<String> = OWN
            .lines()
            .filter(|l| !l.starts_with('#'))
            .flat_map(str::split_whitespace)
            .map(fold)
            .collect();
        own.extend(extra.iter().map(|w| fold(w.trim())));
        let mut lists = FxHashMap::default();
        for code in languages.iter().map(|language| language.code()).chain(["zh", "en"]) {
            lists.entry(code).or_insert_with(|| folded_list(code));
        }
        let mut stop_words = Self { languages, lists, own, terms: FxHashMap::default() };
        let mut codes: Vec<&'static str> = stop_words.lists.keys().copied().collect();
        codes.sort_unstable();
        let is_term = |language, w: usize| {
            let (text, kind) = (words.text(w as u32), words.kind(w as u32));
            words.is_wordy(w as u32) && !stop_words.lists_hold(language, text, kind)
        };
        let terms = exec::map(&codes, |code| Bits::of(words.n_different(), |w| is_term(*code, w)));
        stop_words.terms = codes.into_iter().zip(terms).collect();
        stop_words
    }

    /// The words of the corpus that may be terms in a document: of two characters or more, no
    /// numbers, no stop words.
    pub fn terms_of(&self, document: DocId) -> &Bits {
        &self.terms[self.language(document)]
    }

    /// Whether a folded word of a document is a stop word.
    pub fn contains(&self, document: DocId, word: &str, kind: TokenKind) -> bool {
        self.lists_hold(self.language(document), word, kind)
    }

    fn language(&self, document: DocId) -> &'static str {
        self.languages.get(document.index()).map_or("en", |language| language.code())
    }

    fn lists_hold(&self, language: &'static str, word: &str, kind: TokenKind) -> bool {
        let general = if kind == TokenKind::Han { "zh" } else { "en" };
        let listed = |code| self.lists.get(code).is_some_and(|l| l.contains(word));
        self.own.contains(word) || listed(general) || (language != general && listed(language))
    }
}

const OWN: &str = include_str!("../data/stop-words.txt");

fn folded_list(language: &str) -> FxHashSet<String> {
    let mut list = FxHashSet::default();
    for word in stop_words::lookup(language).unwrap_or(&[]) {
        let word = fold(word);
        list.extend(word.split('"').filter(|p| !p.is_empty()).map(str::to_owned));
        list.insert(word);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::read_plain;

    #[test]
    fn each_document_meets_the_list_of_its_language() {
        let (_, _, words) = read_plain(&[
            "Der Ausbau der Strecke hat begonnen und wird fortgesetzt",
            "进一步推进改革以及发展 2024",
        ]);
        let stop = StopWords::new(&words, &["ＳＴＲＥＣＫＥ".into()]);
        let (german, chinese) = (DocId(0), DocId(1));
        assert!(stop.contains(german, "und", TokenKind::Word));
        assert!(stop.contains(german, "the", TokenKind::Word));
        assert!(stop.contains(german, "strecke", TokenKind::Word));
        assert!(!stop.contains(german, "ausbau", TokenKind::Word));
        assert!(stop.contains(chinese, "进一步", TokenKind::Han));
        assert!(stop.contains(chinese, "isn", TokenKind::Word));
        assert!(!stop.contains(chinese, "改革", TokenKind::Han));
        let terms = |document| {
            let is_term = |&w: &u32| stop.terms_of(document).contains(w as usize);
            words.of(document).iter().copied().filter(is_term).map(|w| words.text(w)).collect()
        };
        let (of_german, of_chinese): (Vec<&str>, Vec<&str>) = (terms(german), terms(chinese));
        assert_eq!(of_german, ["ausbau", "begonnen", "fortgesetzt"]);
        assert_eq!(of_chinese, ["推进改革", "发展"]);
    }
}

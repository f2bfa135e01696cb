//! Words that carry no theme: function words, pronouns, months, words of number and measure.
//!
//! The lists: the stop-words crate (stopwords-iso) by language, and a list of our own in
//! `data/stop-words.txt` for what official documents repeat in every paragraph whatever the subject
//! (进一步, 以及, 切实). Which list applies is decided token by token: Han words meet the Chinese
//! list (and the Japanese in Japanese documents), other words the list of the document's language
//! and the English one, since foreign documents quote English. All lists are folded like the text,
//! and words with an apostrophe also count in pieces (`isn't`: isn, t), as the tokenizer cuts them.

use rustc_hash::{FxHashMap, FxHashSet};
use whichlang::Lang;

use crate::exec;
use crate::fold::fold;
use crate::tokenize::{TokenKind, Tokens};

/// How much of a document is read to tell its language, in bytes.
const SAMPLE: usize = 4_000;

/// The stop words of a corpus.
#[derive(Debug, Clone, Default)]
pub struct StopWords {
    /// Language of each document, as a code of the lists.
    languages: Vec<&'static str>,
    lists: FxHashMap<&'static str, FxHashSet<String>>,
    own: FxHashSet<String>,
}

impl StopWords {
    /// The lists for these documents, with words of the user's added.
    pub fn new(tokens: &[Tokens], extra: &[String]) -> Self {
        let languages = exec::map(tokens, |t| language(&t.folded));
        let mut own: FxHashSet<String> = OWN
            .lines()
            .filter(|l| !l.starts_with('#'))
            .flat_map(str::split_whitespace)
            .map(fold)
            .collect();
        own.extend(extra.iter().map(|w| fold(w.trim())));
        let mut lists = FxHashMap::default();
        for &language in languages.iter().chain(&["zh", "en"]) {
            lists.entry(language).or_insert_with(|| folded_list(language));
        }
        Self { languages, lists, own }
    }

    /// Whether a folded word of a document is a stop word.
    pub fn contains(&self, document: usize, word: &str, kind: TokenKind) -> bool {
        let language = self.languages.get(document).copied().unwrap_or("en");
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

fn language(folded: &str) -> &'static str {
    let end = (0..=SAMPLE.min(folded.len())).rev().find(|&i| folded.is_char_boundary(i));
    match whichlang::detect_language(&folded[..end.unwrap_or(0)]) {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenize::tokenize;

    #[test]
    fn each_document_meets_the_list_of_its_language() {
        let texts =
            ["Der Ausbau der Strecke hat begonnen und wird fortgesetzt", "进一步推进改革以及发展"];
        let tokens: Vec<Tokens> = texts.iter().map(|t| tokenize(t)).collect();
        let stop = StopWords::new(&tokens, &["ＳＴＲＥＣＫＥ".into()]);
        assert!(stop.contains(0, "und", TokenKind::Word));
        assert!(stop.contains(0, "the", TokenKind::Word));
        assert!(stop.contains(0, "strecke", TokenKind::Word));
        assert!(!stop.contains(0, "ausbau", TokenKind::Word));
        assert!(stop.contains(1, "进一步", TokenKind::Han));
        assert!(stop.contains(1, "isn", TokenKind::Word));
        assert!(!stop.contains(1, "改革", TokenKind::Han));
    }
}

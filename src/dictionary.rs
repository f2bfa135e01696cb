//! The Chinese dictionary, loaded at first use and shared by all stages and threads.
//!
//! Cleaning asks it whether a line break falls inside a word, tokenising cuts text with it. A user
//! dictionary adds words to it. It has jieba's form, one word a line, frequency and part of speech
//! (jieba's tags) if wanted:
//!
//! ```text
//! 大统战
//! 亲清直通车 nz
//! 三创一全面 12 l
//! ```
//!
//! Without a frequency a word gets the one from which on it is cut whole. Words are folded like the
//! text. The dictionary is one a process, since words, lines and phrases must be cut alike; a second
//! run in the same process may not bring another.

use std::sync::OnceLock;

use jieba_rs::Jieba;

use crate::error::{Error, Result};
use crate::fold::{fold, is_han};
use crate::tokenize::Cutter;

/// A word of a user dictionary.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Word {
    /// The word.
    pub word: String,
    /// Its frequency; what it takes to be cut whole when absent.
    #[serde(default)]
    pub frequency: Option<u32>,
    /// Its part of speech, in jieba's tags.
    #[serde(default)]
    pub tag: Option<String>,
}

struct Dictionary {
    jieba: Jieba,
    /// What cuts as jieba does, faster, where it can.
    cutter: Option<Cutter>,
    brought: Vec<Word>,
}

static DICTIONARY: OnceLock<Dictionary> = OnceLock::new();

/// The one dictionary (some 30 MiB: never load a second).
pub(crate) fn jieba() -> &'static Jieba {
    &loaded(&[]).jieba
}

/// What cuts runs of Chinese as [`jieba`] does, if the crate was built with it and can keep the words.
pub(crate) fn cutter() -> Option<&'static Cutter> {
    loaded(&[]).cutter.as_ref()
}

/// Brings the words of a user dictionary, before anything is cut.
///
/// # Errors
/// [`Error::Setting`] where the process has loaded its dictionary with other words.
pub(crate) fn bring(words: &[Word]) -> Result<()> {
    if words.is_empty() && DICTIONARY.get().is_none() {
        return Ok(());
    }
    if loaded(words).brought == words {
        return Ok(());
    }
    let reason = "the dictionary of this process is loaded already, with other words; run it anew";
    Err(Error::setting("dictionary", reason))
}

fn loaded(words: &[Word]) -> &'static Dictionary {
    DICTIONARY.get_or_init(|| {
        let mut jieba = Jieba::new();
        let add = |word: &Word| {
            let folded = fold(&word.word);
            let frequency = word.frequency.map(|f| f as usize);
            let frequency = jieba.add_word(&folded, frequency, word.tag.as_deref());
            (folded, frequency as u64)
        };
        let added: Vec<(String, u64)> = words.iter().map(add).collect();
        Dictionary { jieba, cutter: Cutter::new(&added), brought: words.to_vec() }
    })
}

/// Reads a user dictionary: its words, and the entries that no text is cut by, with their lines, since
/// only stretches of Chinese characters are (C++, 5G基站). Empty lines and lines that begin with `#`
/// are passed over.
///
/// # Errors
/// The line that cannot be read, and why.
pub fn parse(text: &str) -> std::result::Result<(Vec<Word>, Vec<String>), String> {
    let mut words = Vec::new();
    let mut left_out = Vec::new();
    for (i, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let mut fields = line.split_whitespace();
        let Some(word) = fields.next().filter(|w| !w.starts_with('#')) else { continue };
        let wrong = |reason: &str| format!("line {}: {reason}: {}", i + 1, line.trim());
        if !word.chars().all(is_han) {
            left_out.push(format!("line {}: {word}", i + 1));
            continue;
        }
        let mut rest: Vec<&str> = fields.collect();
        let frequency = match rest.first().map(|f| f.parse::<u32>()) {
            Some(Ok(0)) => return Err(wrong("a frequency must be more than 0")),
            Some(Ok(f)) => {
                rest.remove(0);
                Some(f)
            }
            _ => None,
        };
        match rest[..] {
            [] => words.push(Word { word: word.into(), frequency, tag: None }),
            [tag] if tag.chars().all(|c| c.is_ascii_alphabetic()) => {
                words.push(Word { word: word.into(), frequency, tag: Some(tag.into()) });
            }
            _ => return Err(wrong("a line holds a word, a frequency and a part of speech (nz)")),
        }
    }
    Ok((words, left_out))
}

/// A user dictionary of these words, as [`parse`] reads it.
pub fn write(words: &[Word]) -> String {
    let mut text = String::new();
    for Word { word, frequency, tag } in words {
        text.push_str(word);
        for field in [frequency.map(|f| f.to_string()), tag.clone()].into_iter().flatten() {
            text.push(' ');
            text.push_str(&field);
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_line_holds_a_word_with_frequency_and_tag_if_wanted() {
        let text = "\u{feff}# 新词\n大统战\n亲清直通车 nz\n\nC++ 3 n\n三创一全面 12 l\n";
        let (words, left_out) = parse(text).unwrap();
        assert_eq!(left_out, ["line 5: C++"]);
        let read: Vec<_> =
            words.iter().map(|w| (w.word.as_str(), w.frequency, w.tag.as_deref())).collect();
        assert_eq!(
            read,
            [
                ("大统战", None, None),
                ("亲清直通车", None, Some("nz")),
                ("三创一全面", Some(12), Some("l"))
            ]
        );
        assert_eq!(parse(&write(&words)).unwrap().0, words);
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_line() {
        for (text, part) in [
            ("党外\n大统战 0", "line 2: a frequency"),
            ("大统战 3 n 多", "line 1: a line holds"),
            ("大统战 名词", "line 1: a line holds"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.starts_with(part), "{error}");
        }
    }
}

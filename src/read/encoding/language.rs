//! What a language looks like: which letters follow which.
//!
//! ```text
//! P(b | a) = (n(ab) + SMOOTHING · P(b)) / (n(a) + SMOOTHING)
//! ```
//!
//! learned from words: the stop words of the crate that [`crate::stopwords`] uses, and those of
//! `data/letter-words.txt` for languages which that lacks. A letter of the language's own alphabet
//! never costs more than a borrowed one, however rare it is in those words; marks, symbols, letters
//! of another script and control characters inside words cost what they deserve.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// Least probability of a letter of the language's own alphabet: more than one that it borrows.
const OWN_LETTER: f32 = 1.5e-4;
/// What pulls a pair that no word of the list has towards the frequency of its second letter.
const SMOOTHING: f32 = 3.0;

/// A pair of neighbouring bytes of a word and how often it comes.
pub(super) struct Pair {
    pub first: u8,
    pub second: u8,
    pub weight: f32,
}

impl Pair {
    pub fn is_upper(&self) -> bool {
        !self.first.is_ascii() || !self.second.is_ascii()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Thai,
}

impl Script {
    pub fn of(c: char) -> Option<Self> {
        match c {
            'A'..='Z' | 'a'..='z' | 'ª' | 'º' | 'À'..='ɏ' | 'Ḁ'..='ỿ' => Some(Self::Latin),
            'Ͱ'..='Ͽ' => Some(Self::Greek),
            'Ѐ'..='ԯ' => Some(Self::Cyrillic),
            '\u{590}'..='\u{5ff}' => Some(Self::Hebrew),
            '\u{600}'..='\u{6ff}' => Some(Self::Arabic),
            '\u{e00}'..='\u{e7f}' => Some(Self::Thai),
            _ => None,
        }
    }
}

/// What a byte is in a candidate: a letter in lower case, or one of the signs below.
pub(super) type Folded = char;
const MARK: Folded = '"';
const SYMBOL: Folded = '#';
const CONTROL: Folded = '\0';

pub(super) fn fold_ascii(byte: u8) -> Folded {
    if byte.is_ascii_alphabetic() { char::from(byte.to_ascii_lowercase()) } else { ' ' }
}

pub(super) fn fold(c: char) -> Folded {
    const MARKS: &str = "“”‘’–—…«»„·°§©®€£\u{a0}№†•‚‹›™´¿¡\u{200c}\u{200d}\u{200e}\u{200f}،؛؟";
    match c {
        char::REPLACEMENT_CHARACTER | '\u{80}'..='\u{9f}' => CONTROL,
        _ if Script::of(c).is_some() => c.to_lowercase().next().unwrap_or(c),
        // Accents that stand behind their letter, in Vietnamese.
        '\u{300}'..='\u{36f}' => c,
        _ if MARKS.contains(c) => MARK,
        _ => SYMBOL,
    }
}

/// Pairs of letters of one language.
pub(super) struct Language {
    pub script: Script,
    letters: FxHashMap<char, u8>,
    /// Log-probability of the second given the first, row by row.
    worth: Vec<f32>,
    width: usize,
}

/// Classes behind the letters: what a language has no letter for.
const OTHER_LETTER: usize = 0;
const RARE_LETTER: usize = 1;
const A_SYMBOL: usize = 2;
const A_CONTROL: usize = 3;
const A_MARK: usize = 4;
const OTHER_SCRIPT: usize = 5;
const N_CLASSES: usize = 6;

impl Language {
    fn learn<'a>(words: impl Iterator<Item = &'a str>, alphabet: &str) -> Option<Self> {
        let mut pairs: BTreeMap<(char, char), f32> = BTreeMap::new();
        let mut scripts: BTreeMap<Script, usize> = BTreeMap::new();
        let mut n_words = 0;
        let is_own = |c: char| alphabet.is_empty() || c.is_ascii() || alphabet.contains(c);
        for word in words.filter(|word| word.chars().all(is_own)) {
            n_words += 1;
            let folded = |c: char| match fold(c) {
                _ if c.is_ascii() => fold_ascii(c as u8),
                MARK | SYMBOL | CONTROL => ' ',
                letter => letter,
            };
            let padded = || std::iter::once(' ').chain(word.chars().map(folded)).chain([' ']);
            for (first, second) in padded().zip(padded().skip(1)) {
                if (first, second) != (' ', ' ') {
                    *pairs.entry((first, second)).or_default() += 1.0;
                }
            }
            if let Some(script) = word.chars().find_map(Script::of) {
                *scripts.entry(script).or_default() += 1;
            }
        }
        // A list in Chinese may hold a few Latin words.
        let (&script, &n) = scripts.iter().max_by_key(|(_, n)| **n)?;
        if 2 * n < n_words {
            return None;
        }
        let mut seconds: BTreeMap<char, f32> = BTreeMap::from([(' ', 0.0)]);
        let mut firsts: BTreeMap<char, f32> = BTreeMap::new();
        for (&(first, second), n) in &pairs {
            *seconds.entry(second).or_default() += n;
            *firsts.entry(first).or_default() += n;
        }
        for letter in alphabet.chars() {
            *seconds.entry(letter).or_default() += 1.0;
        }
        let n_letters = seconds.len();
        if n_letters + N_CLASSES > usize::from(u8::MAX) {
            return None;
        }
        let width = n_letters + N_CLASSES;
        let total: f32 = seconds.values().sum();
        let of_second = |n: f32| (n + 0.5) / (total + 0.5 * n_letters as f32);
        let mut worth = vec![0.0f32; width * width];
        let rows = seconds.keys().copied().map(Some).chain(std::iter::repeat_n(None, N_CLASSES));
        for (r, first) in rows.enumerate() {
            let row = &mut worth[r * width..(r + 1) * width];
            let class = r.checked_sub(n_letters);
            for (place, (&second, &n)) in row.iter_mut().zip(&seconds) {
                *place = match first {
                    Some(first) => {
                        let seen = pairs.get(&(first, second)).copied().unwrap_or_default();
                        let n_first = firsts.get(&first).copied().unwrap_or_default();
                        let p = (seen + SMOOTHING * of_second(n)) / (n_first + SMOOTHING);
                        if alphabet.contains(second) { p.max(OWN_LETTER) } else { p }
                    }
                    // A word goes on behind a letter, less often behind a sign.
                    None if second == ' ' => 0.3,
                    None => match class {
                        Some(OTHER_LETTER | RARE_LETTER) => of_second(n),
                        Some(OTHER_SCRIPT) => 0.01 * of_second(n),
                        _ => 0.1 * of_second(n),
                    },
                };
            }
            let is_start = first == Some(' ');
            let classes = match class {
                Some(OTHER_SCRIPT) => [1e-4, 2e-5, 1e-5, 1e-7, 1e-3, 2e-2],
                _ if is_start => [1e-4, 2e-5, 3e-4, 1e-7, 5e-3, 3e-5],
                _ => [1e-4, 2e-5, 1e-5, 1e-7, 1e-3, 1e-7],
            };
            row[n_letters..].copy_from_slice(&classes);
        }
        worth.iter_mut().for_each(|p| *p = p.ln());
        let letters = seconds.keys().zip(0u8..=u8::MAX).map(|(&c, i)| (c, i)).collect();
        Some(Self { script, letters, worth, width })
    }

    pub fn class(&self, folded: Folded) -> u8 {
        // Letters that many languages borrow.
        const BORROWED: &str = "àáâäåçèéêëíîïñóôöøúûüß";
        if let Some(&i) = self.letters.get(&folded) {
            return i;
        }
        let other = match folded {
            MARK => A_MARK,
            SYMBOL => A_SYMBOL,
            CONTROL => A_CONTROL,
            _ if Script::of(folded).is_some_and(|s| s != self.script) => OTHER_SCRIPT,
            _ if BORROWED.contains(folded) || folded.is_ascii() => OTHER_LETTER,
            _ => RARE_LETTER,
        };
        (self.width - N_CLASSES + other) as u8
    }

    pub fn worth(&self, classes: &[u8; 256], pairs: &[Pair]) -> f32 {
        let class = |byte: u8| usize::from(classes[usize::from(byte)]);
        pairs
            .iter()
            .map(|p| self.worth[class(p.first) * self.width + class(p.second)] * p.weight)
            .sum()
    }
}

/// Every language that is known, learned at the first need.
pub(super) fn languages() -> &'static [Language] {
    static ALL: OnceLock<Vec<Language>> = OnceLock::new();
    ALL.get_or_init(|| {
        const OWN: &str = include_str!("../../../data/letter-words.txt");
        let own =
            || OWN.lines().filter(|line| !line.starts_with('#')).filter_map(|l| l.split_once(' '));
        let alphabet = |code: &str| {
            let is_of = |c: &str| c.strip_suffix('=') == Some(code);
            own().find(|(c, _)| is_of(c)).map_or("", |(_, letters)| letters)
        };
        let mut all: Vec<Language> = stop_words::available_languages()
            .iter()
            .filter_map(|code| {
                let listed = stop_words::lookup(code)?.iter().copied();
                let more = own().filter(|(c, _)| c == code).flat_map(|(_, w)| w.split_whitespace());
                Language::learn(listed.chain(more), alphabet(code))
            })
            .collect();
        let is_listed = |code: &str| stop_words::lookup(code.trim_end_matches('=')).is_some();
        let alone = own().filter(|(code, _)| !is_listed(code));
        all.extend(alone.filter_map(|(_, words)| Language::learn(words.split_whitespace(), "")));
        all
    })
}

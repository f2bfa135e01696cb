//! The closed vocabulary: tens of thousands of words, found once a language, ranked anew for each seed.
//!
//! Chinese words are the pairs of common characters (`characters.rs`), and pairs with a third character
//! that often ends a word, which the dictionary of the segmenter has: so that generated text is cut
//! where it was put together. Their parts of speech are the dictionary's. English words are stems with
//! what may stand before and behind them (`stems.rs`). How common a word is follows from its parts, the
//! commoner the parts the commoner, and from a hash of the seed. Each word has a theme at home, in which
//! it is as much more frequent as there are themes; over the whole corpus its rank holds.

use std::collections::HashSet;
use std::sync::OnceLock;

use rand_xoshiro::Xoshiro256Plus;

use super::characters::CHARACTERS;
use super::draw::{Weighted, below};
use super::lexicon::Lexicon;
use super::{Language, stems};
use crate::dictionary::jieba;
use crate::kmeans::derive_seed;

/// Part of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Nouns.
    Noun,
    /// Verbs.
    Verb,
    /// Adjectives.
    Adjective,
    /// Adverbs.
    Adverb,
}

/// A word and how common its parts are: small numbers first.
#[derive(Debug)]
pub struct Entry {
    /// As it is written.
    pub word: Box<str>,
    /// What it is used as.
    pub class: Class,
    /// Product of the ranks of its parts.
    pub rarity: u64,
}

/// Characters that end a word of three.
const ENDINGS: &str = "\
者性化区局部员家学会力量率型队站场线网机院所厅馆店厂园城村镇县河山湖江岛路桥车船电品物料器业费法权案书报表\
题点面体心感观界级类制度式期节日年人民士生长手工匠师";
/// What lets a rare word be common, and a common one rare: the spread of the hash.
const SPREAD: u64 = 12;
/// Where the ranks of each class begin to fall steeply.
const SHOULDER: [u64; 4] = [120, 90, 40, 12];

/// The words of a language; what slogans and themes are made of is left out.
pub fn entries(language: Language, lexicon: &'static Lexicon) -> &'static [Entry] {
    static WORDS: [OnceLock<Vec<Entry>>; 2] = [OnceLock::new(), OnceLock::new()];
    WORDS[language as usize].get_or_init(|| {
        let apart: HashSet<&str> = lexicon.set_apart().collect();
        match language {
            Language::Zh => chinese(&apart),
            Language::En => stems::english(&apart),
        }
    })
}

fn chinese(apart: &HashSet<&str>) -> Vec<Entry> {
    let jieba = jieba();
    let characters: Vec<char> = CHARACTERS.chars().collect();
    let mut entries = Vec::new();
    let mut add = |word: &str, rarity: u64| {
        if !jieba.has_word(word) || apart.contains(word) {
            return false;
        }
        let tags = jieba.tag(word, false);
        let class = match &tags[..] {
            [tag] => class_of(tag.tag),
            _ => None,
        };
        if let Some(class) = class {
            entries.push(Entry { word: word.into(), class, rarity });
        }
        true
    };
    let mut word = String::new();
    for (i, &first) in characters.iter().enumerate() {
        for (j, &second) in characters.iter().enumerate() {
            word.clear();
            word.extend([first, second]);
            let rarity = (i as u64 + 60) * (j as u64 + 60);
            if !add(&word, rarity) {
                continue;
            }
            for ending in ENDINGS.chars() {
                word.truncate(first.len_utf8() + second.len_utf8());
                word.push(ending);
                add(&word, rarity * 2);
            }
        }
    }
    entries
}

/// The class of a part of speech of the dictionary; none for the words of grammar.
fn class_of(tag: &str) -> Option<Class> {
    match tag.as_bytes() {
        [b'v', b'n', ..] | [b'n' | b't' | b's' | b'j' | b'l' | b'i', ..] => Some(Class::Noun),
        [b'v', ..] => Some(Class::Verb),
        [b'a' | b'b' | b'z', ..] => Some(Class::Adjective),
        [b'd', ..] => Some(Class::Adverb),
        _ => None,
    }
}

/// The words of one class in the order of a seed.
#[derive(Debug)]
struct Ranked {
    all: Vec<&'static str>,
    /// The words at home in each theme.
    home: Vec<Vec<&'static str>>,
    ranks: Weighted,
}

/// A vocabulary ready to draw from.
#[derive(Debug)]
pub struct Vocabulary {
    classes: Vec<Ranked>,
    n_themes: usize,
}

impl Vocabulary {
    /// Ranks the words of a language by a seed.
    pub fn new(language: Language, lexicon: &'static Lexicon, seed: u64) -> Self {
        let entries = entries(language, lexicon);
        let n_themes = lexicon.subjects.len();
        let ranked = |class: Class| {
            let mut order: Vec<(u64, usize, u64)> = entries
                .iter()
                .enumerate()
                .filter(|(_, e)| e.class == class)
                .map(|(i, e)| {
                    let hash = derive_seed(seed, i as u64);
                    (e.rarity * (1 + hash % SPREAD), i, hash >> 32)
                })
                .collect();
            order.sort_unstable();
            let mut home: Vec<Vec<&'static str>> = vec![Vec::new(); n_themes];
            if class == Class::Noun {
                for (words, subject) in home.iter_mut().zip(lexicon.subjects) {
                    words.extend(subject.nouns.split_whitespace());
                }
            }
            for &(_, i, hash) in &order {
                home[hash as usize % n_themes].push(&entries[i].word);
            }
            let all: Vec<&'static str> = order.iter().map(|&(_, i, _)| &*entries[i].word).collect();
            let ranks = Weighted::ranks(all.len(), SHOULDER[class as usize]);
            Ranked { all, home, ranks }
        };
        let classes =
            [Class::Noun, Class::Verb, Class::Adjective, Class::Adverb].map(ranked).into();
        Self { classes, n_themes }
    }

    /// A word of a class.
    pub fn word(&self, class: Class, rng: &mut Xoshiro256Plus) -> &'static str {
        let ranked = &self.classes[class as usize];
        ranked.all[ranked.ranks.draw(rng)]
    }

    /// A word of a class that is at home in a theme.
    pub fn word_of(&self, theme: usize, class: Class, rng: &mut Xoshiro256Plus) -> &'static str {
        let ranked = &self.classes[class as usize];
        let home = &ranked.home[theme];
        home[(ranked.ranks.draw(rng) / self.n_themes).min(home.len() - 1)]
    }

    /// A word of a class, all with the same odds.
    pub fn even(&self, class: Class, rng: &mut Xoshiro256Plus) -> &'static str {
        let all = &self.classes[class as usize].all;
        all[below(rng, all.len() as u32) as usize]
    }
}

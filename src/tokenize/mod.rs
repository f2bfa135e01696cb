//! Words: runs of unspaced Chinese are cut by jieba, everything else by Unicode word rules.
//!
//! ```text
//! 推进“1234”工作法 and more  →  推进 · 1234 · 工作 · 法 · and · more      (marks are no tokens)
//! ```
//!
//! Scripts written without spaces ([`unspaced`]): Japanese, Thai, Lao, Khmer and Burmese are cut by the
//! dictionaries of icu_segmenter, Tibetan and its like at their syllable marks, the rest into
//! syllables. Han in a document that writes kana is cut as Japanese, elsewhere by jieba.
//!
//! Cutting happens on the folded text ([`crate::fold`]), so that width and script do not change the
//! cut; a token keeps its span in the cleaned text. Words serve the vector space and tell where a
//! phrase may begin and end; phrases themselves run on units ([`crate::units`]), since the same
//! slogan is cut differently in up to one place in fourteen.

mod han;
mod runs;
mod unspaced;

use bitcode::{Decode, Encode};

use crate::corpus::{Span, Text};
use crate::dictionary::jieba;
use crate::exec;
use crate::fold::{fold_char, is_han};
use runs::{Run, Runs};

pub(crate) use han::Cutter;
pub use unspaced::{continues, is_unspaced};

/// What a token is made of.
#[derive(Debug, Encode, Decode, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A word of Han characters.
    Han,
    /// A word of another script.
    Word,
    /// A number in digits.
    Number,
}

/// One word and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the cleaned text.
    pub span: Span,
    /// Bytes of [`Tokens::folded`].
    pub folded: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// The words of one document.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    /// The cleaned text, folded character by character.
    pub folded: String,
    /// The words in order; spaces and marks lie between them.
    pub tokens: Vec<Token>,
}

impl Tokens {
    /// The folded word.
    pub fn word(&self, token: &Token) -> &str {
        &self.folded[token.folded.range()]
    }
}

/// The words of every document, in parallel.
pub fn tokenize_all(texts: &[Text]) -> Vec<Tokens> {
    exec::map(texts, |text| tokenize(&text.text))
}

/// The words of a cleaned text.
pub fn tokenize(text: &str) -> Tokens {
    tokens(text, true)
}

/// The words of a cleaned text, runs of Chinese left whole: enough for units whose edges of words
/// nobody asks for, without loading a dictionary.
pub fn tokenize_uncut(text: &str) -> Tokens {
    tokens(text, false)
}

fn tokens(text: &str, cut_han: bool) -> Tokens {
    let is_japanese = unspaced::is_japanese(text);
    let mut folded = String::with_capacity(text.len());
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut runs = Runs::new(text, cut_han);
    let mut run = Run::default();
    let mut before = ' ';
    let mut characters = text.char_indices().peekable();
    while let Some((byte, c)) = characters.next() {
        let after = characters.peek().map_or(' ', |&(_, next)| next);
        let c_folded = if is_apostrophe(before, c, after) { '\'' } else { fold_char(c) };
        before = c;
        // In Chinese nearly every character goes on with the run of the one before.
        let goes_on = run.class == Class::Han && is_han(c_folded);
        if !goes_on {
            let class = Class::of(c_folded, run.class, is_japanese);
            if class != run.class {
                runs.end(run, byte, &folded, &mut tokens);
                run = runs.begin(class, byte, &folded);
            }
        }
        runs.add(&mut run, c, c_folded);
        folded.push(c_folded);
    }
    runs.end(run, text.len(), &folded, &mut tokens);
    runs.cut(&folded, &mut tokens);
    Tokens { folded, tokens }
}

/// A cleaned text folded as its words are: an apostrophe inside a word stays one.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        folded.push(if is_apostrophe(before, c, after) { '\'' } else { fold_char(c) });
        before = c;
    }
    folded
}

/// Whether a single quotation mark stands inside a word: nation’s, l'eau.
fn is_apostrophe(before: char, c: char, after: char) -> bool {
    let is_letter = |c: char| c.is_alphabetic() && !is_han(c);
    matches!(c, '\'' | '’') && is_letter(before) && is_letter(after)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Class {
    #[default]
    Break,
    Han,
    /// A script without spaces that a dictionary cuts.
    Dictionary,
    /// A script without spaces that has none: syllables.
    Syllables,
    Other,
}

impl Class {
    fn of(c: char, before: Self, is_japanese: bool) -> Self {
        if is_han(c) {
            if is_japanese { Self::Dictionary } else { Self::Han }
        } else if c.is_ascii() || !is_unspaced(c) {
            Self::plain(c, before)
        } else if unspaced::has_dictionary(c) {
            Self::Dictionary
        } else {
            Self::Syllables
        }
    }

    fn plain(c: char, before: Self) -> Self {
        if unspaced::continues(c) && matches!(before, Self::Dictionary | Self::Syllables) {
            before
        } else if c.is_whitespace() || c.is_control() {
            Self::Break
        } else {
            Self::Other
        }
    }
}

/// The words of a short Chinese text with jieba's part-of-speech tags (`n`, `v`, `nr`, …).
pub fn tagged(text: &str) -> Vec<(&str, &str)> {
    jieba().tag(text, true).into_iter().map(|t| (t.word, t.tag)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let tokens = tokenize(text);
        tokens.tokens.iter().map(|t| text[t.span.range()].to_string()).collect()
    }

    #[test]
    fn tokens_point_at_the_original_characters() {
        assert_eq!(words("推动“ＡＢＣ”发展 and More"), ["推动", "ＡＢＣ", "发展", "and", "More"]);
    }

    #[test]
    fn traditional_text_is_cut_like_simplified() {
        let cut = |t: &str| tokenize(t).tokens.iter().map(|t| t.span).collect::<Vec<_>>();
        assert_eq!(cut("把車間當考場來鍛煉這支隊伍"), cut("把车间当考场来锻炼这支队伍"));
    }

    #[test]
    fn apostrophes_stay_inside_words() {
        assert_eq!(words("the nation’s 'own' l'eau"), ["the", "nation’s", "own", "l'eau"]);
    }

    #[test]
    fn numbers_stay_whole() {
        assert_eq!(words("增长5.2%，１２３４工作法"), ["增长", "5.2", "１２３４", "工作", "法"]);
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_words() {
        // Language, text, a word it must have, and how many words there are about.
        let texts = [
            ("Thai", "ชาวบ้านช่วยกันดูแลแม่น้ำให้สะอาด", "แม่น้ำ", 6..=10),
            ("Lao", "ປະຊາຊົນຊ່ວຍກັນຮັກສາແມ່ນ້ຳ", "ປະຊາຊົນ", 4..=9),
            ("Khmer", "ប្រជាជនជួយគ្នាថែរក្សាទន្លេ", "ទន្លេ", 3..=8),
            ("Burmese", "ပြည်သူများသည်မြစ်ကိုထိန်းသိမ်းသည်", "မြစ်", 5..=12),
            ("Japanese", "市民のみなさんと東京で、まちづくりを進めます。", "東京", 8..=15),
            ("Tibetan", "མི་རིགས་ཀྱི་སྐད་ཡིག", "རིགས", 5..=5),
            ("Yi", "ꆈꌠꁱꂷ", "ꆈ", 4..=4),
            ("Shan", "ၶေႃႈသၢင်ႈမိူင်း", "ၶေႃႈ", 2..=4),
            ("Ethiopic", "የከተማው፡ምክር፡ቤት", "ምክር", 3..=3),
            ("Hebrew", "עִיר הַנָּמֵל בָּנְתָה בֵּית־סֵפֶר", "עִיר", 4..=5),
            ("Arabic", "قرّر مجلس المدينة بناء مدرسة جديدة", "مدرسة", 6..=6),
            ("Hindi", "नगर परिषद ने नया स्कूल बनाया", "स्कूल", 6..=6),
            ("Cree", "ᓂᑲᓂ ᐃᑗᐎᐣ ᐃᑕ", "ᐃᑗᐎᐣ", 3..=3),
            ("Khoekhoe", "ǃnona ǀgui ǂgaeǂguis", "ǀgui", 3..=3),
            ("Hawaiian", "ka ʻōlelo Hawaiʻi", "ʻōlelo", 3..=3),
        ];
        for (language, text, word, n) in texts {
            let found = words(text);
            assert!(
                found.iter().any(|w| w == word) && n.contains(&found.len()),
                "{language}: {found:?}"
            );
        }
    }

    #[test]
    fn spans_of_any_script_are_those_of_the_words() {
        let text = "東京タワーで、ｶﾀｶﾅ語とＡＢＣを学ぶ。ชาวบ้าน中文 ꆈꌠ e\u{301}te\u{301} กำ";
        let tokens = tokenize(text);
        for pair in tokens.tokens.windows(2) {
            assert!(
                pair[0].span.end <= pair[1].span.start
                    && pair[0].folded.end <= pair[1].folded.start
            );
        }
        for token in &tokens.tokens {
            let original = &text[token.span.range()];
            let folded: String = original.chars().map(fold_char).collect();
            assert_eq!(folded.chars().count(), tokens.word(token).chars().count(), "{original}");
            assert_eq!(folded, tokens.word(token));
        }
    }

    #[test]
    fn a_long_run_without_spaces_is_cut_in_linear_time() {
        let n = words(&"ชาวบ้านช่วยกันดูแลแม่น้ำ".repeat(2_000)).len();
        assert!((8_000..20_000).contains(&n), "{n}");
    }

    /// Every language of a corpus of one text each: `TEXTS=udhr.jsonl cargo test --lib every_language
    /// -- --ignored --nocapture` prints what looks odd.
    #[test]
    #[ignore = "needs a corpus in TEXTS"]
    fn every_language_has_words_of_a_sensible_length() {
        let Some(path) = std::env::var_os("TEXTS") else { return };
        let lines = std::fs::read_to_string(path).unwrap_or_default();
        let mut n_odd = 0;
        for line in lines.lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
            let text = row["text"].as_str().unwrap_or_default();
            let tokens = tokenize(text).tokens;
            let n_letters: usize =
                tokens.iter().map(|t| text[t.span.range()].chars().count()).sum();
            let n_all = text.chars().filter(|c| c.is_alphanumeric()).count();
            let mean = n_letters as f32 / tokens.len().max(1) as f32;
            let longest = tokens.iter().map(|t| text[t.span.range()].chars().count()).max();
            if !(2.5..=9.5).contains(&mean) || n_letters < n_all || longest > Some(45) {
                n_odd += 1;
                eprintln!(
                    "{} {} tokens of {mean:.1}, longest {longest:?}, {n_letters} of {n_all} letters",
                    row["id"],
                    tokens.len()
                );
                eprintln!("   {:?}", words(&text.chars().take(60).collect::<String>()));
            }
        }
        eprintln!("{n_odd} languages out of the usual");
    }
}

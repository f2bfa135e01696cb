//! Words: runs of unspaced Chinese are cut by jieba, everything else by Unicode word rules.
//!
//! ```text
//! 推进“1234”工作法 and more  →  推进 · 1234 · 工作 · 法 · and · more      (marks are no tokens)
//! ```
//!
//! Cutting happens on the folded text ([`crate::fold`]), so that width and script do not change the
//! cut; a token keeps its span in the cleaned text. Words serve the vector space and tell where a
//! phrase may begin and end; phrases themselves run on units ([`crate::units`]), since the same
//! slogan is cut differently in up to one place in fourteen.

use unicode_segmentation::UnicodeSegmentation;

use crate::corpus::{Span, Text};
use crate::dictionary::jieba;
use crate::exec;
use crate::fold::{fold_char, is_han};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    let mut folded = String::with_capacity(text.len());
    let mut tokens = Vec::with_capacity(text.len() / 5);
    // Runs are cut as they end; `starts` holds the clean byte of each character of the run.
    let mut run = Run::default();
    let mut before = ' ';
    let mut characters = text.char_indices().peekable();
    while let Some((byte, c)) = characters.next() {
        let after = characters.peek().map_or(' ', |&(_, next)| next);
        let c_folded = if is_apostrophe(before, c, after) { '\'' } else { fold_char(c) };
        before = c;
        let class = Class::of(c_folded);
        if class != run.class {
            run.cut(&folded, byte, &mut tokens);
            run = Run { class, folded_start: folded.len(), starts: Vec::new() };
        }
        if class != Class::Break {
            run.starts.push((byte as u32, folded.len() as u32));
        }
        folded.push(c_folded);
    }
    run.cut(&folded, text.len(), &mut tokens);
    Tokens { folded, tokens }
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
    Other,
}

impl Class {
    fn of(c: char) -> Self {
        if is_han(c) {
            Self::Han
        } else if c.is_whitespace() || c.is_control() {
            Self::Break
        } else {
            Self::Other
        }
    }
}

#[derive(Default)]
struct Run {
    class: Class,
    folded_start: usize,
    starts: Vec<(u32, u32)>,
}

impl Run {
    /// Cuts the run into words; `clean_end` is the clean byte behind its last character.
    fn cut(&self, folded: &str, clean_end: usize, tokens: &mut Vec<Token>) {
        let text = &folded[self.folded_start..];
        match self.class {
            Class::Break => {}
            Class::Han => {
                for word in jieba().cut(text, true) {
                    self.push(word.byte_start, word.byte_end, TokenKind::Han, clean_end, tokens);
                }
            }
            Class::Other => {
                for (start, word) in text.unicode_word_indices() {
                    let kind = if word.starts_with(|c: char| c.is_numeric()) {
                        TokenKind::Number
                    } else {
                        TokenKind::Word
                    };
                    self.push(start, start + word.len(), kind, clean_end, tokens);
                }
            }
        }
    }

    fn push(
        &self,
        start: usize,
        end: usize,
        kind: TokenKind,
        clean_end: usize,
        tokens: &mut Vec<Token>,
    ) {
        let folded = Span::new(self.folded_start + start, self.folded_start + end);
        let clean_at = |folded_byte: u32| {
            let i = self.starts.partition_point(|&(_, f)| f < folded_byte);
            self.starts.get(i).map_or(clean_end as u32, |&(clean, _)| clean)
        };
        let span = Span { start: clean_at(folded.start), end: clean_at(folded.end) };
        tokens.push(Token { span, folded, kind });
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
}

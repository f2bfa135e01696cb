//! Folding for matching: what readers take for the same character becomes the same character.
//!
//! ```text
//! “ＡＢＣ”，１２３  →  "abc",123        發展 → 发展        二〇二三 → 二0二三
//! ```
//!
//! Each character folds to exactly one character, so positions carry over one to one; the display
//! always shows the original. Steps: width and compatibility forms (Unicode NFKC where it yields
//! one character), lower case where it is one character, quotation marks of either kind to `"`,
//! middle dots to `·`, dashes to `-`, 〇 and ○ to `0`, traditional to simplified (the
//! single-character dictionary of OpenCC). A character that simplified text writes too (乾 in names)
//! stays as it is.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// The character that stands for `c` when texts are compared.
pub fn fold_char(c: char) -> char {
    if c.is_ascii() {
        return match c {
            '\'' | '`' => '"',
            _ => c.to_ascii_lowercase(),
        };
    }
    static TABLE: OnceLock<Vec<u16>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let folded = |c: u32| char::from_u32(c).map_or(0, |c| fold_by_rule(c) as u32);
        TABLED.into_iter().flatten().map(|c| u16::try_from(folded(c)).unwrap_or(0)).collect()
    });
    let [marks_and_han, full_width] = TABLED;
    let i = match c as u32 {
        c if marks_and_han.contains(&c) => c - marks_and_han.start,
        c if full_width.contains(&c) => c - full_width.start + marks_and_han.len() as u32,
        _ => return fold_by_rule(c),
    };
    match table.get(i as usize) {
        Some(&folded) if folded != 0 => char::from_u32(folded.into()).unwrap_or(c),
        _ => fold_by_rule(c),
    }
}

/// The characters whose folded form a table has: marks, kana, Han and full width, which are nearly all
/// of a Chinese text. 0 stands for a form beyond 16 bits.
const TABLED: [std::ops::Range<u32>; 2] = [0x2000..0xa000, 0xff00..0xfff0];

fn fold_by_rule(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' | '「' | '」' | '『' | '』' | '〝' | '〞'
        | '＂' | '＇' | '«' | '»' | '‹' | '›' | '﹁' | '﹂' | '﹃' | '﹄' => '"',
        '•' | '・' | '‧' | '∙' | '･' | '⋅' | '·' => '·',
        '—' | '–' | '―' | '‐' | '‑' | '－' | '─' | '━' | '−' => '-',
        '〇' | '○' | '◯' => '0',
        '\u{4e00}'..='\u{9fff}' => simplified(c),
        _ => {
            let compatible = single(c.nfkc()).unwrap_or(c);
            let lower = single(compatible.to_lowercase()).unwrap_or(compatible);
            if is_han(lower) { simplified(lower) } else { lower }
        }
    }
}

/// The whole string folded, character by character.
pub fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// Whether a character is a Han character (ideographs, not punctuation).
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' | '々' | '〆')
}

/// Characters of scripts written without spaces, and their marks.
pub fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3000}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff00}'..='\u{ffef}')
}

fn single(mut chars: impl Iterator<Item = char>) -> Option<char> {
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}

/// Written in simplified text too, in names and set words (乾县, 乾隆, 乾坤).
const SIMPLIFIED_TOO: char = '乾';

fn simplified(c: char) -> char {
    static TABLE: OnceLock<FxHashMap<char, char>> = OnceLock::new();
    TABLE.get_or_init(traditional_to_simplified).get(&c).copied().unwrap_or(c)
}

/// Every character that OpenCC's t2s turns into another single character.
fn traditional_to_simplified() -> FxHashMap<char, char> {
    use ferrous_opencc::{OpenCC, config::BuiltinConfig};
    let Ok(converter) = OpenCC::from_config(BuiltinConfig::T2s) else {
        return FxHashMap::default();
    };
    let all: String = ('\u{3400}'..='\u{9fff}').flat_map(|c| [c, '\n']).collect();
    let converted = converter.convert(&all);
    all.lines()
        .zip(converted.lines())
        .filter_map(|(from, to)| Some((single(from.chars())?, single(to.chars())?)))
        .filter(|(from, to)| from != to && *from != SIMPLIFIED_TOO)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_quotes_case_and_script_fold_alike() {
        assert_eq!(fold("“ＡＢＣ”，１２３"), fold("\"abc\",123"));
        assert_eq!(fold("「發展」統一戰線"), fold("“发展”统一战线"));
        assert_eq!(fold("二〇二三"), "二0二三");
        assert_eq!(fold("乾坤"), "乾坤");
        assert_eq!(fold("6・2—4"), "6·2-4");
    }

    #[test]
    fn the_table_has_what_the_rules_say() {
        for c in ('\u{80}'..='\u{2ffff}').filter(|c| !c.is_ascii()) {
            assert_eq!(fold_char(c), fold_by_rule(c), "{c}");
        }
    }

    #[test]
    fn folding_keeps_the_number_of_characters() {
        for text in ["ﬁnance…", "Straße İ", "㈱⑩", "𠮷野家", "①②"] {
            assert_eq!(fold(text).chars().count(), text.chars().count(), "{text}");
        }
    }
}

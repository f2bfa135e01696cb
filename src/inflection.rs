//! Light folding of English inflection: plurals and possessives meet their singular.
//!
//! ```text
//! nation's, nations → nation        duties → duty        services → service
//! ```
//!
//! Harman's S-stemmer ("How effective is suffixing?", 1991), its first rule that applies: -ies becomes
//! -y (not after e or a), -es becomes -e (not after a, e or o), -s goes (not after u or s). It folds
//! less than Porter's stemmer on purpose: a phrase must stay what was said, and national is not
//! nation. Its flaw is known (taxes and tax stay apart) and harmless here, where a form only has to
//! meet its like.

use std::borrow::Cow;

/// Shortest word that is folded.
const SHORTEST: usize = 4;

/// Words that end in -s and are no plurals.
const EXCEPTIONS: [&str; 16] = [
    "this",
    "does",
    "ours",
    "hers",
    "yours",
    "theirs",
    "always",
    "perhaps",
    "towards",
    "besides",
    "sometimes",
    "afterwards",
    "means",
    "news",
    "series",
    "species",
];

/// The folded word without plural and possessive endings; words of other scripts as they are.
pub fn fold_inflection(word: &str) -> Cow<'_, str> {
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).unwrap_or(word);
    let is_english = word.bytes().all(|b| b.is_ascii_lowercase());
    if word.len() < SHORTEST || !is_english || EXCEPTIONS.contains(&word) {
        return Cow::Borrowed(word);
    }
    let after = |ending: &str, letters: &str| {
        word.strip_suffix(ending).filter(|stem| !stem.ends_with(|c| letters.contains(c)))
    };
    if let Some(stem) = after("ies", "ea") {
        Cow::Owned(format!("{stem}y"))
    } else if let Some(stem) = after("es", "aeo") {
        Cow::Borrowed(&word[..=stem.len()])
    } else {
        Cow::Borrowed(after("s", "us").unwrap_or(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_and_possessives_meet_their_singular() {
        for (word, folded) in [
            ("nations", "nation"),
            ("nation's", "nation"),
            ("nations'", "nation"),
            ("duties", "duty"),
            ("services", "service"),
            ("congress", "congress"),
            ("status", "status"),
            ("does", "does"),
            ("was", "was"),
            ("états", "états"),
        ] {
            assert_eq!(fold_inflection(word), folded);
        }
    }
}

//! Word lists: how the files of `data/` are read.
//!
//! ```text
//! # a comment: why the words are listed
//! [name]
//! words separated by spaces, as folding leaves them
//! ```
//!
//! The lists are closed classes that a reader of the language can check and extend without reading
//! code. They are part of the program; a test holds that every word is folded and listed once.

use rustc_hash::FxHashSet;

/// The words of one list of a file, in order.
pub fn list(file: &'static str, name: &str) -> Vec<&'static str> {
    let mut here = false;
    let mut words = Vec::new();
    for line in file.lines().map(str::trim).filter(|l| !l.starts_with('#')) {
        match line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            Some(heading) => here = heading == name,
            None if here => words.extend(line.split_whitespace()),
            None => {}
        }
    }
    words
}

/// The same as a set.
pub fn set(file: &'static str, name: &str) -> FxHashSet<&'static str> {
    list(file, name).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    const FILES: [&str; 2] = [
        include_str!("../../data/function-words.txt"),
        include_str!("../../data/formula-words.txt"),
    ];

    #[test]
    fn a_list_ends_where_the_next_begins() {
        let file = "# note\n[a]\nx y\n# why\nz\n[b]\nw\n";
        assert_eq!(list(file, "a"), ["x", "y", "z"]);
        assert_eq!(list(file, "b"), ["w"]);
        assert!(list(file, "c").is_empty());
    }

    #[test]
    fn every_word_is_folded_and_stands_once_in_its_list() {
        for file in FILES {
            let names = file.lines().filter_map(|l| l.strip_prefix('[')?.strip_suffix(']'));
            for name in names {
                let words = list(file, name);
                assert_eq!(words.len(), set(file, name).len(), "[{name}]");
                assert!(!words.is_empty(), "[{name}]");
                for word in words {
                    assert_eq!(fold(word), word, "[{name}]");
                }
            }
        }
    }
}

//! Two texts side by side with what differs marked.
//!
//! Tokens are single Han characters, words of other scripts, runs of white space (all alike, so that
//! re-flowed lines are no difference) and single marks; Myers' algorithm (the `similar` crate) finds
//! the shortest edit between them. What only the left has stands in `<del>`, what only the right has
//! in `<ins>`; the style underlines them differently, so that colour is not needed to tell them.

use maud::{Markup, html};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::fold::is_han;

/// The left and the right text with their differences marked. Both are expected to be of a length a
/// page can show: the cost grows with the product of length and differences.
pub fn marked(left: &str, right: &str) -> (Markup, Markup) {
    let (left, right) = (tokens(left), tokens(right));
    let key = |tokens: &[&str]| -> Vec<String> {
        tokens.iter().map(|t| if is_space(t) { " ".into() } else { (*t).to_owned() }).collect()
    };
    let operations = capture_diff_slices(Algorithm::Myers, &key(&left), &key(&right));
    let side = |tokens: &[&str], is_left: bool| {
        html! {
            @for operation in &operations {
                @let range = if is_left { operation.old_range() } else { operation.new_range() };
                @let text = tokens[range].concat();
                @if text.is_empty() {
                } @else if matches!(operation, DiffOp::Equal { .. }) {
                    (text)
                } @else if is_left {
                    del { (text) }
                } @else {
                    ins { (text) }
                }
            }
        }
    };
    (side(&left, true), side(&right, false))
}

fn is_space(token: &str) -> bool {
    token.chars().all(char::is_whitespace)
}

#[derive(PartialEq, Clone, Copy)]
enum Class {
    Space,
    Word,
    Single,
}

fn class(c: char) -> Class {
    if c.is_whitespace() {
        Class::Space
    } else if c.is_alphanumeric() && !is_han(c) {
        Class::Word
    } else {
        Class::Single
    }
}

fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (i, c) in text.char_indices() {
        let this = class(c);
        if last.is_some_and(|last| last != this || this == Class::Single) {
            tokens.push(&text[start..i]);
            start = i;
        }
        last = Some(this);
    }
    if start < text.len() {
        tokens.push(&text[start..]);
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(left: &str, right: &str) -> (String, String) {
        let (left, right) = marked(left, right);
        (left.into_string(), right.into_string())
    }

    #[test]
    fn han_differs_by_character_and_latin_by_word() {
        let (left, right) = diff("凝聚磅礴力量 by hand", "汇聚强大力量 by hands");
        assert_eq!(left, "<del>凝</del>聚<del>磅礴</del>力量 by <del>hand</del>");
        assert_eq!(right, "<ins>汇</ins>聚<ins>强大</ins>力量 by <ins>hands</ins>");
    }

    #[test]
    fn line_breaks_are_no_difference_and_markup_is_escaped() {
        assert_eq!(diff("a\nb", "a  b"), ("a\nb".into(), "a  b".into()));
        assert_eq!(diff("<b>", "<b>").0, "&lt;b&gt;");
        assert_eq!(diff("", "x"), (String::new(), "<ins>x</ins>".into()));
    }

    #[test]
    fn tokens_put_together_are_the_text() {
        let text = "推进“1234”工作法 and more…\n第二行";
        assert_eq!(tokens(text).concat(), text);
    }
}

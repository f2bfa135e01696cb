//! Edited copies: characters (words where there are spaces) replaced, left out or added at a rate.

use rand::Rng;
use rand_xoshiro::Xoshiro256Plus;

use super::lexicon::Lexicon;
use super::writer::Writer;

/// A copy of a passage in which `permille` of a thousand characters or words are edited. Marks stay.
pub fn edited(
    text: &str,
    permille: u32,
    lexicon: &Lexicon,
    writer: &Writer,
    rng: &mut Xoshiro256Plus,
) -> String {
    let units: Vec<&str> = if lexicon.space.is_empty() {
        text.char_indices().map(|(at, c)| &text[at..at + c.len_utf8()]).collect()
    } else {
        text.split_inclusive(' ').collect()
    };
    let mut copy = String::with_capacity(text.len() + 16);
    for unit in units {
        let is_word = unit.trim_end().chars().all(char::is_alphabetic);
        if !is_word || rng.gen_range(0..1_000) >= permille {
            copy += unit;
            continue;
        }
        let other = writer.substitute(rng);
        // a single character in place of one, so that the rate means what it says
        let end = other.chars().next().map_or(0, char::len_utf8);
        let other = if lexicon.space.is_empty() { &other[..end] } else { other };
        match rng.gen_range(0..4) {
            0 => {}
            1 => copy.extend([other, lexicon.space, unit]),
            _ => copy.extend([other, lexicon.space]),
        }
    }
    copy.truncate(copy.trim_end().len());
    copy
}

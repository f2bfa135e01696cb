//! The phrase as the user writes it: fixed parts and slots.
//!
//! ```text
//! phrase = { text | * | *{N} | *{N,M} | … | \* }
//! the * * of  →  the, slot of two, of          在……上下功夫  →  在, slot of 1 to 14, 上下功夫
//! ```
//!
//! Slots side by side are one slot. Fixed text is folded and cut into units like the documents. A `*`
//! that touches a letter or digit of a spaced script, and no Han character on its other side, belongs
//! to that word (`econom*`). Full-width signs count as their narrow ones; a backslash before `*`, `…`,
//! `{` or a backslash takes the sign as text. Characters that nobody sees (zero-width spaces, byte
//! order marks, directional marks) come along when a phrase is pasted and are left out.

use crate::corpus::{DocId, Text};
use crate::error::Error;
use crate::fold::fold_char;
use crate::tokenize::is_unspaced;
use crate::units::{self, UnitSettings};

/// Most units that `…` stands for: as many as a filler of [`crate::phrases`]' frames has.
const FEW: usize = 14;
/// Most units a slot may hold, and most slots of a phrase.
const MAX_SLOT: usize = 100;
const MAX_SLOTS: usize = 16;

/// Why a phrase cannot be looked up, and what to write instead.
#[derive(Debug, thiserror::Error)]
pub enum PatternError {
    /// Nothing, or marks alone.
    #[error("has no character to look for; give a word or a few characters")]
    Empty,
    /// Slots alone.
    #[error(
        "has nothing but slots to look for; put words beside `*`, or write \\* for an asterisk"
    )]
    OnlySlots,
    /// A slot of several lengths before the first or after the last fixed part.
    #[error(
        "a slot of several lengths ends nowhere at the edge of a phrase; leave it out, or say *{{3}}"
    )]
    OpenEdge,
    /// Braces that are no length.
    #[error(
        "`*{{` is followed by no length; write *{{3}} or *{{1,4}}, or \\{{ for the brace itself"
    )]
    Braces,
    /// A length beyond the limit, or from more to fewer.
    #[error(
        "a slot of {0} to {1} units cannot be searched; from 0 to {MAX_SLOT}, the lesser first"
    )]
    Length(usize, usize),
    /// Too many slots.
    #[error("has {0} slots; at most {MAX_SLOTS} can be searched")]
    Slots(usize),
    /// A character that no text has.
    #[error("has the control character U+{:04X}; leave it out", *.0 as u32)]
    Control(char),
    /// The phrase could not be cut into units.
    #[error(transparent)]
    Units(#[from] Error),
}

/// A unit of a fixed part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// This folded unit.
    Unit(String),
    /// A word that holds these pieces in order, the first at its start and the last at its end.
    Glob(Vec<String>),
}

/// A part of the phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Units that stand side by side.
    Fixed(Vec<Wanted>),
    /// From `least` to `most` content units.
    Slot { least: usize, most: usize },
}

/// A phrase with its slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    pub(super) parts: Vec<Part>,
}

impl Pattern {
    /// Reads a phrase.
    ///
    /// # Errors
    /// [`PatternError`] where there is nothing to look for, or a slot without a usable length.
    pub fn parse(phrase: &str, settings: &UnitSettings) -> Result<Self, PatternError> {
        let shown: String = phrase.chars().filter(|&c| !is_invisible(c)).collect();
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(c) = shown.chars().find(|c| c.is_control()) {
            return Err(PatternError::Control(c));
        }
        let mut reader =
            Reader { settings, parts: Vec::new(), text: String::new(), content: false };
        reader.read(&shown.chars().collect::<Vec<_>>())?;
        let pattern = Self { parts: reader.parts };
        if !reader.content {
            let has_slots = pattern.n_slots() > 0;
            return Err(if has_slots { PatternError::OnlySlots } else { PatternError::Empty });
        }
        pattern.check()?;
        Ok(pattern)
    }

    /// Number of slots.
    pub fn n_slots(&self) -> usize {
        self.parts.iter().filter(|p| matches!(p, Part::Slot { .. })).count()
    }

    fn check(&self) -> Result<(), PatternError> {
        if self.n_slots() > MAX_SLOTS {
            return Err(PatternError::Slots(self.n_slots()));
        }
        for (i, part) in self.parts.iter().enumerate() {
            let &Part::Slot { least, most } = part else { continue };
            if least > most || most == 0 || most > MAX_SLOT {
                return Err(PatternError::Length(least, most));
            }
            if least < most && (i == 0 || i + 1 == self.parts.len()) {
                return Err(PatternError::OpenEdge);
            }
        }
        Ok(())
    }
}

/// What has been read of a phrase.
struct Reader<'a> {
    settings: &'a UnitSettings,
    parts: Vec<Part>,
    /// Text not yet cut into units.
    text: String,
    /// Whether a fixed part has a character, word or number.
    content: bool,
}

impl Reader<'_> {
    fn read(&mut self, phrase: &[char]) -> Result<(), PatternError> {
        let sign = |i: usize| phrase.get(i).map(|&c| fold_char(c));
        let mut i = 0;
        while let Some(c) = sign(i) {
            let next = sign(i + 1);
            match c {
                '\\' if matches!(next, Some('*' | '…' | '{' | '\\')) => {
                    self.text.extend(phrase.get(i + 1));
                    i += 2;
                }
                '…' => {
                    while sign(i) == Some('…') {
                        i += 1;
                    }
                    self.slot(1, FEW)?;
                }
                '*' if next == Some('{') => {
                    let (least, most, end) = braces(phrase, i + 2).ok_or(PatternError::Braces)?;
                    self.slot(least, most)?;
                    i = end;
                }
                '*' if self.is_in_word(next) => i = self.glob(phrase, i)?,
                '*' => {
                    self.slot(1, 1)?;
                    i += 1;
                }
                _ => {
                    self.text.push(phrase[i]);
                    i += 1;
                }
            }
        }
        self.cut()
    }

    /// Whether a `*` between the text read and the next sign belongs to a word.
    fn is_in_word(&self, next: Option<char>) -> bool {
        let beside = [self.text.chars().next_back(), next];
        beside.iter().flatten().any(|&c| is_letter(c))
            && !beside.iter().flatten().any(|&c| is_unspaced(c))
    }

    /// Reads on to the end of the word in which a `*` stands; gives where it ends.
    fn glob(&mut self, phrase: &[char], star: usize) -> Result<usize, PatternError> {
        let from = self.text.char_indices().rev().take_while(|&(_, c)| is_letter(c)).last();
        let mut word = from.map_or(String::new(), |(from, _)| self.text.split_off(from));
        let mut end = star;
        while let Some(&c) = phrase.get(end) {
            let is_star =
                fold_char(c) == '*' && phrase.get(end + 1).map(|&c| fold_char(c)) != Some('{');
            if !is_star && !is_letter(c) {
                break;
            }
            word.push(c);
            end += 1;
        }
        self.cut()?;
        let word: String = word.chars().map(fold_char).collect();
        self.fixed().push(Wanted::Glob(word.split('*').map(str::to_owned).collect()));
        self.content = true;
        Ok(end)
    }

    /// Cuts the text read so far into units.
    fn cut(&mut self) -> Result<(), PatternError> {
        let texts = [Text { text: std::mem::take(&mut self.text), ..Text::default() }];
        let stream = units::units(&texts, self.settings)?;
        for position in stream.positions(DocId(0)) {
            self.content |= stream.kind(position).is_content();
            self.fixed().push(Wanted::Unit(stream.unit(position).to_owned()));
        }
        Ok(())
    }

    /// The fixed part that is being read.
    fn fixed(&mut self) -> &mut Vec<Wanted> {
        if !matches!(self.parts.last(), Some(Part::Fixed(_))) {
            self.parts.push(Part::Fixed(Vec::new()));
        }
        match self.parts.last_mut() {
            Some(Part::Fixed(units)) => units,
            _ => unreachable!("a fixed part was put last"),
        }
    }

    fn slot(&mut self, least: usize, most: usize) -> Result<(), PatternError> {
        self.cut()?;
        if least > most {
            return Err(PatternError::Length(least, most));
        }
        match self.parts.last_mut() {
            Some(Part::Slot { least: before, most: before_most }) => {
                *before = before.saturating_add(least);
                *before_most = before_most.saturating_add(most);
            }
            _ => self.parts.push(Part::Slot { least, most }),
        }
        Ok(())
    }
}

/// The lengths between braces, from behind the opening one, and where the phrase goes on.
fn braces(phrase: &[char], from: usize) -> Option<(usize, usize, usize)> {
    let length = phrase[from..].iter().position(|&c| fold_char(c) == '}')?;
    let inside: String = phrase[from..from + length].iter().map(|&c| fold_char(c)).collect();
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let (least, most) = match inside.split_once(',') {
        Some((least, most)) => (number(least)?, number(most)?),
        None => (number(&inside)?, number(&inside)?),
    };
    Some((least, most, from + length + 1))
}

/// Whether words of spaced scripts and numbers are made of a character.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_unspaced(c)
}

/// Whether a character shows nothing and only says how others are set.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

//! Text that was decoded with the wrong encoding before it reached us, and the way back.
//!
//! ```text
//! 涓浗  →  中国     cafÃ©  →  café     РіРѕСЂРѕРґ  →  город     ÖÐ¹ú  →  中国
//! ```
//!
//! Such text is valid, so that decoding cannot notice it. One scan looks for characters that are
//! frequent in it and rare in sound text ([`Signs`]); a line without them is left alone. In a line
//! that has them, each run of characters beyond ASCII is encoded again with the encoding that was
//! wrongly used; if the bytes are UTF-8 from end to end, and the outcome is of the kind that such a
//! mistake hides, the run is repaired. Sound text is next to never valid UTF-8 in another encoding:
//! every run is a test that it would have to pass by chance. Text of two bytes a character read as
//! Western is judged over the whole document, since its lines are too short to tell the encodings
//! apart. What was wrong twice is repaired twice.
//!
//! Lost bytes. Decoders of GBK turn the byte 0x80, which opens no character, into U+FFFD or `€`, and
//! those that know no user-defined characters also other bytes into U+FFFD: where the text shows that
//! it can only be 0x80 that is undone. Bytes that are gone for good leave their character as U+FFFD where the rest of the
//! run is sound, and otherwise the run stays as it is; both count as damage.

mod signs;
mod way_back;
mod western;

use signs::Signs;
use way_back::{CHINESE, CYRILLIC, OTHER, WESTERN, WayBack, Wrong, way_back};

/// How often a text is repaired at most.
const MAX_ROUNDS: usize = 3;
/// A line of which so many characters lead back was decoded wrongly, whichever they are …
const MIN_CHARS: usize = 6;
/// … and with fewer one of these must be among them: what Chinese, Japanese and marks become most.
const STRONG_MARKERS: &str = "涓浜浠浣浼涔鍦鍥瀛骞鏃鏈鏄鏀鎶缁鐧鐨鑳杩閫锛銆鈥殑湪寤澶鍩宸琛闈鍜勭璁鎴鍙鍒鍏绗縺繧繝嚗撠銝鈭隞雿蝬";
/// Characters that users define in GBK: a decoder that keeps them loses no byte but one.
const USER_DEFINED: std::ops::RangeInclusive<char> = '\u{e000}'..='\u{e765}';

/// What was found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The text with every repair made.
    pub text: String,
    /// Lines repaired without loss.
    pub n_repaired: usize,
    /// Lines with bytes that are lost.
    pub n_damaged: usize,
    /// What happened to most of them: `UTF-8 read as GBK`.
    pub mistake: &'static str,
}

impl Repair {
    /// What to tell the reader.
    pub fn message(&self) -> String {
        let lines = |n| if n == 1 { "1 line".to_string() } else { format!("{n} lines") };
        let (mistake, repaired, damaged) = (self.mistake, self.n_repaired, self.n_damaged);
        let what = match (repaired, damaged) {
            (_, 0) => format!("{} of {mistake} repaired", lines(repaired)),
            (0, _) => format!("{} of {mistake} with lost bytes", lines(damaged)),
            _ => {
                format!("{} of {mistake} repaired; {damaged} more have lost bytes", lines(repaired))
            }
        };
        format!("{what} (the file was converted wrongly before; get the original, if you can)")
    }
}

/// The text with what was wrongly decoded put right; None if nothing looks so.
pub fn repair(text: &str) -> Option<Repair> {
    if text.is_ascii() || !Signs::of(text).any() {
        return None;
    }
    let mut repair: Option<Repair> = None;
    for _ in 0..MAX_ROUNDS {
        let current = repair.as_ref().map_or(text, |r| &r.text);
        let Some(next) = western::repair(current).or_else(|| line_by_line(current)) else {
            break;
        };
        let is_final = next.n_repaired == 0;
        repair = Some(match repair {
            None => next,
            Some(first) => Repair {
                text: next.text,
                n_repaired: first.n_repaired.max(next.n_repaired),
                n_damaged: first.n_damaged.max(next.n_damaged),
                mistake: first.mistake,
            },
        });
        if is_final {
            break;
        }
    }
    repair
}

/// What became of a line.
struct Line {
    text: String,
    is_damaged: bool,
    mistake: &'static str,
}

fn line_by_line(text: &str) -> Option<Repair> {
    let mut repair = Repair { text: String::new(), n_repaired: 0, n_damaged: 0, mistake: "" };
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    let is_kept = text.chars().any(|c| USER_DEFINED.contains(&c));
    let lost = if is_kept { way_back::OPENS_NONE } else { way_back::UNKNOWN };
    for line in text.split_inclusive('\n') {
        let Some(changed) = repair_line(line, lost) else {
            repair.text.push_str(line);
            continue;
        };
        repair.n_damaged += usize::from(changed.is_damaged);
        repair.n_repaired += usize::from(!changed.is_damaged);
        match counts.iter_mut().find(|(mistake, _)| *mistake == changed.mistake) {
            Some((_, n)) => *n += 1,
            None => counts.push((changed.mistake, 1)),
        }
        repair.text.push_str(&changed.text);
    }
    // The first of equals: the order of the lines.
    let most = counts.iter().map(|(_, n)| *n).max()?;
    repair.mistake = counts.iter().find(|(_, n)| *n == most)?.0;
    Some(repair)
}

fn repair_line(line: &str, lost: u8) -> Option<Line> {
    if line.is_ascii() {
        return None;
    }
    let signs = Signs::of(line);
    let of = |is_sign: bool, wrong: &'static [Wrong]| wrong.iter().filter(move |_| is_sign);
    of(signs.chinese, &CHINESE)
        .chain(of(signs.western, &WESTERN))
        .chain(of(signs.cyrillic, &CYRILLIC))
        .chain(of(signs.other, &OTHER))
        .find_map(|&wrong| repair_with(line, wrong, lost))
}

/// The line with the runs put right that this mistake explains.
fn repair_with(line: &str, wrong: Wrong, lost: u8) -> Option<Line> {
    let mut text = String::with_capacity(line.len());
    let (mut n_repaired, mut n_long, mut n_sound, mut n_damaged) = (0, 0, 0, 0);
    let (mut n_chars, mut is_strong) = (0, false);
    let mut before = ' ';
    for run in line.split_inclusive_runs() {
        if run.is_ascii() {
            before = run.chars().next_back().unwrap_or(' ');
            text.push_str(run);
            continue;
        }
        let back = way_back(run, wrong, before, lost);
        if !matches!(back, WayBack::None) {
            n_chars += run.chars().count();
            is_strong |= run.chars().any(|c| STRONG_MARKERS.contains(c));
        }
        match back {
            WayBack::None => {
                n_sound += 1;
                text.push_str(run);
            }
            WayBack::Whole(right) => {
                n_repaired += 1;
                n_long += usize::from(run.chars().nth(2).is_some() || right.is_sure);
                text.push_str(&right.text);
            }
            WayBack::Part(right) => {
                n_damaged += 1;
                text.push_str(&right);
            }
            WayBack::Lost => {
                n_damaged += 1;
                text.push_str(run);
            }
        }
        before = run.chars().next_back().unwrap_or(' ');
    }
    let mistake = match wrong {
        Wrong::Double(_, mistake) | Wrong::Single(_, mistake) => mistake,
    };
    let is_likely = match wrong {
        Wrong::Double(..) => n_repaired + n_damaged > 0 && (is_strong || n_chars >= MIN_CHARS),
        // A line whose other letters are sound was not decoded wrongly.
        Wrong::Single(..) => n_sound == 0 && (n_long > 0 || n_repaired + n_damaged > 1),
    };
    is_likely.then_some(Line { text, is_damaged: n_damaged > 0, mistake })
}

/// Splits into runs of ASCII and of other characters.
trait Runs {
    fn split_inclusive_runs(&self) -> impl Iterator<Item = &str>;
}

impl Runs for str {
    fn split_inclusive_runs(&self) -> impl Iterator<Item = &str> {
        let mut rest = self;
        std::iter::from_fn(move || {
            let is_ascii = rest.chars().next()?.is_ascii();
            let end = rest.find(|c: char| c.is_ascii() != is_ascii).unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            rest = after;
            Some(run)
        })
    }
}

#[cfg(test)]
mod tests;

//! The way back: a run of characters encoded again with the encoding that was wrongly used.

use std::sync::OnceLock;

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS};
use rustc_hash::FxHashMap;

use crate::read::encoding::Charset;

/// Good characters a run must have for each lost one, to be repaired in part.
const GOOD_PER_LOST: usize = 2;
/// Markers that sound text does not have two of: a run with them that does not lead back is damaged.
const SURE_MARKERS: &str = "锛銆鈥殑鐨縺繧繝嚗";

/// An encoding that was wrongly used.
#[derive(Clone, Copy)]
pub(super) enum Wrong {
    Double(&'static Encoding, &'static str),
    Single(&'static str, &'static str),
}

pub(super) const CHINESE: [Wrong; 4] = [
    Wrong::Double(GB18030, "UTF-8 read as GBK"),
    Wrong::Double(BIG5, "UTF-8 read as Big5"),
    Wrong::Double(SHIFT_JIS, "UTF-8 read as Shift_JIS"),
    Wrong::Double(EUC_KR, "UTF-8 read as EUC-KR"),
];
pub(super) const WESTERN: [Wrong; 1] =
    [Wrong::Single("windows-1252", "UTF-8 read as windows-1252")];
pub(super) const CYRILLIC: [Wrong; 1] =
    [Wrong::Single("windows-1251", "UTF-8 read as windows-1251")];
pub(super) const OTHER: [Wrong; 3] = [
    Wrong::Single("macintosh", "UTF-8 read as Macintosh Roman"),
    Wrong::Single("ibm437", "UTF-8 read as code page 437"),
    Wrong::Single("ibm850", "UTF-8 read as code page 850"),
];

pub(super) struct Right {
    pub text: String,
    /// Whether one such run is evidence enough.
    pub is_sure: bool,
}

/// Where a run leads when its mistake is undone.
pub(super) enum WayBack {
    /// Nowhere: it is sound.
    None,
    Whole(Right),
    /// All but a few characters, which are lost.
    Part(String),
    /// It is no sound text, but too much of it is lost.
    Lost,
}

/// Where a run leads behind the character `before`; `lost` is the byte that U+FFFD stands for.
pub(super) fn way_back(run: &str, wrong: Wrong, before: char, lost: u8) -> WayBack {
    let Some(bytes) = bytes_of(run, wrong, lost) else {
        return if is_surely_garbled(run, wrong) { WayBack::Lost } else { WayBack::None };
    };
    let (mut n_good, mut n_lost) = (0usize, 0usize);
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        n_good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        text.push_str(chunk.valid());
        // What is left of one character is one loss.
        if !chunk.invalid().is_empty() && !text.ends_with(char::REPLACEMENT_CHARACTER) {
            text.push(char::REPLACEMENT_CHARACTER);
            n_lost += 1;
        }
    }
    if n_good == 0 || !is_plausible(&text, run, wrong, before) {
        return if is_surely_garbled(run, wrong) { WayBack::Lost } else { WayBack::None };
    }
    match n_lost {
        0 => {
            // One such pair alone: Ã© and the like, never Ô«, nor the capitals of IRMÃ”. No sound
            // text has the control characters that Latin-1 shows for some bytes.
            let is_sure = matches!(wrong, Wrong::Single(..))
                && (run.contains(|c| ('\u{80}'..='\u{9f}').contains(&c))
                    || run.starts_with(['Ã', 'Â', 'Ä', 'Å'])
                        && !before.is_uppercase()
                        && !run.ends_with(['”', '’', '»', '›']));
            WayBack::Whole(Right { text, is_sure })
        }
        // The last byte of an odd number went with the plain character behind it.
        1 if n_good >= 2 && text.ends_with(char::REPLACEMENT_CHARACTER) => WayBack::Part(text),
        n if n_good >= GOOD_PER_LOST * n => WayBack::Part(text),
        _ if is_surely_garbled(run, wrong) => WayBack::Lost,
        _ => WayBack::None,
    }
}

/// Whether the way back leads to what such a mistake hides.
fn is_plausible(text: &str, run: &str, wrong: Wrong, before: char) -> bool {
    match wrong {
        Wrong::Double(..) => {
            let is_hidden = |c: char| {
                matches!(c, '\u{2010}'..='\u{22ff}' | '\u{2460}'..='\u{27bf}' | '\u{3000}'..='\u{30ff}'
                    | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff00}'..='\u{ffef}')
            };
            let mut n_hidden = 0;
            let is_all = text.chars().all(|c| {
                n_hidden += usize::from(is_hidden(c));
                is_hidden(c) || c.is_ascii() || matches!(c, '·' | char::REPLACEMENT_CHARACTER)
            });
            is_all && n_hidden > 0
        }
        Wrong::Single(..) => {
            let is_letter_pair =
                run.chars().nth(2).is_none() && run.chars().all(char::is_alphabetic);
            !(is_letter_pair && before.is_uppercase())
                && text.chars().all(|c| !c.is_control() && !('\u{e000}'..='\u{f8ff}').contains(&c))
        }
    }
}

/// Whether a run that does not lead back is no sound text all the same.
fn is_surely_garbled(run: &str, wrong: Wrong) -> bool {
    match wrong {
        Wrong::Double(encoding, _) if encoding == GB18030 => {
            // Each of them is a word somewhere (石锛, a stone adze): it takes two kinds, and many.
            let found: Vec<char> = run.chars().filter(|&c| SURE_MARKERS.contains(c)).collect();
            let is_varied = found.iter().any(|c| found.first() != Some(c));
            is_varied && found.len() * 12 >= run.chars().count()
        }
        Wrong::Double(..) => false,
        Wrong::Single(..) => run.starts_with("â€"),
    }
}

/// The byte that GBK shows as U+FFFD where it keeps characters that users define: the one that opens
/// none.
pub(super) const OPENS_NONE: u8 = 0x80;
/// A byte that UTF-8 never has.
pub(super) const UNKNOWN: u8 = 0xFF;

/// The bytes that the run was read from; None if this encoding cannot have given it.
fn bytes_of(run: &str, wrong: Wrong, lost: u8) -> Option<Vec<u8>> {
    match wrong {
        Wrong::Double(encoding, _) => {
            let mut bytes = Vec::with_capacity(run.len());
            let mut characters = run.chars().peekable();
            while let Some(c) = characters.next() {
                match c {
                    // At the end of a run it may be any.
                    char::REPLACEMENT_CHARACTER if encoding == GB18030 => {
                        bytes.push(if characters.peek().is_some() { lost } else { UNKNOWN });
                    }
                    '€' if encoding == GB18030 => bytes.push(OPENS_NONE),
                    char::REPLACEMENT_CHARACTER => bytes.push(UNKNOWN),
                    _ => {
                        let mut buffer = [0; 4];
                        let (coded, _, is_lossy) = encoding.encode(c.encode_utf8(&mut buffer));
                        if is_lossy || coded.len() > 2 {
                            return None;
                        }
                        bytes.extend_from_slice(&coded);
                    }
                }
            }
            Some(bytes)
        }
        Wrong::Single(label, _) => {
            let table = reverse(label)?;
            run.chars().map(|c| table.get(&c).copied()).collect()
        }
    }
}

/// The bytes of the characters of a single-byte encoding; the control characters of Latin-1 stand
/// for the bytes that windows-1252 has no character for, and U+FFFD for a lost one.
pub(super) fn reverse(label: &'static str) -> Option<&'static FxHashMap<char, u8>> {
    static ALL: OnceLock<FxHashMap<&'static str, FxHashMap<char, u8>>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let labels = WESTERN.iter().chain(&CYRILLIC).chain(&OTHER).filter_map(|w| match *w {
            Wrong::Single(label, _) => Some(label),
            Wrong::Double(..) => None,
        });
        labels
            .filter_map(|label| {
                let half = Charset::for_label(label)?.upper_half()?;
                let mut table: FxHashMap<char, u8> =
                    (0x80u8..=0x9F).map(|b| (char::from(b), b)).collect();
                table.extend(half.into_iter().zip(0x80u8..=0xFF));
                table.insert(char::REPLACEMENT_CHARACTER, 0xFF);
                Some((label, table))
            })
            .collect()
    });
    all.get(label)
}

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
//! Lost bytes. Decoders of GBK turn the byte 0x80, which opens no character, into U+FFFD or `€`:
//! that is undone. Bytes that are gone for good leave their character as U+FFFD where the rest of the
//! run is sound, and otherwise the run stays as it is; both count as damage.

use std::sync::OnceLock;

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS};
use rustc_hash::FxHashMap;

use crate::read::encoding::{self, Charset};

/// How often a text is repaired at most.
const MAX_ROUNDS: usize = 3;
/// Good characters a run must have for each lost one, to be repaired in part.
const GOOD_PER_LOST: usize = 4;

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
        let Some(next) = two_bytes_as_western(current).or_else(|| line_by_line(current)) else {
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

/// Which mistakes the characters of a text point to.
#[derive(Debug, Clone, Copy, Default)]
struct Signs {
    chinese: bool,
    western: bool,
    cyrillic: bool,
    other: bool,
}

impl Signs {
    fn of(text: &str) -> Self {
        let mut signs = Self::default();
        let mut before = ' ';
        let mut n_cyrillic = 0;
        for c in text.chars() {
            if c.is_ascii() {
                before = c;
                continue;
            }
            signs.chinese |= is_marker(c);
            match before {
                '\u{c2}'..='\u{f4}' => {
                    signs.western |= !c.is_alphabetic()
                        || ('\u{80}'..'\u{c0}').contains(&c)
                        || "ŠŒŽšœžŸƒˆ".contains(c)
                }
                'Р' | 'С' if !('а'..='я').contains(&c) && !('А'..='Я').contains(&c) => {
                    n_cyrillic += 1
                }
                // UTF-8 as Macintosh and as the code pages of DOS.
                '√' | '‚' | '├' | '┬' => signs.other = true,
                _ => {}
            }
            // Two in a row beyond Latin's accents: two bytes a character.
            signs.western |=
                ('\u{a1}'..='\u{ff}').contains(&c) && ('\u{a1}'..='\u{ff}').contains(&before);
            signs.other |= before == 'Ô' && matches!(c, 'Ç' | 'Ä');
            before = c;
        }
        signs.cyrillic = n_cyrillic >= 2;
        signs
    }

    fn any(self) -> bool {
        self.chinese || self.western || self.cyrillic || self.other
    }
}

/// What the first bytes of frequent Chinese, Japanese and punctuation marks in UTF-8 become in GBK,
/// Shift_JIS and Big5: rare characters all.
const MARKERS: &str = "涓浜浠浣浼涔鍦鍥瀛骞鏃鏈鏄鏀鎶缁鐧鐨鑳杩閫锛銆鈥殑湪寤澶鍩宸琛闈鍜勭璁鎴鍙鍒鍏绗縺繧繝嚗撠銝鈭隞雿蝬";

/// Whether a character is one of [`MARKERS`], by a bit each: every Chinese character is asked.
fn is_marker(c: char) -> bool {
    const FIRST: u32 = 0x4e00;
    static BITS: OnceLock<Vec<u64>> = OnceLock::new();
    let Some(at) = (c as u32).checked_sub(FIRST).filter(|at| *at < 0x5200) else { return false };
    let bits = BITS.get_or_init(|| {
        let mut bits = vec![0u64; 0x5200 / 64];
        for at in MARKERS.chars().map(|c| c as usize - FIRST as usize) {
            if let Some(word) = bits.get_mut(at / 64) {
                *word |= 1 << (at % 64);
            }
        }
        bits
    });
    bits.get(at as usize / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
}

/// Markers that sound text does not have two of: a run with them that does not lead back is damaged.
const SURE_MARKERS: &str = "锛銆鈥殑鐨縺繧繝嚗";

/// An encoding that was wrongly used.
#[derive(Clone, Copy)]
enum Wrong {
    Double(&'static Encoding, &'static str),
    Single(&'static str, &'static str),
}

const CHINESE: [Wrong; 4] = [
    Wrong::Double(GB18030, "UTF-8 read as GBK"),
    Wrong::Double(BIG5, "UTF-8 read as Big5"),
    Wrong::Double(SHIFT_JIS, "UTF-8 read as Shift_JIS"),
    Wrong::Double(EUC_KR, "UTF-8 read as EUC-KR"),
];
const WESTERN: [Wrong; 1] = [Wrong::Single("windows-1252", "UTF-8 read as windows-1252")];
const CYRILLIC: [Wrong; 1] = [Wrong::Single("windows-1251", "UTF-8 read as windows-1251")];
const OTHER: [Wrong; 3] = [
    Wrong::Single("macintosh", "UTF-8 read as Macintosh Roman"),
    Wrong::Single("ibm437", "UTF-8 read as code page 437"),
    Wrong::Single("ibm850", "UTF-8 read as code page 850"),
];

/// What became of a line.
struct Line {
    text: String,
    is_damaged: bool,
    mistake: &'static str,
}

fn line_by_line(text: &str) -> Option<Repair> {
    let mut repair = Repair { text: String::new(), n_repaired: 0, n_damaged: 0, mistake: "" };
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for line in text.split_inclusive('\n') {
        let Some(changed) = repair_line(line) else {
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

fn repair_line(line: &str) -> Option<Line> {
    if line.is_ascii() {
        return None;
    }
    let signs = Signs::of(line);
    let of = |is_sign: bool, wrong: &'static [Wrong]| wrong.iter().filter(move |_| is_sign);
    of(signs.chinese, &CHINESE)
        .chain(of(signs.western, &WESTERN))
        .chain(of(signs.cyrillic, &CYRILLIC))
        .chain(of(signs.other, &OTHER))
        .find_map(|&wrong| repair_with(line, wrong))
}

/// The line with the runs put right that this mistake explains.
fn repair_with(line: &str, wrong: Wrong) -> Option<Line> {
    let mut text = String::with_capacity(line.len());
    let (mut n_repaired, mut n_long, mut n_sound, mut n_damaged) = (0, 0, 0, 0);
    let mut before = ' ';
    for run in line.split_inclusive_runs() {
        if run.is_ascii() {
            before = run.chars().next_back().unwrap_or(' ');
            text.push_str(run);
            continue;
        }
        match way_back(run, wrong, before) {
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
        Wrong::Double(..) => n_repaired + n_damaged > 0,
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

struct Right {
    text: String,
    /// Whether one such run is evidence enough.
    is_sure: bool,
}

/// Where a run leads when its mistake is undone.
enum WayBack {
    /// Nowhere: it is sound.
    None,
    Whole(Right),
    /// All but a few characters, which are lost.
    Part(String),
    /// It is no sound text, but too much of it is lost.
    Lost,
}

fn way_back(run: &str, wrong: Wrong, before: char) -> WayBack {
    let Some(bytes) = bytes_of(run, wrong) else {
        return if is_surely_garbled(run, wrong) { WayBack::Lost } else { WayBack::None };
    };
    let (mut n_good, mut n_lost) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        n_good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        n_lost += usize::from(!chunk.invalid().is_empty());
    }
    let text = String::from_utf8_lossy(&bytes);
    if n_good == 0 || !is_plausible(&text, run, wrong, before) {
        return if is_surely_garbled(run, wrong) { WayBack::Lost } else { WayBack::None };
    }
    match n_lost {
        0 => {
            // One such pair alone: Ã© and the like, never Ô«, nor the capitals of IRMÃ”.
            let is_sure = matches!(wrong, Wrong::Single(..))
                && run.starts_with(['Ã', 'Â', 'Ä', 'Å'])
                && !before.is_uppercase()
                && !run.ends_with(['”', '’', '»', '›']);
            WayBack::Whole(Right { text: text.into_owned(), is_sure })
        }
        // The last byte of an odd number went with the plain character behind it.
        1 if n_good >= 2 && text.ends_with(char::REPLACEMENT_CHARACTER) => {
            WayBack::Part(text.into_owned())
        }
        n if n_good >= GOOD_PER_LOST * n => WayBack::Part(text.into_owned()),
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
            // Sound text of two characters may pass by chance; markers in it hardly do.
            let is_marked = run.chars().any(is_marker);
            is_all && n_hidden > 0 && is_marked
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

/// The bytes that the run was read from; None if this encoding cannot have given it.
fn bytes_of(run: &str, wrong: Wrong) -> Option<Vec<u8>> {
    match wrong {
        Wrong::Double(encoding, _) => {
            let mut bytes = Vec::with_capacity(run.len());
            let mut characters = run.chars().peekable();
            while let Some(c) = characters.next() {
                match c {
                    // The byte that opens no character, if another character follows; else any.
                    char::REPLACEMENT_CHARACTER if encoding == GB18030 => {
                        bytes.push(if characters.peek().is_some() { 0x80 } else { 0xFF });
                    }
                    '€' if encoding == GB18030 => bytes.push(0x80),
                    char::REPLACEMENT_CHARACTER => bytes.push(0xFF),
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
fn reverse(label: &'static str) -> Option<&'static FxHashMap<char, u8>> {
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

/// Chinese, Japanese or Korean of two bytes a character that was read as windows-1252.
///
/// Lines of Western letters that are nearly all accented, in even runs, are put together and asked
/// for their encoding.
fn two_bytes_as_western(text: &str) -> Option<Repair> {
    let lines: Vec<(&str, Option<Vec<u8>>)> =
        text.split_inclusive('\n').map(|line| (line, western_bytes(line))).collect();
    let sample: Vec<u8> =
        lines.iter().filter_map(|(_, bytes)| bytes.as_deref()).flatten().copied().collect();
    if sample.is_empty() {
        return None;
    }
    let charset = encoding::double_byte_guess(&sample)?;
    let mistake = match charset.name().as_str() {
        "gb18030" => "GBK read as windows-1252",
        "big5" => "Big5 read as windows-1252",
        "shift_jis" => "Shift_JIS read as windows-1252",
        "euc-jp" => "EUC-JP read as windows-1252",
        "euc-kr" => "EUC-KR read as windows-1252",
        _ => return None,
    };
    let mut repair = Repair { text: String::new(), n_repaired: 0, n_damaged: 0, mistake };
    for (line, bytes) in lines {
        let right = bytes.map(|bytes| charset.decode(&bytes));
        match right {
            None => repair.text.push_str(line),
            Some(right) if right.contains(char::REPLACEMENT_CHARACTER) => {
                repair.n_damaged += 1;
                repair.text.push_str(line);
            }
            Some(right) => {
                repair.n_repaired += 1;
                repair.text.push_str(&right);
            }
        }
    }
    Some(repair)
}

/// The bytes of a line that may be two-byte text read as Western.
fn western_bytes(line: &str) -> Option<Vec<u8>> {
    let (mut n_upper, mut n_letters, mut n_plain, mut run, mut n_long) = (0, 0, 0, 0, 0);
    for c in line.chars() {
        if c.is_ascii() {
            n_plain += usize::from(c.is_ascii_alphabetic());
            run = 0;
            continue;
        }
        n_upper += 1;
        n_letters += usize::from(c.is_alphabetic());
        run += 1;
        n_long += usize::from(run == 4);
    }
    // Letters, not rows of dashes or dots.
    if n_long == 0 || n_upper < 2 * n_plain || n_letters * 3 < n_upper {
        return None;
    }
    let table = reverse("windows-1252")?;
    let bytes: Option<Vec<u8>> = line
        .chars()
        .map(|c| if c.is_ascii() { Some(c as u8) } else { table.get(&c).copied() })
        .collect();
    bytes.filter(|b| std::str::from_utf8(b).is_err())
}

#[cfg(test)]
mod tests;

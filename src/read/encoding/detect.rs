//! The guess: what bytes that are no UTF-8 and declare nothing were written in.
//!
//! 1. [`sample`] takes lines with bytes beyond ASCII from all over the file.
//! 2. chardetng guesses. It is told that the text is likely Chinese where it would say Western,
//!    since GBK passes for that now and then. One broken byte rules an encoding out for it, so that
//!    a guess which breaks, or is Western, is put to the vote of the sample's lines.
//! 3. EUC-TW and Johab, which it does not know, are told by their structure.
//! 4. Single-byte encodings are ranked by the letters they yield ([`super::letters`]).
//!
//! A guess that another comes close to, or that yields odd text, carries its doubt.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_KR, Encoding, GB18030, GBK};

use super::SAMPLE;
use super::charset::Charset;
use super::double_byte;
use super::letters;

/// How many stretches of a long file are looked at.
const N_STRETCHES: usize = 8;
/// One byte in so many above ASCII may belong to an odd character before a guess is doubted.
const ODD_SHARE: usize = 10;
/// The same for characters of the second level of GB 2312.
const RARE_SHARE: usize = 6;
/// Share of the lines' bytes that must vote for an encoding of two bytes.
const MAJORITY: usize = 60;
/// Worth by which one single-byte encoding must exceed the next that yields another text.
const CLEAR_LEAD: f32 = 4.0;
/// Worth a letter pair below which no encoding yields text of a known language.
const POOR_FIT: f32 = -6.0;
/// Worth a letter pair from which a single-byte encoding is preferred to one of two bytes that breaks.
const GOOD_FIT: f32 = -5.0;

/// An encoding and why it may be wrong.
pub struct Guess {
    /// The encoding.
    pub charset: Charset,
    /// What speaks against it.
    pub doubt: Option<String>,
}

/// The likeliest encoding of bytes that are no UTF-8.
pub fn detect(bytes: &[u8]) -> Guess {
    let sample = sample(bytes);
    let sure = |charset| Guess { charset, doubt: None };
    if let Some(charset) = rare_double_byte(&sample) {
        return sure(charset);
    }
    let guessed = ask(&sample);
    let guessed = if guessed.is_single_byte() || is_broken(&sample, guessed) {
        vote(&sample).unwrap_or(guessed)
    } else {
        guessed
    };
    if !guessed.is_single_byte() {
        let n_upper = sample.iter().filter(|b| !b.is_ascii()).count();
        let doubt = (n_odd(&sample, guessed) * ODD_SHARE > n_upper)
            .then(|| "many of its characters are rare or broken".to_string());
        let single = (doubt.is_some() || is_broken(&sample, guessed))
            .then(|| letters::rank(&sample).into_iter().next())
            .flatten();
        if single.is_some_and(|s| s.fit > GOOD_FIT) {
            return single_byte(&sample);
        }
        return Guess { charset: Charset::standard(guessed), doubt };
    }
    single_byte(&sample)
}

/// The single-byte encoding whose text is likeliest.
fn single_byte(sample: &[u8]) -> Guess {
    let ranked = letters::rank(sample);
    let Some(best) = ranked.first() else {
        return Guess { charset: Charset::standard(encoding_rs::WINDOWS_1252), doubt: None };
    };
    let mut present = [false; 128];
    for b in sample.iter().filter_map(|b| b.checked_sub(0x80)) {
        present[usize::from(b)] = true;
    }
    let is_other = |table: &[char; 128]| (0..128).any(|i| present[i] && table[i] != best.table[i]);
    let rival = ranked.iter().find(|r| is_other(r.table));
    let doubt = match rival {
        _ if best.fit < POOR_FIT => Some("it gives text of no language known".to_string()),
        Some(rival) if best.worth - rival.worth < CLEAR_LEAD => {
            Some(format!("{} is about as likely", rival.charset.name()))
        }
        _ => None,
    };
    Guess { charset: best.charset, doubt }
}

/// How much likelier the best single-byte encoding is than this one.
pub fn lead_over(bytes: &[u8], charset: Charset) -> Option<(Charset, f32)> {
    let ranked = letters::rank(&sample(bytes));
    let best = ranked.first()?;
    let this = ranked.iter().find(|r| r.charset == charset)?;
    Some((best.charset, best.worth - this.worth))
}

/// The encoding of two bytes that a page declared as Western is in, if it is one.
pub fn double_byte_guess(bytes: &[u8]) -> Option<Charset> {
    let sample = sample(bytes);
    let guessed = ask(&sample);
    let n_upper = sample.iter().filter(|b| !b.is_ascii()).count();
    let is_sound = !guessed.is_single_byte()
        && n_upper >= 8
        && !is_broken(&sample, guessed)
        && n_odd(&sample, guessed) * ODD_SHARE <= n_upper;
    is_sound.then(|| Charset::standard(guessed))
}

/// Lines with bytes beyond ASCII, from all over the file.
///
/// Stretches begin behind a byte below 0x30, which no encoding uses as a second byte.
pub fn sample(bytes: &[u8]) -> Vec<u8> {
    let Some(first) = bytes.iter().position(|b| !b.is_ascii()) else { return Vec::new() };
    let is_edge = |b: &u8| *b < 0x30;
    let line = bytes[..first].iter().rposition(is_edge).map_or(0, |at| at + 1);
    if bytes.len() - line <= SAMPLE {
        return bytes[line..].to_vec();
    }
    let length = SAMPLE / N_STRETCHES;
    let step = (bytes.len() - line) / N_STRETCHES;
    let mut sample = Vec::with_capacity(SAMPLE + N_STRETCHES);
    let mut next = line;
    for i in 0..N_STRETCHES {
        let from = (line + i * step).max(next);
        let rest = &bytes[from..];
        let Some(start) = (if from == line { Some(0) } else { rest.iter().position(is_edge) })
        else {
            break;
        };
        // From there, the first word that is not ASCII.
        let rest = &rest[start..];
        let Some(upper) = rest.iter().position(|b| !b.is_ascii()) else { break };
        let word = rest[..upper].iter().rposition(is_edge).map_or(0, |at| at + 1);
        let rest = &rest[word..];
        let cut = &rest[..rest.len().min(length)];
        let end = if cut.len() == rest.len() {
            cut.len()
        } else {
            cut.iter().rposition(is_edge).unwrap_or(cut.len())
        };
        sample.extend_from_slice(&cut[..end]);
        sample.push(b'\n');
        next = bytes.len() - rest.len() + end;
    }
    sample
}

/// chardetng's guess of a sample.
fn ask(sample: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // Not told that the text ends: a character cut in two must not count against its encoding.
    detector.feed(sample, false);
    let guess = |tld| detector.guess(tld, Utf8Detection::Deny);
    let (open, hinted) = (guess(None), guess(Some(b"cn")));
    // The hint makes Japanese and Korean pass for GBK: it only decides against Western guesses,
    // unless its GBK is full of rare characters.
    if !open.is_single_byte() {
        return open;
    }
    let n_upper = sample.iter().filter(|b| !b.is_ascii()).count();
    let is_doubtful = n_odd(sample, hinted) * ODD_SHARE > n_upper
        || is_broken(sample, hinted)
        || (!hinted.is_single_byte() && n_rare(sample) * RARE_SHARE > n_upper);
    if is_doubtful { open } else { hinted }
}

/// How many characters a sample would have, were it GB 2312, of that standard's second level: 3,008
/// characters in the order of their radicals, which make up little of any text.
fn n_rare(sample: &[u8]) -> usize {
    let (mut n, mut rest) = (0, sample);
    while let Some((first, after)) = rest.split_first() {
        rest = if first.is_ascii() { after } else { after.get(1..).unwrap_or_default() };
        n += usize::from((0xD8..=0xF7).contains(first));
    }
    n
}

/// Whether a sample has bytes that an encoding lacks, before its last character.
fn is_broken(sample: &[u8], encoding: &'static Encoding) -> bool {
    let text = encoding.decode_without_bom_handling(sample).0;
    text.trim_end_matches(char::REPLACEMENT_CHARACTER).contains(char::REPLACEMENT_CHARACTER)
}

/// The encoding of two bytes that most lines are in.
fn vote(sample: &[u8]) -> Option<&'static Encoding> {
    let mut votes: Vec<(&'static Encoding, usize)> = Vec::new();
    let mut n_all = 0;
    for line in sample.split(|&b| b == b'\n' || b == b'\r') {
        let n_upper = line.iter().filter(|b| !b.is_ascii()).count();
        if n_upper < 8 {
            continue;
        }
        n_all += n_upper;
        let guess = ask(line);
        match votes.iter_mut().find(|(e, _)| *e == guess) {
            Some((_, n)) => *n += n_upper,
            None => votes.push((guess, n_upper)),
        }
    }
    let (encoding, n) = votes.into_iter().max_by_key(|(_, n)| *n)?;
    (n * 100 >= n_all * MAJORITY && !encoding.is_single_byte()).then_some(encoding)
}

/// EUC-TW or Johab, if the sample has its structure and frequent characters.
fn rare_double_byte(sample: &[u8]) -> Option<Charset> {
    let (mut n_tw, mut n_tw_bad, mut at) = (0usize, 0usize, 0);
    while let Some(rest) = sample.get(at..).filter(|r| !r.is_empty()) {
        at += match *rest {
            [b, ..] if b.is_ascii() => 1,
            [0x8E, 0xA1..=0xB0, 0xA1..=0xFE, 0xA1..=0xFE, ..] => 4,
            // Rows 16 to 35 of plane 1 are empty: GB 2312, EUC-KR and EUC-JP have their most
            // frequent characters there.
            [0xA1..=0xA7 | 0xC4..=0xFD, 0xA1..=0xFE, ..] => {
                n_tw += 1;
                2
            }
            [_] => 1,
            _ => {
                n_tw_bad += 1;
                1
            }
        };
    }
    if n_tw >= 10 && n_tw_bad * 100 <= n_tw {
        // Not Greek or Cyrillic whose words happen to have even lengths.
        let n_marks = sample.windows(2).filter(|w| matches!(w, [0xA1, 0xA2..=0xAB | 0xB5])).count();
        let n_common = sample
            .chunk_by(|a, b| !a.is_ascii() && !b.is_ascii())
            .filter(|run| run.len() > 12 && run.iter().all(|b| !b.is_ascii()))
            .count();
        if n_marks > 0 || n_common > 0 {
            return Some(Charset::EucTw);
        }
    }
    let (mut n_good, mut n_bad, mut n_joined, mut at, mut end) = (0usize, 0usize, 0usize, 0, 0);
    while let Some(rest) = sample.get(at..).filter(|r| !r.is_empty()) {
        at += match *rest {
            [b, ..] if b.is_ascii() => 1,
            [_] => 1,
            [a, b, ..] => {
                // The 2,350 syllables of EUC-KR make up nearly all text: one in five of Johab's.
                let is_frequent = |c: char| match c {
                    '가'..='힣' => is_in_ksx1001(c),
                    _ => !('ㄱ'..='ㅣ').contains(&c),
                };
                match double_byte::johab_character(a, b) {
                    Some(c) if is_frequent(c) => n_good += 1,
                    _ => n_bad += 1,
                }
                n_joined += usize::from(end == at && at > 0);
                end = at + 2;
                2
            }
            [] => break,
        };
    }
    // Syllables follow each other; letters with accents stand alone among plain ones.
    let is_korean = n_good >= 8 && n_bad * 20 <= n_good && n_joined * 3 >= n_good;
    is_korean.then_some(Charset::Johab)
}

/// Whether KS X 1001 has a syllable: EUC-KR then writes it with two bytes above 0xA0.
fn is_in_ksx1001(c: char) -> bool {
    let mut buffer = [0; 4];
    let (bytes, _, _) = EUC_KR.encode(c.encode_utf8(&mut buffer));
    bytes.len() == 2 && bytes.iter().all(|&b| b >= 0xA1)
}

/// How many characters of a sample would be odd in this encoding: unassigned, broken, or, in GBK,
/// outside the 6,763 characters and the marks of GB 2312.
fn n_odd(sample: &[u8], encoding: &'static Encoding) -> usize {
    if encoding != GBK && encoding != GB18030 {
        let text = encoding.decode_without_bom_handling(sample).0;
        let is_odd =
            |c: &char| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFFD}' | '\u{80}'..='\u{9F}');
        return text.chars().filter(is_odd).count();
    }
    let (mut at, mut n_odd) = (0, 0);
    while at < sample.len() {
        if sample[at].is_ascii() {
            at += 1;
            continue;
        }
        let pair = (sample[at], sample.get(at + 1).copied().unwrap_or_default());
        n_odd += usize::from(!matches!(pair, (0xA1..=0xA9 | 0xB0..=0xF7, 0xA1..=0xFE)));
        at += 2;
    }
    n_odd
}

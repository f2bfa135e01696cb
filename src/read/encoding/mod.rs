//! Bytes become characters, a file at a time.
//!
//! In this order, the first that fits: the setting; a byte order mark, unless what follows it is
//! plainly something else; zero or control bytes in the pattern of UTF-32 or UTF-16; strict UTF-8,
//! or a seven-bit encoding within ASCII ([`escaped`]); the encoding that a page or XML file
//! declares, unless the bytes speak against it; UTF-8 with a few broken bytes; the guess
//! ([`detect`]). [`charset`] has the encodings and their names.
//!
//! A file in UTF-8 is not copied: its bytes become the text. A line break stays as it is; only the
//! byte order mark and zero bytes that pad a text go. A guess that may be wrong says so in
//! [`Decoded::doubt`].

pub mod charset;
mod detect;
mod double_byte;
mod escaped;
mod language;
mod letters;
mod tables;
mod wide;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

pub use charset::{Charset, for_setting};
pub use detect::{double_byte_guess, lead_over};

/// How many bytes the detector sees, and how many the UTF-16 test.
const SAMPLE: usize = 16 * 1024;
/// Where a page declares its encoding: within its first bytes.
const DECLARATION: usize = 4096;
/// Characters of several bytes that must decode as UTF-8 for each place that does not.
const UTF8_GOOD_PER_BAD: usize = 10;
/// One character in so many may be lost before a declaration is not believed.
const DECLARED_LOSS: usize = 200;
/// Worth (natural logarithm) by which another single-byte encoding must beat the declared one.
const DECLARED_LEAD: f32 = 40.0;

/// A decoded file.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding's name ([`Charset::name`]).
    pub encoding: String,
    /// Why the encoding, where it was guessed, may be another.
    pub doubt: Option<String>,
    /// How many characters of the text stand for bytes that could not be decoded.
    pub n_lost: usize,
}

/// Decodes a file: with `setting` where there is one, else as its bytes suggest.
/// None where the bytes are no text in any encoding.
pub fn decode(bytes: Vec<u8>, setting: Option<Charset>, is_markup: bool) -> Option<Decoded> {
    if let Some(charset) = setting {
        return Some(with(charset, bytes));
    }
    let bytes = match marked(bytes) {
        Ok(decoded) => return Some(decoded),
        Err(bytes) => bytes,
    };
    let head = &bytes[..bytes.len().min(4 * SAMPLE)];
    let n_controls = head.iter().filter(|&&b| is_control(b)).count();
    let has_zero = bytes.contains(&0);
    if has_zero || n_controls * 100 > head.len() {
        if let Some(charset) = wide::wide(&bytes) {
            return Some(with(charset, bytes));
        }
        if has_zero {
            return padded(bytes).and_then(|bytes| decode(bytes, None, is_markup));
        }
        if n_controls * 10 > head.len() {
            return None;
        }
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => {
            if text.is_ascii()
                && let Some(charset) = escaped::seven_bit(text.as_bytes())
            {
                return Some(with(charset, text.into_bytes()));
            }
            let text = charset::without_mark(text);
            return Some(Decoded { text, encoding: name_of_utf8(), doubt: None, n_lost: 0 });
        }
        Err(error) => error.into_bytes(),
    };
    if is_markup && let Some(charset) = declared(&bytes).and_then(|c| believed(&bytes, c)) {
        return Some(with(charset, bytes));
    }
    if is_nearly_utf8(&bytes) {
        return Some(with(Charset::Standard(UTF_8), bytes));
    }
    let guess = detect::detect(&bytes);
    Some(Decoded { doubt: guess.doubt, ..with(guess.charset, bytes) })
}

fn with(charset: Charset, bytes: Vec<u8>) -> Decoded {
    let text = charset.decode_owned(bytes);
    let n_lost = text.matches(char::REPLACEMENT_CHARACTER).count();
    Decoded { encoding: charset.name(), text, doubt: None, n_lost }
}

fn name_of_utf8() -> String {
    Charset::Standard(UTF_8).name()
}

/// Decodes by a byte order mark; gives the bytes back, without a mark that misleads, if there is
/// none to follow.
fn marked(bytes: Vec<u8>) -> Result<Decoded, Vec<u8>> {
    // The mark of UTF-32LE begins with that of UTF-16LE.
    let charset = if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) && bytes.len().is_multiple_of(4) {
        Charset::Utf32Le
    } else if bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        Charset::Utf32Be
    } else if let Some((encoding, _)) = Encoding::for_bom(&bytes) {
        Charset::Standard(encoding)
    } else {
        return Err(bytes);
    };
    let is_followed = match charset {
        Charset::Standard(encoding) if encoding == UTF_8 => {
            let rest = &bytes[3..];
            std::str::from_utf8(rest).is_ok() || is_nearly_utf8(rest)
        }
        // Tools that add the mark of UTF-16 to text in UTF-8.
        Charset::Standard(_) => {
            let rest = &bytes[2..];
            let n_ascii = rest.iter().filter(|b| b.is_ascii_graphic() || **b == b' ').count();
            let is_utf8 = rest.len() >= 8
                && !rest.contains(&0)
                && n_ascii * 2 > rest.len()
                && std::str::from_utf8(rest).is_ok();
            !is_utf8
        }
        _ => true,
    };
    if is_followed {
        return Ok(with(charset, bytes));
    }
    let mut bytes = bytes;
    let n_mark = if charset == Charset::Standard(UTF_8) { 3 } else { 2 };
    bytes.drain(..n_mark);
    Err(bytes)
}

/// A text that zero bytes pad, without them: at its end, or, in fields of a fixed width, in runs
/// between text that has no other control byte. Runs within become a space.
fn padded(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let end = bytes.iter().rposition(|&b| b != 0)? + 1;
    bytes.truncate(end);
    if !bytes.contains(&0) {
        return Some(bytes);
    }
    let n_zero = bytes.iter().filter(|&&b| b == 0).count();
    if n_zero * 2 > bytes.len() || bytes.iter().any(|&b| b != 0 && is_control(b)) {
        return None;
    }
    // Single zero bytes inside words are no padding but numbers.
    let runs = bytes.chunk_by(|a, b| (*a == 0) == (*b == 0)).filter(|run| run[0] == 0);
    let (n_runs, n_long) =
        runs.fold((0, 0), |(n, long), run| (n + 1, long + usize::from(run.len() > 1)));
    if n_long * 2 <= n_runs {
        return None;
    }
    bytes.dedup_by(|b, a| *a == 0 && *b == 0);
    bytes.iter_mut().filter(|b| **b == 0).for_each(|b| *b = b' ');
    Some(bytes)
}

/// The encoding declared by `<meta charset>`, `http-equiv` or an XML declaration.
fn declared(bytes: &[u8]) -> Option<Charset> {
    let head = bytes[..bytes.len().min(DECLARATION)].to_ascii_lowercase();
    let value_after = |key: &[u8], from: usize| {
        let at = from + head[from..].windows(key.len()).position(|w| w == key)? + key.len();
        let is_skipped = |b: &u8| b.is_ascii_whitespace() || b"='\"".contains(b);
        let start = at + head[at..].iter().take_while(|b| is_skipped(b)).count();
        let is_label = |b: &u8| b.is_ascii_alphanumeric() || b"-_:.".contains(b);
        let end = start + head[start..].iter().take_while(|b| is_label(b)).count();
        let label = std::str::from_utf8(&head[start..end]).ok()?;
        // Zero bytes would have shown UTF-16: a page that declares it is mistaken.
        let is_wide = |c: &Charset| match *c {
            Charset::Standard(e) => e == UTF_16LE || e == UTF_16BE,
            Charset::Utf32Le | Charset::Utf32Be => true,
            _ => false,
        };
        Charset::for_label(label).filter(|c| !is_wide(c))
    };
    if head.trim_ascii_start().starts_with(b"<?xml") {
        let end = head.iter().position(|&b| b == b'>').unwrap_or(head.len());
        if head[..end].windows(8).any(|w| w == b"encoding") {
            return value_after(b"encoding", 0);
        }
    }
    let meta = head.windows(5).position(|w| w == b"<meta")?;
    value_after(b"charset", meta)
}

/// The declared encoding, or the one that a page mistaken about itself is in; None where the
/// declaration leads nowhere.
fn believed(bytes: &[u8], charset: Charset) -> Option<Charset> {
    if charset == Charset::Standard(UTF_8) {
        // Strict UTF-8 has failed; a few broken bytes are judged later.
        return None;
    }
    if charset.upper_half().is_none() {
        let text = charset.decode(bytes);
        let n_lost = text.matches(char::REPLACEMENT_CHARACTER).count();
        let n_all = text.chars().filter(|c| !c.is_ascii()).count();
        return (n_lost * DECLARED_LOSS <= n_all).then_some(charset);
    }
    // A single-byte encoding reads anything: the bytes must not be plainly another.
    if is_nearly_utf8(bytes) || detect::double_byte_guess(bytes).is_some() {
        return None;
    }
    match detect::lead_over(bytes, charset) {
        Some((better, lead)) if lead > DECLARED_LEAD => Some(better),
        _ => Some(charset),
    }
}

/// Whether broken bytes are so few among good characters that the file is damaged UTF-8.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut n_good, mut n_bad) = (0usize, 0usize);
    let head = &bytes[..bytes.len().min(64 * SAMPLE)];
    let mut n_read = 0;
    for chunk in head.utf8_chunks() {
        // A character has one byte that does not continue another.
        n_good += chunk.valid().bytes().filter(|&b| b >= 0xC0).count();
        n_read += chunk.valid().len() + chunk.invalid().len();
        // What is cut off at the end is not broken.
        n_bad += usize::from(!chunk.invalid().is_empty() && n_read < head.len());
    }
    n_good > 0 && n_good >= UTF8_GOOD_PER_BAD * n_bad
}

/// A byte that text in a one- or two-byte encoding does not have.
fn is_control(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x0E | 0x0F | 0x1A | 0x1B))
        || byte == 0x7F
}

#[cfg(test)]
mod tests;

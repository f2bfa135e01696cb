//! Text in seven bits: ISO-2022 in its East Asian forms, HZ and UTF-7.
//!
//! Mail and news used these. A sequence of plain characters switches what the bytes behind it mean;
//! the two-byte sets are those of the EUC encodings with the highest bit off, so that a run is
//! decoded by setting it. encoding_rs decodes plain ISO-2022-JP itself; the forms with further sets
//! (JIS X 0212, GB 2312, KS X 1001) come here.
//!
//! All of it looks like ASCII. [`seven_bit`] tells a file that uses one of them from a file that
//! merely has an escape, a tilde or a plus sign: every switch must lead to good characters.

use encoding_rs::{EUC_JP, EUC_KR, GBK, ISO_2022_JP};

use super::charset::Charset;
use super::double_byte;

/// Share of bad characters that a file in one of these encodings may have: one in so many.
const BAD_SHARE: usize = 50;

/// The encoding of an ASCII file that switches sets; None for plain ASCII.
pub fn seven_bit(bytes: &[u8]) -> Option<Charset> {
    let candidate = if bytes.contains(&0x1B) {
        by_escapes(bytes)
    } else if bytes.contains(&b'~') && has(bytes, b"~{") && has(bytes, b"~}") {
        Some(Charset::Hz)
    } else if bytes.contains(&b'+') && looks_like_utf7(bytes) {
        Some(Charset::Utf7)
    } else {
        None
    }?;
    let text = candidate.decode(bytes);
    let n_good =
        text.chars().filter(|c| !c.is_ascii() && *c != char::REPLACEMENT_CHARACTER).count();
    let n_bad = text.matches(char::REPLACEMENT_CHARACTER).count();
    (n_good >= 2 && n_bad * BAD_SHARE <= n_good).then_some(candidate)
}

fn by_escapes(bytes: &[u8]) -> Option<Charset> {
    if has(bytes, b"\x1B$)C") && bytes.contains(&0x0E) {
        return Some(Charset::Iso2022("iso-2022-kr"));
    }
    if (has(bytes, b"\x1B$)A") || has(bytes, b"\x1B$)G")) && bytes.contains(&0x0E) {
        return Some(Charset::Iso2022("iso-2022-cn"));
    }
    let is_extended = [&b"\x1B$(D"[..], b"\x1B$A", b"\x1B$(C"].iter().any(|e| has(bytes, e));
    if is_extended {
        return Some(Charset::Iso2022("iso-2022-jp"));
    }
    let is_japanese =
        [&b"\x1B$B"[..], b"\x1B$@", b"\x1B(J", b"\x1B(I"].iter().any(|e| has(bytes, e));
    is_japanese.then_some(Charset::Standard(ISO_2022_JP))
}

fn has(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|w| w == needle)
}

/// A set of characters that an escape sequence calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    Ascii,
    Katakana,
    Jis208,
    Jis212,
    Ksc,
    Gb,
    Cns(u8),
}

/// The escape sequences, what they call and where: G0 at once, G1 after a shift-out, G2 for one
/// character after a single shift.
const ESCAPES: [(&[u8], Set, usize); 15] = [
    (b"\x1B(B", Set::Ascii, 0),
    (b"\x1B(J", Set::Ascii, 0),
    (b"\x1B(I", Set::Katakana, 0),
    (b"\x1B$@", Set::Jis208, 0),
    (b"\x1B$B", Set::Jis208, 0),
    (b"\x1B$(@", Set::Jis208, 0),
    (b"\x1B$(B", Set::Jis208, 0),
    (b"\x1B$(D", Set::Jis212, 0),
    (b"\x1B$(C", Set::Ksc, 0),
    (b"\x1B$A", Set::Gb, 0),
    (b"\x1B$(A", Set::Gb, 0),
    (b"\x1B$)C", Set::Ksc, 1),
    (b"\x1B$)A", Set::Gb, 1),
    (b"\x1B$)G", Set::Cns(1), 1),
    (b"\x1B$*H", Set::Cns(2), 2),
];

/// Text in ISO-2022-KR, -CN, or -JP with any of its sets.
pub fn iso_2022(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut sets = [Set::Ascii; 3];
    let mut is_shifted = false;
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        let escape = ESCAPES.iter().find(|(escape, ..)| first == 0x1B && rest.starts_with(escape));
        if let Some(&(escape, set, place)) = escape {
            if let Some(slot) = sets.get_mut(place) {
                *slot = set;
            }
            rest = rest.get(escape.len()..).unwrap_or_default();
            continue;
        }
        rest = after;
        let set = if is_shifted { sets[1] } else { sets[0] };
        match (first, after) {
            (0x0E, _) => is_shifted = true,
            (0x0F, _) => is_shifted = false,
            // A single shift to the second plane.
            (0x1B, [b'N', a @ 0x21..=0x7E, b @ 0x21..=0x7E, behind @ ..]) => {
                text.push_str(&pair(sets[2], *a, *b));
                rest = behind;
            }
            (b'\n', _) => {
                is_shifted = false;
                text.push('\n');
            }
            (0x21..=0x7E, _) if set == Set::Katakana => {
                text.push(char::from_u32(0xFF61 + u32::from(first - 0x21)).unwrap_or_default());
            }
            (0x21..=0x7E, [second @ 0x21..=0x7E, behind @ ..]) if set != Set::Ascii => {
                text.push_str(&pair(set, first, *second));
                rest = behind;
            }
            _ => text.push(if first.is_ascii() { char::from(first) } else { '\u{FFFD}' }),
        }
    }
    text
}

/// The character of two bytes below 0x80.
fn pair(set: Set, first: u8, second: u8) -> String {
    let (a, b) = (first | 0x80, second | 0x80);
    let (encoding, bytes): (_, &[u8]) = match set {
        Set::Jis208 => (EUC_JP, &[a, b]),
        Set::Jis212 => (EUC_JP, &[0x8F, a, b]),
        Set::Ksc => (EUC_KR, &[a, b]),
        Set::Gb => (GBK, &[a, b]),
        Set::Cns(plane) => return double_byte::cns(plane, a, b).to_string(),
        Set::Ascii | Set::Katakana => return char::REPLACEMENT_CHARACTER.to_string(),
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Text in HZ (RFC 1843): GB 2312 between `~{` and `~}`, `~~` for a tilde.
pub fn hz(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut is_chinese = false;
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        rest = match *rest {
            [b'~', b'{', ref behind @ ..] if !is_chinese => {
                is_chinese = true;
                behind
            }
            [b'~', b'}', ref behind @ ..] if is_chinese => {
                is_chinese = false;
                behind
            }
            [b'~', b'~', ref behind @ ..] if !is_chinese => {
                text.push('~');
                behind
            }
            // A tilde at the end of a line joins it to the next.
            [b'~', b'\n', ref behind @ ..] if !is_chinese => behind,
            [a @ 0x21..=0x77, b @ 0x21..=0x7E, ref behind @ ..] if is_chinese => {
                text.push_str(&pair(Set::Gb, a, b));
                behind
            }
            _ => {
                // A line ends what was left open.
                is_chinese &= first != b'\n';
                let is_bad = !first.is_ascii() || (is_chinese && !first.is_ascii_whitespace());
                text.push(if is_bad { '\u{FFFD}' } else { char::from(first) });
                after
            }
        };
    }
    text
}

/// Text in UTF-7 (RFC 2152).
pub fn utf7(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        if first != b'+' {
            text.push(if first.is_ascii() { char::from(first) } else { '\u{FFFD}' });
            rest = after;
            continue;
        }
        let end = after.iter().position(|&b| base64(b).is_none()).unwrap_or(after.len());
        let (coded, behind) = after.split_at(end);
        match sequence(coded) {
            _ if coded.is_empty() => text.push('+'),
            Some(decoded) => text.push_str(&decoded),
            None => text.push(char::REPLACEMENT_CHARACTER),
        }
        rest = behind.strip_prefix(b"-").unwrap_or(behind);
    }
    text
}

/// Whether plus signs open sequences as UTF-7 writes them: three at least, nine in ten of them
/// sound, none that leads to ASCII letters, which UTF-7 never codes.
fn looks_like_utf7(bytes: &[u8]) -> bool {
    let (mut n_sound, mut n_other) = (0usize, 0usize);
    for stretch in bytes.split(|&b| b == b'+').skip(1) {
        let end = stretch.iter().position(|&b| base64(b).is_none()).unwrap_or(stretch.len());
        let coded = &stretch[..end];
        if coded.is_empty() {
            n_other += usize::from(stretch.first() != Some(&b'-'));
            continue;
        }
        let is_text = |c: char| c.is_alphabetic() || !(c.is_ascii_alphanumeric() || c.is_control());
        // Han and Hangul fill half of all codes: a word read as base64 is seldom one of them alone.
        let is_sound = sequence(coded).is_some_and(|text| {
            text.chars().all(|c| !c.is_ascii_alphanumeric() && is_text(c) && !is_private(c))
                && coded.iter().any(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        });
        n_sound += usize::from(is_sound);
        n_other += usize::from(!is_sound);
    }
    n_sound >= 3 && n_other * 9 <= n_sound
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFF0}'..='\u{FFFF}')
}

/// UTF-16 from base64 without padding; None if bits are left over.
fn sequence(coded: &[u8]) -> Option<String> {
    let (mut units, mut held, mut n_bits) = (Vec::new(), 0u32, 0);
    for &byte in coded {
        held = held << 6 | u32::from(base64(byte)?);
        n_bits += 6;
        if n_bits >= 16 {
            n_bits -= 16;
            units.push((held >> n_bits) as u16);
            held &= (1 << n_bits) - 1;
        }
    }
    (n_bits < 6 && held == 0).then(|| String::from_utf16(&units).ok()).flatten()
}

fn base64(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (Option<String>, String) {
        let charset = seven_bit(bytes);
        (charset.map(Charset::name), charset.map(|c| c.decode(bytes)).unwrap_or_default())
    }

    #[test]
    fn text_in_seven_bits_is_recognised() {
        let cases: [(&[u8], &str, &str); 4] = [
            (b"a ~{VPND~} b~~\n", "hz-gb-2312", "a 中文 b~\n"),
            (b"\x1B$)C\n\x0EGQ1[\x0F ok", "iso-2022-kr", "\n한글 ok"),
            (b"\x1B$B$3$s\x1B(B.", "iso-2022-jp", "こん."),
            (b"\x1B$)A\x0EVPND\x0F.", "iso-2022-cn", "中文."),
        ];
        for (bytes, name, text) in cases {
            assert_eq!(read(bytes), (Some(name.into()), text.into()));
        }
        assert_eq!(utf7(b"+Ti1lhw- 1 +- 2 +Ti0-, +ZYc-."), "中文 1 + 2 中, 文.");
        assert_eq!(read(b"+Ti1lhw- +Ti0-, +ZYc-.").0.as_deref(), Some("utf-7"));
    }

    #[test]
    fn plain_ascii_is_left_alone() {
        let texts: [&[u8]; 6] = [
            b"a+b-c, x+yyy-z, call +49-30, 1+1=2, f(x)+g(x)-h(x)",
            b"\x1B[31mred\x1B[0m",
            b"make ~{a,b}~ and ~} too",
            b"C++, a+bc-d+ef-g+hij-k+lmn-o+pqr-",
            b"cat ~/{x} ~{VP",
            b"https://example.org/?q=one+two+three+four+five-six",
        ];
        for text in texts {
            assert_eq!(read(text).0, None, "{}", String::from_utf8_lossy(text));
        }
    }
}

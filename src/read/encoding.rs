//! Bytes become characters, a file at a time.
//!
//! In this order, the first that fits: the setting; a byte order mark; zero or control bytes in the
//! pattern of UTF-32 or UTF-16; strict UTF-8; the escape sequences of ISO-2022-JP; the encoding
//! that a page or XML file declares; UTF-8 with a few broken bytes; the guess of chardetng.
//!
//! Choices. chardetng runs at about 4.5 MB/s, so that it sees 16 KB from the first byte that is not
//! ASCII (a page may open with far more than that in plain markup). It is told that the text is
//! likely Chinese, since GBK is otherwise taken for a Western encoding now and then. GBK is decoded
//! as GB18030, which contains it. A line break stays as it is; only the byte order mark goes.
//! Encodings are named as in the WHATWG standard, in lower case.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::{Error, Result};

/// How many bytes the detector sees, and how many the UTF-16 test.
const SAMPLE: usize = 16 * 1024;
/// Where a page declares its encoding: within its first bytes.
const DECLARATION: usize = 4096;
/// Characters of several bytes that must decode as UTF-8 for each place that does not.
const UTF8_GOOD_PER_BAD: usize = 10;

/// One byte in so many above ASCII may belong to an odd character before a guess is doubted.
const ODD_SHARE: usize = 10;

/// A decoded file.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding's WHATWG name in lower case (`utf-32le` and `utf-32be` besides).
    pub encoding: String,
}

/// The encoding that a setting names.
///
/// # Errors
/// If the WHATWG standard has no such label.
pub fn for_setting(label: &str) -> Result<&'static Encoding> {
    for_label(label.as_bytes()).ok_or_else(|| {
        Error::setting(
            "read.encoding",
            format!(
                "no encoding is called `{label}`; try utf-8, gb18030, big5, shift_jis or utf-16le"
            ),
        )
    })
}

/// Decodes a file: with `setting` where there is one, else as its bytes suggest.
/// None where the bytes are no text in any encoding.
pub fn decode(
    bytes: &[u8],
    setting: Option<&'static Encoding>,
    is_markup: bool,
) -> Option<Decoded> {
    if let Some(encoding) = setting {
        return Some(with(encoding, bytes));
    }
    // The mark of UTF-32LE begins with that of UTF-16LE.
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE, 0, 0]) {
        return Some(utf32(rest, u32::from_le_bytes, "utf-32le"));
    }
    if let Some(rest) = bytes.strip_prefix(&[0, 0, 0xFE, 0xFF]) {
        return Some(utf32(rest, u32::from_be_bytes, "utf-32be"));
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(with(encoding, bytes));
    }
    let head = &bytes[..bytes.len().min(4 * SAMPLE)];
    let n_controls = head.iter().filter(|&&b| is_control(b)).count();
    if bytes.contains(&0) || n_controls * 100 > head.len() {
        if let Some(decoded) = wide(bytes) {
            return Some(decoded);
        }
        if bytes.contains(&0) || n_controls * 10 > head.len() {
            return None;
        }
    }
    if simdutf8::basic::from_utf8(bytes).is_ok() {
        let is_escaped = has_any(head, &[b"\x1B$B", b"\x1B$@", b"\x1B(J"]);
        return Some(with(if is_escaped { ISO_2022_JP } else { UTF_8 }, bytes));
    }
    if is_markup
        && let Some(decoded) = declared(bytes).map(|e| with(e, bytes))
        && !decoded.text.contains(char::REPLACEMENT_CHARACTER)
    {
        return Some(decoded);
    }
    Some(with(if is_nearly_utf8(bytes) { UTF_8 } else { detect(bytes) }, bytes))
}

/// Decodes with one encoding; unreadable bytes become U+FFFD.
fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let encoding = if encoding == GBK { GB18030 } else { encoding };
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    Decoded { text: text.into_owned(), encoding: encoding.name().to_ascii_lowercase() }
}

/// The WHATWG encoding of a label, or of a name that other systems use for it.
fn for_label(label: &[u8]) -> Option<&'static Encoding> {
    let label = label.trim_ascii().to_ascii_lowercase();
    let alias: &[u8] = match label.as_slice() {
        b"cp936" | b"hz-gb-2312" | b"gb18030-2000" | b"gb18030-2005" => b"gb18030",
        b"cp932" => b"shift_jis",
        b"cp949" | b"uhc" => b"euc-kr",
        b"cp950" => b"big5",
        other => other,
    };
    Encoding::for_label_no_replacement(alias)
}

/// The encoding declared by `<meta charset>`, `http-equiv` or an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARATION)].to_ascii_lowercase();
    let value_after = |key: &[u8], from: usize| {
        let at = from + head[from..].windows(key.len()).position(|w| w == key)? + key.len();
        let is_skipped = |b: &u8| b.is_ascii_whitespace() || b"='\"".contains(b);
        let start = at + head[at..].iter().take_while(|b| is_skipped(b)).count();
        let is_label = |b: &u8| b.is_ascii_alphanumeric() || b"-_:.".contains(b);
        let end = start + head[start..].iter().take_while(|b| is_label(b)).count();
        // Zero bytes would have shown UTF-16: a page that declares it is mistaken.
        for_label(&head[start..end]).filter(|&e| e != UTF_16LE && e != UTF_16BE)
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

/// Whether broken bytes are so few among good characters that the file is damaged UTF-8.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut n_good, mut n_bad) = (0usize, 0usize);
    for chunk in bytes[..bytes.len().min(64 * SAMPLE)].utf8_chunks() {
        // A character has one byte that does not continue another.
        n_good += chunk.valid().bytes().filter(|&b| b >= 0xC0).count();
        n_bad += usize::from(!chunk.invalid().is_empty());
    }
    n_good >= UTF8_GOOD_PER_BAD * n_bad
}

/// What chardetng makes of the first stretch that is not ASCII.
fn detect(bytes: &[u8]) -> &'static Encoding {
    let start = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    let end = bytes.len().min(start + SAMPLE);
    let sample = &bytes[start..end];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // A character cut in two at the end of the sample must not count against its encoding.
    detector.feed(sample, end == bytes.len());
    let guess = |tld| detector.guess(tld, Utf8Detection::Deny);
    let (open, hinted) = (guess(None), guess(Some(b"cn")));
    // The hint makes Japanese and Korean pass for GBK: it only decides against Western guesses,
    // unless its GBK is full of rare characters.
    if !open.is_single_byte() {
        return open;
    }
    let n_high = sample.iter().filter(|b| !b.is_ascii()).count();
    let is_doubtful = n_odd(sample, hinted) * ODD_SHARE > n_high;
    if is_doubtful { open } else { hinted }
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

/// UTF-32 or UTF-16 without a mark.
fn wide(bytes: &[u8]) -> Option<Decoded> {
    let head = &bytes[..bytes.len().min(SAMPLE)];
    if bytes.len().is_multiple_of(4) {
        let is_all = |read: fn([u8; 4]) -> u32| {
            quads(head).map(read).all(|u| u != 0 && char::from_u32(u).is_some())
        };
        if is_all(u32::from_le_bytes) {
            return Some(utf32(bytes, u32::from_le_bytes, "utf-32le"));
        }
        if is_all(u32::from_be_bytes) {
            return Some(utf32(bytes, u32::from_be_bytes, "utf-32be"));
        }
    }
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    // Text uses few blocks of the code: its high bytes take fewer values than its low bytes.
    let n_values = |parity: usize| {
        let mut seen = [false; 256];
        head.iter().skip(parity).step_by(2).for_each(|&b| seen[usize::from(b)] = true);
        seen.iter().filter(|&&s| s).count()
    };
    let order = if n_values(0) < n_values(1) { [UTF_16BE, UTF_16LE] } else { [UTF_16LE, UTF_16BE] };
    order.into_iter().find(|&e| is_utf16_text(head, e)).map(|e| with(e, bytes))
}

/// Whether units read as text: no broken pair, almost no control or private character, and at
/// least one space, line break or Chinese stop among them.
fn is_utf16_text(head: &[u8], encoding: &'static Encoding) -> bool {
    // A pair of surrogates cut at the end of the sample is not broken.
    let end = if head.len() < SAMPLE { head.len() } else { head.len() - 2 };
    let (text, is_broken) = encoding.decode_without_bom_handling(&head[..end]);
    let n_broken = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
    let is_odd = |c: char| {
        (c.is_control() && !c.is_whitespace())
            || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFF0}'..='\u{FFFF}')
    };
    let n_odd = text.chars().filter(|&c| is_odd(c)).count();
    let has_mark = text.contains([' ', '\n', '\r', '\u{3000}', '，', '。', '、']);
    has_mark && n_odd * 100 <= text.chars().count() && (!is_broken || n_broken <= 1)
}

fn quads(bytes: &[u8]) -> impl Iterator<Item = [u8; 4]> {
    bytes.chunks_exact(4).map(|q| [q[0], q[1], q[2], q[3]])
}

fn utf32(bytes: &[u8], read: fn([u8; 4]) -> u32, name: &str) -> Decoded {
    let mut text: String = quads(bytes)
        .map(|q| char::from_u32(read(q)).unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    if !bytes.len().is_multiple_of(4) {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Decoded { text, encoding: name.into() }
}

/// A byte that text in a one- or two-byte encoding does not have.
fn is_control(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B)) || byte == 0x7F
}

fn has_any(bytes: &[u8], needles: &[&[u8]]) -> bool {
    needles.iter().any(|n| bytes.windows(n.len()).any(|w| w == *n))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use encoding_rs::{BIG5, EUC_JP, EUC_KR, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};
    use proptest::prelude::*;

    const CHINESE: &str = "全县河道志愿队员深入企业车间和田间地头，听民意、解民忧。\r\n要把大家的事办好，让群众看得见变化。\r\n";
    const TRADITIONAL: &str =
        "本縣各界人士深入社區與農村，傾聽民意。\n大家同心協力，把事情辦好。\n";

    fn name_and_text(bytes: &[u8]) -> (String, String) {
        let decoded = decode(bytes, None, false).unwrap();
        (decoded.encoding, decoded.text)
    }

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    fn utf32_of(text: &str, bytes_of: fn(u32) -> [u8; 4]) -> Vec<u8> {
        text.chars().flat_map(|c| bytes_of(c as u32)).collect()
    }

    #[test]
    fn old_encodings_are_recognised() {
        let cases: [(&'static Encoding, &str, &str); 7] = [
            (GB18030, CHINESE, "gb18030"),
            (GBK, CHINESE, "gb18030"),
            (BIG5, TRADITIONAL, "big5"),
            (SHIFT_JIS, "市民のみなさんと一緒に、まちづくりを進めます。\n", "shift_jis"),
            (EUC_JP, "市民のみなさんと一緒に、まちづくりを進めます。\n", "euc-jp"),
            (EUC_KR, "시민 여러분과 함께 살기 좋은 도시를 만들겠습니다.\n", "euc-kr"),
            (WINDOWS_1251, "Мы вместе строим город, удобный для всех жителей.\n", "windows-1251"),
        ];
        for (encoding, text, name) in cases {
            let bytes = encoding.encode(text).0;
            assert_eq!(name_and_text(&bytes), (name.into(), text.into()));
        }
    }

    #[test]
    fn wide_encodings_are_read_with_and_without_a_mark() {
        for text in [CHINESE, "The town will build a new library.\n", "镇里 will build 图书馆。\n"]
        {
            let marked = format!("\u{FEFF}{text}");
            for t in [text, marked.as_str()] {
                let read = |bytes: Vec<u8>| name_and_text(&bytes);
                let expect = |name: &str| (name.to_string(), text.to_string());
                assert_eq!(read(utf16(t, u16::to_le_bytes)), expect("utf-16le"));
                assert_eq!(read(utf16(t, u16::to_be_bytes)), expect("utf-16be"));
                assert_eq!(read(utf32_of(t, u32::to_le_bytes)), expect("utf-32le"));
                assert_eq!(read(utf32_of(t, u32::to_be_bytes)), expect("utf-32be"));
                assert_eq!(read(t.as_bytes().to_vec()), expect("utf-8"));
            }
        }
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let mut bytes = CHINESE.repeat(3).into_bytes();
        bytes[30] = 0xFF;
        bytes.truncate(bytes.len() - 4);
        let (name, text) = name_and_text(&bytes);
        assert_eq!(name, "utf-8");
        assert!(text.starts_with("全县河道志愿"));
        assert!(text.contains(char::REPLACEMENT_CHARACTER));
    }

    #[test]
    fn a_declared_encoding_is_believed_unless_it_breaks() {
        let page = |label: &str| format!("<html><head><meta charset=\"{label}\"><p>Größe</p>");
        let western = WINDOWS_1252.encode(&page("iso-8859-1")).0.into_owned();
        let decoded = decode(&western, None, true).unwrap();
        assert_eq!((decoded.encoding.as_str(), decoded.text), ("windows-1252", page("iso-8859-1")));
        // The bytes of this page are no EUC-KR.
        let wrong = GB18030.encode(&format!("{}{}", page("euc-kr"), "镕".repeat(9))).0.into_owned();
        assert_ne!(decode(&wrong, None, true).unwrap().encoding, "euc-kr");
        // Declared as XML.
        let xml = format!("<?xml version='1.0' encoding='big5'?><p>{TRADITIONAL}</p>");
        assert_eq!(decode(&BIG5.encode(&xml).0, None, true).unwrap().text, xml);
    }

    #[test]
    fn a_setting_wins_and_a_wrong_one_is_named() {
        let bytes = GB18030.encode(CHINESE).0;
        let decoded = decode(&bytes, Some(for_setting("Big5").unwrap()), false).unwrap();
        assert_eq!(decoded.encoding, "big5");
        let message = for_setting("klingon").unwrap_err().to_string();
        assert!(message.contains("read.encoding") && message.contains("klingon"), "{message}");
    }

    #[test]
    fn binary_is_no_text() {
        let noise: Vec<u8> =
            (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(decode(&noise, None, false), None);
        assert_eq!(decode(b"text\0with a zero", None, false), None);
    }

    proptest! {
        #[test]
        fn utf8_comes_back_unchanged(text in "[^\\x00-\\x08\\x0B\\x0E-\\x1F\\x7F\u{FEFF}]{0,200}") {
            let decoded = decode(text.as_bytes(), None, true).unwrap();
            prop_assert_eq!(decoded.text, text);
        }

        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), markup: bool) {
            decode(&bytes, None, markup);
        }
    }
}

//! Text of other scripts that was read as Western: `ÖÐ¹ú` for 中国, `Ãîðîä` for Город.
//!
//! Lines of Western letters that are nearly all accented are put together and asked for their
//! encoding, since a line alone is too short to tell the encodings apart.

use super::Repair;
use super::way_back::reverse;
use crate::read::encoding::{self, Charset};

/// How much likelier another script must be than Western letters, in units of log-probability.
const MIN_LEAD: f32 = 30.0;

/// Kinds of characters that a line has if it is text and most of them are signs.
const MIN_KINDS: usize = 16;

/// Bytes beyond ASCII from which other encodings than GBK are told; a headline may pass for any.
const MIN_BYTES: usize = 48;

/// Encodings of other scripts by name, and the mistake of reading them as Western.
const MISTAKES: [(&str, &str); 12] = [
    ("gb18030", "GBK read as windows-1252"),
    ("big5", "Big5 read as windows-1252"),
    ("shift_jis", "Shift_JIS read as windows-1252"),
    ("euc-jp", "EUC-JP read as windows-1252"),
    ("euc-kr", "EUC-KR read as windows-1252"),
    ("windows-1251", "windows-1251 read as windows-1252"),
    ("koi8-r", "KOI8-R read as windows-1252"),
    ("koi8-u", "KOI8-U read as windows-1252"),
    ("windows-1253", "windows-1253 read as windows-1252"),
    ("windows-1255", "windows-1255 read as windows-1252"),
    ("windows-1256", "windows-1256 read as windows-1252"),
    ("windows-874", "windows-874 read as windows-1252"),
];

/// The text with every such line put right.
pub(super) fn repair(text: &str) -> Option<Repair> {
    let lines: Vec<(&str, Option<Vec<u8>>)> =
        text.split_inclusive('\n').map(|line| (line, western_bytes(line))).collect();
    let sample: Vec<u8> =
        lines.iter().filter_map(|(_, bytes)| bytes.as_deref()).flatten().copied().collect();
    if sample.is_empty() {
        return None;
    }
    let is_long = sample.iter().filter(|b| !b.is_ascii()).count() >= MIN_BYTES;
    let is_enough = |charset: &Charset| is_long || charset.name() == "gb18030";
    let charset = encoding::double_byte_guess(&sample).filter(is_enough).or_else(|| {
        let western = Charset::for_label("windows-1252")?;
        let (best, lead) = encoding::lead_over(&sample, western)?;
        (lead > MIN_LEAD && is_long).then_some(best)
    })?;
    let mistake = MISTAKES.iter().find(|(name, _)| *name == charset.name())?.1;
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

/// The bytes of a line that may be of another script.
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
    // No Western language has more accents than plain letters. Rows of dashes or dots have few
    // letters, or few kinds of characters.
    let is_varied = || {
        let mut kinds: Vec<char> = line.chars().filter(|c| !c.is_ascii()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        n_letters * 6 >= n_upper && kinds.len() >= MIN_KINDS
    };
    if n_long == 0 || n_upper <= n_plain || n_letters * 3 < n_upper && !is_varied() {
        return None;
    }
    let table = reverse("windows-1252")?;
    let bytes: Option<Vec<u8>> = line
        .chars()
        .map(|c| if c.is_ascii() { Some(c as u8) } else { table.get(&c).copied() })
        .collect();
    bytes.filter(|b| std::str::from_utf8(b).is_err())
}

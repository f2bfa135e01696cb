//! EUC-TW and Johab, by arithmetic instead of tables.
//!
//! *EUC-TW* holds CNS 11643: two bytes for plane 1, four (0x8E, 0xA0 + plane, two more) for any
//! plane. Planes 1 and 2 order the characters of Big5 anew but keep long runs of them together, so
//! that some ninety runs lead to Big5, which encoding_rs decodes. The characters that Big5 lacks
//! (planes from 3 on, a few marks) become U+FFFD and are counted as lost.
//!
//! *Johab* (KS X 1001, annex 3) writes a syllable as five bits each for initial, vowel and final,
//! which Unicode also composes by arithmetic; Chinese characters and marks lie in rows that map to
//! EUC-KR's.

use encoding_rs::{BIG5, EUC_KR};

const LOST: char = char::REPLACEMENT_CHARACTER;

/// Runs of plane 1 of CNS 11643 that Big5 has in the same order: index in the plane (94 a row),
/// index in Big5 (157 a row), length.
const PLANE_1: [(u16, u16, u16); 43] = [
    (0, 0, 5),
    (6, 6, 8),
    (15, 15, 6),
    (21, 23, 2),
    (24, 22, 1),
    (29, 29, 44),
    (73, 74, 1),
    (74, 73, 1),
    (75, 75, 22),
    (98, 98, 1),
    (100, 100, 27),
    (127, 128, 1),
    (128, 127, 1),
    (129, 129, 19),
    (148, 149, 1),
    (149, 148, 1),
    (150, 150, 4),
    (155, 21, 1),
    (156, 158, 2),
    (160, 160, 1),
    (162, 162, 1),
    (165, 165, 69),
    (282, 234, 29),
    (312, 264, 1),
    (314, 266, 142),
    (470, 6101, 20),
    (3290, 471, 1412),
    (4702, 1884, 424),
    (5126, 1883, 1),
    (5127, 2308, 1876),
    (7003, 4571, 1),
    (7004, 4184, 387),
    (7391, 4572, 525),
    (7916, 5286, 1),
    (7917, 5097, 105),
    (8023, 5203, 83),
    (8106, 5287, 84),
    (8190, 5517, 1),
    (8191, 5371, 54),
    (8245, 5426, 1),
    (8246, 5425, 1),
    (8247, 5427, 90),
    (8337, 5518, 354),
];

/// The same for plane 2.
const PLANE_2: [(u16, u16, u16); 49] = [
    (0, 6280, 10),
    (10, 6291, 33),
    (43, 6372, 1),
    (44, 6324, 48),
    (92, 6373, 46),
    (138, 6586, 1),
    (139, 6419, 167),
    (306, 6587, 1840),
    (2146, 9074, 1),
    (2147, 8428, 108),
    (2255, 8537, 537),
    (2792, 8427, 1),
    (2793, 9075, 100),
    (2893, 8536, 1),
    (2894, 9175, 399),
    (3293, 9575, 1637),
    (4930, 11761, 1),
    (4931, 11212, 146),
    (5077, 11899, 1),
    (5078, 11358, 287),
    (5365, 12508, 1),
    (5366, 11645, 116),
    (5482, 11762, 137),
    (5619, 11900, 104),
    (5723, 12425, 1),
    (5724, 12004, 222),
    (5946, 12227, 198),
    (6144, 12426, 82),
    (6226, 12509, 86),
    (6312, 12226, 1),
    (6313, 12595, 8),
    (6321, 12604, 153),
    (6474, 12758, 56),
    (6530, 13114, 1),
    (6531, 12814, 113),
    (6644, 12603, 1),
    (6645, 12927, 142),
    (6787, 12757, 1),
    (6788, 13069, 45),
    (6833, 13115, 71),
    (6904, 13380, 1),
    (6905, 13186, 194),
    (7099, 13381, 490),
    (7589, 13914, 1),
    (7590, 13871, 43),
    (7633, 13915, 1),
    (7634, 13917, 11),
    (7645, 13916, 1),
    (7646, 13928, 4),
];

/// Text in EUC-TW.
pub fn euc_tw(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        (rest, _) = match *rest {
            [0x8E, plane @ 0xA1..=0xB0, row @ 0xA1..=0xFE, cell @ 0xA1..=0xFE, ref after @ ..] => {
                (after, text.push(cns(plane - 0xA0, row, cell)))
            }
            [row @ 0xA1..=0xFE, cell @ 0xA1..=0xFE, ref after @ ..] => {
                (after, text.push(cns(1, row, cell)))
            }
            _ => (after, text.push(if first.is_ascii() { char::from(first) } else { LOST })),
        };
    }
    text
}

/// A character of CNS 11643, by its bytes in EUC.
pub fn cns(plane: u8, row: u8, cell: u8) -> char {
    let runs: &[(u16, u16, u16)] = match plane {
        1 => &PLANE_1,
        2 => &PLANE_2,
        _ => return LOST,
    };
    let at = u16::from(row - 0xA1) * 94 + u16::from(cell - 0xA1);
    let run = runs.partition_point(|&(start, ..)| start <= at).checked_sub(1);
    let Some(&(start, big5, length)) = run.and_then(|i| runs.get(i)) else { return LOST };
    if at - start >= length {
        // Small Roman numerals, which Big5 leaves out.
        return match at {
            490..=499 => char::from_u32(0x2170 + u32::from(at - 490)).unwrap_or(LOST),
            _ => LOST,
        };
    }
    let index = big5 + at - start;
    let trail = (index % 157) as u8;
    let trail = if trail < 63 { 0x40 + trail } else { 0xA1 + (trail - 63) };
    one(BIG5.decode_without_bom_handling(&[0xA1 + (index / 157) as u8, trail]).0)
}

/// Text in Johab.
pub fn johab(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        if first.is_ascii() {
            text.push(if first == b'\\' { '₩' } else { char::from(first) });
            rest = after;
            continue;
        }
        let Some((&second, behind)) = after.split_first() else {
            text.push(LOST);
            break;
        };
        match johab_character(first, second) {
            Some(c) => {
                text.push(c);
                rest = behind;
            }
            // The second byte may begin the next character.
            None => {
                text.push(LOST);
                rest = if second.is_ascii() { after } else { behind };
            }
        }
    }
    text
}

/// The character of two bytes in Johab.
pub fn johab_character(first: u8, second: u8) -> Option<char> {
    match first {
        0x84..=0xD3 => johab_syllable(u16::from_be_bytes([first, second])),
        0xD9..=0xDE | 0xE0..=0xF9 => {
            // Two rows of KS X 1001 share a first byte.
            let cell = match second {
                0x31..=0x7E => second - 0x31,
                0x91..=0xFE => second - 0x43,
                _ => return None,
            };
            let rows =
                if first <= 0xDE { 0xA1 + (first - 0xD9) * 2 } else { 0xCA + (first - 0xE0) * 2 };
            let c =
                one(EUC_KR.decode_without_bom_handling(&[rows + cell / 94, 0xA1 + cell % 94]).0);
            (c != LOST).then_some(c)
        }
        _ => None,
    }
}

fn johab_syllable(code: u16) -> Option<char> {
    // What a field of five bits stands for, in Unicode's order from 1; 0 for its filler.
    let field = |value: u16, filler: u16, gaps: &[u16], last: u16| -> Option<u32> {
        if value == filler {
            return Some(0);
        }
        if value < filler || value > last || gaps.contains(&value) {
            return None;
        }
        let n_gaps = gaps.iter().filter(|&&g| g > filler && g < value).count() as u32;
        Some(u32::from(value - filler) - n_gaps)
    };
    let initial = field(code >> 10 & 0x1F, 1, &[], 20)?;
    let vowel = field(code >> 5 & 0x1F, 2, &[8, 9, 16, 17, 24, 25], 29)?;
    let last = field(code & 0x1F, 1, &[18], 29)?;
    let code = match (initial, vowel, last) {
        (1.., 1.., _) => 0xAC00 + ((initial - 1) * 21 + vowel - 1) * 28 + last,
        // A letter alone.
        (1.., 0, 0) => {
            const INITIALS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
            return INITIALS.chars().nth(initial as usize - 1);
        }
        (0, 1.., 0) => 0x314F + vowel - 1,
        (0, 0, 1..) => {
            const FINALS: &str = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
            return FINALS.chars().nth(last as usize - 1);
        }
        _ => return None,
    };
    char::from_u32(code)
}

/// The only character of a decoded pair.
fn one(text: std::borrow::Cow<'_, str>) -> char {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none()).unwrap_or(LOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn planes_1_and_2_of_cns_lead_to_their_characters() {
        assert_eq!(euc_tw(b"\xC4\xE3\xC5\xC6 a"), "中文 a");
        assert_eq!(euc_tw(b"\x8E\xA2\xA1\xA1"), "乂");
        assert_eq!(euc_tw(b"\x8E\xA3\xA1\xA1\xC4"), "\u{FFFD}\u{FFFD}");
    }

    #[test]
    fn johab_syllables_letters_and_chinese_characters() {
        assert_eq!(johab(b"\xD0\x65\x8B\x69 ok"), "한글 ok");
        assert_eq!(johab(b"\xF7\xD3\x88\x41"), "漢ㄱ");
        assert_eq!(johab(b"\x88"), "\u{FFFD}");
    }
}

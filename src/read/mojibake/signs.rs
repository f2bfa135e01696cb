//! Signs of a mistake: characters that are frequent in text decoded wrongly and rare in sound text.
//!
//! One scan a text; without a sign nothing else is tried.

use std::sync::OnceLock;

use encoding_rs::GB18030;

/// Which mistakes the characters of a text point to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Signs {
    pub chinese: bool,
    pub western: bool,
    pub cyrillic: bool,
    pub other: bool,
}

impl Signs {
    pub fn of(text: &str) -> Self {
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

    pub fn any(self) -> bool {
        self.chinese || self.western || self.cyrillic || self.other
    }
}

/// What the first bytes of Japanese, Korean and Chinese in UTF-8 become in Shift_JIS and Big5: rare
/// characters all.
const OTHER_MARKERS: &str = "縺繧繝嚗撠銝鈭隞雿蝬";
/// First bytes in UTF-8 of Chinese characters, and the first two of its marks and of kana.
const LEADS: std::ops::RangeInclusive<u8> = 0xE4..=0xE9;
const MARK_LEADS: [(u8, u8); 7] = [
    (0xE2, 0x80),
    (0xE3, 0x80),
    (0xE3, 0x81),
    (0xE3, 0x82),
    (0xE3, 0x83),
    (0xEF, 0xBC),
    (0xEF, 0xBD),
];

/// Whether a character is what the first two bytes of a Chinese character in UTF-8 become in GBK, or
/// one of [`OTHER_MARKERS`]: most are rare. By a bit each, since every Chinese character is asked.
pub(super) fn is_marker(c: char) -> bool {
    const FIRST: u32 = 0x4e00;
    const N: usize = 0x5200;
    static BITS: OnceLock<Vec<u64>> = OnceLock::new();
    let Some(at) = (c as u32).checked_sub(FIRST).map(|at| at as usize).filter(|at| *at < N) else {
        return false;
    };
    let bits = BITS.get_or_init(|| {
        let leads = LEADS.flat_map(|lead| (0x80..=0xBF).map(move |next| (lead, next)));
        let pairs = leads.chain(MARK_LEADS).map(|(lead, next)| [lead, next]);
        let markers = pairs.filter_map(|pair| {
            GB18030.decode_without_bom_handling_and_without_replacement(&pair)?.chars().next()
        });
        let mut bits = vec![0u64; N / 64];
        for c in markers.chain(OTHER_MARKERS.chars()) {
            if let Some(at) =
                (c as u32).checked_sub(FIRST).map(|at| at as usize).filter(|at| *at < N)
            {
                bits[at / 64] |= 1 << (at % 64);
            }
        }
        bits
    });
    bits[at / 64] >> (at % 64) & 1 == 1
}

//! Which single-byte encoding makes the likeliest text: letters in the order that languages use.
//!
//! Every single-byte encoding decodes any bytes, so that only the outcome can tell. A candidate is
//! worth the log-probability of its text in the language that fits best, whose model of letter pairs
//! is learned from words ([`super::language`]), plus a small prior for how common the encoding is. A
//! capital behind a small letter costs extra, which tells KOI8-R, windows-1251 and the Cyrillic of
//! Macintosh apart.
//!
//! Cost: pairs of bytes are counted once; candidates and languages then share the counts (some
//! hundred distinct pairs), so that a file takes a few milliseconds however long it is.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use encoding_rs as rs;

use super::charset::{Charset, DOS};
use super::language::{Pair, Script, fold, fold_ascii, languages};
use super::tables;

/// Weight of a pair in a word without any letter beyond ASCII: boilerplate in another language must
/// not outvote the words that matter.
const ASCII_WEIGHT: f32 = 0.25;
/// Cost of a capital behind a small letter.
const MIXED_CASE: f32 = 6.0;
/// Cost of an encoding made for another script than the text turns out to be in.
const WRONG_SCRIPT: f32 = 10.0;
/// A candidate and what its text is worth, in units of log-probability.
#[derive(Debug, Clone, Copy)]
pub struct Ranked {
    /// The encoding.
    pub charset: Charset,
    /// Its upper half.
    pub table: &'static [char; 128],
    /// The worth; only differences mean something.
    pub worth: f32,
    /// Of the first only: the worth a pair that has a byte beyond ASCII.
    pub fit: f32,
}

/// Every single-byte encoding, the likeliest first.
pub fn rank(sample: &[u8]) -> Vec<Ranked> {
    let pairs = pairs(sample);
    let mut ranked: Vec<Ranked> = candidates()
        .iter()
        .map(|candidate| {
            let mixed: f32 =
                pairs.iter().filter(|p| candidate.mixes_case(p)).map(|p| p.weight).sum();
            let worth = languages()
                .iter()
                .zip(&candidate.classes)
                .map(|(language, classes)| {
                    let other =
                        if candidate.script == language.script { 0.0 } else { WRONG_SCRIPT };
                    language.worth(classes, &pairs) - other
                })
                .fold(f32::NEG_INFINITY, f32::max);
            let worth = worth - MIXED_CASE * mixed + candidate.prior;
            Ranked { charset: candidate.charset, table: &candidate.table, worth, fit: 0.0 }
        })
        .collect();
    // Stable: among equals the order of the candidates, common ones first, decides.
    ranked.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    let upper: Vec<Pair> = pairs.into_iter().filter(Pair::is_upper).collect();
    if let Some(best) = ranked.first_mut()
        && let Some(candidate) = candidates().iter().find(|c| c.charset == best.charset)
    {
        let worths = languages().iter().zip(&candidate.classes).map(|(l, c)| l.worth(c, &upper));
        let n_upper: f32 = upper.iter().map(|p| p.weight).sum();
        best.fit = worths.fold(f32::NEG_INFINITY, f32::max) / n_upper.max(1.0);
    }
    ranked
}

/// The pairs of bytes of a sample's words and how often they come; tags are left out.
fn pairs(sample: &[u8]) -> Vec<Pair> {
    let mut counts: BTreeMap<(u8, u8), f32> = BTreeMap::new();
    let is_word = |b: u8| b.is_ascii_alphabetic() || !b.is_ascii();
    let mut rest = sample;
    while let Some((&first, after)) = rest.split_first() {
        if first == b'<'
            && after.first().is_some_and(|b| b.is_ascii_alphabetic() || b"/!?".contains(b))
        {
            let end = after.iter().take(1000).position(|&b| b == b'>').map_or(0, |end| end + 1);
            rest = after.get(end..).unwrap_or_default();
            continue;
        }
        let length = rest.iter().position(|&b| !is_word(b)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(length);
        if word.is_empty() {
            rest = after;
            continue;
        }
        let weight = if word.is_ascii() { ASCII_WEIGHT } else { 1.0 };
        let padded = || std::iter::once(b' ').chain(word.iter().copied()).chain([b' ']);
        for (first, second) in padded().zip(padded().skip(1)) {
            *counts.entry((first, second)).or_default() += weight;
        }
        rest = behind;
    }
    counts.into_iter().map(|((first, second), weight)| Pair { first, second, weight }).collect()
}

struct Candidate {
    charset: Charset,
    table: [char; 128],
    /// What each byte is in each language ([`Language::class`]).
    classes: Vec<[u8; 256]>,
    script: Script,
    prior: f32,
}

impl Candidate {
    fn mixes_case(&self, pair: &Pair) -> bool {
        let original = |b: u8| match b.checked_sub(0x80) {
            None => char::from(b),
            Some(i) => self.table.get(usize::from(i)).copied().unwrap_or_default(),
        };
        pair.is_upper()
            && original(pair.first).is_lowercase()
            && original(pair.second).is_uppercase()
    }
}

/// The candidates, common ones first: the script each is made for and its prior.
fn candidates() -> &'static [Candidate] {
    static ALL: OnceLock<Vec<Candidate>> = OnceLock::new();
    ALL.get_or_init(|| {
        use Script::{Arabic, Cyrillic, Greek, Hebrew, Latin, Thai};
        let standard: [(&'static rs::Encoding, Script, f32); 28] = [
            (rs::WINDOWS_1252, Latin, 0.0),
            (rs::WINDOWS_1251, Cyrillic, 0.0),
            (rs::WINDOWS_1250, Latin, 0.0),
            (rs::WINDOWS_1253, Greek, 0.0),
            (rs::WINDOWS_1254, Latin, -1.0),
            (rs::WINDOWS_1255, Hebrew, 0.0),
            (rs::WINDOWS_1256, Arabic, 0.0),
            (rs::WINDOWS_874, Thai, 0.0),
            (rs::WINDOWS_1257, Latin, -2.0),
            (rs::KOI8_R, Cyrillic, -1.0),
            (rs::ISO_8859_2, Latin, -2.0),
            (rs::ISO_8859_5, Cyrillic, -2.0),
            (rs::ISO_8859_6, Arabic, -2.0),
            (rs::ISO_8859_7, Greek, -2.0),
            (rs::ISO_8859_8, Hebrew, -2.0),
            (rs::ISO_8859_15, Latin, -2.0),
            (rs::IBM866, Cyrillic, -2.0),
            (rs::KOI8_U, Cyrillic, -3.0),
            (rs::WINDOWS_1258, Latin, -5.0),
            (rs::MACINTOSH, Latin, -5.0),
            (rs::X_MAC_CYRILLIC, Cyrillic, -5.0),
            (rs::ISO_8859_13, Latin, -8.0),
            (rs::ISO_8859_4, Latin, -8.0),
            (rs::ISO_8859_3, Latin, -10.0),
            (rs::ISO_8859_10, Latin, -10.0),
            (rs::ISO_8859_14, Latin, -10.0),
            (rs::ISO_8859_16, Latin, -10.0),
            (rs::ISO_8859_8_I, Hebrew, -10.0),
        ];
        let dos = DOS.map(|page| {
            let script = match page {
                720 | 864 => Arabic,
                737 | 869 => Greek,
                855 => Cyrillic,
                862 => Hebrew,
                _ => Latin,
            };
            let prior = if matches!(page, 437 | 850 | 852 | 855 | 737) { -5.0 } else { -8.0 };
            (Charset::Dos(page), script, prior)
        });
        let pages = tables::PAGES.iter().enumerate().map(|(i, (name, _))| {
            let script = match *name {
                "x-mac-greek" => Greek,
                "koi8-t" | "kz-1048" | "ptcp154" => Cyrillic,
                _ => Latin,
            };
            (Charset::Page(i), script, -8.0)
        });
        let standard =
            standard.into_iter().map(|(e, script, prior)| (Charset::standard(e), script, prior));
        standard
            .chain(dos)
            .chain(pages)
            .filter_map(|(charset, script, prior)| {
                let table = charset.upper_half()?;
                let mut folded = [' '; 256];
                for (byte, place) in (0u8..=255).zip(&mut folded) {
                    let upper = byte.checked_sub(0x80).and_then(|i| table.get(usize::from(i)));
                    *place = upper.map_or_else(|| fold_ascii(byte), |&c| fold(c));
                }
                let classes = languages().iter().map(|l| folded.map(|c| l.class(c))).collect();
                Some(Candidate { charset, table, classes, script, prior })
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_likeliest_letters_win_in_every_common_encoding() {
        let texts = [
            (
                "Совет города решил построить новую школу и открыть библиотеку у реки. Жители рады.",
                "windows-1251 koi8-r iso-8859-5 ibm866 ibm855 x-mac-cyrillic",
            ),
            (
                "Rada města rozhodla, že postaví novou školu a že každý může přijít.",
                "windows-1250 iso-8859-2 ibm852 x-mac-ce",
            ),
            (
                "Şehir meclisi yeni bir okul için karar aldı; öğrenciler çok mutlu, değil mi?",
                "windows-1254",
            ),
            (
                "Το συμβούλιο της πόλης αποφάσισε να χτίσει ένα νέο σχολείο για τα παιδιά.",
                "windows-1253 iso-8859-7 ibm737",
            ),
            (
                "Le conseil a décidé de bâtir une école près de la rivière, où tout était prêt.",
                "windows-1252 ibm850 macintosh",
            ),
            ("מועצת העיר החליטה לבנות בית ספר חדש ליד הנהר עבור כל הילדים", "windows-1255"),
        ];
        for (text, names) in texts {
            for name in names.split(' ') {
                let charset = Charset::for_label(name).unwrap();
                let table = charset.upper_half().unwrap();
                let byte = |c: char| match table.iter().position(|&t| t == c) {
                    Some(i) => 0x80 + i as u8,
                    None => u8::try_from(c).unwrap(),
                };
                let bytes: Vec<u8> = text.chars().map(byte).collect();
                let best = rank(&bytes)[0];
                assert_eq!(best.charset.decode(&bytes), text, "{name} as {}", best.charset.name());
            }
        }
    }
}

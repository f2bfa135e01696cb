//! The encodings that can be read: their names, and how their bytes become characters.
//!
//! Three sources. encoding_rs has what the WHATWG standard lists; the crate oem_cp the code pages
//! of DOS (kept, and nothing but tables); what analysts have besides is small enough to live here:
//! the code pages of [`super::tables`], EUC-TW and Johab ([`super::double_byte`]), the encodings
//! that switch character sets by escape sequences ([`super::escaped`]) and UTF-32. GBK is decoded
//! as GB18030, which contains it. Names are those of the standard in lower case; where it has none,
//! those of IANA (`ibm855`, `hz-gb-2312`) or `x-…`.

use encoding_rs::{Encoding, GB18030, GBK, UTF_8};

use super::{double_byte, escaped, tables};
use crate::error::{Error, Result};

/// An encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// One of the WHATWG standard.
    Standard(&'static Encoding),
    /// A code page of DOS, by its number.
    Dos(u16),
    /// A code page of [`tables::PAGES`], by its index.
    Page(usize),
    /// Traditional Chinese by CNS 11643.
    EucTw,
    /// Korean, all 11,172 syllables.
    Johab,
    /// Chinese in seven bits: `~{…~}`.
    Hz,
    /// Korean, Chinese or Japanese sets switched by escape sequences.
    Iso2022(&'static str),
    /// UTF-16 in base64: `+…-`.
    Utf7,
    /// Four bytes a character, the lowest first.
    Utf32Le,
    /// Four bytes a character, the highest first.
    Utf32Be,
}

/// The code pages of DOS that oem_cp has and the WHATWG standard lacks.
pub const DOS: [u16; 16] =
    [437, 720, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 864, 865, 869];

/// Names in use for encodings whose standard label is another.
const ALIASES: [(&str, &str); 44] = [
    ("936", "gb18030"),
    ("cp936", "gb18030"),
    ("ms936", "gb18030"),
    ("euc-cn", "gb18030"),
    ("gb18030-2000", "gb18030"),
    ("gb18030-2005", "gb18030"),
    ("gb18030-2022", "gb18030"),
    ("932", "shift_jis"),
    ("cp932", "shift_jis"),
    ("ms932", "shift_jis"),
    ("shiftjis", "shift_jis"),
    ("eucjp", "euc-jp"),
    ("949", "euc-kr"),
    ("cp949", "euc-kr"),
    ("ms949", "euc-kr"),
    ("uhc", "euc-kr"),
    ("euckr", "euc-kr"),
    ("950", "big5"),
    ("cp950", "big5"),
    ("big5hkscs", "big5"),
    ("cp874", "windows-874"),
    ("maccyrillic", "x-mac-cyrillic"),
    ("mac-cyrillic", "x-mac-cyrillic"),
    ("macroman", "macintosh"),
    ("mac-roman", "macintosh"),
    ("maccentraleurope", "x-mac-ce"),
    ("mac-centraleurope", "x-mac-ce"),
    ("mac-latin2", "x-mac-ce"),
    ("macgreek", "x-mac-greek"),
    ("mac-greek", "x-mac-greek"),
    ("macturkish", "x-mac-turkish"),
    ("mac-turkish", "x-mac-turkish"),
    ("maciceland", "x-mac-icelandic"),
    ("mac-iceland", "x-mac-icelandic"),
    ("mac-croatian", "x-mac-croatian"),
    ("mac-romanian", "x-mac-romanian"),
    ("kz1048", "kz-1048"),
    ("strk1048-2002", "kz-1048"),
    ("pt154", "ptcp154"),
    ("roman8", "hp-roman8"),
    ("euctw", "euc-tw"),
    ("ksc-johab", "johab"),
    ("cp1361", "johab"),
    ("hz", "hz-gb-2312"),
];

impl Charset {
    /// The encoding of a label, in whatever way systems write it.
    pub fn for_label(label: &str) -> Option<Self> {
        let label = label.trim().to_ascii_lowercase();
        let hyphened = label.replace(['_', ' '], "-");
        [label.as_str(), hyphened.as_str()].into_iter().find_map(|label| {
            let alias = ALIASES.iter().find(|(alias, _)| *alias == label).map(|(_, name)| *name);
            Self::named(alias.unwrap_or(label))
        })
    }

    fn named(label: &str) -> Option<Self> {
        match label {
            "euc-tw" | "x-euc-tw" => return Some(Self::EucTw),
            "johab" => return Some(Self::Johab),
            "hz-gb-2312" => return Some(Self::Hz),
            "iso-2022-kr" => return Some(Self::Iso2022("iso-2022-kr")),
            "iso-2022-cn" | "iso-2022-cn-ext" => return Some(Self::Iso2022("iso-2022-cn")),
            "iso-2022-jp-1" | "iso-2022-jp-2" | "iso-2022-jp-ext" => {
                return Some(Self::Iso2022("iso-2022-jp"));
            }
            "utf-7" | "utf7" => return Some(Self::Utf7),
            "utf-32le" | "utf-32-le" | "utf32le" | "utf-32" | "utf32" => {
                return Some(Self::Utf32Le);
            }
            "utf-32be" | "utf-32-be" | "utf32be" => return Some(Self::Utf32Be),
            "utf-16-le" => return Some(Self::Standard(encoding_rs::UTF_16LE)),
            "utf-16-be" => return Some(Self::Standard(encoding_rs::UTF_16BE)),
            _ => {}
        }
        if let Some(index) = tables::PAGES.iter().position(|(name, _)| *name == label) {
            return Some(Self::Page(index));
        }
        let digits = ["ibm-", "ibm", "cp-", "cp", "dos-", "oem"]
            .into_iter()
            .find_map(|prefix| label.strip_prefix(prefix))
            .unwrap_or(label);
        if let Some(page) = digits.parse().ok().filter(|page| DOS.contains(page)) {
            return Some(Self::Dos(page));
        }
        Encoding::for_label_no_replacement(label.as_bytes()).map(Self::standard)
    }

    /// An encoding of the standard; GBK as GB18030.
    pub fn standard(encoding: &'static Encoding) -> Self {
        Self::Standard(if encoding == GBK { GB18030 } else { encoding })
    }

    /// The name shown.
    pub fn name(self) -> String {
        match self {
            Self::Standard(encoding) => encoding.name().to_ascii_lowercase(),
            Self::Dos(page) => format!("ibm{page}"),
            Self::Page(index) => tables::PAGES.get(index).map_or("", |(name, _)| *name).into(),
            Self::EucTw => "euc-tw".into(),
            Self::Johab => "johab".into(),
            Self::Hz => "hz-gb-2312".into(),
            Self::Iso2022(name) => name.into(),
            Self::Utf7 => "utf-7".into(),
            Self::Utf32Le => "utf-32le".into(),
            Self::Utf32Be => "utf-32be".into(),
        }
    }

    /// The text of these bytes without a byte order mark; what cannot be read becomes U+FFFD.
    pub fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Standard(encoding) => encoding.decode_with_bom_removal(bytes).0.into_owned(),
            Self::Dos(_) | Self::Page(_) => match self.upper_half() {
                Some(table) => bytes.iter().map(|&b| character(&table, b)).collect(),
                None => String::new(),
            },
            Self::EucTw => double_byte::euc_tw(bytes),
            Self::Johab => double_byte::johab(bytes),
            Self::Hz => escaped::hz(bytes),
            Self::Iso2022(_) => escaped::iso_2022(bytes),
            Self::Utf7 => escaped::utf7(bytes),
            Self::Utf32Le => utf32(bytes, u32::from_le_bytes),
            Self::Utf32Be => utf32(bytes, u32::from_be_bytes),
        }
    }

    /// Like [`Self::decode`], without a copy where the bytes are sound UTF-8.
    pub fn decode_owned(self, bytes: Vec<u8>) -> String {
        if self != Self::Standard(UTF_8) {
            return self.decode(&bytes);
        }
        match String::from_utf8(bytes) {
            Ok(text) => without_mark(text),
            Err(broken) => self.decode(broken.as_bytes()),
        }
    }

    /// The characters of the bytes from 0x80, where every byte is a character.
    pub fn upper_half(self) -> Option<[char; 128]> {
        let mut half = [char::REPLACEMENT_CHARACTER; 128];
        match self {
            Self::Standard(encoding) if encoding.is_single_byte() => {
                for (byte, place) in (0x80..=0xFF).zip(&mut half) {
                    let (text, _) =
                        encoding.decode_without_bom_handling(std::slice::from_ref(&byte));
                    *place = text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
                }
            }
            Self::Dos(page) => {
                use oem_cp::code_table::DECODING_TABLE_CP_MAP;
                use oem_cp::code_table_type::TableType;
                match DECODING_TABLE_CP_MAP.get(&page)? {
                    TableType::Complete(table) => half = **table,
                    TableType::Incomplete(table) => {
                        for (place, c) in half.iter_mut().zip(table.iter()) {
                            *place = c.unwrap_or(char::REPLACEMENT_CHARACTER);
                        }
                    }
                }
            }
            Self::Page(index) => {
                let (_, table) = tables::PAGES.get(index)?;
                half.iter_mut().zip(table.chars()).for_each(|(place, c)| *place = c);
            }
            _ => return None,
        }
        Some(half)
    }
}

/// The encoding that a setting names.
///
/// # Errors
/// If no encoding that can be read has this name.
pub fn for_setting(label: &str) -> Result<Charset> {
    Charset::for_label(label).ok_or_else(|| {
        Error::setting(
            "read.encoding",
            format!(
                "no encoding is called `{label}`; try utf-8, gb18030, big5, euc-tw, shift_jis, \
                 euc-kr, utf-16le, windows-1252, koi8-r, ibm850 or macintosh"
            ),
        )
    })
}

/// The text without a byte order mark, in its place.
pub fn without_mark(mut text: String) -> String {
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    text
}

fn character(upper_half: &[char; 128], byte: u8) -> char {
    match byte.checked_sub(0x80) {
        None => char::from(byte),
        Some(i) => upper_half.get(usize::from(i)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

fn utf32(bytes: &[u8], read: fn([u8; 4]) -> u32) -> String {
    let (quads, rest) = bytes.as_chunks::<4>();
    let character = |q: &[u8; 4]| char::from_u32(read(*q)).unwrap_or(char::REPLACEMENT_CHARACTER);
    let mut text: String = quads.iter().map(character).collect();
    if !rest.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    without_mark(text)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_name_shown_is_a_label_that_leads_back() {
        let all = (0..tables::PAGES.len()).map(Charset::Page).chain(DOS.map(Charset::Dos)).chain([
            Charset::EucTw,
            Charset::Johab,
            Charset::Hz,
            Charset::Iso2022("iso-2022-kr"),
            Charset::Iso2022("iso-2022-cn"),
            Charset::Utf7,
            Charset::Utf32Le,
            Charset::Utf32Be,
            Charset::Standard(GB18030),
        ]);
        for charset in all {
            assert_eq!(Charset::for_label(&charset.name()), Some(charset));
        }
    }

    #[test]
    fn names_of_other_systems_are_understood() {
        for (label, name) in [
            ("CP936", "gb18030"),
            ("GBK", "gb18030"),
            ("mac_cyrillic", "x-mac-cyrillic"),
            ("iso8859_2", "iso-8859-2"),
            ("latin1", "windows-1252"),
            ("TIS-620", "windows-874"),
            ("CP850", "ibm850"),
            ("850", "ibm850"),
            ("HZ", "hz-gb-2312"),
            ("EUC_TW", "euc-tw"),
            ("UTF-32", "utf-32le"),
        ] {
            assert_eq!(Charset::for_label(label).unwrap().name(), name, "{label}");
        }
    }

    #[test]
    fn code_pages_have_128_characters_each() {
        for (name, table) in tables::PAGES {
            assert_eq!(table.chars().count(), 128, "{name}");
        }
        assert_eq!(Charset::Dos(850).decode(b"\x82t\x82"), "été");
        assert_eq!(Charset::for_label("x-mac-ce").unwrap().decode(b"\x97"), "ó");
    }

    #[test]
    fn a_wrong_setting_is_named() {
        let message = for_setting("klingon").unwrap_err().to_string();
        assert!(message.contains("read.encoding") && message.contains("klingon"), "{message}");
    }
}

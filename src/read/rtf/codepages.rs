//! Which encoding the bytes of an RTF file are in: the code page of the file, or that of a font.

use encoding_rs::{self as encodings, Encoding};

/// The encoding of a Windows code page; Western where none is known.
pub(in crate::read) fn of_code_page(page: i32) -> &'static Encoding {
    match page {
        936 | 54936 => encodings::GBK,
        950 => encodings::BIG5,
        932 => encodings::SHIFT_JIS,
        949 | 1361 => encodings::EUC_KR,
        874 => encodings::WINDOWS_874,
        866 => encodings::IBM866,
        1250 => encodings::WINDOWS_1250,
        1251 => encodings::WINDOWS_1251,
        1253 => encodings::WINDOWS_1253,
        1254 => encodings::WINDOWS_1254,
        1255 => encodings::WINDOWS_1255,
        1256 => encodings::WINDOWS_1256,
        1257 => encodings::WINDOWS_1257,
        1258 => encodings::WINDOWS_1258,
        10000 => encodings::MACINTOSH,
        65001 => encodings::UTF_8,
        _ => encodings::WINDOWS_1252,
    }
}

/// The encoding of a font's character set; None for those that leave it to the file.
pub(super) fn of_charset(charset: i32) -> Option<&'static Encoding> {
    let page = match charset {
        77 => 10000,
        128 => 932,
        129 | 130 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178..=180 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    Some(of_code_page(page))
}

/// Whether a byte is the first half of a character.
pub(super) fn is_lead(encoding: &'static Encoding, byte: u8) -> bool {
    let has_pairs = [encodings::GBK, encodings::BIG5, encodings::EUC_KR].contains(&encoding);
    let is_kana = matches!(byte, 0x80 | 0xA0..=0xDF);
    byte > 0x80 && byte < 0xFF && (has_pairs || encoding == encodings::SHIFT_JIS && !is_kana)
}

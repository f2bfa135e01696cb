//! Bytes of every kind, decoded to the text they were written from.
#![allow(clippy::unwrap_used)]
use super::*;
use encoding_rs::{BIG5, EUC_JP, EUC_KR, GB18030, GBK, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};
use proptest::prelude::*;

const CHINESE: &str = "全县河道志愿队员深入企业车间和田间地头，听民意、解民忧。\r\n要把大家的事办好，让群众看得见变化。\r\n";
const TRADITIONAL: &str = "本縣各界人士深入社區與農村，傾聽民意。\n大家同心協力，把事情辦好。\n";

fn name_and_text(bytes: &[u8]) -> (String, String) {
    let decoded = decode(bytes.to_vec(), None, false).unwrap();
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
    let decoded = decode(western, None, true).unwrap();
    assert_eq!((decoded.encoding.as_str(), decoded.text), ("windows-1252", page("iso-8859-1")));
    // The bytes of this page are no EUC-KR.
    let wrong = GB18030.encode(&format!("{}{}", page("euc-kr"), "镕".repeat(9))).0.into_owned();
    assert_ne!(decode(wrong, None, true).unwrap().encoding, "euc-kr");
    // Declared as XML.
    let xml = format!("<?xml version='1.0' encoding='big5'?><p>{TRADITIONAL}</p>");
    assert_eq!(decode(BIG5.encode(&xml).0.into_owned(), None, true).unwrap().text, xml);
}

#[test]
fn a_setting_wins() {
    let bytes = GB18030.encode(CHINESE).0.into_owned();
    let decoded = decode(bytes, Some(for_setting("Big5").unwrap()), false).unwrap();
    assert_eq!(decoded.encoding, "big5");
}

#[test]
fn a_late_or_broken_character_does_not_hide_the_encoding() {
    let plain = "The council met again.\n".repeat(2_000);
    let mut late = format!("{plain}{CHINESE}").into_bytes();
    late = GB18030.encode(std::str::from_utf8(&late).unwrap()).0.into_owned();
    assert_eq!(name_and_text(&late).0, "gb18030");
    // Cut within the last character.
    late.truncate(late.len() - 5);
    assert_eq!(name_and_text(&late).0, "gb18030");
    // One byte lost in a long Japanese text.
    let mut japanese =
        SHIFT_JIS.encode(&"市民のみなさんと、まちづくりを進めます。\n".repeat(40)).0.into_owned();
    japanese.remove(100);
    assert_eq!(name_and_text(&japanese).0, "shift_jis");
    let mut cut = CHINESE.as_bytes().to_vec();
    cut.truncate(cut.len() - 4);
    assert_eq!(name_and_text(&cut).0, "utf-8");
}

#[test]
fn misleading_marks_and_declarations_are_overruled() {
    let gbk = GBK.encode(CHINESE).0;
    let marked = [b"\xEF\xBB\xBF".as_slice(), &gbk].concat();
    assert_eq!(name_and_text(&marked), ("gb18030".into(), CHINESE.into()));
    assert_eq!(name_and_text(b"\xFF\xFEplain text").1, "plain text");
    let page = format!("<html><head><meta charset=iso-8859-1><p>{CHINESE}");
    let read = |bytes: &[u8]| decode(bytes.to_vec(), None, true).unwrap();
    assert_eq!(read(&GBK.encode(&page).0).encoding, "gb18030");
    let russian = "<meta charset=iso-8859-1>Мы вместе строим город, удобный для всех жителей.";
    assert_eq!(read(&WINDOWS_1251.encode(russian).0).text, russian);
    let declared = "<?xml version='1.0' encoding='koi8-r'?>Мы";
    assert_eq!(read(&encoding_rs::KOI8_R.encode(declared).0).text, declared);
}

#[test]
fn zero_bytes_that_pad_a_text_go() {
    let padded = [CHINESE.as_bytes(), &[0; 40]].concat();
    assert_eq!(name_and_text(&padded).1, CHINESE);
    assert_eq!(name_and_text(b"Ann\0\0\0\0\0Harbour\0\0\0east").1, "Ann Harbour east");
}

#[test]
fn a_guess_that_may_be_wrong_says_so() {
    let doubt = |bytes: &[u8]| decode(bytes.to_vec(), None, false).unwrap().doubt;
    assert_eq!(doubt(&GBK.encode(CHINESE).0), None);
    let french = "L'école a été bâtie près de la rivière; elle est déjà prête.";
    assert_eq!(doubt(&WINDOWS_1252.encode(french).0), None);
    // Letters of no language.
    let noise: Vec<u8> =
        (0..400u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8 | 0x80).collect();
    let decoded = decode(noise, None, false).unwrap();
    assert!(
        decoded.doubt.is_some() || decoded.text.contains(char::REPLACEMENT_CHARACTER),
        "{decoded:?}"
    );
}

#[test]
fn binary_is_no_text() {
    let noise: Vec<u8> =
        (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert_eq!(decode(noise, None, false), None);
    assert_eq!(decode(b"text\0with a zero".to_vec(), None, false), None);
}

proptest! {
    #[test]
    fn utf8_comes_back_unchanged(text in "[^\\x00-\\x08\\x0B\\x0E-\\x1F\\x7F\u{FEFF}]{0,200}") {
        let decoded = decode(text.clone().into_bytes(), None, true).unwrap();
        prop_assert_eq!(decoded.text, text);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), markup: bool) {
        decode(bytes, None, markup);
    }
}

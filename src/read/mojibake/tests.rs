//! Mistakes made on purpose, and sound text that must stay as it is.
#![allow(clippy::unwrap_used)]

use super::*;
use encoding_rs::{Encoding, GBK, KOI8_R, UTF_8, WINDOWS_1251, WINDOWS_1252};
use proptest::prelude::*;

const CHINESE: &str = "全县河道志愿队员深入企业车间和田间地头，听民意、解民忧。\n“要把大家的事办好”，让群众看得见变化。\n";
const FRENCH: &str = "L’école a été bâtie près de la rivière ; où tout était prêt, déjà.\nLa côte reçoit des élèves.\n";
const RUSSIAN: &str =
    "Мы вместе строим город, удобный для всех жителей.\nСовет решил открыть школу.\n";

/// Bytes of one encoding read as another.
fn misread(text: &str, written: &'static Encoding, read: &'static Encoding) -> String {
    read.decode_without_bom_handling(&written.encode(text).0).0.into_owned()
}

#[test]
fn text_read_with_the_wrong_encoding_comes_back() {
    let cases = [
        (FRENCH, UTF_8, WINDOWS_1252, "UTF-8 read as windows-1252"),
        (RUSSIAN, UTF_8, WINDOWS_1251, "UTF-8 read as windows-1251"),
        (RUSSIAN, UTF_8, WINDOWS_1252, "UTF-8 read as windows-1252"),
        (CHINESE, UTF_8, WINDOWS_1252, "UTF-8 read as windows-1252"),
        (CHINESE, GBK, WINDOWS_1252, "GBK read as windows-1252"),
        (RUSSIAN, WINDOWS_1251, WINDOWS_1252, "windows-1251 read as windows-1252"),
        (RUSSIAN, KOI8_R, WINDOWS_1252, "KOI8-R read as windows-1252"),
    ];
    for (text, written, read, mistake) in cases {
        let wrong = misread(text, written, read);
        let repair = repair(&wrong).unwrap();
        assert_eq!((repair.text.as_str(), repair.mistake), (text, mistake), "{wrong}");
        assert_eq!((repair.n_repaired, repair.n_damaged), (2, 0));
    }
}

#[test]
fn chinese_in_utf8_read_as_gbk_comes_back_but_for_lost_bytes() {
    // An even number of bytes between plain characters, so that none is lost.
    let whole = "河道，治理好 先进个人 你好世界";
    let wrong = misread(whole, UTF_8, GBK);
    assert_ne!(wrong, whole);
    let found = repair(&wrong).unwrap();
    assert_eq!((found.text.as_str(), found.n_repaired, found.n_damaged), (whole, 1, 0));
    // Runs without frequent first characters count by their length.
    let rare = "女子控制30亿元 卖点难解";
    assert_eq!(repair(&misread(rare, UTF_8, GBK)).unwrap().text, rare);
    // The last byte of an odd number takes its character with it.
    let odd = "我们的河道治理工作取得了新进展";
    let found = repair(&misread(&format!("{odd}1, ok"), UTF_8, GBK)).unwrap();
    assert_eq!((found.n_repaired, found.n_damaged), (0, 1));
    assert!(found.text.starts_with("我们的河道治理工作取得了新进"), "{}", found.text);
    assert!(found.message().contains("lost bytes"), "{}", found.message());
}

#[test]
fn what_was_wrong_twice_is_repaired_twice() {
    let twice = misread(&misread(FRENCH, UTF_8, WINDOWS_1252), UTF_8, WINDOWS_1252);
    assert_eq!(repair(&twice).unwrap().text, FRENCH);
}

#[test]
fn sound_lines_of_a_damaged_text_stay() {
    let text = format!("{CHINESE}{}{FRENCH}", misread(FRENCH, UTF_8, WINDOWS_1252));
    let found = repair(&text).unwrap();
    assert_eq!(found.text, format!("{CHINESE}{FRENCH}{FRENCH}"));
    assert_eq!(found.n_repaired, 2);
    assert_eq!(
        found.message(),
        "2 lines of UTF-8 read as windows-1252 repaired (the file was converted wrongly before; \
         get the original, if you can)"
    );
}

#[test]
fn single_marks_read_wrongly_come_back() {
    assert_eq!(repair("It isn\u{e2}\u{20ac}\u{2122}t late").unwrap().text, "It isn’t late");
    assert_eq!(repair("FÃ\u{96}RSTA").unwrap().text, "FÖRSTA");
    assert_eq!(repair("CafÃ© society, 20 Â°C").unwrap().text, "Café society, 20 °C");
}

#[test]
fn sound_text_is_left_alone() {
    let texts = [
        CHINESE,
        FRENCH,
        RUSSIAN,
        "涓涓细流，汇成江河；浠水县的浣熊与骞马。",
        "双肩石斧、有段石锛和石锛的柄。",
        "這個鏈接在線上，鏃鏈鏄，閫過寤設。",
        "“IRMÃ” — “AMANHÔ, «NÃO», CORAÇÃO.",
        "Ñandú, señor, ¿qué? ¡Sí! Ação, coração, não.",
        "Tiếng Việt: được, người, những, Đà Nẵng, ở, ữ.",
        "Ελληνικά και άλλα· «κείμενα» — όπως αυτά.",
        "Ærø, Århus, Øresund, Þórður, Ísafjörður.",
        "СССР, Р», С°, РФ «Ъ», Њ, Ђорђе.",
        "√2 ≈ 1,41; ├──┬──┤ │ └ Ô ça, ‚so‘ und „so“.",
        "日本語のテキスト、カタカナ、縺れる糸。",
        "한국어 문장입니다. 大韓民國.",
        "价格€100，�丢失，100€。",
        "××××××××, ······, ————, »»»», ÄÖÜß, ÀÉÈÙ",
        "let s = \"\\u{e2}\"; // naïve façade",
    ];
    for text in texts {
        assert_eq!(repair(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn any_french_or_chinese_words_survive(words in prop::collection::vec(
        prop::sample::select(vec!["été", "où", "élève", "À", "Ça", "côté", "»", "«", "’", "—", "°C", "中国", "，", "的", "浠水", "涓", "锦绣", "é", "Ô", "ÂGE", "—É"]), 0..30),
        glue in prop::sample::select(vec![" ", "", ", "])) {
        let text = words.join(glue);
        if let Some(found) = repair(&text) {
            // Letters put together at random may be the bytes of a letter: never more than that.
            prop_assert!(found.text.chars().count() * 2 > text.chars().count(), "{text} -> {}", found.text);
        }
    }

    #[test]
    fn no_text_panics(text in any::<String>()) {
        repair(&text);
    }
}

//! RTF files as Word, WPS and old programs write them.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::read;
use crate::read::draft::Draft;

const HEAD: &str = "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 \\'cb\\'ce\\'cc\\'e5;}\
                    {\\f1\\fcharset2 Symbol;}{\\f2\\fcharset136 x;}{\\f3\\fcharset0 Arial;}{\\f4\\fcharset204 y;}}";

fn draft(rtf: &[u8]) -> Draft {
    let mut log = Vec::new();
    let drafts = read(rtf, 0, &mut log).unwrap();
    assert_eq!(log, [""; 0]);
    drafts.into_iter().next().unwrap()
}

fn text(body: &str) -> String {
    draft(format!("{HEAD}{body}}}").as_bytes()).source
}

/// Escapes of the bytes of a text in an encoding.
fn escaped(text: &str, encoding: &'static encoding_rs::Encoding) -> String {
    let (bytes, ..) = encoding.encode(text);
    bytes.iter().map(|b| format!("\\'{b:02x}")).collect()
}

#[test]
fn bytes_are_decoded_in_the_encoding_of_their_font_or_file() {
    let gbk = escaped("清河市", encoding_rs::GBK);
    assert_eq!(text(&format!("{gbk}\\par")), "清河市\n");
    assert_eq!(
        text(&format!("\\f3 {gbk}\\par")),
        "清河市\n",
        "a Western font leaves it to the file"
    );
    let big5 = escaped("臺灣", encoding_rs::BIG5);
    assert_eq!(text(&format!("{{\\f2 {big5}}}{gbk}\\par")), "臺灣清河市\n");
    let russian = escaped("Мост", encoding_rs::WINDOWS_1251);
    assert_eq!(text(&format!("\\f4 {russian}\\par")), "Мост\n");
    assert_eq!(draft(b"{\\rtf1\\ansi caf\\'e9\\par}").source, "café\n");
}

#[test]
fn plain_bytes_and_second_halves_that_look_like_braces_are_characters() {
    for second in [b'\\', b'{', b'}', b'q'] {
        let pair = [0x95, second];
        let (expected, _, bad) = encoding_rs::GBK.decode(&pair);
        assert!(!bad);
        let raw = [HEAD.as_bytes(), &pair, b" x\\par}"].concat();
        assert_eq!(draft(&raw).source, format!("{expected} x\n"), "plain, {second}");
        let mark = if second == b'q' { "" } else { "\\" };
        let escaped = format!("\\'95{mark}{} x\\par", second as char);
        assert_eq!(text(&escaped), format!("{expected} x\n"), "escaped, {second}");
    }
}

#[test]
fn unicode_escapes_take_their_fallback_with_them() {
    assert_eq!(text("\\uc1 \\u28165?\\u27827?\\par"), "清河\n");
    assert_eq!(text("\\uc2 \\u28165\\'c7\\'e5\\u27827\\'ba\\'d3!\\par"), "清河!\n");
    assert_eq!(text("\\uc0 \\u28165\\u27827 x\\par"), "清河x\n");
    assert_eq!(text("\\u28165\\par \\u27827 ?y\\par"), "清\n河y\n", "without a fallback");
    assert_eq!(text("\\u-10179?\\u-8704?\\par"), "😀\n");
    assert_eq!(text("\\u8212\\emdash \\u-1?z\\par"), "—\u{ffff}z\n");
    assert_eq!(text("{\\upr{??}{\\*\\ud{\\u28165?}}}\\par"), "清\n");
}

#[test]
fn what_is_no_text_is_passed_over() {
    assert_eq!(text("a{\\pict\\wmetafile8 0102ff}b{\\*\\unknown c}{\\header d}\\par"), "ab\n");
    assert_eq!(text("{\\pict\\bin5 }}}}}x}b\\par"), "b\n");
    let field = "{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt {link}}}";
    assert_eq!(text(&format!("a {field} b\\par")), "a link b\n");
    let states = "a{\\v hidden}{\\deleted old}{\\b\\i bold}\\~c\\_d\\-e\\par";
    assert_eq!(text(states), "abold c-de\n");
    assert_eq!(text("a{\\*\\annotation no}{\\footnote see}b\\par end\\par"), "ab\nend\n\nsee\n");
    let shape =
        "{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt \\pard box\\par}}{\\shprslt box}}";
    assert_eq!(text(&format!("be{shape}fore\\par")), "before\nbox\n");
}

#[test]
fn paragraphs_tables_lists_and_headings_are_told() {
    let table = "\\trowd\\cellx1\\cellx2\\pard\\intbl bridge\\cell {\\b 3 m}\\cell\\row\
                 \\trowd\\pard\\intbl quay\\cell 4 m\\cell\\row";
    assert_eq!(
        text(&format!("one\\line two\\par{table}\\pard after\\par")),
        "one\ntwo\nbridge | 3 m\nquay | 4 m\nafter\n"
    );
    let list = "\\pard{\\listtext\\pard\\plain 1.\\tab}item\\par{\\pntext\\f1\\'b7\\tab}dot\\par";
    assert_eq!(text(list), "1.\titem\n•\tdot\n");
    let styles = "{\\stylesheet{\\ql Normal;}{\\s3\\ql heading 2;}{\\s4 Title;}{\\*\\cs9 heading 1;}{\\s5 toc 1;}}";
    let body = "\\pard\\s4 Harbour\\par\\pard\\s5 Quays 1\\par\\pard\\s3 Quays\\par\\pard Text.\\par\
                \\pard\\outlinelevel0 Piers\\par";
    let draft = draft(format!("{HEAD}{styles}{body}}}").as_bytes());
    assert_eq!(draft.source, "# Harbour\n## Quays\nText.\n# Piers\n");
    assert_eq!(draft.fields.get("title").map(String::as_str), Some("Harbour"));
}

#[test]
fn properties_are_read_in_the_encoding_of_the_file() {
    let title = escaped("河道条例", encoding_rs::GBK);
    let info = format!(
        "{{\\info{{\\title {title}}}{{\\author Jane Doe}}{{\\creatim\\yr2014\\mo9\\dy30\\hr1}}\
         {{\\*\\company x}}}}text\\par"
    );
    let draft = draft(format!("{HEAD}{info}}}").as_bytes());
    let field = |key: &str| draft.fields.get(key).map(String::as_str);
    assert_eq!(field("title"), Some("河道条例"));
    assert_eq!((field("author"), field("created")), (Some("Jane Doe"), Some("2014-09-30")));
    assert_eq!(draft.source, "text\n");
}

#[test]
fn an_unfinished_file_is_read_as_far_as_it_goes() {
    assert_eq!(draft(b"{\\rtf1 one\\par {\\b two\\trowd\\cell thr").source, "one\ntwo | thr\n");
    assert!(read(b"{\\rtf1 {\\pict 00}}", 0, &mut Vec::new()).is_err());
    let deep = [HEAD.as_bytes(), &b"{".repeat(300_000), b"x\\par"].concat();
    assert_eq!(draft(&deep).source, "x\n");
}

proptest! {
    #[test]
    fn mutated_files_never_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = format!(
            "{HEAD}\\u-10179?\\'95\\'c7{{\\info{{\\title x}}{{\\creatim\\yr2014}}}}{{\\upr{{a}}{{\\*\\ud b}}}}\
             {{\\shptxt x}}\\cell\\row{{\\footnote y}}\\bin3 abc\\par}}}}}}"
        ).into_bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len() - 5) + 5;
            bytes[at] = byte;
        }
        let _ = read(&bytes, 0, &mut Vec::new());
    }
}

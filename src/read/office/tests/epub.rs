//! Books.

use proptest::prelude::*;

use super::{LIMIT, zipped};
use crate::read::draft::Draft;
use crate::read::epub;

const CONTAINER: &str =
    "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>";
const PACKAGE: &str = "<package><metadata><dc:title>清河志</dc:title><dc:creator>王小明</dc:creator>\
    <dc:creator>李小红</dc:creator><dc:date opf:event='modification'>2020-01-01</dc:date>\
    <dc:date>2019-05-06</dc:date><dc:publisher>清河出版社</dc:publisher></metadata><manifest>\
    <item id='c' href='cover.xhtml' media-type='application/xhtml+xml'/>\
    <item id='n' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/>\
    <item id='two' href='text/two%20b.xhtml' media-type='application/xhtml+xml'/>\
    <item id='one' href='text/one.xhtml' media-type='application/xhtml+xml'/></manifest>\
    <spine><itemref idref='c'/><itemref idref='n'/><itemref idref='one'/><itemref idref='two'/></spine>\
    <guide><reference type='cover' href='cover.xhtml'/></guide></package>";
const ONE: &str = "<!DOCTYPE html><html><head><title>书名</title><style>p {}</style></head><body>\
    <h1>第一章<br/>河道</h1><p>清河\n  <ruby>市<rt>shì</rt></ruby>召开&nbsp;会议<a epub:type='noteref' \
    href='#n'>[1]</a>。</p><div>甲<div>乙</div>丙</div><span epub:type='pagebreak'>17</span>\
    <table><tr><th>桥</th><td>三米</td></tr></table><ul><li>一</li><li>二<br>三</li></ul>\
    <pre>a\n  b</pre></body></html>";

fn book(others: &[(&str, &str)]) -> Vec<u8> {
    let mut parts = vec![
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/book.opf", PACKAGE),
        ("OEBPS/cover.xhtml", "<html><body>封面</body></html>"),
        ("OEBPS/nav.xhtml", "<html><body>目录</body></html>"),
        ("OEBPS/text/one.xhtml", ONE),
        (
            "OEBPS/text/two b.xhtml",
            "<html><body><h2>第二章</h2><p>AT&amp;T&hellip;</p></body></html>",
        ),
    ];
    parts.extend(others);
    zipped(&parts)
}

fn read(bytes: &[u8]) -> (Draft, Vec<String>) {
    let mut log = Vec::new();
    let drafts = epub::read(bytes, LIMIT, &mut log).unwrap();
    (drafts.into_iter().next().unwrap(), log)
}

#[test]
fn chapters_come_in_order_with_their_headings_and_without_furniture() {
    let (draft, log) = read(&book(&[]));
    assert_eq!(
        draft.source,
        "# 第一章 河道\n清河 市召开\u{a0}会议。\n甲\n乙\n丙\n桥 | 三米\n一\n二\n三\na\nb\n\n\
         ## 第二章\nAT&T…\n"
    );
    assert_eq!(log, [""; 0]);
}

#[test]
fn what_is_known_of_the_book_is_metadata() {
    let (draft, _) = read(&book(&[]));
    let field = |key: &str| draft.fields.get(key).map(String::as_str).unwrap_or_default();
    assert_eq!(
        [field("title"), field("author"), field("date"), field("source")],
        ["清河志", "王小明; 李小红", "2019-05-06", "清河出版社"]
    );
}

#[test]
fn books_with_locked_chapters_are_refused_and_those_with_locked_fonts_read() {
    let locked = |algorithm: &str, part: &str| {
        let xml = format!(
            "<encryption><enc:EncryptedData><enc:EncryptionMethod Algorithm='{algorithm}'/>\
             <enc:CipherData><enc:CipherReference URI='{part}'/></enc:CipherData>\
             </enc:EncryptedData></encryption>"
        );
        book(&[("META-INF/encryption.xml", &xml)])
    };
    let aes = "http://www.w3.org/2001/04/xmlenc#aes128-cbc";
    let file = locked(aes, "OEBPS/text/two%20b.xhtml");
    let reason = epub::read(&file, LIMIT, &mut Vec::new()).unwrap_err();
    assert!(reason.contains("encrypted (DRM)"), "{reason}");
    assert!(read(&locked(aes, "OEBPS/film.mp4")).1.is_empty());
    let font = "http://www.idpf.org/2008/embedding";
    assert!(read(&locked(font, "OEBPS/text/one.xhtml")).1.is_empty());
}

#[test]
fn books_without_a_list_of_chapters_are_read_by_name() {
    let (draft, log) = read(&zipped(&[("b.html", "<p>二"), ("a.xhtml", "<p>一</p>")]));
    assert_eq!(draft.source, "一\n\n二\n");
    assert_eq!(log, ["its list of chapters is lost; they stand in the order of their names"]);
    let (draft, log) = read(&zipped(&[
        ("book.opf", &PACKAGE.replace("text/two%20b.xhtml", "gone.xhtml")),
        ("text/one.xhtml", "<p>一</p>"),
    ]));
    assert_eq!(draft.source, "一\n");
    assert_eq!(log, ["the chapter `gone.xhtml` is missing"]);
}

proptest! {
    #[test]
    fn mutated_books_never_panic(
        cuts in prop::collection::vec((0usize..600, 0usize..60), 1..5),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let (mut chapter, mut package): (Vec<char>, Vec<char>) =
            (ONE.chars().collect(), PACKAGE.chars().collect());
        for text in [&mut chapter, &mut package] {
            for &(at, n) in &cuts {
                let at = at.min(text.len());
                text.drain(at..(at + n).min(text.len()));
            }
        }
        let mut bytes = zipped(&[
            ("a.opf", &String::from_iter(package)),
            ("text/one.xhtml", &String::from_iter(chapter)),
        ]);
        let _ = epub::read(&bytes, LIMIT, &mut Vec::new());
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = epub::read(&bytes, LIMIT, &mut Vec::new());
    }
}

//! OFD.

use super::{LIMIT, zipped};
use crate::read::office::ofd;

#[test]
fn objects_of_one_height_are_a_line_and_pages_blocks() {
    let entry = "<ofd:OFD><ofd:DocBody><ofd:DocInfo><ofd:Title>河道条例</ofd:Title></ofd:DocInfo>\
                 <ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";
    let document = "<ofd:Document><ofd:Pages><ofd:Page ID='1' BaseLoc='Pages/P0/Content.xml'/>\
                    <ofd:Page ID='2' BaseLoc='Pages/P1/Content.xml'/>\
                    <ofd:Page ID='3' BaseLoc='Pages/P2/Content.xml'/></ofd:Pages></ofd:Document>";
    let object = |place: &str, words: &str| {
        format!(
            "<ofd:TextObject Boundary='{place}'><ofd:TextCode X='0' Y='4'>{words}</ofd:TextCode>\
             </ofd:TextObject>"
        )
    };
    let first = [
        object("20 50.4 30 5", "第二行"),
        object("35 40.5 30 5", "市"),
        object("20 40 15 5", "清河"),
        object("80 40 15 5", "条例"),
    ];
    let file = zipped(&[
        ("OFD.xml", entry),
        ("Doc_0/Document.xml", document),
        ("Doc_0/Pages/P0/Content.xml", &first.concat()),
        ("Doc_0/Pages/P1/Content.xml", &object("nan 1e300 x", "第二页")),
    ]);
    let mut log = Vec::new();
    let draft = ofd::read(&file, LIMIT, &mut log).unwrap().remove(0);
    assert_eq!(draft.source, "清河市 条例\n第二行\n\n第二页\n");
    assert_eq!(draft.fields["title"], "河道条例");
    assert_eq!(log, ["the page `Doc_0/Pages/P2/Content.xml` is missing"]);
    assert!(ofd::read(&zipped(&[("OFD.xml", "<a/>")]), LIMIT, &mut Vec::new()).is_err());
}

//! OpenDocument.

use proptest::prelude::*;

use super::{LIMIT, zipped};
use crate::read::office::odt;

const STYLES: &str = "<office:automatic-styles><style:style style:name='P1' \
    style:parent-style-name='Title'/><text:list-style style:name='L1'><text:list-level-style-number \
    text:level='1' style:num-format='一, 二, 三, ...' style:num-suffix='、'/>\
    <text:list-level-style-bullet text:level='2'/></text:list-style></office:automatic-styles>";

fn file(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let content = format!("<office:document-content>{STYLES}<office:body>{body}</office:body>");
    let mut parts =
        vec![("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)];
    parts.extend(others);
    zipped(&parts)
}

fn text(body: &str) -> String {
    odt::read(&file(body, &[]), LIMIT, &mut Vec::new()).unwrap().remove(0).source
}

#[test]
fn paragraphs_headings_and_lists_are_told() {
    let body = "<text:p text:style-name='P1'>河道条例</text:p><text:h text:outline-level='2'>总则</text:h>\
                <text:list text:style-name='L1'><text:list-item><text:p>爱护</text:p><text:list>\
                <text:list-item><text:p>桥</text:p></text:list-item></text:list></text:list-item>\
                <text:list-item><text:p>清淤</text:p><text:p>再清</text:p></text:list-item></text:list>\
                <text:p>a<text:s text:c='2'/>b\n   c<text:tab/>d<text:line-break/>e</text:p>";
    assert_eq!(text(body), "# 河道条例\n## 总则\n一、爱护\n• 桥\n二、清淤\n再清\na  b c\td\ne\n");
}

#[test]
fn notes_come_last_and_what_is_no_text_is_left_out() {
    let body = "<text:tracked-changes><text:p>旧</text:p></text:tracked-changes><text:p>正文\
                <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>注\
                </text:p></text:note-body></text:note>继续<office:annotation><text:p>批注</text:p>\
                </office:annotation><draw:frame><draw:text-box><text:p>框</text:p></draw:text-box>\
                </draw:frame></text:p><table:table><table:table-row><table:table-cell><text:p>桥\
                </text:p></table:table-cell><table:table-cell><text:p>三米</text:p></table:table-cell>\
                </table:table-row></table:table>";
    assert_eq!(text(body), "正文继续\n框\n桥 | 三米\n\n注\n");
}

#[test]
fn slides_are_headed_by_their_titles() {
    let frame = |class: &str, words: &str| {
        format!(
            "<draw:frame presentation:class='{class}'><draw:text-box><text:p>{words}</text:p>\
             </draw:text-box></draw:frame>"
        )
    };
    let body = format!(
        "<draw:page>{}{}{}</draw:page><draw:page>{}<presentation:notes>{}</presentation:notes></draw:page>",
        frame("title", "清河"),
        frame("outline", "整治"),
        frame("footer", "页脚"),
        frame("outline", "第二页"),
        frame("notes", "讲稿")
    );
    assert_eq!(text(&body), "# 清河\n整治\n\n第二页\n讲稿\n");
}

#[test]
fn properties_are_read_and_encrypted_files_refused() {
    let meta = "<meta><dc:title>条例</dc:title><dc:creator>李小红</dc:creator>\
                <meta:initial-creator>王小明</meta:initial-creator>\
                <meta:creation-date>2023-08-17T10:00:00</meta:creation-date></meta>";
    let bytes = file("<text:p>正文</text:p>", &[("meta.xml", meta)]);
    let draft = odt::read(&bytes, LIMIT, &mut Vec::new()).unwrap().remove(0);
    assert_eq!(draft.fields["title"], "条例");
    assert_eq!(draft.fields["author"], "王小明");
    assert_eq!(draft.fields["created"], "2023-08-17T10:00:00");
    let manifest = "<manifest:encryption-data/>";
    let bytes = file("", &[("META-INF/manifest.xml", manifest)]);
    let reason = odt::read(&bytes, LIMIT, &mut Vec::new()).unwrap_err();
    assert_eq!(reason, "it is encrypted; save it without a password");
}

proptest! {
    #[test]
    fn mutated_xml_never_panics(cuts in prop::collection::vec((0usize..500, 0usize..50), 1..6)) {
        let mut body: Vec<char> = "<text:list text:style-name='L1'><text:list-item><text:p>a\
            <text:note><text:note-body><text:p/></text:note-body></text:note></text:p></text:list-item>\
            </text:list><table:table-row><table:table-cell><draw:text-box><text:p/></draw:text-box>\
            </table:table-cell></table:table-row>".chars().collect();
        for (at, n) in cuts {
            let at = at.min(body.len());
            body.drain(at..(at + n).min(body.len()));
        }
        let _ = odt::read(&file(&String::from_iter(body), &[]), LIMIT, &mut Vec::new());
    }
}

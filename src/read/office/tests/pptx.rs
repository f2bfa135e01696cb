//! Presentations.

use proptest::prelude::*;

use super::{LIMIT, zipped};
use crate::read::draft::Draft;
use crate::read::office::pptx;

const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn p(text: &str) -> String {
    format!("<a:p><a:r><a:t>{text}</a:t></a:r></a:p>")
}

/// A shape at a place, with the kind of its placeholder.
fn shape(kind: &str, corner: Option<(i64, i64)>, paragraphs: &str) -> String {
    let place = corner.map(|(x, y)| format!("<a:xfrm><a:off x='{x}' y='{y}'/></a:xfrm>"));
    let ph = if kind.is_empty() { String::new() } else { format!("<p:ph type='{kind}'/>") };
    format!(
        "<p:sp><p:nvSpPr><p:nvPr>{ph}</p:nvPr></p:nvSpPr><p:spPr>{}</p:spPr><p:txBody>{paragraphs}\
         </p:txBody></p:sp>",
        place.unwrap_or_default()
    )
}

fn rels(targets: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        format!("<Relationship Id='{id}' Type='{RELS}/{kind}' Target='{target}'/>")
    };
    format!("<Relationships>{}</Relationships>", targets.iter().map(one).collect::<String>())
}

fn presentation(slides: &[&str], others: &[(&str, &str)]) -> Vec<u8> {
    let names: Vec<String> =
        (0..slides.len()).map(|i| format!("slides/slide{}.xml", slides.len() - i)).collect();
    let ids: Vec<String> = (0..slides.len()).map(|i| format!("r{i}")).collect();
    let list: String = ids.iter().map(|id| format!("<p:sldId id='256' r:id='{id}'/>")).collect();
    let main = format!("<p:presentation><p:sldIdLst>{list}</p:sldIdLst></p:presentation>");
    let links: Vec<(&str, &str, &str)> =
        ids.iter().zip(&names).map(|(id, name)| (id.as_str(), "slide", name.as_str())).collect();
    let links = rels(&links);
    let paths: Vec<String> = names.iter().map(|name| format!("ppt/{name}")).collect();
    let mut parts =
        vec![("ppt/presentation.xml", main.as_str()), ("ppt/_rels/presentation.xml.rels", &links)];
    parts.extend(paths.iter().map(String::as_str).zip(slides.iter().copied()));
    parts.extend(others);
    zipped(&parts)
}

fn read(bytes: &[u8]) -> Draft {
    let mut log = Vec::new();
    let drafts = pptx::read(bytes, LIMIT, &mut log).unwrap();
    assert_eq!(log, [""; 0]);
    drafts.into_iter().next().unwrap()
}

#[test]
fn slides_come_in_the_order_of_the_show_and_shapes_as_they_are_read() {
    let first = [
        shape("", Some((5_000_000, 3_000_000)), &p("右")),
        shape("ftr", Some((0, 6_000_000)), &p("页脚")),
        shape("sldNum", None, "<a:p><a:fld type='slidenum'><a:t>1</a:t></a:fld></a:p>"),
        shape("", Some((100_000, 3_100_000)), &p("左")),
        shape("", Some((100_000, 2_000_000)), &(p("上") + "<a:p/>")),
        shape("body", None, &p("正文")),
        shape(
            "title",
            None,
            "<a:p><a:r><a:t>清河</a:t></a:r><a:br/><a:r><a:t>整治</a:t></a:r></a:p>",
        ),
    ];
    let file = presentation(&[&first.concat(), &shape("", None, &p("第二页"))], &[]);
    let draft = read(&file);
    assert_eq!(draft.source, "# 清河 整治\n正文\n上\n左\n右\n\n第二页\n");
    assert_eq!(draft.fields.get("title").map(String::as_str), Some("清河 整治"));
}

#[test]
fn groups_stay_together_and_tables_are_rows() {
    let group = |x: i64, words: [&str; 2]| {
        format!(
            "<p:grpSp><p:grpSpPr><a:xfrm><a:off x='{x}' y='0'/></a:xfrm></p:grpSpPr>{}{}</p:grpSp>",
            shape("", Some((0, 900_000)), &p(words[1])),
            shape("", Some((0, 100_000)), &p(words[0]))
        )
    };
    let cell = |text: &str| format!("<a:tc><a:txBody>{}</a:txBody></a:tc>", p(text));
    let table = format!(
        "<p:graphicFrame><p:xfrm><a:off x='0' y='3000000'/></p:xfrm><a:tbl><a:tr>{}{}</a:tr></a:tbl>\
         </p:graphicFrame>",
        cell("桥"),
        cell("三米")
    );
    let slide = [table, group(5_000_000, ["右题", "右文"]), group(0, ["左题", "左文"])].concat();
    assert_eq!(read(&presentation(&[&slide], &[])).source, "左题\n左文\n右题\n右文\n桥 | 三米\n");
}

#[test]
fn notes_and_diagrams_are_read_and_drawings_only_once() {
    let body = shape("", None, &p("要点"));
    let slide = format!(
        "<mc:AlternateContent><mc:Choice>{body}</mc:Choice><mc:Fallback>{body}</mc:Fallback>\
         </mc:AlternateContent><p:graphicFrame><dgm:relIds r:dm='r8' r:lo='r9'/></p:graphicFrame>"
    );
    let notes = [shape("sldNum", None, &p("7")), shape("body", None, &p("讲稿"))].concat();
    let data = "<dgm:pt type='pres'><dgm:t><a:p><a:r><a:t>样式</a:t></a:r></a:p></dgm:t></dgm:pt>\
                <dgm:pt><dgm:t><a:p><a:r><a:t>第一步</a:t></a:r></a:p></dgm:t></dgm:pt>";
    let links = rels(&[
        ("r1", "notesSlide", "../notesSlides/n1.xml"),
        ("r8", "diagramData", "../diagrams/d1.xml"),
    ]);
    let parts = [
        ("ppt/slides/_rels/slide1.xml.rels", links.as_str()),
        ("ppt/notesSlides/n1.xml", &notes),
        ("ppt/diagrams/d1.xml", data),
    ];
    assert_eq!(read(&presentation(&[&slide], &parts)).source, "要点\n第一步\n\n讲稿\n");
}

#[test]
fn slides_are_found_without_their_list_and_reasons_given_without_text() {
    let slide = |text: &str| shape("", None, &p(text));
    let parts = [("ppt/slides/slide10.xml", slide("十")), ("ppt/slides/slide2.xml", slide("二"))];
    let parts = parts.each_ref().map(|(name, xml)| (*name, xml.as_str()));
    assert_eq!(read(&zipped(&parts)).source, "二\n\n十\n");
    let reason = pptx::read(&presentation(&[""], &[]), LIMIT, &mut Vec::new()).unwrap_err();
    assert!(reason.starts_with("its slides hold no text"), "{reason}");
}

proptest! {
    #[test]
    fn mutated_files_never_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cuts in prop::collection::vec((0usize..300, 0usize..40), 1..4),
    ) {
        let mut slide: Vec<char> = format!(
            "<p:grpSp>{}</p:grpSp><a:tbl><a:tr><a:tc><a:p/></a:tc></a:tr></a:tbl>",
            shape("title", Some((1, 2)), &p("x"))
        ).chars().collect();
        for (at, n) in cuts {
            let at = at.min(slide.len());
            slide.drain(at..(at + n).min(slide.len()));
        }
        let mut bytes = presentation(&[&String::from_iter(slide)], &[]);
        let _ = pptx::read(&bytes, LIMIT, &mut Vec::new());
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = pptx::read(&bytes, LIMIT, &mut Vec::new());
    }
}

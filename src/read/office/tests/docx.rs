//! Word files built part by part: what is read, what is left out, what is refused.
use proptest::prelude::*;

use super::{LIMIT, zipped};
use crate::read::draft::Draft;
use crate::read::office::docx;

/// A docx file with this body and these other parts.
fn document(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let main = format!("<w:document xmlns:w='x'><w:body>{body}</w:body></w:document>");
    let mut parts = vec![("[Content_Types].xml", "<Types/>"), ("word/document.xml", &main)];
    parts.extend(others);
    zipped(&parts)
}

fn read(bytes: &[u8]) -> (Draft, Vec<String>) {
    let mut log = Vec::new();
    let drafts = docx::read(bytes, LIMIT, &mut log).unwrap();
    assert_eq!(drafts.len(), 1);
    (drafts.into_iter().next().unwrap(), log)
}

/// The text of a docx file with this body.
fn text(body: &str) -> String {
    read(&document(body, &[])).0.source
}

fn p(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

fn t(text: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

#[test]
fn paragraphs_are_lines_and_empty_ones_part_blocks() {
    let body = [p(&(t("清河市") + &t("召开会议。"))), p(""), p(""), p(&t("The tide turned."))];
    assert_eq!(text(&body.concat()), "清河市召开会议。\n\nThe tide turned.\n");
    let run = "<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>re</w:t><w:noBreakHyphen/>\
               <w:t>en</w:t><w:softHyphen/><w:t>ter</w:t><w:sym w:font='W' w:char='F0FE'/></w:r>";
    assert_eq!(text(&p(run)), "一\t二\nre-enter☑\n");
    let strict = "<document xmlns='http://purl.oclc.org/ooxml/wordprocessingml/main'><body><p><r>\
                  <t>清河</t></r></p></body></document>";
    assert_eq!(read(&zipped(&[("word/document.xml", strict)])).0.source, "清河\n");
}

#[test]
fn changes_count_as_accepted() {
    let body = p(&format!(
        "{}<w:ins w:id='1'>{}</w:ins><w:del w:id='2'><w:r><w:delText>旧</w:delText></w:r></w:del>\
         <w:moveFrom w:id='3'>{}</w:moveFrom><w:moveTo w:id='3'>{}</w:moveTo>",
        t("河道"),
        t("整治"),
        t("此处"),
        t("到位")
    ));
    assert_eq!(text(&body), "河道整治到位\n");
    let joined = p(&format!("<w:pPr><w:rPr><w:del w:id='4'/></w:rPr></w:pPr>{}", t("前半")))
        + &p(&t("后半。"));
    assert_eq!(text(&joined), "前半后半。\n");
    let style =
        "<w:pPr><w:pPrChange><w:pPr><w:pStyle w:val='Heading1'/></w:pPr></w:pPrChange></w:pPr>";
    assert_eq!(text(&p(&(style.to_string() + &t("不再是标题")))), "不再是标题\n");
    let row = |properties: &str, word: &str| {
        format!("<w:tr>{properties}<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>", p(&t(word)), p(&t("米")))
    };
    let table = format!(
        "<w:tbl>{}{}</w:tbl>",
        row("<w:trPr><w:del w:id='5'/></w:trPr>", "删"),
        row("<w:trPr/>", "留")
    );
    assert_eq!(text(&table), "留 | 米\n");
}

#[test]
fn what_is_no_text_of_the_author_is_left_out() {
    let fields = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE \\* MERGE\
                  </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>";
    assert_eq!(text(&p(&(fields.to_string() + &t("7")))), "7\n");
    let ruby = "<w:r><w:ruby><w:rt><w:r><w:t>qīng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>清</w:t>\
                </w:r></w:rubyBase></w:ruby></w:r>";
    assert_eq!(text(&p(&(ruby.to_string() + &t("河")))), "清河\n");
    let prompt = format!(
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>{}",
        p(&t("单击此处输入文字")),
        p(&t("正文"))
    );
    assert_eq!(text(&prompt), "正文\n");
    let parts = [
        ("word/header1.xml", "<hdr><p><r><t>页眉</t></r></p></hdr>"),
        ("word/comments.xml", "<c/>"),
    ];
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:rPr>\
                  <w:vanish w:val='0'/></w:rPr><w:t>可见</w:t></w:r>";
    let (draft, log) = read(&document(&p(hidden), &parts));
    assert_eq!(draft.source, "可见\n");
    assert_eq!(log, ["2 characters of hidden text were left out"]);
}

#[test]
fn a_text_box_is_read_once_behind_its_paragraph() {
    let within = format!("<w:txbxContent>{}</w:txbxContent>", p(&t("框中的话")));
    let drawing = format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{within}</w:drawing>\
         </mc:Choice><mc:Fallback><w:pict>{within}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    );
    assert_eq!(text(&p(&(t("段落") + &drawing + &t("继续")))), "段落继续\n框中的话\n");
}

#[test]
fn rows_are_lines_and_layout_tables_paragraphs() {
    let cell = |content: &str| format!("<w:tc>{content}</w:tc>");
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let nested = format!("<w:tbl>{}</w:tbl>", row(&[cell(&p(&t("甲"))), cell(&p(&t("乙")))]));
    let table = format!(
        "{}<w:tbl>{}{}</w:tbl>{}",
        p(&t("前")),
        row(&[cell(&p(&t("桥"))), cell(&(p(&t("石")) + &p(&t("板"))))]),
        row(&[cell(&(p(&t("一段。")) + &nested))]),
        p(&t("后"))
    );
    assert_eq!(text(&table), "前\n桥 | 石 板\n一段。\n甲 | 乙\n\n后\n");
}

#[test]
fn headings_lists_and_notes_are_told_by_their_parts() {
    let styled = |style: &str, words: &str| {
        p(&format!("<w:pPr><w:pStyle w:val='{style}'/></w:pPr>{}", t(words)))
    };
    let item = |words: &str| {
        let list = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='4'/></w:numPr></w:pPr>";
        p(&(list.to_string() + &t(words)))
    };
    let body = [
        styled("a", "清河市河道条例"),
        styled("TOC1", "总则 1"),
        styled("1", "总则"),
        item("人人爱护河道。") + &item("户户参与清淤。"),
    ];
    let styles = "<styles><style type='paragraph' styleId='a'><name val='Title'/></style>\
                  <style type='paragraph' styleId='1'><name val='heading 2'/></style></styles>";
    let numbering = "<numbering><abstractNum abstractNumId='9'><lvl ilvl='0'><start val='1'/>\
                     <numFmt val='chineseCounting'/><lvlText val='第%1条'/></lvl></abstractNum>\
                     <num numId='4'><abstractNumId val='9'/></num></numbering>";
    let notes = "<footnotes><footnote type='separator'><p><r><t>---</t></r></p></footnote>\
                 <footnote id='2'><p><r><t>见附件。</t></r></p></footnote></footnotes>";
    let core = "<cp:coreProperties><dc:title>PowerPoint 演示文稿</dc:title><dc:creator>王小明</dc:creator>\
                <dcterms:created>2023-08-17T01:02:03Z</dcterms:created></cp:coreProperties>";
    let parts = [
        ("word/styles.xml", styles),
        ("word/numbering.xml", numbering),
        ("word/footnotes.xml", notes),
        ("docProps/core.xml", core),
    ];
    let (draft, log) = read(&document(&body.concat(), &parts));
    assert_eq!(
        draft.source,
        "# 清河市河道条例\n## 总则\n第一条 人人爱护河道。\n第二条 户户参与清淤。\n\n见附件。\n"
    );
    assert_eq!(log, [""; 0]);
    let field = |key: &str| draft.fields.get(key).map(String::as_str);
    assert_eq!(field("title"), Some("清河市河道条例"));
    assert_eq!(field("author"), Some("王小明"));
    assert_eq!((field("created"), field("date")), (Some("2023-08-17T01:02:03Z"), None));
}

#[test]
fn parts_are_found_by_their_relations() {
    let rels = "<Relationships><Relationship Id='r1' Target='/word/document2.xml' \
                Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'/>\
                </Relationships>";
    let main = "<document><body><p><r><t>正文</t></r></p></body></document>";
    let file = zipped(&[("_rels\\.rels", rels), ("Word/Document2.xml", main)]);
    assert_eq!(read(&file).0.source, "正文\n");
}

#[test]
fn what_unpacks_to_more_than_the_limit_is_refused() {
    let bomb = document(&p(&t(&"河".repeat(LIMIT as usize))), &[]);
    assert!(bomb.len() < 100_000);
    let reason = docx::read(&bomb, LIMIT, &mut Vec::new()).unwrap_err();
    assert_eq!(reason, "it unpacks to more than 1 MB; split it or raise the limit");
}

#[test]
fn nothing_to_read_is_a_reason() {
    let reason = |bytes: &[u8]| docx::read(bytes, LIMIT, &mut Vec::new()).unwrap_err();
    assert!(reason(&document(&p(""), &[])).starts_with("it holds no text"));
    assert!(reason(&zipped(&[("other.xml", "<a/>")])).starts_with("it has no readable text"));
    assert!(reason(b"PK\x03\x04").starts_with("its ZIP structure is damaged"));
}

#[test]
fn a_damaged_file_is_read_as_far_as_it_goes() {
    let paragraphs: String = (0..3000).map(|i| p(&t(&format!("第{i}段河道清淤。")))).collect();
    let whole = document(&paragraphs, &[]);
    let (draft, log) = read(&whole[..whole.len() * 2 / 3]);
    assert!(draft.source.starts_with("第0段河道清淤。\n第1段河道清淤。\n"));
    assert!(draft.source.len() > 10_000);
    assert!(log.iter().any(|l| l.contains("damaged or cut off")), "{log:?}");
    assert!(log.iter().any(|l| l.contains("read up to")), "{log:?}");
}

#[test]
fn tables_nested_too_deep_are_left_out() {
    let n = 20_000;
    let deep = "<w:tbl><w:tr><w:tc><w:p><w:r><w:txbxContent>".repeat(n);
    let main = format!("<document><body><w:p><w:r><w:t>顶</w:t></w:r></w:p>{deep}<w:p/>");
    let file = zipped(&[("word/document.xml", &main)]);
    let mut log = Vec::new();
    let drafts = docx::read(&file, LIMIT * 10, &mut log).unwrap();
    assert_eq!(drafts[0].source, "顶\n");
    assert_eq!(log, ["tables nested more than 100 deep were left out"]);
}

proptest! {
    #[test]
    fn mutated_files_never_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = document(&(p(&t("河道")) + "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>"), &[]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = docx::read(&bytes, LIMIT, &mut Vec::new());
        bytes.truncate(cut.index(bytes.len()));
        let _ = docx::read(&bytes, LIMIT, &mut Vec::new());
    }

    #[test]
    fn mutated_xml_never_panics(cuts in prop::collection::vec((0usize..400, 0usize..40), 1..6)) {
        let mut body: Vec<char> = (p(&t("甲")) + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>\
            <w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:txbxContent><w:p/></w:txbxContent></w:r>\
            </w:p></w:tc></w:tr></w:tbl><mc:AlternateContent><mc:Choice/></mc:AlternateContent>")
            .chars().collect();
        for (at, n) in cuts {
            let at = at.min(body.len());
            body.drain(at..(at + n).min(body.len()));
        }
        let _ = docx::read(&document(&String::from_iter(body), &[]), LIMIT, &mut Vec::new());
    }
}

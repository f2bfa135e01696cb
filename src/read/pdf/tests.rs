//! PDF files made here, from a page's operators to the document.

#![allow(clippy::unwrap_used)]

use super::read;
use crate::read::draft::Draft;

/// A PDF file of numbered objects, the first of them the catalog.
fn file(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", i + 1).into_bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for offset in offsets {
        file.extend(format!("{offset:010} 00000 n \n").into_bytes());
    }
    let size = objects.len() + 1;
    file.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n")
            .into_bytes(),
    );
    file
}

fn stream(content: &str) -> String {
    format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// Pages of these contents, with Helvetica as F1 and a Chinese font that is not embedded as F2.
fn pages(contents: &[String]) -> Vec<u8> {
    let n = contents.len();
    let kids: Vec<String> = (0..n).map(|i| format!("{} 0 R", 7 + 2 * i)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_string(),
        format!(
            "<< /Type /Pages /Kids [{}] /Count {n} /MediaBox [0 0 600 800] \
             /Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /Im 6 0 R >> >> >>",
            kids.join(" ")
        ),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".into(),
        "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H \
         /DescendantFonts [5 0 R] >>"
            .into(),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /DW 1000 /CIDSystemInfo \
         << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
            .into(),
        "<< /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray \
         /Length 1 >>\nstream\nx\nendstream"
            .into(),
    ];
    for (i, content) in contents.iter().enumerate() {
        objects.push(format!("<< /Type /Page /Parent 2 0 R /Contents {} 0 R >>", 8 + 2 * i));
        objects.push(stream(content));
    }
    file(&objects, "")
}

/// Operators that show a line: Latin letters in Helvetica, anything else in the Chinese font.
fn show(x: f32, y: f32, size: f32, text: &str) -> String {
    if text.is_ascii() {
        let escaped = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        return format!("BT /F1 {size} Tf {x} {y} Td ({escaped}) Tj ET\n");
    }
    let (bytes, ..) = encoding_rs::GBK.encode(text);
    let hex: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    format!("BT /F2 {size} Tf {x} {y} Td <{hex}> Tj ET\n")
}

fn lines(x: f32, top: f32, size: f32, texts: &[&str]) -> String {
    let leading = size * 1.5;
    texts.iter().enumerate().map(|(i, t)| show(x, top - i as f32 * leading, size, t)).collect()
}

fn draft(bytes: &[u8]) -> Draft {
    read(bytes, &mut Vec::new()).unwrap().remove(0)
}

fn source(bytes: &[u8]) -> String {
    draft(bytes).source
}

fn reason(bytes: &[u8]) -> String {
    read(bytes, &mut Vec::new()).unwrap_err()
}

const PARAGRAPH: [&str; 4] = [
    "The harbour council met in the spring to talk about the",
    "wall that keeps the sea from the lower town, which had been",
    "damaged by the storms of the winter before, and about who",
    "should pay for it.",
];

#[test]
fn lines_of_a_paragraph_are_joined_and_paragraphs_kept() {
    let content =
        lines(60.0, 700.0, 12.0, &PARAGRAPH) + &lines(60.0, 600.0, 12.0, &["It did not agree."]);
    let source = source(&pages(&[content]));
    let paragraphs: Vec<&str> = source.split("\n\n").collect();
    assert_eq!(paragraphs.len(), 2, "{paragraphs:?}");
    assert_eq!(paragraphs[0], PARAGRAPH.join(" "));
}

#[test]
fn a_word_broken_at_a_line_end_is_left_for_cleaning() {
    let content = lines(
        60.0,
        700.0,
        12.0,
        &["Both towns agreed on the need for closer and lasting co-", "operation in the harbour."],
    );
    assert!(source(&pages(&[content])).contains("co-\noperation"));
}

#[test]
fn chinese_of_a_font_without_unicode_table_is_read_and_joined_without_spaces() {
    let content = lines(
        60.0,
        700.0,
        12.0,
        &[
            "清河市把河道整治作为今年民生工程的第一项任务，各街道办事处要在月底以前完成",
            "沿岸排查，确保汛期之前全部工程投入使用。",
        ],
    );
    assert_eq!(
        source(&pages(&[content])),
        "清河市把河道整治作为今年民生工程的第一项任务，各街道办事处要在月底以前完成沿岸排查，确保汛期之前全部工程投入使用。"
    );
}

#[test]
fn running_headers_and_page_numbers_go_and_a_sentence_goes_on_over_the_page() {
    let page = |number: u32, body: String| {
        show(60.0, 770.0, 9.0, "Harbour Gazette")
            + &body
            + &show(290.0, 30.0, 9.0, &format!("- {number} -"))
    };
    let text: Vec<&str> = PARAGRAPH.iter().take(3).copied().collect();
    let first = page(11, lines(60.0, 700.0, 12.0, &text));
    let second = page(12, lines(60.0, 700.0, 12.0, &PARAGRAPH[3..]));
    let draft = draft(&pages(&[first, second]));
    assert_eq!(draft.source, PARAGRAPH.join(" "));
    assert_eq!(draft.fields["running-lines"], "- 11 - | Harbour Gazette");
}

#[test]
fn notes_at_the_foot_stand_behind_the_paragraph_they_interrupt() {
    let text: Vec<&str> = PARAGRAPH.iter().take(3).copied().collect();
    let note = show(60.0, 80.0, 8.0, "1 See the minutes of the year before.");
    let first = lines(60.0, 300.0, 12.0, &text) + &note;
    let second = lines(60.0, 700.0, 12.0, &PARAGRAPH[3..]);
    let source = source(&pages(&[first, second]));
    assert_eq!(source, format!("{}\n\n1 See the minutes of the year before.", PARAGRAPH.join(" ")));
}

#[test]
fn columns_are_read_one_after_the_other_and_rows_of_a_table_whole() {
    let left = [
        "The left column holds the first",
        "half of the text of this page",
        "and ends in",
        "half a sentence that goes on",
    ];
    let right = [
        "in the right column, where the",
        "second half of it stands until",
        "the page ends and with it all",
        "that it had to say.",
    ];
    // the right column is drawn first
    let columns = show(60.0, 740.0, 20.0, "A title that stands over both of the columns")
        + &lines(330.0, 700.0, 12.0, &right)
        + &lines(60.0, 700.0, 12.0, &left);
    let source = source(&pages(&[columns]));
    let (a, b) = (source.find("half a sentence").unwrap(), source.find("in the right").unwrap());
    assert!(source.starts_with("# A title") && a < b, "{source}");

    let cells = [
        ["Year", "Boats", "Income"],
        ["2019", "35", "1200"],
        ["2020", "38", "1350"],
        ["2021", "31", "990"],
    ];
    let table: String = (0..4)
        .flat_map(|row| (0..3).map(move |i| (row, i)))
        .map(|(row, i)| {
            show(60.0 + 150.0 * i as f32, 700.0 - 18.0 * row as f32, 12.0, cells[row][i])
        })
        .collect();
    assert!(self::source(&pages(&[table])).contains("2019\t35\t1200\n"));
}

#[test]
fn slanted_text_is_left_out_and_said() {
    let mark = "BT /F1 60 Tf 0.7 0.7 -0.7 0.7 100 200 Tm (DRAFT) Tj ET\n".to_string();
    let mut log = Vec::new();
    let file = pages(&[lines(60.0, 700.0, 12.0, &PARAGRAPH) + &mark]);
    let source = read(&file, &mut log).unwrap().remove(0).source;
    assert!(!source.contains("DRAFT"));
    assert!(log.iter().any(|line| line.contains("at an angle")), "{log:?}");
}

#[test]
fn a_page_of_images_is_named_and_so_is_a_file_of_nothing_else() {
    let image = "q 600 0 0 800 0 0 cm /Im Do Q".to_string();
    assert_eq!(
        reason(&pages(&[image.clone(), image.clone()])),
        "its 2 pages hold images and no text; recognise them (OCR) first"
    );
    let mut log = Vec::new();
    read(&pages(&[image, lines(60.0, 700.0, 12.0, &PARAGRAPH)]), &mut log).unwrap();
    assert!(log[0].starts_with("1 of 2 pages hold images"), "{log:?}");
}

#[test]
fn what_cannot_be_read_says_why() {
    assert!(reason(b"%PDF-1.7\nnothing else").contains("damaged"));
    assert!(reason(&pages(&[])).contains("damaged"));
    assert!(reason(&pages(&[String::new()])).contains("holds no text"));
    let locked = pages(&[lines(60.0, 700.0, 12.0, &PARAGRAPH)]);
    let locked = String::from_utf8(locked).unwrap().replace(
        "/Root 1 0 R ",
        "/Root 1 0 R /ID [<00> <00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 \
         /O <0000000000000000000000000000000000000000000000000000000000000000> \
         /U <1111111111111111111111111111111111111111111111111111111111111111> >>",
    );
    assert_eq!(
        reason(locked.as_bytes()),
        "it is encrypted and needs a password; save a copy without one"
    );
}

#[test]
fn a_file_without_its_table_of_objects_is_recovered() {
    let file = pages(&[lines(60.0, 700.0, 12.0, &PARAGRAPH)]);
    let end = file.windows(4).rposition(|w| w == b"xref").unwrap() - 5;
    let table = file[..end].windows(5).rposition(|w| w == b"\nxref").unwrap_or(end);
    assert_eq!(source(&file[..table]), PARAGRAPH.join(" "));
}

#[test]
fn metadata_and_dates_are_taken() {
    let content = show(60.0, 740.0, 24.0, "On the Wall of the Harbour")
        + &lines(60.0, 690.0, 12.0, &["17 August 2023"])
        + &lines(60.0, 640.0, 12.0, &PARAGRAPH);
    let file = String::from_utf8(pages(&[content])).unwrap().replace(
        "/Root 1 0 R ",
        "/Root 1 0 R /Info << /Author (Ann Miller) /CreationDate (D:20240102030405+08'00') \
         /Title (Microsoft Word - minutes7.doc) >> ",
    );
    let fields = draft(file.as_bytes()).fields;
    assert_eq!(fields["author"], "Ann Miller");
    assert_eq!(fields["created"], "2024-01-02");
    assert_eq!(fields["title"], "On the Wall of the Harbour");
    assert_eq!(fields["date"], "2023-08-17");
}

#[test]
fn forms_that_draw_themselves_and_trees_that_bite_their_tail_end() {
    let own = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 14 /Resources << /XObject \
               << /Me 4 0 R >> >> >>\nstream\n/Me Do /Me Do \nendstream";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_string(),
        "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>".into(),
        "<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /XObject << /Me 4 0 R >> >> >>"
            .into(),
        own.into(),
        stream("/Me Do"),
    ];
    assert!(read(&file(&objects, ""), &mut Vec::new()).is_err());
    let deep = format!("{}{}", "[".repeat(100_000), "q ".repeat(100_000));
    assert!(read(&pages(&[deep]), &mut Vec::new()).is_err());
}

#[test]
fn marks_of_another_font_drawn_behind_the_line_stand_in_their_places() {
    // as LibreOffice draws quotation marks: half an em wide, after the characters around them
    let content = show(60.0, 700.0, 12.0, "推广")
        + &show(90.0, 700.0, 12.0, "枫桥经验")
        + &show(144.0, 700.0, 12.0, "做法")
        + "BT /F1 12 Tf 84 700 Td (<) Tj 54 0 Td (>) Tj ET\n";
    assert_eq!(source(&pages(&[content])), "推广<枫桥经验>做法");
}

#[test]
fn a_line_drawn_twice_for_its_shadow_counts_once() {
    let line = "The wall keeps out the sea";
    let content = show(60.0, 700.0, 12.0, line) + &show(60.4, 700.0, 12.0, line);
    assert_eq!(source(&pages(&[content])), line);
}

#[test]
fn a_date_at_the_right_does_not_run_on_into_what_stands_at_the_left() {
    let text = [
        "　　各街道办事处要在月底以前完成沿岸排查，并把结果报送市河道整治领导小组办公室，",
        "由办公室统一汇总。各单位要明确专人负责，遇有重大情况随时报告，不得迟报漏报瞒报，",
        "确保汛期之前全部工程投入使用，让沿岸居民早日放心。",
    ];
    let content = lines(60.0, 700.0, 12.0, &text)
        + &show(420.0, 646.0, 12.0, "2024年3月15日")
        + &show(84.0, 628.0, 12.0, "（此件公开发布）");
    let draft = draft(&pages(&[content]));
    assert!(draft.source.ends_with("\n\n2024年3月15日\n\n（此件公开发布）"), "{}", draft.source);
    assert_eq!(draft.fields["date"], "2024-03-15");
}

#[test]
fn short_lines_of_a_narrow_list_are_kept_apart() {
    let list = [
        "Harbour Tools Ltd",
        "12 Quay Road",
        "Till no. 3 - Lower Town",
        "14/02/2024 10:03:11",
        "Clerk: Rosa Lind",
        "Copper nails, box of 50",
        "Premium grade",
        "CN-501 2 @ 4.50",
        "9.00",
    ];
    assert_eq!(source(&pages(&[lines(60.0, 700.0, 9.0, &list)])), list.join("\n\n"));
}

#[test]
fn a_newspaper_is_dated_by_its_header_and_a_printed_page_is_not() {
    let date = |header: &str| {
        let page = |body: &[&str]| show(60.0, 770.0, 9.0, header) + &lines(60.0, 700.0, 12.0, body);
        let file = pages(&[page(&PARAGRAPH[..2]), page(&PARAGRAPH[2..])]);
        draft(&file).fields.get("date").cloned()
    };
    assert_eq!(date("清河日报 2024年3月16日 星期六").as_deref(), Some("2024-03-16"));
    assert_eq!(date("4/22/2016 Minutes of the Council"), None);
    assert_eq!(date("2016/4/22 10:20 清河在线"), None);
}

#[test]
fn the_title_is_the_largest_line_of_the_first_page_and_no_letterhead() {
    let first = show(200.0, 740.0, 30.0, "清河市人民政府文件")
        + &show(150.0, 660.0, 18.0, "关于加强河道整治的通知")
        + &lines(60.0, 600.0, 12.0, &PARAGRAPH);
    let second = show(60.0, 740.0, 24.0, "Part One") + &lines(60.0, 690.0, 12.0, &PARAGRAPH);
    assert_eq!(draft(&pages(&[first, second])).fields["title"], "关于加强河道整治的通知");
}

mod random {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn damaged_files_never_panic(
            cut in 0_usize..4000,
            at in prop::collection::vec((0_usize..4000, any::<u8>()), 0..24),
        ) {
            let mut file = pages(&[lines(60.0, 700.0, 12.0, &PARAGRAPH), show(60.0, 700.0, 12.0, "河道")]);
            for (i, byte) in at {
                if let Some(place) = file.get_mut(i) {
                    *place = byte;
                }
            }
            let keep = file.len().saturating_sub(cut / 2);
            let result = read(&file[..keep], &mut Vec::new());
            prop_assert!(!matches!(result, Err(reason) if reason.contains("gave up")));
        }

        #[test]
        fn random_operators_never_panic(content in "[ -~]{0,400}") {
            let _ = read(&pages(&[content]), &mut Vec::new());
        }
    }
}

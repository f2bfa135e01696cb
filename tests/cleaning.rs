//! Cleaning and segmentation, end to end on texts of our own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use leitmotif::clean::{CleanSettings, clean};
use leitmotif::corpus::{Corpus, Document, Paragraph, ParagraphKind, Text};
use leitmotif::segment::{SegmentSettings, Split};
use proptest::prelude::*;

fn document(source: &str, body: usize) -> Document {
    Document {
        name: "a".into(),
        path: "a.txt".into(),
        source: source.into(),
        body,
        ..Document::default()
    }
}

fn cleaned(source: &str) -> Text {
    cleaned_with(source, 0, &CleanSettings::default(), Split::Auto)
}

fn cleaned_with(source: &str, body: usize, settings: &CleanSettings, split: Split) -> Text {
    let corpus = Corpus::new(vec![document(source, body)]);
    clean(&corpus, settings, &SegmentSettings { split, ..SegmentSettings::default() }).remove(0)
}

/// Every character is the source character its offset names, and everything tiles.
fn check(source: &str, text: &Text) {
    let source: Vec<char> = source.chars().collect();
    let mut last = None;
    for paragraph in &text.paragraphs {
        let span = paragraph.span;
        for (i, c) in text.slice(span).char_indices() {
            let at = text.map.source_char(&text.text, span.start + i as u32);
            let original = source.get(at as usize).copied();
            let joined = c == ' ' && original.is_some_and(char::is_whitespace);
            assert!(original == Some(c) || joined, "{c:?} is {original:?} at {at}");
            assert!(last.is_none_or(|last| at > last), "offsets must ascend");
            last = Some(at);
        }
        let (start, end) = text.source_span(span);
        assert!(start < end && end as usize <= source.len());
    }
    let lines: Vec<&str> = text.paragraphs.iter().map(|p| text.slice(p.span)).collect();
    assert_eq!(lines.join("\n"), text.text);
    assert!(lines.iter().all(|line| !line.is_empty()));
    let mut byte = 0;
    for section in &text.sections {
        assert_eq!(section.span.start, byte);
        byte = section.span.end + 1;
        for line in [section.heading, section.speaker].into_iter().flatten() {
            assert!(section.span.start <= line.start && line.end <= section.span.end);
            let holds = |p: &Paragraph| p.span.start <= line.start && line.end <= p.span.end;
            assert!(!line.is_empty() && text.paragraphs.iter().any(holds));
        }
    }
    assert_eq!(text.sections.is_empty(), text.text.is_empty());
    if let Some(section) = text.sections.last() {
        assert_eq!(section.span.end as usize, text.text.len());
    }
    for dropped in &text.dropped {
        let original: String =
            source[dropped.start as usize..dropped.end as usize].iter().collect();
        assert!(
            original.contains(&dropped.text) || dropped.text.chars().all(|c| original.contains(c))
        );
    }
}

/// A page of two signed statements, broken as such pages are.
const PAGE: &str = "清河市统计工作会议精神学习专栏\r\n\r\n2021年03月04日 10:12:40 | 来源:清河市统计局\r\n\r\n字号变大| 字号变小\r\n\r\n　　3月4日,全市统计工作会议召开,部署全年工作。\r\n\r\n夯实数据根基 服务发展大局\r\n\r\n东城区统计局党组书记、局长 王小明\r\n\r\n会议部署了全年任务。东城区将坚持依法统 计、依法治统,把数据质量放在首位,推动统\r\n\r\n计工作再上台阶。\r\n\r\n聚焦基层基础。东城区正朝着\r\n\r\n全市一流的目标前进,努力 打造“数字东 城”品牌。\r\n\r\n用好统计“尺子”\r\n\r\n西城区统计局局长李小红\r\n\r\n西城区将认真学习、抓好落实。\r\n\r\n总第18期\r\n\r\n清河市统计局协办\r\n";

fn part(text: &Text, i: usize) -> (Option<&str>, Option<&str>) {
    let section = &text.sections[i];
    (section.heading.map(|s| text.slice(s)), section.speaker.map(|s| text.slice(s)))
}

#[test]
fn a_page_of_signed_statements_comes_apart_whole() {
    let text = cleaned(PAGE);
    check(PAGE, &text);
    assert_eq!(
        text.text.lines().collect::<Vec<_>>(),
        [
            "清河市统计工作会议精神学习专栏",
            "3月4日,全市统计工作会议召开,部署全年工作。",
            "夯实数据根基 服务发展大局",
            "东城区统计局党组书记、局长 王小明",
            "会议部署了全年任务。东城区将坚持依法统计、依法治统,把数据质量放在首位,推动统计工作再上台阶。",
            "聚焦基层基础。东城区正朝着全市一流的目标前进,努力打造“数字东城”品牌。",
            "用好统计“尺子”",
            "西城区统计局局长李小红",
            "西城区将认真学习、抓好落实。",
        ]
    );
    assert_eq!(text.sections.len(), 3);
    assert_eq!(part(&text, 0), (Some("清河市统计工作会议精神学习专栏"), None));
    assert_eq!(
        part(&text, 1),
        (Some("夯实数据根基 服务发展大局"), Some("东城区统计局党组书记、局长 王小明"))
    );
    assert_eq!(part(&text, 2), (Some("用好统计“尺子”"), Some("西城区统计局局长李小红")));
    let reasons: Vec<&str> = text.dropped.iter().map(|d| d.reason.as_str()).collect();
    assert_eq!(reasons, ["dateline", "font-size", "issue-number", "publisher"]);
    assert_eq!(text.n_joined, 5);
}

#[test]
fn settings_switch_joining_and_dropping_off() {
    let settings = CleanSettings { join_lines: false, drop_furniture: false };
    let text = cleaned_with(PAGE, 0, &settings, Split::None);
    check(PAGE, &text);
    assert_eq!(text.paragraphs.len(), PAGE.lines().filter(|line| !line.is_empty()).count());
    assert!(text.text.contains("依法统 计") && text.text.contains("总第18期"));
    assert!(text.dropped.is_empty() && text.n_joined == 0 && text.sections.len() == 1);
}

#[test]
fn one_paragraph_a_line_stays_one_paragraph_a_line() {
    let source = "3月4日，清河市召开春耕现场会。\n备足农资“早”\n“今年的种子提前到了。”农户王小明说。\n田间管理“细”\n技术员来到田头，逐户指导。\n机械下田“快”\n三百台农机同时作业，进度过半。";
    let text = cleaned(source);
    check(source, &text);
    assert_eq!(text.text, source);
    assert_eq!((text.sections.len(), text.n_joined), (4, 0));
    assert_eq!(part(&text, 3), (Some("机械下田“快”"), None));
}

#[test]
fn a_fragment_below_a_subheading_is_joined_and_no_heading_is_swallowed() {
    let source = "强化责任担当，服务发展大局\n\n统计局扎实推进普查工作，深入各镇街开展培训，建立健全工作机制，推动本\n\n地企业规范台账，夯实基础。\n\n筑牢数据防线，守住质量底线\n\n各镇街借助村社区网格员队伍的力\n\n量摸清底数，做到应统尽统。";
    let text = cleaned(source);
    check(source, &text);
    assert_eq!(
        text.text.lines().collect::<Vec<_>>(),
        [
            "强化责任担当，服务发展大局",
            "统计局扎实推进普查工作，深入各镇街开展培训，建立健全工作机制，推动本地企业规范台账，夯实基础。",
            "筑牢数据防线，守住质量底线",
            "各镇街借助村社区网格员队伍的力量摸清底数，做到应统尽统。",
        ]
    );
}

#[test]
fn offsets_count_front_matter_and_carriage_returns() {
    let front = "---\r\ntitle: 题\r\n---\r\n";
    let source = format!("{front}\u{feff}统\u{200b}计 工作。\r\n第二段。\r\n");
    let text = cleaned_with(&source, front.len(), &CleanSettings::default(), Split::Auto);
    check(&source, &text);
    assert_eq!(text.text, "统计工作。\n第二段。");
    let begin = front.chars().count() as u32;
    assert_eq!(text.source_span(text.paragraphs[0].span), (begin + 1, begin + 8));
    assert_eq!(text.source_span(text.paragraphs[1].span), (begin + 10, begin + 14));
}

#[test]
fn english_statements_have_heading_and_speaker() {
    let source = "Harbour week\n\nThe council opened the week on Monday.\n\nA wall for the winter\n\nJane Doe, Chair of the Harbour Council\n\nThe wall will stand before the\nstorms of November come.\n\nShare this\n\nPage 2 of 3\n\nBoats and budgets\n\nBy John Roe, County Treasurer\n\nMoney is short. Boats are not.\n\nContact: press@example.org\n";
    let text = cleaned(source);
    check(source, &text);
    assert_eq!(text.sections.len(), 3);
    assert_eq!(
        part(&text, 1),
        (Some("A wall for the winter"), Some("Jane Doe, Chair of the Harbour Council"))
    );
    assert_eq!(part(&text, 2), (Some("Boats and budgets"), Some("By John Roe, County Treasurer")));
    assert!(text.text.contains("before the storms of November"));
    assert_eq!(text.dropped.len(), 3);
}

#[test]
fn markdown_headings_head_parts() {
    let source = "# 题目\n\n导语。\n\n## 一\n\n甲。\n\n## 二、乙部\n\n**乙**。\n";
    let text = cleaned(source);
    check(source, &text);
    assert_eq!(text.text, "题目\n导语。\n一\n甲。\n二、乙部\n乙。");
    assert_eq!(text.sections.len(), 3);
    assert_eq!(text.paragraphs[2].kind, ParagraphKind::Heading);
}

#[test]
fn nothing_left_is_no_text_and_no_section() {
    for source in ["", "\n \r\n\u{feff}\t", "总第18期\n- 3 -\n", "\u{200b}\u{0}\u{7}"] {
        let text = cleaned(source);
        check(source, &text);
        assert_eq!((text.text.as_str(), text.sections.len()), ("", 0));
    }
}

#[test]
fn closing_credits_leave_the_sentence() {
    let text = cleaned("工作取得实效，受到好评。（责任编辑：王小明）\n下一段。");
    assert_eq!(text.text, "工作取得实效，受到好评。\n下一段。");
    assert_eq!(text.dropped[0].text, "（责任编辑：王小明）");
    assert_eq!((text.dropped[0].start, text.dropped[0].end), (12, 22));
    let marked = cleaned("**工作取得实效，受到好评（责任编辑：王小明）**");
    assert_eq!((marked.dropped[0].start, marked.dropped[0].end), (13, 23));
}

proptest! {
    #[test]
    fn every_character_is_the_source_character_its_offset_names(
        pieces in prop::collection::vec(
            prop_oneof![
                "[统一战线工作会议局长王，。、“” \u{3000}\n]{0,12}",
                "[a-zA-Z,. -]{0,20}",
                "(\r\n|\n|\r|\u{2028}|\u{c}| |\t|#|# |\\*\\*|__|\u{200b}|\u{feff}|\u{ad}|\u{200d}|\u{e004}){1,3}",
                Just("（责任编辑：王小明）".to_string()),
                Just("总第18期\n".to_string()),
                Just("\n一、标题\n区委书记 王小明\n正文在此。".to_string()),
                any::<String>(),
            ],
            0..24,
        ),
        front in "[a题\r\n]{0,8}",
        join_lines: bool,
        drop_furniture: bool,
        split in prop_oneof![
            Just(Split::Auto), Just(Split::Statement), Just(Split::Heading), Just(Split::None)
        ],
    ) {
        let source = format!("{front}{}", pieces.concat());
        let settings = CleanSettings { join_lines, drop_furniture };
        let text = cleaned_with(&source, front.len(), &settings, split);
        check(&source, &text);
    }
}

/// Prints what becomes of the text files in the folder `LEITMOTIF_SEEDS`, or of the rows of the
/// JSON Lines file it names (`LEITMOTIF_ROWS` of them), for reading by eye.
#[test]
#[ignore = "prints for reading; set LEITMOTIF_SEEDS"]
fn print_what_becomes_of_real_documents() {
    let Ok(path) = std::env::var("LEITMOTIF_SEEDS") else {
        println!("skipped: LEITMOTIF_SEEDS names no folder or JSON Lines file");
        return;
    };
    let sources: Vec<(String, String)> = if path.ends_with(".jsonl") {
        let rows = std::env::var("LEITMOTIF_ROWS").ok().and_then(|n| n.parse().ok());
        std::fs::read_to_string(&path)
            .unwrap()
            .lines()
            .take(rows.unwrap_or(usize::MAX))
            .map(|line| {
                let row: serde_json::Value = serde_json::from_str(line).unwrap();
                let field = |name: &str| row[name].as_str().unwrap_or_default().to_string();
                (field("id"), field("text"))
            })
            .collect()
    } else {
        std::fs::read_dir(&path)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|p| (p.display().to_string(), std::fs::read_to_string(&p).unwrap_or_default()))
            .collect()
    };
    let documents = sources
        .iter()
        .map(|(name, source)| Document { name: name.clone(), ..document(source, 0) })
        .collect();
    let corpus = Corpus::new(documents);
    let begun = std::time::Instant::now();
    let texts = clean(&corpus, &CleanSettings::default(), &SegmentSettings::default());
    let took = begun.elapsed().as_secs_f64();
    for (document, text) in corpus.documents.iter().zip(&texts) {
        check(&document.source, text);
        println!("@ {} joined={}", document.name, text.n_joined);
        let starts: Vec<u32> = text.sections.iter().map(|s| s.span.start).collect();
        for p in &text.paragraphs {
            if starts.contains(&p.span.start) {
                let section = text.section_at(p.span.start);
                let s = &text.sections[section.index()];
                let line = |s: Option<_>| s.map(|s| text.slice(s)).unwrap_or("-");
                println!("§{} [{}] [{}]", section.0, line(s.heading), line(s.speaker));
            }
            let (start, end) = text.source_span(p.span);
            let original: String =
                document.source.chars().skip(start as usize).take((end - start) as usize).collect();
            let joined = if original.contains('\n') { "J" } else { " " };
            println!("{:?}{joined} {}", p.kind, text.slice(p.span));
            if joined == "J" {
                println!("      < {original:?}");
            }
        }
        for d in &text.dropped {
            println!("DROP {} {:?}", d.reason, d.text);
        }
    }
    let bytes: usize = sources.iter().map(|s| s.1.len()).sum();
    println!("{bytes} bytes in {took:.2} s");
}

//! Sections of transcripts and of texts that only look like one, on texts of our own.
#![allow(clippy::unwrap_used)]

use leitmotif::clean::{CleanSettings, clean};
use leitmotif::corpus::{Corpus, Document, ParagraphKind, Text};
use leitmotif::segment::{SegmentSettings, Split};
use proptest::prelude::*;

fn text(source: &str, segment: &SegmentSettings) -> Text {
    let document = Document {
        name: "a".into(),
        path: "a.txt".into(),
        source: source.into(),
        ..Document::default()
    };
    clean(&Corpus::new(vec![document]), &CleanSettings::default(), segment).0.remove(0)
}

fn split(source: &str) -> Text {
    text(source, &SegmentSettings::default())
}

/// The speakers of the sections, `-` where there is none.
fn speakers(text: &Text) -> Vec<&str> {
    text.sections.iter().map(|s| s.speaker.map_or("-", |span| text.slice(span))).collect()
}

fn headings(text: &Text) -> Vec<&str> {
    text.sections.iter().map(|s| s.heading.map_or("-", |span| text.slice(span))).collect()
}

#[test]
fn a_chinese_press_conference_is_split_by_turns() {
    let text = split(
        "清河市举行防汛工作新闻发布会\n\n8月17日，清河市举行新闻发布会，介绍今年防汛工作。\n\n\
         主持人：各位记者朋友，上午好。今天我们请来了市长王小明先生。\n\n\
         王小明（清河市市长）：谢谢主持人。我先作一个介绍。\n\n今年汛期来得早，雨量大。会议指出：要守住底线。\n\n\
         《清河日报》记者：请问市长，堤防加固进展如何？\n\n\
         王小明（清河市市长）：谢谢你的提问。全市三百公里堤防已经全部加固。\n\n\
         清河电视台记者：我想问的是，群众转移工作怎么做？\n\n\
         应急管理局局长 李小红：这个问题我来回答。转移工作有预案。\n\n\
         主持人：发布会到此结束，谢谢大家。\n",
    );
    assert_eq!(
        speakers(&text),
        [
            "-",
            "主持人",
            "王小明（清河市市长）",
            "《清河日报》记者",
            "王小明（清河市市长）",
            "清河电视台记者",
            "应急管理局局长李小红",
            "主持人"
        ]
    );
    assert_eq!(
        text.sections[0].heading.map(|h| text.slice(h)),
        Some("清河市举行防汛工作新闻发布会")
    );
    assert!(text.slice(text.sections[2].span).ends_with("要守住底线。"));
    assert!(text.slice(text.sections[3].span).starts_with("《清河日报》记者：请问"));
}

#[test]
fn chinese_interviews_of_several_conventions_are_split_by_turns() {
    let questions = "问：码头什么时候建成？\n答：明年三月建成。目前进展顺利。\n问：费用从哪里来？\n答：由市财政和企业共同承担。\n";
    assert_eq!(speakers(&split(questions)), ["问", "答", "问", "答"]);
    let brackets = "【主持人】大家好，欢迎收看。\n【王小明】主持人好，我很高兴来到这里。\n【网友清水】请问码头收费吗？\n【王小明】不收费，大家放心。\n";
    assert_eq!(speakers(&split(brackets)), ["主持人", "王小明", "网友清水", "王小明"]);
    let circles = "○王小明委员 我建议加快码头建设，方便群众出行。\n○李小红委员 我同意王委员的意见。\n○主任委员（张小强） 谢谢各位，我们进行下一项。\n○王小明委员 好的，谢谢。\n";
    assert_eq!(
        speakers(&split(circles)),
        ["王小明委员", "李小红委员", "主任委员（张小强）", "王小明委员"]
    );
    let names = "王小明：你看过新建的码头吗？\n李小红：看过，我上周去的。\n王小明：你觉得怎么样？\n李小红：我觉得很好，就是风大。\n";
    assert_eq!(speakers(&split(names)), ["王小明", "李小红", "王小明", "李小红"]);
    let alone = "主持人\n大家好，今天我们谈谈码头。\n王小明\n谢谢主持人，我来介绍一下。\n主持人\n码头什么时候建成呢？\n王小明\n我们计划明年三月建成。\n";
    let text = split(alone);
    assert_eq!(speakers(&text), ["主持人", "王小明", "主持人", "王小明"]);
    assert_eq!(text.paragraphs[0].kind, ParagraphKind::Byline);
    let timed = "发言人1 00:01\n大家好，我们开始开会。\n发言人2 00:07\n好的，我先说一下码头的情况。\n发言人1 00:20\n请说。\n";
    assert_eq!(speakers(&split(timed)), ["发言人1", "发言人2", "发言人1"]);
}

#[test]
fn english_proceedings_are_split_by_turns() {
    let text = split(
        "HARBOUR ASSEMBLY\n\nThe Assembly met at ten o'clock.\n\nTuesday, 14 March 2023\n\n\
         The SPEAKER pro tempore. The gentlewoman from Harbour County is recognized.\n\n\
         Ms. DOE of Harbour County. Mr. Speaker, I rise in support of the harbour bill.\n\n\
         The wall has stood for ninety years. Mr. Smith. He built it.\n\n\
         Mr. SMITH. Will the gentlewoman yield?\n\nMs. DOE of Harbour County. I yield.\n\n\
         The PRESIDENT. Without objection, it is so ordered.\n",
    );
    assert_eq!(
        speakers(&text),
        [
            "-",
            "The SPEAKER pro tempore",
            "Ms. DOE of Harbour County",
            "Mr. SMITH",
            "Ms. DOE of Harbour County",
            "The PRESIDENT"
        ]
    );
    assert!(text.slice(text.sections[2].span).ends_with("He built it."));
    assert!(text.slice(text.sections[0].span).ends_with("14 March 2023"));
}

#[test]
fn english_transcripts_of_several_conventions_are_split_by_turns() {
    let capitals = "JANE DOE: Good morning. I call the meeting to order.\nMR. SMITH: Thank you, Madam Chair.\nSENATOR ROE: I have a question about the wall.\nJANE DOE: Please go ahead.\n";
    assert_eq!(speakers(&split(capitals)), ["JANE DOE", "MR. SMITH", "SENATOR ROE", "JANE DOE"]);
    let families = "MODERATOR: Good evening. Our first question goes to Senator Doe.\nDOE: Thank you. I want to say that the wall must stand.\nROE: The senator has had twelve years. (APPLAUSE)\nMODERATOR: Let's move on.\nDOE: That is not true.\n";
    assert_eq!(speakers(&split(families)), ["MODERATOR", "DOE", "ROE", "MODERATOR", "DOE"]);
    let roles = "Moderator: Good evening. What will you do?\nDoe: I will build.\nModerator: And you?\nRoe: I will not.\nModerator: Thank you.\n";
    assert_eq!(speakers(&split(roles)), ["Moderator", "Doe", "Moderator", "Roe", "Moderator"]);
    let bold = "# A talk\n\nWe met at the harbour.\n\n**Jane Doe:** How did you come to build boats?\n\n**John Roe:** I began with my father. He built nets.\n\nThen I went on alone.\n\n**Jane Doe:** And the wall?\n\n**John Roe:** We need it.\n";
    let text = split(bold);
    assert_eq!(speakers(&text), ["-", "Jane Doe", "John Roe", "Jane Doe", "John Roe"]);
    assert_eq!(headings(&text)[0], "A talk");
    let questions = "Q: When will the wall be built?\nA: Next spring. The money is there.\nQ. Who pays?\nQ: Who pays for it?\nA: The county does.\n";
    assert_eq!(speakers(&split(questions)), ["Q", "A", "Q", "A"]);
    let deposition = "Q. Did you see the boat?\nA. Yes. I saw it at nine.\nQ. Who was in it?\nA. I do not know.\n";
    assert_eq!(speakers(&split(deposition)), ["Q", "A", "Q", "A"]);
    let briefing = "MS. DOE: Good afternoon, everyone. I have one announcement.\nQ  Thank you. Is the harbour open?\nMS. DOE: It is.\nQ  And the wall?\nMS. DOE: We will tell you tomorrow.\n";
    assert_eq!(speakers(&split(briefing)), ["MS. DOE", "Q", "MS. DOE", "Q", "MS. DOE"]);
    let alone = "JANE DOE\n\nI call the meeting to order. Thank you for coming.\n\nTHE CHAIR\n\nThe first item is the wall. Do we have a report?\n\nJANE DOE\n\nWe do. I wrote it myself.\n\nTHE CHAIR\n\nThank you. We go on.\n";
    assert_eq!(speakers(&split(alone)), ["JANE DOE", "THE CHAIR", "JANE DOE", "THE CHAIR"]);
    let debates =
        "Mr. Madison. I have a motion.\nMr. Henry. I object to it.\nMr. Madison. May I speak?\n";
    assert_eq!(speakers(&split(debates)), ["Mr. Madison", "Mr. Henry", "Mr. Madison"]);
}

#[test]
fn labels_that_are_no_speech_make_no_turns() {
    for source in [
        "Note: The harbour is closed.\nTime: 10:00\nPlace: Harbour Hall\nNote: Bring your own boat.\nTip: You can park at the wall.\nNote: We close at nine.\n",
        "会议指出：要统一思想。\n会议强调：我们要抓好落实。\n会议要求：各部门要压实责任。\n会议指出：要加强领导。\n",
        "目标：建成一流港口。\n来源：清河日报\n时间：八月十七日。\n目标：守住安全底线。\n他说：我们一定完成任务。\n王小明说：我同意。\n",
        "主演：王小明\n导演：李小红\n编剧：张小强\n",
        "组长：王小明\n副组长：李小红\n副组长：张小强\n成员：各部门负责人\n",
        "王小明：男，1965年生，市长。\n李小红：女，1970年生，局长。\n张小强：男，1980年生，教师。\n",
        "Mr. Smith went to the harbour. I saw him.\nMr. Smith said that we should build. Mr. Roe. He agreed.\nThe President spoke. You heard him.\n",
        "Key Points: You need a boat.\nNext Steps: We build a wall.\nKey Points: Your nets matter.\nNext Steps: You fish.\n",
        "England: Smith, Roe, Doe\nScotland: Bloggs, Roe\nEngland: 3 goals\nScotland: 2 goals\n",
        "KEY FINDINGS\n\nThe wall is old. We measured it.\n\nCASE STUDY\n\nThe net is new.\n\nKEY FINDINGS\n\nThe boat is small.\n",
        "Q: When?\nThe wall will be built in spring.\nQ: Who pays?\nThe county pays.\nQ: Why?\nThe tide is high.\n",
        "原告：王小明，男，住清河市。\n被告：清河公司。\n委托诉讼代理人：李小红，律师。\n被告：清河码头。\n",
        "记者：王小明\n来源：清河日报\n码头建成通车，群众出行方便。\n记者：李小红\n来源：清河日报\n渔业丰收，市场供应充足。\n记者：王小明\n",
    ] {
        assert!(
            speakers(&split(source)).iter().all(|&s| s == "-"),
            "{source}: {:?}",
            speakers(&split(source))
        );
    }
}

#[test]
fn a_heading_before_a_turn_is_the_turns() {
    let text = split(
        "清河访谈\n码头建设\n记者：码头什么时候建成？\n王小明：明年三月建成，请大家放心。\n渔业发展\n记者：渔业怎么发展？\n王小明：我们有三条措施。\n",
    );
    assert_eq!(speakers(&text), ["-", "记者", "王小明", "记者", "王小明"]);
    assert_eq!(headings(&text)[1..], ["码头建设", "-", "渔业发展", "-"]);
}

#[test]
fn the_users_pattern_begins_sections() {
    let with = |pattern: &str| SegmentSettings {
        split_pattern: Some(pattern.into()),
        ..SegmentSettings::default()
    };
    let source = "前言在此。\n## 第一件\n甲说了话。\n=第二件=乙\n乙说了话。";
    let found = text(source, &with("件"));
    assert_eq!(headings(&found), ["-", "第一件", "=第二件=乙"]);
    let found = text(source, &with("^=(?<heading>.+)=(?<speaker>.+)$"));
    assert_eq!((headings(&found), speakers(&found)), (vec!["-", "第二件"], vec!["-", "乙"]));
    let found = text(source, &with("^(?<speaker>.)说"));
    assert_eq!((headings(&found)[1], speakers(&found)), ("-", vec!["-", "甲", "乙"]));
    assert_eq!(text(source, &with("丙")).sections.len(), 1);
    let none = SegmentSettings { split: Split::Regex, ..SegmentSettings::default() };
    assert!(none.check().unwrap_err().to_string().contains("needs a pattern"));
    assert!(with("(").check().unwrap_err().to_string().contains("unclosed group"));
    let both = SegmentSettings { split: Split::Heading, ..with("a") };
    assert!(both.check().is_err() && with("a").check().is_ok());
}

proptest! {
    #[test]
    fn sections_cover_any_text_without_gaps(
        lines in prop::collection::vec(
            prop_oneof![
                Just("主持人：请问码头什么时候建成？"), Just("王小明：我不知道。"), Just("【王小明】"),
                Just("Q: Why?"), Just("A:"), Just("JANE DOE"), Just("Mr. SMITH. I rise."), Just("Q  Who?"),
                Just("○王小明委员 我说。"), Just("[00:01] Jane Doe: I see."), Just("发言人1 00:07"),
                Just("一、回顾"), Just("第一章"), Just("1.1 Boats"), Just("## Boats"), Just("===="),
                Just("The tide turned, and the boats came home."), Just("："), Just("【】"), Just(""),
            ],
            0..30,
        ),
        split in prop_oneof![
            Just(Split::Auto), Just(Split::Statement), Just(Split::Heading), Just(Split::Regex)
        ],
    ) {
        let pattern = (split == Split::Regex).then(|| "^(?<speaker>.*?)(?<heading>[ :：].*)?$".into());
        let text = text(&lines.join("\n"), &SegmentSettings { split, split_pattern: pattern });
        let mut byte = 0;
        for section in &text.sections {
            prop_assert_eq!(section.span.start, byte);
            byte = section.span.end + 1;
            for part in [section.heading, section.speaker].into_iter().flatten() {
                prop_assert!(section.span.start <= part.start && part.end <= section.span.end);
                prop_assert!(!part.is_empty() && !text.slice(part).contains('\n'));
            }
        }
        let end = text.sections.last().map(|s| s.span.end as usize);
        prop_assert_eq!(end, (!text.text.is_empty()).then_some(text.text.len()));
    }
}

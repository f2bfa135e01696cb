#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;

use super::*;
use crate::corpus::{Date, DocId, Document, Section, Span};
use crate::exec;
use crate::phrases::PhraseKind;
use crate::tokenize::tokenize_all;
use crate::units::{UnitSettings, units};

struct Bench {
    corpus: Corpus,
    texts: Vec<Text>,
    stream: UnitStream,
    concordance: Concordance,
}

/// Documents in order of date where one is given; sections are the parts between `|`.
fn bench(documents: &[(&str, Option<i16>)]) -> Bench {
    let document = |(i, &(source, year)): (usize, &(&str, Option<i16>))| Document {
        name: format!("{i:05}"),
        date: year.map(|year| Date { year, month: 0, day: 0 }),
        source: source.to_string(),
        ..Document::default()
    };
    let corpus = Corpus::new(documents.iter().enumerate().map(document).collect());
    let texts: Vec<Text> = corpus.documents.iter().map(|d| text(&d.source)).collect();
    let mut stream = units(&texts, &tokenize_all(&texts), &UnitSettings::default()).unwrap();
    let concordance = Concordance::build(&mut stream).unwrap();
    Bench { corpus, texts, stream, concordance }
}

fn text(source: &str) -> Text {
    let mut sections = Vec::new();
    let mut start = 0;
    for part in source.split_inclusive('|') {
        let span = Span::new(start, start + part.len());
        sections.push(Section { span, heading: None, speaker: None });
        start += part.len();
    }
    Text { text: source.to_string(), sections, ..Text::default() }
}

fn undated(documents: &[&str]) -> Bench {
    bench(&documents.iter().map(|&d| (d, None)).collect::<Vec<_>>())
}

impl Bench {
    fn find(&self) -> Reuse {
        self.find_with(&[], &ReuseSettings::default())
    }

    fn find_with(&self, phrases: &[Phrase], settings: &ReuseSettings) -> Reuse {
        find(&self.corpus, &self.texts, &self.stream, &self.concordance, phrases, settings)
    }

    fn slice(&self, place: Place) -> &str {
        self.texts[place.document.index()].slice(place.span)
    }

    /// A phrase with every place at which its text stands.
    fn phrase(&self, wanted: &str) -> Phrase {
        let mut places = Vec::new();
        for (d, text) in self.texts.iter().enumerate() {
            for (start, found) in text.text.match_indices(wanted) {
                let span = Span::new(start, start + found.len());
                let section = text.section_at(span.start);
                places.push(Place { document: DocId(d as u32), section, span });
            }
        }
        let mut documents: Vec<DocId> = places.iter().map(|p| p.document).collect();
        documents.dedup();
        let mut sections: Vec<_> = places.iter().map(|p| (p.document, p.section)).collect();
        sections.dedup();
        Phrase {
            text: wanted.into(),
            found_as: None,
            at: (0, 0),
            ranks: (0, 0),
            kind: PhraseKind::Slogan,
            n_documents: documents.len() as u32,
            n_sections: sections.len() as u32,
            n_occurrences: places.len() as u32,
            n_independent: places.len() as u32,
            n_units: 0,
            c_value: 0.0,
            score: 0.0,
            cohesion: 0.0,
            boundary: 0.0,
            dispersion: 0.0,
            family: 0,
            places,
        }
    }
}

const PASSAGE: &str = "山城各级供销合作社要把冷链仓储作为今年农产品上行的头号工程抓紧抓实";

#[test]
fn a_passage_is_found_with_its_places_on_both_sides() {
    let b = undated(&[
        &format!("春天来了。{PASSAGE}，会后代表合影。"),
        "毫不相干的一段话，谈的是河边的柳树和早市上的豆浆油条。",
        &format!("记者获悉，{PASSAGE}。"),
    ]);
    let r = b.find();
    assert_eq!(r.passages.len(), 1);
    let p = &r.passages[0];
    assert_eq!((b.slice(p.a), b.slice(p.b)), (PASSAGE, PASSAGE));
    assert_eq!((p.a.document, p.b.document), (DocId(0), DocId(2)));
    assert_eq!((p.identity, p.n_units, p.kind), (1.0, 33, PassageKind::Verbatim));
    assert_eq!(r.clusters.len(), 1);
    assert_eq!(r.clusters[0].members, [p.a, p.b]);
    assert_eq!(r.shares[1], Shares { own: 1.0, ..Shares::default() });
}

#[test]
fn marks_and_quotes_do_not_break_a_passage() {
    let b = undated(&[
        "甲。坚持为农服务根本宗旨、坚持联合合作、坚持市场导向、坚持因地制宜的“四个坚持”方针。",
        "乙，坚持为农服务根本宗旨，坚持联合合作，坚持市场导向，坚持因地制宜的四个坚持方针！",
    ]);
    let r = b.find();
    assert_eq!(r.passages.len(), 1);
    assert_eq!((r.passages[0].identity, r.passages[0].kind), (1.0, PassageKind::Verbatim));
    assert_eq!(r.passages[0].n_units, 35);
}

#[test]
fn small_edits_are_light_and_identity_counts_columns() {
    // One character of 33 replaced, one put in: 32 matches in 34 columns.
    let edited = PASSAGE.replace('把', "将").replace("头号", "头一号");
    let b = undated(&[PASSAGE, &edited]);
    let r = b.find();
    assert_eq!(r.passages.len(), 1);
    let p = &r.passages[0];
    assert_eq!((p.kind, p.n_units), (PassageKind::Light, 34));
    assert!((p.identity - 32.0 / 34.0).abs() < 1e-12, "{}", p.identity);
}

#[test]
fn swapped_clauses_stay_one_finding() {
    let one = "要加快建设县级物流中心和乡镇中转站点，要全面清查陈年旧账和闲置门店资产";
    let two = "要全面清查陈年旧账和闲置门店资产，要加快建设县级物流中心和乡镇中转站点";
    let r = undated(&[one, two]).find();
    assert_eq!(r.passages.len(), 1);
    let p = &r.passages[0];
    // Every unit has its partner, but not in order: not verbatim.
    assert_eq!((p.identity, p.kind, p.n_units), (1.0, PassageKind::Light, 34));
}

#[test]
fn english_passages_are_counted_in_words() {
    let shared = "the harbour board will repair every wooden pier before the first ferry of spring";
    let a = format!("On Monday {shared} leaves.");
    let b = format!("Officials said: {shared}");
    let r = undated(&[&a, &b]).find();
    assert_eq!(r.passages.len(), 1);
    assert_eq!(r.passages[0].n_units, 14);
    let short = |words: &str| {
        let b = undated(&[&format!("{words} x y z"), &format!("q r s {words}")]);
        b.find().passages.len()
    };
    assert_eq!(short("harbour board repairs wooden piers"), 1);
    assert_eq!(short("harbour board repairs piers"), 0, "four words are too few");
}

#[test]
fn min_units_and_min_identity_are_kept() {
    let b = undated(&[PASSAGE, &PASSAGE.replace('把', "将")]);
    let with = |min_units, min_identity| {
        let settings = ReuseSettings { min_units, min_identity, ..ReuseSettings::default() };
        b.find_with(&[], &settings).passages.len()
    };
    assert_eq!(with(Some(33), 0.6), 1);
    assert_eq!(with(Some(34), 0.6), 0);
    assert_eq!(with(None, 0.99), 0);
    let short =
        undated(&["甲。春耕备耕要早谋划早动手早见效。", "乙；春耕备耕要早谋划早动手早见效；"]);
    let settings = |min_units| ReuseSettings { min_units, ..ReuseSettings::default() };
    assert_eq!(short.find_with(&[], &settings(None)).passages.len(), 1);
    assert_eq!(short.find_with(&[], &settings(Some(15))).passages.len(), 0);
    assert_eq!(short.find_with(&[], &settings(Some(0))).passages.len(), 1);
}

#[test]
fn a_few_words_are_a_copy_only_if_nobody_else_has_them() {
    let words = "把仓库钥匙交给夜班的老保管员";
    let documents = |carriers: usize| -> Vec<String> {
        let own =
            |i: usize| (0..30).filter_map(move |k| char::from_u32(0x4e00 + 40 * i as u32 + k));
        let other = |i: usize| own(i).collect::<String>() + "。";
        let with = |i: usize| {
            if i < carriers { format!("{}{words}。", other(i)) } else { other(i) }
        };
        (0..12).map(with).collect()
    };
    let found = |carriers| {
        let documents = documents(carriers);
        let b = undated(&documents.iter().map(String::as_str).collect::<Vec<_>>());
        let is_it = |p: &&Passage| b.slice(p.a).contains(words);
        b.find().passages.iter().filter(is_it).count()
    };
    assert_eq!(found(2), 1);
    assert_eq!(found(4), 0, "four documents have it: a set phrase");
}

#[test]
fn evidence_counts_the_pieces_that_others_have() {
    // 22 positions with marks and terminators; the third has 甲乙丙 once and 丁戊 twice.
    let b = undated(&["甲乙丙丁戊", "甲乙丙丁戊", "甲乙丙，丁戊，丁戊"]);
    let content = Content::new(&b.stream);
    let (stream, concordance) = (&b.stream, &b.concordance);
    let evidence = Evidence { stream, concordance, content: &content };
    let bits = |runs: &[(u32, u32, u32)]| {
        let runs = runs.iter().map(|&(a, b, len)| crate::chain::Seed { a, b, len }).collect();
        evidence.bits((0, 1), &Fragment::of(runs), f64::MAX)
    };
    let near = |x: f64, y: f64| assert!((x - y).abs() < 1e-9, "{x} {y}");
    let n = 22f64;
    near(bits(&[(0, 5, 5)]), n.log2() + (n / 2.0).log2());
    near(bits(&[(3, 8, 2)]), (n / 2.0).log2());
    // Two runs: the second is worth what it has beyond the 5 · 5 places it may lie at.
    let luck = 25f64.log2();
    near(bits(&[(0, 5, 3), (4, 9, 1)]), n.log2().max(luck.min(n.log2())));
    // A unit nobody else has is as rare as can be.
    let b = undated(&["子丑寅", "子丑寅", "卯辰"]);
    let content = Content::new(&b.stream);
    let (stream, concordance) = (&b.stream, &b.concordance);
    let evidence = Evidence { stream, concordance, content: &content };
    let run = vec![crate::chain::Seed { a: 0, b: 3, len: 3 }];
    near(evidence.bits((0, 1), &Fragment::of(run), f64::MAX), 3.0 * 11f64.log2());
}

#[test]
fn clauses_edited_and_moved_are_one_finding() {
    let one = "县里决定今年冬天翻修三座旧粮仓，先请木匠查看梁柱，再向农户借来板车运砖，\
               账目每周贴在供销社门口，谁有疑问都能当面问会计，工钱一律月底结清";
    let two = "账目每旬张贴在供销社大门口，工钱月底全部结清，谁有疑问可以当面去问会计，\
               县里今年冬天决定翻修两座旧粮仓，再向邻近农户借板车拉砖，先请老木匠查看房梁立柱";
    let b = undated(&[
        &format!("山路上起了雾。{one}。鸡叫三遍才天亮。"),
        &format!("她把信折好放进口袋。{two}。河水慢慢退下去。"),
    ]);
    let r = b.find();
    assert_eq!(r.passages.len(), 1, "{:?}", r.passages);
    let p = &r.passages[0];
    assert_eq!(p.kind, PassageKind::Heavy);
    assert!(b.slice(p.a).len() > one.len() * 9 / 10 && b.slice(p.b).len() > two.len() * 9 / 10);
    assert!(!b.slice(p.a).contains('雾') && !b.slice(p.b).contains("退下"));
}

#[test]
fn a_passage_of_widespread_phrases_is_formulaic() {
    let (x, y) = ("坚定不移把乡村振兴摆在首位常抓不懈", "扎扎实实为群众办好身边的每一件小事");
    let stock: Vec<String> = (0..12).map(|i| format!("第{i}份。{x}。另有{i}事。{y}。")).collect();
    let mut documents: Vec<String> =
        vec![format!("{x}，{y}。昨夜大雨路滑无人出门"), format!("{x}，{y}！明早赶集买两斤红糖")];
    documents.extend(stock);
    let b = undated(&documents.iter().map(String::as_str).collect::<Vec<_>>());
    let phrases = [b.phrase(x), b.phrase(y)];
    let r = b.find_with(&phrases, &ReuseSettings::default());
    let of_first = |r: &Reuse| {
        let two = |p: &&Passage| (p.a.document, p.b.document) == (DocId(0), DocId(1));
        r.passages.iter().find(two).map(|p| p.kind)
    };
    assert_eq!(of_first(&r), Some(PassageKind::Formulaic));
    let near = |x: f64| (x - 34.0 / 44.0).abs() < 1e-12;
    assert!(near(r.shares[0].formulaic) && r.shares[0].shared == 0.0);
    assert_eq!(of_first(&b.find()), Some(PassageKind::Verbatim));
    assert!(near(b.find().shares[0].shared));
}

#[test]
fn a_formula_of_many_statements_in_few_documents_is_formulaic() {
    let statement = |i: usize| format!("第{i}位代表说{PASSAGE}。|");
    let page: String = (1..=6).map(statement).collect();
    let b = undated(&[&page, &statement(7)]);
    let kinds = |r: &Reuse| r.passages.iter().map(|p| p.kind).collect::<Vec<_>>();
    let r = b.find_with(&[b.phrase(PASSAGE)], &ReuseSettings::default());
    assert!(!r.passages.is_empty());
    assert!(kinds(&r).iter().all(|&k| k == PassageKind::Formulaic), "{:?}", kinds(&r));
}

#[test]
fn a_text_reprinted_everywhere_is_copied_not_formulaic() {
    let article = format!("{PASSAGE}。{}", "然后大家分头下乡查看库房，今年的收购价比去年略高。");
    let b = undated(&[article.as_str(); 40]);
    let phrases = [b.phrase(article.trim_end_matches('。'))];
    let r = b.find_with(&phrases, &ReuseSettings::default());
    assert!(r.passages.iter().all(|p| p.kind == PassageKind::Verbatim));
    assert_eq!(r.shares[7].shared, 1.0);
}

#[test]
fn sections_of_one_document_are_compared_only_within() {
    let b = undated(&[&format!("甲的发言。{PASSAGE}。|乙的发言。{PASSAGE}。")]);
    let r = b.find();
    assert_eq!(r.passages.len(), 1);
    assert_eq!((r.passages[0].a.section.0, r.passages[0].b.section.0), (0, 1));
    assert_eq!(r.shares[0].shared, 0.0, "shared means with another document");
    let settings = ReuseSettings { within: false, ..ReuseSettings::default() };
    assert!(b.find_with(&[], &settings).passages.is_empty());
    assert!(undated(&[&format!("{PASSAGE}。{PASSAGE}。")]).find().passages.is_empty());
}

#[test]
fn a_refrain_inside_one_document_is_no_passage() {
    let refrain = "粮仓修好了大家都放心";
    let page = format!("甲说过冬的事，{refrain}。|乙讲起开河的那一年，{refrain}。");
    assert!(undated(&[&page]).find().passages.is_empty());
    let other = format!("别处也听见：{refrain}。");
    assert_eq!(undated(&[&page, &other]).find().passages.len(), 1);
}

#[test]
fn the_earliest_holder_is_the_probable_source() {
    let b = bench(&[(PASSAGE, None), (PASSAGE, Some(2023)), (PASSAGE, Some(2021))]);
    let r = b.find();
    let order: Vec<u32> = r.clusters[0].members.iter().map(|m| m.document.0).collect();
    assert_eq!(order, [2, 1, 0], "undated last");
    assert_eq!((r.clusters.len(), r.passages.len()), (1, 3));
    assert!(r.passages.iter().all(|p| (p.a.document, p.b.document) != (DocId(1), DocId(2))));
}

/// Documents with a group and a day of May 2023 where one is given.
fn grouped(documents: &[(&str, &str, u8)]) -> Bench {
    let mut b = undated(&documents.iter().map(|d| d.0).collect::<Vec<_>>());
    for (document, &(_, group, day)) in b.corpus.documents.iter_mut().zip(documents) {
        document.group = (!group.is_empty()).then(|| group.into());
        document.date = (day > 0).then_some(Date { year: 2023, month: 5, day });
    }
    b
}

#[test]
fn groups_and_dates_keep_documents_apart() {
    let b =
        grouped(&[(PASSAGE, "甲", 1), (PASSAGE, "甲", 3), (PASSAGE, "乙", 20), (PASSAGE, "", 0)]);
    let pairs = |settings: ReuseSettings| {
        let mut pairs: Vec<(u32, u32)> = b
            .find_with(&[], &settings)
            .passages
            .iter()
            .map(|p| (p.a.document.0, p.b.document.0))
            .collect();
        pairs.sort_unstable();
        pairs
    };
    let all = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];
    assert_eq!(pairs(ReuseSettings::default()), all);
    let across = ReuseSettings { across: Some(Across::Group), ..ReuseSettings::default() };
    assert_eq!(pairs(across), [(0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]);
    let window = ReuseSettings { window: Some(17), ..ReuseSettings::default() };
    assert_eq!(pairs(window), [(0, 1), (0, 3), (1, 2), (1, 3), (2, 3)]);
}

#[test]
fn a_star_links_only_those_who_may_be_compared() {
    let documents: Vec<(&str, &str, u8)> =
        (0..30).map(|i| (PASSAGE, if i % 2 == 0 { "甲" } else { "乙" }, i + 1)).collect();
    let b = grouped(&documents);
    let across = ReuseSettings { across: Some(Across::Group), ..ReuseSettings::default() };
    let r = b.find_with(&[], &across);
    assert!(r.passages.iter().all(|p| p.a.document.0 % 2 != p.b.document.0 % 2));
    assert_eq!((r.clusters.len(), r.clusters[0].members.len()), (1, 30));
    let window = ReuseSettings { window: Some(1), ..ReuseSettings::default() };
    let r = b.find_with(&[], &window);
    assert!(r.passages.iter().all(|p| p.b.document.0 - p.a.document.0 == 1));
    assert_eq!((r.passages.len(), r.clusters.len()), (29, 1));
}

#[test]
fn exchanges_count_units_once_and_follow_the_dates() {
    let other = "沿江三个码头今冬全部换上新缆绳，船工夜里轮流值守看护灯塔";
    let b = grouped(&[
        (&format!("{PASSAGE}。中间说别的。{other}。"), "甲", 9),
        (&format!("前言。{PASSAGE}。后话。"), "乙", 4),
        (&format!("{other}，完。"), "甲", 0),
    ]);
    let r = b.find();
    let exchange = |a, b, is_directed, n_units| Exchange {
        a: DocId(a),
        b: DocId(b),
        is_directed,
        n_passages: 1,
        units_a: n_units,
        units_b: n_units,
    };
    assert_eq!(r.exchanges, [exchange(1, 0, true, 33), exchange(0, 2, false, 27)]);
    let of = |a: &str, b: &str, is_directed, units_b, n_units: f64| GroupExchange {
        a: a.into(),
        b: b.into(),
        is_directed,
        n_pairs: 1,
        n_passages: 1,
        documents_b: 1,
        units_b,
        share_b: f64::from(units_b) / n_units,
    };
    // The group 甲 has 33 + 5 + 27 units and 27 + 1.
    assert_eq!(
        r.group_exchanges,
        [of("乙", "甲", true, 33, 93.0), of("甲", "甲", false, 27, 93.0)]
    );
    assert_eq!(r.section_shares[1], [r.shares[1]]);
}

#[test]
fn later_holders_show_what_they_changed() {
    let edited = PASSAGE.replace('把', "将").replace("头号", "头一号").replace("农产品", "");
    let b = bench(&[(&edited, Some(2023)), (PASSAGE, Some(2022)), (PASSAGE, None)]);
    let cluster = &b.find().clusters[0];
    let differences = &cluster.differences;
    assert_eq!(cluster.members[0].document, DocId(1));
    assert_eq!((differences[0].identity, differences[0].n_changes), (Some(1.0), 0));
    assert_eq!(differences[2], differences[0], "the third says the same");
    let change =
        |source: &str, holder: &str| Change { source: source.into(), holder: holder.into() };
    let expected = [change("把", "将"), change("农产品", ""), change("", "一")];
    assert_eq!((&differences[1].changes[..], differences[1].n_changes), (&expected[..], 3));
    assert_eq!(differences[1].identity, Some(29.0 / 34.0));
}

#[test]
fn a_slogan_inside_a_reprint_keeps_its_own_cluster() {
    let article: String =
        (0..12).map(|i| format!("第{i}条谈{}。", "仓储运输包装".repeat(2))).collect();
    let article = format!("{article}{PASSAGE}。{}", "末段另讲天气。");
    let r = undated(&[&article, &article, &format!("别处。{PASSAGE}，完。")]).find();
    assert_eq!(r.clusters.len(), 2);
    assert_eq!((r.clusters[0].members.len(), r.clusters[1].members.len()), (3, 2));
}

#[test]
fn empty_documents_and_empty_corpora_have_no_passages() {
    assert_eq!(undated(&[]).find().shares.len(), 0);
    let r = undated(&["", "。。\u{0}\n", ""]).find();
    assert!(r.passages.is_empty() && r.clusters.is_empty());
    assert_eq!(r.shares, [Shares::default(); 3]);
}

#[test]
fn a_thousand_identical_documents_make_one_cluster_and_a_star() {
    let long = format!(
        "{PASSAGE}。{}",
        "然后大家分头下乡查看库房。今年的收购价比去年略高，农户愿意交售。"
    );
    let documents = vec![long.as_str(); 1000];
    let r = undated(&documents).find();
    assert_eq!((r.passages.len(), r.clusters.len()), (999, 1));
    assert_eq!(r.clusters[0].members.len(), 1000);
    assert!(r.passages.iter().all(|p| p.a.document == DocId(0) && p.n_units == 62));
    assert!(r.shares.iter().all(|s| s.shared == 1.0));
}

#[test]
fn a_short_notice_sent_out_a_thousand_times_is_a_star() {
    let notice = "今晚七点在晒谷场开会请带板凳";
    let b = undated(&vec![notice; 1000]);
    let r = b.find_with(&[b.phrase(notice)], &ReuseSettings::default());
    assert_eq!((r.passages.len(), r.clusters.len()), (999, 1));
    assert!(r.passages.iter().all(|p| p.kind == PassageKind::Verbatim));
    assert!(r.shares.iter().all(|s| s.shared == 1.0));
}

#[test]
fn ten_thousand_copies_of_a_sentence_stay_bounded() {
    let many = format!("{PASSAGE}。").repeat(10_000);
    let r = undated(&[&many]).find();
    assert!(r.passages.is_empty());
    let r = undated(&[&many, PASSAGE]).find();
    assert_eq!((r.passages.len(), r.clusters.len()), (1, 1));
    let r = undated(&[&many, &many]).find();
    assert_eq!((r.passages.len(), r.passages[0].n_units), (1, 330_000));
    let sections = format!("{PASSAGE}。|").repeat(10_000);
    let r = undated(&[&sections]).find();
    // Runs over many sections are rarer towards the end of the text: some pairs join the star.
    assert!((9_999..20_000).contains(&r.passages.len()), "{}", r.passages.len());
    assert_eq!((r.clusters.len(), r.clusters[0].members.len()), (1, 10_000));
}

#[test]
fn texts_of_one_letter_share_the_shorter_text() {
    let (long, short) = ("大".repeat(20_000), "大".repeat(9_000));
    let r = undated(&[&long, &short]).find();
    assert_eq!(r.passages.len(), 1);
    assert_eq!(r.passages[0].identity, 1.0);
    assert_eq!(r.shares[1].shared, 1.0);
}

#[test]
fn a_prefix_of_a_document_is_wholly_shared() {
    let clauses: String =
        (0..200).map(|i| format!("第{i}号文件说明{}。", i * 7919 % 1000)).collect();
    let half: String = clauses.chars().take(clauses.chars().count() / 2).collect();
    let r = undated(&[&clauses, &half]).find();
    assert_eq!(r.passages[0].a.span.start, 0);
    assert!(r.shares[1].shared > 0.99);
    assert_eq!(r.passages[0].kind, PassageKind::Verbatim);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let documents: Vec<String> = (0..60)
        .map(|i| format!("第{i}号。{}{PASSAGE}。", PASSAGE.chars().skip(i % 9).collect::<String>()))
        .collect();
    let b = undated(&documents.iter().map(String::as_str).collect::<Vec<_>>());
    let json = |n| {
        let reuse = exec::with_threads(Some(n), || b.find()).unwrap();
        serde_json::to_string(&reuse).unwrap()
    };
    assert_eq!(json(1), json(4));
}

/// All maximal matches of at least `least` units between two ranges.
fn naive_matches(ids: &[u32], a: &[usize], b: &[usize], least: usize) -> Vec<(u32, u32, u32)> {
    let mut all = Vec::new();
    for (i, &p) in a.iter().enumerate() {
        for (j, &q) in b.iter().enumerate() {
            if i > 0 && j > 0 && ids[a[i - 1]] == ids[b[j - 1]] {
                continue;
            }
            let n = a[i..].iter().zip(&b[j..]).take_while(|&(&x, &y)| ids[x] == ids[y]).count();
            if n >= least {
                all.push((p as u32, q as u32, n as u32));
            }
        }
    }
    all
}

fn small_documents() -> impl Strategy<Value = Vec<String>> {
    let letter = prop::sample::select(vec!['甲', '乙', '丙']);
    let document = prop::collection::vec(letter, 0..18).prop_map(|d| d.into_iter().collect());
    prop::collection::vec(document, 0..5)
}

proptest! {
    #[test]
    fn seeds_are_all_maximal_matches(
        documents in small_documents(),
        least in 2u32..6,
        n_blocks in 1usize..4,
    ) {
        let b = undated(&documents.iter().map(String::as_str).collect::<Vec<_>>());
        prop_assume!(!b.stream.is_empty());
        let content = Content::new(&b.stream);
        let settings = ReuseSettings::default();
        let (mut seeds, mut rule) = rules(&settings);
        seeds.seed_weight = least;
        seeds.passage_weight = least;
        seeds.max_document_frequency = u32::MAX;
        rule.seed_weight = least;
        let ages: Vec<u32> = (0..documents.len() as u32).collect();
        let partners = Partners::new(&b.corpus, &settings);
        let seeds =
            Seeds::find(&b.stream, &b.concordance, &content, &ages, &partners, &seeds);
        let links: Vec<Link> =
            content.blocks(n_blocks).into_iter().flat_map(|block| seeds.links(block)).collect();
        let (stream, concordance) = (&b.stream, &b.concordance);
        let evidence = Evidence { stream, concordance, content: &content };
        let comparison =
            Comparison { stream, content: &content, evidence: &evidence, rule: &rule };
        let mut found = Vec::new();
        for pair in links.chunk_by(|x, y| x.scopes == y.scopes) {
            let ranges = pair[0].scopes;
            let (x, y) = (content.scope_range(ranges.0), content.scope_range(ranges.1));
            found.extend(comparison.matches(pair, &x, &y).iter().map(|s| (s.a, s.b, s.len)));
        }
        found.sort_unstable();
        let mut naive = Vec::new();
        for x in 0..documents.len() {
            for y in x + 1..documents.len() {
                let units = |d| content.document_range(d).map(|u| u as usize).collect::<Vec<_>>();
                naive.extend(naive_matches(&content.ids, &units(x), &units(y), least as usize));
            }
        }
        naive.sort_unstable();
        prop_assert_eq!(found, naive);
    }

    #[test]
    fn shares_are_what_marking_unit_by_unit_gives(
        documents in small_documents(),
        raw in prop::collection::vec((0usize..60, 0usize..9), 0..6),
        phrased in prop::collection::vec(any::<bool>(), 90),
    ) {
        let b = undated(&documents.iter().map(String::as_str).collect::<Vec<_>>());
        let content = Content::new(&b.stream);
        let n = content.ids.len();
        let shared: Vec<std::ops::Range<u32>> =
            raw.iter().map(|&(s, l)| s.min(n) as u32..(s + l).min(n) as u32).collect();
        let (all, by_section) = shares::shares(&content, &shared, &phrased[..n]);
        for (whole, sections) in all.iter().zip(&by_section) {
            prop_assert!(sections.is_empty() || sections == &[*whole]);
        }
        for (d, s) in all.iter().enumerate() {
            let range = content.document_range(d);
            let total = range.len() as f64;
            let in_shared = |u: &u32| shared.iter().any(|r| r.contains(u));
            let n_shared = range.clone().filter(in_shared).count() as f64;
            let n_formulaic =
                range.clone().filter(|u| phrased[*u as usize] && !in_shared(u)).count() as f64;
            if total == 0.0 {
                prop_assert_eq!(*s, Shares::default());
            } else {
                prop_assert!((s.shared - n_shared / total).abs() < 1e-12);
                prop_assert!((s.formulaic - n_formulaic / total).abs() < 1e-12);
                prop_assert!((s.shared + s.formulaic + s.own - 1.0).abs() < 1e-12);
            }
        }
    }
}

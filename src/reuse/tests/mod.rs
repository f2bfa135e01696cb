//! Passages: found, edited, rearranged, long enough; the corpora that all tests of reuse share.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod extremes;
mod holders;
mod kinds;
mod twins;

use super::*;
use crate::corpus::{Date, DocId, Document, Section, Span};
use crate::exec;
use crate::phrases::PhraseKind;
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
    let mut stream = units(&texts, &UnitSettings::default()).unwrap();
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
        let find = |links_at_once| {
            let Self { corpus, texts, stream, concordance } = self;
            find(corpus, texts, stream, concordance.clone(), phrases, settings, links_at_once)
        };
        let found = find(1 << 20);
        assert_eq!(format!("{:?}", find(3)), format!("{found:?}"), "a few links at a time");
        found
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
        let first = places.first().expect("the phrase occurs");
        let units = self.stream.positions_in(first.document, first.span);
        let ranks = self.concordance.range(&self.stream, &self.stream.ids[units.clone()]);
        let mut documents: Vec<DocId> = places.iter().map(|p| p.document).collect();
        documents.dedup();
        let mut sections: Vec<_> = places.iter().map(|p| (p.document, p.section)).collect();
        sections.dedup();
        Phrase {
            text: wanted.into(),
            found_as: None,
            at: (units.start as u32, units.len() as u32),
            ranks: (ranks.start as u32, ranks.end as u32),
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
            places: places.into_iter().collect(),
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

#![allow(clippy::unwrap_used)]
use proptest::prelude::*;

use super::order::Order;
use super::pattern::{Part, Wanted};
use super::search::{reach, words_like};
use super::*;
use crate::concordance::Concordance;
use crate::corpus::{Document, UnitId};
use crate::trends::Period;
use crate::units::{UnitSettings, units};

struct Indexed {
    corpus: Corpus,
    texts: Vec<Text>,
    stream: UnitStream,
    index: Concordance,
}

/// Documents of a name's first letter as group and the year behind it as date.
fn indexed(documents: &[(&str, &str)]) -> Indexed {
    let documents = documents.iter().map(|(name, text)| Document {
        name: (*name).to_owned(),
        source: (*text).to_owned(),
        group: name.chars().next().filter(|c| *c != '-').map(String::from),
        date: name[1..].parse().ok().map(|year| Date { year, month: 0, day: 0 }),
        ..Document::default()
    });
    let corpus = Corpus::new(documents.collect());
    let text = |d: &Document| Text { text: d.source.clone(), ..Text::default() };
    let texts: Vec<Text> = corpus.documents.iter().map(text).collect();
    let mut stream = units(&texts, &UnitSettings::default()).unwrap();
    let index = Concordance::build(&mut stream).unwrap();
    Indexed { corpus, texts, stream, index }
}

fn pattern(phrase: &str) -> Pattern {
    Pattern::parse(phrase, &UnitSettings::default()).unwrap()
}

impl Indexed {
    fn find(&self, phrase: &str) -> Vec<Hit> {
        find(&self.stream, &self.index, &pattern(phrase))
    }

    /// The hits as written, each with its filler.
    fn shown(&self, phrase: &str) -> Vec<(String, String)> {
        let shown = |hit: &Hit| {
            let text = written(&self.texts, &self.stream, hit.document(&self.stream), &hit.range);
            (text.to_owned(), hit.filler(&self.texts, &self.stream).unwrap_or_default())
        };
        self.find(phrase).iter().map(shown).collect()
    }
}

fn shown(text: &str, phrase: &str) -> Vec<(String, String)> {
    indexed(&[("a", text)]).shown(phrase)
}

fn pair(text: &str, filler: &str) -> (String, String) {
    (text.to_owned(), filler.to_owned())
}

#[test]
fn a_star_is_one_character_or_word_whatever_marks_stand_beside_it() {
    let text = "画好最大同心圆，畫出「最大同心圓」。扩大最大同心圆。画 最大同心圆";
    let expected = [pair("画好最大同心圆", "好"), pair("畫出「最大同心圓", "出")];
    assert_eq!(shown(text, "画*最大同心圆"), expected);
    assert_eq!(shown(text, "画＊最大同心圓"), expected);
    let text = "The state of the union, the end of the very long road of the land.";
    assert_eq!(
        shown(text, "the * of the"),
        [pair("The state of the", "state"), pair("the end of the", "end")]
    );
    assert_eq!(shown(text, "very * * of"), [pair("very long road of", "long road")]);
    assert_eq!(shown(text, "the* of *"), []);
    assert_eq!(shown("第20届和第三十届", "第*届"), [pair("第20届", "20")]);
}

#[test]
fn a_slot_of_several_lengths_takes_the_shortest_hit() {
    let text = "在会上说，要在凝聚共识、服务大局上下功夫。在别处。只在上下功夫";
    assert_eq!(
        shown(text, "在…上下功夫"),
        [pair("在凝聚共识、服务大局上下功夫", "凝聚共识、服务大局")]
    );
    assert_eq!(shown(text, "在*{1,7}上下功夫"), []);
    assert_eq!(shown(text, "在……上下功夫").len(), 1);
    assert_eq!(
        shown(text, "在*{0,8}上下功夫"),
        [pair("在凝聚共识、服务大局上下功夫", "凝聚共识、服务大局"), pair("在上下功夫", "")]
    );
    assert_eq!(
        shown("既要绿水，又要山。既要山。又要水", "既要…又要*"),
        [pair("既要绿水，又要山", "绿水 / 山")]
    );
}

#[test]
fn a_first_choice_that_leads_nowhere_is_taken_back() {
    let expected = [pair("甲乙乙丁丙", "乙 / 丁")];
    assert_eq!(shown("甲乙乙丁丙", "甲*{0,3}乙*丙"), expected);
    // The last part is the rarest: the same from the other side.
    assert_eq!(shown("甲甲丁乙乙丙。甲。乙", "甲*乙*{0,3}丙"), [pair("甲丁乙乙丙", "丁 / 乙")]);
}

#[test]
fn stars_in_words_are_letters_of_them() {
    let text = "Economic policy, economy and the ECONOMICS of 2023 and 2024";
    let found = |phrase| shown(text, phrase).into_iter().map(|p| p.0).collect::<Vec<_>>();
    assert_eq!(found("econom*"), ["Economic", "economy", "ECONOMICS"]);
    assert_eq!(found("e*n*ic*s"), ["ECONOMICS"]);
    assert_eq!(found("*my and"), ["economy and"]);
    assert_eq!(found("202* and"), ["2023 and"]);
    // Beside a Han character the star is a slot, as it is behind a space.
    assert_eq!(shown("GDP年增长，GDPX增长", "GDP*增长"), [pair("GDP年增长", "年")]);
    let vocabulary: Vec<String> = ["ab", "aba", "abba", "b"].map(String::from).into();
    let like = |pieces: &[&str]| {
        words_like(&vocabulary, &pieces.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(like(&["ab", "ba"]), [UnitId(2)]);
    assert_eq!(like(&["", "a"]), [UnitId(1), UnitId(2)]);
}

#[test]
fn a_backslash_takes_the_sign_as_text() {
    assert_eq!(shown("甲*乙，甲丙乙", r"甲\*乙"), [pair("甲*乙", "")]);
    assert_eq!(shown("甲…乙，甲丙乙", r"甲\…乙"), [pair("甲…乙", "")]);
    assert_eq!(shown(r"甲\乙", r"甲\\乙"), [pair(r"甲\乙", "")]);
    assert_eq!(shown(r"甲\乙", r"甲\乙"), [pair(r"甲\乙", "")]);
    assert_eq!(shown("甲丙{乙", r"甲*\{乙"), [pair("甲丙{乙", "丙")]);
}

#[test]
fn phrases_without_anything_to_look_for_are_refused_with_the_reason() {
    let reason =
        |phrase: &str| Pattern::parse(phrase, &UnitSettings::default()).unwrap_err().to_string();
    for phrase in ["", " \t\n", "，。", "\u{feff}\u{200b}", r"\*"] {
        assert!(reason(phrase).contains("no character to look for"), "{phrase:?}");
    }
    for phrase in ["*", "…", "* *{1,3}，"] {
        assert!(reason(phrase).contains("nothing but slots"), "{phrase:?}");
    }
    for phrase in ["在…", "*{1,2}上", "在*…"] {
        assert!(reason(phrase).contains("edge"), "{phrase:?}");
    }
    for phrase in ["在*{x}上", "在*{}上", "在*{1,2上", "在*{1,2,3}上", "在*{-1}上"] {
        assert!(reason(phrase).contains("*{3}"), "{phrase:?}");
    }
    for phrase in ["在*{0}上", "在*{3,1}上", "在*{1,101}上", "在*{60}*{60}上"] {
        assert!(reason(phrase).contains("cannot be searched"), "{phrase:?}");
    }
    assert!(reason(&"在*".repeat(17)).contains("17 slots"));
    assert!(reason("同心\u{1b}[31m圆").contains("U+001B"));
    assert_eq!(pattern("同心\u{200b}圆"), pattern("同心圆"));
}

#[test]
fn lines_are_sorted_by_what_stands_beside_them() {
    let i = indexed(&[("b2020", "要画好圆。圆更大"), ("a2021", "会画出圆，更多"), ("-", "圆")]);
    let by = |order| {
        let mut hits = i.find("圆");
        sort(&i.corpus, &i.stream, &mut hits, order);
        let name = |h: &Hit| i.corpus[h.document(&i.stream)].name.clone();
        hits.iter().map(|h| (name(h), h.range.start)).collect::<Vec<_>>()
    };
    let position = by(Order::Position);
    let order = |order| {
        let places = by(order);
        places.iter().map(|p| position.iter().position(|q| q == p).unwrap()).collect::<Vec<_>>()
    };
    // In order of positions: the lone 圆, 画出圆, 画好圆, 圆更大.
    assert_eq!(order(Order::Left), [0, 3, 1, 2], "出 before 好, sentence edges first");
    assert_eq!(
        order(Order::Right),
        [0, 2, 1, 3],
        "更多 before 更大, the mark between does not count"
    );
    assert_eq!(order(Order::Date), [2, 3, 1, 0]);
    assert_eq!(order(Order::Group), [1, 2, 3, 0]);
}

#[test]
fn shares_are_of_all_documents_of_the_part() {
    let i = indexed(&[
        ("a2020", "同心圆，同心圆好"),
        ("a2022", "别的"),
        ("b2022", "画同心圆"),
        ("-", "无"),
    ]);
    let hits = i.find("同心圆");
    let rows = |by| {
        let shares = shares(&i.corpus, &i.stream, &hits, by);
        shares
            .into_iter()
            .map(|s| {
                let name = s.name.clone().unwrap_or_default();
                (name, s.n_documents, s.n_occurrences, s.volume, s.share(), s.per_10000().round())
            })
            .collect::<Vec<_>>()
    };
    let row = |name: &str, n, occurrences, volume, share, rate| {
        (name.to_owned(), n, occurrences, volume, share, rate)
    };
    assert_eq!(
        rows(Partition::Group),
        [
            row("b", 1, 1, 1, 1.0, 2500.0),
            row("a", 1, 2, 2, 0.5, 2222.0),
            row("", 0, 0, 1, 0.0, 0.0)
        ]
    );
    assert_eq!(
        rows(Partition::Period(Period::Year)),
        [
            row("2020", 1, 2, 1, 1.0, 2857.0),
            row("2022", 1, 1, 2, 0.5, 1667.0),
            row("", 0, 0, 1, 0.0, 0.0)
        ]
    );
    // Dates of a year fall into no month.
    assert_eq!(rows(Partition::Period(Period::Month)), [row("", 2, 3, 4, 0.5, 2143.0)]);
    assert_eq!(
        rows(Partition::Document),
        [row("a2020", 1, 2, 1, 1.0, 2857.0), row("b2022", 1, 1, 1, 1.0, 2500.0)]
    );
}

#[test]
fn wordings_are_counted_folded_and_shown_as_first_written() {
    let i = indexed(&[
        ("a", "畫出同心圆。画好“同心圆”"),
        ("b", "画出同心圆凝聚力量。"),
        ("c", "画出同心圆"),
    ]);
    let rows = |phrase: &str, of| {
        let wordings = wordings(&i.texts, &i.stream, &i.find(phrase), of);
        let row =
            |w: Wording| (w.text.unwrap_or_default(), w.n_documents, w.n_occurrences, w.share);
        wordings.into_iter().map(row).collect::<Vec<_>>()
    };
    let row = |text: &str, documents, n, share| (text.to_owned(), documents, n, share);
    assert_eq!(rows("画*同心圆", Of::Filler), [row("出", 3, 3, 0.75), row("好", 1, 1, 0.25)]);
    assert_eq!(rows("同心圆", Of::Left)[0].0, "畫出");
    assert_eq!(rows("同心圆", Of::Right), [row("", 2, 3, 0.75), row("凝聚", 1, 1, 0.25)]);
}

#[test]
fn what_is_not_found_leads_to_what_is() {
    let i = indexed(&[("a", "画好最大同心圆，the state of the union"), ("b", "画好最大同心圆")]);
    let near = |phrase| nearest(&i.texts, &i.stream, &i.index, &pattern(phrase));
    let like = Nearest::Like("画好最大同心圆".into(), 2);
    assert_eq!(near("画好最大同心园"), like);
    assert_eq!(near("划好最大同心圆"), like);
    assert_eq!(near("state of teh union"), Nearest::Like("state of the union".into(), 1));
    assert_eq!(near("划最大同心圆"), Nearest::Like("好最大同心圆".into(), 2));
    let open = indexed(&[("a", "画最大圆，画最大图，画最大网")]);
    let found = nearest(&open.texts, &open.stream, &open.index, &pattern("画最大饼"));
    assert_eq!(found, Nearest::Part("画最大".into(), 3));
    assert_eq!(near("最大的同心圆"), Nearest::Part("同心圆".into(), 2));
    assert_eq!(near("圆…好"), Nearest::Apart);
    assert_eq!(near("某某某某某"), Nearest::Nothing);
    assert_eq!(near("画…某某"), Nearest::Nothing);
    assert_eq!(near(&"画好".repeat(5000)), Nearest::Part("画好".into(), 2));
}

#[test]
fn rows_of_marks_and_many_slots_do_not_stall_the_search() {
    let marks = format!("画{}圆", "、".repeat(20_000));
    assert_eq!(shown(&marks, "画*{0,9}圆"), []);
    let long = "甲乙".repeat(5_000);
    assert!(!shown(&long, &format!("{}甲", "甲*{0,9}".repeat(16))).is_empty());
    assert_eq!(shown(&long, &format!("{}丙", "甲*{0,9}".repeat(16))), []);
}

/// Every way a pattern fits a stretch exactly: the slots' ranges, the shortest first slots first.
fn ways(stream: &UnitStream, parts: &[Part], range: Range<usize>) -> Vec<Vec<Range<usize>>> {
    let Some((part, rest)) = parts.split_first() else {
        return if range.is_empty() { vec![Vec::new()] } else { Vec::new() };
    };
    match part {
        Part::Fixed(units) => {
            let stands = |(i, wanted): (usize, &Wanted)| {
                let unit = stream.unit(range.start + i);
                matches!(wanted, Wanted::Unit(wanted) if wanted == unit)
            };
            if units.len() > range.len() || !units.iter().enumerate().all(stands) {
                return Vec::new();
            }
            ways(stream, rest, range.start + units.len()..range.end)
        }
        &Part::Slot { least, most } => (range.start..=range.end)
            .filter(|&to| {
                let slot = range.start..to;
                slot.len() <= reach(most)
                    && (least..=most).contains(&stream.n_content(slot.clone()))
                    && !slot.clone().any(|p| stream.kind(p).ends_phrase())
            })
            .flat_map(|to| {
                ways(stream, rest, to..range.end).into_iter().map(move |mut way| {
                    way.insert(0, range.start..to);
                    way
                })
            })
            .collect(),
    }
}

/// The hits by trying every stretch.
fn naive(stream: &UnitStream, pattern: &Pattern) -> Vec<Hit> {
    let mut all: Vec<(Range<usize>, Vec<Range<usize>>)> = Vec::new();
    for start in 0..stream.len() {
        for end in start + 1..=stream.len() {
            if let Some(way) = ways(stream, &pattern.parts, start..end).into_iter().next() {
                all.push((start..end, way));
            }
        }
    }
    let holds = |a: &Range<usize>, b: &Range<usize>| a != b && a.start <= b.start && b.end <= a.end;
    let is_minimal = |range: &Range<usize>| !all.iter().any(|(other, _)| holds(range, other));
    let trimmed = |slot: &Range<usize>| {
        let content: Vec<usize> = slot.clone().filter(|&p| stream.kind(p).is_content()).collect();
        content.first().map_or(0..0, |first| *first..content[content.len() - 1] + 1)
    };
    all.iter()
        .filter(|(range, _)| is_minimal(range))
        .map(|(range, way)| Hit {
            range: range.clone(),
            fillers: way.iter().map(trimmed).collect(),
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn the_search_finds_what_trying_every_stretch_finds(
        documents in prop::collection::vec("([甲乙]|[甲乙丙]|[甲乙丙]、|[甲乙丙]，|[甲乙]。){0,16}", 1..3),
        parts in prop::collection::vec("[甲乙丙]|[甲乙丙]|[甲乙丙]{2}|[甲乙]、", 1..4),
        slots in prop::collection::vec((0usize..3, 1usize..4), 3),
        edges in (0usize..3, 0usize..3),
    ) {
        let mut phrase = "*".repeat(edges.0);
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                let (least, more) = slots[i];
                phrase.push_str(&format!("*{{{least},{}}}", least + more - 1 + usize::from(least == 0)));
            }
            phrase.push_str(part);
        }
        phrase.push_str(&"*".repeat(edges.1));
        let named: Vec<(&str, &str)> = documents.iter().map(|d| ("a", d.as_str())).collect();
        let i = indexed(&named);
        // Empty fillers stand anywhere.
        let plain = |mut hits: Vec<Hit>| {
            for filler in hits.iter_mut().flat_map(|h| &mut h.fillers) {
                if filler.start == filler.end {
                    *filler = 0..0;
                }
            }
            hits
        };
        let pattern = pattern(&phrase);
        prop_assert_eq!(
            plain(i.find(&phrase)),
            plain(naive(&i.stream, &pattern)),
            "{} in {:?}", phrase, documents
        );
    }
}

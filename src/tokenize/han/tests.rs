//! jieba-rs is the reference: every cut must be its cut.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use jieba_rs::Jieba;
use proptest::prelude::*;

use super::pack::Packed;
use super::{Batch, Cutter};

/// The words of runs cut together, each run's ends in bytes; `None` for those that jieba must cut.
fn cut(cutter: &Cutter, runs: &[&str]) -> Vec<Option<Vec<usize>>> {
    let mut batch = Batch::default();
    let mut places = Vec::new();
    for run in runs {
        let start = batch.len();
        let is_known = run.chars().fold(true, |known, c| cutter.add(c, &mut batch) & known);
        places.push((is_known, start..batch.len()));
        batch.end_run();
    }
    cutter.cut(&mut batch);
    let mut ends = |(run, (is_known, place)): (&&str, (bool, std::ops::Range<usize>))| {
        let bytes: Vec<usize> = run.char_indices().map(|(i, _)| i).chain([run.len()]).collect();
        let start = place.start;
        let ends = cutter.ends(place, &mut batch);
        is_known.then(|| ends.iter().map(|&end| bytes[end as usize - start]).collect())
    };
    runs.iter().zip(places).map(&mut ends).collect()
}

fn reference(jieba: &Jieba, run: &str) -> Vec<usize> {
    jieba.cut(run, true).iter().map(|word| word.byte_end).collect()
}

#[cfg(packed_dictionary)]
fn full() -> (&'static Jieba, &'static Cutter) {
    use std::sync::OnceLock;
    static BOTH: OnceLock<(Jieba, Cutter)> = OnceLock::new();
    let (jieba, cutter) = BOTH.get_or_init(|| (Jieba::new(), Cutter::new(&[]).unwrap()));
    (jieba, cutter)
}

#[cfg(packed_dictionary)]
const TEXT: &str = "各级部门要把群众满意不满意作为衡量工作的第一标准，深入推进一站式服务改革。\
    社区书记带着网格员挨家挨户走访，听取意见建议，建立问题清单、责任清单和整改清单。\
    老城区的排水管网年久失修，去年汛期多处积水，今年投入三千二百万元全面改造。\
    南方人口味清淡，北方人爱吃面食；下雨天留客天留我不留。研究生命起源的人不多。\
    李晓芸、欧阳楚山和阿卜杜勒一起去了乌兰察布，买了些奶豆腐和酸枣糕。\
    他说的确实在理，武汉市长江大桥维修，结婚的和尚未结婚的都来了。";

#[cfg(packed_dictionary)]
#[test]
fn text_is_cut_as_by_jieba() {
    let (jieba, cutter) = full();
    let runs: Vec<&str> = TEXT.split(['，', '。', '；', '、']).filter(|r| !r.is_empty()).collect();
    for (run, ends) in runs.iter().zip(cut(cutter, &runs)) {
        assert_eq!(ends, Some(reference(jieba, run)), "{run}");
    }
}

#[cfg(packed_dictionary)]
#[test]
fn the_table_has_the_words_of_jieba() {
    let (jieba, _) = full();
    let packed = Packed::from_bytes(super::DICTIONARY).unwrap();
    let words = packed.words();
    assert_eq!((words.len(), packed.total), (348_974, 60_101_964));
    assert!(words.iter().all(|(word, _)| jieba.has_word(word)));
}

#[cfg(packed_dictionary)]
#[test]
fn characters_that_jieba_takes_for_none_are_left_to_it() {
    let (jieba, cutter) = full();
    let runs = ["时时刻刻", "人々走来", "𠮷野家的𪚥𪚥字", "〆切", "䶮䶮龘", "\u{30000}\u{30001}"];
    let known: Vec<bool> = runs.iter().map(|r| cut(cutter, &[r])[0].is_some()).collect();
    assert_eq!(known, [true, false, true, false, true, false]);
    for (run, ends) in runs.iter().zip(cut(cutter, &runs)) {
        assert!(ends.is_none_or(|ends| ends == reference(jieba, run)), "{run}");
    }
}

/// Words that a user may bring: new ones, one that the dictionary has, one with a rare character.
#[cfg(packed_dictionary)]
#[test]
fn words_of_a_user_are_kept() {
    let mut jieba = Jieba::new();
    let brought =
        [("网格员挨家", None), ("排水管网", Some(7)), ("群众", Some(1)), ("𠮷奶豆", Some(90))];
    let mut added = Vec::new();
    for (word, frequency) in brought {
        added.push((word.to_string(), jieba.add_word(word, frequency, None) as u64));
    }
    let cutter = Cutter::new(&added).unwrap();
    let runs: Vec<&str> = TEXT.split(['，', '。', '；', '、']).filter(|r| !r.is_empty()).collect();
    let (old, new) = (cut(full().1, &runs), cut(&cutter, &runs));
    assert_ne!(old, new);
    for (run, ends) in runs.iter().chain(&["买𠮷奶豆腐", "群众"]).zip(&new) {
        assert_eq!(*ends, Some(reference(&jieba, run)), "{run}");
    }
    // A word of other characters has a frequency that the table does not know; 0 has no logarithm.
    assert!(Cutter::new(&[("4S店".into(), 3)]).is_none());
    assert!(Cutter::new(&[("群众".into(), 0)]).is_none());
}

/// Every text of a corpus of rows with a text: `TEXTS=docs.jsonl cargo test --release --lib
/// every_run_of_a_corpus -- --ignored`.
#[cfg(packed_dictionary)]
#[test]
#[ignore = "needs a corpus in TEXTS"]
fn every_run_of_a_corpus_is_cut_as_by_jieba() {
    let Some(path) = std::env::var_os("TEXTS") else { return };
    let (jieba, cutter) = full();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = crate::fold::fold(row["text"].as_str().unwrap_or_default());
        let runs = text.split(|c| !crate::fold::is_han(c)).filter(|r| !r.is_empty());
        let runs: Vec<&str> = runs.collect();
        for (run, ends) in runs.iter().zip(cut(cutter, &runs)) {
            assert!(ends.is_none_or(|ends| ends == reference(jieba, run)), "{run}");
        }
    }
}

proptest! {
    /// Few characters and few frequencies, so that words overlap and sums tie.
    #[test]
    fn any_dictionary_is_cut_with_as_by_jieba(
        words in proptest::collection::vec(("[水管网改造雨]{1,6}", 1u64..4), 1..40),
        runs in proptest::collection::vec("[水管网改造雨河𠮷]{1,30}", 1..6),
    ) {
        let words: BTreeMap<String, u64> = words.into_iter().collect();
        let lines: String = words.iter().map(|(word, f)| format!("{word} {f}\n")).collect();
        let jieba = Jieba::with_dict(&mut lines.as_bytes()).unwrap();
        let list: Vec<(&str, u64)> = words.iter().map(|(word, f)| (word.as_str(), *f)).collect();
        let cutter = Cutter::of(Packed::build(&list, words.values().sum()).unwrap());
        let runs: Vec<&str> = runs.iter().map(String::as_str).collect();
        for (run, ends) in runs.iter().zip(cut(&cutter, &runs)) {
            prop_assert_eq!(ends, Some(reference(&jieba, run)), "{}", run);
        }
    }

    #[test]
    fn a_table_keeps_its_words(
        words in proptest::collection::vec(("[\u{4e00}-\u{4e40}𠮷]{1,5}", 1u64..1000), 1..200),
    ) {
        let list: Vec<(&str, u64)> = words.iter().map(|(word, f)| (word.as_str(), *f)).collect();
        let packed = Packed::build(&list, 1).unwrap();
        // Of a word given twice the last frequency counts.
        let kept: BTreeMap<String, u64> = words.iter().cloned().collect();
        prop_assert_eq!(packed.words().into_iter().collect::<BTreeMap<_, _>>(), kept);
        prop_assert_eq!(Packed::from_bytes(&packed.to_bytes()), Some(packed));
    }
}

#[cfg(packed_dictionary)]
proptest! {
    #[test]
    fn anything_is_cut_as_by_jieba(
        runs in proptest::collection::vec("[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严䶮𠮷]{1,40}", 1..4),
    ) {
        let (jieba, cutter) = full();
        let runs: Vec<&str> = runs.iter().map(String::as_str).collect();
        for (run, ends) in runs.iter().zip(cut(cutter, &runs)) {
            prop_assert_eq!(ends, Some(reference(jieba, run)), "{}", run);
        }
    }
}

//! Frames found in whole documents.

use super::*;
use crate::phrases::{PhraseSettings, find as phrases};
use crate::units::{UnitSettings, units};

fn found(documents: &[&str]) -> Vec<Frame> {
    let texts: Vec<Text> =
        documents.iter().map(|d| Text { text: (*d).to_string(), ..Text::default() }).collect();
    let mut stream = units(&texts, &UnitSettings::default()).unwrap_or_default();
    let index = Concordance::build(&mut stream).unwrap_or_default();
    phrases(&texts, &stream, &index, &PhraseSettings::default()).frames
}

fn frames(documents: &[&str]) -> Vec<(String, usize, u32)> {
    let found = found(documents);
    found.iter().map(|f| (f.text.clone(), f.fillers().len(), f.n_occurrences)).collect()
}

#[test]
fn the_figures_of_a_slot_are_those_of_its_fillers() {
    // Four places, three fillers of four characters, one of them twice; four of eight units fixed.
    let f = found(&[
        "在思想引领上下功夫。在服务大局上下功夫，在思想引领上下功夫。",
        "在凝聚人心上下功夫。",
    ]);
    let [frame] = &f[..] else { panic!("{f:?}") };
    let slot = &frame.slots[0];
    assert!((slot.entropy - 1.5).abs() < 1e-12);
    assert!((slot.normalised_entropy - 0.75).abs() < 1e-12);
    assert!((slot.type_token_ratio - 0.75).abs() < 1e-12);
    assert!((frame.fixedness - 5.0 / 9.0).abs() < 1e-12);
    assert_eq!(slot.filler_of, [0, 2, 0, 1], "{:?}", slot.fillers);
}

#[test]
fn a_slot_inside_is_found_with_its_whole_fixed_wording() {
    let f = frames(&["在思想引领上下功夫。在服务大局上下功夫，", "在凝聚人心上下功夫。"]);
    assert_eq!(f, [("在…上下功夫".to_string(), 3, 3)]);
}

#[test]
fn a_second_slot_is_found_and_takes_the_place_of_the_first_alone() {
    let f = frames(&[
        "把学习成果转化为茶农的实际行动。把文件精神转化为渔户的实际行动。",
        "把会议要求转化为匠人们的实际行动，把干劲转化为山乡群众的实际行动。",
    ]);
    assert_eq!(f, [("把…转化为…的实际行动".to_string(), 4, 4)]);
}

#[test]
fn a_slot_that_opens_the_clause_is_found() {
    let f = frames(&["护源路上无旁观者。治水路上无旁观者，", "护游路上无旁观者。"]);
    assert_eq!(f, [("…路上无旁观者".to_string(), 3, 3)]);
}

#[test]
fn words_are_units_of_spaced_scripts() {
    let f = frames(&[
        "They put farmers at the heart of the plan. We put walkers at the heart of the plan.",
        "You put traders at the heart of the plan.",
    ]);
    assert_eq!(f, [("put … at the heart of the plan".to_string(), 3, 3)]);
}

#[test]
fn function_words_alone_make_no_frame() {
    let f = frames(&["the men of the hills, the women of the sea, the birds of the air."]);
    assert!(f.is_empty(), "{f:?}");
    let f = frames(&["在山上。在水上。在路上。以水为火。以火为土。以土为木。"]);
    assert!(f.is_empty(), "{f:?}");
}

#[test]
fn nouns_open_no_frame_and_a_preposition_wants_more_than_a_noun() {
    let f =
        frames(&["他说全镇茶农跑在前列了。又说全镇渔户站在前列了，", "听说全镇匠人走在前列了。"]);
    assert!(f.iter().all(|(text, ..)| !text.starts_with("全镇")), "{f:?}");
    let f = frames(&["他为山乡出智慧。你为水乡添智慧。", "我为侨乡献智慧。"]);
    assert!(f.is_empty(), "{f:?}");
}

#[test]
fn a_word_in_every_filler_belongs_to_the_fixed_wording() {
    let f = frames(&["在茶叶品质上下功夫。在提升茶叶上下功夫，", "在古树茶叶香气上下功夫。"]);
    assert!(f.is_empty(), "{f:?}");
}

#[test]
fn two_fillers_in_few_places_are_chance() {
    let f =
        frames(&["put farmers at the heart of the plan. put walkers at the heart of the plan."]);
    assert!(f.is_empty(), "{f:?}");
}

#[test]
fn dates_are_no_frames() {
    let day = |n: &str| format!("They met on the {n} of January.");
    let f = frames(&[&day("second"), &day("third"), &day("fourth"), &day("ninth")]);
    assert!(f.is_empty(), "{f:?}");
}

#[test]
fn a_verb_opens_a_frame_whatever_stands_before_it() {
    let f =
        frames(&["打造具有山地特色的茶园。建设具有高寒特色的药圃。", "做出具有古渡特色的鱼宴。"]);
    assert_eq!(f, [("具有…特色的".to_string(), 3, 3)]);
}

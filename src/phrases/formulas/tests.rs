//! Formulas found in whole documents.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::units::{UnitSettings, units};

fn formulas(documents: &[&str]) -> Vec<Formula> {
    let texts: Vec<Text> =
        documents.iter().map(|d| Text { text: (*d).to_string(), ..Text::default() }).collect();
    let mut stream = units(&texts, &UnitSettings::default()).unwrap_or_default();
    let index = Concordance::build(&mut stream).unwrap_or_default();
    find(&texts, &stream, &index)
}

fn found(documents: &[&str]) -> Vec<(String, u32, Vec<String>)> {
    formulas(documents).into_iter().map(|f| (f.text, f.n_occurrences, f.expansion)).collect()
}

fn names(documents: &[&str]) -> Vec<String> {
    found(documents).into_iter().map(|f| f.0).collect()
}

#[test]
fn quoted_formulas_count_wherever_they_stand() {
    let f = found(&["落实“五张清单”，亮出来。五张清单要更新。", "对照五张清单。"]);
    assert_eq!(f, [("五张清单".to_string(), 3, vec![])]);
}

#[test]
fn ordinary_counts_are_no_formulas() {
    let text = "三个月来，五个县的三家企业有200余人，第三个项目比5月29日高十个百分点。";
    assert!(names(&[text, text, text]).is_empty());
    let other = "两个国家和三个国家。两个国家好，一个国家强。";
    assert!(names(&[other, other]).is_empty());
}

#[test]
fn an_unquoted_formula_needs_to_recur_with_its_own_number() {
    assert_eq!(names(&["增强四个意识，前进。", "要有四个意识。"]), ["四个意识"]);
    assert!(names(&["增强四个意识，前进。"]).is_empty());
}

#[test]
fn expansions_are_found_in_each_form() {
    let expansion = |text: &str| found(&[text]).remove(0).2;
    assert_eq!(
        expansion("推行“三问”，即问甲事、问乙事和问丙事，很好。"),
        ["问甲事", "问乙事", "问丙事"]
    );
    assert_eq!(expansion("做到“两清”，一是底数清，心里有账；二是任务清。"), ["底数清", "任务清"]);
    assert_eq!(
        expansion("开展“共学、共建、共管、共享”等“四共”行动。"),
        ["共学", "共建", "共管", "共享"]
    );
    assert_eq!(
        expansion("按照“控源、疏浚、补绿、常管”八字方针。"),
        ["控源", "疏浚", "补绿", "常管"]
    );
    assert_eq!(expansion("落实“三会”（晨会、午会、晚会）制度。"), ["晨会", "午会", "晚会"]);
    assert!(expansion("落实“三会”，即晨会、午会。").is_empty());
}

#[test]
fn a_place_belongs_to_the_longest_formula() {
    let f = found(&["“四个一”好。“四个一批”多，四个一批快。"]);
    assert_eq!(f[0].1 + f[1].1, 3);
    assert_eq!((f[0].0.as_str(), f[0].1), ("四个一批", 2));
}

#[test]
fn digits_need_quotation_marks_or_a_noun() {
    assert_eq!(
        names(&["推行“1234”工作法和863计划，热线“12345”电话，2023年。"]),
        ["1234工作法", "863计划"]
    );
    assert_eq!(names(&["打造“1+24”集群。"]), ["1+24"]);
}

#[test]
fn hostile_text_is_survived() {
    assert!(
        names(&["", "个", "“", "“一", "三", "”三个", "“6+", "+++", "“三”“四”\u{0}"]).is_empty()
    );
    assert!(!is_formula(""));
    assert!(is_formula("四个意识") && is_formula("\"三会一课\"") && !is_formula("三家企业"));
}

#[test]
fn an_item_cut_off_inside_quotation_marks_ends_before_them() {
    let text = "推行“两清”，一是办好“惠民、便民”“三送，三到”行动；二是任务清。";
    let items = found(&[text]).into_iter().find(|f| f.0 == "两清").unwrap().2;
    assert_eq!(items, ["办好“惠民、便民”", "任务清"]);
}

#[test]
fn double_is_a_numeral_of_its_own() {
    assert_eq!(names(&["推行“双随机、一公开”监管。"]), ["双随机、一公开"]);
    assert!(names(&["反对“双重标准”，支持“双向开放”。"]).is_empty());
    assert!(names(&["双方一道前行，双向一致。双方一道前行，双向一致。"]).is_empty());
}

#[test]
fn a_place_name_that_begins_with_a_numeral_is_no_formula() {
    assert!(names(&["四川三星堆好。去四川三星堆。看四川三星堆。"]).is_empty());
    assert_eq!(names(&["走遍三省一市。三省一市，同行。三省一市。"]), ["三省一市"]);
}

#[test]
fn a_definition_goes_before_a_list_behind_a_colon() {
    let f = found(&[
        "照搬“一核两带三园”：核放在县城的老厂、带沿两条河铺开、园子建在山脚。",
        "建设“一核两带三园”，即一个加工核、两条种植带、三个体验园。",
    ]);
    assert_eq!(f[0].2, ["一个加工核", "两条种植带", "三个体验园"]);
}

#[test]
fn documents_that_disagree_on_an_expansion_are_told_apart() {
    let f = formulas(&[
        "推行“三问”，即问需求、问难处、问办法。",
        "落实“三问”（问办法、问需求、问难处）。",
        "坚持“三问”，即问收成、问来年、问家人。",
    ])
    .remove(0);
    let given = |i: usize| (f.expansions[i].items.join("、"), f.expansions[i].n_documents);
    assert_eq!(given(0), ("问需求、问难处、问办法".to_string(), 2), "order does not matter");
    assert_eq!(given(1), ("问收成、问来年、问家人".to_string(), 1));
    assert_eq!((f.expansions.len(), f.mismatches.len()), (2, 0));
    assert_eq!(f.expansion, f.expansions[0].items);
}

#[test]
fn a_definition_of_another_number_is_a_mismatch_and_no_expansion() {
    let f = formulas(&["推行“四问”，即问需求、问难处、问办法。", "又说“四问”。"]).remove(0);
    assert!(f.expansion.is_empty() && f.expansions.is_empty());
    assert_eq!(f.mismatches[0].items, ["问需求", "问难处", "问办法"]);
}

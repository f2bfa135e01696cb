//! Who holds a passage, who is compared, and who takes from whom.

use super::*;

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

//! Nothing, the same a thousand times, one letter: right answers in bounded work.

use super::*;

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

//! What is copied, and what is a formula or chance.

use super::*;

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

/// All the bits of a passage of the first two documents.
fn bits_of(evidence: &Evidence<'_>, passage: &Fragment) -> f64 {
    evidence.bits(&[Case { documents: (0, 1), passage }], &[f64::MAX])[0]
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
        bits_of(&evidence, &Fragment::of(runs))
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
    near(bits_of(&evidence, &Fragment::of(run)), 3.0 * 11f64.log2());
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
fn a_refrain_inside_one_document_is_no_passage() {
    let refrain = "粮仓修好了大家都放心";
    let page = format!("甲说过冬的事，{refrain}。|乙讲起开河的那一年，{refrain}。");
    assert!(undated(&[&page]).find().passages.is_empty());
    let other = format!("别处也听见：{refrain}。");
    assert_eq!(undated(&[&page, &other]).find().passages.len(), 1);
}

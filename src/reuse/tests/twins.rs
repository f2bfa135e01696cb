//! Seeds and shares beside their naive twins.

use proptest::prelude::*;

use super::*;
use crate::corpus::UnitId;

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

const LETTERS: [char; 12] =
    ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸', '子', '丑'];

fn small_documents() -> impl Strategy<Value = Vec<String>> {
    let letter = prop::sample::select(vec!['甲', '乙', '丙']);
    let document = prop::collection::vec(letter, 0..18).prop_map(|d| d.into_iter().collect());
    prop::collection::vec(document, 0..5)
}

#[test]
fn edges_of_words_are_those_of_the_stream() {
    let b = undated(&[
        "推动“ＡＢＣ”发展 and More of it, 12% de l’État.",
        "",
        "把車間當考場，東京タワーで学ぶ。ชาวบ้านช่วยกันดูแลแม่น้ำ ꆈꌠ e\u{301}te\u{301} กำ",
        "The nation's 'own' harbour-master 5.2 １２３４ X射线 a中b",
    ]);
    let content = Content::new(&b.stream);
    for at in 0..content.ids.len() as u32 {
        let position = content.position(at) as usize;
        assert_eq!(content.word_starts(at), b.stream.word_starts(position), "{at}");
        assert_eq!(content.word_ends(at), b.stream.word_ends(position), "{at}");
    }
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
        let (mut seed_rule, mut rule) = rules(&settings, 0);
        seed_rule.seed_weight = least;
        seed_rule.passage_weight = least;
        seed_rule.max_document_frequency = u32::MAX;
        rule.seed_weight = least;
        let ages: Vec<u32> = (0..documents.len() as u32).collect();
        let partners = Partners::new(&b.corpus, &settings);
        let Concordance { suffixes, lcp, .. } = &b.concordance;
        let seeds = seeds::find(&b.stream, suffixes, lcp, &content, &seed_rule);
        let links = Links {
            stream: &b.stream,
            suffixes,
            content: &content,
            partners: &partners,
            within: seed_rule.within,
            age: &ages,
            seeds,
            twins: content.twins(),
        };
        let blocks = content.blocks(n_blocks).into_iter();
        let links: Vec<Link> =
            blocks.flat_map(|block| Link::of(&content, &links.of_block(block, 8))).collect();
        let (stream, concordance) = (&b.stream, &b.concordance);
        let evidence = Evidence { stream, concordance, content: &content };
        let comparison =
            Comparison { content: &content, evidence: &evidence, rule: &rule };
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
    fn a_piece_is_the_longest_that_other_documents_have(
        letters in prop::collection::vec(prop::collection::vec(0usize..12, 1..14), 3..6),
        start in 0usize..13,
    ) {
        let said = |d: &Vec<usize>| d.iter().map(|&l| LETTERS[l]).collect::<String>();
        let documents: Vec<String> = letters.iter().map(said).collect();
        let b = undated(&documents.iter().map(String::as_str).collect::<Vec<_>>());
        let content = Content::new(&b.stream);
        let (stream, concordance) = (&b.stream, &b.concordance);
        let ids = &stream.ids;
        // Of more suffixes than these a sample is looked at, and nothing exact can be said.
        prop_assume!(ids.iter().all(|id| ids.iter().filter(|other| *other == id).count() <= 16));
        let run = start.min(letters[0].len() - 1)..letters[0].len();
        let evidence = Evidence { stream, concordance, content: &content };
        for other in [1, 2] {
            let times = |piece: &[UnitId]| {
                let is_other = |p: usize| ![0, other].contains(&stream.document(p).0);
                (0..ids.len()).filter(|&p| is_other(p) && ids[p..].starts_with(piece)).count()
            };
            let naive = (1..=run.len())
                .rev()
                .map(|length| (length, times(&ids[run.start..run.start + length]) as f64))
                .find(|&(_, n)| n > 0.0);
            let piece = evidence.pieces(&[((0, other), run.clone())])[0];
            prop_assert_eq!(piece, naive.unwrap_or((1, 0.0)));
        }
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
        let bits = crate::bits::Bits::of(n, |p| phrased[p]);
        // Of each pair of documents one side, or both.
        let side = |i: usize| shared.get(i).cloned().unwrap_or(0..0);
        let pairs: Vec<_> = (0..shared.len().div_ceil(2))
            .map(|i| (DocId(0), DocId(1), side(2 * i), side(2 * i + 1)))
            .collect();
        let (all, by_section) = shares::shares(&content, &pairs, &bits);
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

//! A hand-made analysis with hostile strings, for the tests of the report.

use crate::analysis::Analysis;
use crate::corpus::{
    Corpus, Date, DocId, Document, Dropped, OffsetMap, Paragraph, ParagraphKind, Place, Section,
    SectionId, Span, Text,
};
use crate::keyness::{Contrast, Exclusive, GroupPassage, Key, Lockword, ThemeKey};
use crate::phrases::formulas::{Evidence, Expansion};
use crate::phrases::frames::{Filler, OpenSlot};
use crate::phrases::{Family, Formula, Frame, Phrase, PhraseKind, Phrases};
use crate::read::InputFile;
use crate::reuse::{
    Change, Cluster, Difference, Exchange, GroupExchange, Passage, PassageKind, Reuse, Shares,
};
use crate::similarity::reasons::Reason;
use crate::similarity::sections::SectionPair;
use crate::similarity::{SimilarPair, Similarity};
use crate::themes::examples::Example;
use crate::themes::slogans::Slogan;
use crate::themes::{Area, Assignment, ParagraphTheme, Theme, Themes, Trial};
use crate::trends::{Adoption, Course, Direction, Leader, TrendPoint, Trends};
use crate::warning::{Topic, Warning};

/// What must never reach a reader unescaped.
pub const HOSTILE: [&str; 6] = [
    "<script>alert('x')</script>",
    "=CMD('calc')!A1",
    "\"quoted\" 'single' & <b>bold</b>",
    "\u{202e}gnp.exe\u{202c}",
    "\u{1b}[31mred\u{1b}[0m\u{7}",
    "</style></svg><img src=x onerror=alert(1)>",
];

const SHARED: &str = "坚持大团结大联合，凝聚起同心共筑的磅礴力量，画好最大同心圆。";
const EDITED: &str = "坚持大团结、大联合，汇聚起同心共筑的强大力量，画好最大同心圆。";

/// Six documents of two groups over three years: slogans, a family, frames, formulas, themes,
/// passages, keys and trends, all at true places of the texts.
pub fn analysis() -> Analysis {
    let bodies = [
        format!(
            "统战部门学习贯彻\n{SHARED}\n在产业发展上下功夫，在人才引领上下功夫，推进“1234”工作法。"
        ),
        format!("青云区委统战部部长 林知远\n{EDITED}\n在服务基层上下功夫，画好最大同心圆。"),
        format!("{SHARED}\n四个意识：政治意识、大局意识、核心意识、看齐意识。画出最大同心圆。"),
        format!("{}\n{SHARED}\n在基层治理上下功夫。", HOSTILE[0]),
        format!("{} {}\n画好最大同心圆 {}", HOSTILE[2], HOSTILE[3], HOSTILE[5]),
        String::new(),
    ];
    let names =
        ["青云/001.txt", "青云/002.txt", "白石/003.txt", "<i>004</i>.txt", "=005.txt", "空.txt"];
    let groups = [Some("青云"), Some("青云"), Some("白石"), Some("白石"), Some(HOSTILE[1]), None];
    let titles =
        [Some("把握“三个重点”"), None, Some(HOSTILE[0]), Some(HOSTILE[3]), Some(HOSTILE[4]), None];
    let documents = (0..6).map(|i| Document {
        name: names[i].into(),
        path: format!("corpus/{}", names[i]),
        title: titles[i].map(Into::into),
        date: (i < 5).then(|| Date { year: 2021 + i as i16 / 2, month: 3 + i as u8, day: 9 }),
        group: groups[i].map(Into::into),
        encoding: "utf-8".into(),
        source: bodies[i].clone(),
        ..Document::default()
    });
    // Built directly: the places below rely on this order of documents.
    let corpus = Corpus { documents: documents.collect() };
    let texts: Vec<Text> = bodies.iter().map(|body| text(body)).collect();
    let n_units: Vec<u32> = bodies.iter().map(|b| b.chars().count() as u32).collect();
    let section_units = n_units.iter().map(|&n| vec![n]).collect();

    let found = |needle: &str| -> Vec<Place> {
        let places = bodies.iter().enumerate().flat_map(|(d, body)| {
            body.match_indices(needle).map(move |(at, m)| Place {
                document: DocId(d as u32),
                section: SectionId(0),
                span: Span::new(at, at + m.len()),
            })
        });
        places.collect()
    };
    let phrase = |text: &str, kind, family| {
        let places = found(text);
        let n_documents = crate::report::view::n_documents(&places) as u32;
        Phrase {
            text: text.into(),
            found_as: None,
            at: (0, 0),
            ranks: (0, 0),
            kind,
            n_documents,
            n_sections: n_documents,
            n_occurrences: places.len() as u32,
            n_independent: places.len() as u32,
            n_units: text.chars().count() as u32,
            c_value: 0.0,
            score: 12.5 / f64::from(family + 1),
            cohesion: 0.8125,
            boundary: 0.75,
            dispersion: 0.125,
            family,
            places: places.into_iter().collect(),
        }
    };
    let expansion = |items: &[&str], n_documents| Expansion {
        items: items.iter().map(|i| (*i).to_string()).collect(),
        n_documents,
        evidence: Evidence::Definition,
        place: found("四个意识")[0],
    };
    let phrases = Phrases {
        phrases: vec![
            phrase("画好最大同心圆", PhraseKind::Slogan, 0),
            phrase("坚持大团结大联合", PhraseKind::Slogan, 1),
            phrase("画出最大同心圆", PhraseKind::Slogan, 0),
            phrase("工作法", PhraseKind::Term, 2),
            phrase(HOSTILE[0], PhraseKind::Quotation, 3),
        ],
        families: vec![
            Family { head: 0, members: vec![0, 2], n_documents: 5 },
            Family { head: 1, members: vec![1], n_documents: 3 },
            Family { head: 3, members: vec![3], n_documents: 1 },
            Family { head: 4, members: vec![4], n_documents: 1 },
        ],
        frames: vec![Frame {
            text: "在…上下功夫".into(),
            slots: vec![OpenSlot {
                fillers: ["产业发展", "人才引领", "服务基层", HOSTILE[0]]
                    .iter()
                    .map(|f| Filler { text: (*f).into(), n_occurrences: 1, n_documents: 1 })
                    .collect(),
                filler_of: vec![0],
                entropy: 2.0,
                normalised_entropy: 1.0,
                type_token_ratio: 1.0,
            }],
            n_occurrences: 4,
            n_documents: 3,
            fixedness: 0.5,
            places: found("在产业发展上下功夫").into_iter().collect(),
        }],
        formulas: vec![
            Formula {
                text: "四个意识".into(),
                n_documents: 1,
                n_occurrences: 1,
                expansion: ["政治意识", "大局意识", "核心意识", "看齐意识"].map(Into::into).into(),
                expansions: vec![
                    expansion(&["政治意识", "大局意识", "核心意识", "看齐意识"], 1),
                    expansion(&["甲意识", "乙意识", "丙意识", HOSTILE[0]], 1),
                ],
                mismatches: vec![expansion(&["政治意识", "大局意识", HOSTILE[0]], 1)],
                places: found("四个意识").into_iter().collect(),
            },
            Formula {
                text: "1234".into(),
                n_documents: 1,
                n_occurrences: 1,
                expansion: Vec::new(),
                expansions: Vec::new(),
                mismatches: Vec::new(),
                places: found("“1234”").into_iter().collect(),
            },
        ],
        new_words: Vec::new(),
        warnings: Vec::new(),
    };

    let shared = found(SHARED);
    let edited = found(EDITED);
    let passage = |a, b, identity, kind| Passage { cluster: 0, a, b, identity, n_units: 27, kind };
    let reuse = Reuse {
        passages: vec![
            passage(shared[0], edited[0], 0.89, PassageKind::Light),
            passage(shared[0], shared[1], 1.0, PassageKind::Verbatim),
            passage(shared[1], shared[2], 1.0, PassageKind::Formulaic),
        ],
        clusters: vec![Cluster {
            members: vec![shared[0], edited[0], shared[1], shared[2]],
            differences: vec![
                Difference { identity: Some(1.0), ..Difference::default() },
                Difference {
                    identity: Some(0.89),
                    n_changes: 2,
                    changes: vec![Change { source: HOSTILE[0].into(), holder: "团结".into() }],
                },
                Difference { identity: Some(1.0), ..Difference::default() },
                Difference::default(),
            ],
        }],
        section_shares: vec![vec![Shares { formulaic: 0.2, shared: 0.1, own: 0.7 }]; 6],
        exchanges: vec![
            Exchange {
                a: DocId(0),
                b: DocId(1),
                is_directed: true,
                n_passages: 2,
                units_a: 27,
                units_b: 26,
            },
            Exchange {
                a: DocId(1),
                b: DocId(2),
                is_directed: false,
                n_passages: 1,
                units_a: 12,
                units_b: 12,
            },
        ],
        group_exchanges: vec![GroupExchange {
            a: "青云".into(),
            b: HOSTILE[0].into(),
            is_directed: true,
            n_pairs: 1,
            n_passages: 2,
            documents_b: 1,
            units_b: 26,
            share_b: 0.25,
        }],
        shares: (0..6)
            .map(|i| Shares { formulaic: 0.2, shared: 0.1 * i as f64, own: 0.8 - 0.1 * i as f64 })
            .collect(),
    };

    let assignments: Vec<Assignment> = (0..5u32)
        .map(|d| Assignment {
            place: Place {
                document: DocId(d),
                section: SectionId(0),
                span: Span::new(0, bodies[d as usize].len()),
            },
            paragraph: None,
            theme: (d < 5).then_some(d % 2),
            nearest: Some(d % 2),
            distance: 0.5 + f64::from(d) / 10.0,
            second: Some((1 - d % 2, 1.2)),
            silhouette: 0.3,
            x: f64::from(d),
            y: -1.0,
        })
        .collect();
    let example = |assignment, rival| Example {
        assignment,
        terms: vec!["团结".into(), HOSTILE[0].into()],
        rival,
    };
    let theme = |label: &str, terms: &[&str], stability| Theme {
        label: label.into(),
        top_terms: terms.iter().zip([0.4, 0.3, 0.2, 0.1]).map(|(t, w)| ((*t).into(), w)).collect(),
        n_sections: 3,
        n_documents: 3,
        silhouette: 0.31,
        stability,
        sequences: vec!["最大 同心圆".into(), HOSTILE[2].into()],
        slogans: vec![Slogan { phrase: 0, n_texts: 2, lrc: 1.5 }],
        area: Some(0),
        representative: vec![example(0, None), example(1, None)],
        borderline: vec![example(2, Some((1, vec!["治理".into(), HOSTILE[4].into()])))],
    };
    let themes = Themes {
        unit: "document".into(),
        features: "words".into(),
        themes: vec![
            theme("同心圆 团结", &["同心圆", "团结", "联合", "力量"], 0.92),
            theme(HOSTILE[0], &["基层", "治理", HOSTILE[5], "人才"], f64::NAN),
        ],
        assignments: assignments.clone(),
        paragraphs: (0..3)
            .map(|paragraph| ParagraphTheme { document: DocId(0), paragraph, theme: paragraph % 2 })
            .collect(),
        trials: [2, 3, 4]
            .map(|k| Trial {
                k,
                silhouette: 0.5 / f64::from(k),
                stability: 0.9 - f64::from(k) / 10.0,
                inertia: 9.0 / f64::from(k),
            })
            .into(),
        chosen_k: 2,
        areas: vec![Area { label: HOSTILE[5].into(), themes: vec![0, 1] }],
        n_terms: 120,
        n_dimensions: 2,
        n_fitted: 5,
        explained_variance: 0.83,
        ..Themes::default()
    };

    let pair = |a, b, cosine| SimilarPair {
        a: DocId(a),
        b: DocId(b),
        cosine,
        jaccard: cosine / 2.0,
        containment_ab: 0.5,
        containment_ba: 0.4,
    };
    let similarity = Similarity {
        pairs: vec![pair(0, 1, 0.87), pair(0, 2, 0.71), pair(2, 3, 0.44)],
        order: (0..3).map(DocId).collect(),
        matrix: vec![1.0, 0.87, 0.71, 0.87, 1.0, 0.3, 0.71, 0.3, 1.0],
        reasons: [HOSTILE[0], "", "最大同心圆"]
            .map(|phrase| Reason {
                terms: vec!["团结".into(), HOSTILE[5].into()],
                phrase: phrase.into(),
            })
            .into(),
        sections: vec![SectionPair {
            a: assignments[0].place,
            b: assignments[1].place,
            cosine: 0.8,
            reason: Reason { terms: vec![HOSTILE[1].into()], phrase: HOSTILE[2].into() },
        }],
        groups: vec!["白石".into(), "青云".into(), HOSTILE[5].into()],
        group_matrix: vec![1.0, 0.6, 0.2, 0.6, 1.0, 0.4, 0.2, 0.4, 1.0],
    };
    let key = |group: &str, item: &str, is_phrase, lrc| Key {
        group: group.into(),
        item: item.into(),
        is_phrase,
        contrast: Contrast {
            f_target: 2,
            n_target: 2,
            f_reference: 0,
            n_reference: 4,
            g2: 7.64,
            log_ratio: 3.0,
            log_ratio_low: lrc,
            log_ratio_high: f64::INFINITY,
            lrc,
        },
        first: Some(DocId(0)),
        first_reference: None,
    };
    let exclusive = |group: &str, phrase| Exclusive {
        group: group.into(),
        phrase,
        n_documents: 2,
        n_group: 2,
        n_elsewhere: 4,
        lrc: 0.25,
        log10_chance: -1.176,
        first: Some(DocId(1)),
    };
    let lockword = |item: &str, is_phrase| Lockword {
        item: item.into(),
        is_phrase,
        n_documents: 4,
        n_total: 5,
        n_groups: 2,
        bound: 0.5,
        is_locked: true,
        least: ("青云".into(), 0.5),
        most: (HOSTILE[1].into(), 1.0),
    };
    let theme_key = |group: &str, theme, f| ThemeKey {
        group: group.into(),
        theme,
        n_documents: f,
        contrast: Contrast::of(f, 20, 1, 30, 0.0125),
    };
    let group_passage = |group: &str, position, member, lag_days| GroupPassage {
        cluster: 0,
        is_formulaic: false,
        group: group.into(),
        position,
        n_groups: 2,
        n_units: 27,
        n_documents: 1,
        member,
        lag_days,
    };
    let periods: Vec<String> = ["2021", "2022", "2023"].map(Into::into).into();
    let points = ["画好最大同心圆", "坚持大团结大联合", HOSTILE[0]].iter().flat_map(|phrase| {
        let shares = [(1, "温"), (2, "热"), (0, "")];
        periods.iter().zip(shares).map(|(period, (n, heat))| TrendPoint {
            phrase: (*phrase).into(),
            period: period.clone(),
            n_documents: n,
            volume: 2,
            share: f64::from(n) / 2.0,
            heat: heat.into(),
        })
    });
    let adoption = |group: &str, document, lag_days| Adoption {
        phrase: "画好最大同心圆".into(),
        group: group.into(),
        first: Date { year: 2021, month: 3, day: 9 },
        document: DocId(document),
        lag_days,
    };
    let trends = Trends {
        points: points.collect(),
        periods: periods.clone(),
        volumes: vec![2, 2, 1],
        courses: vec![Course {
            phrase: HOSTILE[0].into(),
            n_periods: 2,
            first: "2021".into(),
            last: "2022".into(),
            peak: "2022".into(),
            peak_share: 1.0,
            slope: 0.25,
            z: 2.1,
            p: 0.036,
            q: 0.04,
            direction: Direction::Rising,
        }],
        heat_bounds: Vec::new(),
        adoptions: vec![adoption("青云", 0, 0), adoption("白石", 2, 427)],
        leaders: vec![Leader {
            group: HOSTILE[1].into(),
            since: Date { year: 2021, month: 3, day: 9 },
            n_phrases: 1,
            n_first: 1,
            median_lag_days: 0,
        }],
    };

    Analysis {
        version: "0.1.0".into(),
        inputs: vec![InputFile {
            path: "corpus/<b>.txt".into(),
            blake3: "00ff".repeat(16),
            bytes: 1234,
            n_documents: 6,
        }],
        corpus,
        texts,
        n_units,
        section_units,
        phrases,
        reuse,
        themes,
        similarity,
        originals: [0, 0, 2, 3, 4, 5].map(DocId).into(),
        keyness: vec![
            key("青云", "在产业发展上下功夫", true, 1.5),
            key("青云", "产业", false, 0.75),
            key("白石", HOSTILE[0], true, 0.5),
        ],
        exclusive: vec![exclusive("青云", 2), exclusive("白石", 4), exclusive(HOSTILE[1], 99)],
        lockwords: vec![lockword("坚持大团结大联合", true), lockword(HOSTILE[5], false)],
        theme_keyness: vec![
            theme_key("青云", 0, 18),
            theme_key("白石", 1, 2),
            theme_key(HOSTILE[1], 0, 0),
        ],
        group_passages: vec![
            group_passage("青云", 0, 0, Some(0)),
            group_passage(HOSTILE[1], 1, 2, Some(427)),
        ],
        trends,
        warnings: vec![Warning::new(Topic::Skipped, HOSTILE[0], HOSTILE[4])],
        ..Analysis::default()
    }
}

fn text(body: &str) -> Text {
    let mut map = OffsetMap::default();
    map.push(0, 0, body.chars().count() as u32);
    let mut at = 0;
    let mut paragraphs = Vec::new();
    for line in body.split('\n') {
        let span = Span::new(at, at + line.len());
        paragraphs.push(Paragraph { span, kind: ParagraphKind::Body });
        at += line.len() + 1;
    }
    let heading = paragraphs.first().map(|p| p.span).filter(|s| !s.is_empty() && s.len() < 60);
    let sections = if body.is_empty() {
        Vec::new()
    } else {
        vec![Section { span: Span::new(0, body.len()), heading, speaker: heading }]
    };
    let dropped = vec![Dropped {
        start: 0,
        end: 4,
        text: format!("字号变大 {}", HOSTILE[0]),
        reason: "font-size".into(),
    }];
    Text { text: body.into(), map, paragraphs, sections, dropped, n_joined: 1 }
}

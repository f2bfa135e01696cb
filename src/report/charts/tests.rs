#![allow(clippy::unwrap_used, clippy::expect_used)]

use resvg::usvg::roxmltree::Document as Xml;

use super::style::WIDTH;
use super::{Chart, Language, charts, text};
use crate::analysis::Analysis;
use crate::corpus::{Corpus, Date, DocId, Document, Place, SectionId, Span};
use crate::keyness::{Contrast, Key};
use crate::phrases::{Family, Phrase, PhraseKind};
use crate::places::Places;
use crate::reuse::{Cluster, Difference, GroupExchange, Shares};
use crate::themes::{Assignment, Theme, Trial};
use crate::trends::{Adoption, TrendPoint};

const PHRASES: [&str; 14] = [
    "画好最大同心圆",
    "凝聚改革发展的强大合力，为全面推进共同富裕先行示范贡献统战智慧和统战力量并持续走深走实",
    "守正创新",
    "building bridges between old towns and new neighbourhoods, street by street",
    "以高质量发展为主线",
    "<script>alert(1)</script>",
    "在服务上下功夫",
    "多党合作",
    "same & \"same\"",
    "共同富裕",
    "基层治理",
    "a\u{0}b\u{1b}c\u{fffe}\u{202e}d",
    "走在前、作表率",
    "民族团结进步",
];

const THEMES: [&str; 6] = [
    "基层治理 社区",
    "民营企业 服务",
    "heritage streets",
    "乡村振兴",
    "文化传承 非遗",
    "数字化 改革",
];

/// A repeatable number in [0, 1).
fn noise(i: usize, j: usize) -> f64 {
    let mut x = (i as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ (j as u64 + 7).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^= x >> 31;
    x = x.wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^= x >> 29;
    (x >> 11) as f64 / (1u64 << 53) as f64
}

fn document(i: usize, hostile: bool) -> Document {
    let groups = ["湖东区", "湖西区", "开发区"];
    let name = if hostile {
        format!(
            "<script>alert('{i}')</script>\u{1}\u{ffff}&\"a very long name that goes on and on and on and on {i}.txt"
        )
    } else {
        format!("湖城统战工作交流材料/2023-{:02}-报送材料第{i:03}号.txt", i % 12 + 1)
    };
    Document {
        path: name.clone(),
        name,
        date: Some(Date { year: 2019 + (i % 6) as i16, month: (i % 12) as u8 + 1, day: 3 }),
        group: Some(groups[i % 3].to_owned()),
        ..Document::default()
    }
}

/// A made-up analysis of `n` documents of three sections.
fn made_up(n: usize, hostile: bool) -> Analysis {
    let mut analysis = Analysis {
        corpus: Corpus { documents: (0..n).map(|i| document(i, hostile)).collect() },
        n_units: (0..n).map(|i| 200 + 10 * i as u32).collect(),
        section_units: vec![vec![70; 3]; n],
        ..Analysis::default()
    };
    let place = |d: usize, s: usize| Place {
        document: DocId(d as u32),
        section: SectionId(s as u32),
        span: Span { start: 0, end: 9 },
    };
    for (p, phrase) in PHRASES.iter().enumerate() {
        let mut places = Vec::new();
        for d in 0..n {
            for s in 0..3 {
                for _ in
                    0..usize::from(noise(p, d * 3 + s) * (p as f64 + 2.0) < 1.0) * (1 + (d + p) % 3)
                {
                    places.push(place(d, s));
                }
            }
        }
        let mut documents: Vec<_> = places.iter().map(|p| p.document).collect();
        documents.dedup();
        let mut sections: Vec<_> = places.iter().map(|p| (p.document, p.section)).collect();
        sections.dedup();
        analysis.phrases.phrases.push(Phrase {
            text: (*phrase).to_owned(),
            found_as: None,
            at: (0, 0),
            ranks: (0, 0),
            kind: if p == 7 { PhraseKind::Name } else { PhraseKind::Slogan },
            n_documents: documents.len() as u32,
            n_sections: sections.len() as u32,
            n_occurrences: places.len() as u32,
            n_independent: places.len() as u32,
            n_units: 0,
            c_value: 0.0,
            score: 100.0 - p as f64,
            cohesion: 0.5,
            boundary: 1.0,
            dispersion: 0.3,
            family: if p == 12 { 0 } else { p as u32 },
            places: places.into_iter().collect(),
        });
        let members = if p == 0 { vec![0, 12] } else { vec![p as u32] };
        analysis.phrases.families.push(Family { head: p as u32, members, n_documents: 1 });
    }
    analysis.reuse.shares = (0..n)
        .map(|d| {
            let (shared, formulaic) = (noise(d, 1) * 0.5, noise(d, 2) * 0.3);
            Shares { formulaic, shared, own: 1.0 - shared - formulaic }
        })
        .collect();
    if n <= 200 {
        analysis.similarity.order = (0..n as u32).map(DocId).collect();
        let like = |i: usize, j: usize| {
            if i == j {
                1.0
            } else {
                0.1 + 0.5 * noise(i.min(j), i.max(j)) * f64::from(u8::from(i / 4 == j / 4))
            }
        };
        analysis.similarity.matrix = (0..n * n).map(|c| like(c / n, c % n)).collect();
    }
    for (t, label) in THEMES.iter().enumerate() {
        analysis.themes.themes.push(Theme {
            label: (*label).to_owned(),
            top_terms: Vec::new(),
            n_sections: 1,
            n_documents: 1,
            silhouette: 0.2,
            stability: 0.8,
            sequences: Vec::new(),
            slogans: Vec::new(),
            area: None,
            representative: Vec::new(),
            borderline: Vec::new(),
        });
        for d in 0..n {
            let (a, b) = (noise(t, d), noise(t + 50, d));
            if a < 0.2 {
                continue;
            }
            analysis.themes.assignments.push(Assignment {
                place: place(d, t % 3),
                paragraph: None,
                theme: Some(t as u32),
                nearest: Some(t as u32),
                second: None,
                distance: 0.4,
                silhouette: 0.2,
                x: (t as f64 * 1.1).cos() + (a - 0.5) * 1.2,
                y: (t as f64 * 1.1).sin() * 0.6 + (b - 0.5) * 0.7,
            });
        }
    }
    analysis.themes.unit = "section".into();
    analysis.themes.chosen_k = 3;
    analysis.themes.trials = (2..6)
        .map(|k| Trial {
            k,
            silhouette: 0.1 * noise(k as usize, 1),
            stability: noise(k as usize, 2),
            inertia: 90.0 / f64::from(k),
        })
        .collect();
    analysis.similarity.groups = ["青云", "白石", "The Northern Province"].map(Into::into).into();
    analysis.similarity.group_matrix = vec![1.0, 0.6, 0.2, 0.6, 1.0, 0.4, 0.2, 0.4, 1.0];
    for (g, group) in ["湖东区", "湖西区", "开发区"].iter().enumerate() {
        for (p, phrase) in PHRASES.iter().enumerate() {
            let n = n as u32;
            let (n1, f1) = (n / 3 + 1, ((n / 3 + 1) as f64 * noise(p, g)) as u32);
            let (n2, f2) = (n, (f64::from(n) * noise(p, g + 9) * 0.3) as u32);
            analysis.keyness.push(Key {
                group: (*group).to_owned(),
                item: (*phrase).to_owned(),
                is_phrase: p % 4 != 3,
                contrast: Contrast::of(f1, n1, f2, n2, 0.001),
                first: None,
                first_reference: None,
            });
        }
    }
    analysis.trends.periods = (2012..2024).map(|y| y.to_string()).collect();
    analysis.trends.volumes = (0..12).map(|p| 4 + (p * 5) % 9).collect();
    for (p, phrase) in PHRASES.iter().enumerate() {
        for (t, period) in analysis.trends.periods.iter().enumerate() {
            let volume = analysis.trends.volumes[t];
            let near = (1.0 - (t as f64 - p as f64).abs() / 4.0).max(0.0);
            let n_documents = (f64::from(volume) * near * (0.5 + noise(p, t) / 2.0)) as u32;
            analysis.trends.points.push(TrendPoint {
                phrase: (*phrase).to_owned(),
                period: period.clone(),
                n_documents,
                volume,
                share: f64::from(n_documents) / f64::from(volume),
                heat: String::new(),
            });
        }
    }
    let groups = ["湖东区", "湖西区", "开发区"];
    for (p, phrase) in PHRASES.iter().enumerate() {
        for (g, group) in groups.iter().enumerate().take(3 - p % 2) {
            let first = Date { year: 2019 + ((p + g) % 6) as i16, month: 1 + g as u8, day: 2 };
            analysis.trends.adoptions.push(Adoption {
                phrase: (*phrase).to_owned(),
                group: (*group).to_owned(),
                first,
                document: DocId(0),
                lag_days: 90 * g as u32,
            });
        }
        let members = (0..n).filter(|&d| noise(p, d) < 0.6).map(|d| place(d, 0)).collect();
        analysis.reuse.clusters.push(Cluster { members, differences: Vec::new() });
    }
    for (i, (a, b)) in [(0, 1), (1, 2), (2, 0)].into_iter().enumerate() {
        analysis.reuse.group_exchanges.push(GroupExchange {
            a: groups[a].into(),
            b: groups[b].into(),
            is_directed: true,
            n_pairs: 1,
            n_passages: 1,
            documents_b: 1,
            units_b: 30 + i as u32,
            share_b: noise(i, 3),
        });
    }
    analysis.texts = (0..n)
        .map(|d| crate::corpus::Text { text: document(d, hostile).name, ..Default::default() })
        .collect();
    analysis
}

fn all(n: usize, hostile: bool) -> Vec<Chart> {
    let analysis = made_up(n, hostile);
    let mut both = charts(&analysis, Language::En);
    both.extend(charts(&analysis, Language::Zh));
    both
}

/// The box of each label, by this module's own estimate, with the label.
fn boxes(svg: &str) -> Vec<([f64; 4], String)> {
    let xml = Xml::parse(svg).unwrap();
    let labels = xml.descendants().filter(|n| n.has_tag_name("text"));
    labels
        .map(|n| {
            let number = |name: &str| n.attribute(name).unwrap().parse::<f64>().unwrap();
            let (x, y, size) = (number("x"), number("y"), number("font-size"));
            let label = n.text().unwrap_or_default().to_owned();
            let wide = text::width(&label, size.round() as i32);
            // capitals and Han characters reach from .76 em above the base line to .1 em below it
            let (top, high) = (y, size * 0.8);
            let left = match n.attribute("text-anchor") {
                Some("middle") => x - wide / 2.0,
                Some("end") => x - wide,
                _ => x,
            };
            let frame = match n.attribute("transform") {
                Some(turn) => {
                    assert!(turn.starts_with("rotate(270"), "{turn}");
                    [x, y - wide, x + high, y]
                }
                None => [left, top, left + wide, top + high],
            };
            (frame, label)
        })
        .collect()
}

#[test]
fn every_chart_is_drawn_in_both_languages() {
    let names: Vec<&str> = all(9, false).iter().map(|c| c.name).collect();
    let each = [
        "slogans",
        "phrases-by-document",
        "similarity",
        "similar-groups",
        "sharing-groups",
        "shares",
        "theme-map",
        "theme-choice",
        "themes-by-group",
        "themes-by-document",
        "keyness",
        "themes-by-period",
        "clusters",
        "trends",
        "adoption",
    ];
    assert_eq!(names, [each, each].concat());
}

#[test]
fn labels_meet_neither_each_other_nor_the_edge() {
    for (n, hostile) in
        [(1, false), (2, true), (5, false), (30, true), (40, false), (75, true), (300, false)]
    {
        for chart in all(n, hostile) {
            let xml = Xml::parse(&chart.svg).unwrap();
            let view: Vec<f64> = xml
                .root_element()
                .attribute("viewBox")
                .unwrap()
                .split(' ')
                .map(|v| v.parse().unwrap())
                .collect();
            let boxes = boxes(&chart.svg);
            for (i, (a, label)) in boxes.iter().enumerate() {
                let inside =
                    a[0] >= 0.0 && a[1] >= 0.0 && a[2] <= f64::from(WIDTH) && a[3] <= view[3];
                assert!(inside, "{} of {n}: {label} at {a:?}", chart.name);
                for (b, other) in &boxes[i + 1..] {
                    let meet = a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
                    assert!(!meet, "{} of {n}: {label} {a:?} and {other} {b:?}", chart.name);
                }
            }
        }
    }
}

#[test]
fn hostile_names_stay_text() {
    for chart in all(4, true) {
        let xml = Xml::parse(&chart.svg).unwrap();
        let known =
            ["svg", "title", "desc", "rect", "line", "polyline", "polygon", "circle", "text"];
        for node in xml.descendants().filter(|n| n.is_element()) {
            assert!(known.contains(&node.tag_name().name()), "{}", node.tag_name().name());
            assert!(node.attributes().all(|a| !a.name().starts_with("on")));
        }
        assert!(!chart.svg.contains("<script"));
        let forbidden =
            |c: char| c.is_control() && c != '\n' || ['\u{fffe}', '\u{ffff}'].contains(&c);
        assert!(!chart.svg.contains(forbidden));
    }
}

#[test]
fn the_figures_of_every_chart_stand_in_a_table() {
    for chart in all(9, true) {
        assert!(!chart.data.rows.is_empty(), "{}", chart.name);
        for row in &chart.data.rows {
            assert_eq!(row.len(), chart.data.columns.len(), "{}", chart.name);
        }
    }
    let charts = all(9, false);
    let slogans = charts.iter().find(|c| c.name == "slogans").unwrap();
    let first = &slogans.data.rows[0];
    assert!(slogans.svg.contains(&format!(">{}<", first[1])), "{first:?}");
}

#[test]
fn ids_do_not_clash_between_charts_of_a_page() {
    let mut ids = Vec::new();
    for chart in charts(&made_up(6, false), Language::Zh) {
        let xml = Xml::parse(&chart.svg).unwrap();
        let found = xml.descendants().filter_map(|n| n.attribute("id").map(str::to_owned));
        ids.extend(found);
        let root = xml.root_element();
        assert_eq!(root.attribute("role"), Some("img"));
        assert!(root.attribute("width").is_none() && root.attribute("viewBox").is_some());
    }
    let n = ids.len();
    ids.sort();
    ids.dedup();
    assert!(n > 0 && ids.len() == n);
}

#[test]
fn the_same_analysis_gives_the_same_bytes() {
    let svgs = || all(50, true).into_iter().map(|c| c.svg).collect::<Vec<_>>();
    assert_eq!(svgs(), svgs());
}

#[test]
fn charts_without_material_are_left_out() {
    assert!(charts(&Analysis::default(), Language::En).is_empty());
    let bare = Analysis {
        corpus: Corpus { documents: vec![document(0, false)] },
        texts: vec![Default::default()],
        n_units: vec![0],
        section_units: vec![vec![]],
        ..Analysis::default()
    };
    assert!(charts(&bare, Language::Zh).is_empty());
}

#[test]
fn broken_figures_break_nothing() {
    let mut analysis = made_up(6, false);
    for phrase in &mut analysis.phrases.phrases {
        phrase.family = u32::MAX;
        phrase.n_documents = 0;
        phrase.n_sections = 0;
        phrase.places = Places::default();
    }
    analysis.similarity.matrix.fill(f64::NAN);
    analysis.reuse.shares.fill(Shares { formulaic: f64::NAN, shared: f64::NAN, own: f64::NAN });
    for a in &mut analysis.themes.assignments {
        (a.x, a.theme) = (f64::INFINITY, Some(99));
    }
    analysis.trends.volumes.fill(0);
    for key in &mut analysis.keyness {
        (key.contrast.log_ratio, key.contrast.log_ratio_low, key.contrast.log_ratio_high) =
            (f64::NAN, f64::NAN, f64::NAN);
    }
    for chart in charts(&analysis, Language::En) {
        Xml::parse(&chart.svg).unwrap();
    }
}

#[test]
fn titles_say_the_finding_with_its_figures() {
    let analysis = made_up(20, false);
    let found = charts(&analysis, Language::Zh);
    let slogans = found.iter().find(|c| c.name == "slogans").unwrap();
    let n = analysis.phrases.phrases[0].n_documents;
    assert_eq!(slogans.title, format!("“画好最大同心圆”见于20篇文档中的{n}篇"));
    let trends = found.iter().find(|c| c.name == "trends").unwrap();
    assert!(trends.title.contains("起伏最大"), "{}", trends.title);
}

#[test]
fn names_and_second_phrases_of_a_family_are_no_slogans() {
    let found = charts(&made_up(20, false), Language::En);
    let slogans = found.iter().find(|c| c.name == "slogans").unwrap();
    assert!(!slogans.svg.contains(">多党合作<") && !slogans.svg.contains(">走在前、作表率<"));
    assert!(slogans.svg.contains(">画好最大同心圆<"));
}

#[test]
fn a_timeline_counts_the_documents_that_say_the_same() {
    let mut analysis = made_up(12, false);
    analysis.reuse.clusters.truncate(1);
    let cluster = &mut analysis.reuse.clusters[0];
    cluster.members = (0..8).map(|d| Place { document: DocId(d), ..cluster.members[0] }).collect();
    let identities = [1.0, 0.9, 0.2, 0.5, 0.49, 0.8, 0.1, 0.3];
    cluster.differences = identities
        .map(|identity| Difference { identity: Some(identity), ..Difference::default() })
        .to_vec();
    let found = charts(&analysis, Language::En);
    let timeline = found.iter().find(|c| c.name == "clusters").unwrap();
    assert!(timeline.title.contains("stands in 4 documents"), "{}", timeline.title);
}

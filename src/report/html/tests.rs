#![allow(clippy::unwrap_used)]

use super::*;
use crate::keyness::Contrast;
use crate::report::charts::{Chart, Data};
use crate::report::fixture::{self, HOSTILE};

fn chart() -> Chart {
    Chart {
        name: "theme-map",
        title: HOSTILE[0].into(),
        alt: HOSTILE[2].into(),
        svg: "<?xml version=\"1.0\"?>\n<svg viewBox=\"0 0 800 200\" width=\"800\" height=\"200\"><text x=\"9\" y=\"40\">图</text></svg>".into(),
        data: Data::new(["a".into(), HOSTILE[0].into()], vec![vec![HOSTILE[2].into(), "1".into()]]),
    }
}

fn page(language: Language) -> String {
    render(&fixture::analysis(), &[chart()], language)
}

#[test]
fn no_hostile_string_reaches_the_page_as_it_is() {
    for language in [Language::En, Language::Zh] {
        let page = page(language);
        for hostile in [HOSTILE[0], HOSTILE[2], HOSTILE[3], HOSTILE[4], HOSTILE[5]] {
            assert!(!page.contains(hostile), "{hostile:?}");
        }
        assert_eq!(page.matches("<script>").count(), 1);
        assert_eq!(page.matches("<style>").count(), 1);
        assert!(!page.contains("<img") && !page.contains("<b>bold"));
        assert!(page.contains("&lt;script&gt;alert("));
        let controls = |c: char| c.is_control() && c != '\n';
        assert!(!page.chars().any(|c| controls(c) || ('\u{202a}'..='\u{202e}').contains(&c)));
    }
}

#[test]
fn the_page_makes_no_request() {
    let page = page(Language::En);
    for way in ["http://", "https://", "url(", "@import", "<link", "<iframe", "<object"] {
        assert!(!page.contains(way), "{way}");
    }
    // The text of a document may say `src=`; no tag may have it. What the script says is no tag.
    let tags = page.split("<script>").next().unwrap();
    for tag in tags.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
        assert!(!tag.contains(" src=") && !tag.contains(" on"), "{tag}");
    }
    assert!(page.contains("default-src &#39;none&#39;") || page.contains("default-src 'none'"));
}

#[test]
fn every_part_and_every_deep_link_has_its_target() {
    let page = page(Language::Zh);
    let parts = ["read", "findings", "slogans", "patterns", "themes", "sharing", "passages"];
    for id in parts.into_iter().chain(["groups", "time", "documents", "method"]) {
        assert!(page.contains(&format!("<section id=\"{id}\"")), "{id}");
    }
    let mut links = 0;
    for link in page.split("href=\"#").skip(1) {
        let id = link.split('"').next().unwrap();
        assert!(page.contains(&format!(" id=\"{id}\"")), "{id}");
        links += 1;
    }
    assert!(links > 30);
    let ids: Vec<&str> =
        page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), ids.len());
}

#[test]
fn both_languages_say_their_own_words() {
    let (en, zh) = (page(Language::En), page(Language::Zh));
    assert!(en.contains("lang=\"en\"") && zh.contains("lang=\"zh-Hans\""));
    assert!(en.contains("Slogans and set phrases") && !zh.contains("Slogans and set phrases"));
    assert!(zh.contains("口号与提法") && !en.contains("口号与提法"));
    for page in [en, zh] {
        let body = page.split("<body").nth(1).and_then(|b| b.split("<script>").next()).unwrap();
        assert!(!body.contains("{0}") && !body.contains("{1}"));
    }
}

#[test]
fn evidence_marks_the_phrase_and_names_its_document() {
    let page = page(Language::En);
    assert!(page.contains("<mark>画好最大同心圆</mark>"));
    assert!(page.contains("<a class=\"doc\" href=\"#document-1\"><bdi>青云/001.txt</bdi></a>"));
}

#[test]
fn passages_mark_what_differs() {
    let page = page(Language::En);
    assert!(page.contains("<ins>汇</ins>") && page.contains("<del>凝</del>"));
}

#[test]
fn rows_limit_the_page_and_say_where_the_rest_is() {
    let mut analysis = fixture::analysis();
    analysis.config.report.rows = 2;
    let page = render(&analysis, &[], Language::En);
    assert!(page.contains("id=\"phrase-2\"") && !page.contains("id=\"phrase-3\""));
    assert!(page.contains("3 more in <code>tables/phrases.csv</code>"));
    assert!(page.contains("4 more in <code>tables/documents.csv</code>"));
    for link in page.split("href=\"#").skip(1) {
        let id = link.split('"').next().unwrap();
        assert!(page.contains(&format!(" id=\"{id}\"")), "{id}");
    }
}

#[test]
fn an_empty_analysis_still_makes_a_page() {
    for language in [Language::En, Language::Zh] {
        assert!(render(&Analysis::default(), &[], language).contains("</html>"));
    }
}

#[test]
fn figures_are_numbered_and_lose_their_xml_declaration() {
    let page = page(Language::En);
    assert!(page.contains("Figure 1") && page.contains("<svg viewBox"));
    assert!(!page.contains("<?xml"));
}

#[test]
fn what_a_group_says_less_stands_apart_from_what_it_says_more() {
    let mut analysis = fixture::analysis();
    let key = analysis.keyness[0].clone();
    analysis.keyness = [("统一战线", 1.25), ("开发区", -1.5), ("河湖", 0.0)]
        .map(|(item, lrc)| crate::keyness::Key {
            item: item.into(),
            contrast: Contrast { log_ratio: 2.0 * lrc, lrc, ..key.contrast },
            ..key.clone()
        })
        .to_vec();
    let page = render(&analysis, &[], Language::En);
    let part =
        page.split("id=\"groups\"").nth(1).and_then(|p| p.split("id=\"time\"").next()).unwrap();
    let (more, less) = part.split_once("Says less").unwrap();
    assert!(more.contains("Says more") && more.contains("统一战线") && !more.contains("开发区"));
    assert!(less.contains("开发区") && less.contains("−1.50"));
    assert!(!part.contains("河湖"));
}

#[test]
fn a_passage_that_many_hold_is_shown_once() {
    let mut analysis = fixture::analysis();
    let passage = analysis.reuse.passages[0].clone();
    let cluster = passage.cluster;
    analysis.reuse.passages = vec![passage; 4];
    let page = render(&analysis, &[], Language::En);
    assert_eq!(page.matches("id=\"passage-").count(), 1);
    assert!(page.contains(&format!("3 more pairs of the same passage: cluster {}", cluster + 1)));
}

#[test]
fn a_document_shows_its_text_in_layers_that_lead_to_the_evidence() {
    let page = page(Language::En);
    let document = page.split("id=\"document-1\"").nth(1).unwrap();
    let document = document.split("id=\"document-2\"").next().unwrap();
    let shared = "<a class=\"s\" href=\"#passage-1\">坚持大团结大联合，凝聚起同心共筑的磅礴力量，画好最大同心圆。</a>";
    assert!(document.contains(shared));
    assert!(document.contains("<span class=\"f\">工作法</span>"));
    assert!(document.contains("href=\"#theme-2\">Theme 2 "));
    assert!(document.contains("Shares passages with"));
    // a formulaic passage is no sharing, so the fourth document has none
    let fourth = page.split("id=\"document-4\"").nth(1).unwrap();
    assert!(!fourth.split("id=\"document-5\"").next().unwrap().contains("class=\"s\""));
}

#[test]
fn of_many_documents_an_even_sample_is_shown() {
    let mut analysis = fixture::analysis();
    analysis.config.report.rows = 3;
    let page = render(&analysis, &[], Language::En);
    for (n, is_shown) in [(1, true), (2, false), (3, true), (4, false), (5, true), (6, false)] {
        assert_eq!(page.contains(&format!("id=\"document-{n}\"")), is_shown, "{n}");
    }
    assert!(page.contains("Shown are 3 of 6 documents"));
}

#[test]
fn time_tells_movers_courses_and_leaders() {
    let mut analysis = fixture::analysis();
    analysis.trends.volumes = vec![40, 40, 40];
    for (point, n) in analysis.trends.points.iter_mut().zip([0, 30, 30, 20, 20, 20, 4, 4, 0]) {
        (point.n_documents, point.volume) = (n, 40);
    }
    let page = render(&analysis, &[], Language::En);
    let time = page.split("id=\"time\"").nth(1).and_then(|p| p.split("id=\"documents\"").next());
    let time = time.unwrap();
    assert!(time.contains("move-new\">new<") && time.contains("move-rising\">rising<"));
    let movers = time.split("id=\"movers\"").nth(1).unwrap().split("</table>").next().unwrap();
    assert!(movers.contains("画好最大同心圆") && !movers.contains("坚持大团结大联合"));
    assert!(time.contains("id=\"leaders\""));
}

#[test]
fn the_figures_of_a_chart_stand_beneath_it() {
    let page = page(Language::En);
    assert!(page.contains("The figures as a table"));
    assert!(page.contains("<details class=\"data\">"));
}

#[test]
fn a_page_that_would_be_large_has_fewer_rows_unless_more_are_asked_for() {
    let mut analysis = fixture::analysis();
    analysis.phrases.phrases = vec![analysis.phrases.phrases[0].clone(); 300];
    analysis.phrases.families.clear();
    let n_rows = |page: &str| page.matches("id=\"phrase-").count();
    let whole = within(&analysis, &[], Language::En, usize::MAX);
    assert_eq!(n_rows(&whole), 300);
    let most = whole.len() / 2;
    let cut = within(&analysis, &[], Language::En, most);
    assert!(cut.len() <= most && (FEWEST_ROWS..300).contains(&n_rows(&cut)), "{}", n_rows(&cut));
    assert!(cut.contains("more in <code>tables/phrases.csv</code>"));
    // lists are not cut to nothing, and who asks for more rows than usual gets them
    assert_eq!(n_rows(&within(&analysis, &[], Language::En, 1)), FEWEST_ROWS);
    analysis.config.report.rows = 301;
    assert_eq!(n_rows(&within(&analysis, &[], Language::En, most)), 300);
}

#[test]
fn documents_without_a_group_are_named_so_where_groups_share() {
    let mut analysis = fixture::analysis();
    analysis.reuse.group_exchanges[0].a = String::new();
    let page = render(&analysis, &[], Language::En);
    let table = page.split("id=\"group-sharing\"").nth(1).unwrap();
    assert!(table.split("</table>").next().unwrap().contains("no group"));
}

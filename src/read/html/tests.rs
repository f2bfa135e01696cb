//! Pages written for these tests.
#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;

fn page(html: &str) -> Draft {
    let mut log = Vec::new();
    read(html.to_string(), &mut log).unwrap().pop().unwrap()
}

fn field(html: &str, key: &str) -> String {
    page(html).fields.get(key).cloned().unwrap_or_default()
}

const ZH: [&str; 3] = [
    "8月16日，清河市召开河道整治推进会，总结上半年工作，部署下一阶段重点任务。",
    "会议指出，要坚持问题导向，压实各级河长责任，推动水环境质量持续改善。",
    "会议要求，各部门要加强协同，形成合力，确保年底前完成全部整治项目。",
];

fn chinese_page() -> String {
    let paragraphs: String = ZH.iter().map(|p| format!("<p>　　{p}</p>")).collect();
    format!(
        "<html><head><title>清河市召开河道整治推进会_清河要闻_清河市人民政府</title>\
         <meta name=PubDate content='2023-08-17 09:30'><meta name=ContentSource content='来源：清河日报'></head>\
         <body><div class=nav><ul><li><a href=/a>首页</a><li><a href=/b>政务公开</a></ul></div>\
         <h1>清河市召开河道整治推进会</h1><div class=info>2023-08-17 来源：清河日报 浏览：88</div>\
         <div class=TRS_Editor>{paragraphs}<table><tr><th>项目<th>金额<tr><td>清淤<td>120</table></div>\
         <div><h3>相关阅读</h3><ul><li><a href=/1>清河市开展植树活动</a><li><a href=/2>清河市召开教育大会</a></ul></div>\
         <div class='comment-list'><p>网友一：说得很好，希望早日完成，大家都很期待。</p></div>\
         <div class=footer>版权所有：清河市人民政府 ICP备00000000号</div>\
         <script>var text = '不是正文';</script></body></html>"
    )
}

#[test]
fn a_chinese_page_keeps_title_text_and_table_only() {
    let draft = page(&chinese_page());
    for paragraph in ZH {
        assert!(draft.source.contains(paragraph), "{}", draft.source);
    }
    assert!(draft.source.contains("清河市召开河道整治推进会\n\n"));
    assert!(draft.source.contains("项目\t金额\n\n清淤\t120"), "{}", draft.source);
    for furniture in ["首页", "相关阅读", "植树", "网友", "版权", "不是正文"] {
        assert!(!draft.source.contains(furniture), "{furniture} in {}", draft.source);
    }
}

#[test]
fn a_chinese_page_gives_title_date_and_source() {
    let html = chinese_page();
    assert_eq!(field(&html, "title"), "清河市召开河道整治推进会");
    assert_eq!(field(&html, "date"), "2023-08-17 09:30");
    assert_eq!(field(&html, "source"), "清河日报");
}

const EN: [&str; 3] = [
    "The Harbour Council voted on Tuesday to rebuild the northern sea wall, which was damaged by the storms of last winter.",
    "Members said the work would begin in spring, and that the road along the quay would stay open for residents.",
    "A final decision on the cost is expected in June, after the engineers have reported to the finance committee.",
];

fn english_page(extra: &str) -> String {
    let [a, b, c] = EN;
    format!(
        "<html><head><title>Council rebuilds sea wall | Harbour Times</title>\
         <meta property=og:site_name content='Harbour Times'>\
         <script type='application/ld+json'>{{\"@context\": \"x\", \"@graph\": [{{\"@type\": \"NewsArticle\",\
         \"headline\": \"Council rebuilds sea wall\", \"datePublished\": \"2023-05-04T08:00:00Z\",\
         \"author\": [{{\"@type\": \"Person\", \"name\": \"Jane Roe\"}}]}}]}}</script></head><body>\
         <nav><a href=/>Home</a> <a href=/news>News</a></nav>\
         <div class=wrap><header><h1>Council rebuilds sea wall</h1>\
         <p class=standfirst>Work on the northern wall is to begin in spring, members decided.</p></header>\
         <div class=article-body><p>{a}</p><p>Read also: <a href=/x>Storm closes the ferry terminal</a></p>\
         <p>{b}</p><blockquote>“We cannot wait another year,” the harbour master said.</blockquote>\
         <h2>What comes next</h2><p>{c}<br>The committee meets again in July.</p>\
         <ul><li>Northern wall</li><li>Fish market quay</li></ul></div></div>{extra}\
         <div class=related-posts><h3>More stories</h3><a href=/y>Ferry fares rise</a></div>\
         <div id=comments><h3>2 Comments</h3><p>I think this is a very good plan, and it should have been done long ago.</p></div>\
         <footer>© 2019 Harbour Times</footer></body></html>"
    )
}

#[test]
fn an_english_page_keeps_lead_quote_list_and_headings_as_lines() {
    let expected = [
        "Council rebuilds sea wall",
        "Work on the northern wall is to begin in spring, members decided.",
        EN[0],
        EN[1],
        "“We cannot wait another year,” the harbour master said.",
        "What comes next",
        EN[2],
        "The committee meets again in July.",
        "Northern wall",
        "Fish market quay",
    ];
    let source = page(&english_page("")).source;
    let lines: Vec<&str> = source.lines().filter(|l| !l.is_empty()).collect();
    assert_eq!(lines, expected);
}

#[test]
fn linked_data_gives_date_and_author_and_the_site_leaves_the_title() {
    let html = english_page("");
    assert_eq!(field(&html, "title"), "Council rebuilds sea wall");
    assert_eq!(field(&html, "date"), "2023-05-04T08:00:00Z");
    assert_eq!(field(&html, "author"), "Jane Roe");
    assert_eq!(field(&html, "site"), "Harbour Times");
}

#[test]
fn dates_of_other_pages_and_of_copyright_are_not_the_date() {
    let teasers: String = (1..4)
        .map(|i| {
            format!(
                "<div class=t><h3><a href=/{i}>Ferry number {i}</a></h3>\
                 <time class=published datetime=2020-01-0{i}>2020-01-0{i}</time></div>"
            )
        })
        .collect();
    let html = english_page(&teasers).replace("datePublished", "none");
    assert_eq!(field(&html, "date"), "");
    assert!(!page(&html).source.contains("Ferry number"));
}

#[test]
fn a_date_in_the_address_of_the_page_is_its_date() {
    let link = "</title><link rel=canonical href='https://example.org/news/2023/05/06/wall.html'>";
    let html = english_page("").replace("datePublished", "none").replace("</title>", link);
    assert_eq!(field(&html, "date"), "2023-05-06");
}

#[test]
fn comments_longer_than_the_text_go_and_a_page_of_comments_stays() {
    let comment =
        "<p>This reader goes on about the wall, the road, the quay, and the ferry as well.</p>";
    let comments = comment.repeat(60);
    let html = format!(
        "<body><h1>Wall</h1><p>{}</p><p>{}</p><div class=comments>{comments}</div>",
        EN[0], EN[1]
    );
    assert!(!page(&html).source.contains("This reader"));
    let html = format!("<body><h1>Live</h1><div class=live-comments>{comments}</div>");
    assert!(page(&html).source.contains("This reader"));
}

#[test]
fn a_page_without_article_gives_its_text() {
    let html = "<body><nav><a href=/a>Harbour</a></nav><ul><li><a href=/b>Ferry</a><li><a href=/c>Quay</a></ul>";
    let source = page(html).source;
    assert!(source.contains("Ferry") && source.contains("Quay"), "{source}");
    let mut log = Vec::new();
    let reason = read("<html><script>1</script></html>".into(), &mut log).unwrap_err();
    assert_eq!(reason, "the page holds no text");
}

#[test]
fn hidden_text_ruby_and_entities_are_read_as_people_see_them() {
    let html = format!(
        "<body><p>{}</p><p style='display: none'>A hidden trap, which nobody sees.</p>\
         <p><ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>&amp;&nbsp;caf&eacute;, as it is written here every day.</p>",
        EN.join(" ").repeat(3)
    );
    let source = page(&html).source;
    assert!(source.contains("漢字& café"), "{source}");
    assert!(!source.contains("trap"));
}

#[test]
fn hostile_nesting_and_attributes_are_read_flat_and_in_time() {
    let text = EN.map(|p| format!("<p>{p}</p>")).concat();
    let fonts: String = (0..400).map(|i| format!("<font color={i}>")).collect();
    let pages = [
        format!("<body>{}{text}", "<div>".repeat(50_000)),
        format!("<body>{}{text}", "<b><i>".repeat(20_000)),
        format!("<body>{fonts}{}{text}", "<p>".repeat(10_000)),
        format!("<body><a {}>{text}", "x y ".repeat(20_000)),
        format!("{}{text}", "<body a=1 b>".repeat(10_000)),
        format!("<body>{}{text}", "<table><tr><td>".repeat(10_000)),
    ];
    for html in pages {
        let mut log = Vec::new();
        let draft = read(html, &mut log).unwrap().pop().unwrap();
        assert!(draft.source.contains(EN[2]));
        assert_eq!(log.len(), 1, "{log:?}");
    }
}

#[test]
fn broken_markup_gives_text_and_no_panic() {
    for html in [
        "<",
        "<!--",
        "<p",
        "</",
        "<script",
        "<p>x<!-- never closed",
        "a < b & c > d",
        "<div <p>x",
        "<标题>文",
    ] {
        let mut log = Vec::new();
        let _ = read(format!("<body>{html}"), &mut log);
        let _ = nesting::flatten(html);
    }
}

proptest! {
    #[test]
    fn no_soup_of_tags_panics(
        soup in "(<(div|p|a href=x|table|td|h1|/div|/p|/a|br|script|/script|!--)>|-->|清河，|a b\\.|<|&amp;|\"){0,60}",
    ) {
        let mut log = Vec::new();
        let _ = read(soup.clone(), &mut log);
        nesting::flatten(&soup);
    }
}

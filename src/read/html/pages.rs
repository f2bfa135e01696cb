//! Pages as analysts have them: public bodies, blogs, forums, old tables, lists of links.
#![allow(clippy::unwrap_used)]

use super::read;
use crate::read::draft::Draft;

fn page(html: &str) -> (Draft, Vec<String>) {
    let mut log = Vec::new();
    (read(html.to_string(), &mut log).unwrap().pop().unwrap(), log)
}

fn lines(html: &str) -> Vec<String> {
    let lines = page(html).0.source;
    lines.lines().filter(|l| !l.is_empty()).map(str::to_string).collect()
}

fn field(html: &str, key: &str) -> String {
    page(html).0.fields.get(key).cloned().unwrap_or_default()
}

const NOTICE: [&str; 3] = [
    "为改善河道水环境，切实保障沿岸群众出行安全，现就清淤期间有关事项通知如下。",
    "一、施工时间为每日八时至十八时，沿岸道路单向通行，请过往车辆提前绕行。",
    "二、各街道要做好宣传解释工作，及时公布进度，妥善处理群众反映的问题。",
];

fn paragraphs() -> String {
    NOTICE.iter().map(|p| format!("<p>　　{p}</p>")).collect()
}

#[test]
fn what_stands_beside_the_text_is_kept_apart_with_its_place() {
    let html = "<body><ul class=nav><li><a href=/>Home</a><li><a href=/t>Tides</a></ul>\
        <div class=article><h1>The ferry sails</h1><p>The old ferry sails again from the quay today, \
        and the whole town came to see it leave.</p><p>It will cross the harbour every hour until \
        the ice comes, said the council.</p></div><div class=footer>All rights reserved.</div>";
    let (draft, _) = page(html);
    let left_out: Vec<(usize, &str)> =
        draft.left_out.iter().map(|(at, text)| (*at, text.as_str())).collect();
    let end = draft.source.trim_end().len();
    assert_eq!(left_out, [(0, "Home"), (0, "Tides"), (end, "All rights reserved.")]);
}

#[test]
fn a_page_of_tables_by_a_public_body_gives_title_text_and_attachments() {
    let html = format!(
        "<title>关于河道清淤期间交通管制的通知_通知公告_清河市水务局</title>\
         <meta name=SiteName content=清河市水务局><meta name=Author content=admin>\
         <table><tr><td><a href=/>首页</a><td><a href=/a>政务公开</a><td><a href=/b>通知公告</a></table>\
         <table><tr><td align=center>关于河道清淤期间交通管制的通知\
         <tr><td>来源：市水务局　发布时间：2023-08-17 09:30　浏览次数：12 次　【字号：<a href=#>大</a> <a href=#>中</a>】【打印】\
         <tr><td><div class=TRS_Editor>{}</div>\
         <tr><td>附件：<br><a href=/a1.doc>管制路段一览表.doc</a>\
         <tr><td>责任编辑：王小明<tr><td>上一篇：<a href=/1>关于防汛值班的通知</a></table>\
         <table><tr><td>主办：清河市水务局　网站标识码：0000000001　清ICP备00000001号</table>",
        paragraphs()
    );
    let lines = lines(&html);
    assert_eq!(lines[0], "关于河道清淤期间交通管制的通知");
    assert!(NOTICE.iter().all(|p| lines.iter().any(|l| l.contains(p))), "{lines:?}");
    assert!(lines.iter().any(|l| l.contains("管制路段一览表")), "{lines:?}");
    for furniture in ["上一篇", "防汛", "政务公开", "主办"] {
        assert!(!lines.iter().any(|l| l.contains(furniture)), "{furniture} in {lines:?}");
    }
    assert_eq!(field(&html, "title"), "关于河道清淤期间交通管制的通知");
    assert_eq!(field(&html, "date"), "2023-08-17");
    assert_eq!(field(&html, "source"), "市水务局");
    assert_eq!(field(&html, "author"), "");
}

#[test]
fn a_title_that_names_only_a_column_gives_way_to_the_heading_above_the_text() {
    let html = format!(
        "<title>通知公告--清河市水务局</title><div><a href=/a>首页</a> - <a href=/b>通知公告</a></div>\
         <h5>关于河道清淤期间交通管制的通知</h5><div>发布时间：2023-08-17</div><div>{}</div>",
        paragraphs()
    );
    assert_eq!(field(&html, "title"), "关于河道清淤期间交通管制的通知");
}

#[test]
fn the_line_that_the_page_shows_ends_the_title_where_no_mark_does() {
    let html = format!(
        "<title>【河长在行动】东风路河道清淤工程全面启动，预计今年年底以前完成全部十二公里河段的施工任务 清河市水务局</title><div>工作动态</div>\
         <div class=title>【河长在行动】东风路河道清淤工程全面启动，预计今年年底以前完成全部十二公里河段的施工任务</div><div>{}</div>",
        paragraphs()
    );
    assert_eq!(
        field(&html, "title"),
        "【河长在行动】东风路河道清淤工程全面启动，预计今年年底以前完成全部十二公里河段的施工任务"
    );
    assert_eq!(
        lines(&html)[0],
        "【河长在行动】东风路河道清淤工程全面启动，预计今年年底以前完成全部十二公里河段的施工任务"
    );
}

#[test]
fn a_label_before_the_title_leaves_its_line() {
    let html = format!(
        "<title>东风路河道清淤工程启动</title><h2><span>原创</span>东风路河道清淤工程启动</h2><div>{}</div>",
        paragraphs()
    );
    assert_eq!(lines(&html)[0], "东风路河道清淤工程启动");
}

#[test]
fn the_text_ends_with_its_credit_and_calls_to_press_go() {
    let html = format!(
        "<title>清淤工程启动</title><h1>清淤工程启动</h1>\
         <p>本报读者看过来，精彩活动火热进行中！【<a href=/v>点击投票</a>】选出最美河长</p>{}\
         <p>采写：李小红<a href=/s>返回清河网，查看更多</a></p><p>责任编辑：</p>\
         <blockquote>另一条消息说，渡轮公司将从下个月起调整票价，具体办法另行公布…</blockquote>",
        paragraphs().repeat(3)
    );
    let lines = lines(&html);
    for furniture in ["点击投票", "查看更多", "渡轮"] {
        assert!(!lines.iter().any(|l| l.contains(furniture)), "{furniture} in {lines:?}");
    }
    assert!(lines.iter().any(|l| l == "采写：李小红"), "{lines:?}");
}

#[test]
fn dates_in_scripts_count_where_they_agree() {
    let with = |head: &str| format!("<title>清淤</title>{head}<h1>清淤</h1>{}", paragraphs());
    for (head, date) in [
        ("<script>var ct = \"1692236400\";</script>", "2023-08-17"),
        ("<script>d = {publish_time: '2023-08-17 09:30:00'}</script>", "2023-08-17"),
        ("<script>a={\"pubtime\":\"2023-08-17\"};b={\"pubtime\":\"2023-08-18\"}</script>", ""),
        (
            "<script type='application/ld+json'>{\"title\":\"清淤\",\"pubDate\":\"2023-08-17T09:30:00\"}</script>",
            "2023-08-17T09:30:00",
        ),
        ("<meta name=dateUpdate content='2023-08-17 10:00'>", "2023-08-17 10:00"),
    ] {
        assert_eq!(field(&with(head), "date"), date, "{head}");
    }
}

#[test]
fn authors_are_names() {
    for (author, expected) in [
        ("王小明", "王小明"),
        ("name, someone@example.org", ""),
        ("104363", ""),
        ("清河网", ""),
        ("管理员", ""),
    ] {
        let html = format!(
            "<title>清淤工程启动_清河网新闻</title><meta name=author content='{author}'><h1>清淤工程启动</h1>{}",
            paragraphs()
        );
        assert_eq!(field(&html, "author"), expected, "{author}");
    }
}

#[test]
fn a_list_of_links_is_given_and_said_to_be_one() {
    let links: String = (1..9)
        .map(|i| format!("<li><a href=/{i}>清河市召开第{i}次河道整治工作推进会</a>"))
        .collect();
    let (draft, log) = page(&format!("<title>清河要闻</title><h2>清河要闻</h2><ul>{links}</ul>"));
    assert!(draft.source.contains("第8次河道整治"), "{}", draft.source);
    assert_eq!(log, ["it is a list of links to other pages, which are given as its text"]);
}

#[test]
fn one_short_paragraph_is_a_text() {
    assert_eq!(lines("<body><p>明日东风路停水。</p>"), ["明日东风路停水。"]);
}

#[test]
fn lines_between_breaks_in_a_cell_and_posts_of_a_thread_are_text() {
    let html = format!(
        "<title>清河县志</title><table><tr><td><a href=1>首页</a><br><a href=2>人物</a>\
         <td><b>清河县志</b><br><br>{}</table>",
        NOTICE.join("<br>")
    );
    let found = lines(&html);
    assert_eq!(found[0], "清河县志");
    assert_eq!(&found[1..], NOTICE);
    let posts: String =
        NOTICE.iter().map(|p| format!("<div><a href=/u>网友</a><div>{p}</div></div>")).collect();
    let found = lines(&format!("<title>清淤期间怎么走？</title><h1>清淤期间怎么走？</h1>{posts}"));
    assert!(NOTICE.iter().all(|p| found.iter().any(|l| l == p)), "{found:?}");
}

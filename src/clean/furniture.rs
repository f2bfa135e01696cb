//! Page furniture: what the page says about itself, not what the text says.
//!
//! A table of named rules, each matched against a whole short line (or against the bracket that
//! ends a line), so that running text which mentions a source or a telephone survives. A line
//! with a sentence inside it is never furniture. New rules are one line each.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use super::lines::Line;

/// Lines longer than this (characters) are running text.
const MAX_LINE: usize = 120;

/// Brackets longer than this (bytes) at the end of a line are running text.
const MAX_BRACKET: usize = 120;

/// `(reason, trigger, pattern)`: a pattern matches a whole line, and is only tried where its trigger
/// occurs, which one small automaton finds for all rules at once. Neither regards case. `{number}`,
/// `{date}`, `{bar}`, `{names}` and `{tool}` are put in from [`PARTS`].
#[rustfmt::skip]
const LINES: &[(&str, &str, &str)] = &[

    // what a page's template leaves behind
    ("font-size", r"字号|字体|文字大小|font", r"[【\[(（]?\s*(?:字号|字体|文字大小|字体大小|font\s*size)[\s:：|｜/]*(?:变大|变小|放大|缩小|增大|减小|特大|超大|大|中|小|标准|默认|A[+-]?|字号|字体|打印|关闭|收藏|分享|[\s|｜/【】\[\]+\-—])+[】\])）]?"),
    ("font-size", r"大[^大]{0,3}中[^中]{0,3}小", r"大{bar}+中{bar}+小"),
    ("template", r"置顶|icon|layer", r"[•·*\-]?\s*(?:layer\s*)?置顶|[•·*\-]?\s*(?:icon|layer)|layer\s+\S{1,10}"),
    ("picture-label", r"资料|图片|^[(（【\[]图", r"[(（【\[]?\s*(?:相关)?(?:资料图片?|图片?资料)\s*[)）】\]]?|[(（【\[]\s*图片?(?:来源|来自)[^)）】\]]{0,30}[)）】\]]"),
    ("picture-label", r"photo", r"photo(?:graph)?s?(?: credit)?\s*:\s.{1,60}"),
    ("rule-line", r"^[-=_*~·.#＝—─━＿～\x{FFFD}]", r"\s*(?:[-=_*~·.#＝—─━＿～\x{FFFD}]\s*){3,}"),
    ("web-address", r"https?:|www\.", r"[<(（]?(?:https?://|www\.)[^\s\p{Han}]+[>)）]?"),
    ("page-number", r"^[-—–－·第共]|页", r"[-—–－]+\s*\d{1,4}\s*[-—–－]+|·\s*\d{1,4}\s*·|第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?|共\s*\d{1,4}\s*页|\d{1,4}\s*/\s*\d{1,4}\s*页"),
    ("page-number", r"page", r"[-\[]?\s*page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*[-\]]?"),
    ("newspaper-page", r"》\s*[(（]", r"《\s*\S{2,12}\s*》\s*[(（]\s*{date}[^)）]{0,16}版?\s*[)）]"),
    ("original-title", r"原标题|原题", r"[(（【\[]?\s*(?:本文|文章)?原(?:标题|题目?)\s*[:：].{1,110}"),
    ("picture-label", r"图", r"[*（(]?\s*(?:文中|本文|以上|部分|封面)?(?:图片|配图|图文)(?:均|皆|部分)?(?:来自|来源|源自|源于)于?\s*[:：]?[^。，；]{0,20}[）)]?"),
    ("issue-number", r"期|总", r"[(（]?(?:\d{4}\s*年\s*)?(?:第\s*{number}\s*期)?\s*[(（]?总\s*第?\s*{number}\s*[期号][)）]?|[(（]?(?:\d{4}\s*年\s*)?第\s*{number}\s*期[)）]?"),
    // who made it and where it was taken from
    ("copyright", r"版权所有|reserved", r".{0,60}(?:版权所有(?:[^者人权方].{0,80}|)|all rights reserved.{0,60})"),
    ("copyright", r"copyright|©|\(c\)", r"(?:.{0,40}\s)?(?:copyright\s*(?:©|\(c\)|\d{4}|by\b)|©|\(c\)\s*\d{4}).{0,100}"),
    ("copyright", r"转载|摘编|复制", r"(?:凡|未经)[^。]{0,30}(?:授权|许可|同意|允许)[^。]{0,12}(?:转载|摘编|复制)[^。]{0,40}"),
    ("registration", r"ICP|公网安备|备案", r".{0,60}(?:ICP\s*[备证]|公网安备|备案(?:编)?号\s*[:：])\s*[^。]{0,60}"),
    ("registration", r"许可证", r".{0,20}(?:视听节目|信息服务|电信业务|出版服务?)(?:经营)?许可证.{0,8}[:：]?\s*[\dA-Z].{0,40}"),
    ("editor", r"编|审|校对|监制|录入|排版|签发", r"[(（【\[]?\s*[^\s，。；:：]{0,6}?(?:责任编辑|责编|编辑|编审|主编|美编|校对|审核|初审|复审|终审|审签|监制|编校|录入|排版|值班编委|签发)\s*[:：]\s*[^。，；？?！!]{1,40}"),
    ("editor", r"责任编辑|责编", r"[(（【\[]?\s*(?:责任编辑|责编)\s+{names}\s*[)）】\]]?"),
    ("editor", r"[|｜丨/]", r"(?:(?:[^\s，。；:：]{1,20}供稿|(?:责任编辑|值班编辑|编辑|责编|校对|审核|来源|文字|摄影|图片|监制|排版|作者|记者|通讯员)\s*(?:[|｜丨]\s*[^\s。，；？?！!|｜丨/]{1,30}|/\s*{names}))(?:\s+|$))+"),
    ("editor", r"[:：]$", r"[(（【\[]?\s*(?:责任编辑|责编|编辑|校对|审核|作者|来源|标签|关键词|分享|分享到)\s*[:：]\s*[)）】\]]?"),
    ("byline-credit", r"作者|撰|摄影|供稿|^.?\s*(?:文|图|视频)", r"[(（【\[]?\s*(?:作者|撰稿人?|撰文|摄影|供稿|文|图|图文)\s*(?:[/、丨|｜]\s*(?:文|图|摄影|视频))?\s*[:：丨|｜]\s*(?:[^\s，。；？?！!:：]{0,12}(?:记者|通讯员)\s*)?{names}\s*[)）】\]]?"),
    ("byline-credit", r"作者|撰", r"[(（【\[]?\s*(?:作者|撰稿人?|撰文)\s*[:：]\s*[^。，；？?！!:：]{1,20}[)）】\]]?"),
    ("byline-credit", r"记者|通讯员|特派员|实习生", r"[(（【\[]?\s*(?:[^\s，。；:：？?！!]{0,12}?(?:记者|通讯员|特派员|实习生)\s*[:：/\s]\s*{names}\s*)+(?:文/图|图/文|报道|摄影报道|摄影?|文)?\s*[)）】\]]?"),
    ("source-line", r"quelle|foto|bild|photo|cr[eé]dit|fuente|fonte|źródło|источник|фото|source", r"[(\[]?\s*(?:(?:bild|text|foto)?quellen?|fotos?|bild(?:er)?|photos?|cr[eé]dits?(?: photos?)?|image credit|fuentes?|fontes?|źródło|источник|фото|sources?)\s*[:：]\s*[^.!?:]{1,60}[)\]]?"),
    ("source-line", r"来\s*源", r"[(（【\[]?\s*(?:文章|稿件|信息|新闻|消息|图文|内容|本文)?来\s*源\s*[:：]\s*[^。，；？?！!]{1,40}"),
    ("dateline", r"\d{4}\s*[年\-/.]", r"(?:发布|更新|发表|上传|录入|编辑)?(?:时间|日期)?\s*[:：]?\s*{date}\s*{clock}?{bar}*(?:(?:文章|信息)?来\s*源|来自|作者|浏览|点击|阅读|责任编辑|编辑|字号|字体)[^。，]{0,80}"),
    ("dateline", r"\d{1,2}[:：]\d{2}", r"(?:[^\s。，；:：]{2,12}\s+)?{date}\s*{clock}(?:{bar}+[^。，；]{0,30})?"),
    ("dateline", r"时间|日期|于\s*[:：]", r"[(（【\[]?\s*(?:发布|更新|发表|上传|录入)(?:时间戳?|日期|于)\s*[:：].{0,80}"),
    ("dateline", r"updated|modified|posted|published", r"(?:last\s+)?(?:updated|modified|posted|published)(?:\s+on)?\s*:\s*.{0,60}"),
    ("view-count", r"浏览|点击|阅读|访问", r"(?:浏览|点击|阅读|访问)(?:次数|人数|量|数)?\s*[:：]\s*[\d,，万+]*\s*次?"),
    ("dateline", r"时间|日期", r"来\s*源\s*[:：][^。，；]{1,30}{bar}+(?:发布|发表|更新)?(?:时间|日期)\s*[:：]\s*{date}[^。，；]{0,80}"),
    ("view-count", r"\d$", r"(?:(?:(?:积分|精华|威望|查看|回复|人气)\s*[:：]?|(?:主题|帖子|注册时间|最后登录)\s*[:：])\s*[\d\-]+[\s|｜]*)+"),
    ("publisher", r"主办|协办|承办|主管|出品", r"(?:主办|协办|承办|主管|出品)(?:单位|方)?\s*[:：]\s*[^。，；]{2,60}"),
    ("publisher", r"(?:主办|协办|承办|主管|出品)(?:\s|$)", r"[^，。；：！？,;:!?“”由在等是将举请为]{2,30}\s?(?:主办|协办|承办|出品)(?:\s+(?:地址|电话|邮编|主办|协办|承办|联系)[^。]{0,80})?"),
    ("publisher", r"技术支持", r"(?:网站)?技术支持\s*[:：].{2,60}"),
    ("site-terms", r"立场|观点", r"[^。]{0,40}(?:声明|本文|文章|内容)[^。]{0,40}(?:不代表|仅代表|并不代表)[^。]{0,40}(?:立场|观点)[^。]{0,30}。?"),
    // how to reach it
    ("contact", r"\d{4}|\d{3}\D?\d{3}", r"[^，。；！？,;!?：:]{0,20}(?:热线|电话|传真|广告|手机|QQ群?|Tel|Fax|Phone|Telephone)\s*[:：]?\s*[+(（]?\d[\d\-—()（） ]{3,}[^。，]{0,100}"),
    ("contact", r"[电传热联].{0,3}[话真线人式]\s*[:：]", r"[^，。；！？,;!?：:]{0,20}(?:电话|传真|热线|联系人|联系方式)\s*[:：]\s*[^。，]{2,60}\d{5}[^。，]{0,40}"),
    ("contact", r"@", r"[^，。；！？,;!?：:]{0,20}(?:e-?mail|邮箱|信箱|电邮)\s*[:：]?\s*[A-Za-z0-9][A-Za-z0-9._%+\- ]*@[^。，]{1,80}"),
    ("contact", r"邮编|邮政编码", r"(?:邮编|邮政编码)\s*[:：]?\s*\d{6}[^。]{0,80}"),
    ("contact", r"地址", r"[^，。；！？,;!?：:]{0,8}地址\s*[:：]\s*[^。]{2,80}"),
    ("contact", r"微信|微博", r"(?:官方)?(?:微信|微博)(?:公众)?(?:号|平台)?\s*[:：]\s*\S{2,40}"),
    ("contact", r"contact|information", r"(?:(?:media|press|news)\s+)?contacts?\s*:.{0,60}(?:@|\d{3}).{0,60}|for (?:more|further) information,?\s.{0,60}(?:@|\d{3}|www\.|https?:).{0,60}"),
    ("contact", r"@|\d{3}", r"(?:tel|telephone|phone|fax|e-?mail)\s*[.:]\s*.{0,30}(?:@|\d{3}).{0,60}|[\w.+\-]+@[\w\-]+\.[\w.\-]+"),
    // what it wants to be pressed
    ("share-buttons", r"分享|转发", r"[【\[]?(?:分享到|分享至|转发到|一键分享)[】\]]?\s*[:：]?(?:{bar}*(?:微信|微博|新浪微博|腾讯微博|QQ|QQ空间|QQ好友|QQ|空间|朋友圈|微信朋友圈|微信好友|人人网|豆瓣|更多|facebook|twitter|x|linkedin))*"),
    ("share-buttons", r"扫|二维码", r"[“\x22]?(?:用|打开|使用)?微信.{0,8}扫一扫.{0,40}|(?:长按|扫描|扫一扫|识别).{0,12}二维码.{0,30}|扫码(?:关注|分享|阅读|下载|观看|查看).{0,20}"),
    ("share-buttons", r"二维码关注|菜单栏", r"[^。]{0,60}(?:扫描|扫码|长按|识别)[^。]{0,10}二维码关注[^。]{0,40}|点击菜单栏.{0,40}"),
    ("picture-label", r"图集|组图", r"(?:高清)?(?:图集|组图)"),
    ("share-buttons", r"回复|在看", r"\d{0,2}[、.．]?\s*(?:后台)?回复\s*[【“\[「].{1,12}[】”\]」].{0,40}|.{0,20}点(?:个|击|一下)?[“【「\[]?在看[”】」\]]?.{0,12}"),
    ("share-buttons", r"share|tweet|print", r"share\s+(?:this(?:\s+(?:page|article|story|post|on|via|with)\b.{0,40})?|on\s+(?:facebook|twitter|x|linkedin|whatsapp)\b.{0,40})\W*|(?:share|tweet|email|print|save)(?:{bar}+(?:share|tweet|email|print|save|pin|copy link))+"),
    ("tool-buttons", r"本页|此页|文章|窗口|页面|收藏|首页|顶部|列表|返回|地图", r"(?:打印本页|打印此页|打印文章|关闭窗口|关闭本页|关闭页面|关闭此页|加入收藏|收藏本页|收藏此页|设为首页|返回顶部|回到顶部|返回首页|返回列表|返回上一?页|网站地图)(?:{bar}*{tool})*|(?:(?:添加到?收藏夹?|加入收藏|设为首页|关于我们|联系我们|网站地图|网站首页|返回首页|在线投稿|手机版|无障碍(?:阅读|浏览)?|繁體版?|English){bar}*){2,}"),
    ("tool-buttons", r"打印|关闭|收藏|分享|返回|纠错|推荐|复制|评论|点赞|举报", r"{tool}(?:{bar}+{tool})+|[【\[（(]{tool}[】\])）](?:\s*[【\[（(]{tool}[】\])）])*"),
    ("tool-buttons", r"print|mail|download|save|bookmark|back to|skip to|close", r"(?:print|e-?mail|download|save|bookmark)\s+(?:this|the)\s+(?:page|article|story|document)\W*|(?:printer|print)[- ]friendly(?: version| page)?|back to top|skip to (?:main )?content|close (?:this )?window"),
    ("navigation", r"上[一篇]|下[一篇]", r"[【\[<《«]*\s*(?:上一篇|下一篇|上一条|下一条|上一页|下一页|上一章|下一章|上篇|下篇)\s*[】\]>》»]*\s*(?:[:：].{0,100}|(?:{bar}+(?:上一|下一)[篇条页章])?)"),
    ("navigation", r"位置|首页|home", r"(?:您?(?:现在|当前|目前|所在)的?(?:所在)?位置|您的位置)\s*(?:是|在)?\s*[:：].{0,80}|首页\s*[>＞»/].{0,80}|home\s*[>»/].{0,80}"),
    ("navigation", r"previous|next", r"(?:previous|next)\s+(?:article|post|story|page)\b\W*(?:[:»>].{0,80})?"),
    ("related-links", r"相关|延伸|推荐|猜你|更多|related|you may", r"[【\[]?(?:相关链接|相关阅读|相关新闻|相关报道|相关文章|相关推荐|延伸阅读|推荐阅读|热门推荐|猜你喜欢|更多新闻|精彩推荐)[】\]]?\s*[:：]?|related\s+(?:articles|stories|links|content|posts|topics)\s*:?|you may also like\W*"),
    ("more-links", r"更多|全文|原文|详情|点击", r"[【\[>]*\s*(?:点击(?:此处|这里)?(?:查看|阅读|进入|下载|展开)(?:更多|全文|详情|原文|大图|内容|附件)?|(?:加载|查看|显示|阅读)更多|(?:阅读|展开|查看)(?:全文|原文|详情)|更多[>＞»]+)[\s….>＞》»】\]]*"),
    ("more-links", r"more|click|continue", r"(?:read|show|load|view|see)\s+more(?:\s*[:»>].{0,80}|\W*)|click here\b.{0,40}|continue reading.{0,40}"),
    ("subscribe", r"subscribe|sign up|follow us|like us", r"subscribe(?:\s+(?:to|now|today|here|for)\b.{0,60})?\W*|sign up\s.{0,40}(?:newsletter|e-?mails?|updates)\b.{0,30}|follow us\b.{0,60}|like us on .{0,30}"),
    ("site-terms", r"policy|terms|advert|cookie|anzeige|werbung|publici", r"(?:privacy policy|terms (?:of|and) (?:use|service|conditions)|cookie (?:policy|settings|preferences))(?:{bar}.{0,60})?|[-–—\s]*(?:advertisement|advertise(?:ment)? here|anzeigen?|werbung|publicidad|publicité)[-–—\s]*"),
];

/// Credits in the bracket that ends a line of running text.
const BRACKET: &str = r"(?i)^[(（【\[]\s*(?:(?:(?:本文|文字|实习|见习)?(?:责任编辑|责编|编辑|校对|审核)|来源|记者|作者|通讯员)\s*[:：][^。，]{1,40}|相关资料图|资料图片?)\s*[)）】\]]$";

/// What stands for `{name}` in a pattern.
const PARTS: &[(&str, &str)] = &[
    ("{number}", r"[\d０-９一二三四五六七八九十百千〇○零]{1,8}"),
    ("{date}", r"\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?(?:\s*星期\S)?"),
    ("{clock}", r"(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)"),
    ("{bar}", r"[\s|｜/·•、]"),
    ("{names}", r"(?:\p{Han}(?:\s?\p{Han}){1,3})(?:[\s、/]+\p{Han}(?:\s?\p{Han}){1,3}){0,5}"),
    (
        "{tool}",
        r"(?:打印|打印本页|关闭|关闭窗口|收藏|加入收藏|分享|返回|返回顶部|纠错|推荐|复制链接|评论|点赞|举报)",
    ),
];

static TRIGGERS: LazyLock<Option<RegexSet>> =
    LazyLock::new(|| RegexSet::new(LINES.iter().map(|rule| format!("(?i){}", rule.1))).ok());
static PATTERNS: LazyLock<Vec<Option<Regex>>> = LazyLock::new(|| {
    let filled = |pattern: &str| {
        PARTS.iter().fold(pattern.to_string(), |p, (name, part)| p.replace(name, part))
    };
    LINES.iter().map(|rule| Regex::new(&format!("(?i)^(?:{})$", filled(rule.2))).ok()).collect()
});
static BRACKET_RULE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(BRACKET).ok());

/// The reason a whole line is furniture, if it is.
pub(super) fn line_reason(line: &Line) -> Option<&'static str> {
    if (line.end - line.start) as usize > MAX_LINE {
        return None;
    }
    let text = line.text();
    // a full stop may end it (版权所有。), but not stand in it
    if text.strip_suffix('。').unwrap_or(text).contains('。') {
        return None;
    }
    let matches = |i: &usize| {
        PATTERNS.get(*i).and_then(Option::as_ref).is_some_and(|pattern| pattern.is_match(text))
    };
    TRIGGERS.as_ref()?.matches(text).iter().find(matches).map(|i| LINES[i].0)
}

/// Where the bracket that ends a line begins (byte of `text`), if it only holds a credit.
pub(super) fn closing_credit(text: &str) -> Option<usize> {
    let (close, _) = text.char_indices().next_back()?;
    if !matches!(text[close..].chars().next(), Some(')' | '）' | '】' | ']')) {
        return None;
    }
    let mut tail = text.len().saturating_sub(MAX_BRACKET);
    while !text.is_char_boundary(tail) {
        tail += 1;
    }
    let open = tail + text[tail..].rfind(['(', '（', '【', '['])?;
    BRACKET_RULE.as_ref()?.is_match(&text[open..]).then_some(open)
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn reason(text: &str) -> Option<&'static str> {
        lines(text, 0).first().and_then(line_reason)
    }

    #[test]
    fn every_rule_compiles() {
        assert!(TRIGGERS.is_some());
        assert!(PATTERNS.iter().all(Option::is_some));
        assert!(BRACKET_RULE.is_some());
    }

    #[test]
    fn furniture_lines_are_named() {
        for (text, expected) in [
            ("字号变大| 字号变小", "font-size"),
            ("【字体：大 中 小】 打印 关闭", "font-size"),
            ("总第18期", "issue-number"),
            ("2021年第3期（总第45期）", "issue-number"),
            ("• layer 置顶", "template"),
            ("icon", "template"),
            ("（原标题：清河市召开河道整治推进会）", "original-title"),
            ("图片均来自网络", "picture-label"),
            ("组图", "picture-label"),
            ("编辑|王小明", "editor"),
            ("清河市委办供稿 摄影/李小红 编辑/王小明", "editor"),
            ("Quelle: Hafenrat", "source-line"),
            ("技术支持：清河软件有限公司", "publisher"),
            ("免责声明：本文来自网友，不代表清河网的观点和立场。", "site-terms"),
            ("更多消息请扫描二维码关注清河发布", "share-buttons"),
            ("1、回复【公交】查看线路", "share-buttons"),
            ("添加收藏夹 | 设为首页 | 关于我们", "tool-buttons"),
            ("(相关资料图)", "picture-label"),
            ("Copyright 2011-2020 清河网版权所有 备案号:清ICP备11000000号-4", "copyright"),
            ("本网站版权所有。", "copyright"),
            ("© 2020 Harbour Council. All rights reserved.", "copyright"),
            ("清ICP备11000000号", "registration"),
            ("新闻热线:0000-1234567 广告:1234567 E-mail:news@example.org 传真:1234567", "contact"),
            ("清河网投稿QQ群:12345678 直通车QQ群:123456789", "contact"),
            ("地址：清河市东风路1号", "contact"),
            ("邮编：100000", "contact"),
            ("清河日报社 主办 地址:清河市东风路1号", "publisher"),
            ("中共清河市委宣传部协办", "publisher"),
            ("编辑:王小明", "editor"),
            ("责任编辑：", "editor"),
            ("标签：", "editor"),
            ("\u{FFFD}\u{FFFD}\u{FFFD}", "rule-line"),
            ("查看: 12|回复: 3", "view-count"),
            ("积分 120", "view-count"),
            ("- Advertisement -", "site-terms"),
            ("（责任编辑：王小明）", "editor"),
            ("作者：李小红", "byline-credit"),
            ("本报记者 李小红 通讯员 王小明", "byline-credit"),
            ("来源：清河日报", "source-line"),
            ("2021年03月04日 10:12:40 | 来源:清河市委办", "dateline"),
            ("发布时间：2021-03-04", "dateline"),
            (
                "来源：清河市委办公室　发布时间：2021-03-04 09:30　浏览次数：12 次　【字号：大 中 小】【打印】",
                "dateline",
            ),
            ("(更新时间戳: 1600000000000)", "dateline"),
            ("分享到：微信 微博 QQ空间", "share-buttons"),
            ("分享到 微信 微博 空间", "share-buttons"),
            ("打开微信，扫一扫二维码关注我们", "share-buttons"),
            ("打印 收藏 关闭窗口", "tool-buttons"),
            ("【打印】【关闭】", "tool-buttons"),
            ("返回顶部", "tool-buttons"),
            ("上一篇：清河市召开会议", "navigation"),
            ("相关阅读：", "related-links"),
            ("点击查看更多", "more-links"),
            ("加载更多", "more-links"),
            ("- 3 -", "page-number"),
            ("第 3 页 共 9 页", "page-number"),
            ("Page 3 of 9", "page-number"),
            ("https://example.org/a/b?c=1", "web-address"),
            ("Share this", "share-buttons"),
            ("Print this page", "tool-buttons"),
            ("Subscribe to our newsletter", "subscribe"),
            ("Follow us on Twitter", "subscribe"),
            ("Read more", "more-links"),
            ("Contact: press@example.org", "contact"),
            ("* * *", "rule-line"),
        ] {
            assert_eq!(reason(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn running_text_and_headings_that_mention_furniture_stay() {
        for text in [
            "群众拨打12345热线电话反映问题，工作人员当天回复。",
            "水的来源：地表径流与地下水。前者占七成。",
            "依法保护版权所有者的合法权益",
            "加强编辑队伍建设",
            "记者：请问今年的重点工作是什么？",
            "记者观察",
            "要求：",
            "主题 2023",
            "以“回复 3”为题",
            "图文：清河大桥今日通车",
            "视频：河工号子",
            "大会由市委宣传部主办，市文联承办。",
            "第三期工程顺利完工",
            "分享发展成果",
            "收藏",
            "市民扫描二维码即可乘车",
            "图片展览今日开幕",
            "他说，本文的观点来自长期调查",
            "记者/编辑两支队伍一起抓",
            "关于我们",
            "公布举报电话，畅通监督渠道",
            "2021年3月4日",
            "The copyright of the map belongs to the county",
            "We follow the river",
            "Subscribers to the plan",
            "第三页写着他的名字",
            "1998年第1期。",
            "第111页。",
            "按照上级主管",
            "……",
            "电话里的声音",
        ] {
            assert_eq!(reason(text), None, "{text}");
        }
    }

    #[test]
    fn a_credit_in_the_closing_bracket_is_found() {
        assert_eq!(
            closing_credit("工作取得实效。（责任编辑：王小明）"),
            Some("工作取得实效。".len())
        );
        assert_eq!(closing_credit("增长百分之五（数据来源：统计公报）"), None);
        assert_eq!(closing_credit("讨论（二）"), None);
    }
}

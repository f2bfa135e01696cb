//! The blocks of the main part that are no text after all: pointers to other pages.
//!
//! A block of links alone, a line such as `Read also: …` or `相关阅读：…` with its link, and a
//! heading of related pages with everything that is linked below it. Headings that lose all that
//! stood below them go too.

use std::sync::LazyLock;

use regex::Regex;

use super::title::is_title;
use super::write::Block;
use crate::dates;

/// Width from which a block with an unlinked sentence is running text.
const PROSE: u32 = 80;

/// Width up to which a linked heading is one of the text.
const SHORT: u32 = 24;
/// Width from which the beginning of the title stands for it.
const TITLE: u32 = 16;

/// How lines begin, in several languages, that only announce other pages.
static RELATED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^[\s>»▶►▸•\-—–*+\[【（(“]*(?:",
        r"(?:相关|相關|延伸|推荐|推薦|更多|热门|熱門|精彩|往期|拓展|扩展|最新|猜你)(?:链接|阅读|新闻|报道|文章|推荐|专题|资讯|内容|喜欢|閱讀|新聞|報導|文章|推薦|資訊|連結|回顾|精彩|话题|视频|稿件|信息|附件)|",
        r"related(?:\s+(?:articles?|stor(?:y|ies)|links?|content|posts?|topics?|news|reading|coverage|items))?|",
        r"(?:read|see|also|learn|more)\s+(?:also|more|next|on|about|from|in|stories|news|read|articles?)|",
        r"you (?:may|might) (?:also )?(?:like|be interested)|recommended(?: for you)?|further reading|don['’]t miss|most (?:read|popular|viewed)|trending|up next|popular (?:posts|articles|now)|recent (?:posts|articles)|latest (?:news|posts|stories)|what to read next|",
        r"(?:lesen|sehen) sie (?:auch|dazu|mehr|hier)|mehr (?:zum thema|dazu|lesen|artikel|infos?|aus|von|über|news)|auch interessant|das könnte (?:sie|dich|ihnen)|weitere (?:artikel|informationen|infos|beiträge|themen|links|news|meldungen)|ähnliche (?:artikel|beiträge)|verwandte (?:artikel|themen|beiträge)|weiterlesen|zum thema|passend dazu|siehe auch|empfohlene|meistgelesen|",
        r"(?:lire|voir|à lire|a lire|lisez)(?: aussi| également| plus| la suite)?\s*:|(?:lire|à lire|voir) (?:aussi|également)|sur le même (?:sujet|thème)|articles? (?:similaires|liés|associés|connexes)|",
        r"(?:lea|leer|lee|vea|ver|le puede|te puede|puede)\s*(?:también|más|además|interesar|aquí)|le[ae]\s*:|(?:noticias?|artículos?|contenidos?|notas?|temas?)\s+relacionad[oa]s?|más (?:noticias|información|sobre)|además\s*:|",
        r"(?:leia|veja|saiba|confira|ler)\s+(?:também|mais|ainda)|(?:matérias|notícias|artigos) relacionad[ao]s|",
        r"(?:leggi|vedi|guarda)\s+(?:anche|tutto|di più)|articoli correlati|potrebbe interessarti|",
        r"(?:czytaj|zobacz|przeczytaj|polecamy|sprawdź|dowiedz się)\s*(?:także|też|również|więcej|również|:)|powiązane|podobne (?:artykuły|wpisy)|polecane|",
        r"(?:lees|bekijk) (?:ook|meer|verder)|gerelateerd|zie ook|читайте (?:также|ещё|еще)|смотрите также|по теме|похожие (?:статьи|материалы|записи)|",
        r"(?:læs|les|läs) (?:også|också|mer|mere)|baca juga|ayrıca|bunlar da|関連(?:記事|ニュース|リンク|キーワード)|あわせて読みたい|관련\s*(?:기사|뉴스|글)|xem thêm|διαβάστε (?:επίσης|ακόμα)|citește și|citiți și|čtěte (?:také|též)|přečtěte si|прочитайте також|читайте також",
        r")"
    ))
    .ok()
});

/// What remains of the blocks.
pub fn trim(blocks: Vec<Block>) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut below_label = false;
    let any_prose = blocks.iter().any(is_prose);
    for block in blocks {
        let is_counter = block.width < 5 && block.text.starts_with(['+', '‹', '›', '<', '>']);
        if is_counter || !block.text.contains(char::is_alphanumeric) {
            continue;
        }
        let announces = announces(&block);
        if is_prose(&block) && !(announces && block.link_share() > 0.3) {
            below_label = false;
        } else if announces && any_prose && block.width < 300 {
            let is_label = block.width < 50 && block.linked == 0;
            below_label = is_label || block.heading.is_some();
            if is_label || block.link_share() > 0.3 {
                continue;
            }
        } else if below_label {
            if block.link_share() > 0.3 || block.heading.is_none() && block.width < 60 {
                continue;
            }
            below_label = false;
        } else if any_prose
            && block.link_share() > 0.8
            && (block.heading.is_none() || block.width > SHORT)
        {
            continue;
        }
        kept.push(block);
    }
    without_empty_headings(without_dated_list(kept))
}

/// Drops a list of titles with a day below each, as lists of other pages have them, and its label.
fn without_dated_list(mut blocks: Vec<Block>) -> Vec<Block> {
    let is_day =
        |b: &Block| b.width < 24 && dates::parse(b.text.trim()).is_some_and(|date| date.day > 0);
    let after = blocks.iter().rposition(is_prose).map_or(0, |i| i + 1);
    let days: Vec<usize> = (after..blocks.len()).filter(|&i| is_day(&blocks[i])).collect();
    if let [first, _, ..] = days[..]
        && after > 0
    {
        // the first title stands above its day, the label above the title
        blocks.truncate(first.saturating_sub(2).max(after));
    }
    blocks
}

/// Whether a block is running text.
pub fn is_prose(block: &Block) -> bool {
    block.width >= PROSE && block.heading.is_none() && block.link_share() < 0.5
}

/// Whether a block begins as those do that point at other pages.
fn announces(block: &Block) -> bool {
    let head: String = block.text.chars().take(60).collect();
    RELATED.as_ref().is_some_and(|r| r.is_match(&head))
}

/// Drops what stands before the title, the title where it is said twice, and a label in its line.
pub fn below_title(mut blocks: Vec<Block>, title: Option<&str>) -> Vec<Block> {
    let Some(title) = title else { return blocks };
    // above the text its beginning stands for it; below, that is a name which the title begins with
    let says_title = |b: &Block, is_above: bool| {
        is_title(b, title) || is_above && b.width >= TITLE && title.starts_with(b.text.trim())
    };
    // a long title may look like the first running text itself
    let text = blocks.iter().position(is_prose).map_or(blocks.len(), |i| i + 1);
    if let Some(start) = blocks[..text].iter().position(|b| says_title(b, true)) {
        blocks.drain(..start);
        if blocks[0].text.ends_with(title) {
            blocks[0].text = title.to_string();
        }
        let mut i = start;
        blocks.retain(|b| {
            i += 1;
            i == start + 1 || !says_title(b, i <= text)
        });
    }
    blocks
}

/// Drops headings at the end.
fn without_empty_headings(mut blocks: Vec<Block>) -> Vec<Block> {
    while blocks.len() > 1 && blocks.last().is_some_and(|b| b.heading.is_some_and(|l| l > 1)) {
        blocks.pop();
    }
    blocks
}

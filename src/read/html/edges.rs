//! What stands at the edges of the text: promotion, what follows the editor's credit, attachments.

use std::sync::LazyLock;

use regex::Regex;

use super::measure::width;
use super::write::Block;

/// The credit with which a Chinese page closes its text; cleaning drops the line itself.
static CREDIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^[\s(（【\[]*(?:(?:本文|文章)来源[:：]\S{1,20}\s+)?(?:责任编辑|责编|值班编辑|编辑)\s*[:：|｜]")
        .ok()
});
/// How often the text before a credit outweighs what follows it.
const BEFORE: u32 = 4;
/// Width up to which a line is a credit.
const SHORT: u32 = 80;

/// A call to press something.
static PROMOTION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:点击|下载|扫码|扫描|关注|订阅|添加|长按).{0,8}",
        r"(?:投票|报名|客户端|APP|公众号|二维码|微信|微博|专享|福利|领取|参与|直播)"
    ))
    .ok()
});
/// Width from which another line is what is promoted beside.
const SENTENCE: u32 = 40;
/// Lines at either end of the text in which promotion is looked for.
const EDGE: usize = 3;

/// A list of attachments, or one of them.
static ATTACHMENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(?:相关)?附(?:件|表)|\.(?:docx?|xlsx?|pptx?|pdf|ofd|wps|zip|rar)\s*$").ok()
});
/// Lines below the main part among which its attachments are looked for.
const BELOW: usize = 6;

fn matches(pattern: &Option<Regex>, text: &str) -> bool {
    pattern.as_ref().is_some_and(|p| p.is_match(text))
}

/// Drops what follows the one credit near the end, but for attachments.
pub fn up_to_credit(mut blocks: Vec<Block>) -> Vec<Block> {
    let is_credit = |b: &Block| b.width < SHORT && matches(&CREDIT, &b.text);
    let credits: Vec<usize> = (0..blocks.len()).filter(|&i| is_credit(&blocks[i])).collect();
    let weight = |blocks: &[Block]| blocks.iter().map(|b| b.width).sum::<u32>();
    if let [credit] = credits[..]
        && weight(&blocks[..credit]) > BEFORE * weight(&blocks[credit + 1..])
    {
        let after = blocks.split_off(credit + 1);
        blocks.extend(after.into_iter().filter(|b| matches(&ATTACHMENT, &b.text)));
    }
    blocks
}

/// Drops calls to press a link, where they stand at either end of a text.
pub fn without_promotion(mut blocks: Vec<Block>) -> Vec<Block> {
    let n = blocks.len();
    let calls = |b: &Block| {
        b.linked > 0
            && b.heading.is_none()
            && b.text.contains(['！', '!'])
            && matches(&PROMOTION, &b.text)
    };
    let mut i = 0;
    if blocks.iter().any(|b| b.width >= SENTENCE && !calls(b)) {
        blocks.retain(|b| {
            i += 1;
            !((i <= EDGE || i + EDGE > n) && calls(b))
        });
    }
    blocks
}

/// The attachments that stand below the main part; `below` is what the page shows there.
pub fn attachments(below: &[Block]) -> Vec<Block> {
    let below = &below[..below.len().min(BELOW)];
    let is_one = |b: &&Block| matches(&ATTACHMENT, &b.text) && width(&b.text).0 > 6;
    below.iter().filter(is_one).cloned().collect()
}

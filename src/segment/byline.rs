//! Bylines: the line that names who signed a statement, office and name together.
//!
//! ```text
//! 清河区委常委、宣传部部长 王小明      清河学院党委委员、宣传部部长王小明
//! By Jane Doe, County Treasurer        Jane Doe, Chair of the Harbour Council
//! ```
//!
//! A Chinese byline ends in a name of two to four characters behind an office. With a space between
//! the two any name is taken; without one the name must begin with a family name, so that
//! 落实局长负责制 stays a heading. 总书记 is no office of a byline: it begins slogans.

use std::sync::LazyLock;

use regex::Regex;

/// Longest Chinese byline in characters.
const MAX_CHARS: usize = 40;
/// Longest English byline in words.
const MAX_WORDS: usize = 14;

/// Words a Chinese office ends in.
pub(super) const OFFICE: &str = "(?:部长|书记|主任|局长|委员|常委|校长|院长|市长|县长|区长|镇长|乡长|州长|省长|旗长\
|盟长|主席|会长|社长|秘书长|厅长|司长|处长|科长|所长|站长|馆长|台长|行长|团长|队长|组长|村长|董事长|理事长\
|监事长|总经理|经理|总裁|总理|总统|首相|大使|总编辑?|主编|教授|研究员|院士|主任委员|主委|检察长|巡视员\
|调研员|专员|参事|代表|负责人|秘书|校董|干事)";

/// Family names of one character: those of nearly all bylines.
pub(super) const FAMILY: &str = "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于\
余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱丘方侯邹熊孟秦白江阎闫薛尹段雷黎史龙陶贺\
顾毛郝龚邵万钱严覃武戚莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘\
祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时\
穆农司卓古吉缪简车项连芦麦褚娄窦戈宗景党宫费卜冷晏席卫米柏宿揭闵佟仇全桂巩匡储池粟鹿仲]";

/// Family names of two characters.
pub(super) const FAMILY_TWO: &str =
    "(?:欧阳|司马|上官|诸葛|司徒|慕容|皇甫|尉迟|公孙|夏侯|东方|令狐|宇文|长孙|端木|南宫|呼延)";

/// Words an English office is told by.
pub(super) const ENGLISH_OFFICE: &str = "(?:Chair|Chairman|Chairwoman|Chairperson|President|Vice|Director|\
Secretary|Treasurer|Minister|Mayor|Governor|Senator|Commissioner|Chief|Officer|Head|Councillor|\
Councilor|Councilmember|Manager|Dean|Editor|Professor|Principal|Superintendent|Clerk|Sheriff|Judge|\
Administrator|Ambassador|Representative|Member|Leader|Spokesman|Spokeswoman|Spokesperson|CEO|Engineer|\
Auditor|Inspector|Warden|Rector|Bishop|Captain|Colonel|General|Coordinator|Founder|Partner|Fellow)";

static ANY_OFFICE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(OFFICE).ok());

static CHINESE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        concat!(
            // office, space, name
            r"^(?P<spaced>.{{0,30}}?{office})(?:\s*[(（][^()（）]{{1,12}}[)）])?\s+",
            r"(?:\p{{Han}}\s?\p{{Han}}{{1,2}}|{two}\p{{Han}}{{1,2}}|\p{{Han}}{{2,8}}·\p{{Han}}{{2,8}})$",
            // office and name run together
            r"|^(?P<joined>.{{2,30}}{office})(?:{family}\p{{Han}}{{1,2}}|{two}\p{{Han}}{{1,2}})$",
            // name, space, office
            r"|^(?:{family}\s?\p{{Han}}{{1,2}}|{two}\p{{Han}}{{1,2}})\s+\p{{Han}}[\p{{Han}}、()（）\s]{{0,28}}{office}$",
        ),
        office = OFFICE,
        family = FAMILY,
        two = FAMILY_TWO,
    ))
    .ok()
});

static ENGLISH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let name = r"\p{Lu}[\p{L}'’\-]*\.?(?:\s\p{Lu}[\p{L}'’\-]*\.?){1,3}";
    Regex::new(&format!(
        r"^(?:(?:By|by|BY)\s+{name}(?:,\s.{{2,80}})?|{name},\s(?:[\p{{L}}'’\-]+\s){{0,4}}{ENGLISH_OFFICE}\b.{{0,60}})$"
    ))
    .ok()
});

/// Whether a line names an office and its holder by its looks.
pub(crate) fn is_byline(text: &str) -> bool {
    // most lines are too long to be one
    if text.len() > 4 * MAX_CHARS {
        return false;
    }
    if text.is_ascii() || !text.chars().any(crate::fold::is_han) {
        return !text.ends_with(['.', '!', '?', ':', ';'])
            && text.split_whitespace().count() <= MAX_WORDS
            && ENGLISH.as_ref().is_some_and(|english| english.is_match(text));
    }
    let marks = ['。', '！', '？', '；', '，', ',', ':', '：', ';', '!', '?', '“', '”', '"', '《'];
    if text.chars().count() > MAX_CHARS
        || text.contains(marks)
        || !ANY_OFFICE.as_ref().is_some_and(|office| office.is_match(text))
    {
        return false;
    }
    // a bracket that only closes was opened on the line before: wrapped running text
    let close = text.find([')', '）']).unwrap_or(text.len());
    if !text[..close].contains(['(', '（']) && close < text.len() {
        return false;
    }
    let Some(found) = CHINESE.as_ref().and_then(|chinese| chinese.captures(text)) else {
        return false;
    };
    let office = found.name("spaced").or_else(|| found.name("joined"));
    !office.is_some_and(|office| office.as_str().ends_with("总书记"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn office_and_name_make_a_byline() {
        for line in [
            "清河区委常委、宣传部部长 王小明",
            "清河学院党委委员、宣传部部长王小明",
            "市水务局(市河长办)党委书记、局长(主任) 李小红",
            "市统计局党组书记、局长\u{3000}张 强",
            "国务院总理 欧阳小明",
            "阿山县委常委 买买提·艾力",
            "王小明 清河市教育局局长",
            "By Jane Doe, County Treasurer",
            "By Jane Q. Doe",
            "Jane Doe, Chair of the Harbour Council",
            "John O'Neil, Deputy Chief Engineer",
        ] {
            assert!(is_byline(line), "{line}");
        }
    }

    #[test]
    fn headings_and_sentences_are_no_bylines() {
        for line in [
            "落实局长负责制",
            "牢记总书记嘱托",
            "牢记总书记 感恩奋进",
            "争做书记好帮手",
            "本社记者李小红）清河区委书记王小明",
            "区委书记王小明出席会议。",
            "聚焦实干争先 奋力开创新局面",
            "会议由市长王小明主持，各部门参加",
            "By the numbers",
            "By the River",
            "London, Paris and Rome",
            "We met Jane Doe, Chair of the Harbour Council.",
        ] {
            assert!(!is_byline(line), "{line}");
        }
    }
}

//! Names of speakers: how certainly the words of a label name someone who speaks.
//!
//! A role (记者, `Moderator`), or an office or title with a name (国务院总理李小明, `Mr. Smith`), is
//! [`Strength::Sure`]; a name is [`Strength::Name`]: a Chinese one begins with a family name and is
//! no dictionary word, another has two to five words with capital initials, or one in capitals. Any
//! other word that could be a name is [`Strength::Weak`]. Words that head notes and fields (`Note:`, 来源：) and
//! words that quote (王小明说：) name nobody.

use std::sync::LazyLock;

use regex::Regex;

use super::byline::{ENGLISH_OFFICE, FAMILY, FAMILY_TWO, OFFICE};
use super::label::Form;
use crate::dictionary::jieba;
use crate::fold::is_han;

/// How certainly a label names a speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    Weak,
    Name,
    Sure,
}

/// How certainly the words of a label name a speaker.
pub(super) fn strength(label: &str, form: Form) -> Option<Strength> {
    match label.chars().any(is_han) {
        true => han_strength(label, form),
        false => latin_strength(label, form),
    }
}

/// Roles that speak, in Chinese.
const HAN_ROLE: &str =
    "(?:主持人|记者|主播|发言人|提问者?|嘉宾|访谈员|采访者|受访者|被访者|网友|审判长|问|答)";
/// Forms of address behind a family name.
pub(super) const HAN_ADDRESS: &str =
    "(?:先生|女士|小姐|老师|总|局|处|工|医生|律师|委员|議員|议员|委員|君)";

static HAN_SURE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let name = format!(
        r"(?:{FAMILY_TWO}\p{{Han}}{{1,2}}|{FAMILY}\s?\p{{Han}}{{1,2}}|\p{{Han}}{{1,8}}·\p{{Han}}{{1,8}})"
    );
    let bracket = r"(?:\s?[(（][^()（）]{1,24}[)）])";
    Regex::new(&format!(
        concat!(
            // a role, whose it is before it, a number or a name behind it
            r"^(?:[\p{{Han}}\w《》“”·、\s]{{0,16}}?{role}(?:[\dA-Z一二三四五六甲乙丙丁]{{1,2}}|\s?{name})?{bracket}?",
            // an office and a name, a name and an office
            r"|[\p{{Han}}、·\s《》“”]{{0,24}}?{office}{bracket}?\s*{name}|{name}\s?[\p{{Han}}、]{{0,12}}?{office}|{name}{bracket}",
            r"|网友.{{0,12}}|{office}{bracket}|(?:{two}|{family})\p{{Han}}{{0,2}}{address})$",
        ),
        role = HAN_ROLE,
        name = name,
        bracket = bracket,
        office = OFFICE,
        two = FAMILY_TWO,
        family = FAMILY,
        address = HAN_ADDRESS,
    ))
    .ok()
});

static HAN_NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"^(?:{FAMILY_TWO}\p{{Han}}{{1,2}}|{FAMILY}\s{{0,2}}\p{{Han}}{{1,2}}|\p{{Han}}{{1,8}}·\p{{Han}}{{1,8}})$"
    ))
    .ok()
});

/// Characters that foreign names are written with.
const TRANSLITERATION: &str = "阿埃艾安奥巴拜班贝比彼波伯博布查达戴丹道德登蒂丁杜多恩尔法菲费弗福盖冈戈\
格哈海汉赫亨胡霍基吉加贾杰金卡凯坎康柯科克肯库夸拉莱兰朗劳勒雷里利莉林琳龙鲁伦罗洛马玛迈曼梅门米莫姆穆纳\
娜内尼诺帕佩皮珀普奇恰乔切琼萨塞森沙莎山尚舍什史斯苏索塔泰坦汤特汀图托瓦万威韦维温沃乌武西希夏肖谢辛休雅亚\
扬伊因英尤约泽扎詹朱兹佐朗";

fn han_strength(label: &str, form: Form) -> Option<Strength> {
    let speaks =
        ["说", "道", "称", "曰", "讲", "指出", "强调", "表示", "认为", "介绍", "透露", "提出"];
    let matches =
        |pattern: &LazyLock<Option<Regex>>| pattern.as_ref().is_some_and(|p| p.is_match(label));
    // 王小明说：… quotes; 第一问 and the like count
    if speaks.iter().any(|verb| label.ends_with(verb)) {
        return None;
    }
    if matches(&HAN_SURE) {
        return Some(Strength::Sure);
    }
    if form == Form::Circle {
        return Some(Strength::Sure);
    }
    let n = label.chars().count();
    if n > 12 {
        return None;
    }
    let word = known_word(label);
    if matches(&HAN_NAME) {
        return Some(if word == Some(false) { Strength::Weak } else { Strength::Name });
    }
    let nickname = n == 2 && label.starts_with(['小', '老', '阿']) && word.is_none();
    let foreign = (2..=6).contains(&n) && label.chars().all(|c| TRANSLITERATION.contains(c));
    let letter = matches!(label, "甲" | "乙" | "丙" | "丁");
    (nickname || letter || foreign && word != Some(false)).then_some(Strength::Weak)
}

/// Whether the dictionary has a word, and whether it knows it as a name.
fn known_word(word: &str) -> Option<bool> {
    let dictionary = jieba();
    dictionary
        .has_word(word)
        .then(|| dictionary.tag(word, false).iter().all(|tag| tag.tag.starts_with("nr")))
}

/// Roles that speak, in English, in small letters and without number.
pub(super) const ROLES: [&str; 45] = [
    "q",
    "a",
    "question",
    "answer",
    "interviewer",
    "interviewee",
    "moderator",
    "host",
    "presenter",
    "anchor",
    "announcer",
    "narrator",
    "reporter",
    "journalist",
    "operator",
    "chair",
    "chairman",
    "chairwoman",
    "chairperson",
    "president",
    "vice president",
    "speaker",
    "court",
    "witness",
    "clerk",
    "audience",
    "audience member",
    "audience members",
    "unidentified speaker",
    "unidentified male",
    "unidentified female",
    "participant",
    "counsel",
    "presiding officer",
    "prime minister",
    "mayor",
    "governor",
    "minister",
    "secretary",
    "judge",
    "translator",
    "interpreter",
    "facilitator",
    "press",
    "deputy speaker",
];

/// Words that head notes, fields and parts, never a speaker's name.
const FIELDS: &str = " note notes warning caution tip tips example examples date time place location venue \
address phone tel telephone fax email mail web website contact contacts source sources subject re \
to from cc bcc summary abstract background introduction conclusion conclusions results result \
method methods discussion objective objectives aim aims goal goals purpose scope step steps part \
chapter section article table figure fig appendix annex keywords key title author authors editor \
editors price cost total status update updates details description name names type category \
categories tags tag related see also read more download share follow photo image video audio caption \
credit credits copyright published updated posted filed edition version isbn doi reference \
references definition remark theorem proof lemma corollary proposition exercise problem solution \
hint task input output return returns parameters ingredients directions instructions serves yield \
important attention breaking exclusive opinion analysis review rating score pros cons option \
options choice choices day week month year monday tuesday wednesday thursday friday saturday sunday \
january february march april may june july august september october november december advantages \
disadvantages features highlights overview history facts fact myth reality rule rules item items \
chorus verse bridge intro outro scene act setting cast plot director starring genre length format \
editor's writer's press release dear hours opening points point lesson takeaway takeaways fun pro next ";

static LATIN_TITLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:(?i:the\s)?(?i:hon(?:ou?rable|\.)?\s)?(?i:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sen|Senator|Rep|Representative",
        r"|Congress(?:wo)?man|Chair(?:wo)?man|Chair|Vice[\s-]Chair(?:man)?|President|Vice[\s-]President",
        r"|(?:Deputy\s)?Secretary|(?:Prime\s)?Minister|Commissioner|Councill?or|Council\s?member|Alderman|Mayor|Governor",
        r"|Judge|Justice|Lord|Lady|Baroness|Sir|Dame|Speaker|Ambassador|General|Director|Chief|Officer",
        r"|Detective|Sheriff|Captain|Inspector|Counsel|Reporter|Archbishop|Bishop|Rabbi|Father|Sister)\.?)",
        r"(?:\s(?:\p{Lu}[\p{L}'’\-]*\.?|of|pro|tempore|de|von|van|la)){1,6}$"
    ))
    .ok()
});

static LATIN_NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^\p{Lu}[\p{L}'’\-]*\.?(?:\s(?:\p{Lu}[\p{L}'’\-]*\.?|de|von|van|la|bin|al|der|den|du|y)){1,4}$",
    )
    .ok()
});

static LATIN_OFFICE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"(?i)\b{ENGLISH_OFFICE}\b")).ok());

fn latin_strength(label: &str, form: Form) -> Option<Strength> {
    let matches = |pattern: &LazyLock<Option<Regex>>, text: &str| {
        pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
    };
    if !label.starts_with(char::is_uppercase) {
        return None;
    }
    if form == Form::Stop {
        let titled = matches(&LATIN_TITLED, label)
            || label.starts_with("The ")
            || ROLES.contains(&label.to_lowercase().as_str());
        return Some(if titled { Strength::Sure } else { Strength::Name });
    }
    // what stands in brackets or behind a comma tells of the speaker: Jane Doe (Harbour)
    let name = label.split(['(', ',']).next().unwrap_or(label).trim();
    let office = &label[name.len()..];
    let role = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '#').trim_end();
    let lower = role.to_lowercase();
    let lower = lower.strip_prefix("the ").unwrap_or(&lower);
    if ROLES.contains(&lower) || matches(&LATIN_TITLED, name) {
        return Some(Strength::Sure);
    }
    let word = |w: &str| w.trim_end_matches('.').to_lowercase();
    if name.split(' ').any(|w| FIELDS.contains(&format!(" {} ", word(w))))
        || role.len() < name.len()
    {
        return None;
    }
    if matches(&LATIN_NAME, name) {
        return Some(if matches(&LATIN_OFFICE, office) { Strength::Sure } else { Strength::Name });
    }
    let single = name.len() > 1 && name.chars().all(|c| c.is_alphabetic() || "'’-".contains(c));
    // transcripts write family names in capitals: SMITH: …
    let capitals = name.chars().count() > 2 && !name.chars().any(char::is_lowercase);
    let strength = if capitals { Strength::Name } else { Strength::Weak };
    (single && office.is_empty()).then_some(strength)
}

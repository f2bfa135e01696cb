//! Labels: the words at the beginning of a line that may name who speaks.
//!
//! ```text
//! 国务院总理李小明：…   王小明（市长）：…   【主持人】…   ○王小明委员 …   问：…
//! JANE DOE: …   Mr. SMITH. …   Ms. DOE of Harbour County. …   The PRESIDENT. …   Q: …
//! ```
//!
//! A label is judged by itself: a role, or an office or title with a name, is [`Strength::Sure`]; a
//! name, [`Strength::Name`]; one word that could be a name, [`Strength::Weak`]. Words that head
//! notes and fields (`Note:`, 来源：) are none. Whether the lines are turns of speech is for the
//! document to show ([`super::turns`]).

use std::sync::LazyLock;

use regex::Regex;

use super::byline::{ENGLISH_OFFICE, FAMILY, FAMILY_TWO, OFFICE};
use crate::dictionary::jieba;
use crate::fold::is_han;

/// Longest label in characters.
const MAX_CHARS: usize = 48;

/// How a line shows its speaker: turns of one document share a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Before a colon.
    Colon,
    /// In square brackets: 【王小明】
    Bracket,
    /// Behind a circle: ○王小明委员
    Circle,
    /// Before a full stop: Mr. SMITH.
    Stop,
    /// Alone on its line.
    Alone,
}

/// How certainly a label names a speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    Weak,
    Name,
    Sure,
}

/// A possible label: the bytes of its line that hold the speaker, and where the speech begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    pub form: Form,
    pub start: usize,
    pub end: usize,
    pub speech: usize,
}

/// The stretch at the beginning of a line that has the form of a label; cheap, for every line.
pub(super) fn label(line: &str) -> Option<Label> {
    let first = line.chars().next()?;
    match first {
        '【' | '［' | '[' => bracketed(line, first).or_else(|| colon(line)),
        '○' | '〇' | '◯' | '●' | '◎' | '◆' => {
            circled(line, first).or_else(|| colon(line))
        }
        'A'..='Z' => stopped(line).or_else(|| colon(line)).or_else(|| asked(line)),
        _ => colon(line),
    }
}

/// A line that is nothing but what could be a label, perhaps with a time behind it.
pub(super) fn alone(line: &str) -> Option<Label> {
    static TIME: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"[\s(（\[]+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?[)）\]]?$").ok());
    let short = line.len() <= MAX_CHARS && !line.ends_with(['。', '！', '？', '；', '!', '?', ';']);
    let first = line.chars().next().filter(|c| c.is_uppercase() || is_han(*c));
    if !short || first.is_none() {
        return None;
    }
    let timed = line.ends_with(|c: char| c.is_ascii_digit() || ")）]".contains(c));
    let time = TIME.as_ref().filter(|_| timed).and_then(|time| time.find(line));
    let end = time.map_or(line.len(), |time| time.start());
    Some(Label { form: Form::Alone, start: 0, end, speech: line.len() })
}

/// `label: speech`, perhaps behind a time of day or a bullet.
fn colon(line: &str) -> Option<Label> {
    static LEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(?:[\[(（]?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?[\])）]?\s*|[•·*■□▶○●◆—–-]\s*)+")
            .ok()
    });
    let leads = line.starts_with(|c: char| c.is_ascii_digit() || "[(（•·*■□▶○●◆—–-".contains(c));
    let lead = LEAD.as_ref().filter(|_| leads).and_then(|lead| lead.find(line));
    let start = lead.map_or(0, |lead| lead.end());
    let stops = ['。', '，', '；', '！', '？', ';', '!', '?', '\t'];
    let (mut depth, mut at) = (0u32, None);
    for (i, c) in line[start..].char_indices().take(MAX_CHARS + 1) {
        match c {
            '(' | '（' | '《' => depth += 1,
            ')' | '）' | '》' => depth = depth.saturating_sub(1),
            ':' | '：' if depth == 0 => {
                at = Some((start + i, c.len_utf8()));
                break;
            }
            c if stops.contains(&c) => return None,
            _ => {}
        }
    }
    let (colon, length) = at?;
    let speech = &line[colon + length..];
    // a time, a ratio, an address
    let glued = speech.starts_with(|c: char| c.is_ascii_digit() || c == '/');
    if glued
        || length == 1
            && !speech.is_empty()
            && speech.starts_with(|c: char| c.is_ascii_alphabetic())
    {
        return None;
    }
    span(line, Form::Colon, start, colon, colon + length)
}

/// 【label】speech
fn bracketed(line: &str, open: char) -> Option<Label> {
    let close = match open {
        '【' => '】',
        '［' => '］',
        _ => ']',
    };
    let start = open.len_utf8();
    let (i, _) = line.char_indices().take(MAX_CHARS).find(|&(_, c)| c == close)?;
    let speech = &line[i + close.len_utf8()..];
    let speech = speech.trim_start().trim_start_matches(['：', ':']);
    span(line, Form::Bracket, start, i, line.len() - speech.len())
}

/// ○label speech; cleaning closes the space behind a Chinese label, so that only its words end it.
fn circled(line: &str, circle: char) -> Option<Label> {
    static CIRCLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let bracket = r"[(（][^()（）]{1,24}[)）]";
        Regex::new(&format!(
            concat!(
                r"^(?:(?:{two}|{family})\p{{Han}}{{1,2}}(?:{office}|{address})",
                r"|\p{{Han}}{{0,12}}?{office}{bracket})"
            ),
            two = FAMILY_TWO,
            family = FAMILY,
            office = OFFICE,
            address = HAN_ADDRESS,
            bracket = bracket,
        ))
        .ok()
    });
    let rest = &line[circle.len_utf8()..];
    let start = line.len() - rest.trim_start().len();
    let found = CIRCLED.as_ref()?.find(&line[start..])?;
    let end = start + found.end();
    let speech = line[end..].trim_start_matches(['：', ':', '\u{3000}', ' ']);
    span(line, Form::Circle, start, end, line.len() - speech.len())
}

/// `Mr. SMITH. Speech`, `The PRESIDENT. Speech`, `Ms. DOE of Harbour County. Speech`
fn stopped(line: &str) -> Option<Label> {
    static STOPPED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"^((?:Mr|Mrs|Ms|Miss|Dr|Senator|Sen|Representative|Rep|Chairman|Chairwoman|The|Audience)\.?",
            r"(?:\s(?:\p{Lu}[\p{L}'’\-]+|\p{Lu}\.|of|pro|tempore|de|von|van|la|[Mm]embers?)){1,6}",
            r"(?:\s\([^()]{1,40}\))?)\.(?:\s|[—–-]|$)"
        ))
        .ok()
    });
    static ASKED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^([QA])\.\s").ok());
    let starts = [
        "Mr",
        "Ms",
        "Miss",
        "Dr",
        "Sen",
        "Rep",
        "Chairm",
        "Chairw",
        "The ",
        "Audience ",
        "Q.",
        "A.",
    ];
    if !starts.iter().any(|start| line.starts_with(start)) {
        return None;
    }
    let found = STOPPED.as_ref().and_then(|stopped| stopped.captures(line));
    let found = found.or_else(|| ASKED.as_ref().and_then(|asked| asked.captures(line)))?;
    let name = found.get(1)?;
    // many a sentence begins with `The`: what follows is in capitals or a role
    let the = name.as_str().strip_prefix("The ");
    let capitals = |word: &str| word.len() > 1 && !word.chars().any(char::is_lowercase);
    if the.is_some_and(|office| {
        !office.split(' ').any(capitals) && !ROLES.contains(&office.to_lowercase().as_str())
    }) {
        return None;
    }
    let end = found.get(0).map_or(name.end(), |all| all.end());
    span(line, Form::Stop, 0, name.end(), end)
}

/// `Q  Speech`, as in press briefings.
fn asked(line: &str) -> Option<Label> {
    let rest = line.strip_prefix('Q')?;
    let speech = rest.trim_start();
    let speaks = speech.starts_with(|c: char| c.is_uppercase() || "“\"(—".contains(c));
    (rest.len() > speech.len() && speaks).then_some(Label {
        form: Form::Colon,
        start: 0,
        end: 1,
        speech: line.len() - speech.len(),
    })
}

/// A label without the spaces and brackets at its edges.
fn span(line: &str, form: Form, start: usize, end: usize, speech: usize) -> Option<Label> {
    let edge =
        |c: char| c.is_whitespace() || matches!(c, '【' | '】' | '[' | ']' | '［' | '］' | '*');
    let text = line.get(start..end)?;
    let from = start + text.len() - text.trim_start_matches(edge).len();
    let label = text.trim_matches(edge);
    let chars = label.chars().count();
    (1..=MAX_CHARS).contains(&chars).then_some(Label {
        form,
        start: from,
        end: from + label.len(),
        speech,
    })
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
const HAN_ADDRESS: &str = "(?:先生|女士|小姐|老师|总|局|处|工|医生|律师|委员|議員|议员|委員|君)";

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
const ROLES: [&str; 45] = [
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
    Regex::new(concat!(
        r"^\p{Lu}[\p{L}'’\-]*\.?(?:\s(?:\p{Lu}[\p{L}'’\-]*\.?|de|von|van|la|bin|al|der|den|du|y)){1,4}$",
    ))
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
        let titled = matches(&LATIN_TITLED, label) || label.starts_with("The ") || label.len() == 1;
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
    (single && office.is_empty()).then_some(Strength::Weak)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(line: &str) -> Option<(&str, Form, Option<Strength>)> {
        let label = label(line)?;
        let speaker = &line[label.start..label.end];
        Some((speaker, label.form, strength(speaker, label.form)))
    }

    #[test]
    fn only_the_speakers_words_are_the_label() {
        for (line, speaker, form) in [
            ("国务院总理李小明：谢谢。", "国务院总理李小明", Form::Colon),
            ("王小明（清河市：市长）: 好。", "王小明（清河市：市长）", Form::Colon),
            ("【主持人】：好。", "主持人", Form::Bracket),
            ("○王小明委员我建议。", "王小明委员", Form::Circle),
            ("[00:01:23] JANE DOE: Yes.", "JANE DOE", Form::Colon),
            ("Ms. DOE of Harbour County. I rise.", "Ms. DOE of Harbour County", Form::Stop),
            (
                "The PRESIDING OFFICER (Mr. ROE). Yes.",
                "The PRESIDING OFFICER (Mr. ROE)",
                Form::Stop,
            ),
            ("Audience members. Boo!", "Audience members", Form::Stop),
            ("Dr. Jane Q. Doe (Harbour): Yes.", "Dr. Jane Q. Doe (Harbour)", Form::Colon),
            ("Reporter 2: Why?", "Reporter 2", Form::Colon),
            ("Q  Why?", "Q", Form::Colon),
        ] {
            let found = judged(line);
            assert_eq!(found, Some((speaker, form, Some(Strength::Sure))), "{line}");
        }
    }

    #[test]
    fn fields_and_sentences_name_no_speaker() {
        for line in [
            "会议指出：要统一思想。",
            "目标：建成港口。",
            "来源：清河日报",
            "时间：十点。",
            "他说：好。",
            "王小明说：好。",
            "Note: Closed.",
            "Time: 10:00",
            "The boats came home. Then it rained.",
            "https://example.org",
            "10:30 Tea",
            "Key Points: Boats.",
            "Mr. Smith went home: he was tired.",
        ] {
            let found = judged(line).and_then(|found| found.2);
            assert!(found < Some(Strength::Name), "{line} {found:?}");
        }
    }
}

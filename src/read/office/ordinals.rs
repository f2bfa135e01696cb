//! Numbers of list items and headings as word processors write them: 1, 一, 壹, ①, 甲, iv, b.

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LEGAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const BRANCHES: [char; 12] =
    ['子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥'];
/// Greatest number that is written in letters; greater ones are written in digits.
const MAX_LETTERS: u32 = 5_000;

/// The number `n` in the format that Word calls `format`.
pub(super) fn ordinal(n: u32, format: &str) -> String {
    let from = |first: u32, count: u32| {
        (1..=count).contains(&n).then(|| char::from_u32(first + n - 1)).flatten().map(String::from)
    };
    let one_of =
        |list: &[char]| n.checked_sub(1).and_then(|i| list.get(i as usize)).map(char::to_string);
    let written = match format {
        "none" => Some(String::new()),
        "decimalZero" => Some(format!("{n:02}")),
        "upperLetter" => letters(n).map(|l| l.to_uppercase()),
        "lowerLetter" => letters(n),
        "upperRoman" => roman(n).map(|r| r.to_uppercase()),
        "lowerRoman" => roman(n),
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "koreanCounting"
        | "ideographDigital"
        | "japaneseDigitalTenThousand"
        | "taiwaneseDigital" => Some(chinese(n, &DIGITS, ['十', '百', '千'])),
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            Some(chinese(n, &LEGAL, ['拾', '佰', '仟']))
        }
        "ideographTraditional" => one_of(&STEMS),
        "ideographZodiac" => one_of(&BRANCHES),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => from(0x2460, 20),
        "decimalEnclosedParen" => from(0x2474, 20),
        "decimalEnclosedFullstop" => from(0x2488, 20),
        "ideographEnclosedCircle" => from(0x3280, 10),
        "decimalFullWidth" | "decimalFullWidth2" => {
            let wide = |c: char| char::from_u32(c as u32 + 0xFEE0).unwrap_or(c);
            Some(n.to_string().chars().map(wide).collect())
        }
        _ => None,
    };
    written.unwrap_or_else(|| n.to_string())
}

/// a … z, aa, bb …
fn letters(n: u32) -> Option<String> {
    let i = n.checked_sub(1).filter(|_| n <= MAX_LETTERS)?;
    let letter = char::from(b'a' + (i % 26) as u8);
    Some(letter.to_string().repeat(i as usize / 26 + 1))
}

fn roman(n: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = Some(n).filter(|n| (1..=MAX_LETTERS).contains(n))?;
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            written.push_str(sign);
            rest -= value;
        }
    }
    Some(written)
}

/// 二十一, 一百〇五 …, up to 9999.
fn chinese(n: u32, digits: &[char; 10], units: [char; 3]) -> String {
    if n == 0 || n > 9999 {
        return n.to_string();
    }
    let mut written = String::new();
    let mut skipped = false;
    for (place, unit) in
        [(1000, Some(units[2])), (100, Some(units[1])), (10, Some(units[0])), (1, None)]
    {
        let digit = n / place % 10;
        if digit == 0 {
            skipped = !written.is_empty();
            continue;
        }
        if std::mem::take(&mut skipped) {
            written.push(digits[0]);
        }
        // 十二 but 一百一十二, and in full 壹拾贰
        let is_plain_ten = place == 10 && digit == 1 && written.is_empty() && units[0] == '十';
        if !is_plain_ten {
            written.push(digits[digit as usize]);
        }
        written.extend(unit);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_their_format_wants_them() {
        for (n, format, expected) in [
            (3, "decimal", "3"),
            (7, "decimalZero", "07"),
            (28, "lowerLetter", "bb"),
            (44, "upperRoman", "XLIV"),
            (10, "chineseCounting", "十"),
            (12, "chineseCountingThousand", "十二"),
            (105, "chineseCountingThousand", "一百〇五"),
            (110, "japaneseCounting", "一百一十"),
            (2001, "taiwaneseCounting", "二千〇一"),
            (12, "chineseLegalSimplified", "壹拾贰"),
            (2, "ideographTraditional", "乙"),
            (11, "ideographTraditional", "11"),
            (3, "decimalEnclosedCircle", "③"),
            (21, "decimalEnclosedCircle", "21"),
            (10, "decimalFullWidth", "１０"),
            (4_000_000_000, "lowerRoman", "4000000000"),
            (0, "chineseCounting", "0"),
        ] {
            assert_eq!(ordinal(n, format), expected, "{n} {format}");
        }
    }
}

//! Numerals: 四, 十二, 四百, 12, and rows of them such as 四五六六.

/// The value of a Han numeral.
pub fn digit(unit: &str) -> Option<u32> {
    Some(match unit {
        "一" => 1,
        "二" | "两" | "双" => 2,
        "三" => 3,
        "四" => 4,
        "五" => 5,
        "六" => 6,
        "七" => 7,
        "八" => 8,
        "九" => 9,
        "十" => 10,
        "百" => 100,
        _ => return None,
    })
}

/// Whether a unit is a numeral.
pub fn is_numeral(unit: &str) -> bool {
    digit(unit).is_some() || is_digits(unit)
}

/// Whether a unit is a number in digits.
pub fn is_digits(unit: &str) -> bool {
    !unit.is_empty() && unit.bytes().all(|b| b.is_ascii_digit())
}

/// How many units of numerals stand at the beginning.
pub fn numeral_length(units: &[&str]) -> usize {
    if units.first().is_some_and(|u| is_digits(u)) {
        return 1;
    }
    units.iter().take_while(|u| digit(u).is_some()).count()
}

/// The value of numerals that are one number (四, 十二, 四百, 12); none for a row such as 四五六六.
pub fn value(units: &[&str]) -> Option<u32> {
    match units {
        [one] if is_digits(one) => one.parse().ok().filter(|&n| n < 1_000),
        [one] => digit(one),
        ["十", ones] => digit(ones).filter(|&d| d < 10).map(|d| 10 + d),
        [tens, "十"] => digit(tens).filter(|&d| d < 10).map(|d| 10 * d),
        [tens, "十", ones] => {
            let (t, o) = (digit(tens)?, digit(ones)?);
            (t < 10 && o < 10).then_some(10 * t + o)
        }
        [hundreds, "百"] => digit(hundreds).filter(|&d| d < 10).map(|d| 100 * d),
        _ => None,
    }
}

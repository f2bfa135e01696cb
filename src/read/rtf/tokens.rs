//! RTF cut into its tokens: groups, control words with their numbers, bytes of text.

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'b> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\par`, `\u21495`: the name and the number, if one follows.
    Word(&'b str, Option<i32>),
    /// `\~`, `\*`: a control of one character.
    Symbol(u8),
    /// A byte of text, as `\'c7` or as it is; the latter may be half of a character.
    Byte {
        /// The byte.
        byte: u8,
        /// Whether it stands in the file as it is.
        is_raw: bool,
    },
}

/// The tokens of a file.
pub(super) struct Tokens<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Tokens<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Takes the next byte whatever it means, unless it escapes a byte: the second half of a
    /// character may look like a brace.
    pub fn raw(&mut self) -> Option<u8> {
        let rest = self.bytes.get(self.at..)?;
        let byte = rest.first().copied().filter(|&b| b >= 0x40 && !rest.starts_with(b"\\'"))?;
        self.at += 1;
        Some(byte)
    }

    /// Passes over bytes that are no RTF.
    pub fn skip(&mut self, n: usize) {
        self.at = self.at.saturating_add(n).min(self.bytes.len());
    }

    fn take_while(&mut self, is_in: impl Fn(u8) -> bool, most: usize) -> &'b [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let n = rest.iter().take(most).take_while(|&&b| is_in(b)).count();
        self.at += n;
        rest.get(..n).unwrap_or_default()
    }

    fn control(&mut self) -> Option<Token<'b>> {
        const LONGEST_NAME: usize = 32;
        const LONGEST_NUMBER: usize = 10;
        let name = self.take_while(|b| b.is_ascii_alphabetic(), LONGEST_NAME);
        if name.is_empty() {
            let symbol = *self.bytes.get(self.at)?;
            self.at += 1;
            if symbol != b'\'' {
                return Some(Token::Symbol(symbol));
            }
            let digits = self.take_while(|b| b.is_ascii_hexdigit(), 2);
            let digits = std::str::from_utf8(digits).ok();
            let byte = digits.and_then(|d| u8::from_str_radix(d, 16).ok()).unwrap_or(b'?');
            return Some(Token::Byte { byte, is_raw: false });
        }
        let sign = if self.take_while(|b| b == b'-', 1).is_empty() { 1 } else { -1 };
        let digits = self.take_while(|b| b.is_ascii_digit(), LONGEST_NUMBER);
        let digits = std::str::from_utf8(digits).unwrap_or_default();
        let number = digits.parse::<i64>().ok().and_then(|n| i32::try_from(sign * n).ok());
        self.take_while(|b| b == b' ', 1);
        Some(Token::Word(std::str::from_utf8(name).unwrap_or_default(), number))
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            return match byte {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => continue,
                byte => Some(Token::Byte { byte, is_raw: true }),
            };
        }
    }
}

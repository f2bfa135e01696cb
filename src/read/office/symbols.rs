//! Characters of symbol fonts (Symbol, Wingdings), whose codes mean no letters.

/// What the few symbols show that mean much the same in every such font; nothing for the others.
pub(in crate::read) fn shown(code: u32) -> &'static str {
    match code & 0xFF {
        0x6C | 0x6E | 0x75 | 0x76 | 0xA7 | 0xB7 | 0xD8 => "•",
        0x6F | 0xA8 => "□",
        0x52 | 0xFE => "☑",
        0xFC => "✓",
        0xE0 => "→",
        _ => "",
    }
}

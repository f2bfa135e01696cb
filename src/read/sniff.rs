//! What a file is when its bytes say so, whatever its name says.

/// First bytes, what begins with them, and what to do about it.
const SIGNATURES: [(&[u8], &str, &str); 19] = [
    (b"BZh", "bzip2", "unpack it"),
    (b"\xFD7zXZ\0", "xz", "unpack it"),
    (b"7z\xBC\xAF\x27\x1C", "7-Zip", "unpack it"),
    (b"Rar!\x1A\x07", "RAR", "unpack it"),
    (b"\x89PNG\r\n", "PNG image", ""),
    (b"\xFF\xD8\xFF", "JPEG image", ""),
    (b"GIF8", "GIF image", ""),
    (b"II*\0", "TIFF image", ""),
    (b"MM\0*", "TIFF image", ""),
    (b"RIFF", "RIFF media", ""),
    (b"ID3", "MP3 sound", ""),
    (b"OggS", "Ogg media", ""),
    (b"fLaC", "FLAC sound", ""),
    (b"\x1A\x45\xDF\xA3", "Matroska video", ""),
    (b"\x7FELF", "ELF program", ""),
    (b"\xCA\xFE\xBA\xBE", "program", ""),
    (b"SQLite format 3\0", "SQLite database", "export its text as JSON Lines"),
    (b"wOFF", "font", ""),
    (b"wOF2", "font", ""),
];

/// Extensions of ZIP files that hold one thing of another program, not files of their own.
const PACKAGES: [(&str, &str); 7] = [
    ("wps", "WPS"),
    ("odg", "OpenDocument drawing (odg)"),
    ("pages", "Pages"),
    ("numbers", "Numbers"),
    ("key", "Keynote"),
    ("jar", "Java archive"),
    ("apk", "Android package"),
];

/// Whether a ZIP file under this extension is no archive of files.
pub fn is_foreign_package(extension: &str) -> bool {
    PACKAGES.iter().any(|(package, _)| *package == extension)
}

/// Why a file with these first bytes is not read, if they show a format that is none of ours.
pub fn foreign_format(head: &[u8], extension: &str) -> Option<String> {
    // A text may begin with the letters RIFF or ID3: then no zero byte follows.
    let is_binary = head.contains(&0);
    let is_sure = |magic: &[u8]| {
        is_binary || magic.iter().any(|b| !(b' '..=b'~').contains(b)) || magic.len() >= 5
    };
    let is_this = |magic: &[u8]| head.starts_with(magic) && is_sure(magic);
    let package = PACKAGES.iter().find(|(package, _)| *package == extension && is_binary);
    let (name, advice) = match package {
        Some(&(_, name)) => (name, "save it as plain text or PDF"),
        None => SIGNATURES
            .iter()
            .find(|(magic, ..)| is_this(magic))
            .map(|&(_, name, advice)| (name, advice))?,
    };
    let next_step = if advice.is_empty() { String::new() } else { format!("; {advice}") };
    Some(format!("{name} files are not read{next_step}"))
}

/// Whether a decoded text opens like a web page.
pub fn is_page(text: &str) -> bool {
    let text = text.trim_start();
    let opens = |tag: &str| text.get(..tag.len()).is_some_and(|t| t.eq_ignore_ascii_case(tag));
    opens("<!doctype html") || opens("<html")
}

/// Whether a decoded text opens like JSON or JSON Lines.
pub fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    let mut inner = text.chars().skip(1).filter(|c| !c.is_whitespace());
    match (text.chars().next(), inner.next()) {
        (Some('{'), Some('"')) => true,
        (Some('['), Some('{')) => inner.next() == Some('"'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_first_bytes() {
        let reason = |head: &[u8], ext: &str| foreign_format(head, ext).unwrap_or_default();
        assert!(reason(b"PK\x03\x04\0...", "wps").starts_with("WPS files are not read; save"));
        assert!(reason(b"BZh9", "txt").is_empty());
        assert!(reason(b"BZh9\0", "txt").starts_with("bzip2 files are not read; unpack"));
        assert_eq!(reason(b"GIF89a\0", "gif"), "GIF image files are not read");
        assert_eq!(foreign_format("河道整治".as_bytes(), "txt"), None);
        assert_eq!(foreign_format(b"RIFF is the name of a format", "txt"), None);
        assert_eq!(foreign_format(b"", ""), None);
    }

    #[test]
    fn json_is_told_by_its_first_marks() {
        assert!(is_json(" {\n \"text\": 1}") && is_json("[ {\"a\": 1}]"));
        assert!(!is_json("{潮水}") && !is_json("[1] 潮水") && !is_json(""));
    }

    #[test]
    fn pages_are_told_by_their_first_tag() {
        assert!(is_page("\n<!DOCTYPE HTML PUBLIC"));
        assert!(is_page("<html lang=zh>"));
        assert!(!is_page("<htm"));
        assert!(!is_page("河道整治 <html>"));
    }
}

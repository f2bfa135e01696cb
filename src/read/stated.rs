//! Titles and authors that a file states in its properties, as far as a person wrote them.
//!
//! Word processors, printers and libraries fill these fields in by themselves: the name of the program
//! or of the file, a word for "none", the owner of the computer. What only says that is left out; of
//! `Microsoft Word - x.doc` the `x` is kept.

use crate::fold::is_wide;
use crate::read::draft::one_line;

/// What programs put where nobody wrote anything.
const NOTHING: [&str; 9] = [
    "untitled",
    "unspecified",
    "anonymous",
    "unknown",
    "none",
    "null",
    "无标题",
    "未命名",
    "untitled document",
];
/// What programs call a new document; a number may follow.
const NEW_DOCUMENTS: [&str; 15] = [
    "powerpoint presentation",
    "powerpoint 演示文稿",
    "ppt模板",
    "presentation",
    "幻灯片",
    "slide",
    "document",
    "word document",
    "word template",
    "microsoft word",
    "new document",
    "文档",
    "book",
    "title",
    "pdf",
];
/// Authors that programs write.
const OWNERS: [&str; 10] = [
    "user",
    "admin",
    "administrator",
    "microsoft",
    "microsoft office user",
    "python-docx",
    "author",
    "pc",
    "windows user",
    "微软用户",
];
/// Makers whose name a new computer gives to its owner.
const MAKERS: [&str; 4] = ["lenovo", "dell", "hp", "asus"];
/// Ends of file names that stand in titles.
const FILE_ENDS: [&str; 12] = [
    ".docx", ".doc", ".pdf", ".pptx", ".ppt", ".xlsx", ".xls", ".wps", ".indd", ".tex", ".dvi",
    ".html",
];

/// A title that says something.
pub(super) fn title(stated: &str) -> Option<String> {
    let mut title = something(stated)?;
    for program in ["Microsoft Word - ", "Microsoft PowerPoint - ", "Microsoft Excel - "] {
        if let Some(rest) = title.strip_prefix(program) {
            title = rest.to_string();
        }
    }
    let lower = title.to_lowercase();
    if let Some(end) = FILE_ENDS.iter().find(|end| lower.ends_with(*end)) {
        title.truncate(title.len().saturating_sub(end.len()));
    }
    let lower = title.to_lowercase();
    let plain = lower.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let says = title.chars().filter(|c| c.is_alphabetic()).count() > 1
        && !title.contains('\u{FFFD}')
        // an address or identifier
        && (title.contains(' ') || !title.contains([':', '/', '\\', '_']) || title.contains(is_wide))
        && !NEW_DOCUMENTS.contains(&plain);
    says.then(|| something(&title))?
}

/// An author who is somebody.
pub(super) fn author(stated: &str) -> Option<String> {
    let author = something(stated)?;
    let lower = author.to_lowercase();
    (!OWNERS.contains(&lower.as_str()) && !MAKERS.contains(&lower.as_str())).then_some(author)
}

/// A field on one line that is more than a word for nothing.
pub(super) fn something(stated: &str) -> Option<String> {
    let field = one_line(stated);
    let bare = field.trim_matches(|c: char| "()[]<>（）".contains(c)).to_lowercase();
    (!bare.is_empty() && !NOTHING.contains(&bare.as_str())).then_some(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_name_a_program_are_no_titles() {
        assert_eq!(title("Microsoft Word - 清河市公报.doc").as_deref(), Some("清河市公报"));
        assert_eq!(title("Harbour Council").as_deref(), Some("Harbour Council"));
        for nothing in [
            "PowerPoint Presentation",
            "untitled",
            "(anonymous)",
            "123",
            "文档1",
            "Microsoft Word - 文档1.doc",
            "幻灯片 1",
        ] {
            assert_eq!(title(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn programs_and_computers_are_no_authors() {
        assert_eq!(author("Ann  Miller").as_deref(), Some("Ann Miller"));
        for nobody in ["anonymous", "Windows User", "(unspecified)", "Lenovo", " "] {
            assert_eq!(author(nobody), None, "{nobody}");
        }
    }
}

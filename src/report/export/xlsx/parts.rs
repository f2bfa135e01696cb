//! The parts of a workbook beside its sheets.

use crate::report::untrusted;

/// Cell styles, by their place in [`STYLES`].
pub mod style {
    /// The header row.
    pub const HEADER: u8 = 1;
    /// Text that looks like a formula and stays text.
    pub const QUOTED: u8 = 2;
    /// A link to a sheet.
    pub const LINK: u8 = 3;
}

/// Fonts, fills and the styles of cells.
pub const STYLES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#,
    r#"<fonts count="3"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>"#,
    r#"<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font>"#,
    r#"<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/><family val="2"/></font></fonts>"#,
    r#"<fills count="3"><fill><patternFill patternType="none"/></fill>"#,
    r#"<fill><patternFill patternType="gray125"/></fill>"#,
    r#"<fill><patternFill patternType="solid"><fgColor rgb="FFEDEDED"/><bgColor indexed="64"/></patternFill></fill></fills>"#,
    r#"<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"#,
    r#"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>"#,
    r#"<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>"#,
    r#"<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>"#,
    r#"<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>"#,
    r#"<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>"#,
    r#"<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>"#,
    r#"</styleSheet>"#,
);

/// Where a reader starts.
pub const PACKAGE: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>"#,
    r#"</Relationships>"#,
);

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The kind of every part.
pub fn content_types(sheets: usize) -> String {
    let sheet = |n: usize| {
        format!(
            r#"<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"#
        )
    };
    let sheets: String = (1..=sheets).map(sheet).collect();
    [
        DECLARATION,
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
        r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
        r#"<Default Extension="xml" ContentType="application/xml"/>"#,
        r#"<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>"#,
        &sheets,
        r#"<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>"#,
        r#"<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#,
        "</Types>",
    ]
    .concat()
}

/// The title and the program; no date, so that the same tables give the same bytes.
pub fn properties(title: &str) -> String {
    [
        DECLARATION,
        r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">"#,
        &format!("<dc:title>{}</dc:title><dc:creator>leitmotif</dc:creator>", untrusted::xml(title)),
        "</cp:coreProperties>",
    ]
    .concat()
}

/// The sheets in order, each with the range its filter covers.
pub fn workbook(sheets: &[(&str, String)]) -> String {
    let sheet = |(i, (name, _)): (usize, &(&str, String))| {
        let name = untrusted::xml(name);
        format!(r#"<sheet name="{name}" sheetId="{0}" r:id="rId{0}"/>"#, i + 1)
    };
    let filter = |(i, (name, range)): (usize, &(&str, String))| {
        let name = untrusted::xml(name);
        let range = fixed(range);
        format!(
            r#"<definedName name="_xlnm._FilterDatabase" localSheetId="{i}" hidden="1">'{name}'!{range}</definedName>"#
        )
    };
    let listed: String = sheets.iter().enumerate().map(sheet).collect();
    let filters: String = sheets.iter().enumerate().map(filter).collect();
    format!(
        "{DECLARATION}<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"{OFFICE}\"><bookViews><workbookView activeTab=\"0\"/></bookViews>\
         <sheets>{listed}</sheets><definedNames>{filters}</definedNames></workbook>"
    )
}

/// A range with every part fixed: `A1:C9` as `$A$1:$C$9`.
fn fixed(range: &str) -> String {
    let mut out = String::with_capacity(range.len() + 4);
    let mut before = ':';
    for c in range.chars() {
        let begins = c.is_ascii_alphabetic() && before == ':';
        if begins || (c.is_ascii_digit() && before.is_ascii_alphabetic()) {
            out.push('$');
        }
        out.push(c);
        before = c;
    }
    out
}

/// Which file is which sheet.
pub fn relations(sheets: usize) -> String {
    let sheet = |n: usize| {
        format!(
            r#"<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>"#
        )
    };
    let listed: String = (1..=sheets).map(sheet).collect();
    format!(
        "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         {listed}<Relationship Id=\"rId{}\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/></Relationships>",
        sheets + 1
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_fixed_in_every_part() {
        assert_eq!(fixed("A1:AB12"), "$A$1:$AB$12");
    }
}

//! Which column, key or metadata field holds what.
//!
//! A name that the user gave wins. Else names that people use for the purpose are looked for, in
//! the order of the lists below, without regard to case; for the text also the one column whose name
//! ends in such a word (`news_content`, 文章正文). A table whose columns have no such name takes as its
//! text the column that holds by far the longest cells, and says so.

/// Names that the user gave for the columns of tables and the keys of JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// Holds the text.
    pub text: Option<String>,
    /// Holds the document's name.
    pub id: Option<String>,
}

/// Names of columns that hold the text.
const TEXT: [&str; 27] = [
    "text",
    "content",
    "body",
    "fulltext",
    "full_text",
    "full text",
    "article",
    "speech",
    "statement",
    "transcript",
    "正文",
    "内容",
    "全文",
    "文本",
    "文章",
    "內容",
    "讲话",
    "文章内容",
    "正文内容",
    "文章正文",
    "新闻内容",
    "新闻正文",
    "原文",
    "maintext",
    "main_text",
    "article_text",
    "raw_text",
];
/// Ends of names of columns that hold the text.
const TEXT_ENDS: [&str; 9] =
    ["_text", " text", "_content", " content", "_body", "正文", "全文", "原文", "内容"];
/// Beginnings of such names that tell of a summary.
const NO_TEXT: [&str; 4] = ["主要", "摘要", "short", "alt"];
/// Names of columns that name a document.
const ID: [&str; 11] = [
    "id",
    "_id",
    "doc_id",
    "docid",
    "document_id",
    "document",
    "uid",
    "编号",
    "编码",
    "文号",
    "序号",
];
/// Names of fields that hold the title.
pub const TITLE: [&str; 8] = ["title", "headline", "标题", "题目", "名称", "篇名", "標題", "题名"];
/// Names of fields that hold the date.
pub const DATE: [&str; 18] = [
    "date",
    "published",
    "publication_date",
    "publish_date",
    "published_at",
    "pub_date",
    "pubdate",
    "datetime",
    "日期",
    "发布日期",
    "发布时间",
    "发表日期",
    "发文日期",
    "成文日期",
    "发表时间",
    "印发日期",
    "时间",
    "年份",
];
/// Names of fields that hold the group, in order of trust.
pub const GROUP: [&str; 16] = [
    "group", "分组", "组别", "source", "来源", "出处", "媒体", "place", "region", "地区", "地点",
    "省份", "城市", "单位", "部门", "party",
];
/// Names of columns that tell who spoke: they group the rows of a table that has no other group.
pub const SPEAKER: [&str; 6] = ["speaker", "author", "发言人", "讲话人", "作者", "姓名"];

/// A column is taken for the text unnamed if its cells hold so many characters on average …
const MIN_MEAN_CHARS: usize = 15;
/// … and so many times those of the next longest column.
const MIN_LEAD: usize = 2;

/// Whether two names of columns are the same to a reader.
pub fn is_same(a: &str, b: &str) -> bool {
    // letter by letter, since every row of a table asks this of every field
    fn plain(name: &str) -> impl Iterator<Item = char> {
        name.trim().trim_start_matches('\u{feff}').chars().flat_map(char::to_lowercase)
    }
    plain(a).eq(plain(b))
}

/// The first of `names` that is a column.
pub fn position(header: &[String], names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| header.iter().position(|column| is_same(column, name)))
}

/// The one column whose name ends like that of a text.
fn text_by_end(header: &[String]) -> Option<usize> {
    let is_text = |name: &String| {
        let name = name.trim().to_lowercase();
        TEXT_ENDS.iter().any(|end| name.ends_with(end))
            && !NO_TEXT.iter().any(|start| name.starts_with(start))
    };
    let mut found = (0..header.len()).filter(|&i| is_text(&header[i]));
    found.next().filter(|_| found.next().is_none())
}

impl Columns {
    /// The text's column by its name.
    ///
    /// # Errors
    /// If the user named one that is not there.
    pub fn named_text(&self, header: &[String]) -> Result<Option<usize>, String> {
        let Some(name) = &self.text else { return Ok(position(header, &TEXT)) };
        let found = header.iter().position(|column| is_same(column, name));
        found.map(Some).ok_or_else(|| format!("no column `{name}` ({})", shown(header)))
    }

    /// The text's column by its name or the end of it, else by the length of its cells in `sample`.
    ///
    /// # Errors
    /// If no column looks like text; the reason lists the columns.
    pub fn text(
        &self,
        header: &[String],
        sample: &[Vec<String>],
        log: &mut Vec<String>,
    ) -> Result<usize, String> {
        if let Some(column) = self.named_text(header)?.or_else(|| text_by_end(header)) {
            return Ok(column);
        }
        let mean = |column: usize| {
            let cells = sample.iter().filter_map(|row| row.get(column)).filter(|c| !c.is_empty());
            let (n, total) =
                cells.fold((0, 0), |(n, total), cell| (n + 1, total + cell.chars().count()));
            total / n.max(1)
        };
        let mut by_length: Vec<(usize, usize)> = (0..header.len()).map(|c| (mean(c), c)).collect();
        by_length.sort_by_key(|&(mean, column)| (std::cmp::Reverse(mean), column));
        let next = by_length.get(1).map_or(0, |&(mean, _)| mean);
        match by_length.first() {
            Some(&(mean, column)) if mean >= MIN_MEAN_CHARS && mean >= MIN_LEAD * next => {
                let name = &header[column];
                log.push(format!(
                    "column `{name}` was taken for the text, its cells are the longest; \
                     --text-column names another"
                ));
                Ok(column)
            }
            _ => Err(format!(
                "no column is called text or holds long texts; name one with --text-column ({})",
                shown(header)
            )),
        }
    }

    /// The column that names a document.
    ///
    /// # Errors
    /// If the user named one that is not there.
    pub fn id(&self, header: &[String]) -> Result<Option<usize>, String> {
        let Some(name) = &self.id else { return Ok(position(header, &ID)) };
        let found = header.iter().position(|column| is_same(column, name));
        found.map(Some).ok_or_else(|| format!("no column `{name}` ({})", shown(header)))
    }
}

/// The columns for a message.
pub fn shown(header: &[String]) -> String {
    const MOST: usize = 8;
    let names: Vec<&str> =
        header.iter().map(|n| n.trim()).filter(|n| !n.is_empty()).take(MOST).collect();
    let more = if header.len() > MOST { ", …" } else { "" };
    format!("it has {}{more}", names.join(", "))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn usual_names_are_found_in_any_case_and_language() {
        let columns = Columns::default();
        for (names, text, id) in [
            (["ID", "Title", "Content"], 2, Some(0)),
            (["编号", "正文", "日期"], 1, Some(0)),
            (["\u{feff}Text", "body", "n"], 0, None),
            (["标题", "主要内容", "新闻内容"], 2, None),
            (["headline", "News_Content", "date"], 1, None),
        ] {
            let header = header(&names);
            assert_eq!(columns.text(&header, &[], &mut Vec::new()), Ok(text));
            assert_eq!(columns.id(&header), Ok(id));
        }
    }

    #[test]
    fn a_named_column_wins_and_a_wrong_name_lists_the_columns() {
        let header = header(&["text", "abstract"]);
        let of = |name: &str| {
            let columns = Columns { text: Some(name.into()), ..Columns::default() };
            columns.text(&header, &[], &mut Vec::new())
        };
        assert_eq!(of("Abstract"), Ok(1));
        assert_eq!(of("story").unwrap_err(), "no column `story` (it has text, abstract)");
    }

    #[test]
    fn the_longest_column_is_the_text_where_it_is_clearly_so() {
        let header = header(&["a", "b"]);
        let row = |a: usize, b: usize| vec!["字".repeat(a), "字".repeat(b)];
        let mut log = Vec::new();
        assert_eq!(Columns::default().text(&header, &[row(3, 40), row(4, 60)], &mut log), Ok(1));
        assert!(log[0].contains("`b` was taken"));
        assert!(Columns::default().text(&header, &[row(30, 40)], &mut log).is_err());
        assert!(Columns::default().text(&header, &[row(1, 9)], &mut log).is_err());
    }
}

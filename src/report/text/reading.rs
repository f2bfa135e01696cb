//! What reading and cleaning say of files, in Chinese.
//!
//! The patterns are those of [`super::warnings`]: English pattern, Chinese wording. The more special
//! pattern stands before the more general one that it would fit.

/// English pattern, Chinese wording.
pub(super) const READING: &[(&str, &str)] = &[
    // Rows and members
    ("rows {} and {} more: {}", "第 {0} 行等（另有 {1} 行）：{2}"),
    ("rows {}: {}", "第 {0} 行：{1}"),
    ("row {} left out: {}", "第 {0} 行未读：{1}"),
    ("row {}: {}", "第 {0} 行：{1}"),
    ("line {} left out: {}", "第 {0} 行未读：{1}"),
    ("item {} left out: {}", "第 {0} 项未读：{1}"),
    ("left out from row {} on: {}", "自第 {0} 行起未读：{1}"),
    ("what follows value {} left out: {}", "第 {0} 个值之后的内容未读：{1}"),
    ("sheet `{}` left out: {}", "工作表“{0}”未读：{1}"),
    ("no row could be read ({})", "没有一行可读（{0}）"),
    ("there is no row", "没有任何行"),
    ("the table has no rows", "表格没有任何行"),
    ("no row of its {} has a text", "其 {0} 行均无文本"),
    ("its `{}` is empty", "其“{0}”为空"),
    ("its `{}` is {}, not a string", "其“{0}”不是字符串（{1}）"),
    ("it is empty", "内容为空"),
    ("{} instead of an object", "应为对象，却是 {0}"),
    ("the file holds {}, not objects", "文件内容是 {0}，不是对象"),
    (
        "no key `text`; name the one that holds it with --text-column (it has {})",
        "没有 `text` 键；请用 --text-column 指明正文所在的键（有：{0}）",
    ),
    (
        "no column is called text or holds long texts; name one with --text-column (it has {})",
        "没有名为 text 或内容较长的列；请用 --text-column 指明（有：{0}）",
    ),
    (
        "column `{}` was taken for the text, its cells are the longest; --text-column names another",
        "以“{0}”列为正文，因其单元格最长；可用 --text-column 另行指定",
    ),
    ("no sheet holds texts (sheet `{}`: {})", "没有工作表含正文（工作表“{0}”：{1}）"),
    ("no column `{}` (it has {})", "没有“{0}”列（有：{1}）"),
    ("all its sheets are empty", "所有工作表均为空"),
    // Dates, groups, names
    (
        "`{}` does not tell day from month; say which with --date-order",
        "“{0}”分不清日与月；请用 --date-order 指明",
    ),
    ("`{}` is no date; write it as {}", "“{0}”不是日期；请写成 {1} 的形式"),
    ("no document has a field `{}` (it has {})", "没有文档含“{0}”字段（有：{1}）"),
    (
        "{} of {} document names do not fit the pattern (`{}`)",
        "{1} 个文档名中有 {0} 个不合该模式（“{2}”）",
    ),
    (
        "{} of its names are taken and were numbered ({})",
        "其中 {0} 个名称已被占用，改为编号（{1}）",
    ),
    ("{} of {} rows name nothing that was read ({})", "{1} 行中有 {0} 行所指的文件未读入（{2}）"),
    (
        "{} of {} rows name what a row before names, which counts ({})",
        "{1} 行中有 {0} 行与前面的行所指相同，以前者为准（{2}）",
    ),
    (
        "no column names the files; call one `file` ({})",
        "没有列写明文件名；请将一列命名为 `file`（{0}）",
    ),
    // Duplicates and boilerplate
    (
        "{} documents have exactly the text of another (`{}` is `{}`); --collapse-duplicates keeps \
         one of each",
        "有 {0} 篇文档与另一篇全文相同（“{1}”即“{2}”）；用 --collapse-duplicates 可各保留一篇",
    ),
    ("the same text as `{}`; collapsed", "与“{0}”全文相同，已合并"),
    ("`{}`: the same text as `{}`; collapsed", "“{0}”与“{1}”全文相同，已合并"),
    (
        "{} lines or lead-ins repeat at the edge of most documents of this source and were dropped \
         (`{}` in {} of {}); --drop-repeated false keeps them",
        "该来源多数文档的首尾重复出现 {0} 行（或开头语），已删去（“{1}”见于 {3} 篇中的 {2} 篇）；\
         用 --drop-repeated false 可保留",
    ),
    ("{} documents hold fewer than {} letters (`{}` …)", "有 {0} 篇文档不足 {1} 个字（“{2}”等）"),
    // Encodings
    ("binary data, not text in any encoding", "二进制数据，不是任何编码的文本"),
    ("binary data, not text in the encoding set", "二进制数据，不是所设编码的文本"),
    ("binary data, not a table", "二进制数据，不是表格"),
    ("the file is empty", "文件为空"),
    ("larger than 4 GB once decoded; split it", "解码后超过 4 GB，请拆分"),
    (
        "encoding guessed as {} with doubt: {}; name it with --encoding",
        "编码推测为 {0}，但有疑问：{1}；请用 --encoding 指明",
    ),
    ("many of its characters are rare or broken", "多为生僻或残缺字符"),
    ("it gives text of no language known", "所得文本不属于任何已知语言"),
    ("{} is about as likely", "{0} 同样可能"),
    (
        "{} characters could not be decoded from {} and show as U+FFFD; if the text looks wrong, \
         name the encoding",
        "有 {0} 个字符无法按 {1} 解码，显示为 U+FFFD；如文本有误，请指定编码",
    ),
    (
        "{} repaired; {} more have lost bytes (the file was converted wrongly before; get the \
         original, if you can)",
        "{0}，已修复；另有 {1} 行有字节丢失（该文件此前转换有误，最好取得原件）",
    ),
    (
        "{} repaired (the file was converted wrongly before; get the original, if you can)",
        "{0}，已修复（该文件此前转换有误，最好取得原件）",
    ),
    (
        "{} with lost bytes (the file was converted wrongly before; get the original, if you can)",
        "{0}，且有字节丢失（该文件此前转换有误，最好取得原件）",
    ),
    ("{} lines of {} read as {}", "{0} 行 {1} 文本误作 {2} 解码"),
    ("1 line of {} read as {}", "1 行 {0} 文本误作 {1} 解码"),
    // Files that are not read
    (
        "`{}` is not a document format; give the file by name to read it as text",
        "“{0}”不是文档格式；如要当作文本读入，请直接写出文件名",
    ),
    (
        "{} files are not read; save it as plain text or PDF",
        "不读取 {0} 文件；请另存为纯文本或 PDF",
    ),
    ("{} files are not read; unpack it", "不读取 {0} 文件；请先解压"),
    (
        "{} files are not read; export its text as JSON Lines",
        "不读取 {0} 文件；请将其文本导出为 JSON Lines",
    ),
    ("{} files are not read", "不读取 {0} 文件"),
    ("not a regular file", "不是普通文件"),
    ("a link that leads back into its own folder", "链接指回自身所在的文件夹"),
    ("a link to nothing", "链接没有指向任何文件"),
    (
        "{} are files that are read under another name, each once (`{}` is `{}`)",
        "有 {0} 个链接所指的文件已按本名读入，各读一次（“{1}”即“{2}”）",
    ),
    (
        "a report of leitmotif, passed over; give the folder by name to read it",
        "这是 leitmotif 的报告，已略过；如要读入，请直接写出该文件夹",
    ),
    (
        "left by a program beside the documents; give the file by name to read it",
        "是程序留下的文件；如要读入，请直接写出文件名",
    ),
    ("the folder holds no files", "文件夹中没有文件"),
    ("cannot be opened: {}", "无法打开：{0}"),
    ("permission denied", "没有权限"),
    ("no such file or directory", "没有这个文件或文件夹"),
    (
        "its size of {} bytes is more than --max-file-size {}; raise it or split the file",
        "其大小为 {0} 字节，超过 --max-file-size {1}；请调高该值或拆分文件",
    ),
    (
        "it is more than --max-file-size {}; raise it or split the file",
        "超过 --max-file-size {0}；请调高该值或拆分文件",
    ),
    (
        "it unpacks to more than {} bytes; raise --max-unpacked-size if it should",
        "解压后超过 {0} 字节；如属正常，请调高 --max-unpacked-size",
    ),
    ("it unpacks to more than {}; split it or raise the limit", "解压后超过 {0}；请拆分或调高限额"),
    (
        "reading it failed by a fault of the program; save it in another format",
        "因程序出错而未能读入；请另存为其他格式",
    ),
    ("there is no text behind the front matter", "文件头信息之后没有正文"),
    ("there is no text between its tags", "标签之间没有文本"),
    // Archives
    ("the archive holds no files", "压缩包中没有文件"),
    (
        "archives more than {} deep inside one another are not opened",
        "嵌套超过 {0} 层的压缩包不再打开",
    ),
    ("a link in an archive, not a file", "压缩包中的链接，不是文件"),
    (
        "{} of its files are hidden behind another of the same name; unpack it yourself",
        "其中 {0} 个文件与别的文件同名而被遮盖；请自行解压",
    ),
    ("it is cut off: {} of {} bytes are there", "文件不完整：{1} 字节中只有 {0} 字节"),
    ("{} is cut off ({})", "{0} 不完整（{1}）"),
    (
        "it is encrypted; unpack the archive with its password first",
        "已加密；请先用密码解压该压缩包",
    ),
    ("{}; what came before that was read", "{0}；此前的内容已读入"),
    // Pages
    (
        "its elements are nested too deep; read without telling text from menus",
        "元素嵌套过深；读入时未区分正文与菜单",
    ),
    ("the page holds no text", "网页没有文本"),
    (
        "it is a list of links to other pages, which are given as its text",
        "这是链接列表页，以链接文字为其正文",
    ),
    // PDF
    (
        "it is encrypted and needs a password; save a copy without one",
        "已加密且需要密码；请另存一份无密码的副本",
    ),
    (
        "its page holds images and no text; recognise them (OCR) first",
        "该页只有图像而无文本；请先作文字识别（OCR）",
    ),
    (
        "its {} pages hold images and no text; recognise them (OCR) first",
        "共 {0} 页，只有图像而无文本；请先作文字识别（OCR）",
    ),
    (
        "its page holds no text; if letters are to be seen, recognise them (OCR) first",
        "该页没有文本；如能看到文字，请先作文字识别（OCR）",
    ),
    (
        "its {} pages hold no text; if letters are to be seen, recognise them (OCR) first",
        "共 {0} 页，没有文本；如能看到文字，请先作文字识别（OCR）",
    ),
    (
        "{} of {} pages hold images and no text; recognise them (OCR) to have their text",
        "{1} 页中有 {0} 页只有图像而无文本；如需其文本，请作文字识别（OCR）",
    ),
    (
        "its fonts do not say which letters they show; recognise them (OCR) first",
        "其字体未注明所示为何字；请先作文字识别（OCR）",
    ),
    (
        "{} of {} letters are drawn with fonts that do not say which letters they show",
        "{1} 个字中有 {0} 个所用字体未注明所示为何字",
    ),
    (
        "{} lines at an angle (watermarks, stamps) were left out",
        "略去 {0} 行斜排文字（水印、印章）",
    ),
    ("page {} of {} could not be read: {}", "第 {0} 页（共 {1} 页）无法读取：{2}"),
    ("page {} of {} was read in part: {}", "第 {0} 页（共 {1} 页）只读出一部分：{2}"),
    (
        "it is damaged (the PDF library gave up on it); print it to a new PDF",
        "文件已损坏（PDF 库无法处理）；请重新打印为 PDF",
    ),
    // Office files and books
    ("it holds no text; if it shows pages, they are images", "没有文本；如能看到内容，应是图像"),
    ("it is encrypted; save it without a password", "已加密；请另存为无密码的文件"),
    (
        "its chapters are encrypted (DRM); use a copy without copy protection",
        "各章已加密（DRM）；请使用无版权保护的副本",
    ),
    (
        "its ZIP structure is damaged; save or download it anew",
        "其 ZIP 结构已损坏；请重新保存或下载",
    ),
    (
        "the file is damaged or cut off; what could be found in it was read",
        "文件已损坏或不完整；能找到的内容已读入",
    ),
    ("`{}` is damaged and was left out", "“{0}”已损坏，未读"),
    ("`{}` is damaged; it was read up to the damage", "“{0}”已损坏，只读到损坏处"),
    ("{} characters of hidden text were left out", "略去 {0} 个字的隐藏文字"),
    ("it is a damaged old Office file; save it anew", "旧版 Office 文件已损坏；请重新保存"),
    ("the workbook cannot be opened ({})", "工作簿无法打开（{0}）"),
    ("the workbook is damaged; open it and save it anew", "工作簿已损坏；请打开后重新保存"),
    ("the Parquet file is damaged ({})", "Parquet 文件已损坏（{0}）"),
    ("it is damaged ({})", "已损坏（{0}）"),
    ("… and {} more warnings of this file", "……该文件另有 {0} 条提醒"),
];

//! Tables: lines whose cells are parted by the same mark, as many in every line.

use super::{FileType, Guess};

/// How many rows are looked at.
const ROWS: usize = 20;

/// Names of columns that tables of reports have, in small letters.
const COLUMNS: [&str; 28] = [
    "id",
    "title",
    "headline",
    "body",
    "content",
    "text",
    "date",
    "time",
    "datetime",
    "published",
    "url",
    "link",
    "source",
    "author",
    "authors",
    "category",
    "标题",
    "标 题",
    "題名",
    "题名",
    "標題",
    "正文",
    "内容",
    "內容",
    "日期",
    "时间",
    "作者",
    "来源",
];

/// Tells a table. It is certain where its first line names columns of reports; else it is thin evidence, for prose
/// may have as many commas in each line.
pub(super) fn table(text: &str) -> Option<Guess> {
    let named = ['\t', ',', ';', '|']
        .into_iter()
        .find(|mark| names_columns(text, *mark));
    if let Some(mark) = named {
        let file_type = if mark == '\t' {
            FileType::Tsv
        } else {
            FileType::Csv
        };
        return Some(Guess::sure(file_type));
    }
    let is_table = |mark, least| {
        let columns = columns(text, mark);
        let first = columns.first().copied().unwrap_or_default();
        columns.len() > 1 && first >= least && columns.iter().all(|count| *count == first)
    };
    if is_table('\t', 2) {
        Some(Guess::thin(FileType::Tsv))
    } else if is_table(',', 2) && has_head(text) {
        Some(Guess::thin(FileType::Csv))
    } else {
        None
    }
}

/// Returns how many cells each of the first rows has, without one that is cut off. What stands between quotation
/// marks is in one cell.
fn columns(text: &str, mark: char) -> Vec<usize> {
    let mut rows = Vec::new();
    let (mut cells, mut quoted, mut begun) = (1, false, false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\n' if begun => {
                rows.push(cells);
                (cells, begun) = (1, false);
                if rows.len() == ROWS {
                    return rows;
                }
                continue;
            }
            _ if c == mark => cells += 1,
            _ => {}
        }
        begun |= !matches!(c, '\n' | '\r');
    }
    let is_whole = text.len() < super::BEGINNING / 2;
    if begun && !quoted && is_whole {
        rows.push(cells);
    }
    rows
}

/// Whether the first line names columns of reports, parted by a mark, and the next line has as many cells.
fn names_columns(text: &str, mark: char) -> bool {
    let first = text.lines().next().unwrap_or_default();
    let known = first.split(mark).filter(|cell| {
        let cell = cell.trim().trim_matches('"').to_lowercase();
        COLUMNS.contains(&&*cell)
    });
    let columns = columns(text, mark);
    known.count() > 1 && matches!(columns.as_slice(), [head, row, ..] if head == row)
}

/// Whether the first line may name columns: few words each and no sentence.
fn has_head(text: &str) -> bool {
    const LONGEST: usize = 40;
    let first = text.lines().next().unwrap_or_default();
    first.split(',').all(|cell| {
        let cell = cell.trim().trim_matches('"');
        let words = cell.split_whitespace().count();
        words <= 3
            && cell.chars().count() <= LONGEST
            && !cell.ends_with('.')
            && !cell.contains(['。', '，', '！', '？', '：'])
    })
}

//! Cells of catalogues that hold newspaper, date and page together: `河灣報 日期：1949-05-23 版次/卷期：02 版`.

/// The labels within a cell, with the fields of ours that they name.
const LABELS: [(&str, &str); 14] = [
    ("日期", "date"),
    ("出版日期", "date"),
    ("刊登日期", "date"),
    ("時間", "date"),
    ("时间", "date"),
    ("版次/卷期", "page"),
    ("版次", "page"),
    ("版面", "page"),
    ("頁次", "page"),
    ("作者", "author"),
    ("記者", "author"),
    ("记者", "author"),
    ("來源", "source"),
    ("来源", "source"),
];

/// A column whose cells hold several fields.
#[derive(Debug)]
pub(super) struct Packed {
    pub(super) column: usize,
}

/// A field of ours and its text.
type Part = (&'static str, String);

impl Packed {
    /// Finds the column, if there is one: in most rows it can be split.
    pub(super) fn of(columns: &[String], sample: &[&(usize, Vec<String>)]) -> Option<Self> {
        let is_packed = |column: &usize| {
            let cells = sample.iter().filter_map(|(_, cells)| cells.get(*column));
            let split = cells.filter(|cell| Self::split(cell).is_some()).count();
            split > 0 && split * 5 >= sample.len() * 3
        };
        (0..columns.len())
            .find(is_packed)
            .map(|column| Self { column })
    }

    /// Splits a cell at its labels, of which it has two at least, or a date behind a newspaper.
    pub(super) fn split(cell: &str) -> Option<Vec<Part>> {
        let mut found: Vec<(usize, usize, &str)> = Vec::new();
        for (label, field) in LABELS {
            for mark in ["：", ":"] {
                let label = format!("{label}{mark}");
                if let Some(at) = cell.find(&label) {
                    // A label that is the end of a longer one is that.
                    let end = at + label.len();
                    found.retain(|(start, known_end, _)| !(*known_end == end && *start > at));
                    if found.iter().all(|(_, known_end, _)| *known_end != end) {
                        found.push((at, end, field));
                    }
                }
            }
        }
        found.sort_unstable();
        let (first, ..) = *found.first()?;
        let has_date = found.iter().any(|(.., field)| *field == "date");
        let before = cell.get(..first).unwrap_or_default().trim();
        if !has_date || found.len() < 2 && before.is_empty() || before.chars().count() > 20 {
            return None;
        }
        let mut parts: Vec<Part> = Vec::new();
        if !before.is_empty() {
            parts.push(("source", before.to_owned()));
        }
        let ends = found.iter().skip(1).map(|(at, ..)| *at).chain([cell.len()]);
        for ((_, start, field), end) in found.iter().zip(ends) {
            let text = cell.get(*start..end).unwrap_or_default().trim();
            let (text, rest) = value(field, text);
            parts.push((name_of(field), text.to_owned()));
            if !rest.is_empty() {
                parts.push(("section", rest.to_owned()));
            }
        }
        Some(parts)
    }
}

/// Parts what a label names from what stands behind it: a date is one word, a page ends with 版.
fn value<'c>(field: &str, text: &'c str) -> (&'c str, &'c str) {
    let end = match field {
        "page" => text.find('版').map(|at| at + '版'.len_utf8()),
        "date" => text.find(char::is_whitespace),
        _ => None,
    };
    let (value, rest) = text
        .split_at_checked(end.unwrap_or(text.len()))
        .unwrap_or((text, ""));
    (value.trim(), rest.trim())
}

fn name_of(field: &str) -> &'static str {
    let known = LABELS.iter().find(|(_, known)| *known == field);
    known.map_or("section", |(_, known)| known)
}

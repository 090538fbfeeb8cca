//! Tables that this program exported, read back with all that their columns hold.

use super::quoted;

/// Columns that no other table has together.
const TOLD_BY: [&str; 5] = ["id", "body", "sha256", "zhenews", "collections"];

/// Columns whose cells are texts.
const TEXTS: [&str; 9] = [
    "id", "title", "kicker", "subtitle", "byline", "source", "section", "page", "url",
];

/// Columns that say where a report stood, with whether they are numbers.
const PROVENANCE: [(&str, bool); 4] = [
    ("file", false),
    ("byte", true),
    ("bytes", true),
    ("sha256", false),
];

/// Columns that say how the table was made.
const EXPORT: [&str; 7] = [
    "query",
    "sort",
    "limit",
    "exported",
    "zhenews",
    "reports",
    "collections",
];

/// Whether the columns are those of an export.
pub(super) fn is_ours(columns: &[String]) -> bool {
    let has = |name: &&str| columns.iter().any(|column| column == *name);
    TOLD_BY.iter().all(has)
}

/// Writes a row as a record on one line.
pub(super) fn record(columns: &[String], cells: &[String]) -> String {
    let row = Row { columns, cells };
    let mut fields: Vec<String> = TEXTS
        .iter()
        .filter_map(|name| Some(named(name, &quoted(row.cell(name)?))))
        .collect();
    let objects = |name: &str, mark: &str, inner: &str| {
        let parts = row.cell(name)?.split(mark);
        let parts: Vec<String> = parts
            .map(|part| object(&[named(inner, &quoted(part))]))
            .collect();
        Some(format!("[{}]", parts.join(",")))
    };
    let texts = |name: &str, mark: &str| {
        let parts: Vec<String> = row.cell(name)?.split(mark).map(quoted).collect();
        Some(format!("[{}]", parts.join(",")))
    };
    fields.extend(objects("authors", "; ", "name").map(|value| named("authors", &value)));
    fields.extend(objects("captions", "\n", "caption").map(|value| named("images", &value)));
    fields.extend(texts("body", "\n").map(|value| named("body", &value)));
    fields.extend(texts("tags", "; ").map(|value| named("tags", &value)));
    let published = [
        ("date", "date"),
        ("time", "time"),
        ("published", "original"),
    ];
    let published: Vec<String> = published
        .iter()
        .filter_map(|(column, name)| Some(named(name, &quoted(row.cell(column)?))))
        .collect();
    if !published.is_empty() {
        fields.push(named("published", &object(&published)));
    }
    fields.extend(
        row.cell("citation")
            .map(|cell| named("citation", &quoted(cell))),
    );
    let provenance = PROVENANCE.iter().filter_map(|(name, is_number)| {
        let cell = row.cell(name)?;
        let is_number = *is_number && cell.bytes().all(|byte| byte.is_ascii_digit());
        Some(named(
            name,
            &if is_number {
                cell.to_owned()
            } else {
                quoted(cell)
            },
        ))
    });
    // Beside it texts are read as they stand.
    fields.push(named(
        "provenance",
        &object(&provenance.collect::<Vec<_>>()),
    ));
    let export = EXPORT
        .iter()
        .filter_map(|name| Some(named(name, &quoted(row.cell(name)?))));
    let export: Vec<String> = export.collect();
    if !export.is_empty() {
        fields.push(named("export", &object(&export)));
    }
    object(&fields)
}

struct Row<'r> {
    columns: &'r [String],
    cells: &'r [String],
}

impl<'r> Row<'r> {
    /// Returns what a cell says, without the mark that keeps it from being a formula.
    fn cell(&self, name: &str) -> Option<&'r str> {
        let at = self.columns.iter().position(|column| column == name)?;
        let cell = self.cells.get(at)?.as_str();
        let cell = cell.strip_prefix('\'').unwrap_or(cell);
        (!cell.is_empty()).then_some(cell)
    }
}

fn named(name: &str, value: &str) -> String {
    format!("{}:{value}", quoted(name))
}

fn object(fields: &[String]) -> String {
    format!("{{{}}}", fields.join(","))
}

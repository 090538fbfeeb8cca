//! Tables that this program exported, read back with all that their columns hold.

use super::{quoted, subhead};

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
    let lists = [
        (
            "authors",
            row.objects("; ", &[("authors", "name"), ("roles", "role")]),
        ),
        (
            "images",
            row.objects(
                "\n",
                &[
                    ("captions", "caption"),
                    ("credits", "credit"),
                    ("pictures", "src"),
                ],
            ),
        ),
        ("body", row.body()),
        ("tags", row.texts("tags", "; ")),
        ("links", row.texts("links", "\n")),
        ("uncertain", row.texts("uncertain", "; ")),
        ("origin", row.cell("origin").and_then(json)),
    ];
    let lists = lists.into_iter();
    fields.extend(lists.filter_map(|(name, value)| Some(named(name, &value?))));
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

    fn parts(&self, name: &str, mark: &'r str) -> impl Iterator<Item = &'r str> {
        self.cell(name)
            .into_iter()
            .flat_map(move |cell| cell.split(mark))
    }

    fn texts(&self, name: &str, mark: &'r str) -> Option<String> {
        let texts: Vec<_> = self.parts(name, mark).map(quoted).collect();
        (!texts.is_empty()).then(|| array(&texts))
    }

    /// Makes objects of columns that have a part for each, under the names of the fields that they hold.
    fn objects(&self, mark: &'r str, columns: &[(&str, &str)]) -> Option<String> {
        let columns: Vec<(&str, Vec<&str>)> = columns
            .iter()
            .map(|(column, field)| (*field, self.parts(column, mark).collect()))
            .collect();
        let count = columns.iter().map(|(_, parts)| parts.len()).max()?;
        let objects = (0..count).map(|at| {
            let said = columns.iter().filter_map(|(field, parts)| {
                let part = parts.get(at).filter(|part| !part.is_empty())?;
                Some(named(field, &quoted(part)))
            });
            object(&said.collect::<Vec<_>>())
        });
        (count > 0).then(|| array(&objects.collect::<Vec<_>>()))
    }

    fn body(&self) -> Option<String> {
        let subheads: Vec<usize> = self
            .parts("subheads", "; ")
            .filter_map(|number| number.parse().ok())
            .collect();
        let blocks = (1..).zip(self.parts("body", "\n")).map(|(at, text)| {
            if subheads.contains(&at) {
                subhead(text)
            } else {
                quoted(text)
            }
        });
        let blocks: Vec<_> = blocks.collect();
        (!blocks.is_empty()).then(|| array(&blocks))
    }
}

/// A cell that holds JSON.
fn json(cell: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(cell).ok()?;
    Some(value.to_string())
}

fn named(name: &str, value: &str) -> String {
    format!("{}:{value}", quoted(name))
}

fn array(items: &[String]) -> String {
    format!("[{}]", items.join(","))
}

fn object(fields: &[String]) -> String {
    format!("{{{}}}", fields.join(","))
}

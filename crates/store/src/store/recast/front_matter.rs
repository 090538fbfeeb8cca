//! Front matter of Markdown: YAML between lines of `---`, or TOML between lines of `+++`, as fields of a record.
//!
//! Of YAML what such files hold is read: names with a value, a list in brackets or below, or a text of several
//! lines.

use std::fmt::Write as _;

use super::quoted;

/// Splits front matter from a text: its fields as they stand in JSON, and what follows it.
pub(super) fn split(text: &str) -> Option<(Vec<(String, String)>, &str)> {
    let text = text.trim_start_matches('\u{FEFF}');
    for mark in ["---", "+++"] {
        let Some(rest) = text.strip_prefix(mark) else {
            continue;
        };
        let rest = rest
            .strip_prefix("\r\n")
            .or_else(|| rest.strip_prefix('\n'))?;
        let mut at = 0;
        for line in rest.split_inclusive('\n') {
            if line.trim_end() == mark {
                let within = rest.get(..at)?;
                let fields = if mark == "---" {
                    yaml(within)
                } else {
                    toml_fields(within)?
                };
                return Some((fields, rest.get(at + line.len()..).unwrap_or_default()));
            }
            at += line.len();
        }
    }
    None
}

fn toml_fields(text: &str) -> Option<Vec<(String, String)>> {
    let table: toml::Table = toml::from_str(text).ok()?;
    let field = |(name, value): (String, toml::Value)| {
        let value = match value {
            toml::Value::Datetime(date) => quoted(&date.to_string()),
            other => serde_json::to_string(&other).unwrap_or_default(),
        };
        (name, value)
    };
    Some(table.into_iter().map(field).collect())
}

fn yaml(text: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((name, value)) = line
            .split_once(':')
            .filter(|_| !line.starts_with([' ', '\t', '#', '-']))
        else {
            continue;
        };
        let name = unquoted(name.trim());
        let value = value.trim();
        let mut below = Vec::new();
        while let Some(line) =
            lines.next_if(|line| line.starts_with([' ', '\t', '-']) || line.trim().is_empty())
        {
            below.push(line.trim());
        }
        let below: Vec<&str> = below.into_iter().filter(|line| !line.is_empty()).collect();
        let written = if value.starts_with(['|', '>']) {
            quoted(&below.join("\n"))
        } else if value.is_empty() && !below.is_empty() {
            list(
                below
                    .iter()
                    .map(|item| item.strip_prefix('-').unwrap_or(item)),
            )
        } else if let Some(items) = value
            .strip_prefix('[')
            .and_then(|value| value.strip_suffix(']'))
        {
            list(items.split([',', '，']))
        } else {
            quoted(&unquoted(value))
        };
        fields.push((name, written));
    }
    fields
}

fn list<'t>(items: impl Iterator<Item = &'t str>) -> String {
    let items = items.map(|item| quoted(&unquoted(item.trim())));
    let items: Vec<String> = items.filter(|item| item != "\"\"").collect();
    format!("[{}]", items.join(","))
}

/// A value without its quotation marks, and without a comment behind it.
fn unquoted(value: &str) -> String {
    for quote in ['"', '\''] {
        let within = value
            .strip_prefix(quote)
            .and_then(|value| value.strip_suffix(quote));
        if let Some(within) = within {
            let json: Option<String> = serde_json::from_str(value).ok();
            return json.unwrap_or_else(|| within.replace("''", "'"));
        }
    }
    let end = value.find(" #").unwrap_or(value.len());
    value.get(..end).unwrap_or(value).trim().to_owned()
}

/// Writes fields as the beginning of an object.
pub(super) fn begin(fields: &[(String, String)]) -> String {
    let mut object = String::from("{");
    for (name, value) in fields {
        // A string takes whatever is written to it.
        let _ = write!(object, "{}:{value},", quoted(name));
    }
    object
}

//! What the names of files say, where a pattern tells: `{source}/{date}/{page}.txt`.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Problem;
use crate::lang::{Bilingual, bilingual};

/// A pattern for the end of a path. `*` stands for anything within one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePattern {
    typed: String,
    parts: Vec<Part>,
}

/// What a path says of the reports in its file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathFields {
    /// The newspaper.
    pub source: Option<String>,
    /// When it was published, in any form that is understood.
    pub published: Option<String>,
    /// The section (版名).
    pub section: Option<String>,
    /// The page (版次).
    pub page: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Field(Field),
    Any,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Source,
    Date,
    Section,
    Page,
}

/// The fields by the names they have in a pattern.
const FIELDS: [(&str, Field); 4] = [
    ("source", Field::Source),
    ("date", Field::Date),
    ("section", Field::Section),
    ("page", Field::Page),
];

impl NamePattern {
    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// A field that is none, a brace without its other half, or two fields with nothing between.
    pub fn parse(typed: &str) -> Result<Self, Bilingual> {
        let mut parts = Vec::new();
        let mut rest = typed;
        while !rest.is_empty() {
            let (text, after) = rest.split_once('{').unwrap_or((rest, ""));
            add_text(&mut parts, text);
            if text.len() == rest.len() {
                break;
            }
            let (name, after) = after
                .split_once('}')
                .ok_or(("expected } after {", "{ 之后应有 }"))?;
            let known = FIELDS.iter().find(|(known, _)| *known == name);
            let (_, field) = known.ok_or((
                "a field is one of {source}, {date}, {section}, {page}",
                "字段应为 {source}、{date}、{section}、{page} 之一",
            ))?;
            if matches!(parts.last(), Some(Part::Field(_) | Part::Any)) {
                return Err(Bilingual::new(
                    "expected something between two fields, or between a field and *",
                    "两个字段之间，或字段与 * 之间，应有别的文字",
                ));
            }
            parts.push(Part::Field(*field));
            rest = after;
        }
        let is_field = |part: &Part| matches!(part, Part::Field(_));
        let touches = |pair: &[Part]| matches!(pair, [Part::Field(_), Part::Any]);
        if !parts.iter().any(is_field) || parts.windows(2).any(touches) {
            return Err(Bilingual::new(
                "expected a field such as {date}, and something between it and *",
                "应有 {date} 之类的字段，且与 * 之间有别的文字",
            ));
        }
        Ok(Self {
            typed: typed.to_owned(),
            parts,
        })
    }

    /// Returns the pattern as it was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Reads what a path says; `None` where it does not end as the pattern says.
    pub fn read(&self, path: &str) -> Option<PathFields> {
        let folders = self.parts.iter().filter_map(|part| match part {
            Part::Text(text) => Some(text.matches('/').count()),
            Part::Field(_) | Part::Any => None,
        });
        let start = path
            .rmatch_indices('/')
            .nth(folders.sum())
            .map_or(0, |(at, _)| at + 1);
        let mut fields = PathFields::default();
        let tail = path.get(start..).unwrap_or_default();
        fill(&self.parts, tail, &mut fields).then_some(fields)
    }

    /// Says that it fits none of some files, if there are any and it fits none.
    pub fn fits_none<'p>(&self, paths: impl IntoIterator<Item = &'p Path>) -> Option<Problem> {
        let mut paths = paths.into_iter().peekable();
        let first = paths.peek()?.display().to_string();
        let fits = |path: &Path| self.read(&whole(path)).is_some();
        if paths.any(fits) {
            return None;
        }
        let pattern = &self.typed;
        let what = bilingual!(
            "--name-pattern {pattern} does not fit the path of this file or of any other; it is held to the end of \
             a path, with * for anything within a name",
            "--name-pattern {pattern} 与这个文件及其他文件的路径都不符；样式比对路径的末尾，* 代表名称中的任意文字"
        );
        Some(Problem::new(first, (1, 1), what))
    }
}

/// Returns a path that says where the file is, as text.
pub(super) fn whole(path: &Path) -> String {
    let whole = std::path::absolute(path);
    let whole = whole.as_deref().unwrap_or(path);
    whole.to_string_lossy().into_owned()
}

/// Adds the text before a field, in which `*` stands for anything.
fn add_text(parts: &mut Vec<Part>, text: &str) {
    for (at, part) in text.split('*').enumerate() {
        if at > 0 && !matches!(parts.last(), Some(Part::Any)) {
            parts.push(Part::Any);
        }
        if !part.is_empty() {
            parts.push(Part::Text(part.to_owned()));
        }
    }
}

/// Matches parts against a text to its end, each field as short as may be.
fn fill(parts: &[Part], text: &str, fields: &mut PathFields) -> bool {
    let Some((part, rest)) = parts.split_first() else {
        return text.is_empty();
    };
    match part {
        Part::Text(known) => text
            .strip_prefix(known.as_str())
            .is_some_and(|text| fill(rest, text, fields)),
        Part::Any => {
            let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
            for end in std::iter::once(0).chain(ends) {
                let (value, after) = text.split_at(end);
                if value.contains('/') {
                    return false;
                }
                if fill(rest, after, fields) {
                    return true;
                }
            }
            false
        }
        Part::Field(field) => {
            let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
            for end in ends {
                let (value, after) = text.split_at(end);
                if value.contains('/') {
                    return false;
                }
                if fill(rest, after, fields) {
                    set(fields, *field, value);
                    return true;
                }
            }
            false
        }
    }
}

fn set(fields: &mut PathFields, field: Field, value: &str) {
    let place = match field {
        Field::Source => &mut fields.source,
        Field::Date => &mut fields.published,
        Field::Section => &mut fields.section,
        Field::Page => &mut fields.page,
    };
    *place = Some(value.to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pattern: &str, path: &str) -> Option<String> {
        let fields = NamePattern::parse(pattern).unwrap().read(path)?;
        let PathFields {
            source,
            published,
            section,
            page,
        } = fields;
        let all = [source, published, section, page].map(Option::unwrap_or_default);
        Some(all.join("|"))
    }

    #[test]
    fn the_end_of_a_path_says_what_the_pattern_names() {
        for (pattern, path, expected) in [
            (
                "{source}/{date}/{page}.txt",
                "/archive/晨报/2019-11-22/A03.txt",
                Some("晨报|2019-11-22||A03"),
            ),
            ("{source}/{date}/{page}.txt", "晨报/A03.txt", None),
            (
                "{source}-{date}-{page}.txt",
                "pages/rmrb-20251020-06.txt",
                Some("rmrb|20251020||06"),
            ),
            ("{date}-*.json", "a/20251020-06.json", Some("|20251020||")),
            ("*_{date}.*", "a/x_20251020.md", Some("|20251020||")),
            ("{section}/*/{date}*.json", "要闻/甲/20251020.json", None),
            (
                "{section}/*/{date}.json",
                "a/要闻/甲/20251020.json",
                Some("|20251020|要闻|"),
            ),
            ("{date}.json", "a/20251020.md", None),
        ] {
            let found = NamePattern::parse(pattern)
                .ok()
                .and_then(|_| said(pattern, path));
            assert_eq!(found.as_deref(), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn a_pattern_that_makes_no_sense_is_refused() {
        for wrong in [
            "{paper}",
            "{source",
            "{source}{date}",
            "{source}*",
            "*{source}",
            "*.json",
            "",
        ] {
            assert!(NamePattern::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_pattern_that_fits_no_file_is_told_of() {
        let pattern = NamePattern::parse("{date}.json").unwrap();
        let paths = ["a/x.md", "a/y.md"].map(Path::new);
        let problem = pattern.fits_none(paths).unwrap();
        assert_eq!(problem.file, "a/x.md");
        assert_eq!(
            pattern.fits_none(["a/x.md", "20251020.json"].map(Path::new)),
            None
        );
        assert_eq!(pattern.fits_none([]), None);
    }
}

//! What the names of files say: `{source}/{date}/{page}.txt`.

use crate::lang::Bilingual;
use crate::page::Hints;

/// A pattern for the end of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Field(Field),
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

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// A field that is none, a brace without its other half, or two fields with nothing between.
    pub(super) fn parse(typed: &str) -> Result<Self, Bilingual> {
        let mut parts = Vec::new();
        let mut rest = typed;
        while !rest.is_empty() {
            let (text, after) = rest.split_once('{').unwrap_or((rest, ""));
            if !text.is_empty() {
                parts.push(Part::Text(text.to_owned()));
            }
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
            if matches!(parts.last(), Some(Part::Field(_))) {
                return Err(Bilingual::new(
                    "expected something between two fields",
                    "两个字段之间应有别的文字",
                ));
            }
            parts.push(Part::Field(*field));
            rest = after;
        }
        Ok(Self(parts))
    }

    /// Reads what a path says; nothing where it does not end as the pattern says.
    pub(super) fn read(&self, path: &str) -> Hints {
        let folders = self.0.iter().filter_map(|part| match part {
            Part::Text(text) => Some(text.matches('/').count()),
            Part::Field(_) => None,
        });
        let start = path
            .rmatch_indices('/')
            .nth(folders.sum())
            .map_or(0, |(at, _)| at + 1);
        let mut hints = Hints::default();
        let tail = path.get(start..).unwrap_or_default();
        if fill(&self.0, tail, &mut hints) {
            hints
        } else {
            Hints::default()
        }
    }
}

/// Matches parts against a text to its end, each field as short as may be.
fn fill(parts: &[Part], text: &str, hints: &mut Hints) -> bool {
    let Some((part, rest)) = parts.split_first() else {
        return text.is_empty();
    };
    match part {
        Part::Text(known) => text
            .strip_prefix(known.as_str())
            .is_some_and(|text| fill(rest, text, hints)),
        Part::Field(field) => {
            let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
            for end in ends {
                let (value, after) = text.split_at(end);
                if value.contains('/') {
                    return false;
                }
                if fill(rest, after, hints) {
                    set(hints, *field, value);
                    return true;
                }
            }
            false
        }
    }
}

fn set(hints: &mut Hints, field: Field, value: &str) {
    let place = match field {
        Field::Source => &mut hints.source,
        Field::Date => &mut hints.published,
        Field::Section => &mut hints.section,
        Field::Page => &mut hints.page,
    };
    *place = Some(value.to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_path_names_its_page() {
        let pattern = Pattern::parse("{source}/{date}/{page}.txt").unwrap();
        let hints = pattern.read("/archive/晨报/2019-11-22/A03.txt");
        assert_eq!(hints.source.as_deref(), Some("晨报"));
        assert_eq!(hints.published.as_deref(), Some("2019-11-22"));
        assert_eq!(hints.page.as_deref(), Some("A03"));
        assert_eq!(pattern.read("晨报/A03.txt"), Hints::default());
        let flat = Pattern::parse("{source}-{date}-{page}.txt").unwrap();
        let hints = flat.read("pages/rmrb-20251020-06.txt");
        assert_eq!(hints.published.as_deref(), Some("20251020"));
    }

    #[test]
    fn a_pattern_that_makes_no_sense_is_refused() {
        for wrong in ["{paper}", "{source", "{source}{date}"] {
            assert!(Pattern::parse(wrong).is_err(), "{wrong}");
        }
    }
}

//! Which names hold the fields that no known name does.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::super::json::{self, Kind, Object};
use super::super::names::{Field, Names, is_head};
use super::super::path::{Path, Step};
use super::Binding;
use super::evidence::{LONG, OURS, SOUGHT, Sample, is_other_date, is_prose, known_part};

/// So many records of the first tell that all names in a file are known.
const FEW: usize = 8;

/// From so many records on, what values are like tells what a name holds.
const ENOUGH: usize = 3;

/// The fields that are sought in objects within a record.
const NESTED: [Field; 11] = [
    Field::Title,
    Field::Body,
    Field::Published,
    Field::Source,
    Field::Authors,
    Field::Section,
    Field::Page,
    Field::Kicker,
    Field::Subtitle,
    Field::Byline,
    Field::Tags,
];

/// Names of objects that tell of something else: of those who wrote comments, of how a list is paged.
const OF_OTHERS: [&str; 12] = [
    "comment",
    "related",
    "pagination",
    "paging",
    "pager",
    "query",
    "request",
    "prev",
    "next",
    "stat",
    "recommend",
    "评论",
];

fn is_of_others(name: &str) -> bool {
    let name = name.to_lowercase();
    OF_OTHERS.iter().any(|other| name.contains(other))
}

/// Whether a value is of a kind that a field may have.
fn may_hold(field: Field, value: &RawValue) -> bool {
    let may_be_list = matches!(field, Field::Authors | Field::Tags | Field::Body);
    match Kind::of(value) {
        Kind::Text => value.get() != "\"\"",
        Kind::Number => matches!(field, Field::Published | Field::Page),
        Kind::Array => may_be_list && value.get() != "[]",
        _ => false,
    }
}

/// Whether a name may stand for several fields and its value tells which: `pub` is a paper or the day it came out.
fn is_by_value(name: &str, value: &RawValue, field: Field) -> bool {
    if Kind::of(value) != Kind::Text {
        return false;
    }
    let text = json::string(value).0;
    if name == "src" {
        // Else it is where a picture is.
        return field == Field::Source && !text.contains(['/', '.', '\\']);
    }
    if !name.eq_ignore_ascii_case("pub") {
        return false;
    }
    let is_date = crate::article::Published::parse(&text).date.is_some();
    match field {
        Field::Published => is_date,
        Field::Source => !is_date && !text.trim().is_empty(),
        _ => false,
    }
}

/// Returns whether the first records have known names only.
pub(super) fn are_known(records: &[Object], names: &Names) -> bool {
    let is_known = |(name, value): &(Cow<'_, str>, &RawValue)| {
        (!names.fields(name).is_empty() || OURS.contains(&&**name))
            && !is_origin_of_others(name, value)
    };
    let mut first = records.iter().take(FEW).flat_map(|record| &record.0);
    first.all(is_known)
}

/// Whether a value under our name of where a report stands tells what it is from instead.
fn is_origin_of_others(name: &str, value: &RawValue) -> bool {
    let is_ours = || {
        let within = json::fields(value).unwrap_or_default();
        within.0.iter().any(|(name, _)| name == "file")
    };
    name == "origin" && Kind::of(value) == Kind::Object && !is_ours()
}

/// Finds the names that hold fields which no known name holds.
pub(super) fn bindings(records: &[Object], names: &Names) -> Vec<Binding> {
    let mut finding = Finding {
        records,
        names,
        found: Vec::new(),
    };
    finding.by_prefix();
    finding.by_parts();
    finding.by_value_of_name();
    finding.by_end();
    finding.by_nesting();
    finding.by_head();
    finding.by_values();
    finding.found
}

struct Finding<'r, 't> {
    records: &'r [Object<'t>],
    names: &'r Names,
    found: Vec<Binding>,
}

impl Finding<'_, '_> {
    /// Whether a field is held by no name yet, or in few records; a summary holds no body.
    fn misses(&self, field: Field) -> bool {
        let holds = |record: &&Object| {
            record.0.iter().any(|(name, value)| {
                self.names.reads(name, field)
                    && !(field == Field::Body && self.names.is_summary(name))
                    && !matches!(value.get(), "null" | "\"\"" | "[]" | "{}")
            })
        };
        let is_bound = self.found.iter().any(|binding| binding.field == field);
        !is_bound && self.records.iter().filter(holds).count() * 5 < self.records.len()
    }

    fn bind(&mut self, field: Field, path: Path) {
        let is_new = self.found.iter().all(|binding| binding.path != path);
        if is_new && self.misses(field) {
            self.found.push(Binding { field, path });
        }
    }

    /// Names that have the same words before them, as in newsTitle and newsContent.
    fn by_prefix(&mut self) {
        let all: Vec<&str> = self
            .records
            .iter()
            .flat_map(|record| record.0.iter().map(|(name, _)| &**name))
            .collect();
        let Some(prefix) = prefix(&all) else { return };
        let mut bound = Vec::new();
        let mut are_reports = false;
        for name in all {
            let Some(rest) = name.strip_prefix(&*prefix) else {
                continue;
            };
            let rest = rest.trim_start_matches(['_', '-', '.', ' ']);
            let meaning = self.names.fields(rest).first();
            let meaning =
                meaning.filter(|known| known.field != Field::Time && known.below.is_empty());
            let Some(meaning) = meaning else { continue };
            are_reports |= matches!(meaning.field, Field::Title | Field::Body);
            if self.names.fields(name).is_empty() {
                bound.push((meaning.field, name));
            }
        }
        if are_reports {
            for (field, name) in bound {
                self.bind(field, Path::name(name));
            }
        }
    }

    /// Names that are a known one and a mark beside it.
    fn by_parts(&mut self) {
        let all = self.records.iter().flat_map(|record| &record.0);
        for (name, _) in all {
            let part = known_part(name, self.names);
            let meaning = part.and_then(|part| self.names.fields(part).first());
            if let Some(meaning) = meaning.filter(|known| known.below.is_empty()) {
                self.bind(meaning.field, Path::name(name));
            }
        }
    }

    /// Names whose values tell what they stand for.
    fn by_value_of_name(&mut self) {
        for field in [Field::Published, Field::Source] {
            let mut fields = self.records.iter().flat_map(|record| &record.0);
            let found = fields.find(|(name, value)| is_by_value(name, value, field));
            if let Some(path) = found.map(|(name, _)| Path::name(name)) {
                self.bind(field, path);
            }
        }
    }

    /// Names that end as known ones do.
    fn by_end(&mut self) {
        for (field, ..) in SOUGHT {
            let sample = Sample::new(self.records, self.names);
            if let Some(name) = sample.named(field).map(Path::name) {
                self.bind(field, name);
            }
        }
    }

    /// An object that tells of what the report is from, by its title or name: `feed`, `origin`.
    fn by_head(&mut self) {
        let mut fields = self.records.iter().flat_map(|record| &record.0);
        let path = fields.find_map(|(name, value)| {
            let is_sought = is_head(name) && self.names.fields(name).is_empty()
                || is_origin_of_others(name, value);
            let within = json::fields(value).ok().filter(|_| is_sought)?;
            let mut named = within.0.iter();
            let (title, _) = named.find(|(name, value)| {
                matches!(&**name, "title" | "name") && Kind::of(value) == Kind::Text
            })?;
            Some(Path::name(name).to(Step::Name(title.to_string())))
        });
        if let Some(path) = path {
            self.bind(Field::Source, path);
        }
    }

    /// Known names in an object within the record.
    fn by_nesting(&mut self) {
        for field in NESTED {
            if !self.misses(field) {
                continue;
            }
            let mut fields = self.records.iter().flat_map(|record| &record.0);
            let path = fields.find_map(|(name, value)| {
                let is_sought = self.names.fields(name).is_empty() && !is_of_others(name);
                is_sought.then(|| self.nested(field, &Path::name(name), value))?
            });
            if let Some(path) = path {
                self.bind(field, path);
            }
        }
    }

    /// Finds the value of a field in an object, or in one within it.
    fn nested(&self, field: Field, path: &Path, value: &RawValue) -> Option<Path> {
        const DEEPEST: usize = 3;
        if Kind::of(value) != Kind::Object || path.len() > DEEPEST {
            return None;
        }
        let fields = json::fields(value).ok()?.0;
        let to = |name: &str| path.to(Step::Name(name.to_owned()));
        let holds = |(name, value): &&(Cow<'_, str>, &RawValue)| {
            let is_known = self.names.reads(name, field) && !self.names.is_summary(name);
            (is_known || is_by_value(name, value, field)) && may_hold(field, value)
        };
        let found = fields.iter().find(holds).map(|(name, _)| to(name));
        found.or_else(|| {
            let mut deeper = fields.iter();
            deeper.find_map(|(name, value)| {
                let is_sought = self.names.fields(name).is_empty() && !is_of_others(name);
                is_sought.then(|| self.nested(field, &to(name), value))?
            })
        })
    }

    /// What the values are.
    fn by_values(&mut self) {
        let sample = Sample::new(self.records, self.names);
        if self.misses(Field::Title) && !self.misses(Field::Body) && !self.misses(Field::Authors) {
            // What has authors of its own is called something.
            self.bind_name();
        }
        let is_untitled = self.misses(Field::Title);
        if is_untitled && sample.len() >= ENOUGH {
            let title = sample.title().map(str::to_owned);
            let body = sample.body(title.as_deref()).map(str::to_owned);
            let has_body = !self.misses(Field::Body);
            // One without the other is thin.
            if let Some(title) = title.filter(|_| has_body || body.is_some()) {
                self.bind(Field::Title, Path::name(&title));
                if let Some(body) = body {
                    self.bind(Field::Body, Path::name(&body));
                }
            }
        } else if !is_untitled && let Some(body) = sample.longest(LONG) {
            self.bind(Field::Body, Path::name(body));
        }
        if !is_untitled
            && self.misses(Field::Body)
            && let Some(list) = self.paragraphs()
        {
            self.bind(Field::Body, list);
        }
        if sample.len() >= ENOUGH
            && let Some(date) = sample.dates()
        {
            self.bind(Field::Published, Path::name(date));
        }
        if let Some(date) = self.typed_date() {
            self.bind(Field::Published, Path::name(date));
        }
        if let Some(date) = self.instants() {
            self.bind(Field::Published, Path::name(date));
        }
    }

    /// Takes `name` for the headline, where all have a line there.
    fn bind_name(&mut self) {
        let is_line = |record: &Object| {
            let mut fields = record.0.iter();
            fields.any(|(name, value)| {
                &**name == "name" && Kind::of(value) == Kind::Text && value.get() != "\"\""
            })
        };
        if self.records.iter().all(is_line) {
            self.bind(Field::Title, Path::name("name"));
        }
    }

    /// The only name, and one of a time, under which all values are seconds or milliseconds since 1970.
    fn instants(&self) -> Option<&str> {
        let is_of_time = |name: &str| {
            let name = name.to_lowercase();
            ["time", "date", "stamp"]
                .iter()
                .any(|word| name.contains(word))
                && !is_other_date(&name)
        };
        let is_instant = |value: &RawValue| {
            let digits = value.get().trim_matches('"');
            matches!(digits.len(), 10 | 13) && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        let first = self.records.first()?;
        let mut found = first.0.iter().filter(|(name, _)| {
            let mut values = self.records.iter().flat_map(|record| &record.0);
            self.names.fields(name).is_empty()
                && is_of_time(name)
                && values.all(|(known, value)| known != name || is_instant(value))
        });
        let (name, _) = found.next()?;
        found.next().is_none().then_some(&**name)
    }

    /// The only name whose values say themselves that they are dates, as those of `MongoDB` do.
    fn typed_date(&self) -> Option<&str> {
        let mut found: Vec<&str> = Vec::new();
        for (name, value) in self.records.iter().flat_map(|record| &record.0) {
            let is_date = Kind::of(value) == Kind::Object
                && json::fields(value).is_ok_and(|fields| {
                    let mut fields = fields.0.iter();
                    fields.any(|(name, _)| name == "$date" || name == "$timestamp")
                });
            let is_sought = is_date && self.names.fields(name).is_empty() && !is_other_date(name);
            if is_sought && !found.contains(&&**name) {
                found.push(name);
            }
        }
        match found.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The only array of objects with texts.
    fn paragraphs(&self) -> Option<Path> {
        let mut found = Vec::new();
        for (name, value) in self.records.iter().flat_map(|record| &record.0) {
            let is_list = Kind::of(value) == Kind::Array && self.names.fields(name).is_empty();
            let has_text = |item: &&RawValue| {
                let fields = json::fields(item).unwrap_or_default();
                let is_named = fields.0.iter().any(|(name, value)| {
                    ["text", "content", "paragraph", "p", "html"].contains(&&**name)
                        && Kind::of(value) == Kind::Text
                });
                let only = fields.only_text();
                is_named || only.is_some_and(|(_, text)| is_prose(&json::string(text).0))
            };
            if is_list && !found.contains(&&**name) && json::items(value).iter().any(has_text) {
                found.push(&**name);
            }
        }
        match found.as_slice() {
            [one] => Some(Path::name(one)),
            _ => None,
        }
    }
}

/// The words that most names begin with.
fn prefix(names: &[&str]) -> Option<String> {
    let mut distinct: Vec<&str> = names.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let words: Vec<&str> = distinct
        .iter()
        .filter_map(|name| first_word(name))
        .collect();
    let best = words
        .iter()
        .max_by_key(|word| words.iter().filter(|other| other == word).count())?;
    let count = words.iter().filter(|word| *word == best).count();
    (count >= ENOUGH && count * 5 >= distinct.len() * 3).then(|| (*best).to_owned())
}

/// The first word of a name of several: before a capital, a mark, or two characters of Chinese.
fn first_word(name: &str) -> Option<&str> {
    let mut chars = name.char_indices();
    let (_, first) = chars.next()?;
    let end = if first.is_ascii() {
        chars
            .find(|(_, c)| c.is_ascii_uppercase() || matches!(c, '_' | '-' | '.'))?
            .0
    } else {
        chars.nth(1)?.0
    };
    name.get(..end)
}

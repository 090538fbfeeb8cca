//! A record to an article.
//!
//! A record whose title or body is not text under any of its names is left out, for it would show half
//! a report; so is one that has neither. Anything else of a wrong type is reported and left out by
//! itself, be it a field or one element of a list. Names that
//! mean nothing to us are passed over.

mod values;

use std::collections::HashSet;

use serde_json::value::RawValue;

use self::values::Values;
use super::fault::Fault;
use super::json::{Kind, Object};
use super::names::{self, Field, Names};
use super::records::Record;
use crate::article::{Article, Author, Published, byline};
use crate::lang::Bilingual;

/// Makes articles of the records of one text.
pub(super) struct Reports<'t, 'n> {
    names: &'n Names,
    editions: Vec<Article>,
    values: Values<'t>,
}

impl<'t, 'n> Reports<'t, 'n> {
    /// Reads what holds for the records of each edition; of the first it may be known.
    pub(super) fn new(
        text: &'t str,
        names: &'n Names,
        first: Option<&Article>,
        editions: &[Object<'t>],
    ) -> Self {
        let mut reports = Self {
            names,
            editions: first.into_iter().cloned().collect(),
            values: Values::new(text),
        };
        for edition in editions {
            let fields = Fields::new(edition, names);
            let source = reports.text(&fields, Field::Source);
            let defaults = Article {
                published: reports.published(&fields, source.as_deref()),
                source,
                section: reports.text(&fields, Field::Section),
                ..Article::default()
            };
            reports.editions.push(defaults);
        }
        reports
    }

    /// Returns what holds for the records of the last edition.
    pub(super) fn take_edition(&mut self) -> Option<Article> {
        self.editions.pop()
    }

    /// Makes an article of a record, or reports why there is none. Either way every field is read, so
    /// that everything that is wrong with it is told at once.
    pub(super) fn article(&mut self, record: &Record<'t>) -> Option<Article> {
        let fields = Fields::new(&record.fields, self.names);
        let before = self.values.faults.len();
        let title = self.text(&fields, Field::Title);
        let half = title.is_none() && self.values.faults.len() > before;
        let before = self.values.faults.len();
        let body = self.field(&fields, Field::Body, Values::body);
        let half = half || body.is_none() && self.values.faults.len() > before;
        if !half && title.is_none() && body.is_none() {
            self.values.faults.push(Fault {
                at: record.at,
                what: neither(),
            });
        }
        let said = title.is_some() || body.is_some();
        let essential = Article {
            title,
            body: body.unwrap_or_default(),
            ..Article::default()
        };
        let article = self.whole(essential, &fields, record.edition);
        (said && !half).then_some(article)
    }

    /// Returns what was wrong with fields.
    pub(super) fn into_faults(self) -> Vec<Fault> {
        self.values.faults
    }

    fn whole(
        &mut self,
        essential: Article,
        fields: &Fields<'_, 't>,
        edition: Option<usize>,
    ) -> Article {
        let printed = self.text(fields, Field::Byline);
        let (authors, told) = self.authors(fields, printed.as_deref());
        let byline = printed.or(told);
        let defaults = edition.and_then(|edition| self.editions.get(edition));
        let source_of_edition = defaults.and_then(|defaults| defaults.source.clone());
        let source = self.text(fields, Field::Source).or(source_of_edition);
        let mut article = Article {
            id: self
                .field(fields, Field::Id, Values::label)
                .unwrap_or_default(),
            kicker: self.text(fields, Field::Kicker),
            subtitle: self.text(fields, Field::Subtitle),
            authors,
            byline,
            published: self.published(fields, source.as_deref()),
            source,
            section: self.text(fields, Field::Section),
            page: self.field(fields, Field::Page, Values::label),
            images: self
                .field(fields, Field::Images, Values::images)
                .unwrap_or_default(),
            url: self.text(fields, Field::Url),
            tags: self
                .field(fields, Field::Tags, Values::tags)
                .unwrap_or_default(),
            origin: self.field(fields, Field::Origin, Values::origin),
            uncertain: self
                .field(fields, Field::Uncertain, Values::tags)
                .unwrap_or_default(),
            ..essential
        };
        if let Some(defaults) = edition.and_then(|edition| self.editions.get(edition)) {
            inherit(&mut article.section, defaults.section.as_ref());
            inherit(&mut article.published, defaults.published.as_ref());
        }
        article
    }

    /// The authors in every field that names some, those of the byline where there are none; and what the
    /// fields tell besides, which is the byline where there is no other: a field that names no person too.
    fn authors(
        &mut self,
        fields: &Fields<'_, 't>,
        line: Option<&str>,
    ) -> (Vec<Author>, Option<String>) {
        let mut authors: Vec<Author> = Vec::new();
        let mut known = HashSet::new();
        let mut told = Vec::new();
        for named in fields.all(Field::Authors) {
            let role = names::role(named.name);
            for mut author in self.values.authors(named, &mut told) {
                if known.insert(author.name.clone()) {
                    author.role = author.role.or(role.map(str::to_owned));
                    authors.push(author);
                }
            }
        }
        let told = (!told.is_empty()).then(|| told.join(" "));
        match line {
            Some(line) if authors.is_empty() => (byline::authors(line), told),
            _ => (authors, told),
        }
    }

    /// The date, with the time of day that some give in a field of its own.
    fn published(&mut self, fields: &Fields<'_, 't>, source: Option<&str>) -> Option<Published> {
        self.values.source = source.map(str::to_owned);
        let mut published = self.field(fields, Field::Published, Values::published)?;
        let is_time = |field: &&Named| matches!(Kind::of(field.value), Kind::Text | Kind::Number);
        if published.time.is_none()
            && let Some(field) = fields.all(Field::Time).find(is_time)
            && let Some(time) = self.values.label(field)
            && time != published.original
        {
            self.values.add_time(&mut published, field.value, &time);
        }
        Some(published)
    }

    fn text(&mut self, fields: &Fields<'_, 't>, field: Field) -> Option<String> {
        self.field(fields, field, Values::text)
    }

    /// Reads the first value of a field that says something.
    fn field<T>(
        &mut self,
        fields: &Fields<'_, 't>,
        field: Field,
        mut read: impl FnMut(&mut Values<'t>, &Named<'_, 't>) -> Option<T>,
    ) -> Option<T> {
        fields
            .all(field)
            .find_map(|named| read(&mut self.values, named))
    }
}

/// Says that a record is no report.
pub(super) fn neither() -> Bilingual {
    Bilingual::new(
        "neither a title nor a body, expected one of them",
        "既无标题也无正文，至少应有其一",
    )
}

fn inherit<T: Clone>(own: &mut Option<T>, edition: Option<&T>) {
    if own.is_none() {
        *own = edition.cloned();
    }
}

/// A value with the name it has in the data.
#[derive(Clone, Copy)]
struct Named<'r, 't> {
    name: &'r str,
    value: &'t RawValue,
}

/// The fields of a record that mean something to us, each field's names in order.
struct Fields<'r, 't>(Vec<(Field, usize, Named<'r, 't>)>);

impl<'r, 't> Fields<'r, 't> {
    fn new(object: &'r Object<'t>, names: &Names) -> Self {
        let mut fields = Vec::with_capacity(object.0.len());
        // Of a name that occurs twice the last counts, as with other readers of JSON.
        for (name, value) in object.0.iter().rev() {
            for (field, rank) in names.fields(name) {
                fields.push((*field, *rank, Named { name, value }));
            }
        }
        fields.sort_by_key(|(_, rank, _)| *rank);
        Self(fields)
    }

    /// The values of a field under each of its names.
    fn all(&self, field: Field) -> impl Iterator<Item = &Named<'r, 't>> {
        self.0
            .iter()
            .filter(move |(known, ..)| *known == field)
            .map(|(.., named)| named)
    }
}

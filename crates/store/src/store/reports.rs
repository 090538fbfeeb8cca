//! A record to an article.
//!
//! What is of a wrong type is reported and left out by itself, be it a field or one element of a list; a record that
//! has neither a title nor a body is no report. Names that mean nothing to us are passed over, and counted where
//! that is asked for.

mod edition;
mod fields;
mod identity;
pub(super) mod values;

use std::borrow::Cow;
use std::collections::HashSet;

use url::Url;

use self::fields::{Fields, Named};
use self::identity::Identity;
use self::values::Values;
use super::account::{Account, Tally};
use super::fault::Fault;
use super::json::{Kind, Object};
use super::names::{self, Field, Names};
use super::records::Record;
use super::shape::{self, flattened};
use crate::article::{Article, Author, Block, Published, byline};
use crate::lang::Bilingual;

pub(super) use self::values::{Marks, quoted_literal};

/// Makes articles of the records of one text.
pub(super) struct Reports<'t, 'n> {
    names: &'n Names,
    editions: Vec<Edition>,
    values: Values<'t>,
    account: Option<&'n mut Account>,
    /// What was read of the records, if it is counted.
    tally: Tally,
}

/// What holds for the reports of an edition.
#[derive(Clone, Debug, Default)]
pub(super) struct Edition {
    /// What is read now.
    pub(super) defaults: Article,
    /// What ids are made of, where that is something else.
    identity: Option<Article>,
}

impl<'t, 'n> Reports<'t, 'n> {
    /// Reads what holds for the records of each edition; of the first it may be known. With an account it is
    /// counted what is read.
    pub(super) fn new(
        text: &'t str,
        names: &'n Names,
        first: Option<&Edition>,
        editions: &[Object<'t>],
        account: Option<&'n mut Account>,
    ) -> Self {
        let mut values = Values::new(text);
        values.marks = account.is_some().then(Marks::default);
        let mut reports = Self {
            names,
            editions: first.into_iter().cloned().collect(),
            values,
            account,
            tally: Tally::default(),
        };
        for edition in editions {
            let edition = reports.edition(edition);
            reports.editions.push(edition);
        }
        reports
    }

    /// Returns what holds for the records of the last edition.
    pub(super) fn take_edition(&mut self) -> Option<Edition> {
        self.editions.pop()
    }

    /// Makes an article of a record, or reports why there is none. Either way every field is read, so
    /// that everything that is wrong with it is told at once.
    pub(super) fn article(&mut self, record: &Record<'t>) -> Option<Article> {
        self.values.is_later = false;
        self.values.pictures.clear();
        self.values.links.clear();
        let inner = self.names.inner();
        let flat;
        let object = if inner.is_empty() {
            &record.fields
        } else {
            flat = flattened(Object(record.fields.0.clone()), inner);
            &flat
        };
        // What we exported holds texts as they are.
        self.values.is_plain =
            self.names.is_plain() || object.0.iter().any(|(name, _)| name == "provenance");
        let faults = self.values.faults.len();
        let mut fields = Fields::new(object, self.names);
        let mut title = self.text(&fields, Field::Title);
        let mut body = self.body(&fields);
        // A record of another shape than the first ones is told by itself, so that it is read the same from
        // wherever the file is read.
        let nested;
        let mut object = object;
        if title.is_none()
            && body.is_none()
            && let Some(inner) = shape::inner_of(object, self.names)
        {
            self.values.is_later = true;
            nested = flattened(Object(object.0.clone()), &inner);
            object = &nested;
            fields = Fields::new(object, self.names);
            title = self.text(&fields, Field::Title);
            body = self.body(&fields);
        }
        if body.as_ref().is_none_or(|(_, is_summary)| *is_summary)
            && let Some(names) = shape::of_record(object, self.names)
        {
            fields = Fields::new(object, &names);
            title = title.or_else(|| self.text(&fields, Field::Title));
            body = self.body(&fields).or(body);
        }
        let body = body.map(|(body, _)| body);
        let is_reported = self.values.faults.len() > faults;
        if title.is_none() && body.is_none() && !is_reported {
            self.values.faults.push(Fault {
                at: record.at,
                what: neither(),
            });
        }
        let is_report = title.is_some() || body.is_some();
        let essential = Article {
            title,
            body: body.unwrap_or_default(),
            ..Article::default()
        };
        let article = self.whole(essential, &fields, record.edition);
        if let Some(marks) = &mut self.values.marks {
            if is_report {
                self.tally.add(object, marks);
            }
            marks.clear();
        }
        is_report.then_some(article)
    }

    /// Adds what was read to the account; returns what was wrong with fields.
    pub(super) fn into_faults(self) -> Vec<Fault> {
        if let Some(account) = self.account {
            account.add(&self.tally);
        }
        self.values.faults
    }

    fn whole(
        &mut self,
        essential: Article,
        fields: &Fields<'_, 't>,
        edition: Option<usize>,
    ) -> Article {
        let mut told = Vec::new();
        let byline = self.text(fields, Field::Byline);
        let authors = self.authors(fields, byline.as_deref(), &mut told);
        let identity = Identity::new(fields);
        let own_id = self.own_id(fields, &identity);
        let defaults = edition.and_then(|edition| self.editions.get(edition));
        let source_of_edition = defaults.and_then(|edition| edition.defaults.source.clone());
        let (own_source, address) = self.source(fields);
        let source = own_source.clone().or(source_of_edition);
        let page = self.field(fields, Field::Page, Values::label);
        let as_section = fields.page_as_section().filter(|_| page.is_none());
        let page = page.or_else(|| {
            let named = as_section?;
            self.values.is_later = true;
            self.values.label(named)
        });
        let both = fields.page_and_section().filter(|_| page.is_none());
        let page = page.or_else(|| Some(both.as_ref()?.1.clone()));
        // Nothing behind this makes an id.
        let mut article = Article {
            kicker: self.text(fields, Field::Kicker),
            subtitle: self.text(fields, Field::Subtitle),
            page,
            published: self.published(fields, source.as_deref()),
            source: own_source,
            ..essential
        };
        let is_later = self.values.is_later || !self.names.is_first_form();
        article = Article {
            authors,
            // What a field of authors says besides names is not lost.
            byline: with_told(byline, told),
            section: self.field(fields, Field::Section, |values, named| {
                let is_page = as_section.is_some_and(|page| page.name == named.name);
                let text = (!is_page).then(|| values.text(named))?;
                match &both {
                    Some((name, _, section)) if *name == named.name => Some(section.clone()),
                    _ => text,
                }
            }),
            images: self
                .field(fields, Field::Images, Values::images)
                .unwrap_or_default(),
            url: self.text(fields, Field::Url),
            links: self
                .field(fields, Field::Links, Values::addresses)
                .unwrap_or_default(),
            tags: self
                .field(fields, Field::Tags, Values::tags)
                .unwrap_or_default(),
            revised: self.field(fields, Field::Revised, Values::published),
            origin: self.field(fields, Field::Origin, Values::origin),
            uncertain: self
                .field(fields, Field::Uncertain, Values::tags)
                .unwrap_or_default(),
            ..article
        };
        let pictures = std::mem::take(&mut self.values.pictures);
        let is_new = |image: &crate::article::Image| {
            article
                .images
                .iter()
                .all(|known| known.src.is_none() || known.src != image.src)
        };
        let pictures: Vec<_> = pictures.into_iter().filter(is_new).collect();
        article.images.extend(pictures);
        article.url = article.url.take().or(address);
        self.add_links(&mut article);
        if let Some(Edition { defaults, .. }) =
            edition.and_then(|edition| self.editions.get(edition))
        {
            inherit(&mut article.source, defaults.source.as_ref());
            inherit(&mut article.section, defaults.section.as_ref());
            inherit(&mut article.page, defaults.page.as_ref());
            inherit(&mut article.published, defaults.published.as_ref());
            if article.authors.is_empty() {
                article.authors.clone_from(&defaults.authors);
            }
        }
        let is_later = self.take_from_path(&mut article) || is_later;
        let edition = edition.and_then(|edition| self.editions.get(edition));
        article.id = own_id.unwrap_or_else(|| {
            let issue =
                edition.map(|edition| edition.identity.as_ref().unwrap_or(&edition.defaults));
            let is_later = is_later || edition.is_some_and(|edition| edition.identity.is_some());
            if is_later && self.names.is_first_form() && identity.is_report() {
                identity.id(issue, &article)
            } else {
                String::new()
            }
        });
        article
    }

    /// Takes what only the file's path says; returns whether that is anything.
    fn take_from_path(&mut self, article: &mut Article) -> bool {
        let path = self.names.path();
        let published = path.published.as_deref().map(Published::parse);
        let taken = [
            (
                Field::Source,
                fill(&mut article.source, path.source.clone()),
            ),
            (
                Field::Section,
                fill(&mut article.section, path.section.clone()),
            ),
            (Field::Page, fill(&mut article.page, path.page.clone())),
            (Field::Published, fill(&mut article.published, published)),
        ];
        let taken = taken.into_iter().filter(|(_, is_taken)| *is_taken);
        let mut has_any = false;
        for (field, _) in taken {
            has_any = true;
            if let Some(account) = &mut self.account {
                account.add_path(field);
            }
        }
        has_any
    }

    /// The id that a record has. Of a record that was read from the beginning, only under the names that were
    /// known then.
    fn own_id(&mut self, fields: &Fields<'_, 't>, identity: &Identity) -> Option<String> {
        self.values.field = Field::Id;
        let first = fields.all(Field::Id).find(|named| {
            named.is_first && matches!(Kind::of(named.value), Kind::Text | Kind::Number)
        });
        if let Some(id) = first.and_then(|named| self.values.label(named)) {
            return Some(id);
        }
        if self.names.is_first_form() && identity.is_report() {
            return None;
        }
        self.field(fields, Field::Id, Values::label)
    }

    /// The paragraphs of the first name that has some, and whether that is a summary's; of a path that leads to
    /// several values, all of them.
    fn body(&mut self, fields: &Fields<'_, 't>) -> Option<(Vec<Block>, bool)> {
        self.values.field = Field::Body;
        let all: Vec<&Named> = fields.all(Field::Body).collect();
        for group in all.chunk_by(|a, b| a.rank == b.rank && a.name == b.name) {
            let mut blocks = Vec::new();
            for named in group {
                self.values.is_later |= !named.is_first;
                blocks.extend(self.values.body(named).unwrap_or_default());
            }
            if !blocks.is_empty() {
                let is_summary = group.iter().any(|named| self.names.is_summary(named.name));
                return Some((blocks, is_summary));
            }
        }
        None
    }

    /// The authors in every field that names some; those of the byline where there are none.
    fn authors(
        &mut self,
        fields: &Fields<'_, 't>,
        line: Option<&str>,
        told: &mut Vec<String>,
    ) -> Vec<Author> {
        self.values.field = Field::Authors;
        let mut authors: Vec<Author> = Vec::new();
        let mut known = HashSet::new();
        for named in fields.all(Field::Authors) {
            if !named.is_first && !authors.is_empty() {
                break;
            }
            let role = names::role(named.name);
            for mut author in self.values.authors(named, told) {
                if known.insert(author.name.clone()) {
                    author.role = author.role.or(role.map(str::to_owned));
                    authors.push(author);
                }
            }
        }
        match line {
            Some(line) if authors.is_empty() => byline::authors(line),
            _ => authors,
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

    /// The newspaper, and an address that stands under the name of one: it says where the report is.
    fn source(&mut self, fields: &Fields<'_, 't>) -> (Option<String>, Option<String>) {
        let mut address = None;
        let source = self.field(fields, Field::Source, |values, named| {
            let text = values.text(named)?;
            if text.starts_with("http://") || text.starts_with("https://") {
                address.get_or_insert(text);
                return None;
            }
            values.without_label(text)
        });
        // Ids are made of the address as of a newspaper.
        self.values.is_later |= address.is_some();
        (source, address)
    }

    /// Keeps the addresses that texts link to: a whole one alone is the report's own where it has none, and others
    /// are what they are beside the report's own.
    fn add_links(&self, article: &mut Article) {
        if let [link] = self.values.links.as_slice()
            && article.url.is_none()
            && is_whole(link)
        {
            article.url = Some(link.clone());
        }
        for link in &self.values.links {
            let link = beside(article.url.as_deref(), link);
            if article.url.as_deref() != Some(&*link)
                && !article.links.iter().any(|known| *known == link)
            {
                article.links.push(link.into_owned());
            }
        }
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
        self.values.field = field;
        let (named, found) = fields
            .all(field)
            .find_map(|named| Some((named, read(&mut self.values, named)?)))?;
        self.values.is_later |= !named.is_first;
        Some(found)
    }
}

/// Says that a record is no report.
pub(super) fn neither() -> Bilingual {
    Bilingual::new(
        "neither a title nor a body, expected one of them",
        "既无标题也无正文，至少应有其一",
    )
}

/// Whether an address says all that is needed to go there.
fn is_whole(address: &str) -> bool {
    address.contains("://")
}

/// Returns the address that a text links to, made whole by the address of the report where it has one.
fn beside<'l>(own: Option<&str>, link: &'l str) -> Cow<'l, str> {
    let joined = own.filter(|_| !is_whole(link)).and_then(|own| {
        let joined = Url::parse(own).ok()?.join(link).ok()?;
        Some(joined.to_string())
    });
    joined.map_or(Cow::Borrowed(link), Cow::Owned)
}

/// Gives what is missing; returns whether it was missing and there is something to give.
fn fill<T>(own: &mut Option<T>, other: Option<T>) -> bool {
    let is_taken = own.is_none() && other.is_some();
    if is_taken {
        *own = other;
    }
    is_taken
}

/// Adds to a byline what fields of authors say besides names and it does not.
fn with_told(byline: Option<String>, told: Vec<String>) -> Option<String> {
    let plain = |text: &str| text.split_whitespace().collect::<String>();
    let is_new = |line: &String| {
        let known = byline.as_deref().map(plain);
        known.is_none_or(|known| !known.contains(&plain(line)))
    };
    let more: Vec<String> = told.into_iter().filter(is_new).collect();
    let lines: Vec<String> = byline.into_iter().chain(more).collect();
    (!lines.is_empty()).then(|| lines.join(" "))
}

fn inherit<T: Clone>(own: &mut Option<T>, edition: Option<&T>) {
    if own.is_none() {
        *own = edition.cloned();
    }
}

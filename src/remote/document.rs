//! What a search engine keeps of a report.

use serde_json::{Map, Value, json};
use xxhash_rust::xxh3::xxh3_128;

use super::place::Place;
use super::schema::VERSION;
use super::tokens::{characters, sounds};
use crate::article::{Article, Published};
use crate::document::{Document, Field};
use crate::search::Sort;
use crate::search::query::page_key;
use crate::search::sorting::{Key, length};
use crate::text::fold::{self, fold};

/// The engine takes no longer id, in bytes.
const LONGEST_ID: usize = 512;
/// The engine takes no longer text that is not parted, in bytes; what is behind that decides no order.
const LONGEST_KEY: usize = 32_000;

/// A report as the engine is told of it.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// The engine's own name for it.
    pub(super) key: String,
    /// The report's id.
    pub(super) id: String,
    /// The key of its day; 0 is none.
    pub(super) day: u32,
    /// A checksum of all of it but its place.
    pub(super) sum: String,
    fields: Map<String, Value>,
}

impl Record {
    /// Makes it of a report, and of what its order depends on; so many before it are alike in that.
    pub(super) fn of(article: &Article, order: &str, alike: usize) -> Self {
        let day = article.published.as_ref().and_then(Published::day);
        let day = day.unwrap_or(0);
        let order = format!("{}{alike:010}", shortened(order.to_owned()));
        let mut fields = Map::new();
        let mut set = |name: &str, value: Value| {
            if !(value.is_null() || value.as_array().is_some_and(Vec::is_empty)) {
                fields.insert(name.to_owned(), value);
            }
        };
        set("id", json!(article.id));
        set("day", json!(day));
        set("order", json!(order));
        let texts = Texts::of(&Document::new(article));
        set("all", json!(texts.all));
        for (name, field) in FIELDS {
            set(name, json!(texts.of_field(field)));
        }
        set("page", json!(texts.pages));
        set("sources", json!(article.source));
        set("sections", json!(article.section));
        let authors = article.authors.iter().map(|author| &author.name);
        set("authors", json!(authors.collect::<Vec<_>>()));
        set("tags", json!(article.tags));
        set("pages", json!(article.page));
        set("length", json!(length(article)));
        for (name, sort) in SORTS {
            set(
                name,
                json!(Key::of(sort, article).sort_key().map(shortened)),
            );
        }
        set("article", json!(article));
        let text = json!(fields).to_string();
        let sum = xxh3_128(text.as_bytes());
        let sum = format!("{VERSION}.{}.{sum:032x}", fold::VERSION);
        fields.insert("sum".to_owned(), json!(sum));
        Self {
            key: key(&article.id),
            id: article.id.clone(),
            day,
            sum,
            fields,
        }
    }

    /// Appends the two lines by which it is written at a place.
    pub(super) fn push(&self, place: Place, lines: &mut Vec<u8>) {
        let mut fields = self.fields.clone();
        fields.insert("place".to_owned(), json!(place.number()));
        fields.insert("before".to_owned(), json!(place.before()));
        push_line(&json!({"index": {"_id": self.key}}), lines);
        push_line(&Value::Object(fields), lines);
    }
}

/// Appends a line of JSON.
pub(super) fn push_line(value: &Value, lines: &mut Vec<u8>) {
    lines.extend_from_slice(value.to_string().as_bytes());
    lines.push(b'\n');
}

/// Returns the engine's own name for the report of an id: the id, where it is one that the engine takes.
pub(super) fn key(id: &str) -> String {
    if (1..=LONGEST_ID).contains(&id.len()) && !id.starts_with('\u{1}') {
        id.to_owned()
    } else {
        format!("\u{1}{:032x}", xxh3_128(id.as_bytes()))
    }
}

fn shortened(mut key: String) -> String {
    key.truncate(key.floor_char_boundary(LONGEST_KEY));
    key
}

/// The fields of a text that a query may ask for by name.
const FIELDS: [(&str, Field); 5] = [
    ("title", Field::Title),
    ("author", Field::Author),
    ("section", Field::Section),
    ("source", Field::Source),
    ("tag", Field::Tag),
];

/// The fields that lists are sorted by.
pub(super) const SORTS: [(&str, Sort); 3] = [
    ("by_source", Sort::Source),
    ("by_headline", Sort::Headline),
    ("by_page", Sort::Page),
];

/// The tokens of an article's texts.
#[derive(Default)]
struct Texts {
    /// Of all but the pages.
    all: Vec<String>,
    of_fields: Vec<(Field, String)>,
    pages: Vec<String>,
}

impl Texts {
    fn of(document: &Document) -> Self {
        let mut texts = Self::default();
        for part in document.fields() {
            let text = document.text().get(part.range.clone()).unwrap_or_default();
            if part.field == Field::Page {
                texts.pages.push(page_key(text));
                continue;
            }
            let folded = fold(text);
            texts.all.push(characters(&folded));
            let tokens = match part.field {
                Field::Title | Field::Author | Field::Section => sounds(&folded),
                Field::Source | Field::Tag => characters(&folded),
                Field::Body | Field::Page => continue,
            };
            texts.of_fields.push((part.field, tokens));
        }
        texts
    }

    fn of_field(&self, field: Field) -> Vec<&str> {
        let own = self.of_fields.iter().filter(|(of, _)| *of == field);
        own.map(|(_, tokens)| tokens.as_str()).collect()
    }
}

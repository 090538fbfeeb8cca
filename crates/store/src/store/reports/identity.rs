//! What the id of a report without one is made of: what was read of its record from the beginning, however much
//! more is read now. Marks, tags and notes are kept by id, so this never changes.

use std::cell::OnceCell;

use serde_json::value::RawValue;

use super::super::ids;
use super::super::json::{self, Kind};
use super::super::names::Field;
use super::values::plain_paragraphs;
use super::{Fields, Named};
use crate::article::{Article, Block, Published};

/// What of a record, and of an edition around it, ids are made of.
pub(super) struct Identity<'r, 't> {
    fields: &'r Fields<'r, 't>,
    /// The paragraphs, once they are asked for.
    body: OnceCell<Vec<Block>>,
}

impl<'r, 't> Identity<'r, 't> {
    pub(super) fn new(fields: &'r Fields<'r, 't>) -> Self {
        Self {
            fields,
            body: OnceCell::new(),
        }
    }

    /// Returns whether a record was a report from the beginning.
    pub(super) fn is_report(&self) -> bool {
        let is_text = |field| {
            self.all(field)
                .next()
                .is_some_and(|named| Kind::of(named.value) == Kind::Text)
        };
        let has_wrong = |field| {
            let kinds = self.all(field).map(|named| Kind::of(named.value));
            kinds
                .into_iter()
                .find(|kind| *kind != Kind::Null)
                .is_some_and(|kind| match field {
                    Field::Title => kind != Kind::Text,
                    _ => matches!(kind, Kind::Number | Kind::Bool | Kind::Object),
                })
        };
        let has_body = !self.body().is_empty();
        !has_wrong(Field::Title)
            && !has_wrong(Field::Body)
            && (has_body || is_text(Field::Title) && self.text(Field::Title).is_some())
    }

    /// Makes the id of a report from what it and its edition say and from the place in a page that it was taken from.
    pub(super) fn id(&self, edition: Option<&Article>, article: &Article) -> String {
        let own = self.issue();
        ids::made(&Article {
            source: own.source.or_else(|| edition?.source.clone()),
            published: own.published.or_else(|| edition?.published.clone()),
            page: self.label(Field::Page),
            kicker: self.text(Field::Kicker),
            title: self.text(Field::Title),
            subtitle: self.text(Field::Subtitle),
            body: self.body().to_vec(),
            origin: article.origin.clone(),
            ..Article::default()
        })
    }

    /// What holds for the reports of an edition.
    pub(super) fn issue(&self) -> Article {
        Article {
            source: self.text(Field::Source),
            published: self.published(),
            ..Article::default()
        }
    }

    fn all(&self, field: Field) -> impl Iterator<Item = &Named<'_, '_>> {
        self.fields.all(field).filter(|named| named.is_first)
    }

    fn text(&self, field: Field) -> Option<String> {
        self.all(field).find_map(|named| text(named.value))
    }

    fn label(&self, field: Field) -> Option<String> {
        self.all(field).find_map(|named| label(named.value))
    }

    fn published(&self) -> Option<Published> {
        self.all(Field::Published).find_map(|named| {
            if Kind::of(named.value) != Kind::Object {
                return label(named.value).map(|date| Published::parse(&date));
            }
            let fields = json::fields(named.value).ok()?;
            let part = |name| {
                let (_, value) = fields.0.iter().rev().find(|(known, _)| known == name)?;
                label(value)
            };
            let (date, original) = (part("date"), part("original"));
            let known = Published::parse(date.as_ref().or(original.as_ref())?);
            Some(match original {
                Some(original) => Published { original, ..known },
                None => known,
            })
        })
    }

    fn body(&self) -> &[Block] {
        self.body.get_or_init(|| {
            let mut bodies = self.all(Field::Body).map(|named| body(named.value));
            bodies.find_map(|body| body).unwrap_or_default()
        })
    }
}

fn text(value: &RawValue) -> Option<String> {
    let text = (Kind::of(value) == Kind::Text).then(|| json::string(value).0)?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn label(value: &RawValue) -> Option<String> {
    match Kind::of(value) {
        Kind::Number => Some(value.get().to_owned()),
        _ => text(value),
    }
}

fn body(value: &RawValue) -> Option<Vec<Block>> {
    let mut blocks = Vec::new();
    match Kind::of(value) {
        Kind::Text => plain_paragraphs(&json::string(value).0, &mut blocks),
        Kind::Array => {
            for item in json::items(value) {
                match Kind::of(item) {
                    Kind::Null => {}
                    Kind::Text => plain_paragraphs(&json::string(item).0, &mut blocks),
                    Kind::Object => {
                        let fields = json::fields(item).ok()?;
                        let subhead = fields.0.into_iter().find(|(name, _)| name == "subhead")?;
                        let subhead = text(subhead.1)?;
                        blocks.push(Block::Subhead { subhead });
                    }
                    _ => return None,
                }
            }
        }
        _ => {}
    }
    (!blocks.is_empty()).then_some(blocks)
}

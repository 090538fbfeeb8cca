//! The fields of a record that mean something to us.

use serde_json::value::RawValue;

use super::super::json::{self, Kind, Object};
use super::super::names::{Field, Names};
use crate::article::page_label::PageLabel;

/// A value with the name it has in the data.
#[derive(Clone, Copy)]
pub(super) struct Named<'r, 't> {
    pub(super) name: &'r str,
    pub(super) value: &'t RawValue,
    pub(super) rank: usize,
    /// Whether ids are made of it.
    pub(super) is_first: bool,
}

impl<'r, 't> Named<'r, 't> {
    pub(super) fn new(name: &'r str, value: &'t RawValue) -> Self {
        Self {
            name,
            value,
            rank: 0,
            is_first: true,
        }
    }
}

/// The fields of a record that mean something to us, each field's names in order.
pub(super) struct Fields<'r, 't>(Vec<(Field, Named<'r, 't>)>);

impl<'r, 't> Fields<'r, 't> {
    pub(super) fn new(object: &'r Object<'t>, names: &Names) -> Self {
        let mut fields = Vec::with_capacity(object.0.len());
        // Of a name that occurs twice the last counts, as with other readers of JSON.
        for (name, value) in object.0.iter().rev() {
            for meaning in names.fields(name) {
                let first = Named {
                    name,
                    value,
                    rank: meaning.rank,
                    is_first: meaning.is_first(),
                };
                if meaning.below.is_empty() {
                    fields.push((meaning.field, first));
                } else {
                    let values = meaning.below.values(value).into_iter();
                    fields.extend(values.map(|value| (meaning.field, Named { value, ..first })));
                }
            }
        }
        fields.sort_by_key(|(_, named)| named.rank);
        Self(fields)
    }

    /// The values of a field under each of its names.
    pub(super) fn all(&self, field: Field) -> impl Iterator<Item = &Named<'r, 't>> {
        self.0
            .iter()
            .filter(move |(known, ..)| *known == field)
            .map(|(.., named)| named)
    }

    /// The number of a page and the name of a section that stand under one name of the section: 版面: `A12 要聞`;
    /// with that name.
    pub(super) fn page_and_section(&self) -> Option<(&'r str, String, String)> {
        let mut sections = self.all(Field::Section);
        let named = sections
            .find(|named| named.name.contains('版') && Kind::of(named.value) == Kind::Text)?;
        let text = json::string(named.value).0;
        let is_mark = |c: char| c.is_whitespace() || matches!(c, '：' | ':' | '·' | '|');
        let (label, section) = text.trim().split_once(is_mark)?;
        let section = section.trim_start_matches(is_mark);
        let bare = label.strip_prefix('第').unwrap_or(label);
        let bare = bare.strip_suffix('版').unwrap_or(bare);
        let is_page = PageLabel::of(label) == PageLabel::Number(bare);
        let is_name = section.starts_with(char::is_alphabetic) && !section.is_empty();
        (is_page && is_name).then(|| (named.name, label.to_owned(), section.to_owned()))
    }

    /// The number of a page that stands under a name of the page's section, as 版面 is.
    pub(super) fn page_as_section(&self) -> Option<&Named<'r, 't>> {
        let is_page = |named: &&Named| {
            let label = match Kind::of(named.value) {
                Kind::Text => json::string(named.value).0,
                Kind::Number => named.value.get().to_owned(),
                _ => return false,
            };
            let label = label.trim();
            let bare = label.strip_prefix('第').unwrap_or(label);
            let bare = bare.strip_suffix('版').unwrap_or(bare);
            PageLabel::of(label) == PageLabel::Number(bare)
        };
        let sections = self.all(Field::Section);
        let mut pages = sections.filter(|named| named.name.contains('版'));
        pages.find(is_page)
    }
}

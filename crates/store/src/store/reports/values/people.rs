//! Authors and subject words.

use super::super::super::fault::Words;
use super::super::super::json::{self, Kind, Object};
use super::super::Named;
use super::{Values, get, lines::trimmed, literal};
use crate::article::{Author, byline};

/// The names under which an object holds a person's name.
const NAMES: [&str; 16] = [
    "name",
    "姓名",
    "名字",
    "literal",
    "screen_name",
    "screenName",
    "nickname",
    "nick_name",
    "displayName",
    "display_name",
    "full_name",
    "fullName",
    "username",
    "author",
    "#text",
    "@value",
];

impl<'t> Values<'t> {
    /// Authors: a list in one text, or an array of such texts and of objects with `name`. A text that says
    /// more than names and offices, or names nobody, is added to `told`.
    pub(in super::super) fn authors(
        &mut self,
        field: &Named<'_, 't>,
        told: &mut Vec<String>,
    ) -> Vec<Author> {
        let mut authors = Vec::new();
        for item in field.each() {
            self.author(&item, &mut authors, told);
        }
        authors
    }

    fn author(
        &mut self,
        item: &Named<'_, 't>,
        authors: &mut Vec<Author>,
        told: &mut Vec<String>,
    ) -> Option<()> {
        let expected = Words::new("a name or {\"name\": …}", "姓名或 {\"name\": …}");
        match Kind::of(item.value) {
            // A number is that of a person elsewhere.
            Kind::Null | Kind::Number => {}
            Kind::Text => {
                let text = self.string(item.value);
                if literal::is_empty(&text) {
                    return Some(());
                }
                for text in literal::list(&text).unwrap_or_else(|| vec![text]) {
                    let text = self.inline(text);
                    let byline = byline::read(&text);
                    if byline.says_more || byline.people.is_empty() {
                        told.extend(trimmed(text));
                    }
                    authors.extend(byline.people);
                }
            }
            Kind::Object => {
                let object = self.object(item.value)?;
                if let Some(names) = get(&object, &["name"])
                    && Kind::of(names.value) == Kind::Array
                {
                    for name in names.items() {
                        self.author(&name, authors, told);
                    }
                    return Some(());
                }
                let Some(name) = self.name(&object) else {
                    return self.wrong(item, expected);
                };
                let role =
                    get(&object, &["role", "职务", "jobTitle"]).and_then(|role| self.text(&role));
                // An office that is written as a name.
                let is_literal = || get(&object, &["literal"]).is_some();
                let is_nobody = role.is_none() && byline::is_nobody(&name);
                if is_nobody || is_literal() && byline::authors(&name).is_empty() {
                    told.push(name);
                    return Some(());
                }
                authors.push(Author { name, role });
            }
            _ => return self.wrong(item, expected),
        }
        Some(())
    }

    /// The name of a person that is an object, which may be in parts.
    fn name(&mut self, object: &Object<'t>) -> Option<String> {
        if let Some(name) = get(object, &NAMES) {
            return self.text(&name);
        }
        let mut part = |names: &[&'static str]| self.text(&get(object, names)?);
        let family = part(&["family", "lastName", "last_name", "familyName", "surname"]);
        let given = part(&["given", "firstName", "first_name", "givenName"]);
        let (family, given) = match (family, given) {
            (Some(family), Some(given)) => (family, given),
            (family, given) => return family.or(given),
        };
        let is_latin = |name: &str| name.chars().any(|c| c.is_ascii_alphabetic());
        Some(if is_latin(&family) || is_latin(&given) {
            format!("{given} {family}")
        } else {
            format!("{family}{given}")
        })
    }

    /// Subject words: a list in one text, or an array.
    pub(in super::super) fn tags(&mut self, field: &Named<'_, 't>) -> Option<Vec<String>> {
        let tags: Vec<String> = match Kind::of(field.value) {
            Kind::Null => return None,
            Kind::Text => {
                let text = self.string(field.value);
                literal::list(&text).unwrap_or_else(|| byline::words(&text))
            }
            Kind::Array => {
                let items = field.items().into_iter();
                items.filter_map(|item| self.tag(&item)).collect()
            }
            Kind::Object => {
                // Words with a number each, or one word.
                let names = json::fields(field.value).unwrap_or_default();
                let are_counted = names
                    .0
                    .iter()
                    .all(|(_, value)| Kind::of(value) == Kind::Number);
                if are_counted && !names.0.is_empty() {
                    self.mark(field.value);
                    names
                        .0
                        .into_iter()
                        .map(|(name, _)| name.into_owned())
                        .collect()
                } else {
                    self.tag(field).into_iter().collect()
                }
            }
            _ => return self.wrong(field, Words::new("an array of words", "词的数组")),
        };
        (!tags.is_empty()).then_some(tags)
    }

    fn tag(&mut self, item: &Named<'_, 't>) -> Option<String> {
        if Kind::of(item.value) == Kind::Object {
            let object = self.object(item.value)?;
            let names = [
                "term", "word", "tag", "keyword", "tag_name", "tagName", "name",
            ];
            if let Some(word) = get(&object, &names) {
                return self.label(&word);
            }
        }
        self.label(item)
    }
}

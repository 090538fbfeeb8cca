//! The values of fields, as we and others write them.

use memchr::memmem;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::super::json::{self, Fault, Kind, Object};
use super::Named;
use crate::article::{Author, Block, Image, Origin, Published, byline};

/// Reads values; each reading gives `None` for a value that says nothing, and what is wrong with one
/// of a wrong type.
pub(super) struct Values<'t> {
    text: &'t str,
    /// What is wrong with values that can be read nevertheless.
    pub(super) faults: Vec<Fault>,
}

type Read<T> = Result<Option<T>, Fault>;

impl<'t> Values<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            faults: Vec::new(),
        }
    }

    /// Text, without white space around it.
    pub(super) fn text(&mut self, field: &Named<'_, 't>) -> Read<String> {
        match Kind::of(field.value) {
            Kind::Null => Ok(None),
            Kind::Text => Ok(trimmed(self.string(field.value))),
            _ => Err(self.wrong(field, "text")),
        }
    }

    /// A text that may be written as a number: a page, an id.
    pub(super) fn label(&mut self, field: &Named<'_, 't>) -> Read<String> {
        match Kind::of(field.value) {
            Kind::Number => Ok(Some(field.value.get().to_owned())),
            Kind::Null | Kind::Text => self.text(field),
            _ => Err(self.wrong(field, "text or a number")),
        }
    }

    /// A body: one text whose lines are paragraphs, or an array of paragraphs and subheads.
    pub(super) fn body(&mut self, field: &Named<'_, 't>) -> Read<Vec<Block>> {
        let mut blocks = Vec::new();
        match Kind::of(field.value) {
            Kind::Null => {}
            Kind::Text => paragraphs(&self.string(field.value), &mut blocks),
            Kind::Array => {
                for item in json::items(field.value) {
                    self.block(
                        &Named {
                            value: item,
                            ..*field
                        },
                        &mut blocks,
                    )?;
                }
            }
            _ => return Err(self.wrong(field, "text or an array of paragraphs")),
        }
        Ok((!blocks.is_empty()).then_some(blocks))
    }

    fn block(&mut self, item: &Named<'_, 't>, blocks: &mut Vec<Block>) -> Result<(), Fault> {
        match Kind::of(item.value) {
            Kind::Null => {}
            Kind::Text => paragraphs(&self.string(item.value), blocks),
            Kind::Object => {
                let object = self.object(item.value)?;
                let Some(subhead) = get(&object, &["subhead"]) else {
                    return Err(self.wrong(item, "a paragraph or {\"subhead\": …}"));
                };
                let subhead = self.text(&subhead)?;
                blocks.extend(subhead.map(|subhead| Block::Subhead { subhead }));
            }
            _ => return Err(self.wrong(item, "a paragraph or {\"subhead\": …}")),
        }
        Ok(())
    }

    /// A date: text, a number, or our own object.
    pub(super) fn published(&mut self, field: &Named<'_, 't>) -> Read<Published> {
        let published = match Kind::of(field.value) {
            Kind::Null => return Ok(None),
            Kind::Number => Published::from_number(field.value.get()),
            Kind::Object => return self.published_object(field),
            Kind::Text => match trimmed(self.string(field.value)) {
                Some(text) => Published::parse(&text),
                None => return Ok(None),
            },
            _ => return Err(self.wrong(field, "a date as text or a number")),
        };
        if published.date.is_none() {
            self.no_date(field.value, &published.original);
        }
        Ok(Some(published))
    }

    /// Our own form of a date, which may say that no date is known.
    fn published_object(&mut self, field: &Named<'_, 't>) -> Read<Published> {
        let object = self.object(field.value)?;
        let mut part = |name| match get(&object, &[name]) {
            Some(part) => self.label(&part),
            None => Ok(None),
        };
        let (date, time, original) = (part("date")?, part("time")?, part("original")?);
        let Some(said) = date.as_ref().or(original.as_ref()) else {
            return Ok(None);
        };
        let mut known = Published::parse(said);
        if known.date.is_none() && date.is_some() {
            self.no_date(field.value, said);
        }
        if let Some(time) = time {
            known = known.with_time(&time);
        }
        Ok(Some(match original {
            Some(original) => Published { original, ..known },
            None => known,
        }))
    }

    fn no_date(&mut self, value: &RawValue, original: &str) {
        let what = format!(
            "`{}` is no date, expected one such as 2019-11-22",
            brief(original)
        );
        self.fault(value, what);
    }

    /// Authors: a list in one text, or an array of such texts and of objects with `name`.
    pub(super) fn authors(&mut self, field: &Named<'_, 't>) -> Read<Vec<Author>> {
        let mut authors = Vec::new();
        match Kind::of(field.value) {
            Kind::Null => {}
            Kind::Array => {
                for item in json::items(field.value) {
                    self.author(
                        &Named {
                            value: item,
                            ..*field
                        },
                        &mut authors,
                    )?;
                }
            }
            _ => self.author(field, &mut authors)?,
        }
        Ok(Some(authors))
    }

    fn author(&mut self, item: &Named<'_, 't>, authors: &mut Vec<Author>) -> Result<(), Fault> {
        match Kind::of(item.value) {
            Kind::Null => {}
            Kind::Text => authors.extend(byline::authors(&self.string(item.value))),
            Kind::Object => {
                let object = self.object(item.value)?;
                let Some(name) = get(&object, &["name", "姓名", "名字"]) else {
                    return Err(self.wrong(item, "a name or {\"name\": …}"));
                };
                let role = match get(&object, &["role", "职务"]) {
                    Some(role) => self.text(&role)?,
                    None => None,
                };
                authors.extend(self.text(&name)?.map(|name| Author { name, role }));
            }
            _ => return Err(self.wrong(item, "a name or {\"name\": …}")),
        }
        Ok(())
    }

    /// Pictures: one or an array, each an address or an object.
    pub(super) fn images(&mut self, field: &Named<'_, 't>) -> Read<Vec<Image>> {
        let mut images = Vec::new();
        if Kind::of(field.value) == Kind::Array {
            for item in json::items(field.value) {
                images.extend(self.image(&Named {
                    value: item,
                    ..*field
                })?);
            }
        } else {
            images.extend(self.image(field)?);
        }
        Ok((!images.is_empty()).then_some(images))
    }

    fn image(&mut self, item: &Named<'_, 't>) -> Read<Image> {
        let image = match Kind::of(item.value) {
            Kind::Null => return Ok(None),
            Kind::Text => Image {
                src: trimmed(self.string(item.value)),
                ..Image::default()
            },
            Kind::Object => {
                let object = self.object(item.value)?;
                let mut part = |names: &[&'static str]| match get(&object, names) {
                    Some(part) => self.text(&part),
                    None => Ok(None),
                };
                Image {
                    caption: part(&["caption", "图说", "说明", "圖說", "alt"])?,
                    credit: part(&["credit", "摄影", "攝影", "photographer"])?,
                    src: part(&["src", "url", "file"])?,
                }
            }
            _ => return Err(self.wrong(item, "an address or an object with `caption` or `src`")),
        };
        Ok((image != Image::default()).then_some(image))
    }

    /// Subject words: a list in one text, or an array.
    pub(super) fn tags(&mut self, field: &Named<'_, 't>) -> Read<Vec<String>> {
        let mut tags = Vec::new();
        match Kind::of(field.value) {
            Kind::Null => {}
            Kind::Text => tags = byline::words(&self.string(field.value)),
            Kind::Array => {
                for item in json::items(field.value) {
                    tags.extend(self.label(&Named {
                        value: item,
                        ..*field
                    })?);
                }
            }
            _ => return Err(self.wrong(field, "an array of words")),
        }
        Ok((!tags.is_empty()).then_some(tags))
    }

    /// The place in a page text.
    pub(super) fn origin(&mut self, field: &Named<'_, 't>) -> Read<Origin> {
        let expected = "{\"file\": …, \"lines\": [[first, last], …]}";
        if Kind::of(field.value) == Kind::Null {
            return Ok(None);
        }
        if Kind::of(field.value) != Kind::Object {
            return Err(self.wrong(field, expected));
        }
        let object = self.object(field.value)?;
        let file = match get(&object, &["file"]) {
            Some(file) => self.text(&file)?,
            None => None,
        };
        let lines = match get(&object, &["lines"]) {
            Some(lines) => serde_json::from_str(lines.value.get())
                .map_err(|_| self.wrong(&lines, "pairs of line numbers"))?,
            None => Vec::new(),
        };
        let of_fields = match get(&object, &["fields"]) {
            Some(of_fields) => serde_json::from_str(of_fields.value.get())
                .map_err(|_| self.wrong(&of_fields, "pairs of line numbers by field"))?,
            None => BTreeMap::new(),
        };
        match file {
            Some(file) => Ok(Some(Origin {
                file,
                lines,
                fields: of_fields,
            })),
            None => Err(self.wrong(field, expected)),
        }
    }

    fn string(&mut self, value: &RawValue) -> String {
        let (text, whole) = json::string(value);
        if !whole {
            let what = "half of a surrogate pair, expected both halves or the character itself";
            self.fault(value, what.to_owned());
        }
        text
    }

    fn object(&self, value: &'t RawValue) -> Result<Object<'t>, Fault> {
        json::fields(value).map_err(|fault| Fault {
            at: self.place(value) + fault.at,
            ..fault
        })
    }

    fn wrong(&self, field: &Named, expected: &str) -> Fault {
        let (name, kind) = (brief(field.name), Kind::of(field.value));
        Fault {
            at: self.place(field.value),
            what: format!("`{name}` has {kind}, expected {expected}"),
        }
    }

    fn fault(&mut self, value: &RawValue, what: String) {
        let at = self.place(value);
        self.faults.push(Fault { at, what });
    }

    fn place(&self, value: &RawValue) -> usize {
        json::offset(self.text, value)
    }
}

/// Returns the value of the first of `names` that an object has and that is not null.
fn get<'n, 't>(object: &Object<'t>, names: &[&'n str]) -> Option<Named<'n, 't>> {
    names.iter().find_map(|name| {
        let mut fields = object.0.iter().rev();
        let (_, value) = fields.find(|(known, value)| known == name && value.get() != "null")?;
        Some(Named { name, value })
    })
}

/// A text from the data as it stands in a message: on one line, and not long.
fn brief(text: &str) -> String {
    const LONGEST: usize = 40;
    let shown: String = text
        .chars()
        .take(LONGEST)
        .flat_map(char::escape_debug)
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        return shown + "…";
    }
    shown
}

fn trimmed(text: String) -> Option<String> {
    let within = text.trim();
    if within.len() == text.len() {
        return (!text.is_empty()).then_some(text);
    }
    (!within.is_empty()).then(|| within.to_owned())
}

/// Splits a text at line breaks; the indents that newspapers set with spaces are not text.
fn paragraphs(text: &str, blocks: &mut Vec<Block>) {
    /// Line breaks beside `\n`, rare enough that looking for them first is faster than for all.
    const RARE: [&str; 4] = ["\r", "\u{85}", "\u{2028}", "\u{2029}"];
    let mut line = |line: &str| {
        let line = line.trim();
        if !line.is_empty() {
            blocks.push(Block::Paragraph(line.to_owned()));
        }
    };
    let rare = |mark: &&str| memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
    if RARE.iter().any(rare) {
        text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'])
            .for_each(line);
    } else {
        text.split('\n').for_each(&mut line);
    }
}

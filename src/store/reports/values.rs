//! The values of fields, as we and others write them.

use memchr::memmem;
use serde_json::value::RawValue;

use super::super::fault::{Fault, Words};
use super::super::json::{self, Kind, Object};
use super::Named;
use crate::article::{Author, Block, Image, Lost, Origin, Published, byline};
use crate::lang::Bilingual;

const TEXT: Words = Words::new("text", "文字");

/// Reads values; each reading gives `None` for a value that says nothing, and reports one of a wrong
/// type.
pub(super) struct Values<'t> {
    text: &'t str,
    /// The newspaper of the record that is read, by whose habit its dates are.
    pub(super) source: Option<String>,
    /// What is wrong with values.
    pub(super) faults: Vec<Fault>,
}

impl<'t> Values<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            source: None,
            faults: Vec::new(),
        }
    }

    /// Text, without white space around it.
    pub(super) fn text(&mut self, field: &Named<'_, 't>) -> Option<String> {
        match Kind::of(field.value) {
            Kind::Null => None,
            Kind::Text => trimmed(self.string(field.value)),
            _ => self.wrong(field, TEXT),
        }
    }

    /// A text that may be written as a number: a page, an id.
    pub(super) fn label(&mut self, field: &Named<'_, 't>) -> Option<String> {
        match Kind::of(field.value) {
            Kind::Number => Some(field.value.get().to_owned()),
            Kind::Null | Kind::Text => self.text(field),
            _ => self.wrong(field, Words::new("text or a number", "文字或数")),
        }
    }

    /// A body: one text whose lines are paragraphs, or an array of paragraphs and subheads. It is
    /// read whole or not at all.
    pub(super) fn body(&mut self, field: &Named<'_, 't>) -> Option<Vec<Block>> {
        let mut blocks = Vec::new();
        match Kind::of(field.value) {
            Kind::Null => {}
            Kind::Text => paragraphs(&self.string(field.value), &mut blocks),
            Kind::Array => {
                let mut whole = true;
                for item in field.items() {
                    whole &= self.block(&item, &mut blocks).is_some();
                }
                whole.then_some(())?;
            }
            _ => {
                return self.wrong(
                    field,
                    Words::new("text or an array of paragraphs", "文字或段落的数组"),
                );
            }
        }
        (!blocks.is_empty()).then_some(blocks)
    }

    fn block(&mut self, item: &Named<'_, 't>, blocks: &mut Vec<Block>) -> Option<()> {
        let expected = Words::new("a paragraph or {\"subhead\": …}", "段落或 {\"subhead\": …}");
        match Kind::of(item.value) {
            Kind::Null => {}
            Kind::Text => paragraphs(&self.string(item.value), blocks),
            Kind::Object => {
                let object = self.object(item.value)?;
                let subhead = match get(&object, &["subhead"]) {
                    Some(subhead) if Kind::of(subhead.value) == Kind::Text => {
                        joined(&self.string(subhead.value))
                    }
                    Some(subhead) => return self.wrong(&subhead, TEXT),
                    None => return self.wrong(item, expected),
                };
                blocks.extend(subhead.map(|subhead| Block::Subhead { subhead }));
            }
            _ => return self.wrong(item, expected),
        }
        Some(())
    }

    /// A date: text, a number, our own object, or a database's.
    pub(super) fn published(&mut self, field: &Named<'_, 't>) -> Option<Published> {
        match Kind::of(field.value) {
            Kind::Object => self.published_object(field),
            Kind::Null | Kind::Number | Kind::Text => {
                let text = self.label(field)?;
                Some(self.dated(field.value, &text))
            }
            _ => self.wrong(
                field,
                Words::new("a date as text or a number", "日期（文字或数）"),
            ),
        }
    }

    /// Our own form of a date, which may say that no date is known, or `MongoDB`'s.
    fn published_object(&mut self, field: &Named<'_, 't>) -> Option<Published> {
        let object = self.object(field.value)?;
        if let Some(date) = get(&object, &["$date"]) {
            return self.extended(field, &date);
        }
        let mut part = |name| self.label(&get(&object, &[name])?);
        let (date, time, original) = (part("date"), part("time"), part("original"));
        let Some(first) = date.as_ref().or(original.as_ref()) else {
            return Some(self.dated(field.value, field.value.get()));
        };
        let mut known = match &date {
            Some(date) => self.dated(field.value, date),
            None => Published::parse(first),
        };
        if let Some(time) = time.filter(|_| known.time.is_none()) {
            self.add_time(&mut known, field.value, &time);
        }
        Some(match original {
            Some(original) => Published { original, ..known },
            None => known,
        })
    }

    /// A date of `MongoDB`'s Extended JSON: `{"$date": "2019-11-22T00:30:00Z"}`, or milliseconds since 1970.
    fn extended(&mut self, field: &Named<'_, 't>, date: &Named<'_, 't>) -> Option<Published> {
        let whole = field.value.get();
        let (mut published, lost) = match Kind::of(date.value) {
            Kind::Text => Published::read(&self.text(date)?, None),
            Kind::Number => milliseconds(date.value.get(), whole),
            Kind::Object => {
                let object = self.object(date.value)?;
                let number = get(&object, &["$numberLong"]).and_then(|long| self.label(&long));
                milliseconds(&number.unwrap_or_default(), whole)
            }
            _ => milliseconds("", whole),
        };
        whole.clone_into(&mut published.original);
        self.report(field.value, &published, lost);
        Some(published)
    }

    /// Reads a date that a text is, and reports what of it is lost.
    fn dated(&mut self, value: &RawValue, text: &str) -> Published {
        let (published, lost) = Published::read(text, self.source.as_deref());
        self.report(value, &published, lost);
        published
    }

    /// Adds the time that stands at `value`, or says that it is left out.
    pub(super) fn add_time(&mut self, published: &mut Published, value: &RawValue, time: &str) {
        if !published.add_time(time) {
            self.no_time(value, time);
        }
    }

    fn report(&mut self, value: &RawValue, published: &Published, lost: Option<Lost>) {
        let original = brief(&published.original);
        let date = published.date.as_deref().unwrap_or_default();
        let what = match lost {
            None => return,
            Some(Lost::Time) => return self.no_time(value, &published.original),
            Some(Lost::Date) => Bilingual::new(
                format!("`{original}` is no date, expected one such as 2019-11-22"),
                format!("`{original}` 不是日期，应如 2019-11-22"),
            ),
            Some(Lost::Day) => Bilingual::new(
                format!("the month in `{original}` has no such day, {date} is kept"),
                format!("`{original}` 中的月没有这一日，只记 {date}"),
            ),
            Some(Lost::Lunar) => Bilingual::new(
                format!(
                    "`{original}` is of the lunar calendar and its day here is not known, {date} is kept"
                ),
                format!("`{original}` 是农历，换算不出公历的日子，只记 {date}"),
            ),
        };
        self.fault(value, what);
    }

    fn no_time(&mut self, value: &RawValue, time: &str) {
        let time = brief(time);
        let what = Bilingual::new(
            format!(
                "no time is read from `{time}`, expected one such as 08:30 beside a whole date"
            ),
            format!("从 `{time}` 读不出时间，应如 08:30，且日期完整"),
        );
        self.fault(value, what);
    }

    /// Authors: a list in one text, or an array of such texts and of objects with `name`. A text that tells
    /// more than names and offices, or no name, is `told`.
    pub(super) fn authors(&mut self, field: &Named<'_, 't>, told: &mut Vec<String>) -> Vec<Author> {
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
            Kind::Null => {}
            Kind::Text => {
                let text = self.string(item.value);
                let byline = byline::read(&text);
                if byline.says_more || byline.people.is_empty() {
                    told.extend(trimmed(text));
                }
                authors.extend(byline.people);
            }
            Kind::Object => {
                let object = self.object(item.value)?;
                let Some(name) = get(&object, &["name", "姓名", "名字"]) else {
                    return self.wrong(item, expected);
                };
                let role = get(&object, &["role", "职务"]).and_then(|role| self.text(&role));
                authors.extend(self.text(&name).map(|name| Author { name, role }));
            }
            _ => return self.wrong(item, expected),
        }
        Some(())
    }

    /// Pictures: one or an array, each an address or an object.
    pub(super) fn images(&mut self, field: &Named<'_, 't>) -> Option<Vec<Image>> {
        let images: Vec<_> = field
            .each()
            .into_iter()
            .filter_map(|item| self.image(&item))
            .collect();
        (!images.is_empty()).then_some(images)
    }

    fn image(&mut self, item: &Named<'_, 't>) -> Option<Image> {
        let image = match Kind::of(item.value) {
            Kind::Null => return None,
            Kind::Text => Image {
                src: trimmed(self.string(item.value)),
                ..Image::default()
            },
            Kind::Object => {
                let object = self.object(item.value)?;
                let mut part = |names: &[&'static str]| self.text(&get(&object, names)?);
                Image {
                    caption: part(&["caption", "图说", "说明", "圖說", "alt"]),
                    credit: part(&["credit", "摄影", "攝影", "photographer"]),
                    src: part(&["src", "url", "file"]),
                }
            }
            _ => {
                let expected = Words::new(
                    "an address or an object with `caption` or `src`",
                    "地址，或有 `caption` 或 `src` 的对象",
                );
                return self.wrong(item, expected);
            }
        };
        (image != Image::default()).then_some(image)
    }

    /// Subject words: a list in one text, or an array.
    pub(super) fn tags(&mut self, field: &Named<'_, 't>) -> Option<Vec<String>> {
        let tags = match Kind::of(field.value) {
            Kind::Null => return None,
            Kind::Text => byline::words(&self.string(field.value)),
            Kind::Array => {
                let items = field.items().into_iter();
                items.filter_map(|item| self.label(&item)).collect()
            }
            _ => return self.wrong(field, Words::new("an array of words", "词的数组")),
        };
        (!tags.is_empty()).then_some(tags)
    }

    /// The place in a page text.
    pub(super) fn origin(&mut self, field: &Named<'_, 't>) -> Option<Origin> {
        let expected = Words::new(
            "{\"file\": …, \"lines\": [[first, last], …]}",
            " {\"file\": …, \"lines\": [[首行, 末行], …]}",
        );
        match Kind::of(field.value) {
            Kind::Null => return None,
            Kind::Object => {}
            _ => return self.wrong(field, expected),
        }
        let object = self.object(field.value)?;
        let Some(file) = get(&object, &["file"]) else {
            return self.wrong(field, expected);
        };
        let file = self.text(&file)?;
        let lines = get(&object, &["lines"]).and_then(|lines| {
            let pairs = serde_json::from_str(lines.value.get());
            pairs.map_or_else(
                |_| self.wrong(&lines, Words::new("pairs of line numbers", "成对的行号")),
                Some,
            )
        });
        let fields = get(&object, &["fields"]).and_then(|fields| {
            let expected = Words::new("pairs of line numbers by field", "各字段成对的行号");
            let pairs = serde_json::from_str(fields.value.get());
            pairs.map_or_else(|_| self.wrong(&fields, expected), Some)
        });
        Some(Origin {
            file,
            lines: lines.unwrap_or_default(),
            fields: fields.unwrap_or_default(),
        })
    }

    fn string(&mut self, value: &RawValue) -> String {
        let (text, half) = json::string(value);
        if let Some(at) = half {
            self.faults.push(Fault {
                at: self.place(value) + at,
                what: Bilingual::new(json::HALF_A_PAIR.english, json::HALF_A_PAIR.chinese),
            });
        }
        text
    }

    fn object(&mut self, value: &'t RawValue) -> Option<Object<'t>> {
        let read = json::fields(value);
        read.map_err(|fault| {
            self.faults.push(Fault {
                at: self.place(value) + fault.at,
                ..fault
            });
        })
        .ok()
    }

    fn wrong<T>(&mut self, field: &Named, expected: Words) -> Option<T> {
        let (name, kind) = (brief(field.name), Kind::of(field.value));
        let Words { english, chinese } = expected;
        let what = Bilingual::new(
            format!("`{name}` has {kind}, expected {english}"),
            format!("`{name}` 是{}，应为{chinese}", kind.in_chinese()),
        );
        self.fault(field.value, what);
        None
    }

    fn fault(&mut self, value: &RawValue, what: Bilingual) {
        let at = self.place(value);
        self.faults.push(Fault { at, what });
    }

    fn place(&self, value: &RawValue) -> usize {
        json::offset(self.text, value)
    }
}

impl Named<'_, '_> {
    /// The elements of an array.
    fn items(&self) -> Vec<Self> {
        let items = json::items(self.value).into_iter();
        items.map(|value| Self { value, ..*self }).collect()
    }

    /// The elements of an array, or what stands for one.
    fn each(&self) -> Vec<Self> {
        match Kind::of(self.value) {
            Kind::Array => self.items(),
            _ => vec![*self],
        }
    }
}

/// Reads milliseconds since 1970; `original` is what they stand in.
fn milliseconds(number: &str, original: &str) -> (Published, Option<Lost>) {
    match number.parse() {
        Ok(number) => Published::of_milliseconds(number, original),
        Err(_) => Published::read(original, None),
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

/// Joins the lines of a heading, with a space where no Chinese character meets the break.
fn joined(text: &str) -> Option<String> {
    let mut whole = String::new();
    for line in text
        .split(LINE_BREAKS)
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        if whole.ends_with(|c: char| c.is_ascii()) && line.starts_with(|c: char| c.is_ascii()) {
            whole.push(' ');
        }
        whole.push_str(line);
    }
    (!whole.is_empty()).then_some(whole)
}

const LINE_BREAKS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

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
        text.split(LINE_BREAKS).for_each(line);
    } else {
        text.split('\n').for_each(&mut line);
    }
}

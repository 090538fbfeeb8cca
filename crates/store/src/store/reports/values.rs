//! The values of fields, as we and others write them.
//!
//! A value is read whatever it is wrapped in: lists of one, objects that hold it under the name of a value, texts
//! that hold a list. Ids are made only of what was read from the beginning, so each way that came later takes note
//! of itself.

mod body;
mod date;
mod encoded;
mod lines;
mod literal;
pub(in crate::store) mod marks;
mod people;
mod value_names;
mod wrapped;

use serde_json::value::RawValue;

use super::super::fault::{Fault, Words};
use super::super::json::{self, Kind, Object};
use super::super::markup;
use super::super::names::Field;
use super::Named;
use crate::article::{Image, Origin};
use crate::lang::Bilingual;

pub(super) use self::lines::plain_paragraphs;
use self::lines::{joined, trimmed};
pub(in super::super) use self::literal::quoted as quoted_literal;
pub(in super::super) use self::marks::Marks;

const TEXT: Words = Words::new("text", "文字");

/// Reads values; each reading gives `None` for a value that says nothing, and reports one of a wrong
/// type.
pub(super) struct Values<'t> {
    text: &'t str,
    /// The newspaper of the record that is read, by whose habit its dates are.
    pub(super) source: Option<String>,
    /// What is wrong with values.
    pub(super) faults: Vec<Fault>,
    /// Whether anything was read in a way of which no id is made.
    pub(super) is_later: bool,
    /// The pictures that stand in a body, and what it links to.
    pub(super) pictures: Vec<Image>,
    pub(super) links: Vec<String>,
    /// Whether texts have no markup: the program wrote them.
    pub(super) is_plain: bool,
    /// What was read, if that is of interest.
    pub(super) marks: Option<Marks>,
    /// What is being read.
    pub(super) field: Field,
}

impl<'t> Values<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            source: None,
            faults: Vec::new(),
            is_later: false,
            pictures: Vec::new(),
            links: Vec::new(),
            is_plain: false,
            marks: None,
            field: Field::Id,
        }
    }

    /// Text, without white space around it.
    pub(super) fn text(&mut self, field: &Named<'_, 't>) -> Option<String> {
        match Kind::of(field.value) {
            Kind::Null => None,
            Kind::Text => {
                let text = self.string(field.value);
                let text = self.of_literal(text);
                trimmed(self.inline(text))
            }
            Kind::Bool => self.wrong(field, TEXT),
            Kind::Number | Kind::Array | Kind::Object => {
                self.is_later = true;
                let between = match self.field {
                    Field::Title | Field::Kicker | Field::Subtitle => "",
                    _ => "、",
                };
                let texts = self.wrapped(field.value, 0);
                if texts.is_empty() && !wrapped::is_empty(field.value) {
                    return self.wrong(field, TEXT);
                }
                joined(&texts.join(if between.is_empty() { "\n" } else { between }))
            }
        }
    }

    /// Takes the value out of a list or an object that was turned into text.
    fn of_literal(&mut self, text: String) -> String {
        let is_name = matches!(self.field, Field::Source | Field::Section | Field::Url);
        if self.is_plain || !is_name || !text.starts_with(['[', '{']) {
            return text;
        }
        let value = if literal::is_empty(&text) {
            Some(String::new())
        } else {
            let list = literal::list(&text).map(|texts| texts.join("、"));
            list.or_else(|| literal::value(&text))
        };
        self.is_later |= value.is_some();
        value.unwrap_or(text)
    }

    /// The name of a newspaper without the word that says that it is one: 来源：晨报.
    pub(super) fn without_label(&mut self, text: String) -> Option<String> {
        const LABELS: [&str; 5] = ["来源", "來源", "稿源", "文章来源", "信息来源"];
        let name = LABELS.iter().find_map(|label| {
            text.strip_prefix(label)?
                .trim_start()
                .strip_prefix(['：', ':'])
        });
        let Some(name) = name.filter(|_| !self.is_plain) else {
            return Some(text);
        };
        self.is_later = true;
        trimmed(name.to_owned())
    }

    /// A text that may be written as a number: a page, an id.
    pub(super) fn label(&mut self, field: &Named<'_, 't>) -> Option<String> {
        match Kind::of(field.value) {
            Kind::Number => {
                self.mark(field.value);
                Some(field.value.get().to_owned())
            }
            _ => self.text(field),
        }
    }

    /// Pictures: one or an array, each an address or an object.
    pub(super) fn images(&mut self, field: &Named<'_, 't>) -> Option<Vec<Image>> {
        let mut images = Vec::new();
        for item in field.each() {
            if Kind::of(item.value) == Kind::Text
                && let Some(list) = literal::list(&json::string(item.value).0)
            {
                self.mark(item.value);
                let src = |src| Image {
                    src: Some(src),
                    ..Image::default()
                };
                images.extend(list.into_iter().map(src));
            } else {
                images.extend(self.image(&item));
            }
        }
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
                let caption = part(&[
                    "caption",
                    "图说",
                    "说明",
                    "圖說",
                    "alt",
                    "description",
                    "desc",
                    "title",
                    "text",
                ]);
                let credit = part(&["credit", "摄影", "攝影", "photographer", "copyright"]);
                let src = get(
                    &object,
                    &[
                        "src",
                        "url",
                        "file",
                        "href",
                        "link",
                        "contentUrl",
                        "source_url",
                        "thumbnailUrl",
                        "original",
                    ],
                );
                Image {
                    caption,
                    credit,
                    src: src.and_then(|src| self.address(&src)),
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

    /// The address of a picture, which may be that of an object: `{"file": {"url": …}}`.
    fn address(&mut self, field: &Named<'_, 't>) -> Option<String> {
        let object = match Kind::of(field.value) {
            Kind::Object => self.object(field.value)?,
            _ => return self.text(field),
        };
        match get(&object, &["url", "src", "href"]) {
            Some(address) if Kind::of(address.value) == Kind::Text => self.text(&address),
            _ => self.text(field),
        }
    }

    /// Addresses: one or an array, each a text or an object.
    pub(super) fn addresses(&mut self, field: &Named<'_, 't>) -> Option<Vec<String>> {
        let mut addresses = Vec::new();
        for item in field.each() {
            let value = match Kind::of(item.value) {
                Kind::Object => {
                    let object = json::fields(item.value).unwrap_or_default();
                    get(&object, &["href", "url"]).map(|named| named.value)
                }
                _ => Some(item.value),
            };
            let Some(value) = value.filter(|value| Kind::of(value) == Kind::Text) else {
                continue;
            };
            let (address, _) = json::string(value);
            if let Some(address) = trimmed(address) {
                self.mark(value);
                addresses.push(address);
            }
        }
        (!addresses.is_empty()).then_some(addresses)
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
            self.mark(lines.value);
            let pairs = serde_json::from_str(lines.value.get());
            pairs.map_or_else(
                |_| self.wrong(&lines, Words::new("pairs of line numbers", "成对的行号")),
                Some,
            )
        });
        let fields = get(&object, &["fields"]).and_then(|fields| {
            self.mark(fields.value);
            let expected = Words::new("pairs of line numbers by field", "各字段成对的行号");
            let pairs = serde_json::from_str(fields.value.get());
            pairs.map_or_else(|_| self.wrong(&fields, expected), Some)
        });
        let sheet = get(&object, &["sheet"]).and_then(|sheet| {
            self.mark(sheet.value);
            let expected = Words::new("the number of a page", "页码数字");
            let number = serde_json::from_str(sheet.value.get());
            number.map_or_else(|_| self.wrong(&sheet, expected), Some)
        });
        let size = get(&object, &["size"]).and_then(|size| {
            self.mark(size.value);
            let expected = Words::new("width and height of the page", "版面的宽与高");
            let pair = serde_json::from_str(size.value.get());
            pair.map_or_else(|_| self.wrong(&size, expected), Some)
        });
        let boxes = get(&object, &["boxes"]).and_then(|boxes| {
            self.mark(boxes.value);
            let expected = Words::new("rectangles by field", "各字段的矩形");
            let edges = serde_json::from_str(boxes.value.get());
            edges.map_or_else(|_| self.wrong(&boxes, expected), Some)
        });
        Some(Origin {
            file,
            sheet,
            lines: lines.unwrap_or_default(),
            fields: fields.unwrap_or_default(),
            size,
            boxes: boxes.unwrap_or_default(),
        })
    }

    /// Reads a string.
    fn string(&mut self, value: &RawValue) -> String {
        self.mark(value);
        let (text, half) = json::string(value);
        if let Some(at) = half {
            self.faults.push(Fault {
                at: self.place(value) + at,
                what: Bilingual::new(json::HALF_A_PAIR.english, json::HALF_A_PAIR.chinese),
            });
        }
        text
    }

    /// A text on one line, without markup.
    fn inline(&mut self, text: String) -> String {
        let Some((plain, links)) = markup::line(&text).filter(|_| !self.is_plain) else {
            return text;
        };
        self.is_later = true;
        self.links.extend(links);
        joined(&plain).unwrap_or_default()
    }

    fn object(&mut self, value: &'t RawValue) -> Option<Object<'t>> {
        let read = json::fields(value);
        read.map_err(|fault| {
            self.mark(value);
            self.faults.push(Fault {
                at: self.place(value) + fault.at,
                ..fault
            });
        })
        .ok()
    }

    /// Takes note that a value says what its neighbours are, and holds nothing itself.
    fn mark_as_known(&mut self, value: &RawValue) {
        if let Some(marks) = &mut self.marks {
            marks.add_reported(value);
        }
    }

    /// Takes note that a value is accounted for.
    pub(super) fn mark(&mut self, value: &RawValue) {
        if let Some(marks) = &mut self.marks {
            marks.add(self.field, value);
        }
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
        if let Some(marks) = &mut self.marks {
            marks.add_reported(value);
        }
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

/// Returns the value of the first of `names` that an object has and that is not null.
fn get<'n, 't>(object: &Object<'t>, names: &[&'n str]) -> Option<Named<'n, 't>> {
    names.iter().find_map(|name| {
        let mut fields = object.0.iter().rev();
        let (_, value) = fields.find(|(known, value)| known == name && value.get() != "null")?;
        Some(Named::new(name, value))
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

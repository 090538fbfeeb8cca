//! What the names and values of records tell of the fields that they hold.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::value::RawValue;

use super::super::json::{self, Kind, Object};
use super::super::names::{Field, Names};
use super::partial::Piece;

/// The fields that are sought, with the ends of names that tell them.
pub(in super::super) const SOUGHT: [(Field, &str, &[&str]); 5] = [
    (
        Field::Title,
        "title",
        &[
            "title", "headline", "subject", "biaoti", "标题", "標題", "题名", "題名",
        ],
    ),
    (
        Field::Body,
        "body",
        &[
            "body",
            "content",
            "contents",
            "text",
            "contenthtml",
            "html",
            "neirong",
            "zhengwen",
            "正文",
            "内容",
            "內容",
            "全文",
        ],
    ),
    (
        Field::Published,
        "published",
        &[
            "date",
            "datepublish",
            "datepublished",
            "pubtime",
            "publishtime",
            "riqi",
            "日期",
        ],
    ),
    (
        Field::Source,
        "source",
        &[
            "source",
            "media",
            "newspaper",
            "laiyuan",
            "来源",
            "來源",
            "媒体",
            "媒體",
        ],
    ),
    (
        Field::Authors,
        "authors",
        &["author", "authors", "zuozhe", "作者", "记者", "記者"],
    ),
];

/// Names of dates that are not when a report was published.
const OTHER_DATES: [&str; 12] = [
    "modif", "updat", "download", "crawl", "fetch", "expire", "scrape", "更新", "修改", "抓取",
    "采集", "採集",
];

/// Whether a name is one of a date that is not when a report was published.
pub(super) fn is_other_date(name: &str) -> bool {
    let name = name.to_lowercase();
    OTHER_DATES.iter().any(|other| name.contains(other))
}

/// What an object seems to be.
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Looks {
    /// Whether it has a title.
    pub(super) title: bool,
    /// Whether it has a text that is no summary.
    pub(super) body: bool,
    /// Whether that is written as text, not as an array or an object.
    pub(super) is_told_by_text: bool,
    pub(super) summary: bool,
    /// Whether it has something else that reports have.
    pub(super) has_more: bool,
    /// Whether it says what type of a thing it is, and not when it was, as parts of a text do.
    pub(super) is_block: bool,
    is_dated: bool,
}

impl Looks {
    pub(super) fn of_fields(fields: &[(String, Piece)], names: &Names) -> Self {
        let mut looks = Self::default();
        for (name, value) in fields {
            let first = value.text.as_bytes().first().copied().unwrap_or(b'n');
            let is_empty = value.is_whole && matches!(value.text, "\"\"" | "[]" | "{}" | "null");
            // What has a headline itself is a report, whatever its name.
            let is_report =
                first == b'{' && names.reads(name, Field::Body) && holds_headline(value, names);
            if !is_empty && !is_report {
                looks.add(name, first, names);
            }
        }
        looks
    }

    pub(super) fn of_object(object: &Object, names: &Names) -> Self {
        let mut looks = Self::default();
        for (name, value) in &object.0 {
            if !matches!(value.get(), "\"\"" | "[]" | "{}" | "null") {
                let first = value.get().as_bytes().first().copied().unwrap_or(b'n');
                let is_report = first == b'{'
                    && names.reads(name, Field::Body)
                    && holds_headline(&Piece::first(value.get()), names);
                if !is_report {
                    looks.add(name, first, names);
                }
            }
        }
        looks
    }

    fn add(&mut self, name: &str, first: u8, names: &Names) {
        let is_value = !matches!(first, b'n' | b't' | b'f');
        let is_text = matches!(first, b'"');
        if !is_value {
            return;
        }
        self.is_dated |= names.reads(name, Field::Published);
        self.is_block = (self.is_block || name == "type") && !self.is_dated;
        if names.is_summary(name) {
            self.summary = true;
        } else if names.reads(name, Field::Body) {
            self.body = true;
            self.is_told_by_text |= is_text;
        } else if names.reads(name, Field::Title) {
            self.title |= is_text || first.is_ascii_digit() || first == b'[' || first == b'{';
        } else if !names.fields(name).is_empty() {
            let is_label = names.reads(name, Field::Images) || names.reads(name, Field::Articles);
            self.has_more |= !is_label;
        } else if let Some(part) = known_part(name, names) {
            self.add(part, first, names);
        } else if is_text && ends_as(name, Field::Title) {
            self.title = true;
        } else if is_text && ends_as(name, Field::Body) {
            (self.body, self.is_told_by_text) = (true, true);
        }
    }

    pub(super) fn has_text(self) -> bool {
        self.body || self.summary
    }

    /// Whether it is a report for sure: it has a title, and a text that is no summary.
    pub(super) fn is_sure(self) -> bool {
        self.title && self.body && self.is_told_by_text
    }

    /// Whether it is a text with a time, as a message is.
    pub(super) fn is_dated_text(self) -> bool {
        self.body && self.is_dated
    }

    /// Whether it is a text with something else that reports have, as a message without a title is.
    pub(super) fn is_message(self) -> bool {
        self.body && self.is_told_by_text && self.has_more && !self.is_block
    }
}

/// Whether an object, or the first in an array of it, has a headline and a text, as a report has and no text.
fn holds_headline(object: &Piece, names: &Names) -> bool {
    let is_report = |object: &Piece| {
        let has = |field| {
            let mut fields = object.fields().into_iter();
            fields.any(|(name, _)| {
                names.means(&name, field) || names.is_summary(&name) && field == Field::Body
            })
        };
        has(Field::Title) && has(Field::Body)
    };
    is_report(object)
        || object
            .fields()
            .iter()
            .any(|(_, value)| value.items(1).first().is_some_and(is_report))
}

/// Returns the known name that a name is with a mark beside it: of a language (`title_zh`), of the type of its values, as
/// Solr writes it (`title_s`), or the same name in the other script (`Title-题名`).
pub(super) fn known_part<'n>(name: &'n str, names: &Names) -> Option<&'n str> {
    const MARKS: [&str; 14] = [
        "Str", "_str", "_zh", "_cn", "_zh_cn", "_zh_CN", "_chs", "_s", "_ss", "_t", "_txt",
        "_txts", "_dt", "_text_zh",
    ];
    if !names.fields(name).is_empty() {
        return None;
    }
    let is_known = |part: &&str| !names.fields(part).is_empty();
    let marked = MARKS.iter().find_map(|mark| name.strip_suffix(mark));
    let of_value = name.rsplit_once(['.', '/']).and_then(|(part, value)| {
        // As tables are made of objects: source.name, title.rendered.
        let is_value = ["name", "title", "rendered", "value", "text", "main"].contains(&value);
        is_value.then_some(part)
    });
    let marked = marked.filter(is_known).or(of_value.filter(is_known));
    marked.or_else(|| {
        let is_ascii = |c: char| c.is_ascii_alphanumeric();
        let is_han = |c: char| !c.is_ascii() && c.is_alphabetic();
        (name.contains(is_ascii) && name.contains(is_han)).then_some(())?;
        let mut parts = [
            name.trim_start_matches(|c| !is_han(c)),
            name.trim_end_matches(|c| !is_han(c)),
            name.trim_start_matches(|c| !is_ascii(c)),
            name.trim_end_matches(|c| !is_ascii(c)),
        ]
        .into_iter();
        parts.find(is_known)
    })
}

/// Whether a name ends as those of a field do.
pub(in super::super) fn ends_as(name: &str, field: Field) -> bool {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let plain = plain.to_lowercase();
    if field == Field::Published && is_other_date(&plain) {
        return false;
    }
    let sought = SOUGHT.iter().find(|(known, ..)| *known == field);
    let is_end = |end: &&&str| {
        let before = plain.strip_suffix(**end);
        before.is_some_and(|before| !ENDS_OF_OTHERS.contains(end) || is_word(name, before))
    };
    sought.is_some_and(|(_, _, ends)| ends.iter().any(|end| is_end(&end)))
}

/// Ends that other words have too, as context and update do: they count where they are words of their own.
const ENDS_OF_OTHERS: [&str; 7] = ["text", "date", "body", "source", "media", "subject", "html"];

/// Whether a word begins in a name behind so many of its letters and digits.
fn is_word(name: &str, before: &str) -> bool {
    let mut left = before.chars().count();
    let mut chars = name.chars();
    while left > 0 {
        match chars.next() {
            Some(c) if c.is_alphanumeric() => left -= 1,
            Some(_) => {}
            None => return false,
        }
    }
    let next = chars.next();
    before.is_empty() || next.is_some_and(|c| !c.is_alphanumeric() || c.is_uppercase())
}

/// How many characters a text has that is a body beside a title, on the average.
pub(super) const LONG: usize = 60;

/// How many a body has where there is no title either.
const SHORT: usize = 10;

/// The texts that some records have under names that are not known.
pub(in super::super) struct Sample<'r> {
    /// The names in their order, each with its texts.
    texts: Vec<(Cow<'r, str>, Vec<String>)>,
    records: usize,
}

/// Names of ours that hold no field of a report.
pub(super) const OURS: [&str; 4] = ["citation", "provenance", "export", "unplaced"];

impl<'r> Sample<'r> {
    pub(in super::super) fn new<'o: 'r>(
        records: impl IntoIterator<Item = &'o Object<'o>>,
        names: &Names,
    ) -> Self {
        let mut sample = Self {
            texts: Vec::new(),
            records: 0,
        };
        for record in records {
            sample.records += 1;
            let is_exported = record.0.iter().any(|(name, _)| name == "provenance");
            for (name, value) in &record.0 {
                let is_ours = is_exported && OURS.contains(&&**name);
                if is_ours || !names.fields(name).is_empty() {
                    continue;
                }
                if let Some(text) = text_of(value) {
                    sample.add(name, text);
                }
            }
        }
        sample
    }

    fn add(&mut self, name: &'r str, text: String) {
        match self.texts.iter_mut().find(|(known, _)| known == name) {
            Some((_, all)) => all.push(text),
            None => self.texts.push((name.into(), vec![text])),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.records
    }

    /// Returns the first name that ends as those of a field do.
    pub(in super::super) fn named(&self, field: Field) -> Option<&str> {
        let mut names = self.texts.iter().map(|(name, _)| &**name);
        names.find(|name| ends_as(name, field))
    }

    pub(in super::super) fn title(&self) -> Option<&str> {
        self.named(Field::Title).or_else(|| self.distinct())
    }

    pub(in super::super) fn body(&self, title: Option<&str>) -> Option<&str> {
        let named = self.named(Field::Body);
        let found = named.or_else(|| self.longest(SHORT));
        found.filter(|body| Some(*body) != title)
    }

    /// Returns the name of the longest texts with sentences in them, if they are at least so long and much longer
    /// than any others.
    pub(super) fn longest(&self, least: usize) -> Option<&str> {
        let mut lengths: Vec<(usize, &str)> = self
            .texts
            .iter()
            .filter(|(_, texts)| texts.iter().any(|text| is_prose(text)))
            .map(|(name, texts)| (average(texts), &**name))
            .collect();
        lengths.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
        let (longest, name) = *lengths.first()?;
        let next = lengths.get(1).map_or(0, |(length, _)| *length);
        (longest >= least && longest >= next * 3 / 2).then_some(name)
    }

    /// Returns the name of the longest texts with sentences in them, if they are at least so long.
    pub(in super::super) fn prose(&self, least: usize) -> Option<&str> {
        let lengths = self
            .texts
            .iter()
            .filter(|(_, texts)| texts.iter().any(|text| is_prose(text)))
            .map(|(name, texts)| (average(texts), &**name));
        let longest = lengths.max_by_key(|(length, _)| *length);
        longest
            .filter(|(length, _)| *length >= least)
            .map(|(_, name)| name)
    }

    /// Returns the name of lines that may be titles, if there is only one: no two records share one.
    fn distinct(&self) -> Option<&str> {
        let may_be = |(_, texts): &&(Cow<str>, Vec<String>)| {
            let all: HashSet<&str> = texts.iter().map(String::as_str).collect();
            texts.len() == self.records
                && all.len() == texts.len()
                && all.iter().all(|t| is_line(t))
        };
        let mut candidates = self.texts.iter().filter(may_be);
        let (name, _) = candidates.next()?;
        candidates.next().is_none().then_some(name)
    }

    /// Returns the name under which every record has a whole date, if there is only one.
    pub(super) fn dates(&self) -> Option<&str> {
        let are_dates = |(name, texts): &&(Cow<str>, Vec<String>)| {
            let is_other = is_other_date(name);
            let is_date = |text: &String| {
                let read = crate::article::Published::parse(text);
                let has_mark = text.contains(['-', '/', '.', '年']);
                has_mark && read.date.is_some_and(|date| date.len() == 10)
            };
            !is_other && texts.len() == self.records && texts.iter().all(is_date)
        };
        let mut candidates = self.texts.iter().filter(are_dates);
        let (name, _) = candidates.next()?;
        candidates.next().is_none().then_some(name)
    }
}

/// Returns the text of a value that is one, or an array of them or of objects with texts.
fn text_of(value: &RawValue) -> Option<String> {
    let text = match Kind::of(value) {
        Kind::Text => json::string(value).0,
        Kind::Array => {
            let items = json::items(value);
            let lines: Option<Vec<String>> = items.iter().map(|item| line_of(item)).collect();
            lines?.join("\n")
        }
        _ => return None,
    };
    Some(text).filter(|text| !text.trim().is_empty())
}

/// The text of an element of an array: it, or what an object has under the name of a text.
fn line_of(item: &RawValue) -> Option<String> {
    match Kind::of(item) {
        Kind::Text => Some(json::string(item).0),
        Kind::Object => {
            let fields = json::fields(item).ok()?;
            let is_named = |name: &str| ["text", "content", "paragraph", "p"].contains(&name);
            let named = fields.0.iter().find(|(name, _)| is_named(name));
            let (_, text) = named.or_else(|| fields.only_text())?;
            (Kind::of(text) == Kind::Text).then(|| json::string(text).0)
        }
        _ => None,
    }
}

fn average(texts: &[String]) -> usize {
    let all: usize = texts.iter().map(|text| text.chars().count()).sum();
    all / texts.len().max(1)
}

/// Whether a text has sentences.
pub(super) fn is_prose(text: &str) -> bool {
    let is_address = text.starts_with("http") || text.starts_with("//");
    !is_address && (text.contains(['。', '！', '？', '\n']) || text.contains(". "))
}

/// Whether a text may be a title: one line of words, no address, date or number.
fn is_line(text: &str) -> bool {
    let count = text.chars().count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_word = text.is_ascii() && !text.contains(' ');
    (2..=80).contains(&count) && letters * 2 > count && !is_word && !is_prose(text)
}

//! Where reports seem to stand that are not found where they are looked for: under names that are not known, or
//! deeper in an object. It is said with the `--map` that would read them, or with a command that takes them out.
//!
//! The evidence is what the first records hold: a name that ends as a known one does, or else the longest text
//! with sentences in it for a body, and for a title a line that no two records share. Where that does not
//! tell, the names that there are are said.

mod nested;

use std::collections::HashSet;

use serde_json::value::RawValue;

use self::nested::Way;
use super::fault::Fault;
use super::json::{self, Kind};
use super::names::{Field, Names};
use super::records::Record;
use super::reports::neither;
use crate::lang::{Bilingual, bilingual};

/// How many records are looked at.
const SAMPLE: usize = 30;

/// How many names are said.
const MOST_NAMES: usize = 8;

/// The fields that are sought, with the ends of names that tell them.
const SOUGHT: [(Field, &str, &[&str]); 5] = [
    (
        Field::Title,
        "title",
        &[
            "title", "headline", "subject", "biaoti", "标题", "標題", "题名",
        ],
    ),
    (
        Field::Body,
        "body",
        &[
            "body",
            "content",
            "text",
            "contenthtml",
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
        &["date", "datepublish", "datepublished", "riqi", "日期"],
    ),
    (
        Field::Source,
        "source",
        &["source", "media", "laiyuan", "来源", "來源", "媒体"],
    ),
    (
        Field::Authors,
        "authors",
        &["author", "authors", "zuozhe", "作者", "记者"],
    ),
];

/// What names of less than a body end with, however long that is.
const SUMMARIES: [&str; 10] = [
    "summary",
    "description",
    "abstract",
    "excerpt",
    "digest",
    "intro",
    "摘要",
    "导语",
    "简介",
    "描述",
];

/// The records of a file in which something was missed.
#[derive(Debug, Default)]
pub(super) struct Missed<'r, 't> {
    /// The first that are no article at all.
    lost: Vec<&'r Record<'t>>,
    /// The first whose article has no body.
    bare: Vec<&'r Record<'t>>,
    /// How many have none.
    all_bare: usize,
}

impl<'r, 't> Missed<'r, 't> {
    /// Takes note of a record that became no article.
    pub(super) fn lost(&mut self, record: &'r Record<'t>) {
        if self.lost.len() < SAMPLE {
            self.lost.push(record);
        }
    }

    /// Takes note of a record whose article has no body.
    pub(super) fn bare(&mut self, record: &'r Record<'t>) {
        self.all_bare += 1;
        if self.bare.len() < SAMPLE {
            self.bare.push(record);
        }
    }

    /// Says among the faults of a file with so many records where its reports seem to stand.
    pub(super) fn explain(self, records: usize, names: &Names, faults: &mut Vec<Fault>) {
        let says_nothing = |record: &&Record| {
            let mut fields = record.fields.0.iter();
            !fields
                .any(|(name, _)| names.means(name, Field::Title) || names.means(name, Field::Body))
        };
        let lost: Vec<_> = self.lost.into_iter().filter(says_nothing).collect();
        if let Some(first) = lost.first()
            && let Some(what) = of_lost(&lost, names)
        {
            let told = faults
                .iter_mut()
                .find(|fault| fault.at == first.at && fault.what == neither());
            if let Some(told) = told {
                told.what = what;
            }
        }
        if self.all_bare * 2 > records
            && let Some(first) = self.bare.first()
            && let Some(what) = of_bare(&self.bare, names)
        {
            faults.push(Fault { at: first.at, what });
        }
    }
}

/// Says where the reports of records stand that have no title and no body.
fn of_lost(lost: &[&Record], names: &Names) -> Option<Bilingual> {
    let first = &lost.first()?.fields;
    let nothing = neither();
    if let Some(way) = nested::way(first, names, false) {
        return Some(way.said(&nothing));
    }
    let sample = Sample::new(lost, names);
    let title = sample.title();
    let body = sample.body(title);
    if title.is_some() || body.is_some() {
        let mut options = Vec::new();
        options.extend(title.map(|name| option("title", name)));
        options.extend(body.map(|name| option("body", name)));
        for (field, ours, _) in SOUGHT.iter().skip(2) {
            let is_known = first.0.iter().any(|(name, _)| names.means(name, *field));
            let found = sample.named(*field).filter(|_| !is_known);
            options.extend(found.map(|name| option(ours, name)));
        }
        let options = options.join(" ");
        let Bilingual { english, chinese } = nothing;
        return Some(bilingual!(
            "{english}; try {options}",
            "{chinese}；可试 {options}"
        ));
    }
    let known = first.0.iter().map(|(name, _)| brief(name));
    let known: Vec<String> = known.take(MOST_NAMES).collect();
    let more = if first.0.len() > MOST_NAMES {
        ", …"
    } else {
        ""
    };
    let Bilingual { english, chinese } = nothing;
    let known = format!("{}{more}", known.join(", "));
    (!first.0.is_empty()).then(|| {
        bilingual!(
            "{english}; its names are {known}: say which is which with --map title=NAME --map body=NAME",
            "{chinese}；其中的名称有 {known}：请用 --map title=名称 --map body=名称 指明"
        )
    })
}

/// Says where the bodies of records stand that have only a title.
fn of_bare(bare: &[&Record], names: &Names) -> Option<Bilingual> {
    let only_titles = Bilingual::new(
        "only a title is read here, and the text seems to stand elsewhere",
        "这里只读到标题，正文似乎在别处",
    );
    if let Some(way) = nested::way(&bare.first()?.fields, names, true) {
        return Some(way.said(&only_titles));
    }
    let sample = Sample::new(bare, names);
    let body = sample.named(Field::Body).or_else(|| sample.longest(LONG))?;
    let option = option("body", body);
    let Bilingual { english, chinese } = only_titles;
    Some(bilingual!(
        "{english}; try {option}",
        "{chinese}；可试 {option}"
    ))
}

/// How many characters a text has that is a body beside a title, on the average.
const LONG: usize = 60;

/// How many a body has where there is no title either.
const SHORT: usize = 10;

/// Writes a `--map`, quoted for the shell where it has to be.
fn option(ours: &str, name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    if name.chars().all(is_plain) {
        format!("--map {ours}={name}")
    } else {
        format!("--map '{ours}={}'", name.replace('\'', r"'\''"))
    }
}

/// A name as it stands in a message.
fn brief(name: &str) -> String {
    const LONGEST: usize = 24;
    name.chars().take(LONGEST).collect()
}

/// The texts that some records have under names that are not known.
struct Sample<'r> {
    /// The names in their order, each with its texts.
    texts: Vec<(&'r str, Vec<String>)>,
    records: usize,
}

impl<'r> Sample<'r> {
    fn new(records: &[&'r Record], names: &Names) -> Self {
        let mut texts: Vec<(&str, Vec<String>)> = Vec::new();
        for (name, value) in records.iter().flat_map(|record| &record.fields.0) {
            let text = Some(value).filter(|_| names.fields(name).is_empty());
            let Some(text) = text.and_then(|value| text_of(value)) else {
                continue;
            };
            match texts.iter_mut().find(|(known, _)| known == name) {
                Some((_, all)) => all.push(text),
                None => texts.push((name, vec![text])),
            }
        }
        let records = records.len();
        Self { texts, records }
    }

    /// Returns the first name that ends as those of a field do.
    fn named(&self, field: Field) -> Option<&'r str> {
        let mut names = self.texts.iter().map(|(name, _)| *name);
        names.find(|name| ends_as(name, field))
    }

    fn title(&self) -> Option<&'r str> {
        self.named(Field::Title).or_else(|| self.distinct())
    }

    fn body(&self, title: Option<&str>) -> Option<&'r str> {
        let named = self.named(Field::Body);
        let found = named.or_else(|| self.longest(SHORT));
        found.filter(|body| Some(*body) != title)
    }

    /// Returns the name of the longest texts with sentences in them, if they are at least so long and much longer
    /// than any others.
    fn longest(&self, least: usize) -> Option<&'r str> {
        let mut lengths: Vec<(usize, &'r str)> = self
            .texts
            .iter()
            .filter(|(name, texts)| texts.iter().any(|text| is_prose(text)) && !is_summary(name))
            .map(|(name, texts)| (average(texts), *name))
            .collect();
        lengths.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
        let (longest, name) = *lengths.first()?;
        let next = lengths.get(1).map_or(0, |(length, _)| *length);
        (longest >= least && longest >= next * 3 / 2).then_some(name)
    }

    /// Returns the name of lines that may be titles, if there is only one: no two records share one.
    fn distinct(&self) -> Option<&'r str> {
        let may_be = |(_, texts): &&(&str, Vec<String>)| {
            let all: HashSet<&str> = texts.iter().map(String::as_str).collect();
            texts.len() == self.records
                && all.len() == texts.len()
                && all.iter().all(|t| is_line(t))
        };
        let mut candidates = self.texts.iter().filter(may_be);
        let (name, _) = candidates.next()?;
        candidates.next().is_none().then_some(name)
    }
}

/// Whether a name ends as those of a field do.
fn ends_as(name: &str, field: Field) -> bool {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let plain = plain.to_lowercase();
    let sought = SOUGHT.iter().find(|(known, ..)| *known == field);
    sought.is_some_and(|(_, _, ends)| ends.iter().any(|end| plain.ends_with(end)))
}

fn is_summary(name: &str) -> bool {
    let name = name.to_lowercase();
    SUMMARIES.iter().any(|summary| name.ends_with(summary))
}

/// Returns the text of a value that is one, or an array of them.
fn text_of(value: &RawValue) -> Option<String> {
    match Kind::of(value) {
        Kind::Text => Some(json::string(value).0).filter(|text| !text.trim().is_empty()),
        Kind::Array => {
            let items = json::items(value);
            let all = items.iter().all(|item| Kind::of(item) == Kind::Text);
            let lines = items.iter().map(|item| json::string(item).0);
            (all && !items.is_empty()).then(|| lines.collect::<Vec<_>>().join("\n"))
        }
        _ => None,
    }
}

fn average(texts: &[String]) -> usize {
    let all: usize = texts.iter().map(|text| text.chars().count()).sum();
    all / texts.len().max(1)
}

/// Whether a text has sentences.
fn is_prose(text: &str) -> bool {
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

/// Tells where reports stand in a record as a message.
impl Way {
    fn said(&self, nothing: &Bilingual) -> Bilingual {
        let Bilingual { english, chinese } = nothing;
        match self {
            Self::Map(name) => {
                let option = option("articles", name);
                bilingual!(
                    "{english}; reports stand under `{name}`: try {option}",
                    "{chinese}；报道在 `{name}` 之下，可试 {option}"
                )
            }
            Self::Take(path) => bilingual!(
                "{english}; reports stand deeper: try `jq '{path}' FILE | zhenews -`",
                "{chinese}；报道在更深处，可试 `jq '{path}' FILE | zhenews -`"
            ),
        }
    }
}

#[cfg(test)]
mod tests;

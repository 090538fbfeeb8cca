//! Where reports seem to stand that a file's shape does not tell of: it is said with the `--map` that would read
//! them, or which names there are.

use super::fault::Fault;
use super::json::{self, Kind, Object};
use super::names::{Field, Names};
use super::records::Record;
use super::reports::neither;
use super::shape::{SOUGHT, Sample};
use crate::lang::{Bilingual, bilingual};

/// How many records are looked at.
const SAMPLE: usize = 30;

/// A text of so many characters may be a body.
const SENTENCE: usize = 20;

/// How many names are said.
const MOST_NAMES: usize = 8;

/// The records of a file in which something was missed.
#[derive(Debug, Default)]
pub(super) struct Missed<'r, 't> {
    /// The first that are no article at all.
    lost: Vec<&'r Record<'t>>,
    /// The first whose article has no body.
    bare: Vec<&'r Record<'t>>,
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
        if self.bare.len() < SAMPLE {
            self.bare.push(record);
        }
    }

    /// Says among the faults of a file's first records where its reports seem to stand.
    pub(super) fn explain(&self, names: &Names, faults: &mut [Fault]) {
        let says_nothing = |record: &&Record| {
            let mut fields = record.fields.0.iter();
            !fields
                .any(|(name, _)| names.reads(name, Field::Title) || names.reads(name, Field::Body))
        };
        let lost: Vec<_> = self.lost.iter().copied().filter(says_nothing).collect();
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
    }

    /// Says where the bodies seem to stand of records that have only a title; nothing where no text is left.
    pub(super) fn explain_bare(&self, names: &Names) -> Option<Fault> {
        self.bare.iter().find_map(|record| {
            let what = of_bare(record, names)?;
            Some(Fault {
                at: record.at,
                what,
            })
        })
    }
}

/// Says where the reports of records stand that have no title and no body.
fn of_lost(lost: &[&Record], names: &Names) -> Option<Bilingual> {
    let first = &lost.first()?.fields;
    let nothing = neither();
    let sample = Sample::new(lost.iter().map(|record| &record.fields), names);
    let title = sample.title();
    let body = sample.body(title);
    if title.is_some() || body.is_some() {
        let mut options = Vec::new();
        options.extend(title.map(|name| option("title", name)));
        options.extend(body.map(|name| option("body", name)));
        for (field, ours, _) in SOUGHT.iter().skip(2) {
            let is_known = first.0.iter().any(|(name, _)| names.reads(name, *field));
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
    let Bilingual { english, chinese } = nothing;
    if let Some((path, known)) = list_in(first, 0) {
        let articles = option("articles", &path);
        return Some(bilingual!(
            "{english}; {path} has records of {known}: try {articles} --map title=NAME --map body=NAME",
            "{chinese}；{path} 中的记录有 {known}：可试 {articles} --map title=名称 --map body=名称"
        ));
    }
    let known = names_of(first);
    (!first.0.is_empty()).then(|| {
        bilingual!(
            "{english}; its names are {known}: say which is which with --map title=NAME --map body=NAME",
            "{chinese}；其中的名称有 {known}：请用 --map title=名称 --map body=名称 指明"
        )
    })
}

/// Finds an array of objects in an object; returns the path to it, and what names its first object has.
fn list_in(object: &Object, depth: usize) -> Option<(String, String)> {
    const DEEPEST: usize = 4;
    object
        .0
        .iter()
        .find_map(|(name, value)| match Kind::of(value) {
            Kind::Array => {
                let items = json::items(value);
                let first = items.iter().find(|item| Kind::of(item) == Kind::Object)?;
                let fields = json::fields(first).ok()?;
                (!fields.0.is_empty()).then(|| (name.to_string(), names_of(&fields)))
            }
            Kind::Object if depth < DEEPEST => {
                let (path, known) = list_in(&json::fields(value).ok()?, depth + 1)?;
                Some((format!("{name}.{path}"), known))
            }
            _ => None,
        })
}

/// The first names of an object, as they stand in a message.
fn names_of(object: &Object) -> String {
    let names = object.0.iter().map(|(name, _)| brief(name));
    let names: Vec<String> = names.take(MOST_NAMES).collect();
    let more = if object.0.len() > MOST_NAMES {
        ", …"
    } else {
        ""
    };
    format!("{}{more}", names.join(", "))
}

/// Says where the body of a record may stand that has only a title.
fn of_bare(bare: &Record, names: &Names) -> Option<Bilingual> {
    let only_titles = Bilingual::new(
        "only a title is read here, and the text seems to stand elsewhere",
        "这里只读到标题，正文似乎在别处",
    );
    let sample = Sample::new(std::iter::once(&bare.fields), names);
    let body = sample.prose(SENTENCE)?;
    let option = option("body", body);
    let Bilingual { english, chinese } = only_titles;
    Some(bilingual!(
        "{english}; try {option}",
        "{chinese}；可试 {option}"
    ))
}

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

#[cfg(test)]
mod tests;

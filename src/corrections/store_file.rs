//! Corrects a store on disk: the file is written again, whole, with the reports of one page changed and every other
//! byte as it was.
//!
//! A store is one edition, or JSON Lines with a page in a line, which may be larger than memory: these are copied
//! line by line. The journal is written before the store is put in its place, and again without the correction if
//! that fails: a crash in between leaves a correction that the next import does.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::error::Error;
use super::journal::{Entry, Journal};
use super::page::{Aside, Page, Record};
use super::request::Request;
use crate::lang::{Bilingual, IoContext as _, Say as _, SystemError};
use crate::place::{Placed, Stamp, keep_to_us};

/// A correction that was done, or taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Its number in the journal.
    pub number: u64,
    /// What was done.
    pub what: Bilingual,
}

/// Which correction is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// The one of this number.
    Number(u64),
    /// The last of the page of the report of this id.
    LastOf(String),
}

/// Corrects a report of a store, and keeps the correction.
///
/// # Errors
///
/// When there is nothing to correct, or a file cannot be read or written: all is as it was.
pub fn correct(store: &Path, request: &Request) -> Result<Done, Error> {
    let mut journal = Journal::of(store)?;
    let mut done = None;
    rewrite(
        store,
        std::slice::from_ref(&request.report),
        |place, page| {
            let act = request.act(page)?;
            let before = page.clone();
            act.apply(page)?;
            let number = journal.add(
                (&place.file, place.sheet),
                act.clone(),
                before,
                page.clone(),
            );
            journal.save()?;
            let what = act.in_both();
            done = Some(Done { number, what });
            Ok(())
        },
    )
    .inspect_err(|_| forget(store, done.as_ref()))?;
    done.ok_or(Error::NotImported)
}

/// Takes a correction out of the journal that did not reach the store. If that fails as well it is done by the
/// next import.
fn forget(store: &Path, done: Option<&Done>) {
    if let (Some(done), Ok(mut journal)) = (done, Journal::of(store)) {
        journal.entries.retain(|entry| entry.number != done.number);
        let _ = journal.save();
    }
}

/// Takes a correction back, the last of its page.
///
/// # Errors
///
/// When there is none, the page has changed since, or a file cannot be read or written: all is as it was.
pub fn take_back(store: &Path, which: &Which) -> Result<Done, Error> {
    let mut journal = Journal::of(store)?;
    let ids = match which {
        Which::LastOf(id) => vec![id.clone()],
        Which::Number(number) => {
            let entry = journal.entries.iter().find(|entry| entry.number == *number);
            let records = entry.ok_or(Error::None)?.reports.now().iter();
            records.map(|record| record.article.id.clone()).collect()
        }
    };
    let mut done = None;
    let mut removed: Option<Entry> = None;
    let written = rewrite(store, &ids, |place, page| {
        let is_last = |entry: &Entry| {
            entry.is_applied && entry.file == place.file && entry.sheet == place.sheet
        };
        let last = journal
            .entries
            .iter()
            .rposition(is_last)
            .ok_or(Error::None)?;
        let entry = journal.entries.get(last).ok_or(Error::None)?;
        if matches!(which, Which::Number(number) if *number != entry.number) {
            return Err(Error::Changed);
        }
        let (mut records, mut unplaced) = std::mem::take(page).into_records();
        let is_taken_back = entry.reports.take_back(&mut records);
        if !is_taken_back || !entry.unplaced.take_back(&mut unplaced) {
            return Err(Error::Changed);
        }
        *page = Page::new(records, unplaced);
        done = Some(Done {
            number: entry.number,
            what: entry.act.in_both(),
        });
        removed = Some(journal.entries.remove(last));
        journal.save()
    });
    if let (Err(_), Some(entry)) = (&written, removed) {
        journal.entries.push(entry);
        journal.entries.sort_by_key(|entry| entry.number);
        // Without it the store has a correction that the next import does not do.
        let _ = journal.save();
    }
    written?;
    done.ok_or(Error::None)
}

/// Which page of which file a report is of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
struct PageName {
    file: String,
    #[serde(default)]
    sheet: Option<u32>,
}

/// What tells of a record which it is.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Known<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    origin: Option<PageName>,
}

/// Writes a store again with the page changed that has one of some reports.
fn rewrite(
    store: &Path,
    ids: &[String],
    change: impl FnOnce(&PageName, &mut Page) -> Result<(), Error>,
) -> Result<(), Error> {
    let file = File::open(store).context(store)?;
    keep_to_us(&file).context(store)?;
    let stamp = Stamp::of(&file).context(store)?;
    let mut reader = BufReader::new(file);
    let mut out = Placed::begin(store).context(store)?;
    let mut change = Some(change);
    let mut line = String::new();
    let mut is_first = true;
    loop {
        line.clear();
        let read = reader.read_line(&mut line);
        if read.map_err(|error| unreadable(store, error))? == 0 {
            break;
        }
        if std::mem::take(&mut is_first) && serde_json::from_str::<&RawValue>(&line).is_err() {
            // It is no line of its own: all is one edition.
            let rest = reader.read_to_string(&mut line);
            rest.map_err(|error| unreadable(store, error))?;
        }
        let has_one = change.is_some() && ids.iter().any(|id| line.contains(id.as_str()));
        let edit = has_one.then(|| edited(&line, ids)).flatten();
        let wanted = edit.as_ref().and_then(|_| change.take());
        let changed = edit.zip(wanted);
        let changed = changed.map(|(edit, change)| edit.done(store, change));
        let changed = changed.transpose()?;
        let text = changed.as_deref().unwrap_or(&line);
        out.write_all(text.as_bytes()).context(store)?;
    }
    if change.is_some() {
        return Err(Error::Gone(store.to_owned()));
    }
    let now = File::open(store).and_then(|file| Stamp::of(&file));
    if now.is_ok_and(|now| now != stamp) {
        return Err(Error::Changed);
    }
    // The lock is held until the new file is in its place.
    out.put().context(store)?;
    drop(reader);
    Ok(())
}

/// What is no UTF-8 is packed, or in another encoding: no import writes that.
fn unreadable(store: &Path, error: io::Error) -> Error {
    if error.kind() == io::ErrorKind::InvalidData {
        Error::NotOurs(store.to_owned())
    } else {
        SystemError::new(store, error).into()
    }
}

/// An object of reports, one of which is wanted.
struct Edit<'a> {
    text: &'a str,
    articles: Vec<&'a RawValue>,
    unplaced: Vec<&'a RawValue>,
    name: PageName,
    /// The places of the page's reports.
    of_page: Vec<usize>,
    /// Where the lists stand in the text; that of what is unplaced may be missing.
    lists: (Range<usize>, Option<Range<usize>>),
}

/// Finds the page that has one of some reports in an object of reports; `None` where it has none of them, or is no
/// such object.
fn edited<'a>(text: &'a str, ids: &[String]) -> Option<Edit<'a>> {
    let object: BTreeMap<Cow<'_, str>, &'a RawValue> = serde_json::from_str(text).ok()?;
    let list = |name: &str| {
        let raw = *object.get(name)?;
        let elements: Vec<&'a RawValue> = serde_json::from_str(raw.get()).ok()?;
        let start = raw.get().as_ptr().addr() - text.as_ptr().addr();
        Some((elements, start..start + raw.get().len()))
    };
    let (articles, range) = list("articles")?;
    let (unplaced, unplaced_range) = list("unplaced").unzip();
    let known = articles.iter().map(|article| {
        let known: Known = serde_json::from_str(article.get()).unwrap_or_default();
        (known.id.into_owned(), known.origin)
    });
    let known: Vec<(String, Option<PageName>)> = known.collect();
    let wanted = known.iter().find(|(id, _)| ids.contains(id))?;
    let name = wanted.1.clone().unwrap_or_default();
    let of_page = known.iter().enumerate();
    let of_page = of_page.filter(|(_, (_, origin))| *origin == wanted.1);
    let of_page = of_page.map(|(at, _)| at).collect();
    Some(Edit {
        text,
        articles,
        unplaced: unplaced.unwrap_or_default(),
        name,
        of_page,
        lists: (range, unplaced_range),
    })
}

impl Edit<'_> {
    /// Returns the object with the page changed.
    fn done(
        &self,
        store: &Path,
        change: impl FnOnce(&PageName, &mut Page) -> Result<(), Error>,
    ) -> Result<String, Error> {
        if self.name.file.is_empty() {
            return Err(Error::NotImported);
        }
        let not_ours = |_| Error::NotOurs(store.to_owned());
        let of_page = self.of_page.iter().filter_map(|at| self.articles.get(*at));
        let records = of_page.map(|raw| serde_json::from_str(raw.get()));
        let records = records
            .collect::<Result<Vec<Record>, _>>()
            .map_err(not_ours)?;
        let unplaced = self
            .unplaced
            .iter()
            .map(|raw| serde_json::from_str(raw.get()));
        let unplaced = unplaced
            .collect::<Result<Vec<Aside>, _>>()
            .map_err(not_ours)?;
        let mut page = Page::new(records.clone(), unplaced.clone());
        change(&self.name, &mut page)?;
        let (new_records, new_unplaced) = page.into_records();
        let is_pretty = self.text.trim_end().contains('\n');
        let written = |error| Error::from(SystemError::new(store, io::Error::from(error)));
        let articles = self
            .articles_with(&records, &new_records, is_pretty)
            .map_err(written)?;
        let asides = elements(&self.unplaced, &unplaced, &new_unplaced, is_pretty);
        let asides = asides.map_err(written)?;
        Ok(self.put_in(&list_of(&articles, is_pretty), &asides, is_pretty))
    }

    /// The elements of the list of reports: those of other pages and those that are as they were stay to the byte.
    fn articles_with(
        &self,
        old: &[Record],
        new: &[Record],
        is_pretty: bool,
    ) -> serde_json::Result<Vec<String>> {
        let raw: Vec<&RawValue> = self
            .of_page
            .iter()
            .filter_map(|at| self.articles.get(*at).copied())
            .collect();
        let mut of_page = elements(&raw, old, new, is_pretty)?.into_iter();
        let last = self.of_page.last().copied();
        let mut all = Vec::new();
        for (at, article) in self.articles.iter().enumerate() {
            if self.of_page.contains(&at) {
                all.extend(of_page.next());
            } else {
                all.push(article.get().to_owned());
            }
            if Some(at) == last {
                all.extend(of_page.by_ref());
            }
        }
        Ok(all)
    }

    /// Puts lists in the place of those that were there.
    fn put_in(&self, articles: &str, asides: &[String], is_pretty: bool) -> String {
        let part = |range: Range<usize>| self.text.get(range).unwrap_or_default();
        let end = self.text.len();
        let list = list_of(asides, is_pretty);
        let (first, second) = &self.lists;
        match second {
            Some(second) if second.start < first.start => [
                part(0..second.start),
                &list,
                part(second.end..first.start),
                articles,
                part(first.end..end),
            ]
            .concat(),
            Some(second) => [
                part(0..first.start),
                articles,
                part(first.end..second.start),
                &list,
                part(second.end..end),
            ]
            .concat(),
            None => {
                let name = match (asides.is_empty(), is_pretty) {
                    (true, _) => "",
                    (false, true) => ",\n  \"unplaced\": ",
                    (false, false) => ",\"unplaced\":",
                };
                let list = if asides.is_empty() { "" } else { &list };
                let parts = [part(0..first.start), articles, name, list];
                parts.concat() + part(first.end..end)
            }
        }
    }
}

/// The elements of a list that has changed: what is as it was at its ends stays to the byte.
fn elements<T: Serialize + PartialEq>(
    raw: &[&RawValue],
    old: &[T],
    new: &[T],
    is_pretty: bool,
) -> serde_json::Result<Vec<String>> {
    let written = |value: &T| {
        if is_pretty {
            let text = serde_json::to_string_pretty(value)?;
            Ok(text.replace('\n', "\n    "))
        } else {
            serde_json::to_string(value)
        }
    };
    let known = old.iter().zip(raw);
    let element = |value: &T| {
        let mut known = known.clone();
        match known.find(|(other, _)| *other == value) {
            Some((_, raw)) => Ok(raw.get().to_owned()),
            None => written(value),
        }
    };
    new.iter().map(element).collect()
}

fn list_of(elements: &[String], is_pretty: bool) -> String {
    let (open, between, close) = if is_pretty {
        ("[\n    ", ",\n    ", "\n  ]")
    } else {
        ("[", ",", "]")
    };
    if elements.is_empty() {
        "[]".to_owned()
    } else {
        [open, &elements.join(between), close].concat()
    }
}

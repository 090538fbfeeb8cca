//! What the reader remembers: which articles are read and starred, their tags and notes, where reading
//! stopped, what was searched, and how the window stood.
//!
//! A [`Library`] is that in memory. A [`Journal`] keeps it: a file of JSON Lines in the user's state
//! directory, apart from the store and its index, to which every [`Action`] is appended with its time and
//! a checksum. It is a journal and no database, for a person can read it, back it up with `cp` and merge
//! two of them with `cat`: of what two records say of one thing the newer counts, in whatever order they
//! stand. What a crash or a bad disk spoils is a line, and not a file that does not open any more.

mod by_id;
mod clock;
mod contents;
mod error;
mod exchange;
mod journal;
mod lock;
mod record;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};

use by_id::ById;

pub use clock::{local_time, now};
pub use error::{Error, Unkept};
pub use exchange::{Imported, exported, read_export};
pub use journal::{Journal, Kept, Merged, News, Opened, damaged_lines, directory, read};
pub use record::{Action, Id, Record};

/// How many searches are remembered.
const SEARCHES: usize = 200;

/// How many ids a record has at most when a journal is rewritten: what spoils a line costs no more.
const TOGETHER: usize = 1000;

/// A value, and when it was given: milliseconds since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Dated<T> {
    at: i64,
    value: T,
}

/// What is remembered of the articles, by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Library {
    read: ById<bool>,
    starred: ById<bool>,
    tags: HashMap<Id, BTreeMap<String, Dated<bool>>>,
    notes: HashMap<Id, Dated<String>>,
    places: ById<u64>,
    searches: HashMap<String, Dated<()>>,
    window: HashMap<String, Dated<String>>,
    arrived: HashSet<Id>,
    newest: i64,
}

/// Takes a value unless there is a newer one.
fn give<T>(kept: &mut Dated<T>, at: i64, value: T) {
    if at >= kept.at {
        *kept = Dated { at, value };
    }
}

impl Library {
    /// Returns whether anything was ever read, marked or sought.
    pub fn was_used(&self) -> bool {
        self.read().next().is_some()
            || self.starred().next().is_some()
            || !(self.tags.is_empty() && self.notes.is_empty() && self.searches.is_empty())
    }

    /// Returns whether an article was read.
    pub fn is_read(&self, id: &str) -> bool {
        self.read.get(id).is_some_and(|read| read.value)
    }

    /// Returns whether an article is starred.
    pub fn is_starred(&self, id: &str) -> bool {
        self.starred.get(id).is_some_and(|starred| starred.value)
    }

    /// Returns an article's note; empty where it has none.
    pub fn note(&self, id: &str) -> &str {
        self.notes.get(id).map_or("", |note| &note.value)
    }

    /// Returns an article's own tags, in order.
    pub fn tags(&self, id: &str) -> impl Iterator<Item = &str> {
        let tags = self.tags.get(id).into_iter().flatten();
        tags.filter(|(_, on)| on.value).map(|(tag, _)| tag.as_str())
    }

    /// Returns where reading stopped: a byte of the article's document.
    pub fn place(&self, id: &str) -> Option<usize> {
        let place = self.places.get(id)?;
        usize::try_from(place.value).ok()
    }

    /// Returns the ids of the articles that were read.
    pub fn read(&self) -> impl Iterator<Item = &str> {
        on(&self.read)
    }

    /// Returns the ids of the starred articles.
    pub fn starred(&self) -> impl Iterator<Item = &str> {
        on(&self.starred)
    }

    /// Returns the ids of the articles with a note.
    pub fn noted(&self) -> impl Iterator<Item = &str> {
        let noted = self.notes.iter().filter(|(_, note)| !note.value.is_empty());
        noted.map(|(id, _)| &**id)
    }

    /// Returns the ids of the articles with tags of their own, each with one of its tags.
    pub fn tagged(&self) -> impl Iterator<Item = (&str, &str)> {
        self.tags.iter().flat_map(|(id, tags)| {
            let on = tags.iter().filter(|(_, on)| on.value);
            on.map(|(tag, _)| (&**id, tag.as_str()))
        })
    }

    /// Returns whether an article has come in since the reader was last left.
    pub fn is_new(&self, id: &str) -> bool {
        self.arrived.contains(id)
    }

    /// Returns the ids of the articles that have come in since the reader was last left.
    pub fn arrived(&self) -> impl Iterator<Item = &str> {
        self.arrived.iter().map(|id| &**id)
    }

    /// Returns the searches, the oldest first.
    pub fn searches(&self) -> Vec<String> {
        let mut searches: Vec<_> = self.searches.iter().collect();
        searches.sort_unstable_by_key(|(typed, dated)| (dated.at, *typed));
        let typed = searches.into_iter().map(|(typed, _)| typed.clone());
        typed.collect()
    }

    /// Returns how something of the window stood, by its name.
    pub fn window(&self, name: &str) -> Option<&str> {
        let stood = self.window.get(name)?;
        Some(&stood.value)
    }

    /// Returns the time of the newest record: milliseconds since 1970.
    pub fn newest(&self) -> i64 {
        self.newest
    }

    /// Takes what a record says, as far as nothing newer is known.
    pub fn take(&mut self, record: &Record) {
        self.apply(record.at, &record.action);
    }

    /// Takes what records say.
    pub fn take_all(&mut self, records: &[Record]) {
        for record in records {
            self.take(record);
        }
    }

    /// Puts what is known in order, so that it takes little memory and is shared by copies.
    fn settle(&mut self) {
        self.read.settle();
        self.starred.settle();
        self.places.settle();
    }

    /// Does an action now: it is newer than all that is known.
    pub fn act(&mut self, action: &Action) {
        self.apply(record::later(self.newest, 0), action);
    }

    fn apply(&mut self, at: i64, action: &Action) {
        self.newest = self.newest.max(at);
        match action {
            Action::Read(ids) => set(&mut self.read, at, ids, true),
            Action::Unread(ids) => set(&mut self.read, at, ids, false),
            Action::Star(ids) => set(&mut self.starred, at, ids, true),
            Action::Unstar(ids) => set(&mut self.starred, at, ids, false),
            Action::Tag(tag, ids) => self.tag(at, tag, ids, true),
            Action::Untag(tag, ids) => self.tag(at, tag, ids, false),
            Action::Note(id, text) => {
                let kept = self.notes.entry(id.clone()).or_default();
                give(kept, at, text.clone());
            }
            Action::Place(id, byte) => self.places.give(id, at, *byte),
            Action::Search(typed) => {
                let kept = self.searches.entry(typed.clone()).or_default();
                give(kept, at, ());
                self.forget_searches();
            }
            Action::Window(name, value) => {
                let kept = self.window.entry(name.clone()).or_default();
                give(kept, at, value.clone());
            }
            Action::Arrived(ids) => self.arrived.extend(ids.iter().cloned()),
        }
    }

    fn tag(&mut self, at: i64, tag: &str, ids: &[Id], on: bool) {
        for id in ids {
            let tags = self.tags.entry(id.clone()).or_default();
            give(tags.entry(tag.to_owned()).or_default(), at, on);
        }
    }

    fn forget_searches(&mut self) {
        while self.searches.len() > SEARCHES {
            let oldest = self.searches.iter();
            let oldest = oldest.min_by_key(|(typed, dated)| (dated.at, *typed));
            let Some(oldest) = oldest.map(|(typed, _)| typed.clone()) else {
                return;
            };
            self.searches.remove(&oldest);
        }
    }

    /// Returns what of an action would change something, and the action that undoes it; `None` where it
    /// would change nothing.
    pub fn change(&self, action: &Action) -> Option<(Action, Action)> {
        let those = |ids: &[Id], is_new: &dyn Fn(&str) -> bool| -> Option<Vec<Id>> {
            let ids: Vec<Id> = ids.iter().filter(|id| is_new(id)).cloned().collect();
            (!ids.is_empty()).then_some(ids)
        };
        Some(match action {
            Action::Read(ids) => {
                let ids = those(ids, &|id| !self.is_read(id))?;
                (Action::Read(ids.clone()), Action::Unread(ids))
            }
            Action::Unread(ids) => {
                let ids = those(ids, &|id| self.is_read(id))?;
                (Action::Unread(ids.clone()), Action::Read(ids))
            }
            Action::Star(ids) => {
                let ids = those(ids, &|id| !self.is_starred(id))?;
                (Action::Star(ids.clone()), Action::Unstar(ids))
            }
            Action::Unstar(ids) => {
                let ids = those(ids, &|id| self.is_starred(id))?;
                (Action::Unstar(ids.clone()), Action::Star(ids))
            }
            Action::Tag(tag, ids) => {
                let ids = those(ids, &|id| !self.tags(id).any(|own| own == tag))?;
                let back = Action::Untag(tag.clone(), ids.clone());
                (Action::Tag(tag.clone(), ids), back)
            }
            Action::Untag(tag, ids) => {
                let ids = those(ids, &|id| self.tags(id).any(|own| own == tag))?;
                let back = Action::Tag(tag.clone(), ids.clone());
                (Action::Untag(tag.clone(), ids), back)
            }
            Action::Note(id, text) => {
                let before = self.note(id);
                let back = Action::Note(id.clone(), before.to_owned());
                (before != text).then(|| (action.clone(), back))?
            }
            Action::Place(id, byte) => {
                let before = self.places.get(id).map_or(0, |place| place.value);
                let back = Action::Place(id.clone(), before);
                (before != *byte).then(|| (action.clone(), back))?
            }
            Action::Search(_) | Action::Arrived(_) => (action.clone(), action.clone()),
            Action::Window(name, value) => {
                let before = self.window(name).unwrap_or_default();
                let back = Action::Window(name.clone(), before.to_owned());
                (before != value).then(|| (action.clone(), back))?
            }
        })
    }

    /// Returns how many records say all this at least: as many as there are times.
    fn least_records(&self) -> usize {
        let marks = self.read.iter().chain(self.starred.iter());
        let tags = self.tags.values().flat_map(BTreeMap::values);
        let marks = marks.map(|(_, mark)| mark.at);
        let marks = marks.chain(tags.map(|tag| tag.at));
        let notes = self.notes.values().map(|note| note.at);
        let places = self.places.iter().map(|(_, place)| place.at);
        let searches = self.searches.values().map(|search| search.at);
        let window = self.window.values().map(|stood| stood.at);
        let times = marks.chain(notes).chain(places).chain(searches);
        let times = times.chain(window);
        let mut times: Vec<i64> = times.collect();
        times.sort_unstable();
        times.dedup();
        times.len()
    }

    /// Returns the fewest records that say all this, the oldest first.
    pub fn records(&self) -> Vec<Record> {
        let mut records = Vec::new();
        together(&self.read, Action::Read, Action::Unread, &mut records);
        together(&self.starred, Action::Star, Action::Unstar, &mut records);
        for (id, tags) in &self.tags {
            for (tag, on) in tags {
                let (tag, ids) = (tag.clone(), vec![id.clone()]);
                let action = if on.value {
                    Action::Tag(tag, ids)
                } else {
                    Action::Untag(tag, ids)
                };
                records.push(Record { at: on.at, action });
            }
        }
        let notes = self.notes.iter().map(|(id, note)| Record {
            at: note.at,
            action: Action::Note(id.clone(), note.value.clone()),
        });
        let places = self.places.iter().map(|(id, place)| Record {
            at: place.at,
            action: Action::Place(id.into(), place.value),
        });
        let searches = self.searches.iter().map(|(typed, dated)| Record {
            at: dated.at,
            action: Action::Search(typed.clone()),
        });
        let window = self.window.iter().map(|(name, stood)| Record {
            at: stood.at,
            action: Action::Window(name.clone(), stood.value.clone()),
        });
        records.extend(notes.chain(places).chain(searches).chain(window));
        records.sort_by(|a, b| (a.at, &a.action).cmp(&(b.at, &b.action)));
        records
    }
}

fn set(marks: &mut ById<bool>, at: i64, ids: &[Id], on: bool) {
    for id in ids {
        marks.give(id, at, on);
    }
}

/// Returns the ids of the articles that have a mark.
fn on(marks: &ById<bool>) -> impl Iterator<Item = &str> {
    let on = marks.iter().filter(|(_, mark)| mark.value);
    on.map(|(id, _)| id)
}

/// Writes marks that were given at the same time in one record, up to a number.
fn together(
    marks: &ById<bool>,
    on: impl Fn(Vec<Id>) -> Action,
    off: impl Fn(Vec<Id>) -> Action,
    records: &mut Vec<Record>,
) {
    let mut groups: BTreeMap<(i64, bool), Vec<Id>> = BTreeMap::new();
    for (id, mark) in marks.iter() {
        let group = groups.entry((mark.at, mark.value)).or_default();
        group.push(id.into());
    }
    for ((at, is_on), mut ids) in groups {
        ids.sort_unstable();
        for some in ids.chunks(TOGETHER) {
            let some = some.to_vec();
            let action = if is_on { on(some) } else { off(some) };
            records.push(Record { at, action });
        }
    }
}

//! A text of any length to articles, piece by piece: what is held at once is a window of the text, and what
//! was found in it.

use std::io;
use std::ops::ControlFlow;

use super::Problem;
use super::account::Account;
use super::decode::Damage;
use super::elsewhere::Missed;
use super::fault::Fault;
use super::kinds::other_kind;
use super::mend::mend;
use super::names::Names;
use super::places::Places;
use super::recast::LineMap;
use super::records::{self, Found, Record, State, Window, records};
use super::reports::{Edition, Reports};
use super::text::Text;
use crate::article::Article;
use crate::lang::Bilingual;

/// How much of a text is looked at at once, in bytes. As many records of a byte each as it holds take some
/// 10 MB with all that is wrong with them.
const WINDOW: usize = 64 << 10;

/// A longer edition is not read whole, in bytes.
const LONG: usize = 4 << 20;

/// A text that is read, and how.
pub(super) struct Stream<'s> {
    /// The name that the user knows it by.
    pub(super) name: &'s str,
    pub(super) text: &'s mut dyn Text,
    /// What in the text stands for bytes that are nothing in their encoding.
    pub(super) damage: &'s [Damage],
    pub(super) names: &'s Names,
    /// How much of it is looked at at once, in bytes, unless a record is longer.
    pub(super) window: usize,
    /// A longer edition is not read whole, in bytes.
    pub(super) long: usize,
    /// Whether it is said, where the text seems to be something else or to have its reports elsewhere.
    pub(super) is_explained: bool,
    /// Which lines of the text are which of its file.
    pub(super) lines: &'s LineMap,
    /// Where it is counted what is read, if that is asked for.
    pub(super) account: Option<&'s mut Account>,
    /// A window that was mended.
    pub(super) mended: String,
}

/// What was found in a part of a text.
#[derive(Debug, Default)]
pub(super) struct Passage<'t> {
    /// The part, and where it begins in the text.
    pub(super) text: &'t str,
    pub(super) base: u64,
    /// The articles in their order.
    pub(super) articles: Vec<Article>,
    /// Where each article's record stands in the part.
    pub(super) extents: Vec<Extent>,
    /// The line and column where each article starts.
    pub(super) places: Vec<(usize, usize)>,
    pub(super) problems: Vec<Problem>,
    /// What stands before the articles of each edition that begins here.
    pub(super) heads: Vec<String>,
    /// Up to which byte of the text it was read.
    pub(super) end: u64,
}

/// Where a record stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// Its first byte.
    pub(super) at: usize,
    /// The byte behind its last.
    pub(super) end: usize,
    /// The index of its edition in the text.
    pub(super) edition: Option<usize>,
}

/// Where the reading of a text is.
struct Cursor {
    /// What is next, and where the window begins in which it is looked at.
    at: u64,
    from: u64,
    /// The line and column of what is next.
    place: (usize, usize),
    size: usize,
    /// How many editions have begun before.
    editions: usize,
    /// Whether there was no record yet, and it is to be said where the first seem to have their reports.
    is_explained: bool,
    /// Whether it is to be said where a record with only a title seems to have its body.
    is_bare_explained: bool,
}

impl<'s> Stream<'s> {
    /// Takes a text in which nothing is damaged.
    pub(super) fn new(name: &'s str, text: &'s mut dyn Text, names: &'s Names) -> Self {
        Self {
            name,
            text,
            damage: &[],
            names,
            window: WINDOW,
            long: LONG,
            is_explained: true,
            lines: LineMap::none(),
            account: None,
            mended: String::new(),
        }
    }

    /// Reads the text, and gives what is found piece by piece, until `take` breaks off.
    ///
    /// # Errors
    ///
    /// When the text cannot be read.
    pub(super) fn read(
        mut self,
        take: &mut dyn FnMut(Passage) -> ControlFlow<()>,
    ) -> io::Result<()> {
        let len = usize::try_from(self.text.len()).unwrap_or(usize::MAX);
        // What is damaged is told of once for all that is between two records.
        let size = if self.damage.is_empty() {
            self.window
        } else {
            len
        };
        let mut state = State::new(len);
        let mut cursor = Cursor {
            at: 0,
            from: 0,
            place: (1, 1),
            size,
            editions: 0,
            is_explained: self.is_explained,
            is_bare_explained: self.is_explained,
        };
        let mut is_tried = false;
        loop {
            let before = cursor.at;
            let was_mended = state.is_mended;
            let (passage, is_all) = self.window(&mut cursor, &mut state)?;
            if take(passage).is_break() || is_all {
                return Ok(());
            }
            if state.is_mended && !was_mended {
                continue;
            }
            if cursor.at > before {
                cursor.size = size.max(1);
                is_tried = false;
            } else if cursor.size >= self.long && !is_tried {
                is_tried = true;
                if self.begin_long(&mut cursor, &mut state, take)? {
                    cursor.size = size;
                }
            } else {
                cursor.size = cursor.size.saturating_mul(2);
            }
        }
    }

    /// Reads a window; returns what was found, and whether that was all.
    fn window(
        &mut self,
        cursor: &mut Cursor,
        state: &mut State,
    ) -> io::Result<(Passage<'_>, bool)> {
        let before = (cursor.at - cursor.from) as usize;
        let size = before.saturating_add(cursor.size);
        let (text, is_last) = self.text.window(cursor.from, size)?;
        let mended = state.is_mended.then(|| mend(text)).flatten();
        let text = match mended {
            Some(mended) => {
                self.mended = mended;
                &*self.mended
            }
            None => text,
        };
        let window = Window {
            text,
            at: before,
            is_last,
        };
        let long = state.long.as_ref().map(|long| long.edition.clone());
        let found = records(window, self.names, state);
        let (at, is_all) = (found.at, found.is_all);
        let making = Making {
            name: self.name,
            names: self.names,
            text,
            base: cursor.from,
            places: Places::behind(text, before, cursor.place),
            editions: cursor.editions - usize::from(long.is_some()),
            is_all: is_all && cursor.at == 0,
            is_explained: cursor.is_explained,
            is_bare_explained: cursor.is_bare_explained,
        };
        cursor.is_explained &= found.records.is_empty();
        let account = self.account.as_deref_mut();
        let (mut passage, is_bare) = making.passage(found, self.damage, long.as_ref(), account);
        cursor.is_bare_explained &= !is_bare;
        passage.place_in_file(self.lines);
        cursor.place = Places::behind(text, before, cursor.place).of(at);
        cursor.editions += passage.heads.len();
        cursor.at = passage.end;
        cursor.from += records::context(text, at) as u64;
        Ok((passage, is_all))
    }

    /// Begins a long edition, if there is one.
    fn begin_long(
        &mut self,
        cursor: &mut Cursor,
        state: &mut State,
        take: &mut dyn FnMut(Passage) -> ControlFlow<()>,
    ) -> io::Result<bool> {
        let begun = state.begin_long(self.text, cursor.at, self.names)?;
        let (Some((len, faults)), Some(long)) = (begun, &state.long) else {
            return Ok(false);
        };
        let (text, _) = self.text.window(cursor.at, len)?;
        let text = text.get(..len).unwrap_or(text);
        let mut passage = Passage {
            text,
            base: cursor.at,
            heads: vec![long.head.clone()],
            end: cursor.at + len as u64,
            ..Passage::default()
        };
        passage.report(self.name, faults, Places::behind(text, 0, cursor.place));
        cursor.place = Places::behind(text, 0, cursor.place).of(len);
        // The window begins with the bracket before the articles.
        (cursor.at, cursor.from) = (passage.end, passage.end - 1);
        cursor.editions += 1;
        // What breaks off here does so at the next passage too.
        let _ = take(passage);
        Ok(true)
    }
}

/// The making of a passage.
struct Making<'s, 't> {
    name: &'s str,
    names: &'s Names,
    text: &'t str,
    base: u64,
    places: Places<'t>,
    /// How many editions there are before the first of this window.
    editions: usize,
    /// Whether this is all of the text.
    is_all: bool,
    is_explained: bool,
    is_bare_explained: bool,
}

impl<'t> Making<'_, 't> {
    /// Makes it, and returns whether it was said where bodies seem to stand.
    fn passage(
        self,
        found: Found<'t>,
        damaged: &[Damage],
        long: Option<&Edition>,
        account: Option<&mut Account>,
    ) -> (Passage<'t>, bool) {
        let Found {
            records,
            editions,
            mut faults,
            ended,
            at,
            ..
        } = found;
        let mut passage = Passage {
            text: self.text,
            base: self.base,
            end: self.base + at as u64,
            heads: editions
                .iter()
                .map(|fields| records::head(fields, self.names))
                .collect(),
            ..Passage::default()
        };
        let mut reports = Reports::new(self.text, self.names, long, &editions, account);
        faults.extend(damage(damaged, &records));
        let mut places = self.places.clone();
        let mut missed = Missed::default();
        for record in &records {
            let article = reports.article(record);
            match &article {
                None => missed.lost(record),
                Some(article) if article.body.is_empty() => missed.bare(record),
                Some(_) => {}
            }
            if let Some(article) = article {
                passage.articles.push(article);
                passage.extents.push(Extent {
                    at: record.at,
                    end: record.end,
                    edition: record.edition.map(|edition| self.editions + edition),
                });
                passage.places.push(places.of(record.at));
            }
        }
        faults.extend(reports.into_faults());
        if self.is_explained {
            missed.explain(self.names, &mut faults);
            if self.is_all && records.is_empty() && !faults.is_empty() {
                faults = other_kind(self.text).map_or(faults, |fault| vec![fault]);
            }
        }
        let bare = self
            .is_bare_explained
            .then(|| missed.explain_bare(self.names))
            .flatten();
        let is_bare = bare.is_some();
        faults.extend(bare);
        faults.extend(
            ended
                .into_iter()
                .flat_map(|long| long.faults_behind_from(self.base)),
        );
        passage.report(self.name, faults, self.places);
        (passage, is_bare)
    }
}

impl Passage<'_> {
    /// Tells of problems at places of the file before anything is read.
    pub(super) fn of_problems(name: &str, problems: Vec<((usize, usize), Bilingual)>) -> Self {
        let problem = |(place, what)| Problem::new(name.to_owned(), place, what);
        Self {
            problems: problems.into_iter().map(problem).collect(),
            ..Self::default()
        }
    }

    /// Gives the places in the file instead of those in a text that was written anew.
    fn place_in_file(&mut self, lines: &LineMap) {
        if lines.is_empty() {
            return;
        }
        for (line, _) in &mut self.places {
            *line = lines.line(*line);
        }
        for problem in &mut self.problems {
            problem.line = lines.line(problem.line);
        }
    }

    /// Tells of faults at their places.
    fn report(&mut self, name: &str, mut faults: Vec<Fault>, mut places: Places) {
        faults.sort_by_key(|fault| fault.at);
        let problem = |Fault { at, what }| Problem::new(name.to_owned(), places.of(at), what);
        self.problems.extend(faults.into_iter().map(problem));
    }
}

/// Tells of bytes that are nothing in their encoding: once for each record that has some, and for
/// what is between two records.
fn damage(damage: &[Damage], records: &[Record]) -> Vec<Fault> {
    let place = |damage: &Damage| {
        let before = records.partition_point(|record| record.at <= damage.at);
        let within = before.checked_sub(1).and_then(|index| records.get(index));
        (before, within.is_some_and(|record| damage.at < record.end))
    };
    let parts = damage.chunk_by(|a, b| place(a) == place(b));
    parts
        .filter_map(|part| {
            let Damage { at, encoding } = *part.first()?;
            let what = Damage::say(encoding, part.len());
            Some(Fault { at, what })
        })
        .collect()
}

#[cfg(test)]
mod tests;

//! One file's articles and problems.

use std::fmt::Write as _;
use std::sync::Arc;

use super::decode::{Damage, Decoded, decode};
use super::elsewhere::Missed;
use super::fault::Fault;
use super::files::File;
use super::json::Object;
use super::kinds::other_kind;
use super::names::{Field, Names};
use super::places::Places;
use super::records::{Found, Record, records};
use super::reports::Reports;
use super::{Problem, Site, ids};
use crate::article::Article;
use crate::lang::Bilingual;

/// The byte order mark that UTF-8 may have.
const MARK: &[u8] = "\u{FEFF}".as_bytes();

/// What was found in one file.
#[derive(Debug, Default)]
pub(super) struct Batch {
    file: String,
    articles: Vec<Article>,
    /// Where each article's record stands in the text.
    extents: Vec<Extent>,
    /// How many bytes of the file stand before its text, if that is UTF-8: a mark's.
    mark: u64,
    /// The line and column where each article starts.
    places: Vec<(usize, usize)>,
    problems: Vec<Problem>,
    /// What stands before the articles of each edition.
    heads: Vec<String>,
}

/// Where a record stands in the text of its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// Its first byte.
    pub(super) at: usize,
    /// The byte behind its last.
    pub(super) end: usize,
    /// The index of its edition.
    pub(super) edition: Option<usize>,
}

impl Batch {
    /// Reads a file.
    pub(super) fn read(file: File, names: &Names) -> Self {
        let bytes = file.bytes();
        let mut batch = Self {
            file: file.name,
            ..Self::default()
        };
        match bytes.as_deref().map(decode) {
            Ok(Ok(decoded)) => {
                let marked = bytes.as_deref().is_ok_and(|bytes| bytes.starts_with(MARK));
                batch.mark = if marked { MARK.len() as u64 } else { 0 };
                batch.take(&decoded, names);
            }
            Ok(Err(what)) => batch.problem((1, 1), what),
            Err(problem) => batch.problems.push(problem.clone()),
        }
        batch
    }

    /// Reads a text of a file of this name.
    pub(super) fn of(file: String, decoded: &Decoded, names: &Names) -> Self {
        let mut batch = Self {
            file,
            ..Self::default()
        };
        batch.take(decoded, names);
        batch
    }

    fn take(&mut self, decoded: &Decoded, names: &Names) {
        let Found {
            records,
            editions,
            mut faults,
        } = records(&decoded.text, names);
        let mut reports = Reports::new(&decoded.text, names, &editions);
        self.heads = editions.iter().map(|fields| head(fields, names)).collect();
        faults.extend(damage(decoded, &records));
        let mut missed = Missed::default();
        for record in &records {
            let article = reports.article(record);
            match &article {
                None => missed.lost(record),
                Some(article) if article.body.is_empty() => missed.bare(record),
                Some(_) => {}
            }
            if let Some(article) = article {
                self.articles.push(article);
                self.extents.push(Extent {
                    at: record.at,
                    end: record.end,
                    edition: record.edition,
                });
            }
        }
        faults.extend(reports.into_faults());
        missed.explain(records.len(), names, &mut faults);
        if self.articles.is_empty() && records.is_empty() && !faults.is_empty() {
            faults = other_kind(&decoded.text).map_or(faults, |fault| vec![fault]);
        }
        let mut places = Places::new(&decoded.text);
        self.places = self
            .extents
            .iter()
            .map(|extent| places.of(extent.at))
            .collect();
        self.report(&decoded.text, faults);
    }

    fn report(&mut self, text: &str, mut faults: Vec<Fault>) {
        faults.sort_by_key(|fault| fault.at);
        let mut places = Places::new(text);
        for Fault { at, what } in faults {
            self.problem(places.of(at), what);
        }
    }

    fn problem(&mut self, place: (usize, usize), what: Bilingual) {
        self.problems
            .push(Problem::new(self.file.clone(), place, what));
    }

    /// Gives the articles' ids, and reports those that clash.
    pub(super) fn settle_ids(batches: &mut [Self]) {
        let articles = batches.iter_mut().enumerate().flat_map(|(batch, found)| {
            let articles = found.articles.iter_mut().enumerate();
            articles.map(move |(index, article)| ((batch, index), article))
        });
        for ((batch, index), id) in ids::settle(articles) {
            let Some(batch) = batches.get_mut(batch) else {
                continue;
            };
            let place = batch.places.get(index).copied().unwrap_or((1, 1));
            let what = Bilingual::new(
                format!("the id `{id}` is another article's, expected one of its own"),
                format!("编号 `{id}` 已属于另一篇，应为独有的编号"),
            );
            batch.problem(place, what);
        }
        for batch in batches {
            batch
                .problems
                .sort_by_key(|problem| (problem.line, problem.column));
        }
    }

    /// Returns the articles with their places in the text, in its order.
    pub(super) fn into_pieces(self) -> Pieces {
        let placed = self.articles.into_iter().zip(self.extents);
        Pieces {
            articles: placed.collect(),
            problems: self.problems,
            heads: self.heads,
        }
    }

    /// Returns the articles in the file's order with where they stand, and the problems in theirs.
    pub(super) fn into_parts(self, number: u32) -> (Vec<(Article, Site)>, Vec<Problem>) {
        let (file, mark): (Arc<str>, _) = (self.file.into(), self.mark);
        let site = |extent: &Extent| Site {
            number,
            file: file.clone(),
            at: mark + extent.at as u64,
            len: (extent.end - extent.at) as u64,
        };
        let places: Vec<_> = self.extents.iter().map(site).collect();
        (
            self.articles.into_iter().zip(places).collect(),
            self.problems,
        )
    }
}

/// What a text holds, each article with its place.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub(super) articles: Vec<(Article, Extent)>,
    pub(super) problems: Vec<Problem>,
    /// What stands before the articles of each edition: with one of them and [`TAIL`] behind it, it is
    /// an edition of that one.
    pub(super) heads: Vec<String>,
}

/// Ends an edition that a head began.
pub(super) const TAIL: &str = "]}";

/// Writes the fields of an edition anew, with an array of articles begun at the end.
fn head(fields: &Object, names: &Names) -> String {
    let mut head = String::from("{");
    for (name, value) in &fields.0 {
        if !names.means(name, Field::Articles) {
            let _ = write!(head, "{}:{},", quoted(name), value.get());
        }
    }
    head.push_str("\"articles\":[");
    head
}

fn quoted(name: &str) -> String {
    serde_json::Value::from(name).to_string()
}

/// Tells of bytes that are nothing in their encoding: once for each record that has some, and for
/// what is between two records.
fn damage(decoded: &Decoded, records: &[Record]) -> Vec<Fault> {
    let place = |damage: &Damage| {
        let before = records.partition_point(|record| record.at <= damage.at);
        let within = before.checked_sub(1).and_then(|index| records.get(index));
        (before, within.is_some_and(|record| damage.at < record.end))
    };
    let parts = decoded.damage.chunk_by(|a, b| place(a) == place(b));
    parts
        .filter_map(|part| {
            let Damage { at, encoding } = *part.first()?;
            let (encoding, count) = (encoding.name(), part.len());
            let places = match count {
                1 => "bytes here are".to_owned(),
                _ => format!("bytes in {count} places are"),
            };
            let what = Bilingual::new(
                format!("{places} nothing in {encoding} and show as \u{FFFD}, expected characters"),
                format!("有 {count} 处字节不合 {encoding} 编码，显示为 \u{FFFD}，应为文字"),
            );
            Some(Fault { at, what })
        })
        .collect()
}

//! An edition that is longer than what is held of a text: its articles are read one by one, as those of
//! an array are. For that is looked ahead once, for the end of its articles: what follows them holds for
//! all of them too.
//!
//! Where the end cannot be found, as in a text with a quotation mark too many, the edition is read as any
//! other, whole.

use std::io;

use super::super::fault::Fault;
use super::super::json::{self, Object};
use super::super::names::{Field, Names};
use super::super::reports::{Edition, Reports};
use super::super::text::Text;
use super::State;
use super::edition::{has_text, head, is_report, says};
use super::extent::{Extent, Scan};

/// How much is looked at at once, in bytes.
const PART: usize = 1 << 20;

/// So much of an edition may stand before its articles and behind them, in bytes.
const LONGEST_ENDS: usize = 1 << 20;

/// More brackets within each other are those of no articles.
const DEEPEST: usize = 1000;

/// An edition whose articles are being read.
#[derive(Debug)]
pub(in super::super) struct LongEdition {
    /// What holds for all its articles.
    pub(in super::super) edition: Edition,
    /// What stands before its articles, and behind them, as one text before them.
    pub(in super::super) head: String,
    /// What is wrong with what stands behind its articles, at its place in the whole text.
    faults_behind: Vec<(u64, Fault)>,
}

impl LongEdition {
    /// Returns what is wrong with what stands behind its articles, at its place from a byte on.
    pub(in super::super) fn faults_behind_from(self, base: u64) -> impl Iterator<Item = Fault> {
        let faults = self.faults_behind.into_iter();
        faults.map(move |(at, fault)| Fault {
            at: at.saturating_sub(base) as usize,
            ..fault
        })
    }
}

impl State {
    /// Begins the edition at a place in the text, if one is there whose articles can be read one by one;
    /// returns where they begin, and what is wrong before them, in bytes from the place on.
    ///
    /// # Errors
    ///
    /// When the text cannot be read.
    pub(in super::super) fn begin_long(
        &mut self,
        text: &mut dyn Text,
        at: u64,
        names: &Names,
    ) -> io::Result<Option<(usize, Vec<Fault>)>> {
        if self.depth > 0 || self.long.is_some() {
            return Ok(None);
        }
        let Some(before) = self.before(text, at, names)? else {
            return Ok(None);
        };
        let array = at + before.len() as u64 - 1;
        let Some(end) = end_of_array(text, array)? else {
            return Ok(None);
        };
        let (behind, _) = text.window(end, LONGEST_ENDS)?;
        let whole = format!("{before}{behind}");
        let Ok((fields, _)) = json::value_at::<Object>(&whole, 0) else {
            return Ok(None);
        };
        if !holds_once(names, &fields) || !is_edition(text, array + 1, names, &fields)? {
            return Ok(None);
        }
        let head = head(&fields, names);
        let mut reports = Reports::new(&whole, names, None, &[fields], None);
        let Some(edition) = reports.take_edition() else {
            return Ok(None);
        };
        let faults = reports.into_faults().into_iter();
        let (faults, behind): (Vec<_>, Vec<_>) = faults.partition(|fault| fault.at < before.len());
        let place = |fault: Fault| (end + (fault.at - before.len()) as u64, fault);
        self.long = Some(LongEdition {
            edition,
            head,
            faults_behind: behind.into_iter().map(place).collect(),
        });
        (self.depth, self.is_begun) = (1, true);
        Ok(Some((before.len(), faults)))
    }

    /// Returns what stands before the articles of an edition, with the bracket that opens them.
    fn before(&self, text: &mut dyn Text, at: u64, names: &Names) -> io::Result<Option<String>> {
        let (window, _) = text.window(at, LONGEST_ENDS)?;
        let scan = Scan::new(window, names, &self.known);
        Ok(match scan.record(0, false) {
            Extent::Articles(array) => window.get(..=array).map(str::to_owned),
            _ => None,
        })
    }
}

/// Whether an object has articles once.
fn holds_once(names: &Names, fields: &Object) -> bool {
    let fields = fields.0.iter();
    fields
        .filter(|(name, _)| names.means(name, Field::Articles))
        .count()
        == 1
}

/// Whether an object with articles is an edition; one that has a title is told by what articles it has at
/// first.
fn is_edition(text: &mut dyn Text, first: u64, names: &Names, fields: &Object) -> io::Result<bool> {
    let is_list = fields.0.iter().any(|(name, _)| names.is_list(name));
    if says(names, fields, Field::Body) {
        return Ok(false);
    }
    if is_list || !is_report(names, fields) {
        return Ok(true);
    }
    let (window, _) = text.window(first, PART)?;
    let mut at = 0;
    while let Ok((item, end)) = json::value_at::<Object>(window, at) {
        if has_text(names, &item) {
            return Ok(true);
        }
        let rest = window.get(end..).unwrap_or_default();
        let Some(next) = rest.trim_start().strip_prefix(',') else {
            break;
        };
        at = window.len() - next.len();
    }
    Ok(false)
}

/// Returns where the array that begins at a place is closed.
fn end_of_array(text: &mut dyn Text, array: u64) -> io::Result<Option<u64>> {
    let mut open = Brackets::default();
    let mut at = array;
    loop {
        let (window, is_last) = text.window(at, PART)?;
        match open.follow(window.as_bytes()) {
            Followed::Closed(end) => return Ok(Some(at + end as u64)),
            Followed::Wrong => return Ok(None),
            Followed::Open if is_last => return Ok(None),
            Followed::Open => at += window.len() as u64,
        }
    }
}

/// The brackets that are open, what closes each, and whether a string is.
#[derive(Debug, Default)]
struct Brackets {
    open: Vec<u8>,
    is_in_string: bool,
    is_escaped: bool,
}

/// Where following brackets has led.
enum Followed {
    /// The first is closed, by this byte.
    Closed(usize),
    Open,
    /// One is closed by another's.
    Wrong,
}

impl Brackets {
    fn follow(&mut self, bytes: &[u8]) -> Followed {
        let mut at = 0;
        while let Some(rest) = bytes.get(at..)
            && let Some(byte) = rest.first()
        {
            if self.is_escaped {
                self.is_escaped = false;
            } else if self.is_in_string {
                let Some(end) = memchr::memchr2(b'"', b'\\', rest) else {
                    return Followed::Open;
                };
                at += end;
                self.is_escaped = bytes.get(at) == Some(&b'\\');
                self.is_in_string = self.is_escaped;
            } else {
                match byte {
                    b'"' => self.is_in_string = true,
                    b'[' => self.open.push(b']'),
                    b'{' => self.open.push(b'}'),
                    b']' | b'}' if self.open.pop() != Some(*byte) => return Followed::Wrong,
                    b']' | b'}' if self.open.is_empty() => return Followed::Closed(at),
                    _ => {}
                }
                if self.open.len() > DEEPEST {
                    return Followed::Wrong;
                }
            }
            at += 1;
        }
        Followed::Open
    }
}

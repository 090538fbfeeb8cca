//! A query as an argument, and what is wrong with it.

use std::ops::Range;

use crate::lang::{Bilingual, Lang, Say as _};
use crate::search::{Fault, Query};
use crate::text::sanitize;
use crate::text::width::{Ambiguous, tail, truncate, width};

/// How many faults of a query are told.
const MOST_FAULTS: usize = 5;

/// How much of a query is shown on each side of what is wrong with it, in cells.
const LEAD: usize = 30;

/// How much of it is marked, in cells.
const LONGEST_MARK: usize = 40;

/// A query, and what was typed.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// What was typed.
    pub(super) typed: String,
    /// What was understood of it.
    pub(super) query: Query,
    faults: Vec<Fault>,
}

impl Asked {
    /// Reads a query, which asks for nothing where nothing is typed.
    ///
    /// # Errors
    ///
    /// Fails where something is typed and asks for nothing.
    pub(super) fn read(typed: &str) -> Result<Self, Bilingual> {
        if typed.trim().is_empty() {
            return Ok(Self {
                typed: String::new(),
                query: Query::default(),
                faults: Vec::new(),
            });
        }
        Self::read_something(typed)
    }

    /// Reads a query that asks for something.
    ///
    /// # Errors
    ///
    /// Fails where it does not.
    pub(super) fn read_something(typed: &str) -> Result<Self, Bilingual> {
        let (query, faults) = Query::read(typed);
        if query.is_empty() && faults.is_empty() {
            return Err(Bilingual::new(
                "it asks for nothing; write a word",
                "没有要查找的内容，请写一个词",
            ));
        }
        let typed = typed.to_owned();
        Ok(Self {
            typed,
            query,
            faults,
        })
    }

    /// Says on standard error what is wrong with the query, and shows where; returns whether anything is.
    pub(super) fn tell_faults(&self, lang: Lang, ambiguous: Ambiguous) -> bool {
        for fault in self.faults.iter().take(MOST_FAULTS) {
            super::remark(&fault.say(lang));
            let [line, mark] = pointed(&self.typed, fault.range.clone(), ambiguous);
            super::tell(&line);
            super::tell(&mark);
        }
        !self.faults.is_empty()
    }
}

/// Returns what stands around a part of a query, and a line of carets to stand below the part.
fn pointed(typed: &str, part: Range<usize>, ambiguous: Ambiguous) -> [String; 2] {
    let clean = |range| sanitize::line(typed.get(range).unwrap_or_default()).into_owned();
    let before = clean(0..part.start);
    let near = tail(&before, LEAD, ambiguous);
    let ellipsis = if near.len() < before.len() { "…" } else { "" };
    let lead = format!("  {ellipsis}{near}");
    let part_shown = clean(part.clone());
    let behind = clean(part.end..typed.len());
    let behind = truncate(&behind, LEAD, ambiguous);
    let carets = width(&part_shown, ambiguous).clamp(1, LONGEST_MARK);
    let mark = format!(
        "{}{}",
        " ".repeat(width(&lead, ambiguous)),
        "^".repeat(carets)
    );
    [format!("{lead}{part_shown}{behind}"), mark]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_stand_below_the_cells_of_a_part() {
        let pointed = |typed: &str, part: &str, ambiguous| {
            let start = typed.find(part).unwrap();
            pointed(typed, start..start + part.len(), ambiguous)
        };
        assert_eq!(
            pointed("植树 date:昨天 雪", "昨天", Ambiguous::Narrow),
            ["  植树 date:昨天 雪", "            ^^^^"]
        );
        assert_eq!(
            pointed("“话” date:昨", "昨", Ambiguous::Wide),
            ["  “话” date:昨", "              ^^"]
        );
        assert_eq!(
            pointed("a\u{1b}[31m b)", ")", Ambiguous::Narrow),
            ["  a b)", "     ^"]
        );
        let long = format!("{}(", "树".repeat(100));
        let [line, mark] = pointed(&long, "(", Ambiguous::Narrow);
        assert_eq!(width(&line, Ambiguous::Narrow), mark.len());
        assert_eq!(line, format!("  …{}(", "树".repeat(15)));
    }

    #[test]
    fn nothing_typed_asks_for_nothing() {
        let read = |typed| Asked::read(typed).unwrap().query;
        assert!(read("").is_empty() && read(" \u{3000}").is_empty());
        assert_eq!(read("植树"), Query::parse("植树"));
        assert!(Asked::read("\u{200B}").is_err());
        assert!(Asked::read_something("").is_err());
    }
}

//! `zhenews search`: the articles that a text stands in.

use std::io::Write as _;
use std::ops::Range;

use clap::Args;

use super::args::{AmbiguousArgs, StoreArgs};
use super::collection::Store;
use super::json;
use super::out::Out;
use super::rows::{self, Layout, Row};
use super::slip;
use crate::app::lang::Lang;
use crate::article::Article;
use crate::document::{self, Document, Field, Headline, Role};
use crate::exit::Exit;
use crate::search::{self, Fault, Haystack, Match, Query};
use crate::text::sanitize;
use crate::text::width::{Ambiguous, tail, truncate, width};

/// How far a line of context is set in, in cells.
const INDENT: usize = 4;

/// How many faults of a query are told.
const MOST_FAULTS: usize = 5;

/// How much of a query is shown on each side of what is wrong with it, in cells.
const LEAD: usize = 30;

/// How much of it is marked, in cells.
const LONGEST_MARK: usize = 40;

/// The arguments of `search`.
#[derive(Debug, Args)]
pub(super) struct SearchArgs {
    /// What to look for, in one argument: words that must all occur, "a phrase", -excluded, a OR b,
    /// (a group), title: author: section: source: page: tag: before a word, after: before: date:
    /// before a date or a range 2018..2019-11. Simplified and traditional, full and half width and
    /// letter case are the same; pinyin finds headlines, names and sections. A query that is also an
    /// option stands after --
    #[arg(allow_hyphen_values = true, value_parser = query)]
    query: Asked,
    #[command(flatten)]
    store: StoreArgs,
    /// Print how many articles match, and nothing else
    #[arg(long, conflicts_with_all = ["json", "limit"])]
    count: bool,
    /// Print the first N articles only
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
    /// Print one whole article a line as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    ambiguous: AmbiguousArgs,
}

/// A query, and what was typed.
#[derive(Clone, Debug)]
struct Asked {
    typed: String,
    query: Query,
    faults: Vec<Fault>,
}

fn query(typed: &str) -> Result<Asked, String> {
    let (query, faults) = Query::read(typed);
    if query.is_empty() && faults.is_empty() {
        return Err("it asks for nothing".to_owned());
    }
    let typed = typed.to_owned();
    Ok(Asked {
        typed,
        query,
        faults,
    })
}

/// Searches the articles.
///
/// # Errors
///
/// Fails when nothing can be read, or the output not written.
pub(super) fn run(args: SearchArgs, out: &mut Out) -> anyhow::Result<Exit> {
    let Asked {
        typed,
        query,
        faults,
    } = args.query;
    let store = Store::from(args.store);
    slip::refuse_loose_words(&typed, &store.sources, out.lang())?;
    if !faults.is_empty() {
        tell_faults(&typed, &faults, out.lang(), args.ambiguous.into());
        return Ok(Exit::WrongUse);
    }
    let articles = store.load(out)?.articles;
    let mut matches = Haystack::new(&articles)
        .search(&query, &|| false)
        .unwrap_or_default();
    let found = Exit::found(!matches.is_empty());
    if args.count {
        writeln!(out, "{}", matches.len())?;
        return Ok(found);
    }
    if let Some(limit) = args.limit {
        matches.truncate(limit as usize);
    }
    let matches = found_articles(&articles, &matches);
    if args.json {
        json::write(matches.iter().map(|(article, _)| *article), out)?;
    } else {
        let layout = Layout {
            columns: out.columns(),
            ambiguous: args.ambiguous.into(),
            pen: out.pen(),
        };
        print(&matches, &query, layout, out)?;
    }
    Ok(found)
}

/// Says on standard error what is wrong with a query, and shows where.
fn tell_faults(typed: &str, faults: &[Fault], lang: Lang, ambiguous: Ambiguous) {
    for fault in faults.iter().take(MOST_FAULTS) {
        super::remark(&match lang {
            Lang::En => fault.english(),
            Lang::Zh => fault.chinese(),
        });
        let [line, mark] = pointed(typed, fault.range.clone(), ambiguous);
        super::tell(&line);
        super::tell(&mark);
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

/// Pairs matches with their articles.
fn found_articles<'a>(articles: &'a [Article], matches: &[Match]) -> Vec<(&'a Article, Match)> {
    let pair = |found: &Match| Some((articles.get(found.article)?, *found));
    matches.iter().filter_map(pair).collect()
}

/// Prints a line an article; on a terminal with a second one that shows a hit where it stands.
fn print(
    matches: &[(&Article, Match)],
    query: &Query,
    layout: Layout,
    out: &mut Out,
) -> anyhow::Result<()> {
    let row = |(article, found): &(&Article, Match)| {
        let field = match document::headline(article) {
            Headline::Printed(_) => Field::Title,
            Headline::Drawn(_) => Field::Body,
        };
        let hits = |headline: &str| search::hits_in_line(headline, field, query, found.pinyin);
        Row::new(article).with_hits(found.hits, hits)
    };
    let rows: Vec<_> = matches.iter().map(row).collect();
    for (line, (article, _)) in rows::lines(&rows, layout).zip(matches) {
        writeln!(out, "{line}")?;
        if let Some(context) = layout.columns.and_then(|_| context(article, query, layout)) {
            writeln!(out, "{context}")?;
        }
    }
    Ok(())
}

/// Returns the line around the first hit outside the headline, which is on screen already.
fn context(article: &Article, query: &Query, layout: Layout) -> Option<String> {
    let document = Document::new(article);
    let hits = search::hits(&document, query);
    let (block, first) = hits.iter().find_map(|hit| {
        let block = document
            .blocks()
            .iter()
            .find(|block| block.range.contains(&hit.start))?;
        (block.role != Role::Headline).then_some((block, hit))
    })?;
    let room = layout.columns?.saturating_sub(INDENT);
    let before = document.text().get(block.range.start..first.start)?;
    let lead = lead(before, room, layout.ambiguous);
    let ellipsis = if lead.len() < before.len() { "…" } else { "" };
    let start = first.start - lead.len();
    let is_shown = |hit: &&Range<usize>| hit.start >= start && hit.start < block.range.end;
    let shown = hits
        .iter()
        .filter(is_shown)
        .map(|hit| hit.start - start..hit.end - start);
    let text = document.text().get(start..block.range.end)?;
    let room = room.saturating_sub(width(ellipsis, layout.ambiguous));
    let line = rows::marked(text, &shown.collect::<Vec<_>>(), room, layout);
    Some(format!("{}{ellipsis}{line}", " ".repeat(INDENT)))
}

/// Returns what is shown of the text before a hit: all of it where that leaves a third of the room,
/// otherwise a third of the room full.
fn lead(before: &str, room: usize, ambiguous: Ambiguous) -> &str {
    let near = tail(before, room * 2 / 3, ambiguous);
    if near.len() == before.len() {
        near
    } else {
        tail(before, room / 3, ambiguous)
    }
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
    fn what_stands_before_a_hit_leaves_room_for_it() {
        let lead = |before| lead(before, 12, Ambiguous::Narrow);
        assert_eq!(lead("清晨的雨"), "清晨的雨");
        assert_eq!(lead("清晨的大雨"), "大雨");
        assert_eq!(lead(""), "");
    }
}

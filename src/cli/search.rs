//! `zhenews search`: the articles that contain a text.

use std::ops::Range;

use clap::Args;

use super::arg_mistakes;
use super::args::groups::{AmbiguousArgs, StoreArgs};
use super::failure::Failure;
use super::json;
use super::out::Out;
use super::query_arg::Asked;
use super::reports::Reports;
use super::reports::Store;
use super::rows::{self, Layout, Row, Table};
use crate::article::Article;
use crate::corpus::Found;
use crate::document::{self, Document, Field, Headline, Role};
use crate::exit::Exit;
use crate::lang::{Bilingual, Say as _};
use crate::search::query::hint;
use crate::search::{Excerpt, Highlighter, Sort};

/// How far a line of context is set in, in cells.
const INDENT: usize = 4;

/// The arguments of `search`.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own"
)]
pub(super) struct SearchArgs {
    /// What to look for, in one argument: words that must all occur, "a phrase", -excluded, a OR b,
    /// (a group), title: author: section: source: page: tag: before a word, after: before: date:
    /// before a date or a range 2018..2019-11, is:unread is:read is:starred is:noted is:new, like:ID for
    /// similar articles. Simplified and traditional, full and half width and letter case are the same;
    /// pinyin finds headlines, names and sections. A query that is also an option stands after --
    #[arg(allow_hyphen_values = true, value_parser = Asked::read_something)]
    query: Asked,
    #[command(flatten)]
    pub(super) store: StoreArgs,
    /// Print how many articles match, and nothing else
    #[arg(long, conflicts_with_all = ["json", "limit"])]
    count: bool,
    /// Print the first N articles only
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
    /// Which articles come first
    ///
    /// Articles that match only as pinyin come behind the others either way.
    #[arg(
        long,
        value_name = "ORDER",
        value_enum,
        default_value = "newest",
        conflicts_with = "count"
    )]
    sort: Sort,
    /// Of articles that are one text in several newspapers print, or count, the first alone
    #[arg(long)]
    once: bool,
    /// Print one whole article a line as JSON
    #[arg(long)]
    json: bool,
    /// Fail where not all parts of a collection on a search engine answer, in place of showing what did
    #[arg(long)]
    exact: bool,
    #[command(flatten)]
    pub(super) ambiguous: AmbiguousArgs,
}

/// Searches the articles.
///
/// # Errors
///
/// Fails when nothing can be read, or the output not written.
pub(super) fn run(args: SearchArgs, out: &mut Out) -> Result<Exit, Failure> {
    let Asked { typed, query, .. } = &args.query;
    let mut store = Store::from(args.store);
    store.access.shows_parts = !args.exact;
    arg_mistakes::refuse_loose_words("search", typed, &store.named)?;
    let slip = arg_mistakes::remark_on_lone_path(typed, &store.named);
    let slip = slip.or_else(|| hint(typed));
    let slip = slip.or_else(|| query.like_which().map(|_| wants_an_id()));
    let ambiguous = args.ambiguous.into();
    if args.query.tell_faults(out.lang(), ambiguous) {
        return Ok(Exit::WrongUse);
    }
    // What others are to a report, its copies and how rare its words are, only all of them tell.
    let is_alone = !args.once && args.sort != Sort::Relevance;
    let mut reports = store.open_for(is_alone.then_some(query), out)?;
    reports.remember_for(query)?;
    if args.count {
        let found = if args.once {
            reports.listed_once(args.sort, query, out)?
        } else {
            reports.search(query, None, out)?
        };
        let count = found.len() + found.beyond();
        writeln!(out, "{count}")?;
        return Ok(tell_part(&found, out).unwrap_or_else(|| exit_of(count > 0, slip, out)));
    }
    let limit = args.limit.map(|limit| limit as usize);
    let all = if args.once {
        reports.listed_once(args.sort, query, out)?
    } else {
        reports.listed(args.sort, query, limit, out)?
    };
    let shown = all.len().min(limit.unwrap_or(usize::MAX));
    if args.json {
        json::write(reports.articles(all.listed().take(shown)), out)?;
    } else {
        let layout = Layout {
            columns: out.columns(),
            ambiguous,
            pen: out.pen(),
        };
        let highlighter = Highlighter::new(all.words().unwrap_or(query));
        print(&reports, (&all, shown), &highlighter, layout, out)?;
    }
    reports.tell_missing(out)?;
    if let Some(beyond) = Reports::beyond(&all, limit) {
        out.notice(beyond.say(out.lang()));
    }
    Ok(tell_part(&all, out).unwrap_or_else(|| exit_of(!all.is_empty(), slip, out)))
}

/// Says that more may match, where a part of the collection did not answer: what is printed is not all.
fn tell_part(found: &Found, out: &mut Out) -> Option<Exit> {
    let shortfall = found.shortfall()?;
    out.notice(shortfall.say(out.lang()));
    Some(Exit::Failure)
}

/// What to type behind `like:` where that finds nothing, not even the report that others are to be like.
fn wants_an_id() -> Bilingual {
    Bilingual::new(
        "like: takes the id of a report, as zhenews list shows it",
        "like: 后面是报道的编号，可用 zhenews list 查看",
    )
}

/// Tells by the exit code whether anything was found, and of a slip where nothing was.
fn exit_of(is_any: bool, slip: Option<Bilingual>, out: &mut Out) -> Exit {
    if let Some(slip) = slip.filter(|_| !is_any) {
        out.notice(slip.say(out.lang()));
    }
    Exit::found(is_any)
}

/// Prints a line an article; on a terminal with a second one that shows a hit where it stands.
fn print(
    reports: &Reports,
    (all, shown): (&Found, usize),
    highlighter: &Highlighter,
    layout: Layout,
    out: &mut Out,
) -> Result<(), Failure> {
    let mut table = Table::new(layout);
    let mut found = (0..shown).zip(all.listed()).peekable();
    while found.peek().is_some() {
        let batch: Vec<_> = found.by_ref().take(rows::BATCH).collect();
        reports.read_ahead(&batch.iter().map(|(_, row)| *row).collect::<Vec<_>>());
        let batch = batch
            .iter()
            .filter_map(|(at, row)| Some((reports.article(*row)?, *at)));
        let articles: Vec<_> = batch.collect();
        let rows: Vec<_> = articles
            .iter()
            .map(|(article, at)| row(article, (all, *at), highlighter))
            .collect();
        for (line, (article, _)) in table.lines(&rows).zip(&articles) {
            writeln!(out, "{line}")?;
            if let Some(context) = layout
                .columns
                .and_then(|_| context(article, highlighter, layout))
            {
                writeln!(out, "{context}")?;
            }
        }
    }
    Ok(())
}

/// Makes the line of the article that was found at a position.
fn row(article: &Article, (all, at): (&Found, usize), highlighter: &Highlighter) -> Row {
    let field = match document::headline(article) {
        Headline::Printed(_) => Field::Title,
        Headline::Drawn(_) => Field::Body,
    };
    let count = || highlighter.hits(&Document::new(article)).len();
    let hits = |headline: &str| highlighter.hits_in_line(headline, field, all.is_pinyin(at));
    Row::new(article).with_hits(all.hits_at(at).unwrap_or_else(count), hits)
}

/// Returns the line around the first hit outside the headline, which is on screen already.
fn context(article: &Article, highlighter: &Highlighter, layout: Layout) -> Option<String> {
    let document = Document::new(article);
    let hits = highlighter.hits(&document);
    let block = hits.iter().find_map(|hit| {
        let block = document
            .blocks()
            .iter()
            .find(|block| block.range.contains(&hit.start))?;
        (block.role != Role::Headline).then_some(block)
    })?;
    let text = document.text().get(block.range.clone())?;
    let is_within = |hit: &&Range<usize>| block.range.contains(&hit.start);
    let within = hits.iter().filter(is_within);
    let within = within.map(|hit| hit.start - block.range.start..hit.end - block.range.start);
    let excerpt = Excerpt::new(text, &within.collect::<Vec<_>>())?;
    let room = layout.columns?.saturating_sub(INDENT);
    let (text, hits) = excerpt.line(room, layout.ambiguous);
    let line = rows::marked(&text, &hits, room, layout);
    Some(format!("{}{line}", " ".repeat(INDENT)))
}

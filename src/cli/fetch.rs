//! `zhenews fetch`: what is due comes in, for a person before a terminal and for a timer.

use std::collections::HashSet;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::feeds::{named, place};
use super::fetch_report::{age, format_taken, run_now, tell_failures};
use super::json;
use super::out::Out;
use crate::config::{self, Config, FeedSetting};
use crate::exit::Exit;
use crate::fetch::{Fetched, Outcome, Taken};
use crate::lang::{Bilingual, Lang, Say as _, bilingual};

/// The arguments of `fetch`.
#[derive(Debug, Args)]
pub(super) struct FetchArgs {
    /// Feeds by their names or addresses, or folders of them; they are fetched whether they are due or not
    /// [default: all that are due]
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Print what came as JSON: a line with every feed, and the sums
    #[arg(long)]
    json: bool,
}

/// Fetches feeds. Who fails is told on standard error; what came is told to a terminal.
///
/// # Errors
///
/// Fails where a name is no feed's, or the output cannot be written.
pub(super) fn run(args: &FetchArgs, config: &Config, out: &mut Out) -> Result<Exit, Failure> {
    let lang = out.lang();
    let place = place()?;
    let wanted = wanted(&args.names, config)?;
    if wanted.is_empty() {
        let none = lang.pick(
            "there are no feeds; `zhenews add URL` adds one",
            "没有订阅；`zhenews add URL` 添加",
        );
        out.notice(none.to_owned());
        return Ok(Exit::Nothing);
    }
    let outcomes = run_now(&place, &config.feeds, &wanted, !args.names.is_empty(), lang);
    if args.json {
        json::write_line(&Summary::new(&outcomes, &wanted, lang), out)?;
    } else if out.is_terminal() {
        tell_news(&outcomes, out)?;
    }
    tell_failures(&outcomes, out);
    let has_failed = outcomes.iter().any(|outcome| outcome.fetched.is_err());
    Ok(if has_failed {
        Exit::Failure
    } else {
        Exit::Success
    })
}

/// Returns the feeds that are meant, each once.
fn wanted(names: &[String], config: &Config) -> Result<Vec<FeedSetting>, Failure> {
    if names.is_empty() {
        return Ok(config.feeds.clone());
    }
    let mut seen = HashSet::new();
    let mut wanted = Vec::new();
    for name in names {
        let feeds = named(config, name);
        if feeds.is_empty() {
            let known: Vec<&str> = config.feeds.iter().map(FeedSetting::title).collect();
            let Bilingual { english, chinese } = config::meant(config::nearest(name, &known));
            return Err(Failure::wrong_use(bilingual!(
                "no feed and no folder of feeds is called {name}{english} (`zhenews collections` lists them)",
                "没有叫“{name}”的订阅或文件夹{chinese}（`zhenews collections` 列出全部）"
            )));
        }
        let new = feeds
            .into_iter()
            .filter(|feed| seen.insert(feed.key.clone()));
        wanted.extend(new.cloned());
    }
    Ok(wanted)
}

/// Says what came: a line a feed that brought something.
fn tell_news(outcomes: &[Outcome], out: &mut Out) -> Result<(), Failure> {
    let lang = out.lang();
    let mut is_silent = true;
    for outcome in outcomes {
        if let Ok(Fetched::Brought(taken)) = &outcome.fetched
            && (taken.new, taken.changed) != (0, 0)
        {
            is_silent = false;
            let line = lang.about(&outcome.title, &format_taken(taken, lang));
            writeln!(out, "{}", crate::text::sanitize::visible_line(&line))?;
        }
    }
    if is_silent {
        writeln!(out, "{}", lang.pick("nothing new", "没有新报道"))?;
    }
    Ok(())
}

/// What came, for programs.
#[derive(Serialize)]
struct Summary<'o> {
    new: usize,
    changed: usize,
    failed: usize,
    feeds: Vec<Row<'o>>,
}

#[derive(Serialize)]
struct Row<'o> {
    name: &'o str,
    url: &'o str,
    /// `brought`, `unchanged`, `not-due` or `failed`.
    outcome: &'static str,
    new: usize,
    changed: usize,
    elsewhere: usize,
    ignored: usize,
    dropped: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    newest: Option<&'o str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    newest_days: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    moved: Option<&'o str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl<'o> Summary<'o> {
    fn new(outcomes: &'o [Outcome], feeds: &'o [FeedSetting], lang: Lang) -> Self {
        let url = |key: &str| {
            let feed = feeds.iter().find(|feed| feed.key == key);
            feed.map_or("", |feed| feed.url.as_str())
        };
        let row = |outcome: &'o Outcome| {
            let (name, taken) = match &outcome.fetched {
                Ok(Fetched::Brought(taken)) => ("brought", *taken),
                Ok(Fetched::Unchanged) => ("unchanged", Taken::default()),
                Ok(Fetched::NotDue) => ("not-due", Taken::default()),
                Err(_) => ("failed", Taken::default()),
            };
            Row {
                name: &outcome.title,
                url: url(&outcome.key),
                outcome: name,
                new: taken.new,
                changed: taken.changed,
                elsewhere: taken.elsewhere,
                ignored: taken.ignored,
                dropped: taken.dropped,
                newest: outcome.newest.as_deref(),
                newest_days: outcome.newest.as_deref().and_then(age),
                moved: outcome.moved.as_deref(),
                error: outcome.fetched.as_ref().err().map(|error| error.say(lang)),
            }
        };
        let rows: Vec<Row<'o>> = outcomes.iter().map(row).collect();
        Self {
            new: rows.iter().map(|row| row.new).sum(),
            changed: rows.iter().map(|row| row.changed).sum(),
            failed: rows.iter().filter(|row| row.error.is_some()).count(),
            feeds: rows,
        }
    }
}

//! Feeds among the collections: added by an address or by a list of them, taken out, listed.

use std::path::Path;

use super::failure::Failure;
use super::fetch_report::{format_age, format_taken, tell_failures};
use super::out::Out;
use super::progress::Progress;
use crate::collections::{Adding, FeedAdded};
use crate::config::{Config, FeedSetting};
use crate::exit::Exit;
use crate::fetch::{self, Place, State};
use crate::lang::{Bilingual, Say as _, bilingual};
use crate::subscriptions::{self, Subscription};
use crate::text::sanitize;

/// Returns the place of the stores.
pub(super) fn place() -> Result<Place, Failure> {
    Ok(Place::of_user().ok_or_else(fetch::no_place)?)
}

/// Adds the feed at an address, and says what came.
pub(super) fn add(adding: &mut Adding<'_>, typed: &str, out: &mut Out) -> Result<(), Failure> {
    let lang = out.lang();
    match adding.feed(typed)? {
        FeedAdded::Known(title) => {
            let already = Bilingual::new("it is among the feeds already", "已在订阅之列");
            out.notice(already.about(&*title).say(lang));
        }
        FeedAdded::New {
            setting,
            taken,
            newest,
        } => {
            print_store(adding, &setting, out)?;
            out.notice(lang.about(&setting.key, &format_taken(&taken, lang)));
            if let Some(age) = format_age(newest.as_deref(), lang) {
                out.notice(lang.about(&setting.key, &age));
            }
        }
    }
    Ok(())
}

/// Adds a list of feeds, and says what came.
pub(super) fn add_list(
    adding: &mut Adding<'_>,
    path: &Path,
    list: &[Subscription],
    out: &mut Out,
) -> Result<(), Failure> {
    let lang = out.lang();
    let progress = Progress::new(lang);
    let added = adding.list(path, list, &progress);
    progress.end();
    let added = added?;
    for why in &added.left_out {
        out.notice(why.say(lang));
    }
    for feed in &added.new {
        print_store(adding, feed, out)?;
    }
    let (all, count) = (added.of, added.new.len());
    let said = bilingual!(
        "{count} of {all} feeds were new and are added",
        "共 {all} 个订阅，新添加 {count} 个"
    );
    out.notice(said.about(path).say(lang));
    tell_failures(&added.outcomes, out);
    Ok(())
}

fn print_store(adding: &Adding<'_>, feed: &FeedSetting, out: &mut Out) -> Result<(), Failure> {
    let store = adding.store(feed);
    writeln!(out, "{}", sanitize::visible_line(&store.to_string_lossy()))?;
    Ok(())
}

/// Returns the feeds that a name means: a feed by its key, its name, its address or the path of its store, or all of
/// a folder.
pub(super) fn named<'c>(config: &'c Config, name: &str) -> Vec<&'c FeedSetting> {
    let store = |feed: &FeedSetting| Place::of_user().map(|place| place.store(&feed.key));
    let path = std::path::absolute(name).ok();
    let feeds = config.feeds.iter();
    let is_meant = |feed: &&FeedSetting| {
        [feed.key.as_str(), feed.title(), feed.url.as_str()].contains(&name)
            || path.is_some() && path == store(feed)
    };
    let one: Vec<&FeedSetting> = feeds.clone().filter(is_meant).collect();
    if !one.is_empty() {
        return one;
    }
    let folder = name.trim_end_matches('/');
    let is_in = |feed: &&FeedSetting| {
        let mut rests = feed
            .folder
            .0
            .iter()
            .filter_map(|path| path.strip_prefix(folder));
        rests.any(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    feeds.filter(is_in).collect()
}

/// Deletes what a feed brought, and what is known of it; what others of the feeds carry, too, goes to them.
pub(super) fn delete(key: &str, config: &Config, removed: &[String]) -> Result<(), Failure> {
    let others = config.feeds.iter().map(|feed| feed.key.clone());
    let others: Vec<String> = others.filter(|other| !removed.contains(other)).collect();
    let deleted = fetch::delete(&place()?, key, &others);
    Ok(deleted.map_err(|error| error.in_both())?)
}

/// Prints the feeds, a line each: the path of the store, the name and the address; and says what is wrong with each.
pub(super) fn list(config: &Config, out: &mut Out) -> Result<(), Failure> {
    let lang = out.lang();
    let Some(place) = Place::of_user() else {
        return Ok(());
    };
    for feed in &config.feeds {
        let store = place.store(&feed.key);
        let store = store.to_string_lossy();
        let fields = [&*store, feed.title(), &feed.url].map(sanitize::visible_line);
        writeln!(out, "{}", fields.join("\t"))?;
        let state = State::load(&place, &feed.key, &feed.url);
        if let Some(error) = &state.error {
            out.notice(error.about(feed.title()).say(lang));
        } else if let Some(age) = format_age(state.newest.as_deref(), lang) {
            out.notice(lang.about(feed.title(), &age));
        }
    }
    Ok(())
}

/// Prints the feeds as OPML.
pub(super) fn opml(config: &Config, out: &mut Out) -> Result<Exit, Failure> {
    let feeds = config.feeds.iter().map(|feed| Subscription {
        address: feed.url.clone(),
        title: Some(feed.title().to_owned()),
        folders: feed
            .folder
            .paths()
            .map(|path| path.into_iter().map(str::to_owned).collect())
            .collect(),
    });
    let feeds: Vec<Subscription> = feeds.collect();
    out.print(&subscriptions::opml_of("zhenews", &feeds))?;
    Ok(Exit::Success)
}

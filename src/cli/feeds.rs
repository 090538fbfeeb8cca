//! Feeds among the collections: added by an address or by a list of them, taken out, listed.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use url::Url;

use super::failure::Failure;
use super::fetch_report::{format_age, format_taken, run_now, tell_failures};
use super::out::Out;
use crate::config::{Config, EditError, FeedSetting, feeds_put, no_place, rewrite};
use crate::exit::Exit;
use crate::fetch::{self, Found, Place, State};
use crate::lang::{Bilingual, IoContext as _, Lang, Say as _, bilingual};
use crate::store::MOST_ROOTS;
use crate::subscriptions::{self, Subscription};
use crate::text::sanitize;

/// The longest key that is made of a feed's title, in characters.
const LONGEST: usize = 40;

/// Returns what is read where no path is named: the collections of the settings and the stores of feeds. Of more
/// feeds than places are told apart the directory that holds them is one.
pub(super) fn collections(config: &Config) -> Vec<PathBuf> {
    let mut all = config.collections.value.clone();
    let Some(place) = Place::of_user() else {
        return all;
    };
    let stores = config.feeds.iter().map(|feed| place.store(&feed.key));
    let stores: Vec<PathBuf> = stores.filter(|store| store.exists()).collect();
    if all.len() + stores.len() > MOST_ROOTS {
        all.push(place.directory().to_owned());
    } else {
        all.extend(stores);
    }
    all
}

/// Returns the place of the stores.
pub(super) fn place() -> Result<Place, Failure> {
    Ok(Place::of_user().ok_or_else(fetch::no_place)?)
}

/// Returns the address that an argument is, if it is one.
pub(super) fn address(argument: &Path) -> Option<String> {
    let typed = argument.to_str()?;
    let feed = typed.strip_prefix("feed:").unwrap_or(typed);
    let feed = match feed.strip_prefix("//") {
        Some(rest) if feed.len() < typed.len() => format!("https://{rest}"),
        _ => feed.to_owned(),
    };
    let schemes = ["http://", "https://", "file://"];
    schemes
        .iter()
        .any(|scheme| feed.starts_with(scheme))
        .then_some(feed)
}

/// Reads a list of feeds; nothing where a path is none.
pub(super) fn list_in(path: &Path) -> Option<Vec<Subscription>> {
    const LARGEST: u64 = 8 << 20;
    // A pipe would be waited for.
    let is_file = path.is_file();
    let file = is_file.then(|| fs::File::open(path).ok())??;
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let start: String = text.chars().take(2048).collect::<String>().to_lowercase();
    let is_list = start.contains("<opml") || path.file_name().is_some_and(|name| name == "urls");
    is_list.then(|| subscriptions::read(&text))?
}

/// The feeds that there are, as more are added.
pub(super) struct Adding<'c> {
    config: &'c Config,
    known: Vec<FeedSetting>,
    place: Place,
    folder: Option<String>,
}

impl<'c> Adding<'c> {
    /// Begins with the feeds of the settings.
    pub(super) fn new(config: &'c Config, folder: Option<&String>) -> Result<Self, Failure> {
        Ok(Self {
            config,
            known: config.feeds.clone(),
            place: place()?,
            folder: folder.cloned(),
        })
    }

    /// Finds the feed at an address, stores what it has, and says what came.
    pub(super) fn address(&mut self, typed: &str, out: &mut Out) -> Result<(), Failure> {
        let lang = out.lang();
        let url = Url::parse(typed).map_err(|_| {
            let error = fetch::Failure::NoAddress(typed.to_owned());
            Failure::from(error.in_both())
        })?;
        if let Some(known) = self.known(typed) {
            out.notice(already(lang, known));
            return Ok(());
        }
        let found = Found::at(&url).map_err(|error| error.in_both().about(typed))?;
        let address = found.address.to_string();
        if let Some(known) = self.known(&address) {
            out.notice(already(lang, known));
            return Ok(());
        }
        let key = self.key(found.feed.title.as_deref(), &address);
        let setting = FeedSetting::new(&key, &address, self.folder.clone());
        self.known.push(setting.clone());
        let first = fetch::first_fetch(&self.place, &self.known, &setting, found);
        let (taken, state) = first.map_err(|error| error.in_both().about(typed))?;
        self.save(std::slice::from_ref(&setting))?;
        let store = self.place.store(&key);
        writeln!(out, "{}", sanitize::visible_line(&store.to_string_lossy()))?;
        out.notice(lang.about(&key, &format_taken(&taken, lang)));
        if let Some(age) = format_age(state.newest.as_deref(), lang) {
            out.notice(lang.about(&key, &age));
        }
        Ok(())
    }

    /// Adds a list of feeds, and fetches those that are new.
    pub(super) fn list(
        &mut self,
        path: &Path,
        list: &[Subscription],
        out: &mut Out,
    ) -> Result<(), Failure> {
        let lang = out.lang();
        let mut new = Vec::new();
        for feed in list {
            let Some(address) =
                address(Path::new(&feed.address)).filter(|a| !a.starts_with("file:"))
            else {
                let shown = &feed.address;
                let why = bilingual!(
                    "{shown} is no address that is fetched, and was left out",
                    "{shown} 不是可抓取的网址，未添加"
                );
                out.notice(why.about(path).say(lang));
                continue;
            };
            if self.known(&address).is_some() {
                continue;
            }
            let parts: Vec<String> = self
                .folder
                .iter()
                .cloned()
                .chain(feed.folders.iter().map(|folder| folder.replace('/', "／")))
                .collect();
            let folder = Some(parts.join("/")).filter(|folder| !folder.is_empty());
            let key = self.key(feed.title.as_deref(), &address);
            let setting = FeedSetting::new(&key, &address, folder);
            self.known.push(setting.clone());
            new.push(setting);
        }
        self.save(&new)?;
        let outcomes = run_now(&self.place, &self.known, &new, true, lang);
        for feed in &new {
            let store = self.place.store(&feed.key);
            writeln!(out, "{}", sanitize::visible_line(&store.to_string_lossy()))?;
        }
        let (all, count) = (list.len(), new.len());
        let said = bilingual!(
            "{count} of {all} feeds were new and are added",
            "共 {all} 个订阅，新添加 {count} 个"
        );
        out.notice(said.about(path).say(lang));
        tell_failures(&outcomes, out);
        Ok(())
    }

    fn known(&self, address: &str) -> Option<&FeedSetting> {
        self.known.iter().find(|feed| feed.url == address)
    }

    /// Makes a key of a feed's title, or else of its host.
    fn key(&self, title: Option<&str>, address: &str) -> String {
        let url = Url::parse(address).ok();
        let host = url.as_ref().and_then(Url::host_str).unwrap_or("feed");
        let title = sanitize::line(title.unwrap_or(host));
        let is_shown = |c: &char| !c.is_control() && !matches!(c, '/' | '\\' | '"');
        let plain: String = title.chars().filter(is_shown).take(LONGEST).collect();
        let plain = Some(plain.trim())
            .filter(|plain| !plain.is_empty())
            .unwrap_or(host);
        let is_free = |key: &str| self.known.iter().all(|feed| feed.key != key);
        let numbered = (2..).map(|number| format!("{plain} {number}"));
        let mut keys = std::iter::once(plain.to_owned()).chain(numbered);
        keys.find(|key| is_free(key)).unwrap_or_default()
    }

    fn save(&self, new: &[FeedSetting]) -> Result<(), Failure> {
        if new.is_empty() {
            return Ok(());
        }
        change(self.config, |text| feeds_put(text, new))
    }
}

fn already(lang: Lang, known: &FeedSetting) -> String {
    let already = Bilingual::new("it is among the feeds already", "已在订阅之列");
    already.about(known.title()).say(lang)
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
        let rest = feed
            .folder
            .as_deref()
            .and_then(|path| path.strip_prefix(folder));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    feeds.filter(is_in).collect()
}

/// Deletes what a feed brought, and what is known of it.
pub(super) fn delete(key: &str) -> Result<(), Failure> {
    let place = place()?;
    for path in [place.store(key), place.state(key), place.revisions(key)] {
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error).context(path.as_path())?;
            }
            _ => {}
        }
    }
    Ok(())
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
            .iter()
            .flat_map(|folder| folder.split('/'))
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect(),
    });
    let feeds: Vec<Subscription> = feeds.collect();
    out.print(&subscriptions::opml_of("zhenews", &feeds))?;
    Ok(Exit::Success)
}

/// Changes the file of settings.
pub(super) fn change(
    config: &Config,
    change: impl FnOnce(&str) -> Result<String, EditError>,
) -> Result<(), Failure> {
    let path = config.path.as_ref().ok_or_else(no_place)?;
    Ok(rewrite(path, change)?)
}

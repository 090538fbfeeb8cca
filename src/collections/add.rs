//! Adds paths and feeds to the settings. What a feed has is fetched first: one that cannot be read is not added.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use url::Url;

use super::{access, whole};
use crate::config::{self, Config, EditError, FeedSetting, FolderPaths};
use crate::feed;
use crate::fetch::{self, Found, Outcome, Place, State, Taken, Watch};
use crate::filetype::{self, FileType};
use crate::lang::{Bilingual, Say as _, bilingual};
use crate::remote::{Address, Client, Index};
use crate::store::{self, Source};
use crate::subscriptions::{self, Subscription};
use crate::text::sanitize;

/// The longest key that is made of a feed's title, in characters.
const LONGEST: usize = 40;

/// Returns the address that an argument is, if it is one.
pub fn feed_address(typed: &str) -> Option<String> {
    let feed = typed.strip_prefix("feed:").unwrap_or(typed);
    let feed = match feed.strip_prefix("//") {
        Some(rest) if feed.len() < typed.len() => format!("https://{rest}"),
        _ => feed.to_owned(),
    };
    let (scheme, rest) = feed.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    matches!(&*scheme, "http" | "https" | "file").then(|| format!("{scheme}://{rest}"))
}

/// Returns the address of a feed that is saved as a file; nothing where a path is none.
pub fn feed_in(path: &Path) -> Option<String> {
    let mut beginning = Vec::new();
    // A pipe would be waited for.
    let file = path.is_file().then(|| fs::File::open(path).ok())??;
    let most = filetype::BEGINNING as u64;
    file.take(most).read_to_end(&mut beginning).ok()?;
    let is_feed = filetype::detect(&beginning)?.file_type == FileType::Feed;
    let whole = is_feed.then(|| path.canonicalize().ok())??;
    Url::from_file_path(whole).ok().map(String::from)
}

/// Reads a list of feeds; nothing where a path is none.
pub fn list_in(path: &Path) -> Option<Vec<Subscription>> {
    const LARGEST: u64 = 8 << 20;
    // A pipe would be waited for.
    let is_file = path.is_file();
    let file = is_file.then(|| fs::File::open(path).ok())??;
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes).ok()?;
    let text = feed::text_of(&bytes, None);
    let start: String = text.chars().take(2048).collect::<String>().to_lowercase();
    let is_list = start.contains("<opml") || path.file_stem().is_some_and(|name| name == "urls");
    is_list.then(|| subscriptions::read(&text))?
}

/// What became of a feed that was to be added.
#[derive(Debug)]
pub enum FeedAdded {
    /// It is among the feeds already, and is called this.
    Known(String),
    /// It was not.
    New {
        /// What the settings say of it.
        setting: Box<FeedSetting>,
        /// What it brought.
        taken: Taken,
        /// The day of its newest report.
        newest: Option<String>,
    },
}

/// What became of a list of feeds.
#[derive(Debug)]
pub struct ListAdded {
    /// How many feeds it has.
    pub of: usize,
    /// Those that were new.
    pub new: Vec<FeedSetting>,
    /// What was left out, and why.
    pub left_out: Vec<Bilingual>,
    /// What the new ones brought.
    pub outcomes: Vec<Outcome>,
}

/// What became of a path that was to be added.
#[derive(Debug, PartialEq, Eq)]
pub enum PathAdded {
    /// It is among the collections already.
    Known(PathBuf),
    /// It was not; this is the whole path.
    New(String),
}

/// The feeds that there are, as more are added.
pub struct Adding<'c> {
    config: &'c Config,
    known: Vec<FeedSetting>,
    place: Place,
    folder: Option<String>,
}

impl<'c> Adding<'c> {
    /// Begins with the feeds of the settings. What is added is put into a folder, if one is named.
    ///
    /// # Errors
    ///
    /// Fails where there is no place for what feeds bring.
    pub fn new(config: &'c Config, folder: Option<&String>) -> Result<Self, Bilingual> {
        Ok(Self {
            config,
            known: config.feeds.clone(),
            place: Place::of_user().ok_or_else(fetch::no_place)?,
            folder: folder.cloned(),
        })
    }

    /// Returns where a feed's reports are stored.
    pub fn store(&self, setting: &FeedSetting) -> PathBuf {
        self.place.store(&setting.key)
    }

    /// Finds the feed at an address, stores what it has, and adds it to the settings.
    ///
    /// # Errors
    ///
    /// Why it was not added.
    pub fn feed(&mut self, typed: &str) -> Result<FeedAdded, Bilingual> {
        let url =
            Url::parse(typed).map_err(|_| fetch::Failure::NoAddress(typed.to_owned()).in_both())?;
        if let Some(known) = self.known(typed) {
            return Ok(FeedAdded::Known(known.title().to_owned()));
        }
        let found = Found::at(&url).map_err(|error| error.in_both().about(typed))?;
        let address = found.address.to_string();
        if let Some(known) = self.known(&address) {
            return Ok(FeedAdded::Known(known.title().to_owned()));
        }
        let key = self.key(found.feed.title.as_deref(), &address);
        let folders = FolderPaths(self.folder.iter().cloned().collect());
        let setting = FeedSetting::new(&key, &address, folders);
        self.known.push(setting.clone());
        let first = fetch::first_fetch(&self.place, &self.known, &setting, found);
        let (taken, state) = first.map_err(|error| error.in_both().about(typed))?;
        self.save(std::slice::from_ref(&setting))?;
        Ok(FeedAdded::New {
            setting: setting.into(),
            taken,
            newest: state.newest,
        })
    }

    /// Adds a list of feeds to the settings, and fetches those that are new.
    ///
    /// # Errors
    ///
    /// Fails where the settings cannot be changed.
    pub fn list(
        &mut self,
        path: &Path,
        list: &[Subscription],
        watch: &dyn Watch,
    ) -> Result<ListAdded, Bilingual> {
        let (mut new, mut left_out) = (Vec::new(), Vec::new());
        for feed in list {
            let shown = &feed.address;
            let Some(address) = feed_address(shown).filter(|a| !a.starts_with("file:")) else {
                let why = bilingual!(
                    "{shown} is no address that is fetched, and was left out",
                    "{shown} 不是可抓取的网址，未添加"
                );
                left_out.push(why.about(path));
                continue;
            };
            if self.known(&address).is_some() {
                continue;
            }
            let key = self.key(feed.title.as_deref(), &address);
            let setting = FeedSetting::new(&key, &address, self.folders_of(feed));
            self.known.push(setting.clone());
            new.push(setting);
        }
        self.save(&new)?;
        let outcomes = fetch::fetch(&self.place, &self.known, &new, true, watch);
        self.name(list, &mut new)?;
        Ok(ListAdded {
            of: list.len(),
            new,
            left_out,
            outcomes,
        })
    }

    /// Gives feeds that the list does not name the names that they give themselves.
    fn name(&mut self, list: &[Subscription], new: &mut [FeedSetting]) -> Result<(), Bilingual> {
        let unnamed = list.iter().filter(|feed| feed.title.is_none());
        let unnamed: Vec<String> = unnamed
            .filter_map(|feed| feed_address(&feed.address))
            .collect();
        let mut names = Vec::new();
        for feed in new.iter_mut() {
            let state = State::load(&self.place, &feed.key, &feed.url);
            let title = state
                .title
                .map(|title| sanitize::line(&title).trim().to_owned());
            let is_free = |title: &String| {
                !title.is_empty() && self.known.iter().all(|known| known.title() != title)
            };
            let title = title.filter(is_free);
            if let Some(title) = title.filter(|_| unnamed.contains(&feed.url)) {
                feed.name = Some(title.clone());
                names.push((feed.key.clone(), title));
            }
        }
        for known in &mut self.known {
            if let Some(named) = new.iter().find(|feed| feed.key == known.key) {
                known.name.clone_from(&named.name);
            }
        }
        if names.is_empty() {
            return Ok(());
        }
        change(self.config, |text| config::feeds_named(text, &names))
    }

    /// The folders of a feed of a list, within the one that was named.
    fn folders_of(&self, feed: &Subscription) -> FolderPaths {
        let path = |folders: &[String]| {
            let inner = folders.iter().map(|folder| folder.replace('/', "／"));
            let parts: Vec<String> = self.folder.iter().cloned().chain(inner).collect();
            parts.join("/")
        };
        let none = [Vec::new()];
        let all = if feed.folders.is_empty() {
            &none[..]
        } else {
            &feed.folders
        };
        let paths = all.iter().map(|folders| path(folders));
        FolderPaths(paths.filter(|path| !path.is_empty()).collect())
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

    fn save(&self, new: &[FeedSetting]) -> Result<(), Bilingual> {
        if new.is_empty() {
            return Ok(());
        }
        change(self.config, |text| config::feeds_put(text, new))
    }
}

/// Adds paths to the settings, whatever they hold.
///
/// # Errors
///
/// Fails where the settings cannot be changed; nothing is added then.
pub fn add_paths(config: &Config, paths: &[&Path]) -> Result<Vec<PathAdded>, Bilingual> {
    let mut all = Vec::new();
    for &path in paths {
        let whole = whole(path)?;
        if config.collections.value.contains(&whole) {
            all.push(PathAdded::Known(path.to_owned()));
            continue;
        }
        let Some(whole) = whole.to_str() else {
            let why = Bilingual::new(
                "a name that is not UTF-8 cannot stand in the settings; rename it",
                "文件名不是 UTF-8，无法写入设置；请改名",
            );
            return Err(why.about(path));
        };
        all.push(PathAdded::New(whole.to_owned()));
    }
    let new = all.iter().filter_map(|added| match added {
        PathAdded::New(path) => Some(path.clone()),
        PathAdded::Known(_) => None,
    });
    let new: Vec<String> = new.collect();
    if !new.is_empty() {
        change(config, |text| config::added(text, &new))?;
    }
    Ok(all)
}

/// Refuses an address that is neither fetched nor a search engine's: no path that is there some day is written so.
///
/// # Errors
///
/// Fails where a path is one.
pub fn refuse_address(path: &Path) -> Result<(), Bilingual> {
    let is_other =
        |typed: &&str| typed.contains("://") && !Address::is_meant(path) && !path.exists();
    match path.to_str().filter(is_other) {
        Some(typed) => Err(fetch::Failure::NoAddress(typed.to_owned()).in_both()),
        None => Ok(()),
    }
}

/// Looks whether a report can be read from a path.
///
/// # Errors
///
/// Why none can.
pub fn check_readable(config: &Config, path: &Path) -> Result<(), Bilingual> {
    if let Some(address) = Address::read(path) {
        let address = address?;
        let reached = Client::new(&address, &access(config))
            .and_then(|client| Index::open(client, address.index(), &|| false));
        return reached
            .map(drop)
            .map_err(|error| error.in_both().about(path));
    }
    refuse_address(path)?;
    refuse_absent(path)?;
    let first = store::first_report(&Source::Path(path.to_owned()));
    first.map_err(|problem| problem.in_both())
}

/// Refuses what is not there. It may be an address that lacks its scheme, as people write them.
fn refuse_absent(path: &Path) -> Result<(), Bilingual> {
    let is_absent = |error: std::io::Error| error.kind() == std::io::ErrorKind::NotFound;
    if !path.symlink_metadata().is_err_and(is_absent) {
        return Ok(());
    }
    let why = Bilingual::new(
        "no such file or directory; check the path, or begin an address with https://",
        "没有这个文件或目录；请检查路径，若是网址要以 https:// 开头",
    );
    Err(why.about(path))
}

/// Changes the file of settings.
///
/// # Errors
///
/// Fails where it cannot be changed; it is then as it was.
pub fn change(
    config: &Config,
    change: impl FnOnce(&str) -> Result<String, EditError>,
) -> Result<(), Bilingual> {
    let path = config.path.as_ref().ok_or_else(config::no_place)?;
    config::rewrite(path, change).map_err(|error| error.in_both())
}

//! Feeds that are fetched while one reads. Nothing waits for them: how far it is stands in the status line, and what
//! comes is seen when it is in the files.

use super::folders::Place;
use super::keymap::Command;
use super::overlay::Overlay;
use super::{Effect, Model};
use crate::lang::{Bilingual, Lang, Say as _};

/// Which feeds are to be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Feeds {
    /// Those whose stores these are.
    Of(Vec<String>),
    /// Those that are due.
    Due,
    /// All, whether they are due or not.
    All,
}

/// How far a fetch is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FetchProgress {
    /// How many feeds are done.
    pub done: usize,
    /// How many there are.
    pub of: usize,
}

/// What a fetch brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedsFetched {
    /// How many feeds there are.
    pub feeds: usize,
    /// How many reports were not there before.
    pub new: usize,
    /// How many say something else now.
    pub changed: usize,
    /// What went wrong, with the name of each feed.
    pub failures: Vec<Bilingual>,
}

impl Model {
    /// Has the feeds fetched of the folder one is in; in one that is not of feeds, those that are due.
    pub(super) fn fetch_folder(&mut self) {
        let stores = |place: &Place| place.holds.iter().map(|(_, path)| path.clone()).collect();
        let place = self.folders.place().map(stores);
        self.fetch_feeds(place.map_or(Feeds::Due, Feeds::Of));
    }

    /// Has feeds fetched, unless they are being fetched.
    pub(super) fn fetch_feeds(&mut self, feeds: Feeds) {
        if self.reports.fetching.is_some() {
            let running = self
                .lang
                .pick("feeds are being fetched already", "正在抓取");
            self.notice = Some(running.to_owned());
            return;
        }
        self.reports.fetching = Some(FetchProgress::default());
        self.effects.push(Effect::FetchFeeds(feeds));
    }

    /// Says what came.
    pub(super) fn feeds_fetched(&mut self, fetched: FeedsFetched) {
        self.reports.fetching = None;
        let key = |command| self.settings.keymap.key_or_name(command);
        let said = fetched.say(self.lang, &key(Command::Add), &key(Command::Problems));
        self.notice = Some(said);
        self.reports.feed_failures = fetched.failures;
        self.front.overlays.iter_mut().for_each(Overlay::refit);
    }
}

impl FeedsFetched {
    /// Says it; `add` is the key that adds a feed, and `problems` the one that shows all failures.
    fn say(&self, lang: Lang, add: &str, problems: &str) -> String {
        let Self {
            feeds,
            new,
            changed,
            ..
        } = *self;
        let came = match (feeds, new, changed, lang) {
            (0, .., Lang::En) => format!("there is no feed to fetch here; {add} adds one"),
            (0, .., Lang::Zh) => format!("这里没有可抓取的订阅；按 {add} 添加"),
            (_, 0, 0, Lang::En) => "nothing new".to_owned(),
            (_, 0, 0, Lang::Zh) => "没有新报道".to_owned(),
            (_, 1, 0, Lang::En) => "1 new report".to_owned(),
            (_, _, 0, Lang::En) => format!("{new} new reports"),
            (_, _, 0, Lang::Zh) => format!("新报道 {new} 篇"),
            (.., Lang::En) => format!("{new} new reports, {changed} changed"),
            (.., Lang::Zh) => format!("新报道 {new} 篇，{changed} 篇有改动"),
        };
        let Some(first) = self.failures.first().map(|failure| failure.say(lang)) else {
            return came;
        };
        match (self.failures.len() - 1, lang) {
            (0, Lang::En) => format!("{came}; {first}"),
            (0, Lang::Zh) => format!("{came}；{first}"),
            (more, Lang::En) => {
                format!("{came}; {first}; {more} more failed: {problems} shows all")
            }
            (more, Lang::Zh) => {
                format!("{came}；{first}；另有 {more} 个失败，按 {problems} 查看")
            }
        }
    }
}

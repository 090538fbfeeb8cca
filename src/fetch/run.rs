//! Fetches many feeds at once.

use std::fs::File;
use std::io::Read as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

use url::Url;
use xxhash_rust::xxh3::xxh3_64;

use super::client::LARGEST;
use super::full_text::{self, Pages};
use super::login::headers;
use super::shelf::{Shelf, at};
use super::state::LONGEST_WAIT;
use super::take::{Taken, addresses, take};
use super::{Client, Failure, Place, Reply, Request, State, dating};
use crate::config::{FeedSetting, INTERVAL};
use crate::feed::{self, Alternate, Document, Feed};
use crate::lang::{Bilingual, IoContext as _, Say as _};
use crate::library::{self, Library};

/// How many feeds are fetched at a time.
const TOGETHER: usize = 16;

/// What became of a feed.
#[derive(Debug)]
pub struct Outcome {
    /// Its key in the settings.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// What it brought, or why nothing.
    pub fetched: Result<Fetched, Bilingual>,
    /// Where it has moved for ever, if that was not known.
    pub moved: Option<String>,
    /// The day of its newest report.
    pub newest: Option<String>,
}

/// What a feed brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// It was not asked for, for it is not due.
    NotDue,
    /// It is as it was.
    Unchanged,
    /// It has something else.
    Brought(Taken),
}

/// Who wants to know how far it is.
pub trait Watch: Sync {
    /// So many feeds are done, and brought so many new reports.
    fn progress(&self, done: usize, of: usize, new: usize);

    /// Whether no more feeds are to be begun.
    fn is_stopped(&self) -> bool {
        false
    }
}

/// Fetches feeds that are due, several at once; those that are `named` whether they are due or not. `all` are the
/// feeds whose stores there are.
pub fn fetch(
    place: &Place,
    all: &[FeedSetting],
    wanted: &[FeedSetting],
    is_named: bool,
    watch: &dyn Watch,
) -> Vec<Outcome> {
    let run = Run::new(place, all);
    let queue = Queue::new(wanted);
    let outcomes = Mutex::new(Vec::new());
    let new = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..TOGETHER.min(wanted.len()) {
            scope.spawn(|| {
                while let Some((at, feed)) = queue.next(&run.client) {
                    if watch.is_stopped() {
                        return;
                    }
                    let outcome = run.outcome(feed, is_named);
                    if let Ok(Fetched::Brought(taken)) = &outcome.fetched {
                        new.fetch_add(taken.new, Ordering::Relaxed);
                    }
                    let mut outcomes = outcomes.lock().unwrap_or_else(PoisonError::into_inner);
                    outcomes.push((at, outcome));
                    let (done, new) = (outcomes.len(), new.load(Ordering::Relaxed));
                    watch.progress(done, wanted.len(), new);
                }
            });
        }
    });
    let mut outcomes = outcomes
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    outcomes.sort_by_key(|(at, _)| *at);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

/// A feed that was found at an address that the user typed.
#[derive(Debug)]
pub struct Found {
    /// Where it is.
    pub address: Url,
    /// What it holds.
    pub feed: Feed,
    reply: Reply,
}

impl Found {
    /// Finds the feed at an address, or the one that the page there names.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub fn at(address: &Url) -> Result<Self, Failure> {
        let client = Client::default();
        let reply = get(&client, &Request::typed(address))?;
        let alternates = match Self::in_reply(reply, address)? {
            Ok(found) => return Ok(found),
            Err(alternates) => alternates,
        };
        let first = alternates
            .first()
            .and_then(|found| Url::parse(&found.address).ok());
        let named = Request {
            trusted: Some(address),
            ..Request::named(first.ok_or(Failure::NoFeed)?)
        };
        let reply = client.get(&named)?;
        Self::in_reply(reply, &named.address)?.map_err(|_| Failure::NoFeed)
    }

    /// Reads a reply from an address: the feed, or those that a page names.
    fn in_reply(reply: Reply, address: &Url) -> Result<Result<Self, Vec<Alternate>>, Failure> {
        let from = reply.address.as_ref().unwrap_or(address);
        check(&reply, from)?;
        match feed::read(&reply.body, reply.label.as_deref(), from) {
            Document::Feed(feed) => Ok(Ok(Self {
                address: reply.moved.as_ref().unwrap_or(address).clone(),
                feed,
                reply,
            })),
            Document::Page(alternates) => Ok(Err(alternates)),
            Document::Other => Err(Failure::NoFeed),
        }
    }
}

/// Stores what a feed brought that was just found, and of which the settings say this.
///
/// # Errors
///
/// Why it was not stored.
pub fn first_fetch(
    place: &Place,
    all: &[FeedSetting],
    setting: &FeedSetting,
    found: Found,
) -> Result<(Taken, State), Failure> {
    let run = Run::new(place, all);
    let mut state = State::load(place, &setting.key, &setting.url);
    let taken = run.store(setting, found.feed, &found.reply, &mut state)?;
    Ok((taken, state))
}

/// The feeds that wait, in their order but for those whose hosts are busy.
struct Queue<'f>(Mutex<Vec<(usize, &'f FeedSetting, String)>>);

impl<'f> Queue<'f> {
    fn new(feeds: &'f [FeedSetting]) -> Self {
        let host = |feed: &FeedSetting| {
            let url = Url::parse(&feed.url).ok();
            url.and_then(|url| url.host_str().map(str::to_owned))
                .unwrap_or_default()
        };
        let feeds = feeds.iter().enumerate().rev();
        Self(Mutex::new(
            feeds.map(|(at, feed)| (at, feed, host(feed))).collect(),
        ))
    }

    fn next(&self, client: &Client) -> Option<(usize, &'f FeedSetting)> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let free = waiting
            .iter()
            .rposition(|(_, _, host)| client.hosts.is_free(host));
        let at = free.or_else(|| waiting.len().checked_sub(1))?;
        let (at, feed, _) = waiting.remove(at);
        Some((at, feed))
    }
}

/// What all feeds of a run have in common.
struct Run<'p> {
    place: &'p Place,
    client: Client,
    shelf: Mutex<Shelf>,
    marks: OnceLock<Option<Library>>,
}

impl<'p> Run<'p> {
    fn new(place: &'p Place, all: &[FeedSetting]) -> Self {
        let keys = all.iter().map(|feed| feed.key.clone());
        Self {
            place,
            client: Client::default(),
            shelf: Mutex::new(Shelf::new(place.clone(), keys)),
            marks: OnceLock::new(),
        }
    }

    fn outcome(&self, feed: &FeedSetting, is_named: bool) -> Outcome {
        let mut state = State::load(self.place, &feed.key, &feed.url);
        let known = state.moved.clone();
        let now = now();
        let is_wanted = state.is_due(interval(feed), now) || is_named;
        let fetched = if is_wanted && (now >= state.not_before || state.checked > now) {
            self.fetch(feed, &mut state, now)
        } else if is_wanted {
            let left = state.not_before.saturating_sub(now);
            Err(Failure::Later(u64::try_from(left).unwrap_or(0)).in_both())
        } else {
            Ok(Fetched::NotDue)
        };
        Outcome {
            key: feed.key.clone(),
            title: feed.title().to_owned(),
            fetched,
            moved: state.moved.filter(|moved| Some(moved) != known.as_ref()),
            newest: state.newest,
        }
    }

    /// Fetches a feed, and writes down what is known of it then.
    fn fetch(&self, feed: &FeedSetting, state: &mut State, now: i64) -> Result<Fetched, Bilingual> {
        let fetched = self.fetch_now(feed, state);
        match &fetched {
            Ok(Fetched::Brought(_)) => {}
            Ok(_) => state.succeed(interval(feed), now),
            Err(failure) => state.fail(failure, interval(feed), now),
        }
        let saved = match &fetched {
            Ok(Fetched::Brought(_)) => Ok(()),
            _ => state.save(self.place, &feed.key),
        };
        let fetched = fetched.map_err(|failure| failure.in_both())?;
        saved.map_err(|failure| failure.in_both())?;
        Ok(fetched)
    }

    fn fetch_now(&self, feed: &FeedSetting, state: &mut State) -> Result<Fetched, Failure> {
        let typed = Url::parse(&feed.url).map_err(|_| Failure::NoAddress(feed.url.clone()))?;
        let moved = state
            .moved
            .as_ref()
            .and_then(|moved| Url::parse(moved).ok());
        let headers = headers(feed)?;
        let request = Request {
            address: moved.unwrap_or_else(|| typed.clone()),
            trusted: Some(&typed),
            etag: state.etag.as_deref(),
            modified: state.modified.as_deref(),
            user_agent: feed.user_agent.as_deref(),
            proxy: feed.proxy.as_deref(),
            headers: &headers,
        };
        let reply = get(&self.client, &request)?;
        let from = reply
            .address
            .clone()
            .unwrap_or_else(|| request.address.clone());
        if reply.status == 304 {
            return Ok(Fetched::Unchanged);
        }
        check(&reply, &from)?;
        if state.sum == Some(xxh3_64(&reply.body)) {
            state.etag.clone_from(&reply.etag);
            state.modified.clone_from(&reply.modified);
            return Ok(Fetched::Unchanged);
        }
        match feed::read(&reply.body, reply.label.as_deref(), &from) {
            Document::Feed(brought) => {
                Ok(Fetched::Brought(self.store(feed, brought, &reply, state)?))
            }
            Document::Page(_) | Document::Other => Err(Failure::NoFeed),
        }
    }

    /// Stores what a feed brought, and then that it did.
    fn store(
        &self,
        setting: &FeedSetting,
        mut feed: Feed,
        reply: &Reply,
        state: &mut State,
    ) -> Result<Taken, Failure> {
        if let Some(words) = told_failure(&feed) {
            return Err(Failure::Empty(words));
        }
        let now = now();
        dating::count_back(&mut feed, reply.date.as_deref(), now);
        let pages = self.pages(setting, &feed, state)?;
        let mut stores = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = stores.turn()?;
        // Another run may have taken reports out since.
        let there = State::load(self.place, &setting.key, &setting.url);
        state.dropped.extend(there.dropped);
        if let Some(moved) = &reply.moved {
            state.moved = Some(moved.to_string());
        }
        state.title.clone_from(&feed.title);
        let days = feed
            .items
            .iter()
            .filter_map(|item| item.article.published.as_ref()?.date.clone());
        // What says that it is of a day to come does not show that the feed is alive.
        let tomorrow = at(now + 86_400).and_then(|at| at.date);
        let is_sane = |day: &String| tomorrow.as_ref().is_none_or(|tomorrow| day <= tomorrow);
        let former = state.newest.take();
        state.newest = days.chain(former).filter(is_sane).max();
        let is_kept = |id: &str| self.is_marked(id);
        let known = (&mut *state, now);
        let taken = take(&mut stores, &turn, setting, feed, known, &pages, &is_kept)?;
        state.etag.clone_from(&reply.etag);
        state.modified.clone_from(&reply.modified);
        state.sum = Some(xxh3_64(&reply.body));
        state.succeed(interval(setting), now);
        state.save(self.place, &setting.key)?;
        Ok(taken)
    }

    /// Fetches the pages of what is new or has changed, where all of their text is wanted. Nobody waits for the stores meanwhile.
    fn pages(&self, setting: &FeedSetting, feed: &Feed, state: &State) -> Result<Pages, Failure> {
        let Ok(typed) = Url::parse(&setting.url) else {
            return Ok(Pages::new());
        };
        let addresses = {
            let mut stores = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
            let turn = stores.turn()?;
            stores.refresh(&turn)?;
            addresses(&stores, setting, feed, state)
        };
        Ok(full_text::fetch(&self.client, setting, &typed, &addresses))
    }

    /// Returns whether the reader has marked a report in a way that keeps it; where the marks cannot be read all
    /// may be.
    fn is_marked(&self, id: &str) -> bool {
        let marks = self.marks.get_or_init(|| {
            let directory = library::directory().ok()?;
            Some(library::read(&directory).ok()?.library)
        });
        marks.as_ref().is_none_or(|marks| {
            marks.is_starred(id) || !marks.note(id).is_empty() || marks.tags(id).next().is_some()
        })
    }
}

/// How many seconds lie between two fetches of a feed.
fn interval(feed: &FeedSetting) -> i64 {
    i64::from(feed.interval.unwrap_or(INTERVAL)) * 60
}

/// The time that it is: seconds since 1970.
fn now() -> i64 {
    library::now() / 1000
}

/// Fetches what is at an address; a file only where the user typed it.
fn get(client: &Client, request: &Request<'_>) -> Result<Reply, Failure> {
    let is_typed = request
        .trusted
        .is_some_and(|typed| *typed == request.address);
    if request.address.scheme() != "file" || !is_typed {
        return client.get(request);
    }
    let path = request.address.to_file_path();
    let path = path.map_err(|()| Failure::NoAddress(request.address.to_string()))?;
    if !path.is_file() && path.exists() {
        return Err(Failure::NoFile(path.display().to_string()));
    }
    let file = File::open(&path).context(path.as_path())?;
    let mut body = Vec::new();
    file.take(LARGEST + 1)
        .read_to_end(&mut body)
        .context(path.as_path())?;
    if body.len() as u64 > LARGEST {
        return Err(Failure::TooLarge);
    }
    Ok(Reply {
        status: 200,
        body,
        ..Reply::default()
    })
}

/// Refuses an answer that brings nothing.
fn check(reply: &Reply, from: &Url) -> Result<(), Failure> {
    match reply.status {
        200..=299 => Ok(()),
        410 => Err(Failure::Gone),
        429 | 503 if reply.retry_after.is_some() => {
            let seconds = reply.retry_after.unwrap_or(0);
            Err(Failure::Later(seconds.min(LONGEST_WAIT)))
        }
        status => {
            let words = match feed::read(&reply.body, reply.label.as_deref(), from) {
                Document::Feed(feed) => feed.description.or(feed.title),
                Document::Page(_) | Document::Other => None,
            };
            Err(Failure::Status(status, words))
        }
    }
}

/// What a feed without reports says of why, as those of `RSSHub` do.
fn told_failure(feed: &Feed) -> Option<String> {
    const SIGNS: [&str; 10] = [
        "error",
        "not found",
        "denied",
        "expired",
        "went wrong",
        "错误",
        "失败",
        "异常",
        "出错",
        "无法",
    ];
    if !feed.items.is_empty() {
        return None;
    }
    let texts = [&feed.description, &feed.title].into_iter().flatten();
    let is_sign = |text: &&String| {
        let lower = text.to_lowercase();
        SIGNS.iter().any(|sign| lower.contains(sign))
    };
    texts.into_iter().find(is_sign).cloned()
}

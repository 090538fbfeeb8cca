//! From what a feed says to what its store holds: what is new is appended, what has changed takes the place of what
//! it was, what another feed has brought gets one more source, and what went out of the feed stays.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::complete::complete_by;
use super::full_text::{Pages, complete};
use super::identity::{Identity, sameness, sum};
use super::shelf::{Fate, Line, Provenance, Shelf, Store, Turn, When, at, written};
use super::{Failure, State, arrivals, carried, dating};
use crate::article::Article;
use crate::config::FeedSetting;
use crate::feed::{Feed, Item};
use crate::library::Id;
use crate::search::{Haystack, Query};

/// What a fetch brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Reports that were not there.
    pub new: usize,
    /// Reports that say something else now.
    pub changed: usize,
    /// Reports that another feed has brought before.
    pub elsewhere: usize,
    /// Reports that the settings do not want.
    pub ignored: usize,
    /// Reports that were taken out, for more were there than are kept.
    pub dropped: usize,
}

/// Takes the reports of a feed into its store. `is_kept` says which reports the reader has marked.
pub(super) fn take(
    shelf: &mut Shelf,
    turn: &Turn,
    setting: &FeedSetting,
    feed: Feed,
    (state, now): (&mut State, i64),
    pages: &Pages,
    is_kept: &dyn Fn(&str) -> bool,
) -> Result<Taken, Failure> {
    shelf.mend(&setting.key, turn)?;
    shelf.refresh(turn)?;
    let sorted = sort(shelf, setting, feed, state);
    let mut taken = Taken {
        elsewhere: sorted.elsewhere.values().map(HashSet::len).sum(),
        changed: sorted.changed.len(),
        ..Taken::default()
    };
    let of = feed_address(setting, state);
    carried::note(shelf, &setting.key, &sorted.carried, turn)?;
    for (other, ids) in &sorted.elsewhere {
        let name = setting.title();
        let fate = |line: &Line<'_>, written: &str| {
            let is_one = ids.contains(&*line.id);
            is_one
                .then(|| line.with_feed(written, &setting.key, name))
                .flatten()
        };
        shelf.replace(other, fate, turn)?;
    }
    if !sorted.changed.is_empty() {
        let changed = |line: &Line<'_>, former: &str| {
            let mut article = sorted.changed.get(&*line.id)?.clone();
            article.id = line.id.clone().into_owned();
            article.revised = at(now);
            // It was published when it first was.
            if !dating::has_date(&article) {
                article.published = line.published.as_ref().map(When::published);
                article.uncertain = line.uncertain();
            }
            let known = line.provenance.clone().unwrap_or_default();
            let sum = sum(&article);
            // A page that does not come now is better shown as it was than not at all.
            let summary = match complete(&mut article, pages) {
                None if known.is_completed => serde_json::from_str(former)
                    .ok()
                    .and_then(|former| complete_by(&mut article, &former)),
                summary => summary,
            };
            let provenance = Provenance {
                feed: of.clone().into(),
                sum: sum.into(),
                summary: summary.unwrap_or_default(),
                feeds: known.feeds,
                ..Provenance::default()
            };
            Some(written(&article, &provenance))
        };
        shelf.replace(&setting.key, changed, turn)?;
    }
    let (wanted, ignored) = wanted(sorted.new, &setting.ignore);
    (taken.new, taken.ignored) = (wanted.len(), ignored);
    let ids: Vec<Id> = wanted
        .iter()
        .map(|article| article.id.as_str().into())
        .collect();
    arrivals::note(&shelf.place, &ids, turn)?;
    let lines = wanted.into_iter().map(|mut article| {
        let sum = sum(&article);
        let summary = complete(&mut article, pages).unwrap_or_default();
        if !dating::is_dated(&article) {
            dating::take_arrival(&mut article, now);
        }
        let provenance = Provenance {
            feed: of.clone().into(),
            sum: sum.into(),
            summary,
            ..Provenance::default()
        };
        written(&article, &provenance)
    });
    let lines: Vec<String> = lines.collect();
    shelf.append(&setting.key, &lines, turn)?;
    if let Some(keep) = setting.keep {
        taken.dropped = drop_oldest(shelf, turn, &setting.key, keep as usize, state, is_kept)?;
    }
    Ok(taken)
}

/// Returns the addresses of the pages of what is new, if all of the text is wanted, and of what has changed, if it
/// is or was fetched before.
pub(super) fn addresses(
    shelf: &Shelf,
    setting: &FeedSetting,
    feed: &Feed,
    state: &State,
) -> Vec<String> {
    let known = shelf.store(&setting.key).map(|store| &store.reports);
    let is_completed = |id: &String| {
        known.is_some_and(|known| known.get(id).is_some_and(|known| known.is_completed))
    };
    if !setting.full_text && !known.is_some_and(|known| known.keys().any(is_completed)) {
        return Vec::new();
    }
    let sorted = sort(shelf, setting, feed.clone(), state);
    let new = sorted.new.into_iter().filter(|_| setting.full_text);
    let changed = sorted.changed.into_iter();
    let changed = changed.filter(|(id, _)| setting.full_text || is_completed(id));
    let articles = new.chain(changed.map(|(_, article)| article));
    articles.filter_map(|article| article.url).collect()
}

/// The address as it stands with a report, without a login.
fn feed_address(setting: &FeedSetting, state: &State) -> String {
    let address = state.moved.as_deref().unwrap_or(&setting.url);
    let Ok(mut url) = url::Url::parse(address) else {
        return address.to_owned();
    };
    let _ = url.set_password(None);
    let _ = url.set_username("");
    url.into()
}

/// The reports of a feed by what is to be done with them.
#[derive(Default)]
struct Sorted {
    new: Vec<Article>,
    /// By the ids that they have in the store.
    changed: HashMap<String, Article>,
    /// By the keys of other feeds, the ids that reports have there.
    elsewhere: BTreeMap<String, HashSet<String>>,
    /// The ids of all that is in the stores of others, whether it is known there that this feed brings it or not.
    carried: BTreeSet<String>,
}

fn sort(shelf: &Shelf, setting: &FeedSetting, feed: Feed, state: &State) -> Sorted {
    let empty = Store::default();
    let store = shelf.store(&setting.key).unwrap_or(&empty);
    let identity = Identity::of(&setting.key, &feed.items);
    let ids: Vec<String> = feed.items.iter().map(|item| identity.id(item)).collect();
    drop(identity);
    let mut sorted = Sorted::default();
    let (mut elsewhere, mut carried) = (Vec::new(), Vec::new());
    let (mut seen, mut seen_same) = (HashSet::new(), HashSet::new());
    for (Item { mut article, .. }, id) in feed.items.into_iter().zip(ids) {
        let same = sameness(article.url.as_deref(), article.title.as_deref());
        let is_repeated = same.is_some_and(|same| !seen_same.insert(same));
        if !seen.insert(id.clone()) || is_repeated || state.dropped.contains(&id) {
            continue;
        }
        if let Some(known) = store.find(&id, same) {
            let is_as_it_was = store
                .reports
                .get(&known)
                .is_some_and(|k| k.sum == sum(&article));
            if !is_as_it_was {
                sorted.changed.insert(known, article);
            }
            continue;
        }
        if let Some((other, known)) = shelf.elsewhere(&setting.key, &id, same) {
            elsewhere.push(((other, known), id.clone()));
            article.id = id;
            carried.push(article);
            continue;
        }
        article.id = id;
        sorted.new.push(article);
    }
    let ids: HashSet<String> = wanted(carried, &setting.ignore)
        .0
        .into_iter()
        .map(|article| article.id)
        .collect();
    for ((other, known), id) in elsewhere {
        if !ids.contains(&id) {
            continue;
        }
        let there = shelf
            .store(&other)
            .and_then(|store| store.reports.get(&known));
        if there.is_some_and(|known| !known.feeds.contains(&setting.key)) {
            let of_other = sorted.elsewhere.entry(other).or_default();
            of_other.insert(known.clone());
        }
        sorted.carried.insert(known);
    }
    sorted
}

/// Leaves out what queries find, and counts it.
fn wanted(articles: Vec<Article>, ignore: &[String]) -> (Vec<Article>, usize) {
    if ignore.is_empty() || articles.is_empty() {
        return (articles, 0);
    }
    let haystack = Haystack::new(&articles);
    let mut ignored = HashSet::new();
    for query in ignore.iter().map(|query| Query::parse(query)) {
        // A query that asks for nothing would find everything.
        if query == Query::default() {
            continue;
        }
        let found = haystack.search(&query, &|| false).unwrap_or_default();
        ignored.extend(found.into_iter().map(|found| found.article));
    }
    let wanted = articles.into_iter().enumerate();
    let wanted = wanted.filter(|(at, _)| !ignored.contains(at));
    (wanted.map(|(_, article)| article).collect(), ignored.len())
}

/// Takes the oldest reports out of a store that has more than are kept; what the reader marked stays. What goes is
/// remembered first: it is no news if the feed still has it.
fn drop_oldest(
    shelf: &mut Shelf,
    turn: &Turn,
    key: &str,
    keep: usize,
    state: &mut State,
    is_kept: &dyn Fn(&str) -> bool,
) -> Result<usize, Failure> {
    let count = shelf.store(key).map_or(0, |store| store.reports.len());
    if count <= keep {
        return Ok(0);
    }
    let mut reports: Vec<(When, usize, String)> = shelf.dates(key, turn)?;
    reports.retain(|(.., id)| !is_kept(id));
    reports.sort();
    let surplus: HashSet<String> = reports
        .into_iter()
        .take(count - keep)
        .map(|(.., id)| id)
        .collect();
    if surplus.is_empty() {
        return Ok(0);
    }
    state.dropped.extend(surplus.iter().cloned());
    state.save(&shelf.place, key)?;
    carried::hand_on(shelf, turn, key, &|id| surplus.contains(id))?;
    let fate = |line: &Line<'_>, _: &str| {
        if surplus.contains(&*line.id) {
            Fate::Goes
        } else {
            Fate::Stays
        }
    };
    shelf.rewrite(key, fate, turn)?;
    Ok(surplus.len())
}

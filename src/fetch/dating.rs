//! When reports were published of which a feed says so by counting back, as `3小时前`, or says nothing that can be read.

use super::shelf::at;
use crate::article::{Article, Published};
use crate::feed::Feed;

/// The name of the date among what is uncertain of a report.
const DATE: &str = "published";

/// Whether it is known of a report when it was published, and not only by a guess of ours.
pub(super) fn has_date(article: &Article) -> bool {
    is_dated(article) && !article.uncertain.iter().any(|field| field == DATE)
}

/// Whether there is a date, be it a guess.
pub(super) fn is_dated(article: &Article) -> bool {
    let published = article.published.as_ref();
    published.is_some_and(|published| published.date.is_some())
}

/// Gives reports a date that say how long ago they were published: it is counted from when the server sent them, else
/// from when the feed says that it was made, else from now, in seconds since 1970. It stays a guess, for who made the
/// feed may have written it earlier.
pub(super) fn count_back(feed: &mut Feed, sent: Option<&str>, now: i64) {
    let sent = sent.map(Published::parse);
    let tomorrow = at(now + 86_400).and_then(|at| at.date);
    let is_sane = |from: &Published| from.time.is_some() && from.date <= tomorrow;
    let from = [sent, feed.built.clone()].into_iter().flatten();
    let Some(from) = from.chain(at(now)).find(is_sane) else {
        return;
    };
    for item in &mut feed.items {
        let article = &mut item.article;
        let said = article
            .published
            .as_ref()
            .filter(|said| said.date.is_none());
        let counted = said.and_then(|said| Published::counted_back(&said.original, &from));
        if counted.is_some() {
            article.published = counted;
            guess(article);
        }
    }
}

/// Takes when a report came for when it was published, where nothing better is known.
pub(super) fn take_arrival(article: &mut Article, now: i64) {
    let said = article.published.take().map(|published| published.original);
    article.published = at(now);
    if let (Some(published), Some(said)) = (&mut article.published, said) {
        published.original = said;
    }
    guess(article);
}

/// Says that a date is a guess.
pub(super) fn guess(article: &mut Article) {
    if !article.uncertain.iter().any(|field| field == DATE) {
        article.uncertain.push(DATE.to_owned());
    }
}

/// Takes another date, which is no guess.
pub(super) fn settle(article: &mut Article, published: &Published) {
    article.published = Some(published.clone());
    article.uncertain.retain(|field| field != DATE);
}

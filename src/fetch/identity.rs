//! By what a report is known again: its guid, else its link, else its headline and text. Whatever is not its own in
//! the feed, such as one guid for all, is passed over.

use std::collections::HashMap;
use std::hash::Hasher as _;

use siphasher::sip128::{Hasher128 as _, SipHasher13};
use url::Url;
use xxhash_rust::xxh3::Xxh3;

use crate::article::Article;
use crate::feed::Item;

/// How many hexadecimal digits an id is made of.
const DIGITS: usize = 16;

/// Gives the reports of a feed their ids.
pub(super) struct Identity<'f> {
    /// What guids are its own by that are no addresses: the feed's key.
    key: &'f str,
    guids: HashMap<&'f str, Unique<'f>>,
    links: HashMap<&'f str, Unique<'f>>,
}

/// The headline of what something stands for, unless it stands for several.
type Unique<'f> = Option<(Option<&'f str>, Option<&'f str>)>;

impl<'f> Identity<'f> {
    /// Looks at the reports that came together.
    pub(super) fn of(key: &'f str, items: &'f [Item]) -> Self {
        let (mut guids, mut links) = (HashMap::new(), HashMap::new());
        for item in items {
            let what = (item.article.url.as_deref(), item.article.title.as_deref());
            count(&mut guids, item.guid.as_deref(), what);
            count(&mut links, item.article.url.as_deref(), (None, what.1));
        }
        Self { key, guids, links }
    }

    /// Returns the id of a report.
    pub(super) fn id(&self, item: &Item) -> String {
        let is_unique =
            |of: &HashMap<&str, Unique<'f>>, name: &&str| of.get(name).is_some_and(Option::is_some);
        let guid = item
            .guid
            .as_deref()
            .filter(|guid| is_unique(&self.guids, guid));
        let link = item
            .article
            .url
            .as_deref()
            .filter(|link| is_unique(&self.links, link));
        match (guid, link) {
            (Some(guid), _) => self.of_guid(guid),
            (None, Some(link)) => hashed(&["link", &plain_address(link)]),
            (None, None) => {
                let title = item.article.title.as_deref().unwrap_or_default();
                let mut parts = vec!["text", self.key, title];
                parts.extend(item.article.body.iter().map(crate::article::Block::text));
                hashed(&parts)
            }
        }
    }

    /// A guid that is an address or a name for ever is the same report wherever it stands; any other is the feed's.
    fn of_guid(&self, guid: &str) -> String {
        if guid.starts_with("http://") || guid.starts_with("https://") {
            // That a server has gone over to https makes no new reports.
            return hashed(&["link", &plain_address(guid)]);
        }
        if guid.starts_with("urn:") || guid.starts_with("tag:") {
            return hashed(&["guid", guid]);
        }
        hashed(&["guid of", self.key, guid])
    }
}

fn count<'f>(
    seen: &mut HashMap<&'f str, Unique<'f>>,
    name: Option<&'f str>,
    what: (Option<&'f str>, Option<&'f str>),
) {
    let Some(name) = name else { return };
    let known = seen.entry(name).or_insert(Some(what));
    if *known != Some(what) {
        *known = None;
    }
}

fn hashed(parts: &[&str]) -> String {
    let mut hasher = SipHasher13::new();
    for part in parts {
        hasher.write(&part.len().to_le_bytes());
        hasher.write(part.as_bytes());
    }
    let mut id = format!("{:032x}", hasher.finish128().as_u128());
    id.truncate(DIGITS);
    id
}

/// An address without what does not tell pages apart: its scheme, its place in the page, and marks that say whence
/// a reader came.
fn plain_address(address: &str) -> String {
    const MARKS: [&str; 6] = ["utm_", "spm", "from", "share", "f", "ref"];
    let Ok(mut url) = Url::parse(address) else {
        return address.to_owned();
    };
    url.set_fragment(None);
    let is_mark = |name: &str| {
        MARKS
            .iter()
            .any(|mark| name == *mark || mark.ends_with('_') && name.starts_with(mark))
    };
    let kept: Vec<String> = url
        .query()
        .into_iter()
        .flat_map(|query| query.split('&'))
        .filter(|pair| !is_mark(pair.split('=').next().unwrap_or_default()))
        .map(str::to_owned)
        .collect();
    url.set_query(
        Some(kept.join("&"))
            .as_deref()
            .filter(|query| !query.is_empty()),
    );
    let whole = url.as_str();
    let plain = whole.split_once("://").map_or(whole, |(_, rest)| rest);
    plain.trim_end_matches('/').to_owned()
}

/// What two feeds have in common of one report: where it is and its headline. Nothing where it has no place.
pub(super) fn sameness(url: Option<&str>, title: Option<&str>) -> Option<u64> {
    let mut hasher = Xxh3::new();
    hasher.update(plain_address(url?).as_bytes());
    hasher.update(b"\0");
    hasher.update(title.unwrap_or_default().as_bytes());
    Some(hasher.digest())
}

/// A checksum of what a report says.
pub(super) fn sum(article: &Article) -> String {
    let mut hasher = Xxh3::new();
    let title = article.title.as_deref().unwrap_or_default();
    for part in std::iter::once(title).chain(article.body.iter().map(crate::article::Block::text)) {
        hasher.update(part.as_bytes());
        hasher.update(b"\0");
    }
    format!("{:016x}", hasher.digest())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(guid: Option<&str>, url: Option<&str>, title: &str) -> Item {
        Item {
            guid: guid.map(str::to_owned),
            article: Article {
                title: Some(title.into()),
                url: url.map(str::to_owned),
                ..Article::default()
            },
        }
    }

    fn ids(key: &str, items: &[Item]) -> Vec<String> {
        let identity = Identity::of(key, items);
        items.iter().map(|item| identity.id(item)).collect()
    }

    #[test]
    fn a_guid_comes_before_a_link_and_that_before_the_text() {
        let one = ids("a", &[item(Some("1"), Some("https://x.example/1"), "甲")]);
        assert_eq!(
            one,
            ids("a", &[item(Some("1"), Some("https://x.example/2"), "乙")])
        );
        assert_ne!(
            one,
            ids("b", &[item(Some("1"), Some("https://x.example/1"), "甲")]),
            "of another feed"
        );
        let link = ids(
            "a",
            &[item(
                None,
                Some("https://x.example/1?utm_source=rss#top"),
                "甲",
            )],
        );
        assert_eq!(
            link,
            ids("b", &[item(Some("http://x.example/1"), None, "乙")])
        );
        assert_eq!(
            ids("a", &[item(None, None, "甲")]),
            ids("a", &[item(None, None, "甲")])
        );
        assert_ne!(
            ids("a", &[item(None, None, "甲")]),
            ids("a", &[item(None, None, "乙")])
        );
    }

    #[test]
    fn what_all_reports_have_tells_none() {
        let items = [
            item(
                Some("https://x.example/"),
                Some("https://x.example/a"),
                "甲",
            ),
            item(
                Some("https://x.example/"),
                Some("https://x.example/b"),
                "乙",
            ),
            item(None, Some("https://x.example/"), "丙"),
            item(None, Some("https://x.example/"), "丁"),
        ];
        let ids = ids("a", &items);
        let different: std::collections::HashSet<_> = ids.iter().collect();
        assert_eq!(different.len(), 4, "{ids:?}");
        let twice = [item(Some("1"), None, "甲"), item(Some("1"), None, "甲")];
        let identity = Identity::of("a", &twice);
        assert_eq!(identity.id(&twice[0]), identity.id(&twice[1]));
    }

    #[test]
    fn one_report_is_the_same_in_two_feeds() {
        let of = |url, title| sameness(Some(url), Some(title));
        assert_eq!(
            of("http://x.example/1/?from=a", "甲"),
            of("https://x.example/1", "甲")
        );
        assert_ne!(
            of("https://x.example/1", "甲"),
            of("https://x.example/1", "乙")
        );
        assert_ne!(
            of("https://x.example/?id=1", "甲"),
            of("https://x.example/?id=2", "甲")
        );
        assert_eq!(sameness(None, Some("甲")), None);
    }
}

//! A line of a feed's store: a report in the store's own format, with where it came from.

use std::borrow::Cow;

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};

use crate::article::{Article, Block, Published};
use crate::fetch::complete::complete_by;

/// What is read of a line.
#[derive(Debug, Deserialize)]
pub(in crate::fetch) struct Line<'l> {
    #[serde(borrow)]
    pub(in crate::fetch) id: Cow<'l, str>,
    #[serde(borrow, default)]
    pub(in crate::fetch) title: Option<Cow<'l, str>>,
    #[serde(borrow, default)]
    pub(in crate::fetch) url: Option<Cow<'l, str>>,
    #[serde(borrow, default)]
    pub(in crate::fetch) source: Option<Cow<'l, str>>,
    #[serde(default)]
    pub(in crate::fetch) published: Option<When>,
    #[serde(borrow, default)]
    uncertain: Vec<Cow<'l, str>>,
    #[serde(borrow, default)]
    pub(in crate::fetch) provenance: Option<Provenance<'l>>,
}

/// When a report was published.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(default)]
pub(in crate::fetch) struct When {
    date: Option<String>,
    time: Option<String>,
    original: String,
}

impl When {
    pub(in crate::fetch) fn published(&self) -> Published {
        Published {
            date: self.date.clone(),
            time: self.time.clone(),
            original: self.original.clone(),
        }
    }
}

/// Where a report came from.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::fetch) struct Provenance<'l> {
    /// The address of the feed.
    #[serde(borrow)]
    pub(in crate::fetch) feed: Cow<'l, str>,
    /// A checksum of what the feed says of it.
    #[serde(borrow)]
    pub(in crate::fetch) sum: Cow<'l, str>,
    /// What the feed itself says, where the text is that of the page.
    #[serde(skip_serializing_if = "Vec::is_empty", skip_deserializing)]
    pub(in crate::fetch) summary: Vec<Block>,
    /// Whether the text is that of the page.
    #[serde(rename = "summary", skip_serializing, deserialize_with = "is_there")]
    pub(in crate::fetch) is_completed: bool,
    /// The keys of other feeds that brought it, too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::fetch) feeds: Vec<String>,
}

/// Whether there is a value, whatever it is.
fn is_there<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(from).map(|_| true)
}

#[derive(Serialize)]
struct Written<'l> {
    #[serde(flatten)]
    article: &'l Article,
    provenance: &'l Provenance<'l>,
}

/// Writes a line, without its end.
pub(in crate::fetch) fn written(article: &Article, provenance: &Provenance<'_>) -> String {
    // An article is made of texts and numbers, of which all can be written.
    serde_json::to_string(&Written {
        article,
        provenance,
    })
    .unwrap_or_default()
}

/// Returns a line as it stands in the store of another feed that brought the report, too.
pub(in crate::fetch) fn of_other(written: &str, key: &str) -> Option<String> {
    let mut value: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(written).ok()?;
    let provenance = value.get_mut("provenance")?.as_object_mut()?;
    let feeds = provenance.get_mut("feeds")?.as_array_mut()?;
    feeds.retain(|feed| feed != key);
    if feeds.is_empty() {
        provenance.remove("feeds");
    }
    serde_json::to_string(&value).ok()
}

impl Line<'_> {
    /// Returns what of it is uncertain.
    pub(in crate::fetch) fn uncertain(&self) -> Vec<String> {
        let uncertain = self.uncertain.iter();
        uncertain.map(|field| field.clone().into_owned()).collect()
    }

    /// Returns this line with the text of its page; nothing where that has no more. What the feed itself says stays.
    pub(in crate::fetch) fn completed(&self, written: &str, page: &Article) -> Option<String> {
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Summary {
            summary: Vec<Block>,
        }
        #[derive(Deserialize)]
        struct Kept {
            #[serde(default)]
            provenance: Summary,
        }
        let mut article: Article = serde_json::from_str(written).ok()?;
        let kept: Kept = serde_json::from_str(written).ok()?;
        let former = complete_by(&mut article, page)?;
        let known = kept.provenance.summary;
        let provenance = Provenance {
            summary: if known.is_empty() { former } else { known },
            ..self.provenance.clone().unwrap_or_default()
        };
        Some(self::written(&article, &provenance))
    }

    /// Returns this line with another feed in it that brought the report, and that feed's name among its sources.
    pub(in crate::fetch) fn with_feed(
        &self,
        written: &str,
        key: &str,
        name: &str,
    ) -> Option<String> {
        let mut value: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(written).ok()?;
        let sources = match self.source.as_deref() {
            Some(known) if known.split('、').any(|known| known == name) => known.to_owned(),
            Some(known) => format!("{known}、{name}"),
            None => name.to_owned(),
        };
        value.insert("source".to_owned(), sources.into());
        let provenance = value
            .entry("provenance")
            .or_insert_with(|| serde_json::json!({}));
        let feeds = provenance.as_object_mut()?.entry("feeds");
        let feeds = feeds.or_insert_with(|| serde_json::json!([]));
        feeds.as_array_mut()?.push(key.into());
        serde_json::to_string(&value).ok()
    }
}

/// Returns a date and time of ours as it stands in a report.
pub(in crate::fetch) fn at(seconds: i64) -> Option<Published> {
    let at = jiff::Timestamp::from_second(seconds).ok()?;
    let here = at.to_zoned_datetime(jiff::tz::TimeZone::system());
    let written = here.strftime("%Y-%m-%d %H:%M").to_string();
    Some(Published::parse(&written))
}

//! What a page says of itself: JSON-LD, `meta` and `link`.

use serde_json::Value;

use super::lines::is_han;
use crate::article::byline;
use crate::html::{NodeId, Tag, Tree};

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    /// Its name, with that of its site.
    pub(super) title: Option<String>,
    /// The headline.
    pub(super) headline: Option<String>,
    pub(super) author: Option<String>,
    pub(super) date: Option<String>,
    /// When it was last changed.
    pub(super) updated: Option<String>,
    /// The account of a platform that published it.
    account: Option<String>,
    /// When a script of the platform says that it was made.
    created: Option<String>,
    pub(super) source: Option<String>,
    pub(super) section: Option<String>,
    pub(super) canonical: Option<String>,
}

impl Metadata {
    pub(super) fn of(tree: &Tree) -> Self {
        let mut own = Self::default();
        let mut said = Self::default();
        for (id, node) in tree.nodes(tree.all()) {
            match node.tag() {
                Some(tag) if tag.name() == "meta" => own.meta(tag),
                Some(tag) if tag.name() == "link" => own.link(tag),
                Some(tag) if tag.name() == "title" && own.title.is_none() => {
                    own.title = tidy(&tree.text(tree.within(id)));
                }
                Some(tag) if is_json(tag) => said.json(tree, id),
                Some(tag) if tag.name() == "script" && own.created.is_none() => {
                    own.created = created_in(&tree.text(tree.within(id)));
                }
                Some(tag) if tag.attribute("id") == Some(ACCOUNT) && own.account.is_none() => {
                    own.account = tidy(&tree.text(tree.within(id)));
                }
                _ => {}
            }
        }
        Self {
            title: own.title,
            headline: said.headline.or(own.headline),
            author: said
                .author
                .or(own.author)
                .filter(|author| is_byline(author)),
            date: said
                .date
                .or(own.date)
                .or(own.created.filter(|_| own.account.is_some())),
            updated: said.updated.or(own.updated),
            // The name of such a site says nothing.
            source: own.account.or(own.source).or(said.source),
            section: said.section.or(own.section),
            canonical: own.canonical,
            account: None,
            created: None,
        }
    }

    fn meta(&mut self, tag: &Tag) {
        let names = ["property", "name", "itemprop"].into_iter();
        let mut names = names.filter_map(|name| tag.attribute(name));
        let (Some(name), Some(value)) = (names.next(), tag.attribute("content").and_then(tidy))
        else {
            return;
        };
        let field = match &*name.to_ascii_lowercase() {
            "og:title" | "twitter:title" | "articletitle" => &mut self.headline,
            "author" | "article:author" | "og:article:author" => &mut self.author,
            "article:published_time"
            | "og:release_date"
            | "og:published_time"
            | "pubdate"
            | "publishdate"
            | "publish_time"
            | "publish-date"
            | "datepublished"
            | "article:create_at"
            | "weibo:article:create_at"
            | "apub:time"
            | "_pubtime"
            | "publishtime" => &mut self.date,
            "dateupdate"
            | "datemodified"
            | "article:modified_time"
            | "og:updated_time"
            | "og:update_time" => &mut self.updated,
            "source" | "contentsource" | "mediaid" | "og:site_name" => &mut self.source,
            "article:section" | "columnname" => &mut self.section,
            "og:url" => &mut self.canonical,
            _ => return,
        };
        field.get_or_insert(value);
    }

    fn link(&mut self, tag: &Tag) {
        let is_canonical = tag
            .attribute("rel")
            .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
        if is_canonical && let Some(address) = tag.attribute("href").and_then(tidy) {
            self.canonical = Some(address);
        }
    }

    fn json(&mut self, tree: &Tree, id: NodeId) {
        let text = tree.text(tree.within(id));
        // Lines break within its strings.
        let text: String = text
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let Ok(value) = serde_json::from_str::<Value>(text.trim().trim_end_matches(';')) else {
            return;
        };
        let listed = |value: &Value| {
            value
                .as_array()
                .cloned()
                .unwrap_or_else(|| vec![value.clone()])
        };
        let outer = listed(&value).into_iter();
        let all = outer.flat_map(|value| {
            value
                .get("@graph")
                .map_or_else(|| vec![value.clone()], listed)
        });
        for value in all {
            self.object(&value);
        }
    }

    fn object(&mut self, value: &Value) {
        let kind = value
            .get("@type")
            .map(ToString::to_string)
            .unwrap_or_default();
        let is_article = ["Article", "Report", "BlogPosting"]
            .iter()
            .any(|known| kind.contains(known));
        if !is_article && !kind.is_empty() {
            return;
        }
        let text = |names: &[&str]| names.iter().find_map(|name| named(value.get(*name)?));
        self.headline = self
            .headline
            .take()
            .or_else(|| text(&["headline", "title"]));
        self.date = self
            .date
            .take()
            .or_else(|| text(&["datePublished", "pubDate"]));
        self.updated = self
            .updated
            .take()
            .or_else(|| text(&["dateModified", "upDate"]));
        self.author = self.author.take().or_else(|| text(&["author"]));
        self.source = self.source.take().or_else(|| text(&["publisher"]));
        self.section = self.section.take().or_else(|| text(&["articleSection"]));
    }
}

fn is_json(tag: &Tag) -> bool {
    let kind = tag.attribute("type").unwrap_or_default();
    tag.name() == "script" && kind.trim().eq_ignore_ascii_case("application/ld+json")
}

/// The element in which `WeChat` names the account.
const ACCOUNT: &str = "js_name";

/// Returns when a script of `WeChat` says that the page was made: the seconds since 1970 of its `ct`, in China's time.
fn created_in(script: &str) -> Option<String> {
    let (_, rest) = script.split_once("var ct = \"")?;
    let (seconds, _) = rest.split_once('"')?;
    let at = jiff::Timestamp::from_second(seconds.parse().ok()?).ok()?;
    let china = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
    let at = at
        .to_zoned_datetime(china)
        .strftime("%Y-%m-%d %H:%M")
        .to_string();
    Some(at)
}

/// Returns a text, or the names of those that are described.
fn named(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => tidy(text),
        Value::Object(fields) => tidy(fields.get("name")?.as_str()?),
        Value::Array(values) => {
            let names: Vec<String> = values
                .iter()
                .filter_map(|value| match value {
                    Value::Array(_) => None,
                    other => named(other),
                })
                .collect();
            (!names.is_empty()).then(|| names.join("、"))
        }
        _ => None,
    }
}

/// Whether what a page says of its author is the names of people, and no address, site or program.
fn is_byline(author: &str) -> bool {
    const LONGEST: usize = 40;
    let is_name = |name: &str| {
        let is_latin = name
            .chars()
            .all(|c| c.is_alphabetic() && !is_han(c) || " ·-'".contains(c));
        is_latin || byline::may_be_name(name)
    };
    let people = byline::authors(author);
    author.chars().count() <= LONGEST
        && !author.contains('@')
        && !people.is_empty()
        && people.iter().all(|person| is_name(&person.name))
}

fn tidy(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

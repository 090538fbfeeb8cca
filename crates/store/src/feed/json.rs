//! JSON Feed.

use serde_json::Value;
use url::Url;

use super::article::{Draft, line};
use super::relative::joined;
use super::{Feed, Item};

/// Reads a feed; nothing where it is none.
pub(super) fn read(text: &str, address: &Url) -> Option<Feed> {
    let value: Value = serde_json::from_str(text).ok().or_else(|| {
        // Line breaks in a string are the usual fault.
        let mended = text.replace(|c: char| c.is_ascii_control(), " ");
        serde_json::from_str(&mended).ok()
    })?;
    let items = value.get("items")?.as_array()?;
    let title = string(&value, "title").map(|title| line(&title));
    let home = string(&value, "home_page_url").and_then(|home| joined(address, &home));
    Some(Feed {
        items: items
            .iter()
            .filter_map(|value| item(value, address, title.as_deref()))
            .collect(),
        description: string(&value, "description").map(|text| line(&text)),
        home,
        built: None,
        title,
    })
}

/// A text, or a number as one.
fn string(value: &Value, name: &str) -> Option<String> {
    let text = match value.get(name)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

fn array<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value
        .get(name)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn item(value: &Value, base: &Url, feed: Option<&str>) -> Option<Item> {
    let first = |names: &[&str]| names.iter().find_map(|name| string(value, name));
    // What is no HTML has nothing in it that is markup.
    let plain =
        |name| string(value, name).map(|text| text.replace('&', "&amp;").replace('<', "&lt;"));
    let contents = [
        string(value, "content_html"),
        plain("content_text"),
        plain("summary"),
    ];
    let mut draft = Draft {
        guid: string(value, "id"),
        title: plain("title"),
        link: first(&["url", "external_url"]),
        date: first(&["date_published", "date_modified"]),
        contents: contents.into_iter().flatten().collect(),
        ..Draft::default()
    };
    let pictures = [string(value, "image"), string(value, "banner_image")];
    draft.images.extend(
        pictures
            .into_iter()
            .flatten()
            .map(|address| (address, None)),
    );
    let authors = array(value, "authors").iter().chain(value.get("author"));
    draft
        .authors
        .extend(authors.filter_map(|author| string(author, "name")));
    draft.authors.dedup();
    let tags = array(value, "tags").iter().filter_map(Value::as_str);
    draft.tags.extend(tags.map(str::to_owned));
    for attachment in array(value, "attachments") {
        let address = string(attachment, "url");
        if string(attachment, "mime_type").is_some_and(|kind| kind.starts_with("image")) {
            draft.images.extend(address.map(|address| (address, None)));
        } else {
            draft.links.extend(address);
        }
    }
    draft.item(base, feed)
}

//! Answers of an engine, looked at field by field: whoever answers may be anybody.

use serde::Deserialize as _;
use serde_json::Value;

use crate::article::Article;
use crate::remote::Error;
use crate::remote::client::words;
use crate::remote::place::Place;

/// Makes sure that all parts of an index answered.
pub(in crate::remote) fn whole(answer: &Value) -> Result<(), Error> {
    if let Some(reason) = answer["error"]["reason"].as_str() {
        return Err(Error::Status(0, words(reason)));
    }
    let shards = &answer["_shards"];
    let (all, answered) = (number(&shards["total"])?, number(&shards["successful"])?);
    if answered < all || answer["timed_out"] == true {
        return Err(Error::Partial(answered, all));
    }
    Ok(())
}

pub(in crate::remote) fn hits(answer: &Value) -> impl Iterator<Item = &Value> {
    answer["hits"]["hits"].as_array().into_iter().flatten()
}

pub(in crate::remote) fn buckets<'a>(answer: &'a Value, name: &str) -> &'a [Value] {
    let buckets = answer["aggregations"][name]["buckets"].as_array();
    buckets.map(Vec::as_slice).unwrap_or_default()
}

pub(in crate::remote) fn number(value: &Value) -> Result<u64, Error> {
    value
        .as_u64()
        .ok_or_else(|| Error::NotUnderstood("number".into()))
}

pub(in crate::remote) fn place_of(value: &Value) -> Result<Place, Error> {
    let place = value.as_u64().and_then(Place::of_number);
    place.ok_or_else(|| Error::NotUnderstood("place".into()))
}

/// Returns the place of a hit.
pub(in crate::remote) fn place(hit: &Value) -> Result<Place, Error> {
    place_of(&hit["fields"]["place"][0])
}

/// Returns a field of a hit that is a text.
pub(in crate::remote) fn text(hit: &Value, field: &str) -> Result<String, Error> {
    let text = hit["fields"][field][0].as_str();
    let text = text.map(str::to_owned);
    text.ok_or_else(|| Error::NotUnderstood(field.to_owned()))
}

pub(in crate::remote) fn article(hit: &Value) -> Result<Article, Error> {
    let article = Some(&hit["_source"]["article"]).filter(|article| article.is_object());
    let article = article.and_then(|article| Article::deserialize(article).ok());
    article.ok_or_else(|| Error::NotUnderstood("article".into()))
}

//! The index as the engine is told to make it, and whether one is as ours are.

use serde_json::{Value, json};

use super::Error;
use super::tokens::BESIDE;
use crate::text::fold;

/// The version of what is kept of a report: an index of another is not asked.
pub(super) const VERSION: u64 = 1;

/// Under which name an index says that it is ours.
const OURS: &str = "zhenews";

/// A field's name and its kind.
type Named = (&'static str, Kind);

/// What a field is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A text, sought by its characters.
    Characters,
    /// A text, sought by its characters and how they are said.
    Sounds,
    /// A name, sought and counted as a whole.
    Name,
    /// A text that only sorts or is only read.
    Kept,
    /// A number, sought, counted and sorted by.
    Number,
    /// The report itself, which is only read.
    Report,
}

/// The fields of an index of ours.
const FIELDS: [Named; 23] = [
    ("id", Kind::Name),
    ("place", Kind::Number),
    ("day", Kind::Number),
    ("before", Kind::Number),
    ("order", Kind::Kept),
    ("sum", Kind::Kept),
    ("all", Kind::Characters),
    ("title", Kind::Sounds),
    ("author", Kind::Sounds),
    ("section", Kind::Sounds),
    ("source", Kind::Characters),
    ("tag", Kind::Characters),
    ("page", Kind::Name),
    ("sources", Kind::Name),
    ("sections", Kind::Name),
    ("authors", Kind::Name),
    ("tags", Kind::Name),
    ("pages", Kind::Name),
    ("length", Kind::Number),
    ("by_source", Kind::Kept),
    ("by_headline", Kind::Kept),
    ("by_page", Kind::Kept),
    ("article", Kind::Report),
];

impl Kind {
    fn mapping(self) -> Value {
        let text = |analyzer: &str| {
            json!({
                "type": "text", "analyzer": analyzer, "search_analyzer": "whitespace",
                "norms": false, "index_options": "positions",
            })
        };
        match self {
            Self::Characters => text("whitespace"),
            Self::Sounds => text("sounds"),
            Self::Name => json!({"type": "keyword"}),
            Self::Kept => json!({"type": "keyword", "index": false}),
            Self::Number => json!({"type": "long"}),
            Self::Report => json!({"type": "object", "enabled": false}),
        }
    }
}

/// Returns the body of the request that makes an index, for us or for whoever may make one.
pub fn mapping(shards: u32, replicas: u32) -> Value {
    let fields = FIELDS.iter();
    let properties = fields.map(|(name, kind)| ((*name).to_owned(), kind.mapping()));
    json!({
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            "refresh_interval": "-1",
            "sort.field": "place",
            "sort.order": "asc",
            "codec": "best_compression",
            "analysis": {
                "filter": {"beside": {
                    "type": "pattern_capture", "preserve_original": false,
                    "patterns": [format!("([^{BESIDE}]+)")],
                }},
                "analyzer": {"sounds": {
                    "type": "custom", "tokenizer": "whitespace", "filter": ["beside"],
                }},
            },
        },
        "mappings": {
            "dynamic": false,
            "_meta": Meta::default().json(),
            "properties": Value::Object(properties.collect()),
        },
    })
}

/// What an index of ours says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Meta {
    /// The name of what was loaded last.
    pub(super) load: String,
    /// Whether something is being loaded, or that was left.
    pub(super) is_unfinished: bool,
}

impl Meta {
    /// Returns it as a part of a mapping.
    pub(super) fn json(&self) -> Value {
        json!({OURS: {
            "version": VERSION, "fold": fold::VERSION,
            "load": self.load, "unfinished": self.is_unfinished,
        }})
    }
}

/// Looks at whether an index is one of ours, and returns what it says of itself.
///
/// # Errors
///
/// When it is none of ours, or of another version.
pub(super) fn check(index: &str, mappings: &Value) -> Result<Meta, Error> {
    let properties = &mappings["properties"];
    let is_there = |(name, kind): &&Named| {
        let (own, wanted) = (&properties[name], kind.mapping());
        // An object says its type only where it has no fields.
        let is_type = own["type"] == wanted["type"] || *kind == Kind::Report && own.is_object();
        is_type && own["analyzer"] == wanted["analyzer"] && own["enabled"] == wanted["enabled"]
    };
    let missing = FIELDS.iter().filter(|field| !is_there(field));
    let mut missing: Vec<&str> = missing.map(|(name, _)| *name).collect();
    let ours = &mappings["_meta"][OURS];
    if !ours.is_object() {
        missing.insert(0, "_meta.zhenews");
    }
    if !missing.is_empty() {
        return Err(Error::NotOurs {
            index: index.to_owned(),
            missing: missing.join(", "),
        });
    }
    if ours["version"] != VERSION || ours["fold"] != fold::VERSION {
        return Err(Error::OtherVersion(index.to_owned()));
    }
    Ok(Meta {
        load: ours["load"].as_str().unwrap_or_default().to_owned(),
        is_unfinished: ours["unfinished"] == true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_of_ours_is_known_and_what_another_lacks_is_named() {
        let mut made = mapping(1, 0);
        let mappings = &mut made["mappings"];
        assert_eq!(
            check("news", mappings).expect("it is ours"),
            Meta::default()
        );
        mappings["_meta"][OURS]["fold"] = json!(0);
        assert!(matches!(
            check("news", mappings),
            Err(Error::OtherVersion(_))
        ));
        mappings["properties"]["all"]["analyzer"] = json!("standard");
        let Err(Error::NotOurs { missing, .. }) = check("news", mappings) else {
            panic!("the engine would part the text in another way");
        };
        assert_eq!(missing, "all");
        let Err(Error::NotOurs { missing, .. }) = check("logs", &json!({})) else {
            panic!("it has nothing");
        };
        assert!(missing.starts_with("_meta.zhenews, id, place"), "{missing}");
    }
}

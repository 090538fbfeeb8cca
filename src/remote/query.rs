//! Queries as the engine is asked them.

use serde_json::{Value, json};

use super::place::Place;
use super::tokens::{characters, of_reading};
use crate::document::Field;
use crate::library::Library;
use crate::search::pinyin;
use crate::search::query::{DateRange, Mark, Node, Query, Text};
use crate::text::fold;

/// So many values stand in one list; the engine takes 65,536.
const MOST_VALUES: usize = 60_000;
/// So many alternatives stand beside each other; the engine takes 1,024.
const MOST_CLAUSES: usize = 1000;

/// What reports are to meet, as the engine is asked it.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter(Value);

/// What is remembered of reports.
#[derive(Clone, Copy)]
pub struct Remembered<'a> {
    /// By the reports' ids.
    pub library: &'a Library,
    /// The places of the reports that are like the one of an id.
    pub similar: &'a dyn Fn(&str) -> Vec<Place>,
}

impl Filter {
    /// Is met by every report.
    pub fn all() -> Self {
        Self(json!({"match_all": {}}))
    }

    /// Is met by reports that meet a query as it is typed.
    pub fn exact(query: &Query, remembered: Remembered) -> Self {
        let compiler = Compiler {
            remembered,
            is_said: false,
        };
        Self(compiler.node(query.root()))
    }

    /// Is met by reports that meet a query only if words are pinyin; `None` where there can be none.
    pub fn pinyin(query: &Query, remembered: Remembered) -> Option<Self> {
        let is_loose = query.texts().iter().any(|text| text.loose);
        let said = || {
            let compiler = Compiler {
                remembered,
                is_said: true,
            };
            let Self(exact) = Self::exact(query, remembered);
            Self(json!({"bool": {
                "filter": [compiler.node(query.root())], "must_not": [exact],
            }}))
        };
        is_loose.then(said)
    }

    /// Is met by what meets a filter that was written as JSON.
    pub fn of_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().map(Self)
    }

    /// Is met by the reports in places.
    pub fn places(places: &[Place]) -> Self {
        let numbers = places.iter().map(|place| place.number());
        Self(values(
            "place",
            &numbers.map(Value::from).collect::<Vec<_>>(),
        ))
    }

    /// Is met by the reports of ids.
    pub fn ids<'i>(ids: impl IntoIterator<Item = &'i str>) -> Self {
        Self(values(
            "id",
            &ids.into_iter().map(Value::from).collect::<Vec<_>>(),
        ))
    }

    /// Is met by the reports of some days.
    pub fn days(days: &[u32]) -> Self {
        Self(json!({"terms": {"day": days}}))
    }

    /// Is met by reports that have a folded text.
    pub fn text(folded: &str) -> Self {
        Self(phrase("all", &characters(folded)))
    }

    /// Is met by what meets one of two.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(any(vec![self.0, other.0]))
    }

    /// Returns it as a part of a request.
    pub fn json(&self) -> &Value {
        &self.0
    }
}

/// Makes the parts of a request out of those of a query.
struct Compiler<'a> {
    remembered: Remembered<'a>,
    /// Whether words may be pinyin.
    is_said: bool,
}

impl Compiler<'_> {
    fn node(&self, node: &Node) -> Value {
        match node {
            Node::Text(text) => self.text(text),
            Node::Date(range) => days(*range),
            Node::Is(mark) => self.marked(*mark),
            Node::Like(id) => {
                let Filter(places) = Filter::places(&(self.remembered.similar)(id));
                places
            }
            // What is asked here is one place alone, the first.
            Node::From(places) if places.contains(&0) => json!({"match_all": {}}),
            Node::From(_) => json!({"match_none": {}}),
            Node::Not(node) => json!({"bool": {"must_not": [self.typed().node(node)]}}),
            Node::All(nodes) => self.all(nodes),
            Node::Any(nodes) => any(nodes.iter().map(|node| self.node(node)).collect()),
        }
    }

    /// Pinyin helps to find and never excludes.
    fn typed(&self) -> Self {
        Self {
            is_said: false,
            ..*self
        }
    }

    fn all(&self, nodes: &[Node]) -> Value {
        let (mut musts, mut nots) = (Vec::new(), Vec::new());
        for node in nodes {
            match node {
                Node::Not(node) => nots.push(self.typed().node(node)),
                node => musts.push(self.node(node)),
            }
        }
        if musts.is_empty() && nots.is_empty() {
            return json!({"match_all": {}});
        }
        json!({"bool": {"filter": musts, "must_not": nots}})
    }

    fn text(&self, text: &Text) -> Value {
        let typed = match text.field {
            Some(Field::Page) => json!({"term": {"page": text.needle}}),
            field => phrase(name(field), &characters(&text.needle)),
        };
        match text.field {
            Some(Field::Tag) => any(vec![typed, self.tagged(&text.needle)]),
            _ if self.is_said && text.loose => said(text, typed),
            _ => typed,
        }
    }

    fn tagged(&self, needle: &str) -> Value {
        let tagged = self.remembered.library.tagged();
        let own = tagged.filter(|(_, tag)| fold::fold(tag).contains(needle));
        let Filter(ids) = Filter::ids(own.map(|(id, _)| id));
        ids
    }

    fn marked(&self, mark: Mark) -> Value {
        let library = self.remembered.library;
        let Filter(ids) = match mark {
            Mark::Read | Mark::Unread => Filter::ids(library.read()),
            Mark::Starred => Filter::ids(library.starred()),
            Mark::Noted => Filter::ids(library.noted()),
            Mark::New => Filter::ids(library.arrived()),
        };
        if mark == Mark::Unread {
            json!({"bool": {"must_not": [ids]}})
        } else {
            ids
        }
    }
}

/// A word as it was typed, or as pinyin in the fields where pinyin helps.
fn said(text: &Text, typed: Value) -> Value {
    let fields = match text.field {
        None => vec!["title", "author", "section"],
        field => vec![name(field)],
    };
    let mut parts = vec![typed];
    for sequence in pinyin::alternatives(&text.needle).sequences {
        let tokens = of_reading(&sequence);
        parts.extend(fields.iter().map(|field| phrase(field, &tokens)));
    }
    any(parts)
}

fn name(field: Option<Field>) -> &'static str {
    match field {
        // The body cannot be asked for by name.
        None | Some(Field::Body) => "all",
        Some(Field::Title) => "title",
        Some(Field::Author) => "author",
        Some(Field::Section) => "section",
        Some(Field::Source) => "source",
        Some(Field::Tag) => "tag",
        Some(Field::Page) => "page",
    }
}

fn phrase(field: &str, tokens: &str) -> Value {
    json!({"match_phrase": {field: tokens}})
}

/// Days stand together in the order: those of a range are a range of places, and what has no day is in none.
fn days(range: DateRange) -> Value {
    let end = Place::first_before(range.from.unwrap_or(0).max(1));
    let start = range
        .until
        .map_or(0, |until| Place::first_before(until).number());
    json!({"range": {"place": {"gte": start, "lt": end.number()}}})
}

fn any(mut parts: Vec<Value>) -> Value {
    if parts.len() == 1 {
        return parts.pop().unwrap_or_default();
    }
    if parts.len() > MOST_CLAUSES {
        parts = parts
            .chunks(MOST_CLAUSES)
            .map(|some| any(some.to_vec()))
            .collect();
    }
    json!({"bool": {"should": parts, "minimum_should_match": 1}})
}

/// What has one of some values.
fn values(field: &str, values: &[Value]) -> Value {
    match values.len() {
        0 => json!({"match_none": {}}),
        1..=MOST_VALUES => json!({"terms": {field: values}}),
        _ => any(values
            .chunks(MOST_VALUES)
            .map(|some| json!({"terms": {field: some}}))
            .collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(typed: &str) -> Value {
        let remembered = Remembered {
            library: &Library::default(),
            similar: &|_| Vec::new(),
        };
        let Filter(asked) = Filter::exact(&Query::parse(typed), remembered);
        asked
    }

    #[test]
    fn every_kind_of_node_is_asked() {
        assert_eq!(asked(""), json!({"match_all": {}}));
        assert_eq!(asked("植树"), json!({"match_phrase": {"all": "植 树"}}));
        assert_eq!(asked("page:第03版"), json!({"term": {"page": "3"}}));
        assert_eq!(
            asked("is:unread"),
            json!({"bool": {"must_not": [{"match_none": {}}]}})
        );
        let both = asked("title:植 -树");
        assert_eq!(
            both["bool"]["filter"],
            json!([{"match_phrase": {"title": "植"}}])
        );
        assert_eq!(
            both["bool"]["must_not"],
            json!([{"match_phrase": {"all": "树"}}])
        );
        let either = asked("植 OR 树");
        assert_eq!(either["bool"]["minimum_should_match"], 1);
        let day = asked("date:2019-11-22");
        let place = Place::new(20_191_122, 5).number();
        let range = &day["range"]["place"];
        assert!(range["gte"].as_u64() <= Some(place) && Some(place) < range["lt"].as_u64());
    }

    #[test]
    fn lists_that_are_too_long_are_parted() {
        let ids: Vec<String> = (0..=MOST_VALUES).map(|id| id.to_string()).collect();
        let Filter(parted) = Filter::ids(ids.iter().map(String::as_str));
        let parts = parted["bool"]["should"].as_array().map_or(0, Vec::len);
        assert_eq!(parts, 2);
        let words: Vec<String> = (0..2500).map(|number| format!("字{number}")).collect();
        let many = asked(&words.join(" OR "));
        assert_eq!(many["bool"]["should"].as_array().map_or(0, Vec::len), 3);
    }
}

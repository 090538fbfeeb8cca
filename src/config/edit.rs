//! Changes the collections and the searches in a file of settings, and nothing else in it: comments and
//! layout stay.

mod feeds;

use toml_edit::{Array, DocumentMut, Item, Table, TableLike, TomlError, Value};

use super::syntax;
use crate::lang::{Bilingual, Lang, Say, bilingual, display_in_english};

pub use feeds::{feeds_named, feeds_put, feeds_removed};

/// Why a file was not changed.
#[derive(Debug)]
pub enum EditError {
    /// It is no TOML.
    NotToml {
        /// The line, counted from 1.
        line: usize,
        /// What the parser says.
        error: TomlError,
    },
    /// There are collections, and they are no array of strings.
    NotAnArray,
    /// There are searches, and they are no table.
    NotATable,
    /// There are feeds, and they are no table.
    FeedsNotATable,
}

display_in_english!(EditError);

impl std::error::Error for EditError {}

impl Say for EditError {
    fn say(&self, lang: Lang) -> String {
        let what = match self {
            Self::NotToml { line, error } => {
                let Bilingual { english, chinese } = syntax::wrong(error.message());
                bilingual!(
                    "line {line}: {english}; nothing was changed, mend the line and try again",
                    "第 {line} 行：{chinese}；未作改动，请改好这一行再试"
                )
            }
            Self::NotAnArray => Bilingual::new(
                "collections is not an array of strings; mend it and try again",
                "collections 不是字符串的数组；请改好再试",
            ),
            Self::NotATable => Bilingual::new(
                "searches is not a table; mend it and try again",
                "searches 不是表；请改好再试",
            ),
            Self::FeedsNotATable => Bilingual::new(
                "feeds is not a table; mend it and try again",
                "feeds 不是表；请改好再试",
            ),
        };
        what.say(lang)
    }
}

/// Reads a file of settings as it is to be changed.
fn parsed(text: &str) -> Result<DocumentMut, EditError> {
    text.parse().map_err(|error: TomlError| {
        let before = error.span().and_then(|span| text.get(..span.start));
        EditError::NotToml {
            line: before.unwrap_or_default().matches('\n').count() + 1,
            error,
        }
    })
}

/// Returns a text as a string of TOML.
pub fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// Returns the text of a file with paths put behind its collections, those left out that are there.
///
/// # Errors
///
/// Fails where the text is no TOML, or its collections are no array.
pub fn added(text: &str, paths: &[String]) -> Result<String, EditError> {
    change(text, |array| {
        for path in paths {
            if !array.iter().any(|known| known.as_str() == Some(path)) {
                push(array, path);
            }
        }
    })
}

/// Returns the text of a file without those of its collections for which `is_meant` holds.
///
/// # Errors
///
/// Fails where the text is no TOML, or its collections are no array.
pub fn removed(text: &str, is_meant: impl Fn(&str) -> bool) -> Result<String, EditError> {
    change(text, |array| {
        array.retain(|known| !known.as_str().is_some_and(&is_meant));
    })
}

/// Returns the text of a file with a search in it: in place of one that has its name, or else before the
/// one of another name, or at the end.
///
/// # Errors
///
/// Fails where the text is no TOML, or its searches are no table.
pub fn search_put(
    text: &str,
    name: &str,
    query: &str,
    before: Option<&str>,
) -> Result<String, EditError> {
    change_searches(text, |table| {
        if let Some(Item::Value(known)) = table.get_mut(name) {
            let decor = known.decor().clone();
            *known = Value::from(query);
            *known.decor_mut() = decor;
            return;
        }
        // A table has no place in its middle: those behind are taken out and put in again.
        let names = table.iter().map(|(name, _)| name.to_owned());
        let behind: Vec<String> = names
            .skip_while(|name| Some(name.as_str()) != before)
            .collect();
        let mut moved = Vec::new();
        for name in behind {
            let key = table.key(&name).map(|key| key.leaf_decor().clone());
            moved.extend(table.remove(&name).map(|item| (name, key, item)));
        }
        table.insert(name, Item::Value(Value::from(query)));
        for (name, decor, item) in moved {
            table.insert(&name, item);
            if let (Some(mut key), Some(decor)) = (table.key_mut(&name), decor) {
                *key.leaf_decor_mut() = decor;
            }
        }
    })
}

/// Returns what the search of a name looks for in the text of a file, understood or not.
pub fn search_in(text: &str, name: &str) -> Option<String> {
    let document: DocumentMut = text.parse().ok()?;
    let searches = document.get("searches")?.as_table_like()?;
    Some(searches.get(name)?.as_str()?.to_owned())
}

/// Returns the text of a file without the search of a name.
///
/// # Errors
///
/// Fails where the text is no TOML, or its searches are no table.
pub fn search_removed(text: &str, name: &str) -> Result<String, EditError> {
    change_searches(text, |table| {
        table.remove(name);
    })
}

fn change_searches(
    text: &str,
    change: impl FnOnce(&mut dyn TableLike),
) -> Result<String, EditError> {
    let mut document: DocumentMut = parsed(text)?;
    let searches = document
        .entry("searches")
        .or_insert_with(|| Item::Table(apart(text)));
    change(searches.as_table_like_mut().ok_or(EditError::NotATable)?);
    Ok(document.to_string())
}

/// Makes a table that stands behind an empty line, where anything is before it.
fn apart(text: &str) -> Table {
    let mut table = Table::new();
    if !text.trim().is_empty() {
        table.decor_mut().set_prefix("\n");
    }
    table
}

/// Puts a path at the end, laid out as the one before it.
fn push(array: &mut Array, path: &str) {
    let before = array.iter().last().map(|last| last.decor().clone());
    let mut value = Value::from(path);
    let prefix = before.and_then(|decor| decor.prefix()?.as_str().map(str::to_owned));
    match prefix {
        // The comment above the one before is its own.
        Some(prefix) if array.len() > 1 || prefix.contains('\n') => {
            let indent = prefix.rsplit('\n').next().unwrap_or_default();
            let lines = if prefix.contains('\n') { "\n" } else { "" };
            value.decor_mut().set_prefix(format!("{lines}{indent}"));
        }
        Some(_) => value.decor_mut().set_prefix(" "),
        None => value.decor_mut().set_prefix(""),
    }
    array.push_formatted(value);
}

fn change(text: &str, change: impl FnOnce(&mut Array)) -> Result<String, EditError> {
    let mut document: DocumentMut = parsed(text)?;
    let collections = document
        .entry("collections")
        .or_insert_with(|| Item::Value(Value::Array(Array::new())));
    let array = collections.as_array_mut().ok_or(EditError::NotAnArray)?;
    change(array);
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(paths: &[&str]) -> Vec<String> {
        paths.iter().map(|path| (*path).to_owned()).collect()
    }

    #[test]
    fn comments_and_layout_stay() {
        let text = "# mine\nmouse   = false # never\n\ncollections = [\n  # the paper\n  'a', # first\n  \"b\",\n]\n\n[keys]\nx = 'quit'\n";
        let more = added(text, &paths(&["b", "c"])).unwrap();
        assert_eq!(
            more,
            text.replace("  \"b\",\n", "  \"b\",\n  \"c\",\n"),
            "{more}"
        );
        assert_eq!(removed(&more, |path| path == "c").unwrap(), text);
    }

    #[test]
    fn the_first_collection_stands_before_the_tables() {
        let one = added("[keys]\nx = \"quit\"\n", &paths(&["报/a.json"])).unwrap();
        assert_eq!(one, "collections = [\"报/a.json\"]\n[keys]\nx = \"quit\"\n");
        let two = added(&one, &paths(&["b"])).unwrap();
        assert!(
            two.starts_with("collections = [\"报/a.json\", \"b\"]\n"),
            "{two}"
        );
        assert_eq!(
            added("", &paths(&["a"])).unwrap(),
            "collections = [\"a\"]\n"
        );
    }

    #[test]
    fn a_search_is_put_in_and_taken_out_and_all_else_stays() {
        let text = "mouse = false\n\n# mine\n[searches]\n# of the air\n\"环保\" = '环保 OR 治污' # often\ntree = \"植树\"\n\n[keys]\nx = 'quit'\n";
        let more = search_put(text, "旧 闻", "\"before\" 1949", None).unwrap();
        let line = "\"旧 闻\" = '\"before\" 1949'\n";
        assert_eq!(
            more,
            text.replace("\"植树\"\n", &format!("\"植树\"\n{line}"))
        );
        assert_eq!(search_in(&more, "旧 闻").unwrap(), "\"before\" 1949");
        assert_eq!(search_in(text, "旧 闻"), None);
        assert_eq!(search_removed(&more, "旧 闻").unwrap(), text);
        let other = search_put(text, "环保", "治污", None).unwrap();
        assert_eq!(other, text.replace("'环保 OR 治污'", "\"治污\""));
        let without = search_removed(text, "tree").unwrap();
        assert_eq!(search_put(&without, "tree", "植树", None).unwrap(), text);
        let first = search_put(&more, "新", "a", Some("tree")).unwrap();
        assert_eq!(first, more.replace("tree = ", "\"新\" = \"a\"\ntree = "));
        assert_eq!(
            search_put("", "a", "b", None).unwrap(),
            "[searches]\na = \"b\"\n"
        );
        assert_eq!(
            search_put("[keys]\nx = 'quit'\n", "a", "b", None).unwrap(),
            "[keys]\nx = 'quit'\n\n[searches]\na = \"b\"\n"
        );
        let inline = search_put("searches = { a = 'b' }\n", "c", "d", Some("a")).unwrap();
        let names = inline.find("c =").zip(inline.find("a ="));
        assert!(names.is_some_and(|(c, a)| c < a), "{inline}");
        let wrong = search_put("searches = 3", "a", "b", None);
        assert!(matches!(wrong, Err(EditError::NotATable)));
    }

    #[test]
    fn what_cannot_be_changed_is_left_alone() {
        assert!(matches!(
            added("a = = 1", &[]),
            Err(EditError::NotToml { line: 1, .. })
        ));
        let wrong = added("collections = 3", &paths(&["a"]));
        assert!(matches!(wrong, Err(EditError::NotAnArray)));
    }
}

//! Changes the collections in a file of settings, and nothing else in it: comments and layout stay.

use toml_edit::{Array, DocumentMut, Item, TomlError, Value};

/// Why a file was not changed.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// It is no TOML.
    #[error("{}", .0.message())]
    NotToml(TomlError),
    /// There are collections, and they are no array of strings.
    #[error("collections is not an array of strings")]
    NotAnArray,
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
    let mut document: DocumentMut = text.parse().map_err(EditError::NotToml)?;
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
    fn what_cannot_be_changed_is_left_alone() {
        assert!(matches!(added("a = = 1", &[]), Err(EditError::NotToml(_))));
        let wrong = added("collections = 3", &paths(&["a"]));
        assert!(matches!(wrong, Err(EditError::NotAnArray)));
    }
}

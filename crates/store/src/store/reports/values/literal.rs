//! Lists and objects that were turned into text, as tables keep them: `['a', 'b']` of Python, `["a","b"]` of JSON.

use super::value_names::values;
use crate::store::recast;

/// Reads a text that is a list of texts; `None` where it is anything else.
pub(super) fn list(text: &str) -> Option<Vec<String>> {
    let text = text.trim();
    let within = text.strip_prefix('[')?.strip_suffix(']')?;
    if !within.trim_start().starts_with(['\'', '"']) {
        return None;
    }
    let json: Option<Vec<String>> = serde_json::from_str(text).ok();
    json.or_else(|| python(within))
}

/// Reads a text that is an object with a value in it, `{'name': '晨报'}`; `None` where it is anything else.
pub(super) fn value(text: &str) -> Option<String> {
    let text = text.trim();
    (text.starts_with('{') && text.ends_with('}')).then_some(())?;
    let json = if recast::is_python(text) {
        recast::first_record(text)?
    } else {
        text.to_owned()
    };
    let fields: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&json).ok()?;
    let mut found = values().filter_map(|name| fields.get(name)?.as_str());
    found.next().map(str::to_owned)
}

/// Whether a text is a list without elements, or an object without fields, that was turned into text.
pub(super) fn is_empty(text: &str) -> bool {
    let within = text.trim();
    let within = within
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .or_else(|| within.strip_prefix('{')?.strip_suffix('}'));
    within.is_some_and(|within| within.trim().is_empty())
}

/// Reads the elements of a list of Python.
fn python(mut rest: &str) -> Option<Vec<String>> {
    let mut all = Vec::new();
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("None") {
            rest = after;
        } else {
            let (text, after) = quoted(rest)?;
            all.push(text);
            rest = after;
        }
        rest = rest.trim_start();
        if rest.is_empty() {
            return Some(all);
        }
        rest = rest.strip_prefix(',')?;
        if rest.trim().is_empty() {
            return Some(all);
        }
    }
}

/// Reads a string in quotation marks of either kind; returns it with what follows.
pub(in crate::store) fn quoted(text: &str) -> Option<(String, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let mut read = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next()?.1 {
                'n' => read.push('\n'),
                't' => read.push('\t'),
                'r' => {}
                'x' => read.push(coded(&mut chars, 2)?),
                'u' => read.push(coded(&mut chars, 4)?),
                'U' => read.push(coded(&mut chars, 8)?),
                other @ ('\\' | '\'' | '"') => read.push(other),
                other => read.extend(['\\', other]),
            },
            _ if c == quote => return Some((read, text.get(at + 1..)?)),
            _ => read.push(c),
        }
    }
    None
}

/// Reads a character by so many digits of its number.
fn coded(chars: &mut impl Iterator<Item = (usize, char)>, digits: usize) -> Option<char> {
    let digits: String = chars.take(digits).map(|(_, c)| c).collect();
    char::from_u32(u32::from_str_radix(&digits, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_that_were_turned_into_text_are_lists() {
        for (text, expected) in [
            ("['水利', '河堤']", Some(&["水利", "河堤"][..])),
            ("[\"水利\",\"河堤\"]", Some(&["水利", "河堤"])),
            ("[\"it's\", 'a\\'b', None]", Some(&["it's", "a'b"])),
            ("['\\u6c34\\xa0x',]", Some(&["水\u{a0}x"])),
            ("[新华社电]", None),
            ("['半", None),
            ("['甲'乙]", None),
            ("[1, 2]", None),
        ] {
            let found = list(text);
            let found: Option<Vec<&str>> = found
                .as_ref()
                .map(|all| all.iter().map(String::as_str).collect());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn objects_that_were_turned_into_text_have_their_value() {
        for (text, expected) in [
            ("{'name': '晨报', 'logo': None}", Some("晨报")),
            ("{\"id\": 3, \"name\": \"晨报\"}", Some("晨报")),
            ("{'x': 1}", None),
            ("{晨报}", None),
            ("晨报", None),
        ] {
            assert_eq!(value(text).as_deref(), expected, "{text}");
        }
        assert!(is_empty("[]") && is_empty("{ }") && !is_empty("[甲]") && !is_empty(""));
    }
}

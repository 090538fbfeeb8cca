//! Records as Python prints them (`{'title': 'a', 'page': None}`), and as the shell of `MongoDB` does
//! (`{"_id": ObjectId("5f"), …}`), written anew as JSON.

use std::fmt::Write as _;

use super::super::places::Places;
use super::{LineMap, Recast, quoted};
use crate::lang::Bilingual;

/// How deep values are nested at most.
const DEEPEST: usize = 64;

/// The calls that the shell of `MongoDB` writes for values.
const CALLS: [&str; 9] = [
    "ObjectId(",
    "ISODate(",
    "NumberLong(",
    "NumberInt(",
    "NumberDecimal(",
    "Timestamp(",
    "UUID(",
    "BinData(",
    "Date(",
];

/// Whether a text seems to hold records of Python: an object, or a list of them, whose first name stands in single
/// quotation marks; or such of the shell of `MongoDB`, in which a value is a call.
pub(in super::super) fn is_python(text: &str) -> bool {
    let text = text.trim_start();
    let text = text.strip_prefix('[').unwrap_or(text).trim_start();
    let Some(record) = text.strip_prefix('{') else {
        return false;
    };
    let name = record.trim_start().strip_prefix('\'');
    let behind = name.and_then(|rest| rest.split_once('\''));
    behind.is_some_and(|(_, rest)| rest.trim_start().starts_with(':')) || has_call(record)
}

/// Whether one of the first values of an object of JSON is a call.
fn has_call(mut record: &str) -> bool {
    /// How many values are looked at.
    const MOST: usize = 30;
    for _ in 0..MOST {
        let name = record.trim_start();
        if !name.starts_with('"') {
            return false;
        }
        let mut skipped = String::new();
        let after = string(name, &mut skipped).ok();
        let value = after.and_then(|after| after.trim_start().strip_prefix(':'));
        let Some(value) = value.map(str::trim_start) else {
            return false;
        };
        if CALLS.iter().any(|call| value.starts_with(call)) {
            return true;
        }
        let after = self::value(value, &mut skipped, 0).ok();
        let Some(rest) = after.and_then(|after| after.trim_start().strip_prefix(',')) else {
            return false;
        };
        record = rest;
    }
    false
}

/// Returns the first record of such a text as JSON.
pub(in super::super) fn first_record(text: &str) -> Option<String> {
    let text = text.trim_start();
    let text = text.strip_prefix('[').unwrap_or(text).trim_start();
    let mut record = String::new();
    value(text, &mut record, 0).ok()?;
    Some(record)
}

/// Writes records of Python as records of JSON, each on a line.
pub(in super::super) fn python(text: &str) -> Option<Recast> {
    let mut recast = Recast::default();
    let mut lines = Vec::new();
    let mut places = Places::behind(text, 0, (1, 1));
    let mut rest = text;
    loop {
        // What stands around and between the records of a list.
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "[],\u{FEFF}".contains(c));
        if rest.is_empty() {
            break;
        }
        let at = text.len() - rest.len();
        let mut record = String::new();
        match value(rest, &mut record, 0) {
            Ok(after) if record.starts_with('{') => {
                lines.push((lines.len() + 1, places.of(at).0));
                recast.text.push_str(&record);
                recast.text.push('\n');
                rest = after;
            }
            other => {
                let left = other.err().unwrap_or(rest);
                let place = places.of(text.len() - left.len());
                recast.problems.push((place, no_record()));
                rest = left.split_once('\n').map_or("", |(_, rest)| rest);
            }
        }
    }
    recast.lines = LineMap::new(lines);
    Some(recast).filter(|recast| !recast.text.is_empty())
}

fn no_record() -> Bilingual {
    Bilingual::new(
        "not read: expected a record as Python prints it, {'title': …}; the rest of this line was passed over",
        "读不出：应为 Python 打印的记录 {'title': …}；已略过本行其余部分",
    )
}

/// Writes the value that a text begins with; returns what follows it, or what could not be read.
fn value<'t>(text: &'t str, json: &mut String, depth: usize) -> Result<&'t str, &'t str> {
    let text = text.trim_start();
    let first = text.chars().next().ok_or(text)?;
    if depth > DEEPEST {
        return Err(text);
    }
    match first {
        '{' => object(text, json, depth),
        '[' | '(' => list(text, json, depth),
        '\'' | '"' => string(text, json),
        _ => word(text, json, depth),
    }
}

fn object<'t>(text: &'t str, json: &mut String, depth: usize) -> Result<&'t str, &'t str> {
    json.push('{');
    let mut rest = text.get(1..).unwrap_or_default().trim_start();
    let mut is_first = true;
    loop {
        if let Some(after) = rest.strip_prefix('}') {
            json.push('}');
            return Ok(after);
        }
        if !std::mem::take(&mut is_first) {
            json.push(',');
        }
        rest = if rest.starts_with(['\'', '"']) {
            string(rest, json)?
        } else {
            let mut name = String::new();
            let after = word(rest, &mut name, depth)?;
            json.push_str(&quoted(name.trim_matches('"')));
            after
        };
        rest = rest.trim_start().strip_prefix(':').ok_or(rest)?;
        json.push(':');
        rest = value(rest, json, depth + 1)?.trim_start();
        match rest.strip_prefix(',') {
            Some(after) => rest = after.trim_start(),
            None if rest.starts_with('}') => {}
            None => return Err(rest),
        }
    }
}

fn list<'t>(text: &'t str, json: &mut String, depth: usize) -> Result<&'t str, &'t str> {
    json.push('[');
    let mut rest = text.get(1..).unwrap_or_default().trim_start();
    let mut is_first = true;
    loop {
        if let Some(after) = rest.strip_prefix([']', ')']) {
            json.push(']');
            return Ok(after);
        }
        if !std::mem::take(&mut is_first) {
            json.push(',');
        }
        rest = value(rest, json, depth + 1)?.trim_start();
        match rest.strip_prefix(',') {
            Some(after) => rest = after.trim_start(),
            None if rest.starts_with([']', ')']) => {}
            None => return Err(rest),
        }
    }
}

/// Writes a string, or several that stand one behind the other.
fn string<'t>(text: &'t str, json: &mut String) -> Result<&'t str, &'t str> {
    let mut whole = String::new();
    let mut rest = text;
    while rest.starts_with(['\'', '"']) {
        let (part, after) = super::super::reports::quoted_literal(rest).ok_or(text)?;
        whole.push_str(&part);
        rest = after.trim_start();
    }
    json.push_str(&quoted(&whole));
    Ok(rest)
}

/// Writes a number, a name of a value, or a call such as `datetime.datetime(2019, 11, 22)`, of which the arguments
/// count.
fn word<'t>(text: &'t str, json: &mut String, depth: usize) -> Result<&'t str, &'t str> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '+' | '-');
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end).ok_or(text)?;
    if let Some(of) = rest.strip_prefix('(').filter(|_| !word.is_empty()) {
        return call(word, of, json, depth);
    }
    match word {
        "" => return Err(text),
        "None" | "nan" | "NaN" | "inf" | "-inf" | "null" | "undefined" => json.push_str("null"),
        "True" | "true" => json.push_str("true"),
        "False" | "false" => json.push_str("false"),
        number if serde_json::from_str::<serde_json::Number>(number).is_ok() => {
            json.push_str(number);
        }
        other => json.push_str(&quoted(other)),
    }
    Ok(rest)
}

fn call<'t>(name: &str, of: &'t str, json: &mut String, depth: usize) -> Result<&'t str, &'t str> {
    let mut arguments = String::new();
    let mut rest = of.trim_start();
    arguments.push('[');
    loop {
        if let Some(after) = rest.strip_prefix(')') {
            rest = after;
            break;
        }
        // Those that are named say how the others are meant.
        let is_named = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .and_then(|end| rest.get(end..))
            .and_then(|behind| behind.strip_prefix('='));
        if arguments.len() > 1 {
            arguments.push(',');
        }
        let of = is_named.unwrap_or(rest);
        rest = value(of, &mut arguments, depth + 1)?.trim_start();
        match rest.strip_prefix(',') {
            Some(after) => rest = after.trim_start(),
            None if rest.starts_with(')') => {}
            None => return Err(rest),
        }
    }
    arguments.push(']');
    let values: Vec<serde_json::Value> = serde_json::from_str(&arguments).map_err(|_| of)?;
    match (values.as_slice(), name.rsplit('.').next()) {
        (values, Some("datetime" | "date" | "Timestamp")) if values.len() > 2 => {
            json.push_str(&quoted(&date(values)));
        }
        ([one], _) => json.push_str(&one.to_string()),
        _ => json.push_str(&arguments),
    }
    Ok(rest)
}

/// Writes the numbers of a date and a time.
fn date(numbers: &[serde_json::Value]) -> String {
    let number = |at: usize| numbers.get(at).and_then(serde_json::Value::as_u64);
    let part = |at: usize| number(at).unwrap_or_default();
    let mut date = format!("{}-{:02}-{:02}", part(0), part(1), part(2));
    if number(3).is_some() {
        // A string takes whatever is written to it.
        let _ = write!(date, " {:02}:{:02}:{:02}", part(3), part(4), part(5));
    }
    date
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_python_become_records_of_json() {
        let text = "{'title': '旧桥\"改建\"', 'body': \"it's\\n好\", 'page': None, 'ok': True, 'n': 1.5}\n\
            {'_id': ObjectId('5f'), 'date': datetime.datetime(2021, 3, 5, 8, 30), 'tags': ('甲', '乙',), 3: [nan]}\n";
        let Recast { text, problems, .. } = python(text).unwrap();
        assert_eq!(problems, []);
        assert_eq!(
            text,
            "{\"title\":\"旧桥\\\"改建\\\"\",\"body\":\"it's\\n好\",\"page\":null,\"ok\":true,\"n\":1.5}\n\
             {\"_id\":\"5f\",\"date\":\"2021-03-05 08:30:00\",\"tags\":[\"甲\",\"乙\"],\"3\":[null]}\n"
        );
    }

    #[test]
    fn a_record_that_is_broken_is_placed_and_the_others_are_read() {
        let text = "[{'title': '甲'},\n {'title': '乙' 'x'; 3},\n {'title': '丙'}]\n";
        let Recast {
            text,
            problems,
            lines,
        } = python(text).unwrap();
        assert_eq!(text, "{\"title\":\"甲\"}\n{\"title\":\"丙\"}\n");
        assert_eq!(lines.line(2), 3);
        assert_eq!(
            problems.iter().map(|(place, _)| *place).collect::<Vec<_>>(),
            [(2, 19)]
        );
    }

    #[test]
    fn records_of_a_shell_become_records_of_json() {
        let text = "{ \"_id\" : ObjectId(\"5f\"), \"title\" : \"旧桥\",\n  \"at\" : ISODate(\"2021-03-05T00:00:00Z\"), \"n\" : NumberLong(3), \"ok\" : true, \"x\" : null }\n{ \"_id\" : ObjectId(\"60\") }\n";
        assert!(is_python(text));
        let Recast { text, problems, .. } = python(text).unwrap();
        assert_eq!(problems, []);
        assert_eq!(
            text,
            "{\"_id\":\"5f\",\"title\":\"旧桥\",\"at\":\"2021-03-05T00:00:00Z\",\"n\":3,\"ok\":true,\"x\":null}\n{\"_id\":\"60\"}\n"
        );
        assert!(!is_python("{\"a\": \"x\", \"b\": \"ObjectId(1)\"}"));
    }

    #[test]
    fn only_single_quotation_marks_and_calls_tell() {
        assert!(is_python("[ {'a' : 1}]"));
        for text in ["{\"a\": 1}", "{'a', 'b'}", "{}", "['a']", "{a: 1}"] {
            assert!(!is_python(text), "{text}");
        }
    }
}

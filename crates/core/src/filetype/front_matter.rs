//! What stands at the head of a Markdown text and says what it is of: between lines of `---` (YAML) or `+++` (TOML), as
//! an object of JSON, or as lines of names and values that only a line behind them ends.

/// How the fields of front matter are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// Names and values with a colon between them.
    Yaml,
    /// Names and values with `=` between them.
    Toml,
    /// An object.
    Json,
    /// What stands in an object, without its brackets.
    JsonFields,
}

/// Front matter, and the text that it stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrontMatter<'t> {
    /// How it is written.
    pub notation: Notation,
    /// Its fields.
    pub fields: &'t str,
    /// What follows it.
    pub rest: &'t str,
}

/// Names by which the fields of a report are known, in small letters. Of fields without a line before them the first
/// has one of these.
const NAMES: [&str; 22] = [
    "title",
    "headline",
    "date",
    "source",
    "author",
    "authors",
    "category",
    "categories",
    "tags",
    "layout",
    "slug",
    "published",
    "标题",
    "標題",
    "题目",
    "日期",
    "时间",
    "来源",
    "來源",
    "作者",
    "栏目",
    "版次",
];

/// Names of texts: an object that has one is a record.
const BODIES: [&str; 8] = [
    "body", "content", "text", "articles", "正文", "内容", "內容", "items",
];

/// Returns the front matter that a text begins with.
pub fn front_matter(text: &str) -> Option<FrontMatter<'_>> {
    let text = text.trim_start_matches('\u{feff}');
    fenced(text).or_else(|| headless(text))
}

/// That between two lines of the same mark.
fn fenced(text: &str) -> Option<FrontMatter<'_>> {
    for (mark, notation) in [("---", Notation::Yaml), ("+++", Notation::Toml)] {
        let Some(rest) = text.strip_prefix(mark) else {
            continue;
        };
        let (blank, rest) = rest.split_once('\n')?;
        if !blank.trim().is_empty() {
            return None;
        }
        let is_end = |line: &str| line == mark || notation == Notation::Yaml && line == "...";
        return until(rest, is_end).map(|(fields, _, rest)| FrontMatter {
            notation,
            fields,
            rest,
        });
    }
    None
}

/// That which no line of its own begins.
pub(super) fn headless(text: &str) -> Option<FrontMatter<'_>> {
    if text.starts_with('{') {
        return object(text);
    }
    if text.starts_with('"') {
        let (fields, _, rest) = until(text, |line| is_rule(line, b';'))?;
        return serde_json::from_str::<serde_json::Value>(&format!("{{{fields}}}"))
            .is_ok()
            .then_some(FrontMatter {
                notation: Notation::JsonFields,
                fields,
                rest,
            });
    }
    let first = text.lines().next()?;
    if !is_known(name_of(first)?) {
        return None;
    }
    let (fields, end, rest) = until(text, |line| is_rule(line, b'-') || line.is_empty())?;
    let is_field = |line: &str| line.starts_with([' ', '\t', '-', '#']) || name_of(line).is_some();
    let count = fields
        .lines()
        .filter(|line| name_of(line).is_some_and(is_known));
    let is_told = !end.is_empty() || count.count() > 1;
    // Where the same begins again there is a list of reports, not the head of one.
    let begin = first.get(..first.find([':', '：'])?)?;
    let is_list = rest.lines().any(|line| line.starts_with(begin));
    let is_whole = fields.lines().all(is_field) && is_told && !is_list && !rest.trim().is_empty();
    is_whole.then_some(FrontMatter {
        notation: Notation::Yaml,
        fields,
        rest,
    })
}

/// An object of JSON before a text that is none.
fn object(text: &str) -> Option<FrontMatter<'_>> {
    let mut values = serde_json::Deserializer::from_str(text)
        .into_iter::<serde_json::Map<String, serde_json::Value>>();
    let found = values.next()?.ok()?;
    let (fields, rest) = text.split_at_checked(values.byte_offset())?;
    let (blank, rest) = rest.split_once('\n')?;
    let begins = rest.trim_start();
    let is_other = |c: char| matches!(c, '{' | '}' | ']' | ',' | '"');
    let is_text = !begins.is_empty()
        && !begins.starts_with(is_other)
        && (!begins.starts_with('[') || begins.lines().next()?.contains("]("));
    let has = |names: &[&str]| {
        let mut keys = found.keys();
        keys.any(|key| names.contains(&key.to_lowercase().as_str()))
    };
    (blank.trim().is_empty() && is_text && has(&NAMES) && !has(&BODIES)).then_some(FrontMatter {
        notation: Notation::Json,
        fields,
        rest,
    })
}

/// Splits a text at the first line that ends something: what stands before it, the line, and what follows.
fn until(text: &str, is_end: impl Fn(&str) -> bool) -> Option<(&str, &str, &str)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let bare = line.trim_end();
        if is_end(bare) {
            return Some((text.get(..at)?, bare, text.get(end..)?));
        }
        at = end;
    }
    None
}

fn is_rule(line: &str, mark: u8) -> bool {
    line.len() > 2 && line.bytes().all(|byte| byte == mark)
}

/// Returns the name that a line gives a value.
fn name_of(line: &str) -> Option<&str> {
    const LONGEST: usize = 24;
    let (name, _) = line.split_once([':', '：'])?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let count = name.chars().count();
    ((1..=LONGEST).contains(&count) && name.chars().all(is_name)).then_some(name)
}

fn is_known(name: &str) -> bool {
    NAMES.contains(&name.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_told_however_it_begins() {
        for (text, notation, fields, rest) in [
            (
                "---\ntitle: 甲\n---\n正文。",
                Notation::Yaml,
                "title: 甲\n",
                "正文。",
            ),
            (
                "---\ntitle: 甲\n...\n正文。",
                Notation::Yaml,
                "title: 甲\n",
                "正文。",
            ),
            (
                "+++\ntitle = '甲'\n+++\n",
                Notation::Toml,
                "title = '甲'\n",
                "",
            ),
            (
                "title: 甲\ntags:\n- 乙\n---\n正文。",
                Notation::Yaml,
                "title: 甲\ntags:\n- 乙\n",
                "正文。",
            ),
            (
                "Title: 甲\nDate: 2021-03-05\n\n正文。",
                Notation::Yaml,
                "Title: 甲\nDate: 2021-03-05\n",
                "正文。",
            ),
            (
                "标题：甲\n来源：乙报\n\n正文。",
                Notation::Yaml,
                "标题：甲\n来源：乙报\n",
                "正文。",
            ),
            (
                "{\"title\":\"甲\"}\n\n正文。",
                Notation::Json,
                "{\"title\":\"甲\"}",
                "\n正文。",
            ),
            (
                "\"title\": \"甲\",\n\"date\": 1\n;;;\n正文。",
                Notation::JsonFields,
                "\"title\": \"甲\",\n\"date\": 1\n",
                "正文。",
            ),
        ] {
            let expected = FrontMatter {
                notation,
                fields,
                rest,
            };
            assert_eq!(front_matter(text), Some(expected), "{text}");
        }
        for text in [
            "---\n正文",
            "标题：甲\n\n正文。",
            "title: 甲\ndate: 1\n\n乙\n\ntitle: 丙\ndate: 2\n\n丁",
            "记者：甲\n---\n正文",
            "title: 甲\n这是正文。\n---\n正文",
            "{\"title\":\"甲\",\"body\":\"乙\"}\n丙",
            "{\"title\":\"甲\"}\n{\"title\":\"乙\"}",
            "{\"title\":\"甲\"}\n",
            "{\"x\":\"甲\"}\n正文。",
        ] {
            assert_eq!(front_matter(text), None, "{text}");
        }
    }
}

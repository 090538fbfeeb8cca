//! YAML as front matter holds it, to JSON: names with values, lists, either within each other, in brackets or by how
//! far lines are indented, and texts of several lines.
//!
//! People write it by hand, so what the standard refuses is read as it is meant: a colon within a value, one that is
//! set wide. A line that is nothing of it is kept under a name of its own, so that it is told of. Values are texts, as
//! what they mean is for the reader of the field.

use std::fmt::Write as _;

use super::super::markup::without_wiki_links;
use super::quoted;

/// A field, with its value as it stands in JSON.
pub(super) type Field = (String, String);

/// The name under which lines are kept that are nothing of YAML.
const NOT_READ: &str = "front matter";

/// How deep values are within each other at most; what is deeper is a text.
const DEEPEST: usize = 16;

/// Reads the fields of front matter.
pub(super) fn fields(text: &str) -> Vec<Field> {
    let lines = text.lines().map(Line::of);
    let mut reader = Reader {
        lines: lines.collect(),
        at: 0,
        depth: 0,
    };
    let mut fields = Vec::new();
    while let Some(line) = reader.next_line() {
        let before = reader.at;
        reader.names(line.indent, &mut fields);
        if reader.at == before {
            fields.push((NOT_READ.to_owned(), quoted(&line.text)));
            reader.at += 1;
        }
    }
    fields
}

/// A line without the white space around it, and how far it is indented.
#[derive(Clone, Debug)]
struct Line {
    indent: usize,
    text: String,
}

impl Line {
    fn of(line: &str) -> Self {
        let text = line.trim_start();
        Self {
            indent: line.len() - text.len(),
            text: text.trim_end().to_owned(),
        }
    }

    fn is_item(&self) -> bool {
        self.text == "-" || self.text.starts_with("- ")
    }

    /// The name that it gives a value, and what there is of that.
    fn field(&self) -> Option<(String, String)> {
        let text = self.text.as_str();
        if self.is_item() {
            return None;
        }
        for quote in ['"', '\''] {
            if let Some(rest) = text.strip_prefix(quote) {
                let (name, rest) = rest.split_once(quote)?;
                let value = rest.trim_start().strip_prefix([':', '：'])?;
                return Some((name.to_owned(), value.trim().to_owned()));
            }
        }
        let (name, value) = text.split_once([':', '：'])?;
        let is_address = value.starts_with("//");
        let is_name = !name.is_empty() && !name.contains(['[', ']', '{', '}', '"', '。', '，']);
        (is_name && !is_address).then(|| (name.trim().to_owned(), value.trim().to_owned()))
    }
}

struct Reader {
    lines: Vec<Line>,
    at: usize,
    depth: usize,
}

impl Reader {
    /// Returns the next line that says something.
    fn next_line(&mut self) -> Option<Line> {
        loop {
            let line = self.lines.get(self.at)?;
            if !line.text.is_empty() && !line.text.starts_with('#') {
                return Some(line.clone());
            }
            self.at += 1;
        }
    }

    /// Reads the names with values that are indented so far.
    fn names(&mut self, indent: usize, fields: &mut Vec<Field>) {
        while let Some(line) = self.next_line().filter(|line| line.indent == indent) {
            let Some((name, value)) = line.field() else {
                return;
            };
            self.at += 1;
            let value = self.value(&value, indent);
            fields.push((name, value));
        }
    }

    /// Reads a value that begins so and may go on in lines below it.
    fn value(&mut self, begin: &str, indent: usize) -> String {
        let begin = without_comment(begin);
        if let Some(style) = begin.chars().next().filter(|c| matches!(c, '|' | '>'))
            && begin
                .chars()
                .skip(1)
                .all(|c| matches!(c, '+' | '-' | '0'..='9'))
        {
            return self.lines_below(indent, style);
        }
        if begin.is_empty() || begin.starts_with(['&', '!']) && !begin.contains(' ') {
            return match self.next_line() {
                Some(below) if below.indent > indent => self.below(below.indent),
                Some(below) if below.indent == indent && below.is_item() => self.below(indent),
                _ => "null".to_owned(),
            };
        }
        let mut text = begin.to_owned();
        while let Some(below) = self.lines.get(self.at)
            && below.indent > indent
            && !below.text.is_empty()
        {
            join(&mut text, &below.text);
            self.at += 1;
        }
        scalar(&text)
    }

    /// Reads the list, the names or the text below a name.
    fn below(&mut self, indent: usize) -> String {
        self.depth += 1;
        let value = match self.next_line() {
            Some(line) if self.depth > DEEPEST => {
                self.at += 1;
                scalar(&line.text)
            }
            Some(line) if line.is_item() => self.items(indent),
            Some(line) if line.field().is_some() => {
                let mut fields = Vec::new();
                self.names(indent, &mut fields);
                object(&fields)
            }
            Some(line) => {
                self.at += 1;
                self.value(&line.text, indent.saturating_sub(1))
            }
            None => "null".to_owned(),
        };
        self.depth -= 1;
        value
    }

    /// Reads the items of a list that are indented so far.
    fn items(&mut self, indent: usize) -> String {
        let mut items = Vec::new();
        while let Some(line) = self
            .next_line()
            .filter(|line| line.indent == indent && line.is_item())
        {
            let text = line.text.get(1..).unwrap_or_default();
            let within = text.trim_start();
            let item = Line {
                indent: indent + 1 + text.len() - within.len(),
                text: within.to_owned(),
            };
            let is_nested =
                item.is_item() || item.field().is_some_and(|(name, _)| !name.contains(' '));
            if is_nested && !within.starts_with(['"', '\'', '[', '{']) {
                let deeper = item.indent;
                if let Some(line) = self.lines.get_mut(self.at) {
                    *line = item;
                }
                items.push(self.below(deeper));
            } else {
                self.at += 1;
                items.push(self.value(within, indent));
            }
        }
        items.retain(|item| item != "\"\"");
        format!("[{}]", items.join(","))
    }

    /// Reads the lines that are indented further, as they stand (`|`) or as paragraphs (`>`).
    fn lines_below(&mut self, indent: usize, style: char) -> String {
        let mut text = String::new();
        let mut is_new = true;
        while let Some(line) = self.lines.get(self.at)
            && (line.indent > indent || line.text.is_empty())
        {
            if line.text.is_empty() {
                is_new = true;
            } else if is_new || style == '|' {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(&line.text);
                is_new = false;
            } else {
                join(&mut text, &line.text);
            }
            self.at += 1;
        }
        quoted(&without_wiki_links(&text))
    }
}

/// Adds a line to a text: with a space, but not within Chinese.
fn join(text: &mut String, line: &str) {
    let is_wide = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
    let is_within = is_wide(text.chars().next_back()) && is_wide(line.chars().next());
    if !is_within {
        text.push(' ');
    }
    text.push_str(line);
}

fn object(fields: &[Field]) -> String {
    let mut object = String::from("{");
    for (at, (name, value)) in fields.iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        // A string takes whatever is written to it.
        let _ = write!(object, "{comma}{}:{value}", quoted(name));
    }
    object.push('}');
    object
}

/// Writes a value on one line: a text, or a list or names in brackets.
fn scalar(text: &str) -> String {
    let text = without_comment(text);
    let is_link = text.starts_with("[[") && text.ends_with("]]");
    if !is_link && text.starts_with(['[', '{']) {
        let mut flow = Flow {
            rest: text,
            depth: 0,
        };
        if let Some(value) = flow.value("").filter(|_| flow.rest.trim().is_empty()) {
            return value;
        }
    }
    match text {
        "~" | "null" | "Null" | "NULL" => "null".to_owned(),
        _ => quoted(&without_wiki_links(&unquoted(text))),
    }
}

/// A value without its quotation marks.
fn unquoted(value: &str) -> String {
    for quote in ['"', '\''] {
        let within = value
            .strip_prefix(quote)
            .and_then(|value| value.strip_suffix(quote));
        if let Some(within) = within {
            let json: Option<String> = serde_json::from_str(value).ok();
            return json.unwrap_or_else(|| within.replace("''", "'"));
        }
    }
    value.trim().to_owned()
}

/// Takes away a comment behind a value.
fn without_comment(value: &str) -> &str {
    let value = value.trim();
    if value.starts_with('#') {
        return "";
    }
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let from = quote.and_then(|quote| Some(value.get(1..)?.find(quote)? + 2));
    let end = value
        .get(from.unwrap_or(0)..)
        .and_then(|rest| rest.find(" #"));
    let end = end.map_or(value.len(), |end| end + from.unwrap_or(0));
    value.get(..end).unwrap_or(value).trim_end()
}

/// Values in brackets, which are read from their beginning.
struct Flow<'t> {
    rest: &'t str,
    depth: usize,
}

impl Flow<'_> {
    /// Reads a value up to one of the characters that end it, besides commas and closing brackets.
    fn value(&mut self, ends: &str) -> Option<String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        self.rest = self.rest.trim_start();
        let value = if self.rest.starts_with("[[") && !self.rest.starts_with("[[[") {
            let end = self.rest.find("]]")? + 2;
            let link = self.take(end)?;
            quoted(&without_wiki_links(link))
        } else if self.eat('[') {
            let mut items = Vec::new();
            while !self.eat(']') {
                let item = self.value("")?;
                items.extend(Some(item).filter(|item| item != "\"\""));
                self.comma()?;
            }
            format!("[{}]", items.join(","))
        } else if self.eat('{') {
            let mut fields = Vec::new();
            while !self.eat('}') {
                let name: String = serde_json::from_str(&self.value(":：")?).ok()?;
                let value = if self.eat(':') || self.eat('：') {
                    self.value("")?
                } else {
                    "null".to_owned()
                };
                fields.push((name, value));
                self.comma()?;
            }
            object(&fields)
        } else {
            self.text(ends)?
        };
        self.depth -= 1;
        Some(value)
    }

    fn text(&mut self, ends: &str) -> Option<String> {
        let quote = self.rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let end = if let Some(quote) = quote {
            self.rest.get(1..)?.find(quote)? + 2
        } else {
            let is_end = |c: char| matches!(c, ',' | '，' | ']' | '}') || ends.contains(c);
            self.rest.find(is_end)?
        };
        let text = self.take(end)?;
        Some(quoted(&without_wiki_links(&unquoted(text.trim()))))
    }

    fn take(&mut self, end: usize) -> Option<&str> {
        let (taken, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(taken)
    }

    fn eat(&mut self, c: char) -> bool {
        let rest = self.rest.trim_start().strip_prefix(c);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Takes a comma, or nothing before a closing bracket.
    fn comma(&mut self) -> Option<()> {
        let is_comma = self.eat(',') || self.eat('，');
        (is_comma || self.rest.trim_start().starts_with([']', '}'])).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_is_read_as_people_write_it() {
        for (text, expected) in [
            ("title: 旧桥改建", r#"{"title":"旧桥改建"}"#),
            ("title: \"旧桥: 改建\" # 注", r#"{"title":"旧桥: 改建"}"#),
            ("title: '旧桥 # 改建'", r#"{"title":"旧桥 # 改建"}"#),
            ("title: 旧桥: 改建", r#"{"title":"旧桥: 改建"}"#),
            (
                "标题：旧桥改建\n日期：2021-03-05",
                r#"{"标题":"旧桥改建","日期":"2021-03-05"}"#,
            ),
            ("tags: [桥, '路']", r#"{"tags":["桥","路"]}"#),
            (
                "tags:\n- 桥\n- 路\npage: 3",
                r#"{"tags":["桥","路"],"page":"3"}"#,
            ),
            ("tags:\n  - 桥\n  # 注\n\n  - 路", r#"{"tags":["桥","路"]}"#),
            (
                "params:\n  paper: 河湾早报\n  print:\n    page: 3\ndraft: false",
                r#"{"params":{"paper":"河湾早报","print":{"page":"3"}},"draft":"false"}"#,
            ),
            (
                "authors:\n  - name: 赵军\n    role: 记者\n  - name: 周洁\n",
                r#"{"authors":[{"name":"赵军","role":"记者"},{"name":"周洁"}]}"#,
            ),
            (
                "meta: {paper: 河湾早报, page: \"3\"}",
                r#"{"meta":{"paper":"河湾早报","page":"3"}}"#,
            ),
            (
                "summary: >\n  旧桥昨日\n  动工。\n\n  工期三月。\na: 1",
                r#"{"summary":"旧桥昨日动工。\n工期三月。","a":"1"}"#,
            ),
            ("summary: |-\n  旧桥\n  改建", r#"{"summary":"旧桥\n改建"}"#),
            ("title: 旧桥\n  改建", r#"{"title":"旧桥改建"}"#),
            ("source: \"[[河湾早报]]\"", r#"{"source":"河湾早报"}"#),
            ("source: [[河湾早报|早报]]", r#"{"source":"早报"}"#),
            (
                "tags:\n  - \"[[桥]]\"\nrelated: [[[夜市]], 桥]",
                r#"{"tags":["桥"],"related":["夜市","桥"]}"#,
            ),
            (
                "url: https://example.org/1",
                r#"{"url":"https://example.org/1"}"#,
            ),
            (
                "links:\n  - https://example.org/1",
                r#"{"links":["https://example.org/1"]}"#,
            ),
            ("source:\nkicker: ~", r#"{"source":null,"kicker":null}"#),
            (
                "title: 甲\n旧桥昨日动工。\npage: 3",
                r#"{"title":"甲","front matter":"旧桥昨日动工。","page":"3"}"#,
            ),
            ("  title: 甲\n  page: 3", r#"{"title":"甲","page":"3"}"#),
            ("a: [b, c", r#"{"a":"[b, c"}"#),
        ] {
            assert_eq!(object(&fields(text)), expected, "{text}");
        }
    }
}

//! From TOML to settings.

use std::ops::Range;
use std::path::PathBuf;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{Fault, meant};
use super::syntax;
use super::table::{Config, SETTINGS, names};
use super::{
    KeySetting, LONGEST_INDENT, ListSide, MEASURES, SearchSetting, TIMES, WhenRead, nearest,
};
use crate::lang::{Bilingual, Lang, bilingual};
use crate::text::sanitize;
use crate::text::width::Ambiguous;

/// Reads what stands in a file.
pub(super) fn read(text: &str, themes: &[&str]) -> Config {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader {
        text,
        themes,
        config: Config::default(),
        broken: Vec::new(),
    };
    for error in &errors {
        let at = reader.place(error.span().map_or(0, |span| span.start));
        // What follows the first on a line follows from it.
        if reader.broken.contains(&at.0) {
            continue;
        }
        reader.broken.push(at.0);
        let what = syntax::wrong(error.message());
        reader.config.faults.push(Fault::new(at, what));
    }
    for (name, value) in table.get_ref() {
        reader.setting(name.get_ref(), name.span(), value);
    }
    let mut config = reader.config;
    config.faults.sort();
    config.keys.sort_by_key(|key| key.keys_at);
    config.searches.sort_by_key(|search| search.name_at);
    config
}

struct Reader<'t> {
    text: &'t str,
    themes: &'t [&'t str],
    config: Config,
    /// Lines that are no TOML: what seems to stand there is not used.
    broken: Vec<usize>,
}

impl Reader<'_> {
    /// Returns the line and the column of a byte.
    fn place(&self, byte: usize) -> (usize, usize) {
        let mut end = byte.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = self.text.get(..end).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        (before.matches('\n').count() + 1, line.chars().count() + 1)
    }

    fn setting(&mut self, name: &str, name_at: Range<usize>, value: &Spanned<DeValue>) {
        let at = self.place(value.span().start);
        if self.broken.contains(&at.0) {
            return;
        }
        let row = SETTINGS.iter().find(|row| row.name == name);
        let read = match (name, row) {
            (_, Some(row)) => (row.read)(&mut self.config, at.0, value.get_ref(), self.themes),
            ("searches", None) => self.searches(value.get_ref()),
            ("keys", None) => self.keys(value.get_ref()),
            _ => {
                let at = self.place(name_at.start);
                let kind = ("setting", "设置");
                let fault = Fault::unknown(at, kind, &sanitize::line(name), &names());
                return self.config.faults.push(fault);
            }
        };
        if let Err(what) = read {
            self.config.faults.push(Fault::new(at, what));
        }
    }

    fn keys(&mut self, value: &DeValue) -> Result<(), Bilingual> {
        for ((keys, keys_at), (command, command_at)) in
            self.pairs(value, "a table of keys and commands", "键与命令的表")?
        {
            self.config.keys.push(KeySetting {
                keys,
                command,
                keys_at,
                command_at,
            });
        }
        Ok(())
    }

    fn searches(&mut self, value: &DeValue) -> Result<(), Bilingual> {
        for ((name, name_at), (query, query_at)) in
            self.pairs(value, "a table of names and queries", "名称与查找内容的表")?
        {
            self.config.searches.push(SearchSetting {
                name,
                query,
                name_at,
                query_at,
            });
        }
        Ok(())
    }

    /// Reads a table of strings; of one that is none there is a fault.
    fn pairs(
        &mut self,
        value: &DeValue,
        english: &str,
        chinese: &str,
    ) -> Result<Vec<(Placed, Placed)>, Bilingual> {
        let Some(table) = value.as_table() else {
            return Err(expected(english, chinese, value));
        };
        let mut pairs = Vec::new();
        for (name, value) in table {
            let name_at = self.place(name.span().start);
            let value_at = self.place(value.span().start);
            if self.broken.contains(&value_at.0) {
                continue;
            }
            match string(value.get_ref()) {
                Ok(text) => {
                    let name = (name.get_ref().to_string(), name_at);
                    pairs.push((name, (text.to_owned(), value_at)));
                }
                Err(what) => self.config.faults.push(Fault::new(value_at, what)),
            }
        }
        Ok(pairs)
    }
}

/// A text, and the line and column where it stands.
type Placed = (String, (usize, usize));

/// The names of the themes that there are.
type Themes<'t> = &'t [&'t str];

/// Says what was expected, and what is there.
fn expected(english: &str, chinese: &str, value: &DeValue) -> Bilingual {
    let (kind, kind_in_chinese) = match value {
        DeValue::String(_) => ("a string", "字符串"),
        DeValue::Integer(_) => ("a number", "数"),
        DeValue::Float(_) => ("a fraction", "小数"),
        DeValue::Boolean(_) => ("true or false", "true 或 false"),
        DeValue::Datetime(_) => ("a date", "日期"),
        DeValue::Array(_) => ("an array", "数组"),
        DeValue::Table(_) => ("a table", "表"),
    };
    bilingual!(
        "expected {english}, this is {kind}",
        "应为{chinese}，此处是{kind_in_chinese}"
    )
}

fn string<'v>(value: &'v DeValue) -> Result<&'v str, Bilingual> {
    value
        .as_str()
        .ok_or_else(|| expected("a string", "字符串", value))
}

/// Reads one of some words; `auto` among them means nothing.
fn one_of<T: Copy>(value: &DeValue, words: &[(&str, T)]) -> Result<T, Bilingual> {
    let written = string(value)?;
    let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
    let found = words.iter().find(|(name, _)| *name == written);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let quoted: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
        let Bilingual { english, chinese } = meant(nearest(written, &names));
        Bilingual::new(
            format!("expected one of {}{english}", quoted.join(", ")),
            format!("应为 {} 之一{chinese}", quoted.join("、")),
        )
    })
}

pub(super) fn theme(value: &DeValue, themes: Themes) -> Result<Option<String>, Bilingual> {
    let mut words = vec![("auto", None)];
    words.extend(themes.iter().map(|name| (*name, Some(*name))));
    Ok(one_of(value, &words)?.map(str::to_owned))
}

pub(super) fn language(value: &DeValue, _: Themes) -> Result<Option<Lang>, Bilingual> {
    let words = [
        ("auto", None),
        ("en", Some(Lang::En)),
        ("zh", Some(Lang::Zh)),
    ];
    one_of(value, &words)
}

pub(super) fn ambiguous(value: &DeValue, _: Themes) -> Result<Option<Ambiguous>, Bilingual> {
    let words = [
        ("auto", None),
        ("narrow", Some(Ambiguous::Narrow)),
        ("wide", Some(Ambiguous::Wide)),
    ];
    one_of(value, &words)
}

/// Reads a number of something.
fn number(
    value: &DeValue,
    (least, most): (u32, u32),
    (english, chinese): (&str, &str),
) -> Result<u32, Bilingual> {
    let (english, chinese) = (
        format!("a number of {english} from {least} to {most}"),
        format!("{least} 至 {most} 之间的{chinese}"),
    );
    let Some(number) = value.as_integer() else {
        return Err(expected(&english, &chinese, value));
    };
    let read = i64::from_str_radix(number.as_str(), number.radix());
    let number = read.ok().and_then(|number| u32::try_from(number).ok());
    number
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| bilingual!("expected {english}", "应为{chinese}"))
}

/// Reads a number of cells.
fn cells(value: &DeValue, least: u16, most: u16) -> Result<u16, Bilingual> {
    let range = (u32::from(least), u32::from(most));
    Ok(number(value, range, ("cells", "格数"))? as u16)
}

pub(super) fn when_read(value: &DeValue, _: Themes) -> Result<WhenRead, Bilingual> {
    if value.is_str() {
        let when = |at_end, after| WhenRead { at_end, after };
        let words = [
            ("auto", WhenRead::default()),
            ("end", when(true, None)),
            ("never", when(false, None)),
        ];
        return one_of(value, &words);
    }
    let after = Some(number(value, TIMES, ("seconds", "秒数"))?);
    Ok(WhenRead {
        at_end: true,
        after,
    })
}

pub(super) fn measure(value: &DeValue, _: Themes) -> Result<u16, Bilingual> {
    cells(value, MEASURES.0, MEASURES.1)
}

pub(super) fn indent(value: &DeValue, _: Themes) -> Result<Option<u16>, Bilingual> {
    if value.is_str() {
        return one_of(value, &[("auto", None)]);
    }
    cells(value, 0, LONGEST_INDENT).map(Some)
}

pub(super) fn spacing(value: &DeValue, _: Themes) -> Result<u16, Bilingual> {
    let rows = value.as_integer().map(toml::de::DeInteger::as_str);
    match rows {
        Some("1") => Ok(1),
        Some("2") => Ok(2),
        _ => Err(Bilingual::new("expected 1 or 2", "应为 1 或 2")),
    }
}

pub(super) fn layout(value: &DeValue, _: Themes) -> Result<ListSide, Bilingual> {
    one_of(
        value,
        &[("left", ListSide::Left), ("above", ListSide::Above)],
    )
}

pub(super) fn switch(value: &DeValue, _: Themes) -> Result<bool, Bilingual> {
    value
        .as_bool()
        .ok_or_else(|| expected("true or false", " true 或 false", value))
}

fn strings(value: &DeValue) -> Result<Vec<String>, Bilingual> {
    let all = value.as_array().map(|array| {
        let string = |string: &Spanned<DeValue>| string.get_ref().as_str().map(str::to_owned);
        array.iter().map(string).collect::<Option<Vec<String>>>()
    });
    let strings = all.flatten();
    strings.ok_or_else(|| expected("an array of strings", "字符串的数组", value))
}

pub(super) fn browser(value: &DeValue, _: Themes) -> Result<Vec<String>, Bilingual> {
    let words = strings(value)?;
    if words.first().is_some_and(String::is_empty) {
        let (english, chinese) = ("the program's name is empty", "程序名是空的");
        return Err(Bilingual::new(english, chinese));
    }
    Ok(words)
}

pub(super) fn paths(value: &DeValue, _: Themes) -> Result<Vec<PathBuf>, Bilingual> {
    let paths = strings(value)?;
    if paths.iter().any(String::is_empty) {
        return Err(Bilingual::new("a path is empty", "有一个路径是空的"));
    }
    Ok(paths.into_iter().map(PathBuf::from).collect())
}

#[cfg(test)]
mod tests;

//! Reads the values of settings, each from what TOML has in its place.

use std::path::PathBuf;

use toml::Spanned;
use toml::de::DeValue;

use super::fault::meant;
use super::{LONGEST_INDENT, ListSide, MEASURES, TIMES, WhenRead, nearest};
use crate::lang::{Bilingual, Lang, bilingual};
use crate::text::conversion::ShownScript;
use crate::text::width::Ambiguous;

/// The names of the themes that there are.
pub(super) type Themes<'t> = &'t [&'t str];

/// Says what was expected, and what is there.
pub(super) fn expected(english: &str, chinese: &str, value: &DeValue) -> Bilingual {
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

pub(super) fn string<'v>(value: &'v DeValue) -> Result<&'v str, Bilingual> {
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

pub(super) fn script(value: &DeValue, _: Themes) -> Result<ShownScript, Bilingual> {
    one_of(value, &ShownScript::NAMES)
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
pub(super) fn number(
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

pub(super) fn strings(value: &DeValue) -> Result<Vec<String>, Bilingual> {
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

pub(super) fn hosts(value: &DeValue, _: Themes) -> Result<Vec<String>, Bilingual> {
    let hosts = strings(value)?;
    if hosts
        .iter()
        .any(|host| host.is_empty() || host.contains('/'))
    {
        return Err(Bilingual::new(
            "a host is written with its port and nothing else, as search.example:9200",
            "主机只写名称和端口，如 search.example:9200",
        ));
    }
    Ok(hosts)
}

pub(super) fn timeout(value: &DeValue, _: Themes) -> Result<u16, Bilingual> {
    Ok(number(value, (1, 600), ("seconds", "秒数"))? as u16)
}

pub(super) fn paths(value: &DeValue, _: Themes) -> Result<Vec<PathBuf>, Bilingual> {
    let paths = strings(value)?;
    if paths.iter().any(String::is_empty) {
        return Err(Bilingual::new("a path is empty", "有一个路径是空的"));
    }
    Ok(paths.into_iter().map(PathBuf::from).collect())
}

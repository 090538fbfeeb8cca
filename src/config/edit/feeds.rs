//! Changes the feeds in a file of settings.

use toml_edit::{Item, Table, Value};

use super::{EditError, apart, parsed};
use crate::config::FeedSetting;

/// Returns the text of a file with feeds put behind those that it has; one whose key is there stays as it is.
///
/// # Errors
///
/// Fails where the text is no TOML, or its feeds are no table.
pub fn feeds_put(text: &str, feeds: &[FeedSetting]) -> Result<String, EditError> {
    let mut document = parsed(text)?;
    let all = document.entry("feeds").or_insert_with(|| {
        let mut table = Table::new();
        table.set_implicit(true);
        Item::Table(table)
    });
    let all = all.as_table_like_mut().ok_or(EditError::FeedsNotATable)?;
    for feed in feeds {
        if all.contains_key(&feed.key) {
            continue;
        }
        let mut table = apart("-");
        for (name, written) in feed.rows() {
            // What we write of a setting is a value.
            if let Ok(value) = written.parse::<Value>() {
                table.insert(name, Item::Value(value));
            }
        }
        all.insert(&feed.key, Item::Table(table));
    }
    Ok(document.to_string())
}

/// Returns the text of a file in which feeds of some keys have names, where they had none.
///
/// # Errors
///
/// Fails where the text is no TOML, or its feeds are no table.
pub fn feeds_named(text: &str, names: &[(String, String)]) -> Result<String, EditError> {
    let mut document = parsed(text)?;
    if let Some(all) = document.get_mut("feeds") {
        let all = all.as_table_like_mut().ok_or(EditError::FeedsNotATable)?;
        for (key, name) in names {
            let feed = all.get_mut(key).and_then(Item::as_table_like_mut);
            if let Some(feed) = feed.filter(|feed| !feed.contains_key("name")) {
                feed.insert("name", toml_edit::value(name.as_str()));
            }
        }
    }
    Ok(document.to_string())
}

/// Returns the text of a file without the feeds of some keys.
///
/// # Errors
///
/// Fails where the text is no TOML, or its feeds are no table.
pub fn feeds_removed(text: &str, keys: &[String]) -> Result<String, EditError> {
    let mut document = parsed(text)?;
    if let Some(all) = document.get_mut("feeds") {
        let all = all.as_table_like_mut().ok_or(EditError::FeedsNotATable)?;
        for key in keys {
            all.remove(key);
        }
    }
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, FolderPaths};

    #[test]
    fn a_feed_is_named_where_it_has_no_name() {
        let text = "[feeds.a]\nurl = \"https://a.example/\"\n[feeds.b]\nurl = \"https://b.example/\"\nname = \"乙\"\n";
        let names = [("a", "甲"), ("b", "丙"), ("c", "丁")];
        let names = names.map(|(key, name)| (key.to_owned(), name.to_owned()));
        let written = feeds_named(text, &names).unwrap();
        let expected = text.replacen("a.example/\"\n", "a.example/\"\nname = \"甲\"\n", 1);
        assert_eq!(written, expected);
    }

    fn folders(paths: &[&str]) -> FolderPaths {
        FolderPaths(paths.iter().map(|path| (*path).to_owned()).collect())
    }

    #[test]
    fn feeds_are_put_in_and_taken_out_and_all_else_stays() {
        let text = "# mine\nmouse = false\n\n[keys]\nx = 'quit' # often\n";
        let feed = FeedSetting {
            keep: Some(3),
            ignore: vec!["title:广告".into()],
            ..FeedSetting::new("晨 报", "https://a.example/", folders(&["报纸/早"]))
        };
        let other = FeedSetting::new("b", "https://b.example/", folders(&["报纸", "本地"]));
        let more = feeds_put(text, &[feed.clone(), other.clone()]).unwrap();
        assert!(more.starts_with(text), "{more}");
        let config = Config::of_text(&more, &[]);
        assert_eq!(config.faults, []);
        let read: Vec<_> = config
            .feeds
            .iter()
            .map(|read| (&*read.key, read.rows()))
            .collect();
        assert_eq!(read, [("晨 报", feed.rows()), ("b", other.rows())]);
        assert_eq!(
            feeds_put(
                &more,
                &[FeedSetting::new("b", "https://c.example/", folders(&[]))]
            )
            .unwrap(),
            more
        );
        let less = feeds_removed(&more, &["晨 报".into(), "b".into()]).unwrap();
        assert_eq!(less.trim_end(), text.trim_end());
        assert!(matches!(
            feeds_put("feeds = 1", &[other]),
            Err(EditError::FeedsNotATable)
        ));
    }

    #[test]
    fn what_is_wrong_with_a_feed_costs_that_setting() {
        let config = Config::of_text(
            "[feeds]\na = 'https://a.example/'\nb = 3\n[feeds.c]\nurl = 'ftp://c'\n[feeds.d]\nurl = 'https://d.example/'\ninterval = 0\nkeeep = 2\nproxy = 'none'\nheaders = ['x']\n",
            &[],
        );
        let keys: Vec<_> = config
            .feeds
            .iter()
            .map(|feed| (&*feed.key, feed.proxy.as_deref()))
            .collect();
        assert_eq!(keys, [("a", None), ("d", Some("none"))]);
        let lines: Vec<_> = config.faults.iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [3, 4, 5, 8, 9, 11]);
        assert!(
            config.faults[4].what.english.contains("keep"),
            "{:?}",
            config.faults[4]
        );
    }
}

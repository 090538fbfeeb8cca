//! A saved search, words and the last days, joined to the one query that an export asks and writes down.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::failure::Failure;
use super::query_arg::Asked;
use crate::config::SearchSetting;
use crate::lang::{Bilingual, bilingual};

/// What narrows what is exported, besides the words that are sought.
#[derive(Debug, Default)]
pub(super) struct Narrowing<'a> {
    /// The name of a saved search.
    pub(super) folder: Option<&'a str>,
    /// The first day of reports that are wanted.
    pub(super) since: Option<Date>,
}

impl Narrowing<'_> {
    /// Joins it and what is typed to a query that can be typed again.
    ///
    /// # Errors
    ///
    /// Fails where there is no saved search of that name, or the query asks for nothing.
    pub(super) fn join(&self, typed: &str, searches: &[SearchSetting]) -> Result<Asked, Failure> {
        let saved = self
            .folder
            .map(|name| query_of(name, searches))
            .transpose()?;
        let since = self.since.map(|day| format!("after:{day}"));
        let parts = [since.as_deref(), saved, Some(typed)].into_iter().flatten();
        let parts: Vec<_> = parts
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        let whole = match parts.as_slice() {
            [only] => (*only).to_owned(),
            parts => {
                let parts = parts.iter().map(|part| grouped(part));
                parts.collect::<Vec<_>>().join(" ")
            }
        };
        Asked::read(&whole).map_err(Failure::wrong_use)
    }
}

/// Returns the first of so many days, of which `today` is the last.
pub(super) fn first_of(days: u32, today: Date) -> Date {
    today.saturating_sub(i64::from(days.saturating_sub(1)).days())
}

/// Keeps several words together among others.
fn grouped(part: &str) -> String {
    if part.contains(char::is_whitespace) {
        format!("({part})")
    } else {
        part.to_owned()
    }
}

fn query_of<'s>(name: &str, searches: &'s [SearchSetting]) -> Result<&'s str, Failure> {
    let saved = searches.iter().find(|saved| saved.name == name);
    saved
        .map(|saved| saved.query.as_str())
        .ok_or_else(|| Failure::wrong_use(unknown(name, searches)))
}

fn unknown(name: &str, searches: &[SearchSetting]) -> Bilingual {
    if searches.is_empty() {
        return bilingual!(
            "{name}: no search is saved; in the reader S saves one, and so does [searches] in the settings",
            "{name}：没有保存的查找；在阅读器里按 S 保存，或写在设置的 [searches] 里"
        );
    }
    let names = searches.iter().map(|saved| saved.name.as_str());
    let names = names.collect::<Vec<_>>();
    let [english, chinese] = [", ", "、"].map(|between| names.join(between));
    bilingual!(
        "{name}: no search is saved under that name; there are {english}",
        "{name}：没有以此为名的查找；已保存的有：{chinese}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(typed: &str, folder: Option<&str>, since: Option<Date>) -> Result<String, String> {
        let saved = |name: &str, query: &str| SearchSetting {
            name: name.to_owned(),
            query: query.to_owned(),
            name_at: (1, 1),
            query_at: (1, 1),
        };
        let searches = [saved("环保", "环保 OR 治污"), saved("晨报", "source:晨报")];
        let narrowing = Narrowing { folder, since };
        let asked = narrowing.join(typed, &searches);
        asked.map(|asked| asked.typed).map_err(|failure| {
            let why = failure.message();
            why.map(|why| why.english.clone()).unwrap_or_default()
        })
    }

    #[test]
    fn what_narrows_an_export_is_one_query() {
        let day = jiff::civil::date(2026, 11, 29);
        for (typed, folder, since, whole) in [
            ("", None, None, ""),
            ("植树 -雪", None, None, "植树 -雪"),
            ("", Some("环保"), None, "环保 OR 治污"),
            ("植树 -雪", Some("环保"), None, "(环保 OR 治污) (植树 -雪)"),
            ("", Some("晨报"), Some(day), "after:2026-11-29 source:晨报"),
            ("", None, Some(day), "after:2026-11-29"),
        ] {
            assert_eq!(joined(typed, folder, since), Ok(whole.to_owned()));
        }
        let failed = joined("", Some("晚报"), None);
        assert!(
            failed.as_ref().is_err_and(|why| why.contains("环保, 晨报")),
            "{failed:?}"
        );
    }

    #[test]
    fn today_is_the_last_of_the_days() {
        let today = jiff::civil::date(2026, 3, 1);
        assert_eq!(first_of(1, today).to_string(), "2026-03-01");
        assert_eq!(first_of(2, today).to_string(), "2026-02-28");
    }
}

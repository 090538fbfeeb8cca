//! Searches that are saved in the settings.

use crate::config::{Fault, SearchSetting};
use crate::lang::{Bilingual, Say as _, bilingual};
use crate::search::{Query, query};

/// A search that is saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// What it is called.
    pub name: String,
    /// What it looks for, as it was typed.
    pub typed: String,
    /// The same.
    pub query: Query,
}

/// A change of the searches in the file of settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The search's name.
    pub name: String,
    /// What it is to look for; nothing to take it out.
    pub typed: Option<String>,
    /// The name of the one that a new one is to stand before; at the end without.
    pub before: Option<String>,
}

/// Makes the saved searches that settings ask for, and says what is wrong with them: one that is not
/// understood whole is none.
pub fn saved(settings: &[SearchSetting]) -> (Vec<Saved>, Vec<Fault>) {
    let (mut searches, mut faults) = (Vec::new(), Vec::new());
    for setting in settings {
        match understood(setting) {
            Ok(saved) => searches.push(saved),
            Err(fault) => faults.push(fault),
        }
    }
    (searches, faults)
}

fn understood(setting: &SearchSetting) -> Result<Saved, Fault> {
    if setting.name.trim().is_empty() {
        let what = Bilingual::new("a search needs a name", "查找须有名称");
        return Err(Fault::new(setting.name_at, what));
    }
    let typed = setting.query.trim();
    let (query, faults) = Query::read(typed);
    if let Some(what) = wrong(typed, &faults) {
        return Err(Fault::new(setting.query_at, what));
    }
    if query.is_empty() {
        let what = Bilingual::new(
            "the query asks for nothing: write words, or is:unread",
            "查找内容为空：可写词语，或 是：未读",
        );
        return Err(Fault::new(setting.query_at, what));
    }
    Ok(Saved {
        name: setting.name.clone(),
        typed: typed.to_owned(),
        query,
    })
}

/// Says what of a query is not understood first, if anything is.
pub(super) fn wrong(typed: &str, faults: &[query::Fault]) -> Option<Bilingual> {
    let first = faults.first()?;
    let part = typed.get(first.range.clone()).unwrap_or_default();
    let Bilingual { english, chinese } = first.in_both();
    Some(bilingual!("[{part}] {english}", "〔{part}〕{chinese}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_that_is_not_understood_is_a_fault_where_it_stands() {
        let setting = |name: &str, query: &str| SearchSetting {
            name: name.into(),
            query: query.into(),
            name_at: (3, 1),
            query_at: (3, 8),
        };
        let settings = [
            setting("环保", " 环保 OR 治污 "),
            setting("坏", "植树 \"造林"),
            setting("日", "date:昨日"),
            setting("空", " "),
            setting("", "植树"),
        ];
        let (searches, faults) = saved(&settings);
        let found: Vec<_> = searches.iter().map(|s| (&*s.name, &*s.typed)).collect();
        assert_eq!(found, [("环保", "环保 OR 治污")]);
        let told: Vec<_> = faults
            .iter()
            .map(|f| (f.column, f.what.english.as_str()))
            .collect();
        assert_eq!(told.len(), 4, "{told:?}");
        assert!(
            told[0].1.contains("quotation mark is not closed"),
            "{told:?}"
        );
        assert_eq!((told[0].0, told[3].0), (8, 1));
        assert!(told[1].1.starts_with("[昨日] not a date"), "{told:?}");
    }
}

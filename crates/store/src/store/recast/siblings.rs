//! Records in which more reports of the same kind stand: the further items of a message of `WeChat`
//! (`multi_app_msg_item_list`). Each becomes a record of its own, with what stands around the first.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::super::json::{self, Kind, Object};
use super::super::names::{Field, Names};
use super::Writer;

/// A value of a record that is written anew.
type Item<'t> = (&'t RawValue, Cow<'t, str>);

/// How deep in a record the first report stands at most.
const DEEPEST: usize = 2;

/// Whether a record has more reports like its own in it.
pub(in super::super) fn has_siblings(record: &Object, names: &Names) -> bool {
    find(record, names, 0).is_some()
}

/// Where the list stands: the names that lead to it.
fn find(record: &Object, names: &Names, depth: usize) -> Option<Vec<String>> {
    let is_report = record
        .0
        .iter()
        .any(|(name, _)| names.means(name, Field::Title));
    if is_report {
        let list = record.0.iter().find(|(name, value)| {
            names.fields(name).is_empty() && are_siblings(value, record, names)
        })?;
        return Some(vec![list.0.to_string()]);
    }
    if depth >= DEEPEST {
        return None;
    }
    record.0.iter().find_map(|(name, value)| {
        if Kind::of(value) != Kind::Object || !may_have_list(value) {
            return None;
        }
        let mut path = find(&json::fields(value).ok()?, names, depth + 1)?;
        path.insert(0, name.to_string());
        Some(path)
    })
}

/// Whether a list of objects stands somewhere in a value, as cheaply as can be told.
fn may_have_list(value: &RawValue) -> bool {
    let text = value.get().as_bytes();
    memchr::memchr_iter(b'[', text).any(|at| {
        let rest = text.get(at + 1..).unwrap_or_default();
        rest.trim_ascii_start().first() == Some(&b'{')
    })
}

/// Whether an array holds objects with a headline and mostly the names of the report that it stands in.
fn are_siblings(list: &RawValue, report: &Object, names: &Names) -> bool {
    if Kind::of(list) != Kind::Array || !may_have_list(list) {
        return false;
    }
    let items = json::items(list);
    let is_sibling = |item: &&RawValue| {
        let Ok(fields) = json::fields(item) else {
            return false;
        };
        let has = |field| fields.0.iter().any(|(name, _)| names.reads(name, field));
        let is_known = |name: &str| report.0.iter().any(|(known, _)| known == name);
        let shared = fields.0.iter().filter(|(name, _)| is_known(name)).count();
        has(Field::Title) && has(Field::Body) && shared * 5 >= fields.0.len() * 4
    };
    !items.is_empty() && items.iter().all(is_sibling)
}

impl<'t> Writer<'t, '_> {
    /// Writes records, or an edition of them in an array of this name, with the reports within each behind it.
    pub(super) fn siblings(&mut self, value: &'t RawValue, list: &str) {
        match Kind::of(value) {
            Kind::Array => {
                let items = self.each_with_siblings(json::items(value));
                self.edition(&[], items);
            }
            Kind::Object => {
                let mut head = Vec::new();
                let fields = json::fields(value).unwrap_or_default();
                let is_edition = fields.0.iter().any(|(name, _)| name == list);
                let items = match self.take_head(fields, list, &mut head) {
                    Some(below) if is_edition => json::items(below),
                    _ => {
                        head.clear();
                        vec![value]
                    }
                };
                let items = self.each_with_siblings(items);
                self.edition(&head, items);
            }
            _ => {}
        }
    }

    /// Returns each record, behind it those that stand in it.
    pub(super) fn each_with_siblings(&self, records: Vec<&'t RawValue>) -> Vec<Item<'t>> {
        let each = records.into_iter();
        each.flat_map(|record| {
            parted(record, self.names).unwrap_or_else(|| vec![(record, record.get().into())])
        })
        .collect()
    }
}

/// Parts a record from those that stand in it.
fn parted<'t>(record: &'t RawValue, names: &Names) -> Option<Vec<Item<'t>>> {
    if Kind::of(record) != Kind::Object || !may_have_list(record) {
        return None;
    }
    let path = find(&json::fields(record).ok()?, names, 0)?;
    let mut items = vec![(record, written(record, &path, None, names)?.into())];
    for sibling in list_at(record, &path)? {
        items.push((
            sibling,
            written(record, &path, Some(sibling), names)?.into(),
        ));
    }
    Some(items)
}

fn list_at<'t>(record: &'t RawValue, path: &[String]) -> Option<Vec<&'t RawValue>> {
    let (first, rest) = path.split_first()?;
    let fields = json::fields(record).ok()?;
    let (_, value) = fields.0.into_iter().find(|(name, _)| name == first)?;
    if rest.is_empty() {
        Some(json::items(value))
    } else {
        list_at(value, rest)
    }
}

/// Writes a record without the list, or with a sibling instead of its report: of what stands beside that are kept the
/// day, the paper and the like.
fn written(
    record: &RawValue,
    path: &[String],
    sibling: Option<&RawValue>,
    names: &Names,
) -> Option<String> {
    let (first, rest) = path.split_first()?;
    let fields = json::fields(record).ok()?;
    let mut written = Vec::new();
    if rest.is_empty() {
        let own = sibling
            .map(json::fields)
            .transpose()
            .ok()?
            .unwrap_or_default();
        let holds = |name: &str| {
            let kept = [
                Field::Published,
                Field::Time,
                Field::Source,
                Field::Section,
                Field::Page,
            ];
            let is_own = own.0.iter().any(|(known, _)| known == name);
            !is_own && kept.iter().any(|field| names.reads(name, *field))
        };
        let around = fields.0.iter().filter(|(name, _)| name != first);
        for (name, value) in around.filter(|(name, _)| sibling.is_none() || holds(name)) {
            written.push(format!("{}:{}", super::quoted(name), value.get()));
        }
        for (name, value) in &own.0 {
            written.push(format!("{}:{}", super::quoted(name), value.get()));
        }
    } else {
        for (name, value) in &fields.0 {
            let is_id = sibling.is_some() && names.reads(name, Field::Id);
            if name == first {
                let within = self::written(value, rest, sibling, names)?;
                written.push(format!("{}:{within}", super::quoted(name)));
            } else if !is_id {
                written.push(format!("{}:{}", super::quoted(name), value.get()));
            }
        }
    }
    // No string of JSON has a break in it.
    Some(format!("{{{}}}", written.join(",")).replace(['\n', '\r'], " "))
}

#[cfg(test)]
mod tests {
    use super::super::{Recast, recast};
    use super::*;
    use crate::store::shape::Layout;

    #[test]
    fn reports_within_a_report_stand_behind_it() {
        let text = "{\"list\":[{\"info\":{\"id\":7,\"datetime\":1},\"ext\":{\"title\":\"甲\",\"digest\":\"\",\"author\":\"丙\",\
            \"multi\":[{\"title\":\"乙\",\"digest\":\"丁\"}]}}]}";
        let names = Names::new(&[]);
        let Recast { text, .. } =
            recast(text, &Layout::Siblings("list".to_owned()), &names).unwrap();
        assert_eq!(
            text,
            "{\"articles\":[\n{\"info\":{\"id\":7,\"datetime\":1},\"ext\":{\"title\":\"甲\",\"digest\":\"\",\"author\":\"丙\"}},\n\
            {\"info\":{\"id\":7,\"datetime\":1},\"ext\":{\"title\":\"乙\",\"digest\":\"丁\"}}\n]}\n"
        );
        // What only links to reports of other names is none of it.
        for text in [
            r#"{"title":"甲","content":"乙","more":[{"title":"丙","url":"丁"}]}"#,
            r#"{"title":"甲","content":"乙","images":[{"title":"丙","content":"丁"}]}"#,
        ] {
            let record = json::value_at::<Object>(text, 0).unwrap().0;
            assert!(!has_siblings(&record, &names), "{text}");
        }
    }
}

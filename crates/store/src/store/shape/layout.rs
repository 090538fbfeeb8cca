//! Finds where the reports of a text stand: the nearest array of objects that look like reports, an object that
//! holds them under keys or as columns, or one within each record.

use super::super::json::{self, Object};
use super::super::names::{Field, Names};
use super::super::path::{Path, Step};
use super::super::recast;
use super::evidence::{Looks, is_prose};
use super::inner::inner;
use super::partial::Piece;
use super::{Layout, SAMPLE};
use crate::filetype::{self, FileType};

/// How deep reports are sought.
const DEEPEST: usize = 5;

/// How many values of an object are looked at for keys.
const MOST_KEYS: usize = 200;

/// Tells the layout of the beginning of a text; `None` where it is cut before anything can be told.
pub(super) fn layout(text: &str, names: &Names) -> Option<Layout> {
    let root = Piece::first(text);
    if recast::is_python(text) && holds_python(text, names) {
        return Some(Layout::Python);
    }
    if let Some(path) = names.articles() {
        return Some(Layout::Lists(vec![path.clone()]));
    }
    if !matches!(
        root.text.as_bytes().first(),
        Some(b'{' | b'[' | b'"') | None
    ) || root.is_array() && is_no_json(text)
    {
        return Some(of_text(text, names));
    }
    if root.is_object() && root.is_whole && filetype::front_matter(text).is_some() {
        return Some(Layout::Markdown);
    }
    if root.begins_with(b'"') && !root.is_whole_line(text) {
        return Some(of_text(text, names));
    }
    if root.begins_with(b'"') {
        return Some(if holds_reports(&root) {
            Layout::Encoded
        } else {
            of_text(text, names)
        });
    }
    let items = root.items(SAMPLE);
    let (layout, first) = if root.is_array() {
        (of_array(&items, names)?, items.first())
    } else if root.is_object() {
        (of_object(&root, names, &Path::default())?, Some(&root))
    } else {
        return Some(Layout::Plain);
    };
    let hides = first.is_some_and(|first| hides_reports(first, names, 0));
    Some(if layout == Layout::Plain && hides {
        Layout::Encoded
    } else {
        layout
    })
}

/// Whether a string holds reports in JSON, as far as it is whole. One object alone is read where it stands.
fn holds_reports(string: &Piece) -> bool {
    let Some(text) = json::decoded(string.text) else {
        // One that is cut is told by how it begins.
        let begin = string.text.trim_start_matches(['"', '\\', ' ']);
        return !string.is_whole && begin.starts_with("[{");
    };
    let text = text.trim_start();
    text.starts_with('[') || text.starts_with('{') && text.contains("}\n{")
}

/// Whether an object that is no report has a string that holds JSON, where its reports may be: itself, or in what it
/// holds.
fn hides_reports(object: &Piece, names: &Names, depth: usize) -> bool {
    let fields = object.fields();
    let holding = |value: &Piece| {
        let is_string = value.begins_with(b'"');
        is_string
            .then(|| recast::holding_json(value.text))
            .flatten()
    };
    let looks = Looks::of_fields(&fields, names);
    let is_report = looks.title || looks.body && looks.is_told_by_text;
    // A body that is encoded is one of a report, unless it has a headline itself.
    let hides_report = |(name, value): &(String, Piece)| {
        names.reads(name, Field::Body)
            && holding(value).is_some_and(|text| {
                let looks = Looks::of_fields(&Piece::first(&text).fields(), names);
                looks.title && looks.has_text()
            })
    };
    if looks.title || is_report && !fields.iter().any(hides_report) {
        return false;
    }
    fields.iter().any(|(_, value)| {
        let first = value.items(1);
        let deeper = if value.is_object() {
            Some(value)
        } else {
            first.first()
        };
        holding(value).is_some()
            || depth < DEEPEST
                && deeper.is_some_and(|value| {
                    value.is_object() && hides_reports(value, names, depth + 1)
                })
    })
}

/// Whether the first record that Python printed looks like a report.
fn holds_python(text: &str, names: &Names) -> bool {
    let record = recast::first_record(text).unwrap_or_default();
    let object = json::value_at::<Object>(&record, 0);
    object.is_ok_and(|(object, _)| {
        let looks = Looks::of_object(&object, names);
        looks.title || looks.has_text()
    })
}

/// Whether a text that begins with a bracket is none of JSON: a link of Markdown, a word in brackets.
fn is_no_json(text: &str) -> bool {
    let kind = filetype::of_text(text).map(|guess| guess.file_type);
    matches!(
        kind,
        Some(FileType::Markdown | FileType::Text | FileType::Export)
    )
}

/// The layout of a text that is no JSON.
fn of_text(text: &str, names: &Names) -> Layout {
    let kind = filetype::of_text(text).map(|guess| guess.file_type);
    match kind {
        Some(FileType::Csv | FileType::Tsv) => Layout::Table,
        Some(FileType::Markdown) => Layout::Markdown,
        Some(FileType::Export) => Layout::Export,
        None | Some(FileType::Text) if recast::is_table(text, names) => Layout::Table,
        _ => Layout::Plain,
    }
}

/// The layout of an array that is all of a text.
fn of_array(items: &[Piece], names: &Names) -> Option<Layout> {
    let base = Path::default().to(Step::Each);
    let mut objects = items.iter().filter(|item| item.is_object());
    let Some(first) = objects.next() else {
        return Some(of_items(items, &Path::default()));
    };
    let is_report = |item: &Piece| {
        let looks = Looks::of_fields(&item.fields(), names);
        looks.title || looks.body
    };
    let layout = of_object(first, names, &base)?;
    if layout != Layout::Plain || is_report(first) {
        return Some(layout);
    }
    // What comes first may only say what follows, as the header of a dump does.
    let others = objects.take_while(|item| !is_report(item));
    let mut others = others.filter_map(|item| of_object(item, names, &base));
    Some(
        others
            .find(|other| *other != Layout::Plain)
            .unwrap_or(layout),
    )
}

/// The layout of an array without objects.
fn of_items(items: &[Piece], path: &Path) -> Layout {
    if are_rows(items) {
        Layout::Rows(path.clone())
    } else if are_texts(items) {
        Layout::Strings(path.clone())
    } else {
        Layout::Plain
    }
}

/// Whether an array holds rows of cells, the first of which are names.
fn are_rows(items: &[Piece]) -> bool {
    let cells = |item: &Piece| item.items(MOST_KEYS).len();
    let is_row = |item: &Piece| item.is_array() && (!item.is_whole || cells(item) > 1);
    let Some((head, rows)) = items.split_first() else {
        return false;
    };
    let names: Vec<_> = head.items(MOST_KEYS).iter().map(Piece::string).collect();
    !rows.is_empty()
        && head.is_array()
        && names.len() > 1
        && names
            .iter()
            .all(|name| name.as_ref().is_some_and(|name| !is_prose(name)))
        && rows.iter().all(is_row)
}

/// Whether an array holds texts that are reports: not words or addresses.
fn are_texts(items: &[Piece]) -> bool {
    const LEAST: usize = 8;
    let texts: Vec<String> = items.iter().filter_map(Piece::string).collect();
    let is_text = |text: &String| {
        let wide = text.chars().filter(|c| !c.is_ascii()).count();
        text.chars().count() >= LEAST && (wide * 2 > text.chars().count() || text.contains(' '))
    };
    let whole = items.iter().filter(|item| item.is_whole).count();
    texts.len() == whole
        && whole > 1
        && texts.iter().filter(|text| is_text(text)).count() * 5 >= whole * 4
}

/// A place in an object where reports may stand.
struct Place<'t> {
    path: Path,
    object: Piece<'t>,
    /// Whether it is in an array, so that what it holds is sought in all of them.
    is_one_of_many: bool,
}

/// What is found in the values of objects.
#[derive(Default)]
struct Found<'t> {
    /// Arrays of reports with texts, and of such with titles only.
    lists: Vec<Path>,
    titles: Vec<Path>,
    /// Whether one value is a report.
    has_report: bool,
    /// What is to be looked into.
    deeper: Vec<Place<'t>>,
}

/// The layout of an object, each of which is an edition or a report if it is one of many.
fn of_object(root: &Piece, names: &Names, base: &Path) -> Option<Layout> {
    let fields = root.fields();
    let has_articles = fields.iter().any(|(name, value)| {
        names.means(name, Field::Articles) && (value.is_array() || !value.is_whole)
    });
    let looks = Looks::of_fields(&fields, names);
    if has_articles || looks.body && looks.is_told_by_text {
        return Some(Layout::Plain);
    }
    if let Some(layout) = as_table(&fields, names, base) {
        return Some(layout);
    }
    let search = Search {
        names,
        is_titled: looks.title,
    };
    let mut places = vec![Place {
        path: base.clone(),
        object: *root,
        is_one_of_many: false,
    }];
    let mut has_report = false;
    for depth in 0..DEEPEST {
        let mut step = Found::default();
        for place in &places {
            if depth > 0
                && !looks.title
                && let Some(layout) = as_table(&place.object.fields(), names, &place.path)
            {
                return Some(layout);
            }
            if !(depth == 0 && looks.title)
                && let Some(layout) = search.keyed(place)
            {
                return Some(layout);
            }
            search.step(place, &mut step);
        }
        has_report |= step.has_report;
        // Titles beside a report are what it links to.
        if !has_report {
            step.lists.append(&mut step.titles);
        }
        if !step.lists.is_empty() {
            return Some(lists(step.lists, base));
        }
        if step.deeper.is_empty() {
            break;
        }
        places = step.deeper;
    }
    if !looks.title && !looks.body && base.is_empty() {
        let strings = fields.iter().find(|(name, value)| {
            names.fields(name).is_empty() && value.is_array() && are_texts(&value.items(SAMPLE))
        });
        if let Some((name, _)) = strings {
            return Some(Layout::Strings(Path::name(name)));
        }
    }
    // A record that is cut may go on with what tells.
    let is_told = root.is_whole || looks.title && looks.body;
    is_told.then_some(Layout::Plain)
}

/// One array that an object holds itself is read as it streams.
fn lists(found: Vec<Path>, base: &Path) -> Layout {
    match (found.as_slice(), base.len()) {
        ([one], depth) if one.len() == depth + 1 => match one.steps().last() {
            Some(Step::Name(name)) => Layout::Articles(name.clone()),
            _ => Layout::Lists(found),
        },
        _ => Layout::Lists(found),
    }
}

/// Whether an object's values are columns, or it has rows with their names beside them.
fn as_table(fields: &[(String, Piece)], names: &Names, base: &Path) -> Option<Layout> {
    if let Some((name, _)) = fields.iter().find(|(_, rows)| are_rows_of(rows, fields)) {
        return Some(Layout::Rows(base.to(Step::Name(name.clone()))));
    }
    let first = fields.first()?.1;
    let keys = |value: &Piece| -> Vec<String> {
        value
            .fields()
            .into_iter()
            .take(MOST_KEYS)
            .map(|(key, _)| key)
            .collect()
    };
    let whole = fields.iter().filter(|(_, value)| value.is_whole);
    let is_columns = if first.is_object() {
        let expected = keys(&first);
        !expected.is_empty()
            && expected.iter().all(|key| names.fields(key).is_empty())
            && whole
                .clone()
                .all(|(_, value)| value.is_object() && keys(value) == expected)
    } else {
        let len = first.items(MOST_KEYS).len();
        len > 0
            && whole.clone().all(|(_, value)| {
                let items = value.items(MOST_KEYS);
                value.is_array() && items.len() == len && !items.iter().any(Piece::is_object)
            })
    };
    let has = |field| fields.iter().any(|(name, _)| names.reads(name, field));
    let is_told =
        has(Field::Title) && fields.len() > 1 && (has(Field::Body) || has(Field::Published));
    (is_columns && is_told).then(|| Layout::Columns(base.clone()))
}

/// Whether an array holds rows of cells, and another beside it as many names.
fn are_rows_of(rows: &Piece, fields: &[(String, Piece)]) -> bool {
    let rows = rows.items(SAMPLE);
    let whole = rows.iter().filter(|row| row.is_whole);
    let lengths: Vec<usize> = whole.map(|row| row.items(MOST_KEYS).len()).collect();
    let is_header = |(_, header): &(String, Piece)| {
        let names: Vec<_> = header.items(MOST_KEYS).iter().map(Piece::string).collect();
        let is_name = |name: &Option<String>| name.as_ref().is_some_and(|name| !is_prose(name));
        names.len() > 1
            && names.iter().all(is_name)
            && lengths.iter().all(|length| *length == names.len())
    };
    rows.iter().all(Piece::is_array) && !lengths.is_empty() && fields.iter().any(is_header)
}

struct Search<'n> {
    names: &'n Names,
    is_titled: bool,
}

impl Search<'_> {
    /// Whether objects look like reports; beside a title only such that have a title and a text.
    fn are_reports(&self, items: &[Piece]) -> bool {
        let objects: Vec<Looks> = items
            .iter()
            .filter(|item| item.is_object())
            .map(|item| Looks::of_fields(&item.fields(), self.names))
            .collect();
        let is_text = |looks: &Looks| looks.body && looks.has_more && !looks.is_block;
        let is_whole = |looks: &Looks| looks.title && looks.has_text();
        let is_one =
            |looks: &&Looks| is_text(looks) || is_whole(looks) || looks.title && !self.is_titled;
        let are_any = !self.is_titled || objects.iter().any(is_whole);
        let are_most = objects.iter().filter(is_one).count() * 5 >= objects.len() * 3;
        // One for sure is enough where things of all kinds stand beside each other.
        let is_sure = |looks: &Looks| looks.is_sure() || looks.is_dated_text();
        let has_one = !self.is_titled && objects.iter().any(is_sure);
        are_any && !objects.is_empty() && (are_most || has_one)
    }

    /// Whether one of the objects looks so.
    fn has_one(&self, items: &[Piece], is: fn(Looks) -> bool) -> bool {
        let objects = items.iter().filter(|item| item.is_object());
        let mut looks = objects.map(|item| Looks::of_fields(&item.fields(), self.names));
        looks.any(is)
    }

    /// Whether an object has an array of reports with headlines and texts.
    fn is_edition(&self, object: &Piece) -> bool {
        let fields = object.fields();
        let is_whole = |looks: Looks| looks.title && looks.has_text();
        fields
            .iter()
            .any(|(_, value)| value.is_array() && self.has_one(&value.items(SAMPLE), is_whole))
    }

    /// Whether objects hold a report each, one level or two down.
    fn hold_reports(&self, items: &[Piece]) -> bool {
        let objects: Vec<_> = items.iter().filter_map(Piece::object).collect();
        inner(&objects, self.names).is_some()
    }

    /// An object all of whose values are reports, or arrays of reports: its names are keys.
    fn keyed(&self, place: &Place) -> Option<Layout> {
        let fields = place.object.fields();
        let values: Vec<Piece> = fields
            .iter()
            .map(|(_, value)| *value)
            .take(MOST_KEYS)
            .collect();
        if values.len() < 2 {
            return None;
        }
        if values.iter().all(Piece::is_object) && self.are_reports(&values) {
            return Some(Layout::Keyed(place.path.clone()));
        }
        let are_lists = values.iter().all(|value| {
            value.is_array() && (!value.is_whole || self.are_reports(&value.items(SAMPLE)))
        });
        are_lists.then(|| Layout::Lists(vec![place.path.to(Step::Each)]))
    }

    /// Looks at the values of an object: those that are reports, and those to look into.
    fn step<'t>(&self, place: &Place<'t>, found: &mut Found<'t>) {
        for (name, value) in place.object.fields() {
            let path = place.path.to(Step::Name(name));
            if value.is_array() {
                self.step_into_array(place, path, &value.items(SAMPLE), found);
            } else if value.is_object() {
                let looks = Looks::of_fields(&value.fields(), self.names);
                // One alone is known by both.
                let is_record = place.path.is_empty() || place.path.len() == 1;
                found.has_report |= is_record && looks.is_sure();
                if looks.title && looks.body && !is_record && !self.is_titled {
                    add(&mut found.lists, path);
                } else {
                    found.deeper.push(Place {
                        path,
                        object: value,
                        is_one_of_many: place.is_one_of_many,
                    });
                }
            }
        }
    }

    /// Looks at an array, each element of which may hold reports.
    fn step_into_array<'t>(
        &self,
        place: &Place<'t>,
        path: Path,
        items: &[Piece<'t>],
        found: &mut Found<'t>,
    ) {
        let is_whole = |looks: Looks| looks.title && looks.has_text();
        let are_reports =
            self.are_reports(items) && (!place.is_one_of_many || self.has_one(items, is_whole));
        let is_of_titles = are_reports && !self.has_one(items, Looks::has_text);
        if is_of_titles && !self.is_titled && items.iter().any(|item| self.is_edition(item)) {
            found.deeper.extend(
                items
                    .iter()
                    .filter(|item| item.is_object())
                    .map(|item| Place {
                        path: path.to(Step::Each),
                        object: *item,
                        is_one_of_many: true,
                    }),
            );
        } else if is_of_titles {
            add(&mut found.titles, path);
        } else if are_reports || self.hold_reports(items) {
            add(&mut found.lists, path);
        } else if !self.is_titled {
            let path = path.to(Step::Each);
            let objects = items.iter().filter(|item| item.is_object());
            found.deeper.extend(objects.map(|item| Place {
                path: path.clone(),
                object: *item,
                is_one_of_many: true,
            }));
        }
    }
}

/// Adds a path that is not there yet.
fn add(paths: &mut Vec<Path>, path: Path) {
    if !paths.contains(&path) {
        paths.push(path);
    }
}

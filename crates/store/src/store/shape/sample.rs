//! The first records of a text, by which its shape is told.

use super::super::json::Object;
use super::super::names::{Field, Names};
use super::super::recast;
use super::partial::Piece;
use super::{Layout, SAMPLE};

/// The records that a text begins with.
pub(super) fn sample<'t>(text: &'t str, layout: &Layout, names: &Names) -> Vec<Object<'t>> {
    let root = Piece::first(text);
    let tops = if root.is_array() {
        root.items(SAMPLE)
    } else {
        lines(text)
    };
    let mut records = Vec::new();
    for top in tops {
        let is_list = |name: &str| match layout {
            Layout::Articles(articles) => articles == name,
            _ => names.means(name, Field::Articles),
        };
        let fields = top.fields();
        match fields
            .iter()
            .find(|(name, value)| is_list(name) && value.is_array())
        {
            Some((_, list)) => records.extend(list.items(SAMPLE).iter().filter_map(Piece::object)),
            None => records.extend(top.object()),
        }
        if records.len() >= SAMPLE {
            break;
        }
    }
    records.truncate(SAMPLE);
    records
}

/// The layout of records of which some have more reports in them.
pub(super) fn with_siblings(
    layout: &Layout,
    records: &[Object],
    text: &str,
    names: &Names,
) -> Option<Layout> {
    let mut records = records.iter();
    if !records.any(|record| recast::has_siblings(record, names)) {
        return None;
    }
    let list = if let Layout::Articles(name) = layout {
        Some(name.clone())
    } else {
        let mut fields = Piece::first(text).fields().into_iter();
        let list = fields.find(|(name, _)| names.means(name, Field::Articles));
        list.map(|(name, _)| name)
    };
    Some(Layout::Siblings(list.unwrap_or_default()))
}

/// The values that follow each other in a text.
fn lines(text: &str) -> Vec<Piece<'_>> {
    let mut values = Vec::new();
    let mut rest = text;
    while values.len() < SAMPLE {
        let value = Piece::first(rest);
        if !value.is_whole {
            break;
        }
        let end = value.text.as_ptr().addr() - rest.as_ptr().addr() + value.text.len();
        rest = rest.get(end..).unwrap_or_default();
        values.push(value);
    }
    values
}

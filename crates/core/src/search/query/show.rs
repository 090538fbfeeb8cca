//! Queries written out: each reads as the query that it was made from.

use std::fmt::{self, Display, Formatter, Write as _};

use super::names::{MARKS, Name, names_of};
use super::{DateRange, Mark, Node, Query, Text};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        self.root.fmt(f)
    }
}

impl Display for Node {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        match self {
            Self::All(nodes) => joined(nodes, " ", f),
            Self::Any(nodes) => joined(nodes, " OR ", f),
            Self::Not(node) => {
                f.write_char('-')?;
                grouped(node, matches!(**node, Self::All(_) | Self::Any(_)), f)
            }
            Self::Text(text) => text.fmt(f),
            Self::Date(range) => range.fmt(f),
            Self::Is(mark) => mark.fmt(f),
            Self::Like(id) => {
                f.write_str("like:")?;
                quoted(id, f)
            }
            Self::From(places) => write!(f, "place:{places:?}"),
        }
    }
}

fn joined(nodes: &[Node], by: &str, f: &mut Formatter) -> fmt::Result {
    for (at, node) in nodes.iter().enumerate() {
        if at > 0 {
            f.write_str(by)?;
        }
        // White space binds weaker than OR, and nothing within All is All.
        grouped(node, matches!(node, Node::All(_)), f)?;
    }
    Ok(())
}

fn grouped(node: &Node, in_group: bool, f: &mut Formatter) -> fmt::Result {
    if in_group {
        write!(f, "({node})")
    } else {
        node.fmt(f)
    }
}

impl Display for Text {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        if let Some(name) = self.field.and_then(|f| names_of(Name::Field(f)).next()) {
            write!(f, "{name}:")?;
        }
        if self.loose {
            f.write_str(&self.needle)
        } else {
            quoted(&self.needle, f)
        }
    }
}

/// Writes a text between quotation marks: those that no fold holds, where the others stand in it.
fn quoted(text: &str, f: &mut Formatter) -> fmt::Result {
    if text.contains('"') {
        write!(f, "「{text}」")
    } else {
        write!(f, "\"{text}\"")
    }
}

impl Display for DateRange {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        match self.ends() {
            (Some(first), Some(_)) if self.is_one(first) => write!(f, "date:{first}"),
            (Some(first), Some(last)) => write!(f, "date:{first}..{last}"),
            (Some(first), None) => write!(f, "after:{first}"),
            (None, _) => match self.until.and_then(crate::article::Day::of_key) {
                Some(until) => write!(f, "before:{until}"),
                None => f.write_str("date:..9999"),
            },
        }
    }
}

impl Display for Mark {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        let name = MARKS.iter().find(|(_, mark)| mark == self);
        write!(f, "is:{}", name.map_or("", |(name, _)| name))
    }
}

//! The names of a report's fields, as they stand in stores.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A field of a report, or a part of one, called as in [`crate::article::Origin::fields`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Field {
    /// The line above the headline.
    Kicker,
    /// The headline.
    Title,
    /// The line below the headline.
    Subtitle,
    /// The byline.
    Byline,
    /// A paragraph or a subhead, by its place in the body.
    Body(usize),
    /// A picture's caption and credit, by its place.
    Image(usize),
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kicker => f.write_str("kicker"),
            Self::Title => f.write_str("title"),
            Self::Subtitle => f.write_str("subtitle"),
            Self::Byline => f.write_str("byline"),
            Self::Body(at) => write!(f, "body.{at}"),
            Self::Image(at) => write!(f, "images.{at}"),
        }
    }
}

impl From<Field> for String {
    fn from(field: Field) -> Self {
        field.to_string()
    }
}

impl FromStr for Field {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let numbered = |prefix: &str| name.strip_prefix(prefix)?.parse().ok();
        match name {
            "kicker" => Ok(Self::Kicker),
            "title" => Ok(Self::Title),
            "subtitle" => Ok(Self::Subtitle),
            "byline" => Ok(Self::Byline),
            _ => numbered("body.")
                .map(Self::Body)
                .or_else(|| numbered("images.").map(Self::Image))
                .ok_or_else(|| format!("no field is called {name}")),
        }
    }
}

impl TryFrom<String> for Field {
    type Error = String;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        name.parse()
    }
}

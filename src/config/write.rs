//! From settings to TOML, as a file could have them.

use std::path::PathBuf;

use super::{FolderPaths, ListSide, WhenRead, quoted};
use crate::lang::Lang;
use crate::text::conversion::ShownScript;
use crate::text::width::Ambiguous;

/// What a setting can be.
pub(super) trait Written {
    /// Returns it as the file has it.
    fn written(&self) -> String;
}

impl Written for u16 {
    fn written(&self) -> String {
        self.to_string()
    }
}

impl Written for u32 {
    fn written(&self) -> String {
        self.to_string()
    }
}

impl Written for bool {
    fn written(&self) -> String {
        self.to_string()
    }
}

impl Written for String {
    fn written(&self) -> String {
        quoted(self)
    }
}

impl Written for PathBuf {
    fn written(&self) -> String {
        quoted(&self.to_string_lossy())
    }
}

impl<T: Written> Written for Option<T> {
    fn written(&self) -> String {
        self.as_ref().map_or_else(|| quoted("auto"), T::written)
    }
}

impl<T: Written> Written for Vec<T> {
    fn written(&self) -> String {
        let all: Vec<String> = self.iter().map(T::written).collect();
        format!("[{}]", all.join(", "))
    }
}

/// One folder is written by itself.
impl Written for FolderPaths {
    fn written(&self) -> String {
        match self.0.as_slice() {
            [] => quoted("auto"),
            [one] => one.written(),
            _ => self.0.written(),
        }
    }
}

impl Written for Lang {
    fn written(&self) -> String {
        quoted(self.pick("en", "zh"))
    }
}

impl Written for ShownScript {
    fn written(&self) -> String {
        quoted(self.name())
    }
}

impl Written for Ambiguous {
    fn written(&self) -> String {
        quoted(match self {
            Self::Narrow => "narrow",
            Self::Wide => "wide",
        })
    }
}

impl Written for ListSide {
    fn written(&self) -> String {
        quoted(match self {
            Self::Left => "left",
            Self::Above => "above",
        })
    }
}

impl Written for WhenRead {
    fn written(&self) -> String {
        match (self.at_end, self.after) {
            _ if *self == Self::default() => quoted("auto"),
            (_, Some(after)) => after.to_string(),
            (true, None) => quoted("end"),
            (false, None) => quoted("never"),
        }
    }
}

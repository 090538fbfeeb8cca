//! Bylines whose names a line's end has broken, or a wide space within a name: 本报记者 陈小 / 禾 王 / 芳.

use super::super::line::is_han;
use super::super::names::is_bare_name;
use super::marks::{is_name, is_office};
use super::{Cutter, Item, Mark};
use crate::article::byline::may_be_name;

/// Offices that a line's end may break.
const OFFICES: [&str; 6] = ["记者", "記者", "通讯员", "通訊員", "摄影", "攝影"];
/// The most characters of the rest of a byline.
const LONGEST: usize = 14;

impl Cutter<'_, '_> {
    /// Takes a byline, with the names that the extraction set on lines of their own.
    pub(super) fn byline(&mut self) {
        self.flush();
        let mut count = 1;
        while self.goes_on_with_byline(count) {
            count += 1;
        }
        let lines = self.skip(count);
        self.items.push(Item::Byline(lines));
    }

    /// Whether the line behind so many of a byline is of it too.
    fn goes_on_with_byline(&self, count: usize) -> bool {
        let at = self.at + count;
        let (Some(above), Some(line)) = (self.lines.get(at - 1), self.lines.get(at)) else {
            return false;
        };
        // An office on a line of its own waits for a name.
        let waits = count == 1 && is_office(above.text);
        let named = waits && is_name(*line) || is_bare_name(line.text);
        goes_on_with(above.text, line.text)
            || ((line.gap || waits) && named)
            || (!line.gap && self.mark(at) == Mark::Byline)
    }
}

/// Whether a line goes on with a byline within a name or an office: their halves make one, and what follows is names.
pub(super) fn goes_on_with(byline: &str, line: &str) -> bool {
    let short = line.chars().take(LONGEST + 1).count() <= LONGEST;
    let plain = |text: &str| text.chars().all(|c| is_han(c) || c.is_whitespace());
    let mut words = line.split_whitespace();
    let (Some(before), Some(first)) = (byline.split_whitespace().next_back(), words.next()) else {
        return false;
    };
    let whole = format!("{before}{first}");
    let is_office = |word: &str| OFFICES.iter().any(|office| word.ends_with(office));
    let joins = may_be_name(&whole) || OFFICES.contains(&whole.as_str());
    let rest: Vec<&str> = words.collect();
    short && plain(line) && joins && !is_office(before) && are_names(&rest)
}

/// Whether words are names and offices; a name of two characters may be two words, and the last be broken.
fn are_names(mut words: &[&str]) -> bool {
    let count = |word: &str| word.chars().count();
    loop {
        words = match words {
            [] => return true,
            [last] if count(last) == 1 => return true,
            [word, rest @ ..] if may_be_name(word) || OFFICES.contains(word) => rest,
            [family, given, rest @ ..] if count(family) == 1 && count(given) == 1 => rest,
            [.., _] => return false,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::goes_on_with;

    #[test]
    fn halves_of_names_and_offices_go_on_with_a_byline() {
        for (byline, line) in [
            ("本报记者 李明 陈小", "禾 王 芳"),
            ("本报记者 李", "明 王"),
            ("明 王", "芳"),
            ("◎本报记者 陈小禾 通", "讯员 王芳"),
        ] {
            assert!(goes_on_with(byline, line), "{byline} {line}");
        }
    }

    #[test]
    fn what_is_no_half_of_a_name_does_not() {
        for (byline, line) in [
            ("本报记者", "陈小禾"),
            ("本报记者 李明", "樱花开放"),
            ("本报记者 李", "明天上午，园里开放"),
            ("本报记者 陈小禾", "王芳 李明"),
        ] {
            assert!(!goes_on_with(byline, line), "{byline} {line}");
        }
    }
}

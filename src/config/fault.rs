//! What is wrong with a file of settings, and what was perhaps meant.

use std::fmt;

/// Something that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// What is wrong, in English.
    pub english: String,
    /// What is wrong, in Chinese.
    pub chinese: String,
}

impl Fault {
    /// Makes a fault at a line and a column.
    pub fn new(
        (line, column): (usize, usize),
        english: impl Into<String>,
        chinese: impl Into<String>,
    ) -> Self {
        Self {
            line,
            column,
            english: english.into(),
            chinese: chinese.into(),
        }
    }

    /// Makes a fault of the whole file.
    pub(super) fn start(english: impl Into<String>, chinese: impl Into<String>) -> Self {
        Self::new((1, 1), english, chinese)
    }

    /// Makes the fault that a name is not known, with the one of `known` that was perhaps meant.
    pub fn unknown(
        at: (usize, usize),
        (kind, kind_in_chinese): (&str, &str),
        name: &str,
        known: &[&str],
    ) -> Self {
        let (english, chinese) = meant(nearest(name, known));
        Self::new(
            at,
            format!("no {kind} is called {name:?}{english}"),
            format!("没有叫“{name}”的{kind_in_chinese}{chinese}"),
        )
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.english)
    }
}

/// Asks whether a name was meant, in English and in Chinese; nothing where there is none.
pub(super) fn meant(name: Option<&str>) -> (String, String) {
    name.map_or_else(Default::default, |name| {
        (
            format!("; did you mean {name:?}?"),
            format!("；是否指“{name}”？"),
        )
    })
}

/// Returns the name that was perhaps meant: one that a third of its characters make of what was
/// written.
pub fn nearest<'n>(written: &str, names: &[&'n str]) -> Option<&'n str> {
    let written: Vec<char> = written.to_lowercase().chars().collect();
    let distances = names.iter().map(|name| (distance(&written, name), *name));
    let (distance, name) = distances.min_by_key(|(distance, _)| *distance)?;
    let allowed = name.chars().count().max(3) / 3;
    (distance <= allowed).then_some(name)
}

/// How many characters are to be changed, left out, put in or swapped with the next to make one word
/// of another.
fn distance(written: &[char], name: &str) -> usize {
    let name: Vec<char> = name.chars().collect();
    let mut above: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=written.len()).collect();
    for (y, wanted) in name.iter().enumerate() {
        let mut next = vec![y + 1];
        for (x, c) in written.iter().enumerate() {
            let of = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let changed = of(&row, x) + usize::from(c != wanted);
            let one_more = of(&row, x + 1).min(of(&next, x)) + 1;
            let are_swapped =
                x > 0 && y > 0 && written.get(x - 1) == Some(wanted) && name.get(y - 1) == Some(c);
            let swapped = if are_swapped {
                of(&above, x - 1) + 1
            } else {
                changed
            };
            next.push(changed.min(one_more).min(swapped));
        }
        above = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_told_from_another_word() {
        let names = ["theme", "measure", "mouse", "下一条"];
        assert_eq!(nearest("thme", &names), Some("theme"));
        assert_eq!(nearest("Measures", &names), Some("measure"));
        assert_eq!(nearest("下条", &names), Some("下一条"));
        assert_eq!(nearest("font", &names), None);
        assert_eq!(nearest("theme", &[]), None);
    }

    #[test]
    fn a_swap_is_one_slip() {
        let of = |a: &str, b| distance(&a.chars().collect::<Vec<_>>(), b);
        assert_eq!(of("kitten", "sitting"), 3);
        assert_eq!(of("hlep", "help"), 1);
        assert_eq!(of("", "abc"), 3);
        assert_eq!(of("abc", ""), 3);
        assert_eq!(of("abc", "abc"), 0);
    }
}

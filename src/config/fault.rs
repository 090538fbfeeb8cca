//! What is wrong with a file of settings, and what was perhaps meant.

use crate::lang::{Bilingual, Lang, Say, bilingual, display_in_english};

/// Something that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// What is wrong.
    pub what: Bilingual,
}

impl Fault {
    /// Makes a fault at a line and a column.
    pub fn new((line, column): (usize, usize), what: Bilingual) -> Self {
        Self { line, column, what }
    }

    /// Makes a fault of the whole file.
    pub(super) fn start(what: Bilingual) -> Self {
        Self::new((1, 1), what)
    }

    /// Makes the fault that a name is not known, with the one of `known` that was perhaps meant.
    pub fn unknown(
        at: (usize, usize),
        (kind, kind_in_chinese): (&str, &str),
        name: &str,
        known: &[&str],
    ) -> Self {
        let Bilingual { english, chinese } = meant(nearest(name, known));
        Self::new(
            at,
            bilingual!(
                "no {kind} is called {name:?}{english}",
                "没有叫“{name}”的{kind_in_chinese}{chinese}"
            ),
        )
    }
}

/// Says `line:column: what is wrong`.
impl Say for Fault {
    fn say(&self, lang: Lang) -> String {
        format!("{}:{}: {}", self.line, self.column, self.what.say(lang))
    }
}

display_in_english!(Fault);

/// Asks whether a name was meant; nothing where there is none.
pub fn meant(name: Option<&str>) -> Bilingual {
    name.map_or_else(Bilingual::default, |name| {
        bilingual!("; did you mean {name:?}?", "；是否指“{name}”？")
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

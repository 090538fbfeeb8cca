//! The words by which a page says that a report goes on elsewhere, or came from there: （上接第一版）.

use super::line::{Above, Line};
use super::unplaced::{Kind, Scrap};
use crate::article::numerals::number;

/// Takes the words that a part goes on with from the lines of a page. What follows them begins something new.
pub(super) fn take<'t>(lines: &mut Vec<Line<'t>>, scraps: &mut Vec<Scrap<'t>>) {
    let mut turned = false;
    lines.retain_mut(|line| {
        if std::mem::take(&mut turned) {
            (line.gap, line.above) = (true, Above::Turn);
        }
        let Some(end) = turned_from(line.text) else {
            return true;
        };
        let Some((turn, rest)) = line.cut(end) else {
            scraps.push(Scrap::of(Kind::Turn, *line));
            turned = true;
            return false;
        };
        scraps.push(Scrap::of(Kind::Turn, turn));
        *line = Line {
            gap: true,
            above: Above::Turn,
            ..rest
        };
        true
    });
}

/// Returns where the words end that a line begins with: `（上接第一版）`.
fn turned_from(text: &str) -> Option<usize> {
    let inside = text.trim_start_matches(['（', '(', '【', '▲', '▶', '◀', '△', '←']);
    let after = inside.strip_prefix("上接")?;
    page_of(after)?;
    let (_, rest) = after.split_once('版')?;
    // Without a bracket it is alone on its line.
    if inside.len() == text.len() && rest.chars().any(char::is_alphanumeric) {
        return None;
    }
    let closed = rest.split_once(['）', ')', '】']);
    let rest = closed.map_or(rest, |(_, rest)| rest);
    Some(text.len() - rest.len())
}

/// Returns whether a line says that its report goes on elsewhere, or began there, and nothing else.
pub(super) fn turns(text: &str) -> bool {
    turns_to(text) || turned_from(text) == Some(text.len())
}

/// Returns whether a line says that its report goes on elsewhere, and nothing else: `下转第四版▶`.
pub(super) fn turns_to(text: &str) -> bool {
    // A triangle is often recognized as a question mark.
    let marks = [
        '（', '(', '【', '▶', '▼', '▲', '→', ' ', '）', ')', '】', '？', '?',
    ];
    let words = text.trim_matches(marks);
    let page = words
        .strip_prefix("下转")
        .or_else(|| words.strip_prefix("下轉"));
    page.is_some_and(|page| page_of(page).is_some() && page.ends_with('版'))
}

/// The page that words name: `第四版`, `4版`, `A04版`.
pub(super) fn page_of(text: &str) -> Option<String> {
    let text = text.trim_start_matches(['第', '至', ' ']);
    let named = text.split('版').next()?.trim();
    if let Some((number, "")) = number(named) {
        return Some(number.to_string());
    }
    let short = (1..=4).contains(&named.chars().count());
    let lettered = named.chars().all(|c| c.is_ascii_alphanumeric());
    (short && lettered).then(|| named.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_turns_to_a_page_says_nothing_else() {
        assert!(turns_to("下转第5版▶") && turns_to("下转第5版？") && turns_to("（下轉第二版）"));
        assert!(!turns_to("水库开闸。（下转第四版）") && !turns_to("下转"));
    }

    #[test]
    fn words_name_a_page() {
        for (words, page) in [
            ("第四版", "4"),
            ("4版）", "4"),
            ("A04版", "A04"),
            ("第十二版", "12"),
        ] {
            assert_eq!(page_of(words).as_deref(), Some(page), "{words}");
        }
        assert_eq!(
            turned_from("（上接第一版）春"),
            Some("（上接第一版）".len())
        );
        assert_eq!(turned_from("上接第一版"), Some("上接第一版".len()));
        assert_eq!(turned_from("上接第一版的报道"), None);
        assert_eq!(turned_from("（上接天气）"), None);
    }
}

//! Tells editors' notes from reports: they introduce the reports below them.

use super::frames::{Frame, Item};
use super::reports::Draft;

/// How editors' notes begin.
const NOTES: [&str; 8] = [
    "编者按",
    "編者按",
    "【编者按",
    "【編者按",
    "编者的话",
    "编前话",
    "开栏的话",
    "開欄的話",
];
/// The most reports that a note introduces: a page that has more is a file of many.
pub(super) const MOST_INTRODUCED: usize = 64;
/// The most lines of a note.
const LONGEST: usize = 40;

/// Returns for each draft whether it is an editor's note. The last text of a page introduces nothing.
pub(super) fn notes(items: &[Item<'_>], drafts: &[Draft]) -> Vec<bool> {
    let last = drafts.len().saturating_sub(1);
    drafts
        .iter()
        .enumerate()
        .map(|(at, draft)| at < last && is_note(items, draft))
        .collect()
}

fn is_note(items: &[Item<'_>], draft: &Draft) -> bool {
    let frames: Vec<&Frame<'_>> = draft
        .frames
        .iter()
        .filter_map(|&at| match items.get(at) {
            Some(Item::Frame(frame)) => Some(frame),
            _ => None,
        })
        .collect();
    if draft.is_known() {
        return false;
    }
    let count: usize = frames.iter().map(|frame| frame.lines.len()).sum();
    let first = frames.first().and_then(|frame| frame.lines.first());
    let begins = first.is_some_and(|line| NOTES.iter().any(|form| line.text.starts_with(form)));
    count <= LONGEST && begins
}

#[cfg(test)]
mod tests {
    use crate::page::{Hints, Kind, Sheet, read};

    #[test]
    fn a_note_is_linked_to_the_reports_below_it() {
        let text = "编者按 本版今天刊出两篇来信，说的是同一件事。\n\n本报讯（记者李明）图书馆今天开放。\n\n本报讯（记者王芳）植物园明天开放。\n";
        let sheet = Sheet {
            text: text.to_owned(),
            first: 1,
        };
        let page = read(&sheet, "a.txt", &Hints::default(), |article| {
            format!("{:?}", article.authors.len())
        })
        .unwrap();
        assert_eq!(page.reports.len(), 2);
        let [note] = page.unplaced.as_slice() else {
            panic!("{:?}", page.unplaced)
        };
        assert_eq!((note.kind, note.articles.len()), (Kind::EditorsNote, 2));
    }
}

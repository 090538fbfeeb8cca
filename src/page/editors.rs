//! Tells editors' notes from reports: they introduce the reports below them.

use super::frames::{Frame, Item};
use super::reports::Draft;

/// How editors' notes begin.
const NOTES: [&str; 8] = [
    "编者按", "編者按", "【编者按", "【編者按", "编者的话", "编前话", "开栏的话", "開欄的話",
];
/// How they are signed.
const SIGNATURES: [&str; 4] = ["——编者", "——編者", "—编者", "——本报编辑部"];
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
    let lines = || frames.iter().flat_map(|frame| &frame.lines);
    let count = lines().count();
    let tail: String = lines().skip(count.saturating_sub(3)).map(|line| line.text).collect();
    let begins = lines().next().is_some_and(|line| NOTES.iter().any(|form| line.text.starts_with(form)));
    count <= LONGEST && (begins || SIGNATURES.iter().any(|form| tail.ends_with(form)))
}

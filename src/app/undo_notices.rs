//! What is said of what was undone: after several presses of the key nobody knows any more which was which.

use super::folders::Change;
use crate::library::Action;
use crate::text::sanitize;

/// Says in English and in Chinese what is as before, now that these marks were taken back.
pub(super) fn marks(back: &[Action]) -> [String; 2] {
    let said =
        |english: &str, chinese: &str| [format!("undone: {english}"), format!("已撤销：{chinese}")];
    let articles = |action: &Action| match action {
        Action::Read(ids) | Action::Unread(ids) => ids.len(),
        _ => 0,
    };
    match (back.first(), back.iter().map(articles).sum::<usize>()) {
        (Some(Action::Unread(_)), 1) => said("unread again", "恢复为未读"),
        (Some(Action::Unread(_)), many) => said(
            &format!("{many} unread again"),
            &format!("{many} 篇恢复为未读"),
        ),
        (Some(Action::Read(_)), _) => said("read again", "恢复为已读"),
        (Some(Action::Star(_)), _) => said("the star is back", "恢复星标"),
        (Some(Action::Unstar(_)), _) => said("the star is gone", "去掉星标"),
        (Some(Action::Tag(..) | Action::Untag(..)), _) => said("tags as before", "标签复原"),
        (Some(Action::Note(..)), _) => said("note as before", "笔记复原"),
        (Some(Action::Window(..)), _) => said("window as before", "窗口复原"),
        (Some(Action::Place(..) | Action::Search(_) | Action::Arrived(_)) | None, _) => {
            ["undone", "已撤销"].map(str::to_owned)
        }
    }
}

/// Says the same of a saved search.
pub(super) fn search(back: &Change) -> [String; 2] {
    let name = sanitize::line(&back.name);
    if back.typed.is_some() {
        [
            format!("undone: {name} is back"),
            format!("已撤销：恢复“{name}”"),
        ]
    } else {
        [
            format!("undone: {name} is gone"),
            format!("已撤销：移除“{name}”"),
        ]
    }
}

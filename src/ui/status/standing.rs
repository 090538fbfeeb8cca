//! What stands at the line's left while nothing is asked, told or sought: the report's note, and which keys
//! there are.

use super::{Hint, Left, label_sign};
use crate::app::keymap::Command;
use crate::app::legend;
use crate::app::tags_and_note::What;
use crate::app::{Focus, Model};
use crate::lang::Lang;
use crate::text::sanitize;
use crate::text::width::{Ambiguous, truncate, width};
use crate::ui::Theme;

pub(super) fn left(model: &Model, theme: &Theme) -> Left {
    let keys = keys(model);
    // Where the text shows, the note stands above it.
    let is_shown = model.layout().note.is_some();
    let Some(note) = model.note().filter(|_| !is_shown) else {
        return Left {
            wants: width(&keys, model.ambiguous) as u16,
            text: keys,
            style: theme.dim,
            needs: 0,
            hint: Hint::NONE,
        };
    };
    let sign = label_sign(model, What::Note);
    let text = format!("{sign}{}", sanitize::line(note));
    // Behind a short note there may be room for the keys; a long one is shown as far as there is room.
    let cells = width(&text, model.ambiguous) as u16;
    let is_short = cells <= model.layout().status.width / 2;
    Left {
        text,
        style: theme.text,
        needs: if is_short { cells } else { 0 },
        wants: 0,
        hint: if is_short {
            Hint::of(&keys)
        } else {
            Hint::NONE
        },
    }
}

fn keys(model: &Model) -> String {
    let lang = model.lang;
    let other_pane = match model.window.focus {
        Focus::List => (Command::EnterText, lang.pick("read", "阅读")),
        Focus::Text => (Command::BackToList, lang.pick("headlines", "列表")),
    };
    let mut keys = vec![
        (Command::Search, lang.pick("find", "查找")),
        other_pane,
        (Command::Help, lang.pick("keys", "按键")),
        (Command::Quit, lang.pick("quit", "退出")),
    ];
    // In an empty list there is nothing to read.
    keys.retain(|(command, _)| *command != Command::EnterText || model.rows() > 0);
    let keys = model.settings.keymap.hint(&keys);
    if has_unknown_signs(model) {
        format!("{}  {keys}", legend::signs(lang))
    } else {
        keys
    }
}

/// Whether there are signs in the list that its legend has no room to explain, to someone new to them.
fn has_unknown_signs(model: &Model) -> bool {
    let list = model.layout().list;
    let is_new = model.memory.is_first_time() && model.rows() > 0;
    is_new && list.is_some_and(|list| model.legend(list).is_none())
}

/// Says what the reports that are listed are like; a long headline leaves room for the place in the list.
pub(super) fn similar_to(model: &Model, headline: &str) -> String {
    let room = usize::from(model.layout().status.width) / 2;
    let headline = truncate(headline, room, model.ambiguous);
    match model.lang {
        Lang::En => format!("similar to {headline}"),
        Lang::Zh => format!("与此相似：{headline}"),
    }
}

/// Returns as many of the keys' parts as there is room for whole, the first if there is not.
pub(super) fn whole_parts(keys: &str, cells: usize, ambiguous: Ambiguous) -> &str {
    let mut kept = keys;
    while width(kept, ambiguous) > cells
        && let Some((before, _)) = kept.rsplit_once("  ")
    {
        kept = before;
    }
    kept
}

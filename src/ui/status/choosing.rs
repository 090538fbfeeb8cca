//! What the status line says of lines that are selected.

use super::{Hint, Left};
use crate::app::Model;
use crate::app::keymap::Command;
use crate::lang::Lang;
use crate::ui::Theme;

/// What is said of lines that are selected, if any are: how many, and which keys act on them.
pub(super) fn chosen(model: &Model, theme: &Theme) -> Option<Left> {
    let (lines, lang, keymap) = (
        model.pane.chosen_lines()?,
        model.lang,
        &model.settings.keymap,
    );
    let told = match lang {
        Lang::En if lines == 1 => "1 line selected".to_owned(),
        Lang::En => format!("{lines} lines selected"),
        Lang::Zh => format!("已选 {lines} 行"),
    };
    let copy = (Command::Copy, lang.pick("copy", "复制"));
    let pipe = (Command::Pipe, lang.pick("to a program", "交给程序"));
    let leave = (Command::Clear, lang.pick("leave", "取消"));
    let moving = [Command::Down, Command::Up].map(|command| keymap.first_of(command));
    let moving: String = moving.into_iter().flatten().collect();
    let moving = format!("{moving} {}", lang.pick("more, less", "增减"));
    let all = keymap.hint(&[copy, pipe, leave]);
    let few = keymap.hint(&[copy, leave]);
    Some(Left {
        hint: Hint::Keys([format!("{moving}  {all}"), few]),
        ..Left::telling(model, told, theme.accent)
    })
}

//! What the status line says while what was typed ahead waits for an answer: the screen does not follow the
//! keys, and nobody is to think that it is dead.

use crate::app::Model;
use crate::app::typeahead::{Awaited, Errand};
use crate::lang::Lang;

/// Says what is waited for, how much waits, and how to go on without it; nothing where nothing waits.
pub(super) fn format(model: &Model) -> Option<String> {
    let (awaited, keys) = model.waiting()?;
    let (english, chinese) = match awaited {
        Awaited::Reports | Awaited::Report(_) => ("the report", "报道"),
        Awaited::Marks => ("your marks", "标记"),
        Awaited::Search(_) | Awaited::Rest(_) => ("the search", "查找结果"),
        Awaited::Hits(..) => ("the hits", "命中之处"),
        Awaited::Text(_) => ("the text", "排版"),
        Awaited::Answer(_) => ("an answer", "结果"),
        Awaited::Export => ("the export", "导出"),
        Awaited::Errand(Errand::Save | Errand::Settings) => ("the settings", "设置"),
        Awaited::Errand(Errand::Program) => ("the program", "程序"),
        Awaited::Errand(Errand::Correct) => ("the correction", "更正"),
    };
    Some(match model.lang {
        Lang::En if keys == 1 => format!("waiting for {english}: 1 key typed ahead, Esc drops it"),
        Lang::En => format!("waiting for {english}: {keys} keys typed ahead, Esc drops them"),
        Lang::Zh => format!("等待{chinese}：已先输入 {keys} 键，按 Esc 放弃"),
    })
}

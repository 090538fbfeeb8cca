//! What the status line says of an export whose name is being typed.

use super::Hint;
use crate::app::Model;
use crate::app::exporting::{Running, What};
use crate::app::lang::Lang;
use crate::ui::Theme;

/// What stands before the name of an export: what it is of.
pub(super) fn sign(model: &Model, what: What) -> String {
    let rows = model.rows();
    match (what, model.lang) {
        (What::Lines, Lang::En) => "export lines to: ".to_owned(),
        (What::Lines, Lang::Zh) => "导出所选到：".to_owned(),
        (What::Report, Lang::En) => "export report to: ".to_owned(),
        (What::Report, Lang::Zh) => "导出本篇到：".to_owned(),
        (What::List, Lang::En) => format!("export all {rows} to: "),
        (What::List, Lang::Zh) => format!("导出列表 {rows} 篇到："),
    }
}

/// Which keys act on an export's field. Those that change what is written come first, and before all
/// else on the line: nobody knows them.
pub(super) fn hint(model: &Model, what: What, theme: &Theme) -> Hint {
    let (rows, lang) = (model.rows(), model.lang);
    let other = match (what, lang) {
        (What::Report, Lang::En) => format!("↑ all {rows}"),
        (What::Report, Lang::Zh) => format!("↑ 全部 {rows} 篇"),
        (What::List | What::Lines, Lang::En) => "↑ this report".to_owned(),
        (What::List | What::Lines, Lang::Zh) => "↑ 本篇".to_owned(),
    };
    let few = format!("{}  {other}", lang.pick("Tab form", "Tab 格式"));
    let enter = lang.pick("Enter write", "Enter 写入");
    let esc = lang.pick("Esc cancel", "Esc 取消");
    Hint::Told(format!("{few}  {enter}  {esc}"), theme.dim)
}

/// How far an export is.
pub(super) fn so_far(model: &Model) -> Option<String> {
    let Running { done, of, .. } = model.exporting?;
    Some(match model.lang {
        Lang::En => format!("exporting {done}/{of}"),
        Lang::Zh => format!("导出 {done}/{of}"),
    })
}

//! The status line: where the reader is, or the search field.

use ratatui::layout::Position;
use ratatui::style::Style;

use super::Theme;
use super::paint::Painter;
use crate::app::keymap::{Command, keys_of};
use crate::app::lang::Lang;
use crate::app::layout::Area;
use crate::app::line_edit::LineEdit;
use crate::app::{Focus, Model};
use crate::text::width::{tail, truncate, width};

/// Draws the line and returns where the terminal's cursor is to stand, if a field is open.
pub(super) fn draw(
    model: &Model,
    theme: &Theme,
    area: Area,
    painter: &mut Painter,
) -> Option<Position> {
    if area.height == 0 {
        return None;
    }
    painter.fill(area.x, area.y, area.width, theme.status);
    let right = right(model);
    let room = usize::from(area.width.saturating_sub(2));
    let right = truncate(&right, room, model.ambiguous);
    let taken = width(&right, model.ambiguous) as u16;
    let x = area.x + area.width.saturating_sub(taken + 1);
    painter.text(x, area.y, taken, &right, theme.dim);
    let left = Area {
        width: x.saturating_sub(area.x + 1),
        ..area
    };
    if let Some(prompt) = &model.finding.prompt {
        Some(draw_prompt(prompt, theme, left, painter))
    } else {
        draw_left(model, theme, left, painter);
        None
    }
}

fn draw_left(model: &Model, theme: &Theme, area: Area, painter: &mut Painter) {
    let (text, style) = left(model, theme);
    let shown = truncate(
        &text,
        usize::from(area.width.saturating_sub(1)),
        model.ambiguous,
    );
    painter.text(area.x + 1, area.y, area.width, &shown, style);
}

fn left(model: &Model, theme: &Theme) -> (String, Style) {
    let lang = model.lang;
    if let Some(overlay) = model.overlays.last() {
        let (all, from) = (overlay.lines.len(), overlay.top + 1);
        let to = (overlay.top + model.overlay_height()).min(all);
        let hint = lang.pick("Esc close", "Esc 关闭");
        (format!("{hint}  {from}-{to}/{all}"), theme.dim)
    } else if let Some(notice) = &model.notice {
        (notice.clone(), theme.accent)
    } else if model.finding.is_active() {
        (format!("/{}", model.finding.typed().trim()), theme.accent)
    } else if !model.problems().is_empty() {
        let count = model.problems().len();
        let keys = keys_of(Command::Problems);
        let text = match lang {
            Lang::En if count == 1 => format!("1 problem in the files: {keys}"),
            Lang::En => format!("{count} problems in the files: {keys}"),
            Lang::Zh => format!("数据中有 {count} 处问题：{keys}"),
        };
        (text, theme.warning)
    } else {
        let hint = match model.focus {
            Focus::List => lang.pick(
                "/ find  Enter read  ? keys  q quit",
                "/ 查找  Enter 阅读  ? 按键  q 退出",
            ),
            Focus::Text => lang.pick(
                "/ find  ← headlines  ? keys  q quit",
                "/ 查找  ← 列表  ? 按键  q 退出",
            ),
        };
        (hint.to_owned(), theme.dim)
    }
}

/// Hits, the place in the text, the place in the list.
fn right(model: &Model) -> String {
    [hits(model), progress(model), position(model)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("  ")
}

fn hits(model: &Model) -> Option<String> {
    if !model.finding.is_active() {
        return None;
    }
    let found = model
        .finding
        .found()
        .filter(|_| model.finding.is_answered());
    let lang = model.lang;
    let Some(found) = found else {
        return Some(lang.pick("searching", "查找中").to_owned());
    };
    let all = found.hits();
    Some(match (model.hit, lang) {
        _ if all == 0 => lang.pick("no match", "没有找到").to_owned(),
        (Some(hit), Lang::En) => {
            format!("hit {} of {all}", found.number(model.list.selected(), hit))
        }
        (Some(hit), Lang::Zh) => {
            format!(
                "第 {} 处，共 {all} 处",
                found.number(model.list.selected(), hit)
            )
        }
        (None, Lang::En) => format!("{all} hits"),
        (None, Lang::Zh) => format!("共 {all} 处"),
    })
}

fn progress(model: &Model) -> Option<String> {
    let reading = model.reading.as_ref()?;
    model.layout().pane?;
    Some(format!("{}%", reading.percent()))
}

fn position(model: &Model) -> Option<String> {
    let rows = model.rows();
    (rows > 0).then(|| format!("{}/{rows}", model.list.selected() + 1))
}

/// Draws the field, scrolled so that the caret is in sight.
fn draw_prompt(prompt: &LineEdit, theme: &Theme, area: Area, painter: &mut Painter) -> Position {
    let x = painter.text(area.x + 1, area.y, area.width, "/", theme.accent);
    let room = area.width.saturating_sub(3);
    let before = tail(prompt.before(), usize::from(room), painter.ambiguous());
    let caret = painter.text(x, area.y, room, before, theme.text);
    painter.text(
        caret,
        area.y,
        (x + room).saturating_sub(caret),
        prompt.after(),
        theme.text,
    );
    Position::new(caret, area.y)
}

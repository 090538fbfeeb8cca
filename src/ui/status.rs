//! The status line: where the reader is, or the search field.

use ratatui::layout::Position;
use ratatui::style::Style;

use super::Theme;
use super::paint::Painter;
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
    let left = left(model, theme);
    let right = right(model, area.width.saturating_sub(left.needs + 3));
    let taken = width(&right, model.ambiguous) as u16;
    let x = area.x + area.width.saturating_sub(taken + 1);
    painter.text(x, area.y, taken, &right, theme.dim);
    let rest = if taken > 0 {
        x.saturating_sub(area.x + 1)
    } else {
        area.width
    };
    let rest = Area {
        width: rest,
        ..area
    };
    let behind = rest.x + left.needs + 3;
    let room = (rest.x + rest.width).saturating_sub(behind);
    if width(left.hint, model.ambiguous) <= usize::from(room) {
        painter.text(behind, area.y, room, left.hint, theme.dim);
    }
    if let Some(prompt) = &model.finding.prompt {
        return Some(draw_prompt(prompt, theme, rest, painter));
    }
    let cells = usize::from(rest.width.saturating_sub(1));
    let shown = truncate(&left.text, cells, model.ambiguous);
    painter.text(area.x + 1, area.y, rest.width, &shown, left.style);
    None
}

/// What stands at the line's left.
struct Left {
    text: String,
    style: Style,
    /// The cells that it is to have before the right side has any.
    needs: u16,
    /// Which keys act on it, where there is room to say so.
    hint: &'static str,
}

fn left(model: &Model, theme: &Theme) -> Left {
    let lang = model.lang;
    let telling = |text: String, style| {
        let needs = width(&text, model.ambiguous) as u16;
        Left {
            text,
            style,
            needs,
            hint: "",
        }
    };
    if let Some(prompt) = &model.finding.prompt {
        let hint = lang.pick(
            "Enter keep  Esc cancel  ↑ earlier",
            "Enter 保留  Esc 取消  ↑ 旧查找",
        );
        // One cell for the slash and one for the caret.
        return Left {
            hint,
            ..telling(format!("/{} ", prompt.text()), theme.text)
        };
    }
    if let Some(overlay) = model.overlays.last() {
        let (all, from) = (overlay.lines().len(), overlay.top() + 1);
        let to = (overlay.top() + model.overlay_height()).min(all);
        let hint = lang.pick("Esc close", "Esc 关闭");
        return telling(format!("{hint}  {from}-{to}/{all}"), theme.dim);
    }
    if let Some(notice) = &model.notice {
        return telling(notice.clone(), theme.accent);
    }
    if model.finding.is_active() {
        let hint = lang.pick(
            "n next  N previous  Esc end",
            "n 下一处  N 上一处  Esc 结束",
        );
        let typed = format!("/{}", model.finding.typed().trim());
        return Left {
            hint,
            ..telling(typed, theme.accent)
        };
    }
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
    Left {
        text: hint.to_owned(),
        style: theme.dim,
        needs: 0,
        hint: "",
    }
}

/// As much as fits in some cells of: hits, the place in the list, problems, the place in the text.
fn right(model: &Model, cells: u16) -> String {
    let mut right = String::new();
    let sides = [
        hits(model),
        position(model),
        problems(model),
        progress(model),
    ];
    for side in sides.into_iter().flatten() {
        let gap = if right.is_empty() { "" } else { "  " };
        let longer = format!("{right}{gap}{side}");
        if width(&longer, model.ambiguous) <= usize::from(cells) {
            right = longer;
        }
    }
    right
}

/// A bad record costs itself alone; that it was there is told as long as the reader is open.
fn problems(model: &Model) -> Option<String> {
    let (count, lang) = (model.problems().len(), model.lang);
    (count > 0).then(|| match lang {
        Lang::En if count == 1 => "1 problem".to_owned(),
        Lang::En => format!("{count} problems"),
        Lang::Zh => format!("问题 {count}"),
    })
}

fn hits(model: &Model) -> Option<String> {
    if !model.finding.is_active() {
        return None;
    }
    let lang = model.lang;
    let Some(found) = model
        .finding
        .found()
        .filter(|_| model.finding.is_answered())
    else {
        return Some(lang.pick("searching", "查找中").to_owned());
    };
    let all = found.hits();
    Some(match (model.hit, lang) {
        _ if all == 0 => lang.pick("no match", "没有找到").to_owned(),
        (Some(hit), lang) => {
            let number = found.number(model.list.selected(), hit);
            match lang {
                Lang::En => format!("hit {number} of {all}"),
                Lang::Zh => format!("第 {number} 处，共 {all} 处"),
            }
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

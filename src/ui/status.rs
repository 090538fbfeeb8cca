//! The status line: where the reader is, or the search field.

mod asking;
mod choosing;
mod script;
mod standing;
mod waiting;

use std::path::Path;

use ratatui::layout::Position;
use ratatui::style::Style;

use super::Theme;
use super::paint::{Marks, Painter};
use crate::app::exporting::Running;
use crate::app::feeds::FetchProgress;
use crate::app::keymap::Command;
use crate::app::layout::Area;
use crate::app::line_edit::LineEdit;
use crate::app::tags_and_note::What;
use crate::app::{Layer, Model};
use crate::corpus::{Found, Progress};
use crate::lang::{Lang, Say as _};
use crate::search::Sort;
use crate::text::sanitize;
use crate::text::width::{Ambiguous, tail, truncate, width};
use asking::Field;

/// As many candidates of a completion as a line may hold.
const MOST_CANDIDATES: usize = 20;

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
    if model.is_alone() {
        return None;
    }
    painter.fill(area.x, area.y, area.width, theme.status);
    let left = left(model, theme);
    let taken = left.needs.saturating_add(left.hint.needs(model.ambiguous));
    let room = |taken: u16| area.width.saturating_sub(taken.saturating_add(3));
    let right = right(model, room(taken), room(taken.max(left.wants)));
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
    let behind = rest.x.saturating_add(left.needs).saturating_add(3);
    let room = (rest.x + rest.width).saturating_sub(behind);
    left.hint.draw(
        theme,
        behind,
        Area {
            width: room,
            ..area
        },
        painter,
    );
    if let Some(field) = asking::field(model, theme) {
        return Some(draw_field(&field, theme, rest, painter));
    }
    if let Some(prompt) = search_field(model) {
        return Some(draw_prompt(model, prompt, theme, rest, painter));
    }
    let cells = usize::from(rest.width.saturating_sub(1));
    let text = if left.needs == 0 && left.wants > 0 {
        standing::whole_parts(&left.text, cells, model.ambiguous)
    } else {
        &left.text
    };
    let shown = truncate(text, cells, model.ambiguous);
    painter.text(area.x + 1, area.y, rest.width, &shown, left.style);
    None
}

/// The search field, while it has the keyboard.
fn search_field(model: &Model) -> Option<&LineEdit> {
    let prompt = model.search.field.as_ref();
    prompt.filter(|_| model.layer() == Layer::Search)
}

/// What stands at the line's left.
struct Left {
    text: String,
    style: Style,
    /// The cells that it is to have before the right side has any.
    needs: u16,
    /// The cells that it is to have before the right side says how long the report is.
    wants: u16,
    hint: Hint,
}

impl Left {
    /// Says something that is to be seen whole.
    fn telling(model: &Model, text: String, style: Style) -> Self {
        let needs = cells(&text, model.ambiguous);
        Self {
            text,
            style,
            needs,
            wants: 0,
            hint: Hint::NONE,
        }
    }
}

/// The width of a text that may be longer than any screen is wide.
fn cells(text: &str, ambiguous: Ambiguous) -> u16 {
    u16::try_from(width(text, ambiguous)).unwrap_or(u16::MAX)
}

/// What stands behind the line's left.
enum Hint {
    /// Which keys act on it, where there is room to say so: of two the first that fits.
    Keys([String; 2]),
    /// What is said of what is typed, as far as there is room.
    Told(String, Style),
}

impl Hint {
    const NONE: Self = Self::Keys([String::new(), String::new()]);

    fn of(keys: &str) -> Self {
        Self::Keys([keys.to_owned(), String::new()])
    }

    /// The cells that it is to have before the right side has any.
    fn needs(&self, ambiguous: Ambiguous) -> u16 {
        match self {
            Self::Keys(_) => 0,
            Self::Told(told, _) => cells(told, ambiguous),
        }
    }

    /// Draws it from a column on, in the area's width.
    fn draw(&self, theme: &Theme, x: u16, area: Area, painter: &mut Painter) {
        let fits = |keys: &&String| width(keys, painter.ambiguous()) <= usize::from(area.width);
        let (text, style) = match self {
            Self::Keys(keys) => (keys.iter().find(fits).map_or("", String::as_str), theme.dim),
            Self::Told(told, style) => (told.as_str(), *style),
        };
        let shown = truncate(text, usize::from(area.width), painter.ambiguous());
        painter.text(x, area.y, area.width, &shown, style);
    }
}

/// What is said of a query that is being typed: what it can be completed to, what is wrong with it,
/// or else which keys act on it.
fn of_prompt(model: &Model, theme: &Theme) -> Hint {
    let lang = model.lang;
    if let Some(completing) = model.search.completing() {
        let shown = |(at, candidate): (usize, &String)| {
            if at == completing.at() {
                format!("[{candidate}]")
            } else {
                candidate.clone()
            }
        };
        // The one that stands in the field comes first, for there is not room for all.
        let candidates = completing.candidates().iter().enumerate();
        let from = candidates.skip(completing.at()).take(MOST_CANDIDATES);
        let line = from.map(shown).collect::<Vec<_>>().join("  ");
        return Hint::Told(sanitize::line(&line).into_owned(), theme.dim);
    }
    if let Some(fault) = model.search.faults().first() {
        let told = fault.say(lang);
        return Hint::Told(told, theme.warning);
    }
    let escape = lang.pick("Esc cancel", "Esc 取消");
    let keep = lang.pick("Enter keep", "Enter 保留");
    let complete = lang.pick("Tab complete", "Tab 补全");
    let earlier = lang.pick("↑ earlier", "↑ 旧查找");
    Hint::Keys([
        [keep, escape, complete, earlier].join("  "),
        [keep, escape, earlier].join("  "),
    ])
}

fn left(model: &Model, theme: &Theme) -> Left {
    let lang = model.lang;
    let telling = |text, style| Left::telling(model, text, style);
    let waiting = waiting::format(model);
    // What is waited for, and what is to be told, go before what may be typed.
    let waiting_or_notice = waiting.as_ref().or(model.notice.as_ref());
    let told = |told: &String| Hint::Told(told.clone(), theme.accent);
    if let Some(Field {
        sign, line, hint, ..
    }) = asking::field(model, theme)
    {
        let typed = telling(format!("{sign}{} ", line.text()), theme.text);
        let hint = waiting_or_notice.map_or(hint, told);
        return Left { hint, ..typed };
    }
    if let Some(prompt) = search_field(model) {
        // One cell for the slash and one for the caret.
        return Left {
            hint: waiting_or_notice.map_or_else(|| of_prompt(model, theme), told),
            ..telling(format!("/{} ", prompt.text()), theme.text)
        };
    }
    if let Some(waiting) = waiting {
        return telling(waiting, theme.accent);
    }
    if let Some(choice) = asking::choice(model, theme) {
        return choice;
    }
    if let Some(overlay) = model.front.overlays.last() {
        let (all, from) = (overlay.lines().len(), overlay.top() + 1);
        let to = (overlay.top() + model.window.overlay_height()).min(all);
        let hint = overlay.hint(lang, &model.settings.keymap);
        return telling(format!("{hint}  {from}-{to}/{all}"), theme.dim);
    }
    if let Some(notice) = &model.notice {
        return telling(notice.clone(), theme.accent);
    }
    if model.layer() == Layer::Folders {
        let choose = lang.pick("Enter choose  ↑↓ select", "Enter 打开  ↑↓ 选择");
        let mut others = vec![(Command::Clear, lang.pick("close", "关闭"))];
        if model.folders.is_removable() {
            others.insert(0, (Command::RemoveFolder, lang.pick("remove", "删除")));
        }
        let others = model.settings.keymap.hint(&others);
        return telling(format!("{choose}  {others}"), theme.dim);
    }
    if let Some(chosen) = choosing::chosen(model, theme) {
        return chosen;
    }
    if model.search.is_searching() {
        let mut keys = vec![
            (Command::NextHit, lang.pick("next", "下一处")),
            (Command::PreviousHit, lang.pick("previous", "上一处")),
            (Command::Clear, lang.pick("end", "结束")),
        ];
        // Of what was not found, and of dates and marks, there is nothing to go to.
        let is_walked = |found: &Found| !found.is_empty() && found.hits() != Some(0);
        if !model.search.found().is_none_or(is_walked) {
            keys.drain(..2);
        }
        let hint = model.settings.keymap.hint(&keys);
        let typed = match model.search.similar_to() {
            Some(headline) => standing::similar_to(model, headline),
            None => format!("/{}", model.search.typed().trim()),
        };
        let typed = telling(typed, theme.accent);
        let of_hint = width(&hint, model.ambiguous) as u16;
        return Left {
            hint: Hint::of(&hint),
            wants: typed.needs.saturating_add(of_hint + 3),
            ..typed
        };
    }
    standing::left(model, theme)
}

/// As much as fits in some cells of: hits, the place in the list, problems, the place in the text; and its
/// length, where it fits in some others.
fn right(model: &Model, cells: u16, cells_of_length: u16) -> String {
    let mut right = String::new();
    let sides = [
        unkept(model),
        script::shown(model),
        hits(model),
        position(model),
        sorting(model),
        indexing(model),
        awaited(model),
        exporting(model),
        fetching(model),
        problems(model),
        progress(model),
    ];
    let sides = sides.into_iter().map(|side| (side, cells));
    for (side, cells) in sides.chain([(length(model), cells_of_length)]) {
        let Some(side) = side else { continue };
        let gap = if right.is_empty() { "" } else { "  " };
        let longer = format!("{right}{gap}{side}");
        if width(&longer, model.ambiguous) <= usize::from(cells) {
            right = longer;
        }
    }
    right
}

/// A bad record or setting costs itself alone; that it was there is told as long as the reader is open.
fn problems(model: &Model) -> Option<String> {
    let (count, lang) = (
        model.problems().len() + model.settings.faults.len(),
        model.lang,
    );
    (count > 0).then(|| match lang {
        Lang::En if count == 1 => "1 problem".to_owned(),
        Lang::En => format!("{count} problems"),
        Lang::Zh => format!("问题 {count}"),
    })
}

/// How much of what was done will be lost, as long as it cannot be kept.
fn unkept(model: &Model) -> Option<String> {
    let (count, lang) = (model.memory.unkept()?, model.lang);
    Some(match lang {
        _ if count == 0 => lang.pick("marks are not kept", "标记不能保存").to_owned(),
        Lang::En => format!("{count} not kept"),
        Lang::Zh => format!("{count} 项未保存"),
    })
}

fn hits(model: &Model) -> Option<String> {
    if !model.search.is_active() {
        return None;
    }
    let lang = model.lang;
    let Some(found) = model.search.found().filter(|_| model.search.is_answered()) else {
        return Some(lang.pick("searching", "查找中").to_owned());
    };
    if found.is_empty() && !found.may_have_more() {
        if !model.search.is_searching() {
            return None;
        }
        return Some(lang.pick("no match", "没有找到").to_owned());
    }
    // A date or a mark stands nowhere in a text.
    if found.hits() == Some(0) {
        return None;
    }
    let within = model
        .pane
        .reading
        .as_ref()
        .map_or(0, |reading| reading.hits.len());
    match (model.pane.hit, found.hits(), lang) {
        (Some(hit), counted, lang) => {
            let (number, all) = found.number(model.list.selected(), hit, within);
            Some(match (counted.is_some(), lang) {
                (true, Lang::En) => format!("hit {number} of {all}"),
                (true, Lang::Zh) => format!("第 {number} 处，共 {all} 处"),
                (false, Lang::En) => format!("hit {number} of {all} here"),
                (false, Lang::Zh) => format!("本篇第 {number} 处，共 {all} 处"),
            })
        }
        (None, Some(all), Lang::En) => Some(format!("{all} hits")),
        (None, Some(all), Lang::Zh) => Some(format!("共 {all} 处")),
        (None, None, _) => None,
    }
}

/// In which order reports are listed, where it is not the usual one.
fn sorting(model: &Model) -> Option<String> {
    let sort = model.search.sort();
    (sort != Sort::Newest).then(|| sort.describe(model.lang).to_owned())
}

/// The file that is waited for.
fn awaited(model: &Model) -> Option<String> {
    let name = Path::new(&model.reports.absent.first()?.name).file_name()?;
    let name = name.to_string_lossy();
    let name = sanitize::line(&name);
    Some(match model.lang {
        Lang::En => format!("waiting for {name}"),
        Lang::Zh => format!("等待 {name}"),
    })
}

/// How far an archive is indexed: what is found meanwhile is not all.
fn indexing(model: &Model) -> Option<String> {
    let percent = |done: u64, of: u64| done * 100 / of.max(1);
    let lang = model.lang;
    Some(match model.reports.indexing? {
        Progress::Reading { done, of } => match lang {
            Lang::En => format!("reading the files {}%", percent(done, of)),
            Lang::Zh => format!("正在读文件 {}%", percent(done, of)),
        },
        Progress::Indexing { done, of } => match lang {
            Lang::En => format!("indexing {}%", percent(done, of)),
            Lang::Zh => format!("正在编索引 {}%", percent(done, of)),
        },
    })
}

fn progress(model: &Model) -> Option<String> {
    let reading = model.pane.reading.as_ref()?;
    model.layout().pane?;
    Some(format!("{}%", reading.percent()))
}

/// How long the article is, while it is read.
fn length(model: &Model) -> Option<String> {
    let reading = model.pane.reading.as_ref()?;
    let (characters, minutes) = (reading.characters(), reading.minutes());
    model.layout().pane?;
    Some(match model.lang {
        Lang::En => format!("{characters} characters, {minutes} min"),
        Lang::Zh => format!("{characters}字 {minutes}分钟"),
    })
}

fn position(model: &Model) -> Option<String> {
    let rows = model.rows();
    // While all are being counted or indexed there may be more.
    let counting = model.search.found().is_some_and(Found::goes_on);
    let more = if counting || model.reports.is_partial() || model.reports.indexing.is_some() {
        "+"
    } else {
        ""
    };
    (rows > 0).then(|| format!("{}/{rows}{more}", model.list.selected() + 1))
}

/// How far feeds are fetched.
fn fetching(model: &Model) -> Option<String> {
    let FetchProgress { done, of } = model.reports.fetching?;
    Some(match (of, model.lang) {
        (0, Lang::En) => "fetching".to_owned(),
        (0, Lang::Zh) => "抓取".to_owned(),
        (_, Lang::En) => format!("fetching {done}/{of}"),
        (_, Lang::Zh) => format!("抓取 {done}/{of}"),
    })
}

/// How far an export is.
fn exporting(model: &Model) -> Option<String> {
    let Running { done, of, .. } = model.export.running?;
    Some(match model.lang {
        Lang::En => format!("exporting {done}/{of}"),
        Lang::Zh => format!("导出 {done}/{of}"),
    })
}

/// What stands before tags or a note.
fn label_sign(model: &Model, what: What) -> &'static str {
    match what {
        What::Tags => model.lang.pick("tags: ", "标签："),
        What::Note => model.lang.pick("note: ", "笔记："),
    }
}

/// Draws a field behind a sign, scrolled so that the caret is in sight.
fn draw_field(field: &Field, theme: &Theme, area: Area, painter: &mut Painter) -> Position {
    let x = painter.text(area.x + 1, area.y, area.width, &field.sign, theme.accent);
    let room = (area.x + area.width).saturating_sub(x + 1);
    let style = if field.is_offered {
        theme.selected
    } else {
        theme.text
    };
    // A line of the screen shows where the lines of a note end.
    let [before, after] =
        [field.line.before(), field.line.after()].map(|text| text.replace('\n', "↵"));
    let before = tail(&before, usize::from(room), painter.ambiguous());
    let caret = painter.text(x, area.y, room, before, style);
    let room = (x + room).saturating_sub(caret);
    painter.text(caret, area.y, room, &after, style);
    Position::new(caret, area.y)
}

/// Draws the search field as [`draw_field`] does. What could not be understood is marked.
fn draw_prompt(
    model: &Model,
    prompt: &LineEdit,
    theme: &Theme,
    area: Area,
    painter: &mut Painter,
) -> Position {
    let faults = model.search.faults().iter();
    let faults: Vec<_> = faults.map(|fault| fault.range.clone()).collect();
    let x = painter.text(area.x + 1, area.y, area.width, "/", theme.accent);
    let room = area.width.saturating_sub(3);
    let before = tail(prompt.before(), usize::from(room), painter.ambiguous());
    let all_before = prompt.before().len();
    let mut marks = Marks::new(&faults, all_before - before.len(), theme.fault);
    let caret = painter.marked(x, area.y, room, before, theme.text, &mut marks);
    let mut marks = Marks::new(&faults, all_before, theme.fault);
    let room = (x + room).saturating_sub(caret);
    painter.marked(caret, area.y, room, prompt.after(), theme.text, &mut marks);
    Position::new(caret, area.y)
}

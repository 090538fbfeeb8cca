//! The headlines.

use std::ops::Range;

use ratatui::style::Style;

use super::Theme;
use super::paint::{Marks, Painter};
use crate::app::layout::Area;
use crate::app::list_row::{BEFORE, GAP, ListRow};
use crate::app::{Focus, Model};
use crate::article::Article;
use crate::document::Field;
use crate::lang::Say as _;
use crate::search::query;
use crate::text::width::truncate;
use crate::text::wrap::{Setting, wrap};
use crate::text::writing_mode::WritingMode;

pub(super) fn draw(model: &Model, theme: &Theme, area: Area, painter: &mut Painter) {
    if model.rows() == 0 {
        draw_empty(model, theme, area, painter);
        return;
    }
    draw_rows(model, theme, area, painter);
    if let Some((y, lines)) = model.legend(area) {
        let room = area.width.saturating_sub(1);
        for (y, line) in (y..).zip(&lines) {
            painter.text(area.x + 1, y, room, line, theme.dim);
        }
    }
}

fn draw_rows(model: &Model, theme: &Theme, area: Area, painter: &mut Painter) {
    let end = area.y + area.height;
    let mut y = area.y;
    for row in model.list.top()..model.rows() {
        let Some(index) = model.article_in(row) else {
            continue;
        };
        let selected = match (row == model.list.selected(), model.window.focus) {
            (false, _) => None,
            (true, Focus::List) if !model.folders.is_open() => Some(theme.selected),
            (true, _) => Some(theme.selected_behind),
        };
        let (Some(set), Some(article)) = (model.list_row(row, area.width), model.article(index))
        else {
            let at = Area {
                y,
                height: 1,
                ..area
            };
            draw_absent(model, theme, index, at, selected, painter);
            y += 1;
            if y >= end {
                return;
            }
            continue;
        };
        if y + set.height > end {
            return;
        }
        let at = Area {
            y,
            height: set.height,
            ..area
        };
        y += set.height;
        let found = model.search.found();
        let report = Report {
            model,
            theme,
            article,
            set,
            selected,
            is_pinyin: found.is_some_and(|found| found.is_pinyin(row)),
        };
        report.draw(at, painter);
        if model.is_last_of_day(row) {
            painter.underline(at.x, y - 1, at.width);
        }
    }
}

/// Says why nothing is listed.
fn draw_empty(model: &Model, theme: &Theme, area: Area, painter: &mut Painter) {
    let room = area.width.saturating_sub(2);
    let why = empty(model);
    let why = truncate(&why, usize::from(room), model.ambiguous);
    let hint = hint(model).unwrap_or_default();
    let setting = Setting {
        measure: usize::from(room),
        indent: 0,
        writing_mode: WritingMode::Horizontal(model.ambiguous),
        mend_orphans: true,
    };
    let lines = wrap(&hint, &setting).into_iter();
    let lines = lines.map(|line| hint.get(line.range).unwrap_or_default());
    let lines = std::iter::once(&*why).chain(lines);
    for (y, line) in (area.y..area.y + area.height).zip(lines) {
        painter.text(area.x + 1, y, area.width.saturating_sub(1), line, theme.dim);
    }
}

/// A row whose article has not come yet, or is in its file no more.
fn draw_absent(
    model: &Model,
    theme: &Theme,
    index: usize,
    area: Area,
    selected: Option<Style>,
    painter: &mut Painter,
) {
    let style = selected.unwrap_or(theme.dim);
    painter.fill(area.x, area.y, area.width, style);
    let mark = if selected.is_some() { ">" } else { " " };
    let lang = model.lang;
    let text = match model.reports.is_lost(index) {
        true if !model.reports.absent.is_empty() => lang.pick("its file is not there", "文件不在"),
        true if model.reports.is_partial() => lang.pick("cannot be read now", "暂时无法读取"),
        true => lang.pick("its file has changed", "文件已变动"),
        false => "…",
    };
    let x = painter.text(area.x, area.y, area.width, mark, style);
    let room = (area.x + area.width).saturating_sub(x);
    painter.text(x, area.y, room, text, style);
}

/// A report that is listed.
struct Report<'m> {
    model: &'m Model,
    theme: &'m Theme,
    article: &'m Article,
    set: ListRow,
    /// How what is selected is drawn, if it is.
    selected: Option<Style>,
    /// Whether what was typed is looked for as pinyin in it.
    is_pinyin: bool,
}

/// The cells of the mark of what is selected.
const MARK: u16 = 1;
/// The cells that the signs of a report have before its headline.
const SIGNS: u16 = 2;

impl Report<'_> {
    fn draw(&self, area: Area, painter: &mut Painter) {
        let style = self.selected.unwrap_or(self.theme.text);
        for y in area.y..area.y + area.height {
            painter.fill(area.x, y, area.width, style);
        }
        let mark = if self.selected.is_some() { ">" } else { " " };
        painter.text(area.x, area.y, MARK, mark, style);
        let signs = self.selected.unwrap_or(self.theme.accent);
        painter.text(area.x + MARK, area.y, SIGNS, self.signs(), signs);
        self.draw_headline(area, painter);
        self.draw_imprint(area, painter);
        self.draw_excerpt(area, painter);
    }

    fn draw_headline(&self, area: Area, painter: &mut Painter) {
        let ListRow {
            text,
            marks,
            field,
            headline,
            printed: source,
            ..
        } = &self.set;
        let style = self.selected.unwrap_or(self.theme.text);
        let printed = text.get(*marks..).unwrap_or_default();
        let hits = match source {
            Some((source, places)) => {
                let hits = self.hits(source, *field).into_iter();
                hits.map(|hit| places.shown(hit)).collect()
            }
            None => self.hits(printed, *field),
        };
        let hits: Vec<Range<usize>> = hits
            .into_iter()
            .map(|hit| hit.start + marks..hit.end + marks)
            .collect();
        let end = area.x + area.width;
        let is_certain = self.article.uncertain.is_empty();
        let sign = if is_certain {
            self.theme.dim
        } else {
            self.theme.warning
        };
        let sign = self.selected.unwrap_or(sign);
        for (y, line) in (area.y..).zip(&headline.lines) {
            let x = area.x + BEFORE;
            let before = line.start.max((*marks).min(line.end));
            let mark = text.get(line.start..before).unwrap_or_default();
            let x = painter.text(x, y, end.saturating_sub(x), mark, sign);
            let shown = text.get(before..line.end).unwrap_or_default();
            let mut hits = Marks::new(&hits, before, self.theme.hit);
            let x = painter.marked(x, y, end.saturating_sub(x), shown, style, &mut hits);
            let is_last = y + 1 == area.y + headline.lines.len() as u16;
            if headline.is_cut && is_last {
                painter.text(x, y, end.saturating_sub(x), "…", style);
            }
        }
    }

    fn draw_imprint(&self, area: Area, painter: &mut Painter) {
        let style = self.selected.unwrap_or(self.theme.dim);
        let (below, before) = self.set.imprint_at;
        let (mut x, y) = (area.x + before, area.y + below);
        let end = area.x + area.width;
        for (field, part) in &self.set.imprint {
            let hits = field.map(|field| self.hits(part, field));
            let hits = hits.unwrap_or_default();
            let mut hits = Marks::new(&hits, 0, self.theme.hit);
            let behind = painter.marked(x, y, end.saturating_sub(x), part, style, &mut hits);
            x = behind + GAP;
        }
    }

    fn draw_excerpt(&self, area: Area, painter: &mut Painter) {
        let Some((text, hits)) = &self.set.excerpt else {
            return;
        };
        let style = self.selected.unwrap_or(self.theme.dim);
        let y = (area.y + area.height).saturating_sub(1);
        let room = area.width.saturating_sub(BEFORE);
        let mut hits = Marks::new(hits, 0, self.theme.hit);
        painter.marked(area.x + BEFORE, y, room, text, style, &mut hits);
    }

    fn hits(&self, text: &str, field: Field) -> Vec<Range<usize>> {
        let highlighter = self.model.search.highlighter();
        highlighter.hits_in_line(text, field, self.is_pinyin)
    }

    /// Whether the report is unread, and whether it has a star.
    fn signs(&self) -> &'static str {
        let (memory, id) = (&self.model.memory, &self.article.id);
        let is_unread = memory.is_known() && !memory.library().is_read(id);
        match (is_unread, memory.library().is_starred(id)) {
            (true, true) => "+*",
            (true, false) => "+",
            (false, true) => " *",
            (false, false) => "",
        }
    }
}

/// What to type instead, where what was typed looks as if it were meant for another search and found nothing.
fn hint(model: &Model) -> Option<String> {
    let search = &model.search;
    let found_nothing = search.is_searching() && search.found().is_some();
    let hint = found_nothing.then(|| query::hint(search.typed()))??;
    Some(hint.say(model.lang))
}

fn empty(model: &Model) -> String {
    let lang = model.lang;
    if !model.reports.is_known() {
        lang.pick("reading …", "正在读取……").to_owned()
    } else if !model.search.is_searching() && model.search.found().is_some() {
        lang.pick("nothing in this folder", "这里没有报道")
            .to_owned()
    } else if model.search.found().is_some() {
        let typed = model.search.typed().trim();
        // A folder that is open is searched alone, which is easily forgotten.
        match (model.folders.chosen_name(lang), lang) {
            (None, crate::lang::Lang::En) => format!("no match for {typed}"),
            (None, crate::lang::Lang::Zh) => format!("没有找到：{typed}"),
            (Some(folder), crate::lang::Lang::En) => format!("no match in {folder} for {typed}"),
            (Some(folder), crate::lang::Lang::Zh) => format!("“{folder}”里没有找到：{typed}"),
        }
    } else {
        lang.pick("no reports", "没有报道").to_owned()
    }
}

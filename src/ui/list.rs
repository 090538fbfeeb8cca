//! The headlines.

use ratatui::style::Style;

use super::Theme;
use super::paint::{Marks, Painter};
use crate::app::layout::Area;
use crate::app::list::ROWS_EACH;
use crate::app::{Focus, Model};
use crate::article::Article;
use crate::document::{Field, Headline, beginning_of_line, headline_in_list};
use crate::search::hits_in_line;
use crate::text::sanitize;
use crate::text::width::{Ambiguous, truncate, width};

/// The fewest cells that a section is shown in: a character and the mark that it goes on.
const LEAST_SECTION: usize = 3;

pub(super) fn draw(model: &Model, theme: &Theme, area: Area, painter: &mut Painter) {
    if model.rows() == 0 {
        let line = empty(model);
        let shown = truncate(
            &line,
            usize::from(area.width.saturating_sub(2)),
            model.ambiguous,
        );
        painter.text(
            area.x + 1,
            area.y,
            area.width.saturating_sub(1),
            &shown,
            theme.dim,
        );
        return;
    }
    let rows = area.height / ROWS_EACH;
    for (slot, row) in (0..rows).zip(model.list.top()..model.rows()) {
        let Some(index) = model.article_in(row) else {
            continue;
        };
        let y = area.y + slot * ROWS_EACH;
        let style = match (row == model.list.selected(), model.focus) {
            (false, _) => None,
            (true, Focus::List) if !model.folders.is_open() => Some(theme.selected),
            (true, _) => Some(theme.selected_behind),
        };
        let at = Area {
            y,
            height: ROWS_EACH,
            ..area
        };
        let Some(article) = model.article(index) else {
            draw_absent(model, theme, index, at, style, painter);
            continue;
        };
        let found = model.finding.found();
        let pinyin = found.is_some_and(|found| found.is_pinyin(row));
        draw_headline(model, theme, article, at, style, pinyin, painter);
        draw_imprint(model, theme, article, at, style, pinyin, painter);
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
    let text = if model.shelf.is_lost(index) {
        model.lang.pick("its file has changed", "文件已变动")
    } else {
        "…"
    };
    let x = painter.text(area.x, area.y, area.width, mark, style);
    let room = (area.x + area.width).saturating_sub(x);
    painter.text(x, area.y, room, text, style);
}

fn draw_headline(
    model: &Model,
    theme: &Theme,
    article: &Article,
    area: Area,
    selected: Option<Style>,
    pinyin: bool,
    painter: &mut Painter,
) {
    let style = selected.unwrap_or(theme.text);
    painter.fill(area.x, area.y, area.width, style);
    let mark = if selected.is_some() { ">" } else { " " };
    let x = painter.text(area.x, area.y, area.width, mark, style);
    let x = if article.uncertain.is_empty() {
        x
    } else {
        // Rebuilt from a page in a way that a person should look at.
        let style = selected.unwrap_or(theme.warning);
        painter.text(x, area.y, area.width, "?", style)
    };
    let headline = headline_in_list(article);
    let (x, field) = match headline {
        Headline::Printed(_) => (x, Field::Title),
        Headline::Drawn(_) => {
            let style = selected.unwrap_or(theme.dim);
            let behind = painter.text(x, area.y, area.width, drawn_mark(model), style);
            (behind, Field::Body)
        }
    };
    let room = (area.x + area.width).saturating_sub(x + 1);
    let shown = truncate(headline.text(), usize::from(room), model.ambiguous);
    let hits = hits_in_line(headline.text(), field, model.finding.query(), pinyin);
    painter.marked(
        x,
        area.y,
        room,
        &shown,
        style,
        &mut Marks::new(&hits, 0, theme.hit),
    );
}

/// What stands before a headline that the newspaper did not print.
pub(super) fn drawn_mark(model: &Model) -> &'static str {
    model.lang.pick("[untitled] ", crate::document::UNTITLED)
}

fn draw_imprint(
    model: &Model,
    theme: &Theme,
    article: &Article,
    area: Area,
    selected: Option<Style>,
    pinyin: bool,
    painter: &mut Painter,
) {
    let room = area.width.saturating_sub(3);
    let cells = usize::from(room);
    let (mut line, mut hits) = (String::new(), Vec::new());
    let tags = model.memory.library().tags(&article.id);
    let tags: Vec<String> = tags
        .map(|tag| format!("#{}", sanitize::line(tag)))
        .collect();
    for (field, part) in imprint(article, tags.join("  "), cells, model.ambiguous) {
        if !line.is_empty() {
            line.push_str("  ");
        }
        let at = line.len();
        let found = field.map(|field| hits_in_line(&part, field, model.finding.query(), pinyin));
        let found = found.into_iter().flatten();
        hits.extend(found.map(|hit| at + hit.start..at + hit.end));
        line.push_str(&part);
    }
    let line = truncate(&line, cells, model.ambiguous);
    let style = if selected.is_some() {
        theme.text
    } else {
        theme.dim
    };
    let sign = sign(model, article);
    painter.text(area.x, area.y + 1, area.width, sign, theme.accent);
    let mut marks = Marks::new(&hits, 0, theme.hit);
    painter.marked(area.x + 2, area.y + 1, room, &line, style, &mut marks);
}

/// What stands below a headline's beginning: whether the report is unread, and whether it has a star.
fn sign(model: &Model, article: &Article) -> &'static str {
    let library = model.memory.library();
    let is_unread = model.memory.is_known() && !library.is_read(&article.id);
    match (is_unread, library.is_starred(&article.id)) {
        (true, true) => "+*",
        (true, false) => "+",
        (false, true) => " *",
        (false, false) => "",
    }
}

/// Date, tags, source and section, as far as there are any; date and tags are not searched here. The
/// reader's own tags are seen before what the newspaper says. A long source gives way, so that the section
/// is seen, and a section of which next to nothing would be is left out.
fn imprint(
    article: &Article,
    tags: String,
    cells: usize,
    ambiguous: Ambiguous,
) -> impl Iterator<Item = (Option<Field>, String)> {
    let field = |text: &Option<String>| text.as_deref().map(beginning_of_line).unwrap_or_default();
    let date = article
        .published
        .as_ref()
        .map(|p| p.date.clone().unwrap_or_else(|| p.label()));
    let (date, source, mut section) = (
        field(&date),
        field(&article.source),
        field(&article.section),
    );
    let taken = |text: &str| match width(text, ambiguous) {
        0 => 0,
        cells => cells + 2,
    };
    let room = cells.saturating_sub(taken(&date) + taken(&tags));
    let beside = room.saturating_sub(taken(&section)).max(cells / 4);
    let mut source_cells = beside.min(room);
    let left = room.saturating_sub(taken(&truncate(&source, source_cells, ambiguous)));
    if left < LEAST_SECTION && width(&section, ambiguous) > left {
        section.clear();
        source_cells = room;
    }
    let source = truncate(&source, source_cells, ambiguous).into_owned();
    let parts = [
        (None, date),
        (None, tags),
        (Some(Field::Source), source),
        (Some(Field::Section), section),
    ];
    parts.into_iter().filter(|(_, text)| !text.is_empty())
}

fn empty(model: &Model) -> String {
    let lang = model.lang;
    if !model.shelf.is_known() {
        lang.pick("reading …", "正在读取……").to_owned()
    } else if !model.finding.is_searching() && model.finding.found().is_some() {
        lang.pick("nothing in this folder", "这里没有报道")
            .to_owned()
    } else if model.finding.found().is_some() {
        let typed = model.finding.typed().trim();
        match lang {
            crate::app::lang::Lang::En => format!("no match for {typed}"),
            crate::app::lang::Lang::Zh => format!("没有找到：{typed}"),
        }
    } else {
        lang.pick("no reports", "没有报道").to_owned()
    }
}

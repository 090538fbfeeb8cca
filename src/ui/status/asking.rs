//! The field on the status line in which the reader answers what was asked.

use super::{Hint, Left, label_sign};
use crate::app::exporting::What;
use crate::app::line_edit::LineEdit;
use crate::app::prompt::Prompt;
use crate::app::prompt::program_field::Piping;
use crate::app::tags_and_note;
use crate::app::{Layer, Model};
use crate::lang::Lang;
use crate::text::sanitize;
use crate::text::width::width;
use crate::ui::Theme;

/// A field that the reader types in, besides that of the search.
pub(super) struct Field<'m> {
    /// What stands before it.
    pub(super) sign: String,
    pub(super) line: &'m LineEdit,
    /// Whether what is typed takes the place of what stands there.
    pub(super) is_offered: bool,
    /// Which keys act on it, or what it is for.
    pub(super) hint: Hint,
}

/// Returns the field that is open, if one is.
pub(super) fn field<'m>(model: &'m Model, theme: &Theme) -> Option<Field<'m>> {
    let lang = model.lang;
    let layer = model.layer();
    if let Some(palette) = model
        .front
        .palette
        .as_ref()
        .filter(|_| layer == Layer::Palette)
    {
        let hint = lang.pick(
            "Enter run  ↑↓ select  Esc close",
            "Enter 执行  ↑↓ 选择  Esc 关闭",
        );
        return Some(Field {
            sign: ":".to_owned(),
            line: &palette.field,
            is_offered: false,
            hint: dim_hint(hint, theme),
        });
    }
    let asked = model
        .front
        .prompt
        .as_ref()
        .filter(|_| matches!(layer, Layer::Prompt | Layer::HelpField))?;
    let (sign, hint) = match asked {
        Prompt::Date(_) => {
            let hint = lang.pick(
                "as 2019-11-22, 2019-11 or 2019",
                "如 2019-11-22、2019年11月、2019",
            );
            (
                lang.pick("to: ", "跳到：").to_owned(),
                dim_hint(hint, theme),
            )
        }
        Prompt::Name(_) => {
            let hint = lang.pick("Enter save  Esc cancel", "Enter 保存  Esc 取消");
            (
                lang.pick("name: ", "名称：").to_owned(),
                dim_hint(hint, theme),
            )
        }
        Prompt::Add(_) => {
            let hint = lang.pick(
                "a path or an address  Tab complete  Enter add  Esc cancel",
                "路径或网址  Tab 补全  Enter 添加  Esc 取消",
            );
            (
                lang.pick("add: ", "添加：").to_owned(),
                dim_hint(hint, theme),
            )
        }
        Prompt::Label(label) => {
            let hint = dim_hint(label_hint(lang, label.what), theme);
            (label_sign(model, label.what).to_owned(), hint)
        }
        Prompt::Program(piping) => ("| ".to_owned(), piping_hint(model, piping, theme)),
        Prompt::Help(_) => {
            let hint = lang.pick("Enter keep  Esc all", "Enter 保留  Esc 全部");
            ("/".to_owned(), dim_hint(hint, theme))
        }
        Prompt::Choice(_) => return None,
        Prompt::Export(field) => {
            let hint = export_hint(model, field.what, theme);
            (export_sign(model, field.what), hint)
        }
    };
    Some(Field {
        sign,
        line: asked.line()?,
        is_offered: matches!(asked, Prompt::Name(name) if name.is_offered),
        hint,
    })
}

/// What it takes is not to be guessed from a field that says nothing.
fn dim_hint(hint: &str, theme: &Theme) -> Hint {
    Hint::Told(hint.to_owned(), theme.dim)
}

fn label_hint(lang: Lang, what: tags_and_note::What) -> &'static str {
    match what {
        tags_and_note::What::Tags => lang.pick(
            "Enter keep  Esc cancel  Tab complete",
            "Enter 保留  Esc 取消  Tab 补全",
        ),
        tags_and_note::What::Note => lang.pick(
            "Enter keep  Alt-Enter new line  Esc cancel  Tab editor",
            "Enter 保留  Alt-Enter 换行  Esc 取消  Tab 用编辑器写",
        ),
    }
}

/// What is said of a command that is being typed: that it cannot be split, or which keys act on it, with
/// the last command.
fn piping_hint(model: &Model, piping: &Piping, theme: &Theme) -> Hint {
    let lang = model.lang;
    let keys = lang.pick("Enter run  Esc cancel", "Enter 执行  Esc 取消");
    let last = sanitize::line(model.last_pipe());
    if piping.command().is_none() {
        let told = lang.pick("a quote is not closed", "引号没有配对");
        Hint::Told(told.to_owned(), theme.warning)
    } else if last.is_empty() {
        Hint::of(keys)
    } else {
        Hint::Keys([format!("{keys}  ↑ {last}"), keys.to_owned()])
    }
}

/// What stands before the name of an export: what it is of.
fn export_sign(model: &Model, what: What) -> String {
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
fn export_hint(model: &Model, what: What, theme: &Theme) -> Hint {
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

/// Returns the words of which one is chosen, that in brackets, if the reader is asked for one.
pub(super) fn choice(model: &Model, theme: &Theme) -> Option<Left> {
    let Some(Prompt::Choice(field)) = &model.front.prompt else {
        return None;
    };
    let words = field.words(model.lang);
    let marked = words.iter().enumerate().map(|(at, word)| {
        if at == field.at {
            format!("[{word}]")
        } else {
            format!(" {word} ")
        }
    });
    let marked: Vec<String> = marked.collect();
    let sign = field.sign(model.lang);
    let room = usize::from(model.layout().status.width.saturating_sub(2));
    // Where there is not room for all, the one that is chosen comes first.
    let all = format!("{sign}{}", marked.concat());
    let text = if width(&all, model.ambiguous) <= room {
        all
    } else {
        format!(
            "{sign}{}",
            marked.get(field.at..).unwrap_or_default().concat()
        )
    };
    let keys = model.lang.pick(
        "←→ choose  Enter keep  Esc back",
        "←→ 选择  Enter 保留  Esc 取消",
    );
    Some(Left {
        hint: Hint::of(keys),
        ..Left::telling(model, text, theme.text)
    })
}

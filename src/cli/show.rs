//! `zhenews show`: one article, typeset.

use clap::Args;

use super::arg_mistakes;
use super::args::groups::{AmbiguousArgs, StoreArgs};
use super::failure::Failure;
use super::json;
use super::out::{Out, Pen};
use super::reports::Store;
use crate::app::layout::Typesetting;
use crate::document::{Document, Role, UNTITLED};
use crate::exit::Exit;
use crate::lang::Lang;
use crate::text::width::Ambiguous;
use crate::text::wrap::{self, Setting};
use crate::text::writing_mode::WritingMode;

/// The arguments of `show`.
#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// The article's id, as `zhenews list` prints it
    #[arg(allow_hyphen_values = true)]
    id: String,
    #[command(flatten)]
    pub(super) store: StoreArgs,
    /// Set lines of N cells [default: the terminal's width, at most 72]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(2..))]
    width: Option<u16>,
    /// Print the whole article on one line as JSON
    #[arg(long, conflicts_with = "width")]
    json: bool,
    #[command(flatten)]
    pub(super) ambiguous: AmbiguousArgs,
}

/// Prints one article.
///
/// # Errors
///
/// Fails when nothing can be read, or the output not written.
pub(super) fn run(
    args: ShowArgs,
    typesetting: Typesetting,
    out: &mut Out,
) -> Result<Exit, Failure> {
    let store = Store::from(args.store);
    arg_mistakes::refuse_more_ids(&store.named)?;
    let mut reports = store.open(out)?;
    let Some(row) = reports.find(&args.id, out)? else {
        out.notice(unknown(&args.id, out.lang()));
        return Ok(Exit::Nothing);
    };
    let Some(article) = reports.article(row) else {
        reports.tell_missing(out)?;
        return Ok(Exit::Failure);
    };
    if args.json {
        json::write(std::iter::once(article), out)?;
    } else {
        let measure = args
            .width
            .unwrap_or_else(|| fitting(out.columns(), typesetting.measure));
        let text = typeset(
            &Document::new(&article),
            measure,
            typesetting.indent,
            args.ambiguous.into(),
            out.pen(),
        );
        out.print(&text)?;
    }
    Ok(Exit::Success)
}

/// Returns the measure for an output of some columns, in cells.
fn fitting(columns: Option<usize>, longest: u16) -> u16 {
    let columns = columns.and_then(|columns| u16::try_from(columns).ok());
    columns.unwrap_or(longest).min(longest)
}

fn unknown(id: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!("no article has the id {id}; `zhenews list` prints them"),
        Lang::Zh => format!("没有编号为 {id} 的稿件；`zhenews list` 列出全部编号"),
    }
}

/// Sets a document in lines of at most `measure` cells.
fn typeset(
    document: &Document,
    measure: u16,
    indent: Option<u16>,
    ambiguous: Ambiguous,
    pen: Pen,
) -> String {
    let mut page = String::new();
    let mut above = None;
    for block in document.blocks() {
        let text = document.text().get(block.range.clone()).unwrap_or_default();
        if above.is_some_and(|above| block.role.stands_apart_from(above)) {
            page.push('\n');
        }
        above = Some(block.role);
        let indent = match block.role {
            Role::Paragraph | Role::Caption => Typesetting::indent_of(indent, measure),
            _ => 0,
        };
        let setting = Setting {
            measure: usize::from(measure),
            indent: usize::from(indent),
            writing_mode: WritingMode::Horizontal(ambiguous),
            mend_orphans: true,
        };
        if block.role == Role::DrawnHeadline {
            set(
                &mut page,
                &format!("{UNTITLED}{text}"),
                block.role,
                &setting,
                pen,
            );
        } else {
            set(&mut page, text, block.role, &setting, pen);
        }
    }
    page
}

/// Sets one block.
fn set(page: &mut String, text: &str, role: Role, setting: &Setting, pen: Pen) {
    for line in wrap::wrap(text, setting) {
        let words = text.get(line.range).unwrap_or_default();
        page.push_str(&" ".repeat(line.indent));
        match role {
            Role::Headline | Role::DrawnHeadline | Role::Subhead => {
                page.push_str(&pen.strong(words));
            }
            _ => page.push_str(words),
        }
        page.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Block, Image};

    fn article() -> Article {
        Article {
            title: Some("雨后植树忙".into()),
            kicker: Some("春来早".into()),
            source: Some("晚报".into()),
            byline: Some("本报记者 李明".into()),
            body: vec![
                Block::Paragraph("雨停了，三百名志愿者上山植树。".into()),
                Block::Subhead {
                    subhead: "一棵树".into(),
                },
                Block::Paragraph("树苗来自邻县。".into()),
            ],
            images: vec![Image {
                caption: Some("植树现场。".into()),
                ..Image::default()
            }],
            url: Some("https://example.org/1".into()),
            ..Article::default()
        }
    }

    fn print(article: &Article, measure: u16) -> String {
        typeset(
            &Document::new(article),
            measure,
            None,
            Ambiguous::Narrow,
            Pen::DRY,
        )
    }

    #[test]
    fn an_article_is_set_in_its_parts() {
        let expected = "\
春来早
雨后植树忙

晚报
本报记者 李明

  雨停了，三百名志愿者上山
植树。

一棵树

  树苗来自邻县。

  植树现场。

https://example.org/1
";
        assert_eq!(print(&article(), 28), expected);
    }

    #[test]
    fn a_narrow_measure_has_no_indent() {
        assert!(!print(&article(), 12).contains("    "));
    }

    #[test]
    fn a_drawn_headline_says_that_it_is_one() {
        let text = print(
            &Article {
                title: None,
                ..article()
            },
            40,
        );
        assert!(
            text.contains("\n〔无题〕雨停了，三百名志愿者上山植树\n"),
            "{text}"
        );
    }

    #[test]
    fn only_headlines_and_subheads_are_marked() {
        let text = typeset(
            &Document::new(&article()),
            40,
            None,
            Ambiguous::Narrow,
            Pen::WET,
        );
        let marked: Vec<_> = text
            .lines()
            .filter(|line| line.contains('\u{1b}'))
            .collect();
        assert_eq!(
            marked,
            [Pen::WET.strong("雨后植树忙"), Pen::WET.strong("一棵树")]
        );
    }
}

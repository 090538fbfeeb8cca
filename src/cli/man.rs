//! `zhenews man`: the man page, every command on it, made from the definitions of the arguments.

use std::io;

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Inline, Roff, bold, italic, roman};

use super::failure::Failure;
use super::guide;
use super::help;
use super::out::Out;
use crate::exit::{self, Exit};
use crate::lang::{IoContext as _, Lang};

/// Prints the man page.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub(super) fn run(out: &mut Out) -> Result<Exit, Failure> {
    let page = page(out.lang()).context(("the man page", "手册页"))?;
    out.print(&page)?;
    Ok(Exit::Success)
}

/// Returns the page.
fn page(lang: Lang) -> io::Result<String> {
    let root = match lang {
        Lang::Zh => help::in_chinese(),
        Lang::En => help::english(),
    };
    let mut page = head(&root)?;
    commands_heading(lang).to_writer(&mut page)?;
    for command in root
        .get_subcommands()
        .filter(|command| command.get_name() != "help")
    {
        command_part(command, lang, &mut page)?;
    }
    closing_sections(lang).to_writer(&mut page)?;
    let page = String::from_utf8_lossy(&page).into_owned();
    Ok(match lang {
        Lang::En => page,
        Lang::Zh => in_chinese(&page),
    })
}

/// What stands before the commands.
fn head(root: &Command) -> io::Result<Vec<u8>> {
    let man = Man::new(root.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    Ok(page)
}

/// Puts Chinese words for those that the generator has in English only.
fn in_chinese(page: &str) -> String {
    let mut lines = String::from(BREAK_BETWEEN_CHARACTERS);
    for line in page.lines() {
        let row = WORDS.iter().find(|(english, _)| *english == line);
        let line = row.map_or(line, |(_, chinese)| chinese);
        lines.push_str(&line.replace("[default: ", "[默认："));
        lines.push('\n');
        if line.starts_with(".TH ") {
            lines.push_str(ALIGN_LEFT);
        }
    }
    lines
}

/// Has the formatter break lines of Chinese, which it does at spaces only where it does not know this.
const BREAK_BETWEEN_CHARACTERS: &str = ".mso zh.tmac\n";

/// Has spaces stay as wide as they are: between Chinese characters there are none to widen.
const ALIGN_LEFT: &str = ".ad l\n";

/// Lines of the generator, and what they are in Chinese.
const WORDS: [(&str, &str); 5] = [
    (".SH NAME", ".SH 名称"),
    (".SH SYNOPSIS", ".SH 概要"),
    (".SH DESCRIPTION", ".SH 描述"),
    (".SH OPTIONS", ".SH 选项"),
    ("\\fIPossible values:\\fR", "\\fI可选值：\\fR"),
];

fn commands_heading(lang: Lang) -> Roff {
    let mut heading = Roff::new();
    heading
        .control("SH", [lang.pick("COMMANDS", "命令")])
        .text([roman(guide::of(lang, guide::FIRST_WORD))]);
    heading
}

/// A command's part of the page: its usage for a heading, its text and options below.
fn command_part(command: &Command, lang: Lang, page: &mut Vec<u8>) -> io::Result<()> {
    let usage = command.clone().render_usage().to_string();
    let mut heading = Roff::new();
    let usage = match lang {
        Lang::En => usage,
        Lang::Zh => help::usage(&usage),
    };
    let usage = usage.trim_start_matches(lang.pick("Usage: ", "用法："));
    heading.control("SS", [usage.trim()]);
    heading.to_writer(page)?;
    let man = Man::new(command.clone());
    let mut sections = Vec::new();
    man.render_description_section(&mut sections)?;
    man.render_options_section(&mut sections)?;
    // On a page of their own these have headings; here they are parts of one section.
    let is_heading = |line: &&[u8]| line.starts_with(b".SH");
    for line in sections
        .split_inclusive(|byte| *byte == b'\n')
        .filter(|line| !is_heading(line))
    {
        page.extend_from_slice(line);
    }
    Ok(())
}

fn closing_sections(lang: Lang) -> Roff {
    let mut roff = Roff::new();
    for (heading, text) in [
        (["KEYS", "按键"], guide::KEYS),
        (["STORE", "稿件格式"], guide::FORMAT),
    ] {
        roff.control("SH", [guide::of(lang, heading)])
            .text([roman(guide::of(lang, text))]);
    }
    let mut section = |heading, rows: &[(Inline, [&'static str; 2])]| {
        roff.control("SH", [guide::of(lang, heading)]);
        for (name, text) in rows {
            roff.control("TP", [])
                .text([name.clone()])
                .text([roman(guide::of(lang, *text))]);
        }
    };
    let codes = exit::MEANINGS.map(|(code, meaning)| (bold(code), meaning));
    section(["EXIT STATUS", "退出码"], &codes);
    let variables = ENVIRONMENT.map(|(names, meaning)| (bold(names), meaning));
    section(["ENVIRONMENT", "环境变量"], &variables);
    let settings = (
        bold("$XDG_CONFIG_HOME/zhenews/config.toml"),
        guide::SETTINGS,
    );
    section(["FILES", "文件"], &[settings]);
    let examples = guide::EXAMPLES.map(|(command, what)| (italic(command), what));
    section(["EXAMPLES", "示例"], &examples);
    roff
}

/// Variables of the environment, and what each does.
const ENVIRONMENT: [(&str, [&str; 2]); 3] = [
    (
        "NO_COLOR",
        [
            "Where it is set and not empty, the output has no colours and no marks.",
            "设置了且不为空时，输出不用颜色，也没有标记。",
        ],
    ),
    (
        "COLORTERM, TERM, COLORFGBG",
        [
            "How many colours the terminal has, and whether its ground is dark, where it does not answer.",
            "终端有多少颜色；终端不回答时，底色是深是浅。",
        ],
    ),
    (
        "LC_ALL, LC_MESSAGES, LANG",
        [
            "Where the locale is Chinese, so are the reader's interface, what the commands say, the help and \
             this page.",
            "系统语言是中文时，阅读器界面、命令的提示、说明和本手册都用中文。",
        ],
    ),
];

//! The screen of a command's help, as the parser lays out its own: text is wrapped by the rules of Chinese
//! typesetting, and columns are aligned by cells.

use std::fmt::Write as _;

use clap::builder::{PossibleValue, StyledStr};
use clap::{Arg, Command};

use super::Length;
use crate::text::width::{Ambiguous, width};
use crate::text::wrap::{Setting, wrap};
use crate::text::writing_mode::WritingMode;

/// Cells before the name of an item, and between it and its text.
const TAB: usize = 2;
/// Cells before the text of an item that stands below the name.
const BELOW: usize = 10;
/// Cells that a short option takes, or leaves free.
const SHORT: usize = 4;
/// Cells that a line of text has at least; a terminal that is narrower cuts lines itself.
const NARROWEST: usize = 12;

/// Returns the help of a command.
pub(super) fn lay_out(command: &Command, length: Length, columns: usize) -> StyledStr {
    let mut screen = Screen {
        styled: StyledStr::new(),
        command,
        length,
        columns,
    };
    let options = command
        .get_arguments()
        .filter(|argument| !argument.is_positional());
    screen.about();
    screen.usage();
    screen.section("命令", &commands(command), Length::Short);
    screen.section("参数", &screen.items(command.get_positionals()), length);
    screen.section("选项", &screen.items(options), length);
    screen.closing();
    screen.styled
}

/// Returns what the parser says of a command's usage, in Chinese.
pub(in crate::cli) fn usage(english: &str) -> String {
    let usage = english.replacen("Usage: ", "用法：", 1);
    // The other ways to use it are aligned with the first one, whose heading has a cell more in English.
    let usage = usage.replace("\n       ", "\n      ");
    usage.replace("[OPTIONS]", "[选项]")
}

/// A command or an argument among others.
struct Item {
    /// What is typed as it is.
    literal: String,
    /// What stands for a value.
    value: String,
    /// Paragraphs.
    text: Vec<String>,
}

impl Item {
    fn width(&self) -> usize {
        cells(&self.literal) + cells(&self.value)
    }

    /// Returns whether the column of names takes too much of a line that its text does not fit in.
    fn crowds(&self, taken: usize, columns: usize) -> bool {
        let wide: usize = self.text.iter().map(|text| cells(text)).sum();
        taken * 5 > columns * 2 && taken + wide > columns
    }
}

fn cells(text: &str) -> usize {
    width(text, Ambiguous::Narrow)
}

fn commands(command: &Command) -> Vec<Item> {
    let below = command.get_subcommands();
    let mut shown: Vec<&Command> = below.filter(|below| !below.is_hide_set()).collect();
    shown.sort_by_key(|below| below.get_display_order());
    let about = |below: &Command| below.get_about().map(ToString::to_string);
    let item = |below: &Command| Item {
        literal: below.get_name().to_owned(),
        value: String::new(),
        text: vec![about(below).unwrap_or_default()],
    };
    shown.into_iter().map(item).collect()
}

struct Screen<'c> {
    styled: StyledStr,
    command: &'c Command,
    length: Length,
    columns: usize,
}

impl Screen<'_> {
    fn about(&mut self) {
        let short = self.command.get_about();
        let about = match self.length {
            Length::Short => short,
            Length::Long => self.command.get_long_about().or(short),
        };
        if let Some(about) = about {
            for line in about.to_string().lines() {
                self.fill(line, 0, false);
            }
            self.push("\n");
        }
    }

    fn usage(&mut self) {
        let usage = usage(&self.command.clone().render_usage().to_string());
        let name = self
            .command
            .get_bin_name()
            .unwrap_or(self.command.get_name());
        let style = *self.command.get_styles().get_literal();
        let heading = *self.command.get_styles().get_usage();
        let usage = usage.replace(name, &format!("{style}{name}{style:#}"));
        let usage = usage.replacen("用法：", &format!("{heading}用法：{heading:#}"), 1);
        self.push(&usage);
        self.push("\n");
    }

    fn items<'a>(&self, arguments: impl Iterator<Item = &'a Arg>) -> Vec<Item> {
        let mut shown: Vec<&Arg> = arguments
            .filter(|argument| !argument.is_hide_set())
            .collect();
        shown.sort_by_key(|argument| (argument.get_index(), argument.get_display_order()));
        let item = |argument: &Arg| {
            let (literal, value) = name(argument);
            let text = text(argument, self.length);
            Item {
                literal,
                value,
                text,
            }
        };
        shown.into_iter().map(item).collect()
    }

    fn section(&mut self, heading: &str, items: &[Item], length: Length) {
        let Some(longest) = items.iter().map(Item::width).max() else {
            return;
        };
        let style = *self.command.get_styles().get_header();
        self.push(&format!("\n{style}{heading}：{style:#}\n"));
        let taken = TAB + longest + TAB;
        let below =
            length == Length::Long || items.iter().any(|item| item.crowds(taken, self.columns));
        for (at, item) in items.iter().enumerate() {
            if at > 0 && length == Length::Long {
                self.push("\n");
            }
            self.item(item, (!below).then_some(taken));
        }
    }

    /// Writes an item, its text beside its name from a column on, or else below.
    fn item(&mut self, item: &Item, column: Option<usize>) {
        let style = *self.command.get_styles().get_literal();
        let typed = item.literal.trim_start();
        let before = TAB + item.literal.len() - typed.len();
        self.push(&format!(
            "{:before$}{style}{typed}{style:#}{}",
            "", item.value
        ));
        match column {
            Some(column) => self.push(&" ".repeat(column - TAB - item.width())),
            None => self.push("\n"),
        }
        for (at, line) in item.text.iter().enumerate() {
            let is_begun = at == 0 && column.is_some();
            self.fill(line, column.unwrap_or(BELOW), is_begun);
        }
    }

    fn closing(&mut self) {
        let short = self.command.get_after_help();
        let closing = match self.length {
            Length::Short => short,
            Length::Long => self.command.get_after_long_help().or(short),
        };
        let Some(closing) = closing else { return };
        self.push("\n");
        for line in closing.to_string().trim_end().lines() {
            let text = line.trim_start();
            self.fill(text, line.len() - text.len(), false);
        }
    }

    /// Writes a paragraph with every line set in; the first one may be begun, up to its text.
    fn fill(&mut self, text: &str, indent: usize, is_begun: bool) {
        if text.is_empty() {
            self.push("\n");
            return;
        }
        let (lead, text) = hung_out(text);
        let hang = indent + cells(lead);
        let before = if is_begun { 0 } else { indent };
        self.push(&format!("{:before$}{lead}", ""));
        for (at, line) in wrapped(text, self.columns.saturating_sub(hang)).enumerate() {
            let before = if at == 0 { 0 } else { hang };
            self.push(&format!("{:before$}{line}\n", ""));
        }
    }

    fn push(&mut self, text: &str) {
        // Writing to memory does not fail.
        let _ = self.styled.write_str(text);
    }
}

/// Returns the lines of a paragraph.
fn wrapped(text: &str, columns: usize) -> impl Iterator<Item = &str> {
    let setting = Setting {
        measure: columns.max(NARROWEST),
        indent: 0,
        writing_mode: WritingMode::Horizontal(Ambiguous::Narrow),
        mend_orphans: true,
    };
    let lines = wrap(&in_whole_words(text), &setting);
    lines.into_iter().filter_map(|line| text.get(line.range))
}

/// Returns a text that is as long and as wide, in which no option, path or command has a mark that a line may break
/// at.
fn in_whole_words(text: &str) -> String {
    let letter = |c| match c {
        '-' | '/' | '.' | '?' | '|' | '=' | '{' | '}' | ':' => 'x',
        _ => c,
    };
    text.chars().map(letter).collect()
}

/// Parts what stands in a column of its own, as a code does before its meaning, from the text behind it.
fn hung_out(text: &str) -> (&str, &str) {
    let Some((lead, _)) = text.split_once("  ") else {
        return ("", text);
    };
    let behind = text.get(lead.len()..).unwrap_or_default().trim_start();
    text.split_at(text.len() - behind.len())
}

/// Returns how an argument is typed: what stands for itself, and for a value.
fn name(argument: &Arg) -> (String, String) {
    let whole = argument.to_string();
    let (typed, value) = match argument.get_long() {
        None => ("", &*whole),
        Some(_) => whole.split_once(' ').unwrap_or((&whole, "")),
    };
    let short = argument.get_short().map(|short| format!("-{short}, "));
    let value = match typed {
        "" => value.to_owned(),
        _ if value.is_empty() => String::new(),
        _ => format!(" {value}"),
    };
    let literal = match typed {
        "" => String::new(),
        _ => format!("{:SHORT$}{typed}", short.unwrap_or_default()),
    };
    (literal, value)
}

/// Returns what is said of an argument, a paragraph each.
fn text(argument: &Arg, length: Length) -> Vec<String> {
    let short = argument.get_help();
    let facts = facts(argument, length);
    if length == Length::Short {
        let short = short.map(ToString::to_string);
        let parts: Vec<String> = short.into_iter().chain(facts).collect();
        return vec![parts.join(" ")];
    }
    let help = argument.get_long_help().or(short).map(ToString::to_string);
    let help = help
        .unwrap_or_default()
        .lines()
        .map(str::to_owned)
        .collect();
    let parts: [Vec<String>; 3] = [help, explained(argument), facts];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(&String::new())
}

/// Returns whether its values are explained one by one.
fn is_explained(argument: &Arg) -> bool {
    let values = argument.get_possible_values();
    values.iter().any(|value| value.get_help().is_some())
}

/// Returns what each value stands for.
fn explained(argument: &Arg) -> Vec<String> {
    if !is_explained(argument) {
        return Vec::new();
    }
    let values = argument.get_possible_values();
    let names = values.iter().map(|value| cells(value.get_name()));
    let longest = names.max().unwrap_or_default();
    let line = |value: &PossibleValue| {
        let help = value
            .get_help()
            .map(ToString::to_string)
            .unwrap_or_default();
        format!("- {:longest$}  {help}", value.get_name())
    };
    let lines = values.iter().map(line);
    std::iter::once("可选值：".to_owned())
        .chain(lines)
        .collect()
}

/// Returns what holds by default, and which values there are, where they are not explained.
fn facts(argument: &Arg, length: Length) -> Vec<String> {
    let values = argument.get_default_values().iter();
    let values: Vec<_> = values.map(|value| value.to_string_lossy()).collect();
    let takes_values = argument.get_action().takes_values();
    let shows_default = takes_values && !values.is_empty() && !argument.is_hide_default_value_set();
    let default = shows_default.then(|| format!("[默认：{}]", values.join(" ")));
    let values = argument.get_possible_values();
    let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
    let shows_values = !names.is_empty() && (length == Length::Short || !is_explained(argument));
    let values = shows_values.then(|| format!("[可选值：{}]", names.join("、")));
    default.into_iter().chain(values).collect()
}

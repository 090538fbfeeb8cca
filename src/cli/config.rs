//! `zhenews config`: the settings that hold, a file to begin with, or what is wrong with one's own.

use clap::Args;

use super::failure::Failure;
use super::out::{Out, colour_is_wanted};
use super::target;
use crate::app::folders::Saved;
use crate::app::keymap::{Keymap, Row, is_fixed};
use crate::app::of_settings;
use crate::config::{
    self, Config, Fault, Origin, SETTINGS, SearchSetting, SettingRow, no_place, quoted, write_first,
};
use crate::exit::Exit;
use crate::lang::{Lang, Say as _};
use crate::term;
use crate::text::sanitize;
use crate::ui::Theme;

/// The arguments of `config`.
#[derive(Debug, Args)]
pub(super) struct ConfigArgs {
    /// Print a file of settings to begin with, every one explained
    #[arg(long, conflicts_with = "check")]
    default: bool,
    /// Write that file to where the settings belong, and print its path; a file that is there stays as it is
    #[arg(long, conflicts_with_all = ["default", "check"])]
    init: bool,
    /// Print what is wrong with the file, as `FILE:LINE:COLUMN: message`
    #[arg(long)]
    check: bool,
}

/// Prints the settings with where each comes from, a file to begin with, or what is wrong.
///
/// # Errors
///
/// Fails when the output cannot be written, or a first file is not to be.
pub(super) fn run(args: &ConfigArgs, config: &Config, out: &mut Out) -> Result<Exit, Failure> {
    if args.default {
        out.print(&example(out.lang()))?;
        return Ok(Exit::Success);
    }
    if args.init {
        let path = config.path.as_ref().ok_or_else(no_place)?;
        write_first(path, &example(out.lang()))?;
        writeln!(out, "{}", sanitize::visible_line(&path.to_string_lossy()))?;
        return Ok(Exit::Success);
    }
    target::allow_stdout(&term::own_files())?;
    let (keymap, searches, faults) = of_settings(config);
    if args.check {
        return check(config, &faults, out);
    }
    for line in effective(config, &keymap, &searches, out.lang()) {
        writeln!(out, "{line}")?;
    }
    if let Some(notice) = format_faults(config, &faults, out.lang()) {
        out.notice(notice);
    }
    Ok(Exit::Success)
}

fn check(config: &Config, faults: &[Fault], out: &mut Out) -> Result<Exit, Failure> {
    let file = file(config);
    let lang = out.lang();
    for fault in faults {
        writeln!(out, "{}", sanitize::visible_line(&line(&file, fault, lang)))?;
    }
    if faults.is_empty() {
        let is_there = config.path.as_ref().is_some_and(|path| path.exists());
        out.notice(match (is_there, lang) {
            (true, Lang::En) => format!("{file}: nothing is wrong"),
            (true, Lang::Zh) => format!("{file}：没有问题"),
            (false, Lang::En) => format!("{file}: there is no such file; all is by default"),
            (false, Lang::Zh) => format!("{file}：没有这个文件，一切照默认"),
        });
    }
    Ok(if faults.is_empty() {
        Exit::Success
    } else {
        Exit::Nothing
    })
}

fn line(file: &str, fault: &Fault, lang: Lang) -> String {
    format!("{file}:{}", fault.say(lang))
}

/// Returns what is to be said in one line of a file's faults, if it has any.
pub(super) fn format_faults(config: &Config, faults: &[Fault], lang: Lang) -> Option<String> {
    let first = line(&file(config), faults.first()?, lang);
    Some(match (faults.len(), lang) {
        (1, _) => first,
        (count, Lang::En) => {
            format!("{first}; {} more: `zhenews config --check`", count - 1)
        }
        (count, Lang::Zh) => {
            format!(
                "{first}；另有 {} 处，见 `zhenews config --check`",
                count - 1
            )
        }
    })
}

fn file(config: &Config) -> String {
    let path = config.path.as_ref();
    path.map_or_else(
        || "config.toml".to_owned(),
        |path| path.display().to_string(),
    )
}

/// The settings that hold, as a file could say them, each with who said it.
fn effective(config: &Config, keymap: &Keymap, saved: &[Saved], lang: Lang) -> Vec<String> {
    let row = |row: &SettingRow| {
        let (value, by) = match row.name {
            "theme" if !colour_is_wanted() => (quoted("plain"), "NO_COLOR".to_owned()),
            "language" if config.language.value.is_none() => {
                let locale = "LC_ALL, LC_MESSAGES, LANG".to_owned();
                (quoted(lang.pick("en", "zh")), locale)
            }
            _ => (
                (row.value)(config),
                format_origin(config, (row.origin)(config)),
            ),
        };
        with_origin(&format!("{} = {value}", row.name), &by)
    };
    let mut lines: Vec<String> = SETTINGS.iter().map(row).collect();
    lines.extend([String::new(), "[searches]".to_owned()]);
    lines.extend(searches(config, saved));
    lines.extend([String::new(), "[keys]".to_owned()]);
    lines.extend(keymap.rows().iter().flat_map(|row| keys(row, config)));
    lines
        .iter()
        .map(|line| sanitize::visible_line(line).into_owned())
        .collect()
}

/// The searches of the file that hold.
fn searches(config: &Config, saved: &[Saved]) -> Vec<String> {
    let written = config.searches.iter();
    let holding = written.filter(|search| saved.iter().any(|s| s.name == search.name));
    let line = |search: &SearchSetting| {
        let setting = format!("{} = {}", quoted(&search.name), quoted(&search.query));
        with_origin(
            &setting,
            &format_origin(config, Origin::File(search.name_at.0)),
        )
    };
    holding.map(line).collect()
}

fn keys(row: &Row, config: &Config) -> Vec<String> {
    let command = row.binding.command.names().0;
    let bound = row.sequences.iter().filter(|bound| !is_fixed(&bound.keys));
    let line = bound.map(|bound| {
        let origin = bound.line.map_or(Origin::Default, Origin::File);
        let setting = format!("{} = {}", quoted(&bound.name()), quoted(command));
        with_origin(&setting, &format_origin(config, origin))
    });
    line.collect()
}

fn format_origin(config: &Config, origin: Origin) -> String {
    match origin {
        Origin::Default => "default".to_owned(),
        Origin::File(line) => format!("{}:{line}", file(config)),
        Origin::Argument(name) | Origin::Environment(name) => name.to_owned(),
    }
}

fn with_origin(setting: &str, by: &str) -> String {
    format!("{setting:<32}  # {by}")
}

/// The file to begin with.
fn example(lang: Lang) -> String {
    let themes: Vec<String> = Theme::names()
        .iter()
        .map(|name| format!("  {}", quoted(name)))
        .collect();
    let keymap = Keymap::default();
    let keys: String = keymap
        .rows()
        .iter()
        .flat_map(|row| {
            let name = quoted(row.binding.command.names().0);
            let bound = row.sequences.iter().filter(|bound| !is_fixed(&bound.keys));
            let lines: Vec<String> = bound
                .map(|bound| format!("# {} = {name}\n", quoted(&bound.name())))
                .collect();
            lines
        })
        .collect();
    config::example(lang, &themes.join("\n"), &keys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keymap::Bound;

    fn bound(keymap: &Keymap) -> Vec<(String, Vec<String>)> {
        let row = |row: &Row| {
            let mut keys: Vec<String> = row.sequences.iter().map(Bound::name).collect();
            keys.sort();
            (row.binding.command.names().0.to_owned(), keys)
        };
        keymap.rows().iter().map(row).collect()
    }

    #[test]
    fn the_file_to_begin_with_says_what_holds_without_it() {
        for lang in [Lang::En, Lang::Zh] {
            let example = example(lang);
            let config = Config::of_text(&example, Theme::names());
            assert_eq!(of_settings(&config).2, []);
            for name in config::names() {
                let [set, table] = [format!("{name} = "), format!("[{name}]")];
                let is_it = |line: &str| line.starts_with(&set) || line == table;
                assert!(example.lines().any(is_it), "{name}");
            }
            let default = Config::default();
            for row in SETTINGS {
                assert_eq!((row.value)(&config), (row.value)(&default), "{}", row.name);
            }
            assert_eq!((config.searches, config.keys), (vec![], vec![]));
        }
    }

    #[test]
    fn the_file_to_begin_with_explains_every_setting_in_both_languages() {
        let [english, chinese] = [Lang::En, Lang::Zh].map(example);
        let comments = |file: &str| -> Vec<String> {
            let above_keys = file.split("[keys]").next().unwrap_or_default();
            let lines = above_keys.lines().filter(|line| line.starts_with("# "));
            lines.map(str::to_owned).collect()
        };
        let is_chinese = |line: &String| line.contains(['。', '：', '，', '；', '、']);
        assert!(comments(&english).iter().all(|line| !is_chinese(line)));
        let themes = |line: &&String| !line.starts_with("#   ");
        let chinese = comments(&chinese);
        let untranslated: Vec<_> = chinese
            .iter()
            .filter(themes)
            .filter(|line| !is_chinese(line))
            .collect();
        assert_eq!(untranslated, [""; 0]);
    }

    #[test]
    fn its_keys_are_those_that_hold() {
        let (head, keys) = example(Lang::En)
            .split_once("[keys]\n")
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .unwrap();
        let keys = keys.replace("# ", "");
        let config = Config::of_text(&format!("{head}[keys]\n{keys}"), Theme::names());
        let (keymap, faults) = Keymap::of(&config);
        assert_eq!(faults, []);
        assert!(config.keys.len() > 30);
        assert_eq!(bound(&keymap), bound(&Keymap::default()));
    }

    #[test]
    fn what_holds_is_a_file_that_says_so() {
        let text = "measure = 60\nbrowser = ['a \"b\"', '-c']\n[keys]\nx = 'copy'\n'y y' = 'quit'\n[searches]\n'环保' = '\"环保\" OR 治污'\n'坏' = '('\n";
        let config = Config {
            path: Some("config.toml".into()),
            ..Config::of_text(text, Theme::names())
        };
        let (keymap, searches, faults) = of_settings(&config);
        assert_eq!(faults.len(), 1);
        let printed = effective(&config, &keymap, &searches, Lang::En).join("\n");
        assert!(printed.contains("# config.toml:1\n"), "{printed}");
        assert!(printed.contains("# config.toml:4\n"), "{printed}");
        let again = Config::of_text(&printed, Theme::names());
        let (same, read_again, faults) = of_settings(&again);
        assert_eq!(faults, []);
        assert_eq!(read_again, searches);
        assert_eq!(again.measure.value, 60);
        assert_eq!(again.browser.value, config.browser.value);
        assert_eq!(bound(&same), bound(&keymap));
    }
}

//! From settings to how the reader is to be.

use std::time::SystemTime;

use super::probe::{self, Question};
use super::{Ended, SETTING_UP, Shell, guard};
use crate::app::folders::Change;
use crate::app::keymap::{Command, Keymap};
use crate::app::layout::Typesetting;
use crate::app::view::Wanted;
use crate::app::{Configuration, Msg, ReaderSettings, of_settings};
use crate::config::{self, Config, Fault, Given};
use crate::lang::{IoContext as _, Lang, Say as _, SystemError};
use crate::store::Problem;
use crate::text::sanitize;
use crate::text::width::Ambiguous;
use crate::ui::{Depth, Ground, Theme};

/// What is known of the terminal's colours.
#[derive(Clone, Copy, Debug)]
pub(super) struct TerminalColours {
    depth: Depth,
    ground: Option<Ground>,
}

impl TerminalColours {
    /// Takes what the environment says of the terminal; `colour` is whether colours are wanted, and
    /// `ground` what the terminal itself answered.
    pub(super) fn new(colour: bool, ground: Option<(u8, u8, u8)>) -> Self {
        let ground = ground.map(Ground::of_colour);
        Self {
            depth: if colour {
                Depth::of(
                    &env_var("TERM"),
                    &env_var("COLORTERM"),
                    guard::is_in_gnu_screen(),
                )
            } else {
                Depth::None
            },
            ground: ground.or_else(|| Ground::of_colorfgbg(&env_var("COLORFGBG"))),
        }
    }

    /// Returns the theme that settings ask for, as the terminal can show it.
    pub(super) fn theme(self, config: &Config) -> Theme {
        let named = config.theme.value.as_deref();
        let named = named.and_then(|name| Theme::named(name, self.depth));
        named.unwrap_or_else(|| Theme::on(self.ground, self.depth))
    }
}

/// What tells whether the file of settings was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileState {
    written: SystemTime,
    len: u64,
}

impl FileState {
    /// Returns how the file is now; `None` where there is none.
    pub(super) fn of(config: &Config) -> Option<Self> {
        let metadata = std::fs::metadata(config.path.as_ref()?).ok()?;
        Some(Self {
            written: metadata.modified().ok()?,
            len: metadata.len(),
        })
    }
}

impl Shell {
    /// Returns whether the file of settings is another than it was.
    pub(super) fn have_settings_changed(&self) -> bool {
        FileState::of(&self.config) != self.settings
    }

    /// Reads the file of settings again and goes by it from now on. The arguments win over it still,
    /// and what is read stays what it was.
    pub(super) fn read_settings_again(&mut self) -> Result<Option<Ended>, SystemError> {
        // Before it is read: what is written meanwhile is seen the next time.
        self.settings = FileState::of(&self.config);
        let mut config = Config::load(Theme::names());
        config.overrule(self.given);
        if config.mouse.value != self.config.mouse.value {
            guard::listen_to_mouse(config.mouse.value).context(SETTING_UP)?;
        }
        self.theme = self.colours.theme(&config);
        let mut new = configuration(&config, self.locale, self.probed_width);
        let done = new
            .lang
            .pick("the settings are read again", "已重新读取设置");
        new.notice.get_or_insert_with(|| done.to_owned());
        self.config = config;
        // Ambiguous characters may stand elsewhere now.
        self.redraw()?;
        self.update(Msg::Configured(Box::new(new)))
    }
}

impl Shell {
    /// Shows a theme, until the reader ends or (`is_tried`) only until another is shown.
    pub(super) fn show_theme(&mut self, name: &str, is_tried: bool) {
        let given = Given {
            theme: Some(Theme::names().iter().copied().find(|known| *known == name)),
            ..self.given
        };
        let mut config = self.config.clone();
        config.overrule(given);
        self.theme = self.colours.theme(&config);
        if !is_tried {
            (self.given, self.config) = (given, config);
        }
    }

    /// Changes a saved search in the file of settings, and shows the searches that it has then. What else was
    /// changed in it is seen as always.
    pub(super) fn save(&mut self, change: &Change) -> Result<Option<Ended>, SystemError> {
        let Some(path) = self.config.path.clone() else {
            return self.update(Msg::NotSaved(config::no_place()));
        };
        let Change {
            name,
            typed,
            before,
        } = change;
        let is_known = !self.have_settings_changed();
        let mut former = None;
        let written = config::rewrite(&path, |text| {
            former = config::search_in(text, name);
            match typed {
                Some(typed) => config::search_put(text, name, typed, before.as_deref()),
                None => config::search_removed(text, name),
            }
        });
        if let Err(error) = written {
            return self.update(Msg::NotSaved(error.in_both()));
        }
        if let Some(former) = former
            && let Some(ended) = self.update(Msg::Replaced(former))?
        {
            return Ok(Some(ended));
        }
        if is_known {
            // What is written here needs no telling.
            self.settings = FileState::of(&self.config);
        }
        let (_, searches, _) = of_settings(&Config::of_file(&path, Theme::names()));
        self.update(Msg::Searches(searches))
    }
}

fn env_var(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

/// Returns what the terminal is to be asked: what the settings leave to it. The ground is asked for also
/// where a theme is named, for that may change while the reader runs.
pub(super) fn question(config: &Config, colour: bool) -> Question {
    Question {
        width: config.ambiguous.value,
        ground: colour && probe::tells_its_ground(&env_var("TERM")),
    }
}

/// Returns the language of the interface.
pub(super) fn lang(config: &Config, locale: Lang) -> Lang {
    config.language.value.map_or(locale, Lang::from)
}

/// Makes of settings what the reader is to be: in the language of the locale, and with ambiguous
/// characters as the terminal draws them, where they do not say.
pub(super) fn configuration(config: &Config, locale: Lang, drawn: Ambiguous) -> Configuration {
    let lang = lang(config, locale);
    let (keymap, searches, faults) = of_settings(config);
    let key = keymap.first_of(Command::Problems);
    let notice = format_notice(config, &faults, lang, key.as_deref());
    Configuration {
        lang,
        ambiguous: config.ambiguous.value.unwrap_or(drawn),
        settings: ReaderSettings {
            keymap,
            typesetting: Typesetting {
                measure: config.measure.value,
                indent: config.indent.value,
            },
            wanted: Wanted::of(config),
            when_read: config.read.value,
            theme: config.theme.value.clone(),
            themes: Theme::offered(config.theme.value.as_deref()),
            faults: listed(config, &faults),
        },
        searches,
        notice,
    }
}

/// Says that what is read is the sample edition, and how to read something else.
pub(super) fn format_sample(lang: Lang, keymap: &Keymap) -> String {
    let add = keymap.key_or_name(Command::Add);
    match lang {
        Lang::En => format!("this is a sample edition: {add} adds news of your own, or a feed"),
        Lang::Zh => format!("这是自带的样刊：按 {add} 添加自己的稿件或订阅"),
    }
}

/// The faults with the file in which they are.
fn listed(config: &Config, faults: &[Fault]) -> Vec<Problem> {
    let file = config.path.as_ref().map(|path| path.to_string_lossy());
    let file = file.unwrap_or_default().into_owned();
    let listed = |fault: &Fault| Problem {
        file: file.clone(),
        line: fault.line,
        column: fault.column,
        what: fault.what.clone(),
    };
    faults.iter().map(listed).collect()
}

/// Says what is wrong with the file, if anything is, in a line; of more than one fault, which key lists them.
fn format_notice(
    config: &Config,
    faults: &[Fault],
    lang: Lang,
    key: Option<&str>,
) -> Option<String> {
    let first = faults.first()?;
    let name = config.path.as_ref().and_then(|path| path.file_name());
    let name = name.unwrap_or_default().to_string_lossy();
    let (line, more) = (first.line, faults.len() - 1);
    let list = key.unwrap_or("`zhenews config --check`");
    let told = match (lang, more) {
        (_, 0) => lang.about(&format!("{name}:{line}"), &first.what.say(lang)),
        (Lang::En, _) => format!("{name}:{line} and {more} more: {list} lists them"),
        (Lang::Zh, _) => format!("{name}:{line} 等 {} 处：见 {list}", more + 1),
    };
    Some(sanitize::visible_line(&told).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_make_the_reader_and_their_faults_its_notice() {
        let config = Config {
            path: Some("a/config.toml".into()),
            ..Config::of_text("measure = 40\nindent = 2\n[keys]\nx = 'hlep'\n", &[])
        };
        let new = configuration(&config, Lang::Zh, Ambiguous::Wide);
        assert_eq!(new.lang, Lang::Zh);
        assert_eq!(new.ambiguous, Ambiguous::Wide);
        assert_eq!(new.settings.typesetting.measure, 40);
        assert_eq!(new.settings.typesetting.indent, Some(2));
        let notice = new.notice.unwrap();
        assert!(notice.starts_with("config.toml:4：没有叫"), "{notice}");
        let two = Config::of_text("mouse = 1\nindent = 99", &[]);
        let notice = configuration(&two, Lang::En, Ambiguous::Narrow).notice;
        assert_eq!(notice.unwrap(), ":1 and 1 more: ! lists them");
    }
}
